/** Names of objects and what they stand for: one space of names per kind and VDOM. */
import type { SourceRange } from "../../../src/source/range.js";
import type { Block } from "../tree.js";

/** What a name leads to: the id of the object in the model and the row that defines it. */
export interface Named {
  readonly id: string;
  readonly block: Block;
}

/** Objects by name; renamed rows are found by their old name from lines written before the renaming. */
export class ObjectNames<Kind extends Named> {
  private readonly current = new Map<string, Kind>();
  private readonly former = new Map<string, { readonly until: number; readonly named: Kind }[]>();

  /** A name that is there already stays: the first definition is the one whose row later lines edit. */
  add(named: Kind): void {
    if (!this.current.has(named.block.name)) this.current.set(named.block.name, named);
    if (named.block.formerly === undefined) return;
    for (const { name, until } of named.block.formerly) {
      const list = this.former.get(name) ?? [];
      list.push({ until, named });
      this.former.set(name, list);
    }
  }

  /** @param offset where the name is written; the device changed references that stood before a `rename`. */
  find(name: string, offset: number): Kind | undefined {
    if (this.former.size === 0) return this.current.get(name);
    const former = this.former.get(name)?.find(({ until }) => offset < until);
    return former?.named ?? this.current.get(name);
  }

  all(): IterableIterator<Kind> {
    return this.current.values();
  }
}

/** A reference in a rule or group: the name and where it stands. */
export interface Reference {
  readonly name: string;
  readonly offset: number;
  readonly at: SourceRange;
}
