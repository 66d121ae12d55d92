/** The HTML report as a file: what is in it, what never is, and what its policy allows. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { renderHtml } from "../../src/report/html.js";
import { HOSTILE, hostileResult } from "./hostile.js";
import { CORE, place, plantResult } from "./plant-result.js";

const ASSETS = { script: 'document.title = "looked at";', style: "p { color: red }" };
const DAY = "2026-05-31";

function dataOf(html: string) {
  const text = /<script type="application\/json" id="data">(.*)<\/script>/.exec(html)?.[1];
  return JSON.parse(text ?? "");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

describe("renderHtml", () => {
  const html = renderHtml(plantResult(), DAY, ASSETS);

  it("lets nothing run but its own program, and loads nothing", () => {
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)?.[1];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`script-src 'sha256-${sha256(ASSETS.script)}'`);
    expect(policy).toContain(`style-src 'sha256-${sha256(ASSETS.style)}'`);
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(html).not.toMatch(/(?:src|href)=/);
  });

  it("holds the report that scripts read, and the lines it points at", () => {
    const { report, lines, date } = dataOf(html);
    expect(date).toBe(DAY);
    expect(report.findings).toHaveLength(5);
    expect(lines[CORE.path]["7"]).toContain("40 permit ip 10.20.101.0");
    expect(lines[CORE.path]["1"]).toBeUndefined();
  });

  it("holds no secret, wherever something points", () => {
    const everywhere = plantResult().findings.map((finding) => ({
      ...finding,
      locations: [place(CORE, 1, 1, CORE.text.split("\n").length - 1)],
    }));
    const whole = renderHtml(plantResult({ findings: everywhere }), DAY, ASSETS);
    expect(dataOf(whole).lines[CORE.path]["10"]).toBe(" password [masked]");
    expect(whole).not.toContain("FAKE-SECRET");
  });

  it("keeps hostile text from becoming markup", () => {
    const hostile = renderHtml(hostileResult(), DAY, ASSETS);
    const tags = (text: string) => text.match(/<[a-z!/][^>]*>/gi)?.map((tag) => tag.split(" ")[0]);
    expect(tags(hostile)).toEqual(tags(html));
    expect(hostile).not.toContain("<script>&");
    expect(dataOf(hostile).report.findings[0].message).toContain(HOSTILE.replace("\ud800", "\ufffd").slice(0, 8));
  });

  it("gives the same bytes again", () => expect(renderHtml(plantResult(), DAY, ASSETS)).toBe(html));
});
