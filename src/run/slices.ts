/** What a run is made of: each device, and each pair of zones, with what the policies say of it. Each stands by itself. */
import { analysePlant } from "../analyse/analysis.js";
import { Dependencies } from "../analyse/dependencies.js";
import { sliceFacts } from "../facts/build-facts.js";
import { demandDates } from "../facts/demands.js";
import type { DeviceFacts } from "../facts/device.js";
import type { ExplanationFacts } from "../facts/explanation.js";
import type { MapFacts } from "../facts/map.js";
import type { PairFacts } from "../facts/pair.js";
import { NOTHING_TOLD, type Told } from "../facts/told.js";
import type { Judge, Judged } from "../judge/judge.js";
import type { PairSets, ReportedDevice } from "../report/result.js";
import type { Plant } from "../resolve/plant.js";
import type { ResultCache } from "./cache.js";
import type { Onlooker } from "./onlooker.js";

/** What is kept of one slice, plain JSON: what a report shows of its facts, and what the policies say of them. */
export type Slice =
  | { readonly kind: "device"; readonly facts: ReportedDevice; readonly judged: Judged }
  | { readonly kind: "pair"; readonly facts: PairFacts; readonly judged: Judged; readonly sets?: PairSets };

/** Finds out the facts of a slice, and has them judged. What it gives waits for what is said of them. */
export type Maker = () => () => Slice;

/** Slices that several threads may share. */
export interface Divided {
  /** In the order of the report, devices first; whoever makes one, it is the same. */
  readonly makers: readonly Maker[];
  /**
   * The numbers of makers, in parts that are best made by one thread, one after the other: pairs with the same target find out
   * most of their ways together.
   */
  readonly parts: readonly (readonly number[])[];
}

export interface Slices extends Divided {
  /** Left out without a map: then there are no pairs. */
  readonly map?: MapFacts;
}

export interface SliceOptions {
  readonly cache?: ResultCache;
  /** Whether the slices of pairs hold what passes and every way. */
  readonly sets?: boolean;
  /** What is told beside configurations and map. */
  readonly told?: Told;
}

/** All slices of a plant. Nothing is found out before one is made. */
export function slicesOf(
  plant: Plant,
  judge: Judge,
  { cache, sets = false, told = NOTHING_TOLD }: SliceOptions = {},
): Slices {
  const analysis = analysePlant(plant, (device, table, find) => {
    if (cache === undefined || dependencies === undefined) return find();
    // What was cut short may be found out by a run that asked for less before.
    return cache.recall(`table ${dependencies.ofTable(device, table)}`, find, ({ isCutShort }) => !isCutShort);
  });
  const dependencies = cache && new Dependencies(plant, analysis.rules);
  const { devices, pairs, map } = sliceFacts(plant, analysis, told);
  // Of pairs nothing depends on the day but what is demanded of their rules.
  const day = plant.map !== undefined && demandDates(plant.map) ? `on ${told.day ?? "no day"} ` : "";
  const recall = (from: string, to: string, make: Maker) => {
    if (cache === undefined || dependencies === undefined) return make();
    const slice = cache.recall(`pair ${day}${sets ? "with sets " : ""}${dependencies.of(from, to)}`, () => make()());
    return () => slice;
  };
  return {
    makers: [
      ...devices.map(
        ({ build }) =>
          () =>
            judgedDevice(judge, build()),
      ),
      ...pairs.map(
        ({ pair: { from, to }, build, explain }) =>
          () =>
            recall(from, to, () => (sets ? explainedPair(judge, explain(), map) : judgedPair(judge, build(), map))),
      ),
    ],
    parts: [
      ...devices.map((_, number) => [number]),
      ...byTarget(
        pairs.map(({ pair }) => pair.to),
        devices.length,
      ),
    ],
    ...(map !== undefined && { map }),
  };
}

function byTarget(targets: readonly string[], first: number): number[][] {
  const parts = new Map<string, number[]>();
  for (const [index, to] of targets.entries()) {
    const part = parts.get(to) ?? [];
    part.push(first + index);
    parts.set(to, part);
  }
  return [...parts.values()];
}

/** How many slices may wait for what is said of them: what they are made of is in memory until then. */
const MOST_WAITING = 32;

/** Makes all of them, one after the other. */
export function makeAll({ makers, parts }: Divided, onlooker?: Onlooker): Slice[] {
  const waiting: (readonly [number, () => Slice])[] = [];
  const made = new Map<number, Slice>();
  for (const [count, number] of parts.flat().entries()) {
    onlooker?.progress(count, makers.length);
    const make = makers[number];
    if (make !== undefined) waiting.push([number, make()]);
    const [first, said] = (waiting.length > MOST_WAITING ? waiting.shift() : undefined) ?? [];
    if (first !== undefined && said !== undefined) made.set(first, said());
  }
  for (const [number, said] of waiting) made.set(number, said());
  return makers.map((make, number) => made.get(number) ?? make()());
}

function judgedDevice(judge: Judge, facts: DeviceFacts): () => Slice {
  const { permits: _permits, dead_rules: _dead, empty_rules: _empty, ...others } = facts;
  const { redundant_rules: _redundant, contradictions: _contradictions, idle_objects: _idle, ...reported } = others;
  const judged = judge.device(facts);
  return () => ({ kind: "device", facts: reported, judged: judged() });
}

/** Rules that carry nothing undeclared are most of a large rule set, and no report shows them. */
function judgedPair(judge: Judge, facts: PairFacts, map: MapFacts | undefined, sets?: PairSets): () => Slice {
  const judged = judge.pair(facts, map);
  const carriers = facts.carriers.filter(({ excess }) => excess !== undefined);
  return () => {
    const slice = { kind: "pair", facts: { ...facts, carriers }, judged: judged() } as const;
    return sets === undefined ? slice : { ...slice, sets };
  };
}

function explainedPair(judge: Judge, { pair, ...sets }: ExplanationFacts, map: MapFacts | undefined): () => Slice {
  return judgedPair(judge, pair, map, sets);
}
