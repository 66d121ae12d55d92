/** What two lists of texts have in common, in one order: the rest was added, taken away or moved. */

/** Places of the same text in both lists, ascending in both. */
export type Match = readonly [before: number, after: number];

/**
 * Texts that both lists have in the same order. Not always the most there could be: the equal start and end, then texts
 * that stand once in what is left of each (patience diff), and what follows or precedes these unchanged. Takes n log n.
 */
export function inCommonOrder(before: readonly string[], after: readonly string[]): Match[] {
  const matches: Match[] = [];
  between({ before, after }, [0, before.length], [0, after.length], matches);
  return matches.sort(([a], [b]) => a - b);
}

interface Lists {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

type Stretch = readonly [from: number, to: number];

/** Adds the matches of two stretches; each end exclusive. */
function between(lists: Lists, [from, to]: Stretch, [start, end]: Stretch, matches: Match[]): void {
  const { before, after } = lists;
  let [first, second] = [from, start];
  while (first < to && second < end && before[first] === after[second]) matches.push([first++, second++]);
  let [last, final] = [to, end];
  while (last > first && final > second && before[last - 1] === after[final - 1]) matches.push([--last, --final]);
  if (first === last || second === final) return;
  const anchors = rising(uniqueIn(lists, [first, last], [second, final]));
  if (anchors.length === 0) return;
  for (const [index, anchor] of anchors.entries()) {
    matches.push(anchor);
    const [one, other] = index === 0 ? [first, second] : behind(anchors[index - 1] ?? anchor);
    between(lists, [one, anchor[0]], [other, anchor[1]], matches);
  }
  const [one, other] = behind(anchors.at(-1) ?? [first, second]);
  between(lists, [one, last], [other, final], matches);
}

function behind([one, other]: Match): Match {
  return [one + 1, other + 1];
}

/** Texts that stand once in each stretch, in the order of before. */
function uniqueIn({ before, after }: Lists, [from, to]: Stretch, [start, end]: Stretch): Match[] {
  const places = onceIn(after, start, end);
  return [...onceIn(before, from, to)].flatMap(([text, place]): Match[] => {
    const other = places.get(text);
    return place < 0 || other === undefined || other < 0 ? [] : [[place, other]];
  });
}

/** Places of texts; -1 for what stands there more than once. */
function onceIn(texts: readonly string[], from: number, to: number): Map<string, number> {
  const places = new Map<string, number>();
  for (let index = from; index < to; index++) {
    const text = texts[index] ?? "";
    places.set(text, places.has(text) ? -1 : index);
  }
  return places;
}

/** The longest run of matches that rises in after as well. */
function rising(matches: readonly Match[]): Match[] {
  const tails: number[] = [];
  const earlier: number[] = [];
  for (const [index, [, place]] of matches.entries()) {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((matches[tails[middle] ?? 0]?.[1] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    earlier[index] = low === 0 ? -1 : (tails[low - 1] ?? -1);
    tails[low] = index;
  }
  const run: Match[] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = earlier[index] ?? -1) {
    const match = matches[index];
    if (match !== undefined) run.push(match);
  }
  return run.reverse();
}
