/** Where a router sends what: connected networks and static routes, longest prefix first (reference/cisco.md 2.7). */
import type { Device, Interface, Route } from "../model/device.js";
import type { DoubtId } from "../model/expression.js";
import { prefix4, prefix6 } from "../packets/address.js";
import { contains, type Intervals, intersect, normalize, subtract, union } from "../packets/intervals.js";
import { domainOf } from "./address-bounds.js";

/** Addresses that one interface is the way to. */
export interface Way {
  readonly interface: string;
  readonly addresses: Intervals<number | bigint>;
  /** Connected: the hosts are on the segment itself. Otherwise behind this next hop, where the route names one. */
  readonly via: "connected" | { readonly nextHop?: number | bigint };
  /** Set when the way is there only under a condition, or is one of several. */
  readonly doubt?: DoubtId | "several";
}

export interface ForwardingTable {
  readonly ways: readonly Way[];
  /** Addresses with no route at all. */
  readonly nowhere: Intervals<number | bigint>;
}

interface Entry {
  readonly range: Intervals<number | bigint>;
  readonly length: number;
  readonly distance: number;
  readonly interface?: string;
  readonly via: Way["via"];
  readonly doubt?: DoubtId | "several";
}

/** The network an own address connects, as an interval; a shared (virtual) address connects none. */
export function connectedNetworks(of: Interface, family: 4 | 6): Intervals<number | bigint> {
  const pairs = of.addresses
    .filter((address) => address.family === family && address.kind !== "virtual")
    .map((address) => networkOf(address.address, address.prefixLength));
  return normalize<number | bigint>(pairs, domainOf(family));
}

function networkOf(address: number | bigint, length: number): readonly [number | bigint, number | bigint] {
  const prefix = typeof address === "bigint" ? prefix6(address, length) : prefix4(address, length);
  return [prefix.from, prefix.to];
}

/** The forwarding table of one router of a device, from what the export shows. */
export function forwardingTable(device: Device, router: string, family: 4 | 6): ForwardingTable {
  const interfaces = device.interfaces.filter((one) => one.router === router && one.enabled && one.kind !== "switched");
  const entries = [...connectedEntries(interfaces, family), ...staticEntries(device, router, family, interfaces)];
  entries.sort((a, b) => b.length - a.length || a.distance - b.distance);
  const domain = domainOf(family);
  const ways: Way[] = [];
  let decided: Intervals<number | bigint> = [];
  for (let index = 0; index < entries.length; ) {
    const group = sameRank(entries, index);
    index += group.length;
    const several = group.length > 1 && overlapAmong(group);
    for (const entry of group) {
      const addresses = subtract(entry.range, decided, domain);
      if (entry.interface === undefined || addresses.length === 0) continue;
      const doubt = entry.doubt ?? (several ? ("several" as const) : undefined);
      ways.push({ interface: entry.interface, addresses, via: entry.via, ...(doubt === undefined ? {} : { doubt }) });
    }
    const certain = group.filter((entry) => entry.doubt === undefined);
    decided = union([decided, ...certain.map((entry) => entry.range)], domain);
  }
  const reached = union([decided, ...ways.map((way) => way.addresses)], domain);
  return { ways, nowhere: subtract([domain.min, domain.max], reached, domain) };
}

/** Entries of equal length and distance from `index` on: they do not outrank each other. */
function sameRank(entries: readonly Entry[], index: number): readonly Entry[] {
  const first = entries[index];
  let end = index;
  while (end < entries.length && entries[end]?.length === first?.length && entries[end]?.distance === first?.distance)
    end++;
  return entries.slice(index, end);
}

function overlapAmong(group: readonly Entry[]): boolean {
  return group.some((a, index) =>
    group.slice(index + 1).some((b) => a.interface !== b.interface && intersect(a.range, b.range).length > 0),
  );
}

function connectedEntries(interfaces: readonly Interface[], family: 4 | 6): Entry[] {
  return interfaces.flatMap((one) =>
    one.addresses
      .filter((address) => address.family === family && address.kind !== "virtual")
      .map((address) => ({
        range: networkOf(address.address, address.prefixLength),
        length: address.prefixLength,
        distance: 0,
        interface: one.id,
        via: "connected" as const,
      })),
  );
}

function staticEntries(device: Device, router: string, family: 4 | 6, interfaces: readonly Interface[]): Entry[] {
  return device.routes
    .filter((route) => route.router === router && route.family === family)
    .flatMap((route) => staticEntry(route, family, interfaces));
}

/** A route is there while its way out is: the interface it names, or the one whose network holds its next hop. */
function staticEntry(route: Route, family: 4 | 6, interfaces: readonly Interface[]): Entry[] {
  const base = {
    range: networkOf(route.network, route.prefixLength),
    length: route.prefixLength,
    distance: route.distance,
    ...(route.doubt === undefined ? {} : { doubt: route.doubt }),
  };
  const { nextHop } = route;
  if (route.egress !== undefined) {
    if (!interfaces.some((one) => one.id === route.egress)) return [];
    return [{ ...base, interface: route.egress, via: nextHop === undefined ? {} : { nextHop } }];
  }
  if (nextHop === undefined) return [{ ...base, via: {} }];
  const egress = interfaces.find((one) => contains(connectedNetworks(one, family), nextHop));
  if (egress !== undefined) return [{ ...base, interface: egress.id, via: { nextHop } }];
  // The next hop lies on no known network: behind an interface whose own address is unknown, or behind another route.
  const unknown = interfaces.filter((one) => one.addressDoubt !== undefined);
  const candidates = unknown.length > 0 ? unknown : interfaces;
  return candidates.map((one) => ({ ...base, interface: one.id, via: { nextHop }, doubt: "several" as const }));
}
