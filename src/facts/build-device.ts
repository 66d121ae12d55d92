/** Device facts from the model and the engine's answers. */
import type { Analysis } from "../analyse/analysis.js";
import type { RuleHealth } from "../analyse/health/rule-health.js";
import type { ResolvedRule } from "../analyse/rule-sets.js";
import type { Device, Interface } from "../model/device.js";
import type { FilterStep, Rule, Table } from "../model/rule.js";
import { formatIPv4, formatIPv6, formatRange } from "../packets/address.js";
import {
  covers,
  everything,
  type Intervals,
  intersect,
  meets,
  pairsOf,
  subtract,
  union,
} from "../packets/intervals.js";
import { type Bounds, domainOf } from "../resolve/address-bounds.js";
import { connectedNetworks } from "../resolve/networks.js";
import type { Plant } from "../resolve/plant.js";
import { linkLocal, UNMAPPED, type ZoneAddresses } from "../resolve/zone-space.js";
import { healthFacts, idleFacts } from "./build-health.js";
import { buildManagement } from "./build-management.js";
import type { Describers } from "./build-pair.js";
import { postureFacts } from "./build-posture.js";
import { recordFacts } from "./build-record.js";
import { surfaceFacts } from "./build-surface.js";
import { switchportFacts, vlanFacts } from "./build-switching.js";
import { tableFacts } from "./build-tables.js";
import type { BoxFacts, LocationFacts, RuleFactsForPolicies, ZoneFacts } from "./common.js";
import type { RuleDescriber } from "./describe.js";
import type { DeviceFacts, InterfaceFacts, PermitFacts, UnmappedFacts, VlanFacts } from "./device.js";
import { locationFacts } from "./rule-places.js";
import type { Names } from "./sets.js";
import type { Told } from "./told.js";
import { highestSl, zoneFacts } from "./zones.js";

/** How many networks outside any zone are listed for one rule. */
const SHOWN_UNMAPPED = 5;

/** What the facts of all devices of a run are made with. */
interface Describing {
  readonly describers: Describers;
  readonly names: Names;
  readonly told: Told;
}

export function buildDevice(
  plant: Plant,
  analysis: Analysis,
  device: Device,
  { describers, names, told }: Describing,
): DeviceFacts {
  const describer = describers.get(device);
  if (describer === undefined) throw new Error(`no rules were resolved for ${device.id}`);
  const zones = zonesOf(plant, device);
  const health = analysis.health(device);
  const vlans = vlanFacts(plant, device);
  const filtering = new Set(device.forwarding.flatMap(({ tables }) => tables));
  const written = device.tables.filter(({ restates }) => restates === undefined);
  const forwarded = written.filter(({ id }) => filtering.has(id));
  return {
    id: device.id,
    vendor: device.vendor,
    platform: device.platform,
    ...(device.version === undefined ? {} : { version: device.version }),
    ...(device.hostname === undefined ? {} : { hostname: device.hostname }),
    file: device.file,
    has_map: plant.map !== undefined,
    ...(told.day === undefined ? {} : { as_of: told.day }),
    record: recordFacts(device, plant.map, told),
    vlans,
    ...highestSl(zones),
    zones,
    interfaces: device.interfaces.map((one) => interfaceFacts(plant, device, one, vlans)),
    tables: written.map((table) => tableFacts(table, filtering.has(table.id), describer)),
    permits: permits(health, written, describer, names),
    ipv6_rules: forwarded.flatMap((table) => ipv6Rules(table, analysis, device)).length,
    ...healthFacts(health, describer),
    idle_objects: idleFacts(device),
    management: buildManagement(plant, analysis, device, describers, names),
    ...(device.posture === undefined ? {} : { posture: postureFacts(device.posture) }),
    ...surfaceFacts(plant, device, vlans),
    unparsed: device.unparsed.map(({ statement, section, filtering, at }) => ({
      statement,
      section,
      filtering,
      location: locationFacts(at),
    })),
    unmapped: plant.map === undefined ? [] : unmappedOf(plant, analysis, device),
    doubts: device.doubts.map((doubt) => ({
      device: device.id,
      reason: doubt.reason,
      location: locationFacts(doubt.at),
    })),
  };
}

/** Rules that name everything were not written with IPv6 in mind. */
function ipv6Rules(table: Table, analysis: Analysis, device: Device): readonly ResolvedRule[] {
  const rules = analysis.rules.get(device);
  if (rules?.names(table, 6) !== true) return [];
  const four = rules.ofTable(table, 4);
  return rules.ofTable(table, 6).filter(({ rule, source, destination }, index) => {
    if (rule.implicit === true) return false;
    const isAlone = (side: Bounds, other: Bounds | undefined) => side.upper.length > 0 && other?.upper.length === 0;
    return isAlone(source, four[index]?.source) || isAlone(destination, four[index]?.destination);
  });
}

function zonesOf(plant: Plant, device: Device): ZoneFacts[] {
  const { map } = plant;
  if (map === undefined) return [];
  const ids = new Set(
    plant.attachments.filter((one) => one.device === device && one.zone !== UNMAPPED).map((one) => one.zone),
  );
  return map.zones.filter((zone) => ids.has(zone.id)).map((zone) => zoneFacts(map, zone.id));
}

function interfaceFacts(plant: Plant, device: Device, one: Interface, vlans: readonly VlanFacts[]): InterfaceFacts {
  const { map } = plant;
  const attached = plant.attachments.filter(
    (attachment) => attachment.device === device && attachment.interface === one,
  );
  const here = attached.filter(
    (attachment) =>
      attachment.zone !== UNMAPPED &&
      (meets(attachment[4], connectedNetworks(one, 4)) || meets(attachment[6], connectedNetworks(one, 6))),
  );
  const switchport = switchportFacts(one, vlans);
  const filters = (family: 4 | 6) =>
    device.forwarding.some(
      (step) =>
        (step.family ?? family) === family &&
        (step.ingress?.includes(one.id) ?? step.egress === undefined) &&
        isStrict(step),
    );
  return {
    id: one.id,
    ...(one.description === undefined ? {} : { description: one.description }),
    kind: one.kind,
    svi: one.svi === true,
    enabled: one.enabled,
    networks: one.addresses.map(
      ({ address, prefixLength }) =>
        `${typeof address === "bigint" ? formatIPv6(address) : formatIPv4(address)}/${prefixLength}`,
    ),
    zones: map === undefined ? [] : here.map((attachment) => zoneFacts(map, attachment.zone)),
    filters_in: filterNames(device.forwarding, one, "ingress"),
    filters_out: filterNames(device.forwarding, one, "egress"),
    ...(switchport === undefined ? {} : { switchport }),
    ipv6: one.addresses.some(({ family }) => family === 6),
    filters_ipv6: filters(6),
    filters_ipv4: filters(4),
    relays: one.relays && [...one.relays],
    locations: one.at.map(locationFacts),
  };
}

/** Whether a filter denies anything at all: its default, or a rule of its own. */
function isStrict({ otherwise, tables }: FilterStep): boolean {
  return otherwise.action !== "permit" || tables.length > 0;
}

/** Filters that packets of an interface meet: those of the interface, and those of the whole device. */
function filterNames(steps: readonly FilterStep[], one: Interface, side: "ingress" | "egress"): string[] {
  const other = side === "ingress" ? "egress" : "ingress";
  const met = steps.filter((step) => step[side]?.includes(one.id) ?? step[other] === undefined);
  return met.flatMap((step) => [step, ...(step.instead?.of ?? [])].map(({ name }) => name));
}

/** Enabled permit rules of bound tables that are not dead. */
function permits(
  { dead: covered, empty }: RuleHealth,
  tables: readonly Table[],
  describer: RuleDescriber,
  names: Names,
): DescribedPermit[] {
  const dead = new Set<Rule>([...covered, ...empty].map((one) => one.rule));
  return tables
    .filter((table) => table.bound)
    .flatMap((table) =>
      table.rules
        .filter((rule) => rule.enabled && rule.action === "permit" && !dead.has(rule))
        .map((rule) => new DescribedPermit(describer.describe(rule, table, table.name), rule, describer, names)),
    );
}

/** A permit rule; what is written in it is looked for when somebody asks: most rules are shown to nobody. */
class DescribedPermit implements PermitFacts {
  readonly #match: Rule["match"];
  readonly #describer: RuleDescriber;
  readonly #names: Names;

  constructor(
    readonly rule: RuleFactsForPolicies,
    { match }: Rule,
    describer: RuleDescriber,
    names: Names,
  ) {
    this.#match = match;
    this.#describer = describer;
    this.#names = names;
  }

  get boxes(): BoxFacts[] {
    const texts = (set: Intervals<number | bigint>) => (set.length === 0 ? ["(IPv6)"] : this.#names.texts(set));
    return [
      {
        sources: texts(this.#describer.upperOf(this.#match.source, 4)),
        destinations: texts(this.#describer.upperOf(this.#match.destination, 4)),
        services: this.#describer.serviceTexts(this.#match.service),
      },
    ];
  }

  toJSON(): PermitFacts {
    return { rule: this.rule, boxes: this.boxes };
  }
}

/**
 * Internal networks that the device uses and no zone claims. Rules about everything use no network in particular, and what a
 * rule denies need not be there: to keep off all private addresses is good practice.
 */
function unmappedOf(plant: Plant, analysis: Analysis, device: Device): UnmappedFacts[] {
  const unclaimed = plant.zones.find((one) => one.zone === UNMAPPED);
  const rules = analysis.rules.get(device);
  if (unclaimed === undefined || rules === undefined) return [];
  const space = beyondLinks(unclaimed);
  const own = device.interfaces
    .filter((one) => one.enabled && one.kind !== "loopback")
    .flatMap((one) =>
      networksIn(space, (family) => connectedNetworks(one, family)).map(
        (network): UnmappedFacts => ({ network, used_by: "interface", name: one.id, locations: places(one.at) }),
      ),
    );
  const routes = device.routes.flatMap((route) => {
    if (route.prefixLength === 0) return [];
    const to = BigInt(route.network) + (1n << BigInt((route.family === 4 ? 32 : 128) - route.prefixLength)) - 1n;
    const range: Intervals<number | bigint> = [route.network, route.family === 4 ? Number(to) : to];
    if (plant.zones.some((zone) => zone.zone !== UNMAPPED && meets(zone[route.family], range))) return [];
    return networksIn(space, (family) => (family === route.family ? range : [])).map(
      (network): UnmappedFacts => ({ network, used_by: "route", name: network, locations: places([route.at]) }),
    );
  });
  const zones = plant.zones.filter((zone) => zone !== unclaimed);
  const mappedIn = (family: 4 | 6) =>
    union(
      zones.map((zone) => zone[family]),
      domainOf(family),
    );
  const [mapped4, mapped6] = [mappedIn(4), mappedIn(6)];
  const inRules = device.tables
    .filter(({ bound, restates }) => bound && restates === undefined)
    .flatMap((table) => {
      // A side without addresses of a family has none there outside the map.
      const six = rules.names(table, 6) ? rules.ofTable(table, 6) : undefined;
      const isMapped = (one: ResolvedRule, index: number) => {
        if (!covers(mapped4, one.source.upper) || !covers(mapped4, one.destination.upper)) return false;
        const other = six?.[index];
        return other === undefined || (covers(mapped6, other.source.upper) && covers(mapped6, other.destination.upper));
      };
      return rules
        .ofTable(table, 4)
        .filter((one, index) => one.rule.implicit !== true && one.rule.action !== "deny" && !isMapped(one, index))
        .flatMap(({ rule }) =>
          ruleUnmapped(zones, space, table, rule, (side, family) => rules.addresses.of(side, family).upper),
        );
    });
  return [...own, ...routes, ...inRules];
}

type Upper = (side: Rule["match"]["source"], family: 4 | 6) => Intervals<number | bigint>;

/** The addresses of a zone that can be of a network elsewhere: no map says whose the link-local ones are. */
function beyondLinks(zone: ZoneAddresses): ZoneAddresses {
  return {
    zone: zone.zone,
    4: subtract(zone[4], linkLocal(4), domainOf(4)),
    6: subtract(zone[6], linkLocal(6), domainOf(6)),
  };
}

/**
 * Networks a rule names that lie wholly outside every zone; all addresses of a family are none that anybody named, and those
 * of a family in which one side has no address meet no packet, unless that is so of both: the rule waits for its objects.
 * @param zones those of the map.
 * @param space what is in none of them.
 */
function ruleUnmapped(
  zones: readonly ZoneAddresses[],
  space: ZoneAddresses,
  table: Table,
  rule: Rule,
  upper: Upper,
): UnmappedFacts[] {
  const sides = [rule.match.source, rule.match.destination];
  const named = ([4, 6] as const).map((family) => ({ family, both: sides.map((side) => upper(side, family)) }));
  const met = named.filter(({ both }) => both.every(({ length }) => length > 0));
  const networks = (met.length > 0 ? met : named).flatMap(({ family, both }) =>
    both.flatMap((addresses) =>
      pairsOf(addresses)
        .filter(([from, to]) => !covers([from, to], everything(domainOf(family))))
        .filter(([from, to]) => !zones.some((zone) => meets(zone[family], [from, to])))
        .filter(([from, to]) => meets(space[family], [from, to]))
        .map(([from, to]) => formatRange(from, to)),
    ),
  );
  return [...new Set(networks)].slice(0, SHOWN_UNMAPPED).map((network) => ({
    network,
    used_by: "rule",
    name: `${table.name} ${rule.name ?? rule.id}`,
    locations: places(rule.at),
  }));
}

function networksIn(space: ZoneAddresses, of: (family: 4 | 6) => Intervals<number | bigint>): string[] {
  return ([4, 6] as const).flatMap((family) =>
    pairsOf(intersect(of(family), space[family])).map(([from, to]) => formatRange(from, to)),
  );
}

function places(at: readonly Device["at"][]): LocationFacts[] {
  return at.map(locationFacts);
}
