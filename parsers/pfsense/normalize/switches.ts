/** When an element says yes: presence in pfSense, a value in OPNsense. */
import { child, type Element } from "../tree.js";
import type { Context } from "./context.js";

/**
 * Whether a flag is set. pfSense tests that the element exists, whatever it holds: `<disabled>0</disabled>` is disabled
 * (reference/pfsense.md 1). OPNsense tests that it is not empty: there "0" is not set (B1).
 */
export function isOn(context: Context, of: Element | undefined, name: string): boolean {
  const flag = child(of, name);
  if (flag === undefined) return false;
  return !context.isOPNsense || holdsValue(flag);
}

/** Not empty as PHP sees it: neither "" nor "0". */
export function holdsValue(flag: Element): boolean {
  return flag.children.length > 0 || (flag.text !== "" && flag.text !== "0");
}
