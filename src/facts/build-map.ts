/** Facts of the declared map, and what pairs of zones show only together. */
import type { Plant } from "../resolve/plant.js";
import type {
  AddressRange,
  Attestation,
  Conduit,
  Exception,
  Flow,
  FlowEnd,
  Host,
  Zone,
  ZoneMap,
} from "../zones/map.js";
import { catalogued } from "../zones/service-catalogue.js";
import { chainsOf } from "./chains.js";
import { defaultDemandsFacts } from "./demands.js";
import type {
  AttestationFacts,
  ExceptionFacts,
  FlowEndFacts,
  MapConduitFacts,
  MapFacts,
  MapFlowFacts,
  MapTogether,
  MapZoneFacts,
  PassFacts,
} from "./map.js";
import type { PairFacts } from "./pair.js";
import { locationFacts } from "./rule-places.js";
import type { Told } from "./told.js";
import { conduitFacts, factsOfZone } from "./zones.js";

export function mapFacts(plant: Plant, map: ZoneMap, { day }: Told): MapFacts {
  return {
    ...(map.system === undefined ? {} : { system: map.system }),
    ...(day === undefined ? {} : { as_of: day }),
    zones: map.zones.map((zone) => mapZoneFacts(plant, map, zone)),
    conduits: map.conduits.map((conduit) => mapConduitFacts(conduit, endsKnown(map))),
    ...(map.demands === undefined ? {} : { default_demands: map.demands.map(defaultDemandsFacts) }),
    exceptions: map.exceptions.map((one) => exceptionFacts(one, day)),
    attestations: map.attestations.map((one) => attestationFacts(one, day)),
  };
}

function mapZoneFacts(plant: Plant, map: ZoneMap, zone: Zone): MapZoneFacts {
  return {
    ...factsOfZone(zone),
    networks: zone.networks.map((network) => network.text),
    ...(zone.review === undefined ? {} : { review: zone.review }),
    ...(zone.islandMode === undefined ? {} : { island_mode: zone.islandMode }),
    backup_to: zone.backupTo.map((host) => {
      const found = map.hosts.find(({ name }) => name === host)?.zone;
      return { host, ...(found === undefined ? {} : { zone: found }) };
    }),
    unpatchable: [...zone.unpatchable],
    interfaces: plant.attachments
      .filter((one) => one.zone === zone.id)
      .map((one) => ({ device: one.device.id, interface: one.interface.id })),
    location: locationFacts(zone.at),
  };
}

/** What ends of flows may be. */
interface EndsKnown {
  /** Those that some zone is backed up to. */
  readonly hosts: readonly Host[];
  readonly zones: readonly Zone[];
}

function endsKnown({ hosts, zones }: ZoneMap): EndsKnown {
  const named = new Set(zones.flatMap(({ backupTo }) => backupTo));
  return { hosts: hosts.filter(({ name }) => named.has(name)), zones };
}

function mapConduitFacts(conduit: Conduit, known: EndsKnown): MapConduitFacts {
  const flows = conduit.flows.map((flow) => mapFlowFacts(flow, known));
  return { ...conduitFacts(conduit), flows, location: locationFacts(conduit.at) };
}

function mapFlowFacts(flow: Flow, known: EndsKnown): MapFlowFacts {
  return {
    id: flow.id,
    service: flow.serviceText,
    protocols: catalogued(flow.service),
    from: flow.from.map((end) => endFacts(end, known)),
    to: flow.to.map((end) => endFacts(end, known)),
    ...(flow.why === undefined ? {} : { why: flow.why }),
    ...(flow.write === undefined ? {} : { write: flow.write }),
    location: locationFacts(flow.at),
  };
}

function endFacts(end: FlowEnd, { hosts, zones }: EndsKnown): FlowEndFacts {
  if (end.kind === "device") return { text: end.text, kind: end.kind };
  const held = end.kind === "zone" ? [] : hosts.filter(({ ranges }) => areAmong(ranges, end.ranges));
  const networks = zones.find(({ id }) => id === end.zone)?.networks ?? [];
  const isWhole = end.kind === "zone" || (networks.length > 0 && areIn(networks, end.ranges));
  return {
    ...{ text: end.text, kind: end.kind, zone: end.zone },
    ...(isWhole ? { whole: true } : {}),
    ...(held.length === 0 ? {} : { backup_hosts: held.map(({ name }) => name) }),
  };
}

/** Whether an end names a host, whatever it is called there. */
function areAmong(some: readonly AddressRange[], ranges: readonly AddressRange[]): boolean {
  return some.every(({ from, to }) => ranges.some((one) => one.from === from && one.to === to));
}

function areIn(some: readonly AddressRange[], ranges: readonly AddressRange[]): boolean {
  return some.every(({ family, from, to }) =>
    ranges.some((one) => one.family === family && one.from <= from && to <= one.to),
  );
}

function exceptionFacts(one: Exception, day: string | undefined): ExceptionFacts {
  return {
    id: one.id,
    checks: [...one.checks],
    ...(one.zone === undefined ? {} : { zone: one.zone }),
    ...(one.conduit === undefined ? {} : { conduit: one.conduit }),
    ...(one.flow === undefined ? {} : { flow: one.flow }),
    ...(one.device === undefined ? {} : { device: one.device }),
    reason: one.reason,
    ...(one.compensating === undefined ? {} : { compensating: one.compensating }),
    approved_by: one.approvedBy,
    ...lastDay(one.expires, day),
    location: locationFacts(one.at),
  };
}

function attestationFacts(one: Attestation, day: string | undefined): AttestationFacts {
  return {
    requirement: one.requirement,
    zones: [...one.zones],
    evidence: one.evidence,
    owner: one.owner,
    ...lastDay(one.expires, day),
    location: locationFacts(one.at),
  };
}

/** What expires counts on that day still. Days as `2027-01-31` sort as texts. */
function lastDay(expires: string, day: string | undefined): { expires: string; expired?: boolean } {
  return day === undefined ? { expires } : { expires, expired: day > expires };
}

/** The map with what all pairs show together; pairs with their undeclared carriers. */
export function mapTogether(plant: Plant, map: MapFacts, pairs: readonly PairFacts[]): MapTogether {
  return { ...map, passes: pairs.flatMap(passesOf), chains: chainsOf(plant, pairs) };
}

/** How many rules of one pair are looked at together with those of others. */
const SHOWN = 20;

function passesOf({ from, to, carriers }: PairFacts): PassFacts[] {
  if (from.kind !== "vendor") return [];
  return carriers.slice(0, SHOWN).flatMap(({ rule, excess }) => {
    if (excess === undefined) return [];
    return [{ from: from.id, to: to.id, certain: excess.certain, rule, boxes: excess.boxes }];
  });
}
