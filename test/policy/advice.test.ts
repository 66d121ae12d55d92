/**
 * Below the SL-T from which a check counts, what it finds is advice and in no count; from there on it is a finding. Shown for
 * every check, through all stages, on an example in which it fires: nothing but targets differs.
 */
import { describe, expect, it } from "vitest";
import { isMap, parseDocument } from "yaml";
import { loadBundle } from "../../src/judge/bundle.js";
import type { CatalogueEntry } from "../../src/judge/finding.js";
import { type Example, readExamples } from "../../src/policy/examples.js";
import { readPolicySources } from "../../src/policy/sources.js";
import { requirementRows } from "../../src/report/requirements.js";
import type { CheckResult } from "../../src/report/result.js";
import { summarize } from "../../src/report/summary.js";
import { FOUNDATIONAL_REQUIREMENTS } from "../../src/zones/map.js";
import { DAY, resultOf } from "./example-run.js";

type Target = Readonly<Record<string, number>>;
/** Of every zone and conduit, by its id. */
type Targets = (part: string) => Target;

/** Checks that are advice nowhere, with the reason. */
const NEVER: Readonly<Record<string, string>> = {
  "conduit-slt-below-zones": "a zone that has more than its conduit has at least the 1 from which it counts",
  "missing-slt": "what has no target is not waved through: there is none that could be too low",
};

/** Checks that compare targets: there all of them cannot be the same. First those below, then those from which it counts. */
const COMPARING: Readonly<Record<string, readonly [Targets, Targets]>> = {
  "lower-sl-writes-higher-sl": [(part) => level(part === "office" ? 0 : 1), (part) => level(part === "office" ? 0 : 2)],
  // What is too wide depends on the target: at 1 it takes more than the 65,536 addresses of the example.
  "wide-network-in-rule": [() => level(0), () => level(2)],
};

/** For examples of devices alone: a zone of the plant, and an interface that lies in it where the example has none. */
const PLANT = "version: 1\nzones:\n  plant: { kind: operations, networks: [0.0.0.0/0], owner: OT }\n";
const PORT =
  'config system interface\nedit "port2"\nset ip 10.20.30.1 255.255.255.0\nset allowaccess snmp\nset type physical\nnext\nend\n';

const [{ examples }, { catalogue }] = await Promise.all([readPolicySources("policies"), loadBundle()]);

/** All but those that compare targets: what is not declared they compare with nothing. */
const LEAVING = catalogue.filter(({ id }) => !(id in NEVER) && !(id in COMPARING));

describe("below the level from which it counts", () => {
  it("only checks that there are have a reason", () => {
    const ids = catalogue.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([...Object.keys(NEVER), ...Object.keys(COMPARING)]));
  });

  it.each(catalogue.filter(({ id }) => NEVER[id] === undefined).map((entry) => [entry.id, entry] as const))(
    "%s is advice, and nothing counts it",
    async (id, entry) => {
      const [below] = targetsOf(entry);
      const found = await seen(entry, below);
      expect(found.length).toBeGreaterThan(0);
      for (const result of found) {
        const states = result.findings.map(({ status, severity }) => `${status} ${severity}`);
        expect(states).toEqual(states.map(() => "advice info"));
        expect(openIn(result)).toEqual({ summary: 0, gaps: 0 });
        expect(statesOf(id, result)).toEqual(expect.not.arrayContaining(["contradicted", "unproved", "indicated"]));
      }
    },
  );

  it.each(catalogue.map((entry) => [entry.id, entry] as const))("%s counts from there on", async (_, entry) => {
    for (const counting of targetsOf(entry).slice(1)) {
      const found = await seen(entry, counting);
      expect(found.length).toBeGreaterThan(0);
      for (const result of found) {
        expect(result.findings.map(({ status }) => status)).toContain("open");
        expect(openIn(result)).not.toMatchObject({ summary: 0 });
        expect(openIn(result)).not.toMatchObject({ gaps: 0 });
      }
    }
  });
});

describe("where a target leaves out an element", () => {
  it.each(LEAVING.map((entry) => [entry.id, entry] as const))("%s is no advice for that", async (_, entry) => {
    const [below] = targetsOf(entry);
    for (const left of Object.keys(entry.slTarget)) {
      const partial = (part: string) =>
        Object.fromEntries(Object.entries(below?.(part) ?? {}).filter(([element]) => element !== left));
      const found = await seen(entry, partial);
      expect(found.length).toBeGreaterThan(0);
      for (const result of found) {
        expect(result.findings.map(({ status }) => status)).toEqual(expect.not.arrayContaining(["advice"]));
        expect(result.findings[0]?.slTarget).toContain(`${left} not declared`);
      }
    }
  });
});

/** Those of its examples in which it fires at these targets. */
async function seen(entry: CatalogueEntry, targets: Targets | undefined): Promise<CheckResult[]> {
  const { violated } = readExamples(examples.get(entry.id) ?? "");
  const results: CheckResult[] = [];
  for (const example of violated) {
    const result = await resultOf(entry.id, targets === undefined ? example : withTargets(example, targets));
    if (result.findings.length > 0) results.push(result);
  }
  return results;
}

/** Just below, with all that the check does not ask as high as can be; then just high enough in one element after the other. */
function targetsOf({ id, slTarget }: CatalogueEntry): (Targets | undefined)[] {
  if (id in NEVER) return [undefined, undefined];
  const comparing = COMPARING[id];
  if (comparing !== undefined) return [...comparing];
  const asked = Object.entries(slTarget);
  const below = { ...level(4), ...Object.fromEntries(asked.map(([element, least]) => [element, least - 1])) };
  return [
    () => below,
    ...asked.map(([element, least]) => () => ({ ...below, [element]: least })),
  ];
}

function level(number: number): Target {
  return Object.fromEntries(FOUNDATIONAL_REQUIREMENTS.map((element) => [element, number]));
}

function withTargets({ zones, configs, why }: Example, targets: Targets): Example {
  const document = parseDocument(zones ?? PLANT);
  for (const key of ["zones", "conduits"]) {
    const parts = document.get(key);
    if (!isMap(parts)) continue;
    for (const { key: part, value } of parts.items) {
      if (isMap(value)) value.set("sl-target", document.createNode(targets(String(part))));
    }
  }
  const placed = zones === undefined ? Object.entries(configs).map(([file, text]) => [file, inPlant(text)]) : undefined;
  return { why, zones: document.toString(), configs: placed === undefined ? configs : Object.fromEntries(placed) };
}

function inPlant(text: string): string {
  return text.startsWith("#config-version=") && !text.includes("set ip ") ? `${text}${PORT}` : text;
}

function openIn(result: CheckResult): { summary: number; gaps: number } {
  const { open } = summarize(result);
  const rows = requirementRows(result, DAY);
  const sum = (numbers: readonly number[]) => numbers.reduce((before, one) => before + one, 0);
  return { summary: sum(Object.values(open)), gaps: sum(rows.map((row) => row.open)) };
}

function statesOf(id: string, result: CheckResult): string[] {
  const rows = requirementRows(result, DAY).filter(({ checks }) => checks.includes(id));
  return rows.flatMap(({ state, zones }) => [state, ...zones.map((zone) => zone.state)]);
}
