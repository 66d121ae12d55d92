/** What classes of inspection hold: `class-map type inspect` as ordered parts (reference/cisco.md 3.2). */
import type { AddressExpression, PortRange, ServiceExpression } from "../../../../src/model/expression.js";
import type { Rule, RuleDoubt, RuleMatch } from "../../../../src/model/rule.js";
import { ownValue } from "../../../../src/source/own-value.js";
import type { SourceRange } from "../../../../src/source/range.js";
import { readPort } from "../../names.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { type AccessList, listKey } from "../access-list.js";
import { beginning } from "../beginning.js";
import { bothAddresses, bothServices } from "../both.js";
import type { CiscoContext } from "../context.js";
import { Removals } from "../removals.js";
import { doubtHeldBlocks } from "./policy-classes.js";

/**
 * A part of a class. The first that fits a packet decides whether the class holds it: `isHeld`, or left out of the class by
 * a `deny` of an access list.
 */
export interface ClassPart {
  readonly isHeld: boolean;
  readonly match: RuleMatch;
  readonly doubts: readonly RuleDoubt[];
  readonly at: readonly SourceRange[];
}

const ANY: RuleMatch = { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } };

/** Ports by which a protocol of `match protocol` is told, as far as public documents give them; others are not known. */
const PORT_MAP: Readonly<Record<string, { readonly tcp?: number; readonly udp?: number }>> = {
  http: { tcp: 80 },
  https: { tcp: 443 },
  ftp: { tcp: 21 },
  ssh: { tcp: 22 },
  telnet: { tcp: 23 },
  smtp: { tcp: 25 },
  dns: { tcp: 53, udp: 53 },
  tftp: { udp: 69 },
  pop3: { tcp: 110 },
  ntp: { udp: 123 },
  imap: { tcp: 143 },
  snmp: { udp: 161 },
  ldap: { tcp: 389 },
  h323: { tcp: 1720 },
  sip: { tcp: 5060, udp: 5060 },
};
const [TCP, UDP] = [6, 17];
/** ICMP of each family in packets of that family: in those of the other its number is any other protocol's. */
const PINGS = [{ kind: "icmp", family: 4 } as const, { kind: "icmp", family: 6 } as const];

/** Whether a class asks for one of its conditions or for all of them, as it does where it does not say. */
const KINDS: ReadonlySet<string> = new Set(["match-any", "match-all"]);

/** The classes of one configuration. */
export class ClassMaps {
  private readonly lines = new Map<string, CiscoLine[]>();
  private readonly known = new Map<string, readonly ClassPart[]>();
  private readonly ports = new Map<string, ServiceExpression[]>();
  /** Classes that are being read: one that comes to itself again cannot be. */
  private readonly open = new Set<string>();
  /** Lists that classes name. */
  readonly used = new Set<AccessList>();

  constructor(
    roots: readonly CiscoLine[],
    private readonly lists: ReadonlyMap<string, AccessList>,
    private readonly context: CiscoContext,
  ) {
    const removals = new Removals();
    for (const line of beginning(roots, "class-map", "ip port-map")) {
      const words = wordsOf(line);
      if (line.text.startsWith("class-map type inspect ")) {
        this.addClass(words.at(-1) ?? "", line);
        removals.opened(words.at(-1) ?? "");
      } else if (line.text.startsWith("no class-map type inspect ")) {
        this.lines.delete(words.at(-1) ?? "");
        removals.taken(words.at(-1) ?? "", line);
      } else if (line.text.startsWith("ip port-map ")) this.addPort(line, words);
    }
    removals.doubt("class-map type inspect", context);
  }

  private addClass(name: string, line: CiscoLine): void {
    // What no policy names holds nothing up; what is not understood in one that is named is told when it is read.
    this.context.markBlock(line, "modelled");
    doubtHeldBlocks(line, this.context);
    this.lines.set(name, [...(this.lines.get(name) ?? []), line]);
  }

  /** `ip port-map http port tcp 8080`: one more port of a protocol; with `list` for some servers only. */
  private addPort(line: CiscoLine, [, , name = "", word, protocol, ...ports]: readonly string[]): void {
    const number = protocol === "udp" ? UDP : TCP;
    const [from, middle, to] = ports;
    const first = readPort(from ?? "", number, this.context.platform);
    const last = middle === "to" ? readPort(to ?? "", number, this.context.platform) : first;
    const isRead = word === "port" && (ports.length === 1 || (middle === "to" && ports.length === 3));
    const at = this.context.at(line);
    const known = this.ports.get(name) ?? [];
    if (isRead && first !== undefined && last !== undefined && (protocol === "tcp" || protocol === "udp")) {
      this.ports.set(name, [...known, portsOf(number, [{ from: first, to: last }], at)]);
      return;
    }
    const doubt = this.context.doubt(`by which ports ${name} is told was not understood`, line, { scope: "match" });
    this.ports.set(name, [...known, { kind: "unknown", doubt, at }]);
  }

  /** The parts of a class, in order. A class that is not there, or part of itself, may hold anything. */
  partsOf(name: string, namedBy: CiscoLine): readonly ClassPart[] {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const lines = this.lines.get(name);
    const isKnown = lines !== undefined && !this.open.has(name);
    this.open.add(name);
    const parts = isKnown ? this.read(lines) : [this.unknown(`what the class ${name} holds is not known`, namedBy)];
    this.open.delete(name);
    this.known.set(name, parts);
    return parts;
  }

  private read(lines: readonly CiscoLine[]): readonly ClassPart[] {
    const children = lines.flatMap((line) => line.children);
    const odd =
      children.find(({ text }) => !/^(?:match|description|exit)\b/.test(text)) ??
      children.flatMap((child) => child.children)[0];
    // It may take a condition away again: then what is left of the class is not known.
    if (odd !== undefined) {
      const doubt = this.context.unknown(odd, "class-map type inspect", { scope: "rule" });
      return [{ isHeld: true, match: ANY, doubts: [{ doubt, effect: "anything" }], at: [this.context.at(odd)] }];
    }
    const [kind = "match-all", ...others] = lines.map((line) => wordsOf(line).find((word) => KINDS.has(word)));
    const at = others.findIndex((one) => one !== undefined && one !== kind);
    const other = at < 0 ? undefined : lines[at + 1];
    // What a device makes of another word when a class is opened again is not documented.
    if (other !== undefined)
      return [this.unknown("a class is told to ask for any and for all of its conditions", other)];
    const conditions = lines.flatMap(({ children }) =>
      children.flatMap((child) => {
        const parts = this.condition(child);
        return parts === undefined ? [] : [parts];
      }),
    );
    const [first] = lines;
    // What a class without a condition holds is not documented.
    if (conditions.length === 0 && first !== undefined) return [this.unknown("a class has no condition", first)];
    if (kind === "match-any") return joinedParts(conditions, (at) => this.leftOut(at));
    return conditions.reduce((all, one) => this.both(all, one));
  }

  /** One statement of a class; undefined: it says nothing of packets. */
  private condition(line: CiscoLine): readonly ClassPart[] | undefined {
    const words = wordsOf(line);
    const [verb, kind, third, fourth] = words;
    if (verb === "description" || verb === "exit") return undefined;
    const list = third === "name" ? fourth : third;
    if (verb === "match" && kind === "access-group" && words.at(-1) === list) return this.listed(list, line);
    if (verb === "match" && kind === "protocol" && third !== undefined) {
      const rest = words.slice(3);
      return [{ ...this.ofService(this.protocol(third, line), line), doubts: this.narrower(rest, line) }];
    }
    if (verb === "match" && kind === "class-map" && third !== undefined && fourth === undefined)
      return this.partsOf(third, line);
    if (verb === "match" && kind === "not" && third === "protocol" && fourth !== undefined)
      return [this.ofService({ kind: "not", of: this.protocol(fourth, line) }, line)];
    const doubt = this.context.unknown(line, "class-map type inspect", { scope: "rule" });
    return [{ isHeld: true, match: ANY, doubts: [{ doubt, effect: "narrows" }], at: [this.context.at(line)] }];
  }

  private ofService(service: ServiceExpression, line: CiscoLine): ClassPart {
    return { isHeld: true, match: { ...ANY, service }, doubts: [], at: [this.context.at(line)] };
  }

  /** Words behind a protocol pick some of its packets by what they carry. */
  private narrower(rest: readonly string[], line: CiscoLine): RuleDoubt[] {
    if (rest.length === 0) return [];
    const doubt = this.context.doubt("a class tells packets by what they carry", line, { scope: "rule" });
    return [{ doubt, effect: "narrows" }];
  }

  private protocol(name: string, line: CiscoLine): ServiceExpression {
    const at = this.context.at(line);
    if (name === "tcp") return { kind: "protocol", protocol: TCP, at };
    if (name === "udp") return { kind: "protocol", protocol: UDP, at };
    if (name === "icmp") return { kind: "union", of: PINGS, at };
    const mapped = ownValue(PORT_MAP, name);
    const { tcp, udp } = mapped ?? {};
    const of = [
      ...(tcp === undefined ? [] : [portsOf(TCP, [{ from: tcp, to: tcp }], at)]),
      ...(udp === undefined ? [] : [portsOf(UDP, [{ from: udp, to: udp }], at)]),
      ...(this.ports.get(name) ?? []),
    ];
    if (mapped !== undefined) return { kind: "union", of, at };
    const reason = `by which ports the protocol ${name} is told is not in the file`;
    const doubt = this.context.doubt(reason, line, { scope: "match" });
    return { kind: "unknown", doubt, ...(of.length === 0 ? {} : { lower: { kind: "union", of } as const }), at };
  }

  /** What an access list permits, in both families where two lists share the name. */
  private listed(name: string | undefined, line: CiscoLine): readonly ClassPart[] {
    const lists = ([4, 6] as const).flatMap((family) => this.lists.get(listKey(name ?? "", family)) ?? []);
    if (lists.length === 0) return [this.unknown(`the access list ${name} of a class is not in the file`, line)];
    return lists.flatMap((list) => {
      this.used.add(list);
      if (list.rules.length === 0) return this.unknown(`the access list ${name} of a class has no entries`, line);
      return list.rules.filter(({ enabled }) => enabled).map((rule) => partOf(rule, list));
    });
  }

  private unknown(reason: string, line: CiscoLine): ClassPart {
    const doubt = this.context.doubt(reason, line, { scope: "rule" });
    return { isHeld: true, match: ANY, doubts: [{ doubt, effect: "anything" }], at: [this.context.at(line)] };
  }

  /** What two lists of parts hold together. */
  private both(first: readonly ClassPart[], second: readonly ClassPart[]): ClassPart[] {
    const leavesOut = (parts: readonly ClassPart[]) => parts.some(({ isHeld }) => !isHeld);
    if (leavesOut(second) && !leavesOut(first)) return this.both(second, first);
    const others = withoutLeavings(second, (at) => this.leftOut(at));
    return others.flatMap((other) => first.map((one) => bothParts(one, other)));
  }

  /** The doubt about parts behind a `deny` that is not held apart from them. */
  private leftOut(at: SourceRange): RuleDoubt {
    const reason = "a class leaves out what its access list denies; what is left is not computed";
    return { doubt: this.context.doubtAt(reason, at, { scope: "rule" }), effect: "narrows" };
  }

  /** The same parts where nothing may be left out in between: those behind a `deny` hold some of what they say. */
  softened(parts: readonly ClassPart[]): readonly ClassPart[] {
    return withoutLeavings(parts, (at) => this.leftOut(at));
  }
}

function joinedParts(
  conditions: readonly (readonly ClassPart[])[],
  leftOut: (at: SourceRange) => RuleDoubt,
): readonly ClassPart[] {
  // What one list denies another condition may hold: only the last list can leave out for good.
  return conditions.flatMap((parts, index) =>
    index === conditions.length - 1 ? parts : withoutLeavings(parts, leftOut),
  );
}

function withoutLeavings(parts: readonly ClassPart[], leftOut: (at: SourceRange) => RuleDoubt): readonly ClassPart[] {
  const kept: ClassPart[] = [];
  let doubt: RuleDoubt | undefined;
  for (const part of parts) {
    const [at] = part.at;
    if (!part.isHeld && at !== undefined) doubt ??= leftOut(at);
    else kept.push(doubt === undefined ? part : { ...part, doubts: [...part.doubts, doubt] });
  }
  return kept;
}

/** Rules of IPv4 lists are about IPv4 alone, also where they say `any`. */
function partOf({ action, match, doubts = [], at }: Rule, { kind }: AccessList): ClassPart {
  const family = kind === "ipv6" ? 6 : 4;
  const within = (one: AddressExpression): AddressExpression => (one.kind === "any" ? { ...one, family } : one);
  const isOpen = action === "unknown";
  return {
    isHeld: action !== "deny",
    match: isOpen ? match : { ...match, source: within(match.source), destination: within(match.destination) },
    doubts,
    at,
  };
}

function bothParts(a: ClassPart, b: ClassPart): ClassPart {
  const fragments = a.match.fragments ?? b.match.fragments;
  return {
    isHeld: a.isHeld,
    match: {
      source: bothAddresses(a.match.source, b.match.source),
      destination: bothAddresses(a.match.destination, b.match.destination),
      service: bothServices(a.match.service, b.match.service),
      ...(fragments === undefined ? {} : { fragments }),
    },
    doubts: [...a.doubts, ...b.doubts],
    at: [...a.at, ...b.at],
  };
}

/** What a rule of inspection surely opens sessions for; the others it may drop (reference/cisco.md 10.15). */
export function inspected(service: ServiceExpression): ServiceExpression {
  const of = [...[TCP, UDP].map((protocol) => ({ kind: "protocol", protocol }) as const), ...PINGS];
  return isInspected(service) ? service : bothServices(service, { kind: "union", of });
}

/** Whether a service has no other packets than those of TCP, UDP and ICMP, as far as it says so itself. */
export function isInspected(service: ServiceExpression): boolean {
  if (service.kind === "union") return service.of.every(isInspected);
  if (service.kind === "protocol" || service.kind === "ports") return [TCP, UDP].includes(service.protocol);
  return service.kind === "icmp" || service.kind === "none";
}

function portsOf(protocol: number, destination: readonly PortRange[], at: SourceRange): ServiceExpression {
  return { kind: "ports", protocol, destination, at };
}
