/** A change as lines of the configuration that become others. */
import type { CiscoLine } from "./tree.js";

/** What takes the place of one line of the configuration: nothing, or lines with their indentation. */
export interface LineEdit {
  readonly line: CiscoLine;
  readonly becomes: readonly string[];
}

/** Lines to enter, and what they make of the configuration. */
export interface Edits {
  readonly lines: readonly string[];
  readonly edits: readonly LineEdit[];
}
