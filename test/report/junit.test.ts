/** JUnit: well-formed whatever is in it, counts that are those of its cases, nothing lost. */
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { renderJunit } from "../../src/report/junit.js";
import { expectGolden } from "./golden.js";
import { hostileResult } from "./hostile.js";
import { plantResult } from "./plant-result.js";

const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => ["testsuite", "testcase"].includes(name) });

const ordered = new XMLParser({ ignoreAttributes: false, preserveOrder: true, ignoreDeclaration: true });

interface Element {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly children: readonly string[];
}
const SAID: Element = { required: [], optional: ["message", "type"], children: ["#text"] };
/** The schema of the Jenkins xUnit plugin, version 10, as far as the report uses it. */
const SCHEMA: Readonly<Record<string, Element>> = {
  testsuites: { required: [], optional: ["name", "time", "tests", "failures", "errors"], children: ["testsuite"] },
  testsuite: {
    required: ["name", "tests", "failures", "errors"],
    optional: ["skipped", "time", "timestamp", "hostname", "id", "package"],
    children: ["testcase"],
  },
  testcase: {
    required: ["name"],
    optional: ["classname", "time", "group"],
    children: ["skipped", "error", "failure"],
  },
  skipped: SAID,
  error: SAID,
  failure: SAID,
};
const COUNTS = ["tests", "failures", "errors", "skipped"];

type Node = Readonly<Record<string, unknown>>;

/** What of the elements is not as the schema has it. */
function faultsOf(nodes: readonly Node[], parent?: string): string[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ":@") ?? "";
    const known = parent === undefined ? ["testsuites"] : (SCHEMA[parent]?.children ?? []);
    if (!known.includes(name)) return [`${parent ?? "the file"} holds ${name}`];
    const element = SCHEMA[name];
    if (element === undefined) return [];
    const given = Object.entries((node[":@"] ?? {}) as Readonly<Record<string, string>>).map(
      ([key, value]) => [key.replace("@_", ""), value] as const,
    );
    const names = given.map(([key]) => key);
    return [
      ...given
        .filter(([key, value]) => COUNTS.includes(key) && !/^\d+$/.test(value))
        .map(([key, value]) => `${name}: ${key}="${value}"`),
      ...element.required.filter((key) => !names.includes(key)).map((key) => `${name}: no ${key}`),
      ...names
        .filter((key) => ![...element.required, ...element.optional].includes(key))
        .map((key) => `${name}: ${key} is unknown`),
      ...faultsOf(node[name] as readonly Node[], name),
    ];
  });
}

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

  it.each([
    ["the plant", plantResult()],
    ["hostile text in every field", hostileResult()],
  ])("has the elements and attributes of the schema, in its order: %s", (_, result) => {
    expect(faultsOf(ordered.parse(renderJunit(result)))).toEqual([]);
  });

  it("knows a report that readers would refuse", () => {
    const text =
      '<testsuites><testsuite name="a" tests="x"><failure/><testcase classname="b" id="1"/></testsuite></testsuites>';
    expect(faultsOf(ordered.parse(text))).toEqual([
      'testsuite: tests="x"',
      "testsuite: no failures",
      "testsuite: no errors",
      "testsuite holds failure",
      "testcase: no name",
      "testcase: id is unknown",
    ]);
  });

  it("skips what does not count and fails what does", () => {
    const text = renderJunit(plantResult());
    expect(text).toContain('<skipped message="low, advice"/>');
    expect(text).toContain('<failure message="critical, unproved"');
    expect(text).not.toContain("FAKE-SECRET");
  });
});
