/** Addresses that routers learn from one another: those that a group of them shares, written at some of its members alone. */
import type { Device, Interface, InterfaceAddress } from "../model/device.js";
import { Topology } from "./topology.js";

/**
 * The devices, each with the shared addresses that others of its groups have on the same segment: any member may be the
 * one that answers for these, whoever wrote them down (RFC 2281 5.1: who has none takes that of the active router).
 */
export function withLearnedAddresses(devices: readonly Device[]): readonly Device[] {
  if (!devices.some(({ interfaces }) => interfaces.some(({ learnsFrom }) => learnsFrom !== undefined))) return devices;
  const topology = new Topology(devices);
  return devices.map((device) => ({
    ...device,
    interfaces: device.interfaces.map((one) => {
      const learned = learnedBy(device, one, topology);
      return learned.length === 0 ? one : { ...one, addresses: [...one.addresses, ...learned] };
    }),
  }));
}

function learnedBy(device: Device, one: Interface, topology: Topology): InterfaceAddress[] {
  const { learnsFrom, addresses } = one;
  if (learnsFrom === undefined) return [];
  const others = topology.neighbours({ device, interface: one }).flatMap((door) => door.interface.addresses);
  const shared = others.filter(
    ({ kind, group }) => kind === "virtual" && group !== undefined && learnsFrom.includes(group),
  );
  const own = new Set(addresses.map(({ address }) => address));
  return [...new Map(shared.map((it) => [it.address, it])).values()].filter(({ address }) => !own.has(address));
}
