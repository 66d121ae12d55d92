/** Interfaces of one name, members of groups and the switch of the filter, as the generators read them (filter.inc of both). */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { address, on, opnsense, pfsense, rule } from "./configuration.js";
import { parseText } from "./walk.js";

const ZONES = [
  zone("office 10.1.0.0/24"),
  zone("cell 10.2.0.0/24"),
  zone("lab 10.3.0.0/24"),
  zone("mesh 10.99.0.0/16"),
];

function told(text: string, from = "office") {
  const plant = resolvePlant([parseText(text).device], plan(ZONES));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find((pair) => pair.from.id === from && pair.to.id === "cell")?.verdict;
}

describe("interfaces of pfSense with one name", () => {
  /** The rules of the last one count on its device alone. */
  const named = (name: string) =>
    pfsense({
      interfaces: `<opt2><enable></enable><if>igb3</if><descr>${name}</descr><ipaddr>10.3.0.1</ipaddr><subnet>24</subnet></opt2>`,
      rules: rule(on("block", "lan")) + rule(on("pass", "opt2"), { to: address("10.2.0.9") }),
    });

  it("leave open which rules count where", () => {
    expect(told(named("Lab"))).toBe("proved");
    expect(told(named("Lan"))).toBe("unproved");
  });
});

describe("interfaces of one device", () => {
  const assigned = (write: typeof pfsense, device: string) =>
    told(
      write({
        interfaces: `<opt2><enable>1</enable><if>${device}</if><descr>Lab</descr><ipaddr>10.3.0.1</ipaddr><subnet>24</subnet></opt2>`,
        rules: rule(on("pass", "opt2"), { to: address("10.2.0.9") }),
      }),
    );

  it.each([pfsense, opnsense])("are asked the rules of both: %o", (write) => {
    expect(assigned(write, "igb3")).toBe("proved");
    expect(assigned(write, "igb1")).toBe("unproved");
  });
});

describe("members of a group", () => {
  const group = (members: string) => ({
    rules: rule(on("block", "INSIDE")) + rule(on("pass", "lan"), { to: address("10.2.0.9") }),
    more: `<ifgroups><ifgroupentry><ifname>INSIDE</ifname><members>${members}</members></ifgroupentry></ifgroups>`,
  });

  it("are parted by blanks in pfSense, in OPNsense by commas as well", () => {
    expect(told(pfsense(group("lan opt1")))).toBe("proved");
    // There it is the name of an interface that is not in the file.
    expect(told(pfsense(group("lan,opt1")))).toBe("unproved");
    expect(told(opnsense(group("lan,opt1")))).toBe("proved");
  });
});

describe("a group of pfSense without members", () => {
  const group = (members: string) =>
    `<ifgroups><ifgroupentry><ifname>tinc</ifname><members>${members}</members></ifgroupentry></ifgroups>`;
  const mesh = (members: string, rules = rule(on("pass", "tinc"), { to: address("10.2.0.9") })) =>
    told(
      pfsense({
        wan: "<blockpriv></blockpriv>",
        rules,
        more: `${group(members)}<gateways><gateway_item><interface>wan</interface><gateway>192.0.2.254</gateway><name>WANGW</name></gateway_item><defaultgw4>WANGW</defaultgw4></gateways>`,
      }),
      "mesh",
    );

  it("has devices that programs put into it, which its rules are for", () => {
    expect(mesh("")).toBe("unproved");
    expect(mesh("lan")).toBe("proved");
  });

  it("keeps out what a rule of it blocks", () => {
    expect(mesh("", rule(on("block", "tinc")))).toBe("proved");
  });
});

describe("an empty switch of the filter", () => {
  it("may switch it off in older releases of OPNsense", () => {
    const reasons = (text: string) => parseText(text).device.doubts.filter(({ scope }) => scope === "device").length;
    expect(reasons(opnsense({ system: "<disablefilter/>" }))).toBe(1);
    expect(reasons(opnsense({ system: "", settings: "<filter><disable_filter>0</disable_filter></filter>" }))).toBe(0);
    const model = { system: "<disablefilter/>", settings: "<filter><disable_filter>0</disable_filter></filter>" };
    expect(reasons(opnsense(model))).toBe(0);
  });
});
