/** Hosts of a map are told by their addresses: a flow may write the address, the name, or a group that holds it. */
import { describe, expect, it } from "vitest";
import { resultOfTexts } from "../policy/example-run.js";

const ROUTER = `version 16.9
hostname r1
ip routing
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.255.0
interface GigabitEthernet0/1
 ip address 10.3.0.1 255.255.255.0
end
`;

async function messages(check: string, zones: string): Promise<string[]> {
  const { findings } = await resultOfTexts({ zones, configs: { "r1.cfg": ROUTER } });
  return findings.flatMap((finding) => (finding.check === check && finding.flow === "F" ? [finding.message] : []));
}

describe("jump hosts", () => {
  const zones = (from: string) => `version: 1
zones:
  remote: { kind: remote-access, sl-target: 2, networks: [10.1.0.0/24], jump-hosts: [jumps] }
  cell: { kind: cell, sl-target: 2, networks: [10.3.0.0/24] }
hosts:
  jumps: [10.1.0.5, 10.1.0.6]
  jump-a: 10.1.0.5
  laptop: 10.1.0.77
conduits:
  C-01:
    between: [remote, cell]
    flows:
      - { id: F, from: ${from}, to: cell, service: tcp/3389, why: maintenance }
`;

  it.each([
    ["jumps", []],
    ["jump-a", []],
    ["10.1.0.6", []],
    ["[jump-a, 10.1.0.6]", []],
    ["laptop", ["laptop"]],
    ["10.1.0.4/30", ["10.1.0.4/30"]],
    ["remote", ["remote"]],
    ["[jump-a, laptop]", ["laptop"]],
  ])("a flow from %s", async (from, past) => {
    const found = await messages("remote-access-not-via-jump-host", zones(from));
    expect(found).toHaveLength(past.length);
    for (const one of past) expect(found[0]).toContain(`starts at ${one} and not at a jump host`);
  });
});

describe("backup hosts and whole zones", () => {
  const zones = (from: string, to: string) => `version: 1
zones:
  servers: { kind: operations, sl-target: 2, networks: [10.1.0.0/24] }
  cell: { kind: cell, sl-target: 2, networks: [10.3.0.0/24], backup-to: [bkp] }
hosts:
  bkp: 10.1.0.9
  plc: 10.3.0.20
conduits:
  C-01:
    between: [servers, cell]
    flows:
      - { id: F, from: ${from}, to: ${to}, service: tcp/445, why: nightly }
`;

  it.each([
    ["bkp", "cell", true],
    ["10.1.0.9", "cell", true],
    ["bkp", "10.3.0.0/24", true],
    ["bkp", "plc", false],
    ["10.1.0.10", "cell", false],
    ["servers", "cell", false],
  ])("a flow from %s to %s", async (from, to, isWide) => {
    const expected = isWide ? ["the backup flow F opens the whole of cell"] : [];
    expect(await messages("backup-path-wide", zones(from, to))).toEqual(expected);
  });
});
