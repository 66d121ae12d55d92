/**
 * What a described firewall does with a packet, as pf does it (pf.conf(5)): it walks all rules in their order, remembers the last
 * match and stops at a quick one; in on one interface, then out on another. Knows nothing of texts, models or sets.
 */
import {
  type AddressShape,
  DOORS,
  type Door,
  type End,
  type ForwardShape,
  GROUPS,
  type Mark,
  NETWORKS,
  ownAddress,
  type PortShape,
  type RuleShape,
  type SiteShape,
} from "./description.js";

export type System = "pfsense" | "opnsense";

export interface AskedPacket {
  readonly ingress: Door;
  readonly egress: Door | "self";
  readonly src: number;
  readonly dst: number;
  readonly protocol: "tcp" | "udp" | "icmp";
  readonly srcPort: number;
  readonly dstPort: number;
  readonly type: number;
  /** TCP in the middle of a session. */
  readonly middle: boolean;
}

type Action = "pass" | "block";

interface Loaded {
  /** `either`: whether it ends the search is not known; it decides nothing. `none`: it only marks. */
  readonly action: Action | "either" | "none";
  readonly quick: boolean;
  readonly perhaps?: boolean;
  readonly tag?: Mark | undefined;
  readonly fits: (packet: AskedPacket, direction: "in" | "out", on: Door, mark: Mark | undefined) => boolean;
}

/** How far a packet has come: what was decided last, and which mark it has. */
interface State {
  readonly action: Action;
  readonly mark: Mark | undefined;
}

export function judge(site: SiteShape, system: System, packet: AskedPacket): "permit" | "deny" | "unknown" {
  const rules = loaded(site, system);
  const arrived = redirected(site, system, packet);
  const entered = decide(rules, arrived.packet, "in", packet.ingress, { action: "block", mark: arrived.mark });
  const outcomes = entered.flatMap(({ action, mark }): Action[] =>
    action === "block" || arrived.packet.egress === "self" ? [action] : leaving(site, system, arrived.packet, mark),
  );
  if (!outcomes.includes("pass")) return "deny";
  return outcomes.includes("block") ? "unknown" : "permit";
}

function leaving(site: SiteShape, system: System, packet: AskedPacket, mark: Mark | undefined): Action[] {
  const { egress } = packet;
  if (egress === "self") return [];
  const action = system === "pfsense" ? "block" : "pass";
  return translated(site, system, packet, egress, mark).flatMap((one) =>
    decide(loaded(site, system), one.packet, "out", egress, { action, mark: one.mark }).map((each) => each.action),
  );
}

/** A packet, and the mark that a translation gave it, or left to it. */
interface Marked {
  readonly packet: AskedPacket;
  readonly mark: Mark | undefined;
}

/** The first forward that fits; one that exempts ends the search, and marks as well. Nothing has a mark when it comes in. */
export function redirected(site: SiteShape, system: System, packet: AskedPacket): Marked {
  const hasMarks = system === "opnsense";
  const fitting = site.forwards.filter((one) => isForwarded(one, packet));
  const found = fitting.find(({ asks }) => !hasMarks || asks === undefined);
  const mark = hasMarks ? found?.tag : undefined;
  if (found === undefined || found.exempt) return { packet, mark };
  const dst = NETWORKS[found.door] + found.target;
  return { packet: { ...packet, dst, dstPort: found.localPort, egress: found.door }, mark };
}

function isForwarded({ protocol, port }: ForwardShape, packet: AskedPacket): boolean {
  return (
    packet.ingress === "wan" &&
    packet.dst === ownAddress("wan") &&
    packet.protocol === protocol &&
    packet.dstPort === port
  );
}

/** What leaves by WAN from inside has the address of WAN, and its port or some from 1024: those at which a rule begins or ends stand for all. */
function translated(
  site: SiteShape,
  system: System,
  packet: AskedPacket,
  egress: Door,
  mark: Mark | undefined,
): Marked[] {
  const { outbound, rules } = site;
  const isInside = (["lan", "opt1"] as const).some((door) => isIn(packet.src, NETWORKS[door], 16));
  if (outbound === "disabled" || egress !== "wan" || !isInside) return [{ packet, mark }];
  const src = ownAddress("wan");
  if (outbound === "static") {
    const { outboundTag, outboundAsks } = system === "opnsense" ? site : NO_MARKS;
    if (outboundAsks !== undefined && outboundAsks !== mark) return [{ packet, mark }];
    return [{ packet: { ...packet, src }, mark: outboundTag ?? mark }];
  }
  const edges = rules.flatMap(({ sourcePort }) => (sourcePort ? [sourcePort.from, sourcePort.to + 1] : []));
  const given = [1024, ...edges.filter((port) => port > 1024)];
  return given.map((srcPort) => ({ packet: { ...packet, src, srcPort }, mark }));
}

const NO_MARKS = { outboundTag: undefined, outboundAsks: undefined };

/** All that the walk may come to: a rule that is there at times is there or not, and so is the end at a quick match rule. */
function decide(
  rules: readonly Loaded[],
  packet: AskedPacket,
  direction: "in" | "out",
  on: Door,
  start: State,
): State[] {
  const ended: State[] = [];
  let going: State[] = [start];
  for (const rule of rules) {
    going = unique(
      going.flatMap((state) => {
        if (!rule.fits(packet, direction, on, state.mark)) return [state];
        const { action: does, quick, perhaps, tag } = rule;
        const marked = { ...state, mark: tag ?? state.mark };
        const beside = perhaps ? [state] : [];
        if (does === "none") return [...beside, marked];
        if (does === "either") {
          ended.push({ ...marked, action: "pass" }, { ...marked, action: "block" });
          return [...beside, marked];
        }
        const decided = { ...marked, action: does };
        if (!quick) return [...beside, decided];
        ended.push(decided);
        return beside;
      }),
    );
  }
  return unique([...ended, ...going]);
}

function unique(states: readonly State[]): State[] {
  return [...new Map(states.map((each) => [`${each.action} ${each.mark}`, each])).values()];
}

/** Hidden and written rules, in the order in which they are generated (reference/pfsense.md 3, B3). */
function loaded(site: SiteShape, system: System): Loaded[] {
  const lockout: Loaded = {
    action: "pass",
    quick: true,
    fits: ({ protocol, dst, dstPort, middle }, direction, on) =>
      direction === "in" &&
      on === "lan" &&
      protocol === "tcp" &&
      !middle &&
      (dstPort === 443 || dstPort === 80) &&
      (system === "pfsense" ? dst === ownAddress("lan") : isOwn(dst)),
  };
  const leaves: Loaded = {
    action: "pass",
    quick: false,
    fits: ({ middle }, direction) => direction === "out" && !middle,
  };
  const zero: Loaded = {
    action: "block",
    quick: true,
    fits: ({ protocol, srcPort, dstPort }, direction) =>
      protocol !== "icmp" && (srcPort === 0 || dstPort === 0) && (system === "pfsense" || direction === "in"),
  };
  const written = inOrder(site, system).flatMap((rule) => load(site, system, rule));
  return [zero, leaves, ...(site.lockout ? [lockout] : []), ...written];
}

function inOrder({ rules }: SiteShape, system: System): RuleShape[] {
  // A new rule of one interface does not float, whatever was meant (B3).
  const floats = ({ place, modern, doors }: RuleShape) =>
    place === "floating" && !(system === "opnsense" && modern && doors.length === 1);
  const place = (rule: RuleShape) => (floats(rule) ? 0 : rule.place === "group" ? 1 + rule.group : DOORS.length + 1);
  return rules
    .map((rule, index) => ({ rule, index }))
    .toSorted(
      (a, b) =>
        place(a.rule) - place(b.rule) ||
        (system === "opnsense" ? Number(b.rule.modern) - Number(a.rule.modern) : 0) ||
        (system === "opnsense" && a.rule.modern ? a.rule.sequence - b.rule.sequence : 0) ||
        a.index - b.index,
    )
    .map(({ rule }) => rule)
    .filter((rule) => !rule.disabled);
}

function load(site: SiteShape, system: System, rule: RuleShape): Loaded[] {
  const isFree = system === "opnsense" || rule.place === "floating";
  const quick = isFree ? rule.quick : true;
  const action = actionOf(rule, system);
  const asks = rule.asks && { ...rule.asks, not: rule.asks.not && !(rule.modern && system === "opnsense") };
  const loaded: Loaded = {
    action: action === "either" && !quick ? "none" : action,
    quick,
    tag: rule.tag,
    ...(rule.atTimes ? { perhaps: true } : {}),
    fits: (packet, direction, on, mark) =>
      (asks === undefined || (asks.mark === mark) !== asks.not) &&
      (isFree ? rule.direction === "any" || rule.direction === direction : direction === "in") &&
      bound(rule).includes(on) &&
      testsMiddle(rule, system, packet) &&
      serves(rule, packet) &&
      holds(site, rule.source, packet.src) &&
      holds(site, rule.destination, packet.dst),
  };
  return [loaded];
}

/** A rule that only matches decides nothing; whether a quick one ends the search is not known (D2). The new model has none. */
function actionOf({ action, modern }: RuleShape, system: System): Action | "either" {
  if (action === "match") return modern && system === "opnsense" ? "pass" : "either";
  return action === "pass" ? "pass" : "block";
}

function bound(rule: RuleShape): readonly Door[] {
  if (rule.place === "group") return GROUPS[rule.group]?.[1] ?? [];
  if (rule.place === "interface") return rule.doors.slice(0, 1);
  return rule.doors.length === 0 ? DOORS : rule.doors;
}

/** S/SA on what passes, and in pfSense on every rule of TCP; `any` where it is written. */
function testsMiddle(
  { action, protocol, anyFlags, modern }: RuleShape,
  system: System,
  { middle }: AskedPacket,
): boolean {
  if (!middle || (anyFlags && protocol === "tcp")) return true;
  if (system === "pfsense") return action !== "pass" && protocol !== "tcp";
  return action !== "pass" && !(action === "match" && modern);
}

function serves({ protocol, sourcePort, port, type }: RuleShape, packet: AskedPacket): boolean {
  if (protocol === "any") return true;
  if (protocol === "icmp") return packet.protocol === "icmp" && (type === undefined || type === packet.type);
  if (packet.protocol === "icmp" || !protocol.split("/").includes(packet.protocol)) return false;
  return within(sourcePort, packet.srcPort) && within(port, packet.dstPort);
}

function within(of: PortShape | undefined, asked: number): boolean {
  return of === undefined || (of.from <= asked && asked <= of.to);
}

function holds(site: SiteShape, { address, negated }: End, asked: number): boolean {
  return covers(site, address, asked) !== negated;
}

function covers(site: SiteShape, of: AddressShape, asked: number): boolean {
  if (of.kind === "any") return true;
  if (of.kind === "self") return isOwn(asked);
  if (of.kind === "own") return asked === ownAddress(of.door);
  if (of.kind === "network") return isIn(asked, NETWORKS[of.door], 16);
  if (of.kind === "prefix") return isIn(asked, of.address, of.length);
  if (of.kind !== "alias") return false;
  const nested = of.index === site.aliases.length - 1 ? (site.aliases[0] ?? []) : [];
  return [...(site.aliases[of.index] ?? []), ...nested].some(({ address, length }) => isIn(asked, address, length));
}

export function isOwn(asked: number): boolean {
  return DOORS.some((door) => ownAddress(door) === asked);
}

function isIn(asked: number, address: number, length: number): boolean {
  return address <= asked && asked < address + 2 ** (32 - length);
}
