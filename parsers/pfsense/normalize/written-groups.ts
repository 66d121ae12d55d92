/** Groups that OPNsense writes beside the interfaces (plugins.inc.d/pf.inc: pf_interfaces). */
import { child, children, type Element, textOf } from "../tree.js";
import type { Context } from "./context.js";

/** The devices of tunnels that make up a group of their own. */
const OF_TUNNELS: Readonly<Record<string, RegExp>> = { openvpn: /^ovpn[sc]/, wireguard: /^wg\d/ };

/**
 * What stands in `<interfaces>` without the groups there, which have the type `group`: their networks are those of their members. One
 * whose members nobody knows stays an interface of its own.
 * @param tunnels ids of interfaces that tunnels bring along.
 */
export function withoutGroups({ root }: Context, tunnels: readonly string[]): readonly Element[] {
  const all = child(root, "interfaces")?.children ?? [];
  // Names of elements are read in lower case.
  const listed = children(child(root, "ifgroups"), "ifgroupentry").map((each) => textOf(each, "ifname").toLowerCase());
  const known = new Set([...listed, ...tunnels]);
  return all.filter((element) => {
    if (textOf(element, "type") !== "group") return true;
    const device = OF_TUNNELS[element.name];
    const hasMembers = device !== undefined && all.some((each) => device.test(textOf(each, "if")));
    return !hasMembers && !known.has(element.name);
  });
}
