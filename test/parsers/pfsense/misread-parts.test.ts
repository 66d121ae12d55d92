/** What a word that was not understood may be: a pair that it may concern is neither proved nor surely violated. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { address, modern, on, opnsense, pfsense, rule } from "./configuration.js";
import { parseText } from "./walk.js";

const ZONES = [zone("office 10.1.0.0/24"), zone("cell 10.2.0.0/24")];

function told(text: string, from = "office", to = "cell", zones = ZONES) {
  const plant = resolvePlant([parseText(text).device], plan(zones));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find((pair) => pair.from.id === from && pair.to.id === to)?.verdict;
}

/** WAN keeps out what it takes for private, so that a zone which seems to lie there sends nothing. */
const RULES = rule(on("pass", "lan"), { to: address("10.2.0.9") });
const GATEWAYS =
  "<gateways><gateway_item><interface>wan</interface><gateway>192.0.2.254</gateway><name>WANGW</name></gateway_item><defaultgw4>WANGW</defaultgw4></gateways>";
const PLAIN = pfsense({ wan: "<blockpriv></blockpriv>", rules: RULES, more: GATEWAYS });

describe("a default route over an address whose mask is not to be read", () => {
  const OUTSIDE = [zone("office 10.1.0.0/24"), zone("outside 198.51.100.0/24")];
  const text = pfsense({ rules: rule(on("pass", "lan")) });

  it.each([text, text.replace("<ipaddr>192.0.2.1</ipaddr><subnet>24</subnet>", "<ipaddr>192.0.2.1</ipaddr>")])(
    "is not certain while its gateway is not in the file",
    (given) => expect(told(given, "office", "outside", OUTSIDE)).toBe("unproved"),
  );

  it("comes with an address that a provider gives", () => {
    const given = text.replace("<ipaddr>192.0.2.1</ipaddr><subnet>24</subnet>", "<ipaddr>dhcp</ipaddr>");
    expect(told(given, "office", "outside", OUTSIDE)).toBe("violated");
  });
});

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

describe("the IP version of a rule", () => {
  const SIX = [zone("office 2001:db8:1::/64"), zone("cell 2001:db8:2::/64")];
  const six = (host: number) => `<ipaddrv6>2001:db8:${host}::1</ipaddrv6><subnetv6>64</subnetv6>`;
  // Without what IPv6 needs, which comes in by itself.
  const settings = "<filter><no_ipv6_rfc4890_req>1</no_ipv6_rfc4890_req></filter>";
  const given = { lan: six(1), opt1: six(2), settings };
  const opn = (of: string) => opnsense({ ...given, rules: `<rule>${of}</rule>` });
  const ends = "<source><any/></source><destination><address>2001:db8:2::/64</address></destination>";

  it.each([
    ["of IPv4", "<type>pass</type><interface>lan</interface><ipprotocol>inet</ipprotocol>", "proved"],
    ["of both", "<type>pass</type><interface>lan</interface><ipprotocol>inet46</ipprotocol>", "violated"],
    ["that names none: pf takes it for both", "<type>pass</type><interface>lan</interface>", "unproved"],
    [
      "that is no word of the list",
      "<type>pass</type><interface>lan</interface><ipprotocol>ip</ipprotocol>",
      "unproved",
    ],
  ])("decides in OPNsense about IPv6: one %s", (_, rules, verdict) => {
    expect(told(opn(`${rules}<protocol>tcp</protocol>${ends}`), "office", "cell", SIX)).toBe(verdict);
  });

  it("may leave a block out where it is no word of the list", () => {
    const block = (version: string) =>
      opnsense({
        modern:
          modern({ action: "block", interface: "lan", ipprotocol: version, sequence: 1 }) +
          modern({ action: "pass", interface: "lan", ipprotocol: "inet", sequence: 2 }),
      });
    expect(told(block("inet"))).toBe("proved");
    expect(told(block("ip"))).toBe("unproved");
  });

  it("of a forward in OPNsense is that of its target", () => {
    const nat =
      "<rule><interface>lan</interface><protocol>tcp</protocol><source><any/></source><destination><address>2001:db8:1::1</address><port>8080</port></destination><target>2001:db8:2::5</target><local-port>80</local-port><associated-rule-id>pass</associated-rule-id></rule>";
    expect(told(opnsense({ ...given, nat }), "office", "cell", SIX)).toBe("violated");
  });
});

describe("the type of a rule of OPNsense", () => {
  const pass = rule(on("pass", "lan"), { to: address("10.2.0.9") });
  const fields = "<interface>lan</interface><ipprotocol>inet</ipprotocol>";

  it.each([
    ["block", "proved"],
    ["Block", "unproved"],
    ["blok", "unproved"],
    ["pass", "violated"],
  ])("is one of those listed, or open: %s", (type, verdict) => {
    expect(told(opnsense({ rules: rule(`<type>${type}</type>${fields}`) + pass }))).toBe(verdict);
  });
});

describe("a direction that is none", () => {
  const block = (direction: string) =>
    rule(`${on("block", "lan")}<floating>yes</floating><quick>yes</quick><direction>${direction}</direction>`);

  it.each([
    ["pfSense", pfsense],
    ["OPNsense", opnsense],
  ])("leaves open for what comes in and for what leaves whether the rule of %s is there", (_, write) => {
    const asked = (direction: string) =>
      told(write({ wan: "<blockpriv>1</blockpriv>", rules: block(direction) + RULES, more: GATEWAYS, ipv6: false }));
    expect(["in", "any", "out"].map(asked)).toEqual(["proved", "proved", "violated"]);
    expect(["IN", "Out", "sideways"].map(asked)).toEqual(["unproved", "unproved", "unproved"]);
  });
});
