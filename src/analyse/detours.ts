/** Where routers that were not given may send packets through other given ones first, on the way to where a route leads. */
import type { Interface } from "../model/device.js";
import { contains, type Intervals, intersect, meets, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import { DEFAULT_LENGTH, type Way as RouteWay } from "../resolve/forwarding-table.js";
import type { Plant } from "../resolve/plant.js";
import type { RoutedDevice } from "../resolve/routed-device.js";
import { type Door, isReady } from "../resolve/topology.js";
import { isPrivate } from "../resolve/zone-space.js";
import { type Doors, doorsOf, learns } from "./doors.js";
import { ofPlant } from "./of-plant.js";

type Addresses = Intervals<number | bigint>;

/** Another given router that may stand between a router that was not given and what that is to lead to. */
export interface Detour {
  /** Where packets come to it. */
  readonly entry: Door;
  /** What lies behind it, as far as its own routes say. */
  readonly addresses: Addresses;
}

export class Detours {
  private readonly known = new Map<RouteWay, readonly Detour[]>();

  constructor(
    private readonly plant: Plant,
    private readonly doors: Doors,
  ) {}

  /**
   * Those on a way of a router whose next hop was not given. Another router stands between that hop and a network where its
   * routes lead to the two by different interfaces.
   */
  of(at: RoutedDevice, egress: Interface, way: RouteWay, family: 4 | 6): readonly Detour[] {
    const found = this.known.get(way) ?? this.find(at, egress, way, family);
    this.known.set(way, found);
    return found;
  }

  /** Those on any way over an interface, or at its end. */
  over(at: RoutedDevice, one: Interface, family: 4 | 6): readonly Detour[] {
    const ways = [...at.tables.values()].flatMap((table) => table[family].ways);
    return ways
      .filter((way) => way.interface === one.id)
      .flatMap((way) => [...this.of(at, one, way, family), ...this.onSegment(at, one, way, family)]);
  }

  /** Those by which devices on the segment of a way without a next hop lead on to what it is for. */
  onSegment(at: RoutedDevice, egress: Interface, { addresses, via }: RouteWay, family: 4 | 6): readonly Detour[] {
    if (via === "connected" || via.nextHop !== undefined) return [];
    const near = this.plant.topology.neighbours({ device: at.device, interface: egress });
    return this.plant.devices.flatMap((other) =>
      near
        .filter(({ device }) => device === other.device)
        .flatMap((entry) => leadingOn(other, entry, addresses, family)),
    );
  }

  private find(at: RoutedDevice, egress: Interface, way: RouteWay, family: 4 | 6): Detour[] {
    const { topology, devices } = this.plant;
    const self = { device: at.device, interface: egress };
    if (way.via === "connected" || topology.isLink(self)) return [];
    const { nextHop } = way.via;
    const given = nextHop === undefined ? topology.neighbours(self) : topology.owners(self, nextHop);
    if (given.length > 0) return [];
    return devices.flatMap((other) =>
      [...other.tables].flatMap(([router, table]): Detour[] => {
        if (other.device === at.device && router === egress.router) return [];
        if (!table[family].ways.some(({ addresses }) => meets(addresses, way.addresses))) return [];
        const entries = this.entries(other, router, nextHop, family).filter((entry) => !this.isBeside(entry, self));
        return entries.flatMap((entry) => leadingOn(other, entry, way.addresses, family));
      }),
    );
  }

  /** Whether a router has an interface on the segment of a door, other than the one it leaves by: it would not go round to there. */
  private isBeside(entry: Door, { device, interface: egress }: Door): boolean {
    const near = this.plant.topology.neighbours(entry).filter((door) => door.device === device);
    return near.some((door) => door.interface !== egress && door.interface.router === egress.router);
  }

  /** Interfaces that a router leads to a next hop by; where it does not say, those that other routers may be behind. */
  private entries(at: RoutedDevice, router: string, hop: number | bigint | undefined, family: 4 | 6): Door[] {
    const { device, interfaces, tables } = at;
    const ready = [...interfaces.values()]
      .filter((one) => one.router === router && isReady(one))
      .map((one): Door => ({ device, interface: one }))
      .filter((door) => !this.plant.topology.isLink(door));
    // A default route says where the internet is, and of private addresses nothing.
    const ways = (tables.get(router)?.[family].ways ?? []).filter(
      ({ addresses, prefixLength }) =>
        hop !== undefined && contains(addresses, hop) && (prefixLength > DEFAULT_LENGTH || !isPrivate(hop)),
    );
    const ids = new Set(ways.map((way) => way.interface));
    if (ids.size > 0 && !learns(device, router)) return ready.filter((door) => ids.has(door.interface.id));
    const outer = new Set(this.doors.outer(at, family).map((door) => door.interface));
    return ready.filter((door) => outer.has(door.interface) || this.isAlone(at, door.interface));
  }

  /** Nothing comes from one member of a cluster to the other behind a network of no zone that both are on. */
  private isAlone(at: RoutedDevice, one: Interface): boolean {
    return this.doors.isDangling(at, one) && this.doors.onSegment(at, one).length === 0;
  }
}

/** What a router leads on to of what comes to it by a door. */
function leadingOn({ tables }: RoutedDevice, entry: Door, asked: Addresses, family: 4 | 6): Detour[] {
  const { id, router } = entry.interface;
  const beyond = tables.get(router)?.[family].ways.filter((one) => one.interface !== id) ?? [];
  const addresses = intersect(asked, together(beyond, family));
  return addresses.length === 0 ? [] : [{ entry, addresses }];
}

/** The detours of a plant: those of one way are found once for all questions about it. */
export const detoursOf = ofPlant((plant) => new Detours(plant, doorsOf(plant)));

/** All that some ways or detours lead to. */
export function together(some: readonly { readonly addresses: Addresses }[], family: 4 | 6): Addresses {
  return union(
    some.map(({ addresses }) => addresses),
    domainOf(family),
  );
}

/** Why packets that take a way through one interface may not take it. */
export function detourText(at: RoutedDevice, egress: Interface, detours: readonly Detour[]): string {
  const names = [...new Set(detours.map(({ entry }) => entry.device.id))].join(", ");
  return `what was not given behind ${egress.id} of ${at.device.id} takes them through ${names} first`;
}
