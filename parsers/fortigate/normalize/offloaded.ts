/** VLANs between which managed switches route by themselves (`switch-controller-offload`). */
import type { InterfaceId, Rule } from "../../../src/model/rule.js";
import { isEnabled, settingOf } from "../tree.js";
import type { Context } from "./context.js";
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
  return [
    {
      id: `${prefix}routed by switches`,
      name: "routed by switches",
      action: "permit",
      match: {
        ingress: names,
        egress: names,
        source: { kind: "any" },
        destination: { kind: "any" },
        service: { kind: "any" },
      },
      enabled: true,
      doubts: [{ doubt, effect: "narrows" }],
      implicit: true,
      log: false,
      at: [at],
    },
  ];
}
