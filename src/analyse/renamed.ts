/** Hosts that are known by other addresses beyond a port of a switch: what routers do with these tells nothing of them. */
import { type Intervals, meets, subtract, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Attachment } from "../resolve/attachments.js";
import type { Carrying } from "../resolve/carried.js";
import type { Plant } from "../resolve/plant.js";
import { mayMeetOn } from "./between.js";

type Addresses = Intervals<number | bigint>;

/**
 * Why a pair of zones stays open: hosts of a zone are met by others than their own addresses on the segment where it is, and these
 * are no addresses of the zone. @param ends where the two zones are.
 */
export function renamedHosts(plant: Plant, ends: readonly (readonly Attachment[])[], family: 4 | 6): readonly string[] {
  const renaming = plant.carried.filter(({ filter }) => filter.renames !== undefined);
  if (family === 6 || renaming.length === 0) return [];
  return ends.flatMap((attachments) => {
    const own = union(
      attachments.map((one) => one[4]),
      domainOf(4),
    );
    return attachments.flatMap((one) =>
      renaming.filter((carrying) => isRenamed(one, carrying, own)).map(reasonOf(one)),
    );
  });
}

function isRenamed({ device, interface: one, ...at }: Attachment, carrying: Carrying, own: Addresses): boolean {
  if (!mayMeetOn(carrying, [{ device, interface: one }], 4)) return false;
  return (carrying.filter.renames ?? []).some(({ from, to }) => {
    return meets(at[4], from) && (to === undefined || subtract(to, own, domainOf(4)).length > 0);
  });
}

function reasonOf({ zone }: Attachment): (carrying: Carrying) => string {
  return ({ device, filter }) =>
    `hosts of ${zone} may be known by addresses of no host of ${zone} beyond ${filter.name} of the switch ${device.id}`;
}
