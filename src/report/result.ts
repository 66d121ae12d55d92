/** Everything a report is made of: the outcome of one `check`. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { DeviceFacts } from "../facts/device.js";
import type { ExplanationFacts } from "../facts/explanation.js";
import type { MapFacts } from "../facts/map.js";
import type { PairFacts } from "../facts/pair.js";
import type { CatalogueEntry, Finding, NotAssessed } from "../judge/finding.js";
import type { Profile } from "../judge/profile.js";
import type { PolicySettings } from "../judge/settings.js";
import type { LineCounts } from "../source/line-account.js";
import type { SourceFile } from "../source/source-file.js";
import type { Proposals } from "./proposal.js";
import type { RunRecord } from "./run-record-shape.js";

export interface AnalysedInput {
  readonly file: string;
  readonly sha256: string;
  /** What it was taken for; left out for the map and for inputs that could not be analysed. */
  readonly vendor?: string;
  readonly platform?: string;
  readonly devices: readonly string[];
  readonly counts?: LineCounts;
  /**
   * `map`: the zones file. `failed`: could not be analysed. `skipped`: found in a folder, not a configuration. `archive`: what
   * inputs with `!/` in their names were taken out of.
   */
  readonly role: "configuration" | "map" | "failed" | "skipped" | "archive";
}

/** A device without what only its findings show of it: that is as much as its rules. */
export type ReportedDevice = Omit<
  DeviceFacts,
  "permits" | "dead_rules" | "empty_rules" | "redundant_rules" | "contradictions" | "idle_objects"
>;

/** What passes between a pair of zones, what is declared, and every way, hop by hop. */
export type PairSets = Omit<ExplanationFacts, "pair">;

/** What judges, where that is not every shipped check as it is. */
export interface JudgingSettings extends PolicySettings {
  readonly profile: Profile;
}

export interface CheckResult {
  readonly version: string;
  readonly inputs: readonly AnalysedInput[];
  /** Left out when no map was given. */
  readonly map?: MapFacts;
  /** Every ordered pair of zones, in the order of the map, with the carriers of what is not declared; empty without a map. */
  readonly pairs: readonly PairFacts[];
  /** In the order of `pairs`; left out unless it was asked for. */
  readonly sets?: readonly PairSets[];
  readonly devices: readonly ReportedDevice[];
  /** Worst first: severity, verdict, file, line, column, check. */
  readonly findings: readonly Finding[];
  /** What reports show of `findings`, which stay whole for all that counts; left out: everything. */
  readonly shown?: { readonly owner: string; readonly findings: readonly Finding[] };
  readonly notAssessed: readonly NotAssessed[];
  readonly diagnostics: readonly Diagnostic[];
  readonly catalogue: readonly CatalogueEntry[];
  readonly settings: JudgingSettings;
  /** What the verdicts assume, one sentence each. */
  readonly assumptions: readonly string[];
  /** For which dates were judged; left out: they were not. */
  readonly day?: string;
  /** Earlier runs, the oldest first; left out: none were kept. */
  readonly history?: readonly RunRecord[];
  /** Changes for the first actions of the plan; left out: none were asked for. */
  readonly proposals?: Proposals;
  /** Texts of the inputs by path, for code frames. */
  readonly sources: ReadonlyMap<string, SourceFile>;
}
