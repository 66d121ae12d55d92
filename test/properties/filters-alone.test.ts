/** Where a change is of the filters of one device alone, and nothing more passes that, nothing more passes between zones. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { PairComparison } from "../../src/analyse/change/compare-pairs.js";
import type { Device } from "../../src/model/device.js";
import type { Rule } from "../../src/model/rule.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { isOfFiltersAlone } from "../../src/run/proposals/filters-alone.js";
import { PassesNow } from "../../src/run/proposals/wider.js";
import { plan, zone } from "../analyse/device-builder.js";
import { fc } from "../seeded.js";
import { buildDevice, deviceDrafts, networkOf, SEGMENTS } from "./plants.js";

const RUNS = Math.min(Number(process.env.ZONEPROOF_RUNS ?? 150), 20_000);

const edit = fc.record({
  kind: fc.constantFrom("drop", "flip", "narrow", "take" as const),
  device: fc.nat(2),
  table: fc.nat(2),
  rule: fc.nat(4),
});

/** The rules of one table with one of them gone, turned round, narrowed to one service, or replaced by another. */
function edited(device: Device, { kind, table, rule }: { kind: string; table: number; rule: number }): Device {
  const tables = device.tables.map((one, number) => {
    if (number !== table % device.tables.length) return one;
    const at = rule % Math.max(1, one.rules.length);
    const rules: Rule[] = [...one.rules];
    const old = rules[at];
    if (old === undefined) return one;
    if (kind === "drop") rules.splice(at, 1);
    if (kind === "flip") rules[at] = { ...old, action: old.action === "permit" ? "deny" : "permit" };
    const narrow = device.tables
      .flatMap((other) => other.rules)
      .find((other) => other.match.service !== old.match.service);
    if (kind === "narrow")
      rules[at] = { ...old, match: { ...old.match, ...(narrow && { service: narrow.match.service }) } };
    if (kind === "take") rules[at] = device.tables[0]?.rules[0] ?? old;
    return { ...one, rules };
  });
  return { ...device, file: "changed.cfg", tables };
}

describe("a change of filters alone", () => {
  for (const family of [4, 6] as const) {
    const map = plan(Array.from({ length: SEGMENTS }, (_, of) => zone(`zone-${of} ${networkOf(family, of)}`)));

    it(`lets through between zones no more than its device does: IPv${family}`, { timeout: 600_000 }, () => {
      const seen = { alone: 0, wider: 0, spared: 0 };
      fc.assert(
        fc.property(deviceDrafts(family), edit, (drafts, one) => {
          const number = one.device % drafts.length;
          const devices = drafts.map((draft, index) => buildDevice(family, draft, index));
          const before = resolvePlant(
            devices.map((device, index) => (index === number ? { ...device, file: "changed.cfg" } : device)),
            map,
          );
          const after = resolvePlant(
            devices.map((device, index) => (index === number ? edited(device, one) : device)),
            map,
          );
          const [was, is] = [before, after].map(({ devices: all }) => all[number]!.device);
          if (!isOfFiltersAlone(before, was!, is!)) return;
          seen.alone++;
          if (new PassesNow(before).widerIn(after, new Set(["changed.cfg"])) !== undefined) {
            seen.wider++;
            return;
          }
          seen.spared++;
          const sides = [before, after].map((plant) => ({ plant, analysis: analysePlant(plant) }));
          const [left, right] = sides.map(({ plant, analysis }) => ({ plant, rules: analysis.rules }));
          const compared = new PairComparison({ before: left!, after: right! });
          for (const pair of sides[1]!.analysis.pairs)
            for (const { shifts } of compared.of(pair))
              expect(
                shifts.filter((shift) => shift.before === "stopped"),
                `${pair.from} -> ${pair.to}`,
              ).toEqual([]);
        }),
        { numRuns: family === 4 ? 3 * RUNS : RUNS, seed: 11 },
      );
      expect(seen.wider).toBeGreaterThan(2);
      expect(seen.spared).toBeGreaterThan(20);
    });
  }
});

describe("what makes a change more than one of filters", () => {
  const device = buildDevice(
    4,
    { legs: [0, 1], tables: [[{ text: "permit any > any any" }]], steps: [], nat: [], routes: [] },
    0,
  );
  const map = plan([zone(`zone-0 ${networkOf(4, 0)}`), zone(`zone-1 ${networkOf(4, 1)}`)]);
  const isAlone = (before: Device, after: Device) => {
    const plant = resolvePlant([before], map);
    return isOfFiltersAlone(plant, plant.devices[0]!.device, resolvePlant([after], map).devices[0]!.device);
  };
  const [table] = device.tables;
  const [rule] = table!.rules;
  const nat = {
    id: "s0",
    kind: "source" as const,
    match: rule!.match,
    enabled: true,
    at: rule!.at,
  };

  it.each([
    ["rules", {}, { tables: [{ ...table!, rules: [] }] }, true],
    ["places", {}, { at: { ...device.at, line: 99, endLine: 99 } }, true],
    [
      "routes",
      {},
      { routes: [{ router: "", family: 4, network: 0, prefixLength: 0, distance: 1, at: device.at }] },
      false,
    ],
    ["whether a table is bound", {}, { tables: [{ ...table!, bound: !table!.bound }] }, false],
    ["rules beside a translation", { nat: [nat] }, { nat: [nat], tables: [{ ...table!, rules: [] }] }, false],
    ["rules that lead elsewhere", { tables: [{ ...table!, rules: [{ ...rule!, steers: true }] }] }, {}, false],
  ] as const)("%s", (_, before, after, alone) => {
    expect(isAlone({ ...device, ...before } as Device, { ...device, ...before, ...after } as Device)).toBe(alone);
  });
});
