/** The job of `zoneproof check`: every stage, in order, once. */
import { analysePlant } from "../analyse/analysis.js";
import { Dependencies } from "../analyse/dependencies.js";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import { buildFacts } from "../facts/build-facts.js";
import type { DeviceFacts } from "../facts/device.js";
import type { MapFacts } from "../facts/map.js";
import type { PairFacts } from "../facts/pair.js";
import { loadBundle } from "../judge/bundle.js";
import { Judge, type Judged } from "../judge/judge.js";
import type { CheckResult, ReportedDevice } from "../report/result.js";
import { type Plant, resolvePlant } from "../resolve/plant.js";
import { ASSUMPTIONS } from "./assumptions.js";
import { openCache, type ResultCache } from "./cache.js";
import { type LoadRequest, loadPlant } from "./load-plant.js";

export interface CheckRequest extends LoadRequest {
  /** Of zoneproof, for the report. */
  readonly version: string;
  /** Folder of earlier results; left out: everything is found out anew. */
  readonly cache?: string;
}

export interface CheckOutcome {
  readonly result: CheckResult;
  /** Whether there is a map that could not be used; then the devices were judged without one. */
  readonly mapFailed: boolean;
}

/**
 * Reads, parses, resolves, analyses and judges.
 * @throws UsageError when what was asked for is not there.
 */
export async function check(request: CheckRequest): Promise<CheckOutcome> {
  const diagnostics = new Diagnostics();
  const [loaded, bundle] = await Promise.all([loadPlant(request, diagnostics), loadBundle()]);
  const cache = request.cache === undefined ? undefined : openCache(request.cache, request.version);
  const plant = resolvePlant(loaded.devices, loaded.map, loaded.missing);
  for (const { code, at, message, related } of plant.misfits) {
    diagnostics.add(code, at, { message, ...(related !== undefined && { related }) });
  }
  const judge = new Judge(bundle);
  const facts = analyse(plant, judge, cache);
  const all = [...facts.pairs, ...facts.devices].map(({ judged }) => judged);
  const { findings, notAssessed, catalogue } = judge.conclude(all, facts.map !== undefined);
  return {
    result: {
      version: request.version,
      inputs: loaded.inputs,
      ...(facts.map !== undefined && { map: facts.map }),
      pairs: facts.pairs.map((one) => one.facts),
      devices: facts.devices.map((one) => one.facts),
      findings,
      notAssessed,
      diagnostics: diagnostics.all(),
      catalogue,
      assumptions: facts.map === undefined ? [] : ASSUMPTIONS,
      sources: loaded.sources,
    },
    mapFailed: loaded.mapFailed,
  };
}

/** What is kept of one slice: what a report shows of its facts, and what the policies say of them. */
interface Slice<T> {
  readonly facts: T;
  readonly judged: Judged;
}

function analyse(plant: Plant, judge: Judge, cache: ResultCache | undefined) {
  const analysis = analysePlant(plant);
  const dependencies = cache && new Dependencies(plant, analysis.rules);
  return buildFacts(plant, analysis, {
    pair: (pair, build, map) => {
      const make = () => judgedPair(judge, build(), map);
      if (cache === undefined || dependencies === undefined) return make();
      return cache.recall(`pair ${dependencies.of(pair.from, pair.to)}`, make);
    },
    device: (facts) => judgedDevice(judge, facts),
  });
}

/** Rules that carry nothing undeclared are most of a large rule set, and no report shows them. */
function judgedPair(judge: Judge, facts: PairFacts, map: MapFacts): Slice<PairFacts> {
  const carriers = facts.carriers.filter(({ excess }) => excess !== undefined);
  return { facts: { ...facts, carriers }, judged: judge.pair(facts, map) };
}

function judgedDevice(judge: Judge, facts: DeviceFacts): Slice<ReportedDevice> {
  const { permits: _permits, dead_rules: _dead, empty_rules: _empty, ...others } = facts;
  const { redundant_rules: _redundant, contradictions: _contradictions, idle_objects: _idle, ...reported } = others;
  return { facts: reported, judged: judge.device(facts) };
}
