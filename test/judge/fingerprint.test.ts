import { describe, expect, it } from "vitest";
import { distinguish, fingerprint } from "../../src/judge/fingerprint.js";
import { fc } from "../seeded.js";

const PARTS = {
  check: "undeclared-conduit",
  device: "fw-edge",
  from: "enterprise",
  to: "scada",
  subject: ["firewall policy", "ERP-to-SCADA"],
};

describe("fingerprint", () => {
  it("is a SHA-256 in hex, the same for ever", () => {
    expect(fingerprint(PARTS)).toBe("630c85577b0847a56dc1494e9428f6983d35ffb658d0ccb336ba9fccf9d16fbf");
  });

  it("does not see white space", () => {
    expect(fingerprint({ ...PARTS, subject: [" firewall  policy", "ERP-to-SCADA\t"] })).toBe(fingerprint(PARTS));
  });

  const others = [
    { check: "any-any-rule" },
    { device: "core-1" },
    { from: "scada" },
    { to: "cell-a" },
    { subject: ["firewall policy", "ERP-to-PLC"] },
    { subject: ["firewall policy ERP-to-SCADA"] },
  ];
  for (const other of others) {
    it(`is another for ${JSON.stringify(other)}`, () => {
      expect(fingerprint({ ...PARTS, ...other })).not.toBe(fingerprint(PARTS));
    });
  }

  it("keeps parts apart that read alike when joined", () => {
    expect(fingerprint({ check: "a", from: "b", subject: [] })).not.toBe(
      fingerprint({ check: "a", to: "b", subject: [] }),
    );
  });
});

describe("distinguish", () => {
  it("makes every fingerprint unique and keeps the first of each", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("aa", "bb", "cc")), (prints) => {
        const told = distinguish(prints.map((print) => ({ fingerprint: print })));
        expect(new Set(told.map((finding) => finding.fingerprint)).size).toBe(prints.length);
        for (const [index, print] of prints.entries()) {
          if (prints.indexOf(print) === index) expect(told[index]?.fingerprint).toBe(print);
        }
      }),
    );
  });

  it("gives the second of a kind the same one every time", () => {
    const [, second] = distinguish([{ fingerprint: "aa" }, { fingerprint: "aa" }]);
    const [, , again] = distinguish([{ fingerprint: "bb" }, { fingerprint: "aa" }, { fingerprint: "aa" }]);
    expect(again).toEqual(second);
  });
});
