/** The views of the JSON report, as scripts read them: what one owner is shown, and the areas. */
import type { Severity } from "../judge/finding.js";

/** What an owner is shown of `findings` and `plan`. */
export interface ShownJson {
  readonly owner: string;
  readonly findings: number;
  /** Findings of others that are left out; they count in everything else. */
  readonly hiddenFindings: number;
  readonly actions: number;
  readonly hiddenActions: number;
}

/** An area of step 3 of complying with IEC 62443, or one that own policies added. */
export interface AreaJson {
  /** `remote-access` */
  readonly area: string;
  /** Open findings by severity, whoever owns them. */
  readonly open: Readonly<Record<Severity, number>>;
  /** Checks that looked at everything that was analysed. */
  readonly looked: readonly string[];
  /** Checks that could not look at some of the devices. */
  readonly partlyAssessed: readonly string[];
  /** Checks that could not look at all, or were not asked; `notAssessed` of the report says why. */
  readonly notAssessed: readonly string[];
}
