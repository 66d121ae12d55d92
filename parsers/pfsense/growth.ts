/** A tree that grows while `fast-xml-parser` walks a text: the parser's own tree would be made only to be thrown away. */
import { decodeEntities } from "./entities.js";
import type { Spans } from "./scan.js";
import type { Element } from "./tree.js";

type Growing = { -readonly [key in Exclude<keyof Element, "children">]: Element[key] } & { children: Growing[] };

/** Takes what the parser meets in the order of the text, and the places from the first look (scan.ts). */
export class Growth {
  /** The elements that were opened last at each depth: those behind the depth of an event are closed. */
  private readonly path: Growing[] = [];
  private met = 0;
  /** The element whose text was met last, and all of that text so far: comments and CDATA part it. */
  private last: Growing | undefined;
  private raw = "";
  /** Elements whose names have capitals, which OPNsense tells from others. */
  readonly cased = new Set<Element>();
  /** Elements with blanks around their text other than tabs and line ends: to the firewall they are part of it. Few have them. */
  readonly padded = new Set<Element>();

  /** @param text from which the parser was given what lies between the first start and the last end. */
  constructor(
    private readonly text: string,
    private readonly spans: Spans,
  ) {}

  /** The outermost element; undefined unless the parser met every element that the first look saw. */
  get root(): Element | undefined {
    return this.met === this.spans.starts.length ? this.path[0] : undefined;
  }

  /**
   * A start tag, or an empty element.
   * @param written its name as the parser met it, which of an empty element may end in the slash behind it.
   * @param depth how many elements are open, this one included.
   * @throws where the first look saw another element: its places would be wrong from here on.
   */
  element(written: string, depth: number, attributes: Element["attributes"]): void {
    const name = nameOf(written);
    const { starts, ends } = this.spans;
    const start = starts[this.met];
    const end = ends[this.met];
    if (start === undefined || end === undefined || !this.text.startsWith(name.written, start + 1)) {
      throw new Error("the parser met another element than the first look");
    }
    this.met++;
    const made = {
      name: name.lower,
      text: "",
      children: NO_CHILDREN,
      start,
      end,
      attributes,
      stray: false,
    };
    if (name.written !== name.lower) this.cased.add(made);
    this.path[depth - 1] = made;
    const parent = this.path[depth - 2];
    if (parent === undefined) return;
    if (parent.children !== NO_CHILDREN) parent.children.push(made);
    else {
      parent.children = [made];
      parent.stray = parent.text !== "";
      parent.text = "";
    }
  }

  /**
   * A piece of the text of the element that is open at `depth`. CDATA holds text that is encoded once more
   * (reference/pfsense.md 1); plain text is encoded once, and both end alike.
   */
  words(written: string, depth: number): void {
    const element = this.path[depth - 1];
    if (element === undefined) return;
    const isBlank = written.trim() === "";
    if (element.children !== NO_CHILDREN) {
      if (!isBlank) element.stray = true;
      return;
    }
    const before = this.last === element ? this.raw : "";
    if (isBlank && before === "") return;
    this.last = element;
    this.raw = before + decodeEntities(written);
    element.text = this.raw.trim();
    if (element.text.length !== this.raw.length && PADDED.test(this.raw)) this.padded.add(element);
  }
}

/** Blanks around a value that the firewalls keep: pfSense takes away tabs and line ends alone (xmlparse.inc: cData). */
const PADDED = /^[\t\r\n]*[^\S\t\r\n]|[^\S\t\r\n][\t\r\n]*$/;

const NO_CHILDREN: Growing[] = [];

interface Name {
  readonly written: string;
  readonly lower: string;
}

/** Names as the parser met them: a file has few, many times. */
const NAMES = new Map<string, Name>();
const MOST_NAMES = 10_000;

function nameOf(met: string): Name {
  const known = NAMES.get(met);
  if (known !== undefined) return known;
  const written = met.endsWith("/") ? met.slice(0, -1) : met;
  const name = { written, lower: written.toLowerCase() };
  if (NAMES.size < MOST_NAMES) NAMES.set(met, name);
  return name;
}
