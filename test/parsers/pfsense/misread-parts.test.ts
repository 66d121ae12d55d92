/** What a word that was not understood may be: a pair that it may concern is neither proved nor surely violated. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { address, modern, on, opnsense, pfsense, rule } from "./configuration.js";
import { parseText } from "./walk.js";

const ZONES = [zone("office 10.1.0.0/24"), zone("cell 10.2.0.0/24")];

function told(text: string, from = "office", to = "cell") {
  const plant = resolvePlant([parseText(text).device], plan(ZONES));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find((pair) => pair.from.id === from && pair.to.id === to)?.verdict;
}

/** WAN keeps out what it takes for private, so that a zone which seems to lie there sends nothing. */
const RULES = rule(on("pass", "lan"), { to: address("10.2.0.9") });
const GATEWAYS =
  "<gateways><gateway_item><interface>wan</interface><gateway>192.0.2.254</gateway><name>WANGW</name></gateway_item><defaultgw4>WANGW</defaultgw4></gateways>";
const PLAIN = pfsense({ wan: "<blockpriv></blockpriv>", rules: RULES, more: GATEWAYS });

describe("an address whose mask is not to be read", () => {
  const LAN = "<ipaddr>10.1.0.1</ipaddr><subnet>24</subnet>";

  it.each([
    ["none", ""],
    ["an empty one", "<subnet></subnet>"],
    ["a word", "<subnet>24x</subnet>"],
    ["more bits than an address has", "<subnet>64</subnet>"],
  ])("leaves open which network is there: %s", (_, mask) => {
    expect(told(PLAIN)).toBe("violated");
    expect(told(PLAIN.replace(LAN, `<ipaddr>10.1.0.1</ipaddr>${mask}`))).toBe("unproved");
  });

  it("is one address where the mask says so", () => {
    expect(told(PLAIN.replace(LAN, "<ipaddr>10.1.0.1</ipaddr><subnet>32</subnet>"))).toBe("proved");
  });
});

describe("an interface that is not enabled", () => {
  const OFF = PLAIN.replace("<lan><enable></enable>", "<lan>");

  it("has no hosts", () => {
    expect(told(OFF)).toBe("proved");
  });

  it("may be on where a word of it was not understood", () => {
    expect(told(OFF.replace("<lan>", "<lan><enabled></enabled>"))).toBe("unproved");
  });
});

describe("an alias whose name was not understood", () => {
  const pass = modern({
    action: "pass",
    interface: "lan",
    ipprotocol: "inet",
    source_net: "any",
    destination_net: "PLC",
  });
  const text = (name: string) =>
    opnsense({
      modern: pass,
      aliases: `<alias><enabled>1</enabled>${name}<type>host</type><content>10.2.0.9</content></alias>`,
    });

  it.each([
    ["elements in its place", "<name><text>PLC</text></name>"],
    ["a new word beside an empty one", "<name></name><label>PLC</label>"],
  ])("may be any that a rule names: %s", (_, name) => {
    expect(told(text("<name>PLC</name>"))).toBe("violated");
    expect(told(text(name))).toBe("unproved");
  });
});
