/** What is said of a kind of rule becomes what is said of each of them, or of all of them together. */
import type { Members } from "./input.js";
import type { EvidencePath, Said } from "./said.js";

/** One copy of `said` for everything that its first evidence stands for, in the order of the facts; one that is said of rules together stays one. */
export function everyMember(said: Said, members: Members): Said[] {
  if (said.together) return [{ ...said, evidence: together(said.evidence, members) }];
  const [list, index] = said.evidence[0] ?? [];
  const places = placesOf(list, index, members);
  if (places === undefined) return [said];
  return places.map((place) => ({ ...said, evidence: said.evidence.map((path) => moved(path, place)) }));

  function moved(path: EvidencePath, place: number): EvidencePath {
    return path[0] === list && path[1] === index ? path.with(1, place) : path;
  }
}

/** All that the kinds stand for, in the order of the facts; what lies inside of one is shown of its first alone. */
function together(evidence: readonly EvidencePath[], members: Members): EvidencePath[] {
  const whole: EvidencePath[] = [];
  const parts: EvidencePath[] = [];
  for (const path of evidence) {
    const [list, index] = path;
    const places = placesOf(list, index, members);
    if (places === undefined) parts.push(path);
    else if (path.length > 2) parts.push(path.with(1, places[0] ?? 0));
    else for (const place of places) whole.push(path.with(1, place));
  }
  return [...whole.sort((a, b) => Number(a[1]) - Number(b[1])), ...parts];
}

function placesOf(
  list: EvidencePath[0] | undefined,
  index: EvidencePath[1] | undefined,
  members: Members,
): readonly number[] | undefined {
  return typeof list === "string" && typeof index === "number" ? members.get(list)?.[index] : undefined;
}
