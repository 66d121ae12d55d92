/** VLANs that a given device joins below all routing (a software switch, a bridge): routers of these keep nothing apart. */
import type { Device, Interface, VlanJoint } from "../model/device.js";
import { meets } from "../packets/intervals.js";
import type { SourceRange } from "../source/range.js";
import { connectedNetworks } from "./networks.js";
import { type Door, isReady } from "./topology.js";

/** Interfaces of given devices on VLANs that are joined, with networks apart from each other. */
export interface JoinedVlans {
  readonly sides: readonly [Joint, Joint];
  readonly doors: readonly Door[];
}

/** Where a device puts frames into a segment. */
interface Joint {
  readonly device: Device;
  /** Whose frames, in all given devices by the same text. */
  readonly place: string;
  /** The same for people. */
  readonly text: string;
  readonly segment: string;
  readonly by: string;
  readonly at: SourceRange | undefined;
}

/** A number means one VLAN in the whole plant: what two devices join with it is joined by way of it. */
export function joinedVlansAmong(devices: readonly Device[]): readonly JoinedVlans[] {
  const groups = groupsOf(devices.flatMap(jointsOf)).filter((joints) => joints.length > 1);
  if (groups.length === 0) return [];
  const doors = doorsByPlace(devices);
  return groups.flatMap((joints) => {
    const known = joints.filter(({ place }) => doors.has(place));
    const told = new Set<string>();
    return known.flatMap((one, index) =>
      known.slice(index + 1).flatMap((other): JoinedVlans[] => {
        // Two ports of one bridge may be on one VLAN, that others route to different networks.
        if (one.segment !== other.segment && (one.place === other.place || told.has(`${one.place} ${other.place}`)))
          return [];
        const there = doors.get(other.place) ?? [];
        const apart = (doors.get(one.place) ?? []).flatMap((door) =>
          there.filter((far) => areApart(door, far)).flatMap((far) => [door, far]),
        );
        if (apart.length === 0) return [];
        told.add(`${one.place} ${other.place}`).add(`${other.place} ${one.place}`);
        return [{ sides: [one, other], doors: [...new Set(apart)] }];
      }),
    );
  });
}

/** Joints of one segment, or of several that have a place in common; those of each segment stand together. */
function groupsOf(joints: readonly Joint[]): readonly (readonly Joint[])[] {
  const groupOfSegment = new Map<string, Set<string>>();
  const first = new Map<string, string>();
  for (const { segment, place } of joints) {
    const group = groupOfSegment.get(segment) ?? new Set([segment]);
    groupOfSegment.set(segment, group);
    const other = groupOfSegment.get(first.get(place) ?? segment) ?? group;
    first.set(place, first.get(place) ?? segment);
    if (other === group) continue;
    for (const one of group) groupOfSegment.set(one, other.add(one));
  }
  const bySegment = new Map<string, Joint[]>();
  for (const joint of joints) {
    const known = bySegment.get(joint.segment);
    if (known === undefined) bySegment.set(joint.segment, [joint]);
    else known.push(joint);
  }
  return [...new Set(groupOfSegment.values())].map((group) =>
    [...group].flatMap((segment) => bySegment.get(segment) ?? []),
  );
}

function jointsOf(device: Device): Joint[] {
  const bridges = new Set(device.interfaces.flatMap(({ bridge }) => bridge ?? []));
  const ports = device.interfaces.flatMap((one): Joint[] => {
    // What stands for a bridge has the frames of its ports; between ports with addresses of their own others decide.
    const isBridge = bridges.has(one.id);
    const segment = isBridge ? bridgeSegment(one.id, device) : groupOf(device, one);
    const isTold = isBridge || one.vlan !== undefined || one.addresses.length === 0;
    if (!one.enabled || segment === undefined || !isTold) return [];
    const own = isBridge ? device.interfaces.filter(({ bridge }) => bridge === one.id) : [one];
    const by = own.map(({ id }) => id).join(", ");
    return [{ device, ...placeOf(placeIn(one), device), segment, by, at: one.at[0] }];
  });
  const others = (device.joints ?? []).map(({ on, ...joint }) => ({ device, ...placeOf(on, device), ...joint }));
  return [...ports, ...others];
}

function placeIn({ id, vlan }: Interface): VlanJoint["on"] {
  return vlan === undefined ? { interface: id } : { vlan };
}

function placeOf(on: VlanJoint["on"], { id }: Device): Pick<Joint, "place" | "text"> {
  if ("vlan" in on) return { place: `VLAN ${on.vlan}`, text: `VLAN ${on.vlan}` };
  return { place: `${on.interface} of ${id}`, text: `the segment of ${id} ${on.interface}` };
}

function doorsByPlace(devices: readonly Device[]): ReadonlyMap<string, readonly Door[]> {
  const doors = new Map<string, Door[]>();
  for (const device of devices) {
    for (const one of device.interfaces) {
      if (one.addresses.length === 0 || !isReady(one)) continue;
      const { place } = placeOf(placeIn(one), device);
      doors.set(place, [...(doors.get(place) ?? []), { device, interface: one }]);
    }
  }
  return doors;
}

function bridgeSegment(bridge: string, { id }: Device): string {
  return `bridge ${bridge} of ${id}`;
}

/** What an interface is a port of, among those of its device; `undefined`: of nothing that passes packets on by itself. */
function groupOf(device: Device, { bridge, router }: Interface): string | undefined {
  if (bridge !== undefined) return bridgeSegment(bridge, device);
  return device.routers.some(({ id, bridges }) => id === router && bridges === true)
    ? `router ${router} of ${device.id}`
    : undefined;
}

/** Whether two interfaces have networks of one family, and none in common. */
function areApart({ interface: one }: Door, { interface: other }: Door): boolean {
  return ([4, 6] as const).some((family) => {
    const own = connectedNetworks(one, family);
    const far = connectedNetworks(other, family);
    return own.length > 0 && far.length > 0 && !meets(own, far);
  });
}
