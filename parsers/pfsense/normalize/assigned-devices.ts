/** Devices of tunnels that an interface of the file stands for. */
import { child, has, textOf } from "../tree.js";
import type { Context } from "./context.js";

/**
 * Those of interfaces that are on. Of one that is off the tunnel runs all the same, in the group of its kind alone (filter.inc of
 * pfSense: filter_generate_optcfg_array; interfaces.lib.inc of OPNsense: legacy_config_get_interfaces).
 */
export function assignedDevices({ root }: Context): ReadonlySet<string> {
  const all = child(root, "interfaces")?.children ?? [];
  return new Set(all.filter((each) => has(each, "enable")).map((each) => textOf(each, "if")));
}
