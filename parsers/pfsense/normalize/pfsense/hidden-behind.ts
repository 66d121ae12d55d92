/** The rules that pfSense adds behind the written ones, in the order of generation (reference/pfsense.md 3). */
import { child, descend, type Element, has, textOf } from "../../tree.js";
import type { Context } from "../context.js";
import type { Names } from "../endpoints.js";
import { hidden, protocol } from "../implicit.js";
import type { Interfaces } from "../interfaces.js";
import type { network } from "../ip.js";
import type { PfRule } from "../order.js";
import { routedNetworks } from "../static-routes.js";

/** Steps 26 to 28. */
export function rulesAfter(names: Names, interfaces: Interfaces): PfRule[] {
  return [...staticRouteBypass(names, interfaces), ...ipsecEndpoints(names, interfaces), ...upnp(names)];
}

/** Step 26 (trap 36). */
function staticRouteBypass(names: Names, interfaces: Interfaces): PfRule[] {
  const { context } = names;
  const trigger = descend(context.root, "filter", "bypassstaticroutes");
  if (!trigger) return [];
  return routedNetworks(context, interfaces).flatMap(({ network: far, interface: of, element }, index) => {
    const near = names.networks.network(of.id);
    if (!near) return [];
    const common = {
      action: "permit",
      quick: true,
      direction: "any",
      interfaces: [of.id],
      at: context.place(element),
    } as const;
    return [
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
  });
}

/** Step 27 (trap 38): IKE, NAT traversal, ESP and AH from each peer. Not quick: any written quick block wins. */
function ipsecEndpoints(names: Names, interfaces: Interfaces): PfRule[] {
  const { context } = names;
  if (has(child(context.root, "system"), "disablevpnrules")) return [];
  const phases = (child(context.root, "ipsec")?.children ?? []).filter(
    (each) => each.name === "phase1" && !has(each, "disabled"),
  );
  return phases.flatMap((phase, index) => endpoint(names, interfaces, phase, index));
}

function endpoint(names: Names, interfaces: Interfaces, phase: Element, index: number): PfRule[] {
  const { context } = names;
  const of = interfaces.byId.get(textOf(phase, "interface"));
  if (!of?.enabled) return [];
  const remote = textOf(phase, "remote-gateway");
  const peer =
    has(phase, "mobile") || remote === "0.0.0.0" ? ({ kind: "any" } as const) : readPeer(context, phase, remote);
  const service = {
    kind: "union",
    of: [
      {
        kind: "ports",
        protocol: 17,
        destination: [
          { from: 500, to: 500 },
          { from: 4500, to: 4500 },
        ],
      },
      protocol(50),
      protocol(51),
    ],
  } as const;
  const common = {
    action: "permit",
    interfaces: [of.id],
    service,
    name: "IPsec with this peer",
    at: context.place(phase),
  } as const;
  return [
    hidden({
      ...common,
      id: `ipsec-in-${index + 1}`,
      direction: "in",
      source: peer,
      destination: names.networks.self(),
    }),
    hidden({
      ...common,
      id: `ipsec-out-${index + 1}`,
      direction: "out",
      source: names.networks.self(),
      destination: peer,
    }),
  ];
}

function readPeer(context: Context, phase: Element, remote: string): ReturnType<typeof network> {
  const address = context.literal(remote);
  if (address) return address;
  const doubt = context.doubt("match", "the address of an IPsec peer is not in the file", phase);
  return { kind: "unknown", doubt, lower: { kind: "none" } };
}

/** Step 28: with UPnP, hosts inside open ports from outside for themselves. */
function upnp(names: Names): PfRule[] {
  const { context } = names;
  const config = descend(context.root, "installedpackages", "miniupnpd", "config");
  const trigger = child(config, "enable");
  if (!config || !trigger || trigger.text === "off") return [];
  const doubts = [
    {
      doubt: context.doubt("rule", "UPnP lets hosts inside open ports at run time", config),
      effect: "narrows",
    } as const,
  ];
  const outside = textOf(config, "ext_iface") || "wan";
  return [
    hidden({
      id: "upnp",
      name: "ports that UPnP has opened",
      action: "permit",
      direction: "in",
      interfaces: [outside],
      doubts,
      at: context.place(config),
    }),
  ];
}
