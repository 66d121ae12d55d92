/** Ranges of ports that end before they start (reference/cisco.md 2.2, 10.18). */
import { readPort } from "../names.js";
import { type CiscoLine, wordsOf } from "../tree.js";
import type { CiscoContext } from "./context.js";

/** Reports every range of ports of a line whose ends are swapped; ranges of addresses are none. */
export function reportReversedRanges(line: CiscoLine, context: CiscoContext): void {
  if (!line.text.includes("range ")) return;
  const words = wordsOf(line);
  for (const [index, word] of words.entries()) {
    if (word !== "range") continue;
    const [from, to] = [words[index + 1], words[index + 2]].map((text) => portOf(text ?? "", context));
    if (from !== undefined && to !== undefined && from > to) reportReversed(line, index, context);
  }
}

/**
 * Exports show ranges in order: somebody wrote this one by hand.
 * @param index of the word `range` in its line, from 0.
 */
export function reportReversed(line: CiscoLine, index: number, context: CiscoContext): void {
  const message = "this range of ports ends before it starts: read with its ends swapped";
  context.report("cisco/reversed-range", context.wordAt(line, index), { message });
}

/** The name of a port may be one of TCP or of UDP. */
function portOf(text: string, { platform }: CiscoContext): number | undefined {
  return readPort(text, 6, platform) ?? readPort(text, 17, platform);
}
