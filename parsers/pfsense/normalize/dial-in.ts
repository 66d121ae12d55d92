/** Servers that clients dial in to. */
import { type Element, textOf } from "../tree.js";

/** Words for one that is off; any other may be on, and hand on what comes to it. */
const OFF = new Set(["", "off"]);

export function mayServe(of: Element | undefined): boolean {
  return !OFF.has(textOf(of, "mode"));
}
