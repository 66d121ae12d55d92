/** Services of flows: names, `tcp/443`, `udp/5000-5010`, `icmp/8`, `ip/50`, and whole protocols such as `udp` and `igmp`. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { didYouMean } from "../diagnostics/nearest.js";
import type { ServiceExpression } from "../model/expression.js";
import { protocolNamed, protocolNames } from "../packets/boxes.js";
import { ownValue } from "../source/own-value.js";
import type { SourceRange } from "../source/range.js";
import type { MapText } from "./reading.js";
import { serviceNamed, serviceNames } from "./service-catalogue.js";

const PORT_PROTOCOLS: Readonly<Record<string, number>> = { tcp: 6, udp: 17, dccp: 33, sctp: 132, udplite: 136 };
const ICMP_FAMILIES: Readonly<Record<string, 4 | 6>> = { icmp: 4, icmp6: 6, icmpv6: 6 };
const EXPECTED =
  "a service by name, tcp/443, udp/5000-5010, icmp/8, icmp6/128, ip/50, or a whole protocol such as udp, icmp or igmp";

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
    for (const [name, texts] of this.own) {
      if (texts[0] === undefined) continue;
      const own = this.named(name, texts, texts[0].at);
      const known = serviceNamed(name) ?? readServiceText(name);
      if (known !== undefined && plain(own) !== plain(known)) this.reportReplaced(name, texts[0].at);
    }
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

  /** Who reads `https` in a flow thinks of what everybody calls so. */
  private reportReplaced(name: string, at: SourceRange): void {
    this.diagnostics.add("zones/known-service", at, {
      message: `wherever this map says "${name}", it means the services of this line and not what is commonly called so`,
      expected: "a name that is not in use for something else",
      help: `rename it, to own-${name} say, where both may be meant`,
    });
  }

  private reportUnknown(text: string, at: SourceRange): void {
    const help = helpFor(text, this.own.keys());
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
  const help = helpFor(text, own.keys());
  return { expected: EXPECTED, ...(help === undefined ? {} : { help }) };
}

/**
 * `tcp/443` and the like, or a whole protocol: each text that names a service in a report, as far as the map has words for it.
 * `undefined` when it is none of them. Numbers in their range, lower one first; the map knows no source ports, ICMP codes and TCP flags.
 */
function readServiceText(text: string): ServiceExpression | undefined {
  const [, written = "", first, last = first] = /^([a-z]+6?)(?:\/(\d{1,5})(?:-(\d{1,5}))?)?$/i.exec(text) ?? [];
  const name = written.toLowerCase();
  const icmp = ownValue(ICMP_FAMILIES, name);
  const protocol = icmp === 6 ? 58 : protocolNamed(name);
  if (first === undefined) return protocol === undefined ? undefined : { kind: "protocol", protocol };
  const [from, to] = [Number(first), Number(last)];
  const ports = ownValue(PORT_PROTOCOLS, name);
  if (from > to || to > (ports === undefined ? 255 : 65_535)) return undefined;
  if (ports !== undefined) return { kind: "ports", protocol: ports, destination: [{ from, to }] };
  if (name === "ip") return anyOf(from, to, (one) => ({ kind: "protocol", protocol: one }));
  return icmp && anyOf(from, to, (type) => ({ kind: "icmp", family: icmp, type }));
}

function anyOf(from: number, to: number, one: (value: number) => ServiceExpression): ServiceExpression {
  if (from === to) return one(from);
  return { kind: "union", of: Array.from({ length: to - from + 1 }, (_, index) => one(from + index)) };
}

/** A service without the places where its parts are written. */
function plain(service: ServiceExpression): string {
  return JSON.stringify(service, (key, value) => (key === "at" ? undefined : value));
}

/** What may have been meant by a text that is no service. */
function helpFor(text: string, own: Iterable<string>): string | undefined {
  return elsewhere(text) ?? didYouMean(text, [...own, ...serviceNames(), ...protocolNames(), "icmpv6"]);
}

/** Ways in which others write a service. */
function elsewhere(text: string): string | undefined {
  if (/^(?:ip|ipv4|all|\*)$/i.test(text)) return 'every service is "any"';
  if (/^\d{1,5}(?:-\d{1,5})?$/.test(text)) return `a port goes behind its protocol: "tcp/${text}"`;
  const [, ports, protocol] = /^(\d{1,5}(?:-\d{1,5})?)\/(tcp|udp|sctp)$/i.exec(text) ?? [];
  if (protocol !== undefined) return `a port goes behind its protocol: "${protocol.toLowerCase()}/${ports}"`;
  const [service = "", limit] = text.split(/ (?=from |code |flags )/);
  if (limit !== undefined && readServiceText(service) !== undefined)
    return `flows have no source ports, ICMP codes and TCP flags: "${service}"`;
  const [, name = "", rest = ""] = /^([a-z]+6?)\/(.*)$/i.exec(text) ?? [];
  const range = rangeHelp(name, rest);
  if (range !== undefined) return range;
  if (readServiceText(name) === undefined) return undefined;
  if (/^(?:any|all|\*|)$/i.test(rest)) return `all of it is "${name}"`;
  if (serviceNamed(rest) !== undefined) return `its name stands alone: "${rest}"`;
  const parts = rest.split(/\s*,\s*/).map((part) => `${name}/${part}`);
  if (parts.length > 1 && parts.every((part) => readServiceText(part) !== undefined))
    return `one text for each of them: [${parts.join(", ")}]`;
  if (/^\d{1,3}\/\d{1,3}$/.test(rest) && Object.hasOwn(ICMP_FAMILIES, name.toLowerCase()))
    return `flows have no ICMP codes: "${name}/${rest.split("/")[0]}"`;
  return /^\d/.test(rest) &&
    ownValue(PORT_PROTOCOLS, name.toLowerCase()) === undefined &&
    !Object.hasOwn(ICMP_FAMILIES, name.toLowerCase())
    ? `${name} has no ports: "${name}"`
    : undefined;
}

/** What is wrong with numbers that are in the right place. */
function rangeHelp(name: string, rest: string): string | undefined {
  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(rest) ?? [];
  if (first === undefined || last === undefined) return undefined;
  if (Number(first) > Number(last) && readServiceText(`${name}/${last}-${first}`) !== undefined)
    return `the lower number goes first: "${name}/${last}-${first}"`;
  const kind = ownValue(PORT_PROTOCOLS, name.toLowerCase());
  if (kind !== undefined) return "ports go from 0 to 65535";
  return readServiceText(`${name}/0`) === undefined ? undefined : "these numbers go from 0 to 255";
}
