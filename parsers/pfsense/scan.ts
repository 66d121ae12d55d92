/** A first look at an XML text: where the configuration begins and ends, and whether its elements fit into each other. */

/** Offsets, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Why a text can be read in part only, or not at all.
 * - `entities`: it declares entities of its own; nothing of it is read.
 * - `too-deep`: more than `DEPTH_LIMIT` elements inside each other; nothing of it is read.
 * - `mismatch`: an end tag that closes another element than the one that is open; what stands before it is read.
 * - `truncated`: the text ends inside an element or a tag; what stands before is read.
 */
export interface Problem {
  readonly kind: "entities" | "too-deep" | "mismatch" | "truncated";
  readonly at: Span;
}

/** Where elements begin and end, in the order in which they begin. */
export interface Spans {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

export interface Scan {
  /** Name of the root element, lower case. */
  readonly name: string;
  /** The root element; with a `problem` it ends where the reading has to stop. */
  readonly root: Span;
  /** Names of the elements open at the end of `root`, outermost first; empty for a whole text. */
  readonly open: readonly string[];
  readonly comments: readonly Span[];
  /** All elements; those that are open at the end of `root` end with it. */
  readonly spans: Spans;
  readonly problem?: Problem;
}

/** Real configurations are less than ten elements deep. */
export const DEPTH_LIMIT = 60;

const ROOT = /^<(?:pfsense|opnsense)[\s/>]/i;

/**
 * Finds the root element and walks its tags once, without building anything: tens of megabytes a second, so that input
 * made to hurt (entities that expand, endless nesting) is refused before the XML parser sees it.
 * @returns undefined when no root element of ours is there.
 */
export function scanXml(text: string): Scan | undefined {
  const comments: Span[] = [];
  const prolog = findRoot(text, comments);
  if (prolog === undefined) return undefined;
  if (prolog.problem) {
    const nothing = { name: "", root: { start: 0, end: 0 }, open: [], spans: { starts: [], ends: [] } };
    return { ...nothing, comments, problem: prolog.problem };
  }
  return walk(text, prolog.start, comments);
}

function findRoot(text: string, comments: Span[]): { start: number; problem?: Problem } | undefined {
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at + 1)) {
    if (text.startsWith("<!--", at)) {
      const end = endOf(text, "-->", at + 4);
      if (end === undefined) return undefined;
      comments.push({ start: at, end });
      at = end - 1;
    } else if (text.startsWith("<!ENTITY", at)) {
      return { start: at, problem: { kind: "entities", at: { start: at, end: at + 8 } } };
    } else if (text.charCodeAt(at + 1) !== QUESTION && ROOT.test(text.slice(at, at + 12))) {
      return { start: at };
    }
  }
  return undefined;
}

const QUESTION = 63;
const SLASH = 47;
const EXCLAMATION = 33;

function walk(text: string, start: number, comments: Span[]): Scan {
  const open: string[] = [];
  /** Which elements these are. */
  const inside: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const whole = (end: number): Scan => ({
    ...{
      name: nameAt(text, start + 1).toLowerCase(),
      root: { start, end },
      open: [],
      comments,
      spans: { starts, ends },
    },
  });
  const stop = (end: number, kind: Problem["kind"], length: number): Scan => {
    for (const each of inside) ends[each] = end;
    return { ...whole(end), open, problem: { kind, at: { start: end, end: Math.min(end + length, text.length) } } };
  };
  let at = start;
  while (at >= 0 && at < text.length) {
    const kind = text.charCodeAt(at + 1);
    let end: number | undefined;
    if (kind === SLASH) {
      end = endOf(text, ">", at);
      if (end === undefined) return stop(at, "truncated", 1);
      if (!isNamed(text, at + 2, open.at(-1) ?? "")) return stop(at, "mismatch", end - at);
      open.pop();
      ends[inside.pop() ?? 0] = end;
      if (open.length === 0) return whole(end);
    } else if (kind === EXCLAMATION || kind === QUESTION) {
      end = endOfSpecial(text, at, comments);
      if (text.startsWith("<!ENTITY", at)) return stop(at, "entities", 8);
    } else {
      end = endOfTag(text, at + 1);
      if (end === undefined) return stop(at, "truncated", 1);
      const isEmpty = text.charCodeAt(end - 2) === SLASH;
      if (!isEmpty && open.length >= DEPTH_LIMIT) return stop(at, "too-deep", end - at);
      starts.push(at);
      ends.push(end);
      if (isEmpty && open.length === 0) return whole(end);
      if (!isEmpty) {
        open.push(nameAt(text, at + 1));
        inside.push(starts.length - 1);
      }
    }
    if (end === undefined) return stop(at, "truncated", 1);
    at = text.indexOf("<", end);
  }
  return stop(text.length, "truncated", 0);
}

/** The end of a comment, a CDATA section, a processing instruction or a declaration. */
function endOfSpecial(text: string, at: number, comments: Span[]): number | undefined {
  if (text.startsWith("<!--", at)) {
    const end = endOf(text, "-->", at + 4);
    if (end !== undefined) comments.push({ start: at, end });
    return end;
  }
  if (text.startsWith("<![CDATA[", at)) return endOf(text, "]]>", at);
  return endOf(text, text.charCodeAt(at + 1) === QUESTION ? "?>" : ">", at);
}

function endOf(text: string, mark: string, from: number): number | undefined {
  const found = text.indexOf(mark, from);
  return found < 0 ? undefined : found + mark.length;
}

/** The end of a start tag; `>` inside a quoted attribute value does not end it. */
function endOfTag(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 62) return at + 1;
    if (code === 34 || code === 39) {
      at = text.indexOf(text.charAt(at), at + 1);
      if (at < 0) return undefined;
    }
  }
  return undefined;
}

function nameAt(text: string, from: number): string {
  let to = from;
  while (to < text.length && !endsName(text.charCodeAt(to))) to++;
  return text.slice(from, to);
}

/** Whether `nameAt` would give that name. */
function isNamed(text: string, from: number, name: string): boolean {
  return text.startsWith(name, from) && endsName(text.charCodeAt(from + name.length));
}

function endsName(code: number): boolean {
  return code <= 32 || code === SLASH || code === 62;
}
