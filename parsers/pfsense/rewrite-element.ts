/** One element of a configuration, found by its place, with other children. */
import type { ChangedText } from "../../src/model/change.js";
import { child, type Element, textOf } from "./tree.js";

export interface Found {
  readonly element: Element;
  readonly parent: Element | undefined;
  /** The names that lead to it, below the root and without its own; with a number where several have the name: `rule[17]`. */
  readonly path: readonly string[];
  /** Its own name with its number. */
  readonly name: string;
}

/** The element that begins at an offset. */
export function placeOf(root: Element, offset: number): Found | undefined {
  let element = root;
  let parent: Element | undefined;
  const names: string[] = [];
  while (element.start !== offset) {
    const next: Element | undefined = element.children.find((one) => one.start <= offset && offset < one.end);
    if (next === undefined) return undefined;
    names.push(numbered(element, next));
    parent = element;
    element = next;
  }
  const name = names.pop();
  return name === undefined ? undefined : { element, parent, path: names, name };
}

function numbered(parent: Element, element: Element): string {
  const alike = parent.children.filter(({ name }) => name === element.name);
  return alike.length === 1 ? element.name : `${element.name}[${alike.indexOf(element) + 1}]`;
}

/** An element with a text. */
export function withText(name: string, text: string): string {
  return `<${name}>${text}</${name}>`;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Gathers what goes and what comes inside one element. */
export class ElementEdit {
  private readonly pieces: Piece[] = [];

  constructor(
    readonly text: string,
    readonly found: Found,
  ) {}

  /** Puts an element in the place of the child of that name, or at the end; `undefined` takes it away. */
  set(name: string, xml: string | undefined): void {
    const { element } = this.found;
    const known = child(element, name);
    if (known !== undefined) {
      if (this.written(known) === xml) return;
      this.pieces.push({ start: known.start, end: known.end, before: this.written(known), after: xml });
      return;
    }
    const end = this.text.lastIndexOf("</", element.end - 1);
    if (xml !== undefined && end > element.start) this.pieces.push({ start: end, end, before: undefined, after: xml });
  }

  /** The element as it is then. */
  get result(): string {
    const { element } = this.found;
    let shown = "";
    let from = element.start;
    for (const { start, end, after } of this.pieces.toSorted((a, b) => a.start - b.start)) {
      shown += this.text.slice(from, start) + (after ?? "");
      from = end;
    }
    return shown + this.text.slice(from, element.end);
  }

  finish(): ChangedText {
    return this.changed(
      this.pieces.flatMap(({ before, after }) => [...linesOf("-", before), ...linesOf("+", after)]),
      this.result,
    );
  }

  /** The whole element becomes others. */
  become(...elements: readonly string[]): ChangedText {
    const lines = [...linesOf("-", this.written(this.found.element)), ...elements.flatMap((one) => linesOf("+", one))];
    return this.changed(lines, elements.join("\n"));
  }

  private changed(lines: readonly string[], becomes: string): ChangedText {
    const { element, path, name } = this.found;
    const description = textOf(element, "descr") || textOf(element, "description");
    return {
      where: [...path, name].join("/") + (description === "" ? "" : ` "${description}"`),
      lines,
      text: this.text.slice(0, element.start) + becomes + this.text.slice(element.end),
    };
  }

  private written(element: Element): string {
    return this.text.slice(element.start, element.end);
  }
}

/** Lines with their sign, without the indentation that all but the first have. */
function linesOf(sign: string, xml: string | undefined): string[] {
  if (xml === undefined) return [];
  const lines = xml.split(/\r\n|\n|\r/);
  const last = /^\s*/.exec(lines.at(-1) ?? "")?.[0] ?? "";
  return lines.map((line, index) => `${sign} ${index > 0 && line.startsWith(last) ? line.slice(last.length) : line}`);
}
