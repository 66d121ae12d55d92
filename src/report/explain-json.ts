/** One pair of zones for scripts: the facts of the pair, with its sets and ways beside them. */
import type { ExplanationFacts } from "../facts/explanation.js";
import { maskLine } from "../source/mask.js";
import { visibleJson } from "../source/visible.js";

export function renderExplanationJson({ pair, permitted, declared, ways }: ExplanationFacts): string {
  return visibleJson(`${JSON.stringify({ ...pair, permitted, declared, ways }, withoutSecrets, 2)}\n`);
}

/** Policies judge what people wrote beside a rule as it stands; readers get it as they see the line. */
function withoutSecrets(key: string, value: unknown): unknown {
  return key === "comment" && typeof value === "string" ? maskLine(value) : value;
}
