/** Rules that RADIUS servers give to users of tunnels: pfSense loads them before all others (openvpn.attributes.php; reference/pfsense.md 3 step 1). */
import { child, children, descend, type Element, textOf } from "../../tree.js";
import type { Context } from "../context.js";
import { hidden } from "../implicit.js";
import type { Interfaces } from "../interfaces.js";
import type { PfRule } from "../order.js";
import { isOn } from "../switches.js";

/** Kinds of servers that log users in. */
const WITH_USERS = new Set(["server_user", "server_tls_user"]);
const LOCAL = new Set(["", "Local Database", "Local", "system"]);

/** What they let in is known at run time only; what they block is taken as nothing, as it is at first. */
export function userRules(context: Context, interfaces: Interfaces): PfRule[] {
  const servers = children(child(context.root, "openvpn"), "openvpn-server").filter(
    (server) => !isOn(context, server, "disable") && WITH_USERS.has(textOf(server, "mode")),
  );
  const asked = servers.flatMap((server) => {
    const own = interfaces.all.find(({ device }) => device === `ovpns${textOf(server, "vpnid")}`);
    return givesRules(context, textOf(server, "authmode")) ? [{ id: own?.id ?? "openvpn", at: server }] : [];
  });
  const client = descend(context.root, "ipsec", "client");
  const isAsked = isOn(context, client, "enable") && givesRules(context, textOf(client, "user_source"));
  const mobile = client && isAsked ? [{ id: "enc0", at: client }] : [];
  return [...asked, ...mobile].flatMap(({ id, at }, index) =>
    interfaces.byId.get(id)?.enabled ? [userRule(context, id, at, index)] : [],
  );
}

/** Whether one of the servers that users log in by may be of RADIUS. */
function givesRules({ root }: Context, names: string): boolean {
  const known = children(child(root, "system"), "authserver");
  return names
    .split(",")
    .map((name) => name.trim())
    .filter((name) => !LOCAL.has(name))
    .some((name) => {
      const kind = known.find((each) => textOf(each, "name") === name);
      return kind === undefined || textOf(kind, "type") === "radius";
    });
}

function userRule(context: Context, id: string, at: Element, index: number): PfRule {
  const reason = "rules that a RADIUS server gives to users of a tunnel are not in the file";
  return hidden({
    id: `radius-users-${index + 1}`,
    name: "what RADIUS lets users of a tunnel do",
    action: "permit",
    quick: true,
    direction: "in",
    interfaces: [id],
    doubts: [{ doubt: context.doubt("rule", reason, at), effect: "narrows" }],
    at: context.startOf(at),
  });
}
