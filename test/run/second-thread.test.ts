/** The thread that judges beside the analysis: it changes nothing of what comes out, whatever becomes of it. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { loadBundle } from "../../src/judge/bundle.js";
import { Judge } from "../../src/judge/judge.js";
import { SecondThread } from "../../src/judge/second-thread.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { loadPlant } from "../../src/run/load-plant.js";
import { makeAll, slicesOf } from "../../src/run/slices.js";

const ROOT = new URL("../..", import.meta.url);
const SAMPLE = join(ROOT.pathname, "samples/halden-pack/weak");
const ENTRY = new URL("dist/src/cli/worker.js", ROOT);
/** Of the answers that broken threads owe, in milliseconds. */
const PATIENCE = 500;

/** The slices of the sample, as JSON. @param thread left out: all is judged here. */
async function slicesBy(thread?: SecondThread): Promise<string> {
  const request = { paths: [SAMPLE], readStdin: async () => new Uint8Array() };
  const { devices, map, missing } = await loadPlant(request, new Diagnostics());
  const judge = new Judge(await loadBundle(), thread);
  try {
    return JSON.stringify(makeAll(slicesOf(resolvePlant(devices, map, missing), judge)));
  } finally {
    thread?.stop();
  }
}

/** A thread that runs what is given in place of policies, with `port` and `answered` of its orders at hand. */
async function threadThat(does: string, patience = PATIENCE): Promise<SecondThread> {
  const { thresholds } = await loadBundle();
  const code = `import { workerData } from "node:worker_threads"; const { port, answered } = workerData;
    const say = (message) => { port.postMessage(message); Atomics.add(answered, 0, 1); Atomics.notify(answered, 0); };
    port.on("message", () => { ${does} });`;
  return new SecondThread(new URL(`data:text/javascript,${encodeURIComponent(code)}`), thresholds, patience);
}

describe("a thread that judges", () => {
  let alone: string;
  beforeAll(async () => {
    alone = await slicesBy();
  });

  it("says what is said without it", async () => {
    expect(existsSync(ENTRY)).toBe(true);
    expect(await slicesBy(new SecondThread(ENTRY, (await loadBundle()).thresholds))).toBe(alone);
  });

  it("is the one who says it", async () => {
    const none = JSON.stringify([]);
    const said = await slicesBy(await threadThat(`say({ said: ${JSON.stringify(none)} })`, 30_000));
    expect(said).not.toBe(alone);
    expect(said).not.toContain('"findings":[{');
  });

  it.each([
    ["breaks at its first question", "throw new Error('broken')"],
    ["ends", "process.exit(1)"],
    ["owes every answer", ""],
    ["says that the policies broke", "say({ said: undefined })"],
    ["says what is no answer", "say('nothing')"],
    [
      "ends after some answers",
      "globalThis.count = (globalThis.count ?? 0) + 1; if (count > 5) process.exit(1); say({})",
    ],
  ])("takes nothing from the result when it %s", async (_, does) => {
    expect(await slicesBy(await threadThat(does))).toBe(alone);
  });

  it("has nothing to say of the map, and nothing after its end", async () => {
    const thread = new SecondThread(ENTRY, (await loadBundle()).thresholds);
    thread.stop();
    expect(thread.ask("pair", new ArrayBuffer(0))()).toBeUndefined();
  });
});

describe("a check of many zones", () => {
  const folder = mkdtempSync(join(tmpdir(), "zoneproof-thread-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("gives the same bytes with a second thread and without, and says that there was one", () => {
    const numbers = { rules: 48, zones: 24, devices: 2, seed: 1, probes: 0, mix: "plant", out: folder };
    const words = Object.entries(numbers).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const made = spawnSync(process.execPath, ["test/bench/generate.mjs", ...words], { encoding: "utf8" });
    expect(made.stderr).toBe("");
    const report = (...options: string[]) => {
      const given = [join(folder, "ios"), "-z", join(folder, "zones.yaml"), "--format", "json", "--fail-on", "never"];
      const main = join(ROOT.pathname, "dist/src/cli/main.js");
      return spawnSync(process.execPath, [main, "check", ...given, "--verbose", ...options], {
        encoding: "utf8",
        maxBuffer: 1 << 26,
      });
    };
    const [alone, helped] = [report("--workers", "0"), report()];
    expect(alone.stdout).toContain('"findings"');
    expect(helped.stdout === alone.stdout).toBe(true);
    expect(alone.stderr).toContain("no worker thread helped");
    if (availableParallelism() > 1) expect(helped.stderr).toContain("a second thread asked the policies");
  });
});
