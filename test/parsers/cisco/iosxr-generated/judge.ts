/** What a described router does with a packet: reference/cisco.md read once more, for descriptions instead of texts. */
import {
  type Address,
  type EntryShape,
  FLAG_NAMES,
  type Flag,
  type ListName,
  type Member,
  type Option,
  type PortMember,
  type RouterShape,
  type Side,
  type StatementShape,
} from "./description.js";

export interface AskedPacket {
  readonly source: Address;
  readonly destination: Address;
  readonly protocol: "tcp" | "udp" | "icmp" | "ospf";
  readonly srcPort: number;
  readonly dstPort: number;
  readonly type: number;
  readonly code: number;
  /** FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32. */
  readonly flags: number;
  readonly tail: boolean;
}

type Held = "yes" | "no" | "maybe";
type Answer = "permit" | "deny" | "unknown";

/** An entry as it stands in its list in the end; `isOpen`: the list may not have taken it. */
interface Numbered {
  readonly number: number;
  readonly entry?: EntryShape;
  readonly isOpen: boolean;
}

export function judge(shape: RouterShape, packet: AskedPacket): Answer {
  const answers = [shape.input, shape.output].map((names) => decide(names, shape, packet));
  // Where one of several lists is not there, what its interface does is open, whatever others deny.
  if (answers.includes("anything")) return "unknown";
  if (answers.includes("deny")) return "deny";
  return answers.includes("unknown") ? "unknown" : "permit";
}

function decide(names: readonly ListName[], shape: RouterShape, packet: AskedPacket): Answer | "anything" {
  if (names.length === 0) return "permit";
  const lists = names.map((name) => ({ ...shape.lists[name], entries: entriesOf(shape, name) }));
  const entries = lists.flatMap((list) => list.entries);
  if (entries.length === 0) return "unknown";
  if (lists.some(({ isDefined }) => !isDefined)) return "anything";
  const possible = new Set<"permit" | "deny">();
  const decided = entries.some(({ entry, isOpen }) => {
    const held = holds(entry, shape, packet);
    if (held !== "no") possible.add(entry.action);
    return held === "yes" && !isOpen;
  });
  const isDiscovery = shape.family === 6 && packet.protocol === "icmp" && [135, 136].includes(packet.type);
  if (!decided) possible.add(isDiscovery && !packet.tail ? "permit" : "deny");
  return possible.size === 2 ? "unknown" : ([...possible][0] ?? "deny");
}

function entriesOf({ lists }: RouterShape, name: ListName) {
  const { isDefined, statements } = lists[name];
  if (!isDefined) return [];
  return inOrder(statements).flatMap(({ entry, isOpen }) => (entry === undefined ? [] : [{ entry, isOpen }]));
}

/** Statements one after the other: a number that is taken is taken over, one that is missing is ten above the highest. */
function inOrder(statements: readonly StatementShape[]): Numbered[] {
  let numbered: Numbered[] = [];
  let highest = 0;
  for (const statement of statements) {
    const number = statement.number ?? highest + 10;
    numbered = numbered.filter((one) => one.number !== number);
    if (statement.kind === "no") continue;
    highest = Math.max(highest, number);
    if (statement.kind === "remark") {
      numbered.push({ number, isOpen: false });
      continue;
    }
    const { entry } = statement;
    const isOpen = numbered.some((one) => JSON.stringify(one.entry) === JSON.stringify(entry));
    numbered.push({ number, entry, isOpen });
  }
  return numbered.sort((a, b) => a.number - b.number);
}

/** What holds only where all of them do. */
function all(...parts: readonly Held[]): Held {
  if (parts.includes("no")) return "no";
  return parts.includes("maybe") ? "maybe" : "yes";
}

function holds(entry: EntryShape, shape: RouterShape, packet: AskedPacket): Held {
  if (entry.protocol !== "ip" && entry.protocol !== packet.protocol) return "no";
  const { option } = entry;
  const sides = all(lies(entry.source, shape, packet.source), lies(entry.destination, shape, packet.destination));
  const open: Held = option.kind === "dscp" || option.kind === "udf" ? "maybe" : "yes";
  if (option.kind === "fragments") return packet.tail ? sides : "no";
  const tests = [entry.sourcePorts, entry.destinationPorts].filter((ports) => ports !== undefined);
  // What a group holds that is empty is not known: nothing, or so much that fragments are meant as well.
  const known = tests.filter((ports) => ports.operator !== "group" || portsOf(ports.group, shape) !== undefined);
  const isOpen = known.length < tests.length;
  const looksBehind = known.length > 0 || ["established", "flags", "icmp"].includes(option.kind);
  if (packet.tail && entry.action === "deny" && looksBehind) return "no";
  if (packet.tail && (looksBehind || isOpen)) return all(sides, open, isOpen ? "maybe" : "yes");
  return all(
    sides,
    open,
    fits(entry.sourcePorts, shape, packet.srcPort),
    fits(entry.destinationPorts, shape, packet.dstPort),
    behind(option, packet),
  );
}

function behind(option: Option, { flags, type, code }: AskedPacket): Held {
  if (option.kind === "established") return (flags & 20) === 0 ? "no" : "yes";
  if (option.kind === "icmp") return option.type === type && (option.code ?? code) === code ? "yes" : "no";
  if (option.kind !== "flags") return "yes";
  const met = option.flags.filter((flag) => isMet(flag, flags));
  if (option.how === "match-all") return met.length === option.flags.length ? "yes" : "no";
  if (option.how === "match-any" || option.flags.length === 1) return met.length > 0 ? "yes" : "no";
  // Several bare flags: exactly these hold however a list of them is read, none of them in no reading.
  const exactly = option.flags.reduce((sum, { name }) => sum | bitOf(name), 0);
  if (flags === exactly) return "yes";
  return met.length > 0 ? "maybe" : "no";
}

function bitOf(name: Flag["name"]): number {
  return 1 << FLAG_NAMES.indexOf(name);
}

function isMet({ name, isSet }: Flag, flags: number): boolean {
  return ((flags & bitOf(name)) !== 0) === isSet;
}

function lies(side: Side, shape: RouterShape, address: Address): Held {
  return side.kind === "group" ? liesInGroup(side.group, shape, address) : liesIn(side, address) ? "yes" : "no";
}

/** A group that holds nothing may stand for anything. */
function liesInGroup(group: number, shape: RouterShape, address: Address): Held {
  const members = shape.networks[group] ?? [];
  if (members.length === 0) return "maybe";
  const each = members.map((member): Held => {
    if (member.kind === "group") return liesInGroup(member.group, shape, address);
    return liesIn(member, address) ? "yes" : "no";
  });
  return each.includes("yes") ? "yes" : each.includes("maybe") ? "maybe" : "no";
}

function liesIn(place: Exclude<Side | Member, { kind: "group" }>, { net, host }: Address): boolean {
  if (place.kind === "any") return true;
  if (place.kind === "range") return place.net === net && host >= place.hosts[0] && host <= place.hosts[1];
  if (place.address.net !== net) return false;
  if (place.kind === "host") return place.address.host === host;
  if (place.kind === "wildcard") return ((place.address.host ^ host) & ~place.ignored) === 0;
  return place.free === "net" || place.address.host >> place.free === host >> place.free;
}

function fits(ports: PortMember | undefined, shape: RouterShape, port: number): Held {
  if (ports === undefined) return "yes";
  if (ports.operator !== "group") return isPort(ports, port) ? "yes" : "no";
  const tests = portsOf(ports.group, shape);
  return tests === undefined ? "maybe" : tests.some((test) => isPort(test, port)) ? "yes" : "no";
}

type Test = Exclude<PortMember, { operator: "group" }>;

/** All tests of a group; `undefined` where it, or one it names, holds nothing. */
function portsOf(group: number, shape: RouterShape): Test[] | undefined {
  const members = shape.ports[group] ?? [];
  const each = members.map((member) => (member.operator === "group" ? portsOf(member.group, shape) : [member]));
  if (members.length === 0 || each.includes(undefined)) return undefined;
  return each.flatMap((tests) => tests ?? []);
}

function isPort({ operator, ports }: Test, port: number): boolean {
  const [first = 0, second = first] = ports;
  if (operator === "eq") return ports.includes(port);
  if (operator === "neq") return !ports.includes(port);
  if (operator === "gt") return port > first;
  if (operator === "lt") return port < first;
  return port >= Math.min(first, second) && port <= Math.max(first, second);
}
