/** The job of `zoneproof explain`: everything about one ordered pair of zones. */
import { analysePlant } from "../analyse/analysis.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import { didYouMean } from "../diagnostics/nearest.js";
import { UsageError } from "../diagnostics/usage-error.js";
import { buildPair, describersOf } from "../facts/build-pair.js";
import type { PairFacts } from "../facts/pair.js";
import { Names } from "../facts/sets.js";
import { resolvePlant } from "../resolve/plant.js";
import type { SourceFile } from "../source/source-file.js";
import { type LoadRequest, loadPlant } from "./load-plant.js";

export interface ExplainRequest extends LoadRequest {
  /** Ids of zones. */
  readonly from: string;
  readonly to: string;
}

export interface Explained {
  readonly pair: PairFacts;
  readonly diagnostics: readonly Diagnostic[];
  /** Texts of the inputs by path, for code frames. */
  readonly sources: ReadonlyMap<string, SourceFile>;
}

/**
 * Answers one pair.
 * @throws UsageError when there is no usable map, or it has no such zones.
 */
export async function explain(request: ExplainRequest): Promise<Explained> {
  const diagnostics = new Diagnostics();
  const { devices, map, missing, sources, mapFailed } = await loadPlant(request, diagnostics);
  if (map === undefined) {
    const what = mapFailed ? "the map cannot be used" : "explain needs a map of zones";
    throw new UsageError(what, mapFailed ? "zoneproof check says what is wrong in it" : "add -z zones.yaml");
  }
  const plant = resolvePlant(devices, map, missing);
  const analysis = analysePlant(plant, { dead: false });
  const ids = [...new Set(analysis.pairs.flatMap(({ from, to }) => [from, to]))];
  for (const zone of [request.from, request.to]) {
    if (ids.includes(zone)) continue;
    const near = didYouMean(zone, ids);
    throw new UsageError(
      `the map has no zone "${zone}"`,
      `${near === undefined ? "" : `${near} `}known: ${ids.join(", ")}`,
    );
  }
  const pair = analysis.pairs.find(({ from, to }) => from === request.from && to === request.to);
  if (pair === undefined) throw new UsageError("--from and --to are the same zone", "name two zones");
  const facts = buildPair(plant, map, pair, describersOf(plant, analysis), new Names(plant));
  return { pair: facts, diagnostics: diagnostics.all(), sources };
}
