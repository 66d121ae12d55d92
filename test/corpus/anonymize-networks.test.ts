/** Whole networks with a drafted map, anonymized together: the same verdict of every zone pair, and the same findings. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anonymize } from "../../src/run/anonymize.js";
import { check } from "../../src/run/check.js";
import { init } from "../../src/run/init.js";

const NETWORKS = fileURLToPath(new URL("../../../shared/corpus/cisco/networks", import.meta.url));
/** The large ones (campus1, branch-mixed-vendor, example-enterprise) were compared by hand: half a minute each. */
const COMPARED = [
  "acl1",
  "hsrp-pair",
  "dmvpn-phase3",
  "campus-vrrp-acl",
  "ios-crypto-ipsec",
  "redundant-hsrp",
  "multi-wan-vrf-asa",
  "vrf-lite-mpls",
  "example-filters/current",
];
const readStdin = async () => new Uint8Array();
const keywords = new Set(readFileSync("schemas/keywords.txt", "utf8").split("\n"));
let root = "";

/** Names of zones, in the order of the map: a copy has them at the same places. */
function zonesOf(map: string): string[] {
  const lines = map.split("\n");
  const below = lines.slice(lines.indexOf("zones:") + 1);
  const end = below.findIndex((line) => /^\S/.test(line));
  return below.slice(0, end).flatMap((line) => /^ {2}([^\s#:]+):/.exec(line)?.[1] ?? []);
}

async function saidOf(folder: string, names: ReadonlyMap<string, string>) {
  const { result } = await check({ paths: [folder], version: "0", day: "2026-05-02", readStdin });
  const named = (id: string) => names.get(id) ?? id;
  return {
    pairs: result.pairs.map(({ from, to, verdict }) => `${named(from.id)} to ${named(to.id)}: ${verdict}`).sort(),
    findings: result.findings.map((one) => `${one.check} ${one.verdict} ${one.severity}`).sort(),
    codes: result.diagnostics.map(({ code }) => code).sort(),
  };
}

describe.skipIf(!existsSync(NETWORKS))("anonymized networks (skipped without ../shared/corpus)", () => {
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "zoneproof-networks-"));
  });

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it.each(COMPARED)("%s has the same verdicts pair by pair", { timeout: 120_000 }, async (name) => {
    const [plant, copy] = [join(root, name, "plant"), join(root, name, "copy")];
    cpSync(join(NETWORKS, name), plant, { recursive: true });
    const output = join(plant, "zones.yaml");
    const { text: map } = await init({ paths: [plant], readStdin, output });
    writeFileSync(output, map);
    const { files } = await anonymize({ paths: [plant], readStdin, key: "of the test", keywords });
    for (const { path, text } of files) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), text);
    }
    const renamed = zonesOf(readFileSync(join(copy, "zones.yaml"), "utf8"));
    const names = new Map(zonesOf(map).map((zone, index) => [zone, renamed[index] ?? ""]));
    const before = await saidOf(plant, names);
    expect(before.pairs.length).toBeGreaterThan(0);
    expect(await saidOf(copy, new Map())).toEqual(before);
  });
});
