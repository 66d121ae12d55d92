import { describe, expect, it } from "vitest";
import { loadBundle } from "../../src/judge/bundle.js";
import { judge } from "../../src/judge/judge.js";
import { CARRIER, PAIR } from "./facts.js";

describe("judge", () => {
  it("x", async () => {
    console.time("load");
    const b = await loadBundle();
    console.timeEnd("load");
    console.time("judge");
    const r = await judge(b, { pairs: Array.from({ length: 500 }, () => PAIR()), devices: [] });
    console.timeEnd("judge");
    console.log(JSON.stringify(r.findings[0], null, 1), r.notAssessed, r.findings.length);
    const big = PAIR({ carriers: Array.from({ length: 1000 }, () => CARRIER()) });
    console.time("judge");
    const r2 = await judge(b, { pairs: [big], devices: [] });
    console.timeEnd("judge");
    console.log(r2.findings.length);
  });
});
