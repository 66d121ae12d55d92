/** What `zoneproof parse` prints of an input: values fit for JSON. */
import { formatIPv4, formatIPv6 } from "../packets/address.js";
import type { LineCounts } from "../source/line-account.js";
import { maskLine } from "../source/mask.js";
import type { DescribedInput } from "./describe-input.js";

/** One line of `parse --stats`. */
export interface InputStats extends LineCounts {
  readonly file: string;
  /** `null` when no vendor takes the file. */
  readonly vendor: string | null;
  readonly platform: string | null;
}

/** `modelled + ignored + notUnderstood = lines`, whatever the input is. */
export function inputStats({ file, outcome, counts }: DescribedInput): InputStats {
  const known = outcome.kind !== "unknown";
  const { lines, modelled, ignored, notUnderstood, notUnderstoodFiltering } = counts;
  return {
    file,
    vendor: known ? outcome.vendor : null,
    platform: known ? outcome.platform : null,
    lines,
    modelled,
    ignored,
    notUnderstood,
    notUnderstoodFiltering,
  };
}

/** The whole input: its devices as `schemas/model.schema.json` has them, and the diagnostics. */
export function inputJson(input: DescribedInput): unknown {
  const { file: _, ...stats } = inputStats(input);
  const devices = input.outcome.kind === "parsed" ? input.outcome.devices : [];
  return {
    file: input.file,
    sha256: input.sha256,
    ...stats,
    devices: printed(devices),
    diagnostics: input.diagnostics,
  };
}

/** Keys that hold an address wherever they stand. */
const ADDRESS_KEYS: ReadonlySet<string> = new Set([
  "address",
  "network",
  "nextHop",
  "nextHops",
  "local",
  "remote",
  "peers",
]);
/** Keys of lists whose items begin and end with an address. */
const RANGE_KEYS: ReadonlySet<string> = new Set(["claims", "policyRouted", "far", "sources"]);
/** Where the ends of a range stand. */
const ENDS: readonly string[] = ["from", "to"];
/** Keys that hold an address in these kinds of expression. */
const KEYS_OF_KIND: Readonly<Record<string, readonly string[]>> = {
  range4: ENDS,
  range6: ENDS,
  pattern4: ["value", "care"],
};

/** Keys of what people wrote. */
const FREE_KEYS: ReadonlySet<string> = new Set(["comment", "description"]);

/**
 * The same value with every address as text: numbers of 32 bits tell people nothing, and JSON has none of 128. What people
 * wrote is shown without the secrets in it.
 */
function printed(value: unknown, holds?: "address" | "ranges"): unknown {
  if (typeof value === "bigint") return formatIPv6(value);
  if (typeof value === "number") return holds === "address" ? formatIPv4(value) : value;
  if (Array.isArray(value)) return value.map((item) => printed(item, holds));
  if (typeof value !== "object" || value === null) return value;
  const own = "kind" in value ? (KEYS_OF_KIND[String(value.kind)] ?? []) : holds === "ranges" ? ENDS : [];
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      FREE_KEYS.has(key) && typeof item === "string"
        ? item.split("\n").map(maskLine).join("\n")
        : printed(
            item,
            own.includes(key) || ADDRESS_KEYS.has(key) ? "address" : RANGE_KEYS.has(key) ? "ranges" : undefined,
          ),
    ]),
  );
}
