/** What a report says of the policies that judged; a file of its own, since pages in browsers know its types. */
import type { TunedThreshold } from "./thresholds.js";

/** Own checks and changed thresholds of a run. */
export interface PolicySettings {
  readonly own?: { readonly label: string; readonly checks: readonly string[]; readonly overrides: readonly string[] };
  readonly tuned: readonly TunedThreshold[];
}
