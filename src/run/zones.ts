/** The jobs of `zoneproof zones`: a map from lists, and a map to be looked at. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import { UsageError } from "../diagnostics/usage-error.js";
import { type Imported, importLists } from "../draft/lists/import-lists.js";
import { readPath } from "../read/read-file.js";
import { readInputs } from "../read/read-inputs.js";
import type { SourceFile } from "../source/source-file.js";
import type { ZoneMap } from "../zones/map.js";
import { readZoneMap } from "../zones/read-zone-map.js";

export interface ImportOutcome extends Imported {
  readonly diagnostics: readonly Diagnostic[];
  /** Whether the map that came of it has no mistake. */
  readonly isMap: boolean;
}

/**
 * Reads lists of zones, conduits and assets.
 * @param output the path of the map, for what is wrong in it as a whole.
 * @throws UsageError when a list cannot be read, or none of them has a zone in it.
 */
export async function importZones(paths: readonly string[], output: string): Promise<ImportOutcome> {
  const diagnostics = new Diagnostics();
  const files = await Promise.all(paths.map(readText));
  const imported = importLists(files, diagnostics);
  if (imported === undefined) {
    const [first] = diagnostics.all();
    const where = first === undefined ? "" : `${first.at.file}:${first.at.line}: ${first.message}; `;
    throw new UsageError("no zone in these lists", `${where}one of them has to have the columns zone and networks`);
  }
  const file: SourceFile = { path: output, text: imported.text, encoding: "utf-8", sha256: "" };
  const isMap = readZoneMap(file, diagnostics) !== undefined;
  return { ...imported, diagnostics: diagnostics.all(), isMap };
}

async function readText(path: string): Promise<SourceFile> {
  const outcome = await readPath(path);
  if (outcome.kind === "text") return outcome.file;
  throw new UsageError(`the list ${path} cannot be read: ${outcome.why}`, "save it from the spreadsheet as CSV");
}

/**
 * Reads a map by itself: of a folder the one at its top.
 * @param devices ids that count as given are those the map declares itself.
 * @throws UsageError when there is none.
 */
export async function readMapAt(
  path: string,
): Promise<{ map: ZoneMap | undefined; diagnostics: readonly Diagnostic[] }> {
  const diagnostics = new Diagnostics();
  const outcome = await readPath(await mapPath(path));
  if (outcome.kind !== "text")
    throw new UsageError(`the map ${path} cannot be used: ${outcome.why}`, "name a zones.yaml");
  const map = readZoneMap(outcome.file, diagnostics);
  return { map, diagnostics: diagnostics.all() };
}

async function mapPath(path: string): Promise<string> {
  const { maps } = await readInputs({ paths: [path], readStdin: async () => new Uint8Array() }, new Diagnostics());
  return maps[0] ?? path;
}
