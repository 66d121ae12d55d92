/** VLANs that a given device joins below all routing (a software switch, a bridge): routers of these keep nothing apart. */
import type { Device, Interface } from "../model/device.js";
import { meets } from "../packets/intervals.js";
import { connectedNetworks } from "./networks.js";
import { type Door, isReady } from "./topology.js";

/** Interfaces of given devices on VLANs that one device joins, with networks apart from each other. */
export interface JoinedVlans {
  readonly device: Device;
  readonly ports: readonly [Interface, Interface];
  readonly doors: readonly Door[];
}

/** A number means one VLAN in the whole plant. */
export function joinedVlansAmong(devices: readonly Device[]): readonly JoinedVlans[] {
  const joints = devices.flatMap((device) => {
    const groups = new Map<string, Interface[]>();
    for (const one of device.interfaces) {
      const group = one.enabled && one.vlan !== undefined ? groupOf(device, one) : undefined;
      if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), one]);
    }
    return [...groups.values()].filter((ports) => ports.length > 1).map((ports) => ({ device, ports }));
  });
  if (joints.length === 0) return [];
  const doors = devices.flatMap((device) =>
    device.interfaces
      .filter((one) => isReady(one) && one.vlan !== undefined && one.addresses.length > 0)
      .map((one) => ({ device, interface: one })),
  );
  return joints.flatMap(({ device, ports }) =>
    ports.flatMap((one, index) =>
      ports.slice(index + 1).flatMap((other): JoinedVlans[] => {
        const here = doors.filter((door) => door.interface.vlan === one.vlan);
        const there = doors.filter((door) => door.interface.vlan === other.vlan);
        const joined = here.flatMap((door) => there.filter((far) => areApart(door, far)).flatMap((far) => [door, far]));
        return joined.length === 0 ? [] : [{ device, ports: [one, other], doors: [...new Set(joined)] }];
      }),
    ),
  );
}

/** What an interface is a port of, among those of its device; `undefined`: of nothing that passes packets on by itself. */
function groupOf({ routers }: Device, { bridge, router }: Interface): string | undefined {
  if (bridge !== undefined) return `bridge ${bridge}`;
  return routers.some(({ id, bridges }) => id === router && bridges === true) ? `router ${router}` : undefined;
}

/** Whether two interfaces have networks of one family, and none in common. */
function areApart({ interface: one }: Door, { interface: other }: Door): boolean {
  return ([4, 6] as const).some((family) => {
    const own = connectedNetworks(one, family);
    const far = connectedNetworks(other, family);
    return own.length > 0 && far.length > 0 && !meets(own, far);
  });
}
