/** Lines that begin with no verb: prompts of a captured session, pagers, commands that change nothing, prose. */
import type { SessionLine } from "./session.js";

/** `prompt`: a statement follows behind `length` characters. `ignored`: changes nothing. `text`: neither. */
export type StrayText =
  | ({ readonly kind: "prompt"; readonly length: number } & SessionLine)
  | ({ readonly kind: "ignored" } & SessionLine)
  | { readonly kind: "text"; readonly word: string; readonly isMarker: boolean };

/** What terminals are told beside text: colours, cursor moves, characters taken back. */
const CONTROL = /^(?:\p{Cc}(?:\[[0-9;?]{0,20}[A-Za-z])?|\s)+/u;
/** What the device says of a statement it took: a row is new, the VDOM of the session. It takes what comes next as it is. */
const ANSWERS = /^(?:new entry '.{0,80}' added|current vf=\S{1,64}:\d{1,10})\s*$/;
const PAGER = /^-{1,2}\s?More\s?-{1,2}[\s\b]*/;
/** `FGT100 # `, `FGT (policy) $ `, `FGT (root) (policy) # `: at most 200 characters, so that it cannot run away. */
const PROMPT = /^[\w.@~-]{1,64} ?(?:\([^()]{1,64}\) ?){0,3}[#$>] ?/;
/** What version control leaves between two variants of a file that it could not merge: both stand in it. */
const MARKER = /^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)/;
const STATEMENTS = /^(?:config|edit|set|unset|append|next|end)\b/;
const COMMANDS = /^(?:show|get|execute|exec|diagnose|diag|exit|quit|abort|sudo|alias|tree)\b/;

/**
 * Tells what a line that begins with no verb is (reference/fortios.md 1.3: console captures).
 * @param insideTable `abort` discards what a table was given, so inside one it is not without meaning.
 */
export function recoverText(line: string, insideTable: boolean): StrayText {
  const control = CONTROL.exec(line);
  if (control) return behind(line, control[0].length, insideTable);
  if (ANSWERS.test(line)) return { kind: "ignored" };
  const pager = PAGER.exec(line);
  if (pager) return behind(line, pager[0].length, insideTable);
  const prompt = PROMPT.exec(line);
  if (prompt) return { ...behind(line, prompt[0].length, insideTable), host: hostOf(line, prompt[0].length) };
  if (COMMANDS.test(line) && !(insideTable && line.startsWith("abort"))) return { kind: "ignored", command: line };
  return { kind: "text", word: firstWord(line), isMarker: MARKER.test(line) };
}

function behind(line: string, length: number, insideTable: boolean): Exclude<StrayText, { kind: "text" }> {
  const rest = line.slice(length).trim();
  if (rest === "") return { kind: "ignored" };
  if (COMMANDS.test(rest) && !(insideTable && rest.startsWith("abort"))) return { kind: "ignored", command: rest };
  return { kind: "prompt", length };
}

function hostOf(line: string, length: number): string | undefined {
  const rest = line.slice(length).trimStart();
  return STATEMENTS.test(rest) || COMMANDS.test(rest) ? /^[\w.@~-]+/.exec(line)?.[0] : undefined;
}

/** A keyword to show for the line; words that do not look like one are not shown, they may be a secret's second line. */
function firstWord(line: string): string {
  const word = /^[a-z][a-z-]{0,30}(?=\s|$)/.exec(line);
  return word ? word[0] : "text";
}
