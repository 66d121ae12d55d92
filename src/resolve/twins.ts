/**
 * Two exports of one cluster: members that share every address (FortiGate HA, ASA failover, stacked switches), or all those that
 * others reach them by (CARP).
 */
import type { Device, InterfaceAddress } from "../model/device.js";
import { isReady } from "./topology.js";

const LAYOUTS = new WeakMap<Device, { readonly own: string; readonly taken: string }>();

/**
 * Whether two exports show the same platform with the same addresses on the same interfaces: no two routers have that. Members of
 * which one works and the other waits (`a-p`) may have addresses of their own, beside the same ones that they take over.
 */
export function isCluster(one: Device, other: Device): boolean {
  if (one === other || one.platform !== other.platform) return false;
  const [mine, theirs] = [layoutOf(one), layoutOf(other)];
  if (mine.own !== "" && mine.own === theirs.own) return true;
  return waits(one) && waits(other) && mine.taken !== "" && mine.taken === theirs.taken;
}

function waits({ posture }: Device): boolean {
  return posture?.cluster.mode === "a-p";
}

/** Members of a cluster may have one address each for themselves, beside those that they take over from one another. */
function isShared({ kind }: InterfaceAddress): boolean {
  return kind !== "virtual";
}

function layoutOf(device: Device): { readonly own: string; readonly taken: string } {
  const known = LAYOUTS.get(device);
  if (known !== undefined) return known;
  const layout = {
    own: addressesOf(device, isShared),
    taken: addressesOf(device, (address) => !isShared(address)),
  };
  LAYOUTS.set(device, layout);
  return layout;
}

function addressesOf(device: Device, isMeant: (address: InterfaceAddress) => boolean): string {
  return device.interfaces
    .filter((one) => isReady(one) && one.addresses.some(isMeant))
    .map(({ id, router, addresses }) => {
      const found = addresses
        .filter(isMeant)
        .map(({ address, prefixLength }) => `${typeof address} ${address}/${prefixLength}`);
      return [id, router, ...found.sort()].join(" ");
    })
    .sort()
    .join("\n");
}
