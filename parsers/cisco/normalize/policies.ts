/** Policies of classes of packets. */

import { type CiscoLine, wordsOf } from "../tree.js";
import { beginning } from "./beginning.js";

/** Names of policies that drop what some class holds, by themselves or by a policy that they name. */
export function droppingPolicies(roots: readonly CiscoLine[]): ReadonlySet<string> {
  const drops = (line: CiscoLine): boolean =>
    // In a script the words may be short.
    /^dro?p?\b|\bconf[\w-]* dro?p?\b/.test(line.text) || line.children.some(drops);
  const names = (line: CiscoLine): string[] => {
    const own = /^service-policy (?:.* )?(\S+)$/.exec(line.text)?.[1];
    return [...(own === undefined ? [] : [own]), ...line.children.flatMap(names)];
  };
  const policies = beginning(roots, "policy-map")
    .filter((line) => line.text.startsWith("policy-map "))
    .map((line) => ({ name: wordsOf(line).at(-1) ?? "", drops: drops(line), named: names(line) }));
  const found = new Set(policies.filter((one) => one.drops).map(({ name }) => name));
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const { name, named } of policies) if (named.some((one) => found.has(one))) found.add(name);
  }
  return found;
}
