/** What `trace` tells of translations: new addresses of both ends, and by which lines. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { readPacketText } from "../../src/read/packet-text.js";
import { renderTrace } from "../../src/report/trace-text.js";
import { openTracing } from "../../src/run/trace.js";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "zoneproof-trace-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ASA = (lines: string) => `ASA Version 9.12(3)
hostname edge
interface GigabitEthernet0/0
 nameif outside
 security-level 0
 ip address 203.0.113.1 255.255.255.0
interface GigabitEthernet0/1
 nameif inside
 security-level 100
 ip address 10.1.1.1 255.255.255.0
route outside 0.0.0.0 0.0.0.0 203.0.113.2
access-list IN extended permit tcp any host 10.1.1.10 eq 443
access-group IN in interface outside
${lines}
`;

async function traced(text: string, packet: string) {
  const path = join(folder, "edge.cfg");
  writeFileSync(path, text);
  const diagnostics = new Diagnostics();
  const tracing = await openTracing({ paths: [path], readStdin: async () => new Uint8Array() }, diagnostics);
  const request = readPacketText(packet, "--packet", diagnostics);
  if (request === undefined) throw new Error(`no packet: ${packet}`);
  const result = tracing.trace(request, diagnostics);
  const told = result.hops.flatMap(({ translations }) =>
    translations.map(({ of, to, surely, rule, locations }) => ({ of, to, surely, rule, line: locations[0]?.line })),
  );
  return { result, told, screen: renderTrace(result, tracing.sources, { color: false, width: 100 }) };
}

describe("translations of a traced packet", () => {
  const FORWARD = "object network WEB\n host 10.1.1.10\n nat (inside,outside) static 203.0.113.10 service tcp 443 8443";

  it("tells what a dialled address and port become, before the filters that see them", async () => {
    const { result, told, screen } = await traced(ASA(FORWARD), "tcp 198.51.100.9:40000 -> 203.0.113.10:8443");
    expect(result.verdict).toBe("permit");
    expect(told).toMatchObject([{ of: "destination", to: "10.1.1.10:443", surely: true, line: 16 }]);
    expect(screen.indexOf("destination becomes 10.1.1.10:443 by ")).toBeGreaterThan(0);
    expect(screen.indexOf("destination becomes")).toBeLessThan(screen.indexOf("permit by rule 1 of IN"));
  });

  it("tells what a source becomes behind the filters", async () => {
    const hidden = "object network LAN\n subnet 10.1.1.0 255.255.255.0\n nat (inside,outside) dynamic interface";
    const { told, screen } = await traced(ASA(hidden), "tcp 10.1.1.9:40000 -> 198.51.100.9:443");
    expect(told).toMatchObject([{ of: "source", to: "203.0.113.1", surely: true, line: 16 }]);
    expect(screen).toContain("source becomes 203.0.113.1 by ");
  });

  it("names no address where it is one of a pool", async () => {
    const pool =
      "object network POOL\n range 203.0.113.20 203.0.113.29\nobject network LAN\n subnet 10.1.1.0 255.255.255.0\n nat (inside,outside) dynamic POOL";
    const { told, screen } = await traced(ASA(pool), "tcp 10.1.1.9:40000 -> 198.51.100.9:443");
    expect(told).toHaveLength(1);
    expect(told[0]?.to).toBeUndefined();
    expect(screen).toMatch(/source (may )?becomes? one of several addresses by /);
  });

  it("tells nothing of packets that no translation concerns", async () => {
    const { told, screen } = await traced(ASA(FORWARD), "tcp 198.51.100.9:40000 -> 10.1.1.10:80");
    expect(told).toEqual([]);
    expect(screen).not.toContain("become");
  });
});
