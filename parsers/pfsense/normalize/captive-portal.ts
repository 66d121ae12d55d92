/** Rules of a captive portal, which both firewalls add: hosts reach the portal, and nothing else before they log in. */
import type { ServiceExpression } from "../../../src/model/expression.js";
import { child, descend, type Element, has, textOf } from "../tree.js";
import type { Context } from "./context.js";
import type { Names } from "./endpoints.js";
import { hidden, protocol } from "./implicit.js";
import type { PfRule } from "./order.js";
import { holdsValue, isOn } from "./switches.js";

/** One zone of the portal. */
export interface PortalZone {
  readonly id: string;
  readonly interfaces: readonly string[];
  readonly zone: Element;
}

/** Connections to the portal and from it; its ports are counted up at run time (reference/pfsense.md 3 step 20). */
export function portalPass(names: Names, { id, interfaces, zone }: PortalZone): PfRule[] {
  const { context } = names;
  const reason = "the ports of the captive portal are given at run time";
  const doubts = [{ doubt: context.doubt("rule", reason, zone), effect: "narrows" } as const];
  const common = { name: "the captive portal is reached", action: "permit", quick: true, interfaces, doubts } as const;
  const [self, tcp, at] = [names.networks.self(), protocol(6), context.place(zone)];
  // OPNsense lets in questions for names as well, since its rules stand in the model.
  const to = context.isOPNsense ? ({ kind: "union", of: [tcp, DNS] } as const) : tcp;
  return [
    hidden({ ...common, id: `${id}-to`, direction: "in", destination: self, service: to, at }),
    hidden({ ...common, id: `${id}-from`, direction: "out", source: self, service: tcp, at }),
  ];
}

const DNS: ServiceExpression = { kind: "ports", protocol: 17, destination: [{ from: 53, to: 53 }] };

/** Who has not logged in gets no further. */
export function portalBlock(context: Context, { id, interfaces, zone }: PortalZone): PfRule {
  const reason = "who has logged in at the captive portal is known at run time only";
  return hidden({
    id,
    name: "the captive portal keeps out who has not logged in",
    action: "deny",
    quick: true,
    direction: "in",
    interfaces,
    doubts: [{ doubt: context.doubt("rule", reason, zone), effect: "narrows" }],
    at: context.place(zone),
  });
}

/** Zones that are on and name no interface, or one that the file does not have: where their rules stand is then not known. */
export function unplacedPortals(context: Context): Element[] {
  const { isOPNsense, root } = context;
  const zones = isOPNsense ? descend(root, "opnsense", "captiveportal", "zones") : child(root, "captiveportal");
  const isWorking = (zone: Element): boolean => {
    const enabled = child(zone, isOPNsense ? "enabled" : "enable");
    if (!isOPNsense) return enabled !== undefined;
    return (enabled === undefined || holdsValue(enabled)) && !isOn(context, zone, "disablerules");
  };
  const interfaces = child(root, "interfaces");
  return (zones?.children ?? []).filter((zone) => {
    const ids = textOf(zone, isOPNsense ? "interfaces" : "interface").split(",");
    return isWorking(zone) && !ids.every((id) => has(interfaces, id.trim()));
  });
}
