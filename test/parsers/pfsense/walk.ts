/** For tests: a configuration from few words, and one packet through it, rule by rule, without any sets. */
import { PFSENSE } from "../../../parsers/pfsense/index.js";
import { type Diagnostic, Diagnostics } from "../../../src/diagnostics/diagnostic.js";
import type { Device } from "../../../src/model/device.js";
import type { AddressExpression, Family, ServiceExpression } from "../../../src/model/expression.js";
import type { FilterStep, Rule } from "../../../src/model/rule.js";
import { readIPv4, readIPv6 } from "../../../src/packets/address.js";
import type { LineAccount } from "../../../src/source/line-account.js";

export interface Parsed {
  readonly device: Device;
  readonly diagnostics: readonly Diagnostic[];
  readonly codes: readonly string[];
  readonly account: LineAccount;
}

/** Parses a text that has to hold one device. */
export function parseText(text: string, path = "fw-edge.xml", asOfMinutes?: number): Parsed {
  const { device, ...rest } = tryParse(text, path, asOfMinutes);
  if (!device) throw new Error(`no device: ${rest.codes.join(" ")}`);
  return { device, ...rest };
}

/** Parses any text. */
export function tryParse(
  text: string,
  path = "fw-edge.xml",
  asOfMinutes?: number,
): Omit<Parsed, "device"> & { readonly device?: Device } {
  const diagnostics = new Diagnostics();
  const file = { path, text, encoding: "utf-8", sha256: "" } as const;
  const detection = PFSENSE.detect(file) ?? { platform: "pfsense", confidence: 0, reasons: [] };
  const { devices, account } = PFSENSE.parse(file, detection, diagnostics, {
    ...(asOfMinutes === undefined ? {} : { asOfMinutes }),
  });
  const all = diagnostics.all();
  return {
    diagnostics: all,
    codes: all.map((each) => each.code),
    account,
    ...(devices[0] ? { device: devices[0] } : {}),
  };
}

/** A packet of a test. */
export interface TestPacket {
  readonly family: Family;
  readonly src: number | bigint;
  readonly dst: number | bigint;
  readonly protocol: number;
  readonly srcPort: number;
  readonly dstPort: number;
  readonly icmpType: number;
  readonly flags: number;
}

const PROTOCOLS: Readonly<Record<string, number>> = {
  tcp: 6,
  udp: 17,
  icmp: 1,
  icmp6: 58,
  esp: 50,
  sctp: 132,
  gre: 47,
};

/**
 * `tcp 10.1.1.5:40000 > 10.2.0.9:502`, `icmp 10.1.1.5 > 10.2.0.9 8`, `ack …` for TCP in the middle of a session. IPv6
 * addresses stand in brackets. A source port that is left out is 40000.
 */
export function packet(text: string): TestPacket {
  const [word = "", from = "", , to = "", type] = text.split(" ");
  const [src, srcPort] = endOf(from);
  const [dst, dstPort] = endOf(to);
  const protocol = PROTOCOLS[word === "ack" ? "tcp" : word] ?? Number(word);
  const ported = protocol === 6 || protocol === 17 || protocol === 132;
  return {
    family: typeof src === "bigint" ? 6 : 4,
    src,
    dst,
    protocol,
    srcPort: ported ? (srcPort ?? 40000) : 0,
    dstPort: ported ? (dstPort ?? 0) : 0,
    icmpType: type === undefined ? (protocol === 58 ? 128 : protocol === 1 ? 8 : 0) : Number(type),
    flags: protocol !== 6 ? 0 : word === "ack" ? 16 : 2,
  };
}

function endOf(text: string): [number | bigint, number | undefined] {
  const six = /^\[(.+)\](?::(\d+))?$/.exec(text);
  if (six) return [readIPv6(six[1] ?? "")!, six[2] === undefined ? undefined : Number(six[2])];
  const [address = "", port] = text.split(":");
  const value = readIPv4(address);
  if (value === undefined) throw new Error(`no address: ${text}`);
  return [value, port === undefined ? undefined : Number(port)];
}

type Sure = "yes" | "no" | "maybe";
export type Verdict = "permit" | "deny" | "unknown";

/** The verdict on a packet that comes in by one interface and leaves by another, or is for the firewall itself. */
export function walk(device: Device, text: string, ingress: string, egress: string | "self"): Verdict {
  const steps = egress === "self" ? device.toDevice : device.forwarding;
  const sent = packet(text);
  let verdict: Verdict = "permit";
  for (const step of steps) {
    if (step.egress && !step.egress.includes(egress)) continue;
    const found = decide(device, step, sent, ingress, egress);
    if (found === "deny") return "deny";
    if (found === "unknown") verdict = "unknown";
  }
  return verdict;
}

function decide(device: Device, step: FilterStep, sent: TestPacket, ingress: string, egress: string): Verdict {
  const rules = step.tables.flatMap((id) => device.tables.find((table) => table.id === id)?.rules ?? []);
  const possible = new Set<Verdict>();
  for (const rule of [...rules, step.otherwise]) {
    if (!rule.enabled) continue;
    const sure = matches(device, rule, sent, ingress, egress, step.stateful);
    if (sure === "no") continue;
    possible.add(rule.action === "unknown" ? "unknown" : rule.action);
    if (sure === "yes") break;
  }
  const [only] = possible;
  return possible.size === 1 && only ? only : "unknown";
}

function matches(
  device: Device,
  rule: Rule,
  sent: TestPacket,
  ingress: string,
  egress: string,
  stateful: boolean,
): Sure {
  const { match } = rule;
  if (match.ingress && !match.ingress.includes(ingress)) return "no";
  if (match.egress && !match.egress.includes(egress)) return "no";
  const doubts = rule.doubts ?? [];
  if (doubts.some((each) => each.effect === "anything")) return "maybe";
  const middle = sent.protocol === 6 && (sent.flags & 20) !== 0;
  if (stateful && middle && rule.action === "permit" && !testsFlags(device, match.service)) return "no";
  const parts = [
    address(device, match.source, sent.family, sent.src),
    address(device, match.destination, sent.family, sent.dst),
    service(device, match.service, sent),
  ];
  const sure = parts.includes("no") ? "no" : parts.includes("maybe") ? "maybe" : "yes";
  return sure === "yes" && doubts.length > 0 ? "maybe" : sure;
}

function address(device: Device, of: AddressExpression, family: Family, value: number | bigint): Sure {
  switch (of.kind) {
    case "any":
      return yes(of.family === undefined || of.family === family);
    case "none":
      return "no";
    case "range4":
      return yes(family === 4 && value >= of.from && value <= of.to);
    case "pattern4":
      return yes(family === 4 && (Number(value) & of.care) >>> 0 === of.value);
    case "range6":
      return yes(family === 6 && value >= of.from && value <= of.to);
    case "object": {
      const object = device.addresses.find((each) => each.id === of.object);
      if (!object) throw new Error(`no object ${of.object}`);
      return address(device, object.value, family, value);
    }
    case "union":
      return any(of.of.map((part) => address(device, part, family, value)));
    case "except":
      return both(address(device, of.base, family, value), not(address(device, of.minus, family, value)));
    case "not":
      return of.family === "both" || of.family === family ? not(address(device, of.of, family, value)) : "no";
    case "unknown":
      if (of.lower && address(device, of.lower, family, value) === "yes") return "yes";
      return of.upper && address(device, of.upper, family, value) === "no" ? "no" : "maybe";
  }
}

function service(device: Device, of: ServiceExpression, sent: TestPacket): Sure {
  switch (of.kind) {
    case "any":
      return "yes";
    case "none":
      return "no";
    case "protocol":
      return yes(sent.protocol === of.protocol);
    case "ports": {
      const inside = (ranges: typeof of.source, port: number) =>
        !ranges || ranges.some((range) => port >= range.from && port <= range.to);
      const flags = !of.flags || of.flags.some((test) => (sent.flags & test.mask) === test.value);
      return yes(
        sent.protocol === of.protocol &&
          inside(of.source, sent.srcPort) &&
          inside(of.destination, sent.dstPort) &&
          flags,
      );
    }
    case "icmp":
      return yes(
        sent.protocol === (of.family === 4 ? 1 : 58) &&
          sent.family === of.family &&
          (of.type === undefined || of.type === sent.icmpType),
      );
    case "object":
      return service(device, device.services.find((each) => each.id === of.object)!.value, sent);
    case "union":
      return any(of.of.map((part) => service(device, part, sent)));
    case "not":
      return not(service(device, of.of, sent));
    case "unknown":
      if (of.lower && service(device, of.lower, sent) === "yes") return "yes";
      return of.upper && service(device, of.upper, sent) === "no" ? "no" : "maybe";
  }
}

function testsFlags(device: Device, of: ServiceExpression): boolean {
  if (of.kind === "ports") return of.flags !== undefined;
  if (of.kind === "union") return of.of.some((part) => testsFlags(device, part));
  if (of.kind === "object") return testsFlags(device, device.services.find((each) => each.id === of.object)!.value);
  return false;
}

const yes = (holds: boolean): Sure => (holds ? "yes" : "no");
const not = (sure: Sure): Sure => (sure === "maybe" ? "maybe" : sure === "yes" ? "no" : "yes");
const any = (all: readonly Sure[]): Sure => (all.includes("yes") ? "yes" : all.includes("maybe") ? "maybe" : "no");
const both = (a: Sure, b: Sure): Sure =>
  a === "no" || b === "no" ? "no" : a === "maybe" || b === "maybe" ? "maybe" : "yes";
