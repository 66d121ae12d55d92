/** Packs that somebody made to look like those of a whole run: what `verify` says of them with the originals at hand. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readPath } from "../../../src/read/read-file.js";
import { type EvidenceStatement, readManifest } from "../../../src/report/evidence/manifest.js";
import { MANIFEST } from "../../../src/report/evidence/pack.js";
import { type Installed, makePack, packOf } from "../../../src/run/evidence/make-pack.js";
import { ReplayStore } from "../../../src/run/evidence/recorded.js";
import { type Verification, verifyPack } from "../../../src/run/evidence/verify.js";

const installed: Installed = { version: "0.1.0", program: "0".repeat(64), assets: { script: "", style: "" } };
const workers = { entry: new URL("file:///nowhere"), size: 0 };
const switchOf = (name: string, network: number) =>
  `hostname ${name}\ninterface Vlan1\n ip address 10.${network}.0.1 255.255.255.0\ninterface Vlan9\n ip address 10.9.0.${network} 255.255.255.0\n`;
const CONFIGS = { "core-1.cfg": switchOf("core-1", 1), "core-2.cfg": switchOf("core-2", 2) };
const READ_ALL = { readStdin: async () => new Uint8Array(), workers };
const bytesOf = (files: ReadonlyMap<string, string>) =>
  new Map([...files].map(([path, text]) => [path, Buffer.from(text)]));

let plant = "";
let honest: ReadonlyMap<string, string>;

beforeAll(async () => {
  plant = mkdtempSync(join(tmpdir(), "zoneproof-forged-"));
  for (const [name, text] of Object.entries(CONFIGS)) writeFileSync(join(plant, name), text);
  honest = (await makePack({ paths: [plant], day: "2026-11-26", copies: false, installed, ...READ_ALL })).files;
});
afterAll(() => rmSync(plant, { recursive: true, force: true }));

function statementOf(files: ReadonlyMap<string, string>): EvidenceStatement {
  const read = readManifest(files.get(MANIFEST) ?? "");
  if ("why" in read) throw new Error(read.why);
  return read.statement;
}

/** A pack whose every file fits a record of reading that is not the true one. */
async function forge(
  lie: (read: EvidenceStatement["predicate"]["read"]) => EvidenceStatement["predicate"]["read"],
): Promise<ReadonlyMap<string, string>> {
  const read = lie(statementOf(honest).predicate.read);
  const outcomes = await Promise.all(Object.keys(CONFIGS).map((name) => readPath(join(plant, name))));
  const texts = outcomes.flatMap((outcome) => (outcome.kind === "text" ? [outcome.file] : []));
  const store = new ReplayStore(read, new Map(texts.map((file) => [file.sha256, file])));
  const request = { paths: [plant], day: "2026-11-26", copies: false, installed, ...READ_ALL };
  return (await packOf(request, store, () => read)).files;
}

async function verified(
  files: ReadonlyMap<string, string>,
  program = installed.program,
): Promise<Verification["analysis"]> {
  const pack = { files: bytesOf(files), others: [] };
  const { differences, analysis } = await verifyPack({
    pack,
    inputs: plant,
    installed: { ...installed, program },
    workers,
  });
  expect(differences).toEqual([]);
  return analysis;
}

it("has nothing to say of a pack of all that lies there", async () => {
  expect(await verified(honest)).toEqual({ kind: "done", originals: 2, differences: [], notes: [] });
});

it("does not believe that a configuration is no text", async () => {
  const forged = await forge((read) => {
    const [left, ...files] = read.files;
    if (left === undefined) throw new Error("nothing was read");
    return { ...read, files, skipped: [{ name: "core-1.png", digest: left.digest, why: "this is a picture" }] };
  });
  expect(await verified(forged)).toMatchObject({
    kind: "done",
    differences: [{ file: MANIFEST, detail: "core-1.png is recorded as no text, and the original is one" }],
  });
});

it("names a configuration that the run did not read, an archive that is not there, and another build", async () => {
  const forged = await forge((read) => ({
    ...read,
    files: read.files.slice(1),
    archives: [{ name: "backup.zip", digest: { sha256: "1".repeat(64) } }],
  }));
  const analysis = await verified(forged, "2".repeat(64));
  expect(analysis).toMatchObject({ kind: "done", originals: 1, differences: [] });
  expect(analysis.kind === "done" && analysis.notes).toEqual([
    expect.stringMatching(/^the program of the pack \(0+\) is another build/),
    expect.stringMatching(/^no archive there is backup\.zip \(SHA-256 1+\)/),
    `${join(plant, "core-1.cfg")} is a configuration that the pack did not read`,
  ]);
});

it("reads no manifest with two hashes of one file", () => {
  const statement = statementOf(honest);
  const [first] = statement.subject;
  const twice = { ...statement, subject: [{ ...first, digest: { sha256: "3".repeat(64) } }, ...statement.subject] };
  expect(readManifest(JSON.stringify(twice))).toEqual({ why: "subject: a file is named twice" });
});
