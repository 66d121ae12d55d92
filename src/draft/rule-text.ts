/** Rules in the words of a comment, and what of them is not known before the device resolves it. */
import { posix } from "node:path";
import type { Carrier } from "../analyse/carriers.js";
import type { AddressExpression } from "../model/expression.js";
import { shownText } from "./shown-text.js";

/** How many rules are named. */
const SHOWN = 6;
/** Trackers and hashes: nobody knows a rule by these. */
const LONG_ID = 8;

/** `core-1 ACL-OPS-IN 10, 11, 20 (core-1.cfg:381)`: rules of one table. */
export function rulesText(carriers: readonly Carrier[]): string {
  const [first] = carriers;
  if (first === undefined) throw new Error("no rule to be named");
  const { device, table, step } = first;
  const where = `${device.id} ${table?.name ?? step}`;
  if (carriers.every(({ rule }) => rule.implicit === true)) return shownText(`by no rule: ${where}`);
  const inOrder = carriers.toSorted((a, b) => a.rule.at[0].line - b.rule.at[0].line);
  const named = [...new Set(inOrder.map(ruleName))];
  const more = named.length > SHOWN ? ` and ${named.length - SHOWN} more` : "";
  const { file, line } = (inOrder[0] ?? first).rule.at[0];
  return `${shownText(where)} ${named.slice(0, SHOWN).join(", ")}${more} (${shownText(posix.basename(file))}:${line})`;
}

function ruleName({ rule: { id, name } }: Carrier): string {
  if (name === undefined || name === id) return shownText(id);
  const text = `"${shownText(name)}"`;
  return id.length >= LONG_ID ? text : `${shownText(id)} ${text}`;
}

/** Whether addresses of a rule are what a device finds out at run time, and may be any: names, lists from elsewhere. */
export function isResolvedOutside({ device, rule }: Carrier): boolean {
  const isOpen = (expression: AddressExpression, depth: number): boolean => {
    if (depth > 16) return false;
    switch (expression.kind) {
      case "unknown":
        return (
          expression.translatedBy === undefined && (expression.upper === undefined || expression.upper.kind === "any")
        );
      case "object": {
        const object = device.addresses.find(({ id }) => id === expression.object);
        return object !== undefined && isOpen(object.value, depth + 1);
      }
      case "union":
        return expression.of.some((part) => isOpen(part, depth + 1));
      default:
        return false;
    }
  };
  return isOpen(rule.match.source, 0) || isOpen(rule.match.destination, 0);
}
