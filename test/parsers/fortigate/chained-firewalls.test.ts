/** Two devices in a row: the second one sees what a FortiGate makes of sources. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { parse as parseCisco } from "../cisco/site.js";
import { header, INTERFACES, policy, row, table } from "./site.js";
import { parse } from "./walk.js";

const ZONES = [zone("office 10.1.1.0/24"), zone("deep 10.7.0.0/24")];

/** Behind the FortiGate a router that lets in its outer address alone. */
const DEEP = `version 15.2
hostname r-1
interface GigabitEthernet0/0
 ip address 192.0.2.2 255.255.255.0
 ip access-group IN in
interface GigabitEthernet0/1
 ip address 10.7.0.1 255.255.255.0
ip route 10.1.1.0 255.255.255.0 192.0.2.1
ip access-list extended IN
 permit ip host 192.0.2.1 any
line vty 0 4
end
`;
const ROUTE = table("router static", row(1, "set dst 10.7.0.0/24", "set gateway 192.0.2.2", 'set device "wan"'));
const OUT = { srcintf: '"lan"', dstintf: '"wan"' };

/** @param keys further keys of its policy. */
function near(keys: Readonly<Record<string, string>>, more = ""): string {
  return header() + INTERFACES + ROUTE + table("firewall policy", policy(1, { ...OUT, ...keys })) + more;
}

function central(...lines: readonly string[]): string {
  const settings = "config system settings\n    set central-nat enable\nend\n";
  const sides = ['set srcintf "lan"', 'set dstintf "wan"', 'set orig-addr "all"', 'set dst-addr "all"'];
  return near({}, settings + table("firewall central-snat-map", row(1, ...sides, ...lines)));
}

function told(text: string): string | undefined {
  const plant = resolvePlant([parse(text).device, parseCisco(DEEP).device], plan(ZONES));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find(({ from, to }) => from.id === "office" && to.id === "deep")?.verdict;
}

describe("a router that sees what a FortiGate made of sources", () => {
  it.each([
    ["nothing is translated", near({}), "proved"],
    ["all are", near({ nat: "enable" }), "violated"],
    ["`nat` of the policy cannot be read", near({ nat: "sideways" }), "unproved"],
    ["a key about translations is not known", near({ "nat-sideways": "enable" }), "unproved"],
    ["an unknown key of the policy has nothing to do with it", near({ sideways: "enable" }), "proved"],
    ["a central row exempts", central("set nat disable"), "proved"],
    ["a central row that exempts has an unknown key", central("set nat disable", "set sideways 1"), "unproved"],
    ["an unknown section is about it", near({}, table("firewall nat-sideways", row(1))), "unproved"],
    ["an unknown section is about something else", near({}, table("firewall sideways", row(1))), "proved"],
    ["the file ends in the middle", near({}, 'config firewall address\n    edit "a"\n'), "unproved"],
  ])("where %s", (_, text, verdict) => {
    expect(told(text)).toBe(verdict);
  });
});
