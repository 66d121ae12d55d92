/** Addresses that given devices take for their own on a segment, or may: they translate what comes in for them there. */
import type { Device } from "../model/device.js";
import { type Intervals, intersect, size, union } from "../packets/intervals.js";
import { AddressBounds, domainOf } from "../resolve/address-bounds.js";
import type { Plant } from "../resolve/plant.js";
import { ofPlantIn } from "./of-plant.js";

type Addresses = Intervals<number | bigint>;

/** What lies on a segment, and other devices there may take for their own; what the one that sends it there may. */
export type Claimed = Readonly<Record<"near" | "itself", Addresses>>;

export const UNCLAIMED: Claimed = { near: [], itself: [] };

/** What one device translates by interface. */
class DeviceClaims {
  private readonly known = new Map<string, Addresses>();
  private readonly found: readonly { readonly ingress: readonly string[] | undefined; readonly from: Addresses }[];

  constructor(
    { addresses, nat }: Device,
    private readonly family: 4 | 6,
  ) {
    const bounds = new AddressBounds({ addresses });
    const { min, max } = domainOf(family);
    const all = size([min, max]);
    this.found = nat
      .filter(({ kind, enabled, exempt }) => kind === "destination" && enabled && exempt !== true)
      .map(({ match }) => ({ ingress: match.ingress, from: bounds.of(match.destination, family).upper }))
      // Nobody answers for most addresses there are: what is sent to all but some is caught on its way.
      .filter(({ from }) => from.length > 0 && size(from) * 2n <= all);
  }

  get areNone(): boolean {
    return this.found.length === 0;
  }

  on(ingress: string): Addresses {
    const known = this.known.get(ingress);
    if (known !== undefined) return known;
    const here = this.found.filter((one) => one.ingress?.includes(ingress) !== false);
    const found = union(
      here.map(({ from }) => from),
      domainOf(this.family),
    );
    this.known.set(ingress, found);
    return found;
  }
}

/** By the devices of a plant that translate destinations. */
const claimsOf = ofPlantIn(
  ({ devices }: Plant, family): ReadonlyMap<Device, DeviceClaims> =>
    new Map(
      devices
        .filter(({ device }) => device.nat.length > 0)
        .map(({ device }) => [device, new DeviceClaims(device, family)] as const)
        .filter(([, claims]) => !claims.areNone),
    ),
);

/** Whether some given device does, at addresses that are not all there are. */
export function translatesDestinations(plant: Plant, family: 4 | 6): boolean {
  return claimsOf(plant, family).size > 0;
}

/** What a device may take for its own on the segment of an interface. */
export function claimedOn(plant: Plant, device: Device, interfaceId: string, family: 4 | 6): Addresses {
  return claimsOf(plant, family).get(device)?.on(interfaceId) ?? [];
}

/**
 * What lies behind an interface by the map, and its device may take for its own there: what it sends there for such an address
 * finds nobody, or itself again.
 */
export const claimedWhereItLies = ofPlantIn(
  (plant: Plant, family): Addresses =>
    union(
      plant.attachments.map((one) => intersect(one[family], claimedOn(plant, one.device, one.interface.id, family))),
      domainOf(family),
    ),
);
