/** What IPv6 needs to find its neighbours and routers: both products let it pass unasked, forwarded packets included. */
import { type Hidden, hidden, icmp6 } from "./implicit.js";
import { network } from "./ip.js";
import type { PfRule } from "./order.js";
import { union } from "./table.js";

type Common = Pick<Hidden, "action" | "quick" | "at" | "name">;

/** What every rule has of these needs. */
export function neededByIpv6(at: Hidden["at"]): Common {
  return { action: "permit", quick: true, at, name: "IPv6 needs this" };
}

/** Errors and neighbour messages of any address, which one product lets in and the other out as well. */
export function everywhere(common: Common, direction: Hidden["direction"]): PfRule {
  return hidden({ ...common, id: "icmpv6-everywhere", direction, service: icmp6(1, 2, 135, 136) });
}

/** Between addresses of the link alone, and of hosts that have none yet. */
export function onTheLink(common: Common): PfRule[] {
  const [local, group, unspecified] = [network("fe80::/10"), network("ff02::/16"), network("::/128")];
  const linkOnly = { ...common, source: local, destination: union([local, group]) };
  const inward = { ...common, direction: "in", service: icmp6(128, 133, 134, 135, 136) } as const;
  return [
    hidden({ ...linkOnly, id: "icmpv6-out", direction: "out", service: icmp6(129, 133, 134, 135, 136) }),
    hidden({ ...inward, ...linkOnly, id: "icmpv6-in" }),
    hidden({ ...inward, id: "icmpv6-from-group", source: group, destination: local }),
    hidden({ ...inward, id: "icmpv6-unspecified", source: unspecified, destination: group }),
  ];
}
