/**
 * `node test/bench/decided.mjs`: of the sample plant and of each network of the corpus, the share of ordered zone pairs that
 * are decided, and what leaves the others open, most common first. The maps over the corpus are our own.
 */
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runMain } from "./process.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const MAPS = join(ROOT, "test/bench/maps");
const NETWORKS = join(ROOT, "../shared/corpus/cisco/networks");
/** Of networks that are there in several states, the one that is in use. */
const IN_USE = ["live", "current"];
const REASONS_SHOWN = 4;

/** @returns one row per plant: its zone pairs by verdict, and the reasons with the number of open pairs they concern. */
export function measureDecided() {
  const sample = join(ROOT, "samples/halden-pack/weak");
  const rows = [rowOf("halden-pack (sample)", [sample])];
  if (!existsSync(NETWORKS)) return rows;
  const names = readdirSync(MAPS).map((file) => basename(file, ".yaml"));
  return [...rows, ...names.map((name) => rowOf(name, [folderOf(name), "-z", join(MAPS, `${name}.yaml`)]))];
}

/** The rows as lines of text. */
export function showDecided(rows) {
  return rows.flatMap(({ plant, pairs, decided, reasons }) => [
    `${plant.padEnd(22)} ${percent(decided).padStart(5)} decided: ${pairs.proved} proved, ${pairs.violated} violated, ${pairs.unproved} unproved`,
    ...reasons.slice(0, REASONS_SHOWN).map(({ reason, pairs: count }) => `${" ".repeat(24)}${count} × ${reason}`),
  ]);
}

function rowOf(plant, words) {
  const { summary, pairs } = JSON.parse(runMain(["check", ...words, "--fail-on", "never", "--format", "json"]));
  const counts = new Map();
  const names = namesIn(pairs);
  for (const { reasons } of pairs) {
    // Whatever names a device, an interface or an address is one kind of reason.
    for (const reason of new Set(reasons.map((one) => kindOf(one.reason, one.device, names)))) {
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
  }
  const { proved, violated, unproved } = summary.pairs;
  const all = proved + violated + unproved;
  return {
    plant,
    pairs: summary.pairs,
    decided: all === 0 ? 0 : (proved + violated) / all,
    reasons: [...counts].map(([reason, count]) => ({ reason, pairs: count })).sort((a, b) => b.pairs - a.pairs),
  };
}

/** Names of zones, devices and interfaces. */
function namesIn(pairs) {
  const names = pairs.flatMap(({ from, to, paths }) => [
    from,
    to,
    ...paths.flatMap(({ hops }) => hops.flatMap((hop) => [hop.device, hop.ingress, hop.egress])),
  ]);
  return new Set(names);
}

/** A reason without the names it is about: those of zones, devices and interfaces, and numbers. */
function kindOf(reason, device, names) {
  const words = reason.split(/(?<=[\s,;:()])|(?=[\s,;:()])/);
  return words
    .map((word) => (word === device || names.has(word) || /\d/.test(word) ? "…" : word))
    .join("")
    .replaceAll(/…(?: …)+/g, "…");
}

function folderOf(name) {
  const folder = join(NETWORKS, name);
  return IN_USE.map((state) => join(folder, state)).find((one) => existsSync(one)) ?? folder;
}

function percent(share) {
  return `${Math.round(share * 100)} %`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(showDecided(measureDecided()).join("\n"));
