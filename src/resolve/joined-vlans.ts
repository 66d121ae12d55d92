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

/** Where a device puts a VLAN into a segment. */
interface Joint extends Omit<VlanJoint, "at"> {
  readonly device: Device;
  readonly at: SourceRange | undefined;
}

/** A number means one VLAN in the whole plant: what two devices join with it is joined by way of it. */
export function joinedVlansAmong(devices: readonly Device[]): readonly JoinedVlans[] {
  const groups = groupsOf(devices.flatMap(jointsOf)).filter((joints) => joints.length > 1);
  if (groups.length === 0) return [];
  const doors = doorsByVlan(devices);
  return groups.flatMap((joints) => {
    const known = joints.filter(({ vlan }) => doors.has(vlan));
    const told = new Set<string>();
    return known.flatMap((one, index) =>
      known.slice(index + 1).flatMap((other): JoinedVlans[] => {
        // Two ports of one bridge may be on one VLAN, that others route to different networks.
        if (one.segment !== other.segment && (one.vlan === other.vlan || told.has(`${one.vlan} ${other.vlan}`)))
          return [];
        const there = doors.get(other.vlan) ?? [];
        const apart = (doors.get(one.vlan) ?? []).flatMap((door) =>
          there.filter((far) => areApart(door, far)).flatMap((far) => [door, far]),
        );
        if (apart.length === 0) return [];
        told.add(`${one.vlan} ${other.vlan}`).add(`${other.vlan} ${one.vlan}`);
        return [{ sides: [one, other], doors: [...new Set(apart)] }];
      }),
    );
  });
}

/** Joints of one segment, or of several that have a VLAN in common; those of each segment stand together. */
function groupsOf(joints: readonly Joint[]): readonly (readonly Joint[])[] {
  const groupOfSegment = new Map<string, Set<string>>();
  const first = new Map<number, string>();
  for (const { segment, vlan } of joints) {
    const group = groupOfSegment.get(segment) ?? new Set([segment]);
    groupOfSegment.set(segment, group);
    const other = groupOfSegment.get(first.get(vlan) ?? segment) ?? group;
    first.set(vlan, first.get(vlan) ?? segment);
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
  const ports = device.interfaces.flatMap((one): Joint[] => {
    const { id, vlan, at } = one;
    const segment = one.enabled && vlan !== undefined ? groupOf(device, one) : undefined;
    return segment === undefined || vlan === undefined ? [] : [{ device, vlan, segment, by: id, at: at[0] }];
  });
  return [...ports, ...(device.joints ?? []).map((joint) => ({ device, ...joint }))];
}

function doorsByVlan(devices: readonly Device[]): ReadonlyMap<number, readonly Door[]> {
  const doors = new Map<number, Door[]>();
  for (const device of devices) {
    for (const one of device.interfaces) {
      if (one.vlan === undefined || one.addresses.length === 0 || !isReady(one)) continue;
      doors.set(one.vlan, [...(doors.get(one.vlan) ?? []), { device, interface: one }]);
    }
  }
  return doors;
}

/** What an interface is a port of, among those of its device; `undefined`: of nothing that passes packets on by itself. */
function groupOf({ id: device, routers }: Device, { bridge, router }: Interface): string | undefined {
  if (bridge !== undefined) return `bridge ${bridge} of ${device}`;
  return routers.some(({ id, bridges }) => id === router && bridges === true)
    ? `router ${router} of ${device}`
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
