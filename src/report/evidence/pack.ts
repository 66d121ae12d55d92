/** The files of an evidence pack: what was found, in every form, what it rests on, and the manifest over them. */
import { openFrameSource, shownLine } from "../../diagnostics/code-frame.js";
import type { SourceFile } from "../../source/source-file.js";
import { renderCsv } from "../csv.js";
import { type PageAssets, renderHtml } from "../html.js";
import { renderJson } from "../json.js";
import { requirementRows } from "../requirements.js";
import type { CheckResult } from "../result.js";
import { JUDGING, type Judging, judgingText } from "./judging.js";
import { type EvidencePredicate, manifestText } from "./manifest.js";
import { renderOscal } from "./oscal.js";
import { requirementStatements, zoneStatements } from "./statements.js";

export const MANIFEST = "manifest.json";
export const ENVELOPE = "manifest.dsse.json";

/** The same result, predicate and assets give the same bytes in every file. @returns texts by path in the pack. */
export function buildPack(
  result: CheckResult,
  predicate: EvidencePredicate,
  assets: PageAssets,
  judging: Judging = {},
): ReadonlyMap<string, string> {
  const { day } = predicate.judged;
  const rows = requirementRows(result, day);
  const chosen = judgingText(judging);
  const files = new Map([
    ["README.md", README],
    ["report.json", renderJson(result)],
    ["report.html", renderHtml(result, day, assets)],
    ["findings.csv", renderCsv(result)],
    ["zones.md", zoneStatements(result, rows)],
    ["requirements.md", requirementStatements(result, rows)],
    ["oscal-assessment-results.json", renderOscal(result, day)],
    ["checks.json", checksText(result)],
    ...(chosen === undefined ? [] : [[JUDGING, chosen] as const]),
    ...copies(result, predicate),
  ]);
  return new Map([...files, [MANIFEST, manifestText(files, predicate)]]);
}

const README = `# Evidence of a run of zoneproof

Whether the zones and conduits of IEC 62443 hold in configuration exports, and what shows it.

- report.html: the report for people, one file that needs no network
- zones.md, requirements.md: statements by zone and by requirement, with the lines
- report.json, findings.csv: everything, for scripts and spreadsheets
- oscal-assessment-results.json: the same for tools that read OSCAL
- checks.json: the checks that were asked
- judging.json: profile, settings, thresholds and own policies that judged, where it was not the shipped checks as they are
- inputs/: the map, and the configurations where they were asked for; secrets are masked, so these copies are for reading:
  their hashes are not those of the originals
- manifest.json: an in-toto statement with the SHA-256 of each of these files, of each original that was read, of the program and
  of its policies
- manifest.dsse.json: the signature of the manifest, where the pack was signed

    zoneproof verify .                                        these bytes are those of the manifest
    zoneproof verify . --key signer.pub.pem                   and the manifest is signed with this key
    zoneproof verify . --inputs FOLDER                        and the originals in FOLDER, known by their hashes, give these results
`;

function checksText({ catalogue }: CheckResult): string {
  return `[\n${catalogue.map((entry) => `  ${JSON.stringify(entry)}`).join(",\n")}\n]\n`;
}

/** The map always, the configurations on request. Names say where a copy comes from and can lead nowhere else. */
function copies({ sources, inputs }: CheckResult, { read, asked }: EvidencePredicate): [string, string][] {
  const skipped = new Set(inputs.flatMap(({ file, role }) => (role === "skipped" ? [file] : [])));
  const configurations = asked.copies ? read.files.filter(({ name }) => !skipped.has(name)) : [];
  const wanted = [...(read.map === null ? [] : [read.map]), ...configurations];
  return wanted.flatMap(({ name }, index): [string, string][] => {
    const source = sources.get(name);
    const plain = (name.split("/").at(-1) ?? "").replace(/[^A-Za-z0-9._-]/g, "_").slice(-80);
    return source === undefined ? [] : [[`inputs/${String(index).padStart(3, "0")}-${plain}`, maskedText(source)]];
  });
}

/** Line by line as reports show them: secrets masked, nothing unseen. */
function maskedText(source: SourceFile): string {
  const frame = openFrameSource(source);
  return frame.lines.map((_, index) => `${shownLine(frame, index + 1)}\n`).join("");
}
