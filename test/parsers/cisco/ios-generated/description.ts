/** Random switches of IOS that route between two VLANs, described: what they do, and not how it is written. */
import { fc } from "../../../seeded.js";
import { FLAG_NAMES, type Flag, type Place, type PortTest, place, portTest } from "../generated/description.js";

export type Side = Place | { readonly kind: "group"; readonly group: number };
export type Ports = PortTest | { readonly operator: "eq several" | "neq several"; readonly of: readonly number[] };

export type Option =
  | { readonly kind: "none" | "established" | "fragments" | "dscp" | "time-range" }
  | { readonly kind: "any flag" | "all flags"; readonly set: readonly Flag[]; readonly clear: readonly Flag[] }
  | { readonly kind: "icmp"; readonly type: number; readonly code?: number | undefined };

export interface Entry {
  readonly action: "permit" | "deny";
  readonly protocol: "ip" | "tcp" | "udp" | "icmp";
  readonly source: Side;
  readonly destination: Side;
  readonly sourcePorts?: Ports | undefined;
  readonly destinationPorts?: Ports | undefined;
  readonly option: Option;
}

export type Statement =
  | { readonly kind: "entry"; readonly number?: number | undefined; readonly entry: Entry }
  | { readonly kind: "remark" }
  | { readonly kind: "no"; readonly number: number };

/** `standard` lists look at sources alone; entries of `numbered` ones have no numbers. */
export interface List {
  readonly kind: "named" | "numbered" | "standard";
  readonly statements: readonly Statement[];
}

/** An index into the lists; one behind the last is a list that is not there. */
export type ListIndex = number | undefined;

export interface MapEntry {
  readonly lists: readonly number[];
  readonly action?: "forward" | "drop" | undefined;
}

/** One of the two VLANs, with its SVI and its access ports. */
export interface Vlan {
  readonly in: ListIndex;
  readonly out: ListIndex;
  readonly ports: readonly ListIndex[];
  /** What its SVI has for IPv6. */
  readonly in6: boolean;
  readonly map?: readonly MapEntry[] | undefined;
  /** The list of frames of its first port. */
  readonly frames?: "open" | "closed" | undefined;
}

export interface SwitchOfIos {
  /** Of others than these it is not known whether the list of a port stands alone. */
  readonly isRead: boolean;
  readonly groups: readonly (readonly Place[])[];
  readonly lists: readonly List[];
  readonly list6: List;
  readonly vlans: readonly [Vlan, Vlan];
  /** A host of the first VLAN that the second one knows by another address. */
  readonly translated: boolean;
}

/** As entries of IOS say it: what they write alike is alike here as well. */
const wildcard = place.map(
  (one): Place =>
    one.kind === "prefix" ? { kind: "wildcard", address: one.address, ignored: 2 ** (32 - one.length) - 1 } : one,
);
const side: fc.Arbitrary<Side> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: "any" as const }) },
  { weight: 3, arbitrary: wildcard },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("group" as const), group: fc.nat(2) }) },
);
const number = fc.constantFrom(0, 1, 22, 80, 443, 1024, 65535);
const ports: fc.Arbitrary<Ports | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  {
    weight: 2,
    arbitrary: portTest.map((one): PortTest => (one.operator === "range" ? one : { ...one, second: one.first })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      operator: fc.constantFrom("eq several" as const, "neq several" as const),
      of: fc.uniqueArray(number, { minLength: 2, maxLength: 4 }),
    }),
  },
);

const flags = fc.uniqueArray(fc.constantFrom(...FLAG_NAMES), { minLength: 1, maxLength: 3 });
const flagged: fc.Arbitrary<Option> = fc
  .record({
    kind: fc.constantFrom("any flag" as const, "all flags" as const),
    set: flags,
    clear: fc.constantFrom<readonly Flag[]>([], ["ack"], ["rst", "fin"]),
  })
  .map((one) => ({ ...one, clear: one.clear.filter((flag) => !one.set.includes(flag)) }));
const plain = (...kinds: ("none" | "established" | "fragments" | "dscp" | "time-range")[]): fc.Arbitrary<Option> =>
  fc.record({ kind: fc.constantFrom(...kinds) });
const option: Readonly<Record<Entry["protocol"], fc.Arbitrary<Option>>> = {
  ip: plain("none", "none", "none", "fragments", "dscp"),
  udp: plain("none", "none", "none", "time-range"),
  tcp: fc.oneof(
    { weight: 3, arbitrary: plain("none", "none", "established", "time-range") },
    { weight: 1, arbitrary: flagged },
  ),
  icmp: fc.oneof(
    plain("none"),
    fc.record({
      kind: fc.constant("icmp" as const),
      type: fc.constantFrom(0, 3, 8),
      code: fc.constantFrom(undefined, 0, 1),
    }),
  ),
};

const entry: fc.Arbitrary<Entry> = fc
  .constantFrom("ip" as const, "tcp" as const, "tcp" as const, "udp" as const, "icmp" as const)
  .chain((protocol) => {
    const own = protocol === "tcp" || protocol === "udp" ? ports : fc.constant(undefined);
    return fc.record({
      action: fc.constantFrom("permit" as const, "permit" as const, "deny" as const),
      protocol: fc.constant(protocol),
      source: side,
      destination: side,
      sourcePorts: own,
      destinationPorts: own,
      option: option[protocol],
    });
  });

const statement: fc.Arbitrary<Statement> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("entry" as const),
      number: fc.option(fc.constantFrom(5, 10, 15, 20, 30, 100), { nil: undefined, freq: 1 }),
      entry,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("remark" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("no" as const), number: fc.constantFrom(5, 10, 20) }) },
);
const list: fc.Arbitrary<List> = fc.record({
  kind: fc.constantFrom("named", "named", "numbered", "standard"),
  statements: fc.array(statement, { maxLength: 7 }).map(removingWhatIsThere),
});

/** Without those that take away a number which no entry before has: these may be spoilt, and leave the device open. */
function removingWhatIsThere(statements: readonly Statement[]): Statement[] {
  const there = new Map<number, string>();
  return statements.filter((one) => {
    if (one.kind === "remark") return true;
    if (one.kind === "no") return there.delete(one.number);
    const { number = Math.max(0, ...there.keys()) + 10, entry: written } = one;
    const text = JSON.stringify(written);
    if (!there.has(number) && ![...there.values()].includes(text)) there.set(number, text);
    return true;
  });
}

/** Prefixes and hosts alone. */
const side6: fc.Arbitrary<Side> = fc.oneof(
  fc.constant({ kind: "any" as const }),
  place.map((one): Side => (one.kind === "wildcard" ? { kind: "host", address: one.address } : one)),
);
const list6: fc.Arbitrary<List> = fc.record({
  kind: fc.constant("named" as const),
  statements: fc.array(
    fc.tuple(statement, side6, side6).map(([one, source, destination]): Statement => {
      if (one.kind === "no") return { kind: "remark" };
      return one.kind === "remark" ? one : { ...one, entry: { ...one.entry, source, destination } };
    }),
    { maxLength: 5 },
  ),
});

const index = fc.option(fc.nat(4), { nil: undefined, freq: 1 });
const rarely = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 1 });
const vlan: fc.Arbitrary<Vlan> = fc.record({
  in: index,
  out: rarely(fc.nat(4)),
  ports: fc.array(index, { minLength: 1, maxLength: 2 }),
  in6: fc.boolean(),
  map: rarely(
    fc.array(
      fc.record({
        lists: fc.uniqueArray(fc.nat(4), { maxLength: 2 }),
        action: fc.constantFrom("forward" as const, "drop" as const, undefined),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  ),
  frames: fc.constantFrom(undefined, undefined, undefined, undefined, "open" as const, "closed" as const),
});

export const switchOfIos: fc.Arbitrary<SwitchOfIos> = fc.record({
  isRead: fc.boolean(),
  groups: fc.array(fc.array(place, { minLength: 1, maxLength: 3 }), { minLength: 3, maxLength: 3 }),
  lists: fc.array(list, { minLength: 4, maxLength: 4 }),
  list6,
  vlans: fc.tuple(vlan, vlan),
  translated: fc.boolean(),
});
