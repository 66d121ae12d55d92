/** The lines of the inputs that a report points at, with those around them, secrets masked. */
import { type FrameSource, openFrameSource, shownLine } from "../../diagnostics/code-frame.js";
import type { SourceFile } from "../../source/source-file.js";
import type { PageData } from "./page-data.js";

const CONTEXT = 2;
/** Of a place that spans more lines, the first ones are shown. */
const MOST_LINES = 60;

/** @param parts anything that holds places: objects with `file`, `line` and `endLine`, however deep. */
export function shownLines(sources: ReadonlyMap<string, SourceFile>, parts: unknown): PageData["lines"] {
  const wanted = new Map<string, Set<number>>();
  gather(parts, wanted);
  const files = [...wanted].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    files.flatMap(([file, numbers]) => {
      const source = sources.get(file);
      return source === undefined ? [] : [[file, textsOf(openFrameSource(source), numbers)]];
    }),
  );
}

function textsOf(source: FrameSource, numbers: ReadonlySet<number>): Record<number, string> {
  const there = [...numbers].filter((line) => line >= 1 && line <= source.lines.length).toSorted((a, b) => a - b);
  return Object.fromEntries(there.map((line) => [line, shownLine(source, line)]));
}

function gather(part: unknown, wanted: Map<string, Set<number>>): void {
  if (typeof part !== "object" || part === null) return;
  if ("file" in part && "line" in part && "endLine" in part) {
    const { file, line, endLine } = part;
    if (typeof file !== "string" || typeof line !== "number" || typeof endLine !== "number") return;
    const numbers = wanted.get(file) ?? new Set();
    wanted.set(file, numbers);
    const last = Math.min(endLine, line + MOST_LINES);
    for (let number = line - CONTEXT; number <= last + CONTEXT; number++) numbers.add(number);
    return;
  }
  for (const inner of Object.values(part)) gather(inner, wanted);
}
