/** Where packets may come out that a policy puts into a tunnel (`Interface.policyTunnels`): past whatever stands between its ends. */
import type { AddressRange, Device, Interface, PolicyTunnel, TunnelEnds } from "../model/device.js";
import { type Intervals, intersect, normalize, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Plant } from "../resolve/plant.js";
import { type Door, isReady } from "../resolve/topology.js";

type Addresses = Intervals<number | bigint>;

/** Those of one family. */
function addressesOf(ranges: readonly AddressRange[], family: 4 | 6): Addresses {
  const domain = domainOf(family);
  const own = ranges.filter(({ from }) => typeof from === typeof domain.min).map(({ from, to }) => [from, to] as const);
  return normalize<number | bigint>(own, domain);
}

/** Packets that a policy may put into a tunnel where they leave. */
export interface TunnelledWay {
  readonly destinations: Addresses;
  /** By which doors of given devices they may come in then. */
  readonly doors: readonly Door[];
  /** Whether they may come out at a device that was not given. */
  readonly mayBeElsewhere: boolean;
  readonly because: string;
}

/** What of some destinations tunnels of the door they leave by may carry. */
export function tunnelledWays(plant: Plant, door: Door, destinations: Addresses, family: 4 | 6): TunnelledWay[] {
  const { device, interface: egress } = door;
  const because = `a tunnel of ${egress.id} of ${device.id} may carry them past what stands between its ends`;
  const ways = (egress.policyTunnels ?? []).map((tunnel) => ({
    destinations: intersect(destinations, addressesOf(tunnel.far, family)),
    ...farEnds(plant, device, tunnel),
    because,
  }));
  return ways.filter((way) => way.destinations.length > 0);
}

/** What of the packets that leave by a door tunnels would carry to given devices of which none surely ends them: it may get nowhere. */
export function withoutEnd(plant: Plant, { device, interface: egress }: Door, family: 4 | 6): Addresses {
  const tunnels = (egress.policyTunnels ?? []).filter((tunnel) => {
    const { doors, mayBeElsewhere } = farEnds(plant, device, tunnel);
    return !mayBeElsewhere && !doors.some(({ interface: end }) => mayEnd(end, device, tunnel));
  });
  return union(
    tunnels.map(({ far }) => addressesOf(far, family)),
    domainOf(family),
  );
}

/** Whether an interface may end a tunnel of a device, as far as both sides say what they agree on. */
function mayEnd({ kind, tunnel: own, policyTunnels = [] }: Interface, self: Device, tunnel: PolicyTunnel): boolean {
  const isSelf = (peer: number | bigint) => self.interfaces.some((one) => isAt(one, peer));
  const isRouted = kind === "tunnel" && (own?.remote === undefined || isSelf(own.remote));
  if (isRouted && haveInCommon(tunnel.terms, own?.terms)) return true;
  return policyTunnels.some(
    ({ peers, terms }) => (peers.length === 0 || peers.some(isSelf)) && haveInCommon(tunnel.terms, terms),
  );
}

/** Whether two ends find terms in common, as far as both say theirs. */
export function haveInCommon(one: TunnelEnds["terms"], other: TunnelEnds["terms"]): boolean {
  return Object.entries(one ?? {}).every(([name, own]) => {
    const known = other?.[name];
    return known === undefined || known.some((value) => own.includes(value));
  });
}

/** Where the far end of a tunnel of some device may be; what comes out there may come in by any tunnel of that device. */
function farEnds(plant: Plant, self: Device, { peers }: PolicyTunnel): Pick<TunnelledWay, "doors" | "mayBeElsewhere"> {
  const others = plant.devices.map(({ device }) => device).filter((one) => one !== self);
  if (peers.length === 0) return { doors: others.flatMap((one) => doorsWith(one, endsTunnels)), mayBeElsewhere: true };
  const owners = peers.map((peer) => others.filter((one) => one.interfaces.some((of) => isAt(of, peer))));
  const doors = [...new Set(owners.flat())].flatMap((one) =>
    doorsWith(one, (of) => endsTunnels(of) || peers.some((peer) => isAt(of, peer))),
  );
  return { doors, mayBeElsewhere: owners.some((found) => found.length === 0) };
}

/** Sources whose packets may come in by an interface out of tunnels whose other end was not given. */
export function outOfTunnels(plant: Plant, { device, interface: ingress }: Door, family: 4 | 6): Addresses {
  const open = (ingress.policyTunnels ?? []).filter((one) => farEnds(plant, device, one).mayBeElsewhere);
  return union(
    open.map(({ far, sources = far }) => addressesOf(sources, family)),
    domainOf(family),
  );
}

function doorsWith(device: Device, isMeant: (of: Interface) => boolean): Door[] {
  return device.interfaces.filter((one) => isReady(one) && isMeant(one)).map((one) => ({ device, interface: one }));
}

function endsTunnels({ kind, policyTunnels }: Interface): boolean {
  return kind === "tunnel" || policyTunnels !== undefined;
}

/** Whether an interface has an address. */
export function isAt({ enabled, addresses }: Interface, peer: number | bigint): boolean {
  return enabled && addresses.some(({ address }) => address === peer);
}
