/** Interfaces that the map binds to one zone while it has their network in another: told, and never proved around. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Device } from "../model/device.js";
import { formatRange } from "../packets/address.js";
import type { Zone, ZoneMap } from "../zones/map.js";
import { networksHere } from "./networks.js";
import { type Door, isReady } from "./topology.js";

/** A binding of an interface whose network the map has in another zone. */
export interface Contradiction extends Required<Pick<Diagnostic, "at" | "message" | "related">> {
  readonly door: Door;
}

/** A network at an interface that the map binds. */
interface BoundNetwork {
  readonly zone: Zone;
  readonly binding: Zone["interfaces"][number];
  readonly door: Door;
  readonly family: 4 | 6;
  readonly from: number | bigint;
  readonly to: number | bigint;
}

/**
 * Bindings whose network stands in the list of another zone. Where that zone has an interface of its own with the same network,
 * both are meant (machines with one address plan); where it has not, one of the two is a mistake, and which is not known.
 */
export function bindingsAgainstNetworks(map: ZoneMap, devices: readonly Device[]): Contradiction[] {
  const bound = byRange(boundNetworks(map, devices));
  if (bound.size === 0) return [];
  const written = byRange(map.zones.flatMap((zone) => zone.networks.map((network) => ({ ...network, zone }))));
  return [...bound].flatMap(([range, alike]) => {
    const network = written.get(range)?.[0];
    if (network === undefined || alike.some(({ zone }) => zone === network.zone)) return [];
    return alike.map(({ zone, binding, door }): Contradiction => {
      const place = `${door.interface.id} of ${door.device.id}`;
      return {
        at: binding.at,
        message: `the map binds ${place} to zone ${zone.id} and has its network, ${network.text}, in zone ${network.zone.id}`,
        related: [{ at: network.at, message: `${network.text} of ${network.zone.id}` }],
        door,
      };
    });
  });
}

/** By zone without addresses of its own although the map binds an interface to it: why, which is that others have them. */
export function takenByOthers(map: ZoneMap, devices: readonly Device[]): ReadonlyMap<Zone, string> {
  const taken = new Map<Zone, string>();
  for (const [holder, ...others] of byRange(boundNetworks(map, devices)).values()) {
    for (const { zone, door, from, to } of others) {
      if (holder === undefined || zone === holder.zone) continue;
      const place = `${door.interface.id} of ${door.device.id}`;
      const first = `${holder.door.interface.id} of ${holder.door.device.id}`;
      const text = `${place} has the network of ${first}: ${formatRange(from, to)} counts as zone ${holder.zone.id}, and nothing is left for zone ${zone.id}`;
      taken.set(zone, text);
    }
  }
  return taken;
}

function boundNetworks(map: ZoneMap, devices: readonly Device[]): BoundNetwork[] {
  const byId = new Map(devices.map((device) => [device.id, device]));
  return map.zones.flatMap((zone) =>
    zone.interfaces.flatMap((binding) => {
      const device = byId.get(binding.device);
      const one = device?.interfaces.find(({ id }) => id === binding.interface);
      if (device === undefined || one === undefined || !isReady(one)) return [];
      const door = { device, interface: one };
      return networksHere(one).map(({ family, from, to }) => ({ zone, binding, door, family, from, to }));
    }),
  );
}

/** In their order. */
function byRange<Network extends Pick<BoundNetwork, "family" | "from" | "to">>(
  networks: readonly Network[],
): ReadonlyMap<string, readonly Network[]> {
  const found = new Map<string, Network[]>();
  for (const network of networks) {
    const key = `${network.family} ${network.from} ${network.to}`;
    const alike = found.get(key);
    if (alike === undefined) found.set(key, [network]);
    else alike.push(network);
  }
  return found;
}
