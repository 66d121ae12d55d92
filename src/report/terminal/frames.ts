/** Code frames of a cause: its own lines, then the objects behind them. */
import { codeFrame, type FrameLine, type FrameSource, openFrameSource } from "../../diagnostics/code-frame.js";
import type { LocationFacts } from "../../facts/common.js";
import type { SourceRange } from "../../source/range.js";
import type { SourceFile } from "../../source/source-file.js";
import { visible } from "../../source/visible.js";
import type { Page } from "./page.js";

/** Places this near to the first belong to the same statement. */
const NEAR_LINES = 25;
const RULE_LINES = 16;
const OBJECT_LINES = 4;
const MAX_OBJECTS = 5;
const INDENT = "  ";

/** The inputs frames are cut from, each prepared once. */
export interface FrameWriter {
  readonly sources: ReadonlyMap<string, SourceFile>;
  readonly opened: Map<string, FrameSource>;
}

/** Writes the frame of the first place with what is near to it, then short ones of the other places. */
export function writeFrames(page: Page, frames: FrameWriter, locations: readonly LocationFacts[]): void {
  const [first, ...others] = locations;
  if (first === undefined) return;
  const isNear = (place: LocationFacts): boolean =>
    place.file === first.file && Math.abs(place.line - first.line) <= NEAR_LINES;
  writeFrame(page, frames, [first, ...others.filter(isNear)], { context: 1, maxLines: RULE_LINES });
  const behind = groupNear(others.filter((place) => !isNear(place)));
  for (const places of behind.slice(0, MAX_OBJECTS)) {
    writeFrame(page, frames, places, { context: 0, maxLines: OBJECT_LINES });
  }
  const more = behind.slice(MAX_OBJECTS).map(([place]) => (place ? `${visible(place.file)}:${place.line}` : ""));
  if (more.length > 0) page.wrapped(`${INDENT}and `, more.join(", "));
}

/** Places of one object are one frame: same input, and lines that touch. */
function groupNear(places: readonly LocationFacts[]): LocationFacts[][] {
  const groups: LocationFacts[][] = [];
  for (const place of places) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && last.file === place.file && Math.abs(place.line - last.end_line) <= 1) group.push(place);
    else groups.push([place]);
  }
  return groups;
}

function writeFrame(
  page: Page,
  frames: FrameWriter,
  places: readonly LocationFacts[],
  limits: { readonly context: number; readonly maxLines: number },
): void {
  const [first] = places;
  if (first === undefined) return;
  const source = sourceOf(frames, first.file);
  const options = { ...limits, width: page.width - INDENT.length };
  const lines = source ? codeFrame(source, places.map(rangeOf), options) : [];
  if (lines.length === 0) page.line(`${INDENT}${page.paint("place", `--> ${visible(first.file)}:${first.line}`)}`);
  for (const line of lines) page.line(INDENT + paintFrameLine(page, line));
}

function paintFrameLine(page: Page, line: FrameLine): string {
  if (line.kind === "place") return page.paint("place", line.text);
  if (line.kind === "caret") return page.paint("high", line.text);
  return line.marked ? line.text : page.paint("dim", line.text);
}

function sourceOf(frames: FrameWriter, file: string): FrameSource | undefined {
  const opened = frames.opened.get(file);
  if (opened) return opened;
  const source = frames.sources.get(file);
  if (source === undefined) return undefined;
  const prepared = openFrameSource(source);
  frames.opened.set(file, prepared);
  return prepared;
}

function rangeOf(place: LocationFacts): SourceRange {
  return {
    file: place.file,
    line: place.line,
    column: place.column,
    endLine: place.end_line,
    endColumn: place.end_column,
  };
}
