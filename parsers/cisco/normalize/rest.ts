/** What no part of a normalization has claimed. */
import type { Statement } from "../statements.js";
import { type CiscoLine, type CiscoTree, wordsOf } from "../tree.js";
import { type CiscoContext, keywordsOf } from "./context.js";
import { doubtHeld } from "./held.js";

/** Blocks of free text. */
const FREE_TEXT = /^(?:macro|menu|event|banner|scheduler job) /;

const VLAN_MAP = /^vlan access-map /i;

/** Statements that stand indented under one that does not hold them: on the device they do what they always do. */
export function readIndented(
  roots: readonly CiscoLine[],
  isTopLevel: (line: CiscoLine) => boolean,
  context: CiscoContext,
): void {
  for (const root of roots) {
    if (FREE_TEXT.test(root.text)) continue;
    doubtIndented(root, root, isTopLevel, context);
  }
}

function doubtIndented(
  block: CiscoLine,
  root: CiscoLine,
  isTopLevel: (line: CiscoLine) => boolean,
  context: CiscoContext,
): void {
  for (const line of block.children) {
    // Whoever reads the entries of a map tells of one that stands in another.
    const isTold = VLAN_MAP.test(line.text) && VLAN_MAP.test(root.text);
    if (!isTold && isTopLevel(line)) context.unknown(line, wordsOf(root)[0] ?? "", { scope: "device" });
    if (line.children.length > 0) doubtIndented(line, root, isTopLevel, context);
  }
}

/**
 * Lines behind an unindented `!` that are indented further than it: in an export the line that opened their block is lost, and
 * they joined the block before. In a script the `!` may be a comment in its middle (reference/cisco.md 1.1), so they stay there.
 */
export function doubtParted({ parted }: CiscoTree, context: CiscoContext): void {
  for (const line of parted) context.parted(line);
}

/** Lines with a keyword that may stand for several: whatever else was read of them, what they do is not known. */
export function doubtAmbiguous({ ambiguous }: CiscoTree, context: CiscoContext): void {
  for (const line of ambiguous) {
    if (context.account.fateOf(line.number) === "filtering") continue;
    context.unknown(line, line.parent === undefined ? "the configuration" : keywordsOf(line.parent), {
      scope: "device",
    });
  }
}

/** Everything that no part has claimed: known statements get the fate of their row, the others are reported. */
export function readRest(
  roots: readonly CiscoLine[],
  known: (text: string) => Statement | undefined,
  context: CiscoContext,
): void {
  for (let index = 0; index < roots.length; index++) {
    const line = roots[index] as CiscoLine;
    if (context.account.fateOf(line.number) !== undefined) {
      // The account says of a whole block at once that nothing is left of it.
      const next = roots[index + 1]?.number ?? Number.POSITIVE_INFINITY;
      if (context.account.hasUnclaimed(line.number + 1, next - 1)) readStray(line, context);
      continue;
    }
    const statement = /^(?:end|exit)$/.test(line.text)
      ? { treatment: "irrelevant" as const, why: "" }
      : known(line.text);
    if (statement === undefined) {
      context.unknown(line, "the configuration", { scope: "device" });
      for (const child of line.children) context.markBlock(child, "filtering");
    } else if (statement.treatment === "irrelevant") context.markBlock(line, "ignored");
    else {
      context.markBlock(line, "modelled");
      if (statement.treatment === "doubt" && !line.text.startsWith("no "))
        context.doubt(`${wordsOf(line)[0]}: ${statement.why}`, line, { scope: "device" });
    }
    if (statement !== undefined) doubtHeld(line, context);
  }
}

/** Lines under a statement that opens no mode, such as those of another one whose first line is lost. */
function readStray(line: CiscoLine, context: CiscoContext): void {
  for (const child of line.children) {
    if (context.account.fateOf(child.number) === undefined) {
      context.unknown(child, "the configuration", { scope: "device" });
    }
    if (child.children.length > 0) readStray(child, context);
  }
}
