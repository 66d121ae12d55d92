/** Whether the next hop of a route is a given device. */
import type { Interface } from "../model/device.js";
import { contains } from "../packets/intervals.js";
import type { Way } from "./forwarding-table.js";
import { connectedNetworks } from "./networks.js";
import type { Door, Topology } from "./topology.js";

/** Whether the next hop is an address of another given router: then the way goes on there, as it does on a link to one. */
export function leadsToGiven(way: Way, self: Door, topology: Topology): boolean {
  const { interface: one } = self;
  if (way.via === "connected") return false;
  if (topology.isLink(self)) return true;
  const { nextHop } = way.via;
  if (nextHop === undefined) return false;
  const family = typeof nextHop === "bigint" ? 6 : 4;
  if (!contains(connectedNetworks(one, family), nextHop)) return false;
  return topology.isGiven(self, nextHop);
}

/**
 * Interfaces of given devices that have the next hop of a route, which may be on a network of its own interface that was not read.
 * @param open interfaces of the device that may have such a network.
 */
export function perhapsGiven(
  open: readonly Interface[],
  self: Door,
  { via }: Pick<Way, "via">,
  topology: Topology,
): readonly Door[] {
  const { interface: one } = self;
  if (via === "connected" || via.nextHop === undefined || topology.isLink(self)) return [];
  const family = typeof via.nextHop === "bigint" ? 6 : 4;
  if (!open.includes(one) || contains(connectedNetworks(one, family), via.nextHop)) return [];
  return topology.owners(self, via.nextHop).filter(({ device }) => device !== self.device);
}

/** Where what such a route leads to may lie. */
export function behindGiven({ device, interface: one }: Door, other: Door): string {
  return `behind ${other.device.id}, which has the next hop on ${other.interface.id}: whether ${one.id} of ${device.id} is on that network is not in the file`;
}
