/** `ip6-prefix-list`: networks that hosts on a segment are told to take addresses of. */
import type { HostNetwork, InterfaceAddress } from "../../../src/model/device.js";
import { type Block, configOf, isEnabled, rowsOf } from "../tree.js";
import { boundsOf6, readPrefix6 } from "./address-text.js";
import type { Context } from "./context.js";

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
