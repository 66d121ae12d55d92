/** What WireGuard itself keeps out: a tunnel takes in from each peer, and gives to it, what it is said to have alone (wg(8): AllowedIPs). */

import type { Context } from "./context.js";
import { hidden } from "./implicit.js";
import type { Interfaces } from "./interfaces.js";
import { readNetwork } from "./ip.js";
import type { PfRule } from "./order.js";
import { union } from "./table.js";
import { allowedBy, unassignedWireGuards, type WireGuard, wireGuards } from "./wireguard.js";

/** Rules that stand for that, before all others; none where not all peers are in the file. */
export function besidePeers(context: Context, interfaces: Interfaces): PfRule[] {
  const others = unassignedWireGuards(context);
  const groups = new Map<string, WireGuard[]>(others.length === 0 ? [] : [["wireguard", others]]);
  for (const each of wireGuards(context)) {
    const id = interfaces.all.find(({ device, enabled }) => enabled && device === each.device)?.id;
    if (id !== undefined) groups.set(id, [each]);
  }
  return [...groups].flatMap(([id, tunnels]) => {
    const words = tunnels.map(({ device }) => allowedBy(context, device));
    const networks = words.flatMap((each) => each?.map((text) => readNetwork(text)) ?? [undefined]);
    const known = networks.flatMap((each) => each ?? []);
    const [first] = tunnels;
    if (first === undefined || known.length < networks.length || !interfaces.byId.get(id)?.enabled) return [];
    const rest = { kind: "not", of: union(known), family: "both" } as const;
    const common = { action: "deny", quick: true, interfaces: [id], at: context.startOf(first.element) } as const;
    const name = "what no peer of WireGuard has";
    return [
      hidden({ ...common, id: `peers-${id}-in`, name: `${name} does not come in`, direction: "in", source: rest }),
      hidden({ ...common, id: `peers-${id}-out`, name: `${name} is not sent`, direction: "out", destination: rest }),
    ];
  });
}
