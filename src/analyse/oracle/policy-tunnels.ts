/** Whether one packet may travel in a tunnel that a policy puts it into (`Interface.policyTunnels`). */
import type { AddressRange, Device, Interface, PolicyTunnel } from "../../model/device.js";
import type { Walk } from "./walked.js";

/** Why what stands behind a way out is not the last word. */
export const TUNNELLED = "a tunnel may carry it past what stands between its ends";

/** Whether a policy may put it into a tunnel where it leaves. */
export function mayBeTunnelled({ policyTunnels = [] }: Interface, { verdict, leaves }: Walk): boolean {
  const sent = leaves.map(({ packet }) => packet.dst);
  return verdict !== "deny" && policyTunnels.some(({ far }) => sent.some((address) => isAmong(far, address)));
}

/** Whether a packet from an address may come in by a door out of a tunnel whose other end was not given. */
export function mayComeOut(
  devices: readonly Device[],
  { device, interface: { policyTunnels = [] } }: { readonly device: Device; readonly interface: Interface },
  src: number | bigint,
): boolean {
  return policyTunnels.some((one) => isAmong(one.sources ?? one.far, src) && mayEndElsewhere(devices, device, one));
}

function isAmong(ranges: readonly AddressRange[], address: number | bigint): boolean {
  return ranges.some(({ from, to }) => typeof from === typeof address && from <= address && address <= to);
}

/** Whether the far end of a tunnel may be at a device that was not given. */
function mayEndElsewhere(devices: readonly Device[], device: Device, { peers }: PolicyTunnel): boolean {
  const others = devices.filter((one) => one !== device).flatMap(({ interfaces }) => interfaces);
  const isGiven = (peer: number | bigint) =>
    others.some(({ enabled, addresses }) => enabled && addresses.some(({ address }) => address === peer));
  return peers.length === 0 || !peers.every(isGiven);
}
