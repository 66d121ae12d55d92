/** How the given devices meet: who shares a segment, who owns an address; found once for a plant. */
import type { Device, Interface } from "../model/device.js";
import { type Intervals, normalize } from "../packets/intervals.js";
import { domainOf } from "./address-bounds.js";

/** An interface of a given device that packets can come in by. */
export interface Door {
  readonly device: Device;
  readonly interface: Interface;
}

/** The doors of all given devices. */
export class Topology {
  private readonly doors: readonly (Door & { readonly networks: readonly Span[] })[];
  private readonly byAddress = new Map<number | bigint, Door[]>();
  private readonly neighboursOf = new Map<Interface, readonly Door[]>();
  private readonly deviceAddresses = new Map<Interface, Record<4 | 6, Intervals<number | bigint> | undefined>>();

  constructor(devices: readonly Device[]) {
    this.doors = devices.flatMap((device) =>
      device.interfaces
        .filter(isReady)
        .map((one) => ({ device, interface: one, networks: one.addresses.flatMap(spanOf) })),
    );
    for (const door of this.doors) {
      for (const { address } of door.interface.addresses) {
        this.byAddress.set(address, [...(this.byAddress.get(address) ?? []), door]);
      }
    }
  }

  /** Doors of other devices on a network of this one. */
  neighbours({ device, interface: one }: Door): readonly Door[] {
    const known = this.neighboursOf.get(one);
    if (known !== undefined) return known;
    const own = one.addresses.flatMap(spanOf);
    const found = this.doors.filter(
      (door) => door.device !== device && door.networks.some((span) => own.some((other) => overlap(span, other))),
    );
    this.neighboursOf.set(one, found);
    return found;
  }

  /** Doors of other devices with an address. */
  owners(device: Device, address: number | bigint): readonly Door[] {
    return (this.byAddress.get(address) ?? []).filter((door) => door.device !== device);
  }

  /** Addresses that are no host's beside a door: those of its device in this router, and of other given devices on the segment. */
  deviceAddressesAt(door: Door, family: 4 | 6): Intervals<number | bigint> {
    const known = this.deviceAddresses.get(door.interface) ?? { 4: undefined, 6: undefined };
    this.deviceAddresses.set(door.interface, known);
    const found = known[family] ?? this.collect(door, family);
    known[family] = found;
    return found;
  }

  private collect(door: Door, family: 4 | 6): Intervals<number | bigint> {
    const near = this.neighbours(door).flatMap(({ interface: one }) => one.addresses);
    const own = ownAddresses(door.device, family, door.interface.router);
    const all = [...own, ...near.filter((one) => one.family === family).map(({ address }) => address)];
    return normalize<number | bigint>(
      all.map((address) => [address, address] as const),
      domainOf(family),
    );
  }
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
type Span = readonly [number | bigint, number | bigint];

/** The network an own address connects; a shared one connects none. */
function spanOf({ kind, address, prefixLength }: Interface["addresses"][number]): Span[] {
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

function overlap([from, to]: Span, [low, high]: Span): boolean {
  return typeof from === typeof low && from <= high && low <= to;
}
