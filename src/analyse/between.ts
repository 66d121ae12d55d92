/** What may stand between routers: bridges, and filters of switches on the segments that packets cross. */
import type { Device, Interface } from "../model/device.js";
import { type Intervals, meets } from "../packets/intervals.js";
import type { Bridge } from "../resolve/bridges.js";
import type { Carrying } from "../resolve/carried.js";
import { connectedNetworks } from "../resolve/networks.js";
import type { Door } from "../resolve/topology.js";

/** What packets cross from one router to the next: interfaces on one segment. */
export type Crossing = readonly Door[];

/** Whether packets that cross a segment may meet a filter there. */
export function mayMeetOn(
  { device, networks, others, isAstray, isOn }: Carrying,
  doors: Crossing,
  family: 4 | 6,
): boolean {
  // What its own routed interface sends or takes there, the steps of that interface say.
  if (doors.some((door) => door.device === device && door.interface.svi === true && isOn(door.interface))) return false;
  const on = doors.map((door) => ({ door: door.interface, own: connectedNetworks(door.interface, family) }));
  if (on.some(({ own }) => meets(own, networks[family]))) return true;
  const isElsewhere = ({ peer, vlan }: Interface) => peer !== undefined || vlan !== undefined;
  return isAstray && !on.some(({ door, own }) => (!isOn(door) && isElsewhere(door)) || meets(own, others[family]));
}

/**
 * Whether a bridge may stand in the way of packets: it may stand anywhere, or their ends are on its networks, or another
 * device is, which leads packets there and on.
 */
export function mayStandBetween(
  { device, networks }: Bridge,
  devices: readonly Device[],
  family: 4 | 6,
  ends: readonly Intervals<number | bigint>[],
): boolean {
  if (networks === undefined || ends.some((end) => meetsAny(end, networks[family]))) return true;
  const others = devices.filter((one) => one !== device).flatMap(({ interfaces }) => interfaces);
  return others.some(
    ({ addresses, addressDoubt }) =>
      addressDoubt !== undefined || addresses.some((own) => meetsAny([own.address, own.address], networks[own.family])),
  );
}

function meetsAny(set: Intervals<number | bigint>, networks: Intervals<number | bigint>): boolean {
  for (let at = 0; at < networks.length; at += 2) if (meets(set, networks.slice(at, at + 2))) return true;
  return false;
}
