/** A packet set as few products of sources, destinations and services: what people read. */
import { type Diagram, EMPTY, FULL, type Node } from "./diagram.js";
import { type Intervals, pairsOf, size } from "./intervals.js";
import { PROTOCOL } from "./layout.js";
import type { PacketSpace } from "./space.js";
import { splitByField } from "./split.js";

/** `sources × destinations × service`; `service` is a set over the fields behind the addresses. */
export interface Box {
  readonly sources: Intervals<number | bigint>;
  readonly destinations: Intervals<number | bigint>;
  readonly service: Node;
}

/** Disjoint products more than these stay as they are: what is left of a wide rule is cut up by thousands of others. */
const MANY = 64;

/** The set as disjoint boxes, largest address product first; equal ones in the order of their addresses. */
export function boxesOf(space: PacketSpace, node: Node): Box[] {
  const products = space.diagram.productsOf(node);
  if (products?.length === 1) return [...products];
  const asTheyAre = products !== undefined && products.length > MANY && space.diagram.isDisjoint(node);
  const weighed = (asTheyAre ? products : splitBoxes(space, node)).map((box) => ({
    box,
    weight: size(box.sources) * size(box.destinations),
  }));
  return weighed.sort((a, b) => compare(b.weight, a.weight) || compareBoxes(space, a.box, b.box)).map(({ box }) => box);
}

function splitBoxes(space: PacketSpace, node: Node): Box[] {
  return splitByField(space, node, "src").flatMap((bySource) =>
    splitByField(space, bySource.rest, "dst").map((byDestination) => ({
      sources: bySource.values,
      destinations: byDestination.values,
      service: byDestination.rest,
    })),
  );
}

function compare<T extends bigint | number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Never by the numbers of nodes: they depend on what else the diagram holds. */
function compareBoxes(space: PacketSpace, a: Box, b: Box): number {
  return (
    compare(a.sources[0] ?? 0, b.sources[0] ?? 0) ||
    compare(a.destinations[0] ?? 0, b.destinations[0] ?? 0) ||
    compare(serviceTexts(space, a.service).join(), serviceTexts(space, b.service).join())
  );
}

/** Names of protocol numbers that are met in rules; the number as text for others. */
const PROTOCOL_NAMES: Readonly<Record<number, string>> = {
  1: "icmp",
  2: "igmp",
  4: "ipip",
  6: "tcp",
  17: "udp",
  33: "dccp",
  41: "ipv6",
  47: "gre",
  50: "esp",
  51: "ah",
  58: "icmp6",
  88: "eigrp",
  89: "ospf",
  103: "pim",
  112: "vrrp",
  132: "sctp",
  136: "udplite",
};

/** `tcp`, or `ip/77` where the protocol has no usual name. */
export function protocolName(protocol: number): string {
  return PROTOCOL_NAMES[protocol] ?? `ip/${protocol}`;
}

/** The number of a protocol by the name that `protocolName` gives it. */
export function protocolNumber(name: string): number {
  return protocolNamed(name) ?? Number(name.replace(/^ip\//, ""));
}

/** The number of a protocol by its usual name; undefined for a word that is none. */
export function protocolNamed(name: string): number | undefined {
  const known = Object.entries(PROTOCOL_NAMES).find(([, one]) => one === name);
  return known === undefined ? undefined : Number(known[0]);
}

/** All usual names. */
export function protocolNames(): string[] {
  return Object.values(PROTOCOL_NAMES);
}

/**
 * The services of a box, each as people write it: `tcp/443`, `udp/5000-5010`, `icmp/8`, `any`. A limit of the source port
 * is named behind it. `service` is a set over the fields behind the addresses, a part of the fresh packets.
 */
export function serviceTexts(space: PacketSpace, service: Node): string[] {
  const { whole, byProtocol } = wholeServices(space);
  if (service === whole) return ["any"];
  return splitByField(space, service, "protocol").flatMap((part) =>
    pairsOf(part.values).flatMap(([from, to]) => protocolTexts(space, Number(from), Number(to), part.rest, byProtocol)),
  );
}

interface WholeServices {
  readonly whole: Node;
  /** What each protocol has at all. */
  readonly byProtocol: ReadonlyMap<number, Node>;
}

const KNOWN_WHOLES = new WeakMap<Diagram, WholeServices>();

/** The services that fresh packets of a space have at all; found once for each diagram. */
function wholeServices(space: PacketSpace): WholeServices {
  const known = KNOWN_WHOLES.get(space.diagram.base);
  if (known !== undefined) return known;
  const bySource = splitByField(space, space.fresh, "src")[0];
  const whole = bySource === undefined ? EMPTY : (splitByField(space, bySource.rest, "dst")[0]?.rest ?? EMPTY);
  const byProtocol = new Map(
    splitByField(space, whole, "protocol").flatMap((part) =>
      protocolsIn(part.values).map((protocol) => [protocol, part.rest] as const),
    ),
  );
  const found = { whole, byProtocol };
  KNOWN_WHOLES.set(space.diagram.base, found);
  return found;
}

function protocolsIn(values: Intervals<number | bigint>): number[] {
  return pairsOf(values).flatMap(([from, to]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => Number(from) + index),
  );
}

function protocolTexts(
  space: PacketSpace,
  from: number,
  to: number,
  rest: Node,
  whole: ReadonlyMap<number, Node>,
): string[] {
  const allWhole = protocolsIn([from, to]).every((protocol) => whole.get(protocol) === rest);
  if (allWhole && to - from > 3) return [`ip/${from}-${to}`];
  return protocolsIn([from, to]).flatMap((protocol) => {
    const name = protocolName(protocol);
    if (whole.get(protocol) === rest) return [name];
    const isIcmp = protocol === PROTOCOL.icmp || protocol === PROTOCOL.icmp6;
    return splitByField(space, rest, "dstPort").flatMap((part) => {
      const limits = splitByField(space, part.rest, "srcPort").map(
        (from) =>
          `${sourceLimit(from.values, isIcmp)}${flagLimit(space, from.rest, wholeFlags(space, whole.get(protocol)))}`,
      );
      return pairsOf(part.values).flatMap(([low, high]) => {
        const ports = low === 0 && high === 65535 ? "" : low === high ? `/${low}` : `/${low}-${high}`;
        return limits.map((limit) => `${name}${ports}${limit}`);
      });
    });
  });
}

/** ` from 500` where not every source port is in; for ICMP the codes. */
function sourceLimit(values: Intervals<number | bigint>, isIcmp: boolean): string {
  if (values[0] === 0 && values[1] === (isIcmp ? 255 : 65535)) return "";
  const text = pairsOf(values)
    .map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`))
    .join(",");
  return isIcmp ? ` code ${text}` : ` from ${text}`;
}

const FLAG_LETTERS = "FSRPAU";

/** ` flags S,SP` where not every combination of TCP flags is in; `0` is none of them. */
function flagLimit(space: PacketSpace, rest: Node, whole: Node): string {
  if (rest === whole) return "";
  const values = splitByField(space, rest, "flags").flatMap((part) => pairsOf(part.values));
  const combinations = values
    .flatMap(([from, to]) => Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => Number(from) + index))
    .sort((a, b) => a - b);
  const text = (flags: number) => [...FLAG_LETTERS].filter((_, bit) => (flags >> bit) & 1).join("") || "0";
  return ` flags ${combinations.map(text).join(",")}`;
}

/** What a protocol leaves for the fields behind its ports. */
function wholeFlags(space: PacketSpace, whole: Node | undefined): Node {
  const byPort = splitByField(space, whole ?? EMPTY, "dstPort")[0]?.rest ?? EMPTY;
  return splitByField(space, byPort, "srcPort")[0]?.rest ?? EMPTY;
}

const KNOWN_COUNTS = new WeakMap<Diagram, Map<Node, bigint>>();

/** How many packets a box holds: exact, since fields that a packet does not have are zero. */
export function packetsIn(space: PacketSpace, { sources, destinations, service }: Box): bigint {
  const { diagram, layout } = space;
  const known = KNOWN_COUNTS.get(diagram.base) ?? new Map<Node, bigint>();
  KNOWN_COUNTS.set(diagram.base, known);
  const levelOf = (node: Node) => Math.min(layout.width, diagram.base.level(node));
  /** Headers from the level of a node on. */
  const count = (node: Node): bigint => {
    if (node === EMPTY || node === FULL) return BigInt(node);
    const found = known.get(node) ?? below(node, diagram.base.low(node)) + below(node, diagram.base.high(node));
    known.set(node, found);
    return found;
  };
  const below = (node: Node, next: Node): bigint => count(next) << BigInt(levelOf(next) - levelOf(node) - 1);
  const headers = count(service) << BigInt(levelOf(service) - layout.fields.protocol.offset);
  return size(sources) * size(destinations) * headers;
}
