/** What is said of all slices of a run together. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { mapTogether } from "../facts/build-map.js";
import type { MapFacts } from "../facts/map.js";
import type { Told } from "../facts/told.js";
import { reportIdleExceptions, reportUnknownChecks } from "../judge/exceptions.js";
import type { Judge, Judgement } from "../judge/judge.js";
import type { Profile } from "../judge/profile.js";
import type { Plant } from "../resolve/plant.js";
import type { LoadedPlant } from "./load-plant.js";
import type { Slice } from "./slices.js";
import { reportUndecided } from "./undecided.js";

type Of<Kind extends Slice["kind"]> = Extract<Slice, { readonly kind: Kind }>;

export interface JudgedSlices {
  readonly pairs: readonly Of<"pair">[];
  readonly devices: readonly Of<"device">[];
  readonly judgement: Judgement;
}

/** Judges the map by what passes between its zones, and gathers what was said of each slice. */
export function judgeTogether(
  judge: Judge,
  slices: readonly Slice[],
  { plant, map }: { readonly plant: Plant; readonly map: MapFacts | undefined },
  diagnostics: Diagnostics,
  profile?: Profile,
): JudgedSlices {
  const devices = slices.filter((slice) => slice.kind === "device");
  const pairs = slices.filter((slice) => slice.kind === "pair");
  for (const { facts } of devices) reportUndecided(facts, diagnostics);
  const facts = pairs.map((pair) => pair.facts);
  const together = map === undefined ? [] : [judge.map(mapTogether(plant, map, facts))];
  const said = [...pairs, ...devices].map(({ judged }) => judged);
  const judgement = judge.conclude([...said, ...together], map, profile);
  const checks = judgement.catalogue.map(({ id }) => id);
  const exceptions = map?.exceptions ?? [];
  reportUnknownChecks(exceptions, checks, diagnostics);
  const disabled = new Set(profile?.disabled.map(({ check }) => check));
  const looked = new Set(checks.filter((check) => !disabled.has(check)));
  reportIdleExceptions(exceptions, judgement.findings, { looked, diagnostics });
  return { pairs, devices, judgement };
}

/** @param day `2027-01-31`; left out: dates are not judged. */
export function toldOf({ inputs }: LoadedPlant, day: string | undefined): Told {
  return { ...(day !== undefined && { day }), hashes: new Map(inputs.map(({ file, sha256 }) => [file, sha256])) };
}
