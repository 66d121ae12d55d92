/** Who can reach the administration of a device: zone by zone, over the devices before it and through its own filters. */
import type { Device, ManagementService, NatRule } from "../model/device.js";
import type { ServiceExpression } from "../model/expression.js";
import { BudgetExceeded, EMPTY, type Node } from "../packets/diagram.js";
import { everything, type Intervals, normalize } from "../packets/intervals.js";
import { PacketSpace } from "../packets/space.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Plant } from "../resolve/plant.js";
import { ServiceSets } from "../resolve/service-sets.js";
import { UNMAPPED } from "../resolve/zone-space.js";
import { once } from "../source/once.js";
import type { Flow } from "../zones/map.js";
import { betweenRouters, crossingsOf } from "./carried.js";
import { type Carried, carriedAtEnd } from "./carriers.js";
import { endAddresses } from "./declared.js";
import { ownSet } from "./doors.js";
import { type DoorsAsked, doorsReached, type FoundDoors } from "./doors-reached.js";
import type { RulesOf } from "./pairs.js";
import { doubtsOnWays, type Reason } from "./reasons.js";
import type { Arrival } from "./way.js";
import { Slices, surelyPasses, type WayOutcome } from "./way-outcome.js";

export type Reach = "reachable" | "perhaps" | "not reachable";

/** What of one zone reaches one service of a device, in one family. Nodes live in `space`. */
export interface ServiceReach {
  readonly service: ManagementService;
  readonly space: PacketSpace;
  /** Surely reaches it, and may reach it: declared flows to the device included. */
  readonly must: Node;
  readonly may: Node;
  /** What flows of the map declare of it. */
  readonly declared: Node;
  /** The devices before it, on each way that something may take. */
  readonly via: readonly (readonly Device[])[];
  /** The rules of the device itself that let it in. */
  readonly carriers: readonly Carried[];
  /** What filters, translations and the service itself leave open of it. */
  readonly doubts: readonly Reason[];
}

export interface ZoneReach {
  readonly zone: string;
  readonly services: readonly ServiceReach[];
  /** Why it may be otherwise. */
  readonly reasons: readonly string[];
}

/** Ports where the export names none. IANA service name registry. */
const USUAL_PORTS: Readonly<Record<ManagementService["service"], number | undefined>> = {
  telnet: 23,
  http: 80,
  https: 443,
  ssh: 22,
  snmp: 161,
  other: undefined,
};

/**
 * Which zones reach the services of a device that are on, or may be. Packets to the device meet the filters of every
 * device before it, then its own for what is for itself, then the limits of the service. What is not given (a device, the
 * networks of a zone, a router on the way) may bring packets in by any interface: perhaps.
 */
export function managementReach(plant: Plant, rules: RulesOf, device: Device): ZoneReach[] {
  const services = device.management.services.filter(({ enabled }) => enabled !== false);
  if (plant.map === undefined || services.length === 0) return [];
  const ids = plant.zones
    .map(({ zone }) => zone)
    .filter((zone) => zone !== UNMAPPED || plant.attachments.some((one) => one.zone === UNMAPPED));
  const about = { device, services };
  const asking = { 4: inSpace(rules, about, 4), 6: inSpace(rules, about, 6) };
  const flows = plant.map.conduits
    .flatMap((conduit) => conduit.flows)
    .filter((flow) => flow.to.some((end) => end.kind === "device" && end.device === device.id));
  return ids.map((zone) => {
    const asked = { plant, rules, device, zone, services, flows };
    const perFamily = ([4, 6] as const)
      .filter((family) => isAsked(asked, family))
      .map((family) => inFamily(asked, family, asking[family]));
    return {
      zone,
      services: perFamily.flatMap((one) => one.services),
      reasons: [...new Set(perFamily.flatMap((one) => one.reasons))],
    };
  });
}

interface Bounds {
  readonly lower: Node;
  readonly upper: Node;
}

/** What the questions of all zones about one device have in common, in one family. */
interface Asking {
  readonly space: PacketSpace;
  readonly sets: ServiceSets;
  /** The packets of each service, those that are surely its own and those that may be. */
  readonly packets: ReadonlyMap<ManagementService, Bounds>;
  /** The addresses by which each service answers. */
  readonly answering: ReadonlyMap<ManagementService, Intervals<number | bigint>>;
  readonly slices: Slices;
}

function inSpace(
  rules: RulesOf,
  { device, services }: Pick<Asked, "device" | "services">,
  family: 4 | 6,
): () => Asking {
  return once(() => {
    const space = rules.diagrams.space(family);
    const { diagram } = space;
    const sets = new ServiceSets({ services: [] }, space);
    const packets = services.map((service) => {
      const { lower, upper } = sets.of(packetsOf(service));
      return [service, { lower: diagram.and(lower, space.fresh), upper: diagram.and(upper, space.fresh) }] as const;
    });
    const slices = new Slices(space, rules, diagram.union(packets.map(([, { upper }]) => upper)));
    const answering = services.map((service) => [service, answeringOf(device, service, family)] as const);
    return { space, sets, packets: new Map(packets), answering: new Map(answering), slices };
  });
}

interface Asked extends DoorsAsked {
  readonly services: readonly ManagementService[];
  /** The declared flows that end at the device. */
  readonly flows: readonly Flow[];
}

/** Whether the zone has addresses of a family, and the device may have. */
function isAsked({ plant, device, zone }: Asked, family: 4 | 6): boolean {
  const own = plant.zones.find((one) => one.zone === zone)?.[family] ?? [];
  const isOpen = plant.open.some((one) => one.zone === zone && one.family === family);
  const hasAddress = ownSet(device, family).length > 0;
  const mayHave = device.interfaces.some(({ enabled, addressDoubt }) => enabled && addressDoubt !== undefined);
  return (own.length > 0 || isOpen) && (hasAddress || (family === 4 && mayHave));
}

function inFamily(asked: Asked, family: 4 | 6, asking: () => Asking): Pick<ZoneReach, "services" | "reasons"> {
  const found = doorsReached(asked, family);
  try {
    return { services: reachOf(asked, asking(), found), reasons: found.reasons };
  } catch (error) {
    if (!(error instanceof BudgetExceeded)) throw error;
    const reason = "the rules on the way are too entangled to be decided within the budget";
    return { services: anything(asked, family), reasons: [reason, ...found.reasons] };
  }
}

function reachOf(asked: Asked, asking: Asking, { arrivals, lost }: FoundDoors): ServiceReach[] {
  const { space, slices } = asking;
  const { plant, device, zone, services } = asked;
  const { diagram, layout } = space;
  const { family } = layout;
  const sources = plant.zones.find((one) => one.zone === zone)?.[family] ?? [];
  const own = ownSet(device, family);
  const ends = { sources, destinations: own };
  const crossings = () => arrivals.flatMap(({ hops, entry }) => crossingsOf([...hops, { device, scope: entry }]));
  const between = betweenRouters(plant, space, slices, ends, crossings);
  const declared = declaredTo(asked, space, asking.sets);
  const arrived = arrivals.map((arrival) => {
    const comes = arriving(space, slices, arrival, device);
    const past = between.on(crossingsOf([...arrival.hops, { device, scope: arrival.entry }]));
    const outcome = { ...comes, must: diagram.and(comes.must, past) };
    return { arrival, outcome, translated: translatedBefore(asked.rules, space, comes) };
  });
  const [comes, idle] = partition(arrived, ({ outcome, translated }) => outcome.may !== EMPTY || translated !== EMPTY);
  return services.map((service) => {
    const limited = [
      ...comes.map((one) => limitedTo(asked, asking, service, one)),
      ...idle.map(({ outcome }) => outcome),
    ];
    const may = diagram.union(limited.map((one) => one.may));
    const must = service.enabled === true ? diagram.and(surelyPasses(space, limited, lost), may) : EMPTY;
    const carrying = limited.filter((one) => one.may !== EMPTY);
    return {
      service,
      space,
      must,
      may,
      declared,
      via: carrying.map(({ way }) => way.hops.map((hop) => hop.device)),
      carriers: carrying.flatMap((one) => carriedAtEnd(space, one)),
      doubts: must === EMPTY ? openOf(device, service, carrying) : [],
    };
  });
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

/**
 * What reaches the device of one zone. Every hop is looked at for packets from anywhere and cut to the zone afterwards:
 * a hop treats each packet alone, and the zones of a plant have most hops to a device in common. Translated packets are
 * told by other addresses than they come in with: these ways are looked at as they are.
 */
function arriving(space: PacketSpace, slices: Slices, arrival: Arrival, device: Device): WayOutcome {
  const isTranslated = [arrival, ...arrival.hops].some(({ passage }) => passage !== undefined);
  if (isTranslated) return slices.arriving(arrival, device);
  const sources = everything(space.domain);
  const wide: Arrival = {
    ...arrival,
    hops: arrival.hops.map((hop) => ({ ...hop, scope: { ...hop.scope, sources } })),
    entry: { ...arrival.entry, sources },
  };
  const outcome = slices.arriving(wide, device);
  const own = space.field("src", arrival.entry.sources);
  const cut = (set: Node) => space.diagram.and(set, own);
  const { whole, must, may, byRules } = outcome;
  return { ...outcome, whole: () => cut(whole()), must: cut(must), may: cut(may), byRules: cut(byRules) };
}

/** Why a service is perhaps reached, as far as that lies with the devices. */
function openOf(device: Device, service: ManagementService, carrying: readonly WayOutcome[]): Reason[] {
  const [at] = service.at;
  const place = { device, ...(at === undefined ? {} : { at }) };
  const off =
    service.enabled === true ? [] : [{ text: `whether ${service.service} is on is not in the file`, ...place }];
  const translating = carrying.flatMap(({ way }) =>
    way.hops.flatMap(({ device: one, scope }) =>
      sourceNat(one, scope.egress).map(({ id, at: [line] }) => ({
        text: `address translation ${id} may put another source in these packets`,
        device: one,
        at: line,
      })),
    ),
  );
  const limits = {
    text: `which packets ${service.service} answers, by its own limits of interfaces and sources, is not certain`,
    ...place,
  };
  const port =
    service.portDoubt === undefined
      ? []
      : [{ text: `on which port ${service.service} answers is not certain`, ...place }];
  const isLimited = service.interfaces !== undefined || service.sources !== undefined;
  return [...off, ...port, ...doubtsOnWays(carrying), ...translating, ...(isLimited ? [limits] : [])];
}

function sourceNat({ nat }: Device, egress: string): readonly NatRule[] {
  return nat
    .filter(({ enabled, exempt, kind }) => enabled && exempt !== true && kind === "source")
    .filter(({ match }) => match.egress?.includes(egress) ?? true);
}

/** TCP to the port unless it says otherwise; SNMP is UDP (RFC 3417). A service without a known port may be any packet. */
export function packetsOf({ service, protocol, ...told }: ManagementService): ServiceExpression {
  const { port = USUAL_PORTS[service], portDoubt } = told;
  if (port === undefined) return { kind: "any" };
  const own = protocol ?? (service === "snmp" ? 17 : 6);
  if (portDoubt !== undefined) return { kind: "unknown", doubt: portDoubt, upper: { kind: "protocol", protocol: own } };
  return { kind: "ports", protocol: own, destination: [{ from: port, to: port }] };
}

interface Reached {
  readonly arrival: Arrival;
  readonly outcome: WayOutcome;
  /** What of it came to have another source on the way. */
  readonly translated: Node;
}

/**
 * What comes in, cut to a service and to whom it answers. Vendors differ in whether a service that is on for some
 * interfaces looks at where the packet came in or at the address it is for: surely both, perhaps one of them.
 */
function limitedTo(
  { rules, device }: Asked,
  { space, packets: packetsOfEach, answering }: Asking,
  service: ManagementService,
  { arrival, outcome, translated: before }: Reached,
): WayOutcome {
  const { diagram, domain, layout } = space;
  const { interfaces, sources } = service;
  const packets = packetsOfEach.get(service) ?? { lower: EMPTY, upper: EMPTY };
  const bounds = sources === undefined ? undefined : rules.get(device)?.addresses.of(sources, layout.family);
  const all = everything(domain);
  // A device asks for the source it sees: of translated packets that is not the one they are told by.
  const seen = arrival.passage === undefined ? bounds : bounds && { lower: [], upper: all };
  const from = seen ?? { lower: all, upper: all };
  const comesIn = interfaces?.includes(arrival.entry.ingress) ?? true;
  const there = answering.get(service) ?? all;
  const least = diagram.and(space.field("src", from.lower), space.field("dst", comesIn ? there : []));
  const most = diagram.and(space.field("src", from.upper), space.field("dst", comesIn ? all : there));
  const translated = diagram.and(before, packets.upper);
  return {
    ...outcome,
    must: diagram.diff(diagram.and(diagram.and(outcome.must, packets.lower), least), translated),
    may: diagram.or(diagram.and(diagram.and(outcome.may, packets.upper), most), translated),
    byRules: diagram.and(diagram.and(outcome.byRules, packets.upper), most),
  };
}

/** The addresses of the interfaces that a service is limited to; all, where it is not. */
function answeringOf(device: Device, { interfaces }: ManagementService, family: 4 | 6): Intervals<number | bigint> {
  const domain = domainOf(family);
  if (interfaces === undefined) return everything(domain);
  const limited = device.interfaces.filter(({ id }) => interfaces.includes(id)).flatMap((one) => one.addresses);
  const own = limited.filter((address) => address.family === family);
  return normalize<number | bigint>(
    own.map(({ address }) => [address, address] as const),
    domain,
  );
}

/** What a device on the way sends on under another source: filters and limits behind it do not see where it came from. */
function translatedBefore(rules: RulesOf, space: PacketSpace, { way, hops, whole }: WayOutcome): Node {
  const { diagram, layout } = space;
  if (way.hops.every(({ device, scope }) => sourceNat(device, scope.egress).length === 0)) return EMPTY;
  let passed = whole();
  let translated: Node = EMPTY;
  for (const [index, { device, scope }] of way.hops.entries()) {
    passed = diagram.and(passed, hops[index]?.may ?? EMPTY);
    for (const { match } of sourceNat(device, scope.egress)) {
      const from = rules.get(device)?.addresses.of(match.source, layout.family).upper ?? everything(space.domain);
      translated = diagram.or(translated, diagram.and(passed, space.field("src", from)));
    }
  }
  return translated;
}

/** What the map declares from the zone to the device: a flow that ends at it, from hosts of the zone or from all of it. */
function declaredTo({ plant, zone, flows }: Asked, space: PacketSpace, sets: ServiceSets): Node {
  return space.diagram.union(
    flows.map((flow) =>
      space.diagram.and(space.field("src", endAddresses(plant, space, flow.from, zone)), sets.of(flow.service).upper),
    ),
  );
}

/** Too much to be decided: everything may reach it, nothing surely does. */
function anything(asked: Asked, family: 4 | 6): ServiceReach[] {
  const { plant, zone, device, services } = asked;
  const space = new PacketSpace(family);
  const sets = new ServiceSets({ services: [] }, space);
  const own = plant.zones.find((one) => one.zone === zone)?.[family] ?? [];
  const ends = space.all([space.field("src", own), space.field("dst", ownSet(device, family))]);
  return services.map((service) => ({
    service,
    space,
    must: EMPTY,
    may: space.all([ends, sets.of(packetsOf(service)).upper, space.fresh]),
    declared: declaredTo(asked, space, sets),
    via: [],
    carriers: [],
    doubts: [],
  }));
}
