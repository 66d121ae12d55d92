/** Traps of settings beside the rules, and of words of rules that few use: input text → packets permitted. */
import { describe, expect, it } from "vitest";
import { alias, on, opnsense, pfsense, rule } from "./configuration.js";
import { expectVerdicts, type Trap } from "./trap-table.js";
import { parseText } from "./walk.js";

const LAN_CELL = "lan>opt1 tcp 10.1.0.5 > 10.2.0.9:502";
const flags = (set: string, outOf: string) => `<tcpflags1>${set}</tcpflags1><tcpflags2>${outOf}</tcpflags2>`;
const CELL_LAN = "opt1>lan tcp 10.2.0.9 > 10.1.0.5:443";

const TRAPS: readonly Trap<string>[] = [
  ...[
    "<tcpestablishedtimeout>3600</tcpestablishedtimeout><udpfirsttimeout>30</udpfirsttimeout>",
    "<icmperrortimeout>5</icmperrortimeout><othermultipletimeout>30</othermultipletimeout>",
    "<disablenegate>yes</disablenegate>",
    "<checkaliasesurlcert></checkaliasesurlcert>",
    "<enablenatreflectionhelper>yes</enablenatreflectionhelper>",
    "<global-v6duid>00:01</global-v6duid>",
  ].map((system) => ({
    trap: `${system} leaves the rules as they are`,
    given: pfsense({ system, rules: rule(on("pass", "lan")) }),
    permits: [LAN_CELL],
    denies: [CELL_LAN],
  })),
  ...[pfsense, opnsense].map((write) => ({
    trap: "files that a backup takes along leave the rules as they are",
    given: write({
      rules: rule(on("pass", "lan")),
      more: "<rrddata><rrddatafile><filename>wan.rrd</filename><xmldata>QUJD</xmldata></rrddatafile></rrddata><sshdata><sshkeyfile><filename>ssh_host_rsa_key</filename><xmldata>QUJD</xmldata></sshkeyfile></sshdata>",
    }),
    permits: [LAN_CELL],
    denies: [CELL_LAN],
  })),
  ...[pfsense, opnsense].map((write) => ({
    trap: "2.3: a block of SYN without ECE lets SYN with ECE through",
    given: write({
      rules: rule(`${on("block", "lan", "tcp")}${flags("syn", "syn,ece")}`) + rule(on("pass", "lan", "tcp")),
    }),
    unknown: [LAN_CELL],
    denies: [CELL_LAN],
  })),
  {
    trap: "2.3: a pass rule that asks for CWR passes no packet without it",
    given: pfsense({ rules: rule(`${on("pass", "lan", "tcp")}${flags("syn,cwr", "syn,cwr")}`) }),
    unknown: [LAN_CELL],
    denies: [CELL_LAN],
  },
  {
    trap: "2.3: any flags are any, whatever stands beside",
    given: pfsense({
      rules: rule(`${on("pass", "lan", "tcp")}<tcpflags_any></tcpflags_any>${flags("syn,cwr", "syn,cwr")}`),
    }),
    permits: [LAN_CELL],
  },
];

describe("settings beside the rules", () => {
  it.each(TRAPS)("$trap", ({ given, ...of }) => expectVerdicts(given, of));

  it("leave the whole firewall open where a proxy of TFTP passes what no rule names", () => {
    const { device, codes } = parseText(pfsense({ system: "<tftpinterface>lan</tftpinterface>" }));
    expect(codes).toEqual([]);
    expect(device.doubts.filter(({ reason }) => reason.includes("TFTP")).map(({ scope }) => scope)).toEqual(["device"]);
  });
});

describe("a static route to an alias", () => {
  const routed = (aliases: string) =>
    pfsense({
      aliases,
      more: "<gateways><gateway_item><interface>opt1</interface><name>CELLGW</name><gateway>10.2.0.254</gateway></gateway_item></gateways><staticroutes><route><network>FAR</network><gateway>CELLGW</gateway></route></staticroutes>",
    });
  const devices = (aliases: string) => {
    const { device } = parseText(routed(aliases));
    const routes = device.routes.filter(({ prefixLength }) => prefixLength > 0);
    return {
      routes: routes.map(({ network, prefixLength, egress }) => [network, prefixLength, egress]),
      open: device.doubts.filter(({ scope }) => scope === "device").length,
    };
  };

  it("is one to each network in it, those of nested ones as well", () => {
    const far = alias("FAR", "network", "10.50.0.0/24 FARTHER") + alias("FARTHER", "host", "10.60.0.7");
    expect(devices(far)).toEqual({
      routes: [
        [0x0a320000, 24, "opt1"],
        [0x0a3c0007, 32, "opt1"],
      ],
      open: 0,
    });
  });

  it.each([
    ["holds a name", alias("FAR", "host", "10.50.0.1 far.example.org")],
    ["is fetched", alias("FAR", "urltable", "https://far.example.org/list")],
    ["holds itself", alias("FAR", "network", "10.50.0.0/24 FAR")],
    ["is not there", ""],
  ])("leaves the firewall open where the alias %s", (_, aliases) => {
    expect(devices(aliases)).toEqual({ routes: [], open: 1 });
  });

  it("hides what comes from there under the address of the firewall", () => {
    const { device } = parseText(routed(alias("FAR", "network", "10.50.0.0/24")));
    const automatic = device.nat.find(({ id }) => id === "automatic-wan");
    expect(JSON.stringify(automatic?.match.source)).toContain(`"from":${0x0a320000}`);
  });
});

it.each(["", "0", "1"])("passes nothing to a static route that <disabled>%s</disabled> switches off", (value) => {
  const text = pfsense({
    rules: "<bypassstaticroutes></bypassstaticroutes>",
    more: `<gateways><gateway_item><interface>lan</interface><name>LANGW</name><gateway>10.1.0.254</gateway></gateway_item></gateways><staticroutes><route><network>10.7.0.0/16</network><gateway>LANGW</gateway><disabled>${value}</disabled></route></staticroutes>`,
  });
  expectVerdicts(text, { denies: ["lan>wan tcp 10.1.0.5 > 10.7.0.5:443"] });
});

const open = (text: string) => {
  const { device, codes } = parseText(text);
  return [...codes, ...device.doubts.filter(({ scope }) => scope === "device").map(({ reason }) => reason)];
};

it("leaves nothing open by settings that decide nothing", () => {
  const system =
    "<schedule_states></schedule_states><srctrack>60</srctrack><gw_down_kill_states></gw_down_kill_states><harddiskstandby>60</harddiskstandby><pkg_nochecksig></pkg_nochecksig><do_not_send_uniqueid></do_not_send_uniqueid>";
  const more =
    "<switches><switch><device>/dev/etherswitch0</device><vlanmode>DOT1Q</vlanmode><vlangroups><vlangroup><vgroup>1</vgroup><vlanid>4090</vlanid><members>9t 1</members></vlangroup></vlangroups></switch></switches>";
  expect(open(pfsense({ system, more }))).toEqual([]);
});

it.each([
  ["", []],
  ["<separator></separator>", []],
  [
    "<rule><type>pass</type><interface>lan</interface></rule>",
    ["<rule>: rules for frames stop some of them, or send them elsewhere"],
  ],
])("leaves a pfSense Plus open by rules for frames, if it has any: %s", (rules, expected) => {
  expect(open(pfsense({ more: `<ethernet>${rules}</ethernet>` }))).toEqual(expected);
});

it("leaves an OPNsense closed that blocks what others report, and one whose tunnels push flags to clients", () => {
  const crowdsec = "<crowdsec><general><firewall_bouncer_enabled>1</firewall_bouncer_enabled></general></crowdsec>";
  const instance =
    "<OpenVPN><Instances><Instance><vpnid>1</vpnid><role>server</role><server>10.8.0.0/24</server><various_push_flags>register-dns</various_push_flags></Instance></Instances></OpenVPN>";
  expect(open(opnsense({ models: crowdsec + instance }))).toEqual([]);
});
