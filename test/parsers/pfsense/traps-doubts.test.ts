/** What pfSense and OPNsense decide by things that a file does not tell, or tells in rare places; doubts both ways. */
import { describe, expect, it } from "vitest";
import { readWallClock } from "../../../src/source/wall-clock.js";
import {
  address,
  alias,
  modelAlias,
  modern,
  network,
  on,
  opnsense,
  pfsense,
  rule,
  type Sections,
} from "./configuration.js";
import { expectVerdicts, type Trap } from "./trap-table.js";
import { parseText } from "./walk.js";

const LAN_WEB = "lan>wan tcp 10.1.0.5 > 198.51.100.7:443";
const LAN_PASS = rule(on("pass", "lan"));
const vip = (fields: string): string => `<virtualip><vip>${fields}<subnet_bits>24</subnet_bits></vip></virtualip>`;
const schedule = (row: string): string =>
  `<schedules><schedule><name>shift</name><timerange>${row}</timerange></schedule></schedules>`;

const IPSEC = (mode: string): string =>
  `<ipsec><enable></enable><filtermode>${mode}</filtermode><phase1><ikeid>1</ikeid><interface>wan</interface><remote-gateway>203.0.113.9</remote-gateway></phase1></ipsec>`;

const DIALLED = "<opt2><enable></enable><if>igb3</if><ipaddr>dhcp</ipaddr></opt2>";
const PFSENSE: readonly Trap<Sections>[] = [
  ...["vpn_networks", "negate_networks", "tonatsubnets", "_reserved4_", "_reserved46_", "_nat64reserved_"].map(
    (name) => ({
      trap: `2.2: what the system's table ${name} holds is not known: a rule that passes it is loaded`,
      given: { rules: rule(on("pass", "lan"), { to: address(name) }) },
      unknown: [LAN_WEB],
    }),
  ),
  {
    trap: "2.1: IPsec is filtered on its own tab unless another mode is chosen",
    given: { more: IPSEC("enc"), rules: rule(on("pass", "enc0")) },
    permits: ["enc0>lan tcp 10.9.0.5 > 10.1.0.5:443"],
  },
  {
    trap: "2.1: the network of an interface that is not enabled is no network: a block on it vanishes",
    given: {
      interfaces: "<opt3><if>igb4</if><ipaddr>10.3.0.1</ipaddr><subnet>24</subnet></opt3>",
      rules: rule(on("block", "lan"), { to: network("opt3") }) + LAN_PASS,
    },
    permits: ["lan>wan tcp 10.1.0.5 > 10.3.0.9:443"],
    codes: ["pfsense/rule-not-loaded"],
  },
  {
    trap: "3.6 and 18: the anti-lockout rule holds for shared addresses of LAN",
    given: { more: vip("<mode>carp</mode><interface>lan</interface><subnet>10.1.0.254</subnet>") },
    permits: ["lan>self tcp 10.1.0.5 > 10.1.0.254:443"],
    denies: ["lan>self tcp 10.1.0.5 > 10.2.0.1:443"],
  },
  {
    trap: "2.3: a floating rule of no enabled interface was on all of them up to 2.5",
    given: {
      version: "21.7",
      rules: rule(
        "<floating>yes</floating><quick></quick><type>pass</type><interface>opt7</interface><direction>in</direction><ipprotocol>inet</ipprotocol>",
      ),
    },
    unknown: [LAN_WEB],
  },
  {
    trap: "2.3: later it is left out",
    given: {
      rules: rule(
        "<floating>yes</floating><quick></quick><type>pass</type><interface>opt7</interface><direction>in</direction><ipprotocol>inet</ipprotocol>",
      ),
    },
    denies: [LAN_WEB],
    codes: ["pfsense/rule-not-loaded"],
  },
  {
    trap: "2.4: a port that does not resolve takes the rule away even where ports are not looked at",
    given: { rules: rule(on("block", "lan"), { to: "<any></any><port>GONE</port>" }) + LAN_PASS },
    unknown: [LAN_WEB],
    denies: [],
    codes: ["pfsense/ports-ignored"],
  },
  {
    trap: "2.4: older releases did not look at ports of SCTP",
    given: { version: "18.9", rules: rule(on("pass", "lan", "sctp"), { to: "<any></any><port>2905</port>" }) },
    permits: ["lan>wan sctp 10.1.0.5 > 198.51.100.7:2905"],
    unknown: ["lan>wan sctp 10.1.0.5 > 198.51.100.7:80"],
  },
  {
    trap: "3.13: DHCP is let in before written rules",
    given: { interfaces: DIALLED, rules: rule(on("block", "opt2")) },
    permits: ["opt2>self udp 198.51.100.7:67 > 10.1.0.1:68"],
  },
  {
    trap: "3.13: in older releases perhaps behind them",
    given: { version: "18.9", interfaces: DIALLED, rules: rule(on("block", "opt2")) },
    unknown: ["opt2>self udp 198.51.100.7:67 > 10.1.0.1:68"],
  },
  {
    trap: "3.9: older releases let CARP through where there is any virtual address",
    given: { version: "22.2", more: vip("<mode>ipalias</mode><interface>lan</interface><subnet>10.1.0.9</subnet>") },
    unknown: ["opt1>lan 112 10.2.0.5 > 10.1.0.5"],
    denies: ["opt1>lan 111 10.2.0.5 > 10.1.0.5"],
  },
  {
    trap: "3.20: TCP leaves by an interface of the captive portal before any written rule",
    given: {
      more: "<captiveportal><guests><enable></enable><interface>opt1</interface></guests></captiveportal>",
      rules:
        rule(
          "<floating>yes</floating><quick></quick><type>block</type><interface>opt1</interface><direction>out</direction><ipprotocol>inet</ipprotocol>",
        ) + LAN_PASS,
    },
    unknown: ["lan>opt1 tcp 10.1.0.5 > 10.2.0.9:502"],
    denies: ["lan>opt1 udp 10.1.0.5 > 10.2.0.9:502"],
  },
  {
    trap: "3.26: what static routes bypass passes in the middle of a session as well",
    given: {
      more: "<gateways><gateway_item><interface>lan</interface><gateway>10.1.0.254</gateway><name>LANGW</name></gateway_item></gateways><staticroutes><route><network>10.7.0.0/16</network><gateway>LANGW</gateway></route></staticroutes>",
      rules: "<bypassstaticroutes></bypassstaticroutes>",
    },
    permits: ["lan>lan ack 10.1.0.5 > 10.7.0.5:443", "lan>lan tcp 10.7.0.5 > 10.1.0.5:443"],
  },
  {
    trap: "18: SSH as versions up to 2.4 switch it on counts as well",
    given: { system: "<enablesshd>yes</enablesshd><ssh><port>2222</port></ssh>" },
    permits: ["lan>self tcp 10.1.0.5 > 10.1.0.1:2222"],
  },
  {
    trap: "4: an IP alias on a CARP address is on the interface of that one",
    given: {
      more: "<virtualip><vip><mode>carp</mode><interface>lan</interface><uniqid>5f1</uniqid><subnet>10.1.0.254</subnet><subnet_bits>24</subnet_bits></vip><vip><mode>ipalias</mode><interface>_vip5f1</interface><subnet>10.9.0.1</subnet><subnet_bits>24</subnet_bits></vip></virtualip>",
      rules: rule(on("pass", "lan"), { from: network("lan") }),
    },
    permits: ["lan>wan tcp 10.9.0.7 > 198.51.100.7:443"],
  },
  {
    trap: "4: addresses on the loopback are the firewall's own",
    given: {
      more: vip("<mode>ipalias</mode><interface>lo0</interface><subnet>10.77.0.1</subnet>"),
      rules: rule(on("pass", "opt1", "udp"), { to: network("(self)", "53") }),
    },
    permits: ["opt1>self udp 10.2.0.5 > 10.77.0.1:53"],
  },
  {
    trap: "2.4: a host part of IPv6 stands behind a prefix that the provider gives",
    given: {
      lan: "<ipaddrv6>track6</ipaddrv6>",
      rules: rule("<type>pass</type><interface>opt1</interface><ipprotocol>inet6</ipprotocol>", {
        to: address("::1:2:3:4"),
      }),
    },
    unknown: ["opt1>lan tcp [2001:db8:2::5] > [2001:db8::1:2:3:4]:443"],
    denies: ["opt1>lan tcp 10.2.0.5 > 10.1.0.5:443"],
  },
  ...["22.2", "24.0"].map((version) => ({
    trap: `D3: the negation of a keyword of two networks, version ${version}`,
    given: {
      version,
      more: vip("<mode>ipalias</mode><interface>lan</interface><subnet>10.9.0.1</subnet>"),
      rules: rule(on("pass", "opt1"), { to: `<not></not>${network("lan")}` }),
    },
    permits: ["opt1>wan tcp 10.2.0.5 > 198.51.100.7:443"],
    [version === "22.2" ? "unknown" : "denies"]: ["opt1>lan tcp 10.2.0.5 > 10.1.0.5:443"],
  })),
  {
    trap: "D6: between the versions that are known either order of groups may hold",
    given: {
      version: "23.6",
      more: "<ifgroups><ifgroupentry><ifname>PLANT</ifname><members>lan opt1</members></ifgroupentry><ifgroupentry><ifname>OFFICE</ifname><members>lan</members></ifgroupentry></ifgroups>",
      rules: rule(on("pass", "OFFICE")) + rule(on("block", "PLANT")),
    },
    unknown: [LAN_WEB],
    denies: ["opt1>wan tcp 10.2.0.5 > 198.51.100.7:443"],
  },
  {
    trap: "20: in 2.7 groups of the system stand in the order of the file, too",
    given: {
      version: "23.3",
      interfaces: "<opt2><enable></enable><if>ovpns1</if></opt2>",
      more: "<openvpn><openvpn-server><vpnid>1</vpnid><tunnel_network>10.8.0.0/24</tunnel_network></openvpn-server></openvpn><ifgroups><ifgroupentry><ifname>REMOTE</ifname><members>opt2</members></ifgroupentry></ifgroups>",
      rules: rule(on("block", "openvpn")) + rule(on("pass", "REMOTE")),
    },
    denies: ["opt2>lan tcp 10.8.0.6 > 10.1.0.5:443"],
  },
  {
    trap: "3.13: the ends of 6rd, 6to4 and PPTP depend on the provider",
    given: { wan: "<ipaddrv6>6rd</ipaddrv6>" },
    unknown: ["wan>self 41 198.51.100.7 > 192.0.2.1"],
  },
  {
    trap: "3.12: answers of DHCP servers are perhaps not passed on",
    given: {
      wan: "<alias-subnet>32</alias-subnet>",
      opt1: "",
      interfaces: "<opt4><enable></enable><if>igb5</if><ipaddr>dhcp</ipaddr></opt4>",
    },
    unknown: ["opt4>lan udp 198.51.100.7:67 > 10.1.0.5:68"],
  },
  {
    trap: "3.20: hosts reach the captive portal without a rule; which ports it has is not told",
    given: { more: "<captiveportal><zone1><enable></enable><interface>lan</interface></zone1></captiveportal>" },
    unknown: ["lan>self tcp 10.1.0.5 > 10.1.0.1:8002"],
    denies: ["lan>self udp 10.1.0.5 > 10.1.0.1:8002"],
  },
  {
    trap: "38: AH from a peer whose second phase uses ESP needs a rule",
    given: {
      more: "<ipsec><phase1><ikeid>1</ikeid><interface>wan</interface><remote-gateway>198.51.100.9</remote-gateway></phase1><phase2><ikeid>1</ikeid><protocol>esp</protocol></phase2></ipsec>",
    },
    permits: ["wan>self esp 198.51.100.9 > 192.0.2.1"],
    denies: ["wan>self 51 198.51.100.9 > 192.0.2.1"],
  },
  {
    trap: "38: by which interface a peer comes that names a shared address is not known",
    given: {
      more: "<ipsec><phase1><ikeid>1</ikeid><interface>_vip5f1</interface><remote-gateway>198.51.100.9</remote-gateway></phase1></ipsec>",
    },
    unknown: ["wan>self udp 198.51.100.9:500 > 192.0.2.1:500"],
  },
  {
    trap: "2.3: a type of ICMP that nobody knows may be any",
    given: { rules: rule(`${on("pass", "lan", "icmp")}<icmptype>echoreq,zzz</icmptype>`) },
    permits: ["lan>wan icmp 10.1.0.5 > 198.51.100.7 8"],
    unknown: ["lan>wan icmp 10.1.0.5 > 198.51.100.7 13"],
  },
  {
    trap: "2.2: a port alias without ports may be anything",
    given: {
      aliases: alias("NOTHING", "port", ""),
      rules: rule(on("pass", "lan", "tcp"), { to: "<any></any><port>NOTHING</port>" }),
    },
    unknown: [LAN_WEB],
  },
  {
    trap: "2.2: of two aliases of one name either may hold",
    given: {
      aliases: alias("CELLS", "network", "10.2.0.0/24") + alias("CELLS", "network", "10.4.0.0/24"),
      rules: rule(on("pass", "lan"), { to: address("CELLS") }),
    },
    unknown: ["lan>opt1 tcp 10.1.0.5 > 10.2.0.9:502", "lan>wan tcp 10.1.0.5 > 10.4.0.9:502"],
    denies: [LAN_WEB],
    codes: ["pfsense/duplicate-alias"],
  },
  {
    trap: "2.3: of a sloppy or proxied state the same packets pass",
    given: { rules: rule(`${on("pass", "lan", "tcp")}<statetype>synproxy state</statetype>`) },
    permits: [LAN_WEB],
  },
];

const PASS = { action: "pass", quick: 1, interface: "lan", direction: "in", ipprotocol: "inet", protocol: "any" };

const OPNSENSE: readonly Trap<Parameters<typeof opnsense>[0]>[] = [
  {
    trap: "D5: whether an interface rule whose quick is 0 ends the search is not known",
    given: { rules: rule(`${on("pass", "lan")}<quick>0</quick>`) + rule(on("block", "lan")) },
    unknown: [LAN_WEB],
  },
  {
    trap: "D5: an alias that is switched off may be empty or missing: negated it is everything or nothing",
    given: {
      aliases: modelAlias("OFFICE", "network", ["10.1.0.0/24"]).replace("<enabled>1", "<enabled>0"),
      modern: modern({ ...PASS, destination_net: "OFFICE", destination_not: 1 }),
    },
    unknown: [LAN_WEB, "lan>opt1 tcp 10.1.0.5 > 10.2.0.9:502"],
  },
  {
    trap: "B4: a name that is left out takes away one address that is not known",
    given: {
      aliases: modelAlias("OFFICE", "network", ["10.1.0.0/24", "!printer.example.org"]),
      modern: modern({ ...PASS, source_net: "OFFICE" }),
    },
    unknown: [LAN_WEB],
    denies: ["lan>wan tcp 10.9.0.5 > 198.51.100.7:443"],
  },
  {
    trap: "B4: a name may be a host that a wider entry leaves out",
    given: {
      aliases: modelAlias("OFFICE", "network", ["10.0.0.0/8", "!10.1.0.0/24", "printer.example.org"]),
      modern: modern({ ...PASS, source_net: "OFFICE" }),
    },
    unknown: [LAN_WEB],
    permits: ["lan>wan tcp 10.9.0.5 > 198.51.100.7:443"],
  },
  {
    trap: "B4: the network of an interface weighs by its length",
    given: {
      aliases: modelAlias("OFFICE", "network", ["10.0.0.0/8", "!__lan_network"]),
      modern: modern({ ...PASS, source_net: "OFFICE" }),
    },
    denies: [LAN_WEB],
    permits: ["lan>wan tcp 10.9.0.5 > 198.51.100.7:443"],
  },
  {
    trap: "B1: the model of rules 1.1 has the switch of the filter",
    given: { settings: "<filter><disable_filter>1</disable_filter></filter>" },
    permits: [LAN_WEB],
    codes: ["pfsense/filter-disabled"],
  },
  {
    trap: "B1: the model of rules 1.1 has it, and the old place no more",
    given: {
      system: "<disablefilter>1</disablefilter>",
      settings:
        "<filter><disable_filter>0</disable_filter><no_port0_block>1</no_port0_block><no_antilockout>1</no_antilockout></filter>",
    },
    denies: [LAN_WEB, "lan>self tcp 10.1.0.5 > 10.1.0.1:443"],
  },
  {
    trap: "B2: rules of the model that only change packets decide nothing",
    given: {
      modern:
        modern({ action: "match", quick: 0, direction: "any", sequence: 1, scrub_max_mss: 1400 }) +
        modern({ action: "pass", interface: "lan", sequence: 2 }),
    },
    permits: [LAN_WEB],
    denies: ["opt1>wan tcp 10.2.0.5 > 198.51.100.7:443"],
  },
  {
    trap: "B2: a rule for all but an interface, in the old place and in the new one",
    given: {
      rules: rule(`<interfacenot>1</interfacenot><floating>yes</floating><quick>1</quick>${on("block", "lan", "udp")}`),
      modern:
        modern({ action: "block", interface: "lan", interfacenot: 1, protocol: "TCP" }) + modern({ action: "pass" }),
    },
    permits: [LAN_WEB],
    denies: ["opt1>wan tcp 10.2.0.5 > 198.51.100.7:443"],
  },
  {
    trap: "B2: all but one and all but another are all, and all but one that nobody knows are none",
    given: {
      modern:
        modern({ action: "block", interface: "opt7", interfacenot: 1, sequence: 1 }) +
        modern({ action: "pass", interface: "lan,opt1", interfacenot: 1, sequence: 2 }),
    },
    permits: [LAN_WEB, "opt1>wan tcp 10.2.0.5 > 198.51.100.7:443"],
    codes: ["pfsense/rule-not-loaded"],
  },
  {
    trap: "B2: all but one and all but another that nobody knows are all but the one",
    given: {
      modern:
        modern({ action: "block", interface: "lan,opt7", interfacenot: 1, sequence: 1 }) +
        modern({ action: "pass", sequence: 2 }),
    },
    permits: [LAN_WEB],
    denies: ["opt1>wan tcp 10.2.0.5 > 198.51.100.7:443"],
  },
  {
    trap: "B2: legacy rules name types of ICMPv6 in an element of their own",
    given: {
      lan: "<ipaddrv6>2001:db8:1::1</ipaddrv6><subnetv6>64</subnetv6>",
      rules:
        "<rule><type>block</type><interface>lan</interface><ipprotocol>inet6</ipprotocol><protocol>ipv6-icmp</protocol><icmp6-type>echoreq</icmp6-type><source><any>1</any></source><destination><any>1</any></destination></rule><rule><type>pass</type><interface>lan</interface><ipprotocol>inet6</ipprotocol><source><any>1</any></source><destination><any>1</any></destination></rule>",
    },
    permits: ["lan>wan 58 [2001:db8:1::5] > [2001:db8:9::7] 129"],
    denies: ["lan>wan 58 [2001:db8:1::5] > [2001:db8:9::7] 128"],
  },
  {
    trap: "B2: any is the first port, or the last one",
    given: {
      modern: modern({ action: "pass", interface: "lan", protocol: "TCP", destination_port: "any-80" }),
      rules: rule(on("pass", "lan", "tcp"), { to: "<any>1</any><port>443-any</port>" }),
    },
    permits: ["lan>wan tcp 10.1.0.5 > 198.51.100.7:22", LAN_WEB],
    denies: ["lan>wan tcp 10.1.0.5 > 198.51.100.7:81"],
  },
  {
    trap: "B1: a negation in an old place of OPNsense counts by being there, and one of 0 may",
    given: {
      rules:
        rule(on("pass", "lan"), { to: "<network>opt1</network><not/>" }) +
        rule(on("pass", "opt1"), { to: "<network>lan</network><not>0</not>" }),
    },
    permits: [LAN_WEB],
    denies: ["lan>opt1 tcp 10.1.0.5 > 10.2.0.5:443"],
    unknown: ["opt1>lan tcp 10.2.0.5 > 10.1.0.5:443", "opt1>wan tcp 10.2.0.5 > 198.51.100.7:443"],
  },
  {
    trap: "B3: what UPnP has opened is not in the file",
    given: {
      more: "<installedpackages><miniupnpd><config><enable>1</enable><ext_iface>wan</ext_iface></config></miniupnpd></installedpackages>",
    },
    unknown: ["wan>lan tcp 198.51.100.7 > 10.1.0.5:443"],
  },
  {
    trap: "B3: UPnP that is switched off opens nothing",
    given: {
      more: "<installedpackages><miniupnpd><config><ext_iface>wan</ext_iface></config></miniupnpd></installedpackages>",
    },
    denies: ["wan>lan tcp 198.51.100.7 > 10.1.0.5:443"],
  },
  {
    trap: "B3: what UPnP has opened is asked for behind all rules: one that is not quick does not block it, one that is does",
    given: {
      more: "<installedpackages><miniupnpd><config><enable>1</enable><ext_iface>wan</ext_iface></config></miniupnpd></installedpackages>",
      rules: rule(`${on("block", "wan", "tcp")}<floating>yes</floating><direction>in</direction>`),
      modern: modern({ action: "block", interface: "wan", protocol: "UDP" }),
    },
    unknown: ["wan>lan tcp 198.51.100.7 > 10.1.0.5:443"],
    denies: ["wan>lan udp 198.51.100.7 > 10.1.0.5:443"],
  },
  {
    trap: "B2: an empty field of a new-style rule is empty: <enabled/> is off, and <quick/> is not quick",
    given: {
      modern:
        modern({ action: "block", interface: "lan", enabled: "" }) +
        modern({ action: "block", interface: "lan", quick: "", sequence: 1, protocol: "TCP" }) +
        modern({ action: "pass", interface: "lan", sequence: 2 }),
    },
    permits: [LAN_WEB],
  },
  {
    trap: "B3: a portal that is off, on interfaces that nobody knows, or leaves the rules to others keeps nobody out",
    given: {
      models:
        "<captiveportal><zones><zone><enabled></enabled><zoneid>0</zoneid><interfaces>lan</interfaces></zone><zone><enabled>1</enabled><zoneid>1</zoneid><interfaces>lan</interfaces><disableRules>1</disableRules></zone><zone><enabled>1</enabled><zoneid>2</zoneid><interfaces>opt7</interfaces></zone></zones></captiveportal>",
      modern: modern({ action: "pass", interface: "lan" }),
    },
    permits: [LAN_WEB],
  },
  {
    trap: "B3: a portal keeps out who has not logged in; who has is known at run time",
    given: {
      models:
        "<captiveportal><zones><zone><zoneid>0</zoneid><interfaces>lan</interfaces></zone></zones></captiveportal>",
      modern: modern({ action: "pass", interface: "lan" }),
    },
    unknown: [LAN_WEB],
  },
  {
    trap: "B3: UPnP on an interface that nobody knows may open ports on any, and an empty setting before it is none",
    given: {
      more: "<installedpackages><miniupnpd><config></config><config><enable>1</enable><ext_iface>WAN_1</ext_iface></config></miniupnpd></installedpackages>",
    },
    unknown: ["wan>lan tcp 198.51.100.7 > 10.1.0.5:443"],
  },
  {
    trap: "B3: Kea answers on the interfaces it names",
    given: {
      models: "<Kea><dhcp4><general><enabled>1</enabled><interfaces>lan</interfaces></general></dhcp4></Kea>",
    },
    unknown: ["lan>self udp 10.1.0.5:68 > 10.1.0.1:67"],
    denies: ["opt1>self udp 10.2.0.5:68 > 10.2.0.1:67", "lan>opt1 udp 10.1.0.5:68 > 10.2.0.5:67"],
  },
  {
    trap: "B3: Kea brings no rules where it is told not to",
    given: {
      models:
        "<Kea><dhcp4><general><enabled>1</enabled><interfaces>lan</interfaces><fwrules>0</fwrules></general></dhcp4></Kea>",
    },
    denies: ["lan>self udp 10.1.0.5:68 > 10.1.0.1:67"],
  },
  {
    trap: "B3: Dnsmasq brings rules where it gives leases alone",
    given: { more: "<dnsmasq><enable>1</enable></dnsmasq>" },
    denies: ["lan>opt1 udp 10.1.0.5:68 > 10.2.0.5:67"],
  },
  {
    trap: "B3: Dnsmasq that gives leases may let in more",
    given: { more: "<dnsmasq><enable>1</enable><dhcp><authoritative>1</authoritative></dhcp></dnsmasq>" },
    unknown: ["lan>opt1 udp 10.1.0.5:68 > 10.2.0.5:67"],
  },
  {
    trap: "B3: without LAN the first optional interface by number keeps administrators in",
    given: {
      lan: "",
      interfaces: "<opt10><enable>1</enable><if>igb9</if><ipaddr>10.10.0.1</ipaddr><subnet>24</subnet></opt10>",
    },
    permits: ["lan>self tcp 10.1.0.5 > 192.0.2.1:443"],
    denies: ["opt10>self tcp 10.10.0.5 > 10.10.0.1:443"],
  },
];

describe("doubts and rare places of pfSense", () => {
  it.each(PFSENSE)("$trap", ({ given, ...verdicts }) => expectVerdicts(pfsense(given), verdicts));
});

describe("doubts and rare places of OPNsense", () => {
  it.each(OPNSENSE)("$trap", ({ given, ...verdicts }) => expectVerdicts(opnsense(given), verdicts));
});

describe("modes of IPsec (2.1)", () => {
  it.each([
    ["enc", 0],
    ["", 0],
    ["if_ipsec", 1],
    ["if_other", 1],
  ])("%s", (mode, count) => {
    const { device } = parseText(pfsense({ more: IPSEC(mode) }));
    const found = device.doubts.filter(
      ({ scope, interfaces }) => scope === "interfaces" && interfaces?.includes("enc0"),
    );
    expect(found).toHaveLength(count);
  });
});

describe("devices that programs bring along", () => {
  it.each(["tailscale0", "zt0abc", "tun3", "tap1", "tinc0", "vxlan0"])(
    "%s: what lies behind it is not known",
    (device) => {
      const text = pfsense({ interfaces: `<opt2><enable></enable><if>${device}</if></opt2>` });
      const { device: parsed } = parseText(text);
      expect(parsed.interfaces.find(({ id }) => id === "opt2")).toMatchObject({
        kind: "tunnel",
        addressDoubt: expect.any(String),
      });
    },
  );
});

describe("proxies that connect for their clients", () => {
  const squid = (more: string) => `<installedpackages><squid><config>${more}</config></squid></installedpackages>`;
  const reverse = (more: string) =>
    `<installedpackages><squidreversegeneral><config>${more}</config></squidreversegeneral></installedpackages>`;
  const balancer = (more: string) => `<installedpackages><haproxy>${more}</haproxy></installedpackages>`;
  const PUBLISHED = "<ha_backends><item><name>hmi</name></item></ha_backends>";
  const model = (name: string, enabled: string, more = "") =>
    opnsense({
      models: `<${name}><general><enabled>${enabled}</enabled></general>${more}</${name}>`,
    });
  const SERVER = '<servers><server uuid="s1"><enabled>1</enabled></server></servers>';

  it.each([
    ["Squid", pfsense({ more: squid("<enable_squid>on</enable_squid>") }), 1],
    ["Squid that is off", pfsense({ more: squid("<enable_squid></enable_squid>") }), 0],
    ["Squid of before its switch", pfsense({ more: squid("<active_interface>lan</active_interface>") }), 1],
    ["Squid that was never set up", pfsense({ more: squid("") }), 0],
    ["HAProxy", pfsense({ more: balancer(`<enable></enable>${PUBLISHED}`) }), 1],
    ["HAProxy that is off", pfsense({ more: balancer(PUBLISHED) }), 0],
    ["HAProxy that publishes nothing", pfsense({ more: balancer("<enable></enable><ha_backends></ha_backends>") }), 0],
    ["Squid of OPNsense", model("proxy", "1"), 1],
    ["Squid of OPNsense that is off", model("proxy", "0"), 0],
    ["HAProxy of OPNsense", model("HAProxy", "1", SERVER), 1],
    ["HAProxy of OPNsense that is off", model("HAProxy", "0", SERVER), 0],
    ["Squid before servers", pfsense({ more: reverse("<reverse_https>on</reverse_https>") }), 1],
    ["Squid before servers that is off", pfsense({ more: reverse("<reverse_https></reverse_https>") }), 0],
    ["Tor", model("tor", "1", "<hiddenservice><service><enabled>1</enabled></service></hiddenservice>"), 1],
    ["Tor that is off", model("tor", "0", "<hiddenservice><service><enabled>1</enabled></service></hiddenservice>"), 0],
    ["sslh of OPNsense", opnsense({ models: "<sslh><settings><enabled>1</enabled></settings></sslh>" }), 1],
  ])("%s", (_, text, count) => {
    const found = parseText(text).device.doubts.filter(
      ({ scope, reason }) => scope === "device" && reason.includes("connects for its clients"),
    );
    expect(found).toHaveLength(count);
  });
});

describe("relays of broadcasts", () => {
  const relay = (enabled: string) =>
    `<udpbroadcastrelays><udpbroadcastrelay uuid="r1"><enabled>${enabled}</enabled><interfaces>lan,opt1</interfaces><listenport>1947</listenport></udpbroadcastrelay></udpbroadcastrelays>`;

  it.each([
    ["on", "1", [["lan", "opt1"]]],
    ["off", "0", []],
  ])("that are %s", (_, enabled, expected) => {
    const { doubts } = parseText(opnsense({ models: relay(enabled) })).device;
    const found = doubts.filter(({ reason }) => reason.includes("broadcast"));
    expect(found.map(({ interfaces }) => interfaces)).toEqual(expected);
    expect(doubts.filter(({ scope }) => scope === "device")).toEqual([]);
  });
});

describe("elements that stand twice", () => {
  it.each([
    ["in a rule (1)", pfsense({ rules: rule(`${on("pass", "lan")}<interface>wan</interface>`) })],
    ["in an alias (1)", pfsense({ aliases: alias("CELLS", "network", "10.2.0.0/24</address><address>10.3.0.0/24") })],
    ["as a second place of new rules (B1)", opnsense({ more: "<OPNsense><Firewall></Firewall></OPNsense>" })],
    ["as a second list of new rules (B1)", opnsense({ modern: "</rules><rules>" })],
  ])("%s leave the device open", (_, text) => {
    const { device, codes } = parseText(text);
    expect(device.doubts.some(({ scope, reason }) => scope === "device" && reason.includes("more than once"))).toBe(
      true,
    );
    expect(codes).toContain("pfsense/unknown-statement");
  });
});

/** 2026-05-04 is a Monday. */
const SHIFTS = [
  { row: "<position>1,2</position><hour>8:00-16:00</hour>", at: "2026-05-04 10:00", both: "denies" },
  { row: "<position>1,2</position><hour>8:00-16:00</hour>", at: "2026-05-04 16:30", both: "permits" },
  { row: "<position>1,2</position><hour>8:00-16:00</hour>", at: "2026-05-04 16:10", both: "unknown" },
  { row: "<position>1,2</position><hour>8:00-16:00</hour>", at: "2026-05-06 10:00", both: "permits" },
  { row: "<hour>8:00-16:00</hour>", at: "2026-05-04 10:00", pfsense: "denies", opnsense: "permits" },
  {
    row: "<month>4,5</month><day>4,9</day><hour>0:00-23:59</hour>",
    at: "2026-05-04 10:00",
    pfsense: "denies",
    opnsense: "permits",
  },
  { row: "<month>5</month><day>4</day>", at: "2026-05-04 10:00", both: "denies" },
  { row: "<month>5</month><day>soon</day>", at: "2026-05-04 10:00", both: "unknown" },
  { row: "<position>1</position><zzz></zzz>", at: "2026-05-04 10:00", both: "unknown" },
  { row: "<position>1</position>", at: undefined, both: "unknown" },
] as const;

describe("schedules at a given time (2.5, traps 29 and B6.16)", () => {
  const rules = rule(`${on("block", "lan")}<sched>shift</sched>`) + LAN_PASS;
  const timed = SHIFTS.flatMap((shift) => [
    { ...shift, system: "pfSense", expected: "both" in shift ? shift.both : shift.pfsense },
    { ...shift, system: "OPNsense", expected: "both" in shift ? shift.both : shift.opnsense },
  ]);

  it.each(timed)("$system: a block with $row at $at: $expected", ({ row, at, system, expected }) => {
    const sections = { more: schedule(row), rules };
    const text = system === "pfSense" ? pfsense(sections) : opnsense(sections);
    const [date = "", time = ""] = at?.split(" ") ?? [];
    expectVerdicts(text, { [expected]: [LAN_WEB] }, readWallClock(date, time));
  });
});

it("older releases of OPNsense may read the rows of a schedule as pfSense does", () => {
  const rules = rule(`${on("pass", "lan")}<sched>shift</sched>`);
  const text = opnsense({ more: schedule("<hour>8:00-16:00</hour>"), rules, undated: true });
  expectVerdicts(text, { unknown: [LAN_WEB] }, readWallClock("2026-05-04", "10:00"));
  expectVerdicts(text, { denies: [LAN_WEB] }, readWallClock("2026-05-04", "20:00"));
});

describe("commands that run by the clock", () => {
  const doubtsOf = (command: string) =>
    parseText(
      pfsense({ more: `<cron><item><minute>1</minute><who>root</who><command>${command}</command></item></cron>` }),
    ).device.doubts.filter(({ scope }) => scope === "device");

  it.each([
    ["/usr/bin/nice -n20 /etc/rc.update_bogons.sh", 0],
    ["/usr/bin/nice -n20 /sbin/pfctl -q -t snort2c -T expire 43200", 0],
    ["/usr/local/bin/php /usr/local/www/pfblockerng/pfblockerng.php cron &gt;&gt; /var/log/pfblockerng/x.log", 0],
    ["/sbin/pfctl -d", 1],
    ["pfctl -t plant -T add 10.1.0.5", 1],
    ["/root/open-at-night.sh", 1],
    ["/sbin/route add 10.9.0.0/24 10.1.0.254", 1],
  ])("%s", (command, count) => {
    expect(doubtsOf(command)).toHaveLength(count);
  });
});

describe("commands that run for something else", () => {
  const doubtsOf = (text: string) => parseText(text).device.doubts.filter(({ scope }) => scope === "device").length;
  const server = (options: string) =>
    doubtsOf(
      pfsense({
        more: `<openvpn><openvpn-server><vpnid>1</vpnid><mode>server_tls</mode><custom_options>${options}</custom_options></openvpn-server></openvpn>`,
      }),
    );
  const monit = (action: string, path: string) =>
    doubtsOf(
      opnsense({
        models: `<monit><general><enabled>1</enabled></general><test uuid="t1"><name>x</name><action>${action}</action><path>${path}</path></test></monit>`,
      }),
    );
  const patches = (items: string) =>
    doubtsOf(pfsense({ more: `<installedpackages><patches>${items}</patches></installedpackages>` }));
  const filer = (config: string) =>
    doubtsOf(pfsense({ more: `<installedpackages><filer>${config}</filer></installedpackages>` }));

  it.each([
    ["a tunnel without any", server("verb 3;push &quot;route 10.0.0.0 255.0.0.0&quot;"), 0],
    ["a script as a tunnel comes up", server("verb 3;up /root/up.sh"), 1],
    ["a script for each client", server("verb 3\nclient-connect /usr/local/bin/x"), 1],
    ["a message where a test fails", monit("alert", ""), 0],
    ["a script of the system where a test fails", monit("exec", "/usr/local/sbin/configctl webgui restart"), 0],
    ["a script of its own where a test fails", monit("exec", "/root/fail-over.sh"), 1],
    ["no files that are written over", filer("<config></config>"), 0],
    ["files that are written over", filer("<config><path>/etc/inc/filter.inc</path></config>"), 1],
    ["no patch of the system's programs", patches(""), 0],
    ["a patch of the system's programs", patches("<item><descr>rules</descr><patch>LS0t</patch></item>"), 1],
  ])("%s", (_, found, expected) => {
    expect(found).toBe(expected);
  });
});
