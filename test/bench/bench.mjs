/**
 * `npm run bench [-- --quick] [--large] [--json FILE]`: whole processes, from cold start to JSON report, on generated rule
 * sets with a map of their zones, beside what others take; and the share of zone pairs that are decided. Every time is also
 * given as a ratio to a bare `node` start of the same run: machines differ, and are noisy. `--quick` leaves out what takes
 * minutes, `--large` adds 50,000 rules and 100 devices. What is wanted is held against the mix `plant`; the mixes that
 * nobody has are shown with it.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measureDecided, showDecided } from "./decided.mjs";
import { measure } from "./process.mjs";
import { measureRow, rowsOf } from "./rows.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    large: { type: "boolean", default: false },
    json: { type: "string", default: join(ROOT, "test/bench/results.json") },
  },
});

/** Whole process on the same kind of machine (design 6): what others take for less. */
const PEERS = [
  ["Batfish, parse and dead lines", "5.7 to 7.2 s", "32 to 38 s", "not done after 420 s"],
  ["Batfish, parse and one zone pair", "5.3 to 8.4 s", "25 to 29 s", "-"],
  ["Aerleon, shade check", "1.8 s", "200 s", "-"],
  ["pairwise script over netaddr", "0.6 s", "54 s", "-"],
  ["ciscoconfparse2, tree of lines, no meaning", "1.0 to 1.4 s", "1.6 s", "4 s"],
];
const NAMES = 62;

const bare = measure(["-e", "0"], { runs: values.quick ? 1 : 3, bare: true });
const node = `bare node ${process.version}`;
console.log(`${node.padEnd(NAMES)} ${(bare.ms / 1000).toFixed(2)} s`);
const rows = [];
const folder = mkdtempSync(join(tmpdir(), "zoneproof-bench-"));
try {
  for (const row of rowsOf(values.large ? "large" : values.quick ? "quick" : "usual")) {
    const found = { ...measureRow(row, folder, rows), work: row.work, input: row.input, wanted: row.wanted ?? null };
    rows.push({ ...found, ...(found.ms === undefined ? {} : { starts: found.ms / bare.ms }) });
    console.log(shown(rows.at(-1)));
  }
} finally {
  rmSync(folder, { recursive: true });
}
for (const [peer, ...times] of PEERS) {
  console.log(`${peer.padEnd(NAMES)} ${times.join(" | ")} (1,000 | 10,000 | 50,000 rules)`);
}
const decided = measureDecided();
console.log(`\nzone pairs that are decided\n${showDecided(decided).join("\n")}`);
writeFileSync(values.json, `${JSON.stringify({ node: process.version, bare, rows, decided }, null, 2)}\n`);
console.log(`\nwritten: ${values.json}`);

function shown({ work, input, ms, mib, starts, ratio, same, megabytes, wanted }) {
  const name = `${work}${input === "" ? "" : `, ${input}`}`.padEnd(NAMES);
  if (same !== undefined) return `${name} ${same ? "the same bytes" : "OTHER BYTES"}  wanted: the same bytes`;
  if (megabytes !== undefined) {
    return `${name} ${megabytes.toFixed(1)} MB a second  wanted: ${wanted ? `${wanted.megabytes} MB a second` : "-"}`;
  }
  if (ratio !== undefined) return `${name} ${ratio.toFixed(1)} times  wanted: ${wanted.ratio} times`;
  const taken = `${(ms / 1000).toFixed(2)} s ${starts.toFixed(1).padStart(6)} starts ${String(mib).padStart(5)} MiB`;
  const { seconds, mib: memory, starts: least } = wanted ?? {};
  const said = [seconds && `${seconds} s`, memory && `${memory} MiB`, least && `${least} starts`].filter(Boolean);
  return `${name} ${taken}  wanted: ${said.join(", ") || "-"}`;
}
