/**
 * Reduced ordered binary decision diagrams in typed arrays: the algebra under every packet set.
 *
 * A node is an integer; 0 is the empty set, 1 the set of everything. No objects per node, no dependency: a slice makes
 * thousands of them and throws the whole diagram away (design 6).
 */

export type Node = number;

export const EMPTY: Node = 0;
export const FULL: Node = 1;

/** Thrown when a diagram outgrows its budget; the slice then falls back to a sound wider answer. */
export class BudgetExceeded extends Error {
  constructor(readonly nodes: number) {
    super(`a packet set needs more than ${nodes} nodes`);
  }
}

const AND = 1;
const OR = 2;
const DIFF = 3;
const TERMINAL_LEVEL = 0x7fff;
/**
 * Steps of work on one question before it counts as too entangled, a second or two of them. Rule by rule and pair by pair,
 * 50,000 generated rules take up to six million.
 */
const STEPS = 20_000_000;

/** One diagram: variables are levels from 0 (decided first); nodes live as long as it does. */
export class Diagram {
  private levels: Int16Array;
  private lows: Int32Array;
  private highs: Int32Array;
  private next: Int32Array;
  private buckets: Int32Array;
  private count = 2;
  private cacheKeyA: Int32Array;
  private cacheKeyB: Int32Array;
  private cacheResult: Int32Array;
  private cacheMask: number;
  private steps = 0;
  private readonly shares = new Map<Node, number>();

  /** @param budget how many nodes it may hold before `BudgetExceeded`. */
  constructor(private budget = 8_000_000) {
    const capacity = 1 << 12;
    this.levels = new Int16Array(capacity);
    this.lows = new Int32Array(capacity);
    this.highs = new Int32Array(capacity);
    this.next = new Int32Array(capacity);
    this.buckets = new Int32Array(capacity).fill(-1);
    this.levels[0] = TERMINAL_LEVEL;
    this.levels[1] = TERMINAL_LEVEL;
    const cacheSize = 1 << 13;
    this.cacheKeyA = new Int32Array(cacheSize).fill(-1);
    this.cacheKeyB = new Int32Array(cacheSize);
    this.cacheResult = new Int32Array(cacheSize);
    this.cacheMask = cacheSize - 1;
  }

  /** How many nodes it holds, the two terminals included. */
  get size(): number {
    return this.count;
  }

  /** Lets it hold at least this many nodes more than it does. */
  allow(nodes: number): void {
    this.budget = Math.max(this.budget, this.count + nodes);
  }

  /** Counts work from nothing again: a new question is asked. */
  beginQuestion(): void {
    this.steps = 0;
  }

  /** Counts work of whoever combines sets of this diagram, in about the time of one step of its own. */
  spend(steps: number): void {
    this.steps += steps;
    if (this.steps > STEPS) throw new BudgetExceeded(this.budget);
  }

  /** The part of all packets that a set holds, from 0 to 1. */
  share(node: Node): number {
    if (node <= FULL) return node;
    const known = this.shares.get(node);
    if (known !== undefined) return known;
    const made = (this.share(this.low(node)) + this.share(this.high(node))) / 2;
    this.shares.set(node, made);
    return made;
  }

  /** The variable a node decides; larger than any level for the terminals. */
  level(node: Node): number {
    return this.levels[node] as number;
  }

  low(node: Node): Node {
    return this.lows[node] as number;
  }

  high(node: Node): Node {
    return this.highs[node] as number;
  }

  /** The node that goes to `low` where variable `level` is 0 and to `high` where it is 1. */
  make(level: number, low: Node, high: Node): Node {
    if (low === high) return low;
    const bucket = hash3(level, low, high) & (this.buckets.length - 1);
    for (let node = this.buckets[bucket] as number; node >= 0; node = this.next[node] as number) {
      if (this.lows[node] === low && this.highs[node] === high && this.levels[node] === level) return node;
    }
    return this.insert(level, low, high);
  }

  and(a: Node, b: Node): Node {
    if (a === b || b === FULL) return a;
    if (a === FULL) return b;
    if (a === EMPTY || b === EMPTY) return EMPTY;
    return a < b ? this.apply(AND, a, b) : this.apply(AND, b, a);
  }

  or(a: Node, b: Node): Node {
    if (a === b || b === EMPTY) return a;
    if (a === EMPTY) return b;
    if (a === FULL || b === FULL) return FULL;
    return a < b ? this.apply(OR, a, b) : this.apply(OR, b, a);
  }

  /** What is in `a` and not in `b`. */
  diff(a: Node, b: Node): Node {
    if (a === EMPTY || b === FULL || a === b) return EMPTY;
    if (b === EMPTY) return a;
    return this.apply(DIFF, a, b);
  }

  not(a: Node): Node {
    return this.diff(FULL, a);
  }

  /** The union of many sets, folded as a balanced tree. */
  union(nodes: readonly Node[]): Node {
    if (nodes.length === 0) return EMPTY;
    let layer = nodes;
    while (layer.length > 1) {
      const above: Node[] = [];
      for (let index = 0; index < layer.length; index += 2) {
        above.push(this.or(layer[index] as Node, layer[index + 1] ?? EMPTY));
      }
      layer = above;
    }
    return layer[0] as Node;
  }

  /** Whether the packet whose variable `level` is `bit(level)` is in the set. */
  holds(node: Node, bit: (level: number) => boolean): boolean {
    let at = node;
    while (at > 1) at = (bit(this.levels[at] as number) ? this.highs[at] : this.lows[at]) as number;
    return at === FULL;
  }

  private apply(operation: number, a: Node, b: Node): Node {
    const slot = hash3(operation, a, b) & this.cacheMask;
    const keyB = b * 4 + operation;
    if (this.cacheKeyA[slot] === a && this.cacheKeyB[slot] === keyB) return this.cacheResult[slot] as number;
    if (++this.steps > STEPS) throw new BudgetExceeded(this.budget);
    const levelA = this.levels[a] as number;
    const levelB = this.levels[b] as number;
    const level = Math.min(levelA, levelB);
    const lowA = (levelA === level ? this.lows[a] : a) as number;
    const highA = (levelA === level ? this.highs[a] : a) as number;
    const lowB = (levelB === level ? this.lows[b] : b) as number;
    const highB = (levelB === level ? this.highs[b] : b) as number;
    let result: Node;
    if (operation === AND) result = this.make(level, this.and(lowA, lowB), this.and(highA, highB));
    else if (operation === OR) result = this.make(level, this.or(lowA, lowB), this.or(highA, highB));
    else result = this.make(level, this.diff(lowA, lowB), this.diff(highA, highB));
    const place = hash3(operation, a, b) & this.cacheMask; // the cache may have grown below
    this.cacheKeyA[place] = a;
    this.cacheKeyB[place] = keyB;
    this.cacheResult[place] = result;
    return result;
  }

  private insert(level: number, low: Node, high: Node): Node {
    if (this.count === this.levels.length) this.grow();
    const node = this.count++;
    if (node >= this.budget) throw new BudgetExceeded(this.budget);
    this.levels[node] = level;
    this.lows[node] = low;
    this.highs[node] = high;
    const bucket = hash3(level, low, high) & (this.buckets.length - 1);
    this.next[node] = this.buckets[bucket] as number;
    this.buckets[bucket] = node;
    return node;
  }

  private grow(): void {
    const capacity = this.levels.length * 2;
    const copy = <T extends Int16Array | Int32Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.levels = copy(this.levels, new Int16Array(capacity));
    this.lows = copy(this.lows, new Int32Array(capacity));
    this.highs = copy(this.highs, new Int32Array(capacity));
    this.next = new Int32Array(capacity);
    this.buckets = new Int32Array(capacity).fill(-1);
    for (let node = 2; node < this.count; node++) {
      const bucket = hash3(this.level(node), this.low(node), this.high(node)) & (capacity - 1);
      this.next[node] = this.buckets[bucket] as number;
      this.buckets[bucket] = node;
    }
    const cacheSize = Math.min(capacity * 2, 1 << 20);
    if (cacheSize > this.cacheKeyA.length) {
      this.cacheKeyA = new Int32Array(cacheSize).fill(-1);
      this.cacheKeyB = new Int32Array(cacheSize);
      this.cacheResult = new Int32Array(cacheSize);
      this.cacheMask = cacheSize - 1;
    }
  }
}

/** Mixes three integers; the low bits are used as a table index. */
function hash3(a: number, b: number, c: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
