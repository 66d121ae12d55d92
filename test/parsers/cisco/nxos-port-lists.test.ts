/** Lists of layer-2 ports of NX-OS: what they do with packets that the switch itself routes (reference/cisco.md 2.4, 3.4). */
import { describe, expect, it } from "vitest";
import { askBoth, parse } from "./site.js";

const HEAD =
  "!Command: show running-config\nversion 9.3(8) Bios:version 05.39\nhostname core-1\nline console\nfeature interface-vlan\n";

const TRUNK = "interface Ethernet1/1\n  switchport\n  switchport mode trunk\n  switchport trunk allowed vlan 10,20\n";
const PORT_LIST = "  ip port access-group A in\n";
const SVIS = [10, 20, 30]
  .map((vlan) => `interface Vlan${vlan}\n  no shutdown\n  ip address 10.${vlan}.0.1/24\n`)
  .join("")
  .concat("interface Ethernet1/3\n  switchport\n  switchport access vlan 30\n");
const WEB = "ip access-list A\n  permit tcp any any eq 443\nip access-list B\n  permit tcp any any eq 22\n";
const answers = (text: string, ingress: string) =>
  [443, 22, 23].map((port) => askBoth(`${HEAD}${text}`, `tcp 10.10.0.5 > 10.20.0.5:${port}`, ingress, "Vlan30"));

describe("the list of a port of NX-OS", () => {
  it("the list of a port filters what is routed from the VLANs that it carries, and between their hosts", () => {
    const text = `${WEB}${TRUNK}${PORT_LIST}${SVIS}`;
    expect(parse(`${HEAD}${text}`).device.doubts).toMatchObject([
      { scope: "segments", interfaces: ["Ethernet1/1", "Vlan10", "Vlan20"] },
    ]);
    expect(answers(text, "Vlan10")).toEqual(["permit", "deny", "deny"]);
    expect(answers(text, "Vlan30")).toEqual(["permit", "permit", "permit"]);
    expect(parse(`${HEAD}${text}`).device.toDevice).toMatchObject([{ ingress: ["Vlan10"] }, { ingress: ["Vlan20"] }]);
    expect(parse(`${HEAD}${text}`).device.tables.map(({ bound }) => bound)).toEqual([true, false]);
  });

  it("the list of a port and that of the SVI have both to permit", () => {
    const text = `${WEB}${TRUNK}${PORT_LIST}${SVIS.replace("Vlan10\n", "Vlan10\n  ip access-group B in\n")}`;
    expect(answers(text, "Vlan10")).toEqual(["deny", "deny", "deny"]);
    expect(answers(text, "Vlan20")).toEqual(["permit", "deny", "deny"]);
  });

  it.each([
    ["has none", "", ["permit", "unknown", "unknown"]],
    ["has another", "  ip port access-group B in\n", ["unknown", "unknown", "deny"]],
    ["has the same", PORT_LIST, ["permit", "deny", "deny"]],
    ["is shut down", "  shutdown\n", ["permit", "deny", "deny"]],
    ["has one of IPv6", "  ipv6 port traffic-filter A in\n", ["permit", "unknown", "unknown"]],
  ] as const)("where another port of the VLAN %s, any of them may decide", (_, statement, expected) => {
    const other = `interface Ethernet1/2\n  switchport\n  switchport access vlan 10\n${statement}`;
    expect(answers(`${WEB}${TRUNK}${PORT_LIST}${other}${SVIS}`, "Vlan10")).toEqual(expected);
  });

  it.each([
    ["  dot1x port-control auto\n", ["permit", "unknown", "unknown"]],
    ["  dot1x port-control auto\n  no dot1x port-control\n", ["permit", "deny", "deny"]],
    ["  dot1x port-control force-authorized\n", ["permit", "deny", "deny"]],
  ] as const)("stations that log in at a port may be put into any VLAN: %j", (statements, expected) => {
    const other = `interface Ethernet1/2\n  switchport\n  switchport access vlan 5\n${statements}`;
    expect(answers(`${WEB}${TRUNK}${PORT_LIST}${other}${SVIS}`, "Vlan10")).toEqual(expected);
  });

  const profile = (statements: string) => `port-profile type ethernet CELLS\n${statements}`;
  it.each([
    [
      "in its VLAN",
      profile("  switchport\n  switchport access vlan 10\n  state enabled\n"),
      "",
      ["permit", "unknown", "unknown"],
    ],
    [
      "with its list",
      profile(`  switchport access vlan 10\n${PORT_LIST}  state enabled\n`),
      "",
      ["permit", "deny", "deny"],
    ],
    [
      "in another VLAN by its own statement",
      profile("  switchport access vlan 10\n  state enabled\n"),
      "  switchport access vlan 5\n",
      ["permit", "deny", "deny"],
    ],
    [
      "no longer",
      profile("  switchport access vlan 10\n  state enabled\n"),
      "  no inherit port-profile CELLS\n",
      ["permit", "deny", "deny"],
    ],
    ["that is not enabled", profile("  switchport access vlan 5\n"), "", ["unknown", "unknown", "unknown"]],
    [
      "that has another one",
      profile("  inherit port-profile MORE\n  state enabled\n"),
      "",
      ["unknown", "unknown", "unknown"],
    ],
    ["that is not in the file", "", "", ["unknown", "unknown", "unknown"]],
  ] as const)("a port has the statements of its profile: %s", (_, head, own, expected) => {
    const other = `interface Ethernet1/2\n  switchport\n  inherit port-profile CELLS\n${own}`;
    expect(answers(`${WEB}${head}${TRUNK}${PORT_LIST}${other}${SVIS}`, "Vlan10")).toEqual(expected);
  });

  it.each([
    ["10", ["permit", "unknown", "unknown"]],
    ["5-7", ["permit", "deny", "deny"]],
    ["5\n  otv extend-vlan add 9-11", ["permit", "unknown", "unknown"]],
  ] as const)("other sites send into a VLAN past the lists of ports: %s", (list, expected) => {
    const overlay = `interface Overlay1\n  otv extend-vlan ${list}\n  no shutdown\n`;
    expect(answers(`${WEB}${TRUNK}${PORT_LIST}${overlay}${SVIS}`, "Vlan10")).toEqual(expected);
  });

  it("what a port-channel has counts for its members; what a member has of its own, perhaps", () => {
    const bundle = TRUNK.replace("Ethernet1/1", "port-channel1");
    const member = `${TRUNK}  channel-group 1 mode active\n`;
    expect(answers(`${WEB}${bundle}${PORT_LIST}${member}${SVIS}`, "Vlan10")).toEqual(["permit", "deny", "deny"]);
    expect(answers(`${WEB}${bundle}${member}${PORT_LIST}${SVIS}`, "Vlan10")).toEqual(["permit", "unknown", "unknown"]);
    const both = `${WEB}${bundle}  ip port access-group B in\n${member}${PORT_LIST}${SVIS}`;
    expect(answers(both, "Vlan10")).toEqual(["unknown", "unknown", "deny"]);
  });

  it.each([
    ["has no entries", "ip access-list A\n  remark later\n", ["unknown", "unknown", "unknown"]],
    [
      "leaves routed packets out",
      WEB.replace("  permit", "  ignore routable\n  permit"),
      ["unknown", "unknown", "unknown"],
    ],
    ["is not there", "", ["permit", "permit", "permit"]],
  ] as const)("a list of a port that %s: %j", (_, lists, expected) => {
    expect(answers(`${lists}${TRUNK}${PORT_LIST}${SVIS}`, "Vlan10")).toEqual(expected);
  });

  it("a port that says nothing of its layer may be one of VLAN 1", () => {
    const text = `${WEB}interface Ethernet1/1\n${PORT_LIST}  no shutdown\n${SVIS.replaceAll("Vlan10", "Vlan1")}`;
    expect(answers(text, "Vlan1")).toEqual(["permit", "deny", "deny"]);
    expect(answers(text.replace(PORT_LIST, `  no switchport\n${PORT_LIST}`), "Vlan1")).toEqual([
      "permit",
      "permit",
      "permit",
    ]);
  });

  it("a port without a mode is an access port", () => {
    const text = `${WEB}interface Ethernet1/1\n  switchport\n  switchport access vlan 20\n${PORT_LIST}${SVIS}`;
    expect(answers(text, "Vlan10")).toEqual(["permit", "permit", "permit"]);
    expect(answers(text, "Vlan20")).toEqual(["permit", "deny", "deny"]);
  });

  it.each(["isolated", "protected"])("a port that is kept apart leaves its VLAN open: switchport %s", (word) => {
    expect(answers(`${WEB}${TRUNK}  switchport ${word}\n${SVIS}`, "Vlan10")).toEqual(["unknown", "unknown", "unknown"]);
  });
});
