/** A line of a configuration that becomes unreadable makes nothing proved: generated texts of every vendor, damaged at random. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { sliceFacts } from "../../src/facts/build-facts.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { loadPlant } from "../../src/run/load-plant.js";
import { fc } from "../seeded.js";

const RUNS = Number(process.env.ZONEPROOF_RUNS ?? 60);
const scratch = mkdtempSync(join(tmpdir(), "zoneproof-unreadable-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Verdicts by pair; none where nothing can be said any more. */
async function verdictsOf(folder: string): Promise<Map<string, string>> {
  const loaded = await loadPlant({ paths: [folder], readStdin: async () => new Uint8Array() }, new Diagnostics());
  if (loaded.map === undefined) return new Map();
  const plant = resolvePlant(loaded.devices, loaded.map, loaded.missing);
  const pairs = sliceFacts(plant, analysePlant(plant)).pairs.map(({ build }) => build());
  return new Map(pairs.map(({ from, to, verdict }) => [`${from.id} to ${to.id}`, verdict]));
}

/** The folder of one vendor's texts of a generated set, with its map. */
function generate(vendor: string, devices: number, mix: string): string {
  const out = join(scratch, `${vendor}-${devices}-${mix}`);
  const numbers = { rules: 14 * devices, zones: 3, devices, seed: 5, probes: 0 };
  const words = Object.entries({ ...numbers, mix, out }).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const { status, stderr } = spawnSync(process.execPath, ["test/bench/generate.mjs", ...words], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  for (const name of readdirSync(out)) {
    if (name !== "zones.yaml" && !name.startsWith(vendor)) rmSync(join(out, name), { recursive: true });
  }
  mkdirSync(join(out, "configs"), { recursive: true });
  for (const name of readdirSync(out).filter((one) => one.startsWith(vendor))) {
    renameSync(join(out, name), join(out, "configs", name));
  }
  return out;
}

function configsIn(folder: string): string[] {
  const entries = readdirSync(join(folder, "configs"), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

type Damage = (line: string) => string;

/** What cannot be read; a line that merely went away, or says something else, is not seen by anybody. */
const DAMAGES: Readonly<Record<string, Damage>> = {
  "the whole line": (line) => line.replace(/\S.*/, "zzz-unknown 1"),
  "its first word": (line) => line.replace(/[\w-]+/, (word) => `${word}zzz`),
  "its last word": (line) => line.replace(/\S+$/, "zzz$zzz"),
  "a word in the middle": (line) => line.replace(/(\S+\s+\S+\s+)(\S+)/, "$1zzz$$zzz"),
  "a word more": (line) => `${line} zzz-unknown`,
};

/** In XML the same of an element that stands in one line with its text. */
const ELEMENTS: Readonly<Record<string, Damage>> = {
  "the whole line": (line) => line.replace(/<([\w-]+)>([^<]*)<\/\1>/, "<zzz>$2</zzz>"),
  "its first word": (line) => line.replace(/<([\w-]+)>([^<]*)<\/\1>/, "<$1zzz>$2</$1zzz>"),
  "its last word": (line) => line.replace(/([^<>]+)(<\/[\w-]+><\/rule>)/, "zzz$$zzz$2"),
  "a word in the middle": (line) => line.replace(/(<(?:address|network|protocol|type|interface)>)[^<]*/, "$1zzz$$zzz"),
  "a word more": (line) => line.replace(/(<(source|destination|rule|gateway_item|route)>)/, "$1<zzz>1</zzz>"),
};

/** Lines without a word. */
const IS_LEFT_OUT = /^\s*(?:!.*|)$/;

describe.each(["ios", "fortios", "pfsense"])("a line of %s that cannot be read", (vendor) => {
  it.each([
    [1, "plant"],
    [1, "ports"],
    [2, "random"],
  ])("of %i devices, mix %s, makes nothing proved", { timeout: 600_000 }, async (devices, mix) => {
    const folder = generate(vendor, devices, mix);
    const known = await verdictsOf(folder);
    expect(known.size).toBeGreaterThan(5);
    const texts = configsIn(folder).map((path) => ({ path, lines: readFileSync(path, "utf8").split("\n") }));
    const damages = vendor === "pfsense" ? ELEMENTS : DAMAGES;
    const seen = { changed: 0 };
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.constantFrom(...Object.keys(damages)), async (file, place, how) => {
        const { path, lines } = texts[file % texts.length] as (typeof texts)[number];
        const number = place % lines.length;
        const line = lines[number] ?? "";
        const damaged = IS_LEFT_OUT.test(line) ? line : (damages[how]?.(line) ?? line);
        if (damaged === line) return;
        writeFileSync(path, lines.with(number, damaged).join("\n"));
        const now = await verdictsOf(folder);
        writeFileSync(path, lines.join("\n"));
        seen.changed++;
        const proved = [...now].filter(([pair, verdict]) => verdict === "proved" && known.get(pair) !== "proved");
        expect(proved, `${number + 1}: ${damaged}`).toEqual([]);
      }),
      { numRuns: RUNS },
    );
    expect(seen.changed).toBeGreaterThan(RUNS / 5);
  });
});
