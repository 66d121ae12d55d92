/** `nat` in an object: section 2 of the table, in an order of its own (reference/cisco.md 5.1). */
import { countOf, rangesOf } from "./nat-ranges.js";
import { type NatSite, natWords, readMapped, readObjectPorts, readOptions, readSides, unclear } from "./nat-words.js";
import type { ObjectNat } from "./objects.js";
import type { Translation, Unclear } from "./translation.js";

/** All of them: static before dynamic, then fewer addresses, the lower address, the name (trap 53). */
export function objectTranslations(nat: readonly ObjectNat[], site: NatSite): (Translation | Unclear)[] {
  const read = nat.map((one) => ({ object: one.object, translation: readOne(one, site) }));
  return read
    .sort((a, b) => orderOf(a.translation) - orderOf(b.translation) || compare(a, b))
    .map(({ translation }) => translation);
}

function orderOf(one: Translation | Unclear): number {
  if (!("real" in one)) return 0;
  return one.mapped.kind === "dynamic" ? 2 : 1;
}

interface Sorted {
  readonly object: string;
  readonly translation: Translation | Unclear;
}

function compare(a: Sorted, b: Sorted): number {
  const [one, other] = [keyOf(a), keyOf(b)];
  const count = Number(one.count > other.count) - Number(one.count < other.count);
  const first = Number(one.first > other.first) - Number(one.first < other.first);
  return count || first || Number(a.object > b.object) - Number(a.object < b.object);
}

function keyOf({ translation }: Sorted): { count: bigint; first: bigint } {
  const real = "real" in translation && translation.real !== "any" ? translation.real : [];
  return { count: countOf(real), first: BigInt(real[0]?.from ?? 0) };
}

function readOne({ object, line }: ObjectNat, site: NatSite): Translation | Unclear {
  const cursor = natWords(line);
  const sides = readSides(cursor);
  site.context.mark(line, "modelled");
  const real = rangesOf(object, site.groups);
  if (real === undefined || real.length !== 1)
    return unclear(line, sides, `which addresses the translation of ${object} is about is not in the file`);
  const kind = cursor.peek();
  cursor.skip(1);
  const mapped = kind === "static" || kind === "dynamic" ? readMapped(kind, cursor, real, sides, site) : undefined;
  const ports = cursor.peek() === "service" ? readObjectPorts(cursor) : undefined;
  const options = readOptions(cursor);
  if (mapped === undefined || options === undefined) {
    site.context.unknown(line, "object nat", { scope: "match" });
    return unclear(line, sides, `the translation of ${object} is not understood`);
  }
  return {
    id: `object ${object}`,
    line,
    ...sides,
    real,
    mapped,
    ...(ports === undefined ? {} : { ports }),
    isObject: true,
    ...options,
  };
}
