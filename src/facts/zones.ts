/** Zones, conduits and SL-T in the words of facts. */
import { UNMAPPED } from "../resolve/zone-space.js";
import type { Conduit, SlVector, Zone, ZoneMap } from "../zones/map.js";
import { FOUNDATIONAL_REQUIREMENTS } from "../zones/map.js";
import type { ConduitFacts, SlFacts, ZoneFacts } from "./common.js";
import { demandsFacts } from "./demands.js";

const NONE: SlFacts = { IAC: 0, UC: 0, SI: 0, DC: 0, RDF: 0, TRE: 0, RA: 0 };

export function slFacts(vector: SlVector | undefined): SlFacts {
  return { ...NONE, ...vector };
}

/** Element by element the highest; zeros of nothing. */
export function highestSl(vectors: readonly SlFacts[]): SlFacts {
  const highest = { ...NONE };
  for (const fr of FOUNDATIONAL_REQUIREMENTS) highest[fr] = Math.max(0, ...vectors.map((vector) => vector[fr]));
  return highest;
}

export function zoneFacts(map: ZoneMap, id: string): ZoneFacts {
  const zone = map.zones.find((one) => one.id === id);
  if (zone === undefined)
    return {
      id: UNMAPPED,
      name: "addresses of no zone",
      kind: UNMAPPED,
      sl_target: { ...NONE },
      has_sl_target: false,
      jump_hosts: [],
    };
  return factsOfZone(zone);
}

export function factsOfZone(zone: Zone): ZoneFacts {
  return {
    id: zone.id,
    name: zone.name,
    kind: zone.kind,
    ...(zone.level === undefined ? {} : { level_low: zone.level.low, level_high: zone.level.high }),
    sl_target: slFacts(zone.slTarget),
    has_sl_target: zone.slTarget !== undefined,
    ...(zone.owner === undefined ? {} : { owner: zone.owner }),
    jump_hosts: [...zone.jumpHosts],
  };
}

export function conduitFacts(conduit: Conduit): ConduitFacts {
  return {
    id: conduit.id,
    between: [...conduit.between],
    sl_target: slFacts(conduit.slTarget),
    has_sl_target: conduit.slTarget !== undefined,
    ...(conduit.owner === undefined ? {} : { owner: conduit.owner }),
    ...(conduit.review === undefined ? {} : { review: conduit.review }),
    ...(conduit.medium === undefined ? {} : { medium: conduit.medium }),
    ...(conduit.direction === undefined ? {} : { direction: conduit.direction }),
    ...(conduit.enforcement === undefined ? {} : { enforcement: conduit.enforcement }),
    ...(conduit.demands === undefined ? {} : { demands: demandsFacts(conduit.demands) }),
  };
}

/** The conduit of a pair, whichever way round; the first of the map where several join the two. */
export function conduitOf(map: ZoneMap, from: string, to: string): Conduit | undefined {
  return map.conduits.find((conduit) => conduit.between.includes(from) && conduit.between.includes(to));
}
