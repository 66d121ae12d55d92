/** Facts of the health of rules from the engine's answers: grouped by what causes them. */
import type { DeadRule, OverruledRule, RedundantRule, RuleHealth } from "../analyse/health/rule-health.js";
import type { Device } from "../model/device.js";
import type { Rule } from "../model/rule.js";
import { isOfEverything } from "./build-tables.js";
import type { RuleDescriber } from "./describe.js";
import type { DeviceFacts } from "./device.js";
import type { ContradictionsFacts, DeadRuleFacts, IdleObjectsFacts, RedundantRulesFacts } from "./health.js";
import { locationFacts } from "./rule-places.js";

/** How many of the rules or objects that one finding is about are shown. */
const SHOWN = 20;

export function healthFacts(
  { dead, empty, redundant, overruled, undecided }: RuleHealth,
  describer: RuleDescriber,
): Pick<DeviceFacts, "dead_rules" | "empty_rules" | "undecided_rules" | "redundant_rules" | "contradictions"> {
  const contradictions = overruled.filter(({ kind }) => kind === "contradiction");
  return {
    dead_rules: dead.map((one) => deadFacts(one, describer)),
    empty_rules: empty.map(({ rule, table, because }) => ({
      rule: describer.describe(rule, table, table.name),
      because,
    })),
    undecided_rules: groupsBy(undecided, ({ table }) => table.id).map((group) => {
      const [{ table, rule }] = group;
      return { table: table.name, count: group.length, location: locationFacts(rule.at[0]) };
    }),
    redundant_rules: groupsBy(redundant, ({ table, decidedBy }) =>
      JSON.stringify([table.id, ...decidedBy.map(({ id }) => id)]),
    ).map((group) => redundantFacts(group, describer)),
    contradictions: groupsBy(contradictions, ({ table }) => table.id).map((group) =>
      contradictionFacts(group, describer),
    ),
  };
}

type Group<T> = readonly [T, ...T[]];

/** What has one key, in the order of the first of each. */
function groupsBy<T>(all: readonly T[], keyOf: (one: T) => string): Group<T>[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const key = keyOf(one);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [one]);
    else known.push(one);
  }
  return [...groups.values()];
}

function deadFacts({ rule, table, coveredBy }: DeadRule, describer: RuleDescriber): DeadRuleFacts {
  return {
    rule: describer.describe(rule, table, table.name),
    covered_by: coveredBy.map((one) => describer.describe(one, table, table.name)),
    hides_deny: rule.action === "deny" && coveredBy.some((one) => one.action === "permit"),
    contradicts: coveredBy.some((one) => one.action !== rule.action),
  };
}

/** Rules with the same deciders are one entry: it is these that make them needless. */
function redundantFacts(group: Group<RedundantRule>, describer: RuleDescriber): RedundantRulesFacts {
  const [{ table, rule, decidedBy }, ...others] = group;
  const describe = (one: Rule) => describer.describe(one, table, table.name);
  return {
    rule: describe(rule),
    others: others.slice(0, SHOWN - 1).map((one) => describe(one.rule)),
    count: group.length,
    certain: group.every((one) => describe(one.rule).traits.certain),
    by_everything: decidedBy.map(describe).some(isOfEverything),
    decided_by: decidedBy.map(describe),
  };
}

function contradictionFacts(group: Group<OverruledRule>, describer: RuleDescriber): ContradictionsFacts {
  const [{ table }] = group;
  const describe = (one: Rule) => describer.describe(one, table, table.name);
  return {
    table: table.name,
    rules: group.slice(0, SHOWN).map(({ rule, by, more, isCounted }) => ({
      rule: describe(rule),
      overruled_by: by.map(describe),
      more,
      counted: isCounted,
    })),
    count: group.length,
    counted: group.every(({ isCounted }) => isCounted),
    permits_denied: group.some(({ rule }) => rule.action === "deny"),
  };
}

/** Objects without use, one entry for each kind and reason. */
export function idleFacts({ idle }: Device): IdleObjectsFacts[] {
  return groupsBy(idle, ({ kind, trouble }) => `${kind} ${trouble}`).map((group) => {
    const [{ kind, trouble }] = group;
    const shown = group.slice(0, SHOWN);
    return {
      kind,
      trouble,
      names: shown.map(({ name }) => name),
      count: group.length,
      locations: shown.map(({ at }) => locationFacts(at)),
    };
  });
}
