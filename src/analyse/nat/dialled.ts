/** The choices of translations that packets may meet on one device, told by the ends they were sent with. */
import type { Device, NatRule } from "../../model/device.js";
import type { DeviceRules, SliceScope } from "../rule-sets.js";
import { applies } from "../slice.js";
import { viewBehind } from "./address-view.js";
import { changeOf, outcomeKey } from "./changes.js";
import type { Passage, Stage } from "./choices.js";
import { plainView } from "./header-view.js";

/** Every choice for packets of a slice, all that can happen to them; none where no translation of the device concerns them. */
export function dialledPassages(rules: DeviceRules, scope: SliceScope): Passage[] {
  const incoming: Stage = { scope, view: plainView(scope) };
  const into = rules.natMeeting("destination", scope).flatMap(({ nat }) => (nat.exempt === true ? [] : [nat]));
  const leaves = seesLeaving(rules.device, scope);
  if (into.length === 0 && !(leaves && rules.nat.source.length > 0)) return [];
  const stages = [
    { destination: [] as readonly NatRule[], forwarded: incoming },
    ...into.map((nat) => ({ destination: [nat], forwarded: behindDestination(rules, incoming, nat) })),
  ];
  return stages.flatMap(({ destination, forwarded }) => {
    if (!leaves) return [{ incoming, forwarded, leaving: forwarded, destination }];
    return sourceChoices(rules, forwarded.scope, destination).map((source) => {
      const leaving = source.length === 0 ? forwarded : behindSource(rules, forwarded, source);
      return { incoming, forwarded, leaving, destination, source };
    });
  });
}

/** Whether a filter sees packets after their source was translated. */
export function seesLeaving(device: Device, scope: SliceScope): boolean {
  return device.forwarding.some((step) => step.sees === "leaving" && applies(step, scope));
}

/**
 * Translations of the source that may apply, those with one outcome together; the empty choice is that none does.
 * @param by what translated the destination of the packets before.
 */
export function sourceChoices(rules: DeviceRules, scope: SliceScope, by: readonly NatRule[]): (readonly NatRule[])[] {
  const byOutcome = new Map<string, NatRule[]>();
  for (const { nat } of rules.natMeeting("source", scope, by)) {
    if (nat.exempt === true) continue;
    const key = outcomeKey(rules, nat, scope.family);
    byOutcome.set(key, [...(byOutcome.get(key) ?? []), nat]);
  }
  return [[], ...byOutcome.values()];
}

function behindDestination(rules: DeviceRules, { scope, view }: Stage, nat: NatRule): Stage {
  const { address, ports } = changeOf(rules, [nat], scope.family);
  const destination = viewBehind(view.destination, address);
  const changed = ports === undefined ? [] : [ports];
  return {
    scope: { ...scope, destinations: destination.seen },
    view: { ...view, destination, ports: [...changed, ...view.ports], way: "forth" },
  };
}

function behindSource(rules: DeviceRules, { scope, view }: Stage, chosen: readonly NatRule[]): Stage {
  const { address, sourcePorts } = changeOf(rules, chosen, scope.family);
  const source = viewBehind(view.source, address);
  return {
    scope: { ...scope, sources: source.seen },
    view: { ...view, source, sourcePorts: sourcePorts === "kept" ? view.sourcePorts : sourcePorts },
  };
}
