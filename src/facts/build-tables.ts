/** Tables of rules, and how well they are kept. */
import type { Rule, Table } from "../model/rule.js";
import type { RuleFactsForPolicies } from "./common.js";
import type { RuleDescriber } from "./describe.js";
import type { TableFacts } from "./device.js";
import { locationFacts } from "./rule-places.js";

/** How many rules of a kind are shown for one table. */
const SHOWN = 8;

/** @param forwards whether packets between networks meet it: what the device answers itself is not written as rules everywhere. */
export function tableFacts(table: Table, forwards: boolean, describer: RuleDescriber): TableFacts {
  const written = table.rules.filter((rule) => rule.implicit !== true);
  const permits = written.filter((rule) => rule.enabled && rule.action === "permit");
  const uncommented = forwards ? uncommentedOf(table, permits) : [];
  const disabled = written.filter((rule) => !rule.enabled);
  const shown = (rules: readonly Rule[]): RuleFactsForPolicies[] =>
    rules.slice(0, SHOWN).map((rule) => describer.describe(rule, table, table.name));
  const silent =
    table.bound && forwards
      ? written
          .filter(isSilent)
          .map((rule) => describer.describe(rule, table, table.name))
          .filter(isOfEverything)
      : [];
  return {
    name: table.name,
    kind: table.kind,
    bound: table.bound,
    rules: written.length,
    permits: permits.length,
    uncommented: uncommented.length,
    uncommented_rules: shown(uncommented),
    disabled: disabled.length,
    disabled_rules: shown(disabled),
    silent: silent.length,
    silent_denies: silent.slice(0, SHOWN),
    locations: table.at.map(locationFacts),
  };
}

function isSilent({ enabled, action, log }: Rule): boolean {
  return enabled && action === "deny" && log === false;
}

/** Whether a rule names every address and every service. */
export function isOfEverything({ traits }: RuleFactsForPolicies): boolean {
  return traits.any_source && traits.any_destination && traits.any_service;
}

/** In an access list a remark is the heading of all entries below it. */
function uncommentedOf(table: Table, permits: readonly Rule[]): Rule[] {
  if (table.kind !== "acl") return permits.filter(({ comment }) => comment === undefined);
  const headed = table.rules.findIndex(({ comment }) => comment !== undefined);
  if (headed < 0) return [...permits];
  const above = new Set(table.rules.slice(0, headed));
  return permits.filter((rule) => above.has(rule));
}
