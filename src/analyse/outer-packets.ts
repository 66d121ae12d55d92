/** Whether packets that a tunnel travels in surely get from end to end: as certain routes lead, past all that is given there. */
import type { Device, Interface, OuterPackets } from "../model/device.js";
import { contains } from "../packets/intervals.js";
import type { Way as RouteWay } from "../resolve/forwarding-table.js";
import type { Plant } from "../resolve/plant.js";
import type { RoutedDevice } from "../resolve/routed-device.js";
import { type Door, isReady } from "../resolve/topology.js";
import { type Crossing, mayMeetOn, mayStandBetween } from "./between.js";
import { detoursOf } from "./detours.js";
import { doorsOf, learns } from "./doors.js";
import { forwards } from "./forwards.js";
import { isAt } from "./policy-tunnels.js";
import { isAstrayAt } from "./route-ways.js";
import { type AskedPacket, createSetTracer } from "./trace-sets.js";

type Address = number | bigint;

/** Packets from one end of a tunnel to the other; an address of the near end that is not known is left out. */
export interface Outer {
  readonly at: RoutedDevice;
  /** Where the tunnel starts: the routes of its router lead them. */
  readonly from: Interface;
  readonly source: Address | undefined;
  readonly destination: Address;
  readonly carriedBy: readonly OuterPackets[];
}

/** The way that they go: past these devices, over these segments. */
interface Course {
  readonly hops: readonly { readonly device: Device; readonly ingress: Interface; readonly egress: Interface }[];
  readonly crossings: readonly Crossing[];
  readonly egress: Interface;
  /** By which interfaces they come to the far end; none: it was not given. */
  readonly entrances: readonly Door[];
}

/** More given devices in a row than any two ends of a tunnel have between them: routes send the packets in circles. */
const MOST_HOPS = 16;

export class OuterWays {
  private readonly tracers = new Map<Device, ReturnType<typeof createSetTracer>>();

  /** @param isSurelyUp whether a tunnel that they travel in themselves surely leads to its far end. */
  constructor(
    private readonly plant: Plant,
    private readonly isSurelyUp: (door: Door) => boolean,
  ) {}

  /** Whether they surely come to a given far end. */
  arrive(outer: Outer, end: Device): boolean {
    const course = this.course(outer, end);
    if (course === undefined || course.entrances.length === 0) return false;
    return packetsOf(outer).every(
      (packet) => this.passes(packet, course, false) && course.entrances.every((door) => this.isTaken(packet, door)),
    );
  }

  /** Whether nothing given stops them on the way to a far end that was not given, nor on the way back, which is then the same. */
  leaveAndReturn(outer: Outer): boolean {
    const course = this.course(outer, undefined);
    if (course === undefined) return false;
    const door = { device: outer.at.device, interface: course.egress };
    return packetsOf(outer).every((packet) => {
      const back = { ...packet, ...ends(packet.dst, packet.src) };
      return this.passes(packet, course, false) && this.passes(back, course, true) && this.isTaken(back, door);
    });
  }

  /** Whether a device takes them from somebody at least, by every one of some doors. */
  isOpenTo(carriedBy: readonly OuterPackets[], local: Address | undefined, doors: readonly Door[]): boolean {
    const packets = carriedBy.map((one) => packetOf(one, undefined, local));
    return doors.length > 0 && packets.every((packet) => doors.every((door) => this.isTaken(packet, door)));
  }

  /** By which interfaces of a device packets to one of its addresses may come in, where routers that were not given send them. */
  doorsTo({ device }: RoutedDevice, isMeant: (one: Interface) => boolean, family: 4 | 6): readonly Door[] {
    const own = device.interfaces.filter(isMeant);
    const direct = own.filter((one) => isReady(one) && one.kind === "routed");
    if (direct.length > 0) return direct.map((one) => ({ device, interface: one }));
    const at = this.plant.devices.find((one) => one.device === device);
    const outer = at === undefined ? [] : doorsOf(this.plant).outer(at, family);
    return outer.filter((door) => own.some(({ router }) => router === door.interface.router));
  }

  private course(outer: Outer, end: Device | undefined): Course | undefined {
    const { at: start, from, destination } = outer;
    const family = familyOf(destination);
    if (end === undefined && this.isUnrouted(start, from, destination)) return this.straightOut(start, from);
    const hops: Course["hops"][number][] = [];
    const crossings: Crossing[] = [];
    let left: Interface | undefined;
    let [at, router, ingress]: [RoutedDevice, string, Interface | undefined] = [start, from.router, undefined];
    while (hops.length < MOST_HOPS) {
      const way = certainWay(at, router, destination);
      const egress = at.interfaces.get(way?.interface ?? "");
      if (way === undefined || egress === undefined) return undefined;
      const self = { device: at.device, interface: egress };
      if (egress.kind === "tunnel" && !this.isOpenLink(self, outer)) return undefined;
      left ??= egress;
      if (ingress !== undefined) hops.push({ device: at.device, ingress, egress });
      const next = this.next(at, way, self, destination, end);
      if (next === undefined) return undefined;
      crossings.push([self, ...next]);
      const [door, ...more] = next;
      if (door === undefined) {
        const there = this.plant.devices.find(({ device }) => device === end);
        const entrances = there && this.doorsTo(there, (one) => isAt(one, destination), family);
        return { hops, crossings, egress: left, entrances: entrances ?? [] };
      }
      if (next.every(({ device }) => device === end)) return { hops, crossings, egress: left, entrances: next };
      const beyond = this.plant.devices.find(({ device }) => device === door.device);
      if (more.length > 0 || beyond === undefined || !this.leadsOn(door, family)) return undefined;
      [at, router, ingress] = [beyond, door.interface.router, door.interface];
    }
    return undefined;
  }

  /** Whether they surely come out of another tunnel at a given end: steps of what goes into it may choose. */
  private isOpenLink(door: Door, outer: Outer): boolean {
    const { device, interface: one } = door;
    if (!this.plant.topology.isLink(door) || !this.isSurelyUp(door)) return false;
    const forwarding = device.forwarding.filter(({ egress }) => egress?.includes(one.id));
    const alone: Device = { ...device, forwarding, nat: [] };
    return packetsOf(outer).every((packet) => this.ask(alone, packet, one.id, one.id));
  }

  /** Whether the file does not say by which way they leave. */
  private isUnrouted(at: RoutedDevice, from: Interface, to: Address): boolean {
    if (certainWay(at, from.router, to) !== undefined) return false;
    const isOpen = learns(at.device, from.router) || from.addressDoubt !== undefined;
    return isOpen || waysTo(at, from.router, to).length > 0;
  }

  /** Out by the interface that they start from, where nobody who is given is on its segment. */
  private straightOut({ device }: RoutedDevice, from: Interface): Course | undefined {
    const self = { device, interface: from };
    if (from.kind !== "routed" || this.plant.topology.neighbours(self).length > 0) return undefined;
    return { hops: [], crossings: [[self]], egress: from, entrances: [] };
  }

  /** Doors of given devices that they come to next; none: what was not given is next; `undefined`: that is not known. */
  private next(
    at: RoutedDevice,
    way: RouteWay,
    self: Door,
    destination: Address,
    end: Device | undefined,
  ): readonly Door[] | undefined {
    const { topology } = this.plant;
    const hop = way.via === "connected" ? destination : way.via.nextHop;
    const owners = hop === undefined ? [] : topology.owners(self, hop);
    if (owners.length > 0) return owners;
    if (way.via === "connected") return end === undefined ? [] : undefined;
    const near = end === undefined ? [] : topology.neighbours(self);
    if (near.length > 0) return near.every(({ device }) => device === end) ? near : undefined;
    const detours = detoursOf(this.plant).of(at, self.interface, way, familyOf(destination));
    const isRound = detours.some(({ entry, addresses }) => entry.device !== end && contains(addresses, destination));
    return isRound ? undefined : [];
  }

  /** Whether a device on the way surely leads on as its routes say what comes in by a door, and changes none of it. */
  private leadsOn({ device, interface: ingress }: Door, family: 4 | 6): boolean {
    if (!forwards(device, ingress.router, family) || this.plant.clustered.has(device)) return false;
    return !isAstrayAt(device, ingress) && !device.nat.some(({ enabled }) => enabled);
  }

  private passes(packet: AskedPacket, { hops, crossings, entrances }: Course, isBack: boolean): boolean {
    const through = hops.every(({ device, ingress, egress }) => {
      const [enters, leaves] = isBack ? [egress, ingress] : [ingress, egress];
      return this.ask(device, packet, enters.id, leaves.id);
    });
    return through && this.passesSwitches(packet, crossings, entrances.length === 0) && this.passesBridges(packet);
  }

  private passesSwitches(packet: AskedPacket, crossings: readonly Crossing[], isBeyond: boolean): boolean {
    return this.plant.carried
      .filter((one) => (one.isAstray && isBeyond) || crossings.some((doors) => mayMeetOn(one, doors, packet.family)))
      .every(({ alone, filter: { name } }) => this.ask(alone, packet, name, name));
  }

  /** Where a bridge stands is not known: each may stand in any way, either way round. */
  private passesBridges(packet: AskedPacket): boolean {
    const { bridges, devices } = this.plant;
    const given = devices.map(({ device }) => device);
    const ends = [packet.src, packet.dst].flatMap((one) => (one === undefined ? [] : [[one, one]]));
    return bridges
      .filter((bridge) => mayStandBetween(bridge, given, packet.family, ends))
      .every(({ device, ports }) =>
        ports.every((one) => ports.every((other) => one === other || this.ask(device, packet, one.id, other.id))),
      );
  }

  private isTaken(packet: AskedPacket, { device, interface: { id } }: Door): boolean {
    return this.ask(device, packet, id, "self");
  }

  private ask(device: Device, packet: AskedPacket, ingress: string, egress: string): boolean {
    const ask = this.tracers.get(device) ?? createSetTracer(device);
    this.tracers.set(device, ask);
    return ask(packet, ingress, egress) === "permit";
  }
}

/** The only way to an address, where no routing protocol and no condition may lead another one. */
function certainWay(at: RoutedDevice, router: string, to: Address): RouteWay | undefined {
  const [way, ...others] = waysTo(at, router, to);
  if (way === undefined || others.length > 0 || way.doubt !== undefined) return undefined;
  return way.via !== "connected" && learns(at.device, router) ? undefined : way;
}

function waysTo({ tables }: RoutedDevice, router: string, to: Address): readonly RouteWay[] {
  const all = tables.get(router)?.[familyOf(to)].ways ?? [];
  return all.filter(({ backup, addresses }) => backup !== true && contains(addresses, to));
}

function packetsOf({ carriedBy, source, destination }: Outer): (AskedPacket & { readonly dst: Address })[] {
  return carriedBy.map((one) => ({ ...packetOf(one, source, destination), dst: destination }));
}

function packetOf({ protocol, port = 0, fromPort = port }: OuterPackets, src?: Address, dst?: Address) {
  const header = { protocol, srcPort: fromPort, dstPort: port, icmpType: 0, icmpCode: 0, flags: 0, tail: false };
  return { family: familyOf(src ?? dst ?? 0), ...header, ...ends(src, dst) };
}

function ends(src: Address | undefined, dst: Address | undefined): Pick<AskedPacket, "src" | "dst"> {
  return { src, dst };
}

function familyOf(address: Address): 4 | 6 {
  return typeof address === "bigint" ? 6 : 4;
}
