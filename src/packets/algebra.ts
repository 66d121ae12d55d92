/**
 * Packet sets under the names the whole engine knows: as lists of products while they are few, as diagrams where they are
 * many.
 *
 * Nearly every rule is one product of sources, destinations and services, and nearly every share of a rule is a few of
 * them. Measured on 10,000 generated rules in twelve zone pairs: diagrams over addresses took 3.5 s for what passes and
 * 4.9 s for the shares of the rules. Diagrams stay for services, and for the sets that break into too many products.
 */
import { BudgetExceeded, type Diagram, EMPTY, FULL, type Node } from "./diagram.js";
import { type Domain, everything } from "./intervals.js";
import { type Addresses, isNothing, type Product, shared } from "./products.js";
import { partLeft, remaining } from "./remaining.js";

/** Handles from here on are lists of products; below, nodes of the diagram. */
const LISTS = 2 ** 30;
/** What comes of two lists becomes a diagram when it is longer than this and twice as long as the two together. */
const MAX_PRODUCTS = 256;
/** What more products than this leave of one another is looked at in part where a part will do. */
const MANY = 64;
/** Comparisons of products with products before a set counts as too entangled. */
const STEPS = 400_000_000;

/** More sets than there ever are: two of them, one behind the other, are one exact integer. */
const SETS = 2 ** 26;

/** How the algebra makes nodes of address sets. */
export type FieldNode = (name: "src" | "dst", values: Addresses) => Node;

/**
 * The algebra of one packet space. A set is an integer; EMPTY and FULL are those of the diagram, and only the empty set is
 * EMPTY. Equal sets may have different integers: `equals` tells.
 */
export class Algebra {
  private readonly lists: (readonly Product[])[] = [];
  /** For each list whether its products are known not to meet one another. */
  private readonly apart: boolean[] = [];
  private readonly asNodes = new Map<Node, Node>();
  private readonly ands = new Map<number, Node>();
  private readonly diffs = new Map<number, Node>();
  private readonly all: Addresses;
  private steps = 0;

  /** @param serviceLevel the first variable behind the addresses. */
  constructor(
    /** Holds the services, and what is too much for products. */
    readonly base: Diagram,
    private readonly serviceLevel: number,
    private readonly domain: Domain<number | bigint>,
    private readonly fieldNode: FieldNode,
  ) {
    this.all = everything(domain);
  }

  /** The set of one product. */
  product(product: Product): Node {
    if (isNothing(product)) return EMPTY;
    if (this.isWhole(product.sources) && this.isWhole(product.destinations)) return product.service;
    return this.list([product], true);
  }

  private isWhole(side: Addresses): boolean {
    return side.length === 2 && side[0] === this.all[0] && side[1] === this.all[1];
  }

  /** The union of products. @param areDisjoint whether they are known not to meet one another. */
  ofProducts(products: readonly Product[], areDisjoint = false): Node {
    const first = products[0];
    if (first === undefined) return EMPTY;
    return products.length === 1 ? this.product(first) : this.list(products, areDisjoint);
  }

  /** Whether the products of a set are known not to meet one another. */
  isDisjoint(node: Node): boolean {
    return node < LISTS || (this.apart[node - LISTS] ?? false);
  }

  /** The products of a set that is held as such; undefined for one that is a diagram over addresses. */
  productsOf(node: Node): readonly Product[] | undefined {
    if (node >= LISTS) return this.lists[node - LISTS];
    if (node === EMPTY) return [];
    return this.isService(node) ? [{ sources: this.all, destinations: this.all, service: node }] : undefined;
  }

  /** The set as a node of the diagram. */
  toBase(node: Node): Node {
    if (node < LISTS) return node;
    const known = this.asNodes.get(node);
    if (known !== undefined) return known;
    const products = this.lists[node - LISTS] ?? [];
    const made = this.base.union(
      products.map(({ sources, destinations, service }) =>
        this.base.and(this.fieldNode("src", sources), this.base.and(this.fieldNode("dst", destinations), service)),
      ),
    );
    this.asNodes.set(node, made);
    return made;
  }

  equals(a: Node, b: Node): boolean {
    return a === b || (this.isWithin(a, b) && this.isWithin(b, a));
  }

  /** Whether all of `a` is in `b`. */
  isWithin(a: Node, b: Node): boolean {
    if (a === EMPTY || b === FULL || a === b) return true;
    const left = this.productsOf(a);
    const right = this.productsOf(b);
    if (left === undefined || right === undefined) return this.diff(a, b) === EMPTY;
    this.count(left.length * right.length);
    return left.every((one) => partLeft(this.base, this.domain, one, right, 0).length === 0);
  }

  /** What is in `a` and not in `b`, or where many products of `b` meet one of `a`, a part of that: nothing only where nothing is. */
  somethingLeft(a: Node, b: Node): Node {
    const [left, right] = [this.productsOf(a), this.productsOf(b)];
    if (left === undefined || right === undefined) return this.diff(a, b);
    this.count(left.length * right.length);
    return this.ofProducts(left.flatMap((one) => partLeft(this.base, this.domain, one, right, MANY)));
  }

  and(a: Node, b: Node): Node {
    if (a === b || b === FULL) return a;
    if (a === FULL) return b;
    if (a === EMPTY || b === EMPTY) return EMPTY;
    if (a < LISTS && b < LISTS) return this.base.and(a, b);
    // The same question has the same integer for an answer, so that what was not changed is seen to be.
    const key = questionOf(a, b);
    const known = this.ands.get(key);
    if (known !== undefined) return known;
    const found = this.findAnd(a, b);
    this.ands.set(key, found);
    return found;
  }

  private findAnd(a: Node, b: Node): Node {
    const left = this.productsOf(a);
    const right = this.productsOf(b);
    const both = left && right && this.intersection(left, right);
    if (both === undefined) return this.base.and(this.toBase(a), this.toBase(b));
    if (both === left) return a;
    return both === right ? b : this.ofProducts(both, this.isDisjoint(a) && this.isDisjoint(b));
  }

  or(a: Node, b: Node): Node {
    if (a === b || b === EMPTY) return a;
    if (a === EMPTY) return b;
    if (a === FULL || b === FULL) return FULL;
    if (a < LISTS && b < LISTS) return this.base.or(a, b);
    const left = this.productsOf(a);
    const right = this.productsOf(b);
    if (left === undefined || right === undefined) return this.base.or(this.toBase(a), this.toBase(b));
    return this.list([...left, ...right], false);
  }

  /** What is in `a` and not in `b`. */
  diff(a: Node, b: Node): Node {
    if (a === EMPTY || b === FULL || a === b) return EMPTY;
    if (b === EMPTY) return a;
    if (a < LISTS && b < LISTS) return this.base.diff(a, b);
    const key = questionOf(a, b);
    const known = this.diffs.get(key);
    if (known !== undefined) return known;
    const found = this.findDiff(a, b);
    this.diffs.set(key, found);
    return found;
  }

  private findDiff(a: Node, b: Node): Node {
    const left = this.productsOf(a);
    const right = this.productsOf(b);
    const rest = left && right && this.difference(left, right);
    if (rest === undefined) return this.base.diff(this.toBase(a), this.toBase(b));
    return rest === left ? a : this.ofProducts(rest, this.isDisjoint(a));
  }

  not(a: Node): Node {
    return this.diff(FULL, a);
  }

  /** The union of many sets. */
  union(nodes: readonly Node[]): Node {
    const used = nodes.filter((node) => node !== EMPTY);
    if (used.length <= 1) return used[0] ?? EMPTY;
    const lists = used.map((node) => this.productsOf(node));
    if (lists.includes(undefined)) return this.base.union(nodes.map((node) => this.toBase(node)));
    if (used.every((node) => node < LISTS)) return this.base.union(used);
    return this.list(
      lists.flatMap((list) => list ?? []),
      false,
    );
  }

  /** Whether the packet whose variable `level` is `bit(level)` is in the set. */
  holds(node: Node, bit: (level: number) => boolean): boolean {
    return this.base.holds(this.toBase(node), bit);
  }

  private isService(node: Node): boolean {
    return this.base.level(node) >= this.serviceLevel;
  }

  private list(products: readonly Product[], areDisjoint: boolean): Node {
    if (2 * this.lists.length >= SETS) throw new BudgetExceeded(this.base.size);
    this.lists.push(products);
    this.apart.push(areDisjoint);
    return LISTS + this.lists.length - 1;
  }

  /** The very list of one side where that lies in the other; undefined where it would be too long. */
  private intersection(left: readonly Product[], right: readonly Product[]): readonly Product[] | undefined {
    this.count(left.length * right.length);
    const found: Product[] = [];
    const limit = MAX_PRODUCTS + 2 * (left.length + right.length);
    // By index: most code here runs too seldom to be compiled, and then iterators cost more than what they are for.
    for (let index = 0; index < left.length; index++) {
      for (let other = 0; other < right.length; other++) {
        const both = shared(this.base, left[index] as Product, right[other] as Product);
        if (both.service !== EMPTY) found.push(both);
      }
      if (found.length > limit) return undefined;
    }
    return isSameList(found, left) ? left : isSameList(found, right) ? right : found;
  }

  /** The very list `left` where nothing is taken from it; undefined where it would be too long. */
  private difference(left: readonly Product[], right: readonly Product[]): readonly Product[] | undefined {
    this.count(left.length * right.length);
    const found: Product[] = [];
    const limit = MAX_PRODUCTS + 2 * (left.length + right.length);
    let isWhole = true;
    for (let index = 0; index < left.length; index++) {
      const one = left[index] as Product;
      const rest = remaining(this.base, this.domain, one, right);
      if (rest.length !== 1 || rest[0] !== one) isWhole = false;
      for (let part = 0; part < rest.length; part++) found.push(rest[part] as Product);
      if (found.length > limit) return undefined;
    }
    return isWhole ? left : found;
  }

  private count(steps: number): void {
    this.steps += steps;
    if (this.steps > STEPS) throw new BudgetExceeded(this.base.size);
  }
}

function questionOf(a: Node, b: Node): number {
  return short(a) * SETS + short(b);
}

/** A set as a number below SETS: nodes are even, lists odd. */
function short(set: Node): number {
  return set < LISTS ? 2 * set : 2 * (set - LISTS) + 1;
}

function isSameList(one: readonly Product[], other: readonly Product[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
  return true;
}
