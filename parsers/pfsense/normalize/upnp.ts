/** UPnP: hosts inside open ports from outside for themselves (reference/pfsense.md 3 step 28). */
import { child, descend, textOf } from "../tree.js";
import type { Names } from "./endpoints.js";
import { hidden } from "./implicit.js";
import type { PfRule } from "./order.js";

/** What is open is known at run time only. */
export function openedPorts(names: Names): PfRule[] {
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
