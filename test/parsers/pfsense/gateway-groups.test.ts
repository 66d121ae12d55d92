/** A group of gateways as the default one: any of its members may be taken, and which one is known at run time only. */
import { expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { network, on, pfsense, rule } from "./configuration.js";
import { parseText } from "./walk.js";

const ZONES = [zone("office 10.1.0.0/24"), zone("cell 10.2.0.0/24"), zone("outside 198.51.100.0/24")];
const item = (id: string, gateway: string, name: string) =>
  `<gateway_item><interface>${id}</interface><gateway>${gateway}</gateway><name>${name}</name></gateway_item>`;
const GATEWAYS = item("wan", "192.0.2.254", "WANGW") + item("opt2", "192.0.3.254", "LTEGW");

/** What the office reaches outside, the other way round, and what a cell without rules reaches outside. */
function verdicts(rules: string, second = "LTEGW"): string {
  const group = `<gateway_group><name>FAIL</name><item>WANGW|1|address</item><item>${second}|2|address</item></gateway_group>`;
  const text = pfsense({
    interfaces:
      "<opt2><enable></enable><if>igb3</if><ipaddr>192.0.3.1</ipaddr><subnet>24</subnet><gateway>LTEGW</gateway></opt2>",
    rules,
    more: `<gateways>${GATEWAYS}${group}<defaultgw4>FAIL</defaultgw4></gateways>`,
  });
  const plant = resolvePlant([parseText(text).device], plan(ZONES));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  const asked = ["office>outside", "outside>office", "cell>outside"];
  const found = asked.map((pair) => pairs.find(({ from, to }) => `${from.id}>${to.id}` === pair)?.verdict);
  return found.join(" ");
}

const stops = (ids: string) =>
  rule(
    `<type>block</type><interface>${ids}</interface><floating>yes</floating><quick>yes</quick><direction>out</direction>`,
  );
const PASSING = rule(on("pass", "lan"));
const IN = (id: string) => rule(on("pass", id), { to: network("lan") });

it.each([
  ["all by all of them", PASSING, "violated proved proved"],
  ["nothing by the first", stops("wan") + PASSING, "unproved proved proved"],
  ["nothing by the second", stops("opt2") + PASSING, "unproved proved proved"],
  ["nothing by any", stops("wan,opt2") + PASSING, "proved proved proved"],
  ["what comes by one", IN("opt2"), "proved unproved proved"],
  ["what comes by all", IN("wan") + IN("opt2"), "proved violated proved"],
])("lets %s pass", (_, rules, expected) => {
  expect(verdicts(rules)).toBe(expected);
});

it("does not surely pass by the first where the file does not have the second", () => {
  expect(verdicts(stops("opt2") + PASSING, "CABLEGW")).toBe("unproved unproved unproved");
});
