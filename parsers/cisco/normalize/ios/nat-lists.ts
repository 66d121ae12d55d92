/** Which packets an access list gives to a translation (reference/cisco.md 5.2). */

import type { AddressExpression } from "../../../../src/model/expression.js";
import type { Rule } from "../../../../src/model/rule.js";
import { covers, meets } from "../../../../src/packets/intervals.js";
import type { CiscoLine } from "../../tree.js";
import type { AccessList } from "../access-list.js";
import type { CiscoContext } from "../context.js";
import { permittedSources, plainSources } from "./list-sources.js";
import { reach } from "./nat-order.js";

/** Packets from some addresses to others, whatever they carry. */
export interface Ends {
  readonly source: AddressExpression;
  readonly destination: AddressExpression;
}

const ANY: AddressExpression = { kind: "any", family: 4 };

/**
 * What a list gives to a translation: exact for one that tests nothing but sources, and for one that tests both ends where
 * each session is translated by itself (`shared`). By addresses that are given to hosts one by one, what a host has been
 * given is used for all of its packets, also those that the list denies; an empty list may give all or nothing.
 */
export function endsOf(
  list: AccessList | undefined,
  { name, shared }: { readonly name: string; readonly shared: boolean },
  line: CiscoLine,
  context: CiscoContext,
): readonly Ends[] {
  const filled = list?.rules.length === 0 ? undefined : list;
  const plain = filled && plainSources(filled);
  if (plain !== undefined) return [{ source: plain, destination: ANY }];
  const exact = shared && filled !== undefined ? permittedEnds(filled.rules) : undefined;
  if (exact !== undefined) return exact;
  const reason = `which packets the list ${name} gives to this translation is computed from above only`;
  const doubt = context.doubt(reason, line, { scope: "match" });
  const upper = filled && permittedSources(filled);
  const source: AddressExpression = { kind: "unknown", doubt, ...(upper && { upper }), at: context.at(line) };
  return [{ source, destination: ANY }];
}

/** More pieces than lists for translations have: each takes its place in every slice. */
const MOST_ENDS = 16;

/** @returns undefined where the list looks at more than the ends of packets, or falls into too many pieces. */
function permittedEnds(rules: readonly Rule[]): Ends[] | undefined {
  const denied: Ends[] = [];
  const found: Ends[] = [];
  for (const rule of rules) {
    const { source, destination, service, fragments } = rule.match;
    const isPlain = rule.enabled && rule.doubts === undefined && service.kind === "any" && fragments === undefined;
    if (!isPlain || rule.action === "unknown") return undefined;
    if (rule.action === "deny") denied.push({ source, destination });
    else found.push(...denied.reduce<readonly Ends[]>(without, [{ source, destination }]));
    if (found.length > MOST_ENDS) return undefined;
  }
  return found;
}

/** The parts of some pieces that another one is not in. */
function without(pieces: readonly Ends[], minus: Ends): readonly Ends[] {
  return pieces.flatMap((piece) => {
    if (!mayShare(piece, minus)) return [piece];
    const beside = { ...piece, source: except(piece.source, minus.source) };
    const beyond = { ...piece, destination: except(piece.destination, minus.destination) };
    const isWithinSources = isWithin(piece.source, minus.source);
    const isWithinDestinations = isWithin(piece.destination, minus.destination);
    return [...(isWithinSources ? [] : [beside]), ...(isWithinDestinations ? [] : [beyond])];
  });
}

function mayShare(one: Ends, other: Ends): boolean {
  return meets(reach(one.source), reach(other.source)) && meets(reach(one.destination), reach(other.destination));
}

/** Whether all of one is surely within the other: only where that one is told exactly. */
function isWithin(one: AddressExpression, other: AddressExpression): boolean {
  if (other.kind === "any") return true;
  return other.kind === "range4" && covers(reach(other), reach(one));
}

function except(base: AddressExpression, minus: AddressExpression): AddressExpression {
  return { kind: "except", base, minus };
}
