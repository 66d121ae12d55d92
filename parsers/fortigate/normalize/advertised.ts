/** Networks of IPv6 that hosts on a segment have addresses of beside those of its interface: `ip6-prefix-list`, `system nd-proxy`. */
import type { HostNetwork, Interface, InterfaceAddress } from "../../../src/model/device.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import { type Block, configOf, isEnabled, rowsOf, valuesOf } from "../tree.js";
import { boundsOf6, readPrefix6 } from "./address-text.js";
import type { Context } from "./context.js";
import { tablesIn, type Vdoms } from "./vdoms.js";

/** Prefixes that hosts are told to take addresses of; the unit itself has no route to those that are not its own. */
export function advertised(row: Block, addresses: readonly InterfaceAddress[], context: Context): HostNetwork[] {
  const ipv6 = configOf(row, "ipv6");
  const list = ipv6 && isEnabled(ipv6, "ip6-send-adv") ? rowsOf(ipv6, "ip6-prefix-list") : [];
  return list.flatMap((prefix) => {
    const read = readPrefix6(prefix.name);
    if (read === undefined) return [];
    const { from: network, to } = boundsOf6(read);
    const isOwn = addresses.some(({ address }) => typeof address === "bigint" && network <= address && address <= to);
    if (isOwn) return [];
    const at = context.rangeOf(prefix);
    const reason = `hosts on the segment of ${row.name} take addresses of ${prefix.name}, and the unit has no route to them by itself`;
    const doubt = context.doubt({ reason, scope: "match", at });
    return [{ family: 6 as const, network, prefixLength: read.length, doubt, at }];
  });
}

/**
 * Gives each member of an ND proxy the networks of the others: these are segments of one network, and on which of them a host is
 * the unit finds out by asking (RFC 4389; Fortinet, administration guide, neighbor discovery proxy).
 */
export function joinProxied({ all, global }: Vdoms, interfaces: Map<InterfaceId, Interface>, context: Context): void {
  const holders = new Set([...global, ...all.flatMap((vdom) => vdom.holders)]);
  for (const table of tablesIn([...holders], "system nd-proxy")) {
    if (!isEnabled(table, "status")) continue;
    const members = valuesOf(table, "member").flatMap((name) => interfaces.get(name) ?? []);
    for (const one of members) {
      const added = members.filter((other) => other !== one).flatMap((other) => besideIt(one, other, table, context));
      if (added.length > 0) interfaces.set(one.id, { ...one, networks: [...(one.networks ?? []), ...added] });
    }
  }
}

function besideIt({ id }: Interface, other: Interface, proxy: Block, context: Context): HostNetwork[] {
  return other.addresses.flatMap(({ address, prefixLength, kind }) => {
    if (typeof address !== "bigint" || kind === "virtual") return [];
    const { from: network } = boundsOf6({ address, length: prefixLength });
    const reason = `hosts of the network of ${other.id} may be on the segment of ${id}: the unit answers for these (nd-proxy)`;
    const at = context.rangeOf(proxy);
    return [
      {
        family: 6 as const,
        network,
        prefixLength,
        doubt: context.sharedDoubt(`nd-proxy ${id} ${other.id}`, { reason, scope: "segments", interfaces: [id], at }),
        at,
      },
    ];
  });
}
