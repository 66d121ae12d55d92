/** Rules as text, with all that they name: the same text, the same meaning at the same place. */
import { createHash } from "node:crypto";
import type { Device } from "../model/device.js";
import type { Rule, Table } from "../model/rule.js";

/** Ids of objects by the device that has them. */
export type NamedObjects = Map<Device, Set<string>>;

/** The rules of the devices of a plant; the text of each is made once. */
export class RuleTexts {
  private readonly byTable = new Map<Table, Map<Rule, NamingText>>();
  private readonly alone = new Map<Rule, NamingText>();
  private readonly objects = new Map<Device, ObjectTexts>();

  /** A line with the place of a rule, and one with the rule. @param named gets the objects that it names. */
  of(device: Device, rule: Rule, table: Table | undefined, named: NamedObjects): string {
    const { text, names } = this.rule(device, rule, table);
    const already = named.get(device) ?? new Set();
    named.set(device, already);
    for (const name of names) already.add(name);
    return text;
  }

  /**
   * Of each device a line with its id, and one for each of these objects and what they name. Once for many rules: told with
   * each rule that names it, an object of FortiOS was told five times.
   */
  *objectsOf(named: NamedObjects): Iterable<string> {
    for (const [device, names] of named) {
      yield lineOf(device.id);
      yield* this.ofDevice(device).of(names);
    }
  }

  private rule(device: Device, rule: Rule, table: Table | undefined): NamingText {
    const texts = table === undefined ? this.alone : this.ofTable(device, table);
    const known = texts.get(rule) ?? textOf(rule, JSON.stringify([device.id]));
    texts.set(rule, known);
    return known;
  }

  private ofTable(device: Device, table: Table): Map<Rule, NamingText> {
    const known = this.byTable.get(table);
    if (known !== undefined) return known;
    const place = JSON.stringify([device.id, table.id]);
    const texts = new Map(table.rules.map((rule, index) => [rule, textOf(rule, `${place} ${index}`)] as const));
    this.byTable.set(table, texts);
    return texts;
  }

  private ofDevice(device: Device): ObjectTexts {
    const known = this.objects.get(device) ?? new ObjectTexts(device);
    this.objects.set(device, known);
    return known;
  }
}

/** Whole lines, and the ids of the objects that they name. */
interface NamingText {
  readonly text: string;
  readonly names: readonly string[];
}

function textOf(rule: Rule, place: string): NamingText {
  const names: string[] = [];
  const written = textWith(rule, look(rule, names));
  return { text: `${place}\n${written}\n`, names };
}

/**
 * The same line for the same value, in every run: JSON, which has no line ends of its own, with the numbers of IPv6 as texts, and
 * maps, of which JSON says nothing, as lists of their entries.
 */
export function lineOf(value: unknown): string {
  return `${textWith(value, look(value, []))}\n`;
}

function textWith(value: unknown, isBeyondJson: boolean): string {
  // What is called for every part makes it five times slower, and nearly every rule is of IPv4 alone.
  if (!isBeyondJson) return JSON.stringify(value);
  return JSON.stringify(value, (_, part: unknown) => {
    if (part instanceof Map) return [...part];
    return typeof part === "bigint" ? `${part}n` : part;
  });
}

/** Whether a value holds what JSON does not say as it is: a number of IPv6, a map. Adds the ids of objects that the expressions in it name. */
function look(part: unknown, names: string[]): boolean {
  if (typeof part !== "object" || part === null) return typeof part === "bigint";
  if ("kind" in part && part.kind === "object" && "object" in part && typeof part.object === "string") {
    names.push(part.object);
    return false;
  }
  if (part instanceof Map) return true;
  let isBeyondJson = false;
  for (const key in part) {
    // Places are half of what there is to look at, and hold neither.
    if (key !== "at" && look(Reflect.get(part, key), names)) isBeyondJson = true;
  }
  return isBeyondJson;
}

/** Characters that are hashed at once: handed over rule by rule, ten thousand took 8 ms and not 5. */
const AT_ONCE = 65_536;

/** SHA-256 in hex of texts one after the other, each of whole lines. */
export function digest(parts: Iterable<string>): string {
  const hash = createHash("sha256");
  let waiting = "";
  for (const part of parts) {
    waiting += part;
    if (waiting.length < AT_ONCE) continue;
    hash.update(waiting);
    waiting = "";
  }
  return hash.update(waiting).digest("hex");
}

/** The addresses and services of a device. */
class ObjectTexts {
  private readonly byId = new Map<string, unknown[]>();
  private readonly texts = new Map<string, NamingText>();

  constructor(device: Device) {
    for (const object of [...device.addresses, ...device.services]) {
      const list = this.byId.get(object.id);
      // One id may stand for several.
      if (list === undefined) this.byId.set(object.id, [object]);
      else list.push(object);
    }
  }

  /** A line for each of these objects and for all that they name, each once: objects may name one another. */
  *of(ids: Iterable<string>): Iterable<string> {
    const found = new Set(ids);
    // What is added while a set is walked is walked too.
    for (const id of found) {
      const { text, names } = this.alone(id);
      yield text;
      for (const name of names) found.add(name);
    }
  }

  private alone(id: string): NamingText {
    const known = this.texts.get(id);
    if (known !== undefined) return known;
    const objects = this.byId.get(id) ?? [];
    const names: string[] = [];
    const made = { text: `${textWith([id, objects], look(objects, names))}\n`, names };
    this.texts.set(id, made);
    return made;
  }
}
