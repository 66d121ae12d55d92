/**
 * `node test/bench/probes.mjs DIR…`: asks the built command line for every probe of generated rule sets and compares with
 * the verdicts that stand beside them. Reads what `generate.mjs` writes, and `rules.json` of other generators of that shape.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));
/** Configurations of one device, and folders of several. */
const INPUTS = [
  ["ios", "ios.cfg", "ios_interface"],
  ["asa", "asa.cfg", "asa_nameif"],
  ["asa-svc", "asa-svc.cfg", "asa_nameif"],
  ["fortios", "fortios.conf", "fortios_interface"],
  ["pfsense", "pfsense.xml", "pfsense_interface"],
].flatMap(([vendor, file, key]) => [file, vendor].map((name) => [name, key]));

const scratch = mkdtempSync(join(tmpdir(), "zoneproof-probes-"));
const asked = process.argv
  .slice(2)
  .flatMap((folder) =>
    INPUTS.filter(([name]) => existsSync(join(folder, name))).map(([name, key]) => askAll(folder, name, key)),
  );
rmSync(scratch, { recursive: true });
if (asked.length === 0) throw new Error("no generated rule set in the folders that were named");
process.exitCode = asked.every((right) => right) ? 0 : 1;

function askAll(folder, name, interfaceKey) {
  const { zones, probes } = JSON.parse(readFileSync(join(folder, "rules.json"), "utf8"));
  const packets = probes.map((probe, index) => ({
    id: String(index),
    in: zones.find((zone) => zone.name === probe.in_zone)[interfaceKey],
    src: probe.src,
    dst: probe.dst,
    protocol: probe.protocol,
    ...(probe.dst_port === null ? {} : { dstPort: probe.dst_port }),
  }));
  const file = join(scratch, "packets.jsonl");
  writeFileSync(file, packets.map((packet) => `${JSON.stringify(packet)}\n`).join(""));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [MAIN, "trace", join(folder, name), "--packets", file],
    {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    },
  );
  const answers = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const wrong = probes.filter((probe, index) => answers[index]?.verdict !== probe.action);
  console.log(`${join(folder, name)}: ${probes.length - wrong.length} of ${probes.length} probes right`);
  for (const probe of wrong.slice(0, 5)) console.log(`  wrong: ${JSON.stringify(probe)}`);
  if (status !== 0) console.log(`  exit code ${status}: ${stderr}`);
  return wrong.length === 0 && status === 0;
}
