/** Forwards whose target is an alias: one of a single host is that host; one that is switched off may take the forward away. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { alias, network, on, opnsense, pfsense, rule } from "./configuration.js";
import { parseText } from "./walk.js";

function told(text: string): string | undefined {
  const plant = resolvePlant([parseText(text).device], plan([zone("office 10.1.0.0/24"), zone("cell 10.2.0.0/24")]));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find((pair) => pair.from.id === "office" && pair.to.id === "cell")?.verdict;
}

describe("a forward of several ports to an alias of one host", () => {
  const forward = (target: string) =>
    `<rule><interface>lan</interface><protocol>tcp</protocol><source><any></any></source><destination>${network("wanip", "8000-8010")}</destination><target>${target}</target><local-port>80</local-port><associated-rule-id>pass</associated-rule-id></rule>`;

  it.each(["10.2.0.9", "SERVER"])("surely reaches it: %s", (target) => {
    const aliases = alias("SERVER", "host", "10.2.0.9");
    expect(told(pfsense({ aliases, nat: forward(target) }))).toBe("violated");
  });

  it.each(["10.2.0.9 10.2.0.10", "10.2.0.9 plc.example.org"])("may reach another where it holds %s", (held) => {
    const { device } = parseText(pfsense({ aliases: alias("SERVER", "host", held), nat: forward("SERVER") }));
    expect(device.nat.find(({ kind }) => kind === "destination")?.inOrder).toBeUndefined();
  });
});

describe("a translation to an alias of OPNsense that takes packets for the cell elsewhere", () => {
  const SITE = "<opt2><enable>1</enable><if>igb3</if><ipaddr>10.3.0.1</ipaddr><subnet>24</subnet></opt2>";
  const server = (enabled: number) =>
    `<alias><enabled>${enabled}</enabled><name>SERVER</name><type>host</type><content>10.3.0.9</content></alias>`;
  const forward = `<rule><interface>lan</interface><protocol>tcp</protocol><source><any></any></source><destination>${network("opt1", "502")}</destination><target>SERVER</target><local-port>502</local-port></rule>`;
  const mapping =
    "<onetoone><rule><enabled>1</enabled><interface>lan</interface><type>binat</type><source_net>SERVER</source_net><destination_net>any</destination_net><external>10.2.0.9</external></rule></onetoone>";
  const old =
    "<onetoone><interface>lan</interface><external>10.2.0.9</external><source><address>SERVER</address></source><destination><any></any></destination></onetoone>";

  it.each([
    ["a forward", forward, "<any></any><port>502</port>", ""],
    ["a mapping of the old place", old, "<any></any>", ""],
    ["a mapping of the model", "", "<any></any>", mapping],
  ])("leaves open whether they reach the cell while it is switched off: %s", (_, nat, port, models) => {
    // Both let nothing but what they translate come near the cell: hosts there beside 10.2.0.9 are out of reach.
    const to = nat === forward ? port : "<address>10.2.0.9</address>";
    const rules =
      rule(on("pass", "lan", "tcp"), { to }) + rule(on("pass", "lan", "tcp"), { to: "<address>10.3.0.9</address>" });
    const verdict = (enabled: number) =>
      told(
        opnsense({ interfaces: SITE, nat, rules, aliases: server(enabled) }).replace(
          "</rules><settings>",
          `</rules>${models}<settings>`,
        ),
      );
    expect([verdict(1), verdict(0)]).toEqual(["proved", "unproved"]);
  });
});
