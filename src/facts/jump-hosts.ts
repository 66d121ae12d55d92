/** Who starts a session in a zone for remote access beside its jump hosts. */
import { type Intervals, normalize, subtract } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Plant } from "../resolve/plant.js";
import type { ZoneMap } from "../zones/map.js";
import type { ZoneFacts } from "./common.js";

/** Addresses of a zone for remote access that are no jump hosts, by family; none of other zones. */
export type BesideJumpHosts = readonly { readonly family: 4 | 6; readonly set: Intervals<number | bigint> }[];

const REMOTE: ReadonlySet<string> = new Set(["remote-access", "vendor"]);

/** The addresses of a zone for remote access beside those of its jump hosts; of other zones none. */
export function besideJumpHosts(plant: Plant, map: ZoneMap, zone: ZoneFacts): BesideJumpHosts {
  if (!REMOTE.has(zone.kind)) return [];
  const addresses = plant.zones.find((one) => one.zone === zone.id);
  const hosts = map.hosts.filter(({ name }) => zone.jump_hosts.includes(name)).flatMap(({ ranges }) => ranges);
  return ([4, 6] as const).map((family) => {
    const own = hosts.filter((range) => range.family === family).map(({ from, to }) => [from, to] as const);
    const domain = domainOf(family);
    return { family, set: subtract(addresses?.[family] ?? [], normalize(own, domain), domain) };
  });
}
