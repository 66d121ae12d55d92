/** One side of a change through all stages. */

import { type Analysis, analysePlant } from "../../analyse/analysis.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { type Describers, describersOf } from "../../facts/build-pair.js";
import type { PairFacts } from "../../facts/pair.js";
import type { Bundle } from "../../judge/bundle.js";
import type { Finding } from "../../judge/finding.js";
import { Judge } from "../../judge/judge.js";
import type { DiffSide } from "../../report/diff/result.js";
import type { JudgingSettings } from "../../report/result.js";
import { type Plant, resolvePlant } from "../../resolve/plant.js";
import { zonesText } from "../decision-text.js";
import { judgeTogether, toldOf } from "../judged.js";
import type { LoadedPlant } from "../load-plant.js";
import type { LookedOnAt } from "../onlooker.js";
import { reportMisfits } from "../report-misfits.js";
import { makeAll, slicesOf } from "../slices.js";

export type Sides<T> = Readonly<Record<"before" | "after", T>>;

/** What judges a side. */
export interface Judging {
  readonly bundle: Bundle;
  readonly settings: JudgingSettings;
}

/** What was read of a side. */
export interface LoadedSide {
  readonly label: string;
  readonly paths: readonly string[];
  readonly loaded: LoadedPlant;
  readonly diagnostics: Diagnostics;
}

/** A side with all that is said of it. */
export interface AnalysedSide {
  readonly plant: Plant;
  readonly analysis: Analysis;
  readonly describers: Describers;
  readonly pairs: readonly PairFacts[];
  readonly findings: readonly Finding[];
  readonly told: DiffSide;
}

/** @param day for which dates are judged; left out: they are not. */
export function analyseSide(
  side: LoadedSide,
  { bundle, settings }: Judging,
  { day, onlooker }: { readonly day?: string } & LookedOnAt,
): AnalysedSide {
  const { loaded, diagnostics } = side;
  onlooker?.stage("placing zones");
  const plant = resolvePlant(loaded.devices, loaded.map, loaded.missing);
  reportMisfits(plant, diagnostics);
  onlooker?.decided(() => zonesText(plant));
  onlooker?.stage("asking devices and pairs of zones");
  const judge = new Judge(bundle);
  const { map, ...parts } = slicesOf(plant, judge, { told: toldOf(loaded, day) });
  const slices = makeAll(parts, onlooker);
  onlooker?.stage("judging");
  const { pairs, judgement } = judgeTogether(judge, slices, { plant, map }, diagnostics, settings.profile);
  const analysis = analysePlant(plant);
  return {
    plant,
    analysis,
    describers: describersOf(plant, analysis),
    pairs: pairs.map(({ facts }) => facts),
    findings: judgement.findings,
    told: toldOfSide(side, settings),
  };
}

/** What is told of a side beside what it does. */
export function toldOfSide({ label, loaded, diagnostics }: LoadedSide, settings: JudgingSettings): DiffSide {
  const { inputs, missing, sources } = loaded;
  return { label, inputs, diagnostics: diagnostics.all(), missing, settings, sources };
}
