/** Where two lists of rules can differ at all: the addresses of the rules that they have not in common. */

import { everything, type Intervals, union } from "../../packets/intervals.js";
import type { PacketSpace } from "../../packets/space.js";
import { inCommonOrder } from "../../source/common-order.js";
import type { DeviceRules, ResolvedRule, SliceScope } from "../rule-sets.js";
import { applies } from "../slice.js";

/** Sources and destinations, all packets outside of which both sides treat alike. */
export interface Region {
  readonly sources: Intervals<number | bigint>;
  readonly destinations: Intervals<number | bigint>;
}

interface Listed {
  readonly key: string;
  readonly resolved: ResolvedRule;
}

interface Filters {
  /** What the steps are, as one text. */
  readonly shape: string;
  /** Whether some other filter may stand in the place of one of them. */
  readonly isOpen: boolean;
  readonly steps: readonly (readonly Listed[])[];
}

/**
 * A packet that matches no rule but those which both lists have, in the same order, is decided by the same rule in both:
 * only the others have to be looked at. Rules with a doubt count as different from every other, and translations put no limit on what differs.
 * @param scope every address, between the same interfaces on both sides.
 */
export function changedRegion(
  space: PacketSpace,
  [before, after]: readonly [DeviceRules, DeviceRules],
  scope: SliceScope,
): Region {
  const all = everything(space.domain);
  const anywhere = { sources: all, destinations: all };
  if (
    [before, after].some(
      ({ device, nat }) => isDoubted(device.doubts) || nat.destination.length + nat.source.length > 0,
    )
  )
    return anywhere;
  const [was, is] = [filtersOf(space, before, scope, "before"), filtersOf(space, after, scope, "after")];
  if (was.shape !== is.shape || was.isOpen || is.isOpen) return anywhere;
  const changed = was.steps.flatMap((rules, index) => notInCommon(rules, is.steps[index] ?? []));
  if (changed.some(({ rule }) => rule.doubts?.some(({ effect }) => effect === "anything"))) return anywhere;
  return {
    sources: union(
      changed.map(({ source }) => source.upper),
      space.domain,
    ),
    destinations: union(
      changed.map(({ destination }) => destination.upper),
      space.domain,
    ),
  };
}

/** Whether some doubt is wider than a rule. */
function isDoubted(doubts: DeviceRules["device"]["doubts"]): boolean {
  return doubts.some(({ scope }) => scope === "device" || scope === "interfaces");
}

function filtersOf(space: PacketSpace, rules: DeviceRules, scope: SliceScope, side: string): Filters {
  const { device } = rules;
  const steps = (scope.egress === undefined ? device.toDevice : device.forwarding).filter((step) =>
    applies(step, scope),
  );
  return {
    shape: JSON.stringify(steps.map(({ stateful, forgets, sees }) => [stateful, forgets ?? "", sees ?? "forwarded"])),
    isOpen: steps.some(({ instead }) => instead !== undefined),
    steps: steps.map((step) =>
      rules.ofFilter(step, scope).map((resolved, index) => ({
        key: keyOf(space, rules, resolved) ?? `in doubt ${side} ${index}`,
        resolved,
      })),
    ),
  };
}

/** The same text for rules that do the same to the same packets; undefined for what is not certain. */
function keyOf(
  space: PacketSpace,
  rules: DeviceRules,
  { rule, source, destination }: ResolvedRule,
): string | undefined {
  const service = rules.servicesIn(space).of(rule.match.service);
  const { fragments, translated } = rule.match;
  const isExact =
    rule.action !== "unknown" &&
    (rule.doubts?.length ?? 0) === 0 &&
    source.lower === source.upper &&
    destination.lower === destination.upper &&
    service.lower === service.upper;
  if (!isExact) return undefined;
  // Of later fragments only the protocols count, which the written service tells.
  const written = fragments === "by-address" ? withoutPlaces(rule.match.service) : "";
  const parts = [
    rule.action,
    source.upper.join(),
    destination.upper.join(),
    service.upper,
    fragments,
    translated,
    written,
  ];
  return parts.join("|");
}

function withoutPlaces(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) => (key === "at" ? undefined : part));
}

function notInCommon(before: readonly Listed[], after: readonly Listed[]): ResolvedRule[] {
  const common = inCommonOrder(
    before.map(({ key }) => key),
    after.map(({ key }) => key),
  );
  const [kept, keptAfter] = [new Set(common.map(([one]) => one)), new Set(common.map(([, other]) => other))];
  return [...before.filter((_, index) => !kept.has(index)), ...after.filter((_, index) => !keptAfter.has(index))].map(
    ({ resolved }) => resolved,
  );
}
