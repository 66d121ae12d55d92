/** Whether interfaces are surely up; tunnels: the packets that they travel in have to get from end to end. */
import type { Device, Interface, OuterPackets } from "../model/device.js";
import { intersect } from "../packets/intervals.js";
import { forwardingTable, type Way as RouteWay } from "../resolve/forwarding-table.js";
import type { Plant } from "../resolve/plant.js";
import type { RoutedDevice } from "../resolve/routed-device.js";
import { type Door, isReady } from "../resolve/topology.js";
import { together } from "./detours.js";
import { ofPlant } from "./of-plant.js";
import { type Outer, OuterWays } from "./outer-packets.js";
import { haveInCommon, isAt } from "./policy-tunnels.js";

export class Tunnels {
  private readonly known = new Map<Interface, boolean>();
  private readonly knownWays = new Map<readonly RouteWay[], readonly RouteWay[]>();
  private readonly outer: OuterWays;

  constructor(private readonly plant: Plant) {
    this.outer = new OuterWays(plant, (door) => !this.mayBeDown(door));
  }

  /** Whether an interface is not surely up: by what its device says, or as the end of a tunnel. */
  mayBeDown(door: Door): boolean {
    return door.interface.stateDoubt !== undefined || this.mayNotArrive(door);
  }

  /**
   * Whether an interface is the end of a tunnel that is not surely up: to a given far end nothing shows that its packets come,
   * or something given is not sure to let them by to one that was not given.
   */
  private mayNotArrive(door: Door): boolean {
    if (door.interface.tunnel === undefined) return false;
    const known = this.known.get(door.interface);
    if (known !== undefined) return known;
    // One that travels in itself is not up.
    this.known.set(door.interface, true);
    const found = !this.isUp(door);
    this.known.set(door.interface, found);
    return found;
  }

  /** The ways of a router, with those that are left while tunnels are down: as backups. */
  waysOf(at: RoutedDevice, router: string, family: 4 | 6): readonly RouteWay[] {
    const { device, interfaces, tables } = at;
    const ways = tables.get(router)?.[family].ways ?? [];
    const known = this.knownWays.get(ways);
    if (known !== undefined) return known;
    const down = ways.filter((way) => {
      const egress = interfaces.get(way.interface);
      return egress !== undefined && this.mayNotArrive({ device, interface: egress });
    });
    const found = down.length === 0 ? ways : [...ways, ...waysBeside(device, router, family, down)];
    this.knownWays.set(ways, found);
    return found;
  }

  private isUp(door: Door): boolean {
    const { topology } = this.plant;
    if (topology.isLink(door)) {
      const [other, ...more] = topology.neighbours(door);
      return other !== undefined && more.length === 0 && this.joins(door, other);
    }
    const { remote, carriedBy } = door.interface.tunnel ?? {};
    // Nothing of what is given is known to stop it then.
    if (carriedBy === undefined) return true;
    if (remote !== undefined) return this.isUpTo(door, remote, carriedBy);
    const near = topology.neighbours(door).filter((other) => mayEndAt(other, door));
    if (near.length > 0) return near.every((other) => this.joins(door, other));
    return this.isOpenToOthers(door, carriedBy);
  }

  /** Whether it is up to a far end that is no tunnel back to it alone. */
  private isUpTo(door: Door, remote: number | bigint, carriedBy: readonly OuterPackets[]): boolean {
    const others = this.plant.devices.filter(({ device }) => device !== door.device);
    const [end, ...more] = others.filter(({ device }) => device.interfaces.some((one) => isAt(one, remote)));
    if (end !== undefined) return more.length === 0 && this.isTakenBy(end, door, remote, carriedBy);
    const start = this.startOf(door);
    if (start === undefined) return false;
    return this.outer.leaveAndReturn({ ...start, source: addressOf(door), destination: remote, carriedBy });
  }

  /** Whether a given device surely ends it: by a tunnel with many far ends, or by one of which nothing is known. */
  private isTakenBy(
    end: RoutedDevice,
    door: Door,
    remote: number | bigint,
    carriedBy: readonly OuterPackets[],
  ): boolean {
    const all = end.device.interfaces.map((one) => ({ device: end.device, interface: one }));
    const many = all.filter(({ interface: { tunnel } }) => tunnel !== undefined && tunnel.remote === undefined);
    if (many.some((one) => addressOf(one) === remote && this.joins(door, one))) return true;
    if (!all.some(({ interface: one }) => isReady(one) && one.kind === "tunnel" && one.tunnel === undefined))
      return false;
    const [start, source] = [this.startOf(door), addressOf(door)];
    const from = end.device.interfaces.find((one) => isAt(one, remote));
    if (start === undefined || source === undefined || from === undefined) return false;
    const there = { ...start, source, destination: remote, carriedBy };
    const back = { at: end, from, source: remote, destination: source, carriedBy };
    return this.outer.arrive(there, end.device) && this.outer.arrive(back, door.device);
  }

  /** Whether it takes what others send to it who are not known. */
  private isOpenToOthers(door: Door, carriedBy: readonly OuterPackets[]): boolean {
    const start = this.startOf(door);
    if (start === undefined) return false;
    const doors = this.outer.doorsTo(start.at, (one) => one === start.from, 4);
    return this.outer.isOpenTo(carriedBy, addressOf(door), doors);
  }

  private joins(one: Door, other: Door): boolean {
    return (
      isSameKind(one, other) &&
      haveInCommon(one.interface.tunnel?.terms, other.interface.tunnel?.terms) &&
      this.arrives(one, other) &&
      this.arrives(other, one)
    );
  }

  /** Whether all that one end sends surely comes to the other, and is taken there. */
  private arrives(door: Door, end: Door): boolean {
    const { tunnel } = door.interface;
    const source = end.interface.tunnel?.remote ?? addressOf(door);
    const destination = tunnel?.remote ?? addressOf(end);
    const start = this.startOf(door);
    if (tunnel?.carriedBy === undefined || start === undefined) return false;
    if (source === undefined || destination === undefined) return false;
    return this.outer.arrive({ ...start, source, destination, carriedBy: tunnel.carriedBy }, end.device);
  }

  /** The router and the interface that a tunnel starts from; none where that one is not there, or switched off. */
  private startOf(door: Door): Pick<Outer, "at" | "from"> | undefined {
    const at = this.plant.devices.find(({ device }) => device === door.device);
    const from = startOf(door);
    return at && from?.enabled ? { at, from } : undefined;
  }
}

/** The tunnels of a plant: whether one is up is found once for all questions about it. */
export const tunnelsOf = ofPlant((plant) => new Tunnels(plant));

/** Where a router leads what it would send into some tunnels, while it has no route over these. */
function waysBeside(device: Device, router: string, family: 4 | 6, down: readonly RouteWay[]): RouteWay[] {
  const ids = new Set(down.map((way) => way.interface));
  const routes = device.routes.filter(({ egress }) => egress === undefined || !ids.has(egress));
  const lost = together(down, family);
  return forwardingTable({ ...device, routes }, router, family)
    .ways.filter((way) => !ids.has(way.interface))
    .map((way): RouteWay => ({ ...way, addresses: intersect(way.addresses, lost), backup: true }))
    .filter(({ addresses }) => addresses.length > 0);
}

/** Why packets may not go by an interface that is not surely up. */
export function downText({ id: name, doubts }: Device, { id, stateDoubt }: Interface): string {
  const doubt = doubts.find((one) => one.id === stateDoubt);
  if (doubt !== undefined) return `${id} of ${name} is down: ${doubt.reason}`;
  return `the tunnel ${id} of ${name} is down: nothing shows that its far end gets what it travels in, and takes it`;
}

/** Whether both ends travel in the same packets: GRE and IPsec, or GRE of two keys, take nothing of one another. */
function isSameKind({ interface: { tunnel } }: Door, { interface: { tunnel: other } }: Door): boolean {
  return JSON.stringify(tunnel?.carriedBy) === JSON.stringify(other?.carriedBy);
}

/** The interface a tunnel starts from. */
function startOf({ device, interface: { tunnel } }: Door): Interface | undefined {
  const { over, local } = tunnel ?? {};
  if (over !== undefined) return device.interfaces.find(({ id }) => id === over);
  return local === undefined ? undefined : device.interfaces.find((one) => isAt(one, local));
}

/** The address it starts from, as far as that is known: of the family of its far end. */
function addressOf(door: Door): number | bigint | undefined {
  const { local, remote } = door.interface.tunnel ?? {};
  const wanted = typeof remote === "bigint" ? 6 : 4;
  const own = startOf(door)?.addresses.find(({ family, kind }) => family === wanted && kind === "primary");
  return local ?? own?.address;
}

/** Whether two interfaces are ends of different tunnels, by what they say of where these lead. */
export function areApart(one: Door, other: Door): boolean {
  return (
    one.interface.tunnel !== undefined &&
    other.interface.tunnel !== undefined &&
    !(leads(one, other) && leads(other, one))
  );
}

/** Whether a tunnel may end where another one starts, be it at an address that nobody wrote down. */
function leads({ interface: { tunnel } }: Door, end: Door): boolean {
  const { local } = end.interface.tunnel ?? {};
  const start = startOf(end);
  if (tunnel?.remote === undefined || (local === undefined && start === undefined)) return true;
  if (local === tunnel.remote) return true;
  return start !== undefined && (start.addressDoubt !== undefined || isAt(start, tunnel.remote));
}

/** Whether another tunnel of the same network may lead to this one: it has many far ends as well, or this one alone. */
function mayEndAt(other: Door, self: Door): boolean {
  const { tunnel } = other.interface;
  return tunnel !== undefined && (tunnel.remote === undefined || tunnel.remote === addressOf(self));
}
