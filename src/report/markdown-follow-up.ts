/** What is accepted, what ends soon and how it went since earlier runs, folded, in Markdown. */
import type { Finding } from "../judge/finding.js";
import { SEVERITIES } from "../judge/finding.js";
import { endingText, followUpOf } from "./follow-up.js";
import type { FollowUpJson, TrendJson } from "./follow-up-shape.js";
import { markdownCode, markdownFold, markdownText } from "./markdown-text.js";
import { shownFindings } from "./owner-view.js";
import type { CheckResult } from "./result.js";
import { count } from "./summary.js";

/** Of each kind; the JSON report has them all. */
const SHOWN = 10;

/** One fold each; none where there is nothing to tell. */
export function followUpFolds(result: CheckResult): string[] {
  const { trend, earlierRuns, since, ending } = followUpOf(result);
  return [
    ...acceptedFold(shownFindings(result).filter(({ status }) => status === "accepted")),
    ...(ending.length === 0
      ? []
      : markdownFold(
          `${ending.length} of the exceptions and attestations to renew: ended, or soon to end`,
          ending.map((one) => `- ${markdownText(endingText(one))}`),
        )),
    ...trendFold(trend, earlierRuns, since, result.findings),
  ];
}

function acceptedFold(accepted: readonly Finding[]): string[] {
  if (accepted.length === 0) return [];
  return markdownFold(
    `${count(accepted.length, "finding")} accepted by exceptions`,
    listed(accepted, ({ severity, message, check, exception }) => {
      const by =
        exception === undefined ? "" : `, ${exception.id} (${exception.approvedBy}, until ${exception.expires})`;
      return `${severity}: ${markdownText(message)} ${markdownCode(check)}${markdownText(by)}`;
    }),
  );
}

function trendFold(
  trend: readonly TrendJson[],
  earlierRuns: number,
  since: FollowUpJson["since"],
  findings: readonly Finding[],
): string[] {
  if (trend.length === 0) return [];
  const before = earlierRuns === 0 ? "" : `, and ${count(earlierRuns, "run")} before`;
  const news =
    since === null
      ? "this is the first run that is kept"
      : `since ${since.day}: ${since.appeared.length} new, ${since.gone} gone, ${since.newlyAccepted.length} newly accepted`;
  return markdownFold(`${count(trend.length, "run")}${before}; ${news}`, [
    `| day | ${SEVERITIES.join(" | ")} | accepted | violated | unproved | proved | not analysed |`,
    `|---|${"---|".repeat(SEVERITIES.length + 5)}`,
    ...trend.map(
      ({ day, open, accepted, pairs, failedInputs }) =>
        `| ${day} | ${SEVERITIES.map((one) => open[one]).join(" | ")} | ${accepted} | ${pairs.violated} | ${pairs.unproved} | ${pairs.proved} | ${failedInputs} |`,
    ),
    ...(since === null ? [] : sinceLines(since, findings)),
  ]);
}

function sinceLines(since: NonNullable<FollowUpJson["since"]>, findings: readonly Finding[]): string[] {
  const byPrint = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  const rows = [
    ["new", since.appeared],
    ["newly accepted", since.newlyAccepted],
    ["accepted no more", since.acceptedNoMore],
  ] as const;
  const lines = rows.flatMap(([word, prints]) =>
    listed(
      prints.flatMap((print) => byPrint.get(print) ?? []),
      ({ message, check }) => `${word}: ${markdownText(message)} ${markdownCode(check)}`,
    ),
  );
  return lines.length === 0 ? [] : ["", ...lines];
}

function listed(findings: readonly Finding[], textOf: (finding: Finding) => string): string[] {
  const more = findings.length > SHOWN ? [`- and ${findings.length - SHOWN} more`] : [];
  return [...findings.slice(0, SHOWN).map((finding) => `- ${textOf(finding)}`), ...more];
}
