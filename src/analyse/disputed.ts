/** Addresses of a segment that two devices take packets to. */
import { type Intervals, intersect, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Plant } from "../resolve/plant.js";
import type { Door } from "../resolve/topology.js";
import { ownSet } from "./doors.js";
import type { Dialling } from "./nat/dialling.js";

type Addresses = Intervals<number | bigint>;

/** What they are looked for with. */
interface Asked {
  readonly plant: Plant;
  readonly family: 4 | 6;
  readonly dialling: Dialling;
}

/** What is dialled, belongs to one device of the segment and is translated by another: which of them takes it is not known. */
export function disputedBehind({ plant, family, dialling }: Asked, self: Door, part: Addresses): Addresses {
  const near = plant.topology.neighbours(self);
  const own = near.map(({ device }) => ({ device, addresses: intersect(part, ownSet(device, family)) }));
  const taken = own.filter(
    ({ device, addresses }) =>
      addresses.length > 0 &&
      near.some((one) => one.device !== device && dialling.isDialled(one.device, one.interface.id, addresses)),
  );
  return union(
    taken.map(({ addresses }) => addresses),
    domainOf(family),
  );
}
