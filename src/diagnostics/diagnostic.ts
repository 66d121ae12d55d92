/** What is wrong in an input: collected, never thrown. */
import { compareRanges, type SourceRange } from "../source/range.js";
import { CODES, type Code } from "./codes.js";

export type DiagnosticSeverity = "error" | "warning" | "note";

export interface Diagnostic {
  readonly code: Code;
  readonly severity: DiagnosticSeverity;
  /** What is wrong, in the user's words, no full stop, no value that may be a secret. */
  readonly message: string;
  readonly at: SourceRange;
  /** What would have been right here. */
  readonly expected?: string;
  /** What to do about it. */
  readonly help?: string;
  /** Other places that belong to it, such as where an object was defined first. */
  readonly related?: readonly { readonly at: SourceRange; readonly message: string }[];
}

/** What a caller of `add` may say beyond code and place; `message` replaces the code's own text. */
export type DiagnosticDetails = Partial<Pick<Diagnostic, "message" | "expected" | "help" | "related">>;

/** The diagnostics of one run. */
export class Diagnostics {
  private readonly collected: Diagnostic[] = [];

  /** Reports `code` at a place. Severity and default text come from the row in `codes.ts`. */
  add(code: Code, at: SourceRange, details: DiagnosticDetails = {}): void {
    const { severity, message } = CODES[code];
    this.collected.push({ code, severity, message, at, ...details });
  }

  /** Takes over diagnostics that were collected elsewhere. */
  addAll(diagnostics: readonly Diagnostic[]): void {
    for (const diagnostic of diagnostics) this.collected.push(diagnostic);
  }

  hasErrors(): boolean {
    return this.collected.some((diagnostic) => diagnostic.severity === "error");
  }

  /** All diagnostics, sorted by file, line, column, code. */
  all(): readonly Diagnostic[] {
    return this.collected.toSorted(
      (a, b) => compareRanges(a.at, b.at) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
    );
  }
}
