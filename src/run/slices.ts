/** What a run is made of: each device, and each pair of zones, with what the policies say of it. Each stands by itself. */
import { analysePlant } from "../analyse/analysis.js";
import { Dependencies } from "../analyse/dependencies.js";
import { sliceFacts } from "../facts/build-facts.js";
import type { DeviceFacts } from "../facts/device.js";
import type { MapFacts } from "../facts/map.js";
import type { PairFacts } from "../facts/pair.js";
import type { Judge, Judged } from "../judge/judge.js";
import type { ReportedDevice } from "../report/result.js";
import type { Plant } from "../resolve/plant.js";
import type { ResultCache } from "./cache.js";

/** What is kept of one slice, plain JSON: what a report shows of its facts, and what the policies say of them. */
export type Slice =
  | { readonly kind: "device"; readonly facts: ReportedDevice; readonly judged: Judged }
  | { readonly kind: "pair"; readonly facts: PairFacts; readonly judged: Judged };

export interface Slices {
  /** In the order of the report, devices first; whoever makes one, it is the same. */
  readonly makers: readonly (() => Slice)[];
  /** Left out without a map: then there are no pairs. */
  readonly map?: MapFacts;
}

/** All slices of a plant. Nothing is found out before one is made. */
export function slicesOf(plant: Plant, judge: Judge, cache: ResultCache | undefined): Slices {
  const analysis = analysePlant(plant);
  const dependencies = cache && new Dependencies(plant, analysis.rules);
  const { devices, pairs, map } = sliceFacts(plant, analysis);
  const recall = (from: string, to: string, make: () => Slice) =>
    cache === undefined || dependencies === undefined
      ? make()
      : cache.recall(`pair ${dependencies.of(from, to)}`, make);
  return {
    makers: [
      ...devices.map(
        ({ build }) =>
          () =>
            judgedDevice(judge, build()),
      ),
      ...pairs.map(
        ({ pair: { from, to }, build }) =>
          () =>
            recall(from, to, () => judgedPair(judge, build(), map)),
      ),
    ],
    ...(map !== undefined && { map }),
  };
}

function judgedDevice(judge: Judge, facts: DeviceFacts): Slice {
  const { permits: _permits, dead_rules: _dead, empty_rules: _empty, ...others } = facts;
  const { redundant_rules: _redundant, contradictions: _contradictions, idle_objects: _idle, ...reported } = others;
  return { kind: "device", facts: reported, judged: judge.device(facts) };
}

/** Rules that carry nothing undeclared are most of a large rule set, and no report shows them. */
function judgedPair(judge: Judge, facts: PairFacts, map: MapFacts | undefined): Slice {
  const carriers = facts.carriers.filter(({ excess }) => excess !== undefined);
  return { kind: "pair", facts: { ...facts, carriers }, judged: judge.pair(facts, map) };
}
