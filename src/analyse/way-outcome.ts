/** What passes along a way: the slices of its hops, one after the other. */
import type { Device } from "../model/device.js";
import { EMPTY, FULL, type Node } from "../packets/diagram.js";
import type { PacketSpace } from "../packets/space.js";
import { once } from "../source/once.js";
import { type Passage, passageKey } from "./nat/choices.js";
import { keepsPorts } from "./nat/header-view.js";
import { DeviceRules, RuleSlicer, type SliceScope } from "./rule-sets.js";
import { evaluateSlice, type SliceOutcome } from "./slice.js";
import type { Slicing } from "./slicing.js";
import { type Refusal, refusalsOn } from "./strangers.js";
import type { Arrival, Hop, Lost, Way } from "./way.js";

/** A way with what passes on it: what every hop lets through. */
export interface WayOutcome {
  readonly way: Way;
  readonly hops: readonly SliceOutcome[];
  /** What the way is asked about at all. */
  readonly whole: () => Node;
  readonly must: Node;
  readonly may: Node;
  /** What the rules alone let through, before doubts that are wider than these. */
  readonly byRules: Node;
  /** Where devices may refuse some of it for its source: that does not surely pass. */
  readonly refusals: readonly Refusal[];
}

/** A way by itself: `surely`, what surely passes if it meets the translations of the way. */
interface Along {
  readonly outcome: WayOutcome;
  readonly surely: Node;
}

/** One device of a way, or the device itself that packets are for. */
type Point = Omit<Hop, "scope"> & { readonly scope: SliceScope };

/** Evaluates ways in one space; a slice that several ways share is evaluated once. */
export class Slices {
  private readonly known = new Map<string, SliceOutcome[]>();
  private readonly knownTranslated = new Map<string, SliceOutcome>();
  private readonly asks = once(() =>
    this.space.diagram.isWithin(this.within, this.space.fresh) ? "what starts" : "everything",
  );
  private readonly slicers = { plain: new Map<Device, RuleSlicer>(), translated: new Map<Device, RuleSlicer>() };

  /** @param within what every set is cut to, such as the fresh packets. */
  constructor(
    private readonly space: PacketSpace,
    private readonly rules: ReadonlyMap<Device, DeviceRules>,
    private readonly within: Node,
  ) {}

  /** Ways with what passes on them; those that no packet goes are left out where only a translation leads there. */
  along(ways: readonly Way[]): WayOutcome[] {
    const all = ways.map((way) => this.one(way));
    const courses = new Map<string, Along[]>();
    for (const one of all) {
      const { course } = one.outcome.way;
      if (course !== undefined) courses.set(course, [...(courses.get(course) ?? []), one]);
    }
    const isThere = ({ way, whole }: WayOutcome) =>
      (way.dialled === undefined && way.course === undefined) || whole() !== EMPTY;
    return all.map((one) => this.agreed(one, courses.get(one.outcome.way.course ?? "") ?? [])).filter(isThere);
  }

  /** What surely passes whatever translates the source: some of the same course may lose what another brings there. */
  private agreed({ outcome }: Along, course: readonly Along[]): WayOutcome {
    const { diagram } = this.space;
    const { way, whole } = outcome;
    // What is dialled may lead elsewhere, or go another way: nothing says that it surely arrives.
    if (way.dialled === "spread" || (way.dialled !== undefined && way.uncertain)) return { ...outcome, must: EMPTY };
    if (course.length < 2) return outcome;
    const must = diagram.union(course.map((one) => one.outcome.must));
    const fails = course.map(({ outcome: { whole: all }, surely }) => diagram.diff(all(), surely));
    return { ...outcome, must: diagram.and(diagram.diff(must, diagram.union(fails)), whole()) };
  }

  /** What reaches a device itself: the devices before it, then its own steps for that. */
  arriving(way: Arrival, device: Device): WayOutcome {
    const { entry, passage } = way;
    const last = passage === undefined ? { device, scope: entry } : { device, scope: entry, passage };
    const { outcome } = this.one(way, [...way.hops, last]);
    // What else may translate its source is told of by other arrivals, and may lose it.
    const isDialledOnly = way.dialled === "spread" || (way.dialled !== undefined && way.uncertain);
    const isSure = way.course === undefined && !isDialledOnly;
    return isSure ? outcome : { ...outcome, must: EMPTY };
  }

  private one(way: Way, hopsOf: readonly Point[] = way.hops): Along {
    const { diagram } = this.space;
    const hops = hopsOf.map((hop) => this.at(hop));
    const all = (part: (hop: SliceOutcome) => Node): Node => {
      let left = FULL;
      for (const hop of hops) {
        left = diagram.and(left, part(hop));
        if (left === EMPTY) break;
      }
      return left;
    };
    // That a hop is closed shows at once, and what passes the others is then asked of none: they take most of the time.
    const may = hops.some((hop) => hop.isClosed) ? EMPTY : all((hop) => hop.may);
    const refusals = may === EMPTY ? [] : refusalsOn(way, hopsOf);
    const from = ({ sources }: Refusal) => this.space.field("src", sources);
    const refused = diagram.union(refusals.map(from));
    const must =
      may === EMPTY
        ? EMPTY
        : diagram.diff(
            all((hop) => hop.must),
            refused,
          );
    const byRules = () => (hops.every((hop) => hop.may === hop.byRules.may) ? may : all((hop) => hop.byRules.may));
    const outcome = {
      way,
      hops,
      whole: once(() => all(({ whole }) => whole)),
      must,
      may,
      byRules: may === EMPTY ? EMPTY : byRules(),
      refusals: refusals.filter((one) => diagram.and(may, from(one)) !== EMPTY),
    };
    const surely = () =>
      diagram.diff(
        all((hop) => hop.surely),
        refused,
      );
    return { outcome, surely: hopsOf.some(({ passage }) => passage) ? surely() : must };
  }

  private at({ device, scope, passage }: Point): SliceOutcome {
    if (passage !== undefined) return this.translated(device, scope, passage);
    const key = `${device.id}\n${scope.ingress}\n${scope.egress}`;
    const known = this.known.get(key) ?? [];
    this.known.set(key, known);
    const found = known.find((one) => isSameScope(one.scope, scope));
    if (found !== undefined) return found;
    const outcome = evaluateSlice(this.slicing(device, "plain"), scope);
    known.push(outcome);
    return outcome;
  }

  private translated(device: Device, scope: SliceScope, passage: Passage): SliceOutcome {
    const key = `${device.id}\n${scope.ingress}\n${scope.egress ?? ""}\n${passageKey(passage)}`;
    const found =
      this.knownTranslated.get(key) ?? evaluateSlice(this.slicing(device, portsOf(passage)), scope, passage);
    this.knownTranslated.set(key, found);
    return found;
  }

  /** Of translated packets rules see other ports than those they are told by: these are cut to once they are told. */
  private slicing(device: Device, packets: "plain" | "translated"): Slicing {
    const rules = this.rules.get(device) ?? new DeviceRules(device);
    const slicers = this.slicers[packets];
    const within = packets === "plain" ? this.within : this.space.universe;
    const slicer = slicers.get(device) ?? new RuleSlicer(rules, this.space, within, this.asks());
    slicers.set(device, slicer);
    return { rules, slicer, space: this.space, within: this.within };
  }
}

function portsOf({ incoming, forwarded, leaving }: Passage): "plain" | "translated" {
  return [incoming, forwarded, leaving].every(({ view }) => keepsPorts(view)) ? "plain" : "translated";
}

/** Of one device and the same interfaces. */
function isSameScope(one: SliceScope, other: SliceScope): boolean {
  return isSame(one.sources, other.sources) && isSame(one.destinations, other.destinations);
}

function isSame(one: SliceScope["sources"], other: SliceScope["sources"]): boolean {
  return one === other || (one.length === other.length && one.every((value, index) => value === other[index]));
}

/**
 * What passes by the direct ways. By a way that may not be the one taken, only what every other one brings there as well.
 * @param asked of such ways; left out: everything.
 */
export function surelyPasses(
  space: PacketSpace,
  outcomes: readonly WayOutcome[],
  lost: readonly Lost[],
  asked: Node = FULL,
): Node {
  const { diagram } = space;
  const direct = outcomes.filter(({ way }) => way.direct);
  const sure = (uncertain: boolean) =>
    diagram.union(direct.filter(({ way }) => way.uncertain === uncertain).map(({ must }) => must));
  if (!direct.some(({ way }) => way.uncertain)) return sure(false);
  const stopped = outcomes.map(({ whole, must }) => diagram.diff(whole(), must));
  const nowhere = lost.map(({ sources, destinations }) =>
    diagram.and(space.field("src", sources), space.field("dst", destinations)),
  );
  const everywhere = diagram.diff(sure(true), diagram.union([...stopped, ...nowhere]));
  return diagram.or(sure(false), diagram.and(everywhere, asked));
}

/** Those that routes lead, where there are such. */
export function takenOf(outcomes: readonly WayOutcome[]): readonly WayOutcome[] {
  const direct = outcomes.filter(({ way }) => way.direct);
  return direct.length > 0 ? direct : outcomes;
}
