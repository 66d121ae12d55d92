/** What pf cleans before any rule is asked (`scrub`). */
import { child, children, descend, has } from "../tree.js";
import type { Context } from "./context.js";
import { isOn, modelSwitch } from "./switches.js";

/**
 * Whether TCP that is neither the middle nor the plain beginning of a session is dropped on each of these interfaces, or loses what
 * makes it odd: SYN together with FIN; without ACK, anything but SYN or RST alone (FreeBSD pf_norm.c: pf_normalize_tcp). Both firewalls
 * write `scrub` for every assigned interface unless it is switched off (filter.inc: filter_generate_scrubing), for no tunnel that
 * stands for many.
 * @param ids left out: all interfaces, tunnels as well.
 */
export function dropsOddFlags(context: Context, ids: readonly string[] | undefined): boolean {
  const { root } = context;
  const assigned = child(root, "interfaces");
  if (ids === undefined || !context.isWhole || !ids.every((id) => has(assigned, id))) return false;
  const system = child(root, "system");
  if (!context.isOPNsense) return !has(system, "disablescrub");
  const exempts = children(descend(root, "filter", "scrub"), "rule").some((each) => has(each, "noscrub"));
  return (
    !exempts && (modelSwitch(context, "filter", "scrub_enabled") ?? !isOn(context, system, "scrub_interface_disable"))
  );
}
