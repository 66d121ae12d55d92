/** What passes along a way: the slices of its hops, one after the other. */
import type { Device } from "../model/device.js";
import type { Node } from "../packets/diagram.js";
import type { PacketSpace } from "../packets/space.js";
import type { Arrival, Way } from "./paths.js";
import { DeviceRules, RuleSlicer, type SliceScope } from "./rule-sets.js";
import { evaluateSlice, type SliceOutcome } from "./slice.js";

/** A way with what passes on it: what every hop lets through. */
export interface WayOutcome {
  readonly way: Way;
  readonly hops: readonly SliceOutcome[];
  /** What the way is asked about at all. */
  readonly whole: Node;
  readonly must: Node;
  readonly may: Node;
  /** What the rules alone let through, before doubts that are wider than these. */
  readonly byRules: Node;
}

/** Evaluates ways in one space; a slice that several ways share is evaluated once. */
export class Slices {
  private readonly known = new Map<string, SliceOutcome[]>();
  private readonly slicers = new Map<Device, RuleSlicer>();

  /** @param within what every set is cut to, such as the fresh packets. */
  constructor(
    private readonly space: PacketSpace,
    private readonly rules: ReadonlyMap<Device, DeviceRules>,
    private readonly within: Node,
  ) {}

  along(way: Way): WayOutcome {
    return this.together(
      way,
      way.hops.map(({ device, scope }) => this.at(device, scope)),
    );
  }

  /** What reaches a device itself: the devices before it, then its own steps for that. */
  arriving({ entry, ...way }: Arrival, device: Device): WayOutcome {
    const before = way.hops.map((hop) => this.at(hop.device, hop.scope));
    return this.together(way, [...before, this.at(device, entry)]);
  }

  private together(way: Way, hops: readonly SliceOutcome[]): WayOutcome {
    const { diagram } = this.space;
    const all = (part: (hop: SliceOutcome) => Node): Node =>
      hops.map(part).reduce((sum, node) => diagram.and(sum, node));
    return {
      way,
      hops,
      whole: all(({ whole }) => whole),
      must: all(({ must }) => must),
      may: all(({ may }) => may),
      byRules: all(({ byRules }) => byRules.may),
    };
  }

  private at(device: Device, scope: SliceScope): SliceOutcome {
    const key = `${device.id}\n${scope.ingress}\n${scope.egress}`;
    const known = this.known.get(key) ?? [];
    this.known.set(key, known);
    const found = known.find((one) => isSameScope(one.scope, scope));
    if (found !== undefined) return found;
    const rules = this.rules.get(device) ?? new DeviceRules(device);
    const slicer = this.slicers.get(device) ?? new RuleSlicer(rules, this.space, this.within);
    this.slicers.set(device, slicer);
    const outcome = evaluateSlice(rules, slicer, this.space, scope);
    known.push(outcome);
    return outcome;
  }
}

/** Of one device and the same interfaces. */
function isSameScope(one: SliceScope, other: SliceScope): boolean {
  return isSame(one.sources, other.sources) && isSame(one.destinations, other.destinations);
}

function isSame(one: SliceScope["sources"], other: SliceScope["sources"]): boolean {
  return one === other || (one.length === other.length && one.every((value, index) => value === other[index]));
}
