/** What `explain` tells of translations: both ends, by which lines, in the words of `trace`. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { renderExplanationJson } from "../../src/report/explain-json.js";
import { renderExplanation } from "../../src/report/explain-text.js";
import { explain } from "../../src/run/explain.js";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "zoneproof-explain-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const MAP = `version: 1
system: Halden Pack
zones:
  office: { kind: enterprise, level: 4, networks: [10.1.0.0/24] }
  cell-a: { kind: cell, level: 1, sl-target: 2, networks: [10.2.0.0/24] }
`;

const ASA = (lines: string) => `ASA Version 9.12(3)
hostname fw-edge
interface GigabitEthernet0/0
 nameif office
 security-level 100
 ip address 10.1.0.1 255.255.255.0
interface GigabitEthernet0/1
 nameif cell
 security-level 0
 ip address 10.2.0.1 255.255.255.0
object network OFFICE
 subnet 10.1.0.0 255.255.255.0
object network PLC
 host 10.2.0.9
object network DIALLED
 host 10.1.0.200
object network POOL
 range 10.2.1.20 10.2.1.29
${lines}
`;

async function explained(lines: string) {
  const [config, map] = [join(folder, "fw-edge.cfg"), join(folder, "zones.yaml")];
  writeFileSync(config, lines.startsWith("#config-version") ? lines : ASA(lines));
  writeFileSync(map, MAP);
  const request = { paths: [config], zones: map, readStdin: async () => new Uint8Array() };
  const { explanation, sources } = await explain({ ...request, from: "office", to: "cell-a" });
  const told = explanation.ways
    .filter(({ passes }) => passes !== "nothing")
    .flatMap(({ hops }) => hops.flatMap(({ translations = [] }) => translations))
    .map(({ locations, ...one }) => ({ ...one, lines: locations.map(({ line }) => line) }));
  const screen = renderExplanation(explanation, sources, { color: false, width: 300 }).replaceAll(`${folder}/`, "");
  return { told, screen, json: renderExplanationJson(explanation) };
}

const HIDDEN = "object network OFFICE\n nat (office,cell) dynamic interface";

describe("translations of a way", () => {
  it("tells the source that nothing behind the device looks at, with its line", async () => {
    const { told, screen, json } = await explained(HIDDEN);
    const from = "10.1.0.0, 10.1.0.2-10.1.0.255";
    expect(told).toEqual([
      { of: "source", from, to: "10.2.0.1", rules: ["object OFFICE"], certain: true, lines: [20] },
    ]);
    expect(screen).toContain(`fw-edge: source ${from} becomes 10.2.0.1 by object OFFICE (fw-edge.cfg:20)`);
    expect(json).toContain('"certain": true');
  });

  it("tells what is dialled and its source, each by its own half", async () => {
    const { told, screen } = await explained(
      "nat (office,cell) source dynamic OFFICE interface destination static DIALLED PLC",
    );
    expect(told).toMatchObject([
      { of: "destination", from: "10.1.0.200", to: "10.2.0.9", certain: true, lines: [19] },
      { of: "source", to: "10.2.0.1", certain: true, lines: [19] },
    ]);
    expect(screen.indexOf("destination 10.1.0.200 becomes 10.2.0.9 by nat 19")).toBeLessThan(
      screen.indexOf("becomes 10.2.0.1 by nat 19"),
    );
  });

  it("leaves out what an entry above exempts or translates, and tells a pool as it is", async () => {
    const { told } = await explained(
      "object network SERVER\n host 10.1.0.8\nnat (office,cell) source static SERVER SERVER\nobject network HOST\n host 10.1.0.9\n nat (office,cell) static 10.2.1.19\nobject network OFFICE\n nat (office,cell) dynamic POOL",
    );
    expect(told).toMatchObject([
      { of: "source", from: "10.1.0.9", to: "10.2.1.19", certain: true },
      {
        of: "source",
        from: "10.1.0.0, 10.1.0.2-10.1.0.7, 10.1.0.10-10.1.0.255",
        to: "10.2.1.20-10.2.1.29",
        certain: true,
      },
    ]);
  });

  it("tells of each way what its own packets become", async () => {
    const { told, screen } = await explained(
      `nat (office,cell) source dynamic OFFICE POOL destination static DIALLED PLC\n${HIDDEN}`,
    );
    // Straight packets by the object, dialled ones by the statement.
    expect(told.map(({ of, to, certain }) => [of, to, certain])).toEqual([
      ["source", "10.2.0.1", true],
      ["destination", "10.2.0.9", true],
      ["source", "10.2.1.20-10.2.1.29", true],
    ]);
    expect(screen).not.toContain("may become");
  });

  it("says that it may where the entry may as well not match", async () => {
    const policy = (id: number, lines: string) =>
      `edit ${id}\nset srcintf "port1"\nset dstintf "port2"\nset action accept\nset srcaddr "all"\nset dstaddr "all"\nset service "ALL"\n${lines}\nnext\n`;
    const port = (id: number) => `edit "port${id}"\nset vdom "root"\nset ip 10.${id}.0.1 255.255.255.0\nnext\n`;
    const { told, screen } = await explained(
      `#config-version=FGT60F-7.2.8-FW-build1639-240313:opmode=0:vdom=0:user=admin\nconfig system interface\n${port(1)}${port(2)}end\nconfig firewall policy\n${policy(1, 'set schedule "shift"\nset nat enable')}${policy(2, 'set schedule "always"')}end\n`,
    );
    expect(told).toMatchObject([{ of: "source", to: "10.2.0.1", rules: ["policy 1"], certain: false, lines: [13] }]);
    expect(screen).toContain("may become 10.2.0.1 by policy 1 (fw-edge.cfg:13)");
  });

  it("tells nothing where nothing translates", async () => {
    const { told, screen } = await explained("");
    expect(told).toEqual([]);
    expect(screen).not.toContain("become");
  });
});
