/** Zones, conduits and SL-T in the words of facts. */
import { UNMAPPED } from "../resolve/zone-space.js";
import type { Conduit, SlVector, Zone, ZoneMap } from "../zones/map.js";
import { FOUNDATIONAL_REQUIREMENTS } from "../zones/map.js";
import { leftOutOf } from "../zones/sl-target.js";
import type { ConduitFacts, SlElement, SlFacts, ZoneFacts } from "./common.js";
import { demandsFacts } from "./demands.js";

const NONE: SlFacts = { IAC: 0, UC: 0, SI: 0, DC: 0, RDF: 0, TRE: 0, RA: 0 };

/** What is asked of something: the levels, and which of them nobody declared. */
export type SlAsked = Pick<ZoneFacts, "sl_target" | "has_sl_target" | "sl_undeclared">;

/** What a vector leaves out is taken to be as high as the highest that it has. */
function askedBy(vector: SlVector | undefined): SlAsked {
  if (vector === undefined) return { sl_target: { ...NONE }, has_sl_target: false };
  const highest = Math.max(0, ...Object.values(vector));
  return {
    sl_target: eachElement((id) => vector[id] ?? highest),
    has_sl_target: true,
    ...undeclaredFacts(leftOutOf(vector)),
  };
}

/**
 * Element by element the highest of those that have an SL-T; zeros of nothing. What one of them leaves out is not
 * declared by the number of another: it may be higher.
 */
export function highestSl(asked: readonly SlAsked[]): Omit<SlAsked, "has_sl_target"> {
  const leftOut = new Set(asked.flatMap(({ sl_undeclared: undeclared }) => undeclared ?? []));
  return {
    sl_target: eachElement((id) => Math.max(0, ...asked.map(({ sl_target: target }) => target[id]))),
    ...undeclaredFacts(FOUNDATIONAL_REQUIREMENTS.filter((id) => leftOut.has(id))),
  };
}

/** What a conduit declares counts; what it leaves out is that of its zones, where one has an SL-T. */
export function slOfPair(conduit: Conduit | undefined, zones: readonly ZoneFacts[]): Omit<SlAsked, "has_sl_target"> {
  const own = askedBy(conduit?.slTarget);
  const ofZones = highestSl(zones);
  if (!own.has_sl_target) return ofZones;
  if (!zones.some(({ has_sl_target: has }) => has)) return highestSl([own]);
  const isOwn = (id: SlElement): boolean => own.sl_undeclared?.includes(id) !== true;
  return {
    sl_target: eachElement((id) => (isOwn(id) ? own : ofZones).sl_target[id]),
    ...undeclaredFacts((ofZones.sl_undeclared ?? []).filter((id) => !isOwn(id))),
  };
}

function eachElement(level: (id: SlElement) => number): SlFacts {
  const facts = { ...NONE };
  for (const id of FOUNDATIONAL_REQUIREMENTS) facts[id] = level(id);
  return facts;
}

function undeclaredFacts(elements: readonly SlElement[]): Pick<SlAsked, "sl_undeclared"> {
  return elements.length === 0 ? {} : { sl_undeclared: [...elements] };
}

const KNOWN = new WeakMap<ZoneMap, Map<string, ZoneFacts>>();

/** Of a map and a zone once: pairs, devices and who reaches these ask for few of them, over and over. */
export function zoneFacts(map: ZoneMap, id: string): ZoneFacts {
  const ofMap = KNOWN.get(map) ?? new Map<string, ZoneFacts>();
  KNOWN.set(map, ofMap);
  const facts = ofMap.get(id) ?? findZoneFacts(map, id);
  ofMap.set(id, facts);
  return facts;
}

function findZoneFacts(map: ZoneMap, id: string): ZoneFacts {
  const zone = map.zones.find((one) => one.id === id);
  if (zone === undefined)
    return {
      id: UNMAPPED,
      name: "addresses of no zone",
      kind: UNMAPPED,
      ...askedBy(undefined),
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
    ...askedBy(zone.slTarget),
    ...(zone.owner === undefined ? {} : { owner: zone.owner }),
    jump_hosts: [...zone.jumpHosts],
  };
}

export function conduitFacts(conduit: Conduit): ConduitFacts {
  return {
    id: conduit.id,
    between: [...conduit.between],
    ...askedBy(conduit.slTarget),
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
