/** How it went since earlier runs, and what ends soon, on a terminal. */
import type { Finding } from "../../judge/finding.js";
import { SEVERITIES } from "../../judge/finding.js";
import { endingText, followUpOf } from "../follow-up.js";
import type { EndingJson, FollowUpJson, TrendJson } from "../follow-up-shape.js";
import type { CheckResult } from "../result.js";
import { count } from "../summary.js";
import type { Page } from "./page.js";

/** Findings named of each kind; the JSON report has them all. */
const SHOWN = 5;

export function writeFollowUp(page: Page, result: CheckResult): void {
  const { trend, earlierRuns, since, ending } = followUpOf(result);
  writeEnding(page, ending);
  if (trend.length === 0) return;
  page.heading(
    trend.length === 1 ? "Trend: this is the first run that is kept" : `Trend: ${count(trend.length, "run")}`,
  );
  if (earlierRuns > 0) page.wrapped("  ", `and ${count(earlierRuns, "run")} before`);
  for (const one of trend) page.wrapped(`  ${one.day}  `, trendText(one));
  if (since !== null) writeSince(page, since, result.findings);
}

function trendText({ open, pairs, accepted, failedInputs }: TrendJson): string {
  const findings = SEVERITIES.map((severity) => `${open[severity]} ${severity}`).join(", ");
  const { violated, unproved, proved } = pairs;
  const verdicts =
    violated + unproved + proved === 0 ? "" : `; ${violated} violated, ${unproved} unproved, ${proved} proved`;
  const failed = failedInputs === 0 ? "" : `; ${count(failedInputs, "input")} NOT ANALYSED`;
  return `${findings}; ${accepted} accepted${verdicts}${failed}`;
}

function writeSince(page: Page, since: NonNullable<FollowUpJson["since"]>, findings: readonly Finding[]): void {
  const { day, appeared, gone, newlyAccepted, acceptedNoMore } = since;
  page.line();
  page.wrapped("  ", `since ${day}: ${appeared.length} new, ${gone} gone, ${newlyAccepted.length} newly accepted`);
  const byPrint = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  const rows = [
    ["new", appeared],
    ["newly accepted", newlyAccepted],
    ["accepted no more", acceptedNoMore],
  ] as const;
  for (const [word, prints] of rows) {
    for (const print of prints.slice(0, SHOWN)) page.wrapped(`    ${word}: `, findingText(byPrint.get(print)));
    if (prints.length > SHOWN) page.wrapped(`    ${word}: `, `and ${prints.length - SHOWN} more`);
  }
}

function findingText(finding: Finding | undefined): string {
  if (finding === undefined) return "";
  const { message, check, exception } = finding;
  const by =
    finding.status === "accepted" && exception !== undefined ? ` by ${exception.id}, ${exception.approvedBy}` : "";
  return `${message} (${check})${by}`;
}

function writeEnding(page: Page, ending: readonly EndingJson[]): void {
  if (ending.length === 0) return;
  page.heading("Ends soon, or has ended");
  for (const one of ending) page.wrapped(`  ${one.kind} `, endingText(one).slice(one.kind.length + 1));
}
