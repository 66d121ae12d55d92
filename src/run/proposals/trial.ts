/** Trying changes: applied to the texts, everything is analysed and judged again. */

import { Diagnostics } from "../../diagnostics/diagnostic.js";
import type { Finding } from "../../judge/finding.js";
import type { Change } from "../../model/change.js";
import type { Action } from "../../report/plan.js";
import type { CheckedChange } from "../../report/proposal.js";
import type { CheckResult } from "../../report/result.js";
import type { Plant } from "../../resolve/plant.js";
import { resolvePlant } from "../../resolve/plant.js";
import { maskLine } from "../../source/mask.js";
import type { SourceFile } from "../../source/source-file.js";
import { memoryCache } from "../cache.js";
import { type CheckRequest, check } from "../check.js";
import { loadPlant } from "../load-plant.js";
import { detectVendor } from "../parse-input.js";
import type { Candidate } from "./candidates.js";
import { compareResults, harmOfAll } from "./compare.js";
import type { EditedStore, Edits } from "./edited-store.js";
import { PassesNow } from "./wider.js";

/** A change of one file. */
export interface PlacedChange {
  readonly file: SourceFile;
  readonly change: Change;
}

/** A change that is fit by itself, with what it is for and what comes with it. */
export interface Fit {
  readonly checked: CheckedChange;
  readonly placed: PlacedChange;
  readonly action: Action;
  readonly brings: readonly Finding[];
}

export class Trial {
  /** What does not depend on a change is found out once. */
  private readonly kept = memoryCache();
  private readonly passes: PassesNow;

  constructor(
    private readonly request: CheckRequest,
    private readonly store: EditedStore,
    private readonly before: CheckResult,
    plant: Plant,
  ) {
    this.passes = new PassesNow(plant);
  }

  /** The change as a report shows it, or why it is not fit; `undefined`: the vendor has no few lines for it. */
  async one(
    { change, what, cautions }: Candidate,
    file: SourceFile,
    action: Action,
  ): Promise<Fit | string | undefined> {
    const changed = await rewritten(file, change);
    if (changed === undefined) return undefined;
    const texts = new Map([[file.path, changed.text]]);
    const wider = await this.widerWith(texts, isOfRule(change));
    if (wider !== undefined) return `one that ${what}: ${wider}`;
    const compared = compareResults(this.before, await this.after(texts), action);
    if (compared.kind === "refused") return `one that ${what}: ${compared.why}`;
    const { gone, left, elsewhere, brings } = compared;
    const checked: CheckedChange = {
      kind: "checked",
      what,
      file: file.path,
      where: maskLine(changed.where),
      lines: changed.lines.map(maskLine),
      repairs: gone.length,
      judgedBy: judgedBy(gone, left),
      elsewhere,
      brings: brings.map(({ check: id, severity, message }) => ({ check: id, severity, message })),
      fitsOthers: false,
      cautions,
    };
    return { checked, placed: { file, change }, action, brings };
  }

  /** What is worse with all of these at once, entered in this order; `undefined`: nothing. */
  async together(fits: readonly Fit[]): Promise<string | undefined> {
    const texts = await textsWith(fits);
    if (texts === undefined) return "they cannot be entered one after the other";
    const rules = fits.filter(({ placed }) => isOfRule(placed.change));
    for (let entered = 2; entered <= rules.length; entered++) {
      const some = await textsWith(rules.slice(0, entered));
      const wider = some && (await this.widerWith(some, true));
      if (wider !== undefined) return wider;
    }
    const wider = rules.length < fits.length ? await this.widerWith(texts, false) : undefined;
    if (wider !== undefined) return wider;
    const brings = fits.flatMap((fit) => fit.brings);
    const actions = fits.map(({ action }) => action);
    return harmOfAll(this.before, await this.after(texts), { actions, brings });
  }

  private async widerWith(texts: Edits, ofRules: boolean): Promise<string | undefined> {
    const { onlooker: _onlooker, ...request } = this.request;
    const { devices, map, missing } = await loadPlant({ ...request, store: this.store.with(texts) }, new Diagnostics());
    return this.passes.widerIn(resolvePlant(devices, map, missing), new Set(ofRules ? texts.keys() : []));
  }

  private async after(texts: Edits): Promise<CheckResult> {
    const { workers: _workers, cache: _cache, history: _history, onlooker: _onlooker, ...request } = this.request;
    const outcome = await check({ ...request, store: this.store.with(texts), kept: this.kept });
    return outcome.result;
  }
}

/** The checks of an action by name, with how many of theirs are gone and left. */
function judgedBy(gone: readonly Finding[], left: readonly Finding[]): CheckedChange["judgedBy"] {
  const of = (check: string, findings: readonly Finding[]) => findings.filter((one) => one.check === check).length;
  const checks = [...new Set([...gone, ...left].map(({ check }) => check))].sort();
  return checks.map((check) => ({ check, gone: of(check, gone), left: of(check, left) }));
}

/** The texts with all of these; `undefined` where they cannot be entered one after the other. */
async function textsWith(fits: readonly Fit[]): Promise<Edits | undefined> {
  const texts = new Map<string, string>();
  // From the last line of a file to the first: what is changed below moves no place above.
  const changes = fits.map(({ placed }) => placed).toSorted((a, b) => lineOf(b.change) - lineOf(a.change));
  for (const { file, change } of changes) {
    const changed = await rewritten({ ...file, text: texts.get(file.path) ?? file.text }, change);
    if (changed === undefined) return undefined;
    texts.set(file.path, changed.text);
  }
  return texts;
}

async function rewritten(file: SourceFile, change: Change) {
  const found = await detectVendor(file);
  return found?.vendor.rewrite(file, found.detection.platform, change);
}

function isOfRule({ kind }: Change): boolean {
  return kind !== "stop-clear-text";
}

function lineOf(change: Change): number {
  return change.kind === "stop-clear-text" ? Math.max(...change.at.map(({ line }) => line)) : change.at.line;
}
