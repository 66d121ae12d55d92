/** Rules as text, with all that they name: the same text, the same meaning at the same place. */
import { createHash } from "node:crypto";
import type { Device } from "../model/device.js";
import type { Rule, Table } from "../model/rule.js";

/** The rules of the devices of a plant; each text is made once. */
export class RuleTexts {
  private readonly byTable = new Map<Table, Map<Rule, string>>();
  private readonly alone = new Map<Rule, string>();
  private readonly objects = new Map<Device, ObjectTexts>();

  /** A line with the place of a rule, one with the rule, and one for each object that it names. */
  of(device: Device, rule: Rule, table: Table | undefined): string {
    const texts = table === undefined ? this.alone : this.ofTable(device, table);
    const known = texts.get(rule) ?? this.textOf(device, rule, JSON.stringify([device.id]));
    texts.set(rule, known);
    return known;
  }

  private ofTable(device: Device, table: Table): Map<Rule, string> {
    const known = this.byTable.get(table);
    if (known !== undefined) return known;
    const place = JSON.stringify([device.id, table.id]);
    const texts = new Map(
      table.rules.map((rule, index) => [rule, this.textOf(device, rule, `${place} ${index}`)] as const),
    );
    this.byTable.set(table, texts);
    return texts;
  }

  private textOf(device: Device, rule: Rule, place: string): string {
    const names: string[] = [];
    const written = textWith(rule, look(rule, names));
    let text = `${place}\n${written}\n`;
    for (const name of names) text += this.objectsOf(device).of(name);
    return text;
  }

  private objectsOf(device: Device): ObjectTexts {
    const known = this.objects.get(device) ?? new ObjectTexts(device);
    this.objects.set(device, known);
    return known;
  }
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

/** SHA-256 in hex of texts one after the other, each of whole lines. */
export function digest(parts: Iterable<string>): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

const LONGEST_TOLD = 2048;

/** An object as a line, and the ids of those it names. */
interface ObjectText {
  readonly text: string;
  readonly names: readonly string[];
}

/** The addresses and services of a device, with all that they name; of long ones the hash. */
class ObjectTexts {
  private readonly byId = new Map<string, unknown[]>();
  private readonly texts = new Map<string, ObjectText>();
  private readonly known = new Map<string, string>();

  constructor(device: Device) {
    for (const object of [...device.addresses, ...device.services]) {
      const list = this.byId.get(object.id);
      // One id may stand for several.
      if (list === undefined) this.byId.set(object.id, [object]);
      else list.push(object);
    }
  }

  /** An object with all that is named from there on, each once: objects may name one another. */
  of(id: string): string {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const text = this.withAll(id);
    // To hash a group of few hosts takes longer than to say it again for every rule that names it.
    const told = text.length <= LONGEST_TOLD ? text : `${digest([text])}\n`;
    this.known.set(id, told);
    return told;
  }

  private withAll(id: string): string {
    const own = this.alone(id);
    if (own.names.length === 0) return own.text;
    const found = new Set([id]);
    let text = "";
    // What is added while a set is walked is walked too.
    for (const next of found) {
      const { text: line, names } = this.alone(next);
      text += line;
      for (const name of names) found.add(name);
    }
    return text;
  }

  private alone(id: string): ObjectText {
    const known = this.texts.get(id);
    if (known !== undefined) return known;
    const objects = this.byId.get(id) ?? [];
    const names: string[] = [];
    const made = { text: `${textWith([id, objects], look(objects, names))}\n`, names };
    this.texts.set(id, made);
    return made;
  }
}
