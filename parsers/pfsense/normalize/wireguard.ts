/** Tunnels of WireGuard: their addresses, and the networks of their peers. */
import { child, children, descend, type Element, has, textOf } from "../tree.js";
import { assignedDevices } from "./assigned-devices.js";
import type { Context } from "./context.js";
import { holdsValue } from "./switches.js";

/** One that is switched on, in the package of pfSense or in the model of OPNsense. */
export interface WireGuard {
  readonly element: Element;
  /** `tun_wg0`, `wg1`. */
  readonly device: string;
  /** `ADDRESS/LENGTH`, with where they are written. */
  readonly addresses: readonly Word[];
}

export interface Word {
  readonly text: string;
  readonly at: Element;
}

export function wireGuards(context: Context): WireGuard[] {
  const { isOPNsense, root } = context;
  const model = descend(root, "opnsense", "wireguard");
  if (!isOPNsense)
    return packageItems(context, "tunnels")
      .filter((item) => textOf(item, "enabled") === "yes")
      .map((element) => ({ element, device: textOf(element, "name"), addresses: rows(child(element, "addresses")) }));
  // The whole service has a switch, which nothing but itself writes.
  if (has(child(model, "general"), "enabled") && !isSet(child(model, "general"))) return [];
  return modelServers(context)
    .filter((server) => !has(server, "enabled") || isSet(server))
    .map((element) => ({
      element,
      device: `wg${textOf(element, "instance")}`,
      addresses: list(child(element, "tunneladdress")),
    }));
}

/** Whether the package of pfSense is switched off as a whole: its tunnels are then not there, whatever they say (wg_service.inc of the package). */
export function isPackageOff({ isOPNsense, root }: Context): boolean {
  const enable = descend(root, "installedpackages", "wireguard", "config", "enable");
  return !isOPNsense && enable !== undefined && enable.text !== "on";
}

function packageItems({ root }: Context, list: "tunnels" | "peers"): readonly Element[] {
  return children(descend(root, "installedpackages", "wireguard", list), "item");
}

/** Whatever the rows of the model are called. */
function modelServers({ root }: Context): readonly Element[] {
  return descend(root, "opnsense", "wireguard", "server", "servers")?.children ?? [];
}

/**
 * What of the package of pfSense may be on or belong to a tunnel, though the file does not say so in its own words: `yes`, `no`, the
 * name of a tunnel, `unassigned` (wg_api.inc of the package).
 */
export function unreadWireGuards(context: Context): Element[] {
  if (context.isOPNsense) return [];
  const [tunnels, peers] = [packageItems(context, "tunnels"), packageItems(context, "peers")];
  const devices = tunnels.map((tunnel) => textOf(tunnel, "name"));
  const names = new Set([...devices, ...assignedDevices(context), "unassigned", ""]);
  const isUnread = (item: Element) => !["yes", "no", ""].includes(textOf(item, "enabled"));
  return [...tunnels.filter(isUnread), ...peers.filter((peer) => isUnread(peer) || !names.has(textOf(peer, "tun")))];
}

/** Those that no interface stands for: rules name them together. */
export function unassignedWireGuards(context: Context): WireGuard[] {
  const assigned = assignedDevices(context);
  return wireGuards(context).filter(({ device }) => !assigned.has(device));
}

function isSet(of: Element | undefined): boolean {
  const written = child(of, "enabled");
  return written !== undefined && holdsValue(written);
}

function rows(of: Element | undefined): Word[] {
  return children(of, "row").map((at) => ({ text: `${textOf(at, "address")}/${textOf(at, "mask")}`, at }));
}

function list(at: Element | undefined): Word[] {
  const words = at?.text.split(",").map((word) => word.trim()) ?? [];
  return at === undefined ? [] : words.filter((word) => word !== "").map((text) => ({ text, at }));
}

/**
 * Addresses of an assigned device that its interface does not name: those of the model of OPNsense. In pfSense an interface that is
 * assigned has its own.
 */
export function modelAddresses(context: Context, device: string): readonly Word[] {
  if (!context.isOPNsense || !/^wg\d/.test(device)) return [];
  return wireGuards(context).find((each) => each.device === device)?.addresses ?? [];
}

/** The networks of all peers of a device that are on (AllowedIPs); `undefined`: not all of them are in the file. */
export function allowedBy(context: Context, device: string): readonly string[] | undefined {
  const found = context.isOPNsense ? ofModel(context, device) : ofPackage(context, device);
  return found.length === 0 || found.some((each) => each.length === 0) ? undefined : found.flat();
}

function peersOf({ root }: Context, server: Element | undefined): (Element | undefined)[] {
  const clients = descend(root, "opnsense", "wireguard", "client", "clients")?.children ?? [];
  const uuids = textOf(server, "peers").split(",");
  return uuids.map((uuid) => clients.find(({ attributes }) => attributes?.uuid === uuid));
}

function ofModel(context: Context, device: string): readonly string[][] {
  const server = modelServers(context).find((each) => `wg${textOf(each, "instance")}` === device);
  const peers = peersOf(context, server).filter((peer) => !has(peer, "enabled") || isSet(peer));
  return peers.map((peer) => list(child(peer, "tunneladdress")).map(({ text }) => text));
}

function ofPackage(context: Context, device: string): readonly string[][] {
  const all = packageItems(context, "peers");
  const isOn = (peer: Element) => !has(peer, "enabled") || textOf(peer, "enabled") === "yes";
  const peers = all.filter((each) => textOf(each, "tun") === device && isOn(each));
  return peers.map((peer) => rows(child(peer, "allowedips")).map(({ text }) => text));
}

/**
 * The networks that OPNsense makes routes to: those of the peers that are on, unless the tunnel leaves routes to others
 * (scripts/wireguard/wg-service-control.php: wg_start). pfSense makes none.
 */
export function peerRoutes(context: Context, { element }: WireGuard): Word[] {
  const disabled = child(element, "disableroutes");
  if (!context.isOPNsense || (disabled !== undefined && holdsValue(disabled))) return [];
  return peersOf(context, element).flatMap((peer) => {
    if (peer === undefined || (has(peer, "enabled") && !isSet(peer))) return [];
    return list(child(peer, "tunneladdress")).flatMap(({ text, at }) =>
      halves(text).map((half) => ({ text: half, at })),
    );
  });
}

/** What is for everything becomes two routes, so that the default one stays. */
function halves(text: string): readonly string[] {
  if (!text.endsWith("/0")) return [text];
  return text.includes(":") ? ["::/1", "8000::/1"] : ["0.0.0.0/1", "128.0.0.0/1"];
}
