/** Markdown: one screen, details folded, text of inputs stays text. */
import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../../src/report/markdown.js";
import { markdownBlock, markdownCode, markdownText } from "../../src/report/markdown-text.js";
import { expectGolden } from "./golden.js";
import { hostileResult } from "./hostile.js";
import { finding, plantResult } from "./plant-result.js";

/** A pull-request comment on GitHub. */
const MOST = 65_536;

describe("renderMarkdown", () => {
  it("matches the golden file", () => expectGolden("plant.markdown.md", renderMarkdown(plantResult())));

  it("fits a comment and shows few lines unfolded, whatever was found", () => {
    const findings = Array.from({ length: 5_000 }, (_, index) => finding({ message: `finding ${index} `.repeat(20) }));
    const text = renderMarkdown(plantResult({ findings }));
    expect(text.length).toBeLessThan(MOST);
    const unfolded = text.replace(/<details>[\s\S]*?<\/details>/g, "").split("\n");
    expect(unfolded.filter((line) => line !== "").length).toBeLessThan(15);
    expect(text).toContain("and 4940 more");
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
