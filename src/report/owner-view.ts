/** What one owner is shown: the findings that are theirs, and the actions that repair one of those. */
import { didYouMean } from "../diagnostics/nearest.js";
import { UsageError } from "../diagnostics/usage-error.js";
import type { MapFacts } from "../facts/map.js";
import type { Finding } from "../judge/finding.js";
import { type Action, planOf } from "./plan.js";
import type { CheckResult } from "./result.js";
import { count } from "./summary.js";
import type { ShownJson } from "./views-shape.js";

/**
 * The result with `shown`. A finding is an owner's when METADATA of its check names them, or when the map does for what it is
 * about: its conduit, else its zone, else one of the zones of its pair, else every zone on its device. `IT+OT` names both;
 * capitals do not matter.
 * @throws UsageError for an owner that neither a check nor the map names: what is mistyped would hide everything.
 */
export function viewOf(result: CheckResult, owner: string): CheckResult {
  const known = ownersIn(result);
  const named = known.find((one) => isSame(one, owner));
  if (named === undefined) {
    const help = `${didYouMean(owner, known) ?? ""} known: ${known.join(", ")}`.trim();
    throw new UsageError(`nothing has the owner "${owner}"`, help);
  }
  const answers = (text: string | undefined) => text !== undefined && partsOf(text).some((one) => isSame(one, named));
  const belongs = belongingTo(result, answers);
  const findings = result.findings.filter((finding) => answers(finding.owner) || belongs(finding));
  return { ...result, shown: { owner: named, findings } };
}

/** The findings that a report shows. */
export function shownFindings({ shown, findings }: CheckResult): readonly Finding[] {
  return shown?.findings ?? findings;
}

/** The actions that a report shows. */
export function shownPlan(result: CheckResult): Action[] {
  const plan = planOf(result);
  if (result.shown === undefined) return plan;
  const theirs = new Set(result.shown.findings);
  return plan.filter(({ findings }) => findings.some((finding) => theirs.has(finding)));
}

/** How much is shown and hidden; `undefined`: everything is shown. */
export function shownCounts(result: CheckResult): ShownJson | undefined {
  if (result.shown === undefined) return undefined;
  const { owner, findings } = result.shown;
  const actions = shownPlan(result).length;
  return {
    owner,
    findings: findings.length,
    hiddenFindings: result.findings.length - findings.length,
    actions,
    hiddenActions: planOf(result).length - actions,
  };
}

/** The same as sentences; `undefined`: everything is shown. */
export function shownText(result: CheckResult): string | undefined {
  const counts = shownCounts(result);
  if (counts === undefined) return undefined;
  const { owner, findings, hiddenFindings, actions, hiddenActions } = counts;
  return `Shown is what ${owner} answers for: ${count(findings, "finding")} and ${count(actions, "action")}. Hidden: ${count(hiddenFindings, "finding")} and ${count(hiddenActions, "action")} of others, which count in verdicts, totals and exit code as ever.`;
}

/** Everybody whom the checks or the map name, each once. */
function ownersIn({ catalogue, map }: CheckResult): string[] {
  const texts = [...catalogue, ...(map?.zones ?? []), ...(map?.conduits ?? [])].flatMap(({ owner }) => owner ?? []);
  const parts = texts.flatMap(partsOf);
  return parts.filter((part, index) => parts.findIndex((one) => isSame(one, part)) === index).sort();
}

/** Whether what of the map a finding is about belongs to somebody. */
function belongingTo(
  { map, devices }: CheckResult,
  answers: (owner: string | undefined) => boolean,
): (finding: Finding) => boolean {
  const conduits = ownedIn(map?.conduits ?? [], answers);
  const zones = ownedIn(map?.zones ?? [], answers);
  const zonesOfDevice = new Map(devices.map((device) => [device.id, device.zones.map(({ id }) => id)]));
  return ({ conduit, zone, from, to, device }) => {
    if (conduit !== undefined) return conduits.has(conduit);
    if (zone !== undefined) return zones.has(zone);
    if (from !== undefined || to !== undefined) return zones.has(from ?? "") || zones.has(to ?? "");
    const joined = zonesOfDevice.get(device ?? "") ?? [];
    return joined.length > 0 && joined.every((id) => zones.has(id));
  };
}

function ownedIn(
  parts: MapFacts["zones"] | MapFacts["conduits"],
  answers: (owner: string | undefined) => boolean,
): ReadonlySet<string> {
  return new Set(parts.filter(({ owner }) => answers(owner)).map(({ id }) => id));
}

function partsOf(owner: string): string[] {
  return owner
    .split("+")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
