/** The traps of OPNsense (reference/pfsense.md B6), each by its number: input text → packets permitted. */
import { describe, expect, it } from "vitest";
import { any, modelAlias, modern, network, on, opnsense, rule } from "./configuration.js";
import { parseText, walk } from "./walk.js";

type Given = Parameters<typeof opnsense>[0];

/** `INGRESS>EGRESS PACKET`; `self` as egress is the firewall. */
interface Trap {
  readonly trap: string;
  readonly given: Given;
  readonly permits?: readonly string[];
  readonly denies?: readonly string[];
  readonly unknown?: readonly string[];
}

const LAN_WEB = "lan>wan tcp 10.1.0.5 > 198.51.100.7:443";
const LAN_PASS = rule(on("pass", "lan"));
const PASS = { action: "pass", quick: 1, interface: "lan", direction: "in", ipprotocol: "inet", protocol: "any" };
const BLOCK = { ...PASS, action: "block" };

const TRAPS: readonly Trap[] = [
  {
    trap: "B6.1: a new rule without interface floats, and beats the interface rules of old",
    given: { rules: LAN_PASS, modern: modern({ ...BLOCK, interface: "" }) },
    denies: [LAN_WEB],
  },
  {
    trap: "a gateway sends packets past connected networks",
    given: {
      more: "<gateways><gateway_item><interface>wan</interface><name>WANGW</name><gateway>192.0.2.254</gateway></gateway_item></gateways>",
      modern: modern({ ...PASS, gateway: "WANGW" }),
    },
    permits: [LAN_WEB],
    unknown: ["lan>opt1 tcp 10.1.0.5 > 10.2.0.9:502"],
  },
  {
    trap: "B6.2: an old floating rule without quick is last match",
    given: { rules: rule(`${on("block", "lan")}<floating>yes</floating><direction>in</direction>`) + LAN_PASS },
    permits: [LAN_WEB],
  },
  {
    trap: "B6.3: sequence numbers decide, not the order of the file",
    given: { modern: modern({ ...BLOCK, sequence: 20 }) + modern({ ...PASS, sequence: 10 }) },
    permits: [LAN_WEB],
  },
  {
    trap: "B6.4: <disabled>0</disabled> is enabled",
    given: { rules: rule(`${on("pass", "lan")}<disabled>0</disabled>`) },
    permits: [LAN_WEB],
  },
  {
    trap: "an interface is on where enable is there, and so is a DHCP server",
    given: {
      interfaces: "<opt2><enable/><if>igb3</if><ipaddr>10.3.0.1</ipaddr><subnet>24</subnet></opt2>",
      more: "<dhcpd><opt2><enable/></opt2></dhcpd>",
      rules: rule(on("pass", "opt2", "tcp")),
    },
    permits: ["opt2>wan tcp 10.3.0.5 > 198.51.100.7:443", "opt2>self udp 10.3.0.5:68 > 10.3.0.1:67"],
  },
  {
    trap: "types of ICMP are of IPv4 alone where those of IPv6 have a field",
    given: { modern: modern({ ...PASS, ipprotocol: "inet46", protocol: "ICMP", icmptype: "echoreq", icmp6type: "" }) },
    permits: ["lan>wan icmp6 [2001:db8:1::5] > [2001:db8:9::7] 139", "lan>wan icmp 10.1.0.5 > 198.51.100.7 8"],
    denies: ["lan>wan icmp 10.1.0.5 > 198.51.100.7 13"],
  },
  {
    trap: "where they have none they may be of both",
    given: {
      rules: rule(
        "<type>pass</type><interface>lan</interface><ipprotocol>inet46</ipprotocol><protocol>icmp</protocol><icmptype>echoreq</icmptype>",
      ),
    },
    permits: ["lan>wan icmp6 [2001:db8:1::5] > [2001:db8:9::7] 128"],
    unknown: ["lan>wan icmp6 [2001:db8:1::5] > [2001:db8:9::7] 139"],
  },
  {
    trap: "B6.5: direction out on an interface rule works",
    given: { rules: LAN_PASS + rule(`${on("block", "wan")}<direction>out</direction>`) },
    denies: [LAN_WEB],
  },
  {
    trap: "B6.6: each of a negated list is negated alone: together they are nearly everything",
    given: { modern: modern({ ...PASS, source_net: "10.1.0.0/24,10.2.0.0/24", source_not: 1 }) },
    permits: [LAN_WEB, "lan>wan tcp 10.2.0.5 > 198.51.100.7:443"],
  },
  {
    trap: "B6.7: the most specific entry of an alias wins, exclusions included",
    given: {
      aliases: modelAlias("OFFICE", "network", ["10.1.0.0/16", "!10.1.0.0/28", "10.1.0.5/32"]),
      modern: modern({ ...PASS, source_net: "OFFICE" }),
    },
    permits: [LAN_WEB, "lan>wan tcp 10.1.0.20 > 198.51.100.7:443"],
    denies: ["lan>wan tcp 10.1.0.6 > 198.51.100.7:443"],
  },
  {
    trap: "B6.9: blockpriv also drops shared and link-local sources",
    given: { wan: "<blockpriv>1</blockpriv>", rules: rule(on("pass", "wan")) },
    permits: ["wan>lan tcp 198.51.100.7 > 10.1.0.5:443"],
    denies: ["wan>lan tcp 100.64.0.9 > 10.1.0.5:443", "wan>lan tcp 169.254.0.9 > 10.1.0.5:443"],
  },
  {
    trap: "B6.10: link-local IPv4 is not blocked as such",
    given: { rules: LAN_PASS },
    permits: ["lan>wan tcp 169.254.0.9 > 198.51.100.7:443"],
  },
  {
    trap: "B6.11: what IPv6 needs comes in without a rule, types 3 and 4 included",
    given: {},
    permits: ["wan>lan icmp6 [2001:db8:1::7] > [2001:db8::5] 3", "wan>lan icmp6 [2001:db8:1::7] > [2001:db8::5] 4"],
    denies: ["wan>lan icmp6 [2001:db8:1::7] > [2001:db8::5] 128"],
  },
  {
    trap: "B6.11: on its way out a block stops it",
    given: {
      modern: modern({ ...BLOCK, direction: "out", ipprotocol: "inet6", protocol: "IPV6-ICMP" }),
    },
    denies: ["wan>lan icmp6 [2001:db8:1::7] > [2001:db8::5] 3"],
    permits: ["wan>opt1 icmp6 [2001:db8:1::7] > [2001:db8:2::5] 3"],
  },
  ...groupsBySequence(),
  {
    trap: "B6.13: inet with an alias of IPv6 alone matches nothing",
    given: {
      aliases: modelAlias("SIX", "network", ["2001:db8::/32"]),
      modern: modern({ ...PASS, source_net: "SIX" }),
    },
    denies: [LAN_WEB],
  },
  {
    trap: "the table of the network of an interface is named as an alias is",
    given: {
      modern:
        modern({ ...BLOCK, sequence: 1, source_net: "__lan_network", destination_net: "__opt1_network" }) +
        modern({ ...PASS, sequence: 2 }),
    },
    denies: ["lan>opt1 tcp 10.1.0.5 > 10.2.0.9:443"],
    permits: [LAN_WEB],
  },
  {
    trap: "the table of a network passes what it names, in the old place too",
    given: { rules: rule(on("pass", "lan"), { from: network("__lan_network"), to: network("__opt1_network") }) },
    permits: ["lan>opt1 tcp 10.1.0.5 > 10.2.0.9:443"],
    denies: [LAN_WEB],
  },
  {
    trap: "the table of an interface that is switched off holds nothing, its negation everything",
    given: {
      interfaces: "<opt5><if>igb5</if><ipaddr>10.5.0.1</ipaddr><subnet>24</subnet></opt5>",
      modern: modern({ ...PASS, source_net: "__opt5_network", source_not: 1 }),
    },
    permits: [LAN_WEB],
  },
  {
    trap: "who stands in the table of a captive portal is not known",
    given: { modern: modern({ ...PASS, source_net: "__captiveportal_zone_0" }) },
    unknown: [LAN_WEB],
  },
  {
    trap: "a rule of the old place without a source or a destination is for any",
    given: {
      rules: "<rule><type>pass</type><interface>lan</interface><ipprotocol>inet</ipprotocol><source></source></rule>",
    },
    permits: [LAN_WEB],
  },
  {
    trap: "a rule for both IP versions with a gateway of one is left out in the other while that is there",
    given: {
      modern: modern({ ...PASS, ipprotocol: "inet46", gateway: "GW4" }),
      more: "<gateways><gateway_item><interface>wan</interface><gateway>192.0.2.254</gateway><name>GW4</name><ipprotocol>inet</ipprotocol></gateway_item></gateways>",
    },
    permits: [LAN_WEB],
    unknown: ["lan>wan tcp [2001:db8::5] > [2001:db8:1::7]:443"],
  },
  {
    trap: "B6.12: rules of all OpenVPN tunnels come before those of groups of a higher sequence",
    given: {
      interfaces: "<opt2><enable>1</enable><if>ovpns1</if></opt2>",
      more: "<openvpn><openvpn-server><vpnid>1</vpnid><tunnel_network>10.8.0.0/24</tunnel_network></openvpn-server></openvpn><ifgroups><ifgroupentry><ifname>VPN</ifname><members>opt2</members><sequence>20</sequence></ifgroupentry><ifgroupentry><ifname>EARLY</ifname><members>opt2</members><sequence>5</sequence></ifgroupentry></ifgroups>",
      rules:
        rule(on("pass", "VPN")) + rule(on("block", "openvpn")) + rule(on("pass", "EARLY"), { to: network("opt1") }),
    },
    permits: ["opt2>opt1 tcp 10.8.0.9 > 10.2.0.9:443"],
    denies: ["opt2>lan tcp 10.8.0.9 > 10.1.0.5:443"],
  },
  {
    trap: "B6.12: and those of IPsec before groups that IPsec is in",
    given: {
      more: "<ipsec><phase1><ikeid>1</ikeid><interface>wan</interface><remote-gateway>198.51.100.9</remote-gateway></phase1></ipsec><ifgroups><ifgroupentry><ifname>VPN</ifname><members>enc0</members><sequence>20</sequence></ifgroupentry></ifgroups>",
      rules: rule(on("pass", "VPN")) + rule(on("block", "enc0")),
    },
    denies: ["enc0>lan tcp 10.9.0.9 > 10.1.0.5:443"],
  },
  {
    trap: "rules of the model on IPsec may stand behind those of the old place: they are of an interface, those of a group",
    given: {
      more: "<ipsec><phase1><ikeid>1</ikeid><interface>wan</interface><remote-gateway>198.51.100.9</remote-gateway></phase1></ipsec>",
      modern: modern({ ...BLOCK, interface: "enc0", sequence: 1 }),
      rules: rule(on("pass", "enc0"), { to: network("opt1") }),
    },
    unknown: ["enc0>opt1 tcp 10.9.0.9 > 10.2.0.9:443"],
    denies: ["enc0>lan tcp 10.9.0.9 > 10.1.0.5:443"],
  },
  {
    trap: "the captive portal lets in questions for names, and may keep out before the web interface is asked",
    given: {
      models:
        "<captiveportal><zones><zone><enabled>1</enabled><zoneid>0</zoneid><interfaces>lan</interfaces></zone></zones></captiveportal>",
    },
    unknown: ["lan>self udp 10.1.0.5 > 10.1.0.1:53", "lan>self tcp 10.1.0.5 > 10.1.0.1:443"],
    denies: ["lan>self udp 10.1.0.5 > 10.1.0.1:123"],
  },
  {
    trap: "a host that a name stands for may have addresses of either family, whatever its alias says of one",
    given: {
      aliases: modelAlias("PLC", "host", ["plc.example.com"], "<proto>IPv6</proto>"),
      modern: modern({ ...BLOCK, sequence: 1, source_net: "PLC" }) + modern({ ...PASS, sequence: 2 }),
    },
    unknown: [LAN_WEB],
  },
  {
    trap: "a list by country is fetched by family",
    given: {
      aliases: modelAlias("LAND", "geoip", ["NL"], "<proto>IPv6</proto>"),
      modern: modern({ ...BLOCK, sequence: 1, source_net: "LAND" }) + modern({ ...PASS, sequence: 2 }),
    },
    permits: [LAN_WEB],
  },
  {
    trap: "what static routes bypass comes in in the middle of a session as well",
    given: {
      more: "<gateways><gateway_item><interface>lan</interface><gateway>10.1.0.254</gateway><name>LANGW</name></gateway_item></gateways><staticroutes><route><network>10.7.0.0/16</network><gateway>LANGW</gateway></route></staticroutes>",
      rules: "<bypassstaticroutes>1</bypassstaticroutes>",
    },
    permits: ["lan>lan ack 10.1.0.5 > 10.7.0.5:443"],
  },
  {
    trap: "whether ports of SCTP are looked at is not known",
    given: { modern: modern({ ...PASS, protocol: "SCTP", destination_port: 2905 }) },
    permits: ["lan>wan sctp 10.1.0.5 > 198.51.100.7:2905"],
    unknown: ["lan>wan sctp 10.1.0.5 > 198.51.100.7:2906"],
  },
  {
    trap: "a rule for any flags may let in the middle of a session where its ports are not known",
    given: {
      aliases: modelAlias("PLANT", "port", ["502", "nosuchname"]),
      modern: modern({ ...PASS, protocol: "TCP", tcpflags_any: 1, destination_port: "PLANT" }),
    },
    permits: ["lan>wan ack 10.1.0.5 > 198.51.100.7:502"],
    unknown: ["lan>wan ack 10.1.0.5 > 198.51.100.7:503", "lan>wan tcp 10.1.0.5 > 198.51.100.7:503"],
  },
  {
    trap: "B6.14: 80-any reaches to the last port",
    given: { modern: modern({ ...PASS, protocol: "TCP", destination_port: "80-any" }) },
    permits: ["lan>wan tcp 10.1.0.5 > 198.51.100.7:80", "lan>wan tcp 10.1.0.5 > 198.51.100.7:65535"],
    denies: ["lan>wan tcp 10.1.0.5 > 198.51.100.7:79"],
  },
  {
    trap: "B6.15: IPv6 is on without any element",
    given: { modern: modern({ ...PASS, ipprotocol: "inet46" }) },
    permits: ["lan>wan tcp [2001:db8::5] > [2001:db8:1::7]:443"],
  },
  {
    trap: "B6.17: an interface rule with an empty quick is last match, a later block overrides it",
    given: { rules: rule(`${on("pass", "lan")}<quick></quick>`) + rule(on("block", "lan")) },
    denies: [LAN_WEB],
  },
  {
    trap: "2.1: rules name the group of OpenVPN instances of the model",
    given: {
      models:
        "<OpenVPN><Instances><Instance><enabled>1</enabled><role>server</role><vpnid>1</vpnid></Instance></Instances></OpenVPN>",
      rules: rule(on("pass", "openvpn")),
    },
    permits: ["openvpn>opt1 tcp 10.99.0.5 > 10.2.0.9:502"],
    denies: ["lan>opt1 tcp 10.1.0.5 > 10.2.0.9:502"],
  },
  {
    trap: "2.1: rules name enc0 where the model has connections",
    given: {
      models: "<Swanctl><Connections><Connection><enabled>1</enabled></Connection></Connections></Swanctl>",
      rules: rule(on("pass", "enc0")),
    },
    permits: ["enc0>opt1 tcp 10.99.0.5 > 10.2.0.9:502"],
    denies: ["lan>opt1 tcp 10.1.0.5 > 10.2.0.9:502"],
  },
  {
    trap: "B2: a new rule that is not enabled is none",
    given: { modern: modern({ ...PASS, enabled: 0 }) },
    denies: [LAN_WEB],
  },
  ...["plant", "Plant"].map((name) => ({
    trap: `the network of a group ${name} is that of its members, where it stands beside the interfaces as well`,
    given: {
      interfaces: `<${name}><enable>1</enable><if>${name}</if><virtual>1</virtual><type>group</type></${name}>`,
      more: `<ifgroups><ifgroupentry><ifname>${name}</ifname><members>lan</members></ifgroupentry></ifgroups>`,
      modern: modern({ ...PASS, interface: name, source_net: name }),
    },
    permits: [LAN_WEB],
  })),
  {
    trap: "and that of the group of OpenVPN those of its servers",
    given: {
      interfaces: "<openvpn><enable>1</enable><if>openvpn</if><virtual>1</virtual><type>group</type></openvpn>",
      more: "<openvpn><openvpn-server><vpnid>1</vpnid><tunnel_network>10.9.0.0/24</tunnel_network></openvpn-server></openvpn>",
      modern: modern({ ...PASS, interface: "openvpn", source_net: "openvpn" }),
    },
    permits: ["openvpn>lan tcp 10.9.0.5 > 10.1.0.5:443"],
    denies: ["openvpn>lan tcp 10.8.0.5 > 10.1.0.5:443"],
  },
  {
    trap: "a rule of no interface is for all (Rule.php: reader)",
    given: { rules: rule("<type>pass</type><ipprotocol>inet</ipprotocol>") },
    permits: [LAN_WEB],
  },
  {
    trap: "any is not negated (Rule.php: convertAddress)",
    given: { rules: rule(on("pass", "lan"), { from: "<network>any</network><not>1</not>" }) },
    permits: [LAN_WEB],
  },
  {
    trap: "an alias that the system fills may hold anything",
    given: { aliases: modelAlias("MADE", "internal", []), modern: modern({ ...PASS, destination_net: "MADE" }) },
    unknown: [LAN_WEB],
  },
  {
    trap: "cleaning of packets decides nothing",
    given: {
      system: "<scrub_interface_disable>1</scrub_interface_disable>",
      rules: "<scrub><rule><interface>wan</interface><proto>any</proto><max-mss>1400</max-mss></rule></scrub>",
      modern: modern({ ...PASS }),
    },
    permits: [LAN_WEB],
  },
  {
    trap: "B3: everything may leave that came in",
    given: { rules: rule(on("pass", "lan"), { from: any }) },
    permits: [LAN_WEB],
    denies: ["wan>lan tcp 198.51.100.7 > 10.1.0.5:443"],
  },
];

/** Trap 12: the sequence of groups, not the order in which they stand. */
function groupsBySequence(): Trap[] {
  const group = (name: string, members: string, sequence: number) =>
    `<ifgroupentry><ifname>${name}</ifname><members>${members}</members><sequence>${sequence}</sequence></ifgroupentry>`;
  const rules = rule(on("pass", "OFFICE")) + rule(on("block", "PLANT"));
  const given = (office: number, plant: number) => ({
    more: `<ifgroups>${group("OFFICE", "lan", office)}${group("PLANT", "lan opt1", plant)}</ifgroups>`,
    rules,
  });
  return [
    { trap: "B6.12: a group of sequence 100 comes after one of 0", given: given(100, 0), denies: [LAN_WEB] },
    { trap: "B6.12: and before one of 200", given: given(100, 200), permits: [LAN_WEB] },
  ];
}

describe("traps of OPNsense", () => {
  it.each(TRAPS)("$trap", ({ given, permits = [], denies = [], unknown = [] }) => {
    const { device } = parseText(opnsense(given));
    const answer = (text: string): string => {
      const [way = "", ...sent] = text.split(" ");
      const [ingress = "", egress = ""] = way.split(">");
      return `${text}: ${walk(device, sent.join(" "), ingress, egress)}`;
    };
    expect([...permits, ...denies, ...unknown].map(answer)).toEqual([
      ...permits.map((text) => `${text}: permit`),
      ...denies.map((text) => `${text}: deny`),
      ...unknown.map((text) => `${text}: unknown`),
    ]);
  });
});

describe("aliases that stand where versions before the models have them", () => {
  const plant = (enabled: string) =>
    opnsense({
      rules: rule(on("pass", "lan"), { to: "<address>plant</address>" }),
      more:
        `<aliases><alias><name>plant</name><type>host</type><content>198.51.100.7</content>${enabled}</alias></aliases>` +
        "<staticroutes><route><network>10.9.0.0/24</network><gateway>WANGW</gateway><uuid>5f0c</uuid></route></staticroutes>",
    });

  it("may say that they are switched on, and are open where they are not", () => {
    const verdicts = ["", "<enabled>1</enabled>", "<enabled>0</enabled>"].map((enabled) => {
      const { device, codes } = parseText(plant(enabled));
      return [walk(device, "tcp 10.1.0.5 > 198.51.100.7:443", "lan", "wan"), ...codes];
    });
    expect(verdicts).toEqual([["permit"], ["permit"], ["unknown"]]);
  });
});

describe("rules of OPNsense with a gateway of their own", () => {
  const routing = (disabled: string) => {
    const { device } = parseText(opnsense({ rules: rule(`${on("pass", "lan")}<gateway>GW2</gateway>${disabled}`) }));
    return device.routers.map(({ dynamicRouting }) => dynamicRouting !== undefined);
  };

  it("send packets elsewhere than routes say, unless they are disabled by more than a 0", () => {
    expect([routing(""), routing("<disabled>0</disabled>"), routing("<disabled>1</disabled>")]).toEqual([
      [true],
      [true],
      [false],
    ]);
  });
});
