/** Rules that name a gateway of one IP version and are for both. */
import type { Family } from "../../../../src/model/expression.js";
import type { Rule } from "../../../../src/model/rule.js";
import type { Names } from "../endpoints.js";
import { familyOfGateway, gatewayNamed } from "../static-routes.js";
import type { Placed } from "./priority.js";

/**
 * A rule whose gateway is of one IP version is left out in the other one while that gateway is there, and loaded without it while it
 * is not (B2; library/OPNsense/Firewall/FilterRule.php).
 */
export function byGateway({ context }: Names, placed: Placed): Placed[] {
  const { rule: of } = placed;
  const { gateway, rule } = of;
  const item = gateway && gatewayNamed(context, gateway.text);
  if (gateway === undefined || item === undefined || !rule.enabled) return [placed];
  const family = familyOfGateway(item);
  const within = (only: Family, more: Partial<Rule> = {}): Placed[] => {
    const source = context.within(rule.match.source, only);
    if (source.kind === "none") return [];
    return [{ ...placed, rule: { ...of, rule: { ...rule, match: { ...rule.match, source }, ...more } } }];
  };
  const reason = `the gateway "${gateway.text}" is of the other IP version: the rule is there only while it is not`;
  const doubt = { doubt: context.doubt("rule", reason, gateway), effect: "narrows" } as const;
  const others = within(family === 4 ? 6 : 4, { doubts: [...(rule.doubts ?? []), doubt] });
  return others.length === 0 ? [placed] : [...within(family), ...others];
}
