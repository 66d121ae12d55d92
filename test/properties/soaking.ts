/** For `npm run soak`: how many verdicts were compared. */

/** Tells the soak script what a property compared; says nothing in an ordinary run. */
export function tellSoak(seen: Readonly<Record<string, number>>): void {
  if (process.env.ZONEPROOF_SEED !== undefined) process.stdout.write(`soaked ${JSON.stringify(seen)}\n`);
}
