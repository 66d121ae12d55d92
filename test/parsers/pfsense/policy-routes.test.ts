/** Rules with a gateway of their own: where networks lie the routes tell all the same, and behind that gateway lies what has none. */
import { expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { address, modern, on, opnsense, pfsense, rule } from "./configuration.js";
import { parseText } from "./walk.js";

const ZONES = [
  zone("outside", "internet"),
  zone("office 10.1.0.0/24"),
  zone("cell-a 10.2.0.0/24"),
  zone("carrier 10.3.0.0/24"),
  zone("far 10.9.9.0/24"),
];
const gateway = (id: string, at: string, name: string) =>
  `<gateway_item><interface>${id}</interface><gateway>${at}</gateway><name>${name}</name><ipprotocol>inet</ipprotocol></gateway_item>`;
const ROUTE = "<staticroutes><route><network>10.8.8.0/24</network><gateway>MPLS</gateway></route></staticroutes>";
const GIVEN = {
  interfaces: "<opt3><enable>1</enable><if>igb4</if><ipaddr>10.3.0.1</ipaddr><subnet>24</subnet></opt3>",
  more: `<gateways>${gateway("wan", "192.0.2.254", "WANGW")}${gateway("opt3", "10.3.0.254", "MPLS")}<defaultgw4>WANGW</defaultgw4></gateways>${ROUTE}`,
};
const by = (name: string, to = "<any></any>", type: "pass" | "block" = "pass") =>
  rule(`${on(type, "lan")}<gateway>${name}</gateway>`, { to });
const FAR = address("10.9.9.0/24");
const MODERN = { action: "pass", interface: "lan", gateway: "MPLS" };

const fromFar = (id: string) => rule(on("pass", id), { from: FAR });
const fromOutside = (id: string) => rule(on("pass", id), { from: address("198.51.100.0/24") });

function told(text: string, from: string, to: string) {
  const plant = resolvePlant([parseText(text).device], plan(ZONES));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find((pair) => pair.from.id === from && pair.to.id === to)?.verdict;
}

it.each([
  ["leaves what lies behind the default gateway there", by("WANGW") + fromFar("opt3"), "far", "proved"],
  ["leaves the internet there", by("WANGW"), "outside", "proved"],
  ["shows another way to what a default route alone leads to", by("MPLS") + fromFar("opt3"), "far", "unproved"],
  ["shows another way to the internet", by("MPLS") + fromOutside("opt3"), "outside", "unproved"],
  ["shows none where it blocks", by("MPLS", FAR, "block") + fromFar("opt3"), "far", "proved"],
  ["leaves all open by a gateway that nobody knows", by("NOWHERE") + fromFar("opt3"), "far", "unproved"],
])("a rule with a gateway %s", (_, rules, from, expected) => {
  expect(told(pfsense({ ...GIVEN, rules }), from, "cell-a")).toBe(expected);
});

it.each([
  ["for all, and leaves a network where its route leads", by("WANGW"), "proved"],
  ["for a network, which then may lie there as well", by("WANGW", FAR), "unproved"],
])("a rule with a gateway is %s", (_, rules, expected) => {
  const text = pfsense({ ...GIVEN, more: GIVEN.more.replace("10.8.8.0", "10.9.9.0"), rules: rules + fromFar("wan") });
  expect(told(text, "far", "cell-a")).toBe(expected);
});

it.each([
  [modern(MODERN), "unproved"],
  [modern({ ...MODERN, action: "block" }), "proved"],
])("rules of the model of OPNsense do the same: %s", (steering, expected) => {
  const more = GIVEN.more.replace("<name>WANGW</name>", "<name>WANGW</name><defaultgw>1</defaultgw>");
  expect(told(opnsense({ ...GIVEN, more, modern: steering, rules: fromFar("opt3") }), "far", "cell-a")).toBe(expected);
});

it.each([
  ["while a static route needs it", GIVEN.more, "proved"],
  ["unless none does", GIVEN.more.replace(ROUTE, ""), "unproved"],
  [
    "nor while it is off",
    GIVEN.more.replace(ROUTE, "").replaceAll("<name>MPLS", "<disabled>1</disabled><name>MPLS"),
    "proved",
  ],
])("a gateway that nothing names shows no other way to the internet %s", (_, more, expected) => {
  const given = { ...GIVEN, more, rules: fromOutside("opt3") };
  expect(told(pfsense(given), "outside", "cell-a")).toBe(expected);
  const marked = more.replace("<name>WANGW</name>", "<name>WANGW</name><defaultgw>1</defaultgw>");
  expect(told(opnsense({ ...given, more: marked }), "outside", "cell-a")).toBe(expected);
});
