/** Walks one packet through a parsed FortiGate, rule by rule, with three answers: the yardstick of the trap tests. */

import { FORTIGATE } from "../../../parsers/fortigate/index.js";
import { readIPv4, readIPv6 } from "../../../parsers/fortigate/normalize/address-text.js";
import type { ParseOptions } from "../../../parsers/vendor.js";
import { Diagnostics } from "../../../src/diagnostics/diagnostic.js";
import type { Device } from "../../../src/model/device.js";
import type { AddressExpression, ServiceExpression } from "../../../src/model/expression.js";
import type { FilterStep, Rule, RuleMatch } from "../../../src/model/rule.js";

export interface Parsed {
  readonly device: Device;
  readonly codes: readonly string[];
}

/** Parses a text; fails the test when it holds no device. */
export function parse(text: string, options: ParseOptions = {}): Parsed {
  const diagnostics = new Diagnostics();
  const file = { path: "fw-edge.conf", text, encoding: "utf-8", sha256: "" } as const;
  const detection = { platform: "fortios", confidence: 1, reasons: [] };
  const { devices } = FORTIGATE.parse(file, detection, diagnostics, options);
  const [device] = devices;
  if (!device) throw new Error("no device");
  return { device, codes: diagnostics.all().map((diagnostic) => diagnostic.code) };
}

export type Answer = "permit" | "deny" | "unknown";
type Truth = boolean | undefined;

export interface Header {
  readonly src: number | bigint;
  readonly dst: number | bigint;
  readonly protocol: number;
  readonly srcPort: number;
  readonly dstPort: number;
  readonly icmpType: number;
  /** What it was sent to, where a translation changed that. */
  readonly dialled?: number | bigint;
  /** Id of the destination translation it went through. */
  readonly by?: string;
}

/**
 * @param packet `lan > wan tcp 10.1.1.5:40000 -> 10.2.0.9:502`; `icmp A -> B:8` is type 8, `ip50 A -> B` a protocol.
 * `lan > self` asks what reaches the device itself.
 */
export function walk(device: Device, packet: string): Answer {
  const [, ingress = "", egress = "", protocol = "", rest = ""] = /^(\S+) > (\S+) (\S+) (.*)$/.exec(packet) ?? [];
  return walkHeader(device, readHeader(protocol, rest), ingress, egress);
}

/** The same for a packet that was read already. */
export function walkHeader(device: Device, header: Header, ingress: string, egress: string): Answer {
  const answers = new Set(translations(device, header, ingress).map((one) => pass(device, one, ingress, egress)));
  const [only = "deny"] = answers;
  const whole = device.doubts.some(
    ({ scope, interfaces }) =>
      scope === "device" || (scope === "interfaces" && interfaces?.some((id) => id === ingress || id === egress)),
  );
  return whole || answers.size > 1 ? "unknown" : only;
}

function pass(device: Device, header: Header, ingress: string, egress: string): Answer {
  const steps = egress === "self" ? device.toDevice : device.forwarding;
  const answers = steps
    .filter((step) => fits(step.ingress, ingress) && (egress === "self" || fits(step.egress, egress)))
    .map((step) => decide(device, step, header, ingress, egress));
  if (answers.length === 0 || answers.includes("deny")) return "deny";
  return answers.includes("unknown") ? "unknown" : "permit";
}

/** What the packet may have become: the first translation that matches decides, one that may match leaves both open. */
function translations(device: Device, header: Header, ingress: string): Header[] {
  const became: Header[] = [];
  for (const nat of device.nat) {
    if (nat.kind !== "destination" || !nat.enabled) continue;
    const match = inMatch(device, nat.match, header, ingress, "");
    if (match === false) continue;
    became.push(translate(header, nat));
    if (match === true) return became;
  }
  return [...became, header];
}

/** Moves address and port by their offset in the outside ranges, for plain ranges. */
function translate(header: Header, nat: Device["nat"][0]): Header {
  const dialled = nat.match.destination;
  const outside = dialled.kind === "unknown" && dialled.upper ? dialled.upper : dialled;
  const inside = nat.translated;
  const [from, to] = [nat.match.service, nat.translatedService];
  const offset = outside.kind === "range4" ? (header.dst as number) - outside.from : 0;
  const dst = inside?.kind === "range4" ? Math.min(inside.from + offset, inside.to) : header.dst;
  const port =
    to?.kind === "ports" && from.kind === "ports"
      ? header.dstPort - from.destination![0]!.from + to.destination![0]!.from
      : header.dstPort;
  return { ...header, dst, dstPort: port, dialled: header.dst, by: nat.id };
}

function readHeader(protocol: string, rest: string): Header {
  const [from = "", to = ""] = rest.split(" -> ");
  const [src, srcPort] = endpoint(from);
  const [dst, dstPort] = endpoint(to);
  const numbers: Record<string, number> = { tcp: 6, udp: 17, icmp: 1, icmp6: 58, gre: 47 };
  const number = numbers[protocol] ?? Number(protocol.replace("ip", ""));
  const isIcmp = number === 1 || number === 58;
  return {
    src,
    dst,
    protocol: number,
    srcPort: srcPort ?? 40000,
    dstPort: isIcmp ? 0 : (dstPort ?? 0),
    icmpType: isIcmp ? (dstPort ?? 8) : 0,
  };
}

function endpoint(text: string): [number | bigint, number | undefined] {
  const bracket = /^\[(.+)\](?::(\d+))?$/.exec(text);
  if (bracket) return [readIPv6(bracket[1]!)!, bracket[2] === undefined ? undefined : Number(bracket[2])];
  const [address = "", port] = text.split(":");
  const value = readIPv4(address);
  if (value === undefined) throw new Error(`bad address ${text}`);
  return [value, port === undefined ? undefined : Number(port)];
}

function fits(list: readonly string[] | undefined, name: string): boolean {
  return list === undefined || list.includes(name);
}

/** First match: a rule that may match lets the walk go on with what it may have decided in mind. */
function decide(device: Device, step: FilterStep, header: Header, ingress: string, egress: string): Answer {
  const possible = new Set<Answer>();
  const rules = step.tables.flatMap((id) => device.tables.find((table) => table.id === id)!.rules);
  for (const rule of [...rules, step.otherwise]) {
    if (!rule.enabled) continue;
    const match = matches(device, rule, header, ingress, egress);
    if (match === false) continue;
    possible.add(rule.action);
    if (match === true) break;
  }
  if (possible.size === 1) return [...possible][0]!;
  return "unknown";
}

function matches(device: Device, rule: Rule, header: Header, ingress: string, egress: string): Truth {
  const effects = rule.doubts?.map((doubt) => doubt.effect) ?? [];
  if (!fits(rule.match.ingress, ingress) || !fits(rule.match.egress, egress)) return false;
  if (effects.includes("anything")) return undefined;
  const match = inMatch(device, rule.match, header, ingress, egress);
  return match === true && effects.includes("narrows") ? undefined : match;
}

function inMatch(device: Device, match: RuleMatch, header: Header, ingress: string, egress: string): Truth {
  if (!fits(match.ingress, ingress) || !fits(match.egress, egress)) return false;
  return and([
    inAddress(device, match.source, header.src),
    inDestination(device, match, header),
    inService(device, match.service, header),
  ]);
}

function inDestination(device: Device, match: RuleMatch, header: Header): Truth {
  const named = inAddress(device, match.destination, header.dst, header.by);
  if (header.by === undefined || (match.translated ?? "fits") === "fits") return named;
  const byName = inAddress(device, namedOnly(match.destination), header.dst, header.by);
  if (match.translated === "never" || byName === true) return byName;
  const sentTo = inAddress(device, match.destination, header.dialled ?? header.dst, header.by);
  return bounded(byName, or([named, sentTo, byName]));
}

/** The expression without the parts that name no translation. */
function namedOnly(of: AddressExpression): AddressExpression {
  if (of.kind === "union") return { ...of, of: of.of.map(namedOnly) };
  return of.kind === "unknown" && of.translatedBy ? of : { kind: "none" };
}

function and(of: readonly Truth[]): Truth {
  if (of.includes(false)) return false;
  return of.includes(undefined) ? undefined : true;
}

function or(of: readonly Truth[]): Truth {
  if (of.includes(true)) return true;
  return of.includes(undefined) ? undefined : false;
}

function not(of: Truth): Truth {
  return of === undefined ? undefined : !of;
}

function bounded(lower: Truth, upper: Truth): Truth {
  if (lower === true) return true;
  return upper === false ? false : undefined;
}

function inAddress(device: Device, of: AddressExpression, value: number | bigint, by?: string): Truth {
  const family = typeof value === "bigint" ? 6 : 4;
  switch (of.kind) {
    case "any":
      return of.family === undefined || of.family === family;
    case "none":
      return false;
    case "range4":
      return typeof value === "number" && of.from <= value && value <= of.to;
    case "range6":
      return typeof value === "bigint" && of.from <= value && value <= of.to;
    case "pattern4":
      return typeof value === "number" && ((value ^ of.value) & of.care) === 0;
    case "object":
      return inAddress(device, device.addresses.find((object) => object.id === of.object)!.value, value, by);
    case "union":
      return or(of.of.map((one) => inAddress(device, one, value, by)));
    case "except":
      return and([inAddress(device, of.base, value), not(inAddress(device, of.minus, value))]);
    case "not":
      return of.family === "both" || of.family === family ? not(inAddress(device, of.of, value)) : false;
    case "unknown":
      if (of.translatedBy) {
        if (by === undefined || !of.translatedBy.includes(by))
          return of.lower ? inAddress(device, of.lower, value) : false;
        return of.upper ? inAddress(device, of.upper, value) : true;
      }
      return bounded(
        of.lower ? inAddress(device, of.lower, value) : false,
        of.upper ? inAddress(device, of.upper, value) : true,
      );
  }
}

function inService(device: Device, of: ServiceExpression, header: Header): Truth {
  switch (of.kind) {
    case "any":
      return true;
    case "none":
      return false;
    case "protocol":
      return of.protocol === header.protocol;
    case "icmp":
      return header.protocol === (of.family === 4 ? 1 : 58) && (of.type === undefined || of.type === header.icmpType);
    case "ports": {
      const within = (ranges: typeof of.source, port: number) =>
        ranges === undefined || ranges.some((range) => range.from <= port && port <= range.to);
      return (
        of.protocol === header.protocol && within(of.source, header.srcPort) && within(of.destination, header.dstPort)
      );
    }
    case "object":
      return inService(device, device.services.find((object) => object.id === of.object)!.value, header);
    case "union":
      return or(of.of.map((one) => inService(device, one, header)));
    case "not":
      return not(inService(device, of.of, header));
    case "unknown":
      return bounded(
        of.lower ? inService(device, of.lower, header) : false,
        of.upper ? inService(device, of.upper, header) : true,
      );
  }
}
