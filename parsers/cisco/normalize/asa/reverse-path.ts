/** What an ASA refuses by the way back: sources that routes lead elsewhere, packets that translations would not answer. */
import type { FilterStep, Rule, Table } from "../../../../src/model/rule.js";
import type { CiscoContext } from "../context.js";
import { type AsaFilters, implicit } from "./implicit.js";
import { reversed, sides } from "./nat-match.js";
import { areEqual, expressionOf, whole } from "./nat-ranges.js";
import { isSame } from "./nat-rules.js";
import { type Paths, reachOver } from "./reach.js";
import type { AsaStatements } from "./statements.js";
import { isNegated } from "./statements.js";
import { takenReplies } from "./taken-replies.js";
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
    // Of a port of a routed bridge group nobody knows which hosts of the network are behind it.
    const port = paths.interfaces.find((one) => one.id === id && one.bridge !== undefined);
    const reach = paths.isDynamic || port !== undefined ? undefined : reachOver(id, paths);
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
    else
      verified.set(
        id,
        part(name, [rule], otherwise, at, {
          ingress: [id, ...(port?.parent === undefined ? [] : [port.parent])],
          sees: "incoming",
        }),
      );
  }
  const all = [...verified.values()];
  return { tables: all.flatMap(({ tables }) => tables), steps: all.flatMap(({ steps }) => steps) };
}

/**
 * Packets straight to an address that a translation stands before: their replies would be translated, and the device refuses
 * that (its message 305013: an attempt to connect to a mapped host by its actual address was rejected).
 */
export function translatedReplies(translations: readonly Translation[], context: CiscoContext): AsaFilters {
  const rules = [...takenReplies(translations, context), ...translations.map((one) => replyRule(one, context))];
  const last = rules.at(-1);
  return last === undefined
    ? { tables: [], steps: [] }
    : part("replies of translations", rules, "permit", last.at[0], {});
}

function replyRule(one: Translation, context: CiscoContext): Rule {
  const { real, destination, realInterface, mappedInterface, line, ports, far } = one;
  const from = destination === undefined || "any" in destination ? far : expressionOf(destination.real);
  const kind = kindOf(one);
  const match: Rule["match"] = {
    ...sides(mappedInterface, realInterface),
    source: from ?? { kind: "any" },
    destination: whole(real),
    service: reversed(ports?.after, ports?.before),
    ...(kind === "exempt" ? {} : { translated: "never" }),
  };
  const at = context.at(line);
  const id = `replies of ${one.id}`;
  if (kind === "exempt") return { ...implicit("permit", id, at), id, match };
  if (kind === "translated") return { ...implicit("deny", id, at), id, match };
  const reason = `whether packets straight to addresses of ${one.id} are refused, since it takes their replies, is not verified`;
  const doubt = context.doubt(reason, line, { scope: "rule" });
  return { ...implicit("deny", id, at), id, match, doubts: [{ doubt, effect: "narrows" }] };
}

/** Whether replies are translated; `open` where that is not told by the statement. */
function kindOf(one: Translation): "exempt" | "translated" | "open" {
  const { real, mapped, destination, ports, unidirectional } = one;
  if (mapped.kind === "static") {
    if (isSame(real, mapped.to) && !changesPort(ports)) return unidirectional ? "open" : "exempt";
    if (unidirectional || real === "any" || mapped.to === "any") return "open";
    const to = mapped.to;
    if (real.some((range, index) => to[index] !== undefined && areEqual([range], [to[index]])) && !changesPort(ports))
      return "open";
  }
  // Between any two interfaces it translates what comes straight as well: then both ways have the same statement.
  if (mapped.kind !== "static" && one.realInterface === undefined && one.mappedInterface === undefined) return "open";
  const isTurned =
    destination !== undefined && !("any" in destination) && !areEqual(destination.mapped, destination.real);
  return isTurned ? "open" : "translated";
}

function changesPort(ports: Translation["ports"]): boolean {
  return ports !== undefined && JSON.stringify(ports.before.source) !== JSON.stringify(ports.after.source);
}

function part(
  name: string,
  rules: readonly Rule[],
  otherwise: "permit" | "deny",
  at: Rule["at"][0],
  place: Pick<FilterStep, "ingress" | "sees">,
): AsaFilters {
  const table: Table = { id: name, name, kind: "filter", rules, bound: true, at: [at] };
  const what = otherwise === "permit" ? "everything else" : "sources of other interfaces";
  return {
    tables: [table],
    steps: [
      {
        kind: "filter",
        name,
        ...place,
        tables: [name],
        otherwise: implicit(otherwise, what, at),
        stateful: true,
        at: [at],
      },
    ],
  };
}
