/** Sessions that can be chained through a broker zone: in by one rule or flow, on by another, at one host and by one service. */
import type { ServiceExpression } from "../model/expression.js";
import { protocolName } from "../packets/boxes.js";
import { type Intervals, intersect, union } from "../packets/intervals.js";
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

type Part = Pick<RelayedPart, "family" | "services" | "certain"> & { readonly hosts: Intervals<number | bigint> };

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
      const read = parts.map((part) => ({ ...part, hosts: ofHex(part.hosts, part.family) }));
      return { from: from.id, to: to.id, parts: read, told: { rule } };
    }),
  );
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
  const services = rangesOf(service);
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
  const found = meetings(inward, onward, true);
  const told = found.length > 0 ? found : meetings(inward, onward, false);
  const [first] = told;
  if (first === undefined) return undefined;
  const steps = [...new Set([...told.map(({ inward: one }) => one), ...told.map(({ onward: one }) => one)])];
  const hosts = ([4, 6] as const).flatMap((family) => {
    const own = told.flatMap(({ meeting }) => (meeting.family === family ? [meeting.hosts] : []));
    return own.length === 0 ? [] : names.texts(union(own, domainOf(family)), TOLD);
  });
  return {
    ...{ from: first.inward.from, via: first.inward.to, to: first.onward.to },
    certain: first.meeting.certain,
    hosts,
    services: textsOf(told.flatMap(({ meeting }) => meeting.services)),
    steps: steps.slice(0, TOLD).map((step) => step.told),
  };
}

interface Met {
  readonly inward: Step;
  readonly onward: Step;
  /** Hosts and services of both. */
  readonly meeting: Part;
}

function meetings(inward: readonly Step[], onward: readonly Step[], certain: boolean): Met[] {
  const found: Met[] = [];
  for (const first of inward) {
    for (const second of onward) {
      for (const meeting of meetingsOf(first.parts, second.parts, certain)) {
        found.push({ inward: first, onward: second, meeting });
        if (found.length >= TOLD_MEETINGS) return found;
      }
    }
  }
  return found;
}

function meetingsOf(one: readonly Part[], other: readonly Part[], certain: boolean): Part[] {
  return one.flatMap((a) =>
    other.flatMap((b): Part[] => {
      if (a.family !== b.family || (a.certain && b.certain) !== certain) return [];
      const services = a.services.flatMap((x) => b.services.flatMap((y) => commonOf(x, y)));
      if (services.length === 0) return [];
      const hosts = intersect(a.hosts, b.hosts);
      return hosts.length === 0 ? [] : [{ family: a.family, hosts, services, certain }];
    }),
  );
}

function commonOf([protocol, from, to]: ServiceRange, [other, low, high]: ServiceRange): ServiceRange[] {
  const [first, last] = [Math.max(from, low), Math.min(to, high)];
  return protocol === other && first <= last ? [[protocol, first, last]] : [];
}

/** As people write them, the lowest first; protocols by all their ports by name alone. */
function textsOf(services: readonly ServiceRange[]): string[] {
  const whole = new Set(services.flatMap(([protocol, from, to]) => (from === 0 && to === PORTS ? [protocol] : [])));
  if (whole.size >= ANY) return ["any"];
  const sorted = [...services].sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  const texts = new Set(
    sorted.map(([protocol, from, to]) => {
      const name = protocolName(protocol);
      return whole.has(protocol) ? name : from === to ? `${name}/${from}` : `${name}/${from}-${to}`;
    }),
  );
  return [...texts].slice(0, TOLD);
}
