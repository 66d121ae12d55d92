/** What OPNsense lets through by itself differs by release, and a file says of some releases only that it is not older (filter.lib.inc). */
import { describe, expect, it } from "vitest";
import { modern, on, opnsense, rule } from "./configuration.js";
import { expectVerdicts, type Trap } from "./trap-table.js";
import { parseText } from "./walk.js";

type Given = Parameters<typeof opnsense>[0];

const IPV6_PASS = modern({ action: "pass", interface: "lan", ipprotocol: "inet6" });
const IPV6 = "lan>wan tcp [2001:db8:1::5] > [2001:db8:9::7]:443";
const IPV4 = "lan>wan tcp 10.1.0.5 > 198.51.100.7:443";
const IPV4_PASS = modern({ action: "pass", interface: "lan" });
const PASS_BUT_WAN = modern({ action: "pass", interface: "wan", interfacenot: 1 });
const BLOCKS_ALL = rule(
  "<type>block</type><floating>yes</floating><quick>1</quick><direction>in</direction><ipprotocol>inet</ipprotocol>",
);
// A group of one stands before interfaces, and behind floating rules.
const PLANT = {
  rules: rule(on("block", "plant")),
  more: "<ifgroups><ifgroupentry><ifname>plant</ifname><members>lan</members></ifgroupentry></ifgroups>",
};
const CARP_THROUGH = ["wan>opt1 112 198.51.100.7 > 10.2.0.9", "lan>opt1 112 10.1.0.5 > 10.2.0.9"];
const SINCE_22 = '<vlans version="1.0.0"></vlans>';
const DHCP6 = "<ipaddrv6>dhcp6</ipaddrv6>";
const DIALLED = "<opt2><enable>1</enable><if>igb3</if><ipaddr>dhcp</ipaddr></opt2>";
const V6_ON = "<ipv6allow></ipv6allow>";

const RELEASES: readonly Trap<Given>[] = [
  {
    trap: "until 22.1.4 CARP passes from anybody to anybody (core issue 5613)",
    given: { undated: true },
    unknown: CARP_THROUGH,
  },
  { trap: "since then it does not", given: { undated: true, more: SINCE_22 }, denies: CARP_THROUGH },
  { trap: "nor where shared addresses are a model", given: {}, denies: CARP_THROUGH },
  {
    trap: "IPv6 was blocked where ipv6allow was not there",
    given: { undated: true, more: SINCE_22, modern: IPV6_PASS },
    unknown: [IPV6],
  },
  {
    trap: "and passed where it was",
    given: { undated: true, more: SINCE_22, system: V6_ON, modern: IPV6_PASS },
    permits: [IPV6],
  },
  {
    trap: "a setting of all interfaces tells it since",
    given: {
      undated: true,
      models: "<Interfaces><settings><disableipv6>0</disableipv6></settings></Interfaces>",
      modern: IPV6_PASS,
    },
    permits: [IPV6],
  },
  {
    trap: "rules of the model stood before all others while it was a plugin (core issue 7111)",
    given: { undated: true, filterVersion: "1.0.1", rules: BLOCKS_ALL, modern: IPV4_PASS },
    permits: [IPV4],
  },
  {
    trap: "among them since it is a part of the system",
    given: { undated: true, filterVersion: "1.0.4", rules: BLOCKS_ALL, modern: IPV4_PASS },
    denies: [IPV4],
  },
  {
    trap: "either way where nothing says which it is",
    given: { undated: true, rules: BLOCKS_ALL, modern: IPV4_PASS },
    unknown: [IPV4],
  },
  {
    trap: "without quick, too",
    given: {
      undated: true,
      rules: BLOCKS_ALL.replace("<quick>1</quick>", ""),
      modern: IPV4_PASS.replace("<rule>", "<rule><quick>0</quick>"),
    },
    unknown: [IPV4],
  },
  {
    trap: "a rule for all but one interface floats since 26.1 (core pull request 9426)",
    given: { ...PLANT, undated: true, filterVersion: "1.0.4", modern: PASS_BUT_WAN },
    unknown: [IPV4],
  },
  { trap: "as it does now", given: { ...PLANT, modern: PASS_BUT_WAN }, permits: [IPV4] },
  {
    trap: "DHCPv6 is let in to link-local addresses alone",
    given: { wan: DHCP6 },
    permits: ["wan>self udp [2001:db8:9::7]:1024 > [fe80::1]:546"],
    denies: ["wan>lan udp [2001:db8:9::7]:547 > [2001:db8:1::5]:546"],
  },
  {
    trap: "and was let in to anybody",
    given: { wan: DHCP6, system: V6_ON, undated: true, more: SINCE_22 },
    permits: ["wan>self udp [2001:db8:9::7]:547 > [fe80::1]:546"],
    unknown: ["wan>lan udp [2001:db8:9::7]:547 > [2001:db8:1::5]:546"],
  },
  {
    trap: "DHCP is let in before written rules",
    given: { interfaces: DIALLED, undated: true, more: SINCE_22, rules: rule(on("block", "opt2")) },
    permits: ["opt2>lan udp 198.51.100.7:67 > 10.1.0.5:68"],
  },
  {
    trap: "and was let in behind them",
    given: { interfaces: DIALLED, undated: true, rules: rule(on("block", "opt2")) },
    unknown: ["opt2>lan udp 198.51.100.7:67 > 10.1.0.5:68"],
  },
  {
    trap: "two errors of ICMPv6 came in later",
    given: { undated: true, more: SINCE_22, system: V6_ON },
    permits: ["wan>lan icmp6 [2001:db8:9::7] > [2001:db8:1::5] 1"],
    unknown: ["wan>lan icmp6 [2001:db8:9::7] > [2001:db8:1::5] 3"],
  },
  {
    trap: "an empty blockpriv counted by being there",
    given: { undated: true, more: SINCE_22, wan: "<blockpriv/>", rules: rule(on("pass", "wan")) },
    unknown: ["wan>lan tcp 10.9.0.5 > 10.1.0.5:443"],
  },
  {
    trap: "and counts by what it holds",
    given: { wan: "<blockpriv/>", rules: rule(on("pass", "wan")) },
    permits: ["wan>lan tcp 10.9.0.5 > 10.1.0.5:443"],
  },
  {
    trap: "what counts as private changed",
    given: { undated: true, more: SINCE_22, wan: "<blockpriv>1</blockpriv>", rules: rule(on("pass", "wan")) },
    denies: ["wan>lan tcp 10.9.0.5 > 10.1.0.5:443"],
    unknown: ["wan>lan tcp 169.254.0.9 > 10.1.0.5:443"],
  },
];

describe("releases of OPNsense", () => {
  it.each(RELEASES)("$trap", ({ given, ...verdicts }) => expectVerdicts(opnsense(given), verdicts));
});

describe("an FTP proxy of OPNsense", () => {
  it.each([
    ["1", 1],
    ["0", 0],
  ])("with an entry of enabled %s", (enabled, count) => {
    const models = `<ftpproxy><ftpproxy uuid="f1"><enabled>${enabled}</enabled><listenport>8021</listenport></ftpproxy></ftpproxy>`;
    const found = parseText(opnsense({ models })).device.doubts.filter(({ scope }) => scope === "device");
    expect(found).toHaveLength(count);
  });
});
