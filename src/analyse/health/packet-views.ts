/** The rules of a table as packets meet them that no translation changed, and as those do that one of them did. */
import type { NatRule } from "../../model/device.js";
import type { RuleMatch, Table } from "../../model/rule.js";
import { everything, type Intervals, intersect, union } from "../../packets/intervals.js";
import { type Bounds, domainOf } from "../../resolve/address-bounds.js";
import { TranslatedBounds } from "../nat/translated-bounds.js";
import type { DeviceRules, ResolvedRule } from "../rule-sets.js";

/** With more translations of destinations than this, what they change is looked at as one. */
const MAX_TRANSLATIONS = 32;

/**
 * The views of a table in one family: a rule never decides anything when it does not in any of them. One view where no
 * rule asks what a translation did. Where the vendor does not say whether ordinary addresses fit translated packets
 * (`RuleMatch.translated`), the answer is the same for every rule, so each of the two is a view.
 */
export function viewsOf(rules: DeviceRules, table: Table, family: 4 | 6): (readonly ResolvedRule[])[] {
  const plain = rules.ofTable(table, family);
  const translations = rules.nat.destination.filter(({ exempt }) => exempt !== true);
  const asks = plain.some(
    ({ rule, destination }) => rule.match.translated !== undefined || destination.lower !== destination.upper,
  );
  if (translations.length === 0 || !asks) return [plain];
  const bounds = new TranslatedBounds(rules.device);
  const untouched = plain.map((one) => ({
    ...one,
    destination: bounds.destination(one.rule, one.destination, family, []),
  }));
  const becomes = translations.map((nat) => ({ nat, mapped: mappedBy(rules, nat, family) }));
  if (translations.length > MAX_TRANSLATIONS) {
    const mapped = union(
      becomes.map((one) => one.mapped),
      domainOf(family),
    );
    return [untouched, plain.map((one) => ({ ...one, destination: cut(roughly(one), mapped) }))];
  }
  const views = becomes.flatMap(({ nat, mapped }) =>
    (["fits", "never"] as const).map((answer) =>
      plain.map((one) => {
        const rule = { ...one.rule, match: answered(one.rule.match, answer) };
        return { ...one, destination: cut(bounds.destination(rule, one.destination, family, [nat]), mapped) };
      }),
    ),
  );
  return [untouched, ...views];
}

function answered(match: RuleMatch, answer: "fits" | "never"): RuleMatch {
  return match.translated === "unknown" ? { ...match, translated: answer } : match;
}

/** What the destinations of translated packets may be. */
function mappedBy(rules: DeviceRules, nat: NatRule, family: 4 | 6): Intervals<number | bigint> {
  return nat.translated === undefined ? everything(domainOf(family)) : rules.addresses.of(nat.translated, family).upper;
}

/** What a rule matches of packets that any translation changed. */
function roughly({ rule, destination }: ResolvedRule): Bounds {
  return (rule.match.translated ?? "fits") === "fits" ? destination : { ...destination, lower: [] };
}

/** The same twice stays the same twice: it is exact. */
function cut({ lower, upper, doubts }: Bounds, limit: Intervals<number | bigint>): Bounds {
  const most = intersect(upper, limit);
  return { lower: lower === upper ? most : intersect(lower, limit), upper: most, doubts };
}
