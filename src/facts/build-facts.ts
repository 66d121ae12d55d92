/** All facts of a run, as the policies see them. */
import type { Analysis, ZonePair } from "../analyse/analysis.js";
import type { Plant } from "../resolve/plant.js";
import type { ZoneMap } from "../zones/map.js";
import { buildDevice } from "./build-device.js";
import { answersOf, buildPair, describersOf } from "./build-pair.js";
import { locationFacts } from "./describe.js";
import type { DeviceFacts } from "./device.js";
import type { MapFacts } from "./map.js";
import type { PairFacts } from "./pair.js";
import { Names } from "./sets.js";
import { conduitFacts, factsOfZone } from "./zones.js";

export interface Facts {
  readonly pairs: PairFacts[];
  readonly devices: DeviceFacts[];
  /** Left out without a map. */
  readonly map?: MapFacts;
}

/** Finds the facts of a pair: by building them, or where they were kept. */
export type PairRecall = (pair: ZonePair, build: () => PairFacts) => PairFacts;

/** Builds every fact. Pairs are computed one after the other here and their sets thrown away. */
export function buildFacts(plant: Plant, analysis: Analysis, recall: PairRecall = (_, build) => build()): Facts {
  const describers = describersOf(plant, analysis);
  const names = new Names(plant);
  const devices = plant.devices.map(({ device }) => buildDevice(plant, analysis, device, describers, names));
  const { map } = plant;
  if (map === undefined) return { pairs: [], devices };
  return {
    pairs: analysis.pairs.map((pair) =>
      recall(pair, () => buildPair(plant, map, pair, answersOf(pair), { describers, names })),
    ),
    devices,
    map: buildMap(plant, map),
  };
}

function buildMap(plant: Plant, map: ZoneMap): MapFacts {
  return {
    ...(map.system === undefined ? {} : { system: map.system }),
    zones: map.zones.map((zone) => ({
      ...factsOfZone(zone),
      networks: zone.networks.map((network) => network.text),
      ...(zone.review === undefined ? {} : { review: zone.review }),
      interfaces: plant.attachments
        .filter((one) => one.zone === zone.id)
        .map((one) => ({ device: one.device.id, interface: one.interface.id })),
      location: locationFacts(zone.at),
    })),
    conduits: map.conduits.map((conduit) => ({
      ...conduitFacts(conduit),
      flows: conduit.flows.map((flow) => ({
        id: flow.id,
        service: flow.serviceText,
        ...(flow.why === undefined ? {} : { why: flow.why }),
        ...(flow.write === undefined ? {} : { write: flow.write }),
        location: locationFacts(flow.at),
      })),
      location: locationFacts(conduit.at),
    })),
  };
}
