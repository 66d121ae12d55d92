/** Parts that cannot be read, or name what is not in the file: what they could join or let through is not known. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { on, opnsense, pfsense, rule } from "./configuration.js";
import { parseText } from "./walk.js";

const ZONES = [zone("office 10.1.0.0/24"), zone("cell 10.2.0.0/24"), zone("line 10.8.0.0/24")];
const UPLINK =
  "<gateways><gateway_item><interface>wan</interface><gateway>192.0.2.254</gateway><name>WANGW</name><ipprotocol>inet</ipprotocol></gateway_item><defaultgw4>WANGW</defaultgw4></gateways>";

function verdictOf(text: string, from: string, to: string): string | undefined {
  const plant = resolvePlant([parseText(text).device], plan(ZONES));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find((pair) => pair.from.id === from && pair.to.id === to)?.verdict;
}

describe.each([
  ["pfSense", pfsense],
  ["OPNsense", opnsense],
])("members that are no interfaces, in %s", (_, make) => {
  const bridge = (members: string) =>
    make({
      interfaces:
        "<opt2><enable>1</enable><if>bridge0</if><ipaddr>10.8.0.1</ipaddr><subnet>24</subnet></opt2><opt3><enable>1</enable><if>igb3</if></opt3>",
      rules: rule(on("pass", "opt1")),
      more: `<bridges><bridged>${members}<bridgeif>bridge0</bridgeif></bridged></bridges>${UPLINK}`,
    });

  it.each([
    ["is read", "<members>opt3</members>", "proved"],
    ["names one that is not there as well", "<members>opt3,opt9</members>", "unproved"],
    ["names one that is not there", "<members>opt9</members>", "unproved"],
    ["holds nothing", "<members></members>", "unproved"],
    ["is not there", "", "unproved"],
  ])("leave open what a bridge joins whose list %s", (_trap, members, verdict) => {
    expect(verdictOf(bridge(members), "office", "cell")).toBe(verdict);
  });

  const group = (members: string) =>
    make({
      rules: rule(on("pass", "INSIDE")) + rule(on("block", "opt1")),
      more: `<ifgroups><ifgroupentry><ifname>INSIDE</ifname><members>${members}</members><sequence>0</sequence></ifgroupentry></ifgroups>${UPLINK}`,
    });

  it.each([
    ["lan opt1", "violated"],
    ["lan", "proved"],
    ["lan openvpn", "proved"],
    ["lan optl", "unproved"],
  ])("leave open where rules of a group hold: %s", (members, verdict) => {
    expect(verdictOf(group(members), "cell", "office")).toBe(verdict);
  });

  it("are none of an empty row, nor is it a static route", () => {
    const rows = "<bridges><bridged/></bridges><staticroutes><route/></staticroutes>";
    const { device } = parseText(make({ more: rows + UPLINK }));
    expect(device.doubts.filter(({ scope }) => scope === "device")).toEqual([]);
    expect(device.routers[0]?.dynamicRouting).toBeUndefined();
  });
});
