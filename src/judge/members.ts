/** What is said of a kind of rule becomes what is said of each of them. */
import type { Members } from "./input.js";
import type { EvidencePath, Said } from "./said.js";

/** One copy of `said` for everything that its first evidence stands for, in the order of the facts. */
export function everyMember(said: Said, members: Members): Said[] {
  const [list, index] = said.evidence[0] ?? [];
  const places = typeof list === "string" && typeof index === "number" ? members.get(list)?.[index] : undefined;
  if (places === undefined) return [said];
  return places.map((place) => ({ ...said, evidence: said.evidence.map((path) => moved(path, place)) }));

  function moved(path: EvidencePath, place: number): EvidencePath {
    return path[0] === list && path[1] === index ? path.with(1, place) : path;
  }
}
