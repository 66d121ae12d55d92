/** A JSON value in which whatever stands in more than one place is written once: large reports say most things many times. */

/**
 * Values by number. A reference is even for the leaf `reference / 2` and odd for the list or object `(reference - 1) / 2`; what a value
 * holds stands before it, so that one pass from the start makes them all.
 */
export interface SharedValues {
  readonly leaves: readonly (string | number | boolean | null)[];
  /** The keys of objects. */
  readonly shapes: readonly (readonly string[])[];
  /**
   * Lists and objects, one after the other: an object is the number of its shape and a reference for each of its keys, a list is -1, its
   * length and its references. References to lists and objects are told from where they stand, as `2 * (own number - number) + 1`: what
   * looks alike is then written alike, which compresses better.
   */
  readonly nodes: readonly number[];
  readonly root: number;
}

/** @param value JSON: keys of objects in the order in which they are to be found again; keys that are `undefined` are left out. */
export function shareValues(value: unknown): SharedValues {
  const leaves = numbering<SharedValues["leaves"][number], SharedValues["leaves"][number]>();
  const shapes = numbering<string, readonly string[]>();
  const nodes = sharedNodes();
  const referTo = (part: unknown): number => {
    if (typeof part !== "object" || part === null) return 2 * leaves.numberOf(leafOf(part), leafOf(part));
    const node: number[] = [];
    if (Array.isArray(part)) {
      node.push(-1, part.length);
      for (const item of part) node.push(referTo(item));
    } else {
      const keys = keysOf(part);
      node.push(shapes.numberOf(JSON.stringify(keys), keys));
      for (const key of keys) node.push(referTo(Reflect.get(part, key)));
    }
    return 2 * nodes.numberOf(node) + 1;
  };
  const root = referTo(value);
  return { leaves: leaves.all(), shapes: shapes.all(), nodes: nodes.all(), root };
}

function leafOf(part: unknown): SharedValues["leaves"][number] {
  return typeof part === "string" || typeof part === "number" || typeof part === "boolean" ? part : null;
}

function keysOf(part: object): string[] {
  const keys = Object.keys(part);
  return keys.some((key) => Reflect.get(part, key) === undefined)
    ? keys.filter((key) => Reflect.get(part, key) !== undefined)
    : keys;
}

/** Numbers from 0, the same for the same key. */
function numbering<K, T>() {
  const numbers = new Map<K, number>();
  const values: T[] = [];
  return {
    numberOf(key: K, value: T): number {
      const known = numbers.get(key);
      if (known !== undefined) return known;
      const number = values.push(value) - 1;
      numbers.set(key, number);
      return number;
    },
    all: (): readonly T[] => values,
  };
}

/** Numbers of lists of numbers, by a hash of what they hold: as keys of a map they would have to become text, which takes longest. */
function sharedNodes() {
  const known: (readonly number[])[] = [];
  const byHash = new Map<number, number[]>();
  return {
    numberOf(node: readonly number[]): number {
      let hash = node.length;
      for (const part of node) hash = (Math.imul(hash, 31) + part) | 0;
      const alike = byHash.get(hash);
      const found = alike?.find((number) => isSame(known[number], node));
      if (found !== undefined) return found;
      const number = known.push(node) - 1;
      if (alike === undefined) byHash.set(hash, [number]);
      else alike.push(number);
      return number;
    },
    all: (): number[] => known.flatMap((node, number) => fromWhereItStands(node, number)),
  };
}

function isSame(one: readonly number[] | undefined, other: readonly number[]): boolean {
  return one?.length === other.length && one.every((part, index) => part === other[index]);
}

function fromWhereItStands(node: readonly number[], number: number): number[] {
  const head = node[0] === -1 ? 2 : 1;
  return node.map((part, index) => (index < head || part % 2 === 0 ? part : 2 * (number - (part - 1) / 2) + 1));
}
