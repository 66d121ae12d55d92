/** Port forwards of which an end is empty or not there (filter.inc of pfSense: filter_nat_rules_generate; library/OPNsense/Firewall/Rule.php). */
import { describe, expect, it } from "vitest";
import { createSetTracer } from "../../../src/analyse/trace-sets.js";
import { address, any, network, on, opnsense, pfsense, rule } from "./configuration.js";
import { packet, parseText, type Verdict } from "./walk.js";

const forward = (ends: string) => ({
  nat: `<rule><interface>wan</interface><protocol>tcp</protocol><target>10.2.0.5</target><local-port>80</local-port><associated-rule-id>pass</associated-rule-id>${ends}</rule>`,
});
const SOURCE = `<source>${any}</source>`;
const DESTINATION = `<destination>${network("wanip", "80")}</destination>`;

/** To the address of the firewall, and to another one outside. */
function told(text: string): readonly Verdict[] {
  const ask = createSetTracer(parseText(text).device);
  return ["192.0.2.1", "192.0.2.77"].map((to) =>
    ask({ ...packet(`tcp 198.51.100.7 > ${to}:80`), icmpCode: 0, tail: false }, "wan", "opt1"),
  );
}

describe("a translation of several interfaces, or of none", () => {
  const listed = { nat: forward(SOURCE + DESTINATION).nat.replace(">wan<", ">wan,lan<") };
  const OUT = `${on("block", "wan")}<floating>yes</floating><quick>yes</quick><direction>out</direction>`;
  const outbound = (fields: string) => ({
    rules: rule(OUT, { from: address("10.1.0.0/24") }) + rule(on("pass", "lan")),
    nat: `<outbound><mode>advanced</mode><rule>${fields}<source><network>any</network></source><destination>${any}</destination></rule></outbound>`,
  });
  const leaves = (text: string) =>
    createSetTracer(parseText(text).device)(
      { ...packet("tcp 10.1.0.5 > 198.51.100.7:443"), icmpCode: 0, tail: false },
      "lan",
      "wan",
    );

  it("is loaded by OPNsense where it names several", () => {
    expect(told(opnsense(listed))).toEqual(["permit", "deny"]);
    expect(told(pfsense(listed))).toEqual(["deny", "deny"]);
  });

  it("is not loaded by pfSense for sources that leave by no interface", () => {
    expect(leaves(pfsense(outbound("<interface>wan</interface>")))).toBe("permit");
    expect(leaves(pfsense(outbound("")))).toBe("deny");
  });
});

describe("a forward without an end", () => {
  const later = { undated: true };

  it.each([
    ["opnsense", "an empty destination is any", opnsense(forward(`${SOURCE}<destination/>`)), ["permit", "permit"]],
    ["opnsense", "none is, too", opnsense(forward(SOURCE)), ["permit", "permit"]],
    ["opnsense", "an empty source is any", opnsense(forward(`<source/>${DESTINATION}`)), ["permit", "deny"]],
    [
      "opnsense",
      "of older releases it is not known",
      opnsense({ ...later, ...forward(SOURCE) }),
      ["unknown", "unknown"],
    ],
    [
      "opnsense",
      "a port alone is no address",
      opnsense(forward(`${SOURCE}<destination><port>80</port></destination>`)),
      ["deny", "deny"],
    ],
    [
      "pfsense 2.4",
      "the address of the interface is meant",
      pfsense({ version: "19.1", ...forward(`${SOURCE}<destination/>`) }),
      ["unknown", "deny"],
    ],
    [
      "pfsense 2.5 and later",
      "it is not loaded",
      pfsense({ version: "21.4", ...forward(`${SOURCE}<destination/>`) }),
      ["deny", "deny"],
    ],
    ["pfsense", "an empty source: not loaded", pfsense(forward(`<source/>${DESTINATION}`)), ["deny", "deny"]],
    ["pfsense", "no source: perhaps any", pfsense(forward(DESTINATION)), ["unknown", "deny"]],
  ] as const)("%s: %s", (_, __, text, verdicts) => {
    expect(told(text)).toEqual(verdicts);
  });
});
