/** The part of a run that a worker thread does: slices, one after the other, until none is left. */
import { Judge } from "../judge/judge.js";
import { openPolicies } from "../judge/policies.js";
import { resolvePlant } from "../resolve/plant.js";
import { cacheVersion, openCache } from "./cache.js";
import { type Delivery, type Orders, takeNext } from "./crew.js";
import { slicesOf } from "./slices.js";

/** @param deliver takes what was made; called before the next slice is taken. */
export async function workInCrew(orders: Orders, deliver: (delivery: Delivery) => void): Promise<void> {
  const { bundle } = await openPolicies(orders.policies);
  const judge = new Judge(bundle);
  const cache = orders.cache === undefined ? undefined : openCache(orders.cache, cacheVersion(orders, bundle));
  const plant = resolvePlant(orders.devices, orders.map, orders.missing);
  const { sets, told } = orders;
  const { makers, parts } = slicesOf(plant, judge, { sets, told, ...(cache !== undefined && { cache }) });
  for (let part = takeNext(orders.next); part < parts.length; part = takeNext(orders.next)) {
    for (const number of parts[part] ?? []) {
      const slice = makers[number]?.()();
      deliver({ number, json: JSON.stringify(slice), ...(cache !== undefined && { tally: cache.tally() }) });
    }
  }
}
