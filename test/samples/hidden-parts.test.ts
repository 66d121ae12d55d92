/** What is hidden from zoneproof never makes it say `proved`: a device left out, a line that nobody can read. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { sliceFacts } from "../../src/facts/build-facts.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { loadPlant } from "../../src/run/load-plant.js";

const SAMPLE = "samples/halden-pack/weak";
const CONFIGS = readdirSync(join(SAMPLE, "configs")).sort();
/** Every how many lines one is hidden; `npm run soak -- --lines` hides each of them. */
const STEP = Number(process.env.ZONEPROOF_LINE_STEP ?? 151);

let folder: string;
let known: ReadonlyMap<string, string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "zoneproof-hidden-"));
  cpSync(SAMPLE, folder, { recursive: true });
  known = await verdicts();
  expect(new Set(known.values())).toEqual(new Set(["proved", "violated", "unproved"]));
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** Verdicts by pair; none where nothing can be said of the plant any more. */
async function verdicts(): Promise<Map<string, string>> {
  const loaded = await loadPlant({ paths: [folder], readStdin: async () => new Uint8Array() }, new Diagnostics());
  if (loaded.map === undefined) return new Map();
  const plant = resolvePlant(loaded.devices, loaded.map, loaded.missing);
  const pairs = sliceFacts(plant, analysePlant(plant)).pairs.map(({ build }) => build());
  return new Map(pairs.map(({ from, to, verdict }) => [`${from.id} to ${to.id}`, verdict]));
}

/** Pairs that are proved now and were not when everything was there. */
async function newlyProved(): Promise<string[]> {
  const now = await verdicts();
  return [...now]
    .filter(([pair, verdict]) => verdict === "proved" && known.get(pair) !== "proved")
    .map(([pair]) => pair);
}

/** The line with other words in its place; left out: it only opens or closes a block, or is part of a longer text. */
function hidden(config: string, line: string): string | undefined {
  if (!config.endsWith(".xml")) {
    if (line.trim() === "" || line.trim() === "!" || /^\s*(?:config|edit|next|end|exit)\b/.test(line)) return undefined;
    return line.replace(/\S.*/, "zzz-unknown 1");
  }
  const [, indent, name, text] = /^(\s*)<([\w-]+)>(.*)<\/[\w-]+>\s*$/.exec(line) ?? [];
  return name === undefined ? undefined : `${indent}<zzz>${text}</zzz>`;
}

describe("a line that cannot be read makes nothing proved", () => {
  const cases = CONFIGS.flatMap((config) => {
    const lines = readFileSync(join(SAMPLE, "configs", config), "utf8").split("\n");
    return lines.flatMap((line, index) => {
      const other = index % STEP === 7 % STEP ? hidden(config, line) : undefined;
      return other === undefined ? [] : [{ config, number: index + 1, lines, other }];
    });
  });

  it.each(cases)("$config:$number", { timeout: 60_000 }, async ({ config, number, lines, other }) => {
    const path = join(folder, "configs", config);
    writeFileSync(path, lines.with(number - 1, other).join("\n"));
    const proved = await newlyProved();
    writeFileSync(path, lines.join("\n"));
    expect(proved).toEqual([]);
  });
});

describe("a device that was left out makes nothing proved", () => {
  it.each(CONFIGS)("%s", { timeout: 60_000 }, async (config) => {
    const path = join(folder, "configs", config);
    const text = readFileSync(path);
    rmSync(path);
    const proved = await newlyProved();
    writeFileSync(path, text);
    expect(proved).toEqual([]);
  });
});
