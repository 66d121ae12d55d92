/** What the answer for a pair of zones rests on, as one hash: the same hash, the same answer. */
import { createHash } from "node:crypto";
import { serialize } from "node:v8";
import type { Device } from "../model/device.js";
import type { Rule, Table } from "../model/rule.js";
import type { Plant } from "../resolve/plant.js";
import type { RulesOf } from "./pairs.js";
import { applies } from "./slice.js";
import type { Hop } from "./way.js";
import { pairWays } from "./ways.js";

/**
 * Hashes by pair. Everything counts that is no rule: the map, what is missing, and all of every device but its tables and
 * objects. Of the rules those count that can meet packets of the pair, there or back, with their places and the objects
 * they name. Where an address may be translated on the way, every rule counts.
 */
export class Dependencies {
  private readonly base: Buffer;
  private readonly byRule = new Map<Rule, Buffer>();

  constructor(
    private readonly plant: Plant,
    private readonly rules: RulesOf,
  ) {
    const { devices, map, missing } = plant;
    const whole = devices.some(({ device }) => device.nat.some(({ enabled }) => enabled));
    this.base = digest([
      serialize([map, missing, devices.map(({ device }) => (whole ? device : withoutRules(device)))]),
    ]);
  }

  /** The hash of the ordered pair, in hex. */
  of(from: string, to: string): string {
    const parts: Uint8Array[] = [this.base, Buffer.from(JSON.stringify([from, to]))];
    for (const family of [4, 6] as const) {
      for (const [one, other] of [
        [from, to],
        [to, from],
      ] as const) {
        const { ways } = pairWays(this.plant, this.rules, one, other, family);
        for (const hop of ways.flatMap(({ hops }) => hops)) parts.push(...this.rulesAt(hop));
      }
    }
    return digest(parts).toString("hex");
  }

  /** The rules that packets of one hop can meet, step by step. */
  private *rulesAt({ device, scope }: Hop): Iterable<Uint8Array> {
    const own = this.rules.get(device);
    if (own === undefined) return;
    for (const step of device.forwarding) {
      if (!applies(step, scope)) continue;
      yield Buffer.from(`${step.name}\n`);
      for (const { rule, table } of own.ofStep(step, scope)) yield this.ruleHash(device, rule, table);
    }
  }

  private ruleHash(device: Device, rule: Rule, table: Table | undefined): Buffer {
    const known = this.byRule.get(rule);
    if (known !== undefined) return known;
    const objects = new Map<string, unknown>();
    gather(device, rule.match, objects);
    const place = table === undefined ? -1 : placesIn(table).get(rule);
    const hash = digest([serialize([device.id, table?.id, place, rule, [...objects]])]);
    this.byRule.set(rule, hash);
    return hash;
  }
}

function digest(parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
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

const OBJECTS = new WeakMap<Device, ReadonlyMap<string, readonly unknown[]>>();

/** Addresses and services of a device by id; one id may stand for several. */
function objectsOf(device: Device): ReadonlyMap<string, readonly unknown[]> {
  const known = OBJECTS.get(device);
  if (known !== undefined) return known;
  const byId = new Map<string, unknown[]>();
  for (const object of [...device.addresses, ...device.services]) {
    const list = byId.get(object.id);
    if (list === undefined) byId.set(object.id, [object]);
    else list.push(object);
  }
  OBJECTS.set(device, byId);
  return byId;
}

/** Adds every object that an expression names, and those that these name. */
function gather(device: Device, part: unknown, found: Map<string, unknown>): void {
  if (typeof part !== "object" || part === null) return;
  if ("kind" in part && part.kind === "object" && "object" in part && typeof part.object === "string") {
    if (found.has(part.object)) return;
    const objects = objectsOf(device).get(part.object) ?? [];
    found.set(part.object, objects);
    for (const object of objects) gather(device, object, found);
    return;
  }
  for (const value of Object.values(part)) gather(device, value, found);
}
