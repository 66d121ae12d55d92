/** Which networks OpenVPN makes routes to: rules of its interface decide what leaves to those, and to no others. */
import { expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { alias, any, on, pfsense, rule } from "./configuration.js";
import { parseText } from "./walk.js";

const ZONES = [zone("office 10.1.0.0/24"), zone("site 10.71.0.0/24")];
const GATEWAYS =
  "<gateways><gateway_item><interface>wan</interface><gateway>192.0.2.254</gateway><name>WANGW</name></gateway_item><defaultgw4>WANGW</defaultgw4></gateways>";
const SITES = alias("SITES", "network", "10.71.0.0/24 10.72.0.0/24");
const LIST = alias("SITES", "urltable", "https://192.0.2.9/sites");

interface Given {
  readonly kind?: "server" | "client";
  readonly mode?: string;
  readonly remote?: string;
  readonly more?: string;
  readonly aliases?: string;
}

/** What the office reaches of a site where nothing leaves by one of two interfaces. */
function reaches(
  { kind = "server", mode = "p2p_shared_key", remote = "", more = "", aliases = "" }: Given,
  no: string,
) {
  const instance = `<openvpn-${kind}><vpnid>1</vpnid><mode>${mode}</mode><tunnel_network>10.8.0.0/24</tunnel_network><remote_network>${remote}</remote_network>${more}</openvpn-${kind}>`;
  const stops = `<type>block</type><interface>${no}</interface><floating>yes</floating><quick>yes</quick><direction>out</direction>`;
  const text = pfsense({
    aliases,
    rules: rule(stops) + rule(on("pass", "lan"), { to: any }),
    more: `${GATEWAYS}<openvpn>${instance}</openvpn>`,
  });
  const plant = resolvePlant([parseText(text).device], plan(ZONES));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find(({ from, to }) => from.id === "office" && to.id === "site")?.verdict;
}

it.each<[string, Given, string, string]>([
  ["a network that is written", { remote: "10.71.0.0/24" }, "proved", "violated"],
  ["networks of an alias", { remote: "SITES", aliases: SITES }, "proved", "violated"],
  ["networks of a list that is fetched", { remote: "SITES", aliases: LIST }, "unproved", "unproved"],
  ["none, of many clients", { mode: "server_tls", remote: "10.71.0.0/24" }, "unproved", "unproved"],
  [
    "none, for a client that leaves routes alone",
    { kind: "client", remote: "10.71.0.0/24", more: "<route_no_exec>yes</route_no_exec>" },
    "unproved",
    "unproved",
  ],
  ["those that a server may tell its client", { kind: "client", mode: "p2p_tls" }, "unproved", "unproved"],
  [
    "none that a client keeps out",
    { kind: "client", mode: "p2p_tls", more: "<route_no_pull>yes</route_no_pull>" },
    "violated",
    "unproved",
  ],
  [
    "none that a client keeps out, with options that add none",
    {
      kind: "client",
      mode: "p2p_tls",
      more: "<route_no_pull>yes</route_no_pull><custom_options>remote-cert-tls server;auth SHA256</custom_options>",
    },
    "violated",
    "unproved",
  ],
  [
    "those that a script of its options adds",
    {
      kind: "client",
      mode: "p2p_tls",
      more: "<route_no_pull>yes</route_no_pull><custom_options>auth-user-pass-verify x via-file</custom_options>",
    },
    "unproved",
    "unproved",
  ],
  [
    "those of options",
    { more: "<custom_options>route 10.71.0.0 255.255.255.0</custom_options>" },
    "unproved",
    "unproved",
  ],
])("sends into a tunnel %s", (_, given, pastTunnel, pastProvider) => {
  expect([reaches(given, "openvpn"), reaches(given, "wan")]).toEqual([pastTunnel, pastProvider]);
});
