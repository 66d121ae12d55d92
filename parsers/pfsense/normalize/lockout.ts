/** The rule that keeps administrators from locking themselves out, which both firewalls add (reference/pfsense.md 3 step 18, B3). */
import type { AddressExpression, ServiceExpression } from "../../../src/model/expression.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import { child, descend, type Element } from "../tree.js";
import type { Context } from "./context.js";
import { hidden, tcp } from "./implicit.js";
import { lockoutPorts } from "./management.js";
import type { PfRule } from "./order.js";

/** The rule for the ports of the web interface and of SSH. */
export function lockoutRules(context: Context, ingress: InterfaceId, destination: AddressExpression): PfRule[] {
  const webgui = descend(context.root, "system", "webgui");
  const place = webgui ?? child(context.root, "system") ?? context.root;
  return [
    hidden({
      id: "anti-lockout",
      name: "the web interface and SSH stay reachable",
      action: "permit",
      quick: true,
      direction: "in",
      interfaces: [ingress],
      destination,
      service: services(context, place),
      at: context.startOf(place),
    }),
  ];
}

function services(context: Context, place: Element): ServiceExpression {
  const { sure, open } = lockoutPorts(context);
  if (open.length === 0) return tcp(sure);
  const reason = "the file does not say by which protocol the web interface is reached";
  const doubt = context.doubt("match", reason, place);
  return { kind: "union", of: [...(sure.length > 0 ? [tcp(sure)] : []), { kind: "unknown", doubt, upper: tcp(open) }] };
}
