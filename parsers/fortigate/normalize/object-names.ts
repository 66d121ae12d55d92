/** Names of objects and what they stand for: one space of names per kind and VDOM. */
import type { Block } from "../tree.js";

/** What a name leads to: the row that defines it. */
export interface Defined {
  readonly block: Block;
}

/** Where the row becomes an object of the model. */
export interface Named extends Defined {
  /**
   * What a rule says that names it: one for all rules. With a place of its own for each name, which nobody reads, 100,000 rules
   * held a fifth more memory.
   */
  readonly reference: { readonly kind: "object"; readonly object: string };
}

/** Objects by name; renamed rows are found by their old name from lines written before the renaming. */
export class ObjectNames<Kind extends Defined> {
  private readonly current = new Map<string, Kind>();
  private readonly former = new Map<string, { readonly until: number; readonly named: Kind }[]>();

  /**
   * A name that is there already stays: the first definition is the one whose row later lines edit.
   * @returns the one that is there already.
   */
  add(named: Kind): Kind | undefined {
    const before = this.current.get(named.block.name);
    if (before === undefined) this.current.set(named.block.name, named);
    if (named.block.formerly === undefined) return before;
    for (const { name, until } of named.block.formerly) {
      const list = this.former.get(name) ?? [];
      list.push({ until, named });
      this.former.set(name, list);
    }
    return before;
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
