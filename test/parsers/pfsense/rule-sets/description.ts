/** Random firewalls as descriptions: what pfSense and OPNsense would be told, before it is written as a config.xml. */
import { fc } from "../../../seeded.js";

export const DOORS = ["wan", "lan", "opt1"] as const;
export type Door = (typeof DOORS)[number];

/** The first address of the network behind each door; 65,536 addresses each. The firewall has the one after it. */
export const NETWORKS: Readonly<Record<Door, number>> = { wan: 0xc6330000, lan: 0x0a010000, opt1: 0x0a020000 };
/** Interface groups, by the order in which they count. */
export const GROUPS: readonly (readonly [string, readonly Door[]])[] = [
  ["PLANT", ["lan", "opt1"]],
  ["OUTER", ["wan", "opt1"]],
];

export function ownAddress(door: Door): number {
  return NETWORKS[door] + 1;
}

export type AddressShape =
  | { readonly kind: "any" }
  | { readonly kind: "self" }
  | { readonly kind: "network"; readonly door: Door }
  | { readonly kind: "own"; readonly door: Door }
  | { readonly kind: "prefix"; readonly address: number; readonly length: number }
  /** An alias by its index. */
  | { readonly kind: "alias"; readonly index: number };

export interface End {
  readonly address: AddressShape;
  readonly negated: boolean;
}

/** Ports from `from` to `to`; as an alias, or as they are. */
export interface PortShape {
  readonly from: number;
  readonly to: number;
  readonly named: boolean;
}

/** Marks of packets. */
export type Mark = "PLANT" | "SITE";

/** Packets that have a mark, or that do not have it, which the new model of OPNsense cannot ask. */
export interface Asked {
  readonly mark: Mark;
  readonly not: boolean;
}

export interface RuleShape {
  readonly place: "floating" | "group" | "interface";
  /** Of the doors of a floating rule none means every one; others take the first, or the group of that index. */
  readonly doors: readonly Door[];
  readonly group: 0 | 1;
  readonly direction: "in" | "out" | "any";
  readonly quick: boolean;
  readonly action: "pass" | "block" | "reject" | "match";
  readonly protocol: "any" | "tcp" | "udp" | "tcp/udp" | "icmp";
  readonly source: End;
  readonly destination: End;
  readonly sourcePort: PortShape | undefined;
  readonly port: PortShape | undefined;
  readonly type: 0 | 8 | undefined;
  readonly anyFlags: boolean;
  readonly disabled: boolean;
  readonly atTimes: boolean;
  /** OPNsense: of the new model, with this sequence. */
  readonly modern: boolean;
  readonly sequence: number;
  readonly tag: Mark | undefined;
  readonly asks: Asked | undefined;
}

/** A forward of a port of WAN to a host. */
export interface ForwardShape {
  readonly protocol: "tcp" | "udp";
  readonly port: number;
  readonly target: number;
  readonly door: "lan" | "opt1";
  readonly localPort: number;
  readonly exempt: boolean;
  /** OPNsense only, as all marks of translations. */
  readonly tag: Mark | undefined;
  readonly asks: Mark | undefined;
}

export interface SiteShape {
  /** Prefixes of each alias; the last one holds the first as well. */
  readonly aliases: readonly (readonly { readonly address: number; readonly length: number }[])[];
  readonly rules: readonly RuleShape[];
  readonly forwards: readonly ForwardShape[];
  /** `static`: by a written rule that keeps ports. */
  readonly outbound: "automatic" | "disabled" | "static";
  /** Of the written outbound rule. */
  readonly outboundTag: Mark | undefined;
  readonly outboundAsks: Mark | undefined;
  readonly lockout: boolean;
}

const door = fc.constantFrom(...DOORS);
const address = fc.tuple(door, fc.constantFrom(0, 1, 2, 5, 255, 256, 511)).map(([of, host]) => NETWORKS[of] + host);

const prefix = fc.tuple(address, fc.constantFrom(16, 24, 29, 32)).map(([one, length]) => ({
  address: (one & (-1 << (32 - length))) >>> 0,
  length,
}));

const shape: fc.Arbitrary<AddressShape> = fc.oneof(
  fc.constantFrom({ kind: "any" as const }, { kind: "any" as const }, { kind: "self" as const }),
  fc.tuple(fc.constantFrom("network" as const, "own" as const), door).map(([kind, of]) => ({ kind, door: of })),
  prefix.map((one) => ({ kind: "prefix" as const, ...one })),
  fc.nat(2).map((index) => ({ kind: "alias" as const, index })),
);

const end: fc.Arbitrary<End> = fc
  .record({ address: shape, negated: fc.nat(4).map((one) => one === 0) })
  .map((one) => (one.address.kind === "any" ? { ...one, negated: false } : one));

const port: fc.Arbitrary<PortShape> = fc
  .record({
    from: fc.constantFrom(22, 80, 443, 502, 44818),
    more: fc.constantFrom(0, 0, 1, 20),
    named: fc.boolean(),
  })
  .map(({ from, more, named }) => ({ from, to: from + more, named }));

const mark = fc.constantFrom("PLANT" as const, "PLANT" as const, "SITE" as const);
const tag = seldom(mark);
const asks = seldom(fc.record({ mark, not: fc.nat(3).map((one) => one === 0) }));

/** One time in three. */
function seldom<T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.tuple(of, fc.nat(2)).map(([one, dice]) => (dice === 0 ? one : undefined));
}

const rule: fc.Arbitrary<RuleShape> = fc.record({
  place: fc.constantFrom("floating" as const, "group" as const, "interface" as const, "interface" as const),
  doors: fc.uniqueArray(door, { maxLength: 3 }),
  group: fc.constantFrom(0 as const, 1 as const),
  direction: fc.constantFrom("in" as const, "in" as const, "out" as const, "any" as const),
  quick: fc.boolean(),
  action: fc.constantFrom("pass" as const, "pass" as const, "block" as const, "reject" as const, "match" as const),
  protocol: fc.constantFrom(
    "any" as const,
    "tcp" as const,
    "tcp" as const,
    "udp" as const,
    "tcp/udp" as const,
    "icmp" as const,
  ),
  source: end,
  destination: end,
  sourcePort: fc.option(port, { nil: undefined, freq: 4 }),
  port: fc.option(port, { nil: undefined, freq: 2 }),
  type: fc.option(fc.constantFrom(0 as const, 8 as const), { nil: undefined }),
  anyFlags: fc.nat(5).map((one) => one === 0),
  disabled: fc.nat(7).map((one) => one === 0),
  atTimes: fc.nat(7).map((one) => one === 0),
  modern: fc.boolean(),
  sequence: fc.integer({ min: 1, max: 4 }),
  tag,
  asks,
});

const EVERYBODY: End = { address: { kind: "any" }, negated: false };

/** Of what everybody sends: among narrow rules alone hardly a packet meets two. */
const looseRule = rule.map(
  (one): RuleShape => ({
    ...one,
    protocol: "any",
    source: EVERYBODY,
    destination: EVERYBODY,
    sourcePort: undefined,
    port: undefined,
  }),
);

const forward: fc.Arbitrary<ForwardShape> = fc.record({
  protocol: fc.constantFrom("tcp" as const, "udp" as const),
  port: fc.constantFrom(80, 443, 502),
  target: fc.constantFrom(2, 5, 256),
  door: fc.constantFrom("lan" as const, "opt1" as const),
  localPort: fc.constantFrom(80, 502, 44818),
  exempt: fc.nat(5).map((one) => one === 0),
  tag,
  asks: tag,
});

const plainSite: fc.Arbitrary<SiteShape> = fc.record({
  aliases: fc.array(fc.array(prefix, { maxLength: 3 }), { minLength: 3, maxLength: 3 }),
  rules: fc.array(fc.oneof(rule, rule, looseRule), { maxLength: 10 }),
  forwards: fc.array(forward, { maxLength: 2 }),
  outbound: fc.constantFrom("automatic" as const, "disabled" as const, "static" as const),
  outboundTag: tag,
  outboundAsks: tag,
  lockout: fc.boolean(),
});

/** Half of them without marks: there every answer has to be the same. */
export const siteShape: fc.Arbitrary<SiteShape> = fc
  .tuple(plainSite, fc.constantFrom("none" as const, "none" as const, "rules" as const, "all" as const))
  .map(([site, marked]) => withMarks(site, marked));

const UNMARKED = { tag: undefined, asks: undefined };

/** `rules`: not those of translations. */
function withMarks(site: SiteShape, marked: "none" | "rules" | "all"): SiteShape {
  if (marked === "all") return site;
  const unmarked = {
    ...site,
    forwards: site.forwards.map((one) => ({ ...one, ...UNMARKED })),
    outboundTag: undefined,
    outboundAsks: undefined,
  };
  return marked === "rules" ? unmarked : { ...unmarked, rules: site.rules.map((one) => ({ ...one, ...UNMARKED })) };
}

/** Whether rules or translations ask for marks. */
export function asksForMarks({ rules, forwards, outboundAsks }: SiteShape): boolean {
  return [...rules, ...forwards].some(({ asks: of }) => of !== undefined) || outboundAsks !== undefined;
}
