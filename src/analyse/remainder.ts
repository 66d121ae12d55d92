/** What is left of a rule when earlier ones took their share. */
import { EMPTY, type Node } from "../packets/diagram.js";
import type { Domain } from "../packets/intervals.js";
import { doMeet, isNothing, type Product, partsWithout } from "../packets/products.js";
import type { PacketSpace } from "../packets/space.js";

/** More products than this are held as one set of a diagram. */
const MAX_PRODUCTS = 4096;

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
    this.products = isNothing(whole) ? [] : [whole];
  }

  get isEmpty(): boolean {
    return this.node === undefined ? this.products.length === 0 : this.node === EMPTY;
  }

  /** Takes a product away. @returns whether there was something to take. */
  take(taken: Product): boolean {
    if (isNothing(taken)) return false;
    if (this.node !== undefined) return this.takeFromSet(this.node, taken);
    const { base } = this.space.diagram;
    if (!this.products.some((one) => doMeet(base, one, taken))) return false;
    this.products = this.products.flatMap((one) =>
      doMeet(base, one, taken) ? partsWithout(base, this.domain, one, taken) : [one],
    );
    if (this.products.length > MAX_PRODUCTS) this.node = this.space.diagram.toBase(this.toNode());
    return true;
  }

  /** What is left, as a set of the space. */
  toNode(): Node {
    return this.node ?? this.space.diagram.ofProducts(this.products);
  }

  private takeFromSet(node: Node, taken: Product): boolean {
    this.node = this.space.diagram.diff(node, this.space.diagram.product(taken));
    return this.node !== node;
  }
}
