/** The policies of a run: the shipped ones, with those that somebody adds or puts in their place. */
import { bundleApart, type OwnPolicies } from "./apart.js";
import { type Bundle, bundleOf, loadPolicyLoader, readCompiled } from "./bundle.js";
import { isRecord } from "./said.js";
import type { PolicySettings } from "./settings.js";
import { type Thresholds, type TunedThreshold, tuneThresholds } from "./thresholds.js";

/** What was chosen; structured clones: worker threads get it too. */
export interface PolicyChoice {
  /** Left out: the shipped policies alone. */
  readonly own?: OwnPolicies;
  /** Why the own ones are not asked: they broke in a run before. */
  readonly broke?: string;
  /** Values in place of defaults, as a file holds them. */
  readonly data?: { readonly file: string; readonly values: unknown };
}

/** Loads what was chosen. @throws UsageError when values are set that no check has. */
export async function openPolicies({ own, broke, data }: PolicyChoice = {}): Promise<{
  bundle: Bundle;
  settings: PolicySettings;
}> {
  const shipped = readCompiled();
  const load = await loadPolicyLoader();
  const defaults = { ...shipped.thresholds, ...own?.thresholds };
  const { thresholds, tuned } =
    data === undefined ? { thresholds: defaults, tuned: [] } : tuneThresholds(defaults, data.values, data.file);
  const base = bundleOf({ ...shipped, thresholds }, load);
  if (own === undefined) {
    return { bundle: { ...base, ...versionOf(thresholds, tuned) }, settings: { tuned } };
  }
  const theirs = broke === undefined ? bundleApart({ ...own, thresholds }) : silentBundle(own);
  const shippedIds = new Set(shipped.catalogue.map(({ id }) => id));
  const checks = own.catalogue.map(({ id }) => id);
  return {
    bundle: { ...together(base, theirs), version: `${own.sha256} ${broke ?? ""} ${JSON.stringify(thresholds)}` },
    settings: { own: { label: own.label, checks, overrides: checks.filter((id) => shippedIds.has(id)) }, tuned },
  };
}

/** Policies that are not asked. */
function silentBundle({ label, catalogue, thresholds }: OwnPolicies): Bundle {
  const checks = new Set(catalogue.map(({ id }) => id));
  return { catalogue, thresholds, own: { label, checks }, open: () => ({ evaluate: () => [] }) };
}

function versionOf(thresholds: Thresholds, tuned: readonly TunedThreshold[]): { version?: string } {
  return tuned.length === 0 ? {} : { version: JSON.stringify(thresholds) };
}

/** What both say, but of a check that both have only what `theirs` says. */
function together(shipped: Bundle, theirs: Bundle): Bundle {
  const replaced = new Set(theirs.catalogue.map(({ id }) => id));
  const kept = shipped.catalogue.filter(({ id }) => !replaced.has(id));
  const catalogue = [...kept, ...theirs.catalogue].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    ...theirs,
    catalogue,
    open: (inputBytes) => {
      const [one, other] = [shipped.open(inputBytes), theirs.open(inputBytes)];
      return {
        evaluate: (asked, input) => {
          const ours = one.evaluate(asked, input);
          if (asked === "services") return ours; // what they may be is ours to say: theirs are told it
          const more = other.evaluate(asked, input);
          if (!Array.isArray(ours) || !Array.isArray(more)) return ours;
          return [...ours.filter((value) => !isOf(value, replaced)), ...more];
        },
      };
    },
  };
}

function isOf(said: unknown, checks: ReadonlySet<string>): boolean {
  return isRecord(said) && typeof said.check === "string" && checks.has(said.check);
}
