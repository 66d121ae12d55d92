/** Exceptions from one to one (`nobinat`): of what leaves alone, and not from rules for sources (FreeBSD pf_lb.c: pf_get_translation). */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { address, any, on, opnsense, pfsense, rule } from "./configuration.js";
import { parseText } from "./walk.js";

const ZONES = [zone("outside 192.0.2.0/24"), zone("cell 10.2.0.0/24")];
const onetoone = (more: string, to = any) =>
  `<onetoone><interface>wan</interface><external>192.0.2.70</external>${more}<source>${address("10.2.0.5")}</source><destination>${to}</destination></onetoone>`;

function told(nat: string, mode: string) {
  const out = "<floating>yes</floating><quick>yes</quick><direction>out</direction>";
  const rules =
    rule(`${on("block", "wan")}${out}`, { from: address("10.2.0.5") }) +
    rule(on("pass", "opt1"), { from: address("10.2.0.5") });
  const text = pfsense({ rules, nat: `${nat}<outbound><mode>${mode}</mode></outbound>` });
  const plant = resolvePlant([parseText(text).device], plan(ZONES));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find(({ from, to }) => from.id === "cell" && to.id === "outside")?.verdict;
}

describe("an exception from one to one", () => {
  it.each([
    ["stays under its own address where nothing else translates", onetoone("<nobinat/>"), "disabled", "proved"],
    ["leaves under that of the firewall where sources are translated", onetoone("<nobinat/>"), "automatic", "violated"],
    ["is over where it is switched off", onetoone("<nobinat/><disabled/>") + onetoone(""), "disabled", "violated"],
    ["may stand before what it is one from", onetoone("<nobinat/>") + onetoone(""), "disabled", "unproved"],
  ])("%s", (_, nat, mode, verdict) => {
    expect(told(nat, mode)).toBe(verdict);
  });

  it("does not keep from the inner host what comes in", () => {
    const nat = onetoone("<nobinat/>", address("192.0.2.9")) + onetoone("");
    const { device } = parseText(pfsense({ nat }));
    const inbound = device.nat.filter(({ kind }) => kind === "destination");
    expect(inbound.map(({ id, exempt }) => [id, exempt])).toEqual([["one-to-one-2-in", undefined]]);
  });

  it("may be one or not in OPNsense, whose generator knows none", () => {
    const { device } = parseText(opnsense({ nat: onetoone("<nobinat>1</nobinat>") }));
    const mapped = device.nat.filter(({ id }) => id.startsWith("one-to-one"));
    expect(mapped.map(({ match }) => match.destination.kind)).toEqual(["unknown", "unknown"]);
  });
});
