/** All facts of a run, as the policies see them. */
import type { Analysis, ZonePair } from "../analyse/analysis.js";
import type { Device } from "../model/device.js";
import type { Plant } from "../resolve/plant.js";
import { buildDevice } from "./build-device.js";
import { mapFacts } from "./build-map.js";
import { answersOf, buildPair, describersOf } from "./build-pair.js";
import type { DeviceFacts } from "./device.js";
import { type ExplanationFacts, explainPair } from "./explanation.js";
import type { MapFacts } from "./map.js";
import type { PairFacts } from "./pair.js";
import { Names } from "./sets.js";
import { NOTHING_TOLD, type Told } from "./told.js";

export interface Facts {
  readonly pairs: readonly PairFacts[];
  readonly devices: readonly DeviceFacts[];
  /** Left out without a map. */
  readonly map?: MapFacts;
}

/** The slices of a run in the order of its report; every call of `build` builds anew. */
export interface FactSlices {
  readonly pairs: readonly PairSlice[];
  readonly devices: readonly { readonly device: Device; readonly build: () => DeviceFacts }[];
  /** Left out without a map: then there are no pairs. */
  readonly map?: MapFacts;
}

/** One pair. `explain` adds what passes, what is declared, and every way: for reports that show them. */
export interface PairSlice {
  readonly pair: ZonePair;
  readonly build: () => PairFacts;
  readonly explain: () => ExplanationFacts;
}

/** Builds every fact. */
export function buildFacts(plant: Plant, analysis: Analysis, told: Told = NOTHING_TOLD): Facts {
  const { devices, pairs, map } = sliceFacts(plant, analysis, told);
  return {
    pairs: pairs.map(({ build }) => build()),
    devices: devices.map(({ build }) => build()),
    ...(map === undefined ? {} : { map }),
  };
}

/** The facts of a run slice by slice: of each they are built, used and left. */
export function sliceFacts(plant: Plant, analysis: Analysis, told: Told = NOTHING_TOLD): FactSlices {
  const describers = describersOf(plant, analysis);
  const names = new Names(plant);
  const devices = plant.devices.map(({ device }) => ({
    device,
    build: () => buildDevice(plant, analysis, device, { describers, names, told }),
  }));
  const { map } = plant;
  if (map === undefined) return { pairs: [], devices };
  const pairs = analysis.pairs.map((pair) => ({
    pair,
    build: () => buildPair(plant, map, pair, answersOf(pair), { describers, names, day: told.day }),
    explain: () => {
      const answers = answersOf(pair);
      const facts = buildPair(plant, map, pair, answers, { describers, names, day: told.day });
      return explainPair(facts, answers, describers, names);
    },
  }));
  return { pairs, devices, map: mapFacts(plant, map, told) };
}
