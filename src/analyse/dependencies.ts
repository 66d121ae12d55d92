/** What the answer for a pair of zones or for a table rests on, as one hash: the same hash, the same answer. */
import type { Device } from "../model/device.js";
import type { Table } from "../model/rule.js";
import type { Plant } from "../resolve/plant.js";
import { filtersOf } from "./filters.js";
import { crossedBy } from "./net.js";
import type { RulesOf } from "./pairs.js";
import { digest, lineOf, type NamedObjects, RuleTexts } from "./rule-texts.js";
import { applies } from "./slice.js";
import { traitsOf } from "./traits.js";
import type { Hop } from "./way.js";
import { pairWays } from "./ways.js";

/**
 * Hashes by pair, and by table. For a pair everything counts that is no rule: the map, what is missing, and all of every
 * device but its tables and objects. Of the rules those count that can meet packets of the pair, there or back, with their
 * places and the objects they name. Where an address may be translated on the way, every rule counts; so does every one of a bridge or a
 * switch with filters of its own, which may stand in any way, and of the ends of tunnels, whose own packets have to come in.
 */
export class Dependencies {
  private readonly base: string;
  /** Whether every rule counts for every pair: then there is no need to look for those that do. */
  private readonly isWhole: boolean;
  private readonly texts = new RuleTexts();
  private readonly byDirection = new Map<string, string>();
  private readonly byDevice = new Map<Device, string>();

  constructor(
    private readonly plant: Plant,
    private readonly rules: RulesOf,
  ) {
    const { devices, map, missing } = plant;
    this.isWhole = traitsOf(plant).translates();
    const bridging = new Set([...plant.bridges, ...plant.carried].map(({ device }) => device));
    const given = devices.map(({ device }) => {
      const isWhole =
        this.isWhole || bridging.has(device) || device.interfaces.some(({ tunnel }) => tunnel !== undefined);
      return isWhole ? device : withoutRules(device);
    });
    this.base = digest([lineOf([map, missing, given])]);
  }

  /** The hash of the ordered pair, in hex. */
  of(from: string, to: string): string {
    const parts: string[] = [this.base, lineOf([from, to])];
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

  /**
   * The hash of what the health of a table rests on, in hex: its rules with what they name, and all of the device that is no
   * rule. Of a device that translates everything counts.
   */
  ofTable(device: Device, table: Table): string {
    const own = this.byDevice.get(device) ?? digest([lineOf(device.nat.length > 0 ? device : withoutRules(device))]);
    this.byDevice.set(device, own);
    const named: NamedObjects = new Map();
    const rules = table.rules.map((rule) => this.texts.of(device, rule, table, named));
    return digest([own, lineOf(table.id), ...rules, ...this.texts.objectsOf(named)]);
  }

  /** The rules that packets from one zone to another can meet. */
  private between(from: string, to: string, family: 4 | 6): string {
    const key = `${family} ${from}\n${to}`;
    const known = this.byDirection.get(key);
    if (known !== undefined) return known;
    const { ways, net } = pairWays(this.plant, this.rules, from, to, family);
    const hops = [...ways.flatMap((way) => way.hops), ...(net === undefined ? [] : crossedBy(net))];
    const hash = digest(this.rulesAt(hops));
    this.byDirection.set(key, hash);
    return hash;
  }

  /** The rules that packets of each hop can meet, step by step. */
  private *rulesAt(hops: readonly Hop[]): Iterable<string> {
    const named: NamedObjects = new Map();
    for (const { device, scope } of hops) {
      const own = this.rules.get(device);
      if (own === undefined) continue;
      for (const step of device.forwarding) {
        if (!applies(step, scope)) continue;
        yield lineOf(step.name);
        for (const filter of filtersOf(step)) {
          for (const { rule, table } of own.ofFilter(filter, scope)) yield this.texts.of(device, rule, table, named);
        }
      }
    }
    yield* this.texts.objectsOf(named);
  }
}

/** Where a table stands is told of its device alone: on an ASA that is its first rule, of any length. */
function withoutRules(device: Device): unknown {
  const tables = device.tables.map(({ rules: _rules, at: _at, ...table }) => table);
  return { ...device, tables, addresses: [], services: [] };
}
