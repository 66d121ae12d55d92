/** Whole processes of the command line, from cold start to report: what they write, how long they take, what they hold. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));
const PEAK = new URL("peak.mjs", import.meta.url).href;
/** Inputs that could not be read: the report is there and says so. */
const DONE = [0, 3];

/** Runs the command line with `words`. @returns what it wrote to standard output. */
export function runMain(words) {
  return run([MAIN, ...words]).stdout;
}

/** The shortest wall time (ms) and the smallest peak (MiB) of some runs of the command line, or of `node` itself. */
export function measure(words, { runs, bare = false }) {
  const all = Array.from({ length: runs }, () => {
    const start = performance.now();
    const { stderr } = run(["--import", PEAK, ...(bare ? [] : [MAIN]), ...words]);
    return { ms: performance.now() - start, mib: Number(/peak (\d+)\s*$/.exec(stderr)?.[1]) / 1024 };
  });
  const least = (key) => Math.round(Math.min(...all.map((one) => one[key])));
  return { ms: least("ms"), mib: least("mib") };
}

function run(words) {
  const done = spawnSync(process.execPath, words, { encoding: "utf8", maxBuffer: 1 << 30 });
  if (!DONE.includes(done.status)) throw new Error(`${words.join(" ")}\n${done.status ?? done.signal}\n${done.stderr}`);
  return done;
}
