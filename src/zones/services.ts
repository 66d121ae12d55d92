/** Services of flows: names, `tcp/443`, `udp/5000-5010`, `icmp/8`, `ip/50`. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { didYouMean } from "../diagnostics/nearest.js";
import type { ServiceExpression } from "../model/expression.js";
import { ownValue } from "../source/own-value.js";
import type { SourceRange } from "../source/range.js";
import type { MapText } from "./reading.js";
import { serviceNamed, serviceNames } from "./service-catalogue.js";

const PORT_PROTOCOLS: Readonly<Record<string, number>> = { tcp: 6, udp: 17, sctp: 132 };
const EXPECTED = "a service by name, or tcp/443, udp/5000-5010, icmp/8, icmp6/128, ip/50";

/** Reads service texts; the map's own names go before those of the catalogue. */
export class ServiceReader {
  private readonly read = new Map<string, ServiceExpression>();
  private readonly opening = new Set<string>();

  /** @param own the `services` of the map, by name. */
  constructor(
    private readonly own: ReadonlyMap<string, readonly MapText[]>,
    private readonly diagnostics: Diagnostics,
  ) {}

  /** Reads every service of the map, used or not, so that what is wrong in one is reported. */
  readOwn(): ReadonlyMap<string, ServiceExpression> {
    for (const [name, texts] of this.own) if (texts[0] !== undefined) this.named(name, texts, texts[0].at);
    return this.read;
  }

  /** Any of the texts. One that is no service is reported and counts as none. */
  union(texts: readonly MapText[]): ServiceExpression {
    const of = texts.map((text) => this.one(text));
    return of.length === 1 && of[0] !== undefined ? of[0] : { kind: "union", of };
  }

  private one({ text, at }: MapText): ServiceExpression {
    const own = this.own.get(text);
    if (own !== undefined) return this.named(text, own, at);
    const known = serviceNamed(text);
    if (known !== undefined) return known;
    const read = readServiceText(text);
    if (read !== undefined) return { ...read, at };
    this.reportUnknown(text, at);
    return { kind: "none", at };
  }

  /** A service of the map: read once, wherever it is used. */
  private named(name: string, texts: readonly MapText[], at: SourceRange): ServiceExpression {
    const read = this.read.get(name);
    if (read !== undefined) return read;
    if (this.opening.has(name)) {
      this.diagnostics.add("zones/service-circle", at, { message: `the service "${name}" is made of itself` });
      return { kind: "none", at };
    }
    this.opening.add(name);
    const value = this.union(texts);
    this.opening.delete(name);
    this.read.set(name, value);
    return value;
  }

  private reportUnknown(text: string, at: SourceRange): void {
    const help = didYouMean(text, [...this.own.keys(), ...serviceNames()]);
    this.diagnostics.add("zones/unknown-service", at, {
      message: `"${text}" is no known service`,
      expected: EXPECTED,
      help: help ?? "services of your own stand under services:, such as plc-web: [tcp/80, tcp/443]",
    });
  }
}

/** A service as people write it, outside of a map: by a name of the map, a usual name, or `tcp/443` and the like. */
export function serviceOf(
  text: string,
  own: ReadonlyMap<string, ServiceExpression>,
): { readonly service: ServiceExpression } | { readonly expected: string; readonly help?: string } {
  const service = own.get(text) ?? serviceNamed(text) ?? readServiceText(text);
  if (service !== undefined) return { service };
  const help = didYouMean(text, [...own.keys(), ...serviceNames()]);
  return { expected: EXPECTED, ...(help === undefined ? {} : { help }) };
}

/** `tcp/443` and the like; `undefined` when the text is none of them. Numbers in their range, lower port first. */
export function readServiceText(text: string): ServiceExpression | undefined {
  const [, protocol = "", first = "", last, more] = /^([a-z0-9]+)\/(\d{1,5})(?:-(\d{1,5}))?(.*)$/i.exec(text) ?? [];
  if (more !== "") return undefined;
  const from = Number(first);
  const to = last === undefined ? from : Number(last);
  const name = protocol.toLowerCase();
  const ports = ownValue(PORT_PROTOCOLS, name);
  if (ports !== undefined) {
    return from <= to && to <= 65_535 ? { kind: "ports", protocol: ports, destination: [{ from, to }] } : undefined;
  }
  if (last !== undefined || from > 255) return undefined;
  if (name === "ip") return { kind: "protocol", protocol: from };
  if (name === "icmp") return { kind: "icmp", family: 4, type: from };
  if (name === "icmp6" || name === "icmpv6") return { kind: "icmp", family: 6, type: from };
  return undefined;
}
