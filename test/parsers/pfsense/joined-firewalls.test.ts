/** Two firewalls at the ends of one tunnel of OpenVPN, whose routes name no next hop: both have to let a packet pass, and which addresses they have there. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { on, opnsense, pfsense, rule } from "./configuration.js";
import { parseText } from "./walk.js";

const ZONES = [zone("office 10.1.0.0/24"), zone("site 10.7.0.0/24")];
const UPLINK =
  "<gateways><gateway_item><interface>wan</interface><gateway>192.0.2.254</gateway><name>WANGW</name><ipprotocol>inet</ipprotocol></gateway_item><defaultgw4>WANGW</defaultgw4></gateways>";
const NAT = "<outbound><mode>disabled</mode></outbound>";
const OPEN = rule(on("pass", "lan")) + rule(on("pass", "openvpn"));

const instance = (kind: "server" | "client", far: string) =>
  `<openvpn><openvpn-${kind}><vpnid>1</vpnid><mode>p2p_shared_key</mode><dev_mode>tun</dev_mode><interface>wan</interface><tunnel_network>10.8.0.0/30</tunnel_network><remote_network>${far}</remote_network></openvpn-${kind}></openvpn>`;

function told(make: typeof pfsense, near: string, far: string): readonly (string | undefined)[] {
  const office = make({ nat: NAT, rules: near, more: instance("server", "10.7.0.0/24") + UPLINK });
  const site = make({ nat: NAT, rules: far, more: instance("client", "10.1.0.0/24") + UPLINK })
    .replace("fw-edge", "fw-site")
    .replace("<ipaddr>192.0.2.1<", "<ipaddr>192.0.2.5<")
    .replace("<ipaddr>10.1.0.1<", "<ipaddr>10.7.0.1<")
    .replace(/<opt1>.*<\/opt1>/, "");
  return [verdictOf([office, site], "office", "site"), verdictOf([office, site], "site", "office")];
}

function verdictOf(texts: readonly string[], from: string, to: string): string | undefined {
  const devices = texts.map((text, index) => parseText(text, `fw-${index + 1}.xml`).device);
  const plant = resolvePlant(devices, plan(ZONES));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find((pair) => pair.from.id === from && pair.to.id === to)?.verdict;
}

describe.each([
  ["pfSense", pfsense],
  ["OPNsense", opnsense],
])("two firewalls of %s at the ends of a tunnel", (_, make) => {
  it.each([
    ["let surely pass what both do", OPEN, OPEN, "violated"],
    ["let nothing surely pass that the first one stops", "", OPEN, "unproved"],
    ["let nothing surely pass that the second one stops", OPEN, "", "unproved"],
  ])("%s", (_trap, near, far, verdict) => {
    expect(told(make, near, far)).toEqual([verdict, verdict]);
  });
});

describe("the address of a client of OpenVPN, under which it sends what is inside", () => {
  const SOURCES =
    "<outbound><mode>hybrid</mode><rule><interface>opt2</interface><source><network>any</network></source><destination><any></any></destination><target></target></rule></outbound>";
  const VPN = "<opt2><enable>1</enable><if>ovpnc1</if><descr>vpn</descr></opt2>";
  const from = (source: string) => rule(on("pass", "openvpn"), { from: `<address>${source}</address>` });

  function toOffice(make: typeof pfsense, source: string, mode: string) {
    const withMode = (text: string) => text.replace("p2p_shared_key", mode);
    const office = make({ nat: NAT, rules: from(source), more: instance("server", "10.7.0.0/24") + UPLINK });
    const more = withMode(instance("client", "10.1.0.0/24")) + UPLINK;
    const site = make({ nat: SOURCES, rules: rule(on("pass", "lan")), more })
      .replace("fw-edge", "fw-site")
      .replace("<ipaddr>192.0.2.1<", "<ipaddr>192.0.2.5<")
      .replace("<ipaddr>10.1.0.1<", "<ipaddr>10.7.0.1<")
      .replace(/<opt1>.*<\/opt1>/, VPN);
    return verdictOf([office, site], "site", "office");
  }

  it.each([
    ["is the second one", "10.8.0.2", "p2p_shared_key", "violated"],
    ["is not that of the server", "10.8.0.1", "p2p_shared_key", "unproved"],
    ["may be another one with certificates", "10.8.0.2", "p2p_tls", "unproved"],
    ["is of the tunnel then", "10.8.0.0/30", "p2p_tls", "violated"],
  ])("%s", (_, source, mode, verdict) => {
    for (const make of [pfsense, opnsense]) expect(toOffice(make, source, mode)).toBe(verdict);
  });
});
