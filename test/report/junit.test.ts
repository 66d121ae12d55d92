/** JUnit: well-formed whatever is in it, counts that are those of its cases, nothing lost. */
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { renderJunit } from "../../src/report/junit.js";
import { expectGolden } from "./golden.js";
import { hostileResult } from "./hostile.js";
import { plantResult } from "./plant-result.js";

const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => ["testsuite", "testcase"].includes(name) });

describe("renderJunit", () => {
  it("matches the golden file", () => expectGolden("plant.junit.xml", renderJunit(plantResult())));

  it.each([
    ["the plant", plantResult()],
    ["hostile text in every field", hostileResult()],
  ])("is well-formed, and counts its cases: %s", (_, result) => {
    const text = renderJunit(result);
    expect(XMLValidator.validate(text)).toBe(true);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no place for them
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
    const { testsuites } = parser.parse(text);
    const cases = testsuites.testsuite.flatMap(({ testcase }: { testcase: unknown[] }) => testcase);
    expect(Number(testsuites["@_tests"])).toBe(cases.length);
    expect(cases).toHaveLength(result.findings.length + result.pairs.length + 3);
    expect(Number(testsuites["@_failures"])).toBe(cases.filter((one: object) => "failure" in one).length);
    expect(Number(testsuites["@_errors"])).toBe(1);
  });

  it("skips what does not count and fails what does", () => {
    const text = renderJunit(plantResult());
    expect(text).toContain('<skipped message="low, advice"/>');
    expect(text).toContain('<failure message="critical, unproved"');
    expect(text).not.toContain("FAKE-SECRET");
  });
});
