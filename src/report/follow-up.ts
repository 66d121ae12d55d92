/** Step 7, follow up: how it went over the runs that were kept, what is accepted since, what ends soon. */
import type { MapFacts } from "../facts/map.js";
import type { EndingJson, FollowUpJson, TrendJson } from "./follow-up-shape.js";
import type { CheckResult } from "./result.js";
import { markOf, type RunRecord } from "./run-record-shape.js";
import { count, summarize } from "./summary.js";

/** What ends within so many days is named beforehand. */
const SOON_DAYS = 90;
/** A quarter of a year of weeks; a year of months. */
const SHOWN_RUNS = 13;
const DAY_MS = 86_400_000;

/** Without `history` there is no trend, and without a day that dates are judged for nothing ends. */
export function followUpOf(result: CheckResult): FollowUpJson {
  const { history = [], map } = result;
  const last = history.at(-1);
  const day = result.history === undefined ? undefined : result.day;
  const shown = history.slice(-SHOWN_RUNS).map(trendOf);
  return {
    trend: day === undefined ? [] : [...shown, nowOf(result, day)],
    earlierRuns: Math.max(0, history.length - SHOWN_RUNS),
    since: last === undefined ? null : sinceOf(last, result),
    ending: map?.as_of === undefined ? [] : endingOf(map, map.as_of),
  };
}

function trendOf({ day, open, pairs, failedInputs, acceptedFindings }: RunRecord): TrendJson {
  return { day, open, pairs, accepted: acceptedFindings.length, failedInputs };
}

function nowOf(result: CheckResult, day: string): TrendJson {
  const { open, pairs, accepted, failedInputs } = summarize(result);
  return { day, open, pairs, accepted, failedInputs };
}

function sinceOf(last: RunRecord, { findings }: CheckResult): NonNullable<FollowUpJson["since"]> {
  const [wasOpen, wasAccepted] = [new Set(last.openFindings), new Set(last.acceptedFindings)];
  const marked = findings.map((finding) => ({ finding, mark: markOf(finding) }));
  const known = new Set(marked.map(({ mark }) => mark));
  const isNew = ({ mark }: { mark: string }) => !wasOpen.has(mark) && !wasAccepted.has(mark);
  const newlyAccepted = marked.filter(({ finding, mark }) => finding.status === "accepted" && !wasAccepted.has(mark));
  return {
    day: last.day,
    appeared: marked.filter((one) => one.finding.status === "open" && isNew(one)).map((one) => one.finding.fingerprint),
    gone: [...wasOpen].filter((mark) => !known.has(mark)).length,
    newlyAccepted: newlyAccepted.map(({ finding }) => finding.fingerprint),
    acceptedNoMore: marked
      .filter(({ finding, mark }) => finding.status === "open" && wasAccepted.has(mark))
      .map(({ finding }) => finding.fingerprint),
  };
}

/** Exceptions and attestations that have ended or end soon, first ends first. */
function endingOf({ exceptions, attestations }: MapFacts, day: string): EndingJson[] {
  const all = [
    ...exceptions.map(({ id, expires, reason }) => ({ kind: "exception" as const, id, expires, text: reason })),
    ...attestations.map(({ requirement, zones, expires, evidence }) => ({
      kind: "attestation" as const,
      id: `${requirement} for ${zones.join(", ")}`,
      expires,
      text: evidence,
    })),
  ];
  return all
    .map((one) => ({ ...one, days: Math.round((Date.parse(one.expires) - Date.parse(day)) / DAY_MS) }))
    .filter(({ days }) => days <= SOON_DAYS)
    .sort((a, b) => a.days - b.days || (a.id < b.id ? -1 : 1));
}

/** `exception EX-1: until 2027-01-15, 43 days from now (reason)`. */
export function endingText({ kind, id, text, expires, days }: EndingJson): string {
  const when = days < 0 ? `ended on ${expires}` : `until ${expires}, ${count(days, "day")} from now`;
  return `${kind} ${id}: ${when} (${text})`;
}
