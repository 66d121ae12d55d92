import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isMask } from "../../src/anonymize/address-map.js";
import { NameMap } from "../../src/anonymize/name-map.js";
import { readIPv4 } from "../../src/packets/address.js";
import { type Anonymized, anonymize } from "../../src/run/anonymize.js";
import { check } from "../../src/run/check.js";
import { secretSpans } from "../../src/source/mask.js";

const readStdin = async () => new Uint8Array();
const keywords = new Set(readFileSync("schemas/keywords.txt", "utf8").split("\n"));
let root = "";

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "zoneproof-anonymize-"));
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

async function copy(paths: readonly string[], to: string): Promise<Anonymized> {
  const made = await anonymize({ paths, readStdin, key: "of the test", keywords });
  for (const { path, text } of made.files) {
    mkdirSync(dirname(join(root, to, path)), { recursive: true });
    writeFileSync(join(root, to, path), text);
  }
  return made;
}

async function outcomeOf(path: string) {
  const { result } = await check({ paths: [path], readStdin, version: "0", day: "2026-11-26" });
  const byCheck = new Map<string, number>();
  for (const { check: id, verdict, severity, status } of result.findings) {
    const key = `${id} ${verdict} ${severity} ${status}`;
    byCheck.set(key, (byCheck.get(key) ?? 0) + 1);
  }
  return {
    matrix: result.pairs.map(({ verdict }) => verdict),
    findings: [...byCheck].sort(),
    diagnostics: result.diagnostics.map(({ code }) => code).sort(),
    devices: result.devices.length,
  };
}

const ADDRESS = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d)/g;
const NAMES = new NameMap("", keywords);

/** Words, whole, that are no keywords; keys of settings and names of elements are some where they stand. */
function tellingWords(text: string): Set<string> {
  const plain = text.replaceAll(/^\s*(?:config\s.*|(?:set|unset|append)\s+\S+)/gm, "").replaceAll(/<\/?[\w.-]+/g, " ");
  const words = [...plain.matchAll(/[\p{L}\d_][\p{L}\d_-]*[\p{L}\d_]/gu)].map(([word]) => word.toLowerCase());
  return new Set(
    words.filter((word) => /\p{L}{3,}/u.test(word) && !NAMES.isKeyword(word) && NAMES.name(word) !== word),
  );
}

/** No mask, and no address with a meaning of its own. */
function isTelling(address: string): boolean {
  const value = readIPv4(address);
  return value !== undefined && !isMask(value) && !/^(?:0|127|169\.254|22[4-9]|2[345]\d)\./.test(address);
}

describe.each(["weak", "fixed"])("copies of the %s plant", (name) => {
  const plant = `samples/halden-pack/${name}`;
  let made: Anonymized;

  beforeAll(async () => {
    made = await copy([plant], name);
  });

  it("have the same verdicts, findings and diagnostics", async () => {
    expect(await outcomeOf(join(root, name))).toEqual(await outcomeOf(plant));
  });

  it("are understood as far as the originals", () => {
    for (const { path, notUnderstood } of made.files) expect(notUnderstood.after, path).toBe(notUnderstood.before);
  });

  it("have nothing left of names, descriptions and secrets", () => {
    const originals = made.files.map(({ original }) => readFileSync(original, "utf8")).join("\n");
    const copies = made.files.map(({ text, path }) => `${path}\n${text}`).join("\n");
    const there = tellingWords(copies);
    const left = [...tellingWords(originals)].filter((word) => there.has(word));
    expect(left).toEqual([]);
    const secrets = originals.split("\n").flatMap((line) =>
      secretSpans(line)
        .map(({ start, end }) => line.slice(start, end))
        // The frame of a certificate is none of it.
        .filter((secret) => /[^\s]{16,}/.test(secret) && !secret.startsWith("-----BEGIN ")),
    );
    expect(secrets.length).toBeGreaterThan(5);
    expect(secrets.filter((secret) => copies.includes(secret))).toEqual([]);
  });

  it("change addresses, line by line", () => {
    let kept = 0;
    let all = 0;
    for (const { original, text } of made.files) {
      const before = readFileSync(original, "utf8").match(ADDRESS) ?? [];
      const after = text.match(ADDRESS) ?? [];
      expect(after).toHaveLength(before.length);
      for (const [index, address] of before.entries()) {
        if (!isTelling(address)) continue;
        all++;
        if (after[index] === address) kept++;
      }
    }
    expect(all).toBeGreaterThan(200);
    expect(kept / all).toBeLessThan(0.05);
  });
});
