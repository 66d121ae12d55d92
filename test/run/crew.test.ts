/** Threads that share a run: whoever makes a slice, and whatever becomes of a worker, the report is the same. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { NOTHING_TOLD } from "../../src/facts/told.js";
import { loadBundle } from "../../src/judge/bundle.js";
import { Judge } from "../../src/judge/judge.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { check } from "../../src/run/check.js";
import { Crew, usefulSize } from "../../src/run/crew.js";
import { loadPlant } from "../../src/run/load-plant.js";
import { slicesOf } from "../../src/run/slices.js";

const MAIN = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));
const SAMPLE = fileURLToPath(new URL("../../samples/halden-pack/weak", import.meta.url));

function reportWith(...options: string[]): string {
  const words = [MAIN, "check", SAMPLE, "--format", "json", "--fail-on", "never", ...options];
  const { stdout, stderr, status } = spawnSync(process.execPath, words, { encoding: "utf8", maxBuffer: 1 << 26 });
  expect([stderr, status]).toEqual(["", 0]);
  return stdout;
}

describe("worker threads", () => {
  it("leave every byte of the report as it is, however many they are", () => {
    const alone = reportWith("--workers", "0");
    expect(alone.length).toBeGreaterThan(10_000);
    expect(reportWith("--workers", "1") === alone).toBe(true);
    expect(reportWith("--workers", "3") === alone).toBe(true);
  });

  it("find the same sets and ways for a report that shows them", async () => {
    const request = { paths: [SAMPLE], sets: true, readStdin: async () => new Uint8Array(), version: "0" };
    const entry = new URL("../../dist/src/cli/worker.js", import.meta.url);
    const alone = (await check(request)).result;
    const helped = (await check({ ...request, workers: { entry, size: 1 } })).result;
    expect(alone.sets).toHaveLength(alone.pairs.length);
    expect(JSON.stringify(helped.sets) === JSON.stringify(alone.sets)).toBe(true);
  });

  it("are counted in whole numbers", () => {
    for (const given of ["-1", "two", "1.5", "100000"]) {
      const words = [MAIN, "check", SAMPLE, `--workers=${given}`];
      const { stderr, status } = spawnSync(process.execPath, words, { encoding: "utf8" });
      expect(stderr).toContain("a number from 0 to 256");
      expect(status).toBe(2);
    }
  });

  it("are started where there is enough to do for them", () => {
    const device = (rules: number) => ({ tables: [{ rules: { length: rules } }] }) as never;
    const zones = (count: number) => ({ zones: { length: count } }) as never;
    expect(usefulSize([device(10_000)], zones(4), 8)).toBe(0);
    expect(usefulSize([device(50_000)], zones(4), 8)).toBe(2);
    expect(usefulSize([device(50_000)], zones(4), 3)).toBe(1);
    expect(usefulSize([device(50_000)], zones(4), 2)).toBe(0);
    expect(usefulSize([device(50_000)], zones(4), 1)).toBe(0);
    expect(usefulSize([device(100)], zones(50), 8)).toBe(3);
    expect(usefulSize([device(1_000_000)], undefined, 64)).toBe(8);
  });
});

describe("a worker that breaks", () => {
  const ordersOf = async () => {
    const request = { paths: [SAMPLE], readStdin: async () => new Uint8Array() };
    const { devices, map, missing } = await loadPlant(request, new Diagnostics());
    return { devices, map, missing, version: "0", cache: undefined, sets: false, told: NOTHING_TOLD };
  };
  const makersOf = async ({ devices, map, missing }: Awaited<ReturnType<typeof ordersOf>>) =>
    slicesOf(resolvePlant(devices, map, missing), new Judge(await loadBundle()), undefined).makers.slice(0, 12);

  it.each([
    ["at its start", "done(); throw new Error('broken')"],
    ["with slices in hand", "Atomics.add(workerData.next, 0, 5); done(); process.exit(1)"],
    [
      "after a delivery",
      "parentPort.postMessage({ number: Atomics.add(workerData.next, 0, 1), json: mark }); done(); throw 1",
    ],
  ])("%s takes nothing from the result", async (_, does) => {
    const given = await ordersOf();
    const makers = await makersOf(given);
    const mark = JSON.stringify(JSON.stringify({ kind: "device", mark: true }));
    const code = `import { parentPort, workerData } from "node:worker_threads"; const mark = ${mark};
      const done = () => { Atomics.add(workerData.done, 0, 1); Atomics.notify(workerData.done, 0); }; ${does}`;
    const done = new Int32Array(new SharedArrayBuffer(4));
    const orders = { ...given, done };
    const crew = new Crew(2, new URL(`data:text/javascript,${encodeURIComponent(code)}`), orders);
    for (let count = 0; count < 2; count = Atomics.load(done, 0)) Atomics.wait(done, 0, count, 20_000);
    const parts = makers.map((_, number) => [number]);
    const slices = await crew.finish({ makers, parts });
    const delivered = slices.filter((slice) => "mark" in slice).length;
    expect(delivered).toBe(does.includes("postMessage") ? 2 : 0);
    const made = makers.slice(delivered).map((make) => make()());
    expect(JSON.stringify(slices.slice(delivered))).toBe(JSON.stringify(made));
  });
});
