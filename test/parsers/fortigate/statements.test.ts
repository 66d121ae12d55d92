/** The lists of known statements: what they call modelled is read, what they leave out has a reason. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ADMINISTRATION_SECTIONS } from "../../../parsers/fortigate/statements/administration.js";
import { OBJECT_SECTIONS } from "../../../parsers/fortigate/statements/objects.js";
import { POLICY_SECTIONS } from "../../../parsers/fortigate/statements/policies.js";
import { POSTURE_SECTIONS } from "../../../parsers/fortigate/statements/posture.js";
import { ROUTING_SECTIONS } from "../../../parsers/fortigate/statements/routing.js";
import { SYSTEM_SECTIONS } from "../../../parsers/fortigate/statements/system.js";
import type { Section } from "../../../parsers/fortigate/statements/treatment.js";
import { sectionNamed, TOP, topSection, treatmentOf } from "../../../parsers/fortigate/statements.js";

const FOLDER = new URL("../../../parsers/fortigate/normalize/", import.meta.url);
const CODE = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(new URL(name, FOLDER), "utf8"))
  .join("\n");
/** Keys whose names are put together from others or matched by a pattern. */
const COMPOSED =
  /-negate$|^internet-service6?(?:-src)?$|^(?:ip6-)?trusthost\d+$|^trust-ip6?-\d$|^asymroute6?(?:-icmp)?$/;
const LISTED = [
  ...POLICY_SECTIONS,
  ...OBJECT_SECTIONS,
  ...SYSTEM_SECTIONS,
  ...ADMINISTRATION_SECTIONS,
  ...ROUTING_SECTIONS,
  ...POSTURE_SECTIONS,
];

function everySection(list: Iterable<readonly [string, Section]>): [string, Section][] {
  return [...list].flatMap(([name, section]): [string, Section][] => [
    [name, section],
    ...everySection(section.sections),
  ]);
}

describe("known statements of FortiOS", () => {
  it.each(everySection(LISTED))("%s: normalize reads every key that is called modelled", (_, section) => {
    const named = [...section.keys.values()].filter(({ kind, name }) => kind === "modelled" && !COMPOSED.test(name));
    expect(named.map(({ name }) => name).filter((name) => !new RegExp(`["\`\\s]${name}(?![\\w-])`).test(CODE))).toEqual(
      [],
    );
  });

  it.each(everySection(LISTED))("%s: what is left out has its reason", (_, section) => {
    if (section.kind !== "modelled") expect(section.why).toBeTruthy();
    for (const treatment of section.keys.values()) {
      if (treatment.kind !== "modelled") expect(treatment.why).toBeTruthy();
    }
  });

  it("look up longer names before their first words", () => {
    expect(topSection("vpn ipsec phase1-interface")?.kept).toBe(true);
    expect(topSection("vpn ipsec fec")?.kept).toBe(false);
    expect(topSection("vpn nothing")).toBeUndefined();
  });

  it("hand the kind of a section to what stands in it, unless it is modelled", () => {
    const harmless = sectionNamed(TOP, "webfilter profile");
    expect(sectionNamed(harmless, "anything")).toBe(harmless);
    expect(sectionNamed(sectionNamed(TOP, "firewall policy"), "anything").kind).toBe("unknown");
  });

  it.each([
    ["system global", "ssd-trim-freq"],
    ["system global", "ipv6-allow-local-in-slient-drop"],
    ["system global", "fec-port"],
    ["system global", "forticonverter-integration"],
    ["firewall policy", "wsso"],
    ["vpn ipsec phase1-interface", "fec-codec-string"],
    ["vpn ssl web portal", "default-protocol"],
  ])("have keys of single releases that change no packet: %s, %s", (section, key) => {
    expect(treatmentOf(sectionNamed(TOP, section), key)).toMatchObject({ kind: "irrelevant" });
  });

  it("take keys by how they begin where a section says so", () => {
    expect(treatmentOf(sectionNamed(TOP, "system settings"), "gui-ips")).toMatchObject({ kind: "irrelevant" });
    expect(treatmentOf(sectionNamed(TOP, "system settings"), "fui-ips")).toBeUndefined();
  });
});
