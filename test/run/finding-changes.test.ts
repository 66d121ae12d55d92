import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/judge/finding.js";
import { findingChanges } from "../../src/run/diff/finding-changes.js";

let count = 0;

/** One of a device, with a fingerprint of its own. */
function finding(message: string, more: Partial<Finding> = {}): Finding {
  count++;
  return {
    ...{ check: "rule-without-reason", area: "change-management", title: "", verdict: "indicated", status: "open" },
    ...{ severity: "low", device: "core-1", boxes: [], doubts: [], locations: [], requirements: [], owner: "OT" },
    ...{ phase: 3, why: "", action: "", fingerprint: String(count), message },
    ...more,
  };
}

const inText = (text: string, ...findings: Finding[]) => ({ findings, texts: [text] });

describe("findings of both sides of a change", () => {
  const ops = finding("core-1: 5 of 9 permit rules of OPS have no comment");
  const list = (name: string) => `ip access-list extended ${name}\n permit ip any any\n`;

  it("are the same where a list got another name", () => {
    const after = finding("core-1: 5 of 9 permit rules of SITE have no comment");
    const changes = findingChanges(inText(list("OPS"), ops), inText(list("SITE"), after));
    expect(changes).toEqual({ appeared: [], gone: [], worse: [], stayed: 1 });
  });

  it("are others where a number, a check, a device or more than a name differs", () => {
    for (const after of [
      finding("core-1: 6 of 9 permit rules of OPS have no comment"),
      finding("core-1: 5 of 9 permit rules of SITE have no comment", { check: "unused-object" }),
      finding("core-2: 5 of 9 permit rules of OPS have no comment", { device: "core-2" }),
      finding("core-1: 5 of 9 deny rules of SITE have no comment"),
    ]) {
      const changes = findingChanges(inText(list("OPS"), ops), inText(list("SITE"), after));
      expect(changes).toEqual({ appeared: [after], gone: [ops], worse: [], stayed: 0 });
    }
  });

  it("are others where the other name stands on both sides", () => {
    const after = finding("core-1: 5 of 9 permit rules of SITE have no comment");
    const both = list("OPS") + list("SITE");
    for (const [one, other] of [
      [both, list("SITE")],
      [list("OPS"), both],
    ] as const) {
      const changes = findingChanges(inText(one, ops), inText(other, after));
      expect(changes).toEqual({ appeared: [after], gone: [ops], worse: [], stayed: 0 });
    }
  });

  it("take one name that went for one that came", () => {
    const after = ["SITE", "PLANT"].map((name) => finding(`core-1: 5 of 9 permit rules of ${name} have no comment`));
    const changes = findingChanges(inText(list("OPS"), ops), inText(list("SITE") + list("PLANT"), ...after));
    expect(changes).toMatchObject({ appeared: [after[1]], gone: [], stayed: 1 });
  });
});
