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
    expect(row.severity).toContain(entry?.severity);
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
