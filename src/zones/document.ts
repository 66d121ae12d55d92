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
import type { DiagnosticDetails, Diagnostics } from "../diagnostics/diagnostic.js";
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
  BLOCK_IN_FLOW: "text with a colon and a blank in it goes in quotation marks",
  MULTILINE_IMPLICIT_KEY: "look for a quote, a bracket or a colon that is missing here or just above",
  BAD_SCALAR_START: "put the value in quotation marks",
};

/** The library says so with a code of many mistakes: of `name: "Robot" cell`. */
const BEHIND_VALUE = "Unexpected scalar at node end";
const BEHIND_VALUE_HELP = "a text with quotation marks in it goes in quotation marks as a whole: '\"Robot\" cell'";

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
  // YAML 1.2 ends lines at a carriage return alone too (5.4), and the library does not.
  const document = parseDocument(file.text.replace(/\r(?!\n)/g, "\n"), {
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
    const told = wordsOf(code, plain(message));
    const quote = code === "MISSING_CHAR" ? openQuote(document, pos[0]) : undefined;
    const at = quote === undefined ? places.between(pos[0], pos[1]) : places.between(quote, quote + 1);
    diagnostics.add("zones/yaml-syntax", at, quote === undefined ? told : { ...told, message: UNCLOSED });
  }
  if (found > 0 || reportKeys(document, places, diagnostics)) return undefined;
  if (reportAliases(document, places, diagnostics)) return undefined;
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return {
      value,
      at: (path) => places.of(path).value,
      keyAt: (path) => places.of(path).key,
      has: (path) => places.of(path).found,
    };
  } catch (error) {
    // The library throws ReferenceError for too many uses.
    if (!(error instanceof ReferenceError)) throw error;
    diagnostics.add("zones/yaml-aliases", places.node(firstAlias(document)), {
      message: "what the anchors of this file multiply is too much for a map",
      expected: `anchors whose content is used at most ${MAX_ALIASES} times in all`,
      help: "write the values out",
    });
    return undefined;
  }
}

const UNCLOSED = "this quotation mark is never closed";

/** What is said of a mistake that the library found, and what to do about it. */
function wordsOf(code: ErrorCode, said: string): DiagnosticDetails {
  const [, closing] = NOT_CLOSED.exec(said) ?? [];
  if (closing !== undefined) return withHelp(`a ${closing} is missing before this place`, HELP.MISSING_CHAR);
  if (said === BEHIND_VALUE) return withHelp("more text stands behind a value that has ended", BEHIND_VALUE_HELP);
  return withHelp(MESSAGES[code] ?? said, HELP[code]);
}

function withHelp(message: string, help: string | undefined): DiagnosticDetails {
  return { message, ...(help !== undefined && { help }) };
}

/** Where the quoted text begins that goes on to an offset: the library tells only where it ran out of text. */
function openQuote(document: Document.Parsed, end: number): number | undefined {
  let found: number | undefined;
  visit(document, {
    Scalar(_, { type, range }) {
      const isQuoted = type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE";
      if (isQuoted && range && range[0] < end && end <= range[1]) found = range[0];
    },
  });
  return found;
}

/** Uses of anchors that do not stand before them, each name once. */
function reportAliases(document: Document.Parsed, places: Places, diagnostics: Diagnostics): boolean {
  const known = new Set<string>();
  const missing = new Set<string>();
  visit(document, {
    Node(_, node) {
      if (!isAlias(node)) {
        if ("anchor" in node && typeof node.anchor === "string") known.add(node.anchor);
        return;
      }
      if (known.has(node.source) || missing.has(node.source)) return;
      missing.add(node.source);
      diagnostics.add("zones/yaml-aliases", places.node(node), {
        message: `no anchor "&${node.source}" stands before this place`,
        help: "write the value out; a text that begins with * goes in quotation marks",
      });
    },
  });
  return missing.size > 0;
}

function firstAlias(document: Document.Parsed): unknown {
  let first: unknown;
  visit(document, {
    Alias(_, alias) {
      first = alias;
      return visit.BREAK;
    },
  });
  return first;
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
