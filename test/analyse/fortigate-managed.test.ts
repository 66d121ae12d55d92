/** Access points and switches that a FortiGate manages: what they do with packets before its policies see them. */
import { expect, it } from "vitest";
import { pairVerdicts } from "./text-plants.js";

/** A port with zone `lan`, and a network in the air with zones a and b, or VLANs with one each. */
function fortigate(interfaces: string, policies: string, more = ""): string {
  return `#config-version=FGT60F-7.4.4-FW-build2662-240514:opmode=0:vdom=0:user=admin
config system interface
edit "lan"\nset vdom "root"\nset ip 10.1.1.1 255.255.255.0\nnext
${interfaces}
end
${more}
config firewall policy\n${policies}\nend
`;
}

const row = (id: number, from: string, to: string, action = "accept") => `edit ${id}\nset srcintf "${from}"
set dstintf "${to}"\nset srcaddr "all"\nset dstaddr "all"\nset action ${action}\nset schedule "always"\nset service "ALL"\nnext`;

const AIR = `edit "air"\nset vdom "root"\nset ip 10.3.0.1 255.255.255.0\nset type vap-switch\nnext`;
const vap = (...lines: string[]) =>
  `config wireless-controller vap\nedit "air"\nset ssid "x"\n${lines.join("\n")}\nnext\nend`;
const ZONES = ["a 10.3.0.0/25", "b 10.3.0.128/25", "lan 10.1.1.0/24"];
const IN = row(1, "air", "lan");
const OUT = row(1, "lan", "air");

it.each([
  ["reach one another and what the policies let them", [], IN, "a > b violated", "a > lan violated", "lan > a proved"],
  ["are kept apart", ["set intra-vap-privacy enable"], IN, "a > b unproved", "a > lan violated", "lan > a proved"],
  ["log in first", ["set captive-portal enable"], IN, "a > b violated", "a > lan unproved", "lan > a proved"],
  [
    "log in first, as it was written before",
    ["set security wpa2-only-personal+captive-portal"],
    IN,
    "a > b violated",
    "a > lan unproved",
    "lan > a proved",
  ],
  ["are filtered", ['set access-control-list "l3"'], IN, "a > b violated", "a > lan unproved", "lan > a proved"],
  ["are filtered by address", ["set local-lan deny"], IN, "a > b violated", "a > lan unproved", "lan > a proved"],
  [
    "send some packets past the device",
    ["set split-tunneling enable"],
    OUT,
    "a > b violated",
    "a > lan unproved",
    "lan > a violated",
  ],
  [
    "are in the network of the access point",
    ["set local-bridging enable"],
    OUT,
    "a > b unproved",
    "a > lan unproved",
    "lan > a unproved",
  ],
  [
    "are in a network of the access point",
    ["set local-standalone enable"],
    OUT,
    "a > b unproved",
    "a > lan unproved",
    "lan > a unproved",
  ],
  [
    "do so with nothing of it, as full exports print",
    ["set split-tunneling disable", "set local-lan allow", "set access-control-list ''", "set captive-portal disable"],
    OUT,
    "a > b violated",
    "a > lan proved",
    "lan > a violated",
  ],
])("stations in the air %s", async (_, lines, policies, ...verdicts) => {
  const text = fortigate(AIR, policies, vap(...lines));
  expect(await pairVerdicts([text], ZONES)).toEqual(expect.arrayContaining(verdicts));
});

it("VLANs and switches of a network in the air are taken as it is", async () => {
  const on = `edit "air"\nset vdom "root"\nset type vap-switch\nnext
edit "v30"\nset vdom "root"\nset ip 10.3.0.1 255.255.255.0\nset interface "air"\nset vlanid 30\nnext`;
  const within = `${AIR.replace("air", "sw").replace("vap-switch", "switch")}\nedit "air"\nset vdom "root"\nset type vap-switch\nnext`;
  const joined = `config system switch-interface\nedit "sw"\nset vdom "root"\nset member "air"\nnext\nend\n`;
  const split = vap("set split-tunneling enable");
  const ask = async (interfaces: string, more: string) =>
    (await pairVerdicts([fortigate(interfaces, row(1, "lan", "lan", "deny"), more)], ZONES))[1];
  expect(await ask(on, split)).toBe("a > lan unproved");
  expect(await ask(within, joined + split)).toBe("a > lan unproved");
  expect(await ask(within, joined + vap())).toBe("a > lan proved");
});

it.each([
  ["drop", "set drop enable", "unproved"],
  ["count", "set count enable", "violated"],
])("lists of managed switches %s", async (_, action, verdict) => {
  const list = `config switch-controller acl ingress\nedit 1\nconfig action\n${action}\nend\nnext\nend`;
  const link = `edit "fortilink"\nset vdom "root"\nset fortilink enable\nset type aggregate\nnext
edit "v20"\nset vdom "root"\nset ip 10.20.0.1 255.255.255.0\nset interface "fortilink"\nset vlanid 20\nnext`;
  const text = fortigate(link, `${row(1, "v20", "lan")}\n${row(2, "lan", "v20")}`, list);
  expect(await pairVerdicts([text], ["c 10.20.0.0/24", "lan 10.1.1.0/24"])).toEqual([
    `c > lan ${verdict}`,
    "lan > c violated",
  ]);
});

it.each([
  ["enable", "enable", "unproved"],
  ["enable", "disable", "proved"],
])("switches may route between VLANs that they are told to: %s, %s", async (one, other, verdict) => {
  const vlan = (id: number, offload: string) => `edit "v${id}"\nset vdom "root"\nset ip 10.${id}.0.1 255.255.255.0
set interface "fortilink"\nset vlanid ${id}\nset switch-controller-offload ${offload}\nnext`;
  const text = fortigate(`${vlan(20, one)}\n${vlan(30, other)}`, row(1, "v20", "lan"));
  const zones = ["c 10.20.0.0/24", "d 10.30.0.0/24", "lan 10.1.1.0/24"];
  const verdicts = [`c > d ${verdict}`, "c > lan violated", `d > c ${verdict}`, "d > lan proved"];
  expect(await pairVerdicts([text], zones)).toEqual(expect.arrayContaining(verdicts));
});
