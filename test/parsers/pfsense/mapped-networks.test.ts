/** Mappings one to one behind a firewall that lets packets to the outer addresses alone: what stands for what decides whether they reach the cell. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { address, alias, on, opnsense, pfsense, rule } from "./configuration.js";
import { parseText } from "./walk.js";

const NO_SOURCES = "<outbound><mode>disabled</mode></outbound>";
const gateway = (id: string, hop: string) =>
  `<gateway_item><interface>${id}</interface><gateway>${hop}</gateway><name>${id}GW</name><ipprotocol>inet</ipprotocol></gateway_item>`;

/** Lets the office, 10.1.0.0/24, reach 10.5.0.100 alone. */
const OUTER = pfsense({
  rules: rule(on("pass", "lan", "tcp"), { to: address("10.5.0.100") }),
  nat: NO_SOURCES,
  more: `<staticroutes><route><network>10.2.0.0/24</network><gateway>opt1GW</gateway></route></staticroutes><gateways>${gateway("opt1", "10.5.0.2")}</gateways>`,
})
  .replace("<ipaddr>10.2.0.1<", "<ipaddr>10.5.0.1<")
  .replace("<gateway>WANGW</gateway>", "");

/** Between 10.5.0.0/24 and the cell, 10.2.0.0/24. */
function told(make: typeof pfsense, mapping: string, aliases = ""): string | undefined {
  const inner = make({
    aliases,
    nat: NO_SOURCES + mapping,
    rules: rule(on("pass", "lan")),
    more: `<gateways>${gateway("lan", "10.5.0.1")}<defaultgw4>lanGW</defaultgw4></gateways>`,
  })
    .replace("fw-edge", "fw-cell")
    .replace("<ipaddr>10.1.0.1<", "<ipaddr>10.5.0.2<")
    .replace(/<wan>.*<\/wan>/, "");
  const devices = [OUTER, inner].map((text, index) => parseText(text, `fw-${index}.xml`).device);
  const plant = resolvePlant(devices, plan([zone("office 10.1.0.0/24"), zone("cell 10.2.0.0/24")]));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find((pair) => pair.from.id === "office" && pair.to.id === "cell")?.verdict;
}

const mapped = (inner: string, external: string) =>
  `<onetoone><interface>lan</interface><external>${external}</external><source>${inner}</source><destination><any></any></destination></onetoone>`;

describe.each([
  ["pfSense", pfsense],
  ["OPNsense", opnsense],
])("a mapping of %s", (_, make) => {
  it.each([
    ["none", "", "proved"],
    ["one host", mapped(address("10.2.0.9"), "10.5.0.100"), "violated"],
    ["another host", mapped(address("10.2.0.9"), "10.5.0.101"), "proved"],
    ["the network of an interface", mapped("<network>opt1</network>", "10.5.0.0"), "violated"],
    ["an alias of one network", mapped(address("INNER"), "10.5.0.0"), "violated"],
    ["an alias of several networks", mapped(address("SEVERAL"), "10.5.0.0"), "unproved"],
    ["an outer address that cannot be read", mapped(address("10.2.0.9"), "10.5.0.1OO"), "unproved"],
    [
      "one that is off and cannot be read",
      mapped(address("10.2.0.9"), "10.5.0.1OO").replace("<interface>", "<disabled>1</disabled><interface>"),
      "proved",
    ],
  ])("lets packets to the outer address reach the cell: %s", (_what, mapping, verdict) => {
    const aliases = alias("INNER", "network", "10.2.0.0/24") + alias("SEVERAL", "network", "10.2.0.0/25 10.2.0.128/25");
    expect(told(make, mapping, aliases)).toBe(verdict);
  });

  const forward = `<rule><interface>lan</interface><ipprotocol>inet</ipprotocol><protocol>tcp</protocol><source><any></any></source><destination>${address("10.5.0.100", "502")}</destination><target>10.2.0.9</target><local-port>502</local-port></rule>`;

  it.each([
    ["as it stands", forward, "violated"],
    ["of which an element was spoilt", forward.replaceAll("target>", "taget>"), "unproved"],
    ["that was spoilt itself", forward.replace("<rule>", "<rle>").replace("</rule>", "</rle>"), "unproved"],
  ])("may be a forward %s", (_, mapping, verdict) => {
    expect(told(make, mapping)).toBe(verdict);
  });
});
