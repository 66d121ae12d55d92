/** The lines that only one side of a change has, or has at another place in the order. */
import type { DecisionFacts, LineChangeFacts, ShiftFacts } from "../../facts/change.js";
import { inCommonOrder } from "../../source/common-order.js";
import { maskLines } from "../../source/mask.js";
import { secretBlocks } from "../../source/secret-blocks.js";
import { type SourceFile, splitLines } from "../../source/source-file.js";
import { isMore } from "./gate.js";

/** A file on both sides. */
export type FilePair = readonly [before: SourceFile | undefined, after: SourceFile | undefined];

/** All of some files on both sides, in the order of the text: in each place first what went, then what came. */
export function lineChanges(files: readonly FilePair[]): LineChangeFacts[] {
  const all: LineChangeFacts[] = [];
  for (const [before, after] of files) {
    const first = 1 + Math.max(-1, ...all.slice(-1).map(({ place }) => place));
    for (const line of ofFile(before, after)) all.push({ ...line, place: first + line.place });
  }
  return all;
}

/** How lines are indented does not count. */
function ofFile(before: SourceFile | undefined, after: SourceFile | undefined): LineChangeFacts[] {
  if (before?.sha256 === after?.sha256) return [];
  const [was, is] = [linesOf(before), linesOf(after)];
  const common = inCommonOrder(was.map(plain), is.map(plain));
  return [
    ...only("before", before, was, new Set(common.map(([place]) => place))),
    ...only("after", after, is, new Set(common.map(([, place]) => place))),
  ].sort((a, b) => a.place - b.place);
}

/** Whether two texts are the same but for line ends, blank lines and blanks at the ends of lines: these mean nothing to any vendor. */
export function isSameText(before: SourceFile | undefined, after: SourceFile | undefined): boolean {
  const written = (file: SourceFile | undefined) =>
    linesOf(file)
      .map((line) => line.trimEnd())
      .filter((line) => line !== "");
  if (before === undefined || after === undefined) return before === after;
  return before.sha256 === after.sha256 || written(before).join("\n") === written(after).join("\n");
}

function linesOf(file: SourceFile | undefined): string[] {
  return file === undefined ? [] : splitLines(file.text);
}

function plain(line: string): string {
  return line.trim().replace(/\s+/g, " ");
}

function only(
  side: LineChangeFacts["side"],
  file: SourceFile | undefined,
  lines: readonly string[],
  common: ReadonlySet<number>,
): LineChangeFacts[] {
  if (file === undefined) return [];
  const shown = maskLines(lines, secretBlocks(lines));
  let place = 0;
  return lines.flatMap((line, index): LineChangeFacts[] => {
    if (common.has(index)) place++;
    if (common.has(index) || plain(line) === "") return [];
    return [{ side, file: file.path, line: index + 1, place, text: shown[index] ?? "" }];
  });
}

/** How many lines of a configuration are told where none of them decides. */
const SHOWN_LINES = 12;

/** A shift with the changed lines behind it: those among the places that decide it, else the first of all. */
export function withLines(shift: ShiftFacts, changes: readonly LineChangeFacts[]): ShiftFacts {
  const carried = shift.carried_by.flatMap(({ traits, locations }) => (traits.implicit ? [] : locations));
  const isOpening = isMore(shift);
  const written = (decisions: readonly (DecisionFacts | undefined)[]) =>
    decisions.flatMap((one) => (one?.is_written === true ? one.locations : []));
  const places = {
    before: [...(isOpening ? [] : carried), ...written(shift.boxes.map(({ before }) => before))],
    after: [...(isOpening ? carried : []), ...written(shift.boxes.map(({ after }) => after))],
  };
  const deciding = changes.filter(({ side, file, line }) =>
    places[side].some((place) => place.file === file && place.line <= line && line <= place.end_line),
  );
  const lines = deciding.length > 0 ? withCounterparts(deciding, changes) : changes;
  return {
    ...shift,
    lines: lines.slice(0, SHOWN_LINES),
    more_lines: Math.max(0, lines.length - SHOWN_LINES),
    lines_decide: deciding.length > 0,
  };
}

/** A line that decides is told with what stands in its place on the other side, where that is a few lines. */
const NEAR_LINES = 6;

function withCounterparts(
  deciding: readonly LineChangeFacts[],
  changes: readonly LineChangeFacts[],
): readonly LineChangeFacts[] {
  const chosen = new Set(deciding);
  for (const { place, side } of deciding) {
    const other = changes.filter((one) => one.place === place && one.side !== side);
    if (other.length <= NEAR_LINES) for (const one of other) chosen.add(one);
  }
  return changes.filter((one) => chosen.has(one));
}
