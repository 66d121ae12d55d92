/** Follow-up: what is new, gone, accepted since the last run that was kept, and what ends when. */
import { describe, expect, it } from "vitest";
import { followUpOf } from "../../src/report/follow-up.js";
import { readRunRecord, recordOf } from "../../src/report/run-record.js";
import { renderTerminal } from "../../src/report/terminal.js";
import { hostileResult } from "./hostile.js";
import { finding, plantResult } from "./plant-result.js";

const print = (digit: string) => digit.repeat(64);
const one = (digit: string, status: "open" | "accepted" = "open") => finding({ fingerprint: print(digit), status });

describe("followUpOf", () => {
  it("tells what is new, gone, newly accepted and accepted no more", () => {
    const before = plantResult({ findings: [one("a"), one("b"), one("c", "accepted"), one("d")] });
    const history = [recordOf(before, "2026-11-01")];
    const now = plantResult({
      findings: [one("a"), one("b", "accepted"), one("c"), one("e")],
      history,
      day: "2026-11-26",
    });
    const { since, trend } = followUpOf(now);
    expect(since).toEqual({
      day: "2026-11-01",
      appeared: [print("e")],
      gone: 1,
      newlyAccepted: [print("b")],
      acceptedNoMore: [print("c")],
    });
    expect(trend.map(({ day, accepted }) => [day, accepted])).toEqual([
      ["2026-11-01", 1],
      ["2026-11-26", 1],
    ]);
  });

  it("shows the last runs and counts those before", () => {
    const record = recordOf(plantResult(), "2026-11-01");
    const { trend, earlierRuns } = followUpOf(plantResult({ history: Array(20).fill(record), day: "2026-11-26" }));
    expect(trend).toHaveLength(14);
    expect(earlierRuns).toBe(7);
  });

  it("has no trend where no runs are kept, and one run where the first is", () => {
    expect(followUpOf(plantResult({ day: "2026-11-26" })).trend).toEqual([]);
    expect(followUpOf(plantResult({ day: "2026-11-26", history: [] })).trend).toHaveLength(1);
  });

  it("names exceptions and attestations that end within 90 days, the first to end first", () => {
    const location = { file: "zones.yaml", line: 1, column: 1, end_line: 1, end_column: 2 };
    const exception = { checks: ["x"], reason: "r", approved_by: "p", location };
    const attestation = { requirement: "SR 7.3", zones: ["ops"], evidence: "e", owner: "OT", location };
    const map = {
      ...plantResult().map!,
      as_of: "2026-11-26",
      exceptions: [
        { ...exception, id: "EX-1", expires: "2027-02-24" },
        { ...exception, id: "EX-2", expires: "2027-02-25" },
        { ...exception, id: "EX-3", expires: "2026-11-25" },
      ],
      attestations: [{ ...attestation, expires: "2026-11-26" }],
    };
    const result = plantResult({ map });
    expect(followUpOf(result).ending.map(({ id, days }) => [id, days])).toEqual([
      ["EX-3", -1],
      ["SR 7.3 for ops", 0],
      ["EX-1", 90],
    ]);
    const text = renderTerminal(result, { color: false, width: 100 });
    expect(text).toContain("EX-3: ended on 2026-11-25");
    expect(text).toContain("SR 7.3 for ops: until 2026-11-26, 0 days from now");
    const { as_of: _, ...undated } = map;
    expect(followUpOf(plantResult({ map: undated })).ending).toEqual([]);
  });

  it("lets no text of an input steer a terminal", () => {
    const history = [recordOf(plantResult({ findings: [] }), "2026-11-01")];
    const result = { ...hostileResult(), history, day: "2026-11-26" };
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what may not be there
    expect(renderTerminal(result, { color: false, width: 80 })).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});

describe("readRunRecord", () => {
  it("reads what was written, and refuses everything else by name", () => {
    const record = recordOf(plantResult(), "2026-11-26");
    expect(readRunRecord(JSON.stringify(record), "run-000001.json")).toEqual(record);
    expect(() => readRunRecord("{", "run-000001.json")).toThrow("the record run-000001.json is no JSON");
    expect(() => readRunRecord(JSON.stringify({ ...record, day: "soon" }), "h/run-1.json")).toThrow("h/run-1.json");
  });

  it("holds no message, name or place", () => {
    const text = JSON.stringify(recordOf(plantResult(), "2026-11-26"));
    for (const { message, locations } of plantResult().findings) {
      expect(text).not.toContain(message);
      for (const { file } of locations) expect(text).not.toContain(file);
    }
  });
});
