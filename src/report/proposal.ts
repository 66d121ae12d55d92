/** Changes that were tried: what a report shows of them beside the action they belong to. */
import type { Finding, Severity } from "../judge/finding.js";

/**
 * What became of looking for a change. `checked`: written, applied to the configuration, all of it analysed and judged again:
 * the weightiest finding of the action is gone, nothing as severe came, no packet passes that was stopped before, and no declared
 * flow that was open is closed. `none`: why nothing is proposed.
 */
export type Proposal = CheckedChange | { readonly kind: "none"; readonly why: string };

export interface CheckedChange {
  readonly kind: "checked";
  /** What it does: `disables the rule`. */
  readonly what: string;
  readonly file: string;
  /** Where it is entered: `configuration mode`, or a path of elements. */
  readonly where: string;
  /** In the vendor's syntax, secrets masked. */
  readonly lines: readonly string[];
  /** Findings of the action that are gone with it. */
  readonly repairs: number;
  /** The checks that found something of the action, by name: how many of their findings are gone with it, and there still. */
  readonly judgedBy: readonly { readonly check: string; readonly gone: number; readonly left: number }[];
  /** Findings of other actions that are gone with it. */
  readonly elsewhere: number;
  /** Findings that come with it, all less severe than what it repairs. */
  readonly brings: readonly { readonly check: string; readonly severity: Severity; readonly message: string }[];
  /** Whether all proposed changes were tried together as well, in the order of the plan, and the same holds then; false for a lone one. */
  readonly fitsOthers: boolean;
  /** What a person has to look at first, one sentence each. */
  readonly cautions: readonly string[];
}

/** Proposals by the fingerprint of the weightiest finding of their action. */
export type Proposals = ReadonlyMap<string, Proposal>;

export function proposalOf(proposals: Proposals | undefined, { fingerprint }: Finding): Proposal | undefined {
  return proposals?.get(fingerprint);
}

/** What holds for every proposed change, alone and together, to be said once; `undefined`: there is none. */
export function heldText(proposals: readonly (Proposal | null | undefined)[]): string | undefined {
  const fit = proposals.flatMap((one) => (one?.kind === "checked" ? [one] : []));
  if (fit.length === 0) return undefined;
  const all = fit.some(({ fitsOthers }) => fitsOthers) ? ", and with all of them entered in this order" : "";
  return `each proposed change was applied, and all was analysed and judged again: with it${all}, nothing passes that was stopped, and no declared flow that was open is blocked`;
}

/** What comes of one, in one sentence. @param findings how many the action has. */
export function checkedText({ repairs, elsewhere, brings }: CheckedChange, findings: number): string {
  const more = elsewhere === 0 ? "" : `, and ${elsewhere} elsewhere`;
  const comes = brings.length === 0 ? "" : `; brings ${bringsText(brings)}`;
  return `${repairs} of ${findings} findings gone with it${more}${comes}`;
}

/** `2 x undeclared-conduit (medium)` */
function bringsText(brings: CheckedChange["brings"]): string {
  const counts = new Map<string, number>();
  for (const { check, severity } of brings) {
    const name = `${check} (${severity})`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, times]) => (times === 1 ? name : `${times} x ${name}`)).join(", ");
}
