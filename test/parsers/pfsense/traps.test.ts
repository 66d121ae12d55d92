/** The traps of pfSense (reference/pfsense.md 9), each by its number: input text → packets permitted. */
import { describe, expect, it } from "vitest";
import { address, alias, network, on, pfsense, rule, type Sections } from "./configuration.js";
import { parseText, walk } from "./walk.js";

/** `INGRESS>EGRESS PACKET`; `self` as egress is the firewall. */
interface Trap {
  readonly trap: string;
  readonly given: Sections;
  readonly permits?: readonly string[];
  readonly denies?: readonly string[];
  readonly unknown?: readonly string[];
  readonly codes?: readonly string[];
}

const LAN_WEB = "lan>wan tcp 10.1.0.5 > 198.51.100.7:443";
const LAN_PASS = rule(on("pass", "lan"));
const WAN_TO_CELL = "wan>opt1 tcp 198.51.100.7 > 10.2.0.9:502";
const forward = (fields: string, target = "10.2.0.5"): string =>
  `<rule><interface>wan</interface><protocol>tcp</protocol>${fields}<target>${target}</target><local-port>80</local-port><source><any></any></source><destination><network>wanip</network><port>8080</port></destination></rule>`;

const TRAPS: readonly Trap[] = [
  ...[
    ["its interface", "<type>pass</type><zzz>wan</zzz>", {}],
    ["its type", "<interface>wan</interface><zzz>block</zzz>", {}],
    ["that it floats", "<type>pass</type><interface>wan</interface><zzz>yes</zzz>", {}],
    ["its source", on("pass", "wan"), { from: "<zzz></zzz>" }],
  ].map(([what, fields, ends]) => ({
    trap: `an element that nobody knows may be ${what}: the rule may match anything before all others`,
    given: { rules: rule(on("block", "wan")) + rule(String(fields), Object(ends)) },
    unknown: [WAN_TO_CELL],
    codes: ["pfsense/unknown-statement"],
  })),
  {
    trap: "1: <disabled>no</disabled> is disabled",
    given: { rules: rule(`${on("pass", "lan")}<disabled>no</disabled>`) },
    denies: [LAN_WEB],
  },
  {
    trap: "2: without ipprotocol a rule is for IPv4 alone",
    given: { rules: rule("<type>pass</type><interface>lan</interface>") },
    permits: [LAN_WEB],
    denies: ["lan>wan tcp [2001:db8::5] > [2001:db8:1::7]:443"],
  },
  {
    trap: "3: without type a rule passes",
    given: { rules: rule("<interface>lan</interface>") },
    permits: [LAN_WEB],
  },
  {
    trap: "4: a port with ICMP is ignored",
    given: { rules: rule(on("pass", "lan", "icmp"), { to: "<any></any><port>53</port>" }) },
    permits: ["lan>wan icmp 10.1.0.5 > 198.51.100.7"],
    denies: [LAN_WEB],
    codes: ["pfsense/ports-ignored"],
  },
  {
    trap: "5: a port without a protocol matches all of TCP",
    given: { rules: rule(on("pass", "lan"), { to: "<any></any><port>80</port>" }) },
    permits: ["lan>wan tcp 10.1.0.5 > 198.51.100.7:80", LAN_WEB],
    denies: ["lan>wan udp 10.1.0.5 > 198.51.100.7:80"],
    codes: ["pfsense/ports-ignored"],
  },
  {
    trap: "2.1: rules name the interface of a PPPoE server",
    given: { more: "<pppoes><pppoe><mode>server</mode></pppoe></pppoes>", rules: rule(on("pass", "pppoe")) },
    permits: ["pppoe>opt1 tcp 10.99.0.5 > 10.2.0.9:502"],
    denies: ["lan>opt1 tcp 10.1.0.5 > 10.2.0.9:502"],
  },
  {
    trap: "2.1: rules name the group of WireGuard tunnels, assigned or not",
    given: {
      more: "<ifgroups><ifgroupentry><ifname>WireGuard</ifname><members>tun_wg0</members></ifgroupentry></ifgroups><installedpackages><wireguard><tunnels><item><name>tun_wg0</name><enabled>yes</enabled></item></tunnels></wireguard></installedpackages>",
      rules: rule(on("pass", "WireGuard")),
    },
    permits: ["wireguard>opt1 tcp 10.99.0.5 > 10.2.0.9:502"],
    denies: ["lan>opt1 tcp 10.1.0.5 > 10.2.0.9:502"],
  },
  {
    trap: "6: a floating block that is not quick loses against the interface rule",
    given: { rules: rule(`${on("block", "lan")}<floating>yes</floating><direction>in</direction>`) + LAN_PASS },
    permits: [LAN_WEB],
  },
  {
    trap: "7: a floating pass that is not quick overrides the default deny",
    given: { rules: rule(`${on("pass", "lan")}<floating>yes</floating><direction>in</direction>`) },
    permits: [LAN_WEB],
  },
  {
    trap: "8: antispoof comes first and is not quick: a written pass lets a forged source in",
    given: { rules: rule(on("pass", "wan"), { to: address("10.2.0.9") }) },
    permits: ["wan>opt1 tcp 10.1.0.5 > 10.2.0.9:502"],
  },
  {
    trap: "10: a rule for the outer port of a forward permits nothing of it",
    given: { nat: forward(""), rules: rule(on("pass", "wan", "tcp"), { to: network("wanip", "8080") }) },
    denies: ["wan>opt1 tcp 198.51.100.7 > 10.2.0.5:80"],
  },
  {
    trap: "10: it has to name the inner address and port",
    given: { nat: forward(""), rules: rule(on("pass", "wan", "tcp"), { to: address("10.2.0.5", "80") }) },
    permits: ["wan>opt1 tcp 198.51.100.7 > 10.2.0.5:80"],
    denies: ["wan>opt1 tcp 198.51.100.7 > 10.2.0.5:8080"],
  },
  {
    trap: "11: associated-rule-id pass skips even a floating quick block; what was not translated meets it",
    given: {
      nat: forward("<associated-rule-id>pass</associated-rule-id>"),
      rules: rule(`${on("block", "wan")}<floating>yes</floating><quick>yes</quick>`),
    },
    unknown: ["wan>opt1 tcp 198.51.100.7 > 10.2.0.5:80"],
    denies: ["wan>opt1 tcp 198.51.100.7 > 10.2.0.5:443", "wan>opt1 udp 198.51.100.7 > 10.2.0.5:80"],
  },
  {
    trap: "12: a linked rule that is disabled permits nothing",
    given: {
      nat: forward("<associated-rule-id>nat_1</associated-rule-id>"),
      rules: rule(`${on("pass", "wan", "tcp")}<associated-rule-id>nat_1</associated-rule-id><disabled></disabled>`, {
        to: address("10.2.0.5", "80"),
      }),
    },
    denies: ["wan>opt1 tcp 198.51.100.7 > 10.2.0.5:80"],
  },
  {
    trap: "13: a block on an interface that is not enabled protects nothing",
    given: {
      interfaces: "<opt3><if>igb4</if></opt3>",
      rules: rule(on("block", "opt3")) + LAN_PASS,
    },
    permits: [LAN_WEB],
    codes: ["pfsense/rule-not-loaded"],
  },
  {
    trap: "14: a block whose alias is gone vanishes",
    given: { rules: rule(on("block", "lan"), { to: address("PLANT_SERVERS") }) + LAN_PASS },
    permits: [LAN_WEB],
    codes: ["pfsense/rule-not-loaded"],
  },
  {
    trap: "15: an empty alias, negated, matches everything",
    given: {
      aliases: alias("NOBODY", "host", ""),
      rules: rule(on("pass", "lan"), { from: `<not></not>${address("NOBODY")}` }),
    },
    permits: [LAN_WEB],
    denies: ["lan>wan tcp [2001:db8::5] > [2001:db8:1::7]:443"],
  },
  {
    trap: "15: an empty alias matches nothing",
    given: { aliases: alias("NOBODY", "host", ""), rules: rule(on("pass", "lan"), { from: address("NOBODY") }) },
    denies: [LAN_WEB],
  },
  {
    trap: "16: the network of an interface holds those of its virtual addresses",
    given: {
      more: "<virtualip><vip><mode>ipalias</mode><interface>lan</interface><subnet>10.9.0.1</subnet><subnet_bits>24</subnet_bits></vip></virtualip>",
      rules: rule(on("pass", "lan"), { from: network("lan") }),
    },
    permits: [LAN_WEB, "lan>wan tcp 10.9.0.77 > 198.51.100.7:443"],
    denies: ["lan>wan tcp 10.8.0.77 > 198.51.100.7:443"],
  },
  {
    trap: "17: an interface address in a family that it lacks takes the rule away",
    given: {
      rules: rule("<type>pass</type><interface>opt1</interface><ipprotocol>inet6</ipprotocol>", {
        to: network("lanip"),
      }),
    },
    denies: ["opt1>self tcp [2001:db8::5] > [2001:db8:1::1]:443", "opt1>self tcp 10.2.0.5 > 10.1.0.1:443"],
    codes: ["pfsense/rule-not-loaded"],
  },
  {
    trap: "17: for both families the rule stays in the other one",
    given: {
      rules: rule("<type>pass</type><interface>opt1</interface><ipprotocol>inet46</ipprotocol>", {
        to: network("lanip"),
      }),
    },
    permits: ["opt1>self tcp 10.2.0.5 > 10.1.0.1:443"],
    denies: ["opt1>self tcp [2001:db8::5] > [2001:db8:1::1]:443"],
  },
  {
    trap: "18: port ranges hold both ends",
    given: { rules: rule(on("pass", "lan", "tcp"), { to: "<any></any><port>8000-8010</port>" }) },
    permits: ["lan>wan tcp 10.1.0.5 > 198.51.100.7:8000", "lan>wan tcp 10.1.0.5 > 198.51.100.7:8010"],
    denies: ["lan>wan tcp 10.1.0.5 > 198.51.100.7:7999", "lan>wan tcp 10.1.0.5 > 198.51.100.7:8011"],
  },
  {
    trap: "18: 1-1024 is at most 1024",
    given: { rules: rule(on("pass", "lan", "tcp"), { to: "<any></any><port>1-1024</port>" }) },
    permits: ["lan>wan tcp 10.1.0.5 > 198.51.100.7:1", "lan>wan tcp 10.1.0.5 > 198.51.100.7:1024"],
    denies: ["lan>wan tcp 10.1.0.5 > 198.51.100.7:1025"],
  },
  {
    trap: "19: a port alias writes ranges with a colon",
    given: {
      aliases: alias("WEB_PORTS", "port", "8000:8010 443"),
      rules: rule(on("pass", "lan", "tcp"), { to: "<any></any><port>WEB_PORTS</port>" }),
    },
    permits: [LAN_WEB, "lan>wan tcp 10.1.0.5 > 198.51.100.7:8010"],
    denies: ["lan>wan tcp 10.1.0.5 > 198.51.100.7:8011", "lan>wan tcp 10.1.0.5 > 198.51.100.7:80"],
  },
  ...groupOrder(),
  {
    trap: "21: a rule of the OpenVPN tab comes before that of the assigned interface",
    given: {
      interfaces: "<opt2><enable></enable><if>ovpns1</if></opt2>",
      more: "<openvpn><openvpn-server><vpnid>1</vpnid><tunnel_network>10.8.0.0/24</tunnel_network></openvpn-server></openvpn>",
      rules: rule(on("pass", "opt2")) + rule(on("block", "openvpn"), { to: address("10.2.0.0/24") }),
    },
    permits: ["opt2>lan tcp 10.8.0.6 > 10.1.0.5:443"],
    denies: ["opt2>opt1 tcp 10.8.0.6 > 10.2.0.5:443"],
  },
  {
    trap: "22: blockpriv stops a partner with private addresses before any rule",
    given: { wan: "<blockpriv></blockpriv>", rules: rule(on("pass", "wan")) },
    permits: [WAN_TO_CELL],
    denies: ["wan>opt1 tcp 172.16.4.4 > 10.2.0.9:502", "wan>opt1 tcp 10.77.0.1 > 10.2.0.9:502"],
  },
  {
    trap: "22: it does not apply to IPsec",
    given: {
      wan: "<blockpriv></blockpriv>",
      more: "<ipsec><phase1><ikeid>1</ikeid><interface>wan</interface><remote-gateway>198.51.100.9</remote-gateway></phase1></ipsec>",
      rules: rule(on("pass", "enc0")),
    },
    permits: ["enc0>opt1 tcp 172.16.4.4 > 10.2.0.9:502"],
  },
  {
    trap: "23: the anti-lockout rule comes before a block on LAN",
    given: { rules: rule(on("block", "lan", "tcp"), { to: network("lanip", "443") }) },
    permits: ["lan>self tcp 10.1.0.5 > 10.1.0.1:443"],
    denies: ["opt1>self tcp 10.2.0.5 > 10.1.0.1:443"],
  },
  {
    trap: "23: unless it is switched off",
    given: {
      system: "<webgui><protocol>https</protocol><noantilockout></noantilockout></webgui>",
      rules: rule(on("block", "lan", "tcp"), { to: network("lanip", "443") }),
    },
    denies: ["lan>self tcp 10.1.0.5 > 10.1.0.1:443"],
  },
  {
    trap: "24: without ipv6allow IPv6 rules are dead",
    given: { ipv6: false, rules: rule("<type>pass</type><interface>lan</interface><ipprotocol>inet46</ipprotocol>") },
    permits: [LAN_WEB],
    denies: ["lan>wan tcp [2001:db8::5] > [2001:db8:1::7]:443"],
  },
  {
    trap: "24: an empty ipv6allow allows it",
    given: { rules: rule("<type>pass</type><interface>lan</interface><ipprotocol>inet46</ipprotocol>") },
    permits: [LAN_WEB, "lan>wan tcp [2001:db8::5] > [2001:db8:1::7]:443"],
  },
  {
    trap: "25: ICMPv6 type 2 is forwarded without any rule",
    given: {},
    permits: ["wan>lan icmp6 [2001:db8:1::7] > [2001:db8::5] 2"],
    denies: ["wan>lan icmp6 [2001:db8:1::7] > [2001:db8::5] 128"],
  },
  {
    trap: "26: port 0 of TCP and UDP is blocked always",
    given: { rules: LAN_PASS },
    permits: ["lan>wan sctp 10.1.0.5 > 198.51.100.7:0"],
    denies: ["lan>wan tcp 10.1.0.5 > 198.51.100.7:0", "lan>wan udp 10.1.0.5:0 > 198.51.100.7:53"],
  },
  {
    trap: "27: a TCP block stops openings only; a later pass with any flags lets the middle of a session in",
    given: {
      rules:
        rule(on("block", "lan", "tcp"), { to: address("10.2.0.9") }) +
        rule(`${on("pass", "lan", "tcp")}<tcpflags_any></tcpflags_any>`),
    },
    permits: ["lan>self ack 10.1.0.5 > 10.2.0.1:502"],
    denies: ["lan>opt1 tcp 10.1.0.5 > 10.2.0.9:502", "lan>opt1 ack 10.1.0.5 > 10.2.0.8:502"],
  },
  {
    trap: "27: on its way out it needs a rule of the same kind",
    given: {
      rules:
        rule(`${on("pass", "lan", "tcp")}<tcpflags_any></tcpflags_any>`) +
        rule(
          `${on("pass", "opt1", "tcp")}<floating>yes</floating><direction>out</direction><tcpflags_any></tcpflags_any>`,
        ),
    },
    permits: ["lan>opt1 ack 10.1.0.5 > 10.2.0.9:502"],
    denies: ["lan>wan ack 10.1.0.5 > 198.51.100.7:443"],
  },
  {
    trap: "3: a type in other letters is none of the list, and the rule passes",
    given: { rules: rule("<type>Block</type><interface>lan</interface>") },
    permits: [LAN_WEB],
  },
  {
    trap: "2: an IP version that is none of the list is IPv4",
    given: { rules: rule("<type>pass</type><interface>lan</interface><ipprotocol>IPv4</ipprotocol>") },
    permits: [LAN_WEB],
  },
  {
    trap: "27: without any flags the middle of a session opens nothing",
    given: { rules: LAN_PASS },
    denies: ["lan>opt1 ack 10.1.0.5 > 10.2.0.9:502"],
  },
  {
    trap: "28: match rules decide nothing",
    given: {
      rules: rule("<type>match</type><interface>lan</interface><floating>yes</floating><direction>in</direction>"),
    },
    denies: [LAN_WEB],
  },
  {
    trap: "28: whether a quick one ends the search stays open",
    given: {
      rules:
        rule(
          "<type>match</type><interface>lan</interface><floating>yes</floating><quick></quick><direction>in</direction>",
        ) + LAN_PASS,
    },
    unknown: [LAN_WEB],
  },
  {
    trap: "29: a block with a schedule may be gone",
    given: {
      more: "<schedules><schedule><name>shift</name><timerange><hour>8:00-16:00</hour></timerange></schedule></schedules>",
      rules: rule(`${on("block", "lan")}<sched>shift</sched>`) + LAN_PASS,
    },
    unknown: [LAN_WEB],
  },
  {
    trap: "29: a schedule that does not exist is always active",
    given: { rules: rule(`${on("block", "lan")}<sched>nightshift</sched>`) + LAN_PASS },
    denies: [LAN_WEB],
    codes: ["pfsense/unknown-schedule"],
  },
  {
    trap: "30: a gateway changes the way, not the permission",
    given: { rules: rule(`${on("pass", "lan")}<gateway>WAN2GW</gateway>`) },
    permits: [LAN_WEB],
  },
  {
    trap: "30: where routes lead past the gateway, what the rule does is not known; before it, a rule without one is sure",
    given: {
      more: "<gateways><gateway_item><interface>wan</interface><name>WANGW</name><gateway>192.0.2.254</gateway></gateway_item></gateways>",
      rules:
        rule(on("pass", "lan"), { to: "<address>10.2.0.9</address>" }) +
        rule(`${on("pass", "lan")}<gateway>WANGW</gateway>`) +
        rule(on("pass", "lan")),
    },
    permits: [LAN_WEB, "lan>opt1 tcp 10.1.0.5 > 10.2.0.9:502", "lan>self tcp 10.1.0.5 > 10.1.0.1:443"],
    unknown: ["lan>opt1 tcp 10.1.0.5 > 10.2.0.8:502"],
  },
  {
    trap: "30: what is on the network of the gateway goes to it as well, and so does what a route leads to over another one there",
    given: {
      more: `<gateways><gateway_item><interface>wan</interface><name>WANGW</name><gateway>192.0.2.254</gateway></gateway_item>
<gateway_item><interface>wan</interface><name>OTHER</name><gateway>192.0.2.253</gateway></gateway_item></gateways>
<staticroutes><route><network>10.9.0.0/16</network><gateway>OTHER</gateway></route>
<route><network>10.8.0.0/16</network><gateway>WANGW</gateway></route></staticroutes>`,
      rules: rule(`${on("pass", "lan")}<gateway>WANGW</gateway>`),
    },
    permits: ["lan>wan tcp 10.1.0.5 > 203.0.113.9:80", "lan>wan tcp 10.1.0.5 > 10.8.0.9:80"],
    unknown: ["lan>wan tcp 10.1.0.5 > 192.0.2.77:80", "lan>wan tcp 10.1.0.5 > 10.9.0.9:80"],
  },
  {
    trap: "30: with skip_rules_gw_down a missing gateway takes the rule away",
    given: {
      system: "<skip_rules_gw_down></skip_rules_gw_down>",
      rules: rule(`${on("pass", "lan")}<gateway>WAN2GW</gateway>`),
    },
    denies: [LAN_WEB],
    codes: ["pfsense/rule-not-loaded"],
  },
  {
    trap: "30: and one that may be down leaves it open",
    given: {
      system: "<skip_rules_gw_down></skip_rules_gw_down>",
      more: "<gateways><gateway_item><interface>wan</interface><name>WANGW</name><gateway>192.0.2.254</gateway></gateway_item></gateways>",
      rules: rule(`${on("pass", "lan")}<gateway>WANGW</gateway>`),
    },
    unknown: [LAN_WEB],
  },
  {
    trap: "30: of a rule that blocks no gateway is looked at, missing or down",
    given: {
      system: "<skip_rules_gw_down></skip_rules_gw_down>",
      more: "<gateways><gateway_item><interface>wan</interface><name>WANGW</name><gateway>192.0.2.254</gateway></gateway_item></gateways>",
      rules:
        rule(`${on("block", "lan", "tcp")}<gateway>WAN2GW</gateway>`) +
        rule(`${on("reject", "lan", "udp")}<gateway>WANGW</gateway>`) +
        rule(on("pass", "lan")),
    },
    permits: ["lan>wan icmp 10.1.0.5 > 198.51.100.7"],
    denies: [LAN_WEB, "lan>wan udp 10.1.0.5 > 198.51.100.7:53"],
  },
  {
    trap: "34: an interface whose id begins one that is a member is taken for a member",
    given: {
      opt1: "<blockpriv></blockpriv>",
      interfaces: "<opt10><enable></enable><if>igb10</if></opt10>",
      more: "<bridges><bridged><members>wan,opt10</members><bridgeif>bridge0</bridgeif></bridged></bridges>",
      rules: rule(on("pass", "opt1")),
    },
    permits: ["opt1>lan tcp 10.2.0.5 > 10.1.0.5:443"],
  },
  {
    trap: "34: bridge members have no blockpriv",
    given: {
      wan: "<blockpriv></blockpriv>",
      more: "<bridges><bridged><members>wan,opt1</members><bridgeif>bridge0</bridgeif></bridged></bridges>",
      rules: rule(on("pass", "wan")),
    },
    permits: ["wan>lan tcp 172.16.4.4 > 10.1.0.9:502"],
  },
  {
    trap: "2.4: until 2.6 a negated network without IPv6 loads no rule of IPv6",
    given: {
      version: "21.7",
      rules:
        rule("<type>block</type><interface>lan</interface><ipprotocol>inet46</ipprotocol>", {
          to: `${network("opt1")}<not></not>`,
        }) + rule("<type>pass</type><interface>lan</interface><ipprotocol>inet46</ipprotocol>"),
    },
    permits: ["lan>wan tcp [2001:db8::5] > [2001:db8:9::7]:443"],
    denies: ["lan>wan tcp 10.1.0.5 > 198.51.100.7:443"],
  },
  {
    trap: "2.4: later it is a table without IPv6, and its negation all of that",
    given: {
      rules:
        rule("<type>block</type><interface>lan</interface><ipprotocol>inet46</ipprotocol>", {
          to: `${network("opt1")}<not></not>`,
        }) + rule("<type>pass</type><interface>lan</interface><ipprotocol>inet46</ipprotocol>"),
    },
    denies: ["lan>wan tcp [2001:db8::5] > [2001:db8:9::7]:443"],
  },
  ...(["21.7", "24.0"] as const).map((version) => ({
    trap: `2.4: rules that name the network of a group may not be loaded by older versions: ${version}`,
    given: {
      version,
      more: "<ifgroups><ifgroupentry><ifname>PLANT</ifname><members>opt1</members></ifgroupentry></ifgroups>",
      rules: rule(on("block", "lan"), { to: network("PLANT") }) + LAN_PASS,
    },
    [version === "21.7" ? "unknown" : "denies"]: ["lan>opt1 tcp 10.1.0.5 > 10.2.0.5:443"],
  })),
  {
    trap: "to which interface states are bound decides no opening",
    given: { rules: rule(`${on("pass", "lan")}<statepolicy>floating</statepolicy>`) },
    permits: [LAN_WEB],
  },
  {
    trap: "35: (self) on LAN holds the WAN address",
    given: { rules: rule(on("pass", "lan", "udp"), { to: network("(self)", "53") }) },
    permits: ["lan>self udp 10.1.0.5 > 192.0.2.1:53", "lan>self udp 10.1.0.5 > 10.2.0.1:53"],
    denies: ["lan>opt1 udp 10.1.0.5 > 10.2.0.9:53"],
  },
  {
    trap: "36: a written block wins over bypassstaticroutes",
    given: staticRoute(rule(on("block", "lan", "udp"))),
    permits: ["lan>opt1 tcp 10.1.0.5 > 10.50.0.9:502"],
    denies: ["lan>opt1 udp 10.1.0.5 > 10.50.0.9:502"],
  },
  {
    trap: "37: disablefilter lets everything through",
    given: { system: "<disablefilter></disablefilter>" },
    permits: [WAN_TO_CELL, "wan>self tcp 198.51.100.7 > 192.0.2.1:22", "wan>opt1 ack 198.51.100.7 > 10.2.0.9:502"],
    codes: ["pfsense/filter-disabled"],
  },
  {
    trap: "38: the IPsec peer is let in without a rule",
    given: ipsec(""),
    permits: ["wan>self udp 198.51.100.9:500 > 192.0.2.1:500", "wan>self esp 198.51.100.9 > 192.0.2.1"],
    denies: ["wan>self udp 198.51.100.8:500 > 192.0.2.1:500", "wan>opt1 udp 198.51.100.9:500 > 10.2.0.9:500"],
  },
  {
    trap: "38: but a quick block on WAN wins",
    given: ipsec(rule(on("block", "wan"))),
    denies: ["wan>self udp 198.51.100.9:500 > 192.0.2.1:500"],
  },
  {
    trap: "39: two interfaces on a rule that is not floating are no interface",
    given: { rules: rule("<type>pass</type><interface>wan,lan</interface>") },
    denies: [LAN_WEB],
    codes: ["pfsense/rule-not-loaded"],
  },
  {
    trap: "40: a floating rule without interface applies to every one",
    given: {
      interfaces: "<opt2><enable></enable><if>ovpns1</if></opt2>",
      rules:
        rule("<type>block</type><floating>yes</floating><quick>yes</quick>", { to: address("10.2.0.0/24") }) +
        rule(on("pass", "opt2")),
    },
    permits: ["opt2>lan tcp 10.8.0.6 > 10.1.0.5:443"],
    denies: ["opt2>opt1 tcp 10.8.0.6 > 10.2.0.5:443", WAN_TO_CELL],
  },
];

/** Trap 20: the order of groups, by version. */
function groupOrder(): Trap[] {
  const given = {
    more: "<ifgroups><ifgroupentry><ifname>PLANT</ifname><members>lan opt1</members></ifgroupentry><ifgroupentry><ifname>OFFICE</ifname><members>lan</members></ifgroupentry></ifgroups>",
    rules: rule(on("pass", "OFFICE")) + rule(on("block", "PLANT")),
  };
  return [
    { trap: "20: groups come in their own order", given: { ...given, version: "24.0" }, denies: [LAN_WEB] },
    { trap: "20: in 2.7 in that of the file", given: { ...given, version: "23.3" }, permits: [LAN_WEB] },
  ];
}

function staticRoute(rules: string): Sections {
  return {
    rules: `<bypassstaticroutes></bypassstaticroutes>${rules}`,
    more: "<gateways><gateway_item><interface>lan</interface><name>CELLGW</name><gateway>10.1.0.254</gateway></gateway_item></gateways><staticroutes><route><network>10.50.0.0/16</network><gateway>CELLGW</gateway></route></staticroutes>",
  };
}

function ipsec(rules: string): Sections {
  return {
    rules,
    more: "<ipsec><phase1><ikeid>1</ikeid><interface>wan</interface><remote-gateway>198.51.100.9</remote-gateway></phase1><phase2><ikeid>1</ikeid><protocol>esp</protocol></phase2></ipsec>",
  };
}

describe("traps of pfSense", () => {
  it.each(TRAPS)("$trap", ({ given, permits = [], denies = [], unknown = [], codes = [] }) => {
    const parsed = parseText(pfsense(given));
    const verdict = (line: string) => {
      const [way = "", ...sent] = line.split(" ");
      const [ingress = "", egress = ""] = way.split(">");
      return walk(parsed.device, sent.join(" "), ingress, egress);
    };
    const expected = [
      ...permits.map((line) => [line, "permit"]),
      ...denies.map((line) => [line, "deny"]),
      ...unknown.map((line) => [line, "unknown"]),
    ];
    expect(expected.map(([line]) => [line, verdict(line ?? "")])).toEqual(expected);
    expect([...new Set(parsed.codes)]).toEqual(codes);
  });
});

describe("an element that nobody knows", () => {
  it.each([
    [
      "may be the port of an interface: that may be any of the firewall's",
      { interfaces: "<opt2><enable></enable><zzz>ovpns1</zzz></opt2>" },
      "device",
    ],
    [
      "beside the port leaves the interface open",
      { interfaces: "<opt2><enable></enable><if>igb3</if><zzz>1</zzz></opt2>" },
      "interfaces",
    ],
    [
      "may be the address of a gateway: nothing says where it leads",
      {
        more: "<gateways><gateway_item><name>G</name><interface>lan</interface><zzz>10.1.0.2</zzz></gateway_item></gateways>",
      },
      "device",
    ],
    ["may be what a translation does", { nat: "<rule><interface>wan</interface><zzz>10.2.0.5</zzz></rule>" }, "device"],
  ] as const)("%s", (_, sections, scope) => {
    const { device } = parseText(pfsense(sections));
    const unknown = device.doubts.filter(({ reason }) => reason.includes("<zzz>"));
    expect(unknown.map((doubt) => doubt.scope)).toEqual([scope]);
  });
});
