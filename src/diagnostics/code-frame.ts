/** Code frames: lines of an input with their numbers, the place marked, secrets hidden, control characters visible. */
import { MASK, type SecretSpan, secretSpans } from "../source/mask.js";
import type { SourceRange } from "../source/range.js";
import { secretBlocks } from "../source/secret-blocks.js";
import { type SourceFile, splitLines } from "../source/source-file.js";
import { cutToWidth, displayWidth, visible } from "../source/visible.js";

/** An input prepared for frames: split once, however many frames are cut from it. */
export interface FrameSource {
  readonly path: string;
  readonly lines: readonly string[];
  /** Indices of lines that are secret as a whole. */
  readonly secret: ReadonlySet<number>;
}

/** One line of a frame. `place` is the head, `code` a line of the input, `caret` marks columns of the line above. */
export interface FrameLine {
  readonly kind: "place" | "code" | "caret" | "gap";
  readonly text: string;
  /** Whether the place lies on it. */
  readonly marked: boolean;
}

export interface FrameOptions {
  /** Columns there are; longer lines are cut around the place. */
  readonly width: number;
  /** Lines shown before and behind each place. */
  readonly context: number;
  /** At most so many lines of the input; the rest is counted. */
  readonly maxLines: number;
}

/** Carets are drawn where one or two places are shown; more of them are marked at the line number only. */
const MAX_CARETS = 2;
const TAB_WIDTH = 4;
/** A longer line is no line of a configuration: told by its length, for hiding its secrets would take seconds. */
const MAX_LINE = 50_000;

export function openFrameSource(source: SourceFile): FrameSource {
  const lines = splitLines(source.text);
  return { path: source.path, lines, secret: secretBlocks(lines) };
}

/** `file:line:column` of a place, fit to be shown. */
export function placeText(at: Pick<SourceRange, "file" | "line" | "column">): string {
  return `${visible(at.file)}:${at.line}:${at.column}`;
}

/**
 * One frame for places of one input: head line, then the lines concerned in order, gaps where lines are left out.
 * Places outside the input (an empty file, a line that is not there) give the head alone.
 */
export function codeFrame(source: FrameSource, places: readonly SourceRange[], options: FrameOptions): FrameLine[] {
  const first = places[0];
  if (first === undefined) return [];
  const frame: FrameLine[] = [{ kind: "place", text: `--> ${placeText(first)}`, marked: true }];
  const marked = new Set(places.flatMap((place) => linesOf(place)));
  const shown = chooseLines(source, marked, options);
  const gutter = String(shown.at(-1) ?? first.line).length;
  let previous: number | undefined;
  for (const line of shown) {
    if (previous !== undefined && line > previous + 1)
      frame.push({ kind: "gap", text: "…".padStart(gutter + 2), marked: false });
    previous = line;
    frame.push(...lineOf(source, line, { places, marked: marked.has(line), gutter, options }));
  }
  const hidden = [...marked].filter((line) => line <= source.lines.length && !shown.includes(line)).length;
  if (hidden > 0)
    frame.push({
      kind: "gap",
      text: `${"…".padStart(gutter + 2)} and ${hidden} more line${hidden === 1 ? "" : "s"}`,
      marked: false,
    });
  return frame;
}

/** One line of an input as frames show it, whole. @param line from 1; it has to be there. */
export function shownLine(source: FrameSource, line: number): string {
  const held = textOf(source, line);
  return showLine(held, secretsOf(source, line, held)).text;
}

/** A frame as plain text. */
export function frameText(frame: readonly FrameLine[]): string {
  return frame.map((line) => line.text).join("\n");
}

/** Line numbers of a place; the end column is exclusive, so a place that ends at column 1 does not touch that line. */
function linesOf(place: SourceRange): number[] {
  const last = place.endLine > place.line && place.endColumn <= 1 ? place.endLine - 1 : place.endLine;
  return Array.from({ length: Math.max(1, last - place.line + 1) }, (_, index) => place.line + index);
}

/** Marked lines first, then as much context as fits; sorted. */
function chooseLines(source: FrameSource, marked: ReadonlySet<number>, options: FrameOptions): number[] {
  const exists = (line: number): boolean => line >= 1 && line <= source.lines.length;
  const sorted = [...marked]
    .filter(exists)
    .toSorted((a, b) => a - b)
    .slice(0, options.maxLines);
  const chosen = new Set(sorted);
  for (const line of sorted) {
    for (let away = 1; away <= options.context; away++) {
      for (const near of [line - away, line + away]) {
        if (exists(near) && (source.lines[near - 1] ?? "").trim() !== "" && chosen.size < options.maxLines)
          chosen.add(near);
      }
    }
  }
  return [...chosen].toSorted((a, b) => a - b);
}

interface LineJob {
  readonly places: readonly SourceRange[];
  readonly marked: boolean;
  readonly gutter: number;
  readonly options: FrameOptions;
}

function lineOf(source: FrameSource, line: number, job: LineJob): FrameLine[] {
  const held = source.lines[line - 1] ?? "";
  const raw = textOf(source, line);
  const head = `${job.marked ? ">" : " "} ${String(line).padStart(job.gutter)} | `;
  const width = Math.max(10, job.options.width - head.length);
  const spans = secretsOf(source, line, raw);
  const place =
    raw === held ? job.places.find((candidate) => candidate.line === line && candidate.endLine === line) : undefined;
  const { text, columns } = showLine(raw, spans);
  const from = columns[Math.min((place?.column ?? 1) - 1, raw.length)] ?? 0;
  const to = Math.max(from + 1, columns[Math.min((place?.endColumn ?? 1) - 1, raw.length)] ?? 0);
  const cut = cutAround(text, from, width);
  const code: FrameLine = { kind: "code", text: (head + cut.text).trimEnd(), marked: job.marked };
  if (place === undefined || job.places.length > MAX_CARETS) return [code];
  const length = Math.min(to - from, width - (from - cut.offset));
  const caret = `${" ".repeat(job.gutter + 2)} | ${" ".repeat(Math.max(0, from - cut.offset))}${"^".repeat(Math.max(1, length))}`;
  return [code, { kind: "caret", text: caret, marked: true }];
}

function textOf(source: FrameSource, line: number): string {
  const held = source.lines[line - 1] ?? "";
  return held.length > MAX_LINE ? `(a line of ${held.length} characters)` : held;
}

function secretsOf(source: FrameSource, line: number, text: string): SecretSpan[] {
  return source.secret.has(line - 1) ? [{ start: 0, end: text.length }] : secretSpans(text);
}

/** The line as shown, and for each index of the raw line the display column it starts at (one more for its end). */
function showLine(raw: string, spans: readonly SecretSpan[]): { text: string; columns: number[] } {
  let text = "";
  let column = 0;
  const columns: number[] = [];
  const append = (shown: string): void => {
    text += shown;
    column += displayWidth(shown);
  };
  for (let index = 0; index < raw.length; ) {
    const span = spans.find((candidate) => candidate.start <= index && index < candidate.end);
    const character = String.fromCodePoint(raw.codePointAt(index) ?? 0);
    const length = span ? span.end - index : character.length;
    for (let step = 0; step < length; step++) columns.push(column);
    if (span) append(MASK);
    else if (character === "\t") append(" ".repeat(TAB_WIDTH - (column % TAB_WIDTH)));
    else append(visible(character));
    index += length;
  }
  columns.push(column);
  return { text, columns };
}

/** Cuts to `width` so that column `from` stays in sight; `offset` is how many columns were taken off the left. */
function cutAround(text: string, from: number, width: number): { text: string; offset: number } {
  if (displayWidth(text) <= width) return { text, offset: 0 };
  if (from < width - 10) return { text: cutToWidth(text, width), offset: 0 };
  const skip = from - Math.floor(width / 3);
  let dropped = 0;
  let index = 0;
  for (const character of text) {
    if (dropped >= skip + 1) break;
    dropped += displayWidth(character);
    index += character.length;
  }
  return { text: `…${cutToWidth(text.slice(index), width - 1)}`, offset: dropped - 1 };
}
