/** Packet sets of one family over one diagram: how header conditions become nodes. */
import { Algebra } from "./algebra.js";
import { Diagram, EMPTY, FULL, type Node } from "./diagram.js";
import { DOMAIN4, DOMAIN6, type Domain, everything, type Intervals } from "./intervals.js";
import { type Field, type FieldName, LAYOUT4, LAYOUT6, type Layout, PORT_PROTOCOLS, PROTOCOL } from "./layout.js";

/** A TCP flag condition: `flags & mask` equals `value`. */
export interface FlagCondition {
  readonly mask: number;
  readonly value: number;
}

/** Builds sets of packets of one family. Every set it returns is a part of `universe`. */
export class PacketSpace {
  readonly layout: Layout;
  /** The algebra of its sets. */
  readonly diagram: Algebra;
  /** Every packet there can be: fields that a packet does not have are zero. */
  readonly universe: Node;
  /** Packets that can start something: no non-initial fragment, TCP without ACK and RST. */
  readonly fresh: Node;
  readonly tails: Node;
  /** The addresses of the family. */
  readonly domain: Domain<number | bigint>;
  private readonly everyAddress: Intervals<number | bigint>;

  /** @param over the diagram to hold its sets in, or another space's, or how many nodes a new one may have. */
  constructor(family: 4 | 6, over?: Diagram | PacketSpace | number) {
    this.layout = family === 4 ? LAYOUT4 : LAYOUT6;
    this.domain = family === 4 ? DOMAIN4 : DOMAIN6;
    const like = over instanceof PacketSpace ? over : undefined;
    const base = over instanceof PacketSpace ? over.diagram.base : over instanceof Diagram ? over : new Diagram(over);
    this.everyAddress = everything(this.domain);
    this.diagram = new Algebra(base, this.layout.fields.protocol.offset, this.domain, (name, values) =>
      valuesNode(base, this.layout.fields[name], values),
    );
    this.tails = this.field("tail", [1, 1]);
    this.universe = like?.universe ?? this.everyPacket();
    this.fresh = like?.fresh ?? this.freshPackets();
  }

  private freshPackets(): Node {
    const established = this.diagram.or(this.flags({ mask: 16, value: 16 }), this.flags({ mask: 4, value: 4 }));
    return this.diagram.diff(this.diagram.diff(this.universe, this.tails), established);
  }

  /** Headers whose field lies in the intervals, whatever the others (not cut to the universe). */
  field(name: FieldName, values: Intervals<number | bigint>): Node {
    if (name === "src")
      return this.diagram.product({ sources: values, destinations: this.everyAddress, service: FULL });
    if (name === "dst")
      return this.diagram.product({ sources: this.everyAddress, destinations: values, service: FULL });
    return valuesNode(this.diagram.base, this.layout.fields[name], values);
  }

  /** Headers whose field lies in the intervals and whose later fields are in `then`: built at once, nothing is joined. */
  private fieldThen(name: "protocol" | "dstPort" | "srcPort", values: Intervals<number>, then: Node): Node {
    return narrowNode(this.diagram.base, this.layout.fields[name], values, then);
  }

  /** Packets of the universe with these ports; `flags`: TCP flag conditions of which one is met. No tail has ports. */
  ports(protocol: number, destination: Intervals<number>, source: Intervals<number>, flags: Node): Node {
    const initial = this.field("tail", [0, 0]);
    const behind = protocol === PROTOCOL.tcp ? initial : this.diagram.and(this.field("flags", [0, 0]), initial);
    const withSource = this.fieldThen("srcPort", source, this.diagram.and(flags, behind));
    return this.fieldThen("protocol", [protocol, protocol], this.fieldThen("dstPort", destination, withSource));
  }

  /** Headers with TCP flags that meet the condition, whatever the protocol (not cut to the universe). */
  flags(condition: FlagCondition): Node {
    const { offset, bits } = this.layout.fields.flags;
    const { base } = this.diagram;
    let node: Node = FULL;
    for (let bit = 0; bit < bits; bit++) {
      if ((condition.mask & (1 << bit)) === 0) continue;
      const level = offset + bits - 1 - bit;
      node = condition.value & (1 << bit) ? base.make(level, EMPTY, node) : base.make(level, node, EMPTY);
    }
    return node;
  }

  /** All of these at once. */
  all(nodes: readonly Node[]): Node {
    return nodes.reduceRight((sum, node) => this.diagram.and(node, sum), FULL);
  }

  private everyPacket(): Node {
    const noPorts = this.all([this.field("dstPort", [0, 0]), this.field("srcPort", [0, 0])]);
    const noFlags = this.field("flags", [0, 0]);
    const initial = this.field("tail", [0, 0]);
    const ports = this.field(
      "protocol",
      PORT_PROTOCOLS.flatMap((protocol) => [protocol, protocol]),
    );
    const tcp = this.field("protocol", [PROTOCOL.tcp, PROTOCOL.tcp]);
    const icmp = this.field(
      "protocol",
      this.layout.family === 4 ? [PROTOCOL.icmp, PROTOCOL.icmp] : [PROTOCOL.icmp6, PROTOCOL.icmp6],
    );
    const typeAndCode = this.all([this.field("dstPort", [0, 255]), this.field("srcPort", [0, 255])]);
    const { diagram } = this;
    const whole = diagram.union([
      this.all([tcp, initial]),
      this.all([diagram.diff(ports, tcp), noFlags, initial]),
      this.all([icmp, typeAndCode, noFlags, initial]),
      this.all([diagram.diff(diagram.not(ports), icmp), noPorts, noFlags]),
    ]);
    return diagram.or(whole, this.all([noPorts, noFlags, this.tails]));
  }
}

/** No more ends than what is asked for over and over has: a port, a few protocols. */
const FEW_ENDS = 10;
/** The sets of few values that were made, by field and values. */
const MADE = new WeakMap<Diagram, Map<string, Node>>();

/**
 * The set of headers whose field is in the intervals. A small plant asks 6,000 times for a few dozen of them: what was made
 * is found again.
 */
function valuesNode(diagram: Diagram, field: Field, values: Intervals<number | bigint>): Node {
  if (field.bits > 16 || values.length > FEW_ENDS) return madeOf(diagram, field, values);
  const known = MADE.get(diagram) ?? new Map<string, Node>();
  MADE.set(diagram, known);
  const key = `${field.offset} ${values.join()}`;
  const node = known.get(key) ?? madeOf(diagram, field, values);
  known.set(key, node);
  return node;
}

/** One pass down the bits, shared where blocks are whole or empty. */
function madeOf(diagram: Diagram, field: Field, values: Intervals<number | bigint>): Node {
  return field.bits > 32
    ? wideNode(diagram, field, values)
    : narrowNode(diagram, field, values as Intervals<number>, FULL);
}

function narrowNode(diagram: Diagram, field: Field, values: Intervals<number>, then: Node): Node {
  const build = (bit: number, base: number, first: number, last: number): Node => {
    if (first > last) return EMPTY;
    const top = base + 2 ** (field.bits - bit) - 1;
    if (first === last && (values[first * 2] as number) <= base && (values[first * 2 + 1] as number) >= top)
      return then;
    const middle = base + 2 ** (field.bits - bit - 1);
    let split = first;
    while (split <= last && (values[split * 2 + 1] as number) < middle) split++;
    const straddles = split <= last && (values[split * 2] as number) < middle;
    return diagram.make(
      field.offset + bit,
      build(bit + 1, base, first, straddles ? split : split - 1),
      build(bit + 1, middle, split, last),
    );
  };
  return build(0, 0, 0, values.length / 2 - 1);
}

function wideNode(diagram: Diagram, field: Field, values: Intervals<number | bigint>): Node {
  const build = (bit: number, base: bigint, first: number, last: number): Node => {
    if (first > last) return EMPTY;
    const top = base + (1n << BigInt(field.bits - bit)) - 1n;
    if (first === last && (values[first * 2] as bigint) <= base && (values[first * 2 + 1] as bigint) >= top)
      return FULL;
    const middle = base + (1n << BigInt(field.bits - bit - 1));
    let split = first;
    while (split <= last && (values[split * 2 + 1] as bigint) < middle) split++;
    const straddles = split <= last && (values[split * 2] as bigint) < middle;
    return diagram.make(
      field.offset + bit,
      build(bit + 1, base, first, straddles ? split : split - 1),
      build(bit + 1, middle, split, last),
    );
  };
  return build(0, 0n, 0, values.length / 2 - 1);
}
