/** The HTML report in a browser: every view, every filter, nothing on the console. Skipped, and said, without Chromium. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderHtml } from "../../src/report/html.js";
import type { CheckResult } from "../../src/report/result.js";
import { check } from "../../src/run/check.js";
import { hostileResult } from "./hostile.js";
import { CORE, finding, place, plantResult } from "./plant-result.js";

const PLACES = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/google-chrome"];
const CHROMIUM = [process.env.ZONEPROOF_CHROMIUM ?? "", ...PLACES].find((path) => path !== "" && existsSync(path));
if (CHROMIUM === undefined) {
  console.warn(
    "SKIPPED: the HTML report was not opened: no Chromium (apt-get install chromium, or ZONEPROOF_CHROMIUM)",
  );
}
const SAMPLE = fileURLToPath(new URL("../../samples/halden-pack/weak", import.meta.url));
const bundled = (name: string) => readFileSync(new URL(`../../dist/bundle/${name}`, import.meta.url), "utf8");
const VIEWS = "overview diagram pair findings plan requirements doubts records analysed all".split(" ");

/** Others may keep this machine busy. */
const WAIT = { timeout: 15_000 };

describe.skipIf(CHROMIUM === undefined)("the HTML report in Chromium", () => {
  let browser: Browser;
  let folder = "";
  let sample = "";
  const problems: string[] = [];

  const write = (name: string, result: CheckResult): string => {
    const file = join(folder, name);
    writeFileSync(file, renderHtml(result, "2026-05-31", { script: bundled("page.js"), style: bundled("page.css") }));
    return pathToFileURL(file).href;
  };
  const open = async (url: string, fragment = ""): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1300, height: 900 } });
    page.on("console", (message) => problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("request", (request) => {
      if (!request.url().startsWith("file:")) problems.push(`asked for ${request.url()}`);
    });
    await page.goto(`${url}${fragment}`);
    await page.waitForSelector("main h2");
    return page;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "zoneproof-page-"));
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
    const request = { paths: [SAMPLE], sets: true, readStdin: async () => new Uint8Array(), version: "0.1.0" };
    sample = write("sample.html", (await check(request)).result);
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("shows every view, with all that can be unfolded, and says nothing on the console", async () => {
    const page = await open(sample);
    for (const view of VIEWS) {
      await page.evaluate(`location.hash = "view=${view}&from=Z-ENT&to=Z-OPS"`);
      await page.waitForSelector(`#view-${view === "all" ? "analysed" : view}`);
      if (view === "all") continue;
      const folds = await page.locator("main details > summary").all();
      for (const fold of folds.slice(0, 6)) await fold.click();
      expect(((await page.textContent("main")) ?? "").length, view).toBeGreaterThan(150);
    }
    await page.close();
    expect(problems).toEqual([]);
  });

  it("opens a cell of the heat map by keyboard: sets, ways, lines with their secrets masked", async () => {
    const page = await open(sample);
    await page.locator(".matrix td a").first().focus();
    for (const key of ["ArrowRight", "ArrowDown", "ArrowUp", "ArrowRight"]) await page.keyboard.press(key);
    const told = await page.evaluate("document.activeElement.getAttribute('aria-label')");
    expect(told).toMatch(/^Z-INT to Z-RA: /);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#view-pair h3");
    expect(page.url()).toContain("from=Z-INT&to=Z-RA");
    expect(await page.locator(".three h3").allTextContents()).toEqual(["Permitted", "Declared", "Excess"]);
    await page.locator("details.way > summary", { hasText: "something passes" }).first().click();
    expect(await page.locator("details.way .lines pre").first().textContent()).toMatch(/\d/);
    await page.close();
  });

  it("filters findings by each filter, keeps that in the address, and finds it again there", async () => {
    const page = await open(sample, "#view=findings");
    const all = Number((await page.textContent("#found"))?.split(" ")[0]);
    for (const name of await page
      .locator("#view-findings select")
      .evaluateAll((boxes) => boxes.map((box) => (box as unknown as { name: string }).name))) {
      const box = page.locator(`#view-findings select[name=${name}]`);
      const values = await box
        .locator("option")
        .evaluateAll((options) => options.map((one) => (one as unknown as { value: string }).value));
      expect(values.length, name).toBeGreaterThan(1);
      await box.selectOption(values[1] ?? "");
      await expect.poll(() => page.url(), WAIT).toContain(`${name}=`);
      const text = (await page.textContent("#found")) ?? "";
      expect(text).toMatch(new RegExp(`^\\d+ of ${all} findings$`));
      const again = await open(page.url());
      expect(await again.textContent("#found")).toBe(text);
      await again.close();
      await box.selectOption("");
    }
    await page.fill("#view-findings input[type=search]", "any-source-into-ot");
    await expect.poll(async () => Number((await page.textContent("#found"))?.split(" ")[0]), WAIT).toBeLessThan(all);
    expect(page.url()).toContain("q=any-source-into-ot");
    await page.click("#view-findings a.button");
    await expect.poll(async () => page.textContent("#found"), WAIT).toBe(`${all} of ${all} findings`);
    await page.close();
    expect(problems).toEqual([]);
  });

  it("filters the plan, the requirements and the diagram", async () => {
    const page = await open(sample, "#view=plan");
    await page.selectOption("#view-plan select", "OT");
    await expect.poll(() => page.url(), WAIT).toContain("owner=OT");
    await page.goto(`${sample}#view=requirements`);
    await page.waitForSelector("#view-requirements");
    await page.selectOption("#view-requirements select", "contradicted");
    await page.check("#view-requirements input[type=checkbox]");
    expect(await page.locator("#view-requirements tbody tr").count()).toBeGreaterThan(3);
    await page.goto(`${sample}#view=diagram`);
    await page.waitForSelector("#view-diagram svg");
    const edges = await page.locator("svg .edge").count();
    await page.check("#view-diagram input[type=checkbox]");
    await expect.poll(() => page.locator("svg .edge").count(), WAIT).toBeGreaterThan(edges);
    const all = await page.locator("svg .edge").count();
    await page.selectOption("#view-diagram select", "Z-SIS");
    await expect.poll(() => page.locator("svg .edge").count(), WAIT).toBeLessThan(all);
    expect(page.url()).toContain("zone=Z-SIS");
    await page.close();
    expect(problems).toEqual([]);
  });

  it("shows hostile text as text: nothing runs, nothing becomes an element", async () => {
    const page = await open(write("hostile.html", hostileResult()), "#view=all");
    for (const fold of (await page.locator("main details > summary").all()).slice(0, 8)) await fold.click();
    expect(await page.locator("main script, main [onclick], main a[href^=javascript]").count()).toBe(0);
    expect(await page.textContent("main")).toContain("<script>");
    await page.close();
    expect(problems).toEqual([]);
  });

  it("reads what was packed because there is much of it, and shows a plan of any length", async () => {
    const findings = Array.from({ length: 12_000 }, (_, index) =>
      finding({
        message: `rule ${index} lets something through`,
        locations: [place(CORE, index + 20_001)],
        fingerprint: String(index).padStart(16, "0").padEnd(64, "f"),
      }),
    );
    const file = write("packed.html", plantResult({ findings }));
    expect(statSync(fileURLToPath(file)).size).toBeLessThan(1_000_000);
    const page = await open(file, "#view=findings&q=11999");
    expect(await page.textContent("#found")).toBe("1 of 12000 findings");
    await page.locator(".finding summary").click();
    expect(await page.locator(".finding figcaption").first().textContent()).toContain(":32000:1");
    await page.evaluate("location.hash = 'view=plan'");
    await page.waitForSelector("#view-plan li");
    expect(await page.evaluate<number>("document.documentElement.scrollHeight")).toBeGreaterThan(12_000 * 14);
    await page.close();
    expect(problems).toEqual([]);
  }, 60_000);

  it("has the whole length of 5,000 findings at once, all of them in the end, finds what is searched, and gives paper all", async () => {
    const findings = Array.from({ length: 5000 }, (_, index) =>
      finding({
        message: `rule ${index} lets something through`,
        fingerprint: String(index).padStart(16, "0").padEnd(64, "f"),
        status: index < 3000 ? "open" : "advice",
      }),
    );
    const many = write("many.html", plantResult({ findings }));
    const page = await open(many, "#view=findings");
    const inPage = () => page.locator(".finding").count();
    expect(await page.evaluate<number>("document.documentElement.scrollHeight")).toBeGreaterThan(5000 * 30);
    expect(await page.locator("#statuses a").allTextContents()).toEqual(["3000 open", "2000 advice"]);
    expect(await page.locator(".findings").nth(1).getAttribute("aria-label")).toBe("Findings 51 to 100 of 5000");
    await expect.poll(inPage, { timeout: 60_000 }).toBe(5000);
    await page.fill("input[type=search]", "rule 4999");
    await expect.poll(() => page.textContent("#found"), WAIT).toBe("1 of 5000 findings");
    expect(await page.locator(".finding .message").allTextContents()).toEqual(["rule 4999 lets something through"]);
    await page.fill("input[type=search]", "0000000000004998".padEnd(64, "f"));
    await expect
      .poll(() => page.locator(".finding .message").allTextContents(), WAIT)
      .toEqual(["rule 4998 lets something through"]);
    await page.goto(`${many}#view=findings&status=advice`);
    await expect.poll(() => page.textContent("#found"), WAIT).toBe("2000 of 5000 findings");
    expect(await page.locator("#statuses").count()).toBe(0);
    await page.goto(`${many}#view=all`);
    await page.evaluate("window.dispatchEvent(new Event('beforeprint')) && undefined");
    await expect.poll(inPage, WAIT).toBe(5000);
    await page.close();
    expect(problems).toEqual([]);
  }, 120_000);

  it("starts at the top of what a link leads to, and is where the reader was on the way back and after loading anew", async () => {
    const page = await open(sample, "#view=findings");
    const y = () => page.evaluate<number>("window.scrollY");
    await page.evaluate("window.scrollTo(0, 700)");
    await expect.poll(() => page.evaluate("history.state && history.state.y"), WAIT).toBe(700);
    await page.evaluate("document.querySelector('nav a').click()");
    await page.waitForSelector("#view-overview");
    await expect.poll(y, WAIT).toBe(0);
    await page.goBack();
    await page.waitForSelector("#view-findings");
    await expect.poll(y, WAIT).toBe(700);
    await page.reload();
    await page.waitForSelector("#view-findings");
    await expect.poll(y, WAIT).toBe(700);
    await page.close();
    expect(problems).toEqual([]);
  });
});
