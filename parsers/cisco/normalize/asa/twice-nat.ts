/** `nat … source … [destination …]`: sections 1 and 3 of the table, in the order of the file (reference/cisco.md 5.1). */
import type { CiscoLine } from "../../tree.js";
import type { Cursor } from "./cursor.js";
import { type Addresses, rangesOf } from "./nat-ranges.js";
import { interfaceRange, type NatSite, natWords, readMapped, readOptions, readSides, unclear } from "./nat-words.js";
import { type AsaStatements, isNegated } from "./statements.js";
import type { Ports, Translation, Unclear } from "./translation.js";

export interface TwiceNat {
  readonly first: readonly (Translation | Unclear)[];
  readonly afterAuto: readonly (Translation | Unclear)[];
}

/** A number behind the interfaces puts a statement in at that place; `no` takes one away. */
export function twiceTranslations(statements: AsaStatements, site: NatSite): TwiceNat {
  const sections: { line: CiscoLine; one: Translation | Unclear }[][] = [[], []];
  for (const line of statements.of("nat")) {
    site.context.mark(line, "modelled");
    if (isNegated(line)) {
      takeAway(sections, line, site);
      continue;
    }
    const cursor = natWords(line);
    const sides = readSides(cursor);
    const isAfter = cursor.peek() === "after-auto";
    if (isAfter) cursor.skip(1);
    const place = /^\d+$/.test(cursor.peek() ?? "") ? Number(cursor.peek()) : undefined;
    if (place !== undefined) cursor.skip(1);
    const section = sections[isAfter ? 1 : 0] ?? [];
    section.splice(place === undefined ? section.length : Math.max(0, place - 1), 0, {
      line,
      one: readOne(line, cursor, sides, site),
    });
  }
  const [first = [], after = []] = sections;
  return { first: first.map(({ one }) => one), afterAuto: after.map(({ one }) => one) };
}

/** What repeats no translation may mean any of those that stand. */
function takeAway(sections: readonly { line: CiscoLine }[][], line: CiscoLine, { context }: NatSite): void {
  const meant = sections.flatMap((section) => {
    const index = section.findIndex((one) => one.line.text === line.text.slice("no ".length));
    return index < 0 ? [] : [{ section, index }];
  });
  for (const { section, index } of meant) section.splice(index, 1);
  if (meant.length === 0 && sections.some(({ length }) => length > 0))
    context.unknown(line, "nat", { scope: "device" });
}

function readOne(
  line: CiscoLine,
  cursor: Cursor,
  sides: Pick<Translation, "realInterface" | "mappedInterface">,
  site: NatSite,
): Translation | Unclear {
  const isOff = cursor.words.includes("inactive") && !cursor.words.includes("description");
  const failed = (reason: string) => unclear(line, sides, reason, !isOff);
  const unknown = () => {
    site.context.unknown(line, "nat", { scope: "match" });
    return failed("this translation is not understood");
  };
  const kind = cursor.peek(1);
  if (cursor.peek() !== "source" || (kind !== "static" && kind !== "dynamic")) return unknown();
  const real = addresses(cursor.peek(2), site);
  if (real === undefined) return failed(`what ${cursor.peek(2)} of this translation holds is not in the file`);
  cursor.skip(3);
  const mapped = readMapped(kind, cursor, real, sides, site);
  if (mapped === undefined) return failed("what addresses become in this translation is not in the file");
  const destination = readDestination(cursor, sides, site);
  if (destination === "unclear") return failed("to which addresses packets of this translation go is not in the file");
  const ports = cursor.peek() === "service" ? readPorts(cursor, site) : undefined;
  if (ports === "unclear") return failed("which ports this translation is about is not computed");
  const options = readOptions(cursor);
  if (options === undefined) return unknown();
  return {
    id: `nat ${line.number}`,
    line,
    ...sides,
    real,
    mapped,
    ...(destination === undefined ? {} : { destination }),
    ...(ports === undefined ? {} : { ports }),
    ...options,
  };
}

/** `any` or an object; `undefined` where what it holds is not known. */
function addresses(word: string | undefined, { groups }: NatSite): Addresses | undefined {
  if (word === undefined) return undefined;
  return word === "any" ? "any" : rangesOf(word, groups);
}

/**
 * `destination static MAPPED REAL`: the order is not that of the source (reference/cisco.md 5.1). `interface` is the address of
 * the one where packets come in (Cisco ASA command reference: nat).
 */
function readDestination(
  cursor: Cursor,
  { realInterface }: Pick<Translation, "realInterface">,
  site: NatSite,
): Translation["destination"] | "unclear" | undefined {
  if (cursor.peek() !== "destination") return undefined;
  const own = cursor.peek(2) === "interface" ? interfaceRange(realInterface, site) : undefined;
  const [mapped, real] = [own ? [own] : addresses(cursor.peek(2), site), addresses(cursor.peek(3), site)];
  const isStatic = cursor.peek(1) === "static";
  cursor.skip(4);
  if (!isStatic || mapped === undefined || real === undefined) return "unclear";
  if (mapped === "any" || real === "any") return mapped === real ? { any: true } : "unclear";
  return { mapped, real };
}

/** `service REAL MAPPED`: objects with ports of one protocol. */
function readPorts(cursor: Cursor, site: NatSite): Translation["ports"] | "unclear" {
  const [before, after] = [portsOf(cursor.peek(1), site), portsOf(cursor.peek(2), site)];
  cursor.skip(3);
  if (before === undefined || after === undefined || before.protocol !== after.protocol) return "unclear";
  return { before, after };
}

function portsOf(name: string | undefined, { groups }: NatSite): Ports | undefined {
  const service = name === undefined || groups.kindOf(name) !== "service" ? undefined : groups.serviceOf(name);
  if (service?.kind !== "ports") return undefined;
  const { protocol, source, destination } = service;
  return { protocol, ...(source ? { source } : {}), ...(destination ? { destination } : {}) };
}
