/** What is the same for all pairs of a plant, found once. */
import type { Attachment } from "../resolve/attachments.js";
import type { Plant } from "../resolve/plant.js";
import { once } from "../source/once.js";
import { ofPlant } from "./of-plant.js";

interface Traits {
  /** Some router learns routes. */
  readonly learns: () => boolean;
  /** Some device translates addresses. */
  readonly translates: () => boolean;
  /** Where each zone is attached with addresses of a family. */
  readonly attached: Readonly<Record<4 | 6, () => ReadonlyMap<string, readonly Attachment[]>>>;
}

const NOWHERE: readonly Attachment[] = [];

export const traitsOf = ofPlant(find);

/** Where a zone is attached with addresses of a family, in the order of the plant. */
export function attachedOf(plant: Plant, zone: string, family: 4 | 6): readonly Attachment[] {
  return traitsOf(plant).attached[family]().get(zone) ?? NOWHERE;
}

function find({ devices, attachments }: Plant): Traits {
  const attached = (family: 4 | 6) =>
    once(() => {
      const byZone = new Map<string, Attachment[]>();
      for (const one of attachments) {
        if (one[family].length === 0) continue;
        const list = byZone.get(one.zone);
        if (list === undefined) byZone.set(one.zone, [one]);
        else list.push(one);
      }
      return byZone;
    });
  return {
    learns: once(() => devices.some(({ device }) => device.routers.some((router) => router.dynamicRouting))),
    translates: once(() => devices.some(({ device }) => device.nat.some(({ enabled }) => enabled))),
    attached: { 4: attached(4), 6: attached(6) },
  };
}
