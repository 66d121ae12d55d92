/** Tunnels whose far ends bring networks along beside those that routes lead there. */
import type { Route } from "../../../src/model/device.js";
import type { AddressExpression } from "../../../src/model/expression.js";
import { child, children, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { type Address, prefix, readNetwork } from "./ip.js";
import { deviceMayBring, othersMayBring } from "./openvpn.js";
import { allowedBy, unassignedWireGuards } from "./wireguard.js";

interface Tunnel {
  readonly id: string;
  readonly device: string;
  readonly addresses: readonly { readonly address: Address; readonly prefixLength: number }[];
}

/**
 * Whether networks may lie behind a tunnel that neither a route nor its own addresses name: those that its options, its clients or
 * the peers of WireGuard have (AllowedIPs: what comes from them is taken in; OPNsense makes routes of them as well).
 */
export function mayBringNetworks(context: Context, tunnel: Tunnel, routes: readonly Route[]): boolean {
  const { id, device } = tunnel;
  if (/^ovpn[sc]\d/.test(device)) return deviceMayBring(context, device);
  if (id === "openvpn") return othersMayBring(context);
  if (isEmptyGroup(context, id)) return true;
  if (!isWireGuard(tunnel)) return false;
  const own = tunnel.addresses.flatMap(({ address, prefixLength }) => prefix(address, prefixLength) ?? []);
  const routed = routes.filter(({ egress }) => egress === id).flatMap((route) => networkOf(route) ?? []);
  const devices = id === "wireguard" ? unassignedWireGuards(context).map((each) => each.device) : [device];
  const allowed = devices.map((each) => allowedBy(context, each));
  const isTold = (texts: readonly string[] | undefined): boolean =>
    texts?.every((text) => isCovered(readNetwork(text), [...own, ...routed])) ?? false;
  return allowed.length === 0 || !allowed.every(isTold);
}

/** Whether packets come in by a tunnel from networks alone that its peers have: what comes from others is dropped (AllowedIPs). */
export function isWireGuard({ id, device }: Pick<Tunnel, "id" | "device">): boolean {
  return id === "wireguard" || /^(?:tun_wg|wg)\d/.test(device);
}

/** What lies behind a group of devices that only programs know, only those know, too. */
function isEmptyGroup({ root }: Context, id: string): boolean {
  const groups = children(child(root, "ifgroups"), "ifgroupentry");
  return groups.some((each) => textOf(each, "ifname") === id && textOf(each, "members") === "");
}

function networkOf({ network, prefixLength }: Route): AddressExpression | undefined {
  if (typeof network === "bigint") return prefix({ family: 6, value: network }, prefixLength);
  return prefix({ family: 4, value: network }, prefixLength);
}

function isCovered(one: AddressExpression | undefined, by: readonly AddressExpression[]): boolean {
  if (one?.kind === "range4")
    return by.some((each) => each.kind === "range4" && each.from <= one.from && one.to <= each.to);
  return (
    one?.kind === "range6" && by.some((each) => each.kind === "range6" && each.from <= one.from && one.to <= each.to)
  );
}
