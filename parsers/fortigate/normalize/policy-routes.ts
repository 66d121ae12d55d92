/** Rows that send packets another way than the routes say: `router policy`, and rules of SD-WAN that ask no route. */
import type { Interface, PolicyRouted } from "../../../src/model/device.js";
import type { DoubtId, Family } from "../../../src/model/expression.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import {
  DOMAIN4,
  DOMAIN6,
  type Domain,
  everything,
  type Intervals,
  normalize,
  subtract,
  union,
} from "../../../src/packets/intervals.js";
import { type Block, isEnabled, mayBeAbout, rowsOf, settingOf, textOf, valuesOf } from "../tree.js";
import { boundsOf6, prefixLengthOf, readIPv4, readPrefix4, readPrefix6 } from "./address-text.js";
import type { Context } from "./context.js";
import { ForeignRoutes } from "./foreign-routes.js";
import type { Steering } from "./steering.js";
import { rowsIn, tablesIn, type Vdom } from "./vdoms.js";

const SECTIONS = { 4: "router policy", 6: "router policy6" } as const;
/** What a row may say beside where packets come in and go to, and still be about all of these. */
const NARROWS_NOTHING = new Set(["input-device", "dst", "status", "action", "comments", "seq-num", "gateway"]);
/** Destinations that are not written as networks, or as those that are left out. */
const OTHER_DESTINATIONS = /^(?:dstaddr|dst-negate|internet-service-.*)$/;

type Addresses = Intervals<number | bigint>;

const DOMAINS: Readonly<Record<Family, Domain<number | bigint>>> = {
  4: DOMAIN4 as Domain<number | bigint>,
  6: DOMAIN6 as Domain<number | bigint>,
};

/** A row for packets of a family: at most these, by the doubt; where it leaves them to the routes, at least these. */
interface Row {
  /** Left out: by any. */
  readonly ingress: readonly string[] | undefined;
  readonly destinations: Addresses;
  /** Left out: the routes hold. */
  readonly doubt?: DoubtId;
}

/**
 * Tells the interfaces of a VDOM what rows may send elsewhere of what comes in by them. FortiOS asks them before the table
 * of routes, connected networks included; `action deny` ends the search, and the routes hold (Fortinet, administration
 * guide, policy routes). Sources and services of rows narrow it further and are not looked at.
 */
export function readPolicyRoutes(
  vdoms: readonly Vdom[],
  steering: ReadonlyMap<string, readonly Steering[]>,
  interfaces: Map<InterfaceId, Interface>,
  context: Context,
): void {
  for (const vdom of vdoms) {
    const rows = {
      4: [...rowsOfFamily(vdom, 4, interfaces, context)],
      6: [...rowsOfFamily(vdom, 6, interfaces, context)],
    };
    const others = (steering.get(vdom.name) ?? []).map(({ row, reason, instanceOf }) => ({
      doubt: context.doubt({ reason, scope: "match", at: context.rangeOf(row) }),
      foreign: instanceOf && foreignRoutes(vdom, interfaces, instanceOf),
    }));
    const anywhere = [...rulesOfWan(vdom, context).map((doubt) => ({ doubt, foreign: undefined })), ...others];
    for (const one of [...interfaces.values()].filter(({ router }) => router === vdom.name)) {
      const policyRouted = ([4, 6] as const).flatMap((family) => [
        ...partsOf(rows[family], one.id, family),
        ...anywhere.flatMap(({ doubt, foreign }) =>
          rangesOf(foreign ? foreign[family].before(one.id) : everything(DOMAINS[family]), family, doubt),
        ),
      ]);
      if (policyRouted.length > 0) interfaces.set(one.id, { ...one, policyRouted });
    }
  }
}

function foreignRoutes(
  vdom: Vdom,
  interfaces: ReadonlyMap<InterfaceId, Interface>,
  instanceOf: (id: InterfaceId) => string,
): Readonly<Record<Family, ForeignRoutes>> {
  const of = (family: Family) => new ForeignRoutes(vdom, interfaces.values(), instanceOf, family, DOMAINS[family]);
  return { 4: of(4), 6: of(6) };
}

function partsOf(rows: readonly Row[], ingress: InterfaceId, family: Family): PolicyRouted[] {
  const found: PolicyRouted[] = [];
  let settled: Addresses = [];
  for (const row of rows) {
    if (row.ingress !== undefined && !row.ingress.includes(ingress)) continue;
    const { destinations, doubt } = row;
    if (doubt === undefined) settled = union([settled, destinations], DOMAINS[family]);
    else found.push(...rangesOf(subtract(destinations, settled, DOMAINS[family]), family, doubt));
  }
  return found;
}

function rangesOf(addresses: Addresses, family: Family, doubt: DoubtId): PolicyRouted[] {
  return addresses.flatMap((from, index) => {
    const to = addresses[index + 1];
    return index % 2 === 0 && to !== undefined ? [{ family, from, to, doubt }] : [];
  });
}

function* rowsOfFamily(
  vdom: Vdom,
  family: Family,
  interfaces: ReadonlyMap<InterfaceId, Interface>,
  context: Context,
): Generator<Row> {
  for (const row of rowsIn(vdom.holders, SECTIONS[family])) {
    if (isOff(row)) continue;
    const ingress = ingressOf(row);
    const destinations = destinationsOf(row, family);
    if (leavesToRoutes(row)) {
      // What ends the search of some packets only ends it for none, as far as is said here.
      if (isPlain(row) && destinations !== undefined) yield { ingress, destinations };
      continue;
    }
    const reason = `row ${row.name} of "${SECTIONS[family]}" may send packets another way than the routes`;
    const doubt = context.doubt({ reason, scope: "match", at: context.rangeOf(row) });
    const isLost = ingress?.some((name) => !interfaces.has(name)) === true;
    const isOpen = isLost || isEnabled(row, "input-device-negate") || mayBeAbout(row, "input-device");
    yield {
      ingress: isOpen ? undefined : ingress,
      destinations: destinations ?? everything(DOMAINS[family]),
      doubt,
    };
  }
}

/** Whether a row takes packets from the routes. */
export function sendsElsewhere(row: Block): boolean {
  return !isOff(row) && !leavesToRoutes(row);
}

function isOff(row: Block): boolean {
  return textOf(row, "status") === "disable";
}

function leavesToRoutes(row: Block): boolean {
  return textOf(row, "action") === "deny";
}

function isPlain(row: Block): boolean {
  return (
    row.unknown.length === 0 &&
    row.settings.every(({ key, values: [value] }) => NARROWS_NOTHING.has(key) || value === "disable")
  );
}

/** The interfaces a row names; left out: it is about all. */
function ingressOf(row: Block): readonly string[] | undefined {
  const names = valuesOf(row, "input-device");
  return names.length === 0 || names.includes("any") ? undefined : names;
}

/** The networks a row is for; `undefined` where they are not written, or not so that they can be read. */
function destinationsOf(row: Block, family: Family): Addresses | undefined {
  const isOther = row.settings.some(({ key, values: [value] }) => OTHER_DESTINATIONS.test(key) && value !== "disable");
  if (isOther || mayBeAbout(row, "dst")) return undefined;
  const values = settingOf(row, "dst")?.values ?? [];
  if (values.length === 0) return everything(DOMAINS[family]);
  const pairs = (family === 4 ? networksOf(values) : values).map((text) => boundsOf(text, family));
  return pairs.every((pair) => pair !== undefined) ? normalize(pairs, DOMAINS[family]) : undefined;
}

/** `10.1.2.0 255.255.255.0` is one network; otherwise each word is one: `10.1.2.0/255.255.255.0`, `10.1.2.0/24`. */
function networksOf(values: readonly string[]): readonly string[] {
  return values.length === 2 && values.every((text) => !text.includes("/")) ? [values.join("/")] : values;
}

function boundsOf(text: string, family: Family): readonly [number | bigint, number | bigint] | undefined {
  if (family === 6) {
    const prefix = readPrefix6(text);
    const bounds = prefix && boundsOf6(prefix);
    return bounds && [bounds.from, bounds.to];
  }
  const [address = "", mask = ""] = text.split("/");
  const prefix = readPrefix4(readIPv4(mask) === undefined ? [text] : [address, mask]);
  if (prefix === undefined || prefixLengthOf(prefix.mask) === undefined) return undefined;
  return [(prefix.address & prefix.mask) >>> 0, (prefix.address | ~prefix.mask) >>> 0];
}

/**
 * Rules of SD-WAN that send packets to a member whatever the routes say, each as a doubt: such as have `default` and
 * `gateway` set. Others hold only where the best route leads to a member (Fortinet, SD-WAN guide, rules).
 */
function rulesOfWan(vdom: Vdom, context: Context): DoubtId[] {
  return ["system sdwan", "system virtual-wan-link"]
    .flatMap((section) => tablesIn(vdom.holders, section))
    .filter((table) => isEnabled(table, "status"))
    .flatMap((table) => rowsOf(table, "service"))
    .filter((row) => textOf(row, "status") !== "disable" && isEnabled(row, "default") && isEnabled(row, "gateway"))
    .map((row) => {
      const reason = `SD-WAN rule ${row.name} may send packets another way than the routes`;
      return context.doubt({ reason, scope: "match", at: context.rangeOf(row) });
    });
}
