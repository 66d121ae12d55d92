/** One slice: packets between two interfaces of one device, through every step that applies. */
import type { Device, Doubt, NatRule } from "../model/device.js";
import type { FilterStep, InterfaceId } from "../model/rule.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import { meets } from "../packets/intervals.js";
import type { PacketSpace } from "../packets/space.js";
import { domainOf } from "../resolve/address-bounds.js";
import { type Passing, type PassingByRule, passing } from "./fold.js";
import type { DeviceRules, RuleSlicer, SlicedRule, SliceScope } from "./rule-sets.js";

/** What one step does with a slice. */
export interface StepOutcome extends PassingByRule {
  readonly step: FilterStep;
  readonly rules: readonly SlicedRule[];
}

/** What a device does with a slice. */
export interface SliceOutcome extends Passing {
  readonly device: Device;
  readonly scope: SliceScope;
  readonly whole: Node;
  readonly steps: readonly StepOutcome[];
  /** What the rules alone say, before doubts about interfaces, the device or NAT. */
  readonly byRules: Passing;
  /** Doubts that are wider than a rule, by what they concern. */
  readonly wideDoubts: readonly WideDoubt[];
}

export interface WideDoubt {
  readonly reason: string;
  readonly at: Device["at"];
}

/** Computes what passes. Rules see fresh packets only; `slicer` decides what is looked at. */
export function evaluateSlice(
  rules: DeviceRules,
  slicer: RuleSlicer,
  space: PacketSpace,
  scope: SliceScope,
): SliceOutcome {
  const { device } = rules;
  const whole = slicer.whole(scope);
  const steps = (scope.egress === undefined ? device.toDevice : device.forwarding)
    .filter((step) => applies(step, scope))
    .map((step) => evaluateStep(rules, slicer, space, step, scope));
  return joinSteps(rules, space, scope, whole, steps);
}

/** What a row of steps lets through of `whole`, with the doubts that are wider than a rule. */
export function joinSteps(
  rules: DeviceRules,
  space: PacketSpace,
  scope: SliceScope,
  whole: Node,
  steps: readonly StepOutcome[],
): SliceOutcome {
  const { diagram } = space;
  const { device } = rules;
  const byRules = steps.reduce<Passing>(
    (sum, step) => ({ must: diagram.and(sum.must, step.must), may: diagram.and(sum.may, step.may) }),
    { must: whole, may: whole },
  );
  const base = { device, scope, whole, steps, byRules };
  const wide = device.doubts.length === 0 ? [] : wideDoubts(device, scope);
  if (wide.length > 0) return { ...base, must: EMPTY, may: whole, wideDoubts: wide };
  return { ...base, ...withNat(rules, space, base) };
}

/** Whether a packet of the slice meets a step. */
export function applies(step: FilterStep, scope: SliceScope): boolean {
  if (step.family !== undefined && step.family !== scope.family) return false;
  if (step.ingress !== undefined && !step.ingress.includes(scope.ingress)) return false;
  return step.egress === undefined || (scope.egress !== undefined && step.egress.includes(scope.egress));
}

function evaluateStep(
  rules: DeviceRules,
  slicer: RuleSlicer,
  space: PacketSpace,
  step: FilterStep,
  scope: SliceScope,
): StepOutcome {
  const sliced = rules.ofStep(step, scope).map((rule) => slicer.cut(rule, scope));
  return { step, rules: sliced, ...passing(space, sliced) };
}

/** Doubts about the device as a whole or about one of the two interfaces: there everything may pass and nothing must. */
function wideDoubts(device: Device, { ingress, egress }: SliceScope): WideDoubt[] {
  const sides = egress === undefined ? [ingress] : [ingress, egress];
  return device.doubts.filter((doubt) => isWide(doubt, sides));
}

/** Whether what passes these interfaces of a device is in doubt, whatever the rules say. */
export function hasWideDoubt(device: Device, interfaces: readonly InterfaceId[]): boolean {
  return device.doubts.some((doubt) => isWide(doubt, interfaces));
}

function isWide(doubt: Doubt, interfaces: readonly InterfaceId[]): boolean {
  if (doubt.scope === "device") return true;
  return doubt.scope === "interfaces" && interfaces.some((id) => doubt.interfaces?.includes(id) ?? true);
}

/**
 * What a translation could touch is doubtful both ways: packets that are translated away do not surely arrive, packets
 * that are translated here may arrive without a rule that names them.
 */
function withNat(
  rules: DeviceRules,
  space: PacketSpace,
  base: Pick<SliceOutcome, "scope" | "steps" | "byRules" | "whole">,
): Passing & Pick<SliceOutcome, "wideDoubts"> {
  const { diagram } = space;
  const doubts: WideDoubt[] = [];
  let { must, may } = base.byRules;
  for (const nat of rules.device.nat) {
    if (!nat.enabled || nat.exempt === true) continue;
    const touched =
      nat.kind === "destination"
        ? touchedByDestination(rules, space, nat, base)
        : touchedBySource(rules, space, nat, base);
    if (touched.away === EMPTY && touched.here === EMPTY) continue;
    must = diagram.diff(must, touched.away);
    may = diagram.or(may, touched.here);
    doubts.push({ reason: `address translation ${nat.id} may change these packets`, at: nat.at[0] });
  }
  return { must, may, wideDoubts: doubts };
}

interface Touched {
  readonly away: Node;
  readonly here: Node;
}

type NatBase = Pick<SliceOutcome, "scope" | "steps" | "byRules" | "whole">;

function touchedByDestination(rules: DeviceRules, space: PacketSpace, nat: NatRule, base: NatBase): Touched {
  const { scope } = base;
  const { ingress } = nat.match;
  if (ingress !== undefined && !ingress.includes(scope.ingress)) return { away: EMPTY, here: EMPTY };
  const domain = domainOf(scope.family);
  const source = rules.addresses.of(nat.match.source, scope.family).upper;
  const original = rules.addresses.of(nat.match.destination, scope.family).upper;
  const target =
    nat.translated === undefined ? [domain.min, domain.max] : rules.addresses.of(nat.translated, scope.family).upper;
  if (!meets(source, scope.sources)) return { away: EMPTY, here: EMPTY };
  return {
    away: space.diagram.and(base.whole, space.all([space.field("src", source), space.field("dst", original)])),
    here: space.diagram.and(base.whole, space.all([space.field("src", source), space.field("dst", target)])),
  };
}

/** Only what a filter on the way out sees is changed by it; where that filter lets everything out, nothing is. */
function touchedBySource(rules: DeviceRules, space: PacketSpace, nat: NatRule, base: NatBase): Touched {
  const { scope } = base;
  const { egress } = nat.match;
  const none = { away: EMPTY, here: EMPTY };
  if (egress !== undefined && (scope.egress === undefined || !egress.includes(scope.egress))) return none;
  const outFilters = base.steps.filter((outcome, index) => isOnTheWayOut(outcome, index));
  if (outFilters.every((outcome) => outcome.must === base.whole)) return none;
  const source = rules.addresses.of(nat.match.source, scope.family).upper;
  const touched = space.diagram.and(base.whole, space.field("src", source));
  return { away: touched, here: touched };
}

/** A filter of the egress interface, or a later one that asks nowhere by which interface a packet came in (pf: `out`). */
function isOnTheWayOut({ step, rules }: StepOutcome, index: number): boolean {
  if (step.egress !== undefined) return true;
  if (index === 0 || step.ingress !== undefined) return false;
  return rules.every(({ resolved }) => resolved.rule.match.ingress === undefined);
}
