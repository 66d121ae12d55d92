/** What no part of the model has claimed: known statements get the fate of their row, the others are reported. */
import { asaStatementOf } from "../../statements-asa.js";
import { type CiscoLine, withDescendants, wordsOf } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import type { AsaStatements } from "./statements.js";

export function readRest({ roots }: AsaStatements, context: CiscoContext): void {
  for (const line of roots) {
    if (context.account.fateOf(line.number) === undefined) readOne(line, context);
    readStray(line, line, context);
  }
}

/** Statements of the device that decide over packets; no block that decides over none holds one. */
const DECIDING =
  /^(?:no )?(?:(?:interface|access-list|access-group|object|object-group|route|same-security-traffic|sysopt) \S|(?:nat|global|static) \(|ipv6 (?:access-list|route) )/;

/** What stands under a statement that holds nothing lost the one that does, or does what it always does. */
function readStray(line: CiscoLine, root: CiscoLine, context: CiscoContext): void {
  const fate = context.account.fateOf(line.number);
  // One that opens an interface is more than a statement of that above it which is not known.
  const isLost =
    fate === "ignored" ? DECIDING.test(line.text) : fate === "filtering" && /^interface \S/.test(line.text);
  if (fate === undefined || (isLost && line !== root))
    context.unknown(line, wordsOf(root)[0] ?? "", { scope: "device" });
  for (const child of line.children) readStray(child, root, context);
}

function readOne(line: CiscoLine, context: CiscoContext): void {
  const statement = asaStatementOf("top", line.text);
  if (statement === undefined) {
    context.unknown(line, "the configuration", { scope: "device" });
    for (const child of line.children) context.markBlock(child, "filtering");
  } else if (statement.treatment === "irrelevant") context.markBlock(line, "ignored");
  else {
    context.markBlock(line, "modelled");
    if (statement.treatment === "doubt" && !line.text.startsWith("no "))
      context.doubt(`${wordsOf(line)[0]}: ${statement.why}`, line, { scope: "device" });
  }
}

/** Of a device that is not read: what could filter is listed as not understood, under the one doubt of the whole. */
export function readUnreadRest({ roots }: AsaStatements, context: CiscoContext): void {
  for (const line of roots) {
    const isKnown = asaStatementOf("top", line.text)?.treatment === "irrelevant";
    for (const one of withDescendants(line))
      if (context.account.fateOf(one.number) === undefined) context.mark(one, isKnown ? "ignored" : "filtering");
  }
}
