/** Two exports of one cluster: members that share every address (FortiGate HA, ASA failover, stacked switches). */
import type { Device, InterfaceAddress } from "../model/device.js";
import { isReady } from "./topology.js";

const LAYOUTS = new WeakMap<Device, string>();

/** Whether two exports show the same platform with the same addresses on the same interfaces: no two routers have that. */
export function isCluster(one: Device, other: Device): boolean {
  const layout = layoutOf(one);
  return one !== other && one.platform === other.platform && layout !== "" && layout === layoutOf(other);
}

/** Members of a cluster may have one address each for themselves, beside those that they take over from one another. */
function isShared({ kind }: InterfaceAddress): boolean {
  return kind !== "virtual";
}

function layoutOf(device: Device): string {
  const known = LAYOUTS.get(device);
  if (known !== undefined) return known;
  const layout = device.interfaces
    .filter((one) => isReady(one) && one.addresses.some(isShared))
    .map(({ id, router, addresses }) => {
      const own = addresses
        .filter(isShared)
        .map(({ address, prefixLength }) => `${typeof address} ${address}/${prefixLength}`);
      return [id, router, ...own.sort()].join(" ");
    })
    .sort()
    .join("\n");
  LAYOUTS.set(device, layout);
  return layout;
}
