/** The job of `zoneproof tests`: connections to try on the live network. */
import { analysePlant } from "../analyse/analysis.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import { UsageError } from "../diagnostics/usage-error.js";
import { answersOf } from "../facts/build-pair.js";
import { type ConnectionTest, connectionTests } from "../facts/connection-tests.js";
import { Names } from "../facts/sets.js";
import { conduitOf } from "../facts/zones.js";
import type { AnalysedInput } from "../report/result.js";
import { resolvePlant } from "../resolve/plant.js";
import { UNMAPPED } from "../resolve/zone-space.js";
import { zonesText } from "./decision-text.js";
import { type LoadRequest, loadPlant } from "./load-plant.js";

export interface FoundTests {
  readonly tests: readonly ConnectionTest[];
  /** Pairs of zones whose sets are too entangled to choose packets. */
  readonly unmade: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly inputs: readonly AnalysedInput[];
}

/** Tests of every ordered pair of zones of the map. @throws UsageError when there is no map that can be used. */
export async function findConnectionTests(request: LoadRequest): Promise<FoundTests> {
  const diagnostics = new Diagnostics();
  const { devices, inputs, map, missing, mapFailed } = await loadPlant(request, diagnostics);
  if (map === undefined) {
    const what = mapFailed ? "the map cannot be used" : "tests need a map of zones";
    throw new UsageError(what, mapFailed ? "zoneproof check says what is wrong in it" : "add -z zones.yaml");
  }
  const { onlooker } = request;
  onlooker?.stage("placing zones");
  const plant = resolvePlant(devices, map, missing);
  onlooker?.decided(() => zonesText(plant));
  onlooker?.stage("choosing packets for pairs of zones");
  const names = new Names(plant);
  const tests: ConnectionTest[] = [];
  const unmade = new Set<string>();
  const { pairs } = analysePlant(plant);
  for (const [number, pair] of pairs.entries()) {
    onlooker?.progress(number, pairs.length);
    const { from, to } = pair;
    if (from === UNMAPPED || to === UNMAPPED) continue;
    const conduit = conduitOf(map, from, to)?.id;
    for (const answer of answersOf(pair)) {
      const found = connectionTests(plant, { from, to, ...(conduit !== undefined && { conduit }), answer }, names);
      if (found === undefined) unmade.add(`${from} -> ${to}`);
      else tests.push(...found);
    }
  }
  return { tests, unmade: [...unmade], diagnostics: diagnostics.all(), inputs };
}
