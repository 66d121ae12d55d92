/** Virtual wire pairs: two ports bridged to each other, apart from all other interfaces. */
import type { Interface } from "../../../src/model/device.js";
import type { InterfaceId, Rule } from "../../../src/model/rule.js";
import { type Block, isEnabled, mayBeAbout, settingOf, valuesOf } from "../tree.js";
import type { Context } from "./context.js";
import { rowsIn, type Vdom, type Vdoms } from "./vdoms.js";

/**
 * Gives the members of each pair a routing instance of their own (reference/fortios.md 2.5): traffic goes from one member
 * to the other and nowhere else, by policies that name the two.
 */
export function pairWires(vdoms: Vdoms, interfaces: Map<InterfaceId, Interface>, context: Context): void {
  for (const vdom of vdoms.all) {
    for (const row of rowsIn([...vdom.holders], "system virtual-wire-pair")) {
      const members = valuesOf(row, "member");
      claimPair(row, members, context);
      for (const id of members) {
        const one = interfaces.get(id);
        const at = context.rangesOf(row);
        const router = `${vdom.name}/${row.name}`;
        const known: Interface = one ?? { id, router, kind: "routed", enabled: true, addresses: [], at };
        // A bridge has no routes that could lead back.
        const { needsWayBack: _, ...bridged } = known;
        interfaces.set(id, { ...bridged, router, kind: "routed" });
      }
      const bypass = ["poweron-bypass", "poweroff-bypass"].find((key) => isEnabled(row, key));
      const setting = bypass === undefined ? undefined : settingOf(row, bypass);
      if (!setting) continue;
      const reason = `${row.name} joins its ports past all policies while it is off (${setting.key})`;
      context.doubt({ reason, scope: "interfaces", interfaces: members, at: context.settingRange(setting) });
    }
  }
}

/** What was not understood of a pair may be its ports: then any two may be joined, and so they are where fewer than two are named. */
function claimPair(row: Block, members: readonly InterfaceId[], context: Context): void {
  const section = "system virtual-wire-pair";
  if (members.length > 1 && !mayBeAbout(row, "member")) {
    context.claim(row, section, { scope: "interfaces", interfaces: members });
    return;
  }
  if (context.claim(row, section, { scope: "device" }).length > 0) return;
  const reason = `wire pair ${row.name} has fewer than two ports, which no device takes: a line may be lost`;
  context.doubt({ reason, scope: "device", at: context.rangeOf(row) });
}

/**
 * Rules of `any` interface once more for the members of wire pairs, where whether `any` covers these is not documented
 * (reference D8): for all others they hold as they are, for members each may match or not.
 * @param interfaces all of the VDOM, members among them.
 */
export function anyBesideWires(
  rules: readonly Rule[],
  vdom: Vdom,
  interfaces: readonly Interface[],
  context: Context,
): readonly Rule[] {
  const members = rowsIn(vdom.holders, "system virtual-wire-pair").flatMap((row) => valuesOf(row, "member"));
  if (members.length === 0) return rules;
  const others = interfaces.map(({ id }) => id).filter((id) => !members.includes(id));
  return rules.flatMap((rule): Rule[] => {
    const { ingress, egress } = rule.match;
    if (ingress && egress) return [rule];
    const named = (list: readonly InterfaceId[] | undefined, all: readonly InterfaceId[]) =>
      list ? list.filter((id) => all.includes(id)) : all;
    const sides = (all: readonly InterfaceId[]) => ({ ingress: named(ingress, all), egress: named(egress, all) });
    const reason = `whether "any" in policy ${rule.id} covers the ports of wire pairs is not documented`;
    const doubt = context.doubt({ reason, scope: "rule", at: rule.at[0] });
    return [
      { ...rule, match: { ...rule.match, ...sides(others) } },
      {
        ...rule,
        id: `${rule.id} on wire pairs`,
        match: { ...rule.match, ...sides(members) },
        doubts: [...(rule.doubts ?? []), { doubt, effect: "narrows" }],
      },
    ];
  });
}
