/** Addresses that routers learn from one another: those that a group of them shares, written at some of its members alone. */
import type { Device, Interface, InterfaceAddress } from "../model/device.js";
import { type Door, Topology } from "./topology.js";

/**
 * The devices, each with the shared addresses that others of its groups have on the same segment: any member may be the
 * one that answers for these, whoever wrote them down (RFC 2281 5.1: who has none takes that of the active router). An
 * interface of which a statement was not understood may be a member of any group there.
 */
export function withLearnedAddresses(devices: readonly Device[]): readonly Device[] {
  const hidden = new Map(devices.map((device) => [device, hiddenIn(device)] as const));
  const learns = (device: Device, one: Interface) =>
    one.learnsFrom !== undefined || hidden.get(device)?.has(one.id) === true;
  if (!devices.some((device) => device.interfaces.some((one) => learns(device, one)))) return devices;
  const topology = new Topology(devices);
  return devices.map((device) => ({
    ...device,
    interfaces: device.interfaces.map((one) => {
      if (!learns(device, one)) return one;
      const groups = hidden.get(device)?.has(one.id) === true ? undefined : one.learnsFrom;
      const learned = learnedBy({ device, interface: one }, groups, topology);
      return learned.length === 0 ? one : { ...one, addresses: [...one.addresses, ...learned] };
    }),
  }));
}

/** Ids of the interfaces of which a statement was not understood that may be an address. */
function hiddenIn({ doubts, interfaces }: Device): ReadonlySet<string> {
  const hiding = doubts.filter(({ hidesAddress, scope }) => hidesAddress === true && scope === "interfaces");
  const unread = interfaces.filter(({ unreadAddress }) => unreadAddress === true).map(({ id }) => id);
  return new Set([...hiding.flatMap((doubt) => doubt.interfaces ?? []), ...unread]);
}

/** @param groups those it takes part in; left out: any. */
function learnedBy(self: Door, groups: readonly string[] | undefined, topology: Topology): InterfaceAddress[] {
  const others = topology.neighbours(self).flatMap((door) => door.interface.addresses);
  const shared = others.filter(
    ({ kind, group }) =>
      kind === "virtual" && (groups === undefined || (group !== undefined && groups.includes(group))),
  );
  const own = new Set(self.interface.addresses.map(({ address }) => address));
  return [...new Map(shared.map((it) => [it.address, it])).values()].filter(({ address }) => !own.has(address));
}
