/** The words of `nat` statements, in objects and by themselves (reference/cisco.md 5.1). */
import { readIPv4, readIPv6 } from "../../../../src/packets/address.js";
import { readPort } from "../../names.js";
import type { CiscoLine } from "../../tree.js";
import { wordsOf } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import { named } from "./address.js";
import { Cursor } from "./cursor.js";
import type { Groups } from "./groups.js";
import type { AsaInterface } from "./interface-draft.js";
import type { Names } from "./names.js";
import { type Addresses, countOf, expressionOf, likeReal, type Range, rangesOf } from "./nat-ranges.js";
import type { Mapped, Ports, Translation, Unclear } from "./translation.js";

export interface NatSite {
  readonly context: CiscoContext;
  readonly groups: Groups;
  readonly names: Names;
  readonly interfaces: ReadonlyMap<string, AsaInterface>;
}

type Sides = Pick<Translation, "realInterface" | "mappedInterface">;

/** `(real,mapped)`, where it is written. */
export function readSides(cursor: Cursor): Sides {
  const [, real, mapped] = /^\(([^,]+),([^)]+)\)$/.exec(cursor.peek() ?? "") ?? [];
  if (real === undefined || mapped === undefined) return {};
  cursor.skip(1);
  return {
    ...(real === "any" ? {} : { realInterface: real }),
    ...(mapped === "any" ? {} : { mappedInterface: mapped }),
  };
}

/** Why a translation is not computed, for the interfaces that it is about. */
export function unclear(line: CiscoLine, sides: Sides, reason: string, enabled = true): Unclear {
  const { realInterface, mappedInterface } = sides;
  const isWide = realInterface === undefined || mappedInterface === undefined;
  return { line, reason, enabled, ...(isWide ? {} : { interfaces: [realInterface, mappedInterface] }) };
}

/** Behind `static`: `interface`, an address, an object; behind `dynamic`: `POOL interface`, `pat-pool POOL …`. Real addresses decide sizes. */
export function readMapped(
  kind: "static" | "dynamic",
  cursor: Cursor,
  real: Addresses,
  sides: Sides,
  site: NatSite,
): Mapped | undefined {
  return kind === "static" ? readStatic(cursor, real, sides, site) : readDynamic(cursor, sides, site);
}

function readStatic(cursor: Cursor, real: Addresses, sides: Sides, site: NatSite): Mapped | undefined {
  const word = cursor.peek();
  if (word === undefined) return undefined;
  cursor.skip(1);
  if (word === "any") return { kind: "static", to: "any" };
  if (word === "interface") {
    const own = interfaceRange(sides.mappedInterface, site);
    return own === undefined ? { kind: "unknown" } : { kind: "static", to: [own] };
  }
  const ranges = rangesOf(word, site.groups) ?? inline(word, real, site);
  return ranges && { kind: "static", to: ranges };
}

/** An address in place of an object stands for as many as the real ones are. */
function inline(word: string, real: Addresses, site: NatSite): readonly Range[] | undefined {
  const [first] = hostRange(word, site) ?? [];
  return first === undefined || real === "any" ? undefined : likeReal(first, real);
}

function hostRange(word: string, { names }: NatSite): readonly Range[] | undefined {
  const address = named(word, names);
  const v4 = readIPv4(address);
  if (v4 !== undefined) return [{ kind: "range4", from: v4, to: v4 }];
  const v6 = readIPv6(address);
  return v6 === undefined ? undefined : [{ kind: "range6", from: v6, to: v6 }];
}

const POOL_OPTIONS: ReadonlySet<string> = new Set([
  "round-robin",
  "extended",
  "flat",
  "include-reserve",
  "block-allocation",
]);

function readDynamic(cursor: Cursor, sides: Sides, site: NatSite): Mapped | undefined {
  const isPool = cursor.peek() === "pat-pool";
  if (isPool) cursor.skip(1);
  const word = cursor.peek();
  if (word === undefined) return undefined;
  cursor.skip(1);
  const own = () => interfaceRange(sides.mappedInterface, site);
  if (word === "interface") {
    const address = own();
    if (cursor.peek() === "ipv6") cursor.skip(1);
    return { kind: "dynamic", to: address, shared: true };
  }
  const ranges = rangesOf(word, site.groups) ?? hostRange(word, site);
  if (ranges === undefined) return undefined;
  while (POOL_OPTIONS.has(cursor.peek() ?? "")) cursor.skip(1);
  const isFallback = cursor.peek() === "interface";
  if (isFallback) cursor.skip(1);
  const address = isFallback ? own() : undefined;
  if (isFallback && address === undefined) return { kind: "dynamic", to: undefined, shared: false };
  while (POOL_OPTIONS.has(cursor.peek() ?? "")) cursor.skip(1);
  const to = expressionOf([...ranges, ...(address === undefined ? [] : [address])]);
  return { kind: "dynamic", to, shared: isPool || countOf(ranges) === 1n };
}

/** The address of the interface of the mapped side. */
export function interfaceRange(id: string | undefined, { interfaces }: NatSite): Range | undefined {
  const found = id === undefined ? undefined : interfaces.get(id)?.interface;
  const own = found?.addresses.find(({ family }) => family === 4);
  if (own === undefined || typeof own.address === "bigint" || found?.addressDoubt !== undefined) return undefined;
  return { kind: "range4", from: own.address, to: own.address, at: own.at };
}

/** Options that change nothing of what is translated. */
const HARMLESS: ReadonlySet<string> = new Set(["dns", "no-proxy-arp", "net-to-net"]);

/** What stands at the end of a statement. `undefined` when a word is not understood. */
export function readOptions(
  cursor: Cursor,
): Pick<Translation, "unidirectional" | "routeLookup" | "enabled"> | undefined {
  const options = { unidirectional: false, routeLookup: false, enabled: true };
  for (let word = cursor.peek(); word !== undefined; word = cursor.peek()) {
    cursor.skip(1);
    if (word === "description") break;
    if (word === "unidirectional") options.unidirectional = true;
    else if (word === "route-lookup") options.routeLookup = true;
    else if (word === "inactive") options.enabled = false;
    else if (!HARMLESS.has(word)) return undefined;
  }
  return options;
}

/** `service tcp REAL MAPPED` in an object: the port of the host and the one it is published with. */
export function readObjectPorts(cursor: Cursor): { before: Ports; after: Ports } | undefined {
  const [word, real = "", mapped = ""] = [cursor.peek(1), cursor.peek(2), cursor.peek(3)];
  const protocol = { tcp: 6, udp: 17, sctp: 132 }[word ?? ""];
  if (protocol === undefined) return undefined;
  const [from, to] = [readPort(real, protocol, "asa"), readPort(mapped, protocol, "asa")];
  if (from === undefined || to === undefined) return undefined;
  cursor.skip(4);
  return { before: { protocol, source: [{ from, to: from }] }, after: { protocol, source: [{ from: to, to }] } };
}

/** The words behind `nat`. */
export function natWords(line: CiscoLine): Cursor {
  return new Cursor(wordsOf(line), 1);
}
