/** Translations to aliases that are switched off: whether such a one is loaded, with a table that is empty, or left out is not known (D5). */
import type { NatRule } from "../../../src/model/device.js";
import type { DoubtId } from "../../../src/model/expression.js";
import { child, type Element, textOf } from "../tree.js";
import type { Names } from "./endpoints.js";

/** A doubt about the translation to a word; `undefined` where that is no alias, or one that is on. */
export function offTarget({ context, aliases }: Names, word: string): DoubtId | undefined {
  const off = aliases.switchedOff(word);
  return off && context.doubt("match", `the alias ${word} of a translation is switched off`, off);
}

/** A mapping one to one as one that may happen or not, where its hosts inside are such an alias. */
export function perhapsOff(names: Names, inner: string, rule: NatRule): NatRule {
  const doubt = offTarget(names, inner);
  if (doubt === undefined) return rule;
  const destination = { kind: "unknown", doubt, upper: rule.match.destination } as const;
  return { ...rule, match: { ...rule.match, destination } };
}

/** What stands for the hosts inside in a mapping of the old place. */
export function innerWord(element: Element): string {
  const source = child(element, "source");
  return textOf(source, "network") || textOf(source, "address");
}
