/** Address objects and groups of a VDOM, and what a name in a policy stands for. */
import type { Interface } from "../../../src/model/device.js";
import type { AddressExpression, AddressObject, Family } from "../../../src/model/expression.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import type { SourceRange } from "../../../src/source/range.js";
import { type Block, isEnabled, type Setting, settingOf, textOf, valueStart, valuesOf } from "../tree.js";
import { readAddressRow } from "./address-value.js";
import type { Context } from "./context.js";
import { type Named, ObjectNames } from "./object-names.js";
import { predefinedAddress, predefinedGroup } from "./predefined-addresses.js";
import { rowsIn, type Vdom } from "./vdoms.js";

/** Kinds of rows that share the names of `dstaddr`. */
export type AddressKind = "address" | "group" | "vip" | "list";

interface NamedAddress extends Named {
  readonly kind: AddressKind;
  /** Whether some policy or group names it. */
  isUsed: boolean;
}

/** Where a name is looked for. */
interface Naming {
  readonly names: ObjectNames<NamedAddress>;
  /** What a virtual IP or group of these stands for; left out where none can be named. */
  readonly vip?: ((name: string, at: SourceRange) => AddressExpression) | undefined;
  /** A group that stands in a group keeps its place there: it may close a circle. */
  readonly isInGroup?: boolean;
}

/** Tables by family: addresses, groups, multicast addresses. */
const SECTIONS = {
  4: {
    address: "firewall address",
    group: "firewall addrgrp",
    multicast: "firewall multicast-address",
    vip: "firewall vip",
    vipGroup: "firewall vipgrp",
  },
  6: {
    address: "firewall address6",
    group: "firewall addrgrp6",
    multicast: "firewall multicast-address6",
    vip: "firewall vip6",
    vipGroup: "firewall vipgrp6",
  },
} as const;

/** The address objects of one VDOM and family. */
export class Addresses {
  readonly objects: AddressObject[] = [];
  /** Whether `all` stands for every address, as the factory has it. */
  readonly isAllEvery: boolean;
  private readonly names = new ObjectNames<NamedAddress>();
  private readonly multicast = new ObjectNames<NamedAddress>();
  private readonly predefined = new Map<string, Named["reference"]>();
  private readonly ids = new Set<string>();
  /** Names of rows in several tables, which no device has: one of them is damaged. */
  private readonly twice = new Set<string>();
  private readonly family: Family;
  private readonly prefix: string;
  private readonly context: Context;

  /** @param prefix stands before every id: the VDOM where there are several. @param shared blocks of the whole device. */
  constructor(
    family: Family,
    vdom: Vdom,
    shared: readonly Block[],
    prefix: string,
    interfaces: ReadonlyMap<InterfaceId, Interface>,
    context: Context,
  ) {
    this.family = family;
    this.prefix = prefix;
    this.context = context;
    const sections = SECTIONS[family];
    const read = (section: string) => (row: Block) => readAddressRow(row, family, section, interfaces, context);
    this.load(rowsIn(vdom.holders, sections.address), "address", this.names, read(sections.address));
    this.isAllEvery = (this.objects.find(({ name }) => name === "all")?.value.kind ?? "any") === "any";
    this.load(
      rowsIn(vdom.holders, sections.multicast),
      "address",
      this.multicast,
      read(sections.multicast),
      "multicast ",
    );
    for (const section of [sections.vip, sections.vipGroup])
      this.register(rowsIn(vdom.holders, section), "vip", this.names);
    // A list may be one VDOM's own, or all VDOMs' together.
    this.register(rowsIn([...vdom.holders, ...shared], "system external-resource"), "list", this.names);
    const groups = rowsIn(vdom.holders, sections.group);
    this.register(groups, "group", this.names);
    const readGroup = (row: Block) => this.readGroup(row, sections.group);
    for (const row of groups) this.push(row, this.idOf(row.name), readGroup(row));
    breakCycles(this.objects, context);
  }

  /**
   * What the names of a policy's address list stand for, their union.
   * @param vip what a virtual IP or group of these stands for; left out where none can be named.
   */
  resolve(setting: Setting, vip?: Naming["vip"]): AddressExpression {
    const { values } = setting;
    const naming = { names: this.names, vip };
    if (values.length === 1) return this.reference(setting, 0, naming);
    const of = values.map((_, index) => this.reference(setting, index, naming));
    if (values.includes("all")) {
      const at = this.context.settingRange(setting);
      this.context.diagnostics.add("fortigate/list-with-all", at);
      const rest = of.filter((_, index) => values[index] !== "all");
      const reason = '"all" beside other addresses: a device drops "all" from such a list';
      const doubt = this.context.doubt({ reason, scope: "match", at });
      return { kind: "unknown", doubt, lower: union(rest, at), upper: { kind: "any", family: this.family }, at };
    }
    return union(of, this.context.settingRange(setting));
  }

  /** The same for a multicast policy's destinations. */
  resolveMulticast(setting: Setting): AddressExpression {
    const of = setting.values.map((_, index) => this.reference(setting, index, { names: this.multicast }));
    return union(of, this.context.settingRange(setting));
  }

  /** What kind of row a name of a policy leads to. */
  kindOf(name: string, offset: number): AddressKind | undefined {
    return this.names.find(name, offset)?.kind;
  }

  /** Rows that no policy or group names and that the factory does not bring along, and groups of nothing. */
  idle(): { readonly unused: readonly Block[]; readonly empty: readonly Block[] } {
    const groups = [...this.multicast.all()];
    const all = [...this.names.all(), ...groups];
    const made = new Set(
      groups.filter(({ block }) => predefinedGroup(block.name, this.family)).map(({ block }) => block),
    );
    // The device writes a row for the network of each interface by itself.
    const isOwn = (block: Block) =>
      !made.has(block) &&
      predefinedAddress(block.name, this.family) === undefined &&
      textOf(block, "type") !== "interface-subnet";
    return {
      unused: all.flatMap(({ kind, block, isUsed }) => (kind === "list" || isUsed || !isOwn(block) ? [] : [block])),
      empty: all.flatMap(({ kind, block }) =>
        kind === "group" && valuesOf(block, "member").length === 0 && block.unknown.length === 0 ? [block] : [],
      ),
    };
  }

  private reference(setting: Setting, index: number, { names, vip, isInGroup }: Naming): AddressExpression {
    const name = setting.values[index] ?? "";
    const found = names.find(name, valueStart(setting, index));
    if (found) found.isUsed = true;
    const isTwice = this.twice.size > 0 && this.twice.has(name);
    if (!isTwice && (found?.kind === "address" || (found?.kind === "group" && isInGroup !== true)))
      return found.reference;
    const at = this.context.valueRange(setting, index);
    if (isTwice) return this.unknown(`twice ${name}`, `two rows of different tables have the name ${name}`, at);
    if (found?.kind === "group") return { ...found.reference, at };
    if (found?.kind === "vip" && vip) return vip(found.block.name, at);
    if (found?.kind === "list")
      return this.unknown(`list ${name}`, `what the external list ${name} holds is not in the file`, at);
    const isGroup = names === this.multicast;
    const factory = isGroup ? predefinedGroup(name, this.family) : predefinedAddress(name, this.family);
    if (factory && !found) return this.assumed(isGroup ? `multicast ${name}` : name, factory, at);
    this.context.diagnostics.add("fortigate/undefined-reference", at);
    return this.unknown(`undefined ${name}`, `${name} is not defined in this file`, at);
  }

  /** The factory definition of an object that a partial export leaves out. */
  private assumed(name: string, value: AddressExpression, at: SourceRange): AddressExpression {
    const id = this.idOf(name);
    const known = this.predefined.get(id);
    if (known !== undefined) return known;
    const reference = { kind: "object", object: id } as const;
    this.predefined.set(id, reference);
    this.objects.push({ id, name, value, at: [] });
    if (name !== "all") this.context.diagnostics.add("fortigate/predefined-object", at);
    return reference;
  }

  private unknown(key: string, reason: string, at: SourceRange): AddressExpression {
    const doubt = this.context.sharedDoubt(`${this.prefix}${this.family} ${key}`, { reason, scope: "match", at });
    return { kind: "unknown", doubt, upper: { kind: "any", family: this.family }, at };
  }

  /** Members without the excluded ones, which count only with `exclude enable` (reference/fortios.md 2.2, trap 13). */
  private readGroup(row: Block, section: string): AddressExpression {
    const effects = this.context.claim(row, section, { scope: "match" });
    const members = settingOf(row, "member");
    const without = settingOf(row, "exclude-member");
    const at = this.context.rangeOf(row);
    let value: AddressExpression = members ? this.members(members) : { kind: "none", at };
    if (without && isEnabled(row, "exclude")) value = { kind: "except", base: value, minus: this.members(without), at };
    else if (without) this.context.diagnostics.add("fortigate/unused-member", this.context.settingRange(without));
    const category = textOf(row, "category");
    const tagged = category?.startsWith("ztna");
    const changed =
      effects[0]?.doubt ??
      (tagged
        ? this.context.doubt({ reason: `${row.name} is a group of endpoint tags`, scope: "match", at })
        : undefined);
    if (changed === undefined) return value;
    return { kind: "unknown", doubt: changed, upper: { kind: "any", family: this.family }, at };
  }

  private members(setting: Setting): AddressExpression {
    const naming = { names: this.names, isInGroup: true };
    const of = setting.values.map((_, index) => this.reference(setting, index, naming));
    return union(of, this.context.settingRange(setting));
  }

  private load(
    rows: readonly Block[],
    kind: AddressKind,
    names: ObjectNames<NamedAddress>,
    read: (row: Block) => AddressExpression,
    qualifier = "",
  ): void {
    for (const row of rows) {
      const id = this.idOf(`${qualifier}${row.name}`);
      this.add({ reference: { kind: "object", object: id }, block: row, kind, isUsed: false }, names);
      this.push(row, id, read(row));
    }
  }

  private register(rows: readonly Block[], kind: AddressKind, names: ObjectNames<NamedAddress>): void {
    for (const row of rows) {
      const reference = { kind: "object", object: this.idOf(row.name) } as const;
      this.add({ reference, block: row, kind, isUsed: false }, names);
    }
  }

  private add(named: NamedAddress, names: ObjectNames<NamedAddress>): void {
    const before = names.add(named);
    // A list of names of another kind may be called like an address.
    if (before !== undefined && before.kind !== named.kind && named.kind !== "list" && before.kind !== "list")
      this.twice.add(named.block.name);
  }

  private push(row: Block, id: string, value: AddressExpression): void {
    // Names are unique on a device; a second row of one name in another table cannot be meant by any reference.
    const before = this.ids.size;
    if (this.ids.add(id).size === before) return;
    this.objects.push({ id, name: row.name, value, at: this.context.rangesOf(row) });
  }

  private idOf(name: string): string {
    return `${this.prefix}${name}${this.family === 6 ? " (IPv6)" : ""}`;
  }
}

/** One expression for several; the only one itself. */
export function union(of: readonly AddressExpression[], at: AddressExpression["at"]): AddressExpression {
  const first = of[0];
  if (!first) return { kind: "none", ...(at ? { at } : {}) };
  return of.length === 1 ? first : { kind: "union", of, ...(at ? { at } : {}) };
}

/** Nesting of groups that no device reaches; a guard against hostile files. */
const DEEPEST_GROUP = 100;

/** Kinds of expression that can name other objects. */
const MAY_NEST: ReadonlySet<AddressExpression["kind"]> = new Set(["union", "except", "object"]);

/** Groups that contain themselves, which the device refuses: the closing reference stands for something unknown. */
function breakCycles(objects: AddressObject[], context: Context): void {
  const byId = new Map<string, number>();
  for (let index = 0; index < objects.length; index++) {
    const { id, value } = objects[index] as AddressObject;
    if (MAY_NEST.has(value.kind)) byId.set(id, index);
  }
  const state = new Map<string, "open" | "done">();
  let depth = 0;
  const cut = (value: AddressExpression): AddressExpression => {
    if (value.kind === "union") {
      const of = value.of.map(cut);
      return of.every((part, index) => part === value.of[index]) ? value : { ...value, of };
    }
    if (value.kind === "except") return { ...value, base: cut(value.base), minus: cut(value.minus) };
    if (value.kind !== "object") return value;
    if (state.get(value.object) === "open" || depth > DEEPEST_GROUP) {
      const at = value.at ?? context.places.range(0, 0);
      context.diagnostics.add("fortigate/group-cycle", at);
      const reason = `the group ${value.object} contains itself, or is nested deeper than any device allows`;
      const doubt = context.doubt({ reason, scope: "match", at });
      return { kind: "unknown", doubt, at };
    }
    visit(value.object);
    return value;
  };
  const visit = (id: string) => {
    const index = byId.get(id);
    const object = index === undefined ? undefined : objects[index];
    if (index === undefined || !object || state.has(id)) return;
    state.set(id, "open");
    depth++;
    const value = cut(object.value);
    if (value !== object.value) objects[index] = { ...object, value };
    depth--;
    state.set(id, "done");
  };
  for (const id of byId.keys()) visit(id);
}
