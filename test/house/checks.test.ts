/** Every check is whole: policy, test, examples of both kinds, complete METADATA (style 2). */
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { SEVERITIES } from "../../src/judge/finding.js";
import { listFiles, readText } from "./tree.js";

const checks = listFiles("policies", ".rego")
  .map((path) => /^policies\/([a-z][a-z0-9-]*)\/([a-z][a-z0-9-]*)\/\2\.rego$/.exec(path))
  .flatMap((match) => (match ? [{ area: match[1] ?? "", id: match[2] ?? "" }] : []));
const catalogue: { checks: Record<string, unknown>[] } = JSON.parse(readText("policies/compiled/catalogue.json"));

/** What issue A asks for at least. */
const FIRST =
  `undeclared-conduit flow-outside-conduit default-allow-between-zones any-any-rule any-service-rule any-source-into-ot
any-destination-from-ot enterprise-to-control-direct safety-zone-inbound control-protocol-from-it remote-desktop-into-control
cell-to-cell ot-to-internet internet-to-ot svi-without-acl acl-not-bound shadowed-rule admin-telnet-http allow-not-logged
declared-flow-blocked unparsed-statements address-outside-any-zone`.split(/\s+/);

/** Checks that have no test of a doubt, with the reason. */
const WITHOUT_DOUBT: Readonly<Record<string, readonly string[]>> = {
  "they ask the map, which is read as a whole or refused": [
    ...[
      "backup-path-wide",
      "backup-target-same-zone",
      "conduit-slt-below-zones",
      "conduit-without-owner",
      "missing-slt",
    ],
    ...["no-compensating-record", "no-island-mode", "zone-without-boundary"],
  ],
  "what they find stands in the configuration for everybody to read": [
    ...["address-outside-any-zone", "contradicting-rules", "disabled-rule-kept"],
    ...["layer2-control-leaves-cell", "rule-without-reason", "safety-shares-subnet", "zone-network-overlap"],
  ],
};
const doubtless = new Set(Object.values(WITHOUT_DOUBT).flat());

describe("the checks", () => {
  it("are known where they are said to have no doubts", () => {
    expect([...doubtless].filter((id) => !checks.some((one) => one.id === id))).toEqual([]);
  });

  it("are at least those of the first version", () => {
    expect(checks.map(({ id }) => id)).toEqual(expect.arrayContaining(FIRST));
  });

  it("stand in the catalogue, all of them", () => {
    expect(catalogue.checks.map(({ id }) => id).toSorted()).toEqual(checks.map(({ id }) => id).toSorted());
  });
});

describe.each(checks)("policies/$area/$id", ({ area, id }) => {
  const folder = `policies/${area}/${id}`;
  const entry = catalogue.checks.find((candidate) => candidate.id === id) ?? {};

  it("has a test that fires and one that does not", () => {
    const test = readText(`${folder}/${id}_test.rego`);
    expect(test).toMatch(/^test_(?:violated|unproved|indicated)/m);
    expect(test).toMatch(/^test_clean/m);
  });

  it("has a test of what a doubt leaves open, or a reason why none can", () => {
    const test = readText(`${folder}/${id}_test.rego`);
    expect(/^test_(?:unproved|not_assessed)/m.test(test)).toBe(!doubtless.has(id));
  });

  it("counts from a level on, so that it is advice below", () => {
    const levels = Object.values(Object(entry.slTarget));
    expect(levels.length).toBeGreaterThan(0);
    for (const level of levels) expect([1, 2, 3, 4]).toContain(level);
  });

  it("has examples in which it fires and in which it must not", () => {
    const examples = parse(readText(`${folder}/examples.yaml`));
    for (const kind of ["violated", "clean"]) {
      expect(examples[kind], kind).not.toEqual([]);
      for (const example of examples[kind]) expect(example).toMatchObject({ why: expect.any(String), configs: {} });
    }
  });

  it("has METADATA that say why it matters and what to do", () => {
    expect(entry).toMatchObject({ area, title: expect.any(String) });
    expect(SEVERITIES).toContain(entry.severity);
    expect(String(entry.description).length).toBeGreaterThan(40);
    expect(String(entry.action).length).toBeGreaterThan(20);
    expect(entry.requirements).not.toEqual([]);
    expect(["OT", "IT", "IT+OT", "business"]).toContain(entry.owner);
    expect([1, 2, 3]).toContain(entry.phase);
  });

  it("stands in the catalogue page", () => {
    expect(readText("policies/CATALOGUE.md")).toContain(id);
  });
});
