/** For `npm run soak`: the seed that is asked for, and how many verdicts were compared. */
import fc from "fast-check";

const { ZONEPROOF_SEED: seed } = process.env;
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) });

/** Tells the soak script what a property compared; says nothing in an ordinary run. */
export function tellSoak(seen: Readonly<Record<string, number>>): void {
  if (seed !== undefined) process.stdout.write(`soaked ${JSON.stringify(seen)}\n`);
}
