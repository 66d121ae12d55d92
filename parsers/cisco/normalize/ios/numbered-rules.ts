/** The entries of one list by their numbers. */
import type { Rule } from "../../../../src/model/rule.js";
import { isNaming } from "../access-list.js";

interface Entry {
  readonly rule: Rule;
  /** What it says. */
  readonly text: string;
}

/** Exports give their numbers in order, or none: what finds an entry by its number is made when that is asked for. */
export class NumberedRules {
  private readonly rules: Rule[] = [];
  private readonly texts: string[] = [];
  private readonly named: Rule[] = [];
  private byNumber: Map<number, Entry> | undefined;
  private top = 0;

  /** The highest number there is; 0 without entries. */
  get highest(): number {
    return this.top;
  }

  has(number: number): boolean {
    return number <= this.top && this.indexed().has(number);
  }

  /** Adds an entry under a number that is free, which its id says. */
  add(number: number, rule: Rule, text: string): void {
    if (this.byNumber === undefined && number > this.top) {
      this.rules.push(rule);
      this.texts.push(text);
      if (isNaming(rule)) this.named.push(rule);
    } else this.indexed().set(number, { rule, text });
    this.top = Math.max(this.top, number);
  }

  /** Takes an entry away. @returns what it said. */
  remove(number: number): string | undefined {
    const removed = this.indexed().get(number)?.text;
    this.indexed().delete(number);
    if (number === this.top) this.top = [...this.indexed().keys()].reduce((a, b) => Math.max(a, b), 0);
    return removed;
  }

  /** The number of the entry that says this. */
  numberOf(text: string): number | undefined {
    return [...this.indexed()].find(([, entry]) => entry.text === text)?.[0];
  }

  /** Gives the entries new numbers in their order, `step` apart: how they are told apart changes with them. */
  renumber(start: number, step: number): void {
    const all = [...this.indexed()].sort(([a], [b]) => a - b);
    const renumbered = all.map(([, { rule, text }], index): [number, Entry] => {
      const number = start + index * step;
      return [number, { rule: { ...rule, id: String(number) }, text }];
    });
    this.byNumber = new Map(renumbered);
    this.top = renumbered.at(-1)?.[0] ?? 0;
  }

  /** Entries that name a group, by their numbers; `undefined`: any of them may. */
  get naming(): readonly Rule[] | undefined {
    return this.byNumber === undefined ? this.named : undefined;
  }

  /** All entries, by their numbers. */
  inOrder(): readonly Rule[] {
    if (this.byNumber === undefined) return this.rules;
    return [...this.byNumber].sort(([a], [b]) => a - b).map(([, { rule }]) => rule);
  }

  private indexed(): Map<number, Entry> {
    this.byNumber ??= new Map(
      this.rules.map((rule, index) => [Number(rule.id), { rule, text: this.texts[index] as string }]),
    );
    return this.byNumber;
  }
}
