/**
 * `npm run bench [-- RULES…]`: whole processes, from cold start to report, on generated IOS rule sets of four zones. Every
 * time is also given as a ratio to a bare `node` start of the same run: machines differ, and are noisy.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const MAIN = join(HERE, "../../dist/src/cli/main.js");
const RUNS = 3;

const asked = process.argv.slice(2).map(Number);
const sizes = asked.length > 0 ? asked : [1000, 10_000];
const bare = measure(["-e", "0"]);
console.log(`bare node start: ${bare.ms} ms, ${bare.mib} MiB (best of ${RUNS}, as below)`);
for (const rules of sizes) {
  const folder = mkdtempSync(join(tmpdir(), "zoneproof-bench-"));
  runNode([join(HERE, "generate.mjs"), "--rules", String(rules), "--zones", "4", "--seed", "1", "--out", folder]);
  const config = join(folder, "ios.cfg");
  const jobs = {
    "parse --stats": ["parse", "--stats", config],
    check: ["check", config, "--fail-on", "never", "--format", "json"],
    "check with a map": ["check", config, "-z", join(folder, "zones.yaml"), "--fail-on", "never", "--format", "json"],
  };
  for (const [name, words] of Object.entries(jobs)) {
    const { ms, mib } = measure([MAIN, ...words]);
    console.log(`${rules} rules, ${name}: ${ms} ms (${(ms / bare.ms).toFixed(1)} starts), ${mib} MiB`);
  }
  rmSync(folder, { recursive: true });
}

/** The shortest wall time and the smallest peak of some runs. */
function measure(words) {
  const runs = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    const { stderr } = runNode(["--import", join(HERE, "peak.mjs"), ...words]);
    const peak = Number(/peak (\d+)\s*$/.exec(stderr)?.[1]);
    return { ms: performance.now() - start, mib: peak / 1024 };
  });
  const least = (key) => Math.round(Math.min(...runs.map((run) => run[key])));
  return { ms: least("ms"), mib: least("mib") };
}

function runNode(words) {
  const done = spawnSync(process.execPath, words, { encoding: "utf8", maxBuffer: 1 << 30 });
  if (done.status !== 0) throw new Error(`${words.join(" ")}\n${done.stderr}`);
  return done;
}
