/** Text → tree. Whatever the text, it ends with a tree, or with a diagnostic that says why there is none. */
import { XMLParser } from "fast-xml-parser";
import type { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { SourceFile } from "../../src/source/source-file.js";
import { Growth } from "./growth.js";
import { Places } from "./places.js";
import { DEPTH_LIMIT, type Problem, type Scan, type Span, scanXml } from "./scan.js";
import type { Element } from "./tree.js";

export interface Document {
  readonly root: Element;
  readonly places: Places;
  readonly comments: readonly Span[];
  /** Elements whose names have capitals. */
  readonly cased: ReadonlySet<Element>;
  /** Those with blanks around their value that the firewalls keep. */
  readonly padded: ReadonlySet<Element>;
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
  const growth = readRoot(file.text, scan);
  const root = growth?.root;
  if (growth === undefined || root === undefined) {
    diagnostics.add("pfsense/malformed", places.range(scan.root.start, scan.root.start + 1));
    return undefined;
  }
  const { cased, padded } = growth;
  return { root, places, cased, padded, comments: scan.comments, ...(scan.problem ? { problem: scan.problem } : {}) };
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

const PARSER_OPTIONS = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  maxNestedTags: DEPTH_LIMIT + 10,
  jPath: false,
} as const;

/** The name of every element in the parser's own tree, which nobody looks at. */
const ANY_NAME = "=";

/**
 * Reads the root with `fast-xml-parser`; elements that the text leaves open are closed behind its end. All that the parser
 * meets goes to a `Growth`, and it keeps nothing: its own tree takes longer to make than all the rest. Elements are called
 * the same there, since real configurations hold a <constructor>, for which the parser would refuse the whole text. It throws
 * on attribute names that could harm JavaScript objects: then there is no tree.
 */
function readRoot(text: string, scan: Scan): Growth | undefined {
  const closing = scan.open.toReversed().map((name) => `</${name}>`);
  const growth = new Growth(text, scan.spans);
  let name = "";
  const parser = new XMLParser({
    ...PARSER_OPTIONS,
    transformTagName: (met) => {
      // Names of empty elements come twice, the second time as they were made here.
      if (met !== ANY_NAME) name = met;
      return met.endsWith("/") ? `${ANY_NAME}/` : ANY_NAME;
    },
    updateTag: (key, path, attributes) => {
      // Instructions such as <?php ?> are no elements, and keep their name.
      if (key === ANY_NAME) growth.element(name, depthOf(path), attributesOf(attributes));
      return false;
    },
    tagValueProcessor: (_key, words, path) => {
      growth.words(words, depthOf(path));
      return "";
    },
  });
  try {
    parser.parse(text.slice(scan.root.start, scan.root.end) + closing.join(""));
  } catch {
    // The caller reports it; the parser's own message may quote the input, and with it a secret.
    return undefined;
  }
  return growth;
}

/** How many elements are open. With `jPath` off the parser gives no string. */
function depthOf(path: string | { getDepth(): number }): number {
  return typeof path === "string" ? 0 : path.getDepth();
}

function attributesOf(of: Readonly<Record<string, string>>): Element["attributes"] {
  for (const name in of) if (name !== "") return of;
  return undefined;
}
