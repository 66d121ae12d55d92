/** Two firewalls at the ends of one tunnel of OpenVPN, whose routes name no next hop: both have to let a packet pass. */
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
  const plant = resolvePlant(
    [office, site].map((text, index) => parseText(text, `fw-${index + 1}.xml`).device),
    plan(ZONES),
  );
  const { pairs } = buildFacts(plant, analysePlant(plant));
  const verdictOf = (from: string, to: string) =>
    pairs.find((pair) => pair.from.id === from && pair.to.id === to)?.verdict;
  return [verdictOf("office", "site"), verdictOf("site", "office")];
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
