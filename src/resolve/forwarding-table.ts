/** Where a router sends what: connected networks and static routes, longest prefix first (reference/cisco.md 2.7). */
import type { Device, Interface, Route } from "../model/device.js";
import type { DoubtId } from "../model/expression.js";
import { type Domain, type Intervals, intersect, subtract, union } from "../packets/intervals.js";
import { domainOf } from "./address-bounds.js";
import { networkOf, networksHere } from "./networks.js";

/** Addresses that one interface is the way to. */
export interface Way {
  readonly interface: string;
  readonly addresses: Intervals<number | bigint>;
  /** Connected: the hosts are on the segment itself. Otherwise behind this next hop, where the route names one. */
  readonly via: "connected" | { readonly nextHop?: number | bigint };
  /** Length of the prefix it is for. */
  readonly prefixLength: number;
  /** Set when the way is there only under a condition, or is one of several. */
  readonly doubt?: DoubtId | "several";
  /** The doubt is that others are as good and as sure: packets go by one of them. */
  readonly isEqual?: true;
  /** Taken when the better way of the same prefix is gone (a floating static route). */
  readonly backup?: true;
}

export interface ForwardingTable {
  readonly ways: readonly Way[];
  /** Addresses with no route at all. */
  readonly nowhere: Intervals<number | bigint>;
  /** Addresses that a route drops (`Null0`, `blackhole`) and no longer one leads to. */
  readonly dropped: Intervals<number | bigint>;
}

/** A prefix of at most this length stands for everywhere: a default route, whole or in halves, or `2000::/3`. */
export const DEFAULT_LENGTH = 3;

interface Entry {
  readonly range: Intervals<number | bigint>;
  readonly length: number;
  readonly distance: number;
  readonly interface?: string;
  readonly via: Way["via"];
  readonly doubt?: DoubtId | "several";
}

/** The forwarding table of one router of a device, from what the export shows. */
export function forwardingTable(device: Device, router: string, family: 4 | 6): ForwardingTable {
  const interfaces = interfacesOf(device).filter((one) => one.router === router);
  const entries = [...connectedEntries(interfaces, family), ...staticEntries(device, router, family)];
  entries.sort((a, b) => b.length - a.length || a.distance - b.distance);
  const domain = domainOf(family);
  const ways: Way[] = [];
  let decided: Intervals<number | bigint> = [];
  let dropped: Intervals<number | bigint> = [];
  let open: Intervals<number | bigint> = [];
  for (let index = 0; index < entries.length; ) {
    const group = sameLength(entries, index);
    index += group.length;
    const longer = decided;
    for (const rank of ranksOf(group)) {
      const several = startsOfSeveral(rank);
      ways.push(
        ...rank.flatMap((entry) => waysOf(entry, several.has(entry.range[0]), { decided, longer, open }, domain)),
      );
      const certain = rank.filter((entry) => entry.doubt === undefined);
      const none = certain
        .filter((entry) => entry.interface === undefined)
        .map((entry) => subtract(entry.range, decided, domain));
      dropped = union([dropped, ...none], domain);
      decided = union([decided, ...certain.map((entry) => entry.range)], domain);
      const doubtful = rank.filter((entry) => entry.doubt !== undefined);
      open = union([open, ...doubtful.map((entry) => entry.range)], domain);
    }
  }
  const reached = union([decided, ...ways.map((way) => way.addresses)], domain);
  return { ways, dropped, nowhere: subtract([domain.min, domain.max], reached, domain) };
}

/** Entries of equal length from `index` on. */
function sameLength(entries: readonly Entry[], index: number): readonly Entry[] {
  const end = entries.findIndex((entry, at) => at > index && entry.length !== entries[index]?.length);
  return entries.slice(index, end < 0 ? entries.length : end);
}

/** Entries of equal distance together, the nearest first: they do not outrank each other. */
function ranksOf(group: readonly Entry[]): readonly (readonly Entry[])[] {
  const distances = [...new Set(group.map(({ distance }) => distance))];
  return distances.map((distance) => group.filter((entry) => entry.distance === distance));
}

interface Decided {
  /** What better ways lead to. */
  readonly decided: Intervals<number | bigint>;
  /** What ways of longer prefixes lead to. */
  readonly longer: Intervals<number | bigint>;
  /** What better ways may lead to, if they are there. */
  readonly open: Intervals<number | bigint>;
}

/** The way of one entry: for what no better one leads to, or as a backup for what only one of its own length does. */
function waysOf(
  entry: Entry,
  several: boolean,
  { decided, longer, open }: Decided,
  domain: Domain<number | bigint>,
): Way[] {
  const { interface: over, via, length, range } = entry;
  if (over === undefined) return [];
  const doubt = entry.doubt ?? (several ? ("several" as const) : undefined);
  const base: Omit<Way, "addresses"> =
    doubt === undefined
      ? { interface: over, via, prefixLength: length }
      : { interface: over, via, prefixLength: length, doubt };
  const isEqual = entry.doubt === undefined && several ? ({ isEqual: true } as const) : {};
  const left = subtract(range, decided, domain);
  const addresses = subtract(left, open, domain);
  const contested = intersect(left, open);
  const spare = subtract(intersect(range, decided), longer, domain);
  return [
    ...(addresses.length > 0 ? [{ ...base, ...isEqual, addresses }] : []),
    ...(contested.length > 0 ? [{ ...base, doubt: doubt ?? ("several" as const), addresses: contested }] : []),
    ...(spare.length > 0 ? [{ ...base, addresses: spare, backup: true as const }] : []),
  ];
}

/** Where prefixes begin that different entries of one length lead to: such are the same or apart. */
function startsOfSeveral(group: readonly Entry[]): ReadonlySet<number | bigint | undefined> {
  const first = new Map<number | bigint | undefined, Entry>();
  const several = new Set<number | bigint | undefined>();
  for (const entry of group) {
    const [from] = entry.range;
    const known = first.get(from);
    if (known === undefined) first.set(from, entry);
    else if (!isSameWay(known, entry)) several.add(from);
  }
  return several;
}

function isSameWay(a: Entry, b: Entry): boolean {
  const hop = ({ via }: Entry) => (via === "connected" ? via : via.nextHop);
  return a.interface === b.interface && hop(a) === hop(b);
}

function connectedEntries(interfaces: readonly Interface[], family: 4 | 6): Entry[] {
  return interfaces.flatMap((one) =>
    networksHere(one)
      .filter((network) => network.family === family)
      .map(({ from, to, prefixLength, doubt }) => ({
        range: [from, to],
        length: prefixLength,
        distance: 0,
        interface: one.id,
        via: "connected" as const,
        ...(doubt === undefined ? {} : { doubt }),
      })),
  );
}

/** Interfaces that packets may leave by. */
function interfacesOf(device: Device): readonly Interface[] {
  return device.interfaces.filter((one) => one.enabled && one.kind !== "switched");
}

function staticEntries(device: Device, router: string, family: 4 | 6): Entry[] {
  const all = interfacesOf(device);
  const networks = all.flatMap((one) => connectedOf(one, family)).sort((a, b) => b.length - a.length);
  const routes = device.routes.filter((route) => route.family === family);
  const site: Site = {
    all,
    networks,
    routes,
    finer: routes.filter((route) => isFiner(route, networks)),
    behind: new Map(),
  };
  return routes.filter((route) => route.router === router).flatMap((route) => staticEntry(route, site));
}

/** What the routes of a device are looked up in. */
interface Site {
  readonly all: readonly Interface[];
  /** The longest first. */
  readonly networks: readonly Connected[];
  readonly routes: readonly Route[];
  /** Routes for parts of connected networks. */
  readonly finer: readonly Route[];
  /** The ways to next hops on no network of the device, by router and address; none where that is not certain. */
  readonly behind: Map<string, Entry | undefined>;
}

/** A network on an interface itself. */
interface Connected {
  readonly one: Interface;
  readonly length: number;
  readonly range: readonly [number | bigint, number | bigint];
  /** Set when it may not be there. */
  readonly doubt?: DoubtId;
}

function connectedOf(one: Interface, family: 4 | 6): Connected[] {
  return networksHere(one)
    .filter((network) => network.family === family)
    .map(({ from, to, prefixLength, doubt }) => ({
      one,
      length: prefixLength,
      range: [from, to],
      ...(doubt === undefined ? {} : { doubt }),
    }));
}

/** Whether a route is for a part of a connected network: next hops there are not where their network is. There are hardly ever any. */
function isFiner({ router, network, prefixLength }: Route, networks: readonly Connected[]): boolean {
  return networks.some(
    ({ one, length, range: [from, to] }) =>
      length < prefixLength && one.router === router && from <= network && network <= to,
  );
}

/**
 * A route is there while its way out is: the interface it names, of whatever router (a VRF leak, reference/cisco.md 2.7), or
 * the one whose network holds its next hop, the longest such, or the one by which another route leads to that.
 */
function staticEntry(route: Route, site: Site): Entry[] {
  const { all, networks, finer } = site;
  const base = {
    range: networkOf(route.network, route.prefixLength),
    length: route.prefixLength,
    distance: route.distance,
    ...(route.doubt === undefined ? {} : { doubt: route.doubt }),
  };
  const { nextHop } = route;
  if (route.egress !== undefined) {
    const over = all.find((one) => one.id === route.egress);
    if (over === undefined) return [];
    return [
      { ...doubted(base, over.stateDoubt), interface: route.egress, via: nextHop === undefined ? {} : { nextHop } },
    ];
  }
  if (nextHop === undefined) return [{ ...base, via: {} }];
  const router = route.nextHopRouter ?? route.router;
  const connected = networks.find(
    ({ one, range: [from, to] }) => one.router === router && from <= nextHop && nextHop <= to,
  );
  const interfaces = all.filter((one) => one.router === router);
  const over = (some: readonly Interface[]): Entry[] =>
    some.map((one) => ({ ...base, interface: one.id, via: { nextHop }, doubt: "several" as const }));
  if (connected !== undefined && !finer.some((other) => leadsAway(other, nextHop, connected))) {
    const entry = { ...doubted(base, connected.doubt), interface: connected.one.id, via: { nextHop } };
    // Where its network is not connected, another route may lead to the next hop.
    const others = connected.doubt === undefined ? [] : interfaces.filter((one) => one !== connected.one);
    return [entry, ...over(others)];
  }
  // The next hop lies on no known network: behind an interface whose own address is unknown, or behind another route.
  const unknown = connected === undefined ? interfaces.filter((one) => one.addressDoubt !== undefined) : [];
  if (unknown.length > 0) return over(unknown);
  const way = connected === undefined ? wayBehind(router, nextHop, site) : undefined;
  return way === undefined ? over(interfaces) : [{ ...base, interface: way.interface, via: way.via }];
}

/**
 * The way to a next hop that lies on no network of the device: that of the longest route to it, where there is one alone and
 * nothing about it is open. A default route is none: not every platform looks for next hops there.
 */
function wayBehind(
  router: string,
  hop: number | bigint,
  site: Site,
): Required<Pick<Entry, "interface" | "via">> | undefined {
  const key = `${hop} ${router}`;
  if (!site.behind.has(key)) {
    site.behind.set(key, undefined); // one that leads back to itself leads nowhere
    const holding = site.routes.filter(
      (route) => route.router === router && route.prefixLength > DEFAULT_LENGTH && isHeld(hop, route),
    );
    const longest = Math.max(...holding.map(({ prefixLength }) => prefixLength));
    const [best, ...others] = holding.filter(({ prefixLength }) => prefixLength === longest);
    const entries = best === undefined || others.length > 0 ? [] : staticEntry(best, site);
    site.behind.set(key, entries.length === 1 && entries[0]?.doubt === undefined ? entries[0] : undefined);
  }
  const { interface: over, via } = site.behind.get(key) ?? {};
  if (over === undefined || via === undefined) return undefined;
  return { interface: over, via: via !== "connected" && via.nextHop === undefined ? { nextHop: hop } : via };
}

function isHeld(address: number | bigint, { network, prefixLength }: Route): boolean {
  const [from, to] = networkOf(network, prefixLength);
  return from <= address && address <= to;
}

/** A route whose way out may not be there. */
function doubted<Base extends { readonly doubt?: DoubtId }>(base: Base, doubt: DoubtId | undefined): Base {
  return base.doubt !== undefined || doubt === undefined ? base : { ...base, doubt };
}

/** Whether a longer route than the network of a next hop leads to that elsewhere than to where the network is. */
function leadsAway(route: Route, hop: number | bigint, { one, length }: Connected): boolean {
  if (route.router !== one.router || route.prefixLength <= length) return false;
  if (!isHeld(hop, route)) return false;
  const { egress, nextHop } = route;
  // One that names nothing but the next hop itself is none.
  if (egress === undefined) return nextHop !== hop;
  return egress !== one.id || (nextHop !== undefined && nextHop !== hop);
}
