/** Which addresses clients of SSL VPN have: those of the pools that portals give out of. */
import type { HostNetwork } from "../../../src/model/device.js";
import { isAtLeast } from "../header.js";
import { type Block, isEnabled, rowsOf, textOf, valuesOf } from "../tree.js";
import { readIPv4, readNetwork4 } from "./address-text.js";
import type { Context } from "./context.js";
import { rowsIn, tablesIn, type Vdom } from "./vdoms.js";

/**
 * The networks of all clients; `undefined` where they may have other addresses: an authentication server or DHCP gives them out, a pool is
 * not written as addresses, or a portal speaks to servers itself (`web-mode`). The device makes routes to the pools over the tunnel, unless
 * it is told not to (Fortinet, CLI reference, vpn ssl settings: `auto-tunnel-static-route`), and no client brings others along. Up to
 * release 5.6 portals were written another way.
 */
export function clientNetworks({ holders }: Vdom, context: Context): readonly HostNetwork[] | undefined {
  const [settings] = tablesIn(holders, "vpn ssl settings");
  const { version } = context.header;
  if (settings === undefined || version === undefined || !isAtLeast(version, 6, 0, 0)) return undefined;
  if (!["status", "auto-tunnel-static-route"].every((key) => isEnabled(settings, key, true))) return undefined;
  const portals = portalsInUse(settings, rowsIn(holders, "vpn ssl web portal"));
  if (portals === undefined || portals.some(givesOthers)) return undefined;
  const shared = valuesOf(settings, "tunnel-ip-pools");
  const tunnels = portals.filter((row) => isEnabled(row, "tunnel-mode"));
  const own = tunnels.map((row) => valuesOf(row, "ip-pools"));
  if (shared.length === 0 && own.some(({ length }) => length === 0)) return undefined;
  const objects = rowsIn(holders, "firewall address");
  const networks = [...new Set([...shared, ...own.flat()])].map((name) => {
    const row = objects.find((one) => one.name === name);
    return row && networksOf(row, context);
  });
  return networks.every((one) => one !== undefined) ? networks.flat() : undefined;
}

/** Portals that somebody who logs in comes to; `undefined` where one of them is not in the file, or there is none. */
export function portalsInUse(settings: Block, rows: readonly Block[]): readonly Block[] | undefined {
  const rules = rowsOf(settings, "authentication-rule");
  const names = [settings, ...rules].flatMap(
    (one) => textOf(one, one === settings ? "default-portal" : "portal") ?? [],
  );
  const found = [...new Set(names)].filter((name) => name !== "").map((name) => rows.find((row) => row.name === name));
  const known = found.flatMap((row) => row ?? []);
  return known.length > 0 && known.length === found.length ? known : undefined;
}

/** Whether clients of a portal may have addresses of no pool, or be spoken for. */
function givesOthers(row: Block): boolean {
  const mode = textOf(row, "ip-mode") ?? "range";
  return mode !== "range" || isEnabled(row, "web-mode") || isEnabled(row, "ipv6-tunnel-mode") || row.unknown.length > 0;
}

/** A pool as networks, largest first where they fit. */
function networksOf(row: Block, context: Context): HostNetwork[] | undefined {
  const range = row.unknown.length > 0 ? undefined : boundsOf(row);
  if (range === undefined || range.from > range.to) return undefined;
  const at = context.rangeOf(row);
  const networks: HostNetwork[] = [];
  for (let from = range.from; from <= range.to; ) {
    let size = 1;
    while (from % (2 * size) === 0 && from + 2 * size - 1 <= range.to) size *= 2;
    networks.push({ family: 4, network: from, prefixLength: 32 - Math.log2(size), at });
    from += size;
  }
  return networks;
}

function boundsOf(row: Block): { readonly from: number; readonly to: number } | undefined {
  const type = textOf(row, "type") ?? "ipmask";
  if (type === "iprange") {
    const [from, to] = ["start-ip", "end-ip"].map((key) => readIPv4(textOf(row, key) ?? ""));
    return from === undefined || to === undefined ? undefined : { from, to };
  }
  const prefix = type === "ipmask" ? readNetwork4(valuesOf(row, "subnet")) : undefined;
  if (prefix === undefined) return undefined;
  return { from: (prefix.address & prefix.mask) >>> 0, to: (prefix.address | ~prefix.mask) >>> 0 };
}
