/** What the HTML report holds as data: the report of `--format json`, and what a page shows beside it. */
import type { ActionJson, BoxJson, FindingJson, LocationJson, PairJson, ReportJson } from "../json-shape.js";

export interface PageData {
  readonly report: Omit<ReportJson, "findings" | "plan"> & {
    readonly findings: readonly PageFinding[];
    readonly plan: readonly ActionJson[];
  };
  /** The day for which exceptions and attestations are valid or expired: `2026-05-31`. */
  readonly date: string;
  /** In the order of `report.pairs`. */
  readonly sets: readonly PairSetsJson[];
  /** Reference model levels by zone; a zone without one is left out. */
  readonly levels: Readonly<Record<string, { readonly low: number; readonly high: number }>>;
  /** Lines that something in the report points at, with those around them, by file and number; secrets masked. */
  readonly lines: Readonly<Record<string, Readonly<Record<number, string>>>>;
}

/** What no view shows is left out: of a large network most of the page are findings. */
export type PageFinding = Omit<FindingJson, "witness"> & {
  /** The packet as text. */
  readonly witness: string | null;
  /** Its first digits (`shortFingerprint`), here and in the actions of the plan. */
  readonly fingerprint: string;
};

/** Digits of a fingerprint that a page holds: enough for the entry of a baseline to be found by, and no two of a report are alike. */
const DIGITS = 16;

export function shortFingerprint(fingerprint: string): string {
  return fingerprint.slice(0, DIGITS);
}

export interface SetJson {
  readonly certain: boolean;
  readonly boxes: readonly BoxJson[];
  readonly moreBoxes: number;
  readonly morePackets: string;
}

export interface PairSetsJson {
  readonly permitted: readonly SetJson[];
  readonly declared: readonly SetJson[];
  readonly ways: readonly WayJson[];
}

export interface WayJson {
  readonly family: 4 | 6;
  readonly passes: "surely" | "perhaps" | "nothing";
  readonly because: string | null;
  readonly alike: number;
  readonly hops: readonly WayHopJson[];
}

export interface WayHopJson {
  readonly device: string;
  readonly ingress: string;
  readonly egress: string;
  readonly translations: NonNullable<PairJson["paths"][number]["hops"][number]["translations"]>;
  readonly filters: readonly { readonly rules: readonly WayRuleJson[]; readonly moreRules: number }[];
}

export interface WayRuleJson {
  readonly name: string;
  readonly certain: boolean;
  readonly boxes: readonly BoxJson[];
  readonly moreBoxes: number;
  readonly locations: readonly LocationJson[];
}
