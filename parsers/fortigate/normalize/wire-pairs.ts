/** Virtual wire pairs: two ports bridged to each other, apart from all other interfaces. */
import type { Interface } from "../../../src/model/device.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import { isEnabled, settingOf, valuesOf } from "../tree.js";
import type { Context } from "./context.js";
import { rowsIn, type Vdoms } from "./vdoms.js";

/**
 * Gives the members of each pair a routing instance of their own (reference/fortios.md 2.5): traffic goes from one member
 * to the other and nowhere else, by policies that name the two.
 */
export function pairWires(vdoms: Vdoms, interfaces: Map<InterfaceId, Interface>, context: Context): void {
  for (const vdom of vdoms.all) {
    for (const row of rowsIn([...vdom.holders], "system virtual-wire-pair")) {
      const members = valuesOf(row, "member");
      context.claim(row, "system virtual-wire-pair", { scope: "interfaces", interfaces: members });
      for (const id of members) {
        const one = interfaces.get(id);
        const at = context.rangesOf(row);
        const router = `${vdom.name}/${row.name}`;
        const known: Interface = one ?? { id, router, kind: "routed", enabled: true, addresses: [], at };
        interfaces.set(id, { ...known, router, kind: "routed" });
      }
      const bypass = ["poweron-bypass", "poweroff-bypass"].find((key) => isEnabled(row, key));
      const setting = bypass === undefined ? undefined : settingOf(row, bypass);
      if (!setting) continue;
      const reason = `${row.name} joins its ports past all policies while it is off (${setting.key})`;
      context.doubt({ reason, scope: "interfaces", interfaces: members, at: context.settingRange(setting) });
    }
  }
}
