/** The job of `zoneproof explain`: everything about one ordered pair of zones. */
import { analysePlant } from "../analyse/analysis.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import { didYouMean } from "../diagnostics/nearest.js";
import { UsageError } from "../diagnostics/usage-error.js";
import { answersOf, buildPair, describersOf } from "../facts/build-pair.js";
import { type ExplanationFacts, explainPair } from "../facts/explanation.js";
import { Names } from "../facts/sets.js";
import type { ServiceExpression } from "../model/expression.js";
import { resolvePlant } from "../resolve/plant.js";
import { UNMAPPED } from "../resolve/zone-space.js";
import type { SourceFile } from "../source/source-file.js";
import type { ZoneMap } from "../zones/map.js";
import { serviceOf } from "../zones/services.js";
import { zonesText } from "./decision-text.js";
import { type LoadRequest, loadPlant } from "./load-plant.js";

export interface ExplainRequest extends LoadRequest {
  /** Ids of zones. */
  readonly from: string;
  readonly to: string;
  /** As people write services; left out: all. */
  readonly service?: string;
}

export interface Explained {
  readonly explanation: ExplanationFacts;
  readonly diagnostics: readonly Diagnostic[];
  /** Texts of the inputs by path, for code frames. */
  readonly sources: ReadonlyMap<string, SourceFile>;
}

/**
 * Answers one pair.
 * @throws UsageError when there is no usable map, it has no such zones, or the service is none.
 */
export async function explain(request: ExplainRequest): Promise<Explained> {
  const diagnostics = new Diagnostics();
  const { devices, map, missing, sources, mapFailed } = await loadPlant(request, diagnostics);
  if (map === undefined) {
    const what = mapFailed ? "the map cannot be used" : "explain needs a map of zones";
    throw new UsageError(what, mapFailed ? "zoneproof check says what is wrong in it" : "add -z zones.yaml");
  }
  request.onlooker?.stage("placing zones");
  const plant = resolvePlant(devices, map, missing);
  request.onlooker?.decided(() => zonesText(plant));
  const analysis = analysePlant(plant);
  const ids = plant.zones.map(({ zone }) => zone);
  for (const zone of [request.from, request.to]) {
    if (ids.includes(zone)) continue;
    const near = didYouMean(zone, ids);
    throw new UsageError(
      `the map has no zone "${zone}"`,
      `${near === undefined ? "" : `${near} `}known: ${ids.join(", ")}`,
    );
  }
  const pair = analysis.pairs.find(({ from, to }) => from === request.from && to === request.to);
  if (pair === undefined) {
    const isSame = request.from === request.to;
    const what = isSame ? "--from and --to are the same zone" : `no given device joins anything to "${UNMAPPED}"`;
    throw new UsageError(what, isSame ? "name two zones" : "what no zone claims lies nowhere here");
  }
  request.onlooker?.stage("asking the pair of zones");
  const answers = answersOf(pair, request.service === undefined ? undefined : readService(request.service, map));
  const [describers, names] = [describersOf(plant, analysis), new Names(plant)];
  const facts = buildPair(plant, map, pair, answers, { describers, names });
  return { explanation: explainPair(facts, answers, describers, names), diagnostics: diagnostics.all(), sources };
}

function readService(text: string, map: ZoneMap): ServiceExpression {
  const read = serviceOf(text, map.services);
  if ("service" in read) return read.service;
  throw new UsageError(`"${text}" is no known service`, `${read.help ?? ""} expected: ${read.expected}`.trim());
}
