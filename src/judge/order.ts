/** The order of findings: worst first. */
import { type Finding, SEVERITIES } from "./finding.js";

const STATUSES: readonly Finding["status"][] = ["open", "advice", "accepted"];
const VERDICTS: readonly Finding["verdict"][] = ["violated", "unproved", "indicated"];

/** By status, severity, verdict, then file, line, column, check, zones and message. For `sort`. */
export function compareFindings(a: Finding, b: Finding): number {
  const [placeA, placeB] = [a.locations[0], b.locations[0]];
  return (
    STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
    compareText(placeA?.file, placeB?.file) ||
    (placeA?.line ?? 0) - (placeB?.line ?? 0) ||
    (placeA?.column ?? 0) - (placeB?.column ?? 0) ||
    compareText(a.check, b.check) ||
    compareText(a.from, b.from) ||
    compareText(a.to, b.to) ||
    compareText(a.message, b.message)
  );
}

/** By code units, the same on every machine; what is missing comes first. */
function compareText(a = "", b = ""): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
