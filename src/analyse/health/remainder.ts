/** What is left of a rule when others take their share, one after the other. */
import { EMPTY, type Node } from "../../packets/diagram.js";
import type { Domain } from "../../packets/intervals.js";
import { doMeet, isNothing, type Product, partsWithout } from "../../packets/products.js";
import type { PacketSpace } from "../../packets/space.js";

/** More products than this are held as one set of a diagram. */
const MAX_PRODUCTS = 4096;

/** What is left of some disjoint products while others are taken away from them. */
export class Remainder {
  private products: readonly Product[];
  /** The whole of it as a set, once there are too many products. */
  private node: Node | undefined;

  constructor(
    private readonly space: PacketSpace,
    private readonly domain: Domain<number | bigint>,
    whole: readonly Product[],
  ) {
    this.products = whole.filter((one) => !isNothing(one));
  }

  get isEmpty(): boolean {
    return this.node === undefined ? this.products.length === 0 : this.node === EMPTY;
  }

  /** Whether a product has some of what is left. */
  meets(other: Product): boolean {
    if (isNothing(other)) return false;
    if (this.node !== undefined) {
      return this.space.diagram.and(this.node, this.space.diagram.product(other)) !== EMPTY;
    }
    const { base } = this.space.diagram;
    return this.products.some((one) => doMeet(base, one, other));
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
    if (this.products.length > MAX_PRODUCTS) {
      this.node = this.space.diagram.toBase(this.space.diagram.ofProducts(this.products));
    }
    return true;
  }

  private takeFromSet(node: Node, taken: Product): boolean {
    this.node = this.space.diagram.diff(node, this.space.diagram.product(taken));
    return this.node !== node;
  }
}
