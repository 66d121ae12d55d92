/** Two firewalls in a row: the second one sees what the first makes of sources. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { address, on, pfsense, rule } from "./configuration.js";
import { parseText } from "./walk.js";

const ZONES = [zone("office 10.1.0.0/24"), zone("cell 10.2.0.0/24"), zone("deep 10.7.0.0/24")];

const behind = (name: string, hop: string, far: string) =>
  `<gateways><gateway_item><interface>wan</interface><gateway>${hop}</gateway><name>${name}</name><ipprotocol>inet</ipprotocol></gateway_item></gateways><staticroutes><route><network>${far}</network><gateway>${name}</gateway></route></staticroutes>`;
const mode = (word: string, rules = "") => `<outbound><mode>${word}</mode>${rules}</outbound>`;

/** The firewall of the office; `more` stands at top level. */
const near = (nat: string, more = "") =>
  pfsense({ nat, rules: rule(on("pass", "lan")), more: behind("DEEP", "192.0.2.2", "10.7.0.0/24") + more });

/** The firewall behind it lets in the outer address of the first one alone. */
const far = pfsense({
  nat: mode("disabled"),
  rules: rule(on("pass", "wan"), { from: address("192.0.2.1") }),
  more: behind("OFFICE", "192.0.2.1", "10.1.0.0/24"),
})
  .replace("fw-edge", "fw-deep")
  .replace("<ipaddr>192.0.2.1<", "<ipaddr>192.0.2.2<")
  .replace("<ipaddr>10.1.0.1<", "<ipaddr>10.7.0.1<")
  .replace(/<opt1>.*<\/opt1>/, "");

function told(texts: readonly string[], from: string, to: string): string | undefined {
  const devices = texts.map((text, index) => parseText(text, `fw-${index + 1}.xml`).device);
  const plant = resolvePlant(devices, plan(ZONES));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find((pair) => pair.from.id === from && pair.to.id === to)?.verdict;
}

describe("a firewall that sees what another one made of sources", () => {
  it.each([
    ["where sources are translated", near(mode("automatic")), "violated"],
    ["where they are not", near(mode("disabled")), "proved"],
    ["where an unknown statement may do it", near(mode("disabled", "<pool>1</pool>")), "unproved"],
    ["where an unknown section may do it", near(mode("disabled"), "<natpool><a>1</a></natpool>"), "unproved"],
    ["where a second section says otherwise", near(mode("disabled") + mode("automatic")), "unproved"],
  ])("lets in hosts behind that one %s", (_, text, verdict) => {
    expect(told([text, far], "office", "deep")).toBe(verdict);
  });
});
