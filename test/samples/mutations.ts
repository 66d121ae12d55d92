/** Changes of the repaired set that one check is there for, and what else they bring about. */
import type { Edit } from "./edited-plant.js";

export interface Mutation {
  readonly check: string;
  readonly what: string;
  readonly edits: readonly Edit[];
  /** Other checks that find something new, with the reason. */
  readonly beside: Readonly<Record<string, string>>;
}

export const EDGE = "configs/fw-edge.conf";
export const CORE = "configs/core-1.cfg";
const ACC = "configs/acc-1.cfg";
export const ASA = "configs/asa-sis.cfg";
export const RA = "configs/pf-ra.xml";
export const MAP = "zones.yaml";

interface Policy {
  readonly from: string;
  readonly to: string;
  readonly source: string;
  readonly destination: string;
  readonly service: string;
  readonly nat?: true;
}

/** A policy before the last one, well kept but for what it permits. */
export function policy(of: Policy): Edit {
  return before("99", "deny-rest", of, 60);
}

/** The same before another one. */
export function before(
  id: string,
  name: string,
  { from, to, source, destination, service, nat }: Policy,
  own = 61,
): Edit {
  const next = `    edit ${id}\n        set name "${name}"\n`;
  const lines = [
    `edit ${own}`,
    `    set name "mutation-${own}"`,
    `    set srcintf "${from}"`,
    `    set dstintf "${to}"`,
    "    set action accept",
    `    set srcaddr "${source}"`,
    `    set dstaddr "${destination}"`,
    '    set schedule "always"',
    `    set service ${service}`,
    "    set logtraffic all",
    ...(nat ? ["    set nat enable"] : []),
    '    set comments "OT / OT-0999 a change"',
    "next",
  ];
  return [EDGE, next, `${lines.map((line) => `    ${line}\n`).join("")}${next}`];
}

export function address(name: string, ...settings: readonly string[]): Edit {
  const before = '    edit "update-windows"\n';
  const row = [`edit "${name}"`, ...settings.map((one) => `    ${one}`), "next"];
  return [EDGE, before, `${row.map((line) => `    ${line}\n`).join("")}${before}`];
}

export function service(name: string, setting: string): Edit {
  const before = '    edit "RADIUS-OTP"\n';
  return [EDGE, before, `    edit "${name}"\n        set ${setting}\n    next\n${before}`];
}

export const host = (ip: string) => `set subnet ${ip} 255.255.255.255`;

/** Entries of core-1 for what comes from fw-edge, and for what the operations zone starts. */
export function inwards(...lines: readonly string[]): Edit {
  const first = "ip access-list extended ACL-EDGE-IN\n";
  return [
    CORE,
    first,
    `${first} 1 remark OT / OT-0999 a change\n${lines.map((line, index) => ` ${index + 1} ${line} log\n`).join("")}`,
  ];
}

export function outwards(...lines: readonly string[]): Edit {
  const first = "ip access-list extended ACL-OPS-OLD\n";
  return [
    CORE,
    first,
    `${first} 1 remark OT / OT-0999 a change\n${lines.map((line, index) => ` ${index + 1} ${line} log\n`).join("")}`,
  ];
}

/** The operations zone at RDF 3. */
const OPS_RDF_3: Edit = [
  MAP,
  "    sl-target: { IAC: 2, UC: 2, SI: 2, DC: 1, RDF: 2, TRE: 2, RA: 2 }\n    networks: [10.20.30.0/24",
  "    sl-target: { IAC: 2, UC: 2, SI: 2, DC: 1, RDF: 3, TRE: 2, RA: 2 }\n    networks: [10.20.30.0/24",
];

/** Section 9 of the reference plant. */
export const MUTATIONS: readonly Mutation[] = [
  {
    check: "address-outside-any-zone",
    what: "a route to a network that is on no map",
    edits: [[CORE, " name SIS-ENG\n", " name SIS-ENG\nip route 10.30.0.0 255.255.255.0 10.20.254.1 name TEST\n"]],
    beside: {},
  },
  {
    check: "any-destination-from-ot",
    what: "the historian may go anywhere by HTTPS",
    edits: [
      policy({ from: "port3", to: "port1", source: "hist01", destination: "all", service: '"HTTPS"' }),
      outwards("permit tcp host 10.20.30.20 any eq 443"),
    ],
    beside: {
      "flow-outside-conduit": "core-1 opens the DMZ and the cells as well",
      "undeclared-conduit": "operations and office are not joined",
    },
  },
  {
    check: "backup-target-same-zone",
    what: "cell A is backed up to its own panel",
    edits: [
      [
        MAP,
        "networks: [10.20.101.0/24]\n    owner: OT\n    review: 2027-06-30\n    backup-to: [bkp01]",
        "networks: [10.20.101.0/24]\n    owner: OT\n    review: 2027-06-30\n    backup-to: [rca-hmi]",
      ],
    ],
    beside: {},
  },
  {
    check: "clear-text-across-untrusted",
    what: "logs to the internet by syslog",
    edits: [
      address("log-cloud", host("198.51.100.200")),
      policy({
        from: "port2",
        to: "wan1",
        source: "log-dmz",
        destination: "log-cloud",
        service: '"SYSLOG"',
        nat: true,
      }),
    ],
    beside: {
      "flow-outside-conduit": "no flow of C-02 is for logs",
    },
  },
  {
    check: "cloud-remote-tool",
    what: "SCADA may reach the broker of a remote support tool",
    edits: [
      address("support-cloud", "set type fqdn", 'set fqdn "master1.teamviewer.com"'),
      service("SUPPORT", "tcp-portrange 5938"),
      policy({
        ...{ from: "port3", to: "wan1", source: "scada01", destination: "support-cloud", service: '"SUPPORT"' },
        nat: true,
      }),
      outwards("permit tcp host 10.20.30.11 any eq 5938"),
    ],
    beside: {
      "any-destination-from-ot": "core-1 cannot name hosts of the internet",
      "flow-outside-conduit": "core-1 opens zones of the plant as well",
      "ot-to-internet": "the broker is on the internet",
      "undeclared-conduit": "operations and internet are not joined",
    },
  },
  {
    check: "conduit-slt-below-zones",
    what: "the safety conduit at SL 2",
    edits: [[MAP, "between: [Z-OPS, Z-SIS]\n    sl-target: 3", "between: [Z-OPS, Z-SIS]\n    sl-target: 2"]],
    beside: {},
  },
  {
    check: "control-protocol-in-dmz",
    what: "the replica asks SCADA by Modbus",
    edits: [
      service("MODBUS", "tcp-portrange 502"),
      policy({ from: "port2", to: "port3", source: "hist-dmz", destination: "scada01", service: '"MODBUS"' }),
      inwards("permit tcp host 10.20.35.10 host 10.20.30.11 eq 502"),
    ],
    beside: {
      "clear-text-across-zones": "Modbus is clear text",
      "flow-outside-conduit": "no flow of C-03 is Modbus",
      "no-crypto-integrity": "Modbus has no integrity",
      "no-ot-inspection": "the policy has no inspection",
    },
  },
  {
    check: "declared-flow-blocked",
    what: "an entry of F-091 is gone",
    edits: [[CORE, " 40 permit tcp host 10.20.30.11 host 10.20.102.10 eq 102\n", ""]],
    beside: {
      "no-crypto-integrity": "the same finding, of the part of the flow that still passes",
      "no-ot-inspection": "the same finding, which names one rule less",
    },
  },
  {
    check: "directory-trust-across",
    what: "one domain in office and plant",
    edits: [
      OPS_RDF_3,
      service("RPC", "tcp-portrange 135"),
      policy({
        ...{ from: "port1", to: "port3", source: "adc01", destination: "otad01" },
        service: '"KERBEROS" "LDAP" "SMB" "RPC"',
      }),
      inwards(...[88, 389, 445, 135].map((port) => `permit tcp host 10.10.10.10 host 10.20.30.40 eq ${port}`)),
    ],
    beside: {
      "clear-text-across-zones": "LDAP is clear text",
      "conduit-slt-below-zones": "operations are at RDF 3 for it",
      "enterprise-to-control-direct": "the office comes past the DMZ",
      "file-transfer-uninspected": "SMB carries files",
      "lower-sl-writes-higher-sl": "operations are at RDF 3 for it",
      "no-island-mode": "operations are at RDF 3 for it",
      "smb-across-boundary": "SMB is among the services",
      "undeclared-conduit": "office and operations are not joined",
    },
  },
  {
    check: "dmz-pass-through",
    what: "the replica is asked, and asks, by the same service",
    edits: [
      policy({ from: "port1", to: "port2", source: "erp01", destination: "hist-dmz", service: '"PI-5450"' }),
      before("5", "F-021", {
        from: "port2",
        to: "port3",
        source: "hist-dmz",
        destination: "hist01",
        service: '"PI-5450"',
      }),
      inwards("permit tcp host 10.20.35.10 host 10.20.30.20 eq 5450"),
    ],
    beside: {
      "flow-outside-conduit": "neither direction is declared",
    },
  },
  {
    check: "fail-open-boundary",
    what: "packets pass unseen when inspection fails",
    edits: [OPS_RDF_3, [EDGE, "    set av-failopen off\n", "    set av-failopen pass\n"]],
    beside: {
      "conduit-slt-below-zones": "operations are at RDF 3 for it",
      "lower-sl-writes-higher-sl": "operations are at RDF 3 for it",
      "no-island-mode": "operations are at RDF 3 for it",
    },
  },
  {
    check: "layer2-control-leaves-cell",
    what: "the VLAN of cell A on a second trunk",
    edits: [
      [
        ACC,
        "interface GigabitEthernet1/0/47\n description spare\n switchport access vlan 999\n switchport mode access\n shutdown\n",
        "interface GigabitEthernet1/0/47\n description switch of the office\n switchport trunk native vlan 999\n switchport trunk allowed vlan 101\n switchport mode trunk\n",
      ],
    ],
    beside: {},
  },
  {
    check: "level-skip",
    what: "the ERP asks the controller of the packaging line",
    edits: [
      address("pkg-plc", host("10.20.110.10")),
      policy({ from: "port1", to: "port3", source: "erp01", destination: "pkg-plc", service: '"HTTPS"' }),
      inwards("permit tcp host 10.10.20.15 host 10.20.110.10 eq 443"),
    ],
    beside: {
      "enterprise-to-control-direct": "the office comes past the DMZ",
      "undeclared-conduit": "office and packaging are not joined",
    },
  },
  {
    check: "log-target-not-reachable",
    what: "logs to an address that is on no map",
    edits: [
      [CORE, "logging host 10.20.35.40 transport tls port 6514", "logging host 10.99.9.9 transport tls port 6514"],
    ],
    beside: {},
  },
  {
    check: "mail-or-chat-in-ot",
    what: "SCADA sends mail to the office",
    edits: [
      address("mailgw", host("10.10.20.25")),
      policy({ from: "port3", to: "port1", source: "scada01", destination: "mailgw", service: '"SMTP"' }),
      outwards("permit tcp host 10.20.30.11 host 10.10.20.25 eq 25"),
    ],
    beside: {
      "undeclared-conduit": "operations and office are not joined",
    },
  },
  {
    check: "nat-hides-zone",
    what: "the jump host comes as the firewall",
    edits: [
      [EDGE, '        set comments "F-042 OT', '        set nat enable\n        set comments "F-042 OT'],
      inwards(
        "permit tcp host 10.20.254.1 host 10.20.30.11 eq 3389",
        "permit tcp host 10.20.254.1 host 10.20.30.12 eq 3389",
      ),
    ],
    beside: {},
  },
  {
    check: "no-config-change-log",
    what: "the message about commands is switched off",
    edits: [[ASA, "logging facility 20\n", "logging facility 20\nno logging message 111008\n"]],
    beside: {},
  },
  {
    check: "no-island-mode",
    what: "nobody says how safety is cut off",
    edits: [[MAP, "    island-mode: true\n", ""]],
    beside: {},
  },
  {
    check: "no-ot-inspection",
    what: "the exception of C-11 is for integrity alone",
    edits: [[MAP, "checks: [no-crypto-integrity, no-ot-inspection]", "checks: [no-crypto-integrity]"]],
    beside: {},
  },
  {
    check: "no-time-sync",
    what: "the safety firewall asks nobody for the time",
    edits: [[ASA, "ntp server 10.20.35.50 key 1 source outside\n", ""]],
    beside: {},
  },
  {
    check: "one-admin-role",
    what: "the auditor may change everything",
    edits: [[EDGE, '        set accprofile "audit"\n', '        set accprofile "super_admin"\n']],
    beside: {},
  },
  {
    check: "redundant-or-unused-rule",
    what: "a part of F-032 once more before it",
    edits: [
      before("31", "F-032", {
        from: "port3",
        to: "port2",
        source: "scada01",
        destination: "wsus-dmz",
        service: '"WSUS-TLS"',
      }),
    ],
    beside: {},
  },
  {
    check: "safety-shares-subnet",
    what: "a safety controller in the VLAN of the packaging line",
    edits: [
      [
        ACC,
        "interface GigabitEthernet1/0/23\n description spare\n switchport access vlan 999\n switchport mode access\n shutdown\n",
        "interface GigabitEthernet1/0/23\n description sis-plc2\n switchport access vlan 110\n switchport mode access\n switchport port-security\n storm-control broadcast level 2.00\n spanning-tree bpduguard enable\n",
      ],
      [
        MAP,
        "    networks: [10.20.120.0/24, 10.20.121.0/28]\n",
        "    networks: [10.20.120.0/24, 10.20.121.0/28]\n    interfaces: [acc-1/GigabitEthernet1/0/23]\n",
      ],
    ],
    beside: {},
  },
  {
    check: "split-tunnel-remote",
    what: "staff keep their own way to the internet",
    edits: [
      [
        RA,
        "<gwredir>yes</gwredir>\n\t\t\t<gwredir6></gwredir6>\n\t\t\t<local_network>10.20.40.10/32",
        "<gwredir></gwredir>\n\t\t\t<gwredir6></gwredir6>\n\t\t\t<local_network>10.20.40.10/32",
      ],
    ],
    beside: {},
  },
  {
    check: "weak-wireless",
    what: "one key for all AGV terminals",
    edits: [
      [
        EDGE,
        "config firewall address\n",
        'config wireless-controller vap\n    edit "agv"\n        set ssid "HP-AGV"\n        set security wpa2-only-personal\n        set passphrase ENC FAKEFAKE\n    next\nend\nconfig firewall address\n',
      ],
    ],
    beside: {},
  },
  {
    check: "zone-without-boundary",
    what: "a zone that no device knows",
    edits: [
      [
        MAP,
        "  Z-NET:\n",
        "  Z-LAB: { name: Test bench, kind: cell, level: 1-2, sl-target: 2, networks: [10.20.130.0/24], owner: OT, review: 2027-03-31, backup-to: [bkp01] }\n  Z-NET:\n",
      ],
    ],
    beside: {
      "no-island-mode": "nobody says how the zone is cut off",
    },
  },
];

/** Changes of our own, for checks that neither the weak set nor section 9 reaches. */
export const OWN_MUTATIONS: readonly Mutation[] = [
  {
    check: "no-dos-limits",
    what: "the safety firewall watches for no floods",
    edits: [[ASA, "threat-detection basic-threat\n", ""]],
    beside: {},
  },
  {
    check: "no-config-backup",
    what: "the core switch keeps no copies",
    edits: [[CORE, " path flash:archive/core-1\n write-memory\n", ""]],
    beside: {},
  },
  {
    check: "no-login-lockout",
    what: "the core switch takes any number of failed logins",
    edits: [[CORE, "login block-for 120 attempts 3 within 60\n", ""]],
    beside: {},
  },
  {
    check: "no-password-policy",
    what: "the core switch demands nothing of passwords",
    edits: [[CORE, "security passwords min-length 12\n", ""]],
    beside: {},
  },
  {
    check: "broadcast-forwarded",
    what: "the core switch carries broadcasts on",
    edits: [
      [CORE, " ip access-group ACL-OPS-OLD in\n", " ip access-group ACL-OPS-OLD in\n ip helper-address 10.20.30.40\n"],
    ],
    beside: {},
  },
  {
    check: "unused-object",
    what: "an address that nothing names",
    edits: [address("old-plc", host("10.20.110.99"))],
    beside: {},
  },
  {
    check: "analysis-stale",
    what: "an export of two years ago",
    edits: [[MAP, "{ config: configs/core-1.cfg }", "{ config: configs/core-1.cfg, exported: 2024-11-26 }"]],
    beside: {},
  },
  {
    check: "config-drift",
    what: "another configuration was approved",
    edits: [[MAP, "{ config: configs/core-1.cfg }", `{ config: configs/core-1.cfg, approved: ${"ab".repeat(32)} }`]],
    beside: {},
  },
  {
    check: "concurrent-vpn-logins",
    what: "a vendor may be connected many times",
    edits: [
      [
        RA,
        "<local_network>10.20.41.10/32</local_network>",
        "<local_network>10.20.41.10/32</local_network>\n\t\t\t<duplicate_cn>yes</duplicate_cn>",
      ],
    ],
    beside: {},
  },
  {
    check: "missing-slt",
    what: "building automation without a target",
    edits: [[MAP, "    sl-target: { IAC: 1, UC: 1, SI: 1, DC: 1, RDF: 2, TRE: 1, RA: 1 }\n", ""]],
    beside: { "no-island-mode": "without a target it cannot be advice" },
  },
];
