/** One slice: packets between two interfaces of one device, through every step that applies. */
import type { Device, Doubt, Interface, NatRule } from "../model/device.js";
import type { Filter, FilterStep, InterfaceId } from "../model/rule.js";
import { EMPTY, FULL, type Node } from "../packets/diagram.js";
import { meets } from "../packets/intervals.js";
import type { PacketSpace } from "../packets/space.js";
import { domainOf } from "../resolve/address-bounds.js";
import { passingAnywhere } from "./anywhere.js";
import { filtersOf } from "./filters.js";
import { type Passing, type PassingByRule, passing } from "./fold.js";
import { portChange } from "./nat/changes.js";
import { type Passage, type Stage, type Taken, takenBy } from "./nat/choices.js";
import { isPlainView, keepsPorts, Teller } from "./nat/header-view.js";
import { withPorts } from "./nat/service-view.js";
import { type ToldChanges, toldChanges } from "./nat/told-changes.js";
import type { SlicedRule, SliceScope } from "./rule-sets.js";
import type { Slicing } from "./slicing.js";

/** What one filter does with a slice. */
export interface FilterOutcome extends PassingByRule {
  readonly filter: Filter;
  readonly rules: readonly SlicedRule[];
}

/** What one step does with it: what one of its filters lets pass may pass, what all of them do surely does. */
interface StepOutcome extends Passing {
  readonly step: FilterStep;
  readonly filters: readonly FilterOutcome[];
}

/** What a device does with a slice. All but the first three is found when somebody asks. */
export interface SliceOutcome extends Passing {
  readonly device: Device;
  readonly scope: SliceScope;
  /** The steps that apply. */
  readonly steps: readonly FilterStep[];
  /** Whether it shows by the addresses of its rules alone that it lets nothing pass. */
  readonly isClosed: boolean;
  /** Whether packets are looked at that a translation may change: what a rule takes may then be more than the slice. */
  readonly isTranslated: boolean;
  /** What of the slice may meet the translations that were chosen. */
  readonly whole: Node;
  /** What of that surely passes if it meets these. */
  readonly surely: Node;
  readonly byFilter: readonly FilterOutcome[];
  /** What the rules alone say, before doubts about interfaces or the device. */
  readonly byRules: Passing;
  /** Doubts that are wider than a rule, by what they concern. */
  readonly wideDoubts: readonly WideDoubt[];
  /** What its translations make of some of the packets that pass. */
  readonly changes: (packets: Node) => ToldChanges;
}

/** `surely`: what surely passes if it meets the translations that were chosen. */
interface Surely extends Passing {
  readonly surely: Node;
}

export interface WideDoubt {
  readonly reason: string;
  readonly at: Device["at"];
}

/**
 * What passes. Rules see fresh packets only; the slicer decides what is looked at.
 * @param passage which translations the packets take; left out: none of the device concerns them.
 */
export function evaluateSlice(slicing: Slicing, scope: SliceScope, passage?: Passage): SliceOutcome {
  return new EvaluatedSlice(slicing, scope, passage);
}

const NOTHING_PASSES = { must: EMPTY, may: EMPTY, surely: EMPTY };

/**
 * Three in four slices of a plant let nothing pass, and of most of these that shows by the addresses of the rules alone:
 * what their steps do in detail is asked of a few of them.
 */
class EvaluatedSlice implements SliceOutcome {
  readonly device: Device;
  readonly steps: readonly FilterStep[];
  private readonly wide: readonly WideDoubt[];
  // Left out: nobody asked yet. There are thousands of slices, and of most little is asked.
  private knownSteps: readonly StepOutcome[] | undefined;
  private knownInto: Taken | undefined;
  private knownShut: boolean | undefined;
  private knownByRules: Surely | undefined;
  private knownPassing: (Surely & { readonly wideDoubts?: readonly WideDoubt[] }) | undefined;
  private knownWhole: Node | undefined;

  constructor(
    private readonly slicing: Slicing,
    readonly scope: SliceScope,
    private readonly passage: Passage | undefined,
  ) {
    const { device } = slicing.rules;
    this.device = device;
    this.steps = (scope.egress === undefined ? device.toDevice : device.forwarding).filter((step) =>
      applies(step, scope),
    );
    this.wide = device.doubts.length === 0 ? [] : wideDoubts(device, scope);
  }

  get isClosed() {
    return this.wide.length === 0 && this.scope.egress !== undefined && this.isShut();
  }

  get isTranslated() {
    return this.passage !== undefined;
  }

  get byFilter() {
    return this.allSteps().flatMap(({ filters }) => filters);
  }

  get byRules() {
    this.knownByRules ??= this.byItsRules();
    return this.knownByRules;
  }

  get must() {
    return this.passing().must;
  }

  get may() {
    return this.passing().may;
  }

  get surely() {
    return this.passing().surely;
  }

  get whole() {
    this.knownWhole ??= this.everything();
    return this.knownWhole;
  }

  get wideDoubts() {
    return [...(this.passing().wideDoubts ?? this.into()?.open.map(natDoubt) ?? []), ...this.openChoices()];
  }

  changes(packets: Node): ToldChanges {
    return toldChanges(this.slicing, this.scope, this.passage, packets);
  }

  private allSteps(): readonly StepOutcome[] {
    this.knownSteps ??= this.steps.map((step) => evaluateStep(this.slicing, step, this.scope, this.passage));
    return this.knownSteps;
  }

  private into(): Taken | undefined {
    if (this.passage !== undefined) this.knownInto ??= takenBy(this.slicing, this.passage);
    return this.knownInto;
  }

  private isShut(): boolean {
    this.knownShut ??= this.hasShutStep();
    return this.knownShut;
  }

  private passing() {
    this.knownPassing ??= this.whatPasses();
    return this.knownPassing;
  }

  /** Why it is not known which filter of a step decides, where that makes a difference. */
  private openChoices(): WideDoubt[] {
    const open = this.steps.some(({ instead }) => instead)
      ? this.allSteps().filter(({ must, may }) => must !== may)
      : [];
    const ids = new Set(open.map(({ step }) => step.instead?.doubt));
    return this.device.doubts.filter(({ id }) => ids.has(id));
  }

  private byItsRules(): Surely {
    if (this.isShut()) return NOTHING_PASSES;
    const { diagram } = this.slicing.space;
    const into = this.into();
    const anywhere = this.anywhere();
    if (anywhere !== undefined) {
      const may = diagram.and(anywhere.may, this.whole);
      const must = anywhere.must === anywhere.may ? may : diagram.and(anywhere.must, this.whole);
      return { may, must, surely: must };
    }
    const { must: surely, may } = this.through(this.allSteps(), into?.may ?? this.slicing.slicer.whole(this.scope));
    return { surely, must: into === undefined ? surely : diagram.and(surely, into.must), may };
  }

  /** What passes whatever the addresses, where no translation has to be looked at. */
  private anywhere(): Passing | undefined {
    const { slicing, scope, steps } = this;
    if (this.passage !== undefined || slicing.meet !== undefined) return undefined;
    return passingAnywhere(slicing, scope, steps, (wide) =>
      this.through(
        steps.map((step) => evaluateStep(slicing, step, wide, undefined)),
        slicing.slicer.whole(wide),
      ),
    );
  }

  private through(steps: readonly Passing[], whole: Node): Passing {
    const { diagram } = this.slicing.space;
    const all = (side: (step: Passing) => Node) => steps.reduce((left, step) => diagram.and(left, side(step)), whole);
    return { must: all(({ must }) => must), may: all(({ may }) => may) };
  }

  /** Whether some step has no rule that permits, or may, any packet of these addresses. */
  private hasShutStep(): boolean {
    const { slicing, passage, scope } = this;
    if (slicing.meet !== undefined) return false;
    return this.steps.some((step) => {
      const here = passage?.[step.sees ?? "forwarded"].scope ?? scope;
      return !slicing.rules.mayPermit(step, here, translating(step, passage));
    });
  }

  private whatPasses(): Surely & { readonly wideDoubts?: readonly WideDoubt[] } {
    const { scope, passage, slicing, wide } = this;
    if (wide.length > 0) return { must: EMPTY, surely: EMPTY, may: this.whole, wideDoubts: wide };
    if (scope.egress !== undefined) return this.byRules;
    return besideTranslations(slicing, this, passage);
  }

  private everything(): Node {
    const { scope, passage, slicing, wide } = this;
    if (passage === undefined) return slicing.slicer.whole(scope);
    // What a device does not say may concern translations too: what is known of these takes nothing away.
    if (wide.length > 0) return new Teller(slicing.space, passage.forwarded.view, slicing.within).whole();
    return this.into()?.may ?? EMPTY;
  }
}

/** Whether a packet of the slice meets a step. */
export function applies(step: FilterStep, scope: SliceScope): boolean {
  if (step.family !== undefined && step.family !== scope.family) return false;
  if (step.ingress !== undefined && !step.ingress.includes(scope.ingress)) return false;
  return step.egress === undefined || (scope.egress !== undefined && step.egress.includes(scope.egress));
}

const NOTHING_DID: readonly NatRule[] = [];

/** What translated the destination of packets before they meet a step. */
function translating(step: FilterStep, passage: Passage | undefined): readonly NatRule[] {
  return step.sees === "incoming" ? NOTHING_DID : (passage?.destination ?? NOTHING_DID);
}

function evaluateStep(
  slicing: Slicing,
  step: FilterStep,
  scope: SliceScope,
  passage: Passage | undefined,
): StepOutcome {
  const { rules, slicer, space, within, meet } = slicing;
  const stage: Stage | undefined = passage?.[step.sees ?? "forwarded"];
  const translated = translating(step, passage);
  const here = stage?.scope ?? scope;
  const teller = stage === undefined || isPlainView(stage.view) ? undefined : new Teller(space, stage.view, within);
  const filters = filtersOf(step).map((filter): FilterOutcome => {
    const sliced = rules.ofFilter(filter, here, translated).map((rule) => {
      const cut = slicer.cut(rule, here);
      const told = teller === undefined ? cut : teller.rule(cut);
      return meet === undefined ? told : meet(told, step);
    });
    return { filter, rules: sliced, ...passing(space, sliced) };
  });
  return { step, filters, ...eitherOf(space, filters) };
}

function eitherOf({ diagram }: PacketSpace, [first, ...others]: readonly Passing[]): Passing {
  return others.reduce(
    (left, { must, may }) => ({ must: diagram.and(left.must, must), may: diagram.or(left.may, may) }),
    { must: first?.must ?? EMPTY, may: first?.may ?? EMPTY },
  );
}

/** Doubts about the device as a whole or about one of the two interfaces: there everything may pass and nothing must. */
function wideDoubts(device: Device, { ingress, egress }: SliceScope): WideDoubt[] {
  const sides = egress === undefined ? [ingress] : [ingress, egress];
  return device.doubts.filter((doubt) => isWide(doubt, sides));
}

/** Why hosts on the segment of an interface may be kept apart there, or joined where its filters would not. */
export function segmentDoubts(device: Device, { id, stateDoubt }: Interface): readonly WideDoubt[] {
  return device.doubts.filter(
    (doubt) =>
      doubt.id === stateDoubt ||
      isWide(doubt, [id]) ||
      (doubt.scope === "segments" && (doubt.interfaces?.includes(id) ?? true)),
  );
}

/** Whether what passes these interfaces of a device is in doubt, whatever the rules say. */
export function hasWideDoubt(device: Device, interfaces: readonly InterfaceId[]): boolean {
  return device.doubts.some((doubt) => isWide(doubt, interfaces));
}

function isWide(doubt: Doubt, interfaces: readonly InterfaceId[]): boolean {
  if (doubt.scope === "device") return true;
  return doubt.scope === "interfaces" && interfaces.some((id) => doubt.interfaces?.includes(id) ?? true);
}

function natDoubt({ id, exempt, at }: NatRule): WideDoubt {
  const what = exempt === true ? "keep these packets from being translated" : "change these packets";
  return { reason: `address translation ${id} may ${what}`, at: at[0] };
}

/**
 * Packets to the device itself: those that a translation of destinations could send elsewhere do not surely arrive, and
 * those to an address that it translates to may be others that were translated.
 */
function besideTranslations(
  slicing: Slicing,
  { scope, byRules, whole }: Pick<SliceOutcome, "scope" | "byRules" | "whole">,
  passage: Passage | undefined,
): Passing & Pick<SliceOutcome, "surely" | "wideDoubts"> {
  const { rules, space } = slicing;
  const { diagram } = space;
  const { family, sources } = scope;
  const { min, max } = domainOf(family);
  const doubts: WideDoubt[] = [];
  let { must, may } = byRules;
  let exempt = EMPTY;
  for (const nat of rules.nat.destination) {
    const { ingress } = nat.match;
    if (ingress !== undefined && !ingress.includes(scope.ingress)) continue;
    const source = rules.addresses.of(nat.match.source, family).upper;
    if (!meets(source, sources)) continue;
    if (nat.exempt === true) {
      // Of translated packets it is not told what they come in with.
      if (passage === undefined) exempt = diagram.or(exempt, surelyMet(slicing, nat, family));
      continue;
    }
    const original = rules.addresses.of(nat.match.destination, family).upper;
    const target = nat.translated === undefined ? [min, max] : rules.addresses.of(nat.translated, family).upper;
    // Of translated packets the sources are not those that they are told by.
    const told = passage === undefined ? source : [min, max];
    const services = touchedServices(slicing, nat, passage);
    const touched = (destinations: typeof source, service: Node) =>
      diagram.and(whole, diagram.product({ sources: told, destinations, service }));
    const away = diagram.diff(touched(original, services.before), exempt);
    const here = touched(target, services.behind);
    if (away === EMPTY && here === EMPTY) continue;
    must = diagram.diff(must, away);
    may = diagram.or(may, here);
    doubts.push(natDoubt(nat));
  }
  return { must, may, surely: must, wideDoubts: doubts };
}

/** What an entry surely takes of packets to the device itself. A non-initial fragment goes where its first one goes. */
function surelyMet({ rules, space }: Slicing, { match }: NatRule, family: 4 | 6): Node {
  if (match.egress !== undefined) return EMPTY; // which way it would leave is not told
  const { diagram } = space;
  return diagram.product({
    sources: rules.addresses.of(match.source, family).lower,
    destinations: rules.addresses.of(match.destination, family).lower,
    service: diagram.diff(rules.servicesIn(space).of(match.service).lower, space.tails),
  });
}

/**
 * Services that a translation of destinations may take, and those that packets which it took may have. Non-initial fragments have no
 * ports: they go where their first one goes.
 */
function touchedServices(
  { rules, space }: Slicing,
  nat: NatRule,
  passage: Passage | undefined,
): { readonly before: Node; readonly behind: Node } {
  const { diagram } = space;
  // What they are told by is not what they come in with.
  if (passage !== undefined && !keepsPorts(passage.incoming.view)) return { before: FULL, behind: FULL };
  const before = diagram.or(rules.servicesIn(space).of(nat.match.service).upper, space.tails);
  const change = portChange(nat);
  if (change === undefined) return { before, behind: before };
  const { protocols, to } = change;
  const moved = protocols.map((protocol) => space.ports(protocol, to, [0, 65_535], FULL));
  const { others } = withPorts(space, before, protocols);
  return { before, behind: diagram.union([others, ...moved]) };
}
