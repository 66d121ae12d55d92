/** Sources that a translation hides because of what the packets were dialled by, before a second firewall that sees them. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import type { Device, NatRule } from "../../src/model/device.js";
import type { AddressExpression } from "../../src/model/expression.js";
import type { RuleMatch } from "../../src/model/rule.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { addresses, doubt, firewall, match, nat, plan, port, route, step, zone } from "./device-builder.js";

const MAP = plan([zone("cell-a 10.1.0.0/24"), zone("cell-b 10.2.0.0/24")]);
const SERVER = addresses("10.2.0.9");
const HIDDEN = addresses("10.9.0.1");

const VIP = nat("destination", "any", "192.0.2.9", { translated: SERVER });

/** What packets that one of these translated are to a rule, and no others. */
function named(upper: AddressExpression, ...translatedBy: string[]): AddressExpression {
  return { kind: "unknown", doubt: "d1", upper, translatedBy };
}

function hides(over: Partial<RuleMatch> = {}, entry: Partial<NatRule> = {}): NatRule {
  const asked = { ...match("any", "any", "any"), destination: named(SERVER, "vip"), ...over };
  return nat("source", "any", "any", { id: "policy 1", match: asked, translated: HIDDEN, ...entry });
}

/** Lets in what is dialled and nothing else; behind it stands one that sees what was made of it. */
function plant(entries: readonly NatRule[], behind: string, dialled = "192.0.2.9"): Device[] {
  return [
    firewall([`permit any > ${dialled} any`], {
      interfaces: [port("port1 10.1.0.1/24"), port("port2 10.9.0.1/24")],
      routes: [route("10.2.0.0/24 via 10.9.0.2")],
      forwarding: [step(["policy"], { sees: "incoming" })],
      doubts: [doubt("d1", "match")],
      nat: entries,
    }),
    firewall([behind], {
      id: "fw-cell",
      interfaces: [port("port1 10.9.0.2/24"), port("port2 10.2.0.1/24")],
      routes: [route("10.1.0.0/24 via 10.9.0.1")],
    }),
  ];
}

function verdictOf(devices: readonly Device[]) {
  const resolved = resolvePlant(devices, MAP, []);
  const { pairs } = buildFacts(resolved, analysePlant(resolved));
  const found = pairs.find(({ from, to }) => from.id === "cell-a" && to.id === "cell-b");
  return { verdict: found?.verdict, why: found?.reasons.map(({ reason }) => reason).join("; ") };
}

const FOR_HIDDEN = "permit 10.9.0.1 > any any";
const FOR_REAL = "permit 10.1.0.0/24 > any any";
const ORDINARY = { destination: SERVER, translated: "unknown" } as const;
const UNSURE: AddressExpression = { kind: "unknown", doubt: "d1", upper: { kind: "any" } };

describe("a source that is hidden by what names a translation", () => {
  it.each([
    ["is surely hidden", [VIP, hides()], FOR_HIDDEN, "violated"],
    ["and by no other rule passes", [VIP, hides()], FOR_REAL, "proved"],
    [
      "by a pool: of any of it",
      [VIP, hides({}, { translated: addresses("10.9.0.1-10.9.0.8") })],
      "permit 10.9.0.0/28 > any any",
      "violated",
    ],
    [
      "what is for another translation hides nothing",
      [VIP, hides({ destination: named(SERVER, "vip 2") })],
      FOR_REAL,
      "violated",
    ],
    ["nor lets it pass hidden", [VIP, hides({ destination: named(SERVER, "vip 2") })], FOR_HIDDEN, "proved"],
    [
      "the first entry that names it decides",
      [
        VIP,
        hides({ destination: named(SERVER, "vip 2") }, { id: "policy 0", translated: addresses("10.9.0.7") }),
        hides(),
      ],
      FOR_HIDDEN,
      "violated",
    ],
    [
      "an exemption that names it decides as well",
      [VIP, hides({}, { id: "policy 0", exempt: true }), hides()],
      FOR_REAL,
      "violated",
    ],
    [
      "an ordinary entry that never fits what was translated",
      [VIP, hides({ ...ORDINARY, translated: "never" })],
      FOR_REAL,
      "violated",
    ],
    ["an ordinary entry that fits it", [VIP, hides({ destination: SERVER })], FOR_HIDDEN, "violated"],
  ] as const)("%s", (_, entries, behind, verdict) => {
    const found = verdictOf(plant(entries, behind));
    expect(found.verdict, found.why).toBe(verdict);
  });

  it.each([
    ["a translation that may not match", [{ ...VIP, match: { ...VIP.match, source: UNSURE } }, hides()]],
    ["an entry that may not match", [VIP, hides({ source: UNSURE })]],
    [
      "an ordinary entry above of which it is not known whether it fits",
      [VIP, hides(ORDINARY, { id: "policy 0", translated: addresses("10.9.0.7") }), hides()],
    ],
    ["an exemption above of which it is not known", [VIP, hides(ORDINARY, { id: "policy 0", exempt: true }), hides()]],
    [
      "one of several translations above that may take it",
      [
        nat("destination", "any", "any", {
          id: "vip 2",
          match: { ...match("any", "192.0.2.9", "any"), source: UNSURE },
          translated: SERVER,
        }),
        VIP,
        hides(),
      ],
    ],
    [
      "an entry that names what may be anything",
      [VIP, hides({ destination: { kind: "unknown", doubt: "d1", upper: SERVER } })],
    ],
    ["part of a pool that the one behind lets pass", [VIP, hides({}, { translated: addresses("10.9.0.1-10.9.0.8") })]],
    [
      "several servers, of which one is named",
      [nat("destination", "any", "192.0.2.9", { translated: addresses("10.2.0.9-10.2.0.10") }), hides()],
    ],
  ] as const)("stays open for %s", (_, entries) => {
    expect(verdictOf(plant(entries, FOR_HIDDEN)).verdict).toBe("unproved");
  });

  it("is asked of each translation apart, where several lead to one server", () => {
    const other = nat("destination", "any", "192.0.2.10", { id: "vip 2", translated: SERVER });
    const both = [VIP, other, hides()];
    // What is dialled by the second address comes with its real source.
    expect(verdictOf(plant(both, FOR_REAL, "any")).verdict).toBe("violated");
    expect(verdictOf(plant(both, FOR_REAL)).verdict).toBe("proved");
    expect(verdictOf(plant(both, FOR_HIDDEN)).verdict).toBe("violated");
    expect(verdictOf(plant(both, FOR_HIDDEN, "192.0.2.10")).verdict).toBe("proved");
    const all = [VIP, other, hides({ destination: named(SERVER, "vip", "vip 2") })];
    expect(verdictOf(plant(all, FOR_REAL, "192.0.2.9-192.0.2.10")).verdict).toBe("proved");
  });
});
