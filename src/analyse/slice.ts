/** One slice: packets between two interfaces of one device, through every step that applies. */
import type { Device, Doubt, NatRule } from "../model/device.js";
import type { FilterStep, InterfaceId } from "../model/rule.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import { meets } from "../packets/intervals.js";
import type { PacketSpace } from "../packets/space.js";
import { domainOf } from "../resolve/address-bounds.js";
import { type Passing, type PassingByRule, passing } from "./fold.js";
import { type Passage, type Stage, takenBy } from "./nat/choices.js";
import { isPlainView, Teller } from "./nat/header-view.js";
import type { DeviceRules, SlicedRule, SliceScope } from "./rule-sets.js";
import type { Slicing } from "./slicing.js";

/** What one step does with a slice. */
export interface StepOutcome extends PassingByRule {
  readonly step: FilterStep;
  readonly rules: readonly SlicedRule[];
}

/** What a device does with a slice. */
export interface SliceOutcome extends Passing {
  readonly device: Device;
  readonly scope: SliceScope;
  /** What of the slice may meet the translations that were chosen. */
  readonly whole: Node;
  /** What of that surely passes if it meets these. */
  readonly surely: Node;
  readonly steps: readonly StepOutcome[];
  /** What the rules alone say, before doubts about interfaces or the device. */
  readonly byRules: Passing;
  /** Doubts that are wider than a rule, by what they concern. */
  readonly wideDoubts: readonly WideDoubt[];
}

export interface WideDoubt {
  readonly reason: string;
  readonly at: Device["at"];
}

/**
 * Computes what passes. Rules see fresh packets only; the slicer decides what is looked at.
 * @param passage which translations the packets take; left out: none of the device concerns them.
 */
export function evaluateSlice(slicing: Slicing, scope: SliceScope, passage?: Passage): SliceOutcome {
  const { rules, slicer, space } = slicing;
  const { device } = rules;
  const { diagram } = space;
  const steps = (scope.egress === undefined ? device.toDevice : device.forwarding)
    .filter((step) => applies(step, scope))
    .map((step) => evaluateStep(slicing, step, scope, passage));
  const into = passage && takenBy(slicing, passage);
  const whole = into?.may ?? slicer.whole(scope);
  const through = (part: Node, side: (step: Passing) => Node) =>
    steps.reduce((left, step) => diagram.and(left, side(step)), part);
  const surely = through(whole, ({ must }) => must);
  const byRules: Passing = {
    must: into === undefined ? surely : diagram.and(surely, into.must),
    may: through(whole, ({ may }) => may),
  };
  const base = { device, scope, whole, surely, steps, byRules };
  const wide = device.doubts.length === 0 ? [] : wideDoubts(device, scope);
  if (wide.length > 0) {
    // What a device does not say may concern translations too: what is known of these takes nothing away.
    const may = passage === undefined ? whole : new Teller(space, passage.forwarded.view, slicing.within).whole();
    return { ...base, whole: may, must: EMPTY, surely: EMPTY, may, wideDoubts: wide };
  }
  if (scope.egress === undefined) return { ...base, ...besideTranslations(rules, space, base, passage) };
  if (into !== undefined) return { ...base, ...byRules, wideDoubts: into.open.map(natDoubt) };
  return { ...base, ...byRules, wideDoubts: [] };
}

/** Whether a packet of the slice meets a step. */
export function applies(step: FilterStep, scope: SliceScope): boolean {
  if (step.family !== undefined && step.family !== scope.family) return false;
  if (step.ingress !== undefined && !step.ingress.includes(scope.ingress)) return false;
  return step.egress === undefined || (scope.egress !== undefined && step.egress.includes(scope.egress));
}

const NOTHING_DID: readonly NatRule[] = [];

function evaluateStep(
  slicing: Slicing,
  step: FilterStep,
  scope: SliceScope,
  passage: Passage | undefined,
): StepOutcome {
  const { rules, slicer, space, within, meet } = slicing;
  const stage: Stage | undefined = passage?.[step.sees ?? "forwarded"];
  const translated = step.sees === "incoming" ? NOTHING_DID : (passage?.destination ?? NOTHING_DID);
  const here = stage?.scope ?? scope;
  const teller = stage === undefined || isPlainView(stage.view) ? undefined : new Teller(space, stage.view, within);
  const sliced = rules.ofStep(step, here, translated).map((rule) => {
    const cut = slicer.cut(rule, here);
    const told = teller === undefined ? cut : teller.rule(cut);
    return meet === undefined ? told : meet(told, step);
  });
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

function natDoubt({ id, at }: NatRule): WideDoubt {
  return { reason: `address translation ${id} may change these packets`, at: at[0] };
}

/**
 * Packets to the device itself: those that a translation of destinations could send elsewhere do not surely arrive, and
 * those to an address that it translates to may be others that were translated.
 */
function besideTranslations(
  rules: DeviceRules,
  space: PacketSpace,
  { scope, byRules, whole }: Pick<SliceOutcome, "scope" | "byRules" | "whole">,
  passage: Passage | undefined,
): Passing & Pick<SliceOutcome, "surely" | "wideDoubts"> {
  const { diagram } = space;
  const { family, sources } = scope;
  const { min, max } = domainOf(family);
  const doubts: WideDoubt[] = [];
  let { must, may } = byRules;
  for (const nat of rules.nat.destination) {
    const { ingress } = nat.match;
    if (ingress !== undefined && !ingress.includes(scope.ingress)) continue;
    const source = rules.addresses.of(nat.match.source, family).upper;
    if (nat.exempt === true || !meets(source, sources)) continue;
    const original = rules.addresses.of(nat.match.destination, family).upper;
    const target = nat.translated === undefined ? [min, max] : rules.addresses.of(nat.translated, family).upper;
    // Of translated packets the sources are not those that they are told by.
    const told = passage === undefined ? source : [min, max];
    const touched = (destinations: typeof source) =>
      diagram.and(whole, space.all([space.field("src", told), space.field("dst", destinations)]));
    const [away, here] = [touched(original), touched(target)];
    if (away === EMPTY && here === EMPTY) continue;
    must = diagram.diff(must, away);
    may = diagram.or(may, here);
    doubts.push(natDoubt(nat));
  }
  return { must, may, surely: must, wideDoubts: doubts };
}
