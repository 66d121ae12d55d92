/** Every pfSense and OPNsense file of the shared corpus: no throw, fast, every line accounted for, no secret said. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PFSENSE } from "../../parsers/pfsense/index.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { splitLines } from "../../src/source/source-file.js";

const CORPUS = "../shared/corpus";
const present = existsSync(join(CORPUS, "pfsense"));
const files = present
  ? ["pfsense", "opnsense"].flatMap((folder) =>
      readdirSync(join(CORPUS, folder))
        .filter((name) => name.endsWith(".xml"))
        .map((name) => `${folder}/${name}`),
    )
  : [];

function parse(name: string) {
  const text = readFileSync(join(CORPUS, name), "utf8");
  const file = { path: name, text, encoding: "utf-8", sha256: "" } as const;
  const detection = PFSENSE.detect(file) ?? { platform: "pfsense", confidence: 0, reasons: [] };
  const diagnostics = new Diagnostics();
  const started = performance.now();
  const { devices, account } = PFSENSE.parse(file, detection, diagnostics);
  return { text, detection, devices, account, diagnostics, time: performance.now() - started };
}

/** Texts of elements that hold secrets, long enough to be no accident. */
function secretsIn(text: string): string[] {
  const element =
    /<(password|bcrypt-hash|md5-hash|sha512-hash|pre-shared-key|rocommunity|shared_key|tls|prv|passwordagain|ldap_bindpw|radius_secret|privkey|psk|authorizedkeys)>([^<]{6,})</gi;
  return [...text.matchAll(element)].map((match) => match[2] ?? "").filter((secret) => !/^\s*$/.test(secret));
}

const plain = (value: unknown): string =>
  JSON.stringify(value, (_, held: unknown) => (typeof held === "bigint" ? `${held}` : held));

describe.skipIf(!present)("pfSense and OPNsense corpus (skipped where ../shared is absent)", () => {
  it("has files", () => expect(files.length).toBeGreaterThan(50));

  it.each(files)("%s", (name) => {
    const { text, detection, devices, account, diagnostics, time } = parse(name);
    expect(time).toBeLessThan(5000);
    expect(["pfsense", "opnsense"]).toContain(detection.platform);
    expect(detection.confidence).toBeGreaterThan(0.5);
    const counts = account.counts();
    expect(counts.modelled + counts.ignored + counts.notUnderstood).toBe(counts.lines);
    expect(counts.lines).toBe(splitLines(text).length);
    if (devices.length === 0) expect(diagnostics.all().some((each) => each.severity === "error")).toBe(true);
    else expect(account.unclaimed()).toEqual([]);
    const said = plain(diagnostics.all()) + plain(devices);
    expect(secretsIn(text).filter((secret) => said.includes(secret))).toEqual([]);
  });

  // Two thirds of them stand in files of test suites with made-up sections (`tests`, packages that do not exist).
  it("of 80 lines at most one that could change what passes is not understood", () => {
    const all = files.map(parse).map(({ account }) => account.counts());
    const lines = all.reduce((sum, each) => sum + each.lines, 0);
    const open = all.reduce((sum, each) => sum + each.notUnderstoodFiltering, 0);
    console.info(`pfSense and OPNsense: ${open} of ${lines} lines not understood that could change what passes`);
    expect(open / lines).toBeLessThan(1 / 80);
  });
});
