/**
 * What judging takes apart from reading and analysing. The facts of a plant are made first, then every slice goes through the
 * policies, and what they say is made into findings, with evidence that is found out only now. A process of its own:
 * `node --expose-gc test/bench/judging.mjs FOLDER NAME` prints the processor time (ms: machines are shared) of the policies
 * and of all, how much memory (MiB) was held more while it judged, its garbage included, than when the facts were there and the
 * garbage of the engine was gone, and how many rules and findings there were.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const OWN = fileURLToPath(import.meta.url);
const known = new Map();

/** Measures one set in a process of its own, once. */
export function measureJudging(place, input) {
  const key = join(place, input);
  if (!known.has(key)) {
    const done = spawnSync(process.execPath, ["--expose-gc", OWN, place, input], { encoding: "utf8" });
    if (done.status !== 0) throw new Error(`judging ${key}\n${done.stderr}`);
    known.set(key, JSON.parse(done.stdout));
  }
  return known.get(key);
}

async function judge(place, input) {
  const { facts, rules } = await factsOf(place, input);
  const [{ loadBundle }, { Judge }, { mapInput }] = await Promise.all(
    ["judge/bundle", "judge/judge", "facts/build-map"].map(load),
  );
  let asked = 0;
  const bundle = await loadBundle();
  const timed = (policies) => ({
    evaluate: (...given) => {
      const start = processorMs();
      const said = policies.evaluate(...given);
      asked += processorMs() - start;
      return said;
    },
  });
  globalThis.gc();
  const before = heldMiB();
  let most = before;
  const seen = (done) => {
    most = Math.max(most, heldMiB());
    return done;
  };
  const start = processorMs();
  const judging = new Judge({ ...bundle, open: (bytes) => timed(bundle.open(bytes)) });
  const judged = [
    ...facts.devices.map((device) => seen(judging.device(device)())),
    ...facts.pairs.map((pair) => seen(judging.pair(pair, facts.map)())),
    judging.map(mapInput(facts.map, facts.pairs)),
  ];
  const { findings } = seen(judging.conclude(judged, facts.map));
  const [all, mib] = [processorMs() - start, most - before].map(Math.round);
  return { policies: Math.round(asked), all, mib, rules, findings: findings.length };
}

async function factsOf(place, input) {
  const [{ loadPlant }, { resolvePlant }, { analysePlant }, { buildFacts }, { Diagnostics }] = await Promise.all(
    ["run/load-plant", "resolve/plant", "analyse/analysis", "facts/build-facts", "diagnostics/diagnostic"].map(load),
  );
  const request = { paths: [join(place, input)], zones: join(place, "zones.yaml"), readStdin: async () => undefined };
  const { devices, map, missing } = await loadPlant({ ...request, version: "0" }, new Diagnostics());
  const plant = resolvePlant(devices, map, missing);
  const rules = devices.flatMap(({ tables }) => tables.flatMap((table) => table.rules)).length;
  return { facts: buildFacts(plant, analysePlant(plant)), rules };
}

function load(path) {
  return import(new URL(`../../dist/src/${path}.js`, import.meta.url).href);
}

function processorMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function heldMiB() {
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

if (process.argv[1] === OWN) {
  const [, , place, input] = process.argv;
  process.stdout.write(`${JSON.stringify(await judge(place, input))}\n`);
}
