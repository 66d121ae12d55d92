/** Packet sets in the words of facts: witness, boxes with names, candidate protocols. */
import type { ServiceExpression } from "../model/expression.js";
import { formatIPv4, formatIPv6, formatRange } from "../packets/address.js";
import { type Box, boxesOf, packetsIn, protocolName, serviceTexts } from "../packets/boxes.js";
import { type Diagram, EMPTY, type Node } from "../packets/diagram.js";
import { type Intervals, pairsOf, prefixesOf } from "../packets/intervals.js";
import type { Product } from "../packets/products.js";
import { PacketSpace } from "../packets/space.js";
import { restAt, serviceOf, splitByField } from "../packets/split.js";
import { type WitnessPacket, witnessOf, witnessOfProducts } from "../packets/witness.js";
import type { Plant } from "../resolve/plant.js";
import { ServiceSets } from "../resolve/service-sets.js";
import { SERVICES } from "../zones/service-catalogue.js";
import type { BoxFacts, ProtocolFacts, SetFacts, WitnessFacts } from "./common.js";

/** How many boxes of a set are shown, and how many entries of each of their lists. */
const SHOWN_BOXES = 5;
const SHOWN_ENTRIES = 12;

/** Names of hosts, zones and services by what they stand for. */
export class Names {
  private readonly byIntervals = new Map<string, string>();
  /** Longer sets have no name. */
  private readonly longest: number;
  private readonly known = new WeakMap<Intervals<number | bigint>, readonly string[]>();
  /** Texts of sets that are one range, which many rules name, by its first and its last address. */
  private readonly ofRanges = new Map<number | bigint, Map<number | bigint, readonly string[]>>();
  private readonly ofMap: ReadonlyMap<string, ServiceExpression>;
  private readonly services = new WeakMap<Diagram, ReadonlyMap<Node, string>>();

  constructor(plant: Plant) {
    this.ofMap = plant.map?.services ?? new Map();
    for (const zone of plant.zones) {
      for (const family of [4, 6] as const)
        if (zone[family].length > 0) this.byIntervals.set(zone[family].join(","), `zone ${zone.zone}`);
    }
    for (const host of plant.map?.hosts ?? []) {
      for (const range of host.ranges) this.byIntervals.set(`${range.from},${range.to}`, host.name);
    }
    this.longest = Math.max(2, ...plant.zones.flatMap((zone) => [zone[4].length, zone[6].length]));
  }

  /** A set of addresses as a list of at most so many: names where they fit, prefixes, ranges. */
  texts(set: Intervals<number | bigint>, most = SHOWN_ENTRIES): string[] {
    if (most !== SHOWN_ENTRIES) return [...this.find(set, most)];
    const [from, to] = set;
    if (from !== undefined && to !== undefined && set.length === 2) return [...this.ofRange(set, from, to)];
    const known = this.known.get(set);
    if (known !== undefined) return [...known];
    const found = this.find(set, most);
    this.known.set(set, found);
    return [...found];
  }

  /** The name in the map of a set of services, as far as fresh packets go: of several it is shorter than their ports. */
  service(space: PacketSpace, service: Node): string[] | undefined {
    if (this.ofMap.size === 0) return undefined;
    const { base } = space.diagram;
    const known = this.services.get(base) ?? this.servicesIn(space);
    this.services.set(base, known);
    const name = known.get(service);
    return name === undefined ? undefined : [name];
  }

  private servicesIn(space: PacketSpace): ReadonlyMap<Node, string> {
    const sets = new ServiceSets({ services: [] }, space);
    const fresh = serviceOf(space, space.fresh);
    const found = new Map<Node, string>();
    for (const [name, expression] of this.ofMap) {
      const set = space.diagram.and(sets.of(expression).upper, fresh);
      if (expression.kind === "union" && set !== EMPTY && !found.has(set)) found.set(set, name);
    }
    return found;
  }

  private ofRange(set: Intervals<number | bigint>, from: number | bigint, to: number | bigint): readonly string[] {
    const ofFirst = this.ofRanges.get(from) ?? new Map<number | bigint, readonly string[]>();
    const known = ofFirst.get(to);
    if (known !== undefined) return known;
    const found = this.find(set, SHOWN_ENTRIES);
    this.ofRanges.set(from, ofFirst.set(to, found));
    return found;
  }

  private find(set: Intervals<number | bigint>, most: number): readonly string[] {
    const whole = set.length <= this.longest ? this.byIntervals.get(set.join(",")) : undefined;
    if (whole !== undefined) return [whole];
    const texts: string[] = [];
    let more = 0;
    for (const [from, to] of pairsOf(set)) {
      // A set of thousands is named by its first few: the others are only counted.
      if (texts.length < most) texts.push(...this.interval(from, to));
      else more += this.byIntervals.has(`${from},${to}`) ? 1 : (prefixesOf(from, to, bitsOf(from), 2)?.length ?? 1);
    }
    return shortened(texts, more, most);
  }

  private interval(from: number | bigint, to: number | bigint): string[] {
    const named = this.byIntervals.get(`${from},${to}`);
    if (named !== undefined) return [named];
    const bits = bitsOf(from);
    const prefixes = prefixesOf(from, to, bits, 2);
    if (prefixes === undefined) return [formatRange(from, to)];
    return prefixes.map(([first, length]) => {
      const text = typeof first === "bigint" ? formatIPv6(first) : formatIPv4(first);
      return length === bits ? text : `${text}/${length}`;
    });
  }
}

function bitsOf(address: number | bigint): 32 | 128 {
  return typeof address === "bigint" ? 128 : 32;
}

/** The first of the texts, and how many there are besides; `more` are not among them. */
function shortened(texts: readonly string[], more: number, most: number): string[] {
  const left = texts.length - most + more;
  if (left <= 0) return [...texts];
  return [...texts.slice(0, most), `and ${left} more`];
}

/** Services as people write them, and what they may be. */
interface ServiceFacts {
  readonly texts: readonly string[];
  readonly protocols: ProtocolFacts[];
}

/** What is found once for each diagram, which zone pairs share. */
interface Known {
  /** To look at sets when the pair that made them is gone. */
  readonly space: PacketSpace;
  readonly services: Map<Node, ServiceFacts>;
}

const KNOWN = new WeakMap<Diagram, Known>();

/** Nodes that describing sets may add to their diagram, whatever is in it. */
const NODES_TO_DESCRIBE = 1_000_000;

function knownOf({ layout, diagram: { base } }: PacketSpace): Known {
  const known = KNOWN.get(base) ?? { space: new PacketSpace(layout.family, base), services: new Map() };
  KNOWN.set(base, known);
  base.allow(NODES_TO_DESCRIBE);
  return known;
}

type Shown = Pick<SetFacts, "boxes" | "more_boxes" | "more_packets">;

/** What packet and boxes of a set are looked for in, until they are found. */
interface Sought {
  readonly describer: SetDescriber;
  readonly known: Known;
  readonly products: readonly Product[];
  readonly areDisjoint: boolean;
  /** What the packet is of. */
  readonly shownBy: readonly Product[];
}

/** A set of which packet and boxes are looked for when somebody asks. */
class DescribedSet implements SetFacts {
  /** Let go with the last answer: findings outlive the sets they are about. */
  #sought: Sought | undefined;
  #shown: Shown | undefined;
  #witness: WitnessFacts | undefined;

  constructor(
    readonly protocols: ProtocolFacts[],
    readonly certain: boolean,
    sought: Sought,
  ) {
    this.#sought = sought;
  }

  get witness(): WitnessFacts {
    this.#witness ??= this.find(({ describer, known, shownBy }) => describer.witnessOfProducts(known, shownBy));
    return this.#witness;
  }

  get boxes(): BoxFacts[] {
    return this.shown().boxes;
  }

  get more_boxes(): number {
    return this.shown().more_boxes;
  }

  get more_packets(): string {
    return this.shown().more_packets;
  }

  toJSON(): SetFacts & { certain: boolean } {
    return { witness: this.witness, ...this.shown(), protocols: this.protocols, certain: this.certain };
  }

  private shown(): Shown {
    this.#shown ??= this.find(({ describer, known, products, areDisjoint }) =>
      describer.shownOfProducts(known, products, areDisjoint),
    );
    return this.#shown;
  }

  /** The one of both answers that is not there yet. */
  private find<T>(answer: (sought: Sought) => T): T {
    if (this.#sought === undefined) throw new Error("a set is asked for what it has told");
    const found = answer(this.#sought);
    if (this.#shown !== undefined || this.#witness !== undefined) this.#sought = undefined;
    return found;
  }
}

/** The facts of sets of fresh packets, none of them empty. */
export class SetDescriber {
  constructor(private readonly names: Names) {}

  /**
   * Packet and boxes are looked for when somebody asks: most sets of a run are in order and shown to nobody. What is held
   * until then is a few products, and nothing of `space`.
   * @param surely the part that surely passes: where there is one, the witness is of it.
   */
  describe(space: PacketSpace, node: Node, surely: Node): SetFacts & { certain: boolean } {
    const certain = surely !== EMPTY;
    const shownNode = certain ? surely : node;
    const known = knownOf(space);
    const products = space.diagram.productsOf(node);
    const shownBy = shownNode === node ? products : space.diagram.productsOf(shownNode);
    if (products === undefined || shownBy === undefined) {
      const boxes = boxesOf(space, node);
      const { protocols } = servicesOf(known, space.diagram.union(boxes.map((box) => box.service)));
      return { witness: this.witness(space, shownNode), ...this.shown(known, boxes), protocols, certain };
    }
    const { protocols } = servicesOf(known, serviceOf(space, node));
    const areDisjoint = space.diagram.isDisjoint(node);
    return new DescribedSet(protocols, certain, { describer: this, known, products, areDisjoint, shownBy });
  }

  /** A set of fresh packets as boxes with nothing left out: read back, they are the same set. */
  whole(space: PacketSpace, node: Node): BoxFacts[] {
    const known = knownOf(space);
    return boxesOf(space, node).map((box) => this.box(known, box, Number.POSITIVE_INFINITY));
  }

  /** Of several in a space of their own: one for all would keep every set that was ever shown. */
  shownOfProducts(known: Known, products: readonly Product[], areDisjoint: boolean): Shown {
    // Most sets are one product, which is a box.
    if (products.length === 1) return this.shown(known, products);
    const space = new PacketSpace(known.space.layout.family, known.space);
    return this.shown(known, boxesOf(space, space.diagram.ofProducts(products, areDisjoint)));
  }

  witnessOfProducts(known: Known, products: readonly Product[]): WitnessFacts {
    return this.packet(known.space, witnessOfProducts(known.space, products));
  }

  private shown(known: Known, boxes: readonly Box[]): Shown {
    const left = boxes.slice(SHOWN_BOXES);
    return {
      boxes: boxes.slice(0, SHOWN_BOXES).map((box) => this.box(known, box, SHOWN_ENTRIES)),
      more_boxes: left.length,
      more_packets: String(left.reduce((sum, box) => sum + packetsIn(known.space, box), 0n)),
    };
  }

  private box(known: Known, box: Box, most: number): BoxFacts {
    const services = this.names.service(known.space, box.service) ?? servicesOf(known, box.service).texts;
    return {
      sources: this.names.texts(box.sources, most),
      destinations: this.names.texts(box.destinations, most),
      services: shortened(services, 0, most),
      packets: String(packetsIn(known.space, box)),
    };
  }

  /** A packet of the set. */
  witness(space: PacketSpace, node: Node): WitnessFacts {
    const found = witnessOf(space, node);
    if (found === undefined) throw new Error("an empty set has no witness");
    return this.packet(space, found);
  }

  /** Written out shape by shape: spread into one another, each object was of a class of its own to V8. */
  private packet({ layout: { family } }: PacketSpace, found: WitnessPacket): WitnessFacts {
    const { protocol, srcPort, dstPort } = found;
    const [src, dst] = [addressText(found.src), addressText(found.dst)];
    const protocol_name = protocolName(protocol);
    if (protocol === 1 || protocol === 58) {
      const text = `${protocol_name}/${dstPort} ${src} -> ${dst}`;
      return { family, src, dst, protocol, protocol_name, icmp_type: dstPort, icmp_code: srcPort, text };
    }
    if (![6, 17, 33, 132, 136].includes(protocol)) {
      return { family, src, dst, protocol, protocol_name, text: `${protocol_name} ${src} -> ${dst}` };
    }
    const text = `${protocol_name} ${endpoint(src, srcPort)} -> ${endpoint(dst, dstPort)}`;
    return { family, src, dst, protocol, protocol_name, src_port: srcPort, dst_port: dstPort, text };
  }
}

function addressText(value: number | bigint): string {
  return typeof value === "bigint" ? formatIPv6(value) : formatIPv4(value);
}

function servicesOf({ space, services }: Known, node: Node): ServiceFacts {
  const known = services.get(node);
  if (known !== undefined) return known;
  const facts = { texts: serviceTexts(space, node), protocols: candidates(space, node) };
  services.set(node, facts);
  return facts;
}

function endpoint(address: string, port: number): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}

/** The catalogue by id. */
const BY_ID = SERVICES.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** A port of a service of the catalogue: the places of both in their lists. */
interface CataloguePort {
  readonly service: number;
  readonly place: number;
  readonly from: number;
  readonly to: number;
  /** It stands for all of its protocol. */
  readonly isWhole: boolean;
}

/** The ports of the catalogue by protocol: most sets of services hold one or two of these. */
const BY_PROTOCOL: ReadonlyMap<number, readonly CataloguePort[]> = portsByProtocol();

function portsByProtocol(): Map<number, CataloguePort[]> {
  const found = new Map<number, CataloguePort[]>();
  for (const [service, { ports }] of BY_ID.entries()) {
    for (const [place, { protocol, from, to, text }] of ports.entries()) {
      const ofProtocol = found.get(protocol) ?? [];
      found.set(protocol, ofProtocol);
      ofProtocol.push({ service, place, from, to, isWhole: text.startsWith("ip/") });
    }
  }
  return found;
}

/** Services of the catalogue whose default ports a set of services meets, each with the first of these, sorted by id. */
function candidates(space: PacketSpace, service: Node): ProtocolFacts[] {
  const met = new Map<number, number>();
  for (const [protocol, ports] of BY_PROTOCOL) {
    const rest = restAt(space, service, "protocol", protocol);
    if (rest === EMPTY) continue;
    const ranges = splitByField(space, rest, "dstPort").flatMap((part) => pairsOf(part.values));
    for (const { service: number, place, from, to, isWhole } of ports) {
      if (place >= (met.get(number) ?? Number.POSITIVE_INFINITY)) continue;
      if (isWhole || ranges.some((range) => Number(range[0]) <= to && from <= Number(range[1]))) met.set(number, place);
    }
  }
  const inOrder = [...met].sort(([a], [b]) => a - b);
  return inOrder.flatMap(([number, place]) => {
    const { id, ports } = BY_ID[number] ?? { id: "", ports: [] };
    const port = ports[place];
    return port === undefined ? [] : [{ id, port: port.text }];
  });
}
