/** Whether the list of a switch port stands before the filters of its VLAN (reference/cisco.md 3.3, 10.7, 10.8). */

import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";

/**
 * - `port`: the list of the port alone decides over what comes in there.
 * - `merge`: it and the filters of the VLAN, all of which have to let a packet pass.
 * - `vlan`: the filters of the VLAN alone.
 * - `unknown`: `port` or `merge`; which of them depends on a model that the file does not tell, or is not documented.
 */
export type Precedence = "port" | "merge" | "vlan" | "unknown";

/** Models of which it was read that the list of the port stands alone: Catalyst 2960, 3560, 3750, ME 3600X and 3800X. */
const READ = /(?:^|[^a-z\d])(?:ws-)?c(?:2960|3560|3750)|me-?3[68]00x/i;

/** What names the model of a switch, the plainest first: the members of a stack, the licence, the image it starts. */
const MODELS = [/^switch \d+ provision (.*)$/i, /^license udi pid (.*)$/i, /^boot system (.*)$/i];

/** That of the whole switch, where the file tells its model. */
export function precedenceOf(roots: readonly CiscoLine[]): Precedence {
  const lines = beginning(roots, "switch", "license", "boot");
  const told = MODELS.map((pattern) => lines.flatMap(({ text }) => pattern.exec(text)?.[1] ?? []));
  const models = told.find((some) => some.length > 0) ?? [];
  return models.length > 0 && models.every((model) => READ.test(model)) ? "port" : "unknown";
}

/** What `access-group mode` of a port says (Catalyst 4500 and 6500). */
export function modePrecedence(text: string): Precedence | undefined {
  const mode = /^access-group mode (prefer port|prefer vlan|merge)$/.exec(text)?.[1];
  if (mode === undefined) return undefined;
  return mode === "merge" ? "merge" : mode === "prefer port" ? "port" : "vlan";
}
