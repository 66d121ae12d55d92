/** Groups of interfaces, whose rules count for each member. */
import { child, children, descend, type Element, has, textOf } from "../tree.js";
import type { Context } from "./context.js";

export interface InterfaceGroup {
  readonly name: string;
  readonly members: readonly string[];
  /** Position among the groups; OPNsense: the `sequence`. */
  readonly order: number;
  readonly element: Element;
}

/** An interface with the name of its device. */
interface Member {
  readonly id: string;
  readonly device: string;
}

/** Groups of tunnels, which may be a member while none of their kind is set up. */
const OF_TUNNELS = new Set(["openvpn", "wireguard", "WireGuard", "OpenVPN", "enc0", "l2tp", "pppoe", "tailscale"]);

/** `ifgroups`, and a group of the tunnels of each kind (reference/pfsense.md 2.1). @param all every interface of the rules. */
export function readGroups(context: Context, all: readonly Member[]): ReadonlyMap<string, InterfaceGroup> {
  const known = new Set(all.map((each) => each.id));
  const groups = new Map<string, InterfaceGroup>();
  for (const [index, element] of children(child(context.root, "ifgroups"), "ifgroupentry").entries()) {
    const name = textOf(element, "ifname");
    const words = textOf(element, "members").split(context.isOPNsense ? /[\s,]+/ : /\s+/);
    const listed = words.filter((member) => known.has(member));
    const strays = words.filter((member) => !known.has(member) && member !== "" && !OF_TUNNELS.has(member));
    if (strays.length > 0)
      context.doubt(
        "device",
        `a group of interfaces has the member ${strays[0]}, which is no interface of the file`,
        element,
      );
    // Then it stands for devices that programs put into it.
    const members = listed.length === 0 && known.has(name) ? [name] : listed;
    const sequence = Number.parseInt(textOf(element, "sequence"), 10);
    const order = context.isOPNsense ? (Number.isNaN(sequence) ? 0 : sequence) : index;
    // What was not understood may be the name of the group, or its members: then rules may be for any interface.
    const isTold = name !== "" && has(element, "members");
    for (const open of context.openIn(element))
      context.doubt(isTold ? "interfaces" : "device", open.why, open.element, isTold ? members : undefined);
    if (name !== "") groups.set(name, { name, members, order, element });
  }
  addTunnelGroup(context, groups, "openvpn", all, /^ovpn[sc]/);
  if (context.isOPNsense) addTunnelGroup(context, groups, "enc0", all, /^enc0$/);
  const membership = textOf(descend(context.root, "installedpackages", "wireguard", "config"), "interface_group");
  const inGroup = membership === "none" || membership === "unassigned" ? /^$/ : /^(?:tun_wg|wg)\d/;
  addTunnelGroup(context, groups, "wireguard", all, inGroup);
  return groups;
}

/** The place of groups of tunnels among those of OPNsense (models/OPNsense/Firewall/FieldTypes/GroupField.php); in pfSense they come last. */
const TUNNEL_SEQUENCE = 10;

/** While groups had no sequence, all of them stood in the order of the file (filter.inc: filter_configure_sync). */
function tunnelSequence(groups: ReadonlyMap<string, InterfaceGroup>): number {
  const written = [...groups.values()].filter(({ element }) => element.name === "ifgroupentry");
  const isOld = written.length > 0 && written.every(({ element }) => !has(element, "sequence"));
  return isOld ? 0 : TUNNEL_SEQUENCE;
}

/** All tunnels of a kind form a group of their own: assigned ones are in it, and what is not assigned is the rest. */
function addTunnelGroup(
  context: Context,
  groups: Map<string, InterfaceGroup>,
  name: string,
  all: readonly Member[],
  device: RegExp,
): void {
  const members = all.filter((each) => each.id === name || device.test(each.device)).map((each) => each.id);
  const spelled = [...groups.keys()].find((group) => group.toLowerCase() === name) ?? name;
  const listed = groups.get(spelled);
  if (members.length === 0) return;
  groups.set(spelled, {
    name: spelled,
    members: [...new Set([...(listed?.members ?? []), ...members])],
    order: listed?.order ?? (context.isOPNsense ? tunnelSequence(groups) : Number.MAX_SAFE_INTEGER),
    element: listed?.element ?? context.root,
  });
}
