/** What an ASA refuses by the way back: sources that routes lead elsewhere, packets that translations would not answer. */
import type { FilterStep, Rule, Table } from "../../../../src/model/rule.js";
import type { CiscoContext } from "../context.js";
import { type AsaFilters, implicit } from "./implicit.js";
import type { Paths } from "./nat.js";
import { expressionOf } from "./nat-ranges.js";
import { isSame, whole } from "./nat-rules.js";
import { reachOver } from "./reach.js";
import type { AsaStatements } from "./statements.js";
import { isNegated } from "./statements.js";
import type { Translation } from "./translation.js";

const EVERYTHING = { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } } as const;

/** `ip verify reverse-path interface IF`: a source has to be routed over the interface it came in by (reference/cisco.md 2.7). */
export function verifiedSources(statements: AsaStatements, paths: Paths, context: CiscoContext): AsaFilters {
  const verified = new Map<string, AsaFilters>();
  for (const line of statements.of("ip")) {
    const id = /^(?:no )?ip verify reverse-path interface (\S+)$/.exec(line.text)?.[1];
    if (id === undefined) continue;
    context.mark(line, "modelled");
    const at = context.at(line);
    const reach = paths.isDynamic ? undefined : reachOver(id, paths);
    const name = `reverse path on ${id}`;
    const rule: Rule =
      reach === undefined
        ? {
            ...implicit("deny", name, at),
            id: name,
            doubts: [
              {
                doubt: context.doubt(`which sources are routed over ${id} is not in the file`, line, { scope: "rule" }),
                effect: "narrows",
              },
            ],
          }
        : { ...implicit("permit", name, at), id: name, match: { ...EVERYTHING, source: reach } };
    const otherwise = reach === undefined ? "permit" : "deny";
    if (isNegated(line)) verified.delete(id);
    else verified.set(id, part(name, [rule], otherwise, at, { ingress: [id], sees: "incoming" }));
  }
  const all = [...verified.values()];
  return { tables: all.flatMap(({ tables }) => tables), steps: all.flatMap(({ steps }) => steps) };
}

/**
 * Packets straight to an address that a translation stands before: the replies would be translated, and as far as is known
 * the device refuses that. No source that was read says it for every release, so it is a doubt.
 */
export function translatedReplies(translations: readonly Translation[], context: CiscoContext): AsaFilters {
  const rules = translations.map((one) => replyRule(one, context));
  const last = rules.at(-1);
  return last === undefined
    ? { tables: [], steps: [] }
    : part("replies of translations", rules, "permit", last.at[0], {});
}

function replyRule(one: Translation, context: CiscoContext): Rule {
  const { real, mapped, destination, realInterface, mappedInterface, line, ports } = one;
  const isExempt = mapped.kind === "static" && isSame(real, mapped.to) && ports === undefined;
  const from = destination === undefined || "any" in destination ? undefined : expressionOf(destination.real);
  const own = ports?.before.source;
  const match: Rule["match"] = {
    ...(mappedInterface === undefined ? {} : { ingress: [mappedInterface] }),
    ...(realInterface === undefined ? {} : { egress: [realInterface] }),
    source: from ?? { kind: "any" },
    destination: whole(real),
    service:
      ports === undefined
        ? { kind: "any" }
        : { kind: "ports", protocol: ports.before.protocol, ...(own ? { destination: own } : {}) },
    ...(isExempt ? {} : { translated: "never" }),
  };
  const at = context.at(line);
  const id = `replies of ${one.id}`;
  if (isExempt) return { ...implicit("permit", id, at), id, match };
  const reason = `packets straight to addresses that ${one.id} translates may be refused, since their replies would be translated`;
  const doubt = context.doubt(reason, line, { scope: "rule" });
  return { ...implicit("deny", id, at), id, match, doubts: [{ doubt, effect: "narrows" }] };
}

function part(
  name: string,
  rules: readonly Rule[],
  otherwise: "permit" | "deny",
  at: Rule["at"][0],
  sides: Pick<FilterStep, "ingress" | "sees">,
): AsaFilters {
  const table: Table = { id: name, name, kind: "filter", rules, bound: true, at: [at] };
  const what = otherwise === "permit" ? "everything else" : "sources of other interfaces";
  return {
    tables: [table],
    steps: [
      {
        kind: "filter",
        name,
        ...sides,
        tables: [name],
        otherwise: implicit(otherwise, what, at),
        stateful: true,
        at: [at],
      },
    ],
  };
}
