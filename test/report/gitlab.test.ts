/** GitLab code quality: the fields that its documentation asks for, one fingerprint each. */
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { renderGitlab } from "../../src/report/gitlab.js";
import { expectGolden } from "./golden.js";
import { hostileResult } from "./hostile.js";
import { finding, plantResult } from "./plant-result.js";

/** docs.gitlab.com/ci/testing/code_quality, "Code Quality report format". */
const SCHEMA = {
  type: "array",
  items: {
    type: "object",
    required: ["description", "check_name", "fingerprint", "severity", "location"],
    properties: {
      description: { type: "string", minLength: 1 },
      check_name: { type: "string", minLength: 1 },
      fingerprint: { type: "string", minLength: 1 },
      severity: { enum: ["info", "minor", "major", "critical", "blocker"] },
      location: {
        type: "object",
        required: ["path", "lines"],
        properties: {
          path: { type: "string", pattern: "^(?!\\./)" },
          lines: { type: "object", required: ["begin"], properties: { begin: { type: "integer", minimum: 1 } } },
        },
      },
    },
  },
};

describe("renderGitlab", () => {
  const validate = new Ajv({ allErrors: true }).compile(SCHEMA);

  it("matches the golden file", () => expectGolden("plant.gitlab.json", renderGitlab(plantResult())));

  it.each([
    ["the plant", plantResult()],
    ["hostile text in every field", hostileResult()],
    ["a path from here", plantResult({ findings: [finding({ locations: [{ ...at(), file: "./a.cfg" }] })] })],
  ])("has what GitLab asks for: %s", (_, result) => {
    validate(JSON.parse(renderGitlab(result)));
    expect(validate.errors ?? []).toEqual([]);
  });

  it("refuses what GitLab would not read", () => {
    const issue = { description: "a", check_name: "b", fingerprint: "c", severity: "high", location: { path: "./a" } };
    expect(validate([issue])).toBe(false);
    expect(validate.errors?.map(({ instancePath }) => instancePath)).toEqual([
      "/0/severity",
      "/0/location",
      "/0/location/path",
    ]);
  });

  it("gives each of two errors on one line a fingerprint, which stays where the line moves", () => {
    const error = (message: string, line: number) => ({
      ...plantResult().diagnostics.find(({ severity }) => severity === "error")!,
      message,
      at: { ...at(), endLine: line, endColumn: 2, line },
    });
    const printsOf = (...diagnostics: ReturnType<typeof error>[]): string[] =>
      JSON.parse(renderGitlab(plantResult({ diagnostics, findings: [] }))).map(
        ({ fingerprint }: { fingerprint: string }) => fingerprint,
      );
    const prints = printsOf(error("one", 3), error("other", 3), error("other", 3));
    expect(new Set(prints).size).toBe(3);
    expect(printsOf(error("one", 9), error("other", 9), error("other", 12))).toEqual(prints);
  });

  it("tells what counts, and inputs that were not analysed, as the worst", () => {
    const issues = JSON.parse(renderGitlab(plantResult()));
    expect(issues.map(({ check_name: check }: { check_name: string }) => check)).toEqual([
      "read/binary",
      "any-source-into-ot",
      "cell-to-cell",
      "cell-to-cell",
    ]);
    expect(issues[0].severity).toBe("blocker");
  });
});

function at() {
  return { file: "a.cfg", line: 1, column: 1, end_line: 1, end_column: 2 };
}
