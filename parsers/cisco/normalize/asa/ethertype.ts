/** Entries of lists about frames, as far as they decide over IP (reference/cisco.md 3.5). */
import type { Family } from "../../../../src/model/expression.js";
import type { Rule } from "../../../../src/model/rule.js";
import type { CiscoLine } from "../../tree.js";
import type { CiscoContext } from "../context.js";

/** What carries no IP. */
const OTHERS = /^(?:bpdu|ipx|eii-ipx|raw-ipx|isis|mpls-unicast|mpls-multicast)$/;
const FAMILIES: Readonly<Record<number, Family>> = { 2048: 4, 34525: 6 };

/**
 * `permit|deny any|bpdu|0xNNNN|dsap N …`. The end of such a list denies no IP, an entry about everything does so (the guides
 * of the vendor say both). What one does that names IP by its number is not documented.
 */
export function ethertypeRule(line: CiscoLine, words: readonly string[], context: CiscoContext): { rule?: Rule } {
  const [verb, type = "", ...rest] = words;
  context.mark(line, "modelled");
  const at = [context.at(line)] as const;
  const base = { id: `ethertype ${line.number}`, enabled: true, at };
  const everything = { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } } as const;
  const isEntry = verb === "permit" || verb === "deny";
  const number = /^(?:0x)?[0-9a-f]{3,4}$/i.test(type) ? Number.parseInt(type.replace(/^0x/i, ""), 16) : undefined;
  const isKnown = OTHERS.test(type) || number !== undefined || (type === "dsap" && rest.length === 1) || type === "any";
  if (!isEntry || !isKnown || rest.length > (type === "dsap" ? 1 : 0)) {
    const doubts = [{ doubt: context.unknown(line, "access list", { scope: "rule" }), effect: "anything" }] as const;
    return { rule: { ...base, action: "unknown", match: everything, doubts } };
  }
  if (type === "any") return { rule: { ...base, action: verb, match: everything } };
  const family = number === undefined ? undefined : FAMILIES[number];
  if (family === undefined) return {};
  const reason = "what an entry about frames of IP does to packets is not documented";
  const match = { ...everything, source: { kind: "any", family } } as const;
  return {
    rule: {
      ...base,
      action: verb,
      match,
      doubts: [{ doubt: context.doubt(reason, line, { scope: "rule" }), effect: "narrows" }],
    },
  };
}
