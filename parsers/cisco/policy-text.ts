/** Routing policies and sets of IOS-XR: text of a language of its own, up to a word that ends it (reference/cisco.md 1.3). */
import type { TextLines } from "./text-lines.js";

const OPENS =
  /^(?:route-policy \S|policy-global$|(?:prefix|as-path|community|extcommunity|large-community|rd|tag|mac|esi|etag|ospf-area|rmac)-set \S)/;
const ENDS = /^(?:end-policy|end-set|end-global)$/;

/** How lines of such a text begin where they are not indented. */
const PLAIN =
  /^(?:#|\(|\)|\$|[\d:'"*]|[\da-fA-F]+:|(?:if|else|elseif|endif|set|pass|drop|done|apply|delete|prepend|suppress-route|unsuppress-route|add|remove|replace|var|not|and|or|ios-regex|dfa-regex|passes-through|neighbor-is|originates-from|length|unique-length|internet|local-as|no-|private-as|accept-own)\b)/;

/**
 * The index of the line that ends the text which begins at `index`; `undefined` where none begins there, or where its end is
 * missing: then what follows belongs to something else and is not swallowed.
 */
export function policyEnd(lines: TextLines, index: number, body: string): number | undefined {
  if (!OPENS.test(body)) return undefined;
  for (let at = index + 1; at < lines.length; at++) {
    const line = lines.at(at).trimEnd();
    const text = line.trimStart();
    if (ENDS.test(text)) return at;
    const isIndented = text.length < line.length || text === "" || text === "!";
    if (!isIndented && !PLAIN.test(text)) return undefined;
  }
  return undefined;
}
