/** The rules of one device ready to be cut into slices: which of them can meet which addresses. */
import type { Device, NatRule } from "../model/device.js";
import type { DoubtId } from "../model/expression.js";
import type { Filter, FilterStep, Rule, Table } from "../model/rule.js";
import { type Diagram, EMPTY, FULL, type Node } from "../packets/diagram.js";
import { type Intervals, intersect } from "../packets/intervals.js";
import { NOTHING, type Product } from "../packets/products.js";
import { PacketSpace } from "../packets/space.js";
import { serviceOf } from "../packets/split.js";
import { AddressBounds, type Bounds } from "../resolve/address-bounds.js";
import { type ServiceBounds, ServiceSets } from "../resolve/service-sets.js";
import { filtersOf } from "./filters.js";
import { seeMeeting } from "./hulls.js";
import { NatEntries } from "./nat/entries.js";
import { TranslatedBounds } from "./nat/translated-bounds.js";
import { RulesByInterfaces } from "./rules-by-interfaces.js";
import { withoutPorts } from "./without-ports.js";

type Addresses = Intervals<number | bigint>;

/** A rule with its addresses resolved in one family. */
export interface ResolvedRule {
  readonly rule: Rule;
  /** The table it stands in; left out for what a step does otherwise. */
  readonly table?: Table;
  readonly source: Bounds;
  readonly destination: Bounds;
}

/** What a slice is about: packets from these sources to these destinations, in by one interface and out by another. */
export interface SliceScope {
  readonly family: 4 | 6;
  readonly ingress: string;
  /** `undefined`: to the device itself; then rules limited to an egress do not match. */
  readonly egress: string | undefined;
  readonly sources: Intervals<number | bigint>;
  readonly destinations: Intervals<number | bigint>;
}

/** A rule cut to a slice: the least and the most it matches there, as products and as sets. The same twice: it is exact. */
export interface SlicedRule {
  readonly resolved: ResolvedRule;
  readonly least: Product;
  readonly most: Product;
  readonly lower: Node;
  readonly upper: Node;
  /** Doubts of its service; those of its addresses stand on the resolved rule. */
  readonly serviceDoubts: readonly DoubtId[];
}

type Entries = NatEntries<ResolvedRule>;

/** The resolved rules of one device. */
export class DeviceRules {
  readonly addresses: AddressBounds;
  /** Its translations that are switched on, in order. */
  readonly nat: Readonly<Record<NatRule["kind"], readonly NatRule[]>>;
  private readonly translated: TranslatedBounds;
  private readonly natEntries: Entries;
  private readonly tables: ReadonlyMap<string, Table>;
  private readonly plainTables = {
    4: new Map<Table, readonly ResolvedRule[]>(),
    6: new Map<Table, readonly ResolvedRule[]>(),
  };
  private readonly named = new Map<Table, Readonly<Record<4 | 6, boolean>>>();
  private readonly translatedTables = new Map<readonly ResolvedRule[], Map<string, readonly ResolvedRule[]>>();
  private readonly byInterfaces = new Map<readonly ResolvedRule[], RulesByInterfaces<ResolvedRule>>();
  private readonly naming = new Map<Table, boolean>();
  private readonly otherwise = new Map<Filter, { readonly 4?: ResolvedRule; readonly 6?: ResolvedRule }>();
  private readonly services = new WeakMap<Diagram, ServiceSets>();
  private readonly cutServices = new WeakMap<Diagram, Map<Node, Map<ServiceBounds, ServiceBounds>>>();

  constructor(readonly device: Device) {
    this.addresses = new AddressBounds(device);
    this.tables = new Map(device.tables.map((table) => [table.id, table]));
    this.translated = new TranslatedBounds(device);
    const enabled = device.nat.filter((nat) => nat.enabled);
    this.nat = {
      destination: enabled.filter(({ kind }) => kind === "destination"),
      source: enabled.filter(({ kind }) => kind === "source"),
    };
    this.natEntries = new NatEntries(this.nat, {
      resolve: (rule, family) => this.resolve(rule, family, undefined),
      translate: (plain, family, by) => this.translate(plain, family, by),
    });
  }

  /** All enabled rules of a table in order, with their addresses of one family. */
  ofTable(table: Table, family: 4 | 6): readonly ResolvedRule[] {
    const known = this.plainTables[family].get(table);
    if (known !== undefined) return known;
    const resolved: ResolvedRule[] = [];
    let [hasOwn, hasOther] = [false, false];
    for (const rule of table.rules) {
      if (!rule.enabled) continue;
      const one = this.resolve(rule, family, table);
      resolved.push(one);
      hasOwn ||= one.source.upper.length > 0 || one.destination.upper.length > 0;
      // Right behind the same question about its own family: later the object would have to be looked for once more.
      hasOther ||= this.namesFamily(rule, family === 4 ? 6 : 4);
    }
    this.plainTables[family].set(table, resolved);
    this.named.set(table, family === 4 ? { 4: hasOwn, 6: hasOther } : { 4: hasOther, 6: hasOwn });
    return resolved;
  }

  /** Whether some enabled rule of a table has an address of a family on a side. Most tables have those of one alone. */
  names(table: Table, family: 4 | 6): boolean {
    if (!this.named.has(table)) this.ofTable(table, 4);
    return this.named.get(table)?.[family] === true;
  }

  private namesFamily({ match: { source, destination } }: Rule, family: 4 | 6): boolean {
    const { addresses } = this;
    return addresses.of(source, family).upper.length > 0 || addresses.of(destination, family).upper.length > 0;
  }

  /** The same for packets whose destination one of these translated; by none, where there are none of them. */
  private ofTranslated(table: Table, family: 4 | 6, by: readonly NatRule[]): readonly ResolvedRule[] {
    const plain = this.ofTable(table, family);
    const known = this.translatedTables.get(plain) ?? new Map<string, readonly ResolvedRule[]>();
    this.translatedTables.set(plain, known);
    const key = by.map(({ id }) => id).join("\n");
    const found = known.get(key) ?? this.translate(plain, family, by);
    known.set(key, found);
    return found;
  }

  /** The list itself where no rule of it asks what translated a packet. */
  private translate(plain: readonly ResolvedRule[], family: 4 | 6, by: readonly NatRule[]): readonly ResolvedRule[] {
    let all: ResolvedRule[] | undefined;
    for (const [index, one] of plain.entries()) {
      const destination = this.translated.destination(one.rule, one.destination, family, by);
      if (destination === one.destination) continue;
      all ??= [...plain];
      all[index] = { ...one, destination };
    }
    return all ?? plain;
  }

  /** The translations of a kind that can meet packets of a slice, as rules, in order (`NatEntries.meeting`). */
  natMeeting(kind: NatRule["kind"], scope: SliceScope, by?: readonly NatRule[]): ReturnType<Entries["meeting"]> {
    return this.natEntries.meeting(kind, scope, by);
  }

  /**
   * The rules that a filter can apply to packets of a slice, in order, what it does otherwise last.
   * @param by what translated their destination; left out: that is not looked at.
   */
  ofFilter(filter: Filter, scope: SliceScope, by?: readonly NatRule[]): readonly ResolvedRule[] {
    const found: ResolvedRule[] = [];
    for (const id of filter.tables) {
      const table = this.tables.get(id);
      if (table === undefined) continue;
      seeMeeting(this.between(table, scope, by), scope, (resolved) => {
        found.push(resolved);
        return false;
      });
    }
    const known = this.otherwise.get(filter);
    const otherwise = known?.[scope.family] ?? this.resolve(filter.otherwise, scope.family, undefined);
    this.otherwise.set(filter, { ...known, [scope.family]: otherwise });
    found.push(otherwise);
    return found;
  }

  /** How many rules of a step speak of the interfaces of a slice, whatever its addresses. */
  countBetween(step: FilterStep, scope: SliceScope): number {
    const tables = filtersOf(step).flatMap((filter) => filter.tables);
    return tables.reduce((sum, id) => {
      const table = this.tables.get(id);
      return table === undefined ? sum : sum + this.between(table, scope, undefined).length;
    }, 0);
  }

  /** Whether some filter of a step has a rule that permits, or may. */
  mayPermit(step: FilterStep, scope: SliceScope, by?: readonly NatRule[]): boolean {
    return filtersOf(step).some((filter) => this.filterMayPermit(filter, scope, by));
  }

  private filterMayPermit({ otherwise, tables }: Filter, scope: SliceScope, by?: readonly NatRule[]): boolean {
    if (otherwise.action !== "deny") return true;
    return tables.some((id) => {
      const table = this.tables.get(id);
      let may = false;
      if (table !== undefined) {
        seeMeeting(this.between(table, scope, by), scope, ({ rule }) => {
          may = rule.action !== "deny";
          return may;
        });
      }
      return may;
    });
  }

  /** The rules of a table that speak of two interfaces: most slices of a device have theirs in common with others. */
  private between(
    table: Table,
    { family, ingress, egress }: SliceScope,
    by: readonly NatRule[] | undefined,
  ): readonly ResolvedRule[] {
    const all = by === undefined ? this.ofTable(table, family) : this.ofTranslated(table, family, by);
    if (!this.namesInterfaces(table)) return all;
    const known = this.byInterfaces.get(all) ?? new RulesByInterfaces(all);
    this.byInterfaces.set(all, known);
    return known.between(ingress, egress);
  }

  /** Whether some rule of a table speaks of interfaces: access lists leave that to whoever binds them. */
  private namesInterfaces(table: Table): boolean {
    const known =
      this.naming.get(table) ??
      table.rules.some(({ match }) => match.ingress !== undefined || match.egress !== undefined);
    this.naming.set(table, known);
    return known;
  }

  /** Its services in the diagram of a space: many spaces share one. */
  servicesIn({ layout, diagram: { base } }: PacketSpace): ServiceSets {
    const known = this.services.get(base) ?? new ServiceSets(this.device, new PacketSpace(layout.family, base));
    this.services.set(base, known);
    return known;
  }

  /** What is known of its services in the diagram of a space, cut to `header`. */
  cutServicesIn({ diagram: { base } }: PacketSpace, header: Node): Map<ServiceBounds, ServiceBounds> {
    const byHeader = this.cutServices.get(base) ?? new Map<Node, Map<ServiceBounds, ServiceBounds>>();
    this.cutServices.set(base, byHeader);
    const known = byHeader.get(header) ?? new Map<ServiceBounds, ServiceBounds>();
    byHeader.set(header, known);
    return known;
  }

  private resolve(rule: Rule, family: 4 | 6, table: Table | undefined): ResolvedRule {
    return {
      rule,
      ...(table === undefined ? {} : { table }),
      source: this.addresses.of(rule.match.source, family),
      destination: this.addresses.of(rule.match.destination, family),
    };
  }
}

/** Cuts rules to slices of one space. */
export class RuleSlicer {
  private readonly services: ServiceSets;
  private readonly freshServices: Map<ServiceBounds, ServiceBounds>;
  /** What the packets looked at have behind their addresses. */
  private readonly header: Node;
  private readonly cutSides = new Map<Addresses, Map<Addresses, Addresses>>();

  /**
   * @param within what every set is cut to, such as the fresh packets.
   * @param asks whether only packets that start something are asked about: none of them is an answer.
   */
  constructor(
    rules: DeviceRules,
    private readonly space: PacketSpace,
    private readonly within: Node,
    private readonly asks: "what starts" | "everything" = "everything",
  ) {
    this.services = rules.servicesIn(space);
    this.header = serviceOf(space, within);
    this.freshServices = rules.cutServicesIn(space, this.header);
  }

  /** Everything the slice is about. */
  whole(scope: SliceScope): Node {
    const { sources, destinations } = scope;
    return this.space.diagram.and(this.space.diagram.product({ sources, destinations, service: FULL }), this.within);
  }

  /** The least and the most a rule matches of a slice (design 2): a doubt that narrows empties the lower bound, one that may be anything fills the upper as well. */
  cut(resolved: ResolvedRule, scope: SliceScope): SlicedRule {
    const { rule, source, destination } = resolved;
    if (rule.match.answers === true && this.asks === "what starts")
      return { resolved, least: NOTHING, most: NOTHING, lower: EMPTY, upper: EMPTY, serviceDoubts: [] };
    if (rule.doubts?.some((doubt) => doubt.effect === "anything")) {
      const most = { sources: scope.sources, destinations: scope.destinations, service: this.header };
      return { resolved, least: NOTHING, most, lower: EMPTY, upper: this.whole(scope), serviceDoubts: [] };
    }
    const service = this.service(rule);
    const most = this.product(source.upper, destination.upper, service.upper, scope);
    const upper = this.node(most);
    const serviceDoubts = service.doubts;
    if (rule.doubts !== undefined && rule.doubts.length > 0)
      return { resolved, least: NOTHING, most, lower: EMPTY, upper, serviceDoubts };
    const isExact =
      source.lower === source.upper && destination.lower === destination.upper && service.lower === service.upper;
    if (isExact) return { resolved, least: most, most, lower: upper, upper, serviceDoubts };
    const least = this.product(source.lower, destination.lower, service.lower, scope);
    return { resolved, least, most, lower: this.node(least), upper, serviceDoubts };
  }

  private node(product: Product): Node {
    const { diagram } = this.space;
    const node = diagram.product(product);
    return this.header === this.within ? node : diagram.and(node, this.within);
  }

  private product(source: Addresses, destination: Addresses, service: Node, scope: SliceScope): Product {
    return {
      sources: this.cutSide(source, scope.sources),
      destinations: this.cutSide(destination, scope.destinations),
      service,
    };
  }

  /** What of a set of addresses a slice is about; the same set for the same addresses, so that it is made once. */
  private cutSide(values: Addresses, limit: Addresses): Addresses {
    let known = this.cutSides.get(limit);
    if (known === undefined) {
      known = new Map();
      this.cutSides.set(limit, known);
    }
    const found = known.get(values) ?? intersect(values, limit);
    known.set(values, found);
    return found;
  }

  /** What the service of a rule is within the packets looked at. `only` non-initial fragments: nothing of a fresh packet. */
  service(rule: Rule): ServiceBounds {
    const { space } = this;
    const expression = rule.match.service;
    const bounds = this.cutService(this.services.of(expression));
    if (rule.match.fragments === "only") {
      return {
        lower: space.diagram.and(bounds.lower, space.tails),
        upper: space.diagram.and(bounds.upper, space.tails),
        doubts: bounds.doubts,
      };
    }
    if (rule.match.fragments === "by-address") {
      const tails = this.space.diagram.and(this.header, this.space.tails);
      if (tails === EMPTY) return bounds;
      const { diagram } = this.space;
      const anyPorts = this.services.of(withoutPorts(expression, this.services));
      return {
        lower: diagram.or(bounds.lower, diagram.and(anyPorts.lower, tails)),
        upper: diagram.or(bounds.upper, diagram.and(anyPorts.upper, tails)),
        doubts: bounds.doubts,
      };
    }
    return bounds;
  }

  private cutService(bounds: ServiceBounds): ServiceBounds {
    if (this.header === this.space.universe) return bounds; // which holds every set of services
    const known = this.freshServices.get(bounds);
    if (known !== undefined) return known;
    const { lower, upper, doubts } = bounds;
    const cutLower = this.space.diagram.and(lower, this.header);
    const cutUpper = lower === upper ? cutLower : this.space.diagram.and(upper, this.header);
    const cut = { lower: cutLower, upper: cutUpper, doubts };
    this.freshServices.set(bounds, cut);
    return cut;
  }
}
