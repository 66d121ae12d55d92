/** Forwards whose target is an alias: one of a single host is that host. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { alias, network, pfsense } from "./configuration.js";
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
