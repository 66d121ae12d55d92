/** A small plant as a map, and what reading a map gave, for the tests of zones.yaml. */
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { ZoneMap } from "../../src/zones/map.js";
import { readZoneMap } from "../../src/zones/read-zone-map.js";

/** Reads a text as `zones.yaml`. */
export function readMap(
  text: string,
  devices: readonly string[] = [],
): { map: ZoneMap | undefined; diagnostics: readonly Diagnostic[] } {
  const diagnostics = new Diagnostics();
  const file = { path: "zones.yaml", text, encoding: "utf-8" as const, sha256: "" };
  const map = readZoneMap(file, diagnostics, devices);
  return { map, diagnostics: diagnostics.all() };
}

/** A map that has to be right; fails with what is wrong in it. */
export function goodMap(text: string, devices: readonly string[] = []): ZoneMap {
  const { map, diagnostics } = readMap(text, devices);
  if (map === undefined) throw new Error(`the map is refused: ${JSON.stringify(diagnostics, null, 1)}`);
  return map;
}

export const PLANT = `version: 1
system: Bottling hall
zones:
  scada:
    name: Site operations
    kind: operations
    level: 3
    sl-target: { IAC: 2, UC: 2, SI: 2, DC: 1, RDF: 2, TRE: 2, RA: 2 }
    networks: [10.20.30.0/24, 2001:db8:30::/64]
    interfaces: [core-1/Vlan30]
    owner: OT
    review: 2027-03-31
    backup-to: [bkp01]
  cell-a: { kind: cell, level: 1-2, sl-target: 2, networks: [10.20.101.0/24], unpatchable: [plc-a] }
  inet: { kind: internet }
hosts:
  scada01: 10.20.30.11
  bkp01: [10.20.30.50, "2001:db8:30::50"]
  plc-a: 10.20.101.10
  rob-a: 10.20.101.32/29
conduits:
  scada-to-cell-a:
    between: [scada, cell-a]
    sl-target: 2
    owner: OT
    medium: wired
    direction: scada -> cell-a
    enforcement: firewall
    flows:
      - { id: F-081, from: [scada01], to: [plc-a], service: s7comm, why: supervision, write: true }
      - { from: 10.20.30.30, to: [10.20.101.32/29], service: [tcp/443, plc-web] }
      - { id: F-083, from: [fw-edge], to: [scada], service: udp/514 }
services:
  plc-web: [tcp/80, tcp/8080-8081]
devices:
  fw-edge: { config: configs/fw-edge.conf }
exceptions:
  - id: EX-1
    checks: [any-any-rule]
    conduit: scada-to-cell-a
    flow: F-081
    reason: until the cell is rebuilt
    compensating: locked cabinet
    approved-by: OT manager
    expires: 2027-06-30
attestations:
  - { requirement: SR 7.3, zones: [scada], evidence: restore test, owner: OT, expires: 2027-09-30 }
`;
