/** What the answer for a pair of zones rests on, as one hash: the same hash, the same answer. */
import { createHash } from "node:crypto";
import type { Device } from "../model/device.js";
import type { Rule, Table } from "../model/rule.js";
import type { Plant } from "../resolve/plant.js";
import { filtersOf } from "./filters.js";
import { crossedBy } from "./net.js";
import type { RulesOf } from "./pairs.js";
import { applies } from "./slice.js";
import { traitsOf } from "./traits.js";
import type { Hop } from "./way.js";
import { pairWays } from "./ways.js";

/**
 * Hashes by pair. Everything counts that is no rule: the map, what is missing, and all of every device but its tables and
 * objects. Of the rules those count that can meet packets of the pair, there or back, with their places and the objects
 * they name. Where an address may be translated on the way, every rule counts; so does every one of a bridge or a
 * switch with filters of its own, which may stand in any way, and of the ends of tunnels, whose own packets have to come in.
 */
export class Dependencies {
  private readonly base: string;
  /** Whether every rule counts for every pair: then there is no need to look for those that do. */
  private readonly isWhole: boolean;
  private readonly byRule = new Map<Rule, string>();
  private readonly byDirection = new Map<string, string>();
  private readonly objects: ReadonlyMap<Device, ObjectTexts>;

  constructor(
    private readonly plant: Plant,
    private readonly rules: RulesOf,
  ) {
    const { devices, map, missing } = plant;
    this.objects = new Map(devices.map(({ device }) => [device, new ObjectTexts(device)]));
    this.isWhole = traitsOf(plant).translates();
    const bridging = new Set([...plant.bridges, ...plant.carried].map(({ device }) => device));
    const given = devices.map(({ device }) => {
      const isWhole =
        this.isWhole || bridging.has(device) || device.interfaces.some(({ tunnel }) => tunnel !== undefined);
      return isWhole ? device : withoutRules(device);
    });
    this.base = digest([textOf([map, missing, given])]);
  }

  /** The hash of the ordered pair, in hex. */
  of(from: string, to: string): string {
    const parts: string[] = [this.base, textOf([from, to])];
    if (this.isWhole) return digest(parts);
    for (const family of [4, 6] as const) {
      for (const [one, other] of [
        [from, to],
        [to, from],
      ] as const) {
        parts.push(this.between(one, other, family));
      }
    }
    return digest(parts);
  }

  /** The rules that packets from one zone to another can meet. */
  private between(from: string, to: string, family: 4 | 6): string {
    const key = `${family} ${from}\n${to}`;
    const known = this.byDirection.get(key);
    if (known !== undefined) return known;
    const { ways, net } = pairWays(this.plant, this.rules, from, to, family);
    const hops = [...ways.flatMap((way) => way.hops), ...(net === undefined ? [] : crossedBy(net))];
    const hash = digest(hops.flatMap((hop) => [...this.rulesAt(hop)]));
    this.byDirection.set(key, hash);
    return hash;
  }

  /** The rules that packets of one hop can meet, step by step. */
  private *rulesAt({ device, scope }: Hop): Iterable<string> {
    const own = this.rules.get(device);
    if (own === undefined) return;
    for (const step of device.forwarding) {
      if (!applies(step, scope)) continue;
      yield textOf(step.name);
      for (const filter of filtersOf(step)) {
        for (const { rule, table } of own.ofFilter(filter, scope)) yield this.ruleText(device, rule, table);
      }
    }
  }

  private ruleText(device: Device, rule: Rule, table: Table | undefined): string {
    const known = this.byRule.get(rule);
    if (known !== undefined) return known;
    const place = table === undefined ? -1 : placesIn(table).get(rule);
    const objects = this.objects.get(device)?.namedIn(rule.match) ?? [];
    const text = textOf([device.id, table?.id, place, rule, objects]);
    this.byRule.set(rule, text);
    return text;
  }
}

/** The same text for the same value, in every run: JSON, with the numbers of IPv6 as texts. */
function textOf(value: unknown): string {
  // What is called for every part makes it five times slower, and nearly every rule is of IPv4 alone.
  if (!holdsBig(value)) return JSON.stringify(value);
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? `${part}n` : part));
}

function holdsBig(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return typeof value === "bigint";
  for (const key in value) if (holdsBig(Reflect.get(value, key))) return true;
  return false;
}

function digest(parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part}\n`);
  return hash.digest("hex");
}

function withoutRules(device: Device): unknown {
  const tables = device.tables.map(({ rules: _rules, ...table }) => table);
  return { ...device, tables, addresses: [], services: [] };
}

const PLACES = new WeakMap<Table, ReadonlyMap<Rule, number>>();

function placesIn(table: Table): ReadonlyMap<Rule, number> {
  const known = PLACES.get(table) ?? new Map(table.rules.map((rule, index) => [rule, index]));
  PLACES.set(table, known);
  return known;
}

const LONGEST_TOLD = 512;

/** The addresses and services of a device, with all that they name; of long ones the hash. */
class ObjectTexts {
  private readonly byId = new Map<string, unknown[]>();
  private readonly known = new Map<string, string>();

  constructor(device: Device) {
    for (const object of [...device.addresses, ...device.services]) {
      const list = this.byId.get(object.id);
      // One id may stand for several.
      if (list === undefined) this.byId.set(object.id, [object]);
      else list.push(object);
    }
  }

  /** Those of the objects that expressions name. */
  namedIn({ source, destination, service }: Rule["match"]): string[] {
    const names: string[] = [];
    for (const part of [source, destination, service]) gatherNames(part, names);
    return names.map((id) => this.of(id));
  }

  private of(id: string): string {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    // All that is named from here on, each once: objects may name one another.
    const found = new Map<string, readonly unknown[]>();
    for (const open = [id]; open.length > 0; ) {
      const next = open.pop();
      if (next === undefined || found.has(next)) continue;
      const objects = this.byId.get(next) ?? [];
      found.set(next, objects);
      gatherNames(objects, open);
    }
    const text = textOf([...found]);
    // Most objects are a host or two: to hash them takes longer than to keep them.
    const told = text.length <= LONGEST_TOLD ? text : digest([text]);
    this.known.set(id, told);
    return told;
  }
}

/** Adds the ids of objects in an expression, or in what holds some. */
function gatherNames(part: unknown, names: string[]): void {
  if (typeof part !== "object" || part === null) return;
  if ("kind" in part && part.kind === "object" && "object" in part && typeof part.object === "string") {
    names.push(part.object);
    return;
  }
  for (const inner of Object.values(part)) if (typeof inner === "object") gatherNames(inner, names);
}
