/** The first map against the declared one of the sample plant, through the engine; and what a draft may not do. */
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { declaredFlows } from "../../src/analyse/declared.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { EMPTY } from "../../src/packets/diagram.js";
import type { PacketSpace } from "../../src/packets/space.js";
import { type Plant, resolvePlant } from "../../src/resolve/plant.js";
import { init } from "../../src/run/init.js";
import { loadPlant } from "../../src/run/load-plant.js";
import type { Zone, ZoneMap } from "../../src/zones/map.js";
import { readZoneMap } from "../../src/zones/read-zone-map.js";

const FIXED = "samples/halden-pack/fixed";
const SAMPLES = ["samples/halden-pack/weak", ...(existsSync(FIXED) ? [FIXED] : [])];
const readStdin = async () => new Uint8Array();

describe.each(SAMPLES)("the draft of %s", async (sample) => {
  const given = await loadPlant({ paths: [sample], readStdin }, new Diagnostics());
  const declared = resolvePlant(given.devices, given.map, given.missing);
  const { text, counts } = await init({ paths: [`${sample}/configs`], readStdin, output: "-" });
  const draftedMap = mapOf(text);
  const drafted = resolvePlant(given.devices, draftedMap, given.missing);

  it("is a map without a mistake", () => {
    expect(draftedMap.zones.length).toBe(counts.zones);
  });

  it("has every network of the declared map", () => {
    const known = new Set(draftedMap.zones.flatMap(({ networks }) => networks.map(({ text: network }) => network)));
    const wanted = given.map?.zones.flatMap(({ networks }) => networks.map(({ text: network }) => network)) ?? [];
    expect(wanted.length).toBeGreaterThan(15);
    expect(wanted.filter((network) => !known.has(network))).toEqual([]);
  });

  it("declares every packet of a declared flow that surely passes", () => {
    const missing: string[] = [];
    let looked = 0;
    for (const pair of analysePlant(declared).pairs) {
      const { space, must } = pair.answer(4);
      const flows = declaredFlows(declared, space, pair.from, pair.to);
      if (flows.length === 0) continue;
      const all = allDeclared(drafted, space);
      for (const { flow, packets } of flows) {
        const permitted = space.diagram.and(packets, must);
        if (permitted !== EMPTY) looked++;
        if (!space.diagram.isWithin(permitted, all)) missing.push(flow.id);
      }
    }
    expect(looked).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });

  it("guesses most kinds and levels as they were declared", () => {
    const zoneAt = (network: string) =>
      draftedMap.zones.find(({ networks }) => networks.some(({ text: own }) => own === network));
    const pairs = (given.map?.zones ?? []).flatMap((zone) =>
      zone.networks.flatMap(({ text: network }) => {
        const found = zoneAt(network);
        return found === undefined ? [] : [{ network, zone, found }];
      }),
    );
    const wrong = pairs.filter(({ zone, found }) => zone.kind !== found.kind || !isSameLevel(zone, found));
    // The VLAN by which switches are managed: the plant counts it among the operations, as its management station.
    expect(wrong.map(({ network }) => network)).toEqual(["10.20.99.0/24"]);
    const merges = draftedMap.zones.length - (given.map?.zones.length ?? 0);
    expect({ zones: draftedMap.zones.length, merges }).toEqual({ zones: 17, merges: 4 });
  });
});

describe("a draft of a router whose default route leads on by a private address", () => {
  it("tells that packets pass between its zones and addresses of none, as a check will", async () => {
    const text = `hostname edge-r
interface GigabitEthernet0/0
 ip address 192.168.1.1 255.255.255.0
interface GigabitEthernet0/1
 description cell
 ip address 10.0.1.1 255.255.255.0
ip route 0.0.0.0 0.0.0.0 192.168.1.254
`;
    const { text: draft, counts } = await init({
      paths: ["-"],
      readStdin: async () => new TextEncoder().encode(text),
      output: "-",
    });
    expect(counts.openToUnmapped).toBeGreaterThan(0);
    expect(draft).toMatch(/# \? private addresses of no zone here.*a check finds these pairs violated/);
  });

  it("tells nothing of it where routes lead to no such address", async () => {
    const text =
      "hostname r\ninterface Vlan1\n ip address 10.0.1.1 255.255.255.0\ninterface Vlan2\n ip address 10.0.2.1 255.255.255.0\n";
    const { counts } = await init({
      paths: ["-"],
      readStdin: async () => new TextEncoder().encode(text),
      output: "-",
    });
    expect(counts.openToUnmapped).toBe(0);
  });
});

describe("a draft of more networks than a map can have zones", () => {
  it("is refused at once, with what to do", async () => {
    const text = `hostname core-1\n${Array.from({ length: 501 }, (_, at) => `interface Vlan${at + 1}\n ip address 10.${at >> 8}.${at & 255}.1 255.255.255.0\n`).join("")}`;
    const readStdin = async () => new TextEncoder().encode(text);
    await expect(init({ paths: ["-"], readStdin, output: "-" })).rejects.toThrow(/501 networks .* at most 500/);
  });
});

function isSameLevel(one: Zone, other: Zone): boolean {
  return one.level?.low === other.level?.low && one.level?.high === other.level?.high;
}

function mapOf(text: string): ZoneMap {
  const diagnostics = new Diagnostics();
  const map = readZoneMap({ path: "zones.yaml", text, encoding: "utf-8", sha256: "" }, diagnostics);
  if (map === undefined)
    throw new Error(
      diagnostics
        .all()
        .map(({ message }) => message)
        .join("; "),
    );
  return map;
}

/** What all flows of a map declare, between whichever zones. */
function allDeclared(plant: Plant, space: PacketSpace): number {
  const ids = plant.zones.map(({ zone }) => zone);
  const sets = ids.flatMap((from) =>
    ids
      .filter((to) => to !== from)
      .flatMap((to) => declaredFlows(plant, space, from, to).map(({ packets }) => packets)),
  );
  return space.diagram.union(sets);
}
