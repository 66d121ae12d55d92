/** Sessions that can be chained through a broker zone: in by one rule or flow, on by another, at one host and by one service. */
import type { ServiceExpression } from "../model/expression.js";
import { protocolName } from "../packets/boxes.js";
import { type Domain, type Intervals, intersect, meets, normalize, pairsOf, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Plant } from "../resolve/plant.js";
import type { FlowEnd, ZoneMap } from "../zones/map.js";
import type { LocationFacts, RuleFactsForPolicies } from "./common.js";
import { endAddresses } from "./flow-ends.js";
import type { PairFacts } from "./pair.js";
import { brokerEnd, ofHex, type RelayedPart, type ServiceRange } from "./relayed.js";
import { locationFacts } from "./rule-places.js";
import { Names } from "./sets.js";

/** A session from one zone to a host of a broker zone, and from that on to another zone. */
export interface ChainFacts {
  from: string;
  /** The broker zone. */
  via: string;
  to: string;
  /** Whether both surely pass, at one host and by one service. */
  certain: boolean;
  /** The hosts, the first few. */
  hosts: string[];
  /** The services, the first few. */
  services: string[];
  /** What lets it in, and what on, the first few of each. */
  steps: ChainStepFacts[];
}

/** A rule, or a declared flow: it is meant to pass. */
export interface ChainStepFacts {
  rule?: RuleFactsForPolicies;
  flow?: string;
  location?: LocationFacts;
}

interface Part {
  readonly family: 4 | 6;
  readonly hosts: Intervals<number | bigint>;
  /** Protocols and ports as one number each. */
  readonly services: Intervals<number>;
  readonly certain: boolean;
}

interface Step {
  readonly from: string;
  readonly to: string;
  readonly parts: readonly Part[];
  readonly told: ChainStepFacts;
}

/** How many meetings of two zones are told, and how many hosts, services and steps of them. */
const TOLD_MEETINGS = 100;
const TOLD = 12;
/** As many protocols as these by all their ports are called any. */
const ANY = 200;

/** Every chain, in the order of the pairs. */
export function chainsOf(plant: Plant, pairs: readonly PairFacts[]): ChainFacts[] {
  const { map } = plant;
  if (map === undefined) return [];
  const steps = [...ofPairs(pairs), ...ofFlows(plant, map)];
  const kinds = new Map(map.zones.map(({ id, kind }) => [id, kind]));
  const isOnward = (step: Step) => brokerEnd(kinds.get(step.from) ?? "", kinds.get(step.to) ?? "") === "source";
  const inward = grouped(steps.filter((step) => !isOnward(step)));
  const onward = grouped(steps.filter(isOnward));
  const names = new Names(plant);
  return [...inward.values()].flatMap((first) =>
    [...onward.values()].flatMap((second) => {
      if (first[0]?.to !== second[0]?.from) return [];
      return chainOf(first, second, names) ?? [];
    }),
  );
}

function ofPairs(pairs: readonly PairFacts[]): Step[] {
  return pairs.flatMap(({ from, to, relayed = [] }) =>
    relayed.map(({ rule, parts }): Step => {
      return { from: from.id, to: to.id, parts: parts.map(readPart), told: { rule } };
    }),
  );
}

function readPart({ family, hosts, services, certain }: RelayedPart): Part {
  return { family, hosts: ofHex(hosts, family), services: servicesIn(services), certain };
}

const SERVICES: Domain<number> = { min: 0, max: 2 ** 24 - 1, one: 1 };
const OF_PROTOCOL = 2 ** 16;

function servicesIn(ranges: readonly ServiceRange[]): Intervals<number> {
  const ends = ranges.map(
    ([protocol, from, to]) => [protocol * OF_PROTOCOL + from, protocol * OF_PROTOCOL + to] as const,
  );
  return normalize<number>(ends, SERVICES);
}

function ofFlows(plant: Plant, map: ZoneMap): Step[] {
  const kinds = new Map(map.zones.map(({ id, kind }) => [id, kind]));
  return map.conduits.flatMap(({ flows }) =>
    flows.flatMap((flow) =>
      flow.from.flatMap((from) =>
        flow.to.flatMap((to): Step[] => {
          if (from.kind === "device" || to.kind === "device") return [];
          const end = brokerEnd(kinds.get(from.zone) ?? "", kinds.get(to.zone) ?? "");
          if (end === undefined) return [];
          const parts = partsOfFlow(plant, end === "source" ? from : to, flow.service);
          const told = { flow: flow.id, location: locationFacts(flow.at) };
          return [{ from: from.zone, to: to.zone, parts, told }];
        }),
      ),
    ),
  );
}

function partsOfFlow(plant: Plant, at: FlowEnd, service: ServiceExpression): Part[] {
  const services = servicesIn(rangesOf(service));
  if (services.length === 0) return [];
  return ([4, 6] as const).flatMap((family) => {
    const hosts = endAddresses(plant, at, family);
    return hosts.length === 0 ? [] : [{ family, hosts, services, certain: true }];
  });
}

const PORTS = 65_535;

/** Services of a map: ports, protocols, lists of them. Messages of ICMP start no session. */
function rangesOf(service: ServiceExpression): ServiceRange[] {
  if (service.kind === "union") return service.of.flatMap(rangesOf);
  if (service.kind === "protocol") return [[service.protocol, 0, PORTS]];
  if (service.kind === "any") return Array.from({ length: 256 }, (_, protocol) => [protocol, 0, PORTS]);
  if (service.kind !== "ports") return [];
  const { protocol, destination = [{ from: 0, to: PORTS }] } = service;
  return destination.map(({ from, to }) => [protocol, from, to]);
}

function grouped(steps: readonly Step[]): Map<string, Step[]> {
  const found = new Map<string, Step[]>();
  for (const step of steps) {
    const key = JSON.stringify([step.from, step.to]);
    const known = found.get(key) ?? [];
    found.set(key, known);
    known.push(step);
  }
  return found;
}

/** All sure meetings, or where there is none all others. */
function chainOf(inward: readonly Step[], onward: readonly Step[], names: Names): ChainFacts | undefined {
  const sure = meetings(inward, onward, true);
  const found = sure.length > 0 ? sure : meetings(inward, onward, false);
  const [first] = found;
  if (first === undefined) return undefined;
  const steps = [...new Set([...found.map(({ inward: one }) => one), ...found.map(({ onward: one }) => one)])];
  const hosts = ([4, 6] as const).flatMap((family) => {
    const own = found.flatMap(({ meeting }) => (meeting.family === family ? [meeting.hosts] : []));
    return own.length === 0 ? [] : names.texts(union(own, domainOf(family)), TOLD);
  });
  return {
    ...{ from: first.inward.from, via: first.inward.to, to: first.onward.to },
    certain: first.meeting.certain,
    hosts,
    services: textsOf(
      union(
        found.map(({ meeting }) => meeting.services),
        SERVICES,
      ),
    ),
    steps: steps.slice(0, TOLD).map((step) => step.told),
  };
}

interface Met {
  readonly inward: Step;
  readonly onward: Step;
  /** Hosts and services of both. */
  readonly meeting: Part;
}

/** Comparisons of two parts; where more would be needed, all of each side are taken together: that may be more than meets. */
const COMPARED = 2_000_000;

function meetings(inward: readonly Step[], onward: readonly Step[], certain: boolean): Met[] {
  const found: Met[] = [];
  let compared = 0;
  for (const first of inward) {
    for (const second of onward) {
      compared += first.parts.length * second.parts.length;
      if (compared > COMPARED) return found.length > 0 || certain ? found : together(inward, onward);
      for (const meeting of meetingsOf(first.parts, second.parts, certain)) {
        found.push({ inward: first, onward: second, meeting });
        if (found.length >= TOLD_MEETINGS) return found;
      }
    }
  }
  return found;
}

function together(inward: readonly Step[], onward: readonly Step[]): Met[] {
  const [first, second] = [inward[0], onward[0]];
  if (first === undefined || second === undefined) return [];
  const found = meetingsOf(allOf(inward), allOf(onward), false);
  return found.map((meeting) => ({ inward: first, onward: second, meeting }));
}

function allOf(steps: readonly Step[]): Part[] {
  return ([4, 6] as const).flatMap((family) => {
    const parts = steps.flatMap((step) => step.parts.filter((part) => part.family === family));
    if (parts.length === 0) return [];
    const hosts = union(
      parts.map((part) => part.hosts),
      domainOf(family),
    );
    const services = union(
      parts.map((part) => part.services),
      SERVICES,
    );
    return [{ family, hosts, services, certain: false }];
  });
}

function meetingsOf(one: readonly Part[], other: readonly Part[], certain: boolean): Part[] {
  return one.flatMap((a) =>
    other.flatMap((b): Part[] => {
      if (a.family !== b.family || (a.certain && b.certain) !== certain || !meets(a.hosts, b.hosts)) return [];
      const services = intersect(a.services, b.services);
      return services.length === 0 ? [] : [{ family: a.family, hosts: intersect(a.hosts, b.hosts), services, certain }];
    }),
  );
}

/** As people write them, the lowest first; protocols by all their ports by name alone. */
function textsOf(services: Intervals<number>): string[] {
  const ranges = pairsOf(services).flatMap(([from, to]): ServiceRange[] => {
    const [first, last] = [Math.floor(from / OF_PROTOCOL), Math.floor(to / OF_PROTOCOL)];
    return Array.from({ length: last - first + 1 }, (_, more): ServiceRange => {
      const protocol = first + more;
      return [protocol, protocol === first ? from % OF_PROTOCOL : 0, protocol === last ? to % OF_PROTOCOL : PORTS];
    });
  });
  if (ranges.filter(([, from, to]) => from === 0 && to === PORTS).length >= ANY) return ["any"];
  const texts = ranges.map(([protocol, from, to]) => {
    const name = protocolName(protocol);
    return from === 0 && to === PORTS ? name : from === to ? `${name}/${from}` : `${name}/${from}-${to}`;
  });
  return texts.slice(0, TOLD);
}
