/** Lists that say to whom a service of the device answers (reference/cisco.md 4.1). */
import type { AddressExpression, DoubtId } from "../../../../src/model/expression.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { type AccessList, listKey } from "../access-list.js";
import type { CiscoContext } from "../context.js";
import { type Asked, admittedSources } from "./list-sources.js";

/** The lists that may limit services, and whether entries of these with object groups may be passed over. */
export interface Limiting {
  readonly lists: ReadonlyMap<string, AccessList>;
  readonly isXe: boolean;
  readonly context: CiscoContext;
}

/** A list that says to whom a service answers in one family. */
export interface Limit {
  readonly family: 4 | 6;
  /** An empty name: there is none. */
  readonly list: string;
  /** The statement that names it. */
  readonly line: CiscoLine | undefined;
}

/** @param index of the word that is the name, from 0; from behind where it is negative. */
export function limitIn(family: 4 | 6, line: CiscoLine | undefined, index: number): Limit {
  return { family, list: (line && wordsOf(line).at(index)) ?? "", line };
}

/** Whom a list lets in to a service; nobody is kept away without one. */
export interface FoundLimit {
  readonly family: 4 | 6;
  readonly sources: ((asked: ServicePackets) => AddressExpression) | undefined;
}

/** Packets of a service. */
export type ServicePackets = Pick<Asked, "protocol" | "port">;

/** Whom the lists of both families let in; a family without one is not limited. */
export function limitedBy(limits: readonly FoundLimit[], asked: ServicePackets): { sources?: AddressExpression } {
  if (limits.every(({ sources }) => sources === undefined)) return {};
  const of = limits.map(({ family, sources }) => sources?.(asked) ?? { kind: "any" as const, family });
  return { sources: { kind: "union", of } };
}

/**
 * A list that is empty or absent keeps nobody away (reference/cisco.md 4.1, trap 31); whether one of nothing but remarks is an
 * empty one is not documented (10.3).
 */
export function findList({ family, list, line }: Limit, { lists, isXe, context }: Limiting): FoundLimit {
  const found = lists.get(listKey(list, family));
  if (found !== undefined && found.rules.length > 0) {
    const at = line ?? found.lines[0];
    const doubts = new Map<string, DoubtId>();
    const doubt = (reason: string): DoubtId => {
      if (at === undefined) throw new Error(`the access list ${list} has no line`);
      const known = doubts.get(reason) ?? context.doubt(reason, at, { scope: "match" });
      doubts.set(reason, known);
      return known;
    };
    return { family, sources: (asked) => admittedSources(found, { ...asked, isXe, doubt }) };
  }
  if (line === undefined || list === "") return { family, sources: undefined };
  const at = context.wordAt(line, wordsOf(line).lastIndexOf(list));
  context.report(found === undefined ? "cisco/undefined-list" : "cisco/empty-list", at, {
    message: `the access list ${list} that is to limit this service ${found === undefined ? "is not defined" : "has no entries"}: it keeps nobody away`,
  });
  if (found?.isRemarked !== true) return { family, sources: undefined };
  const reason = `the access list ${list} has nothing but remarks; whom it keeps away is not documented`;
  const open = { kind: "unknown" as const, doubt: context.doubt(reason, line, { scope: "match" }), at };
  return { family, sources: () => open };
}
