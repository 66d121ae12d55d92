/** A run as it is kept for those after it: small enough to keep one of every night for years. */
import { z } from "zod";
import { SEVERITIES } from "../judge/finding.js";

const count = z.int().min(0);
const counts = <const Keys extends readonly string[]>(keys: Keys) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, count])) as Record<Keys[number], typeof count>);
/** The first 16 digits of fingerprints. */
const marks = z.array(z.string().regex(/^[0-9a-f]{16}$/));

export const RECORD = z.strictObject(
  {
    version: z.literal(1),
    tool: z.string(),
    /** For which dates were judged. */
    day: z.iso.date(),
    open: counts(SEVERITIES),
    pairs: counts(["violated", "unproved", "proved"]),
    failedInputs: count,
    openFindings: marks,
    acceptedFindings: marks,
  },
  { error: ({ code }) => (code === "invalid_type" ? "a record of a run was expected" : undefined) },
);

export type RunRecord = z.infer<typeof RECORD>;

/** By which a record of a run knows a finding. */
export function markOf({ fingerprint }: { readonly fingerprint: string }): string {
  return fingerprint.slice(0, 16);
}
