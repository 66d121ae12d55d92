/** Random access lists of NX-OS, described: what they say, and not how it is written. */
import { fc } from "../../../seeded.js";

/** `care`: the bits of the address that count, as the form can say it. */
export type Place =
  | { readonly kind: "any" }
  | { readonly kind: "host"; readonly address: number }
  | { readonly kind: "prefix"; readonly address: number; readonly length: number }
  | { readonly kind: "wildcard"; readonly address: number; readonly ignored: number };

export interface PortTest {
  readonly operator: "eq" | "neq" | "gt" | "lt" | "range";
  readonly first: number;
  readonly second: number;
}

/** Numbers of groups go round: there may be fewer than that. */
export type Side = Place | { readonly kind: "group"; readonly group: number };
export type Ports = PortTest | { readonly operator: "group"; readonly group: number };

export type Option =
  | { readonly kind: "none" | "established" | "fragments" | "dscp" }
  | { readonly kind: "flags"; readonly flags: readonly Flag[] }
  | { readonly kind: "icmp"; readonly type: number; readonly code?: number | undefined };

export const FLAG_NAMES = ["fin", "syn", "rst", "psh", "ack", "urg"] as const;
export type Flag = (typeof FLAG_NAMES)[number];

export interface EntryShape {
  readonly action: "permit" | "deny";
  readonly protocol: "ip" | "tcp" | "udp" | "icmp" | "ospf";
  readonly source: Side;
  readonly destination: Side;
  readonly sourcePorts?: Ports | undefined;
  readonly destinationPorts?: Ports | undefined;
  readonly option: Option;
}

export type StatementShape =
  | { readonly kind: "entry"; readonly number?: number | undefined; readonly entry: EntryShape }
  | { readonly kind: "remark"; readonly number?: number | undefined }
  | { readonly kind: "no"; readonly number: number };

export interface ListShape {
  readonly statements: readonly StatementShape[];
  readonly fragments?: "permit" | "deny" | undefined;
}

export interface SwitchShape {
  readonly places: readonly (readonly Place[])[];
  readonly ports: readonly (readonly PortTest[])[];
  readonly input: ListShape;
  readonly output: ListShape;
}

const address = fc
  .record({ net: fc.constantFrom(1, 2), high: fc.nat(3), low: fc.constantFrom(0, 1, 5, 255) })
  .map(({ net, high, low }) => 0x0a000000 + net * 0x10000 + high * 0x100 + low);

export const place: fc.Arbitrary<Place> = fc.oneof(
  fc.record({ kind: fc.constant("host" as const), address }),
  fc.record({ kind: fc.constant("prefix" as const), address, length: fc.constantFrom(8, 16, 23, 24, 32) }),
  fc.record({
    kind: fc.constant("wildcard" as const),
    address,
    ignored: fc.constantFrom(0xff, 0xffff, 0x1ff, 0xff00, 0x0100, 0xfe, 0xffffff),
  }),
);

const side: fc.Arbitrary<Side> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: "any" as const }) },
  { weight: 3, arbitrary: place },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("group" as const), group: fc.nat(3) }) },
);

const port = fc.constantFrom(0, 1, 22, 80, 443, 1024, 65534, 65535);
export const portTest: fc.Arbitrary<PortTest> = fc.record({
  operator: fc.constantFrom("eq", "neq", "gt", "lt", "range"),
  first: port,
  second: port,
});
const ports: fc.Arbitrary<Ports | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 3, arbitrary: portTest },
  { weight: 1, arbitrary: fc.record({ operator: fc.constant("group" as const), group: fc.nat(3) }) },
);

const flags = fc.uniqueArray(fc.constantFrom(...FLAG_NAMES), { minLength: 1, maxLength: 3 });
const option: Readonly<Record<EntryShape["protocol"], fc.Arbitrary<Option>>> = {
  ip: fc.record({ kind: fc.constantFrom("none", "none", "fragments", "dscp") }),
  ospf: fc.record({ kind: fc.constantFrom("none", "fragments") }),
  udp: fc.record({ kind: fc.constantFrom("none", "none", "dscp") }),
  tcp: fc.oneof(
    fc.record({ kind: fc.constantFrom("none" as const, "none" as const, "established" as const, "dscp" as const) }),
    fc.record({ kind: fc.constant("flags" as const), flags }),
  ),
  icmp: fc.oneof(
    fc.record({ kind: fc.constant("none" as const) }),
    fc.record({
      kind: fc.constant("icmp" as const),
      type: fc.constantFrom(0, 3, 8),
      code: fc.constantFrom(undefined, 0, 1),
    }),
  ),
};

const entry: fc.Arbitrary<EntryShape> = fc
  .constantFrom("ip" as const, "tcp" as const, "tcp" as const, "udp" as const, "icmp" as const, "ospf" as const)
  .chain((protocol) => {
    const own = protocol === "tcp" || protocol === "udp" ? ports : fc.constant(undefined);
    return fc.record({
      action: fc.constantFrom("permit" as const, "deny" as const),
      protocol: fc.constant(protocol),
      source: side,
      destination: side,
      sourcePorts: own,
      destinationPorts: own,
      option: option[protocol],
    });
  });

/** Without those that take away a number which no statement before has: these may be spoilt, and leave the device open. */
export function removingWhatIsThere<Statement extends { readonly kind: string; readonly number?: number | undefined }>(
  statements: readonly Statement[],
): Statement[] {
  const there = new Set<number>();
  let highest = 0;
  return statements.filter(({ kind, number = highest + 10 }) => {
    if (kind === "no") return there.delete(number);
    there.add(number);
    highest = Math.max(highest, number);
    return true;
  });
}

const number = fc.option(fc.constantFrom(5, 10, 15, 20, 30, 100), { nil: undefined, freq: 1 });
const list: fc.Arbitrary<ListShape> = fc.record({
  statements: fc
    .array(
      fc.oneof(
        { weight: 8, arbitrary: fc.record({ kind: fc.constant("entry" as const), number, entry }) },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant("remark" as const), number }) },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant("no" as const), number: fc.constantFrom(10, 20, 30) }) },
      ),
      { minLength: 1, maxLength: 8 },
    )
    .map((statements) => [...removingWhatIsThere(statements), LAST]),
  fragments: fc.option(fc.constantFrom("permit" as const, "deny" as const), { nil: undefined, freq: 1 }),
});

/** Lists do not become empty: what these do is not documented. */
const LAST: StatementShape = {
  kind: "entry",
  number: 4000,
  entry: {
    action: "permit",
    protocol: "ip",
    source: { kind: "prefix", address: 0x0a010000, length: 23 },
    destination: { kind: "any" },
    option: { kind: "none" },
  },
};

/** Every group is there, and may be without members. */
export const switchShape: fc.Arbitrary<SwitchShape> = fc.record({
  places: fc.array(fc.array(place, { maxLength: 3 }), { minLength: 4, maxLength: 4 }),
  ports: fc.array(fc.array(portTest, { maxLength: 3 }), { minLength: 4, maxLength: 4 }),
  input: list,
  output: list,
});
