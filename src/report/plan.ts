/** The short list: what to change, biggest risks first. Findings that one change repairs are one action. */
import type { ZoneFacts } from "../facts/common.js";
import type { Finding, Severity } from "../judge/finding.js";
import { type Cause, groupByCause } from "./causes.js";
import { type Proposal, proposalOf } from "./proposal.js";
import type { CheckResult } from "./result.js";

/** One change with all that it repairs. */
export interface Action {
  /** 1 biggest risks, 2 medium, 3 refine: of the finding that comes first in the plan. */
  readonly phase: number;
  /** Who signs the change: `IT`, `OT`, `business`, each once. */
  readonly owners: readonly string[];
  /** 0 to 10, of its worst finding. */
  readonly score: number;
  readonly severity: Severity;
  /** The device and the rule, or what is wrong where no rule is to blame. */
  readonly name: string;
  /** What to do, in the words of its checks, each once, the weightiest first. */
  readonly steps: readonly [string, ...string[]];
  /** Open findings that it repairs, weightiest first. */
  readonly findings: readonly [Finding, ...Finding[]];
  /** The lines to change first, then the objects behind them. */
  readonly locations: Finding["locations"];
  /** Left out: no change was looked for. */
  readonly proposal?: Proposal;
}

/** As many as a plant manager takes to a meeting. */
export const FIRST_ACTIONS = 10;

/** reference/checks.md, "Suggested score". */
const BASE: Readonly<Record<Severity, number>> = { critical: 9, high: 7, medium: 4, low: 2, info: 0 };
const HIGHEST = 10;
const MIDDLE_SL = 2;
const SAFETY = 2;
const EXPOSED = 1;
/** Kinds of zones from which attacks come. */
const OUTSIDE: ReadonlySet<string> = new Set(["internet", "vendor", "enterprise"]);

/**
 * All actions, in the order of the plan (reference/checks.md, step 5): phase, then score, then how many places have to be
 * looked at, then the order of the findings.
 */
export function planOf(result: CheckResult): Action[] {
  const open = result.findings.filter(({ status }) => status === "open");
  const scores = new Scores(new ZonesConcerned(result));
  return groupByCause(open)
    .flatMap((cause) => actionOf(cause, scores, result))
    .sort(
      (a, b) => a.phase - b.phase || b.score - a.score || a.locations.length - b.locations.length, // stable beyond that
    );
}

function actionOf({ name, checks, locations }: Cause, scores: Scores, { proposals }: CheckResult): Action[] {
  const weighed = checks
    .flatMap(({ findings }) => findings)
    .map((finding) => ({ finding, score: scores.of(finding) }))
    .sort((a, b) => a.finding.phase - b.finding.phase || b.score - a.score);
  const [first, ...others] = weighed;
  if (first === undefined) return [];
  const findings = [first.finding, ...others.map(({ finding }) => finding)] as const;
  const proposal = proposalOf(proposals, first.finding);
  const worst = checks[0]?.findings[0] ?? first.finding;
  return [
    {
      phase: first.finding.phase,
      owners: [...new Set(findings.flatMap(({ owner }) => owner.split("+")))].sort(),
      score: Math.max(...weighed.map(({ score }) => score)),
      severity: worst.severity,
      name,
      steps: [first.finding.action, ...otherSteps(findings)],
      findings: [...findings],
      locations,
      ...(proposal !== undefined && { proposal }),
    },
  ];
}

function otherSteps([first, ...others]: readonly [Finding, ...Finding[]]): string[] {
  return [...new Set(others.map(({ action }) => action))].filter((step) => step !== first.action);
}

/** Severity weighed by the security level of the higher zone, by safety, and by who can reach it (reference/checks.md). */
export function scoreOf({ severity }: Finding, zones: readonly ZoneFacts[]): number {
  const levels = zones
    .filter(({ has_sl_target }) => has_sl_target)
    .flatMap(({ sl_target }) => Object.values(sl_target));
  const level = levels.length === 0 ? 0 : Math.max(...levels) - MIDDLE_SL;
  const safety = zones.some(({ kind }) => kind === "safety") ? SAFETY : 0;
  const exposed = zones.some(({ kind }) => OUTSIDE.has(kind)) ? EXPOSED : 0;
  return Math.min(Math.max(BASE[severity] + level + safety + exposed, 0), HIGHEST);
}

/** Scores of findings: ten thousands of one severity are about a few pairs of zones. */
class Scores {
  private readonly known = new Map<string, number>();

  constructor(private readonly zones: ZonesConcerned) {}

  of(finding: Finding): number {
    const { severity, from, to, device } = finding;
    // With the lengths before the texts no two places share a key.
    const key = `${severity} ${from?.length},${to?.length},${device?.length} ${from}${to}${device}`;
    const score = this.known.get(key) ?? scoreOf(finding, this.zones.of(finding));
    this.known.set(key, score);
    return score;
  }
}

/** Which zones a finding is about: those of its pair, or those that lie on its device. */
class ZonesConcerned {
  private readonly byId = new Map<string, ZoneFacts>();
  private readonly byDevice = new Map<string, ZoneFacts[]>();

  constructor({ map }: CheckResult) {
    for (const zone of map?.zones ?? []) {
      this.byId.set(zone.id, zone);
      for (const device of new Set(zone.interfaces.map((one) => one.device))) {
        this.byDevice.set(device, [...(this.byDevice.get(device) ?? []), zone]);
      }
    }
  }

  of({ from, to, device }: Finding): readonly ZoneFacts[] {
    const pair = [from, to].flatMap((id) => (id === undefined ? [] : (this.byId.get(id) ?? [])));
    return pair.length > 0 ? pair : (this.byDevice.get(device ?? "") ?? []);
  }
}
