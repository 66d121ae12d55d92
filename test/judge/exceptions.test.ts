/** What recorded exceptions make of findings. */
import { describe, expect, it } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { ExceptionFacts } from "../../src/facts/map.js";
import { applyExceptions, reportIdleExceptions, reportUnknownChecks } from "../../src/judge/exceptions.js";
import type { Finding } from "../../src/judge/finding.js";

const FINDING: Finding = {
  check: "no-crypto-integrity",
  area: "secure-communication",
  title: "Control without cryptographic integrity",
  verdict: "indicated",
  status: "open",
  severity: "high",
  message: "F-111 can be changed on the way",
  from: "scada",
  to: "sis",
  conduit: "C-11",
  flow: "F-111",
  device: "fw-edge",
  boxes: [],
  doubts: [],
  locations: [],
  requirements: ["SR 3.1 RE 1"],
  owner: "OT",
  phase: 2,
  why: "",
  action: "",
  fingerprint: "aa",
};

const EXCEPTION: ExceptionFacts = {
  id: "EX-1",
  checks: ["no-crypto-integrity"],
  reason: "Modbus has none",
  compensating: "a gateway that only reads",
  approved_by: "safety engineer",
  expires: "2027-06-30",
  expired: false,
  location: { file: "zones.yaml", line: 1, column: 1, end_line: 1, end_column: 2 },
};

function apply(exception: Partial<ExceptionFacts>, finding: Partial<Finding> = {}): Finding | undefined {
  return applyExceptions([{ ...FINDING, ...finding }], [{ ...EXCEPTION, ...exception }])[0];
}

describe("a valid exception", () => {
  it("makes what it covers accepted, with who approved it and what is done instead", () => {
    expect(apply({})).toMatchObject({
      status: "accepted",
      severity: "high",
      message: FINDING.message,
      exception: {
        id: "EX-1",
        approvedBy: "safety engineer",
        compensating: "a gateway that only reads",
        expires: "2027-06-30",
        expired: false,
      },
    });
  });

  it.each([
    ["its conduit", { conduit: "C-11" }],
    ["its flow", { conduit: "C-11", flow: "F-111" }],
    ["one of its zones", { zone: "sis" }],
    ["its device", { device: "fw-edge" }],
  ])("fits by %s", (_, limits) => {
    expect(apply(limits)?.status).toBe("accepted");
  });

  it.each([
    ["another conduit", { conduit: "C-10" }],
    ["another flow", { flow: "F-112" }],
    ["another zone", { zone: "cell-a" }],
    ["another device", { device: "core-1" }],
    ["one of two limits", { conduit: "C-11", device: "core-1" }],
    ["another check", { checks: ["any-any-rule"] }],
  ])("does not fit %s", (_, limits) => {
    expect(apply(limits)).toEqual(FINDING);
  });

  it("accepts advice and open questions too", () => {
    expect(apply({}, { status: "advice", severity: "info" })).toMatchObject({ status: "accepted", severity: "info" });
    expect(apply({}, { verdict: "unproved" })).toMatchObject({ status: "accepted", verdict: "unproved" });
  });

  it("goes before one that has expired", () => {
    const old = { ...EXCEPTION, id: "EX-0", expired: true };
    expect(applyExceptions([FINDING], [old, EXCEPTION])[0]).toMatchObject({
      status: "accepted",
      exception: { id: "EX-1" },
    });
  });
});

describe("an exception that has expired", () => {
  it.each([
    ["low", "medium"],
    ["medium", "high"],
    ["high", "critical"],
    ["critical", "critical"],
  ] as const)("brings %s back as %s, and says so", (severity, worse) => {
    expect(apply({ expired: true, expires: "2025-12-31" }, { severity })).toMatchObject({
      status: "open",
      severity: worse,
      message: `${FINDING.message}; the exception EX-1 expired on 2025-12-31`,
    });
  });

  it("leaves advice as it is", () => {
    expect(apply({ expired: true }, { status: "advice", severity: "info" })).toMatchObject({
      status: "advice",
      severity: "info",
    });
  });
});

it("accepts nothing when no day was given to judge exceptions for", () => {
  const { expired: _expired, ...unjudged } = EXCEPTION;
  expect(applyExceptions([FINDING], [unjudged])).toEqual([FINDING]);
});

describe("an exception that fits nothing", () => {
  const told = (over: Partial<ExceptionFacts>, findings: readonly Finding[] = [FINDING], looked = [FINDING.check]) => {
    const diagnostics = new Diagnostics();
    reportIdleExceptions([{ ...EXCEPTION, ...over }], findings, { looked: new Set(looked), diagnostics });
    return diagnostics.all().map(({ code }) => code);
  };

  it("is told", () => expect(told({ device: "another" })).toEqual(["zones/idle-exception"]));
  it("is told when what it was for is mended", () => expect(told({}, [])).toEqual(["zones/idle-exception"]));
  it("is not when it fits", () => expect(told({})).toEqual([]));
  it("is not when it fits and has expired", () => expect(told({ expired: true })).toEqual([]));
  it("is not when its check did not look", () => expect(told({ device: "another" }, [FINDING], [])).toEqual([]));
});

describe("an exception for a check that there is not", () => {
  const location = { file: "zones.yaml", line: 7, column: 5, end_line: 7, end_column: 40 };
  const told = (checks: string[]) => {
    const diagnostics = new Diagnostics();
    const one = { id: "EX-1", checks, reason: "", approved_by: "ot", expires: "2027-06-30", location };
    reportUnknownChecks([one], ["no-crypto-integrity", "any-any-rule"], diagnostics);
    return diagnostics.all().map(({ code, at, message }) => [code, at.line, message]);
  };

  it("is reported where the map has it", () => {
    expect(told(["no-crypto-integrityy", "any-any-rule"])).toEqual([
      ["zones/unknown-check", 7, 'the exception EX-1 is for the check "no-crypto-integrityy", which there is not'],
    ]);
  });

  it("is not where there is one", () => expect(told(["no-crypto-integrity"])).toEqual([]));
});
