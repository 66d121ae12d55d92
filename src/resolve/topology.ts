/** How the given devices meet: who shares a segment, who owns an address; found once for a plant. */
import type { Device, Interface } from "../model/device.js";
import { type Intervals, normalize } from "../packets/intervals.js";
import { domainOf } from "./address-bounds.js";
import { networksHere } from "./networks.js";

/** An interface of a given device that packets can come in by. */
export interface Door {
  readonly device: Device;
  readonly interface: Interface;
}

/** An interface that may have an address which is not known. */
export interface NamelessDoor extends Door {
  readonly families: readonly (4 | 6)[];
  /** Whether a statement of it was not understood; else somebody else gives it its address. */
  readonly isUnread: boolean;
}

/** The doors of all given devices. */
export class Topology {
  private readonly doors: readonly (Door & { readonly networks: readonly Span[] })[];
  private readonly nameless: readonly NamelessDoor[];
  /** Those that packets do not come in by too. */
  private readonly byAddress = new Map<number | bigint, Door[]>();
  private readonly neighboursOf = new Map<Interface, readonly Door[]>();
  /** By each of its doors, all doors of a segment. */
  private readonly segments = new Map<Interface, readonly Door[]>();
  /** The other ends of links, inside a device or by a tunnel: nothing else is on them. */
  private readonly links: ReadonlyMap<Interface, readonly Door[]>;
  private readonly deviceAddresses = new Map<Interface, Record<4 | 6, Intervals<number | bigint> | undefined>>();

  constructor(devices: readonly Device[]) {
    this.doors = devices.flatMap((device) =>
      device.interfaces.filter(isReady).map((one) => ({ device, interface: one, networks: spansOn(one) })),
    );
    this.nameless = devices.flatMap(namelessDoors).toSorted((a, b) => Number(b.isUnread) - Number(a.isUnread));
    for (const device of devices) {
      for (const one of device.interfaces) {
        for (const { address } of one.addresses)
          this.byAddress.set(address, [...(this.byAddress.get(address) ?? []), { device, interface: one }]);
      }
    }
    this.links = linksAmong(this.doors);
  }

  /** Whether a door is an end of a link whose other end is given. */
  isLink({ interface: one }: Door): boolean {
    return this.links.has(one);
  }

  /**
   * Whether two doors may be on one segment, as far as they themselves tell. Routers of one device may well use the same
   * addresses apart from each other: they meet where one has an address of the other as a next hop, in no other VLAN.
   */
  mayMeet(one: Door, other: Door): boolean {
    const ends = this.links.get(one.interface) ?? this.links.get(other.interface);
    if (ends !== undefined)
      return ends.some((end) => end.interface === one.interface || end.interface === other.interface);
    if (one.device !== other.device) return true;
    const { vlan } = one.interface;
    const isApart = vlan !== undefined && other.interface.vlan !== undefined && vlan !== other.interface.vlan;
    if (one.interface.router === other.interface.router) return false;
    if (areOnOneWire(one, other)) return true;
    if (isApart) return false;
    return leadsTo(one, other.interface) || leadsTo(other, one.interface);
  }

  /** Doors of other routers on a network of this one, or at the other end of its link. */
  neighbours(self: Door): readonly Door[] {
    const known = this.neighboursOf.get(self.interface);
    if (known !== undefined) return known;
    const own = spansOn(self.interface);
    const found =
      this.links.get(self.interface) ??
      this.doors.filter(
        (door) => door.networks.some((span) => own.some((other) => overlap(span, other))) && this.mayMeet(self, door),
      );
    this.neighboursOf.set(self.interface, found);
    return found;
  }

  /**
   * All other doors on the segment of this one, in the order of the devices, whoever asks first: those of networks too that it has
   * no address in itself, of its own router those on the same wire. Networks that only overlap join nobody: they do not fit.
   */
  segment(self: Door): readonly Door[] {
    if (this.isLink(self)) return [];
    const known = this.segments.get(self.interface);
    if (known !== undefined) return known.filter((door) => door.interface !== self.interface);
    const all: Door[] = [self];
    for (const door of all) {
      const own = spansOn(door.interface);
      const joined = this.neighbours(door).filter(
        (other) =>
          !all.some((one) => one.interface === other.interface) &&
          spansOn(other.interface).some((span) => own.some((one) => isEqual(one, span))),
      );
      all.push(...joined);
      all.push(...this.onWire(door).filter((other) => !all.some((one) => one.interface === other.interface)));
    }
    const on = new Set(all.map((door) => door.interface));
    const doors = this.doors.filter((door) => on.has(door.interface));
    for (const door of doors) this.segments.set(door.interface, doors);
    return doors.filter((door) => door.interface !== self.interface);
  }

  /** Other interfaces of the device that a door is an interface of, on the same wire. */
  private onWire(door: Door): readonly Door[] {
    if (door.interface.wire === undefined) return [];
    return this.doors.filter((other) => other.interface !== door.interface && areOnOneWire(door, other));
  }

  /** Doors of other routers that packets come in by which leave by a door for a next hop. */
  owners(self: Door, address: number | bigint): readonly Door[] {
    return (
      this.links.get(self.interface) ??
      (this.byAddress.get(address) ?? []).filter((door) => isReady(door.interface) && this.mayMeet(self, door))
    );
  }

  /** Whether an address is one of another router on the segment of a door, be its interface up or not. */
  isGiven(self: Door, address: number | bigint): boolean {
    return (this.byAddress.get(address) ?? []).some((door) => this.mayMeet(self, door));
  }

  /**
   * An interface of another given device that may have any address of the segment of a door, since not all of its own are known:
   * one of which a statement was not understood, where there is one.
   */
  namelessBeside(self: Door, family: 4 | 6): NamelessDoor | undefined {
    return this.nameless.find(
      (one) => one.device !== self.device && one.families.includes(family) && this.mayMeet(self, one),
    );
  }

  /**
   * Addresses that are no host's beside a door: those of its device in this router, and of other given devices on the segment.
   * Interfaces that may be down are left out, but for the door itself: what comes or goes by it does so while it is up.
   */
  deviceAddressesAt(door: Door, family: 4 | 6): Intervals<number | bigint> {
    const known = this.deviceAddresses.get(door.interface) ?? { 4: undefined, 6: undefined };
    this.deviceAddresses.set(door.interface, known);
    const found = known[family] ?? this.collect(door, family);
    known[family] = found;
    return found;
  }

  private collect(door: Door, family: 4 | 6): Intervals<number | bigint> {
    const own = door.device.interfaces.filter((one) => one.enabled && one.router === door.interface.router);
    const near = this.neighbours(door).map((other) => other.interface);
    const all = [...own, ...near]
      .filter((one) => one === door.interface || one.stateDoubt === undefined)
      .flatMap((one) => one.addresses.filter((address) => address.family === family).map(({ address }) => address));
    return normalize<number | bigint>(
      all.map((address) => [address, address] as const),
      domainOf(family),
    );
  }
}

/**
 * Those that get their address from somebody else, and those of whose own nothing was read: a statement of theirs was not understood
 * or cannot be read, or they are not described at all.
 */
function namelessDoors(device: Device): NamelessDoor[] {
  const doubtful = doubtfulInterfaces(device);
  const seen = device.interfaces
    .filter((one) => one.enabled && one.kind !== "switched" && one.kind !== "loopback")
    .filter((one) => one.addressDoubt !== undefined || doubtful.has(one.id))
    .map((one) => {
      // One it shares is beside its own, and so may any be beside one that was not understood.
      const has = (family: 4 | 6) => one.addresses.some((own) => own.family === family && own.kind !== "virtual");
      const families = ([4, 6] as const).filter((family) => one.unreadAddress === true || !has(family));
      return { device, interface: one, families, isUnread: isUnread(one, doubtful) };
    });
  return [...seen, ...hiddenDoors(device).map((door) => ({ ...door, families: [4, 6] as const, isUnread: true }))];
}

/** Interfaces that a device may have where something of its file was not understood. */
export function hiddenDoors(device: Device): Door[] {
  const hiding = device.doubts.filter(({ hidesAddress, scope }) => hidesAddress === true && scope === "device");
  return hiding.map(({ at }) => ({
    device,
    interface: { id: "an interface", router: "", kind: "routed", enabled: true, addresses: [], at: [at] },
  }));
}

/** Whether an interface may have an address that nobody gives it and no statement of it was seen to give. */
export function isUnread({ id, unreadAddress }: Interface, doubtful: ReadonlySet<string>): boolean {
  return unreadAddress === true || doubtful.has(id);
}

/** Whether doors have an address that other routers may have as well. */
export function isShared(address: number | bigint, doors: readonly Door[]): boolean {
  return doors.some((door) =>
    door.interface.addresses.some((own) => own.address === address && own.kind === "virtual"),
  );
}

/** What an interface may have that no statement of it is known to give. */
export function namelessText({ device, interface: one }: NamelessDoor): string {
  const why = one.unreadAddress === true ? "which it has is not in its file" : "a statement of it was not understood";
  return `${one.id} of ${device.id} has the address of the next hop: ${why}`;
}

/** Ids of the interfaces of which something is left open. */
export function doubtfulInterfaces({ doubts }: Device): ReadonlySet<string> {
  return new Set(doubts.flatMap(({ scope, interfaces }) => (scope === "interfaces" ? (interfaces ?? []) : [])));
}

/** Ends of links, each with those at the other end; of a link inside a device that one may be switched off. */
function linksAmong(doors: readonly Door[]): ReadonlyMap<Interface, readonly Door[]> {
  const inside = doors
    .filter((door) => door.interface.peer !== undefined)
    .map((door) => {
      const others = doors.filter(
        ({ device, interface: one }) => device === door.device && one.id === door.interface.peer,
      );
      return [door.interface, others] as const;
    });
  const tunnels = doors.filter((door) => door.interface.tunnel !== undefined);
  const outside = tunnels.flatMap((door) => {
    const others = tunnels.filter((other) => isFarEnd(door, other) && isFarEnd(other, door));
    return others.length === 0 ? [] : [[door.interface, others] as const];
  });
  return new Map([...inside, ...outside]);
}

/** Whether a tunnel ends where another one, of another device, starts. */
function isFarEnd({ device, interface: { tunnel } }: Door, other: Door): boolean {
  const start = other.interface.tunnel;
  if (tunnel?.remote === undefined || start === undefined || device === other.device) return false;
  if (start.local !== undefined) return start.local === tunnel.remote;
  const over = other.device.interfaces.find(({ id }) => id === start.over);
  return over?.addresses.some(({ address }) => address === tunnel.remote) ?? false;
}

/** Whether the device says of two of its interfaces that one segment has them both. */
export function areOnOneWire(one: Door, other: Door): boolean {
  return one.device === other.device && one.interface.wire !== undefined && one.interface.wire === other.interface.wire;
}

/** Whether the router of a door has an address of an interface as a next hop. */
function leadsTo({ device, interface: { router } }: Door, { addresses }: Interface): boolean {
  const hops = device.routes.filter((route) => route.router === router).map(({ nextHop }) => nextHop);
  return addresses.some(({ address }) => hops.includes(address));
}

/** Whether packets between networks can come in or go out by an interface. */
export function isReady({ enabled, kind }: Interface): boolean {
  return enabled && (kind === "routed" || kind === "tunnel");
}

/**
 * Packets from or to an address of the device itself start or end there; they are no matter of a pair. An interface that
 * is switched off has none, and one of another router (VRF, VDOM) is somebody else's.
 * @param router left out: those of all routers.
 */
export function ownAddresses(device: Device, family: 4 | 6, router?: string): (number | bigint)[] {
  return device.interfaces
    .filter((one) => one.enabled && (router === undefined || one.router === router))
    .flatMap((one) => one.addresses.filter((address) => address.family === family).map(({ address }) => address));
}

/** First and last address of a network; numbers and bigints, of one family each. */
export type Span = readonly [number | bigint, number | bigint];

/** The network an own address connects; a shared one connects none. */
export function spanOf({ kind, address, prefixLength }: Interface["addresses"][number]): Span[] {
  if (kind === "virtual") return [];
  if (typeof address === "number") {
    const hosts = 2 ** (32 - prefixLength);
    const first = Math.floor(address / hosts) * hosts;
    return [[first, first + hosts - 1]];
  }
  const bits = BigInt(128 - prefixLength);
  const first = (address >> bits) << bits;
  return [[first, first + (1n << bits) - 1n]];
}

/** The networks on the segment of an interface. */
function spansOn(one: Interface): Span[] {
  return networksHere(one).map(({ from, to }) => [from, to]);
}

function isEqual([from, to]: Span, [low, high]: Span): boolean {
  return from === low && to === high;
}

function overlap([from, to]: Span, [low, high]: Span): boolean {
  return typeof from === typeof low && from <= high && low <= to;
}
