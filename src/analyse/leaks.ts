/** Static routes that lead from one router of a device into another (VRF leaks, reference/cisco.md 2.7): a way round. */
import type { Device, Route } from "../model/device.js";

/** @param router left out: of any router. */
export function leakOf(device: Device, router?: string): Route | undefined {
  const routers = new Map(device.interfaces.map((one) => [one.id, one.router]));
  return device.routes.find(
    (route) =>
      (router === undefined || route.router === router) &&
      route.egress !== undefined &&
      (routers.get(route.egress) ?? route.router) !== route.router,
  );
}
