/** Whether a router passes packets on at all. */
import type { Device } from "../model/device.js";

/** Whether a router of a device forwards packets of a family between its interfaces (`ip routing`, `ipv6 unicast-routing`). */
export function forwards(device: Device, router: string, family: 4 | 6): boolean {
  const found = device.routers.find(({ id }) => id === router);
  return found !== undefined && (family === 4 ? found.forwards.ipv4 : found.forwards.ipv6);
}
