/** Rules, places, packets and sets in the words of facts. */

import type { DeviceRules } from "../analyse/rule-sets.js";
import type { Device } from "../model/device.js";
import type { AddressExpression, ServiceExpression } from "../model/expression.js";
import type { Rule, Table } from "../model/rule.js";
import { MAX_IPV4 } from "../packets/address.js";
import { serviceTexts } from "../packets/boxes.js";
import type { Node } from "../packets/diagram.js";
import { EMPTY } from "../packets/diagram.js";
import { covers, everything, type Intervals } from "../packets/intervals.js";
import type { PacketSpace } from "../packets/space.js";
import { type AddressBounds, domainOf } from "../resolve/address-bounds.js";
import { type ObjectsById, objectsById } from "../resolve/objects-by-id.js";
import type { ServiceSets } from "../resolve/service-sets.js";
import type { SourceRange } from "../source/range.js";
import type { LocationFacts, RuleFactsForPolicies, RuleTraits } from "./common.js";
import type { CountFacts } from "./pair.js";
import { RemoteTools } from "./remote-tools.js";
import { RulePlaces } from "./rule-places.js";
import { type Side, TraitsPool, type Width } from "./rule-traits.js";
import { servicesIn } from "./service-count.js";
import { addressesIn, bitsFor, hasWidePorts, namesNoPorts, WIDTHS } from "./widths.js";

/** What most rules name, by how many addresses it holds. */
const NARROW: ReadonlyMap<number, Side> = new Map(
  WIDTHS.map((bits) => [bits, { isAny: false, isExact: true, bits }] as const),
);

const FAMILIES = [4, 6] as const;
const EVERYTHING = { 4: everything(domainOf(4)), 6: everything(domainOf(6)) };

/** What is asked of rules of one device again and again. */
export class RuleDescriber {
  private readonly services: ServiceSets;
  private readonly texts = new Map<Node, string[]>();
  private readonly bounds: AddressBounds;
  private readonly wholes: { tcp: Node; udp: Node };
  private readonly objects: ObjectsById;
  /** Of objects, by their places. */
  private readonly sides: (Side | undefined)[];
  private readonly widths = new Map<Node, Width>();
  private readonly orders = new Map<Table, Map<Rule, number>>();
  private readonly known = new Map<Rule, RuleFactsForPolicies>();
  private readonly places: RulePlaces;
  private readonly traits: TraitsPool;
  private readonly tools: RemoteTools;
  private readonly forwarding: ReadonlySet<string>;
  private readonly serviceObjects: ReadonlyMap<string, { value: ServiceExpression; at: readonly SourceRange[] }>;

  /** @param space an IPv4 space; many describers may share its diagram. */
  constructor(
    rules: DeviceRules,
    private readonly space: PacketSpace,
  ) {
    this.bounds = rules.addresses;
    this.services = rules.servicesIn(space);
    this.wholes = { tcp: this.openPorts(6), udp: this.openPorts(17) };
    this.objects = objectsById(rules.device.addresses);
    this.sides = new Array(this.objects.size).fill(undefined);
    this.places = new RulePlaces(rules.device);
    this.traits = new TraitsPool(rules.device.id);
    this.tools = new RemoteTools(rules.device.addresses);
    this.serviceObjects = new Map(rules.device.services.map((object) => [object.id, object]));
    this.forwarding = forwardingTables(rules.device);
  }

  /** The facts of a rule. `step` names where it stands when it belongs to no table. */
  describe(rule: Rule, table: Table | undefined, step: string): RuleFactsForPolicies {
    const known = this.known.get(rule);
    if (known !== undefined) return known;
    const facts = this.build(rule, table, step);
    this.known.set(rule, facts);
    return facts;
  }

  /** The addresses an expression may stand for at most. */
  upperOf(expression: AddressExpression, family: 4 | 6): Intervals<number | bigint> {
    return this.bounds.of(expression, family).upper;
  }

  /** Services as people write them, by what they may be at most. */
  serviceTexts(expression: ServiceExpression): string[] {
    const { diagram, fresh } = this.space;
    const wide = diagram.and(this.services.of(expression).upper, fresh);
    if (wide === EMPTY) return ["none"];
    const known = this.texts.get(wide) ?? serviceTexts(this.space, wide).slice(0, 12);
    this.texts.set(wide, known);
    return known;
  }

  /** How many addresses of both families an expression stands for. */
  addressCount(expression: AddressExpression): CountFacts {
    const bounds = FAMILIES.map((family) => this.bounds.of(expression, family));
    const count = (side: "lower" | "upper") => bounds.reduce((sum, bound) => sum + addressesIn(bound[side]), 0);
    return { least: atMostAll(count("lower")), most: atMostAll(count("upper")) };
  }

  /** How many services an expression opens; undefined of one for answers, which names the port they come from alone. */
  serviceCount(expression: ServiceExpression): CountFacts | undefined {
    const { full_tcp_or_udp, open_ports } = this.widthOf(expression);
    if (open_ports && !full_tcp_or_udp) return undefined;
    const { lower, upper } = this.services.of(expression);
    const count = (node: Node) => servicesIn(this.space, this.space.diagram.and(node, this.space.fresh));
    return { least: count(lower), most: count(upper) };
  }

  private build(rule: Rule, table: Table | undefined, step: string): RuleFactsForPolicies {
    const { source, destination, service } = rule.match;
    const sides = { source: this.sideOf(source), destination: this.sideOf(destination) };
    const traits = this.traits.of(rule, {
      ...sides,
      width: this.widthOf(service),
      certain: sides.source.isExact && sides.destination.isExact && this.isCertain(rule),
      isApart: table !== undefined && !this.forwarding.has(table.id),
      tools: this.tools.of(destination),
    });
    const isEntry = table?.kind === "acl";
    const order = this.orderOf(rule, table);
    return new DescribedRule(rule, { traits, table: table?.name ?? step, isEntry, order, places: this.places });
  }

  private widthOf(expression: ServiceExpression): Width {
    const { diagram, fresh } = this.space;
    const service = diagram.and(this.services.of(expression).upper, fresh);
    let width = this.widths.get(service);
    if (width === undefined) {
      const isFull = (whole: Node) => diagram.diff(whole, service) === EMPTY;
      const full = isFull(this.wholes.tcp) || isFull(this.wholes.udp);
      const any_service = service === fresh;
      const open_ports = any_service || full || namesNoPorts(expression, this.serviceObjects);
      const wide_ports = !open_ports && hasWidePorts(expression, this.serviceObjects);
      width = { any_service, full_tcp_or_udp: full, open_ports, wide_ports };
      this.widths.set(service, width);
    }
    return width;
  }

  private orderOf(rule: Rule, table: Table | undefined): number {
    if (table === undefined) return 0;
    let orders = this.orders.get(table);
    if (orders === undefined) {
      orders = new Map<Rule, number>();
      for (let index = 0; index < table.rules.length; index++) orders.set(table.rules[index] as Rule, index + 1);
      this.orders.set(table, orders);
    }
    return orders.get(rule) ?? 0;
  }

  /** What most rules name is one range, or a group that others name too. */
  private sideOf(expression: AddressExpression): Side {
    if (expression.kind === "range4" && expression.to - expression.from < MAX_IPV4) {
      return NARROW.get(bitsFor(expression.to - expression.from + 1)) ?? this.findSide(expression);
    }
    if (expression.kind !== "object") return this.findSide(expression);
    const place = this.objects.placeOf(expression.object);
    if (place === undefined) return this.findSide(expression);
    const side = this.sides[place] ?? this.findSide(expression);
    this.sides[place] = side;
    return side;
  }

  private findSide(expression: AddressExpression): Side {
    const [four, six] = [this.bounds.of(expression, 4), this.bounds.of(expression, 6)];
    const isAny = covers(four.upper, EVERYTHING[4]) || covers(six.upper, EVERYTHING[6]);
    const isExact = four.lower === four.upper && six.lower === six.upper;
    const bits = bitsFor(Math.max(addressesIn(four.upper), addressesIn(six.upper)));
    const narrow = isExact && !isAny ? NARROW.get(bits) : undefined;
    return narrow ?? { isAny, isExact, bits };
  }

  private isCertain(rule: Rule): boolean {
    if (rule.action === "unknown" || (rule.doubts?.length ?? 0) > 0) return false;
    const { lower, upper } = this.services.of(rule.match.service);
    return lower === upper;
  }

  /** Every opening packet of TCP or UDP with a destination port above 0. */
  private openPorts(protocol: number): Node {
    const { space } = this;
    const ports = space.all([
      space.field("protocol", [protocol, protocol]),
      space.field("dstPort", [1, 65535]),
      space.field("srcPort", [1, 65535]),
    ]);
    const opening = protocol === 6 ? space.diagram.and(ports, space.flags({ mask: 63, value: 2 })) : ports;
    return space.diagram.and(opening, space.fresh);
  }
}

/** Ids of the tables that packets may meet which the device forwards or carries within a VLAN. */
function forwardingTables({ forwarding, carried = [] }: Device): ReadonlySet<string> {
  const steps = [...forwarding, ...carried.flatMap((one) => one.steps)];
  return new Set(steps.flatMap((step) => [step, ...(step.instead?.of ?? [])]).flatMap(({ tables }) => tables));
}

/** More than there are of IPv4 are told as that many: numbers of policies are exact as far. */
function atMostAll(count: number): number {
  return Math.min(count, MAX_IPV4 + 1);
}

/** Where a rule stands, and what it is. */
interface Found {
  readonly traits: RuleTraits;
  readonly table: string;
  /** Of an access list. */
  readonly isEntry: boolean;
  readonly order: number;
  readonly places: RulePlaces;
}

/** A class, and its places when somebody asks: of a large set most rules are shown to nobody, and every one is described. */
class DescribedRule implements RuleFactsForPolicies {
  readonly traits: RuleTraits;
  readonly table: string;
  readonly order: number;
  readonly #rule: Rule;
  readonly #isEntry: boolean;
  /** Where its places are, or who finds them: nobody is held who was asked. */
  #places: RulePlaces | LocationFacts[];
  /** Left out: nobody asked yet. */
  #content: string | undefined;

  constructor(rule: Rule, { traits, table, isEntry, order, places }: Found) {
    this.traits = traits;
    this.table = table;
    this.order = order;
    this.#rule = rule;
    this.#isEntry = isEntry;
    this.#places = places;
  }

  get device(): string {
    return this.traits.device;
  }

  get id(): string {
    return this.#rule.id;
  }

  get name(): string | undefined {
    return this.#rule.name;
  }

  get comment(): string | undefined {
    return this.#rule.comment;
  }

  /** Entries of access lists are renumbered and moved; what they say tells them from others. */
  get content(): string | undefined {
    if (!this.#isEntry || this.traits.implicit) return undefined;
    // Each finding about the rule asks, in each pair of zones.
    this.#content ??= contentOf(this.#rule);
    return this.#content;
  }

  get locations(): LocationFacts[] {
    if (!Array.isArray(this.#places)) this.#places = this.#places.of(this.#rule);
    return this.#places;
  }

  toJSON(): RuleFactsForPolicies {
    const { traits, device, table, id, name, order, comment, locations } = this;
    return {
      ...{ traits, device, table, id, order, locations },
      ...(name === undefined ? {} : { name }),
      ...(comment === undefined ? {} : { comment }),
    };
  }
}

function contentOf({ action, match }: Rule): string {
  return JSON.stringify([action, match], (key, value: unknown) => {
    if (key === "at" || key === "ingress" || key === "egress") return undefined;
    return typeof value === "bigint" ? `${value}n` : value;
  });
}
