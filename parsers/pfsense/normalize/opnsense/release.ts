/** Which release of OPNsense wrote a configuration, as far as its models tell: a release writes their versions when it starts. */
import { child, descend } from "../../tree.js";
import type { Context } from "../context.js";

/** Sections of the root that became models in 22.1.4 or later, and then say their version. */
const MODELS_SINCE_22 = ["vlans", "virtualip", "ifgroups"];

/** 22.1.4 or later: with it VLANs became a model, and CARP passes to its groups alone (changelog of 22.1.4; core issue 5613). */
export function isSince22(context: Context): boolean {
  const versions = MODELS_SINCE_22.map((name) => child(context.root, name)?.attributes?.version);
  return versions.some((version) => version !== undefined) || hasInterfaceSettings(context);
}

/** A release whose settings of all interfaces are a model: IPv6 is on there unless that says otherwise. */
export function hasInterfaceSettings(context: Context): boolean {
  const settings = descend(context.root, "opnsense", "interfaces", "settings");
  return child(settings, "disableipv6") !== undefined || hasRuleSettings(context);
}

/** A release whose switches of the firewall stand in the model of its rules: what reference/pfsense.md B3 says holds there. */
export function hasRuleSettings({ root }: Context): boolean {
  return descend(root, "opnsense", "firewall", "filter", "settings") !== undefined;
}

/**
 * Where rules of the new model stand beside those of the old place. As a plugin, up to 23.7, it had them before all of these; since it
 * is part of the system they stand among them (core issue 7111; model 1.0.3 came with 24.1).
 */
export function placeOfModel(context: Context): "before" | "among" | "either" {
  if (hasRuleSettings(context)) return "among";
  const written = descend(context.root, "opnsense", "firewall", "filter")?.attributes?.version ?? "";
  const numbers = /^(\d+)\.(\d+)\.(\d+)$/.exec(written)?.slice(1).map(Number);
  if (numbers === undefined) return "either";
  const [major = 0, minor = 0, patch = 0] = numbers;
  const isLater = major > 1 || minor > 0;
  if (isLater || patch > 3) return "among";
  return patch < 3 ? "before" : "either";
}
