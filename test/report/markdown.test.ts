/** Markdown: one screen, details folded, text of inputs stays text. */
import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../../src/report/markdown.js";
import { markdownBlock, markdownCode, markdownText } from "../../src/report/markdown-text.js";
import { recordOf } from "../../src/report/run-record.js";
import { expectGolden } from "./golden.js";
import { hostileResult } from "./hostile.js";
import { finding, plantResult } from "./plant-result.js";

/** A pull-request comment on GitHub. */
const MOST = 65_536;

describe("renderMarkdown", () => {
  it("matches the golden file", () => expectGolden("plant.markdown.md", renderMarkdown(plantResult())));

  it("shows nothing but the reasons where every input failed", () => {
    const inputs = plantResult().inputs.filter(({ role }) => role === "failed");
    const text = renderMarkdown(plantResult({ inputs }));
    expect(text).toMatch(/^### ❌ zoneproof: nothing was analysed: 1 input NOT ANALYSED\n/);
    expect(text).toContain("- **error**: this is not a text file `configs/broken.bin:1`");
    expect(text).not.toContain("any-source-into-ot");
  });

  it("fits a comment and shows few lines unfolded, whatever was found", () => {
    const findings = Array.from({ length: 5_000 }, (_, index) => finding({ message: `finding ${index} `.repeat(20) }));
    const text = renderMarkdown(plantResult({ findings }));
    expect(text.length).toBeLessThan(MOST);
    const unfolded = text.replace(/<details>[\s\S]*?<\/details>/g, "").split("\n");
    expect(unfolded.filter((line) => line !== "").length).toBeLessThan(15);
    expect(text).toContain("and 4940 more");
  });

  it("fits a comment whatever names are like, and says what it had no room for", () => {
    const findings = Array.from({ length: 60 }, () => finding({ message: "[*]".repeat(5_000) }));
    const text = renderMarkdown(plantResult({ findings }));
    expect(text.length).toBeLessThan(MOST);
    expect(text).toContain("1 section too long for a comment");
    expect(text).toContain("not understood</summary>");
  });

  it("tells what exceptions accept, what ends soon, and how it went", () => {
    const location = { file: "zones.yaml", line: 1, column: 1, end_line: 1, end_column: 2 };
    const exception = {
      id: "EX-1",
      reason: "r",
      compensating: "c",
      approvedBy: "safety",
      expires: "2026-12-01",
      expired: false,
    };
    const accepted = finding({ fingerprint: "b".repeat(64), status: "accepted", message: "kept as it is", exception });
    const before = plantResult({ findings: [finding({ fingerprint: "c".repeat(64) })] });
    const map = {
      ...plantResult().map!,
      as_of: "2026-11-26",
      exceptions: [{ id: "EX-1", checks: ["x"], reason: "r", approved_by: "safety", expires: "2026-12-01", location }],
    };
    const text = renderMarkdown(
      plantResult({ findings: [accepted], map, day: "2026-11-26", history: [recordOf(before, "2026-11-01")] }),
    );
    expect(text).toContain("<summary>1 finding accepted by exceptions</summary>");
    expect(text).toContain("kept as it is `cell-to-cell`, EX-1 (safety, until 2026-12-01)");
    expect(text).toContain("- exception EX-1: until 2026-12-01, 5 days from now (r)");
    expect(text).toContain("<summary>2 runs; since 2026-11-01: 0 new, 1 gone, 1 newly accepted</summary>");
    expect(text).toContain("- newly accepted: kept as it is");
  });

  it("lets no text of an input become markup, a mention, a row or the end of a fold", () => {
    const text = renderMarkdown(hostileResult()).replace(/`[^`\n]*`/g, "");
    expect(text).not.toMatch(/<script|\]\(javascript/);
    for (const unseen of ["\u001b", "\u202e", "\u200b"]) expect(text).not.toContain(unseen);
    expect(text.match(/<\/?(?!details|summary)[a-z]/gi)).toBeNull();
    const shown = markdownText("@team #12 <b> ](x) | ` _a_ &amp;").replace(/&#\d+;/g, "");
    expect(shown).not.toMatch(/[@#<>|`_&[\]]/);
  });

  it("keeps a block closed", () => {
    expect(markdownBlock(["```", "````js"])).toEqual(["`````", "```", "````js", "`````"]);
    expect(markdownCode("a`b|c")).toBe("`a'b\\|c`");
  });
});
