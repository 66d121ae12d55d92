/** Sources that a device refuses at an interface, as no route of it leads back to them from there. */
import type { Device, Interface, Route } from "../model/device.js";
import { type Intervals, subtract, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import { forwardingTable } from "../resolve/forwarding-table.js";
import { connectedNetworks, networkOf } from "../resolve/networks.js";
import { tellAddresses } from "./nat/address-view.js";
import type { Hop, Way } from "./way.js";

type Addresses = Intervals<number | bigint>;

/** Where packets of a way may be refused, and of which sources, told as they were sent. */
export interface Refusal {
  readonly device: Device;
  readonly interface: Interface;
  readonly sources: Addresses;
}

/** A hop, or the device itself that packets are for. */
type Point = Pick<Hop, "device" | "passage"> & { readonly scope: Pick<Hop["scope"], "family" | "ingress" | "sources"> };

/**
 * What devices on a way refuse for its source. Where a way begins the zone is attached by routes of the device itself: that is
 * looked at of a leg alone, which may begin anywhere.
 */
export function refusalsOn({ isLeg }: Pick<Way, "isLeg">, hops: readonly Point[]): Refusal[] {
  if (hops.length === 1 && !isLeg) return [];
  return (isLeg ? hops : hops.slice(1)).flatMap(({ device, scope, passage }) => {
    const one = device.interfaces.find(({ id }) => id === scope.ingress);
    const strangers = one?.needsWayBack ? strangersAt(device, one, scope.family) : [];
    if (one === undefined || strangers.length === 0) return [];
    const view = passage?.incoming.view.source;
    const sources = view === undefined ? strangers : tellAddresses(view, strangers, "most");
    return sources.length === 0 ? [] : [{ device, interface: one, sources }];
  });
}

const STRANGERS = new WeakMap<Interface, Map<4 | 6, Addresses>>();

/** Addresses that surely no route over the interface leads to, or none that may be the best: none where not all routes are known. */
function strangersAt(device: Device, one: Interface, family: 4 | 6): Addresses {
  const known = STRANGERS.get(one) ?? new Map<4 | 6, Addresses>();
  STRANGERS.set(one, known);
  const found = known.get(family) ?? findStrangers(device, one, family);
  known.set(family, found);
  return found;
}

function findStrangers(device: Device, one: Interface, family: 4 | 6): Addresses {
  const { dynamicRouting, onlyWritten, imports } = device.routers.find(({ id }) => id === one.router) ?? {};
  const isOpen =
    (dynamicRouting !== undefined && onlyWritten !== true) || imports !== undefined || one.addressDoubt !== undefined;
  if (isOpen || one.takesRoutes !== undefined || one.policyTunnels !== undefined) return [];
  const domain = domainOf(family);
  const led = one.needsWayBack === "best route" ? bestWays(device, one, family) : anyWays(device, one, family);
  return subtract([domain.min, domain.max], union(led, domain), domain);
}

function bestWays(device: Device, one: Interface, family: 4 | 6): Addresses[] {
  const { ways } = forwardingTable(device, one.router, family);
  return ways.filter((way) => way.interface === one.id).map(({ addresses }) => addresses);
}

function anyWays(device: Device, one: Interface, family: 4 | 6): Addresses[] {
  const led = device.routes
    .filter((route) => route.router === one.router && route.family === family && mayLeadOver(route, one))
    .map(({ network, prefixLength }) => networkOf(network, prefixLength));
  return [connectedNetworks(one, family), ...led];
}

/** A route without an interface may lead by any that its next hop is behind. */
function mayLeadOver({ egress, nextHop }: Route, one: Interface): boolean {
  return egress === undefined ? nextHop !== undefined : egress === one.id;
}
