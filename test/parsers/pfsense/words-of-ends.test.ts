/** What words of an end of a rule stand for, and which of them no generator knows (filter.inc of pfSense; library/OPNsense/Firewall/Rule.php). */
import { describe, it } from "vitest";
import { address, alias, any, modelAlias, modern, network, on, opnsense, pfsense, rule } from "./configuration.js";
import { expectVerdicts, type Trap } from "./trap-table.js";

const PASS = rule(on("pass", "lan"));
const RANGE = rule(on("block", "lan"), { to: address("10.2.0.8-10.2.0.15") });
const TO_PLC = "lan>opt1 tcp 10.1.0.5 > 10.2.0.9:502";
const BESIDE = "lan>opt1 tcp 10.1.0.5 > 10.2.0.20:502";

const virtual = (mode: string) =>
  `<virtualip><vip><mode>${mode}</mode><interface>lan</interface><subnet>10.9.0.1</subnet><subnet_bits>24</subnet_bits></vip></virtualip>`;
const fromNetwork = (mode: string) => ({
  rules: rule(on("block", "lan"), { from: network("lan") }) + PASS,
  more: virtual(mode),
});
const OLD = "lan>opt1 tcp 10.9.0.5 > 10.2.0.9:502";

const server = (version: string) =>
  pfsense({
    version,
    rules: rule(on("block", "openvpn"), { from: network("openvpn") }) + rule(on("pass", "openvpn")),
    more: "<openvpn><openvpn-server><vpnid>1</vpnid><mode>server_tls</mode><tunnel_network>10.8.1.0/24</tunnel_network></openvpn-server></openvpn>",
  });

const toPort = (type: "pass" | "block", port: string) =>
  rule(on(type, "lan", "tcp"), { to: `${any}<port>${port}</port>` });
const MODEL = { action: "pass", interface: "lan", ipprotocol: "inet", protocol: "TCP", destination_port: "443" };

const WEB = alias("WEB", "port", "80 443");
const TO_WEB = { to: address("WEB") };

const TRAPS: readonly Trap<string>[] = [
  {
    trap: "with an alias of ports in the place of addresses pf of pfSense may load none of the rules, in one that passes",
    given: pfsense({ aliases: WEB, rules: rule(on("pass", "lan"), TO_WEB) }),
    unknown: [TO_PLC],
  },
  {
    trap: "the same in one that blocks",
    given: pfsense({ aliases: WEB, rules: rule(on("block", "lan"), TO_WEB) + PASS }),
    unknown: [TO_PLC],
  },
  {
    trap: "the same of OPNsense",
    given: opnsense({
      aliases: modelAlias("WEB", "port", ["80", "443"]),
      rules: rule(on("block", "lan"), TO_WEB) + PASS,
    }),
    unknown: [TO_PLC],
  },
  {
    trap: "a range stands in aliases alone: a rule of pfSense that names one itself may not be there",
    given: pfsense({ rules: RANGE + PASS }),
    unknown: [TO_PLC],
    permits: [BESIDE],
  },
  {
    trap: "the same of OPNsense, in the old place",
    given: opnsense({ rules: RANGE + PASS }),
    unknown: [TO_PLC],
    permits: [BESIDE],
  },
  {
    trap: "and in the model",
    given: opnsense({
      modern:
        modern({ sequence: 1, action: "block", interface: "lan", destination_net: "10.2.0.8-10.2.0.15" }) +
        modern({ sequence: 2, action: "pass", interface: "lan" }),
    }),
    unknown: [TO_PLC],
    permits: [BESIDE],
  },
  {
    trap: "an address that OPNsense only answers for brings no network to its interface",
    given: opnsense(fromNetwork("proxyarp")),
    permits: [OLD],
    denies: [TO_PLC],
  },
  {
    trap: "nor does one of the kind other",
    given: opnsense(fromNetwork("other")),
    permits: [OLD],
  },
  {
    trap: "an alias of the interface does",
    given: opnsense(fromNetwork("ipalias")),
    denies: [OLD, TO_PLC],
  },
  {
    trap: "in pfSense every kind does",
    given: pfsense(fromNetwork("proxyarp")),
    denies: [OLD, TO_PLC],
  },
  {
    trap: "any is no network of pfSense: the rule is left out",
    given: pfsense({ rules: rule(on("block", "lan"), { to: network("any") }) + PASS }),
    permits: [TO_PLC],
    codes: ["pfsense/rule-not-loaded"],
  },
  {
    trap: "of OPNsense it is",
    given: opnsense({ rules: rule(on("block", "lan"), { to: network("any") }) + PASS }),
    denies: [TO_PLC],
  },
  {
    trap: "any is no port of pfSense: the rule may be left out",
    given: pfsense({ rules: toPort("block", "any") + PASS }),
    unknown: [TO_PLC],
  },
  ...[pfsense, opnsense].map((write) => ({
    trap: `a port of 0 is none: ${write.name}`,
    given: write({ rules: toPort("pass", "0") }),
    permits: [TO_PLC],
  })),
  ...[pfsense, opnsense].map((write) => ({
    trap: `a range from 0 may leave the rule out: ${write.name}`,
    given: write({ rules: toPort("block", "0-1024") + PASS }),
    unknown: [TO_PLC],
  })),
  {
    trap: "ports beside an empty end of the model are not written",
    given: opnsense({ modern: modern({ ...MODEL, destination_net: "" }) }),
    permits: [TO_PLC],
  },
  {
    trap: "beside one that is left out they are",
    given: opnsense({ modern: modern(MODEL) }),
    denies: [TO_PLC],
  },
  ...["22.2", "24.0"].map((version) => ({
    trap: `pfSense has no networks of all tunnels of OpenVPN: ${version}`,
    given: server(version),
    unknown: ["openvpn>opt1 tcp 10.8.1.5 > 10.2.0.9:502"],
    permits: ["openvpn>opt1 tcp 10.8.2.5 > 10.2.0.9:502"],
  })),
];

describe("words of an end", () => {
  it.each(TRAPS)("$trap", ({ given, ...of }) => {
    expectVerdicts(given, of);
  });
});
