import { describe, expect, it } from "vitest";
import type { SourceRange } from "../../src/source/range.js";
import { goodMap, PLANT, readMap } from "./reading-maps.js";

describe("readZoneMap on a map that is right", () => {
  const map = goodMap(PLANT);
  const zone = (id: string) => map.zones.find((candidate) => candidate.id === id);
  const flow = (id: string) => map.conduits[0]?.flows.find((candidate) => candidate.id === id);

  it("reads a zone with all it says", () => {
    expect(zone("scada")).toMatchObject({
      name: "Site operations",
      kind: "operations",
      level: { low: 3, high: 3 },
      slTarget: { IAC: 2, UC: 2, SI: 2, DC: 1, RDF: 2, TRE: 2, RA: 2 },
      interfaces: [{ device: "core-1", interface: "Vlan30" }],
      owner: "OT",
      review: "2027-03-31",
      backupTo: ["bkp01"],
    });
    expect(zone("scada")?.networks).toMatchObject([
      { family: 4, from: 0x0a141e00, to: 0x0a141eff, prefixLength: 24, text: "10.20.30.0/24" },
      { family: 6, from: 0x20010db800300000n << 64n, prefixLength: 64 },
    ]);
  });

  it("takes one number for the whole SL-T, and a range of levels", () => {
    expect(zone("cell-a")).toMatchObject({
      name: "cell-a",
      slTarget: { IAC: 2, UC: 2, SI: 2, DC: 2, RDF: 2, TRE: 2, RA: 2 },
      level: { low: 1, high: 2 },
    });
  });

  it("leaves out what the map leaves out", () => {
    expect(zone("inet")).toEqual({
      id: "inet",
      name: "inet",
      kind: "internet",
      networks: [],
      interfaces: [],
      jumpHosts: [],
      backupTo: [],
      unpatchable: [],
      at: { file: "zones.yaml", line: 15, column: 3, endLine: 15, endColumn: 7 },
    });
  });

  it("reads hosts with their zones, several addresses and groups", () => {
    expect(map.hosts.map(({ name, zone: held, ranges }) => [name, held, ranges.length])).toEqual([
      ["scada01", "scada", 1],
      ["bkp01", "scada", 2],
      ["plc-a", "cell-a", 1],
      ["rob-a", "cell-a", 1],
    ]);
    expect(map.hosts[3]?.ranges).toEqual([{ family: 4, from: 0x0a146520, to: 0x0a146527 }]);
  });

  it("reads flows: ends by host, address and device, services by name and number", () => {
    expect(flow("F-081")).toMatchObject({
      conduit: "scada-to-cell-a",
      from: [{ kind: "addresses", text: "scada01", zone: "scada", ranges: [{ from: 0x0a141e0b, to: 0x0a141e0b }] }],
      to: [{ kind: "addresses", text: "plc-a", zone: "cell-a" }],
      serviceText: "s7comm",
      why: "supervision",
      write: true,
    });
    expect(flow("scada-to-cell-a#2")).toMatchObject({
      from: [{ zone: "scada" }],
      serviceText: "tcp/443, plc-web",
      service: {
        kind: "union",
        of: [
          { kind: "ports", protocol: 6, destination: [{ from: 443, to: 443 }] },
          { kind: "union", of: [{ destination: [{ from: 80, to: 80 }] }, { destination: [{ from: 8080, to: 8081 }] }] },
        ],
      },
    });
    expect(flow("F-083")).toMatchObject({
      from: [{ kind: "device", device: "fw-edge" }],
      to: [{ kind: "zone", zone: "scada" }],
    });
  });

  it("reads conduits, devices, exceptions and attestations", () => {
    expect(map.conduits[0]).toMatchObject({
      between: ["scada", "cell-a"],
      medium: "wired",
      direction: "scada -> cell-a",
      enforcement: "firewall",
      slTarget: { RDF: 2 },
    });
    expect(map.devices).toMatchObject([{ name: "fw-edge", config: "configs/fw-edge.conf", at: { line: 36 } }]);
    expect(map.exceptions).toMatchObject([
      { id: "EX-1", flow: "F-081", approvedBy: "OT manager", expires: "2027-06-30" },
    ]);
    expect(map.attestations).toMatchObject([{ requirement: "SR 7.3", zones: ["scada"] }]);
  });

  it("says nothing about it", () => {
    expect(readMap(PLANT).diagnostics).toEqual([]);
  });

  it("reads what conduits demand, and what all do by level, the lowest first", () => {
    const { conduits, demands } = goodMap(DEMANDING);
    expect(conduits[0]?.demands).toMatchObject({
      ...{ explicit: ["source", "service"], comment: true, commentPattern: "(?i)ot-[0-9]+" },
      ...{ log: false, mostSources: 16, mostDestinations: 4, mostServices: 3, hitWithinDays: 90, review: true },
    });
    expect(demands).toMatchObject([
      { level: 1, comment: false },
      { level: 3, comment: true },
    ]);
    expect(demands?.[1]).not.toHaveProperty("commentPattern");
  });
});

const DEMANDING = PLANT.replace(
  "    enforcement: firewall\n",
  `    enforcement: firewall
    demands:
      explicit: [source, service]
      comment: "(?i)ot-[0-9]+"
      log: false
      most-sources: 16
      most-destinations: 4
      most-services: 3
      hit-within-days: 90
      review: true
`,
).replace("\nhosts:\n", "\ndemands:\n  3: { comment: true }\n  1: { comment: false }\nhosts:\n");

/** A change to the plant: the line that holds `was` gets `is` in its place. */
interface Trap {
  readonly trap: string;
  readonly was: string;
  readonly is: string;
  readonly code: string;
  /** The text that the diagnostic points at. */
  readonly marks: string;
  readonly says?: string;
  readonly expected?: string;
  readonly help?: string;
  /** The text that it refers to beside. */
  readonly related?: string;
}

const TRAPS: readonly Trap[] = [
  {
    trap: "a key with a typo is refused, and the key that was meant is named",
    was: "sl-target: 2, networks",
    is: "sl-traget: 2, networks",
    code: "zones/unknown-key",
    marks: "sl-traget",
    says: '"sl-traget" is not a key of zones.cell-a',
    help: 'did you mean "sl-target"?',
  },
  {
    trap: "a level that demands cannot have",
    was: "attestations:",
    is: "demands: { 5: { log: true } }\nattestations:",
    code: "zones/unknown-key",
    marks: "5",
    expected: "one of 0, 1, 2, 3, 4",
  },
  {
    trap: "a demand on a side that rules do not have",
    was: "enforcement: firewall",
    is: "demands: { explicit: [port] }",
    code: "zones/wrong-value",
    marks: "port",
    expected: "one of source, destination, service",
  },
  {
    trap: "a demand of no sources at all",
    was: "enforcement: firewall",
    is: "demands: { most-sources: 0 }",
    code: "zones/wrong-value",
    marks: "0",
    expected: "a whole number of at least 1",
  },
  {
    trap: "a pattern that does not end",
    was: "enforcement: firewall",
    is: 'demands: { comment: "OT-[0-9" }',
    code: "zones/wrong-value",
    marks: '"OT-[0-9"',
    expected: "a regular expression",
  },
  {
    trap: "a pattern that looks around, which RE2 does not",
    was: "enforcement: firewall",
    is: 'demands: { comment: "OT(?=-)" }',
    code: "zones/wrong-value",
    marks: '"OT(?=-)"',
    expected: "without look-around",
  },
  {
    trap: "an unknown key at the top",
    was: "attestations:",
    is: "atestations:",
    code: "zones/unknown-key",
    marks: "atestations",
    help: 'did you mean "attestations"?',
  },
  {
    trap: "an element of a vector that does not exist",
    was: "{ IAC: 2, UC: 2",
    is: "{ IAK: 2, UC: 2",
    code: "zones/unknown-key",
    marks: "IAK",
    expected: "one of IAC, UC, SI, DC, RDF, TRE, RA",
    help: 'did you mean "IAC"?',
  },
  {
    trap: "a security level above 4",
    was: "TRE: 2",
    is: "TRE: 5",
    code: "zones/wrong-value",
    marks: "5",
    expected: "0 to 4",
  },
  {
    trap: "half a security level",
    was: "sl-target: 2, networks",
    is: "sl-target: 2.5, networks",
    code: "zones/wrong-value",
    marks: "2.5",
    expected: "0 to 4",
  },
  {
    trap: "a security level in words",
    was: "sl-target: 2, networks",
    is: "sl-target: two, networks",
    code: "zones/wrong-value",
    marks: "two",
    expected: "one security level from 0 to 4, or {",
  },
  {
    trap: "a level that is none",
    was: "level: 1-2",
    is: "level: 7",
    code: "zones/wrong-value",
    marks: "7",
    expected: "such as 3, 3.5 or 1-2",
  },
  {
    trap: "a range of levels that ends below its start",
    was: "level: 1-2",
    is: "level: 2-1",
    code: "zones/wrong-value",
    marks: "2-1",
    expected: "1-2",
  },
  {
    trap: "a kind that is none",
    was: "kind: operations",
    is: "kind: operation",
    code: "zones/wrong-value",
    marks: "operation",
    help: 'did you mean "operations"?',
  },
  {
    trap: "a kind that is missing",
    was: "inet: { kind: internet }",
    is: "inet: { owner: IT }",
    code: "zones/missing-key",
    marks: "inet",
    says: 'zones.inet has no "kind"',
  },
  {
    trap: "a check switched off without a reason",
    was: "version: 1",
    is: "version: 1\nchecks: { disable: [no-login-banner] }",
    code: "zones/wrong-value",
    marks: "no-login-banner",
    expected: "{ check: no-login-banner, reason: shown by the jump host }",
  },
  {
    trap: "a version in quotes",
    was: "version: 1",
    is: 'version: "1"',
    code: "zones/wrong-value",
    marks: '"1"',
    expected: "version: 1",
    help: "without quotation marks",
  },
  {
    trap: "a zone without anything",
    was: "inet: { kind: internet }",
    is: "inet:",
    code: "zones/wrong-value",
    marks: "",
    says: '"inet" has no value',
    expected: "keys with values: name, kind, level",
  },
  {
    trap: "a bracket that nobody closed: YAML calls it indentation",
    was: "version: 1",
    is: "version: 1\nhosts: { plc: 10.20.101.10",
    code: "zones/yaml-syntax",
    marks: "s",
    says: "a } is missing before this place",
    help: "look for a quote, a bracket or a colon that is missing",
  },
  {
    trap: "a quotation mark that nobody closed",
    was: "version: 1",
    is: 'version: 1\nsystem: "packing',
    code: "zones/yaml-syntax",
    marks: '"',
    says: "this quotation mark is never closed",
    help: "look for a quote",
  },
  {
    trap: "text behind a quoted word",
    was: "version: 1",
    is: 'version: 1\nsystem: "packing" line',
    code: "zones/yaml-syntax",
    marks: "line",
    says: "more text stands behind a value that has ended",
    help: "goes in quotation marks as a whole",
  },
  {
    trap: "a colon in a text between braces",
    was: "  cell-a: {",
    is: "  cell-a: { name: cell: A,",
    code: "zones/yaml-syntax",
    marks: "cell: A",
    help: "text with a colon and a blank in it goes in quotation marks",
  },
  {
    trap: "an anchor that is nowhere",
    was: "inet: { kind: internet }",
    is: "inet: { name: *packing, kind: internet }",
    code: "zones/yaml-aliases",
    marks: "*packing",
    says: 'no anchor "&packing" stands before this place',
    help: "a text that begins with * goes in quotation marks",
  },
  {
    trap: "a second document",
    was: "version: 1",
    is: "version: 1\n---\nversion: 1",
    code: "zones/yaml-syntax",
    marks: "---",
    says: "a second document begins here",
    help: "leave out the line with ---",
  },
  {
    trap: "a key that is a list",
    was: "version: 1",
    is: "version: 1\n? [a]\n: 1",
    code: "zones/yaml-syntax",
    marks: "[",
    says: "this key is no word",
    help: "keys are words",
  },
  {
    trap: "a merge key",
    was: "  cell-a: {",
    is: "  cell-a: { <<: { name: A },",
    code: "zones/unknown-key",
    marks: "<<",
    says: '"<<" is not a key',
    help: "write the keys out",
  },
  {
    trap: "a value with a colon",
    was: "version: 1",
    is: "version: 1\nsystem: packing: line 1",
    code: "zones/yaml-syntax",
    marks: "p",
    says: "Nested mappings are not allowed",
    help: "goes in quotation marks",
  },
  {
    trap: "a version that is not known",
    was: "version: 1",
    is: "version: 2",
    code: "zones/wrong-value",
    marks: "2",
    expected: "version: 1",
  },
  {
    trap: "a name with a blank",
    was: "  cell-a: {",
    is: "  cell a: {",
    code: "zones/wrong-value",
    marks: "cell a",
    expected: "a name of letters",
  },
  {
    trap: "the name of the implicit zone",
    was: "  inet: {",
    is: "  unmapped: {",
    code: "zones/reserved-name",
    marks: "unmapped",
  },
  {
    trap: "networks that are no list",
    was: "networks: [10.20.101.0/24]",
    is: "networks: 10.20.101.0/24",
    code: "zones/wrong-value",
    marks: "10.20.101.0/24",
    expected: "a list of networks",
  },
  {
    trap: "an octet above 255",
    was: "plc-a: 10.20.101.10",
    is: "plc-a: 10.20.101.256",
    code: "zones/bad-address",
    marks: "10.20.101.256",
  },
  {
    trap: "three octets, which some tools read as another address",
    was: "plc-a: 10.20.101.10",
    is: "plc-a: 10.20.101",
    code: "zones/bad-address",
    marks: "10.20.101",
  },
  {
    trap: "a leading zero, which some tools read as octal",
    was: "plc-a: 10.20.101.10",
    is: "plc-a: 10.20.101.010",
    code: "zones/bad-address",
    marks: "10.20.101.010",
  },
  {
    trap: "a prefix length above 32",
    was: "rob-a: 10.20.101.32/29",
    is: "rob-a: 10.20.101.32/33",
    code: "zones/bad-address",
    marks: "10.20.101.32/33",
    expected: "0 to 32",
  },
  {
    trap: "a netmask in the place of a length",
    was: "rob-a: 10.20.101.32/29",
    is: "rob-a: 10.20.101.32/255.255.255.248",
    code: "zones/bad-address",
    marks: "10.20.101.32/255.255.255.248",
    expected: "0 to 32",
  },
  {
    trap: "an address that does not start its network",
    was: "[10.20.101.0/24]",
    is: "[10.20.101.1/24]",
    code: "zones/host-bits",
    marks: "10.20.101.1/24",
    expected: "10.20.101.0/24 for the network, 10.20.101.1 for the one address",
  },
  {
    trap: "a range that ends before it starts",
    was: "plc-a: 10.20.101.10",
    is: "plc-a: 10.20.101.10-10.20.101.9",
    code: "zones/bad-address",
    marks: "10.20.101.10-10.20.101.9",
    expected: "10.20.101.9-10.20.101.10",
  },
  {
    trap: "a range as the network of a zone",
    was: "[10.20.101.0/24]",
    is: "[10.20.101.1-10.20.101.9]",
    code: "zones/bad-address",
    marks: "10.20.101.1-10.20.101.9",
    expected: "networks",
  },
  {
    trap: "one network in two zones",
    was: "[10.20.101.0/24]",
    is: "[10.20.30.0/24]",
    code: "zones/network-in-two-zones",
    marks: "10.20.30.0/24",
    related: "10.20.30.0/24",
  },
  {
    trap: "a zone that holds nothing",
    was: "networks: [10.20.101.0/24]",
    is: "networks: []",
    code: "zones/empty-zone",
    marks: "cell-a",
  },
  {
    trap: "two zones that hold the rest of the internet",
    was: "cell-a: { kind: cell, level: 1-2, sl-target: 2, networks: [10.20.101.0/24], unpatchable: [plc-a] }",
    is: "cell-a: { kind: internet }",
    code: "zones/two-internet-zones",
    marks: "inet",
    related: "cell-a",
  },
  {
    trap: "an interface without its device",
    was: "[core-1/Vlan30]",
    is: "[Vlan30]",
    code: "zones/bad-interface",
    marks: "Vlan30",
    expected: "DEVICE/INTERFACE",
  },
  {
    trap: "an interface in two zones that nothing tells apart",
    was: "inet: { kind: internet }",
    is: "inet: { kind: internet, interfaces: [core-1/Vlan30] }",
    code: "zones/interface-in-two-zones",
    marks: "core-1/Vlan30",
    related: "core-1/Vlan30",
  },
  {
    trap: "a host that is not declared",
    was: "from: [scada01]",
    is: "from: [scada1]",
    code: "zones/unknown-name",
    marks: "scada1",
    help: 'did you mean "scada01"?',
  },
  {
    trap: "a backup host that is not declared",
    was: "backup-to: [bkp01]",
    is: "backup-to: [bkp02]",
    code: "zones/unknown-name",
    marks: "bkp02",
    help: 'did you mean "bkp01"?',
  },
  {
    trap: "a zone of a conduit that is not declared",
    was: "between: [scada, cell-a]",
    is: "between: [scada, cell-b]",
    code: "zones/unknown-name",
    marks: "cell-b",
    help: 'did you mean "cell-a"?',
  },
  {
    trap: "a conduit between a zone and itself",
    was: "between: [scada, cell-a]",
    is: "between: [scada, cell-a, scada]",
    code: "zones/wrong-value",
    marks: "[scada, cell-a, scada]",
  },
  {
    trap: "a conduit with one zone",
    was: "between: [scada, cell-a]",
    is: "between: [scada]",
    code: "zones/wrong-value",
    marks: "[scada]",
    expected: "two zones or more",
  },
  {
    trap: "a direction that leads elsewhere",
    was: "direction: scada -> cell-a",
    is: "direction: scada -> inet",
    code: "zones/unknown-name",
    marks: "scada -> inet",
    expected: "scada -> cell-a",
  },
  {
    trap: "a zone as the end of a flow that its conduit does not join",
    was: "from: 10.20.30.30",
    is: "from: inet",
    code: "zones/end-outside-conduit",
    marks: "inet",
    says: '"inet" is not part of the conduit',
  },
  {
    trap: "an address outside the zones of the conduit",
    was: "from: 10.20.30.30",
    is: "from: 192.0.2.7",
    code: "zones/end-outside-conduit",
    marks: "192.0.2.7",
    says: "lies in the zone inet",
  },
  {
    trap: "a private address in no zone",
    was: "from: 10.20.30.30",
    is: "from: 10.99.0.1",
    code: "zones/end-outside-conduit",
    marks: "10.99.0.1",
    says: "lies in no zone",
  },
  {
    trap: "a network wider than the zone it lies in",
    was: "from: 10.20.30.30",
    is: "from: 10.20.30.0/23",
    code: "zones/end-outside-conduit",
    marks: "10.20.30.0/23",
    says: "the zone scada and in no zone",
  },
  {
    trap: "a network over several zones",
    was: "from: 10.20.30.30",
    is: "from: 10.0.0.0/8",
    code: "zones/end-outside-conduit",
    marks: "10.0.0.0/8",
    says: "the zone cell-a and in",
  },
  {
    trap: "a flow id that is used twice",
    was: "id: F-083",
    is: "id: F-081",
    code: "zones/duplicate-id",
    marks: "{ id: F-081, from: [fw-edge], to: [scada], service: udp/514 }",
    related: "{ id: F-081, from: [scada01], to: [plc-a], service: s7comm, why: supervision, write: true }",
  },
  {
    trap: "a service with a typo",
    was: "service: s7comm",
    is: "service: s7com",
    code: "zones/unknown-service",
    marks: "s7com",
    help: 'did you mean "s7comm"?',
  },
  {
    trap: "a port above 65535",
    was: "tcp/443, plc-web",
    is: "tcp/65536, plc-web",
    code: "zones/unknown-service",
    marks: "tcp/65536",
    help: "ports go from 0 to 65535",
  },
  {
    trap: "ports in the wrong order",
    was: "tcp/8080-8081",
    is: "tcp/8081-8080",
    code: "zones/unknown-service",
    marks: "tcp/8081-8080",
    help: 'the lower number goes first: "tcp/8080-8081"',
  },
  {
    trap: "an ICMP type above 255",
    was: "udp/514",
    is: "icmp/256",
    code: "zones/unknown-service",
    marks: "icmp/256",
    help: "these numbers go from 0 to 255",
  },
  {
    trap: "a service made of itself",
    was: "plc-web: [tcp/80,",
    is: "plc-web: [plc-web,",
    code: "zones/service-circle",
    marks: "plc-web",
  },
  {
    trap: "one name for a host and a device",
    was: "fw-edge: { config",
    is: "plc-a: { config",
    code: "zones/ambiguous-name",
    marks: "plc-a",
    related: "plc-a",
  },
  {
    trap: "a host whose name is an address",
    was: "rob-a: 10.",
    is: "10.1: 10.",
    code: "zones/reserved-name",
    marks: "10.1",
  },
  {
    trap: "an exception for a flow that does not exist",
    was: "flow: F-081",
    is: "flow: F-018",
    code: "zones/unknown-name",
    marks: "F-018",
    help: 'did you mean "F-081"?',
  },
  {
    trap: "an exception for a conduit that does not exist",
    was: "conduit: scada-to-cell-a",
    is: "conduit: scada-to-cell",
    code: "zones/unknown-name",
    marks: "scada-to-cell",
  },
  {
    trap: "an exception that nobody approved",
    was: "    approved-by: OT manager\n",
    is: "",
    code: "zones/missing-key",
    marks: "id: EX-1",
    says: 'has no "approved-by"',
  },
  {
    trap: "a day that does not exist",
    was: "expires: 2027-06-30",
    is: "expires: 2027-06-31",
    code: "zones/wrong-value",
    marks: "2027-06-31",
    expected: "a date that exists",
  },
  {
    trap: "a date in another order",
    was: "review: 2027-03-31",
    is: "review: 31.03.2027",
    code: "zones/wrong-value",
    marks: "31.03.2027",
    expected: "a date that exists",
  },
  {
    trap: "an attestation for a zone that does not exist",
    was: "zones: [scada]",
    is: "zones: [skada]",
    code: "zones/unknown-name",
    marks: "skada",
    help: 'did you mean "scada"?',
  },
  {
    trap: "a requirement that is none",
    was: "requirement: SR 7.3",
    is: "requirement: 7.3",
    code: "zones/wrong-value",
    marks: "7.3",
    expected: "a requirement, such as SR 7.3",
  },
  {
    trap: "the same key twice",
    was: "    owner: OT\n    medium: wired",
    is: "    medium: wired\n    medium: wired",
    code: "zones/duplicate-key",
    marks: "medium",
    related: "medium",
  },
  {
    trap: "the same name with a blank behind it, which the schema leaves out",
    was: "  cell-a: {",
    is: "  'scada ': { kind: cell, networks: [10.20.109.0/24] }\n  cell-a: {",
    code: "zones/duplicate-key",
    marks: "'scada '",
    related: "scada",
  },
];

/** What stands at a place on one line. */
function textAt(text: string, at: SourceRange): string {
  return text.split("\n")[at.line - 1]?.slice(at.column - 1, at.endColumn - 1) ?? "";
}

describe("readZoneMap on a map with a mistake", () => {
  it.each(TRAPS)("$trap", ({ was, is, code, marks, says, expected, help, related }) => {
    expect(PLANT.split(was)).toHaveLength(2);
    const text = PLANT.replace(was, is);
    const { map, diagnostics } = readMap(text);
    const found = diagnostics.find((diagnostic) => diagnostic.code === code);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(found && textAt(text, found.at)).toBe(marks);
    expect(found?.message).toContain(says ?? "");
    expect(found?.expected ?? "").toContain(expected ?? "");
    expect(found?.help ?? "").toContain(help ?? "");
    if (related !== undefined) {
      expect(found?.related?.map((place) => textAt(text, place.at))).toContain(related);
    }
    expect(map).toBeUndefined();
  });
});

describe("readZoneMap on maps that are odd and legal", () => {
  const zone = (networks: string, more = "") =>
    `version: 1\nzones:\n  plant: { kind: operations, networks: [10.20.0.0/16] }\n  cell-a: { kind: cell, networks: [${networks}]${more} }\n`;

  it("notes a network inside one of another zone, and lets the longer prefix decide", () => {
    const { map, diagnostics } = readMap(
      `${zone("10.20.101.0/24")}hosts: { plc-a: 10.20.101.10, scada01: 10.20.30.1 }\n`,
    );
    expect(diagnostics.map(({ code, severity, at }) => [code, severity, at.line])).toEqual([
      ["zones/nested-network", "note", 4],
    ]);
    expect(map?.hosts.map((host) => host.zone)).toEqual(["cell-a", "plant"]);
  });

  it("warns of a network that its zone lists twice", () => {
    const { map, diagnostics } = readMap(zone("10.21.0.0/24, 10.21.0.0/24"));
    expect(map).toBeDefined();
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["zones/network-twice", "warning"]]);
  });

  it.each(["239.1.0.0/16", "224.0.0.0/4", "ff05::/16", "127.0.0.0/8", "255.255.255.255"])(
    "warns of %s, in which no host is: nothing is judged there",
    (network) => {
      const { map, diagnostics } = readMap(zone(`10.21.0.0/24, "${network}"`));
      expect(map).toBeDefined();
      expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["zones/no-hosts", "warning"]]);
    },
  );

  it.each([
    ["https: [any]", true],
    ["https: [tcp/443, tcp/8443]", true],
    ["udp: [udp/53]", true],
    ["https: [tcp/443]", false],
    ["plc-web: [any]", false],
  ])("warns of a service that is commonly another: %s %s", (service, isWarned) => {
    const { map, diagnostics } = readMap(`${zone("10.21.0.0/24")}services: { "${service.replace(":", '":')} }\n`);
    expect(map).toBeDefined();
    const warned = diagnostics.map(({ code, severity }) => `${severity} ${code}`);
    expect(warned).toEqual(isWarned ? ["warning zones/known-service"] : []);
  });

  it("takes a carriage return alone for the end of a line, as YAML does", () => {
    expect(goodMap(PLANT.replaceAll("\n", "\r")).zones).toHaveLength(goodMap(PLANT).zones.length);
  });

  it("does not warn of everything, of which hosts are a part", () => {
    const { diagnostics } = readMap(zone("0.0.0.0/0"));
    expect(diagnostics.map(({ code }) => code)).not.toContain("zones/no-hosts");
  });

  it("completes a vector that leaves elements out with zeros, and warns", () => {
    const { map, diagnostics } = readMap(zone("10.21.0.0/24", ", sl-target: { RDF: 3 }"));
    expect(map?.zones[1]?.slTarget).toEqual({ RDF: 3 });
    expect(diagnostics[0]).toMatchObject({
      code: "zones/partial-sl-target",
      severity: "warning",
      message: "this SL-T leaves out IAC, UC, SI, DC, TRE, RA: what is asked of them counts whatever its level",
    });
  });

  it("places an address that is in no network in the one zone that is known by its interface", () => {
    const text = `${zone("10.21.0.0/24")}  vendor: { kind: vendor, interfaces: [pf-ra/opt4] }
conduits:
  in: { between: [vendor, cell-a], flows: [{ from: 192.168.7.1, to: cell-a, service: tcp/443 }] }
`;
    expect(goodMap(text).conduits[0]?.flows[0]?.from).toMatchObject([{ zone: "vendor", text: "192.168.7.1" }]);
  });

  it("takes an end that two networks of one zone hold together", () => {
    const text = `version: 1
zones:
  cell-a: { kind: cell, networks: [10.20.100.0/24, 10.20.101.0/24] }
  cell-b: { kind: cell, networks: [10.20.102.0/24] }
conduits:
  ab: { between: [cell-a, cell-b], flows: [{ from: 10.20.100.0/23, to: cell-b, service: icmp/8 }] }
`;
    expect(goodMap(text).conduits[0]?.flows[0]?.from).toMatchObject([{ zone: "cell-a" }]);
  });

  it("parts a host group that lies in two zones of the conduit", () => {
    const text = `${zone("10.20.101.0/24")}hosts: { both: [10.20.30.1, 10.20.101.1] }
conduits:
  c: { between: [plant, cell-a], flows: [{ from: both, to: cell-a, service: ip/50 }] }
`;
    const flow = goodMap(text).conduits[0]?.flows[0];
    expect(flow?.from.map((end) => end.kind === "addresses" && end.zone)).toEqual(["plant", "cell-a"]);
    expect(flow?.service).toMatchObject({ kind: "protocol", protocol: 50 });
  });

  it("lets flows name a device that was given on the command line", () => {
    const text = `${zone("10.21.0.0/24")}conduits:
  c: { between: [plant, cell-a], flows: [{ from: plant, to: core-1, service: tcp/22 }] }
`;
    expect(readMap(text).diagnostics.map(({ code }) => code)).toContain("zones/unknown-name");
    expect(goodMap(text, ["core-1"]).conduits[0]?.flows[0]?.to).toMatchObject([{ kind: "device", device: "core-1" }]);
  });

  it.each(["10.20.30.0/33", "10.20.30.7/24"])(
    "says of ends in the network %s, which is none, nothing more",
    (network) => {
      const text = `version: 1
zones:
  ops: { kind: operations, networks: [${network}] }
  cell-a: { kind: cell, networks: [10.20.40.0/24] }
hosts: { scada01: 10.20.30.11 }
conduits:
  c: { between: [ops, cell-a], flows: [{ from: scada01, to: 10.20.40.10, service: tcp/502 }] }
`;
      expect(readMap(text).diagnostics.map(({ at }) => at.line)).toEqual([3]);
    },
  );

  it("takes as many zones as a check can ask about", () => {
    expect(goodMap(manyZones(500)).zones).toHaveLength(500);
  });

  it("resolves anchors, and points at the place of use", () => {
    const text = "version: 1\nzones:\n  cell-a: &cell { kind: cell, networks: [10.1.0.0/24] }\n  cell-b: *cell\n";
    const { diagnostics } = readMap(text);
    expect(diagnostics.map(({ code }) => code)).toEqual(["zones/network-in-two-zones"]);
  });
});

const HOSTILE: readonly { trap: string; text: string; code: string; line?: number }[] = [
  { trap: "no YAML at all", text: "version: 1\nzones: [\n", code: "zones/yaml-syntax" },
  { trap: "tabs", text: "version: 1\nzones:\n\tcell-a: 1\n", code: "zones/yaml-syntax", line: 3 },
  { trap: "two documents", text: "version: 1\n---\nversion: 1\n", code: "zones/yaml-syntax", line: 2 },
  { trap: "a tag", text: "version: !!js/function 'x'\n", code: "zones/yaml-syntax", line: 1 },
  { trap: "an anchor that is nowhere", text: "version: *one\n", code: "zones/yaml-aliases" },
  { trap: "an alias bomb", text: bomb(), code: "zones/yaml-aliases", line: 2 },
  { trap: "brackets without end", text: `version: ${"[".repeat(2_000_000)}`, code: "zones/too-deep", line: 1 },
  { trap: "dashes without end", text: `zones:\n  ${"- ".repeat(500_000)}x`, code: "zones/too-deep", line: 2 },
  { trap: "ever deeper indentation", text: stairs(), code: "zones/too-deep" },
  { trap: "far too much of it", text: `version: 1\n${"# comment\n".repeat(500_000)}`, code: "zones/too-large" },
  { trap: "zones of which nobody lives to see all pairs", text: manyZones(501), code: "zones/too-many", line: 503 },
  { trap: "a list", text: "- version: 1\n", code: "zones/wrong-value", line: 1 },
  { trap: "a scalar", text: "hello\n", code: "zones/wrong-value", line: 1 },
  { trap: "an empty text", text: "# nothing\n", code: "zones/wrong-value" },
  {
    trap: "a prototype as zone",
    text: "version: 1\nzones:\n  __proto__: { kind: cell }\n",
    code: "zones/reserved-name",
    line: 3,
  },
  {
    trap: "a prototype beside zones",
    text: "version: 1\nzones:\n  cell-a: { kind: cell, networks: [10.1.0.0/24] }\n  __proto__: { kind: cell, networks: [10.2.0.0/24] }\n",
    code: "zones/reserved-name",
    line: 4,
  },
  ...["constructor", "valueOf", "constructor/80"].map((service) => ({
    trap: `a service called ${service}`,
    text: `version: 1\nzones:\n  a: { kind: cell, networks: [10.1.0.0/24] }\n  b: { kind: cell, networks: [10.2.0.0/24] }\nconduits:\n  c: { between: [a, b], flows: [{ from: [a], to: [b], service: ${service} }] }\n`,
    code: "zones/unknown-service",
    line: 6,
  })),
];

describe("readZoneMap on hostile texts", () => {
  it.each(HOSTILE)("$trap", ({ text, code, line }) => {
    const started = performance.now();
    const { map, diagnostics } = readMap(text);
    expect(map).toBeUndefined();
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    if (line !== undefined) expect(diagnostics.find((diagnostic) => diagnostic.code === code)?.at.line).toBe(line);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

function manyZones(count: number): string {
  const zones = Array.from(
    { length: count },
    (_, at) => `  z${at}: { kind: cell, networks: [10.${at >> 8}.${at & 255}.0/24] }\n`,
  );
  return `version: 1\nzones:\n${zones.join("")}`;
}

function bomb(): string {
  const levels = Array.from(
    { length: 12 },
    (_, level) => `a${level + 1}: &a${level + 1} [${"*aX,".repeat(9).replaceAll("X", String(level))}]`,
  );
  return `a0: &a0 x\n${levels.join("\n")}\n`;
}

function stairs(): string {
  return Array.from({ length: 1000 }, (_, depth) => `${" ".repeat(depth)}k:`).join("\n");
}
