/** The way of a new connection through an ASA, as filter steps (reference/cisco.md 3.5). */
import type { FilterStep } from "../../../../src/model/rule.js";
import type { CiscoContext } from "../context.js";
import type { AccessGroups, Bindings, Bound } from "./access-groups.js";
import { type AsaFilters, implicit } from "./implicit.js";
import type { AsaInterface } from "./interface-draft.js";
import { bridgeFilters, idsBehind, routedBridges } from "./routed-bridges.js";
import { readSameSecurity, sameSecurity, securityLevels } from "./security-levels.js";
import type { AsaStatements } from "./statements.js";

interface Parts {
  readonly statements: AsaStatements;
  readonly interfaces: readonly AsaInterface[];
  readonly groups: AccessGroups;
  /** Lists see addresses as they are on the wire. */
  readonly isOld: boolean;
  /** Each family has lists of its own. */
  readonly isSplit: boolean;
}

/**
 * Lists where packets come in, or security levels where there are none, then lists where they leave. All see real
 * addresses: the source as it came in, the destination as it is routed. Up to release 8.2 each sees those of the network
 * that its interface is on (trap 51). Replies of what passed need no rule.
 */
export function normalizeForwarding(parts: Parts, context: CiscoContext): AsaFilters {
  const { groups, isSplit, statements } = parts;
  readSameSecurity(statements, context);
  const frames = frameSteps(groups, context);
  if (!isSplit) {
    const { tables, steps } = filtersOf(parts, groups, undefined, context);
    return { tables, steps: [...steps, ...frames] };
  }
  const { in: in4, out: out4, in6, out6 } = groups;
  const four = filtersOf(parts, { in: in4, out: out4, ...pickGlobal(groups, 4) }, 4, context);
  const six = filtersOf(parts, { in: in6, out: out6, ...pickGlobal(groups, 6) }, 6, context);
  return { tables: [...four.tables, ...six.tables], steps: [...four.steps, ...six.steps, ...frames] };
}

/** Lists about frames: only an entry about all of them decides over IP. */
function frameSteps({ frames }: AccessGroups, context: CiscoContext): FilterStep[] {
  return (["in", "out"] as const).flatMap((direction) =>
    [...frames[direction]].map(([id, { list, line }]) => ({
      kind: "filter" as const,
      name: `${list.name} ${direction} on ${id}`,
      ...(direction === "in" ? { ingress: [id] } : { egress: [id] }),
      tables: [list.name],
      otherwise: implicit("permit", `${list.name} says nothing of IP`, context.at(line)),
      stateful: true,
      at: [context.at(line)],
    })),
  );
}

function pickGlobal({ global }: AccessGroups, family: 4 | 6): Pick<AccessGroups, "global"> {
  return global !== undefined && (global.list.family ?? 4) === family ? { global } : {};
}

function filtersOf(
  { statements, interfaces, isOld }: Parts,
  groups: Bindings,
  family: 4 | 6 | undefined,
  context: CiscoContext,
): AsaFilters {
  const all = interfaces.filter(({ forwards }) => forwards);
  const same = sameSecurity(statements);
  const bridges = routedBridges(all);
  const targets = all.filter((one) => !bridges.some(({ ports }) => ports.includes(one)));
  const doors = targets.filter((one) => !bridges.some(({ bvi }) => bvi === one));
  const levels = securityLevels({ doors, targets, idsBehind: idsBehind(bridges), groups, same, family }, context);
  const bridged = bridgeFilters({ bridges, doors: targets, groups, same }, context);
  const entering = doors.flatMap((one) => {
    const step = enteringStep(one.interface.id, groups, isOld, context);
    return step === undefined ? [] : [step];
  });
  const leaving = doors.flatMap(({ interface: { id } }) => {
    const bound = groups.out.get(id);
    if (bound === undefined) return [];
    return [stepOf(`${bound.list.name} out on ${id}`, whereLeft(id, isOld), [bound], context)];
  });
  const steps = [...levels.steps, ...bridged.steps, ...entering, ...leaving];
  return {
    tables: [...levels.tables, ...bridged.tables],
    steps: steps.map((step) => ({ ...step, ...(family ? { family } : {}) })),
  };
}

/** The list of the interface, then the one for all, then denial (trap 48). */
function enteringStep(
  id: string,
  { in: byInterface, global }: Bindings,
  isOld: boolean,
  context: CiscoContext,
): FilterStep | undefined {
  const own = byInterface.get(id);
  const lists = [...(own === undefined ? [] : [own]), ...(global === undefined ? [] : [global])];
  if (lists.length === 0) return undefined;
  const names = lists.map(({ list }) => list.name).join(" and ");
  const place = { ingress: [id], ...(isOld ? { sees: "incoming" as const } : {}) };
  return stepOf(`${names} in on ${id}`, place, lists, context);
}

function whereLeft(id: string, isOld: boolean): Pick<FilterStep, "egress" | "sees"> {
  return { egress: [id], ...(isOld ? { sees: "leaving" } : {}) };
}

function stepOf(
  name: string,
  sides: Pick<FilterStep, "ingress" | "egress" | "sees">,
  lists: readonly Bound[],
  context: CiscoContext,
): FilterStep {
  const last = lists.at(-1);
  if (last === undefined) throw new Error(`${name} has no list`);
  const end = last.list.rules.at(-1)?.at[0] ?? context.at(last.line);
  return {
    kind: "filter",
    name,
    ...sides,
    tables: lists.map(({ list }) => list.name),
    otherwise: implicit("deny", `implicit deny at the end of ${last.list.name}`, end),
    stateful: true,
    at: lists.map(({ line }) => context.at(line)),
  };
}
