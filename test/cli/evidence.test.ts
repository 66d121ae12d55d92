/** `report --evidence` and `verify` through the built command line: what is confirmed, and every way to tamper with it. */
import { spawnSync } from "node:child_process";
import { createHash, generateKeyPairSync } from "node:crypto";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { claimPackFolder } from "../../src/cli/pack-writer.js";

const MAIN = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));
const DAY = "2026-11-26";
const MAP = `version: 1
zones:
  ops: { kind: operations, level: 3, sl-target: 2, owner: OT, networks: [10.1.0.0/24] }
  cell-a: { kind: cell, level: 1, sl-target: 2, owner: OT, networks: [10.2.0.0/24] }
attestations:
  - { requirement: SR 7.3, zones: [ops], evidence: "restore test 2026-09", owner: OT, expires: 2027-09-30 }
`;
const CORE = `version 15.2
hostname core-1
username admin secret 5 $1$abcd$FAKEFAKEFAKEFAKEFAKE00
snmp-server community FAKE-COMMUNITY RO
interface Vlan1
 ip address 10.1.0.1 255.255.255.0
 ip access-group OPS-IN in
interface Vlan2
 ip address 10.2.0.1 255.255.255.0
ip access-list extended OPS-IN
 permit tcp any any eq 502
ip routing
end
`;

let root = "";
let signed = "";
const at = (...path: string[]) => join(root, ...path);

function zoneproof(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], {
    cwd: root,
    encoding: "utf8",
    env: { PATH: process.env.PATH ?? "" },
  });
  expect(stdout + stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  return { status, out: stdout, err: stderr };
}

function writeKeys(name: string, type: "ed25519" | "rsa"): void {
  const { privateKey, publicKey } =
    type === "rsa" ? generateKeyPairSync("rsa", { modulusLength: 2048 }) : generateKeyPairSync("ed25519");
  writeFileSync(at(`${name}.pem`), privateKey.export({ type: "pkcs8", format: "pem" }));
  writeFileSync(at(`${name}.pub.pem`), publicKey.export({ type: "spki", format: "pem" }));
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "zoneproof-evidence-"));
  mkdirSync(at("plant/configs"), { recursive: true });
  writeFileSync(at("plant/zones.yaml"), MAP);
  writeFileSync(at("plant/configs/core-1.cfg"), CORE);
  writeFileSync(at("plant/notes.txt"), "nothing of a device\n");
  writeKeys("signer", "ed25519");
  writeKeys("other", "ed25519");
  writeKeys("rsa", "rsa");
  const words = ["--evidence", "out/signed", "--sign", "signer.pem", "--with-inputs", "--as-of", DAY];
  const made = zoneproof("report", "plant", ...words);
  expect(made, made.err).toEqual({ status: 0, out: "", err: expect.stringMatching(/^wrote out\/signed: [^\n]+\n$/) });
  signed = at("out/signed");
}, 60_000);

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A copy to tamper with. */
beforeEach(() => {
  rmSync(at("pack"), { recursive: true, force: true });
  cpSync(signed, at("pack"), { recursive: true });
});

/** Puts the file's new hash into the manifest, as somebody would who hopes that nobody has the key. */
function adjustManifest(file: string): void {
  const manifest = JSON.parse(readFileSync(at("pack/manifest.json"), "utf8"));
  const sha256 = createHash("sha256")
    .update(readFileSync(at("pack", file)))
    .digest("hex");
  for (const one of manifest.subject) if (one.name === file) one.digest.sha256 = sha256;
  writeFileSync(at("pack/manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

describe("report --evidence", () => {
  it("leaves the pack and nothing beside it", () => {
    expect(readdirSync(at("out"))).toEqual(["signed"]);
    const names = readdirSync(signed, { recursive: true }).map(String).sort();
    expect(names).toEqual(
      [
        ...["README.md", "checks.json", "findings.csv", "inputs", "inputs/000-zones.yaml", "inputs/001-core-1.cfg"],
        ...["manifest.dsse.json", "manifest.json", "oscal-assessment-results.json", "report.html", "report.json"],
        ...["requirements.md", "zones.md"],
      ].sort(),
    );
  });

  it("holds no secret in any file, and the hashes of the originals", () => {
    for (const name of readdirSync(signed, { recursive: true, withFileTypes: true }))
      if (name.isFile()) expect(readFileSync(join(name.parentPath, name.name), "utf8"), name.name).not.toMatch(/FAKE/);
    const { predicate, _type } = JSON.parse(readFileSync(join(signed, "manifest.json"), "utf8"));
    expect(_type).toBe("https://in-toto.io/Statement/v1");
    const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
    expect(predicate.read.map).toEqual({ name: "plant/zones.yaml", digest: { sha256: sha256(MAP) } });
    expect(predicate.read.files[0].digest.sha256).toBe(sha256(CORE));
    expect(predicate.policies.bundle.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("says what holds of each zone and requirement, with the lines", () => {
    const zones = readFileSync(join(signed, "zones.md"), "utf8");
    expect(zones).toContain("ops to cell-a (no conduit): violated");
    expect(zones).toContain("`plant/configs/core-1.cfg:11`");
    expect(readFileSync(join(signed, "requirements.md"), "utf8")).toContain("restore test 2026-09");
  });

  it("gives the same bytes again in its own place, and takes no other", () => {
    cpSync(at("pack"), at("again"), { recursive: true });
    const words = ["--sign", "signer.pem", "--with-inputs", "--as-of", DAY];
    expect(zoneproof("report", "plant", "--evidence", "again", ...words).status).toBe(0);
    expect(readFileSync(at("again/manifest.dsse.json"))).toEqual(readFileSync(join(signed, "manifest.dsse.json")));
    writeFileSync(at("again/thesis.txt"), "three years of work");
    const refused = zoneproof("report", "plant", "--evidence", "again");
    expect(refused.status).toBe(2);
    expect(refused.err).toContain("again is an evidence pack with something else in it: thesis.txt");
    expect(readFileSync(at("again/thesis.txt"), "utf8")).toBe("three years of work");
  });

  it.each([
    ["a folder with something else", "plant", /plant is not empty and is no evidence pack/],
    ["a file", "plant/zones.yaml", /zones.yaml is no folder/],
    [
      "the name of a variable that is not set: the folder this runs in was thrown away",
      "",
      /--evidence has an empty value/,
    ],
    ["a place below a file", "plant/zones.yaml/below", /below cannot be|cannot be written/],
  ])("refuses %s", (_, place, message) => {
    const refused = zoneproof("report", "plant", "--evidence", place);
    expect(refused.status, refused.err).toBe(2);
    expect(refused.err).toMatch(message);
    expect(readFileSync(at("plant/zones.yaml"), "utf8")).toBe(MAP);
    expect(readdirSync(root).filter((name) => name.includes(".zoneproof"))).toEqual([]);
  });

  it("takes an empty name for the folder it would replace", async () => {
    await expect(claimPackFolder("")).rejects.toThrow(/is not empty and is no evidence pack/);
  });

  it.each([
    ["no key", "plant/zones.yaml", /it is no key in PEM/],
    ["no file", "none.pem", /none.pem cannot be read: there is no such file/],
    ["a key of another kind", "rsa.pem", /rsa.pem is no Ed25519 key/],
    ["a public key", "signer.pub.pem", /signer.pub.pem cannot be used/],
  ])("writes nothing when signed with %s", (_, key, message) => {
    const refused = zoneproof("report", "plant", "--evidence", "unsigned", "--sign", key);
    expect(refused.status).toBe(2);
    expect(refused.err).toMatch(message);
    expect(refused.err).not.toContain("PRIVATE");
    expect(existsSync(at("unsigned"))).toBe(false);
  });

  it("makes none from a map that cannot be used, and one that says so from an input that was not analysed", () => {
    writeFileSync(at("bad.yaml"), "version: 1\nzone: {}\n");
    expect(zoneproof("report", "plant", "-z", "bad.yaml", "--evidence", "bad").status).toBe(2);
    expect(existsSync(at("bad"))).toBe(false);
    writeFileSync(at("broken.cfg"), "no configuration of anything\n");
    const words = ["plant/configs/core-1.cfg", "broken.cfg", "plant/none.cfg", "-z", "plant/zones.yaml"];
    expect(zoneproof("report", ...words, "--evidence", "broken", "--as-of", DAY).status).toBe(3);
    const again = zoneproof("verify", "broken", "--inputs", ".");
    expect(again.out, again.err).toContain("every file of the pack came out the same");
    expect(again.status).toBe(0);
  });

  it("asks for a pack where something belongs to one", () => {
    const refused = zoneproof("report", "plant", "--html", "x.html", "--sign", "signer.pem");
    expect(refused.status).toBe(2);
    expect(existsSync(at("x.html"))).toBe(false);
  });
});

describe("verify", () => {
  it("confirms bytes, signature and results, wherever the originals lie", () => {
    mkdirSync(at("elsewhere/deep"), { recursive: true });
    cpSync(at("plant/zones.yaml"), at("elsewhere/deep/map-of-2026.yaml"));
    cpSync(at("plant/configs/core-1.cfg"), at("elsewhere/c.txt"));
    cpSync(at("plant/notes.txt"), at("elsewhere/n.txt"));
    const { status, out } = zoneproof("verify", "pack", "--inputs", "elsewhere", "--key", "signer.pub.pem");
    expect(out).toContain("every file is that of the manifest");
    expect(out).toContain("signature: good, by the key");
    expect(out).toContain("run again from 3 originals, every file of the pack came out the same");
    expect(status).toBe(0);
  });

  it("says what it did not look at", () => {
    const { status, out } = zoneproof("verify", "pack");
    expect(status).toBe(0);
    expect(out).toContain("not checked: add --key");
    expect(out).toContain("not run again: add --inputs");
  });

  it.each([
    ["a byte of a result", () => appendFileSync(at("pack/report.json"), " "), "changed report.json"],
    ["a result taken away", () => unlinkSync(at("pack/findings.csv")), "missing findings.csv"],
    ["a copy replaced", () => writeFileSync(at("pack/inputs/001-core-1.cfg"), "x"), "changed inputs/001-core-1.cfg"],
    ["a file added", () => writeFileSync(at("pack/inputs/more.txt"), ""), "added inputs/more.txt"],
    ["an empty folder", () => mkdirSync(at("pack/later")), "added later/"],
    ["a hidden file", () => writeFileSync(at("pack/.hidden"), ""), "added .hidden"],
    ["a link in the place of a file", () => linkInPlace("zones.md"), "missing zones.md"],
    ["a name that differs", () => renameSync(at("pack/zones.md"), at("pack/Zones.md")), "added Zones.md"],
    ["a manifest of another run", () => adjustDay(), "manifest.json is not what was signed"],
    ["an envelope that is none", () => writeFileSync(at("pack/manifest.dsse.json"), "{}"), "is no envelope"],
  ])("names %s", (_, tamper, named) => {
    tamper();
    const { status, out } = zoneproof("verify", "pack");
    expect(out).toContain(named);
    expect(status).toBe(1);
  });

  function linkInPlace(name: string): void {
    renameSync(at("pack", name), at(name));
    symlinkSync(at(name), at("pack", name));
  }

  function adjustDay(): void {
    const text = readFileSync(at("pack/manifest.json"), "utf8");
    writeFileSync(at("pack/manifest.json"), text.replace(`"day": "${DAY}"`, '"day": "2026-11-25"'));
  }

  it("finds a result whose hash was adjusted by the originals, with its first other byte", () => {
    const report = readFileSync(at("pack/report.json"), "utf8");
    writeFileSync(at("pack/report.json"), report.replace('"violated"', '"provided"'));
    adjustManifest("report.json");
    unlinkSync(at("pack/manifest.dsse.json"));
    expect(zoneproof("verify", "pack").status).toBe(0);
    const { status, out } = zoneproof("verify", "pack", "--inputs", "plant");
    const line = report.slice(0, report.indexOf('"violated"')).split("\n").length;
    expect(out).toContain(`changed report.json: from line ${line}, byte `);
    expect(out).toContain("changed manifest.json");
    expect(status).toBe(1);
    const unsigned = zoneproof("verify", "pack", "--key", "signer.pub.pem");
    expect(unsigned.out).toContain("the pack is not signed");
    expect(unsigned.status).toBe(1);
  });

  it("names an envelope whose bytes beside the signature were changed", () => {
    const text = readFileSync(at("pack/manifest.dsse.json"), "utf8");
    const [, id = ""] = /"keyid": "([0-9a-f]+)"/.exec(text) ?? [];
    writeFileSync(at("pack/manifest.dsse.json"), text.replace(id, `${id.slice(0, -1)}x`));
    const { status, out } = zoneproof("verify", "pack", "--key", "signer.pub.pem");
    expect(out).toContain("signature: NOT GOOD: manifest.dsse.json was changed");
    expect(status).toBe(1);
  });

  it("trusts no other key, and needs a public one", () => {
    const { status, out } = zoneproof("verify", "pack", "--key", "other.pub.pem");
    expect(out).toContain("is not signed with this key");
    expect(status).toBe(1);
    const refused = zoneproof("verify", "pack", "--key", "signer.pem");
    expect(refused.status).toBe(2);
    expect(refused.err).toContain("is a private key");
  });

  it("names originals that are not there, or not the same any more: masked copies are none", () => {
    mkdirSync(at("later/configs"), { recursive: true });
    cpSync(at("plant/zones.yaml"), at("later/zones.yaml"));
    writeFileSync(at("later/configs/core-1.cfg"), `${CORE}!\n`);
    const { status, out } = zoneproof("verify", "pack", "--inputs", "later");
    expect(out).toContain("COULD NOT be run again");
    expect(out).toMatch(/no original is plant\/configs\/core-1.cfg \(SHA-256 [0-9a-f]{64}\)/);
    expect(status).toBe(3);
    // The map is the same, and in the pack as it is: that makes no copies of the others.
    expect(out).not.toContain("copies of a pack");
    const copies = zoneproof("verify", "pack", "--inputs", "pack/inputs");
    expect(copies.out).toContain("copies of a pack, whose secrets are masked: name the folder of the originals");
    expect(copies.status).toBe(3);
  });

  it("does not compare what another version or other policies made", () => {
    const text = readFileSync(at("pack/manifest.json"), "utf8");
    const { version } = JSON.parse(text).predicate.tool;
    writeFileSync(at("pack/manifest.json"), text.replace(`"version": "${version}"`, '"version": "0.0.1"'));
    unlinkSync(at("pack/manifest.dsse.json"));
    const { status, out } = zoneproof("verify", "pack", "--inputs", "plant");
    expect(out).toContain("made by zoneproof 0.0.1");
    expect(status).toBe(3);
  });

  it.each([
    ["a folder that is none", "nowhere", /nowhere cannot be read: there is no such file/],
    ["a folder without a manifest", "plant", /has no manifest.json/],
    ["a manifest of something else", "foreign", /is no manifest of an evidence pack/],
  ])("refuses %s", (_, folder, message) => {
    mkdirSync(at("foreign"), { recursive: true });
    writeFileSync(at("foreign/manifest.json"), '{"_type":"https://in-toto.io/Statement/v1"}');
    const refused = zoneproof("verify", folder);
    expect(refused.err).toMatch(message);
    expect(refused.status).toBe(2);
  });
});
