/**
 * `npm run soak [-- --verdicts N] [--seed N] [--sets N] [--lines]`: first generated FortiOS policy sets, switches of IOS,
 * lists of NX-OS and IOS-XR, ASA configurations, that many of each, each as text read and asked packet by packet beside a
 * judge of its own, and rule sets of the shared generator; then every other test of random cases once; then the sets of the
 * engine against the evaluator that walks one packet, on random devices and random plants, batch after batch until that many
 * verdicts were compared. The same seed gives the same batches. The first disagreement ends it with exit code 1 and the
 * shrunk case. `--lines` hides every line of the sample plant first, one after the other: none may make anything proved.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const GENERATED = [
  "test/parsers/fortigate/generated.test.ts",
  "test/parsers/cisco/ios-generated.test.ts",
  "test/parsers/cisco/nxos-generated.test.ts",
  "test/parsers/cisco/asa-generated.test.ts",
  "test/parsers/pfsense/rule-sets.test.ts",
  "test/parsers/cisco/iosxr-generated.test.ts",
  "test/bench/shared-generator.test.ts",
];
const RUNS_PER_BATCH = 2000;
const PROPERTIES = ["oracle", "paths", "translated-paths", "sources-of-dialled", "plants"].map(
  (name) => `test/properties/${name}.test.ts`,
);

const { values } = parseArgs({
  options: {
    verdicts: { type: "string", default: "1000000" },
    seed: { type: "string", default: "1" },
    sets: { type: "string", default: "10000" },
    lines: { type: "boolean", default: false },
  },
});
const wanted = Number(values.verdicts);
const seen = { permit: 0, deny: 0, unknown: 0 };
const started = performance.now();

if (values.lines) runOnce(["test/samples/hidden-parts.test.ts"], { ZONEPROOF_LINE_STEP: "1" });
if (Number(values.sets) > 0) {
  runOnce(GENERATED, {
    ...{ ZONEPROOF_SOAK: values.sets, ZONEPROOF_SEED: values.seed, ZONEPROOF_RULES: "10000" },
  });
  runOnce(otherSeeded(), { ZONEPROOF_SEED: values.seed });
}

for (let batch = Number(values.seed); count() < wanted; batch++) {
  const done = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...PROPERTIES], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, ZONEPROOF_SEED: String(batch), ZONEPROOF_RUNS: String(RUNS_PER_BATCH), NO_COLOR: "1" },
  });
  if (done.status !== 0) {
    console.error(
      `${done.stdout}\n${done.stderr}\nthe batch of seed ${batch} disagrees, after ${count()} verdicts that agreed`,
    );
    process.exit(1);
  }
  for (const [, counts] of done.stdout.matchAll(/^soaked (\{.*\})$/gm)) {
    const told = JSON.parse(counts);
    for (const verdict of Object.keys(seen)) seen[verdict] += told[verdict];
  }
  if (count() === 0) throw new Error("the properties told of no verdicts");
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`seed ${batch}: ${count()} verdicts agree (${JSON.stringify(seen)}), ${seconds} s`);
}

function count() {
  return seen.permit + seen.deny + seen.unknown;
}

/** The tests of random cases that neither list names. */
function otherSeeded() {
  return readdirSync(`${ROOT}test`, { recursive: true })
    .map((name) => `test/${name}`)
    .filter((file) => file.endsWith(".test.ts") && !GENERATED.includes(file) && !PROPERTIES.includes(file))
    .filter((file) => readFileSync(`${ROOT}${file}`, "utf8").includes("/seeded.js"));
}

/** Runs some tests with their output on the screen; the first that fails ends it all. */
function runOnce(files, more) {
  const words = ["node_modules/vitest/vitest.mjs", "run", ...files];
  const done = spawnSync(process.execPath, words, { cwd: ROOT, stdio: "inherit", env: { ...process.env, ...more } });
  if (done.status !== 0) process.exit(1);
}
