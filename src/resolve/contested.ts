/**
 * Equal networks at two interfaces that the map binds to two zones (machines with one address plan, each in a VRF of its own): the
 * addresses count as those of one of the zones, and packets of the other one look the same.
 */
import { type Intervals, intersect, subtract, union } from "../packets/intervals.js";
import { domainOf } from "./address-bounds.js";
import { connectedNetworks } from "./networks.js";
import type { Bindings } from "./segments.js";
import type { Door } from "./topology.js";
import type { PerFamily, ZonePrefix } from "./zone-space.js";

type Addresses = Intervals<number | bigint>;

/** What the map binds to interfaces: the zone of each, and the prefixes that zones have by it. */
export interface Bound {
  readonly bindings: Bindings;
  readonly prefixes: readonly ZonePrefix[];
}

interface Contested {
  readonly contested: PerFamily<Addresses>;
  /** One text, or none where nothing is contested. */
  readonly why: readonly string[];
}

const NOTHING: Contested = { contested: { 4: [], 6: [] }, why: [] };

/** What of the networks of an interface a zone has by another one, while the map binds this one to another zone. */
export function contestedHere(
  { bindings, prefixes }: Bound,
  { device, interface: one }: Door,
  zone: string,
): Contested {
  const holder = bindings.get(`${device.id}/${one.id}`);
  if (holder === undefined || holder === zone) return NOTHING;
  const of = (family: 4 | 6): Addresses => {
    const own = prefixes.filter((prefix) => prefix.zone === zone && prefix.family === family);
    const elsewhere = own.map(({ from, to }) => [from, to]);
    return own.length === 0 ? [] : intersect(connectedNetworks(one, family), union(elsewhere, domainOf(family)));
  };
  const contested = { 4: of(4), 6: of(6) };
  if (contested[4].length + contested[6].length === 0) return NOTHING;
  const text = `the map binds ${one.id} of ${device.id} to ${holder}, and another interface with the same network to ${zone}`;
  return { contested, why: [text] };
}

/** All but those. */
export function leftOf(all: Addresses, contested: Addresses, family: 4 | 6): Addresses {
  return contested.length === 0 ? all : subtract(all, contested, domainOf(family));
}
