/** Layer-2 ports and the VLANs they carry. */
import type { Device, Interface } from "../model/device.js";
import { meets } from "../packets/intervals.js";
import { connectedNetworks } from "../resolve/networks.js";
import type { Plant } from "../resolve/plant.js";
import { UNMAPPED } from "../resolve/zone-space.js";
import type { SwitchportFacts, VlanFacts } from "./device.js";
import { zoneFacts } from "./zones.js";

/**
 * VLANs of a device with their zones. A number means one VLAN in the whole plant: the networks of its routed interface on
 * any given device tell its zones, and so does a port of this device that the map binds to a zone.
 */
export function vlanFacts(plant: Plant, device: Device): VlanFacts[] {
  const { map } = plant;
  if (map === undefined || !device.interfaces.some(({ switchport }) => switchport !== undefined)) return [];
  const zones = new Map<number, Set<string>>();
  const add = (vlan: number, zone: string) => zones.set(vlan, new Set([...(zones.get(vlan) ?? []), zone]));
  for (const { device: other } of plant.devices) {
    for (const one of other.interfaces) {
      if (one.vlan === undefined) continue;
      for (const zone of zonesOn(plant, one)) add(one.vlan, zone);
    }
  }
  for (const zone of map.zones) {
    for (const { device: name, interface: id } of zone.interfaces) {
      const port = name === device.id ? device.interfaces.find((one) => one.id === id) : undefined;
      const vlan = port?.switchport?.mode === "access" ? port.switchport.accessVlan : undefined;
      if (vlan !== undefined) add(vlan, zone.id);
    }
  }
  const carried = device.interfaces.filter(({ enabled }) => enabled);
  return [...zones]
    .filter(([vlan]) => carried.some((one) => one.vlan === vlan || (one.switchport && carries(one.switchport, vlan))))
    .sort(([a], [b]) => a - b)
    .map(([vlan, ids]) => ({
      vlan,
      zones: map.zones.filter(({ id }) => ids.has(id)).map(({ id }) => zoneFacts(map, id)),
    }));
}

/** Zones whose addresses lie in the networks of an interface. */
function zonesOn(plant: Plant, one: Interface): string[] {
  return plant.zones
    .filter(({ zone }) => zone !== UNMAPPED)
    .filter((zone) => ([4, 6] as const).some((family) => meets(zone[family], connectedNetworks(one, family))))
    .map(({ zone }) => zone);
}

type Port = NonNullable<Interface["switchport"]>;

/** Ports that say nothing are in VLAN 1; a trunk without a list carries all, and a dynamic port is either (reference/cisco.md 2.1). */
function carries({ mode, accessVlan = 1, allowedVlans }: Port, vlan: number): boolean {
  if (mode !== "trunk" && vlan === accessVlan) return mode !== "unknown";
  const isTrunk = mode === "trunk" || mode === "dynamic";
  return isTrunk && (allowedVlans?.some(([from, to]) => from <= vlan && vlan <= to) ?? true);
}

/** VLANs that people may use: 1 is the one of ports that say nothing, 1002 to 1005 are of other media. */
const USED: readonly (readonly [number, number])[] = [
  [2, 1001],
  [1006, 4094],
];

/** Whether a list leaves some of them out. */
function isSelective(allowed: NonNullable<Port["allowedVlans"]>): boolean {
  const all = [...allowed].sort(([a], [b]) => a - b);
  return USED.some(([first, last]) => {
    let next = first;
    for (const [from, to] of all) if (from <= next) next = Math.max(next, to + 1);
    return next <= last;
  });
}

export function switchportFacts({ switchport }: Interface, vlans: readonly VlanFacts[]): SwitchportFacts | undefined {
  if (switchport === undefined) return undefined;
  const { mode, accessVlan, allowedVlans, protection, internal } = switchport;
  return {
    mode,
    ...(accessVlan === undefined ? {} : { access_vlan: accessVlan }),
    vlans: vlans.map(({ vlan }) => vlan).filter((vlan) => carries(switchport, vlan)),
    lists_vlans: allowedVlans !== undefined && isSelective(allowedVlans),
    ...(internal ? { internal } : {}),
    ...(protection === undefined
      ? {}
      : {
          protection: {
            authenticates: protection.authenticates,
            limits_addresses: protection.limitsAddresses,
            guards_loops: protection.guardsLoops,
            limits_storms: protection.limitsStorms,
          },
        }),
  };
}
