/** Who starts a session in a zone for remote access beside its jump hosts. */
import { type Intervals, meets, normalize, subtract } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Plant } from "../resolve/plant.js";
import type { FlowEnd, ZoneMap } from "../zones/map.js";
import type { ZoneFacts } from "./common.js";
import { endAddresses } from "./flow-ends.js";

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

/** Whether an end of a flow that starts in a zone holds some of them; own addresses of a device are none of its jump hosts. */
export function isPastJumpHosts(
  plant: Plant,
  zone: string,
  others: BesideJumpHosts,
  end: FlowEnd,
  family: 4 | 6,
): boolean {
  const other = others.find((one) => one.family === family);
  if (other === undefined || end.kind === "device") return other !== undefined;
  return end.zone === zone && meets(endAddresses(plant, end, family), other.set);
}
