/** Where things stand on the HTML report: columns under their heads, nothing beside the window, names of any length. Skipped without Chromium. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderHtml } from "../../src/report/html.js";
import { check } from "../../src/run/check.js";

const PLACES = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/google-chrome"];
const CHROMIUM = [process.env.ZONEPROOF_CHROMIUM ?? "", ...PLACES].find((path) => path !== "" && existsSync(path));
const SAMPLE = fileURLToPath(new URL("../../samples/halden-pack/weak", import.meta.url));
const bundled = (name: string) => readFileSync(new URL(`../../dist/bundle/${name}`, import.meta.url), "utf8");
const VIEWS = "overview diagram pair findings plan requirements doubts records analysed".split(" ");

const LONG = `cell${"-with-a-very-long-name".repeat(12)}`;
const WORD = "W".repeat(300);
const MAP = `version: 1
system: ${WORD}
zones:
  ${LONG}: { kind: cell, level: 1, sl-target: 2, networks: [10.20.101.0/24], owner: ${WORD} }
  ops: { kind: operations, level: 3, sl-target: 2, networks: [10.20.30.0/24] }
conduits:
  c: { between: [ops, ${LONG}], flows: [{ id: F-1, from: [ops], to: [${LONG}], service: tcp/102 }] }
exceptions:
  - { id: EX-1, checks: [no-crypto-integrity], reason: ${WORD}, compensating: ${WORD}, approved-by: ${WORD}, expires: 2027-06-30 }
`;
const SWITCH = `hostname ${WORD}
interface Vlan30
 ip address 10.20.30.1 255.255.255.0
 ip access-group ${WORD} in
interface Vlan101
 ip address 10.20.101.1 255.255.255.0
ip access-list extended ${WORD}
 remark ${WORD}
 permit ip any any
`;

describe.skipIf(CHROMIUM === undefined)("the shape of the HTML report in Chromium", () => {
  let browser: Browser;
  let folder = "";
  let [sample, long] = ["", ""];

  const reportOf = async (path: string, name: string): Promise<string> => {
    const request = { paths: [path], sets: true, readStdin: async () => new Uint8Array(), version: "0.1.0" };
    const { result } = await check(request);
    const file = join(folder, name);
    writeFileSync(file, renderHtml(result, "2026-05-31", { script: bundled("page.js"), style: bundled("page.css") }));
    return pathToFileURL(file).href;
  };
  const open = async (url: string, width = 1300): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.goto(url);
    await page.waitForSelector("main h2");
    return page;
  };
  const places = (page: Page, selector: string): Promise<number[]> =>
    page.locator(selector).evaluateAll((cells) =>
      cells.map((cell) => {
        const { left, right } = (
          cell as unknown as { getBoundingClientRect(): { left: number; right: number } }
        ).getBoundingClientRect();
        return Math.round((left + right) / 2);
      }),
    );

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "zoneproof-shapes-"));
    writeFileSync(join(folder, "zones.yaml"), MAP);
    writeFileSync(join(folder, "switch.cfg"), SWITCH);
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
    [sample, long] = [await reportOf(SAMPLE, "sample.html"), await reportOf(folder, "long.html")];
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("counts requirements under the zones they are of", async () => {
    const page = await open(`${sample}#view=requirements`);
    const heads = await places(page, ".gaps thead th.turned");
    expect(heads.length).toBeGreaterThan(10);
    expect(await places(page, ".gaps tfoot tr:first-child td")).toEqual(heads);
    await page.close();
  });

  it.each([
    ["the sample plant on a phone", () => `${sample}#from=Z-ENT&to=Z-OPS`, 320],
    ["names of any length on a phone", () => `${long}#from=ops&to=${LONG}`, 360],
    ["names of any length", () => `${long}#from=ops&to=${LONG}`, 1300],
  ])("has nothing beside the window: %s", async (_, address, width) => {
    const page = await open(address(), width);
    for (const view of VIEWS) {
      await page.evaluate(`location.hash = location.hash.replace(/&view=.*|$/, "&view=${view}")`);
      await page.waitForSelector(`#view-${view}`);
      expect(await page.evaluate<number>("document.documentElement.scrollWidth"), view).toBe(width);
    }
    await page.evaluate("location.hash = 'view=overview'");
    await page.waitForSelector("#view-overview");
    expect(await page.evaluate<number>("document.querySelector('.matrix thead').offsetHeight")).toBeLessThan(300);
    await page.close();
  });

  it("shows a filter that this report has no value for: nothing is found by it, of a list that seemed to be the whole", async () => {
    const page = await open(`${sample}#view=findings&device=gone-1`);
    expect(await page.textContent("#found")).toMatch(/^0 of /);
    expect(await page.locator("select[name=device]").inputValue()).toBe("gone-1");
    await page.selectOption("select[name=device]", "");
    await expect.poll(() => page.textContent("#found"), { timeout: 15_000 }).not.toMatch(/^0 of /);
    await page.close();
  });
});
