/** Whether an interface refuses packets whose source has no way back over it (reference/fortios.md 3, step 2). */
import type { Interface } from "../../../src/model/device.js";
import { type Block, isEnabled, textOf } from "../tree.js";
import { isTransparent, tablesIn } from "./vdoms.js";

/**
 * `src-check` is on by default, and any route back will do; with `strict-src-check` it has to be the best one. Asymmetric routing
 * switches it off, and who only bridges has no routes. Of other routing instances than the first it is not said which routes count.
 * @param holders blocks of the VDOM of the interface.
 */
export function sourceCheck(row: Block, holders: readonly Block[]): Interface["needsWayBack"] {
  if (textOf(row, "src-check") === "disable" || (textOf(row, "vrf") ?? "0") !== "0" || isTransparent(holders)) return;
  const settings = tablesIn(holders, "system settings");
  if (settings.some((of) => isEnabled(of, "asymroute") || isEnabled(of, "asymroute6"))) return;
  return settings.some((of) => isEnabled(of, "strict-src-check")) ? "best route" : "any route";
}
