/** The checks are those of the reference catalogue, with its requirements, areas, owners, phases and levels. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { CatalogueEntry } from "../../src/judge/finding.js";
import { REQUIREMENT_ROWS } from "../../src/zones/requirement-rows.js";

const REFERENCE = new URL("../../../shared/reference/", import.meta.url);
const ELEMENTS = ["IAC", "UC", "SI", "DC", "RDF", "TRE", "RA"];

interface Row {
  readonly id: string;
  readonly minimum: number;
  readonly requirements: readonly string[];
  readonly area: string;
  readonly severity: string;
  readonly verdictKind: string;
  readonly owner: string;
  readonly phase: number;
}

/** Checks of our own, which the reference does not name. */
const OWN = ["contradicting-rules", "rule-misses-demand", "unused-object"];

/** Cells that name two severities, with the one that METADATA gives: that of most findings. Which is raised when, the tests of each check say. */
const SEVERAL: Readonly<Record<string, string>> = {
  "high at SL2+, medium at SL1": "high",
  "critical at SL3+, high below": "high",
  "high with write/default, medium else": "high",
  "medium (high when from internet)": "medium",
  "medium (high when a deny is hidden)": "medium",
};

/** Severities that a check raises beside those of its cell, all of them lower, with the reason. */
const LOWER: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "undeclared-conduit": { medium: "another device stops it", low: "it goes to addresses of no zone" },
  "any-any-rule": { high: "without a map it is not known what lies behind the device" },
  "any-service-rule": { medium: "without a map it is not known what lies behind the device" },
  "internet-to-ot": { high: "another device stops it" },
  "remote-access-not-via-jump-host": { high: "another device stops it" },
  "vpn-full-tunnel-to-ot": { medium: "another device stops it" },
  "vendor-always-on": { medium: "another device stops it" },
  "admin-telnet-http": { medium: "it is not sure that the service answers" },
  "admin-from-untrusted": { medium: "it is not sure that the service answers" },
  "allow-not-logged": { medium: "the export does not tell whether it is logged" },
  "declared-flow-blocked": { low: "it cannot be told" },
  "ipv6-unfiltered": { low: "a filter is there, of which nobody wrote a rule" },
};

const isThere = existsSync(new URL("checks.md", REFERENCE));

function rows(): Row[] {
  if (!isThere) return [];
  return readFileSync(new URL("checks.md", REFERENCE), "utf8")
    .split("\n")
    .filter((line) => /^\| `[a-z0-9-]+` \|/.test(line))
    .map((line) => {
      const [
        id = "",
        ,
        level = "",
        requirements = "",
        area = "",
        severity = "",
        ,
        verdict = "",
        owner = "",
        phase = "",
      ] = line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim());
      return {
        id: id.replaceAll("`", ""),
        minimum: Number(/^SL(\d)/.exec(level)?.[1]),
        requirements: requirements.split(", "),
        area,
        severity,
        verdictKind: verdict,
        owner,
        phase: Number(phase),
      };
    });
}

/** The lowest level from which a requirement is asked, by its id. */
function starts(): Map<string, number> {
  const lines = readFileSync(new URL("iec62443-3-3.tsv", REFERENCE), "utf8").split("\n");
  return new Map(
    lines
      .filter((line) => /^FR\d/.test(line))
      .map((line) => {
        const [, id = "", , , ...levels] = line.split("\t");
        return [id, levels.slice(0, 4).indexOf("y") + 1] as const;
      }),
  );
}

const catalogue: CatalogueEntry[] = JSON.parse(
  readFileSync(new URL("../../policies/compiled/catalogue.json", import.meta.url), "utf8"),
).checks;

describe.skipIf(!isThere)("the catalogue of checks, beside the reference", () => {
  const byId = new Map(catalogue.map((entry) => [entry.id, entry]));

  it("has all 110, and says which are its own", () => {
    expect(rows()).toHaveLength(110);
    expect(catalogue.map(({ id }) => id).toSorted()).toEqual([...rows().map(({ id }) => id), ...OWN].toSorted());
  });

  it.each(rows().map((row) => [row.id, row] as const))("%s says the same", (id, row) => {
    const entry = byId.get(id);
    expect({
      requirements: entry?.requirements,
      area: entry?.area,
      owner: entry?.owner,
      phase: entry?.phase,
      verdictKind: entry?.verdictKind,
    }).toEqual({
      requirements: row.requirements,
      area: row.area,
      owner: row.owner,
      phase: row.phase,
      verdictKind: row.verdictKind,
    });
    expect(entry?.severity).toBe(SEVERAL[row.severity] ?? row.severity);
  });

  it.each(rows().map((row) => [row.id, row] as const))("%s counts from its level, in each element", (id, row) => {
    const start = starts();
    const wanted = new Map<string, number>();
    for (const requirement of row.requirements) {
      const element = ELEMENTS[Number(requirement[3]) - 1] ?? "";
      const level = Math.max(row.minimum, start.get(requirement) ?? 0);
      wanted.set(element, Math.min(level, wanted.get(element) ?? level));
    }
    expect(byId.get(id)?.slTarget).toEqual(Object.fromEntries(wanted));
  });
});

describe.skipIf(!isThere)("the severities that the rules of a check raise", () => {
  it.each(rows().map((row) => [row.id, row] as const))(
    "%s: those of its cell, and lower ones with a reason",
    (id, row) => {
      const source = readFileSync(new URL(`../../policies/${row.area}/${id}/${id}.rego`, import.meta.url), "utf8");
      const raised = new Set(source.match(/(?<=")(?:critical|high|medium|low|info)(?=")/g));
      const wanted = [
        ...(row.severity.match(/\b(?:critical|high|medium|low|info)\b/g) ?? []),
        ...Object.keys(LOWER[id] ?? {}),
      ];
      expect([...raised].toSorted()).toEqual(wanted.toSorted());
    },
  );

  it("has no row for a check or a cell that is not there", () => {
    const cells = rows().flatMap(({ id, severity }) => [id, severity]);
    expect(cells).toEqual(expect.arrayContaining([...Object.keys(LOWER), ...Object.keys(SEVERAL)]));
  });
});

describe.skipIf(!isThere)("the requirements", () => {
  it("are those of the reference, with the level from which each is asked", () => {
    const lines = readFileSync(new URL("iec62443-3-3.tsv", REFERENCE), "utf8").split("\n");
    const wanted = lines
      .filter((line) => /^FR\d/.test(line))
      .map((line) => {
        const cells = line.split("\t");
        return [cells[1], cells[3], cells.slice(4, 8).indexOf("y") + 1, cells[8], cells[10]];
      });
    expect(REQUIREMENT_ROWS).toEqual(wanted);
    expect(wanted).toHaveLength(100);
  });
});
