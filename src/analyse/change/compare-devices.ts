/** One device before and after a change: what its own filters let through between its interfaces, and to itself. */
import { EMPTY, type Node } from "../../packets/diagram.js";
import { everything } from "../../packets/intervals.js";
import { SharedDiagrams } from "../../packets/shared-diagrams.js";
import { PacketSpace } from "../../packets/space.js";
import { once } from "../../source/once.js";
import type { Passing } from "../fold.js";
import { dialledPassages } from "../nat/dialled.js";
import { type DeviceRules, RuleSlicer, type SliceScope } from "../rule-sets.js";
import { withoutSession } from "../sessions.js";
import { evaluateSlice, type SliceOutcome } from "../slice.js";
import type { Slicing } from "../slicing.js";
import { compareBounds, isOpening, type Shift } from "./bounds.js";
import { changedRegion } from "./changed-region.js";
import { type DecidingRule, withinBudget } from "./compare-pairs.js";
import { type Course, canTake, courseClasses } from "./interface-classes.js";

/** `start`: what can start something; `replies`: TCP with ACK or RST; `fragments`: later fragments. Apart, as people think of them. */
export type PacketClass = "start" | "replies" | "fragments";

export const PACKET_CLASSES: readonly PacketClass[] = ["start", "replies", "fragments"];

/** A shift with the rules of the device that let its packets through on the side where they pass. */
export interface DeviceShift extends Shift {
  readonly packetClass: PacketClass;
  readonly carriedBy: readonly DecidingRule[];
}

/** What changed on one course in one family; told by the ends that packets are sent with. Nodes live in `space`. */
export interface CourseChange extends Course {
  /** Other courses of which the same is true. */
  readonly alike: readonly Course[];
  readonly family: 4 | 6;
  readonly space: PacketSpace;
  readonly shifts: readonly DeviceShift[];
  /** Whether some packets are open before and after. */
  readonly isOpen: boolean;
  /** Whether comparing took too much: then anything may have changed. */
  readonly isUndecided: boolean;
}

export interface DeviceComparison {
  /** The courses on which something changed, or is open on both sides; on all others the same packets pass. */
  readonly changes: readonly CourseChange[];
  /** How many courses there are. */
  readonly courses: number;
}

/** Compares what the filters of a device let through. Where packets are routed to is not looked at. */
export function compareDevices(before: DeviceRules, after: DeviceRules): DeviceComparison {
  const diagrams = new SharedDiagrams();
  const classes = courseClasses(before.device, after.device);
  const changes = classes.flatMap(({ all, ...course }) =>
    ([4, 6] as const).flatMap((family): CourseChange[] => {
      const told = { ...course, alike: all.slice(1), family };
      const asked = { before, after, course, family };
      const found =
        withinBudget(() => compareIn(diagrams.space(family), asked)) ??
        withinBudget(() => compareIn(new PacketSpace(family), asked));
      if (found === undefined)
        return [{ ...told, space: new PacketSpace(family), shifts: [], isOpen: true, isUndecided: true }];
      return found.shifts.length === 0 && !found.isOpen ? [] : [{ ...told, ...found, isUndecided: false }];
    }),
  );
  return { changes, courses: classes.reduce((sum, { all }) => sum + all.length, 0) };
}

/** How many courses two sides of a device have. */
export function countCourses(before: DeviceRules["device"], after: DeviceRules["device"]): number {
  return courseClasses(before, after).reduce((sum, { all }) => sum + all.length, 0);
}

interface Asked {
  readonly before: DeviceRules;
  readonly after: DeviceRules;
  readonly course: Course;
  readonly family: 4 | 6;
}

function compareIn(space: PacketSpace, asked: Asked): Pick<CourseChange, "space" | "shifts" | "isOpen"> {
  const scope = regionOf(space, asked);
  if (scope === undefined) return { space, shifts: [], isOpen: false };
  const all = PACKET_CLASSES.map((packetClass) => compareClass(space, asked, scope, packetClass));
  return { space, shifts: all.flatMap(({ shifts }) => shifts), isOpen: all.some(({ isOpen }) => isOpen) };
}

/** What has to be looked at; undefined where the two sides cannot differ. */
function regionOf(space: PacketSpace, { before, after, course, family }: Asked): SliceScope | undefined {
  const all = everything(space.domain);
  const { ingress, egress } = course;
  const wide: SliceScope = { family, ingress, egress, sources: all, destinations: all };
  const [was, is] = [canTake(before.device, family, course), canTake(after.device, family, course)];
  if (!was && !is) return undefined;
  if (!was || !is) return wide;
  const region = changedRegion(space, [before, after], wide);
  return region.sources.length === 0 ? undefined : { ...wide, ...region };
}

function compareClass(
  space: PacketSpace,
  { before, after, course, family }: Asked,
  scope: SliceScope,
  packetClass: PacketClass,
): { readonly shifts: DeviceShift[]; readonly isOpen: boolean } {
  const within = packetsOf(space, packetClass);
  const on = (rules: DeviceRules): Bounds =>
    canTake(rules.device, family, course) ? boundsOn(space, rules, scope, within, packetClass) : NOTHING_PASSES;
  const [was, is] = [on(before), on(after)];
  const { shifts, open } = compareBounds(space, was, is);
  return {
    shifts: shifts.map((shift) => ({
      ...shift,
      packetClass,
      carriedBy: (isOpening(shift) ? is : was).carriedBy(shift.packets),
    })),
    isOpen: open !== EMPTY,
  };
}

/** The packets of a class, whatever their addresses. */
export function packetsOf(space: PacketSpace, packetClass: PacketClass): Node {
  const { diagram, fresh, tails, universe } = space;
  if (packetClass === "start") return fresh;
  if (packetClass === "fragments") return diagram.and(universe, tails);
  return diagram.diff(diagram.diff(universe, fresh), tails);
}

interface Bounds extends Passing {
  readonly carriedBy: (packets: Node) => DecidingRule[];
}

const NOTHING_PASSES: Bounds = { must: EMPTY, may: EMPTY, carriedBy: () => [] };

/** What of a class passes, whatever translations packets may meet. */
function boundsOn(
  space: PacketSpace,
  rules: DeviceRules,
  scope: SliceScope,
  within: Node,
  packetClass: PacketClass,
): Bounds {
  const { diagram } = space;
  const passages = scope.egress === undefined ? [] : dialledPassages(rules, scope);
  const services = new Map(rules.device.services.map((object) => [object.id, object]));
  const slicing: Slicing = {
    rules,
    slicer: new RuleSlicer(rules, space, passages.length > 0 ? space.universe : within),
    space,
    within,
    ...(packetClass === "replies" && { meet: (rule, step) => withoutSession(rule, step, services) }),
  };
  const slices =
    passages.length > 0
      ? passages.map((passage) => evaluateSlice(slicing, scope, passage))
      : [evaluateSlice(slicing, scope)];
  const may = diagram.union(slices.map((slice) => slice.may));
  const whole = diagram.union(slices.map((slice) => slice.whole));
  const lost = diagram.union(slices.map((slice) => diagram.diff(slice.whole, slice.surely)));
  const [only] = slices;
  const must = slices.length === 1 && only !== undefined ? only.must : diagram.diff(whole, lost);
  return { may, must, carriedBy: (packets) => decidingRules(space, slices, packets) };
}

/** The rules that let some of the packets through, step by step. */
function decidingRules(space: PacketSpace, slices: readonly SliceOutcome[], packets: Node): DecidingRule[] {
  const { diagram } = space;
  const found = new Map<unknown, DecidingRule>();
  for (const { device, byFilter, may } of slices) {
    const passing = once(() => diagram.and(packets, may));
    for (const { filter, permits } of byFilter) {
      for (const { rule, takes } of permits()) {
        if (found.has(rule.resolved.rule) || diagram.and(takes, passing()) === EMPTY) continue;
        const { rule: own, table } = rule.resolved;
        found.set(own, { device, rule: own, table, step: filter.name });
      }
    }
  }
  return [...found.values()];
}
