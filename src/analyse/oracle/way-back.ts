/** Whether a router would send answers back by where a packet came in. */
import type { Device, Interface } from "../../model/device.js";
import type { Packet } from "../../model/packet.js";
import { holds, lengthOn, routeTo } from "./route.js";

/** Whether an interface asks for a way back (`needsWayBack`), and surely none leads to the source of the packet. */
export function isStrangerAt(device: Device, one: Interface, { family, src: address }: Packet): boolean {
  if (one.needsWayBack === undefined || lengthOn(one, address) >= 0) return false;
  const { dynamicRouting, onlyWritten, imports } = device.routers.find(({ id }) => id === one.router) ?? {};
  const brings =
    one.addressDoubt ??
    one.takesRoutes ??
    one.policyTunnels ??
    (onlyWritten === true ? imports : (dynamicRouting ?? imports));
  if (brings !== undefined) return false;
  if (one.needsWayBack === "best route") {
    const back = routeTo(device, one.router, { family, address });
    return back.kind !== "out" || !back.ways.some((way) => way.interface === one);
  }
  return !device.routes.some(
    ({ router, family: of, network, prefixLength, egress, nextHop }) =>
      router === one.router &&
      of === family &&
      holds(network, prefixLength, { family, address }) &&
      (egress === one.id || (egress === undefined && nextHop !== undefined)),
  );
}
