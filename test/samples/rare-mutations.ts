/** Changes of the repaired set for checks that nothing else of the sample plant reaches. */
import type { Edit } from "./edited-plant.js";
import { address, CORE, EDGE, host, inwards, MAP, type Mutation, outwards, policy, RA, service } from "./mutations.js";

/** Entries before the first one of a list. */
function first(list: string, ...lines: readonly string[]): Edit {
  const head = `ip access-list extended ${list}\n`;
  return [
    CORE,
    head,
    `${head} 1 remark OT / OT-0999 a change\n${lines.map((line, at) => ` ${at + 1} ${line}\n`).join("")}`,
  ];
}

/** A policy without its intrusion prevention: by what follows the sensor. */
function unseen(comment: string, between = ""): Edit {
  const rest = `        set application-list "default"\n        set logtraffic all\n${between}        set comments "${comment}`;
  return [EDGE, `        set ips-sensor "ot-edge"\n${rest}`, rest];
}

/** A rule of pf-ra that lets the landing host reach a host by HTTPS. */
function fromLanding(to: string, tracker: number): string {
  return `<rule><id></id><tracker>${tracker}</tracker><type>pass</type><interface>opt1</interface><ipprotocol>inet</ipprotocol><statetype><![CDATA[keep state]]></statetype><protocol>tcp</protocol><source><address>10.20.41.10</address></source><destination><address>${to}</address><port>443</port></destination><log></log><descr><![CDATA[OT / OT-0999 a change]]></descr></rule>`;
}

const AT_FIRST_RULE = "\t\t<rule>\n\t\t\t<id></id>\n\t\t\t<tracker>1741610010</tracker>\n";

export const RARE_MUTATIONS: readonly Mutation[] = [
  {
    check: "backup-path-wide",
    what: "the panel of cell A may go to its backup server as well",
    edits: [
      [
        MAP,
        "why: backup }\n",
        "why: backup }\n      - { id: F-084, from: [rca-hmi], to: [bkp01], service: sftp, why: backup }\n",
      ],
      first("ACL-RCA-IN", "permit tcp host 10.20.101.20 host 10.20.30.50 eq 22"),
      first("ACL-OPS-OLD", "permit tcp host 10.20.30.50 eq 22 host 10.20.101.20 established"),
    ],
    beside: {},
  },
  {
    check: "contradicting-rules",
    what: "inside operations a rule denies a part of what the next one permits",
    edits: [
      first(
        "ACL-OPS-OLD",
        "deny tcp 10.20.30.0 0.0.0.255 host 10.20.30.13 eq 445 log",
        "permit tcp host 10.20.30.14 10.20.30.0 0.0.0.255 log",
      ),
    ],
    beside: {},
  },
  {
    check: "dcom-range-open",
    what: "the historian asks its replica by OPC Classic",
    edits: [
      service("OPC", "tcp-portrange 135 49152-65535"),
      policy({ from: "port3", to: "port2", source: "hist01", destination: "hist-dmz", service: '"OPC"' }),
      outwards(
        ...["eq 135", "range 49152 65535"].map((port) => `permit tcp host 10.20.30.20 host 10.20.35.10 ${port}`),
      ),
    ],
    beside: {
      "clear-text-across-zones": "the range holds ports of clear-text protocols",
      "control-protocol-in-dmz": "the range holds ports of control protocols",
      "flow-outside-conduit": "no flow of C-03 is OPC",
      "no-crypto-integrity": "the range holds ports of control protocols",
      "wide-port-range": "OPC Classic asks for the whole dynamic range",
    },
  },
  {
    check: "diode-reverse-rule",
    what: "C-10 is declared for one direction, and the labeller sends the other way",
    edits: [[MAP, "    between: [Z-OPS, Z-PKG]\n", "    between: [Z-OPS, Z-PKG]\n    direction: Z-OPS -> Z-PKG\n"]],
    beside: {},
  },
  {
    check: "engineering-protocol-crosses",
    what: "the engineering station programs the packaging line by CODESYS",
    edits: [outwards("permit tcp host 10.20.30.30 host 10.20.110.10 eq 11740")],
    beside: {
      "flow-outside-conduit": "no flow of C-10 is CODESYS",
      "no-ot-inspection": "a switch looks into nothing",
    },
  },
  {
    check: "insecure-vpn-type",
    what: "a tunnel to the supplier without IPsec",
    edits: [
      [
        CORE,
        "interface Vlan1\n",
        "interface Tunnel1\n description supplier\n ip unnumbered Vlan254\n ip access-group ACL-WIFI-IN in\n tunnel source Vlan254\n tunnel destination 203.0.113.99\n!\ninterface Vlan1\n",
      ],
    ],
    beside: {
      "allow-not-logged": "what else lies behind the tunnel is not known",
      "flow-outside-conduit": "what else lies behind the tunnel is not known",
    },
  },
  {
    check: "legacy-file-transfer",
    what: "recipes come by FTP",
    edits: [
      policy({ from: "port3", to: "port2", source: "scada01", destination: "file-dmz", service: '"FTP"' }),
      outwards("permit tcp host 10.20.30.11 host 10.20.35.30 eq 21"),
    ],
    beside: {
      "clear-text-across-zones": "FTP is clear text",
      "flow-outside-conduit": "no flow of C-03 is FTP",
    },
  },
  {
    check: "no-ids-at-boundary",
    what: "no policy of the edge looks for intrusions any more",
    edits: [
      unseen("F-011"),
      unseen("F-015"),
      unseen("F-021", "        set nat enable\n"),
      unseen("F-041 OT / OT-0127 robot"),
      unseen("F-041 OT / OT-0127 eng"),
      unseen("F-042"),
    ],
    beside: {},
  },
  {
    check: "old-firmware",
    what: "the release of the edge is out of support",
    edits: [
      [
        MAP,
        "\nexceptions:\n",
        "\nfirmware:\n  - { platform: fortios, versions: [7.2.*], why: end of support }\n\nexceptions:\n",
      ],
    ],
    beside: {},
  },
  {
    check: "ot-depends-on-enterprise-services",
    what: "the core switch asks the office for names",
    edits: [[CORE, "no ip domain lookup\n", "ip name-server 10.10.10.10\n"]],
    beside: {},
  },
  {
    check: "remote-session-no-timeout",
    what: "sessions of the staff never end",
    edits: [
      [
        RA,
        "<inactive_seconds>900</inactive_seconds>\n\t\t\t<verbosity_level>1</verbosity_level>\n\t\t</openvpn-server>\n\t\t<openvpn-server>\n",
        "<inactive_seconds>0</inactive_seconds>\n\t\t\t<verbosity_level>1</verbosity_level>\n\t\t</openvpn-server>\n\t\t<openvpn-server>\n",
      ],
    ],
    beside: {},
  },
  {
    check: "rule-misses-demand",
    what: "the safety conduit demands logging, which core-1 does not do for it",
    edits: [[MAP, "    between: [Z-OPS, Z-SIS]\n", "    between: [Z-OPS, Z-SIS]\n    demands: { log: true }\n"]],
    beside: {},
  },
  {
    check: "unparsed-statements",
    what: "a line that nobody knows in the list of who may ask by SNMP",
    edits: [[CORE, " 10 remark F-201 nms01 asks\n", " 10 remark F-201 nms01 asks\n frobnicate 10.20.99.11\n"]],
    beside: {
      "clear-text-across-zones": "the same flows as before, which now only may pass",
      "declared-flow-blocked": "a line of a list that is not understood may be anything, of any list",
      "no-crypto-integrity": "the same flows as before, which now only may pass",
      "no-ot-inspection": "the same rules as before, which now only may carry the flows",
    },
  },
  {
    check: "vendor-reaches-many-zones",
    what: "the landing host of the vendors reaches two cells",
    edits: [
      [
        RA,
        AT_FIRST_RULE,
        `${["10.20.101.10", "10.20.110.10"].map((to, at) => fromLanding(to, 1741610098 + at)).join("")}${AT_FIRST_RULE}`,
      ],
      address("vland01", host("10.20.41.10")),
      address("two-plcs", "set type iprange", "set start-ip 10.20.101.10", "set end-ip 10.20.110.10"),
      policy({ from: "port4", to: "port3", source: "vland01", destination: "two-plcs", service: '"HTTPS"' }),
      inwards(...["10.20.101.10", "10.20.110.10"].map((to) => `permit tcp host 10.20.41.10 host ${to} eq 443`)),
    ],
    beside: {
      "undeclared-conduit": "vendors and cells are not joined",
      "vendor-always-on": "the rules have no schedule",
      "vpn-full-tunnel-to-ot": "the range of fw-edge holds all of cell B, which pf-ra stops",
      "wide-network-in-rule": "the range of fw-edge holds more than the two controllers",
    },
  },
  {
    check: "vpn-pool-inside-ot",
    what: "a dial-up tunnel gives its clients addresses of operations",
    edits: [
      [
        EDGE,
        "config vpn ssl settings\n",
        'config vpn ipsec phase1-interface\n    edit "support"\n        set type dynamic\n        set interface "wan1"\n        set ike-version 2\n        set peertype any\n        set mode-cfg enable\n        set proposal aes256-sha256\n        set dhgrp 14\n        set ipv4-start-ip 10.20.30.100\n        set ipv4-end-ip 10.20.30.120\n        set psksecret ENC FAKEFAKE\n    next\nend\nconfig vpn ssl settings\n',
      ],
    ],
    beside: {
      "vendor-shared-account": "one key is for all clients of the tunnel",
    },
  },
  {
    check: "zone-network-overlap",
    what: "a test bench on the segment of robot cell B",
    edits: [
      [
        MAP,
        "  Z-NET:\n",
        "  Z-LAB: { name: Test bench, kind: cell, level: 1-2, sl-target: 2, networks: [10.20.102.128/25], owner: OT, review: 2027-03-31, backup-to: [bkp01] }\n  Z-NET:\n",
      ],
    ],
    beside: {
      "no-island-mode": "nobody says how the zone is cut off",
      "undeclared-conduit": "nothing stands between hosts of one segment",
    },
  },
];
