/** The baseline: what was found once, so that only what is new counts. */

import { z } from "zod";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { firstIssue } from "../diagnostics/first-issue.js";
import { UsageError } from "../diagnostics/usage-error.js";
import type { PairFacts } from "../facts/pair.js";
import { rangeOnLine } from "../source/range.js";
import { type SourceFile, splitLines } from "../source/source-file.js";
import { type Finding, SEVERITIES } from "./finding.js";
import { isNoMore, type Meaning, meaningOf, NAMED, namedIn, PASSING, passingOf } from "./passing.js";

const VERDICTS = ["violated", "unproved", "indicated"] as const;

/** 2: findings say what they let pass. */
const VERSION = 2;

const BASELINE = z.strictObject({
  version: z.literal(VERSION, { error: `${VERSION} is read here, and another version of zoneproof wrote this one` }),
  tool: z.string(),
  /** One for each open finding, told by its fingerprint; the rest is for people. */
  findings: z.array(
    z.strictObject({
      fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
      check: z.string(),
      severity: z.enum(SEVERITIES),
      verdict: z.enum(VERDICTS),
      message: z.string(),
      /** Left out: it is about no packets. */
      passing: PASSING.exactOptional(),
    }),
  ),
  /** Ordered pairs of zones that were not proved. */
  pairs: z.array(z.strictObject({ from: z.string(), to: z.string(), verdict: z.enum(["violated", "unproved"]) })),
  /** What names of the map in `passing` stood for; left out: what they stand for when it is read. */
  names: NAMED.exactOptional(),
});

/** What a baseline file holds. */
export type Baseline = z.infer<typeof BASELINE>;

/** Of what is open and not proved. `meaning`: what the names of the map stand for. */
export function baselineOf(
  version: string,
  { findings, pairs }: { readonly findings: readonly Finding[]; readonly pairs: readonly PairFacts[] },
  meaning: Meaning,
): Baseline {
  const open = findings.filter(({ status }) => status === "open" || status === "known");
  const names = namedIn(
    open.flatMap((finding) => passingOf(finding) ?? []),
    meaning,
  );
  return {
    version: VERSION,
    tool: `zoneproof ${version}`,
    findings: open
      .map(entryOf)
      .sort((a, b) => (`${a.check} ${a.fingerprint}` < `${b.check} ${b.fingerprint}` ? -1 : 1)),
    pairs: pairs.flatMap(({ from, to, verdict }) =>
      verdict === "proved" ? [] : [{ from: from.id, to: to.id, verdict }],
    ),
    ...(Object.keys(names).length > 0 && { names }),
  };
}

function entryOf(finding: Finding): Baseline["findings"][number] {
  const { fingerprint, check, severity, verdict, message } = finding;
  const passing = passingOf(finding);
  return { fingerprint, check, severity, verdict, message, ...(passing !== undefined && { passing }) };
}

/** One entry a line, in an order that does not depend on places: what changes in it is what changed. */
export function baselineText({ version, tool, findings, pairs, names }: Baseline): string {
  const list = (items: readonly unknown[]) =>
    items.length === 0 ? "[]" : `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`;
  const head = [`  "version": ${version}`, `  "tool": ${JSON.stringify(tool)}`];
  const known = Object.entries(names ?? {}).map(
    ([name, texts]) => `    ${JSON.stringify(name)}: ${JSON.stringify(texts)}`,
  );
  const named = known.length === 0 ? [] : [`  "names": {\n${known.join(",\n")}\n  }`];
  return `{\n${[...head, `  "findings": ${list(findings)}`, `  "pairs": ${list(pairs)}`, ...named].join(",\n")}\n}\n`;
}

/** @throws UsageError when the text is no baseline: an empty one in its place would let everything fail, or pass. */
export function readBaseline({ path, text }: SourceFile): Baseline {
  const help = "zoneproof baseline writes a new one";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`the baseline ${path} is no JSON`, help);
  }
  const read = BASELINE.safeParse(value);
  if (read.success) return read.data;
  const why = isVersioned(value) ? firstIssue(read.error) : "it is no baseline";
  throw new UsageError(`the baseline ${path} cannot be used: ${why}`, help);
}

/** Every version of a baseline says which it is; a report of check does so in other words. */
function isVersioned(value: unknown): boolean {
  return typeof value === "object" && value !== null && "version" in value;
}

interface KnownFile {
  readonly baseline: Baseline;
  readonly file: SourceFile;
  readonly meaning: Meaning;
}

/**
 * The findings with those of the baseline as `known`; one that became worse stays open, and so does one that lets more pass, or
 * something else. Entries without a finding are reported.
 */
export function againstBaseline(
  findings: readonly Finding[],
  { baseline, file, meaning }: KnownFile,
  diagnostics: Diagnostics,
): Finding[] {
  const entries = new Map(baseline.findings.map((entry) => [entry.fingerprint, entry]));
  const found = new Set(findings.filter(({ status }) => status === "open").map(({ fingerprint }) => fingerprint));
  const lines = splitLines(file.text);
  const earlier = meaningOf(baseline.names, meaning);
  for (const { fingerprint, check, message } of entries.values()) {
    if (found.has(fingerprint)) continue;
    const line = lines.findIndex((text) => text.includes(fingerprint)) + 1;
    diagnostics.add("run/stale-baseline", rangeOnLine(file.path, Math.max(1, line), 1, 1), {
      message: `nothing is found any more of what the baseline has for ${check}: ${message}`,
      help: "write the baseline anew, so that it cannot come back unseen",
    });
  }
  return findings.map((finding): Finding => {
    if (finding.status !== "open") return finding;
    const entry = entries.get(finding.fingerprint);
    if (entry === undefined) return { ...finding, sinceBaseline: "new" };
    if (isWorse(finding, entry)) return { ...finding, sinceBaseline: "updated" };
    if (isNoMore(finding, entry.passing, meaning, earlier))
      return { ...finding, status: "known", sinceBaseline: "unchanged" };
    return {
      ...finding,
      sinceBaseline: "updated",
      message: `${finding.message}; more may pass than when the baseline was written`,
    };
  });
}

function isWorse(finding: Finding, entry: Baseline["findings"][number]): boolean {
  return (
    SEVERITIES.indexOf(finding.severity) < SEVERITIES.indexOf(entry.severity) ||
    VERDICTS.indexOf(finding.verdict) < VERDICTS.indexOf(entry.verdict)
  );
}
