/** What is asked of the ways that a routing table knows, and of what is not in it. */
import type { Device, Interface } from "../model/device.js";
import { contains, meets } from "../packets/intervals.js";
import { DEFAULT_LENGTH, type Way } from "../resolve/forwarding-table.js";
import { connectedNetworks } from "../resolve/networks.js";
import type { Exit } from "./standing.js";

/**
 * Why what comes in by an interface may leave by any other, whatever its router's table says: something there was not
 * understood, or it is sent by a policy.
 */
export function whyAstray(device: Device, ingress: Interface): string | undefined {
  const doubt = device.doubts.find(({ scope, reroutes, interfaces }) => {
    return scope === "device" || (reroutes === true && (interfaces?.includes(ingress.id) ?? true));
  });
  return doubt?.reason;
}

/** Whether some of what comes in by an interface may leave by another than its router's table says. */
export function isAstrayAt(device: Device, ingress: Interface): boolean {
  return whyAstray(device, ingress) !== undefined || (ingress.policyRouted ?? []).length > 0;
}

/** Whether a way is for everywhere. */
export function isDefault({ via, prefixLength }: Way): boolean {
  return via !== "connected" && prefixLength <= DEFAULT_LENGTH;
}

/** Whether a way is there under a condition alone. */
export function isConditional({ backup, doubt }: Way): boolean {
  return backup === true || (doubt !== undefined && doubt !== "several");
}

/** Whether the next hop of a way lies on a network of its interface, as far as these are written. */
export function isBeside({ via }: Way, egress: Interface, family: 4 | 6): boolean {
  if (via === "connected" || via.nextHop === undefined) return true;
  const networks = connectedNetworks(egress, family);
  return networks.length === 0 || contains(networks, via.nextHop);
}

/** A way out with what shows whether routes lead it, and surely. */
type Led = Pick<Exit, "destinations" | "uncertain"> & Partial<Pick<Exit, "because">>;

/** The ways out by routes that may be there or not. */
export function rivalsAmong<Way extends Led>(ways: readonly Way[]): readonly Way[] {
  return ways.filter(({ uncertain, because }) => uncertain && because === undefined);
}

/** Whether routes lead some of the destinations of a way out by another one as well, which may be there or not. */
export function hasRival(way: Led, rivals: readonly Led[]): boolean {
  return rivals.some((other) => other !== way && meets(other.destinations, way.destinations));
}
