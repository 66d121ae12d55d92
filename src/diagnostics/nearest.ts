/** The name that was probably meant. */

/**
 * The candidate with the fewest edits to `wrong`, case ignored; `undefined` when none is near enough to be worth a guess:
 * more than a third of its letters would have to change.
 */
export function nearest(wrong: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(wrong.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wrong.length) > fewest) continue;
    const edits = countEdits(wrong.toLowerCase(), candidate.toLowerCase());
    // Of equals the longer one: letters are left out more often than added.
    if (edits < fewest || (edits === fewest && best !== undefined && candidate.length > best.length)) {
      fewest = edits;
      best = candidate;
    }
  }
  return best;
}

/** `did you mean "X"?`, or `undefined`. Fit for the `help` of a diagnostic. */
export function didYouMean(wrong: string, candidates: Iterable<string>): string | undefined {
  const near = nearest(wrong, candidates);
  return near === undefined ? undefined : `did you mean "${near}"?`;
}

/** Letters to insert, delete, replace or swap with their neighbour to get from one to the other. */
function countEdits(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      let edits = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1])
        edits = Math.min(edits, (beforeLast[j - 2] ?? edits) + 1);
      row.push(edits);
    }
    beforeLast = last;
    last = row;
  }
  return last[to.length] ?? 0;
}
