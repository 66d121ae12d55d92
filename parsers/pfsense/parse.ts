/** Text → tree. Whatever the text, it ends with a tree, or with a diagnostic that says why there is none. */
import { XMLParser } from "fast-xml-parser";
import type { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { SourceFile } from "../../src/source/source-file.js";
import { decodeEntities } from "./entities.js";
import { Places } from "./places.js";
import { DEPTH_LIMIT, type Problem, type Scan, type Span, scanXml } from "./scan.js";
import type { Element } from "./tree.js";

export interface Document {
  readonly root: Element;
  readonly places: Places;
  readonly comments: readonly Span[];
  /** Set when not all of the text could be read. */
  readonly problem?: Problem;
}

/**
 * Parses the root element of a text (reference/pfsense.md 1). Anything around it, such as an echoed command, is left to
 * the account of lines. A text that breaks off, or whose tags do not match, is read up to there.
 * @returns undefined when nothing could be read; that is then reported as an error.
 */
export function parseDocument(file: SourceFile, diagnostics: Diagnostics): Document | undefined {
  const places = new Places(file);
  const scan = scanXml(file.text);
  if (scan === undefined) {
    diagnostics.add("pfsense/no-root", places.range(0, 0));
    return undefined;
  }
  if (scan.problem) reportProblem(scan.problem, places, diagnostics);
  if (scan.problem?.kind === "entities" || scan.problem?.kind === "too-deep") return undefined;
  const root = readRoot(file.text, scan);
  if (root === undefined) {
    diagnostics.add("pfsense/malformed", places.range(scan.root.start, scan.root.start + 1));
    return undefined;
  }
  return { root, places, comments: scan.comments, ...(scan.problem ? { problem: scan.problem } : {}) };
}

function reportProblem(problem: Problem, places: Places, diagnostics: Diagnostics): void {
  const at = places.range(problem.at.start, problem.at.end);
  const help = "export the configuration again; what stands before this place was read";
  if (problem.kind === "entities") diagnostics.add("pfsense/own-entities", at);
  else if (problem.kind === "too-deep") {
    diagnostics.add("pfsense/too-deep", at, { expected: `at most ${DEPTH_LIMIT} elements inside each other` });
  } else if (problem.kind === "mismatch") diagnostics.add("pfsense/malformed", at, { help });
  else diagnostics.add("pfsense/truncated", at, { help });
}

const NAME_MARK = "=";

/** `preserveOrder` with `captureMetaData` is the only mode in which every element has offsets, leaves too. */
const PARSER_OPTIONS = {
  preserveOrder: true,
  captureMetaData: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  cdataPropName: "#cdata",
  maxNestedTags: DEPTH_LIMIT + 10,
  jPath: false,
  // Real configurations hold an element <constructor>; under its bare name the parser would refuse the whole text.
  transformTagName: (name: string) => `${NAME_MARK}${name}`,
} as const;

const METADATA: unknown = XMLParser.getMetaDataSymbol();

/**
 * Reads the root with `fast-xml-parser`; elements that the text leaves open are closed behind its end, so that offsets
 * stay those of the text. The parser throws on attribute names that could harm JavaScript objects: then there is no tree.
 */
function readRoot(text: string, scan: Scan): Element | undefined {
  const closing = scan.open.toReversed().map((name) => `</${name}>`);
  const whole = text.slice(scan.root.start, scan.root.end) + closing.join("");
  let nodes: unknown;
  try {
    nodes = new XMLParser(PARSER_OPTIONS).parse(whole);
  } catch {
    // The caller reports it; the parser's own message may quote the input, and with it a secret.
    return undefined;
  }
  const node = Array.isArray(nodes) ? nodes.find(isNode) : undefined;
  return node === undefined ? undefined : elementOf(node, scan.root);
}

/** A node as `preserveOrder` gives it: one key that is the name, attributes under ":@", offsets under a symbol. */
interface Node {
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param base the stretch that was given to the parser: its offsets begin there, and none lies beyond its end. */
function elementOf(node: Node, base: Span): Element | undefined {
  const key = nameOf(node);
  if (key === undefined) return undefined;
  const inner = node[key];
  let children: Element[] | undefined;
  let text = "";
  if (Array.isArray(inner)) {
    for (const part of inner) {
      if (!isNode(part)) continue;
      const found = elementOf(part, base);
      if (found === undefined) text += textOfPart(part);
      else if (children === undefined) children = [found];
      else children.push(found);
    }
  }
  const joined = text.trim();
  const { start, end } = spanOf(node, base);
  const attributes = node[":@"];
  return {
    name: elementName(key),
    text: children === undefined ? joined : "",
    children: children ?? NO_CHILDREN,
    start,
    end,
    attributes: attributes !== undefined && isStringRecord(attributes) ? attributes : undefined,
    stray: children !== undefined && joined !== "",
  };
}

const NO_CHILDREN: readonly Element[] = [];

/** Names as they were met, to those of elements: a file has few, many times. */
const NAMES = new Map<string, string>();
const MOST_NAMES = 10_000;

/** Without marks (an empty element such as <any/> is marked twice), in lower case. */
function elementName(key: string): string {
  const known = NAMES.get(key);
  if (known !== undefined) return known;
  const name = key.replace(/^=+/, "").toLowerCase();
  if (NAMES.size < MOST_NAMES) NAMES.set(key, name);
  return name;
}

/** The name of an element; undefined for text, CDATA and processing instructions. */
function nameOf(node: Node): string | undefined {
  for (const key in node) {
    if (key.charCodeAt(0) === MARK) return key;
  }
  return undefined;
}

const MARK = NAME_MARK.charCodeAt(0);

/** CDATA holds text that is encoded once more (reference/pfsense.md 1); plain text is encoded once, and both end alike. */
function textOfPart(part: Node): string {
  const plain = part["#text"];
  if (typeof plain === "string") return decodeEntities(plain);
  const cdata = part["#cdata"];
  if (!Array.isArray(cdata)) return "";
  const inner: unknown = cdata.find(isNode)?.["#text"];
  return typeof inner === "string" ? decodeEntities(inner) : "";
}

function isStringRecord(value: unknown): value is Record<string, string> {
  return isNode(value) && Object.values(value).every((each) => typeof each === "string");
}

function spanOf(node: object, base: Span): Span {
  const meta: unknown = typeof METADATA === "symbol" ? Reflect.get(node, METADATA) : undefined;
  const start = isNode(meta) && typeof meta.startIndex === "number" ? meta.startIndex : 0;
  const end = isNode(meta) && typeof meta.endIndex === "number" ? meta.endIndex : base.end - base.start;
  return { start: base.start + start, end: Math.min(base.start + end, base.end) };
}
