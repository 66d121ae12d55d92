/** Ways from zone to zone, device by device as routes lead: what each hop has to let through. */
import type { Device, Interface } from "../model/device.js";
import { contains, type Intervals, intersect, normalize, subtract, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Attachment, RoutedDevice } from "../resolve/attachments.js";
import type { Way as RouteWay } from "../resolve/forwarding-table.js";
import type { Plant } from "../resolve/plant.js";
import { type Door, isReady, ownAddresses } from "../resolve/topology.js";
import { UNMAPPED } from "../resolve/zone-space.js";
import type { SliceScope } from "./rule-sets.js";

type Addresses = Intervals<number | bigint>;

/** One device on a way. */
export interface Hop {
  readonly device: Device;
  readonly scope: SliceScope & { readonly egress: string };
}

/** From zone to zone. `direct`: routes lead this way; what surely passes every hop surely passes. Otherwise only perhaps. */
export interface Way {
  /** Never empty. */
  readonly hops: readonly Hop[];
  readonly direct: boolean;
  /** Whether the packets may go another way instead: a route that is not certain leads here. */
  readonly uncertain: boolean;
  /** Why packets may go here although no route says so; of ways that are not direct. */
  readonly because?: string;
}

/** What is asked for: the zones, and where each is attached. */
export interface Ends {
  readonly from: string;
  readonly to: string;
  readonly family: 4 | 6;
  readonly sources: readonly Attachment[];
  readonly targets: readonly Attachment[];
}

/** More ways than these are not followed: the pair is then left open. */
const MAX_WAYS = 500;

/** Packets that may go a way that never arrives: a route that may be missing, routers that send them in circles. */
export interface Lost {
  readonly sources: Addresses;
  readonly destinations: Addresses;
}

export interface FoundWays {
  readonly ways: readonly Way[];
  readonly lost: readonly Lost[];
  /** There are too many to follow. */
  readonly cut: boolean;
}

/** Packets to a device itself: the way up to its door, and what comes in there. */
export interface Arrival extends Omit<Way, "hops"> {
  /** The devices before it; none: the zone is attached to it. */
  readonly hops: readonly Hop[];
  readonly entry: SliceScope & { readonly egress: undefined };
}

export interface FoundArrivals extends Pick<FoundWays, "lost" | "cut"> {
  readonly arrivals: readonly Arrival[];
}

/** What is asked for: from a zone to the own addresses of a device. */
export interface DeviceEnds extends Pick<Ends, "from" | "family" | "sources"> {
  readonly device: Device;
}

/** Every way to a device itself, as `findWays`. */
export function findArrivals(plant: Plant, { device, ...ends }: DeviceEnds): FoundArrivals {
  const finder = new WayFinder(plant, { ...ends, to: "", targets: [] }, device);
  finder.run();
  return { arrivals: finder.arrivals, lost: finder.lost, cut: finder.cut };
}

/** Every way that routes lead, and those that networks nobody wrote down may open. */
export function findWays(plant: Plant, ends: Ends): FoundWays {
  const finder = new WayFinder(plant, ends);
  finder.run();
  return { ways: finder.ways, lost: finder.lost, cut: finder.cut };
}

/** A packet on its way: where it stands, what of it is left, how it came. */
interface Standing {
  readonly at: RoutedDevice;
  readonly ingress: Interface;
  readonly sources: Addresses;
  readonly destinations: Addresses;
  readonly hops: readonly Hop[];
  readonly uncertain: boolean;
  readonly because?: string;
}

/** A way out of one device. */
interface Exit {
  readonly egress: Interface;
  readonly destinations: Addresses;
  /** What of them lies behind it without another given device. */
  readonly arrives: Addresses;
  readonly next: readonly Door[];
  readonly uncertain: boolean;
  /** Whether it may not be there at all. */
  readonly mayBeMissing: boolean;
  readonly because?: string;
}

class WayFinder {
  readonly ways: Way[] = [];
  readonly lost: Lost[] = [];
  readonly arrivals: Arrival[] = [];
  cut = false;
  private readonly internet: ReadonlySet<string>;
  private readonly routed: ReadonlyMap<Device, RoutedDevice>;

  /** @param device the packets are for the device itself, not for hosts of a zone. */
  constructor(
    private readonly plant: Plant,
    private readonly ends: Ends,
    private readonly device?: Device,
  ) {
    this.routed = new Map(plant.devices.map((routed) => [routed.device, routed]));
    this.internet = new Set(plant.map?.zones.filter(({ kind }) => kind === "internet").map(({ id }) => id));
  }

  run(): void {
    const { sources, family, from, to } = this.ends;
    const destinations = this.device === undefined ? this.zoneAddresses(to) : ownSet(this.device, family);
    for (const source of sources) {
      const at = this.plant.devices.find(({ device }) => device === source.device);
      if (at === undefined) continue;
      const uncertain = source.backup || source.doubts.length > 0;
      this.follow({ at, ingress: source.interface, sources: source[family], destinations, hops: [], uncertain });
    }
    if (sources.length === 0) return;
    for (const at of this.plant.devices) {
      for (const { ingress, because } of this.backDoors(at, from)) {
        if (sources.some((one) => one.interface === ingress)) continue;
        const standing = { at, ingress, sources: this.zoneAddresses(from), destinations, hops: [] };
        this.follow({ ...standing, uncertain: true, because });
      }
    }
  }

  /**
   * Interfaces by which packets of any zone may come in: those whose networks nobody wrote down, and those on a network of
   * no zone that no other given device is on, for what feeds it was not given.
   */
  private backDoors(at: RoutedDevice, zone: string): { ingress: Interface; because: string }[] {
    const { device } = at;
    const unwritten = this.unwritten(at, zone).map((ingress) => ({
      ingress,
      because: `which networks lie behind ${ingress.id} of ${device.id} is not in the file`,
    }));
    const dangling = [...at.interfaces.values()]
      .filter((one) => isReady(one) && one.addresses.length > 0 && !this.isMapped(at, one))
      .filter((one) => this.onSegment(at, one).length === 0)
      .map((ingress) => ({
        ingress,
        because: `${ingress.id} of ${device.id} is on a network of no zone, and what else is there was not given`,
      }));
    return zone === UNMAPPED ? unwritten : [...unwritten, ...dangling];
  }

  /** Whether a zone of the map is attached to an interface. */
  private isMapped({ device }: RoutedDevice, one: Interface): boolean {
    return this.plant.attachments.some(
      (attached) => attached.device === device && attached.interface === one && attached.zone !== UNMAPPED,
    );
  }

  /** Interfaces that may have hosts of a zone behind them; of the internet only links with an address from somebody else do. */
  private unwritten(at: RoutedDevice, zone: string): readonly Interface[] {
    return at.unwritten.filter(({ addressDoubt }) => !this.internet.has(zone) || addressDoubt !== undefined);
  }

  private zoneAddresses(zone: string): Addresses {
    return this.plant.zones.find((one) => one.zone === zone)?.[this.ends.family] ?? [];
  }

  private follow(arrived: Standing): void {
    const standing = arrived.at.device === this.device ? this.arrive(arrived, arrived.at.device) : arrived;
    if (standing.destinations.length === 0 && this.device !== undefined) return;
    const { at, ingress, hops, destinations } = standing;
    const isCircle = hops.some(({ device, scope }) => device === at.device && scope.ingress === ingress.id);
    if (isCircle || !forwards(at.device, ingress.router, this.ends.family)) {
      if (standing.uncertain) this.lose(standing, destinations);
      return;
    }
    if (this.ways.length + this.arrivals.length >= MAX_WAYS) {
      this.cut = true;
      return;
    }
    const exits = this.exits(standing);
    for (const exit of exits) this.leave(standing, exit);
    this.lose(standing, this.mayHaveNoRoute(standing, exits));
  }

  /** At the door of the device asked about. @returns what is for another of its routers, which is as far as before. */
  private arrive(standing: Standing, device: Device): Standing {
    const { at, ingress, hops, uncertain, because } = standing;
    const { family } = this.ends;
    const door = { device, interface: ingress };
    const domain = domainOf(family);
    const sources = subtract(standing.sources, this.plant.topology.deviceAddressesAt(door, family), domain);
    const own = ownSet(device, family, ingress.router);
    const given = ingress.addressDoubt === undefined ? undefined : `the address of ${ingress.id} is not in the file`;
    const enter = (destinations: Addresses, why: string | undefined): void => {
      if (sources.length === 0 || destinations.length === 0) return;
      const entry = { family, ingress: ingress.id, egress: undefined, sources, destinations };
      const doubt = { direct: why === undefined, uncertain: uncertain || why !== undefined };
      this.arrivals.push({ hops, entry, ...doubt, ...(why === undefined ? {} : { because: why }) });
    };
    enter(intersect(standing.destinations, own), because);
    if (given !== undefined) enter([domain.min, domain.max], because ?? given);
    return { ...standing, at, destinations: subtract(standing.destinations, own, domain) };
  }

  /** Behind routers that were not given packets may come to the device by any of its doors. */
  private arriveAnywhere(device: Device, hops: readonly Hop[], because: string): void {
    const { family } = this.ends;
    const { sources = [], destinations = [] } = hops.at(-1)?.scope ?? {};
    for (const ingress of device.interfaces.filter((one) => isReady(one) || (one.enabled && one.kind === "other"))) {
      const own = intersect(destinations, ownSet(device, family, ingress.router));
      if (sources.length === 0 || own.length === 0) continue;
      const entry = { family, ingress: ingress.id, egress: undefined, sources, destinations: own };
      this.arrivals.push({ hops, entry, direct: false, uncertain: true, because });
    }
  }

  private lose({ sources }: Standing, destinations: Addresses): void {
    if (destinations.length > 0) this.lost.push({ sources, destinations });
  }

  /** What no certain route leads on, where another way might have been taken instead. */
  private mayHaveNoRoute({ uncertain, destinations }: Standing, exits: readonly Exit[]): Addresses {
    const domain = domainOf(this.ends.family);
    const covered = (some: readonly Exit[]) =>
      union(
        some.map((exit) => exit.destinations),
        domain,
      );
    const sure = covered(exits.filter(({ mayBeMissing }) => !mayBeMissing));
    return uncertain ? subtract(destinations, sure, domain) : subtract(covered(exits), sure, domain);
  }

  private leave(standing: Standing, exit: Exit): void {
    const { at, ingress, hops } = standing;
    const { family } = this.ends;
    const { topology } = this.plant;
    const hosts = (addresses: Addresses, side: Interface) =>
      subtract(addresses, topology.deviceAddressesAt({ device: at.device, interface: side }, family), domainOf(family));
    const hop = (destinations: Addresses): Hop => ({
      device: at.device,
      scope: {
        family,
        ingress: ingress.id,
        egress: exit.egress.id,
        sources: hosts(standing.sources, ingress),
        destinations: this.device === undefined ? hosts(destinations, exit.egress) : destinations,
      },
    });
    const because = standing.because ?? exit.because;
    const doubt = {
      uncertain: standing.uncertain || exit.uncertain || because !== undefined,
      ...(because === undefined ? {} : { because }),
    };
    const arriving = intersect(exit.destinations, exit.arrives);
    const arrived = hop(arriving);
    if (doubt.uncertain && exit.next.length === 0) {
      this.lose(standing, subtract(exit.destinations, arriving, domainOf(family)));
    }
    if (arrived.scope.destinations.length > 0 && arrived.scope.sources.length > 0) {
      this.ways.push({ hops: [...hops, arrived], direct: because === undefined, ...doubt });
    }
    if (this.device !== undefined && (exit.next.length === 0 || exit.because !== undefined)) {
      const why = because ?? `where its packets go behind ${exit.egress.id} of ${at.device.id} was not given`;
      this.arriveAnywhere(this.device, [...hops, hop(exit.destinations)], why);
    }
    for (const { device, interface: entrance } of exit.next) {
      const passed = hop(exit.destinations);
      const beyond = this.routed.get(device);
      if (beyond === undefined) continue;
      this.follow({
        at: beyond,
        ingress: entrance,
        sources: passed.scope.sources,
        destinations: passed.scope.destinations,
        hops: [...hops, passed],
        ...doubt,
      });
    }
  }

  /** Where a router may send what is left: as its table says; anywhere, where it learns routes; where nobody wrote what lies. */
  private exits(standing: Standing): Exit[] {
    const { at, ingress, destinations, hops } = standing;
    const { family, to } = this.ends;
    const { dynamicRouting } = at.device.routers.find(({ id }) => id === ingress.router) ?? {};
    // Back out by the way it came makes sense only to reach another given router of the segment.
    const isOnward = (one: Interface, next: readonly Door[]) => one !== ingress || hops.length > 0 || next.length > 0;
    const routed = (at.tables.get(ingress.router)?.[family].ways ?? []).flatMap((way): Exit[] => {
      const part = intersect(destinations, way.addresses);
      const egress = at.interfaces.get(way.interface);
      if (part.length === 0 || egress === undefined) return [];
      const isLearned = dynamicRouting !== undefined && way.via !== "connected";
      const mayBeMissing = way.backup === true || (way.doubt !== undefined && way.doubt !== "several");
      const behind = this.behind(at, egress, way, part);
      if (!isOnward(egress, behind.next)) return [];
      const isShared = behind.next.length > 1 || (behind.next.length > 0 && behind.arrives.length > 0);
      const uncertain = way.doubt !== undefined || mayBeMissing || isLearned || isShared;
      return [{ egress, destinations: part, uncertain, mayBeMissing, ...behind }];
    });
    const ready = [...at.interfaces.values()].filter(
      (one) => one.router === ingress.router && one !== ingress && isReady(one),
    );
    const learned = ready.filter(() => dynamicRouting !== undefined);
    // The networks of a device's own addresses are written down: what a route of this one leads to is not elsewhere.
    const open = this.device === undefined ? this.unwritten(at, to).filter((one) => ready.includes(one)) : [];
    return [
      ...routed,
      ...learned.map((egress) => ({
        ...this.anywhere(at, egress, destinations),
        because: `${at.device.id} learns routes that are not in the file`,
      })),
      ...open.map((egress) => ({
        ...this.anywhere(at, egress, destinations),
        because: `which networks lie behind ${egress.id} of ${at.device.id} is not in the file`,
      })),
    ];
  }

  private onSegment(at: RoutedDevice, one: Interface): readonly Door[] {
    return this.plant.topology.neighbours({ device: at.device, interface: one });
  }

  private anywhere(at: RoutedDevice, egress: Interface, destinations: Addresses): Exit {
    const next = this.onSegment(at, egress);
    const arrives = this.device === undefined ? destinations : [];
    return { egress, destinations, arrives, next, uncertain: true, mayBeMissing: true };
  }

  /** Doors of the device asked about on a segment, where some of its addresses are looked for. */
  private ownDoors(at: RoutedDevice, egress: Interface, part: Addresses): readonly Door[] {
    return this.onSegment(at, egress).filter(
      (door) => door.device === this.device && door.interface.addresses.some(({ address }) => contains(part, address)),
    );
  }

  private behind(at: RoutedDevice, egress: Interface, way: RouteWay, part: Addresses): Pick<Exit, "arrives" | "next"> {
    const { family, targets } = this.ends;
    const attached = targets.filter((one) => one.device === at.device && one.interface === egress);
    const arrives = intersect(
      part,
      union(
        attached.map((one) => one[family]),
        domainOf(family),
      ),
    );
    if (way.via === "connected") return { arrives, next: this.ownDoors(at, egress, part) };
    const { nextHop } = way.via;
    if (nextHop === undefined) return { arrives, next: this.onSegment(at, egress) };
    const next = this.plant.topology.owners(at.device, nextHop);
    return next.length > 0 ? { arrives: [], next } : { arrives, next };
  }
}

function ownSet(device: Device, family: 4 | 6, router?: string): Addresses {
  const own = ownAddresses(device, family, router);
  return normalize<number | bigint>(
    own.map((address) => [address, address] as const),
    domainOf(family),
  );
}

function forwards(device: Device, router: string, family: 4 | 6): boolean {
  const found = device.routers.find(({ id }) => id === router);
  return found !== undefined && (family === 4 ? found.forwards.ipv4 : found.forwards.ipv6);
}
