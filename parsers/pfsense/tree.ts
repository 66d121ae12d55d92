/** The tree of a configuration: elements with their places. */
import type { Span } from "./scan.js";

/** An element. Its name is in lower case, as pfSense compares it; fields that OPNsense would not know are told apart (account.ts). Offsets into the text, `end` exclusive. */
export interface Element extends Span {
  readonly name: string;
  /** Text and CDATA, entities decoded, without blanks, tabs and line ends around it. Empty for an element with children. */
  readonly text: string;
  readonly children: readonly Element[];
  readonly attributes: Readonly<Record<string, string>> | undefined;
  /** Text between its child elements, which nothing reads. */
  readonly stray: boolean;
}

/** The first child of that name. */
export function child(of: Element | undefined, name: string): Element | undefined {
  if (of === undefined) return undefined;
  for (const each of of.children) if (each.name === name) return each;
  return undefined;
}

/** All children of that name, in order. */
export function children(of: Element | undefined, name: string): readonly Element[] {
  return of?.children.filter((each) => each.name === name) ?? [];
}

/** The element at the end of a path of names; the first one at each step. */
export function descend(of: Element | undefined, ...path: readonly string[]): Element | undefined {
  let at = of;
  for (const name of path) at = child(at, name);
  return at;
}

/** Whether a child of that name is there, whatever it holds: the booleans of pfSense (reference/pfsense.md 1). */
export function has(of: Element | undefined, name: string): boolean {
  return child(of, name) !== undefined;
}

/** The text of the first child of that name, or "". */
export function textOf(of: Element | undefined, name: string): string {
  return child(of, name)?.text ?? "";
}
