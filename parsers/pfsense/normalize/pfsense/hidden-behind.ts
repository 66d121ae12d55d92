/** The rules that pfSense adds behind the written ones, in the order of generation (reference/pfsense.md 3). */
import { descend } from "../../tree.js";
import type { Names } from "../endpoints.js";
import type { Interfaces } from "../interfaces.js";
import { ipsecEndpoints } from "../ipsec-endpoints.js";
import type { PfRule } from "../order.js";
import { routeBypass } from "../route-bypass.js";
import { openedPorts } from "../upnp.js";

/** Steps 26 to 28. */
export function rulesAfter(names: Names, interfaces: Interfaces): PfRule[] {
  return [
    ...staticRouteBypass(names, interfaces),
    ...ipsecEndpoints(names, interfaces),
    ...openedPorts(names, interfaces),
  ];
}

/** Step 26 (trap 36). */
function staticRouteBypass(names: Names, interfaces: Interfaces): PfRule[] {
  if (!descend(names.context.root, "filter", "bypassstaticroutes")) return [];
  return routeBypass(names, interfaces, { direction: "any", quick: true });
}
