/** One pair of zones for scripts: the facts of the pair, with its sets and ways beside them. */
import type { ExplanationFacts } from "../facts/explanation.js";

export function renderExplanationJson({ pair, permitted, declared, ways }: ExplanationFacts): string {
  return `${JSON.stringify({ ...pair, permitted, declared, ways }, null, 2)}\n`;
}
