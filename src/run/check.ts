/** The job of `zoneproof check`: every stage, in order, once. */
import { analysePlant } from "../analyse/analysis.js";
import { Dependencies } from "../analyse/dependencies.js";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import { buildFacts, type Facts } from "../facts/build-facts.js";
import { loadBundle } from "../judge/bundle.js";
import { judge } from "../judge/judge.js";
import type { CheckResult } from "../report/result.js";
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
  const facts = analyse(plant, cache);
  const { findings, notAssessed, catalogue } = judge(bundle, facts);
  return {
    result: {
      version: request.version,
      inputs: loaded.inputs,
      ...(facts.map !== undefined && { map: facts.map }),
      pairs: facts.pairs,
      devices: facts.devices,
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

function analyse(plant: Plant, cache: ResultCache | undefined): Facts {
  const analysis = analysePlant(plant);
  if (cache === undefined) return buildFacts(plant, analysis);
  const dependencies = new Dependencies(plant, analysis.rules);
  return buildFacts(plant, analysis, ({ from, to }, build) => cache.recall(`pair ${dependencies.of(from, to)}`, build));
}
