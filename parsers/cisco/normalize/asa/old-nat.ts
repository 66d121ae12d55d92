/** The translation table of an ASA up to release 8.2, in the order the device looks through it (reference/cisco.md 3.5, 5.1). */
import type { AddressExpression, PortRange } from "../../../../src/model/expression.js";
import type { Rule } from "../../../../src/model/rule.js";
import type { CiscoLine } from "../../tree.js";
import type { AccessList } from "./access-lists.js";
import type { AsaInterface } from "./interface-draft.js";
import { type Addresses, countOf, expressionOf, likeReal, type Range, rangesIn } from "./nat-ranges.js";
import type { NatSite } from "./nat-words.js";
import { unclear } from "./nat-words.js";
import {
  type LocalAddresses,
  type Pool,
  portsOf,
  readLocalAddresses,
  readPool,
  readStaticLine,
  type StaticLine,
} from "./old-nat-lines.js";
import { type AsaStatements, isNegated } from "./statements.js";
import type { Mapped, Ports, Translation, Unclear } from "./translation.js";

/** Addresses that are to be translated, and no pool on the interface that they leave by. */
export interface Unserved extends Pick<Translation, "line" | "real" | "far" | "ports"> {
  readonly realInterface: string;
  readonly mappedInterface: string;
}

export interface OldNat {
  readonly table: readonly (Translation | Unclear)[];
  /** The same, with what no pool serves, each at its place. */
  readonly whole: readonly (Translation | Unclear | Unserved)[];
}

export interface OldNatSite extends NatSite {
  readonly lists: ReadonlyMap<string, AccessList>;
}

/** Exemptions, static translations, dynamic ones with a policy: each in the order of the file; then the others, the closest first. */
export function oldTranslations(statements: AsaStatements, site: OldNatSite): OldNat {
  const locals = linesOf("nat", statements, readLocalAddresses, site);
  const pools = linesOf("global", statements, readPool, site);
  const statics = linesOf("static", statements, readStaticLine, site);
  const isExempt = ({ id, addresses }: LocalAddresses) => id === 0 && "list" in addresses;
  const isPolicy = ({ id, addresses }: LocalAddresses) => id !== 0 && "list" in addresses;
  const plain = locals.filter(({ addresses }) => "range" in addresses).sort((a, b) => widthOf(a) - widthOf(b));
  const whole = [
    ...locals.filter(isExempt).flatMap((one) => exemptions(one, site)),
    ...statics.flatMap((one) => staticTranslations(one, site)),
    ...locals.filter(isPolicy).flatMap((one) => dynamicTranslations(one, pools, site)),
    ...plain.flatMap((one) => (one.id === 0 ? identities(one, site) : dynamicTranslations(one, pools, site))),
  ];
  doubtFarSides(statics, whole, site);
  return { whole, table: whole.flatMap((one) => ("mapped" in one || "reason" in one ? [one] : [])) };
}

/** The statements that stand at the end: `no` takes the one away that it repeats. */
function linesOf<Read>(
  word: string,
  statements: AsaStatements,
  read: (line: CiscoLine, site: NatSite) => Read | undefined,
  site: OldNatSite,
): Read[] {
  const kept: { line: CiscoLine; one: Read | undefined }[] = [];
  for (const line of statements.of(word)) {
    site.context.mark(line, "modelled");
    const index = isNegated(line) ? kept.findIndex((other) => line.text.slice(3) === other.line.text) : -1;
    if (index >= 0) kept.splice(index, 1);
    else kept.push({ line, one: isNegated(line) ? undefined : read(line, site) });
  }
  return kept.flatMap(({ line, one }) => {
    if (one === undefined) site.context.unknown(line, "nat", { scope: "device" });
    return one === undefined ? [] : [one];
  });
}

function widthOf({ addresses }: LocalAddresses): number {
  return "range" in addresses ? Number(countOf([addresses.range])) : 0;
}

/** What one entry of a list says of packets from the real side. */
interface Policy extends Pick<Translation, "far"> {
  readonly real: Addresses;
  readonly ports?: Ports;
}

/** `undefined` for what cannot stand in a policy: entries that deny, hold at times, or name more than can be told in ranges. */
function policiesOf(name: string, { lists, groups }: OldNatSite): Policy[] | undefined {
  const rules = lists.get(name)?.rules;
  if (rules === undefined || rules.length === 0) return undefined;
  const read = rules.map((rule): Policy | undefined => {
    const { source, destination } = rule.match;
    const real = addressesOf(source, groups);
    const far = addressesOf(destination, groups);
    const ports = portsIn(rule);
    const isPlain = rule.action === "permit" && rule.enabled && rule.doubts === undefined;
    if (!isPlain || real === undefined || far === undefined || ports === "unclear") return undefined;
    return {
      real,
      ...(far === "any" ? {} : { far: expressionOf(far) }),
      ...(ports === undefined ? {} : { ports }),
    };
  });
  return read.some((one) => one === undefined) ? undefined : read.flatMap((one) => one ?? []);
}

function addressesOf(expression: AddressExpression, groups: NatSite["groups"]): Addresses | undefined {
  return expression.kind === "any" ? "any" : rangesIn(expression, groups);
}

function portsIn({ match: { service } }: Rule): Ports | "unclear" | undefined {
  if (service.kind === "any") return undefined;
  if (service.kind === "protocol" && (service.protocol === 6 || service.protocol === 17))
    return { protocol: service.protocol };
  if (service.kind !== "ports" || service.flags !== undefined) return "unclear";
  const { protocol, source, destination } = service;
  return { protocol, ...(source ? { source } : {}), ...(destination ? { destination } : {}) };
}

/** Interfaces that packets from this one are translated towards: those of lower and equal levels, with `outside` all. */
function towards(id: string, outside: boolean, { interfaces }: OldNatSite): AsaInterface[] {
  const level = interfaces.get(id)?.level ?? 0;
  return [...interfaces.values()].filter((one) => one.forwards && (outside || one.level <= level));
}

/** `nat (IF) 0 access-list NAME`: the addresses stay, and packets from the other side may open sessions to them. */
function exemptions(one: LocalAddresses, site: OldNatSite): (Translation | Unclear)[] {
  const name = "list" in one.addresses ? one.addresses.list : "";
  const policies = policiesOf(name, site);
  // Ports cannot be told apart here: an entry that names some is about none of them, or about all.
  if (policies === undefined || policies.some(({ ports }) => ports !== undefined))
    return [unclear(one.line, {}, `which packets ${name} exempts from translation is not computed`)];
  const near = towards(one.interface, one.outside, site);
  const isEverywhere = near.length === [...site.interfaces.values()].filter(({ forwards }) => forwards).length;
  const places = isEverywhere ? [undefined] : near.map(({ interface: { id } }) => id);
  return policies.flatMap(({ real, far }, index) =>
    places.map((mappedInterface) => ({
      id: `nat ${one.line.number} entry ${index + 1}${mappedInterface === undefined ? "" : ` to ${mappedInterface}`}`,
      line: one.line,
      realInterface: one.interface,
      ...(mappedInterface === undefined ? {} : { mappedInterface }),
      real,
      mapped: { kind: "static" as const, to: real },
      ...(far === undefined ? {} : { far }),
      unidirectional: false,
      routeLookup: true,
      enabled: true,
    })),
  );
}

function staticTranslations(one: StaticLine, site: OldNatSite): (Translation | Unclear)[] {
  const { line, realInterface, mappedInterface, real } = one;
  const failed = (what: string) => [unclear(line, { realInterface, mappedInterface }, what)];
  const base = { line, realInterface, mappedInterface, unidirectional: false, routeLookup: false, enabled: true };
  if ("range" in real) {
    const ports = portsOf(one);
    const mapped: Mapped = one.mapped === undefined ? { kind: "unknown" } : { kind: "static", to: [one.mapped] };
    return [{ ...base, id: `static ${line.number}`, real: [real.range], mapped, ...(ports ? { ports } : {}) }];
  }
  const policies = policiesOf(real.list, site);
  const made = policies?.map((policy, index) => policyStatic(one, policy, index + 1));
  if (made === undefined || made.some((each) => each === undefined))
    return failed(`which packets ${real.list} chooses for this translation is not computed`);
  return made.flatMap((each) => (each === undefined ? [] : [{ ...base, ...each }]));
}

/** `static (REAL,MAPPED) MAPPED access-list NAME`: sources of the list are the real addresses. */
function policyStatic(
  { line, mapped, ports: published }: StaticLine,
  { real, far, ports }: Policy,
  number: number,
): Pick<Translation, "id" | "real" | "mapped" | "far" | "ports"> | undefined {
  const [first] = real === "any" ? [] : real;
  const to = first === undefined || mapped === undefined ? undefined : likeReal(mapped, [first]);
  if (real === "any" || real.length !== 1 || to === undefined) return undefined;
  const one = {
    id: `static ${line.number} entry ${number}`,
    real,
    mapped: { kind: "static", to } as const,
    ...(far === undefined ? {} : { far }),
  };
  if (published === undefined)
    return { ...one, ...(ports === undefined ? {} : { ports: { before: ports, after: ports } }) };
  const own = ports?.source;
  if (ports?.protocol !== published.protocol || own === undefined || !isOne(own)) return undefined;
  const source = [{ from: published.mapped, to: published.mapped }];
  return { ...one, ports: { before: ports, after: { ...ports, source } } };
}

function isOne([first, ...others]: readonly PortRange[]): boolean {
  return first !== undefined && others.length === 0 && first.from === first.to;
}

/** `nat (IF) ID …` with the pools of its number: first those that give each host an address, then those that share one. */
function dynamicTranslations(
  one: LocalAddresses,
  pools: readonly Pool[],
  site: OldNatSite,
): (Translation | Unclear | Unserved)[] {
  const { line, addresses } = one;
  const policies = "list" in addresses ? policiesOf(addresses.list, site) : [{ real: [addresses.range] }];
  if (policies === undefined)
    return [unclear(line, {}, "which packets this translation chooses by its list is not computed")];
  return towards(one.interface, one.outside, site).flatMap(({ interface: { id }, level }) => {
    const own = pools.filter((pool) => pool.interface === id && pool.id === one.id);
    const isDown = level < (site.interfaces.get(one.interface)?.level ?? 0);
    if (own.length === 0 && !isDown) return [];
    return policies.map(({ real, far, ports }: Policy, index): Translation | Unserved => {
      const place = {
        line,
        realInterface: one.interface,
        mappedInterface: id,
        real,
        ...(far === undefined ? {} : { far }),
        ...(ports === undefined ? {} : { ports: { before: ports, after: ports } }),
      };
      if (own.length === 0) return place;
      const name = `nat ${line.number}${policies.length === 1 ? "" : ` entry ${index + 1}`} to ${id}`;
      const options = { unidirectional: false, routeLookup: true, enabled: true };
      return { ...place, id: name, mapped: poolOf(own), ...options };
    });
  });
}

function poolOf(pools: readonly Pool[]): Mapped {
  const ranges = pools.flatMap(({ range }): Range[] => (range === undefined ? [] : [range]));
  const isKnown = ranges.length === pools.length;
  return {
    kind: "dynamic",
    to: isKnown ? expressionOf(ranges) : undefined,
    shared: pools.every(({ shared }) => shared),
  };
}

/** `nat (IF) 0 ADDRESS MASK`: the addresses stay, for sessions that their hosts open. */
function identities(one: LocalAddresses, site: OldNatSite): Translation[] {
  const { line, addresses } = one;
  const range = "range" in addresses ? addresses.range : undefined;
  if (range === undefined) return [];
  return towards(one.interface, one.outside, site).map(({ interface: { id } }) => ({
    id: `nat ${line.number} to ${id}`,
    line,
    realInterface: one.interface,
    mappedInterface: id,
    real: [range],
    mapped: { kind: "static", to: [range] },
    unidirectional: true,
    routeLookup: true,
    enabled: true,
  }));
}

/** Where the far end is translated too, which of its addresses a policy names is not told. */
function doubtFarSides(
  statics: readonly StaticLine[],
  whole: readonly (Translation | Unclear | Unserved)[],
  { interfaces, context }: OldNatSite,
): void {
  const levelOf = (id: string) => interfaces.get(id)?.level ?? 0;
  const turned = statics.find((one) => levelOf(one.realInterface) < levelOf(one.mappedInterface));
  if (turned === undefined || !whole.some((one) => "far" in one && one.far !== undefined)) return;
  const reason = "a policy of another translation may name the far end by either of its addresses";
  context.doubt(reason, turned.line, { scope: "device" });
}
