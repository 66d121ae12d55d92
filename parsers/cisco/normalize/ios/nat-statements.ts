/** The `ip nat` statements that stand, and what they say by single words (reference/cisco.md 5.2). */

import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";

/** What may stand behind a translation and does not make it another one. */
const OPTIONS =
  /(?: (?:overload|extendable|no-alias|no-payload|forced|reversible|add-route|match-in-vrf|mapping-id \d+))+$/;

/** What a later statement has to say of a translation to take it away: a pool is told by its name. */
function withoutOptions(text: string): string {
  return /^ip nat pool \S+/.exec(text)?.[0] ?? text.replace(OPTIONS, "");
}

/**
 * The statements that no later one takes away. A pool that a translation names stays: the device refuses. What takes away a
 * translation in other words than those that it has may mean it or not.
 */
export function standingLines(roots: readonly CiscoLine[], context: CiscoContext): CiscoLine[] {
  let standing: CiscoLine[] = [];
  for (const line of beginning(roots, "ip nat", "default")) {
    const [, taken, words] = /^((?:no|default) )?(ip nat \S.*)$/.exec(line.text) ?? [];
    if (words === undefined) continue;
    context.markBlock(line, "modelled");
    if (taken === undefined) {
      standing.push(line);
      continue;
    }
    const others = standing.filter(({ text }) => withoutOptions(text) !== withoutOptions(words));
    const kind = /^ip nat (?:inside|outside) \S+ \S+/.exec(words)?.[0];
    const pool = /^ip nat pool (\S+)/.exec(words)?.[1];
    const isUsed = pool !== undefined && others.some(({ text }) => `${text} `.includes(` pool ${pool} `));
    if (others.length < standing.length) standing = isUsed ? standing : others;
    else if (kind !== undefined && standing.some(({ text }) => text.startsWith(`${kind} `)))
      context.unknown(line, "ip nat", { scope: "device" });
  }
  return standing;
}

/** Takes `vrf NAME` from the words of a statement. */
export function takeVrf(words: string[]): string | undefined {
  const index = words.indexOf("vrf");
  return index < 0 ? undefined : words.splice(index, 2)[1];
}

export function takeWord(words: string[], word: string): boolean {
  const index = words.indexOf(word);
  if (index >= 0) words.splice(index, 1);
  return index >= 0;
}

/**
 * Whether anybody outside may send to an address and port that several hosts share, while one of them has it: in the mode of
 * carriers the device notes no destinations (Cisco, Carrier Grade Network Address Translation), and with symmetric ports one
 * port serves all of them.
 */
export function isOpenToAnybody(lines: readonly CiscoLine[]): boolean {
  const mode = lines.findLast(({ text }) => /^ip nat settings mode /.test(text));
  return (
    mode?.text === "ip nat settings mode cgn" ||
    lines.some(({ text }) => /^ip nat service (?:enable|allow)-sym-port$/.test(text))
  );
}
