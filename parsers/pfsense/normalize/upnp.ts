/** UPnP: hosts inside open ports from outside for themselves (reference/pfsense.md 3 step 28). */
import { children, descend, has, textOf } from "../tree.js";
import type { Names } from "./endpoints.js";
import { hidden } from "./implicit.js";
import type { Interfaces } from "./interfaces.js";
import type { PfRule } from "./order.js";

/**
 * What is open is known at run time only. It is opened on the outer interface; a word that is none leaves open on which. Of
 * several settings any may be read: an empty one is passed over (1). OPNsense tests that `enable` is there, whatever it holds
 * (plugins.inc.d/miniupnpd.inc).
 */
export function openedPorts(names: Names, interfaces: Interfaces): PfRule[] {
  const { context } = names;
  const all = children(descend(context.root, "installedpackages", "miniupnpd"), "config");
  const config = all.find((each) => has(each, "enable") && textOf(each, "enable") !== "off");
  if (config === undefined) return [];
  const reason = "UPnP lets hosts inside open ports at run time";
  const words = (textOf(config, "ext_iface") || "wan").split(",").map((each) => each.trim());
  const outside = words.every((each) => interfaces.byId.has(each)) ? { interfaces: words } : {};
  return [
    hidden({
      id: "upnp",
      name: "ports that UPnP has opened",
      action: "permit",
      direction: "in",
      ...outside,
      doubts: [{ doubt: context.doubt("rule", reason, config), effect: "narrows" }],
      at: context.place(config),
    }),
  ];
}
