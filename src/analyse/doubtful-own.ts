/** Addresses that are a device's own as long as their interface is up: while it is down, what is for them is for a host elsewhere. */
import type { Interface } from "../model/device.js";
import { type Intervals, intersect, normalize, subtract } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Door } from "../resolve/topology.js";
import { ofPlantIn } from "./of-plant.js";

/** Addresses that may be a host's or an interface's, with the interface. */
export interface DoubtfulOwn extends Door {
  readonly addresses: Intervals<number | bigint>;
}

/** Interfaces of a plant that may be down, with the addresses of theirs that no interface has which is surely up. */
export const doubtfulOwn = ofPlantIn(({ devices }, family): readonly DoubtfulOwn[] => {
  const domain = domainOf(family);
  const doors = devices.flatMap(({ device }) =>
    device.interfaces.filter(({ enabled }) => enabled).map((one) => ({ device, interface: one })),
  );
  const doubtful = doors.filter((door) => door.interface.stateDoubt !== undefined);
  if (doubtful.length === 0) return [];
  const addressesOf = ({ addresses }: Interface) =>
    addresses.filter((one) => one.family === family).map(({ address }) => [address, address] as const);
  const sure = doors.filter((door) => door.interface.stateDoubt === undefined);
  const known = normalize<number | bigint>(
    sure.flatMap((door) => addressesOf(door.interface)),
    domain,
  );
  return doubtful
    .map((door) => ({
      ...door,
      addresses: subtract(normalize<number | bigint>(addressesOf(door.interface), domain), known, domain),
    }))
    .filter(({ addresses }) => addresses.length > 0);
});

/** Those of them that are among the ends of a question. */
export function doubtfulAmong(
  all: readonly DoubtfulOwn[],
  ends: readonly Intervals<number | bigint>[],
): readonly DoubtfulOwn[] {
  return all.filter(({ addresses }) => ends.some((end) => intersect(addresses, end).length > 0));
}
