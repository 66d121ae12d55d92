/** Two exports of one pair of firewalls that share addresses (CARP, reference/pfsense.md 4): one cluster, of which either may work. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import type { Device } from "../../../src/model/device.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { flow, plan, zone } from "../../analyse/device-builder.js";
import { on, pfsense, rule } from "./configuration.js";
import { parseText } from "./walk.js";

const ZONES = [zone("office 10.1.0.0/24"), zone("cell 10.2.0.0/24"), zone("outside 192.0.2.0/24")];
const carp = (id: string, address: string): string =>
  `<vip><mode>carp</mode><interface>${id}</interface><vhid>1</vhid><uniqid>${id}9</uniqid><subnet>${address}</subnet><subnet_bits>24</subnet_bits></vip>`;
const SHARED = carp("wan", "192.0.2.9") + carp("lan", "10.1.0.9") + carp("opt1", "10.2.0.9");
/** On the shared address of LAN, of which it goes where that goes. */
const STACKED =
  "<vip><mode>ipalias</mode><interface>_viplan9</interface><subnet>10.7.0.1</subnet><subnet_bits>24</subnet_bits></vip>";
/** Synchronized: both serve one network of clients. */
const CLIENTS = {
  interfaces: "<opt2><enable></enable><if>ovpns1</if></opt2>",
  more: "<openvpn><openvpn-server><vpnid>1</vpnid><tunnel_network>10.8.0.0/24</tunnel_network></openvpn-server></openvpn>",
};
const NO_CLIENTS = { interfaces: "", more: "" };
const PASS = rule(on("pass", "lan"));

function member(host: number, rules: string, vips = SHARED, { interfaces, more } = NO_CLIENTS): Device {
  const sections = { rules, interfaces, more: `${more}<virtualip>${vips}</virtualip>` };
  const text = pfsense(sections).replace("fw-edge", `fw-${host}`);
  return parseText(text.replaceAll(/<ipaddr>([\d.]+)\.1</g, `<ipaddr>$1.${host}<`), `fw-${host}.xml`).device;
}

function told(...devices: readonly Device[]) {
  // CARP itself passes everywhere as soon as there is a shared address (reference/pfsense.md 3.9).
  const plant = resolvePlant(devices, plan(ZONES, [flow("office > cell ip/112")]));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  const verdict = pairs.find(({ from, to }) => from.id === "office" && to.id === "cell")?.verdict;
  return [plant.misfits.map(({ code }) => code), verdict];
}

describe("two boxes that share addresses", () => {
  it.each([
    ["both pass", PASS, PASS, "violated"],
    ["both deny", "", "", "proved"],
    ["only one passes: which of them works is not in the files", PASS, "", "unproved"],
  ])("are one cluster: %s", (_, one, other, verdict) => {
    expect(told(member(2, one), member(3, other))).toEqual([["topology/same-device-twice"], verdict]);
  });

  it("claim nothing twice that they take over from one another", () => {
    const vips = SHARED + STACKED;
    const members = [2, 3].map((host) => member(host, "", vips, CLIENTS));
    expect(told(...members)).toEqual([["topology/same-device-twice"], "proved"]);
  });

  it("are two where one has a shared address that the other has not", () => {
    const vips = SHARED + STACKED;
    const [codes] = told(member(2, "", vips), member(3, "", `${vips}${carp("lan", "10.1.0.10")}`));
    expect(codes).toEqual(["topology/address-claimed-twice"]);
  });
});
