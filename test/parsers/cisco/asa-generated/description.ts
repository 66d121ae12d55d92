/** Random firewalls as descriptions: what an ASA would be told, before it is written as text. */
import { fc } from "../../../seeded.js";

export const DOORS = ["outside", "inside", "dmz"] as const;
export type Door = (typeof DOORS)[number];

/** The first address of the network behind each door; 65,536 addresses each. */
export const NETWORKS: Readonly<Record<Door, number>> = { outside: 0xc6330000, inside: 0x0a010000, dmz: 0x0a020000 };
/** Where addresses of translations begin: no network holds them. */
export const PUBLISHED = 0xcb007100;

export type AddressShape =
  | { readonly kind: "any" }
  | { readonly kind: "host"; readonly address: number }
  | { readonly kind: "subnet"; readonly address: number; readonly length: number }
  | { readonly kind: "range"; readonly from: number; readonly to: number };

export interface Addresses {
  readonly style: "inline" | "object" | "group" | "nested";
  readonly of: readonly AddressShape[];
}

export interface PortShape {
  readonly operator: "eq" | "neq" | "lt" | "gt" | "range";
  readonly port: number;
  readonly last: number;
}

export type Protocol = "ip" | "tcp" | "udp" | "icmp" | "tcpudp";

export interface Service {
  readonly protocol: Protocol;
  /** How it is written: behind the addresses, as a group of ports there, or in the protocol's place. */
  readonly style: "behind" | "port-group" | "service-group" | "service-object";
  readonly source: PortShape | undefined;
  readonly ports: readonly PortShape[];
  readonly type: number | undefined;
}

export interface EntryShape {
  readonly action: "permit" | "deny";
  readonly source: Addresses;
  readonly destination: Addresses;
  readonly service: Service;
  readonly inactive: boolean;
  readonly atTimes: boolean;
}

export interface NatShape {
  readonly kind: "static" | "dynamic";
  /** The last bytes of a host of the real side, and of the address it is published by. */
  readonly host: number;
  readonly published: number;
  readonly real: Door;
  readonly mapped: Door;
}

/** `nat (real,mapped) source dynamic any interface`, before everything else: replies from there come from its address. */
export interface HiddenShape {
  readonly real: Door;
  readonly mapped: Door;
}

/** How the device is run: by itself, as one of several contexts, or as a bridge between its doors. */
export type Mode = "routed" | "context" | "transparent";

export interface SiteShape {
  readonly mode: Mode;
  readonly levels: readonly number[];
  readonly between: boolean;
  readonly within: boolean;
  readonly lists: readonly (readonly EntryShape[])[];
  /** Index of a list by door; -1: none. */
  readonly in: readonly number[];
  readonly out: readonly number[];
  readonly global: number;
  readonly nat: readonly NatShape[];
  readonly hidden: HiddenShape | undefined;
}

const address = fc
  .tuple(fc.constantFrom(...DOORS), fc.constantFrom(0, 1, 5, 255, 256, 511))
  .map(([door, host]) => NETWORKS[door] + host);

const shape: fc.Arbitrary<AddressShape> = fc.oneof(
  fc.constant({ kind: "any" as const }),
  address.map((one) => ({ kind: "host" as const, address: one })),
  fc.tuple(address, fc.constantFrom(16, 24, 29, 32)).map(([one, length]) => ({
    kind: "subnet" as const,
    address: (one & (-1 << (32 - length))) >>> 0,
    length,
  })),
  fc.tuple(address, fc.nat(300)).map(([from, more]) => ({ kind: "range" as const, from, to: from + more })),
);

const addresses: fc.Arbitrary<Addresses> = fc.record({
  style: fc.constantFrom("inline" as const, "object" as const, "group" as const, "nested" as const),
  of: fc.array(shape, { minLength: 1, maxLength: 3 }),
});

const port: fc.Arbitrary<PortShape> = fc
  .tuple(
    fc.constantFrom("eq", "eq", "eq", "neq", "lt", "gt", "range"),
    fc.constantFrom(22, 80, 443, 502, 44818),
    fc.nat(20),
  )
  .map(([operator, first, more]) => ({ operator: operator as PortShape["operator"], port: first, last: first + more }));

const service: fc.Arbitrary<Service> = fc.record({
  protocol: fc.constantFrom(
    "ip" as const,
    "tcp" as const,
    "tcp" as const,
    "udp" as const,
    "icmp" as const,
    "tcpudp" as const,
  ),
  style: fc.constantFrom("behind" as const, "port-group" as const, "service-group" as const, "service-object" as const),
  source: fc.option(port, { nil: undefined, freq: 5 }),
  ports: fc.array(port, { maxLength: 3 }),
  type: fc.option(fc.constantFrom(0, 3, 8), { nil: undefined }),
});

const entry: fc.Arbitrary<EntryShape> = fc.record({
  action: fc.constantFrom("permit" as const, "permit" as const, "deny" as const),
  source: addresses,
  destination: addresses,
  service,
  inactive: fc.nat(7).map((one) => one === 0),
  atTimes: fc.nat(7).map((one) => one === 0),
});

const nat: fc.Arbitrary<NatShape> = fc
  .record({
    kind: fc.constantFrom("static" as const, "static" as const, "dynamic" as const),
    host: fc.constantFrom(0, 1, 5, 255),
    published: fc.nat(3),
    real: fc.constantFrom(...DOORS),
    mapped: fc.constantFrom(...DOORS),
  })
  .filter(differ);

const hidden = fc.record({ real: fc.constantFrom(...DOORS), mapped: fc.constantFrom(...DOORS) }).filter(differ);

function differ({ real, mapped }: HiddenShape): boolean {
  return real !== mapped;
}

/** A list by interface, mostly none. */
export const chosen = fc.array(fc.constantFrom(-1, -1, 0, 1, 2), { minLength: 3, maxLength: 3 });

export const siteShape: fc.Arbitrary<SiteShape> = fc
  .record({
    mode: fc.constantFrom<Mode>("routed", "routed", "context", "transparent"),
    levels: fc.array(fc.constantFrom(0, 50, 100), { minLength: 3, maxLength: 3 }),
    between: fc.boolean(),
    within: fc.boolean(),
    lists: fc.array(fc.array(entry, { minLength: 1, maxLength: 6 }), { minLength: 3, maxLength: 3 }),
    in: chosen,
    out: chosen,
    global: fc.constantFrom(-1, -1, 2),
    nat: fc.uniqueArray(nat, { maxLength: 3, selector: ({ real, host }) => `${real} ${host}` }),
    hidden: fc.oneof(fc.constant(undefined), fc.constant(undefined), hidden),
  })
  // What a bridge carries keeps its addresses here.
  .map((site) => (site.mode === "transparent" ? { ...site, nat: [], hidden: undefined } : site));
