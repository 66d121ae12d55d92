/** Whether tunnels between given devices are surely up: the packets that they travel in have to get from end to end. */
import type { Device, Interface, OuterPackets } from "../model/device.js";
import type { Packet } from "../model/packet.js";
import { contains, intersect } from "../packets/intervals.js";
import type { RoutedDevice } from "../resolve/attachments.js";
import { forwardingTable, type Way as RouteWay } from "../resolve/forwarding-table.js";
import type { Plant } from "../resolve/plant.js";
import type { Door } from "../resolve/topology.js";
import { detoursOf, together } from "./detours.js";
import { learns } from "./doors.js";
import { ofPlant } from "./of-plant.js";
import { createSetTracer } from "./trace-sets.js";

export class Tunnels {
  private readonly known = new Map<Interface, boolean>();
  private readonly knownWays = new Map<readonly RouteWay[], readonly RouteWay[]>();
  private readonly tracers = new Map<Device, ReturnType<typeof createSetTracer>>();

  constructor(private readonly plant: Plant) {}

  /** Whether an interface is the end of a tunnel to a given device that is not surely up. */
  mayBeDown(door: Door): boolean {
    const { tunnel } = door.interface;
    if (tunnel === undefined || !this.plant.topology.isLink(door)) return false;
    const known = this.known.get(door.interface) ?? !this.isUp(door);
    this.known.set(door.interface, known);
    return known;
  }

  /** The ways of a router, with those that are left while tunnels are down: as backups. */
  waysOf(at: RoutedDevice, router: string, family: 4 | 6): readonly RouteWay[] {
    const { device, interfaces, tables } = at;
    const ways = tables.get(router)?.[family].ways ?? [];
    const known = this.knownWays.get(ways);
    if (known !== undefined) return known;
    const down = ways.filter((way) => {
      const egress = interfaces.get(way.interface);
      return egress !== undefined && this.mayBeDown({ device, interface: egress });
    });
    const found = down.length === 0 ? ways : [...ways, ...waysBeside(device, router, family, down)];
    this.knownWays.set(ways, found);
    return found;
  }

  private isUp(door: Door): boolean {
    const [other, ...more] = this.plant.topology.neighbours(door);
    if (other === undefined || more.length > 0 || !isSameKind(door, other)) return false;
    return this.arrives(door, other) && this.arrives(other, door);
  }

  /** Whether all that one end sends surely comes to the other: past no third device, and past the filters of the other. */
  private arrives({ device, interface: { tunnel } }: Door, end: Door): boolean {
    const sent = end.interface.tunnel?.remote;
    const at = this.plant.devices.find((one) => one.device === device);
    if (tunnel?.carriedBy === undefined || sent === undefined || at === undefined) return false;
    const egress = startOf(at, tunnel.over, sent);
    const entrance = egress && this.entrance(at, egress, tunnel.remote, end.device);
    if (entrance === undefined) return false;
    const ask = this.tracers.get(end.device) ?? createSetTracer(end.device);
    this.tracers.set(end.device, ask);
    return tunnel.carriedBy.every(
      (outer) => ask(packetOf(outer, sent, tunnel.remote), entrance.id, "self") === "permit",
    );
  }

  /** By which interface packets come to the far end, where nobody else who is given may stand between. */
  private entrance(at: RoutedDevice, from: Interface, remote: number | bigint, end: Device): Interface | undefined {
    const family = typeof remote === "bigint" ? 6 : 4;
    const { device, interfaces, tables } = at;
    const ways = (tables.get(from.router)?.[family].ways ?? []).filter(({ addresses }) => contains(addresses, remote));
    const [way, ...others] = ways.filter(({ backup }) => backup !== true);
    if (way === undefined || others.length > 0 || way.doubt !== undefined) return undefined;
    const egress = interfaces.get(way.interface);
    if (egress === undefined) return undefined;
    if (way.via !== "connected" && learns(device, from.router)) return undefined;
    const own = end.interfaces.filter((one) => one.addresses.some(({ address }) => address === remote));
    return this.isDirect(at, egress, way, end, remote) ? own[0] : undefined;
  }

  private isDirect(at: RoutedDevice, egress: Interface, way: RouteWay, end: Device, remote: number | bigint): boolean {
    const { topology } = this.plant;
    const self = { device: at.device, interface: egress };
    const isEnd = (doors: readonly Door[]) => doors.length > 0 && doors.every(({ device }) => device === end);
    if (topology.isLink(self)) return false;
    const hop = way.via === "connected" ? remote : way.via.nextHop;
    const owners = hop === undefined ? [] : topology.owners(self, hop);
    if (owners.length > 0 || way.via === "connected") return isEnd(owners);
    const near = topology.neighbours(self);
    if (near.length > 0) return isEnd(near);
    const family = typeof remote === "bigint" ? 6 : 4;
    const detours = detoursOf(this.plant).of(at, egress, way, family);
    return detours.every(({ entry, addresses }) => entry.device === end || !contains(addresses, remote));
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

/** Why packets that are routed into a tunnel may not go that way. */
export function downText(device: Device, { id }: Interface): string {
  return `the tunnel ${id} of ${device.id} is down: nothing shows that what it travels in comes to its far end`;
}

/** Whether both ends travel in the same packets: GRE and IPsec, or GRE of two keys, take nothing of one another. */
function isSameKind({ interface: { tunnel } }: Door, { interface: { tunnel: other } }: Door): boolean {
  return JSON.stringify(tunnel?.carriedBy) === JSON.stringify(other?.carriedBy);
}

/** The interface a tunnel starts from. */
function startOf(
  { interfaces }: RoutedDevice,
  over: string | undefined,
  local: number | bigint,
): Interface | undefined {
  if (over !== undefined) return interfaces.get(over);
  return [...interfaces.values()].find((one) => one.addresses.some(({ address }) => address === local));
}

function packetOf({ protocol, port = 0 }: OuterPackets, src: number | bigint, dst: number | bigint): Packet {
  const header = { protocol, srcPort: port, dstPort: port, icmpType: 0, icmpCode: 0, flags: 0, tail: false };
  return { family: typeof src === "bigint" ? 6 : 4, src, dst, ...header };
}
