/** The catalogue of checks: METADATA of each, typed and checked. */
import { z } from "zod";
import { type CatalogueEntry, SEVERITIES } from "../judge/finding.js";
import { REQUIREMENT_ROWS } from "../zones/requirement-rows.js";
import type { Annotation, PolicyProblem } from "./compiler.js";
import type { PolicySources } from "./sources.js";

const AN_ID = "an id such as SR 5.2 RE 1";
const REQUIREMENTS: ReadonlySet<string> = new Set(REQUIREMENT_ROWS.map(([id]) => id));

/** Keys of `custom` in the METADATA of a check (style 9). Unknown keys are refused: a mistyped one would be silent. */
const custom = z.strictObject({
  severity: z.enum(SEVERITIES),
  sl_target: z
    .partialRecord(z.enum(["IAC", "UC", "SI", "DC", "RDF", "TRE", "RA"]), z.int().min(1).max(4))
    .refine((target) => Object.keys(target).length > 0, "at least one foundational requirement"),
  requirements: z.array(z.string(AN_ID).refine((id) => REQUIREMENTS.has(id), AN_ID)).min(1),
  verdict_kind: z.enum(["decisive", "indicates"]),
  owner: z.enum(["OT", "IT", "IT+OT", "business"]),
  phase: z.int().min(1).max(3),
  action: z.string().min(1),
  /** For a check of devices that still asks for zones; a check of pairs always does. */
  needs_map: z.boolean().optional(),
});

/** Joins every check with its METADATA; what is missing or wrong in it becomes a problem at its place. */
export function readCatalogue(
  sources: PolicySources,
  annotations: readonly Annotation[],
): { entries: CatalogueEntry[]; problems: PolicyProblem[] } {
  const entries: CatalogueEntry[] = [];
  const problems: PolicyProblem[] = [];
  for (const check of sources.checks) {
    const note = annotations.find(({ file, values }) => file === check.module && values.scope === "package");
    const complain = (message: string) =>
      problems.push({ code: "metadata", message, file: check.module, row: note?.row ?? 1 });
    const { title, description } = note?.values ?? {};
    if (title === undefined || description === undefined) {
      complain("the package needs a METADATA block with title and description");
      continue;
    }
    const read = custom.safeParse(note?.values.custom ?? {});
    if (!read.success) {
      for (const issue of read.error.issues) complain(`custom.${issue.path.join(".")}: ${issue.message}`);
      continue;
    }
    if (check.slices.length === 0) complain("no rule named pair, device or map: this check can never find anything");
    const { sl_target: slTarget, verdict_kind: verdictKind, needs_map: needsMap, ...rest } = read.data;
    entries.push({
      id: check.id,
      area: check.area,
      title,
      description: description.trim().replace(/\s*\n\s*/g, " "),
      ...rest,
      slTarget,
      verdictKind,
      slices: check.slices,
      needsMap: needsMap ?? !check.slices.includes("device"),
    });
  }
  return { entries: entries.sort((a, b) => (a.id < b.id ? -1 : 1)), problems };
}
