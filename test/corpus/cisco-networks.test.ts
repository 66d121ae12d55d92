/** The whole networks of the shared corpus: their files are devices, which meet on segments, and what stays open has a reason. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { Device } from "../../src/model/device.js";
import { Topology } from "../../src/resolve/topology.js";
import { loadPlant } from "../../src/run/load-plant.js";

const NETWORKS = "../shared/corpus/cisco/networks";

/** Folder, how many devices it holds, and those of them that meet none of the others: switches without an address, sites whose others are not given. */
const EXPECTED: readonly (readonly [string, number, readonly string[]])[] = [
  ["acl1", 4, []],
  ["branch-mixed-vendor", 8, ["R2-ISTANBUL", "SW-IST-SERVER-ACCESS"]],
  ["campus-vrrp-acl", 11, ["ASW2", "ASW3", "ASW4"]],
  ["campus1", 7, []],
  ["dmvpn-phase3", 4, []],
  ["example-enterprise", 14, []],
  ["example-filters", 6, ["rtr-with-acl", "rtr-with-acl#2", "rtr-with-acl#3"]],
  ["hsrp-pair", 4, []],
  ["ios-crypto-ipsec", 3, []],
  ["multi-wan-vrf-asa", 7, []],
  ["redundant-hsrp", 4, []],
  ["vrf-lite-mpls", 12, ["ASW1", "ASW2"]],
];

async function load(folder: string): Promise<readonly Device[]> {
  const request = { paths: [join(NETWORKS, folder)], readStdin: async () => new Uint8Array() };
  return (await loadPlant(request, new Diagnostics())).devices;
}

/** The devices that share a segment or a link with each. */
function meetings(devices: readonly Device[]): Map<Device, Set<Device>> {
  const topology = new Topology(devices);
  return new Map(
    devices.map((device) => [
      device,
      new Set(
        device.interfaces
          .filter(({ enabled, addresses }) => enabled && addresses.length > 0)
          .flatMap((one) => topology.neighbours({ device, interface: one }))
          .map((door) => door.device)
          .filter((other) => other !== device),
      ),
    ]),
  );
}

/** The devices of the largest group in which each can be reached from each, over segments. */
function largestGroup(devices: readonly Device[]): Device[] {
  const near = meetings(devices);
  const groups = devices.map((start) => {
    const reached = new Set([start]);
    for (const one of reached) for (const other of near.get(one) ?? []) reached.add(other);
    return [...reached];
  });
  return groups.reduce((most, group) => (group.length > most.length ? group : most), []);
}

describe.skipIf(!existsSync(NETWORKS))("Cisco networks of the corpus (skipped where ../shared is absent)", () => {
  it.each(EXPECTED)("%s: %i devices that meet each other, but for %j", async (folder, count, apart) => {
    const devices = await load(folder);
    const joined = largestGroup(devices);
    expect(devices).toHaveLength(count);
    expect(
      devices
        .filter((device) => !joined.includes(device))
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(apart);
  });

  it.each(EXPECTED)("%s: what is left open is said, with its place", async (folder) => {
    for (const { doubts, unparsed, routers, file } of await load(folder)) {
      for (const { reason, at } of doubts)
        expect([reason.length > 10, at.file === file, at.line > 0]).toEqual([true, true, true]);
      // What was not understood and could change what passes has a doubt that covers its place.
      for (const { at } of unparsed.filter(({ filtering }) => filtering))
        expect(doubts.some((doubt) => doubt.at.line <= at.line && at.line <= doubt.at.endLine)).toBe(true);
      const ids = new Set(doubts.map(({ id }) => id));
      for (const { dynamicRouting } of routers)
        expect(dynamicRouting === undefined || ids.has(dynamicRouting)).toBe(true);
    }
  });
});
