/** What a described switch does with a packet: reference/cisco.md read once more, for descriptions instead of texts. */
import {
  type EntryShape,
  FLAG_NAMES,
  type ListShape,
  type Place,
  type Ports,
  type PortTest,
  type Side,
  type SwitchShape,
} from "./description.js";

export interface AskedPacket {
  readonly src: number;
  readonly dst: number;
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

export function judge(shape: SwitchShape, packet: AskedPacket): Answer {
  const answers = [shape.input, shape.output].map((list) => decide(list, shape, packet));
  if (answers.includes("deny")) return "deny";
  return answers.includes("unknown") ? "unknown" : "permit";
}

function decide(list: ListShape, shape: SwitchShape, packet: AskedPacket): Answer {
  const possible = new Set<"permit" | "deny">();
  const isDecided = (action: "permit" | "deny", held: Held) => {
    if (held !== "no") possible.add(action);
    return held === "yes";
  };
  const decided = inOrder(list).some(({ entry, isOpen }) => {
    if (entry === undefined) return false;
    const held = holds(entry, list, shape, packet);
    return isDecided(entry.action, isOpen && held === "yes" ? "maybe" : held);
  });
  if (!decided) possible.add(packet.tail ? (list.fragments ?? "deny") : "deny");
  return possible.size === 2 ? "unknown" : ([...possible][0] ?? "deny");
}

/** Statements one after the other: a number that is taken is taken over, one that is missing is ten above the highest. */
function inOrder({ statements }: ListShape): Numbered[] {
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

function holds(entry: EntryShape, list: ListShape, shape: SwitchShape, packet: AskedPacket): Held {
  if (entry.protocol !== "ip" && entry.protocol !== packet.protocol) return "no";
  if (!lies(entry.source, shape, packet.src) || !lies(entry.destination, shape, packet.dst)) return "no";
  const { option } = entry;
  const open: Held = option.kind === "dscp" ? "maybe" : "yes";
  if (option.kind === "fragments") return packet.tail ? "yes" : "no";
  const looksAtPorts = entry.sourcePorts !== undefined || entry.destinationPorts !== undefined;
  const looksBehind = looksAtPorts || ["established", "flags", "icmp"].includes(option.kind);
  if (packet.tail && looksBehind) {
    if (entry.action === "deny") return "no";
    return list.fragments === undefined ? open : "maybe";
  }
  if (!fits(entry.sourcePorts, shape, packet.srcPort) || !fits(entry.destinationPorts, shape, packet.dstPort))
    return "no";
  if (option.kind === "established") return (packet.flags & 20) === 0 ? "no" : "yes";
  if (option.kind === "flags") return flagsHold(option.flags, packet.flags);
  if (option.kind === "icmp")
    return option.type === packet.type && (option.code ?? packet.code) === packet.code ? "yes" : "no";
  return open;
}

/** Exactly these flags hold however a list of them is read; none of them in no reading. */
function flagsHold(names: readonly string[], flags: number): Held {
  const bits = names.reduce((sum, name) => sum | (1 << FLAG_NAMES.indexOf(name as (typeof FLAG_NAMES)[number])), 0);
  if (flags === bits) return "yes";
  return (flags & bits) === 0 ? "no" : "maybe";
}

function lies(side: Side, { places }: SwitchShape, address: number): boolean {
  if (side.kind === "group") return (places[side.group] ?? []).some((place) => liesIn(place, address));
  return liesIn(side, address);
}

function liesIn(place: Place, address: number): boolean {
  if (place.kind === "any") return true;
  if (place.kind === "host") return place.address === address;
  if (place.kind === "prefix") return place.address >>> (32 - place.length) === address >>> (32 - place.length);
  return ((place.address ^ address) & ~place.ignored) === 0;
}

function fits(ports: Ports | undefined, shape: SwitchShape, port: number): boolean {
  if (ports === undefined) return true;
  if (ports.operator === "group") return (shape.ports[ports.group] ?? []).some((test) => isMet(test, port));
  return isMet(ports, port);
}

function isMet({ operator, first, second }: PortTest, port: number): boolean {
  if (operator === "eq") return port === first;
  if (operator === "neq") return port !== first;
  if (operator === "gt") return port > first;
  if (operator === "lt") return port < first;
  return port >= Math.min(first, second) && port <= Math.max(first, second);
}
