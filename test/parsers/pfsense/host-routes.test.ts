/** Routes to hosts by which gateways are watched, or that answer for names: what is forwarded to them takes these as well. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { on, opnsense, pfsense, rule } from "./configuration.js";
import { parseText } from "./walk.js";

const ZONES = [zone("cell 10.2.0.0/24"), zone("outside 198.51.100.0/24")];
const item = (id: string, gateway: string, name: string, more = "") =>
  `<gateway_item><interface>${id}</interface><gateway>${gateway}</gateway><name>${name}</name><ipprotocol>inet</ipprotocol>${more}</gateway_item>`;
const STOPS =
  "<type>block</type><interface>wan</interface><floating>yes</floating><quick>yes</quick><direction>out</direction>";

/** What a cell reaches outside where nothing leaves by the default gateway, and another one is watched by the given fields. */
function reaches(write: typeof pfsense, watched: string, system = ""): string | undefined {
  const text = write({
    system,
    rules: rule(STOPS) + rule(on("pass", "opt1")),
    more: `<gateways>${item("wan", "192.0.2.254", "WANGW")}${item("lan", "10.1.0.254", "INNER", watched)}<defaultgw4>WANGW</defaultgw4></gateways><staticroutes><route><network>10.7.0.0/16</network><gateway>INNER</gateway></route></staticroutes>`,
  });
  const plant = resolvePlant([parseText(text).device], plan(ZONES));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find(({ from, to }) => from.id === "cell" && to.id === "outside")?.verdict;
}

const HOST = "<monitor>198.51.100.9</monitor>";

describe.each([
  ["pfSense", pfsense],
  ["OPNsense", opnsense],
])("of %s", (_, write) => {
  it.each([
    ["by a host outside", HOST, "violated"],
    ["by nothing", "", "proved"],
    ["by itself", "<monitor>10.1.0.254</monitor>", "proved"],
    ["no more", `${HOST}<monitor_disable>1</monitor_disable>`, "proved"],
    ["while it is not there", `${HOST}<disabled>1</disabled>`, "proved"],
  ])("lead past the default one where a gateway is watched %s", (_case, watched, expected) => {
    expect(reaches(write, watched)).toBe(expected);
  });

  it.each([
    ["by a gateway that is chosen", "INNER", "", "violated"],
    ["by one that is off, perhaps", "INNER", "<disabled>1</disabled>", "unproved"],
    ["by any", "none", "", "proved"],
    ["by another gateway than one that it is watched by, perhaps", "WANGW", HOST, "unproved"],
    ["by the one that it is watched by", "INNER", HOST, "violated"],
  ])("lead past the default one where a server of names is asked %s", (_case, gateway, watched, expected) => {
    const system = `<dnsserver>192.0.2.53</dnsserver><dnsserver>198.51.100.9</dnsserver><dns2gw>${gateway}</dns2gw>`;
    expect(reaches(write, watched, system)).toBe(expected);
  });

  it("lead there perhaps where the network gives the gateway", () => {
    const given = (text: string) => text.replace("<gateway>10.1.0.254</gateway>", "<gateway>dynamic</gateway>");
    expect(reaches((parts) => given(write(parts)), HOST)).toBe("unproved");
  });
});

it("are none where the watching leaves routes alone", () => {
  expect(reaches(opnsense, `${HOST}<monitor_noroute>1</monitor_noroute>`)).toBe("proved");
  expect(reaches(pfsense, `${HOST}<dpinger_dont_add_static_route></dpinger_dont_add_static_route>`)).toBe("proved");
  const system = "<dpinger_dont_add_static_routes></dpinger_dont_add_static_routes>";
  expect(reaches(pfsense, HOST, system)).toBe("proved");
});
