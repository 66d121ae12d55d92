/** What a run is told beside its inputs. Plain data: workers are handed it. */
export interface Told {
  /** The day for which dates are judged, `2027-01-31`; left out: none was given, and dates are not judged. */
  readonly day?: string;
  /** SHA-256 of the inputs by path. */
  readonly hashes: ReadonlyMap<string, string>;
}

export const NOTHING_TOLD: Told = { hashes: new Map() };
