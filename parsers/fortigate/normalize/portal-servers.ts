/** Servers that the portal of SSL VPN speaks to for whoever logs in (`web-mode`). */
import type { Rule, Table } from "../../../src/model/rule.js";
import { isEnabled, rowsOf, settingOf, valuesOf } from "../tree.js";
import type { Context } from "./context.js";
import { portalsInUse } from "./dialled-pools.js";
import { mayPass } from "./may-pass.js";
import { rowsIn, tablesIn } from "./vdoms.js";
import type { VirtualDomain } from "./virtual-domain.js";

/**
 * Clients of the web mode have no address of a pool: from where they log in, the device itself carries what they ask to the servers that
 * policies from its portal lead to (Fortinet, administration guide, SSL VPN web mode).
 */
export function portalRules(domain: VirtualDomain, policies: readonly Table[], context: Context): Rule[] {
  const { vdom, prefix } = domain;
  const [settings] = tablesIn(vdom.holders, "vpn ssl settings");
  if (settings === undefined || !isEnabled(settings, "status", true)) return [];
  const asked = [settings, ...rowsOf(settings, "authentication-rule")];
  const places = asked.flatMap((row) => valuesOf(row, "source-interface"));
  const portals = portalsInUse(settings, rowsIn(vdom.holders, "vpn ssl web portal"));
  const isWeb = portals?.some((row) => isEnabled(row, "web-mode") || row.unknown.length > 0) ?? true;
  if (!isWeb || places.length === 0) return [];
  const portal = `ssl.${vdom.name}`;
  const leading = policies
    .flatMap(({ rules }) => rules)
    .filter(({ enabled, action, match }) => enabled && action !== "deny" && match.ingress?.includes(portal) === true);
  if (leading.length === 0) return [];
  const ids = new Set(domain.names.own().map(({ id }) => id));
  const egress = leading.flatMap(({ match }) => match.egress ?? [...ids]);
  const at = context.keyRange(settings, settingOf(settings, "source-interface"));
  const reason = "the portal of the SSL VPN speaks to servers for whoever logs in (web-mode)";
  const doubt = context.doubt({ reason, scope: "rule", at });
  const name = "by the portal of the SSL VPN";
  const sides = {
    ...(places.every((place) => ids.has(place)) ? { ingress: places } : {}),
    egress: [...new Set(egress)],
  };
  return [mayPass({ id: `${prefix}${name}`, name, ...sides }, doubt, at)];
}
