/** Management facts of a device from the engine's answers: each service with the zones that reach it. */
import type { Analysis } from "../analyse/analysis.js";
import type { Reach, ServiceReach, ZoneReach } from "../analyse/management.js";
import type { Device, ManagementService } from "../model/device.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import { covers, everything } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Plant } from "../resolve/plant.js";
import type { ZoneMap } from "../zones/map.js";
import { type Describers, describeRule } from "./build-pair.js";
import type { DoubtFacts, RuleFactsForPolicies } from "./common.js";
import type { ManagementServiceFacts, ReachFacts } from "./device.js";
import { doubtFacts } from "./doubt-facts.js";
import { locationFacts } from "./rule-places.js";
import { type Names, SetDescriber } from "./sets.js";
import { zoneFacts } from "./zones.js";

/** How many rules that let packets in, and how many reasons, are named for one zone. */
const SHOWN = 8;

export function buildManagement(
  plant: Plant,
  analysis: Analysis,
  device: Device,
  describers: Describers,
  names: Names,
): ManagementServiceFacts[] {
  const reached = analysis.reach(device);
  const { map } = plant;
  const down = new Set(device.interfaces.flatMap(({ id, enabled }) => (enabled ? [] : [id])));
  return device.management.services.map((service) => ({
    service: service.service,
    ...answering(service, down),
    ...(service.port === undefined ? {} : { port: service.port }),
    interfaces: [...(service.interfaces ?? [])],
    limited: isLimited(analysis, device, service),
    reached_from:
      map === undefined ? [] : reached.flatMap((zone) => reachFacts({ map, names, describers }, zone, service)),
    locations: service.at.map(locationFacts),
  }));
}

/** Nobody is answered on interfaces that are all down. */
function answering({ enabled, interfaces = [] }: ManagementService, down: ReadonlySet<string>): { enabled?: boolean } {
  if (interfaces.length > 0 && interfaces.every((id) => down.has(id))) return { enabled: false };
  return enabled === undefined ? {} : { enabled };
}

/** Whether somebody is left out, whatever doubts say. */
function isLimited(analysis: Analysis, device: Device, { sources }: ManagementService): boolean {
  const addresses = analysis.rules.get(device)?.addresses;
  if (sources === undefined || addresses === undefined) return sources !== undefined;
  return ([4, 6] as const).some((family) => !covers(addresses.of(sources, family).upper, everything(domainOf(family))));
}

interface Describing {
  readonly map: ZoneMap;
  readonly names: Names;
  readonly describers: Describers;
}

/** Over both families; nothing for a service that is off. */
function reachFacts({ map, names, describers }: Describing, zone: ZoneReach, service: ManagementService): ReachFacts[] {
  const both = zone.services.filter((one) => one.service === service);
  if (service.enabled === false) return [];
  const verdict = worst(both.map((one) => reachOf(one.must, one.may)));
  const undeclared = worst(both.map((one) => reachOf(beyond(one, one.must), beyond(one, one.may))));
  const witness = witnessOf(both, names);
  const via = both.flatMap((one) => one.via.map((devices) => devices.map(({ id }) => id)));
  return [
    {
      zone: zoneFacts(map, zone.zone),
      verdict,
      undeclared,
      ...(witness === undefined ? {} : { witness }),
      via: [...new Map(via.map((ids) => [ids.join(" "), ids])).values()],
      carriers: carriersOf(both, describers),
      doubts: verdict === "perhaps" ? doubtsOf(zone, both) : [],
    },
  ];
}

function doubtsOf({ reasons }: ZoneReach, both: readonly ServiceReach[]): DoubtFacts[] {
  const all = [...reasons.map((text) => ({ text })), ...both.flatMap(({ doubts }) => doubts)].map(doubtFacts);
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()].slice(0, SHOWN);
}

function beyond({ space, declared }: ServiceReach, set: Node): Node {
  return space.diagram.diff(set, declared);
}

function reachOf(must: Node, may: Node): Reach {
  if (must !== EMPTY) return "reachable";
  return may === EMPTY ? "not reachable" : "perhaps";
}

function worst(all: readonly Reach[]): Reach {
  if (all.includes("reachable")) return "reachable";
  return all.includes("perhaps") ? "perhaps" : "not reachable";
}

/** A packet that surely gets there before one that may, one that nobody declared before others. */
function witnessOf(both: readonly ServiceReach[], names: Names): ReachFacts["witness"] {
  const sets: readonly ((one: ServiceReach) => Node)[] = [
    (one) => beyond(one, one.must),
    (one) => beyond(one, one.may),
    ({ must }) => must,
    ({ may }) => may,
  ];
  for (const set of sets) {
    const one = both.find((reach) => set(reach) !== EMPTY);
    if (one !== undefined) return new SetDescriber(names).witness(one.space, set(one));
  }
  return undefined;
}

function carriersOf(both: readonly ServiceReach[], describers: Describers): RuleFactsForPolicies[] {
  const facts = both.flatMap(({ carriers }) =>
    carriers.map(({ device, rule, table, step }) => describeRule(describers, device, rule, table, step)),
  );
  return [...new Set(facts)].slice(0, SHOWN);
}
