/** Policies of classes of packets. */

import { type CiscoLine, wordsOf } from "../tree.js";
import { beginning } from "./beginning.js";

/** Names of policies that drop what some class holds. */
export function droppingPolicies(roots: readonly CiscoLine[]): ReadonlySet<string> {
  const drops = (line: CiscoLine): boolean =>
    /^drop\b|\bconform(?:-action)? drop\b/.test(line.text) || line.children.some(drops);
  return new Set(
    beginning(roots, "policy-map")
      .filter((line) => line.text.startsWith("policy-map ") && drops(line))
      .map((line) => wordsOf(line).at(-1) ?? ""),
  );
}
