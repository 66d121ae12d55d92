/** The job of `check --propose`: a check, and for the first actions of its plan a change that was tried. */
import { Diagnostics } from "../../diagnostics/diagnostic.js";
import { shownPlan, viewOf } from "../../report/owner-view.js";
import { type Action, FIRST_ACTIONS } from "../../report/plan.js";
import type { CheckedChange, Proposal } from "../../report/proposal.js";
import { type Plant, resolvePlant } from "../../resolve/plant.js";
import { type CheckOutcome, type CheckRequest, check } from "../check.js";
import { type LoadedPlant, loadPlant } from "../load-plant.js";
import { candidatesFor } from "./candidates.js";
import { EditedStore } from "./edited-store.js";
import { type PlacedChange, Trial } from "./trial.js";

/** A change that is fit, with what has to be tried to see whether it goes with others. */
interface Fit {
  readonly checked: CheckedChange;
  readonly placed: PlacedChange;
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
  const loaded = await loadPlant({ ...request, store: store.with() }, new Diagnostics());
  const plant = resolvePlant(loaded.devices, loaded.map, loaded.missing);
  const trial = new Trial(request, store, result);
  const plan = shownPlan(owner === undefined ? result : viewOf(result, owner));
  const found = new Map<string, Fit | string>();
  for (const action of plan.slice(0, FIRST_ACTIONS)) {
    const proposal = await propose(trial, action, { plant, loaded });
    if (proposal !== undefined) found.set(action.findings[0].fingerprint, proposal);
  }
  return { ...outcome, result: { ...result, proposals: await withOthers(trial, found) } };
}

/** The first change that is fit, or why none of those that were tried is; `undefined`: there was nothing to try. */
async function propose(
  trial: Trial,
  action: Action,
  { plant, loaded }: { readonly plant: Plant; readonly loaded: LoadedPlant },
): Promise<Fit | string | undefined> {
  const file = loaded.sources.get(action.locations[0]?.file ?? "");
  if (file === undefined) return undefined;
  let why: string | undefined;
  let best: Fit | undefined;
  for (const { change, ...candidate } of candidatesFor(action, plant, loaded.map)) {
    const checked = await trial.one({ change, ...candidate }, file, action);
    if (typeof checked === "string") why ??= checked;
    else if (best === undefined || checked.repairs > best.checked.repairs) best = { checked, placed: { file, change } };
    // A rule that may go as a whole need not be narrowed.
    if (best?.checked.repairs === action.findings.length || best?.placed.change.kind === "disable-rule") break;
  }
  return best ?? why;
}

/**
 * Two rules may let the same declared flow through: each may go, and not both. What does not go with the changes before it says
 * so, and is left out of what those behind it are tried with.
 */
async function withOthers(trial: Trial, found: ReadonlyMap<string, Fit | string>): Promise<Map<string, Proposal>> {
  const fits = [...found.values()].filter((one) => typeof one !== "string");
  const clashes = new Map<Fit, string>();
  if (fits.length > 1 && (await trial.together(fits.map(({ placed }) => placed))) !== undefined) {
    const taken: PlacedChange[] = [];
    for (const fit of fits) {
      const harm = taken.length === 0 ? undefined : await trial.together([...taken, fit.placed]);
      if (harm === undefined) taken.push(fit.placed);
      else clashes.set(fit, harm);
    }
  }
  return new Map(
    [...found].map(([fingerprint, one]): [string, Proposal] => {
      if (typeof one === "string") return [fingerprint, { kind: "none", why: one }];
      const clash = clashes.get(one);
      const caution = clash === undefined ? [] : [`not together with the changes proposed above: ${clash}`];
      const { checked } = one;
      const fitsOthers = clash === undefined && fits.length > 1;
      return [fingerprint, { ...checked, fitsOthers, cautions: [...caution, ...checked.cautions] }];
    }),
  );
}
