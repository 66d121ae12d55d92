/** A small hand-made result of a check on a plant with four zones, for tests of the reports. */
import type {
  DoubtFacts,
  LocationFacts,
  RuleFactsForPolicies,
  SetFacts,
  SlFacts,
  WitnessFacts,
  ZoneFacts,
} from "../../src/facts/common.js";
import type { CarrierFacts, PairFacts } from "../../src/facts/pair.js";
import type { CatalogueEntry, Finding } from "../../src/judge/finding.js";
import type { CheckResult } from "../../src/report/result.js";
import type { SourceFile } from "../../src/source/source-file.js";

export const CORE: SourceFile = {
  path: "configs/core-1.cfg",
  encoding: "utf-8",
  sha256: "11".repeat(32),
  text: [
    "hostname core-1",
    "snmp-server community FAKE-SECRET RO",
    "interface Vlan101",
    " ip access-group ACL-RCA-IN in",
    "ip access-list extended ACL-RCA-IN",
    " 30 permit tcp host 10.20.101.20 eq 22 host 10.20.30.50 established",
    " 40 permit ip 10.20.101.0 0.0.0.255 10.20.110.0 0.0.0.255",
    " 100 deny ip any any log",
    "line vty 0 4",
    " password FAKE-SECRET",
    "",
  ].join("\n"),
};

export const EDGE: SourceFile = {
  path: "configs/fw-edge.conf",
  encoding: "utf-8",
  sha256: "22".repeat(32),
  text: [
    "#config-version=FGT100F-7.2.8-FW-build1639-240313:opmode=0:vdom=0:user=admin",
    "config firewall address",
    '    edit "OT-ALL"',
    "        set subnet 10.20.0.0 255.255.0.0",
    "    next",
    "end",
    ...Array.from({ length: 40 }, (_, index) => `# filler ${index}`),
    "config firewall policy",
    "    edit 14",
    '        set name "IT-admins"',
    '        set srcaddr "admin-net"',
    '        set dstaddr "OT-ALL"',
    "        set action accept",
    '        set service "RDP"',
    "    next",
    "end",
    "config user local",
    "    set psksecret FAKE-SECRET",
    "end",
    "",
  ].join("\n"),
};

export function place(source: SourceFile, line: number, column = 1, endLine = line): LocationFacts {
  const text = source.text.split("\n")[endLine - 1] ?? "";
  return { file: source.path, line, column, end_line: endLine, end_column: text.length + 1 };
}

export function sl(level: number): SlFacts {
  return { IAC: level, UC: level, SI: level, DC: level, RDF: level, TRE: level, RA: level };
}

export function zone(id: string, kind = "cell"): ZoneFacts {
  return { id, name: `Zone ${id}`, kind, sl_target: sl(2), has_sl_target: true, jump_hosts: [] };
}

export function witness(src: string, dst: string, port: number): WitnessFacts {
  return {
    family: 4,
    src,
    dst,
    protocol: 6,
    protocol_name: "tcp",
    src_port: 49152,
    dst_port: port,
    text: `tcp ${src}:49152 -> ${dst}:${port}`,
  };
}

export const RULE: RuleFactsForPolicies = {
  traits: {
    device: "core-1",
    action: "permit",
    enabled: true,
    implicit: false,
    logged: false,
    profiles: [],
    any_source: false,
    any_destination: false,
    any_service: true,
    full_tcp_or_udp: true,
    open_ports: true,
    wide_ports: false,
    source_bits: 8,
    destination_bits: 8,
    temporary: false,
    certain: true,
  },
  device: "core-1",
  table: "ACL-RCA-IN",
  id: "ACL-RCA-IN 40",
  order: 2,
  locations: [place(CORE, 7, 5)],
};

export const EXCESS: SetFacts & { certain: boolean } = {
  witness: witness("10.20.101.1", "10.20.110.1", 1),
  boxes: [{ sources: ["Z-RCA"], destinations: ["Z-PKG"], services: ["any"] }],
  more_boxes: 0,
  more_packets: "0",
  protocols: [],
  certain: true,
};

const CARRIER: CarrierFacts = {
  rule: RULE,
  covers_from_zone: true,
  covers_to_zone: true,
  past_jump_hosts: false,
  permits: EXCESS,
  excess: EXCESS,
  doubts: [],
};

export function pair(from: string, to: string, more: Partial<PairFacts> = {}): PairFacts {
  return {
    from: zone(from),
    to: zone(to),
    sl_target: sl(2),
    verdict: "proved",
    reasons: [],
    attached: true,
    devices: ["core-1"],
    carriers: [],
    stopped: [],
    paths: [],
    flows: [],
    denied_by: [],
    ...more,
  };
}

export const DOUBT: DoubtFacts = {
  device: "fw-edge",
  reason: "no given device joins both zones",
  location: place(EDGE, 1),
};

export function finding(more: Partial<Finding> = {}): Finding {
  return {
    check: "cell-to-cell",
    area: "network-segmentation",
    title: "One cell reaches another",
    verdict: "violated",
    status: "open",
    severity: "high",
    message: "core-1 lets Z-RCA reach Z-PKG by access list ACL-RCA-IN line 40",
    device: "core-1",
    from: "Z-RCA",
    to: "Z-PKG",
    slTarget: "RDF 2",
    rule: "access list ACL-RCA-IN line 40",
    witness: witness("10.20.101.1", "10.20.110.1", 502),
    boxes: [{ sources: ["10.20.101.0/24"], destinations: ["10.20.110.0/24"], services: ["any"] }],
    doubts: [],
    locations: [place(CORE, 7, 5)],
    requirements: ["SR 5.2", "SR 5.2 RE 1"],
    owner: "OT",
    phase: 1,
    why: "A fault in one cell\n  spreads to the next.",
    action: "Delete the rule, or declare the flow with its reason.",
    fingerprint: "ab".repeat(16),
    ...more,
  };
}

export const CATALOGUE: readonly CatalogueEntry[] = [
  {
    id: "cell-to-cell",
    area: "network-segmentation",
    title: "One cell reaches another",
    description: "A fault in one cell\n  spreads to the next.",
    severity: "high",
    slTarget: { RDF: 1 },
    requirements: ["SR 5.2", "SR 5.2 RE 1"],
    verdictKind: "decisive",
    owner: "OT",
    phase: 1,
    action: "Delete the rule, or declare the flow with its reason.",
    slices: ["pair"],
    needsMap: true,
  },
  {
    id: "any-source-into-ot",
    area: "network-segmentation",
    title: "Any source may enter",
    description: "A rule into OT names no source.",
    severity: "critical",
    slTarget: {},
    requirements: [],
    verdictKind: "indicates",
    owner: "IT+OT",
    phase: 2,
    action: "Name the sources.",
    slices: ["device"],
    needsMap: false,
  },
];

/** Findings of each verdict and status on two causes, a failed input, a skipped one, doubts and diagnostics. */
export function plantResult(more: Partial<CheckResult> = {}): CheckResult {
  const counts = { lines: 10, modelled: 8, ignored: 1, notUnderstood: 1, notUnderstoodFiltering: 1 };
  return {
    version: "0.1.0",
    settings: { tuned: [], profile: { id: "iec62443", disabled: [], severities: [] } },
    inputs: [
      { file: "zones.yaml", sha256: "33".repeat(32), devices: [], role: "map" },
      {
        file: CORE.path,
        sha256: CORE.sha256,
        vendor: "cisco",
        platform: "ios",
        devices: ["core-1"],
        counts,
        role: "configuration",
      },
      {
        file: EDGE.path,
        sha256: EDGE.sha256,
        vendor: "fortigate",
        platform: "fortios",
        devices: ["fw-edge"],
        role: "configuration",
      },
      { file: "configs/broken.bin", sha256: "44".repeat(32), devices: [], role: "failed" },
      { file: "README.md", sha256: "55".repeat(32), devices: [], role: "skipped" },
    ],
    map: {
      system: "Halden Pack",
      zones: [
        {
          ...zone("Z-RCA"),
          networks: ["10.20.101.0/24"],
          backup_to: [],
          unpatchable: [],
          interfaces: [],
          location: place(CORE, 1),
        },
      ],
      conduits: [
        {
          id: "C-08",
          between: ["Z-OPS", "Z-RCA"],
          sl_target: sl(2),
          has_sl_target: true,
          flows: [],
          location: place(CORE, 1),
        },
      ],
      exceptions: [],
      attestations: [],
    },
    pairs: plantPairs(),
    devices: [
      {
        id: "core-1",
        vendor: "cisco",
        platform: "ios",
        version: "17.9",
        file: CORE.path,
        has_map: true,
        record: { has_firmware_list: false },
        vlans: [],
        ipv6_rules: 0,
        log_targets: [],
        pools: [],
        sl_target: sl(2),
        zones: [zone("Z-RCA")],
        interfaces: [],
        tables: [],
        undecided_rules: [],
        management: [],
        unparsed: [
          {
            statement: "frobnicate password FAKE-SECRET",
            section: "line vty",
            filtering: true,
            location: place(CORE, 10),
          },
        ],
        unmapped: [],
        doubts: [],
      },
    ],
    findings: plantFindings(),
    notAssessed: [{ check: "no-remote-log", device: "core-1", reason: "the export does not say" }],
    diagnostics: [
      {
        code: "read/binary",
        severity: "error",
        message: "this is not a text file",
        at: { file: "configs/broken.bin", line: 1, column: 1, endLine: 1, endColumn: 1 },
        expected: "a configuration export",
        help: "export the configuration as text",
      },
      {
        code: "cisco/unknown-statement",
        severity: "warning",
        message: "this statement is not known",
        at: { file: CORE.path, line: 10, column: 2, endLine: 10, endColumn: 10 },
      },
      {
        code: "read/skipped",
        severity: "note",
        message: "not a configuration, skipped",
        at: { file: "README.md", line: 1, column: 1, endLine: 1, endColumn: 1 },
      },
    ],
    catalogue: CATALOGUE,
    assumptions: ["The files are what runs on the devices.", "Hosts do not forward packets."],
    sources: new Map([CORE, EDGE].map((source) => [source.path, source])),
    ...more,
  };
}

function plantPairs(): PairFacts[] {
  const zones = ["Z-ENT", "Z-OPS", "Z-RCA", "Z-PKG"];
  const all = zones.flatMap((from) => zones.filter((to) => to !== from).map((to) => pair(from, to)));
  const special: readonly [string, string, Partial<PairFacts>][] = [
    ["Z-RCA", "Z-PKG", { verdict: "violated", carriers: [CARRIER] }],
    [
      "Z-ENT",
      "Z-PKG",
      {
        verdict: "unproved",
        reasons: [DOUBT],
        attached: false,
        unproved_witness: witness("10.10.0.1", "10.20.110.1", 80),
      },
    ],
    ["Z-ENT", "Z-RCA", { verdict: "unproved", reasons: [DOUBT], attached: false }],
    [
      "Z-OPS",
      "Z-RCA",
      {
        denied_by: [RULE],
        conduit: { id: "C-08", between: ["Z-OPS", "Z-RCA"], sl_target: sl(2), has_sl_target: true },
      },
    ],
  ];
  return all.map((one) => {
    const found = special.find(([from, to]) => from === one.from.id && to === one.to.id);
    return found ? { ...one, ...found[2] } : one;
  });
}

function plantFindings(): Finding[] {
  const admins = {
    rule: 'firewall policy 14 "IT-admins"',
    device: "fw-edge",
    locations: [place(EDGE, 48, 5, 54), place(EDGE, 3, 5, 4)],
  };
  return [
    finding({
      ...admins,
      check: "any-source-into-ot",
      title: "Any source may enter",
      severity: "critical",
      verdict: "unproved",
      from: "Z-ENT",
      to: "Z-RCA",
      message: 'fw-edge may let Z-ENT reach Z-RCA by firewall policy 14 "IT-admins"',
      doubts: [{ device: "fw-edge", reason: "the schedule cannot be known", location: place(EDGE, 49) }],
      why: "A rule into OT names no source.",
      action: "Name the sources.",
      requirements: [],
      owner: "IT+OT",
    }),
    finding(),
    finding({
      ...admins,
      from: "Z-ENT",
      to: "Z-PKG",
      conduit: "C-99",
      message: 'fw-edge lets Z-ENT reach Z-PKG by firewall policy 14 "IT-admins"',
    }),
    finding({ status: "advice", severity: "low", message: "core-1 logs no denies" }),
    finding({
      status: "accepted",
      severity: "medium",
      verdict: "indicated",
      message: "Z-PKG speaks in clear text",
      exception: {
        id: "EX-3",
        reason: "until the controllers are renewed",
        compensating: "a network of its own",
        approvedBy: "OT manager",
        expires: "2028-12-31",
        expired: false,
      },
    }),
  ];
}
