/** The devices of a way, one after the other, with a choice of translations on each. */
import type { Device, NatRule } from "../../model/device.js";
import type { Intervals } from "../../packets/intervals.js";
import type { DeviceRules, SliceScope } from "../rule-sets.js";
import { asTheyAre, viewBehind } from "./address-view.js";
import { changeOf } from "./changes.js";
import { sourceChoices } from "./dialled.js";

/** One device of a way, as the packets meet it: `scope` has their source as it comes and their destination as it is routed. */
export interface Leg {
  readonly device: Device;
  readonly rules: DeviceRules;
  readonly scope: SliceScope;
  /** What translates their destination; empty: nothing. */
  readonly destination: readonly NatRule[];
  /** What translates their source; left out: nothing behind it sees that. */
  readonly source?: readonly NatRule[];
}

/** One that they pass through. */
export interface PassedLeg extends Leg {
  readonly scope: SliceScope & { readonly egress: string };
}

/** Whether a translation there gives packets another source, which may be that of a device. */
export function givesSource({ source }: Leg): boolean {
  return source !== undefined && source.length > 0;
}

/** A leg with each choice of what translates the source; itself where nothing could. */
export function withSources(leg: PassedLeg): PassedLeg[] {
  const choices = sourceChoices(leg.rules, leg.scope, leg.destination);
  return choices.length === 1 ? [leg] : choices.map((source) => ({ ...leg, source }));
}

/** Sources as they are behind a leg. */
export function sourcesBehind({ rules, scope, source }: Leg): Intervals<number | bigint> {
  if (source === undefined || source.length === 0) return scope.sources;
  return viewBehind(asTheyAre(scope.sources), changeOf(rules, source, scope.family).address).seen;
}
