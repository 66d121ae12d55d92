/** The job of `check --propose`: a check, and for the first actions of its plan a change that was tried. */
import { Diagnostics } from "../../diagnostics/diagnostic.js";
import { shownPlan, viewOf } from "../../report/owner-view.js";
import { type Action, FIRST_ACTIONS } from "../../report/plan.js";
import type { CheckedChange, Proposal } from "../../report/proposal.js";
import { resolvePlant } from "../../resolve/plant.js";
import { type CheckOutcome, type CheckRequest, check } from "../check.js";
import { loadPlant } from "../load-plant.js";
import { type Candidate, candidatesFor } from "./candidates.js";
import { EditedStore } from "./edited-store.js";
import { type PlacedChange, Trial } from "./trial.js";

/** A change that is fit by itself, with what has to be tried to see whether it goes with others. */
interface Fit {
  readonly checked: CheckedChange;
  readonly placed: PlacedChange;
}

/** What can be done about one action. */
interface Tried {
  readonly action: Action;
  readonly fits: readonly Fit[];
  /** Why the first that is not fit is not. */
  readonly why: string | undefined;
}

/**
 * Checks, and looks for changes for the first actions, of one owner where that is said. Each is applied to the text, and
 * everything is analysed and judged again: pairs that do not depend on it are taken from the run before.
 * @throws UsageError as `check` does, and for an owner whom nobody knows.
 */
export async function checkProposing(request: CheckRequest, owner?: string): Promise<CheckOutcome> {
  const store = new EditedStore(request.store);
  const outcome = await check({ ...request, store: store.with() });
  if (outcome.mapFailed) return outcome;
  const { result } = outcome;
  const { sources, map, ...loaded } = await loadPlant({ ...request, store: store.with() }, new Diagnostics());
  const plant = resolvePlant(loaded.devices, map, loaded.missing);
  const trial = new Trial(request, store, result);
  const tried: Tried[] = [];
  for (const action of shownPlan(owner === undefined ? result : viewOf(result, owner)).slice(0, FIRST_ACTIONS)) {
    const file = sources.get(action.locations[0]?.file ?? "");
    const candidates = candidatesFor(action, plant, map);
    if (file !== undefined) tried.push(await tryEach(trial, action, file, candidates));
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
    const checked = await trial.one(candidate, file, action);
    if (typeof checked === "string") why ??= checked;
    if (typeof checked !== "object") continue;
    fits.push({ checked, placed: { file, change: candidate.change } });
    if (checked.repairs === action.findings.length && candidate.change.kind !== "disable-rule") break;
  }
  return { action, fits: fits.toSorted((a, b) => b.checked.repairs - a.checked.repairs), why };
}

/**
 * Two rules may let the same declared flow through: each may go, and not both. So every change is tried with those chosen before
 * it, all at once where that goes well.
 */
async function chooseTogether(trial: Trial, tried: readonly Tried[]): Promise<Map<string, Proposal>> {
  const first = tried.flatMap(({ fits: [fit] }) => fit ?? []);
  const goWell = first.length < 2 || (await trial.together(first.map(({ placed }) => placed))) === undefined;
  const chosen: PlacedChange[] = [];
  const proposals = new Map<string, Proposal>();
  for (const { action, fits, why } of tried) {
    let clash = why;
    const key = action.findings[0].fingerprint;
    for (const { checked, placed } of fits) {
      const harm = goWell || chosen.length === 0 ? undefined : await trial.together([...chosen, placed]);
      clash ??= harm && `with the changes proposed above, one that ${checked.what}: ${harm}`;
      if (harm !== undefined) continue;
      const isNext = chosen.some(({ file }) => file.path === placed.file.path);
      const cautions = isNext
        ? [...checked.cautions, "what a new check says after the changes of this device above"]
        : checked.cautions;
      chosen.push(placed);
      proposals.set(key, { ...checked, fitsOthers: first.length > 1 && !isNext, cautions });
      break;
    }
    if (!proposals.has(key) && clash !== undefined) proposals.set(key, { kind: "none", why: clash });
  }
  return proposals;
}
