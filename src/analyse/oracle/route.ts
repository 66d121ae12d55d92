/** Where one router sends one packet: own addresses, connected networks, static routes; longest prefix first. */
import type { Device, Doubt, HostNetwork, Interface, Route } from "../../model/device.js";
import type { Family } from "../../model/expression.js";

export interface WayOut {
  readonly interface: Interface;
  /** Left out: the destination is on the segment itself (`connected`), or the route names an interface alone. */
  readonly nextHop?: number | bigint;
  readonly connected: boolean;
}

/** `open`: why the ways may not be the ones taken, or not all there are; why it may be for a host instead. */
export type Routing =
  | { readonly kind: "self"; readonly open: readonly string[] }
  | {
      readonly kind: "out";
      readonly ways: readonly WayOut[];
      readonly open: readonly string[];
      /** Prefix length of the best entry; -1 where none holds the address. */
      readonly length: number;
      /** A policy may send it anywhere, where nothing takes it on to its destination as well. */
      readonly isAstray?: boolean;
    }
  | { readonly kind: "nowhere"; readonly why: string };

/** A destination as a router knows it. */
interface Entry {
  readonly length: number;
  readonly distance: number;
  readonly sure: boolean;
  readonly ways: readonly WayOut[];
}

/**
 * What the router of a device does with packets to an address (reference/cisco.md 2.7; the same on every platform).
 * @param ingress by which they came, for policies that come before all routes; left out: these are not asked for.
 */
export function routeTo(
  device: Device,
  router: string,
  { family, address }: Destination,
  ingress?: Interface,
): Routing {
  const usable = device.interfaces.filter((one) => one.enabled && one.kind !== "switched");
  const interfaces = usable.filter((one) => one.router === router);
  const owners = interfaces.filter((one) => owns(one, address));
  if (owners.length > 0) return { kind: "self", open: whyNotOwn(device, owners, ingress) };
  const { ways, sure, length } = chosen(entriesFor(device, router, usable, { family, address }));
  const { dynamicRouting, imports = [] } = device.routers.find(({ id }) => id === router) ?? {};
  const policy = policyFor(device, ingress, { family, address });
  if (policy === undefined && sure && ways.some(({ connected }) => connected))
    return { kind: "out", ways, open: [], length };
  if (policy !== undefined || dynamicRouting !== undefined) {
    const isWithin = (one: Interface) =>
      policy?.reroutes === true || one.router === router || imports.includes(one.router);
    const every = usable
      .filter((one) => isWay(one) && isWithin(one))
      .map((one) => ({ interface: one, connected: false }));
    const named = new Set(ways.map((way) => way.interface));
    return {
      kind: "out",
      ways: [...ways, ...every.filter((way) => !named.has(way.interface))],
      isAstray: policy?.reroutes === true,
      open: [policy?.reason ?? `${device.id} learns routes that are not in the file`],
      length,
    };
  }
  if (length >= 0) {
    const open = sure && ways.length <= 1 ? [] : [`the routes of ${device.id} leave more than one way open`];
    return { kind: "out", ways, open, length };
  }
  return unknownNetworks(device, interfaces);
}

/** Interfaces that may be down own nothing then; what comes in by one does so while it is up. */
function whyNotOwn({ doubts }: Device, owners: readonly Interface[], ingress: Interface | undefined): string[] {
  if (owners.some((one) => one === ingress || one.stateDoubt === undefined)) return [];
  return doubts.filter(({ id }) => owners.some(({ stateDoubt }) => stateDoubt === id)).map(({ reason }) => reason);
}

/** Why a policy may send what comes in by an interface another way than routes say. */
function policyFor({ doubts }: Device, ingress: Interface | undefined, to: Destination): Doubt | undefined {
  const { family, address } = to;
  const found = ingress?.policyRouted?.find((one) => one.family === family && one.from <= address && address <= one.to);
  return doubts.find(({ id }) => id === found?.doubt);
}

/** An interface whose address is given by DHCP or PPPoE may connect any network, and bring a default route. */
function unknownNetworks(device: Device, interfaces: readonly Interface[]): Routing {
  const unknown = interfaces.filter((one) => one.addressDoubt !== undefined);
  if (unknown.length === 0) return { kind: "nowhere", why: `${device.id} has no route to it` };
  return {
    kind: "out",
    ways: unknown.map((one) => ({ interface: one, connected: false })),
    open: [`the address of ${unknown.map(({ id }) => id).join(", ")} on ${device.id} is not in the file`],
    length: -1,
  };
}

function isWay({ kind }: Interface): boolean {
  return kind === "routed" || kind === "tunnel";
}

function owns({ addresses }: Interface, address: number | bigint): boolean {
  return addresses.some((own) => own.address === address);
}

interface Destination {
  readonly family: Family;
  readonly address: number | bigint;
}

/** All entries that hold the address, best first. */
function entriesFor(device: Device, router: string, usable: readonly Interface[], to: Destination): Entry[] {
  const own = usable.filter((one) => one.router === router);
  const connected = own.flatMap((one) =>
    networksOn(one)
      .filter((network) => network.family === to.family && holds(network.network, network.prefixLength, to))
      .map(({ prefixLength, doubt }) => ({
        length: prefixLength,
        distance: 0,
        sure: doubt === undefined && one.stateDoubt === undefined,
        ways: [{ interface: one, connected: true }],
      })),
  );
  const routed = device.routes
    .filter((route) => route.router === router && route.family === to.family)
    .filter((route) => holds(route.network, route.prefixLength, to))
    .flatMap((route) => routeEntry(route, usable, device.routes));
  return [...connected, ...routed].toSorted((a, b) => b.length - a.length || a.distance - b.distance);
}

/** The networks on the segment of an interface; an address that is shared with a peer connects none. */
function networksOn({ addresses, networks = [] }: Interface): Omit<HostNetwork, "at">[] {
  const own = addresses.filter(({ kind }) => kind !== "virtual");
  return [...own.map(({ family, address, prefixLength }) => ({ family, network: address, prefixLength })), ...networks];
}

/** Whether an address lies in a network of an interface, and the length of its prefix; -1: it does not. */
export function lengthOn(one: Interface, address: number | bigint): number {
  const family = typeof address === "bigint" ? 6 : 4;
  const found = networksOn(one).filter(
    (network) => network.family === family && holds(network.network, network.prefixLength, { family, address }),
  );
  return Math.max(-1, ...found.map(({ prefixLength }) => prefixLength));
}

/** Whether an address lies in a network. */
export function holds(network: number | bigint, length: number, { family, address }: Destination): boolean {
  const hostBits = BigInt((family === 4 ? 32 : 128) - length);
  return BigInt(network) >> hostBits === BigInt(address) >> hostBits;
}

/**
 * A route is there while its way out is: the interface it names, of any router, or one whose network holds the next hop, or the
 * one by which the next hop is reached through other routes.
 * @param asked those that are looked for the next hop of.
 */
function routeEntry(
  route: Route,
  usable: readonly Interface[],
  all: readonly Route[],
  asked: readonly Route[] = [],
): Entry[] {
  const { prefixLength: length, distance, egress, nextHop } = route;
  const entry = { length, distance, sure: route.doubt === undefined };
  const hop = nextHop === undefined ? {} : { nextHop };
  if (egress !== undefined) {
    const one = usable.find(({ id }) => id === egress);
    if (one === undefined) return [];
    const sure = entry.sure && one.stateDoubt === undefined;
    return [{ ...entry, sure, ways: [{ interface: one, connected: false, ...hop }] }];
  }
  if (nextHop === undefined) return [{ ...entry, ways: [] }];
  const interfaces = usable.filter((one) => one.router === (route.nextHopRouter ?? route.router));
  const over = interfaces.filter((one) => lengthOn(one, nextHop) >= 0 && one.stateDoubt === undefined).slice(0, 1);
  const unknown = interfaces.filter((one) => one.addressDoubt !== undefined);
  const isNear = unknown.length > 0 || interfaces.some((one) => lengthOn(one, nextHop) >= 0);
  const further = isNear ? [] : furtherWays(route, usable, all, [...asked, route]);
  if (further.length > 0) return [{ ...entry, ways: further }];
  const candidates = over.length > 0 ? over : unknown.length > 0 ? unknown : interfaces;
  return [
    {
      ...entry,
      sure: entry.sure && over.length > 0,
      ways: candidates.map((one) => ({ interface: one, connected: false, ...hop })),
    },
  ];
}

/** The one way to a next hop that is on no network of the router; none where several routes lead there, or a default one alone. */
function furtherWays(
  { family, nextHop, nextHopRouter, router }: Route,
  usable: readonly Interface[],
  all: readonly Route[],
  asked: readonly Route[],
): readonly WayOut[] {
  if (nextHop === undefined) return [];
  const [best, second] = all
    .filter((other) => other.family === family && other.router === (nextHopRouter ?? router) && other.prefixLength > 3)
    .filter((other) => holds(other.network, other.prefixLength, { family, address: nextHop }))
    .toSorted((a, b) => b.prefixLength - a.prefixLength);
  if (best === undefined || second?.prefixLength === best.prefixLength || asked.includes(best)) return [];
  const [entry, ...more] = routeEntry(best, usable, all, asked);
  if (entry?.sure !== true || more.length > 0 || entry.ways.length !== 1) return [];
  return entry.ways.map((way) => ({ ...way, nextHop: way.nextHop ?? nextHop }));
}

/** The ways of the best entries: all of equal rank, and lower ones as long as nothing better is sure. */
function chosen(entries: readonly Entry[]): { ways: WayOut[]; sure: boolean; length: number } {
  const ways: WayOut[] = [];
  let open = false;
  for (const [index, entry] of entries.entries()) {
    const before = entries[index - 1];
    const isSameRank = before?.length === entry.length && before.distance === entry.distance;
    if (!isSameRank && entries.slice(0, index).some(({ sure }) => sure)) break;
    if (!entry.sure) open = true;
    for (const way of entry.ways) if (!ways.some((known) => known.interface === way.interface)) ways.push(way);
  }
  return { ways, sure: !open, length: entries[0]?.length ?? -1 };
}
