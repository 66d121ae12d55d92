/** When an element says yes: presence in pfSense, a value in OPNsense. */
import { child, descend, type Element } from "../tree.js";
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

/**
 * A switch of the whole firewall in the place that OPNsense has given to them all since its model of rules is of version 1.1
 * (models/OPNsense/Firewall/Migrations); `undefined`: it is not there, and the old place tells.
 */
export function modelSwitch(
  context: Context,
  section: "filter" | "logging" | "nat",
  name: string,
): boolean | undefined {
  const written = context.isOPNsense ? modelSetting(context, section, name) : undefined;
  return written && holdsValue(written);
}

/** The element of such a switch. */
export function modelSetting(context: Context, section: string, name: string): Element | undefined {
  return descend(context.root, "opnsense", "firewall", "filter", "settings", section, name);
}

/** Not empty as PHP sees it: neither "" nor "0". */
export function holdsValue(flag: Element): boolean {
  return flag.children.length > 0 || (flag.text !== "" && flag.text !== "0");
}
