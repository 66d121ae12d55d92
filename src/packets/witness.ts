/** One packet out of a set: an ordinary one, such as a person would send. */
import { type Diagram, EMPTY, type Node } from "./diagram.js";
import { contains, pairsOf } from "./intervals.js";
import { type FieldName, PROTOCOL } from "./layout.js";
import type { Product } from "./products.js";
import type { PacketSpace } from "./space.js";
import { restAt, valuesOf } from "./split.js";

/** Header values of one packet of the set. */
export interface WitnessPacket {
  readonly src: number | bigint;
  readonly dst: number | bigint;
  readonly protocol: number;
  readonly dstPort: number;
  readonly srcPort: number;
  readonly flags: number;
  readonly tail: number;
}

const USUAL: Readonly<Partial<Record<FieldName, readonly number[]>>> = {
  protocol: [6, 17, 1, 58],
  dstPort: [443, 502, 22, 80, 53],
  srcPort: [49152],
  flags: [2],
};

/** The echo request: the type stands in the place of the destination port (RFC 792, RFC 4443 4.1), the code in that of the source. */
const USUAL_ICMP: Readonly<Partial<Record<FieldName, readonly number[]>>> = { dstPort: [8, 128], srcPort: [0] };

/**
 * A packet of a non-empty set: usable host addresses where there are any, TCP before UDP before ICMP, a well-known
 * destination port, an ephemeral source port, a lone SYN, an echo request. `undefined` for the empty set. The same set always gives the same packet.
 */
export function witnessOf(space: PacketSpace, node: Node): WitnessPacket | undefined {
  if (node === EMPTY) return undefined;
  const products = space.diagram.productsOf(node);
  if (products !== undefined) return witnessOfProducts(space, products);
  const src = hostOf(valuesOf(space, node, "src"));
  const fromThere = restAt(space, node, "src", src);
  const dst = hostOf(valuesOf(space, fromThere, "dst"));
  return { src, dst, ...headerOf(space, restAt(space, fromThere, "dst", dst)) };
}

/** The same of the set that is the union of some products, none of them empty; `space` holds their services. */
export function witnessOfProducts(space: PacketSpace, products: readonly Product[]): WitnessPacket {
  const [first] = products;
  if (first !== undefined && products.length === 1) {
    const { sources, destinations, service } = first;
    return { ...headerOf(space, service), src: hostOf(pairsOf(sources)), dst: hostOf(pairsOf(destinations)) };
  }
  const src = hostOf(products.flatMap(({ sources }) => pairsOf(sources)));
  const fromThere = products.filter(({ sources }) => contains(sources, src));
  const dst = hostOf(fromThere.flatMap(({ destinations }) => pairsOf(destinations)));
  const both = fromThere.filter(({ destinations }) => contains(destinations, dst));
  return { src, dst, ...headerOf(space, space.diagram.union(both.map(({ service }) => service))) };
}

type Header = Omit<WitnessPacket, "src" | "dst">;

/** Found once for each set of services of a diagram: the sets of most rules have theirs in common. */
const KNOWN_HEADERS = new WeakMap<Diagram, Map<Node, Header>>();

/** What the packet has behind its addresses. */
function headerOf(space: PacketSpace, service: Node): Header {
  const known = KNOWN_HEADERS.get(space.diagram.base) ?? new Map<Node, Header>();
  KNOWN_HEADERS.set(space.diagram.base, known);
  const header = known.get(service) ?? findHeader(space, service);
  known.set(service, header);
  return header;
}

function findHeader(space: PacketSpace, service: Node): Header {
  const values = { protocol: 0, dstPort: 0, srcPort: 0, flags: 0, tail: 0 };
  let rest = service;
  for (const name of HEADER) {
    const isIcmp = values.protocol === PROTOCOL.icmp || values.protocol === PROTOCOL.icmp6;
    values[name] = choose(space, rest, name, isIcmp ? USUAL_ICMP : USUAL);
    rest = restAt(space, rest, name, values[name]);
  }
  return values;
}

const HEADER = ["protocol", "dstPort", "srcPort", "flags", "tail"] as const satisfies readonly (keyof Header)[];

function choose(space: PacketSpace, node: Node, name: keyof Header, usually: typeof USUAL): number {
  for (const usual of usually[name] ?? []) if (restAt(space, node, name, usual) !== EMPTY) return usual;
  const candidates = valuesOf(space, node, name);
  if (name === "srcPort") return lowest(candidates, 1024) ?? lowest(candidates, 0) ?? 0;
  return lowest(candidates, name === "dstPort" ? 1 : 0) ?? lowest(candidates, 0) ?? 0;
}

/** The smallest value of at least `floor`. */
function lowest(pairs: readonly (readonly [number | bigint, number | bigint])[], floor: number): number | undefined {
  let best: number | undefined;
  for (const [from, to] of pairs) {
    const value = Math.max(Number(from), floor);
    if (value <= Number(to) && (best === undefined || value < best)) best = value;
  }
  return best;
}

/** An address whose last octet is neither 0 nor 255 where one can be had, else the smallest. */
function hostOf(pairs: readonly (readonly [number | bigint, number | bigint])[]): number | bigint {
  let smallest: number | bigint | undefined;
  let host: number | bigint | undefined;
  for (let index = 0; index < pairs.length; index++) {
    const pair = pairs[index] as (typeof pairs)[number];
    const from = pair[0];
    const to = pair[1];
    if (smallest === undefined || from < smallest) smallest = from;
    const candidate = firstHost(from, to);
    if (candidate !== undefined && (host === undefined || candidate < host)) host = candidate;
  }
  return host ?? smallest ?? 0;
}

function firstHost(from: number | bigint, to: number | bigint): number | bigint | undefined {
  for (let step = 0; step < 3; step++) {
    const value = typeof from === "bigint" ? from + BigInt(step) : from + step;
    if (value > to) return undefined;
    const octet = typeof value === "bigint" ? Number(value & 255n) : value % 256;
    if (octet !== 0 && octet !== 255) return value;
  }
  return undefined;
}
