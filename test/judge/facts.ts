/** Hand-made facts for the tests of the judges: two zones of the plant, a rule between them, a device. */
import type { RuleFactsForPolicies, RuleTraits, SetFacts, SlFacts, ZoneFacts } from "../../src/facts/common.js";
import type { DeviceFacts } from "../../src/facts/device.js";
import type { MapFacts } from "../../src/facts/map.js";
import type { CarrierFacts, PairFacts } from "../../src/facts/pair.js";

export const SL = (level: number): SlFacts => ({
  IAC: level,
  UC: level,
  SI: level,
  DC: level,
  RDF: level,
  TRE: level,
  RA: level,
});

export const ZONE = (id: string, kind: string, level = 2): ZoneFacts => ({
  id,
  name: id,
  kind,
  sl_target: SL(level),
  has_sl_target: level > 0,
  jump_hosts: [],
});

const TRAITS: RuleTraits = {
  device: "fw-edge",
  action: "permit",
  enabled: true,
  implicit: false,
  logged: true,
  profiles: [],
  any_source: false,
  any_destination: false,
  any_service: false,
  full_tcp_or_udp: false,
  open_ports: false,
  wide_ports: false,
  source_bits: 0,
  destination_bits: 0,
  temporary: false,
  certain: true,
};

export const RULE = (
  over: Partial<RuleFactsForPolicies> = {},
  traits: Partial<RuleTraits> = {},
): RuleFactsForPolicies => ({
  traits: { ...TRAITS, ...traits },
  device: "fw-edge",
  table: "firewall policy",
  id: "10",
  name: "ERP-to-SCADA",
  order: 1,
  locations: [{ file: "fw-edge.conf", line: 40, column: 5, end_line: 48, end_column: 9 }],
  ...over,
});

export const SQL: SetFacts = {
  witness: {
    family: 4,
    src: "10.10.20.15",
    dst: "10.20.30.11",
    protocol: 6,
    protocol_name: "tcp",
    src_port: 49152,
    dst_port: 1433,
    text: "tcp 10.10.20.15:49152 -> 10.20.30.11:1433",
  },
  boxes: [{ sources: ["erp01"], destinations: ["scada01"], services: ["tcp/1433"] }],
  more_boxes: 0,
  more_packets: "0",
  protocols: [{ id: "mssql", port: "tcp/1433" }],
};

export const CARRIER = (over: Partial<CarrierFacts> = {}): CarrierFacts => ({
  rule: RULE(),
  covers_from_zone: false,
  covers_to_zone: false,
  past_jump_hosts: false,
  permits: { ...SQL, certain: true },
  excess: { ...SQL, certain: true },
  doubts: [],
  ...over,
});

export const PAIR = (over: Partial<PairFacts> = {}): PairFacts => ({
  from: ZONE("enterprise", "enterprise", 1),
  to: ZONE("scada", "operations"),
  sl_target: SL(2),
  verdict: "violated",
  reasons: [],
  attached: true,
  devices: ["fw-edge"],
  carriers: [CARRIER()],
  stopped: [],
  paths: [],
  flows: [],
  denied_by: [],
  ...over,
});

export const DEVICE = (over: Partial<DeviceFacts> = {}): DeviceFacts => ({
  id: "fw-edge",
  vendor: "fortigate",
  platform: "fortios",
  file: "fw-edge.conf",
  has_map: true,
  record: { has_firmware_list: false },
  vlans: [],
  ipv6_rules: 0,
  log_targets: [],
  pools: [],
  sl_target: SL(2),
  zones: [ZONE("scada", "operations")],
  interfaces: [],
  tables: [],
  permits: [],
  dead_rules: [],
  undecided_rules: [],
  empty_rules: [],
  redundant_rules: [],
  contradictions: [],
  idle_objects: [],
  management: [{ service: "ssh", enabled: true, interfaces: [], limited: false, reached_from: [], locations: [] }],
  unparsed: [],
  unmapped: [],
  doubts: [],
  ...over,
});

/** A map of nothing. */
export const MAP: MapFacts = { zones: [], conduits: [], exceptions: [], attestations: [] };
