/** Statements that take things away by their names, and name what the file has nowhere. */
import type { CiscoLine } from "../tree.js";
import type { CiscoContext } from "./context.js";

/**
 * Of one kind of things: a name that nothing in the file has may be a spoilt one, of any that was there. Scripts that take away
 * what they write behind it, and what takes something away where nothing stands yet, spoil none.
 */
export class Removals {
  private readonly names = new Set<string>();
  private readonly missed: { readonly name: string; readonly line: CiscoLine }[] = [];

  /** Notes a name that the file gives. */
  opened(name: string): void {
    this.names.add(name);
  }

  /** Notes a statement that takes away what has a name. */
  taken(name: string, line: CiscoLine): void {
    if (this.names.size > 0 && !this.names.has(name)) this.missed.push({ name, line });
  }

  /** Reports those that name nothing, once the whole file is read. @param section what they stand in, for who reads the report. */
  doubt(section: string, context: CiscoContext): void {
    for (const { name, line } of this.missed)
      if (!this.names.has(name)) context.unknown(line, section, { scope: "device" });
  }
}

/**
 * Whether a statement that takes away the entry with a number names none by mistake: a number that no entry of its list has, nor
 * one that stands behind the statement, may be a spoilt one.
 */
export function missesEntry(line: CiscoLine, number: number, isFilled: boolean): boolean {
  if (!isFilled) return false;
  const behind = (line.parent?.children ?? []).filter((one) => one.number > line.number);
  return !behind.some(({ text }) => new RegExp(`^(?:sequence )?${number} `).test(text));
}
