/** Trying changes: applied to the texts, everything is analysed and judged again. */
import type { Change } from "../../model/change.js";
import type { Action } from "../../report/plan.js";
import type { CheckedChange } from "../../report/proposal.js";
import type { CheckResult } from "../../report/result.js";
import { maskLine } from "../../source/mask.js";
import type { SourceFile } from "../../source/source-file.js";
import { memoryCache } from "../cache.js";
import { type CheckRequest, check } from "../check.js";
import { detectVendor } from "../parse-input.js";
import type { Candidate } from "./candidates.js";
import { compareResults, harmOfAll } from "./compare.js";
import type { EditedStore } from "./edited-store.js";

/** A change of one file. */
export interface PlacedChange {
  readonly file: SourceFile;
  readonly change: Change;
}

export class Trial {
  /** What does not depend on a change is found out once. */
  private readonly kept = memoryCache();

  constructor(
    private readonly request: CheckRequest,
    private readonly store: EditedStore,
    private readonly before: CheckResult,
  ) {}

  /** The change as a report shows it, or why it is not fit; `undefined`: the vendor has no few lines for it. */
  async one(
    { change, what, cautions }: Candidate,
    file: SourceFile,
    action: Action,
  ): Promise<CheckedChange | string | undefined> {
    const changed = await rewritten(file, change);
    if (changed === undefined) return undefined;
    const compared = compareResults(this.before, await this.after(new Map([[file.path, changed.text]])), action);
    if (compared.kind === "refused") return `one that ${what}: ${compared.why}`;
    const { repairs, elsewhere } = compared;
    return {
      kind: "checked",
      what,
      file: file.path,
      where: maskLine(changed.where),
      lines: changed.lines.map(maskLine),
      repairs,
      elsewhere,
      brings: compared.brings.map(({ check: id, severity, message }) => ({ check: id, severity, message })),
      fitsOthers: false,
      cautions,
    };
  }

  /** What is worse with all of these at once; `undefined`: nothing. */
  async together(changes: readonly PlacedChange[]): Promise<string | undefined> {
    const texts = new Map<string, string>();
    // From the last line of a file to the first: what is changed below moves no place above.
    for (const { file, change } of changes.toSorted((a, b) => lineOf(b.change) - lineOf(a.change))) {
      const text = texts.get(file.path) ?? file.text;
      const changed = await rewritten({ ...file, text }, change);
      if (changed === undefined) return "they cannot be entered one after the other";
      texts.set(file.path, changed.text);
    }
    return harmOfAll(this.before, await this.after(texts));
  }

  private async after(texts: ReadonlyMap<string, string>): Promise<CheckResult> {
    const { workers: _workers, cache: _cache, history: _history, onlooker: _onlooker, ...request } = this.request;
    const outcome = await check({ ...request, store: this.store.with(texts), kept: this.kept });
    return outcome.result;
  }
}

async function rewritten(file: SourceFile, change: Change) {
  const found = await detectVendor(file);
  return found?.vendor.rewrite(file, found.detection.platform, change);
}

function lineOf(change: Change): number {
  return change.kind === "stop-clear-text" ? Math.max(...change.at.map(({ line }) => line)) : change.at.line;
}
