/** What is open while a text is read. */
import type { Section } from "./statements/treatment.js";
import type { Block } from "./tree.js";

/** A table or row that is open, with the section its statements belong to. */
export interface Frame {
  readonly block: Block;
  readonly section: Section;
  /** Whether the tree keeps what stands in it. */
  readonly kept: boolean;
  /** Rows by name; only for tables. */
  readonly rows: Map<string, Block>;
  /** What `edit 0` opens next: behind the highest number so far. */
  readonly numbers: { next: number };
}

/** The rows of a table, however often it is opened. */
export type TableRows = Pick<Frame, "rows" | "numbers">;

export function noRows(): TableRows {
  return { rows: new Map(), numbers: { next: 1 } };
}
