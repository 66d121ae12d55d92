/** Tunnels whose far ends bring networks along beside those that routes lead there. */
import type { Route } from "../../../src/model/device.js";
import type { AddressExpression } from "../../../src/model/expression.js";
import { child, children, descend, type Element, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { type Address, prefix, readNetwork } from "./ip.js";
import { deviceMayBring, othersMayBring } from "./openvpn.js";

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
  if (id !== "wireguard" && !/^(?:tun_wg|wg)\d/.test(device)) return false;
  const own = tunnel.addresses.flatMap(({ address, prefixLength }) => prefix(address, prefixLength) ?? []);
  const routed = routes.filter(({ egress }) => egress === id).flatMap((route) => networkOf(route) ?? []);
  const allowed = id === "wireguard" ? undefined : allowedBy(context, device);
  return allowed === undefined || !allowed.every((text) => isCovered(readNetwork(text.trim()), [...own, ...routed]));
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

/** The networks of all peers of a device; `undefined`: not all of them are in the file. */
function allowedBy(context: Context, device: string): readonly string[] | undefined {
  return context.isOPNsense ? ofModel(context, device) : ofPackage(context, device);
}

function ofModel({ root }: Context, device: string): readonly string[] | undefined {
  const model = descend(root, "opnsense", "wireguard");
  const servers = children(descend(model, "server", "servers"), "server");
  const server = servers.find((each) => `wg${textOf(each, "instance")}` === device);
  const clients = children(descend(model, "client", "clients"), "client");
  const uuids = textOf(server, "peers").split(",");
  const peers = uuids.map((uuid) => clients.find(({ attributes }) => attributes?.uuid === uuid));
  return together(peers, (peer) => textOf(peer, "tunneladdress").split(","));
}

function ofPackage({ root }: Context, device: string): readonly string[] | undefined {
  const all = children(descend(root, "installedpackages", "wireguard", "peers"), "item");
  const peers = all.filter((each) => textOf(each, "tun") === device);
  return together(peers, (peer) =>
    children(child(peer, "allowedips"), "row").map((row) => `${textOf(row, "address")}/${textOf(row, "mask")}`),
  );
}

function together(
  peers: readonly (Element | undefined)[],
  read: (peer: Element) => readonly string[],
): readonly string[] | undefined {
  const found = peers.map((peer) => (peer === undefined ? [] : read(peer)));
  return found.length === 0 || found.some((each) => each.length === 0) ? undefined : found.flat();
}
