/** Where the rules of the model of OPNsense stand among those of the old place, which depends on the release. */
import { child, children, type Element } from "../../tree.js";
import type { Context } from "../context.js";
import type { Interfaces } from "../interfaces.js";
import { type Placed, PRIORITY, priorityOf } from "./priority.js";
import { hasRuleSettings, placeOfModel } from "./release.js";

/** A rule of the model. `places`: the priorities that it may have, ascending. */
export interface OfModel extends Placed {
  readonly element: Element;
  readonly places: readonly number[];
}

/** While the model was a plugin it stood before the old place: rules of several interfaces, then those of groups, then others. */
function placeBefore(interfaces: Interfaces, ids: readonly string[]): number {
  if (ids.length > 1) return PRIORITY.early;
  return PRIORITY.early * (interfaces.groups.has(ids[0] ?? "") ? 2 : 3);
}

/**
 * The priorities that a rule of the model may have, ascending. Rules for all but one interface float since 26.1 (core pull request
 * 9426). Without a rule in the old place it is all one whether they stand before those.
 */
export function placesOf(
  context: Context,
  interfaces: Interfaces,
  ids: readonly string[],
  inverted: boolean,
): readonly number[] {
  const [only] = ids.length === 1 ? ids : [];
  const now = inverted || only === undefined ? PRIORITY.floating : priorityOf(interfaces, only);
  const isOpen = inverted && only !== undefined && !hasRuleSettings(context);
  const place = placeOfModel(context);
  if (place === "before") return [placeBefore(interfaces, ids)];
  const hasOld = children(child(context.root, "filter"), "rule").length > 0;
  const among = isOpen
    ? [now, priorityOf(interfaces, only)]
    : now !== PRIORITY.floating && only !== undefined && mayBeNoGroup(interfaces, only, hasOld)
      ? [now, PRIORITY.interface]
      : [now];
  return place === "either" && hasOld ? [placeBefore(interfaces, ids), ...among] : among;
}

/**
 * IPsec is among the groups, for rules of the old place, and by its type no group, for those of the model (models/OPNsense/Firewall/FieldTypes:
 * GroupField.php, FilterRuleField.php). It is all one where nothing else is asked about what comes by it.
 */
function mayBeNoGroup({ groups }: Interfaces, id: string, hasOld: boolean): boolean {
  if (id !== "enc0") return false;
  return hasOld || [...groups.values()].some(({ name, members }) => name !== id && members.includes(id));
}

/**
 * The rule at each of its places, as one that may be there. At the last one it is there for sure, since what it decides there
 * nothing decided before; without `quick` the last rule wins, so that no place is sure.
 */
export function inPlaces(context: Context, { element, places, ...of }: OfModel): Placed[] {
  const { rule } = of;
  if (places.length < 2 || !rule.rule.enabled) return [of];
  const reason = "where rules of the model stand among those of the old place depends on the release";
  const doubt = { doubt: context.doubt("rule", reason, element), effect: "narrows" } as const;
  const open = { ...rule, rule: { ...rule.rule, doubts: [...(rule.rule.doubts ?? []), doubt] } };
  return places.map((priority, index) => {
    const isSure = rule.quick && index === places.length - 1;
    return { ...of, priority, rule: isSure ? rule : open };
  });
}
