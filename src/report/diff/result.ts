/** Everything a report of `zoneproof diff` is made of. */
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { DeviceChangeFacts, LineChangeFacts, PairChangeFacts } from "../../facts/change.js";
import type { Finding } from "../../judge/finding.js";
import type { SourceFile } from "../../source/source-file.js";
import type { AnalysedInput, JudgingSettings } from "../result.js";

/** One side of a change. */
export interface DiffSide {
  /** What was given, for people: a path, a revision. */
  readonly label: string;
  readonly inputs: readonly AnalysedInput[];
  readonly diagnostics: readonly Diagnostic[];
  /** What is known to be missing, one sentence each: with any of it nothing is proved. */
  readonly missing: readonly string[];
  readonly settings: JudgingSettings;
  readonly sources: ReadonlyMap<string, SourceFile>;
}

/** A finding on both sides whose verdict or severity became worse. */
export interface WorseFinding {
  readonly before: Finding;
  readonly after: Finding;
}

/** Open findings by what became of them. */
export interface FindingChanges {
  readonly appeared: readonly Finding[];
  readonly gone: readonly Finding[];
  readonly worse: readonly WorseFinding[];
  /** How many are as they were. */
  readonly stayed: number;
}

/** Why the gate does not let the change through. */
export interface GateReason {
  readonly kind: "finding" | "undeclared" | "blocked" | "unproved" | "undecided" | "change" | "not-compared";
  /** One sentence, no full stop. */
  readonly message: string;
}

export interface DiffResult {
  readonly version: string;
  readonly before: DiffSide;
  readonly after: DiffSide;
  readonly hasMap: boolean;
  /**
   * `same`: the same packets pass, proved by equal bounds on both sides; `open`: the bounds are equal and doubts leave open
   * what lies between them, or something beside the filters changed; `changed`: packets changed; `not-compared`: of a side
   * something was not analysed, and nothing else is said.
   */
  readonly outcome: "same" | "open" | "changed" | "not-compared";
  /** What keeps an outcome open, or is to be known beside it, one sentence each. */
  readonly notes: readonly string[];
  /** Empty without a map. Pairs that are the same on both sides, with the same verdict, are there too. */
  readonly pairs: readonly PairChangeFacts[];
  readonly devices: readonly DeviceChangeFacts[];
  readonly findings: FindingChanges;
  /** The changed lines of all configurations. */
  readonly lines: readonly LineChangeFacts[];
  /** Why the gate fails; empty: it does not. */
  readonly gate: readonly GateReason[];
  /** Where the sets and the walk say different things: a bug of zoneproof, one sentence each. */
  readonly disagreements: readonly string[];
}
