/** The order of findings: worst first. */
import { type Finding, SEVERITIES } from "./finding.js";

const STATUSES: readonly Finding["status"][] = ["open", "known", "advice", "accepted"];
const VERDICTS: readonly Finding["verdict"][] = ["violated", "unproved", "indicated"];

/** Sorts by status, severity, verdict, then file, line, column, check, zones and message. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return findings
    .map((finding) => ({ finding, rank: rankOf(finding), place: finding.locations[0] }))
    .sort(compare)
    .map(({ finding }) => finding);
}

interface Ranked {
  readonly finding: Finding;
  /** Found once: a comparison needs it a dozen times. */
  readonly rank: number;
  readonly place: Finding["locations"][number] | undefined;
}

function rankOf({ status, severity, verdict }: Finding): number {
  const [first, second, third] = [STATUSES.indexOf(status), SEVERITIES.indexOf(severity), VERDICTS.indexOf(verdict)];
  return (first * SEVERITIES.length + second) * VERDICTS.length + third;
}

function compare(a: Ranked, b: Ranked): number {
  return (
    a.rank - b.rank ||
    compareText(a.place?.file, b.place?.file) ||
    (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
    (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
    compareText(a.finding.check, b.finding.check) ||
    compareText(a.finding.from, b.finding.from) ||
    compareText(a.finding.to, b.finding.to) ||
    compareText(a.finding.message, b.finding.message)
  );
}

/** By code units, the same on every machine; what is missing comes first. */
function compareText(a = "", b = ""): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
