/** Interfaces that somebody gives an address of one IP version: of the other one all that lies behind them is written. */
import { expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { on, pfsense, rule } from "./configuration.js";
import { parseText } from "./walk.js";

const ZONES = [
  zone("office 10.1.0.0/24"),
  zone("cell-a 10.2.0.0/24 2001:db8:2::/64"),
  zone("far 10.9.9.0/24"),
  zone("far-6 2001:db8:9::/64"),
];
const CELL = "<ipaddrv6>2001:db8:2::1</ipaddrv6><subnetv6>64</subnetv6>";
const TRACK = "<ipaddrv6>track6</ipaddrv6><track6-interface>wan</track6-interface>";
const GATEWAY =
  "<gateways><gateway_item><interface>wan</interface><gateway>192.0.2.254</gateway><name>WANGW</name></gateway_item><defaultgw4>WANGW</defaultgw4></gateways>";
const ALIAS =
  "<virtualip><vip><interface>lan</interface><mode>ipalias</mode><subnet>10.77.0.1</subnet><subnet_bits>24</subnet_bits></vip></virtualip>";
const PASS = rule(on("pass", "lan"));

const plant = (lan: string, rules = PASS, more = "") =>
  pfsense({ wan: "<ipaddrv6>dhcp6</ipaddrv6>", lan, opt1: CELL, rules, more: GATEWAY + more });
const asked = (text: string) => text.replace("<ipaddr>10.1.0.1</ipaddr><subnet>24</subnet>", "<ipaddr>dhcp</ipaddr>");

it.each([
  ["a prefix of IPv6, for IPv4", plant(TRACK), "far", "proved"],
  ["a prefix of IPv6, for IPv6", plant(TRACK, PASS.replace("inet<", "inet6<")), "far-6", "unproved"],
  ["an address of IPv4, for IPv4", asked(plant("")), "far", "unproved"],
  ["an address of IPv4 beside an alias, for IPv4", asked(plant("", PASS, ALIAS)), "far", "unproved"],
  ["addresses of both, for IPv4", asked(plant(TRACK)), "far", "unproved"],
])("with %s", (_, text, from, expected) => {
  const resolved = resolvePlant([parseText(text).device], plan(ZONES));
  const { pairs } = buildFacts(resolved, analysePlant(resolved));
  expect(pairs.find((pair) => pair.from.id === from && pair.to.id === "cell-a")?.verdict).toBe(expected);
});
