/** Bridges that the map gives a place: zones bound to their ports say what lies behind these. */
import type { Device, HostNetwork, Interface } from "../model/device.js";
import type { Rule } from "../model/rule.js";
import { type Intervals, meets, pairsOf, prefixesOf } from "../packets/intervals.js";
import { AddressBounds } from "./address-bounds.js";
import { lacksRoutes } from "./elsewhere.js";
import { connectedNetworks } from "./networks.js";
import type { Bindings } from "./segments.js";
import { isReady } from "./topology.js";
import type { PerFamily } from "./zone-space.js";

type Addresses = Intervals<number | bigint>;
type Claims = PerFamily<ReadonlyMap<string, Addresses>>;

/** A zone of more prefixes than these is not put behind a port. */
const MOST_PREFIXES = 64;

/**
 * The only device that is given, with the networks of zones on the ports of its bridges: where two ports are bound to a zone each,
 * whatever goes from one of these to the other crosses the bridge once, from port to port, by whatever routers behind these that
 * were not given. That is not so where packets may come back from behind a third port, or beside other ways to these zones; nor is
 * it where packets of IPv6 may pass: hosts of a bridged segment have addresses there that no map holds.
 * @param claimed what the map gives to each zone.
 */
export function withPlacedBridges(devices: readonly Device[], bindings: Bindings, claimed: Claims): readonly Device[] {
  const [device, ...others] = devices;
  if (device === undefined || others.length > 0 || !device.routers.some(({ bridges }) => bridges === true))
    return devices;
  const networks = new Map<Interface, readonly HostNetwork[]>();
  const placed = new Set<string>();
  const all = device.routers
    .filter(({ bridges }) => bridges === true)
    .map(({ id }) => bridgeOf(device, id, bindings))
    .filter(({ ports }) => ports.length > 1);
  for (const one of all) {
    const { id, zones } = one;
    // A zone on no other bridge is reached by this one alone; of two that are on others, packets may go round by these.
    const elsewhere = all.flatMap((other) => (other === one ? [] : other.zones));
    const shared = zones.filter((zone) => zone !== undefined && elsewhere.includes(zone));
    if (elsewhere.includes(undefined) || shared.length > 1) continue;
    const sides = sidesOf(device, one, claimed);
    if (sides === undefined) continue;
    placed.add(id);
    for (const { port, own } of sides) networks.set(port, own);
  }
  if (placed.size === 0) return devices;
  const interfaces = device.interfaces.map((one) => {
    const own = networks.get(one);
    return own === undefined ? one : { ...one, networks: own };
  });
  // Routes of a bridge are for what it sends itself.
  const routers = device.routers.map((router) =>
    placed.has(router.id) ? { id: router.id, forwards: router.forwards } : router,
  );
  const routes = device.routes.filter(({ router }) => !placed.has(router));
  return [{ ...device, interfaces, routers, routes }];
}

interface Side {
  readonly port: Interface;
  readonly own: readonly HostNetwork[];
}

/** A bridge with the zones that its ports are bound to. */
interface Bridging {
  readonly id: string;
  readonly ports: readonly Interface[];
  readonly zones: readonly (string | undefined)[];
}

function bridgeOf(device: Device, id: string, bindings: Bindings): Bridging {
  const ports = device.interfaces.filter((one) => one.router === id && isReady(one));
  return { id, ports, zones: ports.map((port) => bindings.get(`${device.id}/${port.id}`)) };
}

/** What lies behind the bound ports of a bridge; `undefined` where that cannot be told. */
function sidesOf(device: Device, { id, ports, zones }: Bridging, claimed: Claims): readonly Side[] | undefined {
  const bound = zones.filter((zone) => zone !== undefined);
  if (bound.length < 2 || new Set(bound).size < bound.length) return undefined;
  if (ports.some(({ networks, addresses }) => (networks ?? addresses).length > 0)) return undefined;
  if (mayLeadElsewhere(device, id)) return undefined;
  const rules = permitting(device);
  if (mayCarrySix(device, rules, ports) || mayGoRound(rules, ports)) return undefined;
  const sides = ports.flatMap((port, index) => {
    const zone = zones[index];
    return zone === undefined ? [] : [{ port, own: networksOf(zone, port, claimed) }];
  });
  const isTold = sides.every(({ own }) => own.length > 0 && own.every((network) => !isElsewhere(device, id, network)));
  return isTold ? sides : undefined;
}

/** The rules of forwarded packets that let some pass, or may. */
function permitting({ forwarding, tables }: Device): readonly Rule[] {
  const filtering = new Set(forwarding.flatMap((step) => step.tables));
  const rules = tables.flatMap((table) => (filtering.has(table.id) ? table.rules : []));
  return rules.filter((rule) => rule.enabled && rule.action !== "deny");
}

/**
 * Whether packets may go from one port to another one by way of routers behind a third, or rather there: then they cross more than
 * once, and which way they take is not told.
 */
function mayGoRound(rules: readonly Rule[], ports: readonly Interface[]): boolean {
  const leads = (from: Interface, to: Interface) => rules.some((rule) => leadsBetween(rule, from, to));
  return ports.some((from) => {
    const others = ports.filter((to) => to !== from && leads(from, to));
    const isForked = others.length > 1;
    return isForked || others.some((middle) => ports.some((to) => to !== from && to !== middle && leads(middle, to)));
  });
}

function networksOf(zone: string, port: Interface, claimed: Claims): readonly HostNetwork[] {
  const [at] = port.at;
  const own = pairsOf(claimed[4].get(zone) ?? []);
  if ((claimed[6].get(zone) ?? []).length > 0) return [];
  const all = own.map(([from, to]) => prefixesOf(from, to, 32, MOST_PREFIXES));
  if (all.some((some) => some === undefined) || all.flat().length > MOST_PREFIXES) return [];
  return all.flatMap((some) => some ?? []).map(([network, prefixLength]) => ({ family: 4, network, prefixLength, at }));
}

/** Whether a device has another way to a network: then its packets need not cross the bridge, or not only that. */
function isElsewhere({ interfaces, routes }: Device, router: string, { network, prefixLength }: HostNetwork): boolean {
  const span = spanOf(network, prefixLength);
  return (
    interfaces.some((one) => one.router !== router && meets(connectedNetworks(one, 4), span)) ||
    routes.some(
      (route) => route.family === 4 && route.prefixLength > 0 && meets(spanOf(route.network, route.prefixLength), span),
    )
  );
}

/** Whether a device may have another way to any network: a route that is not in its file, or an address that could not be read. */
function mayLeadElsewhere({ interfaces, routers }: Device, router: string): boolean {
  return (
    routers.some((other) => other.id !== router && lacksRoutes(other)) ||
    interfaces.some((one) => one.router !== router && one.unreadAddress === true)
  );
}

function spanOf(network: number | bigint, prefixLength: number): Addresses {
  return [network, Number(network) + 2 ** (32 - prefixLength) - 1];
}

/** Whether some rule lets IPv6 pass from a port to another one, or may; what goes back out by the port it came in by crosses nothing. */
function mayCarrySix(device: Device, rules: readonly Rule[], ports: readonly Interface[]): boolean {
  const bounds = new AddressBounds(device);
  return rules.some(
    (rule) =>
      ports.some((from) => ports.some((to) => to !== from && leadsBetween(rule, from, to))) &&
      [rule.match.source, rule.match.destination].every((side) => bounds.of(side, 6).upper.length > 0),
  );
}

function leadsBetween({ match: { ingress, egress } }: Rule, from: Interface, to: Interface): boolean {
  return (ingress?.includes(from.id) ?? true) && (egress?.includes(to.id) ?? true);
}
