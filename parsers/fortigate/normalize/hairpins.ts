/** Hosts inside that dial the outer address of a virtual IP: which policies then decide. */
import type { AddressExpression } from "../../../src/model/expression.js";
import type { InterfaceId, Rule, Table } from "../../../src/model/rule.js";
import type { Context } from "./context.js";
import type { VirtualDomain } from "./virtual-domain.js";

/**
 * Packets from elsewhere to a virtual IP may pass by a policy that leads to the outer interface together with the one that lets
 * packets from there to the virtual IP, though no policy leads straight to the server (vendor's technical tip on hairpin NAT). In
 * which releases, and for which outer addresses, is not documented (reference/fortios.md D3): such packets may pass, whatever
 * rows for their own interface say.
 * @param ids the interfaces of the VDOM.
 */
export function hairpinRules(
  policies: readonly Table[],
  domain: VirtualDomain,
  ids: readonly InterfaceId[],
  context: Context,
): Rule[] {
  if (domain.centralNat || domain.virtualIps.all.length === 0) return [];
  const accepting = policies.flatMap(({ rules }) => rules).filter((rule) => rule.enabled && rule.action !== "deny");
  const ways = waysOf(accepting, ids);
  return accepting.flatMap((rule): Rule[] => {
    const { ingress: outside } = rule.match;
    const servers = translatedParts(rule.match.destination);
    if (servers.length === 0 || outside === undefined) return [];
    const inside = ids.filter((id) => !outside.includes(id) && outside.some((to) => ways.get(to)?.has(id)));
    if (inside.length === 0) return [];
    const reason = `whether policy ${rule.id} lets in who dials its virtual IP from another interface is not documented (hairpin)`;
    const doubt = context.doubt({ reason, scope: "rule", at: rule.at[0] });
    return [
      {
        ...rule,
        id: `${rule.id} by hairpin`,
        match: { ...rule.match, ingress: inside, destination: { kind: "union", of: servers } },
        doubts: [...(rule.doubts ?? []), { doubt, effect: "narrows" }],
      },
    ];
  });
}

/** By interface: from which others some rule accepts packets to it. */
function waysOf(accepting: readonly Rule[], ids: readonly InterfaceId[]): Map<InterfaceId, Set<InterfaceId>> {
  const ways = new Map(ids.map((id) => [id, new Set<InterfaceId>()]));
  for (const { match } of accepting)
    for (const to of match.egress ?? ids) for (const from of match.ingress ?? ids) ways.get(to)?.add(from);
  return ways;
}

/** The virtual IPs among the destinations of a rule. */
function translatedParts(destination: AddressExpression): AddressExpression[] {
  if (destination.kind === "union") return destination.of.flatMap(translatedParts);
  return destination.kind === "unknown" && destination.translatedBy !== undefined ? [destination] : [];
}
