/** Sets as lists of products, sources × destinations × services: what is left of a rule when earlier ones took their share. */
import { type Diagram, EMPTY, type Node } from "../packets/diagram.js";
import { covers, type Domain, type Intervals, intersect, meets, subtract } from "../packets/intervals.js";
import type { PacketSpace } from "../packets/space.js";

type Addresses = Intervals<number | bigint>;

/** All packets from, to and of these; `service` is a set over the fields behind the addresses. */
export interface Product {
  readonly sources: Addresses;
  readonly destinations: Addresses;
  readonly service: Node;
}

/** The product that holds no packet. */
export const NOTHING: Product = { sources: [], destinations: [], service: EMPTY };

/** More products than this are held as one set of a diagram. */
const MAX_PRODUCTS = 256;

/** What is left of a product while others are taken away from it. */
export class Remainder {
  private products: readonly Product[];
  /** The whole of it as a set, once there are too many products. */
  private node: Node | undefined;

  constructor(
    private readonly space: PacketSpace,
    private readonly domain: Domain<number | bigint>,
    whole: Product,
  ) {
    this.products = isNone(whole) ? [] : [whole];
  }

  get isEmpty(): boolean {
    return this.node === undefined ? this.products.length === 0 : this.node === EMPTY;
  }

  /** Takes a product away. @returns whether there was something to take. */
  take(taken: Product): boolean {
    if (isNone(taken)) return false;
    if (this.node !== undefined) return this.takeFromSet(this.node, taken);
    const { diagram } = this.space;
    if (!this.products.some((one) => overlap(diagram, one, taken))) return false;
    this.products = this.products.flatMap((one) =>
      overlap(diagram, one, taken) ? parts(diagram, this.domain, one, taken) : [one],
    );
    if (this.products.length > MAX_PRODUCTS) this.node = this.toNode();
    return true;
  }

  /** What is left, as a set of the space. */
  toNode(): Node {
    return this.node ?? this.space.diagram.union(this.products.map((product) => nodeOf(this.space, product)));
  }

  private takeFromSet(node: Node, taken: Product): boolean {
    this.node = this.space.diagram.diff(node, nodeOf(this.space, taken));
    return this.node !== node;
  }
}

function isNone({ sources, destinations, service }: Product): boolean {
  return sources.length === 0 || destinations.length === 0 || service === EMPTY;
}

function nodeOf(space: PacketSpace, { sources, destinations, service }: Product): Node {
  const { diagram } = space;
  return diagram.and(space.field("src", sources), diagram.and(space.field("dst", destinations), service));
}

function overlap(diagram: Diagram, a: Product, b: Product): boolean {
  return (
    meets(a.sources, b.sources) &&
    meets(a.destinations, b.destinations) &&
    (a.service === b.service || diagram.and(a.service, b.service) !== EMPTY)
  );
}

/** `one` without `taken`: its other sources, of the shared ones its other destinations, of those shared its other services. */
function parts(diagram: Diagram, domain: Domain<number | bigint>, one: Product, taken: Product): Product[] {
  const left: Product[] = [];
  let { sources, destinations } = one;
  if (!covers(taken.sources, sources)) {
    left.push({ ...one, sources: subtract(sources, taken.sources, domain) });
    sources = intersect(sources, taken.sources);
  }
  if (!covers(taken.destinations, destinations)) {
    left.push({ ...one, sources, destinations: subtract(destinations, taken.destinations, domain) });
    destinations = intersect(destinations, taken.destinations);
  }
  const service = diagram.diff(one.service, taken.service);
  if (service !== EMPTY) left.push({ sources, destinations, service });
  return left;
}
