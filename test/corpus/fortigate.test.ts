/** Every FortiOS file of the shared corpus: no throw, fast, every line accounted for, no secret told, little not understood. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { FORTIGATE } from "../../parsers/fortigate/index.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { Doubt, Unparsed } from "../../src/model/device.js";
import { splitLines } from "../../src/source/source-file.js";

const CORPUS = "../shared/corpus/fortios";
const present = existsSync(CORPUS);
const files = present ? readdirSync(CORPUS).filter((name) => name.endsWith(".conf")) : [];

/** Tables whose lines decide what is filtered. */
const FILTERING = /^(?:firewall|router|vpn|system (?:interface|zone|sdwan|virtual-wan-link|settings|admin))\b/;
const SECRET =
  /^\s*set (?:\S*(?:passw|secret|psk|private-key|community|auth-pwd|priv-pwd)\S*|key) (?:ENC )?"?([^\s"]{6,})/gm;

const seen = { filtering: 0, notUnderstood: 0, secrets: 0 };

describe.skipIf(!present)("FortiOS corpus (skipped where ../shared is absent)", () => {
  it("has files", () => expect(files.length).toBeGreaterThan(100));

  it.each(files)("%s", (name) => {
    const text = readFileSync(join(CORPUS, name), "utf8");
    const file = { path: name, text, encoding: "utf-8", sha256: "" } as const;
    const detection = FORTIGATE.detect(file);
    expect(detection?.platform).toBe("fortios");
    const started = performance.now();
    const diagnostics = new Diagnostics();
    const { devices, account } = FORTIGATE.parse(file, detection!, diagnostics);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(devices).toHaveLength(1);
    const counts = account.counts();
    expect(counts.modelled + counts.ignored + counts.notUnderstood).toBe(counts.lines);
    expect(counts.lines).toBe(splitLines(text).length);
    expect(account.unclaimed()).toEqual([]);
    const printed = JSON.stringify([devices, diagnostics.all()], (_, value) =>
      typeof value === "bigint" ? `${value}` : value,
    );
    const secrets = secretsOf(text);
    expect(secrets.filter((secret) => printed.includes(secret)).length).toBe(0);
    for (const { doubts, unparsed } of devices) expect(unparsed.filter((one) => !hasDoubt(one, doubts))).toEqual([]);
    seen.filtering += filteringLines(text);
    seen.notUnderstood += counts.notUnderstoodFiltering;
    seen.secrets += secrets.length;
  });

  it("leaves at most 1 of 200 lines of the tables that filter without meaning", () => {
    expect(seen.secrets).toBeGreaterThan(50);
    expect(seen.notUnderstood * 200).toBeLessThanOrEqual(seen.filtering);
  });

  afterAll(() => {
    const { notUnderstood, filtering, secrets } = seen;
    console.info(`FortiOS corpus: ${notUnderstood} of ${filtering} lines not understood, ${secrets} secrets kept`);
  });
});

/** Whether a doubt stands for a statement that could change what is filtered. */
function hasDoubt({ filtering, at }: Unparsed, doubts: readonly Doubt[]): boolean {
  return !filtering || doubts.some((doubt) => doubt.at.line <= at.endLine && at.line <= doubt.at.endLine);
}

/** Values of keys that hold secrets; a word that also stands elsewhere in the file is none. */
function secretsOf(text: string): string[] {
  return [...text.matchAll(SECRET)].map(([, value = ""]) => value).filter((value) => text.split(value).length === 2);
}

function filteringLines(text: string): number {
  let depth = 0;
  let table = "";
  let count = 0;
  for (const line of splitLines(text)) {
    const opened = /^\s*config (.*)/.exec(line)?.[1];
    if (opened !== undefined && (depth === 0 || table === "vdom" || table === "global")) table = opened.trim();
    if (opened !== undefined) depth++;
    if (depth > 0 && FILTERING.test(table) && line.trim() !== "") count++;
    if (line.trim() === "end") depth--;
  }
  return count;
}
