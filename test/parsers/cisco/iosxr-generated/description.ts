/** Random access lists of IOS-XR, described: what they say, and not how it is written. */
import { fc } from "../../../seeded.js";
import { removingWhatIsThere } from "../generated/description.js";

/** An address of one of two networks, by its number there. */
export interface Address {
  readonly net: 1 | 2;
  readonly host: number;
}

/** `free`: how many of the last bits do not count; `net`: all of the network. */
export type Place =
  | { readonly kind: "any" }
  | { readonly kind: "host"; readonly address: Address }
  | { readonly kind: "prefix"; readonly address: Address; readonly free: number | "net" }
  /** Of IPv4 alone; `ignored` are bits of the number. */
  | { readonly kind: "wildcard"; readonly address: Address; readonly ignored: number };

/** A member of a network group. */
export type Member =
  | Exclude<Place, { kind: "any" | "wildcard" }>
  | { readonly kind: "range"; readonly net: 1 | 2; readonly hosts: readonly [number, number] }
  | { readonly kind: "group"; readonly group: number };

export interface PortTest {
  readonly operator: "eq" | "neq" | "gt" | "lt" | "range";
  /** Of `eq` and `neq` up to three, of `range` two, of others one. */
  readonly ports: readonly number[];
}

export type PortMember = PortTest | { readonly operator: "group"; readonly group: number };
export type Side = Place | { readonly kind: "group"; readonly group: number };

export const FLAG_NAMES = ["fin", "syn", "rst", "psh", "ack", "urg"] as const;

export interface Flag {
  readonly name: (typeof FLAG_NAMES)[number];
  readonly isSet: boolean;
}

export type Option =
  | { readonly kind: "none" | "established" | "fragments" | "dscp" | "udf" | "counted" }
  | { readonly kind: "flags"; readonly how: "bare" | "match-any" | "match-all"; readonly flags: readonly Flag[] }
  | { readonly kind: "icmp"; readonly type: number; readonly code?: number | undefined };

export interface EntryShape {
  readonly action: "permit" | "deny";
  readonly protocol: "ip" | "tcp" | "udp" | "icmp" | "ospf";
  readonly source: Side;
  readonly destination: Side;
  readonly sourcePorts?: PortMember | undefined;
  readonly destinationPorts?: PortMember | undefined;
  readonly option: Option;
}

export type StatementShape =
  | { readonly kind: "entry"; readonly number?: number | undefined; readonly entry: EntryShape }
  | { readonly kind: "remark"; readonly number?: number | undefined }
  | { readonly kind: "no"; readonly number: number };

export interface ListShape {
  readonly isDefined: boolean;
  /** In lines of their own, each with the list before it. */
  readonly isOneLine: boolean;
  readonly statements: readonly StatementShape[];
}

export interface RouterShape {
  readonly family: 4 | 6;
  /** Groups name groups of higher numbers alone. */
  readonly networks: readonly (readonly Member[])[];
  readonly ports: readonly (readonly PortMember[])[];
  readonly lists: Readonly<Record<ListName, ListShape>>;
  readonly input: readonly ListName[];
  readonly output: readonly ListName[];
}

export type ListName = "COMMON" | "IN" | "OUT";

const net = fc.constantFrom(1 as const, 2 as const);
const address: fc.Arbitrary<Address> = fc.record({
  net,
  host: fc.constantFrom(1, 4, 5, 6, 255, 256, 257, 511, 768, 1023),
});

const host = fc.record({ kind: fc.constant("host" as const), address });
const prefix = fc.record({
  kind: fc.constant("prefix" as const),
  address,
  free: fc.constantFrom<(number | "net")[]>(0, 1, 8, 9, "net"),
});
const wildcard = fc.record({
  kind: fc.constant("wildcard" as const),
  address,
  ignored: fc.constantFrom(0xff, 0xffff, 0x1ff, 0xff00, 0x0100, 0xfe),
});
const range = fc.record({
  kind: fc.constant("range" as const),
  net,
  hosts: fc
    .tuple(fc.constantFrom(1, 4, 5, 256), fc.constantFrom(0, 1, 2, 255))
    .map(([from, more]) => [from, from + more] as const),
});

const group = fc.record({ kind: fc.constant("group" as const), group: fc.nat(3) });
const side = (family: 4 | 6): fc.Arbitrary<Side> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant({ kind: "any" as const }) },
    { weight: 3, arbitrary: family === 4 ? fc.oneof(host, prefix, wildcard) : fc.oneof(host, prefix) },
    { weight: 1, arbitrary: group },
  );

const port = fc.constantFrom(0, 1, 22, 80, 443, 1024, 65534, 65535);
const portTest: fc.Arbitrary<PortTest> = fc.oneof(
  fc.record({
    operator: fc.constantFrom("eq" as const, "neq" as const),
    ports: fc.array(port, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ operator: fc.constantFrom("gt" as const, "lt" as const), ports: port.map((one) => [one]) }),
  fc.record({ operator: fc.constant("range" as const), ports: fc.tuple(port, port) }),
);
const portGroup = fc.record({ operator: fc.constant("group" as const), group: fc.nat(3) });
const ports: fc.Arbitrary<PortMember | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 3, arbitrary: portTest },
  { weight: 1, arbitrary: portGroup },
);

const flag = (isSet: fc.Arbitrary<boolean>) => fc.record({ name: fc.constantFrom(...FLAG_NAMES), isSet });
const flags = (isSet: fc.Arbitrary<boolean>, maxLength: number) =>
  fc.uniqueArray(flag(isSet), { minLength: 1, maxLength, selector: ({ name }) => name });
const simple = (...kinds: ("none" | "established" | "fragments" | "dscp" | "udf" | "counted")[]) =>
  fc.record({ kind: fc.constantFrom(...kinds) });

function optionOf(protocol: EntryShape["protocol"], family: 4 | 6): fc.Arbitrary<Option> {
  if (protocol === "tcp")
    return fc.oneof(
      { weight: 2, arbitrary: simple("none", "none", "established", "dscp", "counted") },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant("flags" as const),
          how: fc.constant("bare" as const),
          flags: flags(fc.constant(true), 3),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant("flags" as const),
          how: fc.constantFrom("match-any" as const, "match-all" as const),
          flags: flags(fc.boolean(), 3),
        }),
      },
    );
  if (protocol === "icmp")
    return fc.oneof(
      simple("none"),
      fc.record({
        kind: fc.constant("icmp" as const),
        type: family === 4 ? fc.constantFrom(0, 3, 8) : fc.constantFrom(1, 128, 134, 135),
        code: fc.constantFrom(undefined, 0, 1),
      }),
    );
  if (protocol === "ip") return simple("none", "none", "fragments", "dscp", "udf");
  return protocol === "udp" ? simple("none", "none", "dscp", "counted") : simple("none", "fragments");
}

const entry = (family: 4 | 6): fc.Arbitrary<EntryShape> =>
  fc
    .constantFrom("ip" as const, "tcp" as const, "tcp" as const, "udp" as const, "icmp" as const, "ospf" as const)
    .chain((protocol) => {
      const own = protocol === "tcp" || protocol === "udp" ? ports : fc.constant(undefined);
      return fc.record({
        action: fc.constantFrom("permit" as const, "permit" as const, "deny" as const),
        protocol: fc.constant(protocol),
        source: side(family),
        destination: side(family),
        sourcePorts: own,
        destinationPorts: own,
        option: optionOf(protocol, family),
      });
    });

const number = fc.option(fc.constantFrom(5, 10, 15, 20, 30, 100), { nil: undefined, freq: 1 });
const list = (family: 4 | 6): fc.Arbitrary<ListShape> =>
  fc.record({
    isDefined: fc.constantFrom(...Array(19).fill(true), false),
    isOneLine: fc.constantFrom(false, false, true),
    statements: fc
      .array(
        fc.oneof(
          { weight: 10, arbitrary: fc.record({ kind: fc.constant("entry" as const), number, entry: entry(family) }) },
          { weight: 1, arbitrary: fc.record({ kind: fc.constant("remark" as const), number }) },
          {
            weight: 1,
            arbitrary: fc.record({ kind: fc.constant("no" as const), number: fc.constantFrom(10, 20, 30) }),
          },
        ),
        { minLength: 1, maxLength: 8 },
      )
      .map(removingWhatIsThere),
  });

/** Members of the groups 0 to 3; each may name those behind it. */
function groupsOf<One>(member: fc.Arbitrary<One>, nested: (group: number) => One): fc.Arbitrary<One[][]> {
  const of = (index: number) =>
    fc
      .record({ own: fc.array(member, { maxLength: 3 }), below: fc.option(fc.nat(9), { nil: undefined, freq: 1 }) })
      .map(({ own, below }) =>
        below === undefined || index === 3 ? own : [...own, nested(index + 1 + (below % (3 - index)))],
      );
  return fc.tuple(of(0), of(1), of(2), of(3));
}

export const routerShape: fc.Arbitrary<RouterShape> = fc
  .constantFrom(4 as const, 4 as const, 6 as const)
  .chain((family) =>
    fc.record({
      family: fc.constant(family),
      networks: groupsOf<Member>(fc.oneof(host, prefix, range), (at) => ({ kind: "group", group: at })),
      ports: groupsOf<PortMember>(portTest, (at) => ({ operator: "group", group: at })),
      lists: fc.record({ COMMON: list(family), IN: list(family), OUT: list(family) }),
      input: fc.constantFrom<ListName[][]>(["IN"], ["IN"], ["COMMON", "IN"], ["COMMON"]),
      output: fc.constantFrom<ListName[][]>(["OUT"], ["OUT"], []),
    }),
  );
