/** zones.yaml as YAML: its value, and the place of everything in it. */
import {
  type Document,
  type ErrorCode,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from "yaml";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { rangeOnLine, type SourceRange } from "../source/range.js";
import { type SourceFile, splitLines } from "../source/source-file.js";

/** Keys and list indices from the top of the document. */
export type Path = readonly (string | number)[];

export interface YamlDocument {
  readonly value: unknown;
  /** The place of a value; of what is nearest above it where there is none. */
  readonly at: (path: Path) => SourceRange;
  /** The place of the key itself. */
  readonly keyAt: (path: Path) => SourceRange;
  readonly has: (path: Path) => boolean;
}

/** A map larger than this is no map of zones; the YAML library needs seconds and gigabytes for it. */
const MAX_CHARACTERS = 4_000_000;
/** The schema is seven levels deep; the YAML library takes its stack from the nesting of the text. */
const MAX_NESTING = 64;
/** Columns: the same limit for nesting by indentation. */
const MAX_INDENTATION = 400;
/** How often anchors may be used: what they multiply stays small. */
const MAX_ALIASES = 100;

/** What to do about mistakes of which the library does not say it. */
const HELP: Readonly<Partial<Record<ErrorCode, string>>> = {
  TAB_AS_INDENT: "indent with blanks",
  BAD_INDENT: "keys of one level begin in one column, and those below them further to the right",
  MISSING_CHAR: "look for a quote, a bracket or a colon that is missing here or just above",
  MULTIPLE_DOCS: "leave out the line with ---: a file is one document",
  NON_STRING_KEY: "keys are words, such as cell-a, and no lists",
  TAG_RESOLVE_FAILED: "leave out the word with !",
  BLOCK_AS_IMPLICIT_KEY: "text with a colon and a blank in it goes in quotation marks",
  BAD_SCALAR_START: "put the value in quotation marks",
};

/** Where what the library says is for programmers. */
const MESSAGES: Readonly<Partial<Record<ErrorCode, string>>> = {
  MULTIPLE_DOCS: "a second document begins here",
  NON_STRING_KEY: "this key is no word",
};

/** How the library says, with the code of an indentation, that a bracket was never closed. Group 1: what closes it. */
const NOT_CLOSED = /^Flow \w+ in block .* end with a ([\]}])$/;

/** Reads YAML 1.2. What is no YAML, or a bomb, is reported, and there is no document. */
export function readYaml(file: SourceFile, diagnostics: Diagnostics): YamlDocument | undefined {
  if (!isReasonable(file, diagnostics)) return undefined;
  const lines = new LineCounter();
  const document = parseDocument(file.text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: false,
  });
  const places = new Places(file, document, lines);
  const found = document.errors.length + document.warnings.length;
  let last = "";
  for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
    // Of some mistakes the library tells twice.
    if (last === `${code} ${pos}`) continue;
    last = `${code} ${pos}`;
    const [, closing] = NOT_CLOSED.exec(plain(message)) ?? [];
    const help = closing === undefined ? HELP[code] : HELP.MISSING_CHAR;
    diagnostics.add("zones/yaml-syntax", places.between(pos[0], pos[1]), {
      message: closing === undefined ? (MESSAGES[code] ?? plain(message)) : `a ${closing} is missing before this place`,
      ...(help === undefined ? {} : { help }),
    });
  }
  if (found > 0 || reportKeys(document, places, diagnostics)) return undefined;
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return {
      value,
      at: (path) => places.of(path).value,
      keyAt: (path) => places.of(path).key,
      has: (path) => places.of(path).found,
    };
  } catch (error) {
    // The library throws ReferenceError for aliases without anchor and for too many of them.
    if (!(error instanceof ReferenceError)) throw error;
    diagnostics.add("zones/yaml-aliases", places.between(0, 1), { message: plain(error.message) });
    return undefined;
  }
}

function isReasonable(file: SourceFile, diagnostics: Diagnostics): boolean {
  const top = rangeOnLine(file.path, 1, 1, 1);
  if (file.text.length > MAX_CHARACTERS) {
    diagnostics.add("zones/too-large", top, { expected: `at most ${MAX_CHARACTERS} characters` });
    return false;
  }
  const deep = findDeepLine(file.text);
  if (deep === undefined) return true;
  diagnostics.add("zones/too-deep", rangeOnLine(file.path, deep, 1, 1), { expected: `at most ${MAX_NESTING} levels` });
  return false;
}

/** The line at which nesting gets too deep, counted before the library sees it: it dies of deep nesting, beyond any `catch`. */
function findDeepLine(text: string): number | undefined {
  let depth = 0;
  for (const [index, line] of splitLines(text).entries()) {
    const lead = /^[ ]*(?:[-?:] +)*/.exec(line)?.[0] ?? "";
    const marks = lead.replaceAll(" ", "").length;
    if (marks > MAX_NESTING || lead.length - marks > MAX_INDENTATION) return index + 1;
    for (let at = lead.length; at < line.length; at++) {
      const character = line.charCodeAt(at);
      if (character === 0x5b || character === 0x7b) depth++;
      else if ((character === 0x5d || character === 0x7d) && depth > 0) depth--;
      if (depth > MAX_NESTING) return index + 1;
    }
  }
  return undefined;
}

/**
 * The library lets equal keys pass here (`uniqueKeys`), because we point at the first one too. A key that JavaScript has a meaning
 * for of its own would be lost without a word, and a zone with it.
 */
function reportKeys(document: Document.Parsed, places: Places, diagnostics: Diagnostics): boolean {
  let found = false;
  visit(document, {
    Map(_, map) {
      const first = new Map<string, SourceRange>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        // As the schema takes names: without blanks around them.
        const name = String(key.value).trim();
        const at = places.node(key);
        if (name === "__proto__") {
          found = true;
          diagnostics.add("zones/reserved-name", at, { expected: "another name" });
          continue;
        }
        const earlier = first.get(name);
        if (earlier === undefined) {
          first.set(name, at);
          continue;
        }
        found = true;
        const related = [{ at: earlier, message: "the first one" }];
        diagnostics.add("zones/duplicate-key", at, { message: `"${name}" stands here twice`, related });
      }
    },
  });
  return found;
}

/** One line, no full stop: what the library says about a text. */
function plain(message: string): string {
  return (message.split("\n")[0] ?? message).replace(/[.:]$/, "");
}

/** Finds the places of values by their path. */
class Places {
  private readonly children = new WeakMap<YAMLMap, Map<string, Pair>>();

  constructor(
    private readonly file: SourceFile,
    private readonly document: Document.Parsed,
    private readonly lines: LineCounter,
  ) {}

  of(path: Path): { value: SourceRange; key: SourceRange; found: boolean } {
    let node: unknown = this.document.contents;
    let value = this.node(node);
    let key = value;
    for (const step of path) {
      const next = this.child(isAlias(node) ? node.resolve(this.document) : node, step);
      if (next === undefined) return { value, key, found: false };
      node = next.value ?? next.key;
      value = this.node(node);
      key = this.node(next.key ?? next.value);
    }
    return { value, key, found: true };
  }

  node(node: unknown): SourceRange {
    const range = isNode(node) ? node.range : undefined;
    return range ? this.between(range[0], range[1]) : this.between(0, 1);
  }

  /** Offsets from 0, `to` exclusive. What goes over several lines is shown by the first of them. */
  between(from: number, to: number): SourceRange {
    const start = this.lines.linePos(from);
    const line = Math.max(start.line, 1);
    const column = Math.max(start.col, 1);
    const lineEnd = /[\r\n]|$/.exec(this.file.text.slice(from, Math.max(to, from)))?.index ?? 0;
    return rangeOnLine(this.file.path, line, column, Math.max(lineEnd, 1));
  }

  private child(holder: unknown, step: string | number): { key: unknown; value: unknown } | undefined {
    if (isSeq(holder)) {
      return typeof step === "number" && step < holder.items.length
        ? { key: undefined, value: holder.items[step] }
        : undefined;
    }
    return isMap(holder) ? this.pairs(holder).get(String(step)) : undefined;
  }

  private pairs(map: YAMLMap): Map<string, Pair> {
    let pairs = this.children.get(map);
    if (pairs === undefined) {
      pairs = new Map(map.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : "", pair]));
      this.children.set(map, pairs);
    }
    return pairs;
  }
}
