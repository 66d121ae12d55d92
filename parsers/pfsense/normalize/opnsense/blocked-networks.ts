/** Bogons and private networks, which OPNsense keeps out on the interfaces that ask for it (reference/pfsense.md B3, prio 5). */
import type { RuleDoubt } from "../../../../src/model/rule.js";
import { child } from "../../tree.js";
import { builtInAlias } from "../built-in-aliases.js";
import type { Context } from "../context.js";
import { hidden } from "../implicit.js";
import type { RuleInterface } from "../interfaces.js";
import { network } from "../ip.js";
import type { PfRule } from "../order.js";
import { holdsValue } from "../switches.js";
import { union } from "../table.js";
import { hasInterfaceSettings, hasRuleSettings } from "./release.js";

/** What every release blocks as private, and what only some do (trap 9). */
const PRIVATE = union(
  ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "100.64.0.0/10", "fd00::/8"].map(network),
);
const PRIVATE_NOW = union(["169.254.0.0/16", "fe80::/10", "::1"].map(network));
const PRIVATE_BEFORE = network("fc00::/8");

export function blockedNetworks(context: Context, of: RuleInterface): PfRule[] {
  return [...bogons(context, of), ...privateNetworks(context, of)];
}

interface Asked {
  readonly at: ReturnType<Context["place"]>;
  readonly doubts: readonly RuleDoubt[];
}

/** Older releases tested that the element is there, later ones that it holds something (filter.lib.inc). */
function askedFor(context: Context, of: RuleInterface, name: string): Asked | undefined {
  const written = child(of.element, name);
  if (written === undefined) return undefined;
  const at = context.place(written);
  if (holdsValue(written)) return { at, doubts: [] };
  if (hasInterfaceSettings(context)) return undefined;
  const reason = `whether this release takes an empty ${name} for one that is set is not known`;
  return { at, doubts: [{ doubt: context.doubt("rule", reason, written), effect: "narrows" }] };
}

function bogons(context: Context, of: RuleInterface): PfRule[] {
  const asked = askedFor(context, of, "blockbogons");
  if (asked === undefined) return [];
  return ["bogons", "bogonsv6"].flatMap((name) => {
    const value = builtInAlias(context, name);
    if (!value) return [];
    return hidden({
      id: `block-${name}-${of.id}`,
      name: `unassigned networks do not come in on ${of.name}`,
      action: "deny",
      quick: true,
      direction: "in",
      interfaces: [of.id],
      source: context.address({ id: `alias:${name}`, name, value, at: [asked.at] }),
      ...asked,
    });
  });
}

function privateNetworks(context: Context, of: RuleInterface): PfRule[] {
  const asked = askedFor(context, of, "blockpriv");
  if (asked === undefined) return [];
  const block = {
    id: `block-private-${of.id}`,
    name: `private networks do not come in on ${of.name}`,
    action: "deny",
    quick: true,
    direction: "in",
    interfaces: [of.id],
    ...asked,
  } as const;
  if (hasRuleSettings(context)) return [hidden({ ...block, source: union([PRIVATE, PRIVATE_NOW]) })];
  const reason = "which networks this release blocks as private is not known";
  const doubts = [{ doubt: context.doubt("rule", reason, of.element), effect: "narrows" } as const];
  const source = union([PRIVATE_NOW, PRIVATE_BEFORE]);
  return [hidden({ ...block, source: PRIVATE }), hidden({ ...block, id: `${block.id}-perhaps`, source, doubts })];
}
