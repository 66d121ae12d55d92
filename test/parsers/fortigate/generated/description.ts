/** Random policy sets as plain descriptions: what is meant, before any FortiOS text of it exists. */
import { fc } from "../../../seeded.js";

export type AddressShape =
  /** `length` ones in the mask; host bits of `address` may be set. */
  | { readonly kind: "subnet"; readonly address: number; readonly length: number }
  | { readonly kind: "range"; readonly from: number; readonly to: number }
  /** Ones of `care` must match. */
  | { readonly kind: "wildcard"; readonly address: number; readonly care: number }
  /** A row that names no subnet. */
  | { readonly kind: "bare" };

export interface Ports {
  readonly from: number;
  readonly to: number;
}

export type ServiceShape =
  | {
      readonly kind: "ports";
      readonly entries: readonly {
        readonly protocol: "tcp" | "udp" | "sctp";
        readonly destination: Ports;
        readonly source?: Ports;
      }[];
    }
  | { readonly kind: "icmp"; readonly type?: number }
  | { readonly kind: "ip"; readonly protocol?: number };

/** Members are numbers of addresses, and behind them of groups before this one. */
export interface GroupShape {
  readonly members: readonly number[];
  readonly without: readonly number[];
  /** `exclude enable`: otherwise `without` does nothing. */
  readonly excludes: boolean;
}

export interface VipShape {
  readonly external: Ports;
  readonly mapped: number;
  readonly enabled: boolean;
  readonly forward?: { readonly protocol: "tcp" | "udp"; readonly external: number; readonly mapped: number };
  readonly sources?: { readonly address: number; readonly length: number };
}

export interface PolicyShape {
  readonly id: number;
  readonly action?: "accept" | "deny";
  readonly enabled: boolean;
  readonly never: boolean;
  readonly ingress: readonly string[];
  readonly egress: readonly string[];
  /** Numbers of addresses, and behind them of groups. */
  readonly sources: readonly number[];
  readonly notSources: boolean;
  readonly destinations: readonly number[];
  readonly notDestinations: boolean;
  /** Numbers of virtual IPs; then `destinations` are not used. */
  readonly vips: readonly number[];
  readonly services: readonly number[];
  readonly notServices: boolean;
  readonly matchVip?: boolean;
  /** How the writer puts it down: in two stretches, with values that are replaced, … */
  readonly style: number;
}

export interface SiteShape {
  readonly version: "6.2.8" | "7.4.3";
  readonly intrazone?: "allow" | "deny";
  readonly addresses: readonly AddressShape[];
  readonly groups: readonly GroupShape[];
  readonly services: readonly ServiceShape[];
  readonly vips: readonly VipShape[];
  readonly policies: readonly PolicyShape[];
}

export const PORTS = ["lan", "dmz", "wan"] as const;
/** Where virtual IPs are dialled: 192.0.2.0/24, which no address object is about unless it is about everything. */
export const OUTSIDE = 0xc0000200;

/** 10.0.0.0 to 10.1.1.15 with gaps: small enough that objects meet. */
const address = fc.tuple(fc.nat(1), fc.nat(1), fc.nat(15)).map(([b, c, d]) => 0x0a000000 + b * 0x10000 + c * 0x100 + d);
const ordered = (one: number, other: number) => ({ from: Math.min(one, other), to: Math.max(one, other) });
const port = fc.constantFrom(0, 1, 22, 80, 81, 443, 502, 1023, 1024, 8080, 65534, 65535);
const ports = fc.tuple(port, port).map(([one, other]) => ordered(one, other));
const list = (length: number) => fc.uniqueArray(fc.nat(length - 1), { minLength: 1, maxLength: 3 });
const rarely = fc.nat(4).map((value) => value === 0);
const often = rarely.map((value) => !value);

const addressShape: fc.Arbitrary<AddressShape> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("subnet" as const),
      address,
      length: fc.constantFrom(0, 8, 16, 24, 28, 30, 31, 32),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(address, address).map(([one, other]) => ({ kind: "range" as const, ...ordered(one, other) })),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("wildcard" as const),
      address,
      care: fc.constantFrom(0xff00ffff, 0xffff00ff, 0xff0000ff, 0xfffffffa, 0),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "bare" as const }) },
);

const entry = fc.record(
  { protocol: fc.constantFrom("tcp" as const, "udp" as const, "sctp" as const), destination: ports, source: ports },
  { requiredKeys: ["protocol", "destination"] },
);
const serviceShape: fc.Arbitrary<ServiceShape> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("ports" as const), entries: fc.array(entry, { maxLength: 4 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      { kind: fc.constant("icmp" as const), type: fc.constantFrom(0, 8) },
      { requiredKeys: ["kind"] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      { kind: fc.constant("ip" as const), protocol: fc.constantFrom(0, 6, 47, 50) },
      { requiredKeys: ["kind"] },
    ),
  },
);

const vipShape: fc.Arbitrary<VipShape> = fc
  .record(
    {
      first: fc.nat(7),
      count: fc.nat(3),
      mapped: address,
      enabled: often,
      forward: fc.record({
        protocol: fc.constantFrom("tcp" as const, "udp" as const),
        external: fc.constantFrom(80, 8080),
        mapped: fc.constantFrom(80, 443, 502),
      }),
      sources: fc.record({ address, length: fc.constantFrom(8, 16, 28) }),
    },
    { requiredKeys: ["first", "count", "mapped", "enabled"] },
  )
  .map(({ first, count, ...rest }) => ({ ...rest, external: { from: OUTSIDE + first, to: OUTSIDE + first + count } }));

/** A policy over so many objects; names of interfaces are those that a policy of the site may use. */
function policyShape(counts: { objects: number; services: number; vips: number }, names: readonly string[]) {
  const side = fc.oneof(
    { weight: 1, arbitrary: fc.constant(["any"]) },
    { weight: 4, arbitrary: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 2 }) },
  );
  return fc.record(
    {
      id: fc.integer({ min: 1 }),
      action: fc.constantFrom("accept" as const, "accept" as const, "deny" as const),
      enabled: often,
      never: rarely.chain((value) => (value ? rarely : fc.constant(false))),
      ingress: side,
      egress: side,
      sources: list(counts.objects),
      notSources: rarely,
      destinations: list(counts.objects),
      notDestinations: rarely,
      vips:
        counts.vips === 0
          ? fc.constant([])
          : fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: list(counts.vips) }),
      services: list(counts.services),
      notServices: rarely,
      matchVip: fc.boolean(),
      style: fc.nat(7),
    },
    {
      requiredKeys: [
        "id",
        "enabled",
        "never",
        "ingress",
        "egress",
        "sources",
        "notSources",
        "destinations",
        "notDestinations",
        "vips",
        "services",
        "notServices",
        "style",
      ],
    },
  );
}

/** Members of group `index`: addresses, and groups before it. */
function groupShape(addresses: number, index: number): fc.Arbitrary<GroupShape> {
  const member = list(addresses + index);
  return fc.record({ members: member, without: fc.oneof(fc.constant([]), member), excludes: fc.boolean() });
}

export const siteShape: fc.Arbitrary<SiteShape> = fc
  .record({
    version: fc.constantFrom("6.2.8" as const, "7.4.3" as const),
    intrazone: fc.constantFrom(undefined, undefined, "allow" as const, "deny" as const),
    addresses: fc.array(addressShape, { minLength: 1, maxLength: 6 }),
    groupCount: fc.nat(3),
    services: fc.array(serviceShape, { minLength: 1, maxLength: 5 }),
    vips: fc.array(vipShape, { maxLength: 3 }),
  })
  .chain(({ groupCount, intrazone, ...site }) => {
    const counts = {
      objects: site.addresses.length + groupCount,
      services: site.services.length,
      vips: site.vips.length,
    };
    const groups = fc.tuple(
      ...Array.from({ length: groupCount }, (_, index) => groupShape(site.addresses.length, index)),
    );
    const names = intrazone ? ["ot", "wan"] : [...PORTS];
    const policies = fc.uniqueArray(policyShape(counts, names), { maxLength: 7, selector: ({ id }) => id });
    return fc.record({ groups, policies }).map((rest) => ({ ...site, ...(intrazone ? { intrazone } : {}), ...rest }));
  });
