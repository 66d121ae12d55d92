/** By which interfaces packets may come in or go on where routes do not say it. */
import type { Device, Interface } from "../model/device.js";
import { contains, type Intervals, intersect, normalize, subtract, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Attachment } from "../resolve/attachments.js";
import type { Plant } from "../resolve/plant.js";
import type { RoutedDevice } from "../resolve/routed-device.js";
import { type Door, isReady, ownAddresses } from "../resolve/topology.js";
import { isCluster } from "../resolve/twins.js";
import { UNMAPPED } from "../resolve/zone-space.js";
import { besideOf } from "./beside.js";
import { type Claimed, claimedOn, translatesDestinations, UNCLAIMED } from "./claims.js";
import { ofPlant, ofPlantIn } from "./of-plant.js";
import { outOfTunnels } from "./policy-tunnels.js";

/** A way in that nobody wrote down. */
export interface BackDoor {
  readonly at: RoutedDevice;
  readonly ingress: Interface;
  /** Those of the zone that may come in by it; left out: all. */
  readonly sources?: Readonly<Record<4 | 6, Intervals<number | bigint>>>;
  /** The family of which some may; left out: both. */
  readonly family?: 4 | 6;
  readonly because: string;
}

export class Doors {
  private readonly knownBackDoors = new Map<string, readonly BackDoor[]>();
  private readonly knownOuter = new Map<RoutedDevice, Record<4 | 6, readonly Door[] | undefined>>();
  private readonly internet: ReadonlySet<string>;
  private readonly mapped: ReadonlySet<Interface>;

  constructor(private readonly plant: Plant) {
    this.mapped = mappedInterfaces(plant);
    this.internet = new Set(plant.map?.zones.filter(({ kind }) => kind === "internet").map(({ id }) => id));
  }

  /**
   * Interfaces by which packets of any zone may come in: those whose networks nobody wrote down, and those on a network of
   * no zone that no other given device is on, for what feeds it was not given. In the order of the devices.
   */
  backDoors(zone: string): readonly BackDoor[] {
    const found = this.knownBackDoors.get(zone) ?? this.plant.devices.flatMap((at) => this.findBackDoors(at, zone));
    this.knownBackDoors.set(zone, found);
    return found;
  }

  private findBackDoors(at: RoutedDevice, zone: string): readonly BackDoor[] {
    const { device } = at;
    const unwritten = this.unwritten(at, zone).map((ingress) => ({
      at,
      ingress,
      ...(ingress.addressDoubtOf === undefined ? {} : { family: ingress.addressDoubtOf }),
      because: `which networks lie behind ${ingress.id} of ${device.id} is not in the file`,
    }));
    const dangling = [...at.interfaces.values()]
      .filter((one) => this.isDangling(at, one))
      .map((ingress) => ({
        at,
        ingress,
        because: `${ingress.id} of ${device.id} is on a network of no zone, and what else is there was not given`,
      }));
    const found = zone === UNMAPPED ? unwritten : [...unwritten, ...dangling];
    return [...found, ...this.besideOthers(at, zone), ...this.endsOfTunnels(at)];
  }

  /** Interfaces on a segment that leads to the zone as another given device shows. */
  private besideOthers(at: RoutedDevice, zone: string): readonly BackDoor[] {
    const { device } = at;
    return device.interfaces.filter(isReady).flatMap((ingress): readonly BackDoor[] => {
      const found = besideOf(this.plant, { device, interface: ingress }, zone);
      if (found === undefined) return [];
      const { sources, other } = found;
      const because = `what is on the segment of ${other.interface.id} of ${other.device.id} may send them to ${ingress.id} of ${device.id}`;
      return [{ at, ingress, sources, because }];
    });
  }

  /** Interfaces by which packets may come out of tunnels whose other end was not given. */
  private endsOfTunnels(at: RoutedDevice): readonly BackDoor[] {
    const { device } = at;
    const ends = device.interfaces.filter((one) => isReady(one) && one.policyTunnels !== undefined);
    if (ends.length === 0) return [];
    return ends.flatMap((ingress): readonly BackDoor[] => {
      const door = { device, interface: ingress };
      const sources = { 4: outOfTunnels(this.plant, door, 4), 6: outOfTunnels(this.plant, door, 6) };
      if (sources[4].length + sources[6].length === 0) return [];
      const because = `a tunnel of ${ingress.id} of ${device.id} may bring them past what stands between its ends`;
      return [{ at, ingress, sources, because }];
    });
  }

  /** Whether an interface is on a network of no zone that no other given device is on; members of one cluster are one device. */
  isDangling(at: RoutedDevice, one: Interface): boolean {
    const isUnmapped = isReady(one) && one.addresses.length > 0 && !this.mapped.has(one);
    return isUnmapped && this.onSegment(at, one).every((door) => isCluster(door.device, at.device));
  }

  /**
   * Interfaces that may have hosts of a zone behind them; tunnels, which have an end, have none of the internet.
   * @param family of the hosts; left out: of any.
   */
  unwritten(at: RoutedDevice, zone: string, family?: 4 | 6): readonly Interface[] {
    return at.unwritten.filter(({ addressDoubt, addressDoubtOf, kind }) => {
      if (family !== undefined && addressDoubtOf !== undefined && addressDoubtOf !== family) return false;
      return !this.internet.has(zone) || addressDoubt !== undefined || kind !== "tunnel";
    });
  }

  /**
   * Interfaces behind which routers stand that were not given, or may: what these are sent may come in again. A router that
   * learns routes hears them from somebody; one without any route may be there for others to use.
   */
  outer(at: RoutedDevice, family: 4 | 6): readonly Door[] {
    const ofDevice = this.knownOuter.get(at) ?? { 4: undefined, 6: undefined };
    this.knownOuter.set(at, ofDevice);
    const found = ofDevice[family] ?? this.findOuter(at, family);
    ofDevice[family] = found;
    return found;
  }

  private findOuter({ device, interfaces, tables }: RoutedDevice, family: 4 | 6): readonly Door[] {
    const outer = [...tables.values()].flatMap((table) =>
      table[family].ways.filter(({ via, interface: id }) => {
        const egress = interfaces.get(id);
        if (via === "connected" || egress === undefined) return false;
        const door = { device, interface: egress };
        if (this.plant.topology.isLink(door)) return false;
        return via.nextHop === undefined || this.plant.topology.owners(door, via.nextHop).length === 0;
      }),
    );
    const ids = new Set(outer.map((way) => way.interface));
    return [...interfaces.values()]
      .filter((one) => isReady(one) && (ids.has(one.id) || saysNothing(device, one.router)))
      .map((one) => ({ device, interface: one }))
      .filter((door) => !this.plant.topology.isLink(door));
  }

  /** Interfaces of other given routers on the segment of one. */
  onSegment(at: RoutedDevice, one: Interface): readonly Door[] {
    return this.plant.topology.neighbours({ device: at.device, interface: one });
  }

  /** Of addresses that lie on a segment: what devices there may take for their own, because they translate it. */
  claimed({ device }: RoutedDevice, egress: Interface, there: Intervals<number | bigint>, family: 4 | 6): Claimed {
    if (there.length === 0 || !translatesDestinations(this.plant, family)) return UNCLAIMED;
    const domain = domainOf(family);
    const claimsOf = (door: Door) => claimedOn(this.plant, door.device, door.interface.id, family);
    const self = { device, interface: egress };
    const near = intersect(there, union(this.plant.topology.neighbours(self).map(claimsOf), domain));
    return { near, itself: subtract(intersect(there, claimsOf(self)), near, domain) };
  }

  /** Doors of a device that packets are for on a segment, where some of its addresses are looked for. */
  own(
    device: Device | undefined,
    at: RoutedDevice,
    egress: Interface,
    part: Intervals<number | bigint>,
  ): readonly Door[] {
    if (device === undefined) return [];
    return this.onSegment(at, egress).filter(
      (door) => door.device === device && door.interface.addresses.some(({ address }) => contains(part, address)),
    );
  }
}

/** The doors of a plant: what is found of one is found once for all questions about it. */
export const doorsOf = ofPlant((plant) => new Doors(plant));

/** Whether the routes of a router do not tell where other routers are: it learns some, or has none. */
function saysNothing(device: Device, router: string): boolean {
  return learns(device, router) || !device.routes.some((route) => route.router === router);
}

/** Whether a router learns routes. */
export function learns({ routers }: Device, router: string): boolean {
  return routers.some(({ id, dynamicRouting }) => id === router && dynamicRouting !== undefined);
}

/** The own addresses of all given devices. */
export const deviceAddresses = ofPlantIn(
  ({ devices }, family): Intervals<number | bigint> =>
    normalize<number | bigint>(
      devices.flatMap(({ device }) => ownAddresses(device, family).map((address) => [address, address] as const)),
      domainOf(family),
    ),
);

const OWN = new WeakMap<Device, Map<string, Intervals<number | bigint>>>();

/** The own addresses of a device, or of one of its routers. */
export function ownSet(device: Device, family: 4 | 6, router?: string): Intervals<number | bigint> {
  const ofDevice = OWN.get(device) ?? new Map<string, Intervals<number | bigint>>();
  OWN.set(device, ofDevice);
  const key = router === undefined ? `${family}` : `${family} ${router}`;
  const found = ofDevice.get(key) ?? findOwn(device, family, router);
  ofDevice.set(key, found);
  return found;
}

function findOwn(device: Device, family: 4 | 6, router: string | undefined): Intervals<number | bigint> {
  const own = ownAddresses(device, family, router);
  return normalize<number | bigint>(
    own.map((address) => [address, address] as const),
    domainOf(family),
  );
}

const MAPPED = new WeakMap<Plant, ReadonlySet<Interface>>();

/** Interfaces to which a zone of the map is attached; looked for once for all questions about a plant. */
function mappedInterfaces(plant: Plant): ReadonlySet<Interface> {
  const known = MAPPED.get(plant);
  if (known !== undefined) return known;
  const attached = plant.attachments.filter(({ zone, isGuessed }) => zone !== UNMAPPED && isGuessed !== true);
  const mapped = new Set(attached.map((one) => one.interface));
  MAPPED.set(plant, mapped);
  return mapped;
}

/** What of a zone may come in by a way that nobody wrote down, beside what routes lead there. */
export function enteringBy(
  { ingress, sources, family: only }: BackDoor,
  zone: Intervals<number | bigint>,
  attached: readonly Attachment[],
  family: 4 | 6,
): Intervals<number | bigint> {
  if (only !== undefined && only !== family) return [];
  const there = attached.filter((one) => one.interface === ingress);
  const entering = sources === undefined ? zone : intersect(zone, sources[family]);
  if (there.length === 0) return entering;
  const domain = domainOf(family);
  const known = union(
    there.map((one) => one[family]),
    domain,
  );
  return subtract(entering, known, domain);
}
