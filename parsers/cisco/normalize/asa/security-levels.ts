/** Security levels: what passes where no list applies, and between interfaces of one level (reference/cisco.md 3.5 e and f). */
import type { AddressExpression } from "../../../../src/model/expression.js";
import type { FilterStep, Rule, Table } from "../../../../src/model/rule.js";
import type { CiscoContext } from "../context.js";
import type { Bindings } from "./access-groups.js";
import { BRIDGES } from "./bridging.js";
import { type AsaFilters, implicit } from "./implicit.js";
import type { AsaInterface } from "./interface-draft.js";
import type { AsaStatements } from "./statements.js";
import { threatDefenseLine } from "./threat-defense.js";

/** Ids of the two tables; no access list has a name with a blank. */
const LEVELS = "security levels";
const SAME = "interfaces of one security level";

/** Reports what is no such statement: it may open or close the way between equal levels. */
export function readSameSecurity(statements: AsaStatements, context: CiscoContext): void {
  for (const line of statements.of("same-security-traffic")) {
    const isKnown = /^(?:no )?same-security-traffic permit int(?:er|ra)-interface$/.test(line.text);
    if (isKnown) context.mark(line, "modelled");
    else context.unknown(line, "security levels", { scope: "device" });
  }
}

/** Whether packets pass between interfaces of one level, and out of the one that they came in by. */
export interface SameSecurity {
  readonly between: boolean;
  readonly within: boolean;
}

export function sameSecurity(statements: AsaStatements): SameSecurity {
  // Threat Defense has no levels: all are 0, and its access control policy decides alone.
  if (threatDefenseLine(statements) !== undefined) return { between: true, within: true };
  return {
    between: statements.has("same-security-traffic permit inter-interface"),
    within: statements.has("same-security-traffic permit intra-interface"),
  };
}

/** Where the levels of two interfaces are equal, and nothing lets packets pass between these. */
export function isKept(one: AsaInterface, other: AsaInterface, same: SameSecurity): boolean {
  return one === other ? !same.within : one.level === other.level && !same.between;
}

interface Levels {
  readonly doors: readonly AsaInterface[];
  /** Where packets may go, BVIs of bridge groups among them. */
  readonly targets: readonly AsaInterface[];
  readonly idsBehind: (one: AsaInterface) => readonly string[];
  readonly groups: Bindings;
  readonly same: SameSecurity;
  /** Left out: lists are about both families. */
  readonly family: 4 | 6 | undefined;
}

export function securityLevels(
  { doors, targets, idsBehind, groups, same, family }: Levels,
  context: CiscoContext,
): AsaFilters {
  const isListed = ({ interface: { id } }: AsaInterface) => groups.global !== undefined || groups.in.has(id);
  const plain = doors.filter((one) => !isListed(one));
  const listed = doors.filter(isListed);
  const levels = plain.map((one) => {
    const lower = targets.filter((other) => one.level >= other.level && !isKept(one, other, same));
    return levelRule(one, [one.interface.id], lower.flatMap(idsBehind), isBridged(one), context);
  });
  const kept = listed.flatMap((one) => {
    const equal = targets.filter((other) => isKept(one, other, same));
    return keptRule(one, [one.interface.id], equal.flatMap(idsBehind), context);
  });
  const named = (name: string) => (family === undefined ? name : `${name}, IPv${family}`);
  const parts = [
    part(named(SAME), listed, kept, "permit", context),
    part(named(LEVELS), plain, levels, "deny", context),
  ];
  return { tables: parts.flatMap(({ tables }) => tables), steps: parts.flatMap(({ steps }) => steps) };
}

function part(
  name: string,
  doors: readonly AsaInterface[],
  rules: readonly Rule[],
  otherwise: "permit" | "deny",
  context: CiscoContext,
): AsaFilters {
  const [first] = doors;
  if (first === undefined || (rules.length === 0 && otherwise === "permit")) return { tables: [], steps: [] };
  const at = context.at(first.levelLine);
  const table: Table = { id: name, name, kind: "filter", rules, bound: true, at: [at] };
  const what =
    otherwise === "deny" ? "implicit deny to higher security levels" : "not between interfaces of one security level";
  const step: FilterStep = {
    kind: "filter",
    name,
    ingress: doors.map(({ interface: { id } }) => id),
    tables: [name],
    otherwise: implicit(otherwise, what, at),
    stateful: true,
    at: [at],
  };
  return { tables: [table], steps: [step] };
}

/**
 * Without a list packets go to lower levels, and to equal ones where that is permitted (trap 47).
 * @param isBridged then only to single hosts: what goes to many needs a list (reference/cisco.md 3.5).
 */
export function levelRule(
  one: AsaInterface,
  ingress: readonly string[],
  egress: readonly string[],
  isBridged: boolean,
  context: CiscoContext,
): Rule {
  const { id } = one.interface;
  return {
    ...implicit("permit", `implicit permit from ${id} to lower security levels`, context.at(one.levelLine)),
    id: `from ${id}`,
    match: { ...EVERYTHING, ...(isBridged ? { destination: UNICAST } : {}), ingress, egress },
  };
}

function isBridged({ interface: { router } }: AsaInterface): boolean {
  return router.startsWith(BRIDGES);
}

const UNICAST: AddressExpression = {
  kind: "except",
  base: { kind: "any" },
  minus: {
    kind: "union",
    of: [
      { kind: "range4", from: 0xe0000000, to: 0xefffffff },
      { kind: "range4", from: 0xffffffff, to: 0xffffffff },
      { kind: "range6", from: 0xffn << 120n, to: (1n << 128n) - 1n },
    ],
  },
};

const EVERYTHING = { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } } as const;

/** Whether a list that permits is enough between interfaces of one level is not verified (reference/cisco.md 10.5, trap 49). */
export function keptRule(
  one: AsaInterface,
  ingress: readonly string[],
  egress: readonly string[],
  context: CiscoContext,
): Rule[] {
  if (egress.length === 0) return [];
  const { id } = one.interface;
  const [where, word] = egress.every((other) => other === id)
    ? ["back out where they came in", "intra-interface"]
    : ["to an equal security level", "inter-interface"];
  const reason = `whether a list lets packets from ${id} ${where} without same-security-traffic permit ${word} is not verified`;
  const doubt = context.doubt(reason, one.levelLine, { scope: "rule" });
  return [
    {
      ...implicit("deny", `no same-security-traffic from ${id}`, context.at(one.levelLine)),
      id: `from ${id}`,
      match: { ...EVERYTHING, ingress, egress },
      doubts: [{ doubt, effect: "narrows" }],
    },
  ];
}
