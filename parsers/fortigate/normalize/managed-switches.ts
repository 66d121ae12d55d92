/** What managed switches do with packets of VLANs by themselves: they route between some, and drop by lists of their own. */
import type { InterfaceId, Rule } from "../../../src/model/rule.js";
import { type Block, configOf, isEnabled, settingOf, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { mayPass } from "./may-pass.js";
import { rowsIn } from "./vdoms.js";
import type { VirtualDomain } from "./virtual-domain.js";

/**
 * Packets between such VLANs need not come to the device at all, and meet no policy (Fortinet, FortiLink guide, routing offload: for
 * VLANs that trust one another). Whether a switch has taken it on is not in the rows of the interfaces.
 * @param ids the interfaces of the VDOM.
 */
export function offloadRules({ shared, prefix }: VirtualDomain, ids: readonly InterfaceId[], context: Context): Rule[] {
  const rows = rowsIn(shared, "system interface").filter(
    (row) => isEnabled(row, "switch-controller-offload") && ids.includes(row.name),
  );
  const [first] = rows;
  if (first === undefined || rows.length < 2) return [];
  const names = rows.map(({ name }) => name);
  const reason = `switches may route between ${names.slice(0, 3).join(", ")} by themselves, without a policy (switch-controller-offload)`;
  const at = context.keyRange(first, settingOf(first, "switch-controller-offload"));
  const doubt = context.doubt({ reason, scope: "rule", at });
  const name = "routed by switches";
  return [mayPass({ id: `${prefix}${name}`, name, ingress: names, egress: names }, doubt, at)];
}

/** A list of managed switches that drops, and the interfaces that packets come in by behind these. */
export interface SwitchList {
  readonly row: Block;
  readonly ingress: readonly InterfaceId[];
}

/**
 * Lists at ports of managed switches (`switch-controller acl`) drop what comes from hosts, before the device sees it (Fortinet, FortiLink
 * guide, access control lists): which, of which ports, is not worked out. Behind switches are interfaces with `fortilink`, and VLANs on them.
 */
export function switchLists({ vdom, shared }: VirtualDomain, ids: readonly InterfaceId[]): SwitchList[] {
  const holders = [...new Set([...shared, ...vdom.holders])];
  const lists = rowsIn(holders, "switch-controller acl ingress").filter((row) => {
    const action = configOf(row, "action");
    return action !== undefined && isEnabled(action, "drop");
  });
  if (lists.length === 0) return [];
  const rows = rowsIn(shared, "system interface");
  const links = new Set(rows.filter((row) => isEnabled(row, "fortilink")).map(({ name }) => name));
  const behind = rows.filter((row) => links.has(row.name) || links.has(textOf(row, "interface") ?? ""));
  const ingress = behind.map(({ name }) => name).filter((name) => ids.includes(name));
  return ingress.length === 0 ? [] : lists.map((row) => ({ row, ingress }));
}
