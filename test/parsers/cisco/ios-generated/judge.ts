/** What a described switch of IOS does with a packet: reference/cisco.md read once more, for descriptions instead of texts. */
import { FLAG_NAMES, type Flag, type Place, type PortTest } from "../generated/description.js";
import type { Entry, List, ListIndex, MapEntry, Option, Ports, Side, SwitchOfIos } from "./description.js";

/** In IPv6 the addresses stand in the last 32 bits. */
export interface AskedPacket {
  readonly family: 4 | 6;
  /** From the first VLAN to the second one, or back. */
  readonly way: "there" | "back";
  readonly src: number;
  readonly dst: number;
  readonly protocol: "tcp" | "udp" | "icmp";
  readonly srcPort: number;
  readonly dstPort: number;
  readonly type: number;
  readonly code: number;
  readonly flags: number;
  readonly tail: boolean;
}

export type Answer = "permit" | "deny" | "unknown";

/** The host that is translated, and what it is known by. */
export const [INSIDE, GLOBAL] = [0x0a010005, 0xcb007105];

/** One after the other. */
function all(answers: readonly Answer[]): Answer {
  if (answers.includes("deny")) return "deny";
  return answers.includes("unknown") ? "unknown" : "permit";
}

/** One of them, and it is not known which. */
function either(answers: readonly Answer[]): Answer {
  const [first = "permit", ...rest] = answers;
  return rest.every((one) => one === first) ? first : "unknown";
}

export function judge(shape: SwitchOfIos, packet: AskedPacket): Answer {
  const [first, second] = shape.vlans;
  const [from, to] = packet.way === "there" ? [first, second] : [second, first];
  const frames = [from, to].map(({ frames: one }): Answer => (one === "closed" ? "unknown" : "permit"));
  if (packet.family === 6) {
    const map = [from, to].map(({ map: entries }) => map6(entries));
    return all([...frames, ...map, ...(from.in6 ? listed(shape.list6, shape, packet) : [])]);
  }
  const map = (entries: readonly MapEntry[] | undefined, seen: AskedPacket) =>
    entries === undefined ? [] : [mapAnswer(entries, shape, seen)];
  const vlan = [...map(from.map, packet), ...bound(from.in, shape, packet)];
  const worlds = from.ports.flatMap((port): Answer[] => {
    const list = port === undefined ? undefined : shape.lists[port];
    if (port === undefined) return [all(vlan)];
    if (list === undefined || inOrder(list).length === 0) return ["permit", all(vlan)];
    const own = decide(list, shape, packet);
    return shape.isRead ? [own] : [own, all([own, ...vlan])];
  });
  const leaving = translatedOf(shape, packet);
  return all([...frames, either(worlds), ...map(to.map, leaving), ...bound(to.out, shape, leaving)]);
}

/** Output filters see the source as it leaves, and the destination as it is forwarded. */
function translatedOf({ translated }: SwitchOfIos, packet: AskedPacket): AskedPacket {
  if (!translated) return packet;
  if (packet.way === "there") return packet.src === INSIDE ? { ...packet, src: GLOBAL } : packet;
  return packet.dst === GLOBAL ? { ...packet, dst: INSIDE } : packet;
}

/** A map without lists of IPv6: what others do with it differs; one without lists at all does what it says. */
function map6(entries: readonly MapEntry[] | undefined): Answer {
  if (entries === undefined) return "permit";
  if (entries.some(({ lists }) => lists.length > 0)) return "unknown";
  return entries[0]?.action === "drop" ? "deny" : "permit";
}

function mapAnswer(entries: readonly MapEntry[], shape: SwitchOfIos, packet: AskedPacket): Answer {
  const last = entries.some(({ lists }) => lists.length > 0) ? "deny" : "permit";
  const possible = new Set<Answer>();
  for (const { lists, action } of entries) {
    const answer = action === "drop" ? "deny" : "permit";
    const held = lists.length === 0 ? ["permit" as const] : lists.map((one) => matches(one, shape, packet));
    if (held.includes("permit")) return either([...possible, answer]);
    if (held.includes("unknown")) possible.add(answer);
  }
  return either([...possible, last]);
}

/** Whether a list of a map matches: one without entries, or that is not there, matches everything. */
function matches(index: number, shape: SwitchOfIos, packet: AskedPacket): Answer {
  const list = shape.lists[index];
  return list === undefined || inOrder(list).length === 0 ? "permit" : decide(list, shape, packet);
}

/** A list of an SVI that is not there, or empty, lets everything pass; of remarks alone that is not known. */
function bound(index: ListIndex, shape: SwitchOfIos, packet: AskedPacket): Answer[] {
  const list = index === undefined ? undefined : shape.lists[index];
  return list === undefined ? [] : listed(list, shape, packet);
}

function listed(list: List, shape: SwitchOfIos, packet: AskedPacket): Answer[] {
  if (inOrder(list).length > 0) return [decide(list, shape, packet)];
  return list.statements.some(({ kind }) => kind === "remark") ? ["unknown"] : [];
}

type Held = "yes" | "no" | "maybe";

function decide(list: List, shape: SwitchOfIos, packet: AskedPacket): Answer {
  const possible = new Set<Answer>();
  for (const entry of inOrder(list)) {
    const held = holds(entry, list, shape, packet);
    if (held !== "no") possible.add(entry.action);
    if (held === "yes") return either([...possible]);
  }
  const isDiscovery = packet.family === 6 && packet.protocol === "icmp" && !packet.tail && packet.type === 135;
  return either([...possible, isDiscovery ? "permit" : "deny"]);
}

/** A number that is taken is refused, an entry that is there already changes nothing, one without a number goes to the end. */
function inOrder({ kind, statements }: List): Entry[] {
  const numbered = new Map<number, Entry>();
  for (const statement of statements) {
    if (statement.kind === "remark" || (statement.kind === "no" && kind !== "named")) continue;
    if (statement.kind === "no") {
      numbered.delete(statement.number);
      continue;
    }
    const { entry } = statement;
    const number = (kind === "named" ? statement.number : undefined) ?? Math.max(0, ...numbered.keys()) + 10;
    const isThere = [...numbered.values()].some((one) => isSame(one, entry, kind));
    if (!numbered.has(number) && !isThere) numbered.set(number, entry);
  }
  return [...numbered].sort(([a], [b]) => a - b).map(([, entry]) => entry);
}

function isSame(one: Entry, other: Entry, kind: List["kind"]): boolean {
  const told = ({ action, source, ...rest }: Entry) =>
    JSON.stringify(kind === "standard" ? [action, standardSide(source)] : [action, source, rest]);
  return told(one) === told(other);
}

/** Standard lists know no groups. */
export function standardSide(side: Side): Side {
  return side.kind === "group" ? { kind: "any" } : side;
}

function holds(entry: Entry, { kind }: List, shape: SwitchOfIos, packet: AskedPacket): Held {
  if (kind === "standard" && packet.family === 4)
    return lies(standardSide(entry.source), shape, packet.src) ? "yes" : "no";
  const { option } = entry;
  if (entry.protocol !== "ip" && entry.protocol !== packet.protocol) return "no";
  if (!lies(entry.source, shape, packet.src) || !lies(entry.destination, shape, packet.dst)) return "no";
  if (option.kind === "fragments") return packet.tail ? "yes" : "no";
  const open: Held = option.kind === "dscp" || option.kind === "time-range" ? "maybe" : "yes";
  const looksBehind =
    entry.sourcePorts !== undefined ||
    entry.destinationPorts !== undefined ||
    !["none", "dscp", "time-range"].includes(option.kind);
  if (packet.tail && looksBehind) return entry.action === "deny" ? "no" : open;
  if (!fits(entry.sourcePorts, packet.srcPort) || !fits(entry.destinationPorts, packet.dstPort)) return "no";
  return optionHolds(option, packet) ? open : "no";
}

function optionHolds(option: Option, { flags, type, code }: AskedPacket): boolean {
  if (option.kind === "established") return (flags & 20) !== 0;
  if (option.kind === "icmp") return option.type === type && (option.code ?? code) === code;
  if (option.kind !== "any flag" && option.kind !== "all flags") return true;
  const isSet = (flag: Flag) => (flags & (1 << FLAG_NAMES.indexOf(flag))) !== 0;
  const tests = [...option.set.map(isSet), ...option.clear.map((flag) => !isSet(flag))];
  return option.kind === "all flags" ? tests.every(Boolean) : tests.some(Boolean);
}

function lies(side: Side, { groups }: SwitchOfIos, address: number): boolean {
  if (side.kind === "group") return (groups[side.group] ?? []).some((place) => liesIn(place, address));
  return liesIn(side, address);
}

function liesIn(place: Place, address: number): boolean {
  if (place.kind === "any") return true;
  if (place.kind === "host") return place.address === address;
  if (place.kind === "prefix") return place.address >>> (32 - place.length) === address >>> (32 - place.length);
  return ((place.address ^ address) & ~place.ignored) === 0;
}

function fits(ports: Ports | undefined, port: number): boolean {
  if (ports === undefined) return true;
  if ("of" in ports) return ports.of.includes(port) === (ports.operator === "eq several");
  return isMet(ports, port);
}

function isMet({ operator, first, second }: PortTest, port: number): boolean {
  if (operator === "eq") return port === first;
  if (operator === "neq") return port !== first;
  if (operator === "gt") return port > first;
  if (operator === "lt") return port < first;
  return port >= Math.min(first, second) && port <= Math.max(first, second);
}
