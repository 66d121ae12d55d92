/** Service objects and groups of a VDOM, and what a name in a policy stands for. */
import type { PortRange, ServiceExpression, ServiceObject } from "../../../src/model/expression.js";
import type { SourceRange } from "../../../src/source/range.js";
import { type Block, isEnabled, type Setting, settingOf, textOf, valueStart, valuesOf } from "../tree.js";
import type { Context } from "./context.js";
import { type Named, ObjectNames } from "./object-names.js";
import { PREDEFINED_SERVICE_GROUPS, PREDEFINED_SERVICES, type PredefinedService } from "./predefined-services.js";
import { readPortEntry, readPorts, readServiceRow, unionOf } from "./service-value.js";
import { rowsIn, tablesIn, type Vdom } from "./vdoms.js";

const SERVICES = "firewall service custom";
const GROUPS = "firewall service group";
/** Nesting of groups that no device reaches; a guard against hostile files. */
const DEEPEST_GROUP = 100;

interface NamedService extends Named {
  readonly isGroup: boolean;
  /** Whether some policy or group names it. */
  isUsed: boolean;
}

/** The service objects of one VDOM. */
export class Services {
  readonly objects: ServiceObject[] = [];
  private readonly names = new ObjectNames<NamedService>();
  private readonly ids = new Set<string>();
  /** Names of a service and of a group, which no device has: one of them is damaged. */
  private readonly twice = new Set<string>();
  private readonly prefix: string;
  /** Source ports of entries that name none; left out: every one. */
  private readonly sources: PortRange | undefined;
  private readonly context: Context;
  private readonly holders: readonly Block[];

  /** @param prefix stands before every id: the VDOM where there are several. */
  constructor(vdom: Vdom, prefix: string, shared: readonly Block[], context: Context) {
    this.prefix = prefix;
    this.context = context;
    this.holders = vdom.holders;
    this.sources = defaultSources(shared);
    const services = rowsIn(vdom.holders, SERVICES);
    const groups = rowsIn(vdom.holders, GROUPS);
    for (const [rows, isGroup] of [
      [services, false],
      [groups, true],
    ] as const) {
      for (const row of rows) {
        const reference = { kind: "object", object: `${prefix}${row.name}` } as const;
        const before = this.names.add({ reference, block: row, isGroup, isUsed: false });
        if (before !== undefined && before.isGroup !== isGroup) this.twice.add(row.name);
      }
    }
    for (const row of services) this.push(row.name, readServiceRow(row, this.sources, context), context.rangesOf(row));
    for (const row of groups) this.push(row.name, this.readGroup(row), context.rangesOf(row));
    this.breakCycles();
  }

  /** What the names of a policy's `service` stand for, their union (reference/fortios.md 2.3). */
  resolve(setting: Setting): ServiceExpression {
    if (setting.values.length === 1) return this.reference(setting, 0);
    const of = setting.values.map((_, index) => this.reference(setting, index));
    const at = this.context.settingRange(setting);
    if (setting.values.includes("ALL")) {
      this.context.diagnostics.add("fortigate/list-with-all", at);
      const reason = '"ALL" beside other services: a device refuses such a list';
      const doubt = this.context.doubt({ reason, scope: "match", at });
      const rest = of.filter((_, index) => setting.values[index] !== "ALL");
      return { kind: "unknown", doubt, lower: unionOf(rest, at), at };
    }
    return unionOf(of, at);
  }

  /** Rows that no policy or group names and that the factory does not bring along, and groups of nothing. */
  idle(): { readonly unused: readonly Block[]; readonly empty: readonly Block[] } {
    const isOwn = ({ name }: Block) => !PREDEFINED_SERVICES.has(name) && !PREDEFINED_SERVICE_GROUPS.has(name);
    return {
      unused: [...this.names.all()].flatMap(({ block, isUsed }) => (isUsed || !isOwn(block) ? [] : [block])),
      empty: rowsIn(this.holders, GROUPS).filter(
        (row) => valuesOf(row, "member").length === 0 && row.unknown.length === 0 && isOwn(row),
      ),
    };
  }

  /** @param isInGroup a group that stands in a group keeps its place there: it may close a circle. */
  private reference(setting: Setting, index: number, isInGroup = false): ServiceExpression {
    const name = setting.values[index] ?? "";
    const found = this.found(name, valueStart(setting, index));
    if (this.twice.size > 0 && this.twice.has(name))
      return this.ambiguous(name, this.context.valueRange(setting, index));
    if (found !== undefined && !(found.isGroup && isInGroup)) return found.reference;
    const at = this.context.valueRange(setting, index);
    return found === undefined ? this.notFound(name, at) : { ...found.reference, at };
  }

  private ambiguous(name: string, at: SourceRange): ServiceExpression {
    const reason = `a service and a group of services have the name ${name}`;
    const doubt = this.context.sharedDoubt(`${this.prefix}service ${name}`, { reason, scope: "match", at });
    return { kind: "unknown", doubt, at };
  }

  private found(name: string, offset: number): NamedService | undefined {
    const found = this.names.find(name, offset);
    if (found !== undefined) found.isUsed = true;
    return found;
  }

  /** A name that the factory brings along, or none. */
  private notFound(name: string, at: SourceRange): ServiceExpression {
    const factory = this.factory(name, at);
    if (factory) return this.assumed(name, factory, at);
    this.context.diagnostics.add("fortigate/undefined-reference", at);
    const reason = `${name} is not defined in this file`;
    const doubt = this.context.sharedDoubt(`${this.prefix}service ${name}`, { reason, scope: "match", at });
    return { kind: "unknown", doubt, at };
  }

  private assumed(name: string, value: ServiceExpression, at: SourceRange): ServiceExpression {
    const id = `${this.prefix}${name}`;
    if (!this.ids.has(id)) {
      this.push(name, value, []);
      this.context.diagnostics.add("fortigate/predefined-object", at);
    }
    return { kind: "object", object: id, at };
  }

  /** The factory definition of a name that a partial export leaves out. */
  private factory(name: string, at: SourceRange): ServiceExpression | undefined {
    const members = PREDEFINED_SERVICE_GROUPS.get(name);
    if (members)
      return unionOf(
        members.map((member) => this.found(member, 0)?.reference ?? this.notFound(member, at)),
        at,
      );
    const service = PREDEFINED_SERVICES.get(name);
    return service && this.predefined(name, service, at);
  }

  private predefined(name: string, service: PredefinedService, at: SourceRange): ServiceExpression {
    if (service.ip !== undefined)
      return service.ip === 0 ? { kind: "any" } : { kind: "protocol", protocol: service.ip };
    if (service.icmp) {
      return { kind: "icmp", family: service.icmp, ...(service.type === undefined ? {} : { type: service.type }) };
    }
    const of = [...portEntries(service.tcp, 6, this.sources), ...portEntries(service.udp, 17, this.sources)];
    if (service.maybeTcp !== undefined) {
      const reason = `whether ${name} holds TCP ${service.maybeTcp} depends on the release`;
      const doubt = this.context.sharedDoubt(`${this.prefix}factory ${name}`, { reason, scope: "match", at });
      of.push({ kind: "unknown", doubt, upper: unionOf(portEntries(service.maybeTcp, 6, this.sources), at) });
    }
    return unionOf(of, at);
  }

  private readGroup(row: Block): ServiceExpression {
    const [changed] = this.context.claim(row, GROUPS, { scope: "match" });
    const at = this.context.rangeOf(row);
    if (changed) return { kind: "unknown", doubt: changed.doubt, at };
    if (isEnabled(row, "proxy") || isEnabled(row, "explicit-proxy")) return { kind: "none", at };
    const members = settingOf(row, "member");
    if (!members) return { kind: "none", at };
    const of = members.values.map((_, index) => this.reference(members, index, true));
    return unionOf(of, at);
  }

  private push(name: string, value: ServiceExpression, at: readonly SourceRange[]): void {
    const id = `${this.prefix}${name}`;
    if (this.ids.has(id)) return;
    this.ids.add(id);
    this.objects.push({ id, name, value, at });
  }

  /** Groups that contain themselves, which the device refuses: the closing reference stands for something unknown. */
  private breakCycles(): void {
    const byId = new Map(this.objects.map((object, index) => [object.id, index]));
    const open: string[] = [];
    const done = new Set<string>();
    const cut = (value: ServiceExpression): ServiceExpression => {
      if (value.kind === "union") return { ...value, of: value.of.map(cut) };
      if (value.kind !== "object") return value;
      if (open.includes(value.object) || open.length > DEEPEST_GROUP) return this.closed(value.object, value.at);
      visit(value.object);
      return value;
    };
    const visit = (id: string) => {
      const index = byId.get(id);
      const object = index === undefined ? undefined : this.objects[index];
      if (index === undefined || !object || done.has(id)) return;
      open.push(id);
      this.objects[index] = { ...object, value: cut(object.value) };
      open.pop();
      done.add(id);
    };
    for (const object of this.objects) visit(object.id);
  }

  private closed(id: string, at: SourceRange | undefined): ServiceExpression {
    const place = at ?? this.context.places.range(0, 0);
    this.context.diagnostics.add("fortigate/group-cycle", place);
    const reason = `the group ${id} contains itself, or is nested deeper than any device allows`;
    return { kind: "unknown", doubt: this.context.doubt({ reason, scope: "match", at: place }), at: place };
  }
}

function portEntries(text: string | undefined, protocol: number, sources: PortRange | undefined): ServiceExpression[] {
  if (text === undefined) return [];
  return text.split(" ").flatMap((entry) => readPortEntry(entry, protocol, sources) ?? []);
}

/** `default-service-source-port` of `system global`: 1 to 65535, its default, is taken as every port (reference D17). */
function defaultSources(shared: readonly Block[]): PortRange | undefined {
  const [global] = tablesIn(shared, "system global");
  const range = readPorts((global && textOf(global, "default-service-source-port")) ?? "");
  return range && (range.from > 1 || range.to < 65535) ? range : undefined;
}
