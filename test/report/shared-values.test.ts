/** Large reports as data of the page: nothing is lost on the way there, and the text is short. */
import { inflateSync } from "fflate";
import { describe, expect, it } from "vitest";
import { buildPageData } from "../../src/report/html/build-page-data.js";
import { packedData } from "../../src/report/html/packed.js";
import { wholeValue } from "../../src/report/html/page/whole-value.js";
import type { PageData } from "../../src/report/html/page-data.js";
import { shareValues } from "../../src/report/html/shared-values.js";
import { fc } from "../seeded.js";
import { hostileResult } from "./hostile.js";
import { finding, plantResult } from "./plant-result.js";

const DAY = "2026-05-31";

function backOf(text: string): unknown {
  return wholeValue(JSON.parse(new TextDecoder().decode(inflateSync(Buffer.from(text, "base64")))));
}

/** Format characters as escapes. */
function shown(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\u202e/g, "\\u{202e}").replace(/\u200b/g, "\\u{200b}") : value;
}

describe("shareValues", () => {
  it("keeps every JSON value, with the keys of its objects in their order", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        expect(JSON.stringify(wholeValue(JSON.parse(JSON.stringify(shareValues(JSON.parse(text))))))).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    { what: "a key that objects inherit", value: JSON.parse('{"__proto__":{"a":1},"b":{"__proto__":2}}') },
    { what: "numbers and their texts", value: [1, "1", null, "null", true, "true", 0, false, ""] },
    { what: "empty things", value: [[], {}, [[]], [{}], ""] },
    { what: "a leaf alone", value: "alone" },
  ])("keeps $what", ({ value }) => {
    expect(JSON.stringify(wholeValue(shareValues(value)))).toBe(JSON.stringify(value));
  });

  it("leaves out what is not there, and writes what stands in two places once", () => {
    const place = { file: "fw-edge.conf", line: 4 };
    const shared = shareValues({ one: place, other: { ...place }, none: undefined });
    expect(wholeValue(shared)).toEqual({ one: place, other: place });
    expect(shared.leaves).toEqual(["fw-edge.conf", 4]);
    expect(shared.shapes).toEqual([
      ["one", "other"],
      ["file", "line"],
    ]);
  });
});

describe("packedData", () => {
  it("leaves a small report as it is", () => {
    const data = buildPageData(plantResult(), DAY);
    const { text, isPacked } = packedData(data);
    expect(isPacked).toBe(false);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(data)));
  });

  it.each([
    { what: "the plant", result: plantResult() },
    { what: "hostile texts", result: hostileResult() },
  ])("packs and unpacks $what, in the same bytes each time", ({ result }) => {
    const data = buildPageData(result, DAY);
    const { text, isPacked } = packedData(data, 0);
    expect(isPacked).toBe(true);
    expect(text).toMatch(/^[A-Za-z0-9+/]+=*$/);
    expect(backOf(text)).toEqual(JSON.parse(JSON.stringify(data), shown));
    expect(packedData(data, 0).text).toBe(text);
  });

  it("has nothing in it that changes the order of what is read, packed or not", () => {
    const data = buildPageData(hostileResult(), DAY);
    const plain = packedData(data, Number.POSITIVE_INFINITY).text;
    expect(plain).not.toMatch(/\p{Cf}/u);
    expect(JSON.parse(plain)).toEqual(JSON.parse(JSON.stringify(data), shown));
    expect(JSON.stringify(backOf(packedData(data, 0).text))).not.toMatch(/\p{Cf}/u);
  });

  it("takes less than 100 bytes for each further finding, where JSON takes 500", () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        finding({ message: `rule ${index} lets something through`, fingerprint: `${index}`.padStart(64, "0") }),
      );
    const dataOf = (count: number) => buildPageData(plantResult({ findings: many(count) }), DAY);
    const [small, large] = [dataOf(2000), dataOf(22_000)];
    const perFinding = (lengthOf: (data: PageData) => number) => (lengthOf(large) - lengthOf(small)) / 20_000;
    expect(perFinding((data) => packedData(data).text.length)).toBeLessThan(100);
    expect(perFinding((data) => JSON.stringify(data).length)).toBeGreaterThan(500);
  });
});
