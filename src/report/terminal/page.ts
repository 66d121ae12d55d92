/** The sheet a terminal report is written on: width, colours, wrapping. */
import { cutToWidth, displayWidth, visible } from "../../source/visible.js";

/** SGR parameters (ECMA-48). Colour only repeats what a word or sign says already. */
const STYLES = {
  critical: "1;31",
  high: "31",
  medium: "33",
  low: "36",
  info: "2",
  violated: "31",
  unproved: "33",
  indicated: "36",
  proved: "32",
  heading: "1",
  place: "36",
  dim: "2",
} as const;

export type Style = keyof typeof STYLES;

const MIN_WIDTH = 40;

/** Names in a file may be as long as the file: of longer words a page shows the beginning and the end. */
const SHOWN_OF_WORD = { beginning: 180, end: 60 };

/** Lines of a report, and how they are made. */
export interface Page {
  readonly width: number;
  /** Adds a line as it is. Text of inputs has to be made visible before. */
  line(text?: string): void;
  /**
   * Adds text wrapped at blanks: the first line behind `first`, the next ones indented as far as `first` is wide. `text` comes as it is
   * in an input, and its colour as `style`: what `paint` gave it would be shown. `first` has to be visible, and may be painted.
   */
  wrapped(first: string, text: string, style?: Style): void;
  /** A text of an input may be in it. */
  heading(text: string): void;
  /** Colours a text, or returns it as it is. */
  paint(style: Style, text: string): string;
  text(): string;
}

export function openPage(options: { readonly color: boolean; readonly width: number }): Page {
  const lines: string[] = [];
  const width = Math.max(MIN_WIDTH, Math.floor(options.width) || MIN_WIDTH);
  const paint = (style: Style, text: string): string =>
    options.color && text !== "" ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text;
  return {
    width,
    paint,
    line: (text = "") => {
      lines.push(text);
    },
    wrapped: (first, text, style) => {
      const indent = displayWidth(unpainted(first));
      wrap(visible(text), Math.max(20, width - indent)).forEach((part, index) => {
        lines.push((index === 0 ? first : " ".repeat(indent)) + (style === undefined ? part : paint(style, part)));
      });
    },
    heading: (text) => {
      lines.push("", paint("heading", cutToWidth(visible(text), width)), "");
    },
    text: () => `${lines.join("\n")}\n`,
  };
}

/** A text without the colours that `paint` gave it. */
export function unpainted(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape is ours
  return text.replace(/\u001b\[[\d;]*m/g, "");
}

/** Lines of at most `width` columns; words that are longer are broken, and far too long ones cut. An empty text is one empty line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text
    .split(" ")
    .filter((part) => part !== "")
    .map(shortened)) {
    if (line !== "" && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
    if (displayWidth(line) <= width) continue;
    for (const piece of brokenAt(line, width)) {
      lines.push(piece);
      line = piece;
    }
    lines.pop();
  }
  return line === "" && lines.length > 0 ? lines : [...lines, line];
}

function shortened(word: string): string {
  const { beginning, end } = SHOWN_OF_WORD;
  if (word.length <= beginning + end) return word;
  const characters = [...word];
  if (characters.length <= beginning + end) return word;
  return `${characters.slice(0, beginning).join("")}…${characters.slice(-end).join("")}`;
}

/** Pieces of at most `width` columns, found in one go. */
function* brokenAt(text: string, width: number): Generator<string> {
  let piece = "";
  let used = 0;
  for (const character of text) {
    const next = displayWidth(character);
    if (used + next > width && piece !== "") {
      yield piece;
      piece = "";
      used = 0;
    }
    piece += character;
    used += next;
  }
  yield piece;
}
