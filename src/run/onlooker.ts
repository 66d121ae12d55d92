/** Somebody who is told how a run goes on, and why it takes what it takes. */

/** What is told changes no result. All of it is called from within the run: whoever listens must be quick. */
export interface Onlooker {
  /** A stage begins, and the one before is over. */
  readonly stage: (name: string) => void;
  /** So many pieces of the stage are done or in hand. Called for each: whoever listens chooses what is shown. */
  readonly progress: (done: number, of: number) => void;
  /** A decision with its reason, one line each. The text is made only where somebody wants to know. */
  readonly decided: (tell: () => readonly string[]) => void;
}

/** A request that somebody may look on at. */
export interface LookedOnAt {
  /** Left out: nobody. */
  readonly onlooker?: Onlooker;
}

/** The same onlooker, told what it is about: a side of a change. */
export function onlookerOf(what: string, onlooker: Onlooker | undefined): LookedOnAt {
  if (onlooker === undefined) return {};
  return { onlooker: { ...onlooker, stage: (name) => onlooker.stage(`${name} of ${what}`) } };
}
