/** The zone × zone matrix: who may start to whom, per cell the verdict and whether a conduit is declared. */
import type { PairFacts } from "../../facts/pair.js";
import { cutToWidth, displayWidth, visible } from "../../source/visible.js";
import type { Page } from "./page.js";

/** Signs, so that colour is never alone. */
const SIGNS = { violated: "✗", unproved: "?", proved: "✓" } as const;
const CONDUIT = "=";
const LABEL_WIDTH = 16;
const SHORT_WIDTH = 4;

/** Writes the matrix, in blocks of columns where the page is too narrow for all. */
export function writeMatrix(page: Page, pairs: readonly PairFacts[]): void {
  const zones = [...new Set(pairs.flatMap((pair) => [pair.from.id, pair.to.id]))];
  if (zones.length === 0) return;
  const cells = new Map(pairs.map((pair) => [cellKey(pair.from.id, pair.to.id), pair]));
  const heads = columnHeads(zones);
  const numbered = heads.every((head, index) => head === String(index + 1));
  const labels = zones.map((zone, index) =>
    cutToWidth(numbered ? `${index + 1} ${visible(zone)}` : visible(zone), LABEL_WIDTH),
  );
  const labelWidth = Math.max(6, ...labels.map((label) => displayWidth(label)));
  const column = Math.max(3, ...heads.map((head) => displayWidth(head))) + 1;
  const perBlock = Math.max(1, Math.floor((page.width - labelWidth - 1) / column));

  page.heading("Who may start a connection to whom (rows from, columns to)");
  for (let from = 0; from < zones.length; from += perBlock) {
    if (from > 0) page.line();
    const block = zones.slice(from, from + perBlock);
    page.line(
      `${" ".repeat(labelWidth)} ${heads
        .slice(from, from + perBlock)
        .map((head) => pad(head, column))
        .join("")}`.trimEnd(),
    );
    zones.forEach((row, index) => {
      const line = block.map((to) => cellText(page, row === to, cells.get(cellKey(row, to)), column)).join("");
      page.line(`${pad(labels[index] ?? "", labelWidth)} ${line}`.trimEnd());
    });
  }
  page.line();
  writeLegend(page);
  const cut = numbered ? [] : zones.flatMap((zone, index) => cutHead(visible(zone), heads[index] ?? ""));
  if (cut.length > 0) page.wrapped("", cut.join("   "));
}

/** A head that is not the end of its name, with the whole of it. */
function cutHead(zone: string, head: string): string[] {
  return zone.endsWith(head) ? [] : [`${head}: ${zone}`];
}

function writeLegend(page: Page): void {
  const entries = [
    `${SIGNS.violated} violated`,
    `${SIGNS.unproved} unproved`,
    `${SIGNS.proved} proved`,
    `${CONDUIT} a conduit is declared`,
  ];
  const line = entries.join("   ");
  for (const text of displayWidth(line) <= page.width ? [line] : entries) page.line(text);
}

function cellKey(from: string, to: string): string {
  return `${from}\n${to}`;
}

function cellText(page: Page, same: boolean, pair: PairFacts | undefined, width: number): string {
  if (same) return pad("·", width);
  if (pair === undefined) return pad("", width);
  const text = SIGNS[pair.verdict] + (pair.conduit ? CONDUIT : "");
  return page.paint(pair.verdict, text) + " ".repeat(width - displayWidth(text));
}

/**
 * Short heads that stay apart: the names without what all begin with (`Z-OPS` → `OPS`), cut to four columns. Where that
 * leaves two alike, the numbers of the rows.
 */
function columnHeads(zones: readonly string[]): string[] {
  const shown = zones.map((zone) => visible(zone));
  const prefix = commonPrefix(shown.filter((zone) => zone !== "unmapped"));
  const heads = shown.map((zone) => {
    const rest = prefix !== "" && zone.startsWith(prefix) ? zone.slice(prefix.length) : zone;
    return displayWidth(rest) <= SHORT_WIDTH ? rest : cutToWidth(rest, SHORT_WIDTH + 1).slice(0, -1);
  });
  return new Set(heads).size === heads.length ? heads : zones.map((_, index) => String(index + 1));
}

/** What all names begin with, up to and with a `-`, `_` or `.`; empty for a single name. */
function commonPrefix(names: readonly string[]): string {
  const [first = ""] = names;
  if (names.length < 2) return "";
  let length = 0;
  while (length < first.length && names.every((name) => name[length] === first[length])) length++;
  return first.slice(0, length).replace(/[^-_.]*$/, "");
}

function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}
