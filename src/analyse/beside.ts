/** By which other interfaces of a segment packets may come in: whoever stands there sends them to any router on it. */
import type { Interface } from "../model/device.js";
import { type Intervals, subtract, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Attachment } from "../resolve/attachments.js";
import type { Plant } from "../resolve/plant.js";
import type { Door } from "../resolve/topology.js";
import { ofPlant } from "./of-plant.js";

type Addresses = Intervals<number | bigint>;

/** What of a zone may come in by a door that it is not attached to. */
export interface Beside {
  readonly sources: Readonly<Record<4 | 6, Addresses>>;
  /** A door of the same segment that leads to them. */
  readonly other: Door;
}

/**
 * Hosts with an address of another network of the segment, and routers there that were not given and have no route of this
 * device, may have it as their gateway all the same.
 */
export function besideOf(plant: Plant, door: Door, zone: string): Beside | undefined {
  const attachments = attachmentsOf(plant);
  const others = plant.topology.segment(door).flatMap((other) => {
    const there = attachments.get(other.interface)?.filter((one) => one.zone === zone) ?? [];
    return there.length === 0 ? [] : [{ other, there }];
  });
  const [first] = others;
  if (first === undefined) return undefined;
  const own = attachments.get(door.interface)?.filter((one) => one.zone === zone) ?? [];
  const all = others.flatMap(({ there }) => there);
  const sources = { 4: beyond(all, own, 4), 6: beyond(all, own, 6) };
  return sources[4].length + sources[6].length === 0 ? undefined : { sources, other: first.other };
}

function beyond(all: readonly Attachment[], own: readonly Attachment[], family: 4 | 6): Addresses {
  const domain = domainOf(family);
  const of = (some: readonly Attachment[]) =>
    union(
      some.map((one) => one[family]),
      domain,
    );
  return subtract(of(all), of(own), domain);
}

const attachmentsOf = ofPlant(({ attachments }): ReadonlyMap<Interface, readonly Attachment[]> => {
  const found = new Map<Interface, Attachment[]>();
  for (const one of attachments) {
    const known = found.get(one.interface);
    if (known === undefined) found.set(one.interface, [one]);
    else known.push(one);
  }
  return found;
});
