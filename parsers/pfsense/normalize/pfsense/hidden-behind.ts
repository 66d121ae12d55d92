/** The rules that pfSense adds behind the written ones, in the order of generation (reference/pfsense.md 3). */
import { descend } from "../../tree.js";
import type { Names } from "../endpoints.js";
import { hidden } from "../implicit.js";
import type { Interfaces } from "../interfaces.js";
import { ipsecEndpoints } from "../ipsec-endpoints.js";
import type { PfRule } from "../order.js";
import { ANY_FLAGS, everyProtocol } from "../services.js";
import { routedNetworks } from "../static-routes.js";
import { openedPorts } from "../upnp.js";

/** Steps 26 to 28. */
export function rulesAfter(names: Names, interfaces: Interfaces): PfRule[] {
  return [
    ...staticRouteBypass(names, interfaces),
    ...ipsecEndpoints(names, interfaces),
    ...openedPorts(names, interfaces),
  ];
}

/** Step 26 (trap 36): TCP in the middle of a session as well (filter.inc: `flags any`, sloppy states). */
function staticRouteBypass(names: Names, interfaces: Interfaces): PfRule[] {
  const { context } = names;
  const trigger = descend(context.root, "filter", "bypassstaticroutes");
  if (!trigger) return [];
  return routedNetworks(names, interfaces).flatMap(({ network: far, interface: of, element }, index) => {
    const near = names.networks.network(of.id);
    if (!near) return [];
    const common = {
      action: "permit",
      quick: true,
      direction: "any",
      interfaces: [of.id],
      service: everyProtocol(ANY_FLAGS),
      at: context.place(element),
    } as const;
    const both = [
      hidden({
        ...common,
        id: `static-route-${index + 1}-to`,
        name: "traffic to a static route is passed",
        source: near,
        destination: far,
      }),
      hidden({
        ...common,
        id: `static-route-${index + 1}-from`,
        name: "traffic from a static route is passed",
        source: far,
        destination: near,
      }),
    ];
    return both.map((each): PfRule => ({ ...each, testsFlags: true }));
  });
}
