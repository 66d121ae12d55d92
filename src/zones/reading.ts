/** What the readers of the parts of zones.yaml share while they read. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceRange } from "../source/range.js";
import type { Path } from "./document.js";
import type { ZonesDocument } from "./schema.js";

export interface MapReading {
  readonly entries: ZonesDocument;
  /** The place of a value. */
  readonly at: (path: Path) => SourceRange;
  /** The place of a key. */
  readonly keyAt: (path: Path) => SourceRange;
  readonly diagnostics: Diagnostics;
}

/** A text of the map with its place. */
export interface MapText {
  readonly text: string;
  readonly at: SourceRange;
}

/** One text or a list of them, each with its place. */
export function listTexts(texts: string | readonly string[], path: Path, at: MapReading["at"]): MapText[] {
  if (typeof texts === "string") return [{ text: texts, at: at(path) }];
  return texts.map((text, index) => ({ text, at: at([...path, index]) }));
}
