/** Traffic that leaves by the interface it came in by, on its way to a static route: both products may pass it unasked. */
import type { Names } from "./endpoints.js";
import { type Hidden, hidden } from "./implicit.js";
import type { Interfaces } from "./interfaces.js";
import type { PfRule } from "./order.js";
import { ANY_FLAGS, everyProtocol } from "./services.js";
import { routedNetworks } from "./static-routes.js";

/**
 * Both ways between the network of an interface and what static routes over it lead to; TCP in the middle of a session as
 * well (filter.inc, plugins.inc.d/pf.inc: `flags any`, sloppy states).
 * @param how what the product makes of it: quick or not, inbound or both.
 */
export function routeBypass(names: Names, interfaces: Interfaces, how: Pick<Hidden, "direction" | "quick">): PfRule[] {
  return routedNetworks(names, interfaces).flatMap(({ network: far, interface: of, element }, index) => {
    const near = names.networks.network(of.id);
    if (!near) return [];
    const common = {
      ...how,
      action: "permit",
      interfaces: [of.id],
      service: everyProtocol(ANY_FLAGS),
      at: names.context.place(element),
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
