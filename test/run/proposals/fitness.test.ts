/** Changes that must not be proposed, or only with what stands beside them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderJson } from "../../../src/report/json.js";
import { FIRST_ACTIONS, planOf } from "../../../src/report/plan.js";
import { extended } from "../../parsers/cisco/site.js";
import { flow, linesFor, mapOf, outcomeOf, proposalsFor } from "./tried.js";

const HTTPS = flow("F-1", "10.1.0.5", "10.2.0.9", "tcp/443");
/** No rule below lets it through. */
const TELNET = flow("F-2", "10.1.0.5", "10.2.0.9", "tcp/23");
const MAP = mapOf(HTTPS);
const NARROW = "10 permit tcp host 10.1.0.5 host 10.2.0.9 eq 443 log";

describe("a change is proposed only when it is fit", () => {
  it("says why where a rule serves a declared flow and what it serves cannot be said in its place", async () => {
    const text = extended("10 permit tcp any 10.2.0.0 0.0.255.255 dscp ef", "20 deny ip any any");
    const lines = await linesFor("r1, A 10", text, MAP);
    expect(lines.join("\n")).not.toMatch(/^ 10 permit/m);
  });

  it("narrows a wide rule that alone lets a declared flow through", async () => {
    expect(await linesFor("r1, A 10", extended("10 permit tcp any any"), MAP)).toEqual([
      "ip access-list extended A",
      " 11 permit tcp host 10.1.0.5 host 10.2.0.9 eq 443",
      " no 10",
    ]);
  });

  it("keeps what a rule of two conduits serves in both", async () => {
    const map = mapOf(HTTPS, flow("F-2", "10.1.0.6", "10.2.0.9", "tcp/102"));
    const lines = await linesFor("r1, A 10", extended("10 permit tcp any 10.2.0.0 0.0.255.255"), map);
    expect(lines).toEqual([
      "ip access-list extended A",
      " 11 permit tcp host 10.1.0.5 host 10.2.0.9 eq 443",
      " 12 permit tcp host 10.1.0.6 host 10.2.0.9 eq 102",
      " no 10",
    ]);
  });

  it("proposes nothing where another rule behind it lets the same through", async () => {
    const text = extended(NARROW, "20 permit tcp any any eq 23", "30 permit tcp 10.1.0.0 0.0.255.255 any eq 23");
    const proposal = (await proposalsFor({ "device.cfg": text }, MAP))["r1, A 20"];
    expect(proposal).toMatchObject({ kind: "none" });
    expect(proposal).toHaveProperty("why", expect.stringContaining("A 30"));
  });

  it("takes no rule out where no map says what it is for", async () => {
    expect(await linesFor("r1, A 10", extended("10 permit ip any any"))).toEqual(["no map says what the rule is for"]);
  });

  it("leaves a list of one entry whole, which empty would let everything through", async () => {
    const lines = await linesFor("r1, A 10", extended("10 permit tcp any any eq 23"), MAP);
    expect(lines.join("\n")).not.toContain(" no 10");
  });

  it("keeps one of two wide rules, as a list that both leave is empty and lets everything through", async () => {
    const text = extended("10 permit tcp any any range 400 500", "20 permit tcp any any range 440 600");
    const served = await proposalsFor({ "device.cfg": text }, MAP);
    expect(served["r1, A 10"]).toMatchObject({
      lines: ["ip access-list extended A", " 11 permit tcp host 10.1.0.5 host 10.2.0.9 eq 443", " no 10"],
      fitsOthers: true,
    });
    expect(served["r1, A 20"]).toMatchObject({ lines: ["ip access-list extended A", " no 20"], fitsOthers: true });

    const { "r1, A 10": one, "r1, A 20": other } = await proposalsFor({ "device.cfg": text }, mapOf(TELNET));
    const idle = [one!, other!];
    expect(idle.map(({ kind }) => kind).toSorted()).toEqual(["checked", "none"]);
    expect(idle.find(({ kind }) => kind === "none")).toHaveProperty(
      "why",
      "with the changes proposed above, one that takes the rule out: it would let more through r1 from " +
        "GigabitEthernet0/0 to GigabitEthernet0/1 than before",
    );
    expect(idle.find(({ kind }) => kind === "checked")).toHaveProperty("fitsOthers", false);
  });

  it("has no room between two numbers", async () => {
    const map = mapOf(HTTPS, flow("F-2", "10.1.0.6", "10.2.0.9", "tcp/102"));
    const text = extended("10 permit tcp any 10.2.0.0 0.0.255.255", "11 deny ip any any");
    expect((await linesFor("r1, A 10", text, map)).join("\n")).not.toContain(" 11 permit");
  });
});

describe("every action of the first ten", () => {
  const UNBOUND = extended(NARROW).replace(/^ ip access-group.*\n/gm, "");
  const WIDE = extended(NARROW, "20 permit tcp 10.1.0.0 0.0.255.255 any eq 23");

  it("has a change, or says why it has none", async () => {
    const ports = [22, 21, 80, 445, 5900].map((port, index) => `${30 + index} permit tcp any any eq ${port}`);
    const text = extended(NARROW, ...ports);
    const { result } = await outcomeOf({ "device.cfg": text }, MAP.replaceAll(", owner: OT", ""));
    const plan = planOf(result);
    expect(plan.length).toBeGreaterThan(FIRST_ACTIONS);
    expect(plan.map(({ proposal }) => proposal !== undefined)).toEqual(plan.map((_, index) => index < FIRST_ACTIONS));
  });

  it.each([
    ["what is wrong in the map", WIDE, MAP.replaceAll(", owner: OT", ""), "what has to change is the map, and"],
    ["no filter at all", UNBOUND, MAP, "no rule stands there to be taken out or narrowed: a filter has to be"],
    ["what is no line", WIDE, MAP, "there are no few lines in the vendor's syntax that surely mean it"],
  ])("says why: %s", async (_, text, map, why) => {
    const proposals = Object.values(await proposalsFor({ "device.cfg": text }, map));
    const said = proposals.flatMap((proposal) => (proposal.kind === "none" ? [proposal.why] : []));
    expect(
      said.some((one) => one.startsWith(why)),
      said.join("\n"),
    ).toBe(true);
  });
});

describe("the run that proposes", () => {
  it("proposes the same with a cache that was filled, and with threads that help", { timeout: 120_000 }, async () => {
    const text = { "device.cfg": extended(NARROW, "20 permit ip any any") };
    const cache = mkdtempSync(join(tmpdir(), "zoneproof-proposals-"));
    const workers = { size: 2, entry: new URL("../../../dist/src/cli/worker.js", import.meta.url) };
    try {
      const plain = renderJson((await outcomeOf(text, MAP)).result);
      for (const more of [{ cache }, { cache }, { workers }])
        expect(renderJson((await outcomeOf(text, MAP, more)).result)).toBe(plain);
    } finally {
      rmSync(cache, { recursive: true });
    }
  });

  it("finds what a run without proposals finds, and the same with a cache of its own", async () => {
    const text = { "device.cfg": extended(NARROW, "20 permit ip any any") };
    const [first, second] = [await outcomeOf(text, MAP), await outcomeOf(text, MAP)];
    expect(first.result.proposals).toEqual(second.result.proposals);
    expect(planOf(first.result).some(({ proposal }) => proposal?.kind === "checked")).toBe(true);
    const { proposals: _, ...others } = first.result;
    expect(Object.keys(others)).not.toContain("proposals");
  });

  it("says what else is gone, and what comes", async () => {
    const proposals = await proposalsFor({ "device.cfg": extended(NARROW, "20 permit ip any any") }, MAP);
    expect(proposals["r1, A 20"]).toMatchObject({ kind: "checked", where: "configuration mode", file: "device.cfg" });
  });
});
