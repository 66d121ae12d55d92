/** The shape of a row in the code lists. */

export interface CodeRow {
  readonly severity: "error" | "warning" | "note";
  /** What is wrong, no full stop. */
  readonly message: string;
}
