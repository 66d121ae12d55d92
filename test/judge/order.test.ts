import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/judge/finding.js";
import { inOrder } from "../../src/judge/order.js";
import { fc } from "../seeded.js";

const at = (file: string, line: number, column = 1) => [{ file, line, column, end_line: line, end_column: 9 }];

const FINDING: Finding = {
  check: "undeclared-conduit",
  area: "network-segmentation",
  title: "",
  verdict: "violated",
  status: "open",
  severity: "high",
  message: "m",
  boxes: [],
  doubts: [],
  locations: at("core-1.cfg", 10),
  requirements: [],
  owner: "OT",
  phase: 1,
  why: "",
  action: "",
  fingerprint: "",
};

/** Each differs from the one before in what comes next in the order. */
const IN_ORDER: Partial<Finding>[] = [
  { severity: "critical", verdict: "unproved" },
  {},
  { check: "unparsed-statements" },
  { check: "unparsed-statements", from: "a" },
  { check: "unparsed-statements", from: "a", to: "b" },
  { check: "unparsed-statements", from: "a", to: "b", message: "n" },
  { locations: at("core-1.cfg", 10, 2) },
  { locations: at("core-1.cfg", 11) },
  { locations: at("fw-edge.conf", 2) },
  { verdict: "unproved", locations: at("a.conf", 1) },
  { verdict: "indicated", locations: at("a.conf", 1) },
  { severity: "medium" },
  { severity: "low" },
  { severity: "info" },
  { status: "advice", severity: "info" },
  { status: "accepted", severity: "critical" },
];

describe("inOrder", () => {
  it("puts the worst first, then by place", () => {
    const findings = IN_ORDER.map((part) => ({ ...FINDING, ...part }));
    fc.assert(
      fc.property(fc.shuffledSubarray(findings, { minLength: findings.length }), (shuffled) => {
        expect(inOrder(shuffled)).toEqual(findings);
      }),
    );
  });

  it("keeps equal findings as they came", () => {
    const [first, second] = [{ ...FINDING }, { ...FINDING }];
    expect(inOrder([first, second])[0]).toBe(first);
  });
});
