/** Two results of the same plant: what a change mends, and why it is not fit to be proposed. */
import type { FlowFacts, PairFacts } from "../../facts/pair.js";
import { type Finding, SEVERITIES, type Severity } from "../../judge/finding.js";
import type { Action } from "../../report/plan.js";
import type { CheckResult } from "../../report/result.js";

export type Comparison =
  | { readonly kind: "refused"; readonly why: string }
  | {
      readonly kind: "fit";
      /** Findings of the action that are gone, and those that are there still. */
      readonly gone: readonly Finding[];
      readonly left: readonly Finding[];
      readonly elsewhere: number;
      readonly brings: readonly Finding[];
    };

/**
 * Whether a change may be proposed for an action: it is understood, closes no declared flow that was open, makes no pair of
 * zones worse, takes the weightiest finding away, and brings nothing as severe.
 */
export function compareResults(before: CheckResult, after: CheckResult, action: Action): Comparison {
  const [weightiest] = action.findings;
  const harm = harmOf(before, after);
  if (harm !== undefined) return refused(harm);
  const known = new Set(openIn(before).map(({ fingerprint }) => fingerprint));
  const still = stillThere(openIn(after), known, action);
  if (still.has(weightiest))
    return refused(`${weightiest.check} would still be there: ${still.get(weightiest)?.message}`);
  const same = new Set(still.values());
  const brings = openIn(after).filter((finding) => !known.has(finding.fingerprint) && !same.has(finding));
  const severe = brings.find(({ severity }) => isAsSevere(severity, action.severity));
  if (severe !== undefined) return refused(`then ${severe.check} comes up: ${severe.message}`);
  const open = new Set(openIn(after).map(({ fingerprint }) => fingerprint));
  const own = new Set(action.findings.map(({ fingerprint }) => fingerprint));
  const elsewhere = [...known].filter((fingerprint) => !open.has(fingerprint) && !own.has(fingerprint)).length;
  const gone = action.findings.filter((finding) => !still.has(finding));
  return { kind: "fit", gone, left: [...still.keys()], elsewhere, brings };
}

/**
 * Findings of the action that are there still, with what they are now. Of a rule that goes by its words a finding has another
 * fingerprint once these changed: the same check of the same device and zones that is new is taken for it.
 */
function stillThere(
  after: readonly Finding[],
  known: ReadonlySet<string>,
  { findings }: Action,
): Map<Finding, Finding> {
  const left = new Map(after.map((finding) => [finding.fingerprint, finding]));
  const renewed = new Map(
    after.filter(({ fingerprint }) => !known.has(fingerprint)).map((finding) => [subjectOf(finding), finding]),
  );
  return new Map(
    findings.flatMap((finding) => {
      const now = left.get(finding.fingerprint) ?? renewed.get(subjectOf(finding));
      return now === undefined ? [] : [[finding, now] as const];
    }),
  );
}

function subjectOf({ check, device, from, to, zone, flow }: Finding): string {
  return JSON.stringify([check, device, from, to, zone, flow]);
}

/** What is worse after a change, whatever it was for. */
export function harmOf(before: CheckResult, after: CheckResult): string | undefined {
  if (misreadIn(before, after)) return "zoneproof does not understand all of what it would write";
  const blocked = blockedFlow(before.pairs, after.pairs);
  if (blocked !== undefined) return `it would block the declared flow ${blocked.id} of ${blocked.conduit}`;
  const worse = worsePair(before.pairs, after.pairs);
  return worse && `it would leave ${worse.from.id} -> ${worse.to.id} ${worse.verdict}`;
}

/**
 * What is worse after several changes at once: what one of them is for is there again, or a finding comes that none of them
 * brings alone, as severe as the mildest of the actions.
 */
export function harmOfAll(
  before: CheckResult,
  after: CheckResult,
  { actions, brings }: { readonly actions: readonly Action[]; readonly brings: readonly Finding[] },
): string | undefined {
  const harm = harmOf(before, after);
  if (harm !== undefined) return harm;
  const left = openIn(after);
  const known = new Set(openIn(before).map(({ fingerprint }) => fingerprint));
  for (const action of actions) {
    const [weightiest] = action.findings;
    const still = stillThere(left, known, { ...action, findings: [weightiest] }).get(weightiest);
    if (still !== undefined) return `${weightiest.check} would still be there: ${still.message}`;
  }
  const brought = new Set([...openIn(before), ...brings].map(subjectOf));
  const severe = left.find(
    (finding) =>
      !known.has(finding.fingerprint) &&
      !brought.has(subjectOf(finding)) &&
      actions.some(({ severity }) => isAsSevere(finding.severity, severity)),
  );
  return severe && `then ${severe.check} comes up: ${severe.message}`;
}

function refused(why: string): Comparison {
  return { kind: "refused", why };
}

function openIn({ findings }: CheckResult): Finding[] {
  return findings.filter(({ status }) => status === "open");
}

function isAsSevere(one: Severity, other: Severity): boolean {
  return SEVERITIES.indexOf(one) <= SEVERITIES.indexOf(other);
}

/** More lines that are not understood, or more errors. */
function misreadIn(before: CheckResult, after: CheckResult): boolean {
  const missed = ({ inputs }: CheckResult) => inputs.reduce((sum, { counts }) => sum + (counts?.notUnderstood ?? 0), 0);
  const errors = ({ diagnostics }: CheckResult) => diagnostics.filter(({ severity }) => severity === "error").length;
  return missed(after) > missed(before) || errors(after) > errors(before);
}

function blockedFlow(before: readonly PairFacts[], after: readonly PairFacts[]): FlowFacts | undefined {
  const states = new Map(after.flatMap((pair) => pair.flows.map((flow) => [flowKey(pair, flow), flow.state])));
  for (const pair of before) {
    const closed = pair.flows.find((flow) => isWorse(flow.state, states.get(flowKey(pair, flow)) ?? "unknown"));
    if (closed !== undefined) return closed;
  }
  return undefined;
}

const STATES: readonly FlowFacts["state"][] = ["open", "unknown", "blocked"];

function isWorse(before: FlowFacts["state"], after: FlowFacts["state"]): boolean {
  return STATES.indexOf(after) > STATES.indexOf(before);
}

function flowKey({ from, to }: PairFacts, { id, location }: FlowFacts): string {
  return JSON.stringify([from.id, to.id, id, location.line]);
}

const VERDICTS: readonly PairFacts["verdict"][] = ["proved", "unproved", "violated"];

function worsePair(before: readonly PairFacts[], after: readonly PairFacts[]): PairFacts | undefined {
  const verdicts = new Map(before.map(({ from, to, verdict }) => [`${from.id}\n${to.id}`, verdict]));
  return after.find(({ from, to, verdict }) => {
    const was = verdicts.get(`${from.id}\n${to.id}`) ?? "violated";
    return VERDICTS.indexOf(verdict) > VERDICTS.indexOf(was);
  });
}
