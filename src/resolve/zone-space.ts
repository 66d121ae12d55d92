/** Which addresses belong to which zone: the longest prefix decides; nothing falls off the map (design 4). */

import { NOT_UNICAST, readPrefix } from "../packets/address.js";
import type { Intervals } from "../packets/intervals.js";
import { complement, contains, intersect, normalize, subtract, union } from "../packets/intervals.js";
import type { Zone, ZoneMap } from "../zones/map.js";
import { domainOf } from "./address-bounds.js";

/** Id of the implicit zone of everything that no zone claims. */
export const UNMAPPED = "unmapped";

/** The unicast addresses of one zone, by family. */
export interface ZoneAddresses {
  readonly zone: string;
  readonly 4: Intervals<number | bigint>;
  readonly 6: Intervals<number | bigint>;
}

/** What no router passes on: each link has its own (RFC 3927 section 2.7, RFC 4291 section 2.5.6). */
const LINK_LOCAL: readonly string[] = ["169.254.0.0/16", "fe80::/10"];

/** What is never on the internet: RFC 1918, RFC 6598, ULA (RFC 4193), link-local. */
const PRIVATE: readonly string[] = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "fc00::/7",
  ...LINK_LOCAL,
];

function prefixes(texts: readonly string[], family: 4 | 6): Intervals<number | bigint> {
  const pairs = texts.flatMap((text) => {
    const prefix = readPrefix(text);
    return prefix?.family === family ? [[prefix.from, prefix.to] as const] : [];
  });
  return normalize<number | bigint>(pairs, domainOf(family));
}

/** Whether an address is never on the internet. */
export function isPrivate(address: number | bigint): boolean {
  return contains(prefixes(PRIVATE, typeof address === "bigint" ? 6 : 4), address);
}

/** Every address of a family that a single host can have. */
export function unicast(family: 4 | 6): Intervals<number | bigint> {
  return complement(prefixes(NOT_UNICAST, family), domainOf(family));
}

/** Every address that is of one link alone. */
export function linkLocal(family: 4 | 6): Intervals<number | bigint> {
  return prefixes(LINK_LOCAL, family);
}

/** Something kept for each family. */
export type PerFamily<T> = Readonly<Record<4 | 6, T>>;

/** A prefix with the zone it belongs to. */
export interface ZonePrefix {
  readonly family: 4 | 6;
  readonly zone: string;
  readonly from: number | bigint;
  readonly to: number | bigint;
  readonly prefixLength: number;
}

/** What networks give to each zone of the map: the longest prefix decides, among equal ones that of `bound`. Disjoint. */
export function claimedAddresses(
  map: ZoneMap,
  bound: readonly ZonePrefix[],
  family: 4 | 6,
): ReadonlyMap<string, Intervals<number | bigint>> {
  const domain = domainOf(family);
  const hosts = unicast(family);
  const written = map.zones.flatMap((zone) => zone.networks.map((network) => ({ ...network, zone: zone.id })));
  const networks = [...bound, ...written]
    .filter((network) => network.family === family)
    .sort((a, b) => b.prefixLength - a.prefixLength);
  const own = new Map<string, Intervals<number | bigint>>(map.zones.map((zone) => [zone.id, []]));
  let claimed: Intervals<number | bigint> = [];
  for (const { zone, from, to } of networks) {
    const range = intersect([from, to], hosts);
    const fresh = subtract(range, claimed, domain);
    own.set(zone, union([own.get(zone) ?? [], fresh], domain));
    claimed = union([claimed, range], domain);
  }
  return own;
}

/**
 * The addresses of every zone of the map, in its order, then of `unmapped`. Disjoint; together all unicast addresses.
 * @param claimed what networks give them; `adopted`: what their segments add.
 */
export function zoneAddresses(
  map: ZoneMap,
  claimed: PerFamily<ReadonlyMap<string, Intervals<number | bigint>>>,
  adopted: readonly ZonePrefix[],
): readonly ZoneAddresses[] {
  const byFamily = { 4: withRest(map, claimed[4], adopted, 4), 6: withRest(map, claimed[6], adopted, 6) };
  const ids = [...map.zones.map((zone) => zone.id), UNMAPPED];
  return ids.map((zone) => ({ zone, 4: byFamily[4].get(zone) ?? [], 6: byFamily[6].get(zone) ?? [] }));
}

function withRest(
  map: ZoneMap,
  claimed: ReadonlyMap<string, Intervals<number | bigint>>,
  adopted: readonly ZonePrefix[],
  family: 4 | 6,
): ReadonlyMap<string, Intervals<number | bigint>> {
  const domain = domainOf(family);
  const own = new Map(claimed);
  for (const { zone, from, to } of adopted.filter((prefix) => prefix.family === family)) {
    const range: Intervals<number | bigint> = [from, to];
    own.set(zone, union([own.get(zone) ?? [], range], domain));
  }
  const rest = subtract(unicast(family), union([...own.values()], domain), domain);
  const internet = map.zones.find((zone) => isOpenInternet(zone));
  const isPublic = subtract(rest, prefixes(PRIVATE, family), domain);
  if (internet !== undefined) own.set(internet.id, union([own.get(internet.id) ?? [], isPublic], domain));
  own.set(UNMAPPED, internet === undefined ? rest : subtract(rest, isPublic, domain));
  return own;
}

/** A zone of kind `internet` holds what nobody else claims and is not private, whether or not it names networks as well. */
function isOpenInternet(zone: Zone): boolean {
  return zone.kind === "internet";
}
