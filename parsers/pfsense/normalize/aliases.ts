/** Aliases: named addresses and ports, nested in each other. */

import type { IdleObject } from "../../../src/model/device.js";
import type { AddressExpression, DoubtId, Family, PortRange } from "../../../src/model/expression.js";
import { neverMentioned } from "../../../src/source/mentions.js";
import { child, type Element, has } from "../tree.js";
import { isLeftOut, literalOf } from "./alias-words.js";
import { builtInAlias, isBuiltIn } from "./built-in-aliases.js";
import type { Context } from "./context.js";
import { EVERY, readNetwork } from "./ip.js";
import { readPort } from "./ports.js";
import { type Entry, mostSpecific, union } from "./table.js";

/**
 * An alias as either firewall writes it. `fetched-…`: its contents come at run time; `no-ports`: it never matches;
 * `unsupported`: a type that is not known.
 */
export interface Alias {
  readonly name: string;
  readonly kind: "addresses" | "ports" | "fetched-addresses" | "fetched-ports" | "no-ports" | "unsupported";
  readonly words: readonly string[];
  readonly families?: readonly Family[];
  /** Switched off: whether its table is then empty or missing is not known. */
  readonly disabled?: boolean;
  readonly element: Element;
  /** The element that holds the words. */
  readonly place: Element;
}

/** Ports of an alias. `doubt`: there may be others. */
export interface AliasPorts {
  readonly ranges: readonly PortRange[];
  readonly doubt?: DoubtId;
}

/** The aliases of one configuration, resolved when first asked for. Names are case-sensitive. */
export class Aliases {
  private readonly byName = new Map<string, Alias>();
  private readonly entries = new Map<string, Entry[]>();
  private readonly ports = new Map<string, AliasPorts>();
  private readonly reading = new Set<string>();
  /** Names that are defined more than once. */
  private readonly again = new Map<string, Alias[]>();

  constructor(
    private readonly context: Context,
    aliases: readonly Alias[],
    /** The networks of an interface, for `__lan_network`. */
    private readonly interfaceNetwork: (id: string) => AddressExpression | undefined,
  ) {
    for (const alias of aliases) {
      const first = this.byName.get(alias.name);
      context.setAliasPlace(alias.name, alias.element);
      if (first === undefined) this.byName.set(alias.name, alias);
      else {
        this.again.set(alias.name, [...(this.again.get(alias.name) ?? []), alias]);
        context.diagnostics.add("pfsense/duplicate-alias", context.place(alias.element), {
          related: [{ at: context.place(first.element), message: "defined here first" }],
        });
      }
    }
  }

  /** Where an alias of that name is written, if it is switched off. */
  switchedOff(name: string): Element | undefined {
    const alias = this.byName.get(name);
    return alias?.disabled ? alias.element : undefined;
  }

  /** Aliases that no rule asked for and whose name the text has nowhere else, and those that hold nothing. */
  idle(text: string): IdleObject[] {
    const asked = ({ name }: Alias) =>
      this.context.addressObject(`alias:${name}`) !== undefined || this.ports.has(name);
    const all = [...this.byName.values()];
    const found = neverMentioned(
      text,
      all.filter((alias) => !asked(alias)).map((alias) => ({ alias, name: alias.name, definitions: 1 })),
    );
    const holdsNothing = ({ kind, words, element }: Alias) =>
      (kind === "addresses" || kind === "ports") && words.length === 0 && this.context.openIn(element).length === 0;
    return [
      ...found.map(({ alias }) => this.idleObject(alias, "unused")),
      ...all.filter(holdsNothing).map((alias) => this.idleObject(alias, "empty")),
    ];
  }

  private idleObject({ name, kind, element }: Alias, trouble: IdleObject["trouble"]): IdleObject {
    const holds = kind === "ports" || kind === "fetched-ports" || kind === "no-ports" ? "service" : "address";
    return { name, kind: holds, trouble, at: this.context.place(element) };
  }

  has(name: string): boolean {
    return this.byName.has(name) || isBuiltIn(this.context, name) || this.isInternal(name);
  }

  /** The object of an alias that holds addresses; undefined: there is none of that name, and the rule is skipped. */
  addresses(name: string): AddressExpression | undefined {
    // Most words are addresses: names of objects are not made for those.
    if (!this.has(name)) return undefined;
    const id = `alias:${name}`;
    if (this.context.addressObject(id)) return { kind: "object", object: id };
    const builtIn = builtInAlias(this.context, name);
    if (builtIn) return this.context.address({ id, name, value: builtIn, at: [] });
    const internal = this.internal(name);
    if (internal)
      return internal.kind === "object" ? internal : this.context.address({ id, name, value: internal, at: [] });
    const alias = this.byName.get(name);
    if (!alias || !holdsAddresses(alias)) return undefined;
    if (this.reading.has(name)) return this.circle(alias).value;
    this.reading.add(name);
    const value = this.valueOf(alias);
    this.reading.delete(name);
    return this.context.address({
      id,
      name,
      value: this.disabledOr(alias, value),
      at: [this.context.place(alias.element)],
    });
  }

  /** The networks that an alias of hosts or networks lists; undefined: there is none of that name, or not all of it is written. */
  networks(name: string, above: ReadonlySet<string> = new Set()): readonly string[] | undefined {
    const alias = this.byName.get(name);
    const isTold = alias?.kind === "addresses" && !alias.disabled && !this.again.has(name) && !above.has(name);
    if (!isTold || this.context.openIn(alias.element).length > 0) return undefined;
    const inside = new Set([...above, name]);
    const found: string[] = [];
    for (const word of alias.words) {
      const isPlain = !word.includes("-") && readNetwork(word) !== undefined;
      const networks = isPlain ? [word] : this.networks(word, inside);
      if (networks === undefined) return undefined;
      found.push(...networks);
    }
    return found;
  }

  /** Nested aliases stay objects of their own, unless something is left out: then all entries weigh together. */
  private valueOf(alias: Alias): AddressExpression {
    if (this.leavesOut(alias, new Set())) return this.weighed(alias);
    const at = this.context.place(alias.place);
    const parts = alias.words.map((word) => this.nested(word) ?? this.plain(alias, word, at).value);
    return union([...(alias.kind === "addresses" ? parts : []), ...this.openParts(alias).map((entry) => entry.value)]);
  }

  /** All entries together, the most specific one first. Some may leave nothing out (`perhaps`), and what they name may be in it or not. */
  private weighed(alias: Alias): AddressExpression {
    const entries = this.entriesOf(alias, new Set());
    const lookUp = (id: string) => this.context.addressObject(id)?.value;
    if (entries.every((entry) => !entry.perhaps)) return mostSpecific(entries, lookUp);
    const sure = mostSpecific(
      entries.filter((entry) => !entry.perhaps),
      lookUp,
    );
    const open = union(entries.filter((entry) => entry.perhaps).map((entry) => entry.value));
    const doubt = this.context.doubt(
      "match",
      `whether the alias ${alias.name} leaves out what it says is not known`,
      alias.place,
    );
    return { kind: "unknown", doubt, lower: { kind: "except", base: sure, minus: open }, upper: union([sure, open]) };
  }

  /** Whether an entry with `!` stands in an alias or in one nested in it. */
  private leavesOut(alias: Alias, seen: Set<string>): boolean {
    if (seen.has(alias.name)) return false;
    seen.add(alias.name);
    return alias.words.some((word) => {
      const nested = this.byName.get(word);
      return word.startsWith("!") || (nested !== undefined && this.leavesOut(nested, seen));
    });
  }

  private disabledOr(alias: Alias, written: AddressExpression): AddressExpression {
    const again = this.again.get(alias.name);
    const value = again ? this.anyOf([alias, ...again], written) : written;
    if (!alias.disabled) return value;
    const doubt = this.context.doubt("match", `the alias ${alias.name} is switched off but used`, alias.element);
    return { kind: "unknown", doubt, lower: { kind: "none" }, upper: value };
  }

  /** Of several aliases of one name: which of them holds is not known, nor whether all of them do. */
  private anyOf(all: readonly Alias[], first: AddressExpression): AddressExpression {
    const [alias, ...others] = all;
    if (alias === undefined) return first;
    const doubt = this.context.doubt("match", `the alias ${alias.name} is defined more than once`, alias.element);
    const values = [first, ...others.map((other) => (holdsAddresses(other) ? this.valueOf(other) : NOTHING))];
    return { kind: "unknown", doubt, lower: NOTHING, upper: { kind: "union", of: values } };
  }

  private circle(alias: Alias): Entry & { readonly doubt: DoubtId } {
    this.context.diagnostics.add("pfsense/alias-circle", this.context.place(alias.element));
    return this.unknown(alias, "refers to itself");
  }

  /** What an alias puts into its table, those of nested ones included, each once. `above`: names being read. */
  private entriesOf(alias: Alias, above: ReadonlySet<string>): Entry[] {
    const known = this.entries.get(alias.name);
    if (known) return known;
    if (above.has(alias.name)) return [this.circle(alias)];
    const inside = new Set([...above, alias.name]);
    const found =
      alias.kind === "addresses" ? alias.words.flatMap((word) => this.entriesOfWord(alias, word, inside)) : [];
    const entries = [...new Set([...found, ...this.openParts(alias)])];
    this.entries.set(alias.name, entries);
    return entries;
  }

  private entriesOfWord(alias: Alias, word: string, above: ReadonlySet<string>): Entry[] {
    const negated = word.startsWith("!");
    const text = negated ? word.slice(1) : word;
    const nested = this.byName.get(text);
    const isNested = nested !== undefined && holdsAddresses(nested);
    const perhaps = negated && (isNested || !isLeftOut(this.context, text)) ? { perhaps: true as const } : {};
    if (!isNested) return [{ ...this.plain(alias, text), negated, ...perhaps }];
    const entries = this.entriesOf(nested, above);
    return negated ? entries.map((entry) => ({ ...entry, ...perhaps, negated: !entry.negated })) : entries;
  }

  /** What no word of an alias tells. */
  private openParts(alias: Alias): Entry[] {
    const parts = this.context.openIn(alias.element).map((open) => this.unknown(alias, `holds ${open.why}`));
    if (alias.kind === "fetched-addresses") parts.push(this.unknown(alias, "is filled at run time"));
    if (alias.kind === "unsupported") parts.push(this.unknown(alias, "is of a type that is not known"));
    return parts;
  }

  private nested(word: string): AddressExpression | undefined {
    return this.byName.has(word) ? this.addresses(word) : undefined;
  }

  private plain(alias: Alias, text: string, at = this.context.place(alias.place)): Entry {
    const value = literalOf(this.context, text, at) ?? this.internal(text);
    return value ? { value, negated: false } : this.unknown(alias, "holds a name that is resolved at run time");
  }

  /**
   * The tables that OPNsense makes by itself, which rules name as well as aliases do (models/OPNsense/Firewall/DynamicAliases): one
   * of each interface, which holds nothing while that is off, and one of each zone of the captive portal.
   */
  private internal(text: string): AddressExpression | undefined {
    if (!this.isInternal(text)) return undefined;
    const [, id] = OF_INTERFACE.exec(text) ?? [];
    if (id !== undefined) {
      const isThere = has(child(this.context.root, "interfaces"), id);
      return this.interfaceNetwork(id) ?? (isThere ? NOTHING : undefined);
    }
    const doubt = this.context.doubt("match", `the table ${text} is filled at run time`, this.context.root);
    return { kind: "unknown", doubt };
  }

  private isInternal(text: string): boolean {
    return this.context.isOPNsense && (OF_INTERFACE.test(text) || OF_PORTAL.test(text));
  }

  private unknown(alias: Alias, what: string): Entry & { readonly doubt: DoubtId } {
    const doubt = this.context.doubt("match", `the alias ${alias.name} ${what}`, alias.place);
    const upper: AddressExpression | undefined =
      alias.families && alias.families.length > 0
        ? { kind: "union", of: alias.families.map((family) => EVERY[family]) }
        : undefined;
    return {
      value: { kind: "unknown", doubt, lower: { kind: "none" }, ...(upper ? { upper } : {}) },
      negated: false,
      doubt,
    };
  }

  /** Ports of an alias; undefined: there is none of that name, or it holds addresses. */
  portsOf(name: string, above: ReadonlySet<string> = new Set()): AliasPorts | undefined {
    const known = this.ports.get(name);
    if (known) return known;
    const alias = this.byName.get(name);
    if (!alias || alias.kind === "addresses" || alias.kind === "fetched-addresses") return undefined;
    if (alias.kind === "no-ports") return { ranges: [] };
    if (above.has(name)) return { ranges: [], doubt: this.circle(alias).doubt };
    const ports = this.uncertain(alias) ?? this.readPorts(alias, new Set([...above, name]));
    this.ports.set(name, ports);
    return ports;
  }

  /** Nothing of it is sure where the name is defined twice, or where pfSense has a macro without any port. */
  private uncertain(alias: Alias): AliasPorts | undefined {
    const isEmpty = alias.kind === "ports" && alias.words.length === 0 && !this.context.isOPNsense;
    if (!isEmpty && !this.again.has(alias.name) && !alias.disabled) return undefined;
    const what = isEmpty ? "holds no port" : alias.disabled ? "is switched off but used" : "is defined more than once";
    return { ranges: [], doubt: this.context.doubt("match", `the alias ${alias.name} ${what}`, alias.element) };
  }

  private readPorts(alias: Alias, above: ReadonlySet<string>): AliasPorts {
    const ranges: PortRange[] = [];
    let open: string | undefined = alias.kind === "fetched-ports" ? "is filled at run time" : undefined;
    if (alias.kind === "unsupported") open = "is of a type that is not known";
    let doubt: DoubtId | undefined;
    for (const word of alias.kind === "ports" ? alias.words : []) {
      const nested = this.portsOf(word, above);
      const read = nested ? undefined : readPort(word, ":");
      if (nested) {
        ranges.push(...nested.ranges);
        doubt ??= nested.doubt;
      } else if (read) ranges.push(read);
      else open = "holds a port that is not known";
    }
    const [inside] = this.context.openIn(alias.element);
    if (inside) open = `holds ${inside.why}`;
    if (open !== undefined) doubt = this.context.doubt("match", `the alias ${alias.name} ${open}`, alias.place);
    return { ranges, ...(doubt === undefined ? {} : { doubt }) };
  }
}

const OF_INTERFACE = /^__(\w+)_network$/;
const OF_PORTAL = /^__captiveportal_zone_\d+$/;
const NOTHING: AddressExpression = { kind: "none" };

function holdsAddresses(alias: Alias): boolean {
  return alias.kind === "addresses" || alias.kind === "fetched-addresses" || alias.kind === "unsupported";
}
