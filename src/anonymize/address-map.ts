/** Addresses replaced so that what contained what still does: the tree of prefixes keeps its shape, its branches are swapped. */
import { createHmac } from "node:crypto";

export type Family = 4 | 6;

/** `whole`: its addresses stay as they are. Left out: it stays where it is, and what lies in it is replaced. */
interface SpecialBlock {
  readonly value: bigint;
  readonly length: number;
  readonly whole?: true;
}

/** An IPv4 block by its first two octets and, where it has more, the third. */
function block4(first: number, second: number, length: number, third = 0): SpecialBlock {
  return { value: BigInt(((first << 24) | (second << 16) | (third << 8)) >>> 0), length };
}

function block6(top: bigint, length: number): SpecialBlock {
  return { value: top << 96n, length };
}

/**
 * Blocks with a meaning of their own (RFC 6890 and the registries of IANA): private ones stay private, and an address of
 * the public internet stays one. "This network", loopback, link-local, multicast and broadcast stay as they are.
 */
const SPECIAL: Readonly<Record<Family, readonly SpecialBlock[]>> = {
  4: [
    { ...block4(0, 0, 8), whole: true },
    { ...block4(127, 0, 8), whole: true },
    { ...block4(169, 254, 16), whole: true },
    { ...block4(224, 0, 3), whole: true },
    block4(10, 0, 8),
    block4(172, 16, 12),
    block4(192, 168, 16),
    block4(100, 64, 10),
    block4(192, 0, 24, 2),
    block4(198, 51, 24, 100),
    block4(203, 0, 24, 113),
    block4(198, 18, 15),
  ],
  6: [
    { value: 0n, length: 64, whole: true },
    { ...block6(0xfe800000n, 10), whole: true },
    { ...block6(0xff000000n, 8), whole: true },
    block6(0xfc000000n, 8),
    block6(0xfd000000n, 8),
    block6(0x20010db8n, 32),
    block6(0x20010000n, 32),
    block6(0x20020000n, 16),
    block6(0x20000000n, 3),
  ],
};

/** Networks of this length are taken to be meant by an address that stands alone. */
const USUAL_LENGTH: Readonly<Record<Family, number>> = { 4: 24, 6: 64 };

/** No network without its length beside it is shorter: classes of IPv4 begin there. */
const SHORTEST: Readonly<Record<Family, number>> = { 4: 8, 6: 16 };

/** Two addresses side by side that share less are taken to be a range only where a word says so. */
const USUAL_RANGE: Readonly<Record<Family, number>> = { 4: 16, 6: 48 };

/**
 * One family. Everything has to be learnt before the first address is mapped.
 *
 * A bit is flipped or not by the bits before it (the scheme of Crypto-PAn), so that two addresses share as many leading bits
 * after as before. Where a network, its broadcast address or the ends of a range have to stay what they are, nothing is
 * flipped on the way to them: a range is then the same range moved.
 */
export class AddressMap {
  private readonly bits: bigint;
  private readonly frozen = new Set<string>();
  /** How the bit of a node is drawn; undefined where it has to stay. */
  private readonly drawn = new Map<string, boolean | undefined>();

  constructor(
    private readonly family: Family,
    private readonly key: string,
  ) {
    this.bits = family === 4 ? 32n : 128n;
  }

  /** An address, with the length of its network where one stands beside it. */
  learn(address: bigint, length?: number): void {
    const lengths = [USUAL_LENGTH[this.family], ...(length === undefined ? [] : [length])];
    for (const one of lengths) this.keepNetwork(address, one);
    // What ends with zeros may be a network of any length from there on: it ends with as many after. Shorter ones stand with theirs.
    let zeros = 0;
    while (zeros < this.bits && ((address >> BigInt(zeros)) & 1n) === 0n) zeros++;
    this.freeze(address, Math.max(SHORTEST[this.family], Number(this.bits) - zeros));
  }

  /** A range stays one: no flip below what both ends share, on the way to either. @param isSaid whether a word says that it is one. */
  learnRange(low: bigint, high: bigint, isSaid: boolean): void {
    let shared = 0;
    while (shared < this.bits && this.prefix(low, shared + 1) === this.prefix(high, shared + 1)) shared++;
    if (!isSaid && shared < USUAL_RANGE[this.family]) return;
    this.freeze(low, shared);
    this.freeze(high, shared);
  }

  map(address: bigint): bigint {
    let mapped = 0n;
    let isFirst = true;
    for (let depth = 0; depth < this.bits; depth++) {
      const bit = (address >> (this.bits - 1n - BigInt(depth))) & 1n;
      const drawn = this.drawnAt(address, depth);
      // The first bit that is free always goes: no address comes out as itself by chance.
      const isFlipped = drawn !== undefined && (isFirst || drawn);
      if (drawn !== undefined) isFirst = false;
      mapped = (mapped << 1n) | (isFlipped ? 1n - bit : bit);
    }
    return mapped;
  }

  private keepNetwork(address: bigint, length: number): void {
    const host = (1n << (this.bits - BigInt(length))) - 1n;
    this.freeze(address & ~host, length);
    this.freeze(address | host, length);
  }

  private freeze(address: bigint, from: number): void {
    for (let depth = Number(this.bits) - 1; depth >= from; depth--) {
      this.frozen.add(`${depth}:${this.prefix(address, depth)}`);
    }
  }

  private prefix(address: bigint, length: number): bigint {
    return address >> (this.bits - BigInt(length));
  }

  private drawnAt(address: bigint, depth: number): boolean | undefined {
    const prefix = this.prefix(address, depth);
    const node = `${depth}:${prefix}`;
    if (this.drawn.has(node)) return this.drawn.get(node);
    const isFree = !this.frozen.has(node) && SPECIAL[this.family].every((block) => this.isFreeOf(block, prefix, depth));
    const digest = createHmac("sha256", this.key).update(`address ${this.family} ${node}`).digest();
    const drawn = isFree ? ((digest[0] ?? 0) & 1) === 1 : undefined;
    this.drawn.set(node, drawn);
    return drawn;
  }

  /** Nothing is flipped on the way to a special block, nor in one that stays whole. */
  private isFreeOf({ value, length, whole }: SpecialBlock, prefix: bigint, depth: number): boolean {
    if (depth < length) return this.prefix(value, depth) !== prefix;
    return whole !== true || prefix >> BigInt(depth - length) !== this.prefix(value, length);
  }
}

/** Ones then zeros, or zeros then ones: a mask, which stays. */
export function isMask(value: number): boolean {
  const inverse = ~value >>> 0;
  const isRun = (bits: number) => (bits & (bits + 1)) >>> 0 === 0;
  return isRun(value) || isRun(inverse);
}
