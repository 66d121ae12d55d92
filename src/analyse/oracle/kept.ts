/** Whether a router keeps a packet as one for all hosts of a network it is on. */
import type { Device, Interface, InterfaceAddress } from "../../model/device.js";

/** Of a packet that routes of the device itself send to a network of one of its interfaces, as it came in by another one. */
export function isKept({ doubts }: Device, ingress: Interface, egress: Interface, dst: number | bigint): boolean {
  if (egress.keepsBroadcasts !== true || egress.kind !== "routed" || egress.router !== ingress.router) return false;
  if (egress.addressDoubt !== undefined || egress.unreadAddress === true || typeof dst === "bigint") return false;
  const isUnsure = doubts.some(
    ({ scope, reroutes, interfaces = [] }) =>
      scope === "device" ||
      (reroutes === true && (interfaces.length === 0 || interfaces.includes(ingress.id))) ||
      (scope === "interfaces" && interfaces.includes(egress.id)),
  );
  if (isUnsure || ingress.policyRouted?.some(({ from, to }) => from <= dst && dst <= to) === true) return false;
  const networks = egress.addresses.filter((one) => one.kind !== "virtual" && holds(one, dst));
  return networks.length > 0 && networks.every((one) => isEdge(one, dst));
}

/** Whether a packet comes in from the first or last address of a network of an interface, which no host of it has. */
export function isFromNobody({ addresses }: Interface, src: number | bigint): boolean {
  if (typeof src === "bigint") return false;
  const networks = addresses.filter((one) => one.kind !== "virtual" && holds(one, src));
  return networks.length > 0 && networks.every((one) => isEdge(one, src));
}

function holds({ address, prefixLength }: InterfaceAddress, dst: number): boolean {
  const size = 2 ** (32 - prefixLength);
  return typeof address === "number" && Math.floor(address / size) === Math.floor(dst / size);
}

function isEdge({ prefixLength }: InterfaceAddress, dst: number): boolean {
  const size = 2 ** (32 - prefixLength);
  return prefixLength <= 30 && (dst % size === 0 || dst % size === size - 1);
}
