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

export interface Facts<P, D> {
  readonly pairs: P[];
  readonly devices: D[];
  /** Left out without a map. */
  readonly map?: MapFacts;
}

/** What becomes of the facts of one slice: as a rule they are built, used and left, or what was made of them was kept. */
export interface Use<P, D> {
  readonly pair: (pair: ZonePair, build: () => PairFacts, map: MapFacts) => P;
  readonly device: (device: DeviceFacts) => D;
}

const AS_THEY_ARE: Use<PairFacts, DeviceFacts> = { pair: (_, build) => build(), device: (facts) => facts };

/** Builds every fact, slice after slice. @param use left out: all facts are kept as they are. */
export function buildFacts(plant: Plant, analysis: Analysis): Facts<PairFacts, DeviceFacts>;
export function buildFacts<P, D>(plant: Plant, analysis: Analysis, use: Use<P, D>): Facts<P, D>;
export function buildFacts(
  plant: Plant,
  analysis: Analysis,
  use: Use<unknown, unknown> = AS_THEY_ARE,
): Facts<unknown, unknown> {
  const describers = describersOf(plant, analysis);
  const names = new Names(plant);
  const devices = plant.devices.map(({ device }) =>
    use.device(buildDevice(plant, analysis, device, describers, names)),
  );
  const { map } = plant;
  if (map === undefined) return { pairs: [], devices };
  const mapFacts = buildMap(plant, map);
  const pairs = analysis.pairs.map((pair) =>
    use.pair(pair, () => buildPair(plant, map, pair, answersOf(pair), { describers, names }), mapFacts),
  );
  return { pairs, devices, map: mapFacts };
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
