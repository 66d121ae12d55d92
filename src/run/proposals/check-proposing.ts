/** The job of `check --propose`: a check, and for the first actions of its plan a change that was tried. */
import { Diagnostics } from "../../diagnostics/diagnostic.js";
import { shownPlan, viewOf } from "../../report/owner-view.js";
import { type Action, FIRST_ACTIONS } from "../../report/plan.js";
import type { Proposal } from "../../report/proposal.js";
import { resolvePlant } from "../../resolve/plant.js";
import { type CheckOutcome, type CheckRequest, check } from "../check.js";
import { loadPlant } from "../load-plant.js";
import { ReadOnce } from "../read-once.js";
import { type Candidate, candidatesFor } from "./candidates.js";
import { EditedStore } from "./edited-store.js";
import { type Fit, type PlacedChange, Trial } from "./trial.js";

/** What can be done about one action. */
interface Tried {
  readonly action: Action;
  readonly fits: readonly Fit[];
  /** Why the first that is not fit is not. */
  readonly why: string | undefined;
}

const NO_LINES = "there are no few lines in the vendor's syntax that surely mean it";

/**
 * Checks, and looks for changes for the first actions, of one owner where that is said. Each is applied to the text, and
 * everything is analysed and judged again: pairs that do not depend on it are taken from the run before.
 * @throws UsageError as `check` does, and for an owner whom nobody knows.
 */
export async function checkProposing(request: CheckRequest, owner?: string): Promise<CheckOutcome> {
  const store = new EditedStore(request.store);
  const readOnce = new ReadOnce();
  const outcome = await check({ ...request, readOnce, store: store.with() });
  if (outcome.mapFailed) return outcome;
  const { result } = outcome;
  const { sources, map, ...loaded } = await loadPlant({ ...request, readOnce, store: store.with() }, new Diagnostics());
  const plant = resolvePlant(loaded.devices, map, loaded.missing);
  const trial = new Trial({ ...request, readOnce }, store, result, plant);
  const tried: Tried[] = [];
  for (const action of shownPlan(owner === undefined ? result : viewOf(result, owner)).slice(0, FIRST_ACTIONS)) {
    const candidates = candidatesFor(action, plant, map);
    const file = sources.get(action.locations[0]?.file ?? "");
    if (typeof candidates === "string") tried.push({ action, fits: [], why: candidates });
    else if (file === undefined) tried.push({ action, fits: [], why: NO_LINES });
    else tried.push(await tryEach(trial, action, file, candidates));
  }
  return { ...outcome, result: { ...result, proposals: await chooseTogether(trial, tried) } };
}

/** Those that are fit, from the one that repairs most. What repairs all ends the search, unless a rule goes: others may need it. */
async function tryEach(
  trial: Trial,
  action: Action,
  file: PlacedChange["file"],
  candidates: Iterable<Candidate>,
): Promise<Tried> {
  const fits: Fit[] = [];
  let why: string | undefined;
  for (const candidate of candidates) {
    const fit = await trial.one(candidate, file, action);
    if (typeof fit === "string") why ??= fit;
    if (typeof fit !== "object") continue;
    fits.push(fit);
    if (fit.checked.repairs === action.findings.length && candidate.change.kind !== "disable-rule") break;
  }
  return { action, fits: fits.toSorted((a, b) => b.checked.repairs - a.checked.repairs), why };
}

/**
 * Two rules may let the same declared flow through: each may go, and not both. So every change is tried with those chosen before
 * it, all at once where that goes well.
 */
async function chooseTogether(trial: Trial, tried: readonly Tried[]): Promise<Map<string, Proposal>> {
  const first = tried.flatMap(({ fits: [fit] }) => fit ?? []);
  const goWell = first.length < 2 || (await trial.together(first)) === undefined;
  const chosen: Fit[] = [];
  const proposals = new Map<string, Proposal>();
  for (const { action, fits, why } of tried) {
    let clash = why;
    for (const fit of fits) {
      const harm = goWell || chosen.length === 0 ? undefined : await trial.together([...chosen, fit]);
      clash ??= harm && `with the changes proposed above, one that ${fit.checked.what}: ${harm}`;
      if (harm !== undefined) continue;
      chosen.push(fit);
      break;
    }
    if (chosen.at(-1)?.action !== action) proposals.set(keyOf(action), { kind: "none", why: clash ?? NO_LINES });
  }
  // The last one chosen was tried with all of the others.
  for (const { action, checked } of chosen) proposals.set(keyOf(action), { ...checked, fitsOthers: chosen.length > 1 });
  return proposals;
}

function keyOf({ findings: [weightiest] }: Action): string {
  return weightiest.fingerprint;
}
