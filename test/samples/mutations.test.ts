/** Each change of the repaired set makes its check find something, and beside it only those that are named with a reason. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Finding } from "../../src/judge/finding.js";
import { checkEdited } from "./edited-plant.js";
import { MUTATIONS, OWN_MUTATIONS } from "./mutations.js";
import { RARE_MUTATIONS } from "./rare-mutations.js";

let before: ReadonlySet<string>;

beforeAll(async () => {
  before = new Set((await checkEdited("fixed")).findings.map(keyOf));
}, 60_000);

/** What a finding says, without the lines that a change moves. */
function keyOf({ check, status, message }: Finding): string {
  return `${check} ${status} ${message}`;
}

describe("a change of the repaired plant", () => {
  it.each([...MUTATIONS, ...OWN_MUTATIONS, ...RARE_MUTATIONS])(
    "$what: $check",
    { timeout: 60_000 },
    async ({ check, edits, beside }) => {
      const { findings } = await checkEdited("fixed", edits);
      const found = findings.filter((finding) => finding.status !== "accepted" && !before.has(keyOf(finding)));
      const checks = [...new Set(found.map((finding) => finding.check))].sort();
      expect(checks).toEqual([check, ...Object.keys(beside)].sort());
    },
  );
});
