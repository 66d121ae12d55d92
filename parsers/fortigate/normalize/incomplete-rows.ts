/** Rows of policy tables that lack what no device takes them without: lines of the file may be lost. */
import type { DoubtId } from "../../../src/model/expression.js";
import { type Block, isEnabled, settingOf } from "../tree.js";
import type { Context } from "./context.js";

/** What every policy has one of (reference/fortios.md 2). */
const NEEDED = [
  ["srcintf"],
  ["dstintf"],
  ["srcaddr", "srcaddr4", "srcaddr6", "internet-service-src", "internet-service6-src"],
  ["dstaddr", "dstaddr4", "dstaddr6", "internet-service", "internet-service6"],
  ["service", "internet-service", "internet-service6"],
];

/** Whether a row has not all that no device takes it without. @param asksServices whether a row of its table has services in any case. */
export function lacksSomething(row: Block, asksServices: boolean): boolean {
  const has = (key: string) => (key.startsWith("internet-") ? isEnabled(row, key) : settingOf(row, key) !== undefined);
  const needed = asksServices ? NEEDED : NEEDED.slice(0, -1);
  return needed.some((keys) => !keys.some(has));
}

/** What a row matches that never was complete. */
export const NOTHING = { kind: "none" } as const;

/**
 * A row that no device has: it takes none without its keys (reference/fortios.md 2). Either the line got lost in the file, which
 * may have said anything, or it never was there and the row matches nothing. Where something in the row was not understood that
 * may be what is missing, and is reported and a doubt already.
 */
export function incomplete(
  row: Block,
  what: string,
  context: Context,
): typeof NOTHING | { kind: "unknown"; doubt: DoubtId } {
  if (row.unknown.length > 0) return NOTHING;
  const at = context.rangeOf(row);
  context.diagnostics.add("fortigate/incomplete-policy", at, { message: `policy ${row.name} has no ${what}` });
  const reason = `policy ${row.name} has no ${what}, which no device takes: a line may be lost`;
  return { kind: "unknown", doubt: context.doubt({ reason, scope: "rule", at }) };
}
