/** The classes of a policy of inspection, each with what it does to packets (reference/cisco.md 3.2). */

import type { RuleDoubt } from "../../../../src/model/rule.js";
import { type CiscoLine, withDescendants, wordsOf } from "../../tree.js";
import type { CiscoContext } from "../context.js";

export type Action = "inspect" | "pass" | "drop";

export interface PolicyClass {
  readonly name: string;
  readonly line: CiscoLine;
  readonly action: Action;
  readonly doubts: readonly RuleDoubt[];
}

/** What opens a class, a policy or a pair of zones, or is none of theirs: it stands nowhere below the conditions or actions of a class. */
const OPENS = /^(?:no )?(?:class|class-map|policy-map|zone|zone-pair|interface|ip access-list|access-list)\b/;

/**
 * Reports statements below a class or a policy of inspection that open something themselves: it is not there then, whether
 * anything names that class or policy or not.
 */
export function doubtHeldBlocks(line: CiscoLine, context: CiscoContext): void {
  const isOfPolicy = line.text.startsWith("policy-map ");
  for (const one of withDescendants(line)) {
    const isClass = isOfPolicy && one.parent === line && one.text.startsWith("class ");
    if (one !== line && !isClass && OPENS.test(one.text)) context.unknown(one, "inspection", { scope: "device" });
  }
}

/** `class type inspect NAME` with its action; without one it drops. One that is opened again is changed; the default is last. */
export function readClasses(lines: readonly CiscoLine[], context: CiscoContext): PolicyClass[] {
  const classes = new Map<string, PolicyClass>();
  for (const line of lines) {
    if (!line.text.startsWith("class ")) continue;
    const name = wordsOf(line).at(-1) ?? "";
    classes.set(name, readClass(name, line, classes.get(name), context));
  }
  const all = [...classes.values()];
  const isDefault = ({ name }: PolicyClass) => name === "class-default";
  return [...all.filter((one) => !isDefault(one)), ...all.filter(isDefault)];
}

function readClass(name: string, line: CiscoLine, former: PolicyClass | undefined, context: CiscoContext): PolicyClass {
  let given: Action | undefined;
  const doubts: RuleDoubt[] = [...(former?.doubts ?? [])];
  for (const child of line.children) {
    const [verb = ""] = wordsOf(child);
    if (verb === "inspect" || verb === "pass" || verb === "drop") {
      // Which of two a device takes is not documented: it writes one alone.
      if (given !== undefined && given !== verb) {
        const reason = `the class ${name} is told to ${given} and to ${verb}`;
        doubts.push({ doubt: context.doubt(reason, child, { scope: "rule" }), effect: "anything" });
      }
      given = verb;
    } else if (verb !== "police" && verb !== "exit") {
      const doubt = context.unknown(child, "policy-map type inspect", { scope: "rule" });
      doubts.push({ doubt, effect: "anything" });
    }
    for (const deeper of verb === "police" ? [] : child.children) {
      const doubt = context.unknown(deeper, "policy-map type inspect", { scope: "rule" });
      doubts.push({ doubt, effect: "anything" });
    }
  }
  return { name, line, action: given ?? former?.action ?? "drop", doubts };
}
