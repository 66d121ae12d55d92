/** The way of a new connection through an ASA of release 8.3 or later, as filter steps (reference/cisco.md 3.5). */
import type { FilterStep } from "../../../../src/model/rule.js";
import type { CiscoContext } from "../context.js";
import type { AccessGroups, Bound } from "./access-groups.js";
import { type AsaFilters, implicit } from "./implicit.js";
import type { AsaInterface } from "./interface-draft.js";
import { securityLevels } from "./security-levels.js";
import type { AsaStatements } from "./statements.js";

/**
 * Lists where packets come in, or security levels where there are none, then lists where they leave. All see real
 * addresses: the source as it came in, the destination as it is routed. Replies of what passed need no rule.
 */
export function normalizeForwarding(
  statements: AsaStatements,
  interfaces: readonly AsaInterface[],
  groups: AccessGroups,
  context: CiscoContext,
): AsaFilters {
  const doors = interfaces.filter(({ forwards }) => forwards);
  const levels = securityLevels(doors, groups, statements, context);
  const entering = doors.flatMap((one) => {
    const step = enteringStep(one.interface.id, groups, context);
    return step === undefined ? [] : [step];
  });
  const leaving = doors.flatMap(({ interface: { id } }) => {
    const bound = groups.out.get(id);
    return bound === undefined ? [] : [stepOf(`${bound.list.name} out on ${id}`, { egress: [id] }, [bound], context)];
  });
  return { tables: levels.tables, steps: [...levels.steps, ...entering, ...leaving] };
}

/** The list of the interface, then the one for all, then denial (trap 48). */
function enteringStep(
  id: string,
  { in: byInterface, global }: AccessGroups,
  context: CiscoContext,
): FilterStep | undefined {
  const own = byInterface.get(id);
  const lists = [...(own === undefined ? [] : [own]), ...(global === undefined ? [] : [global])];
  if (lists.length === 0) return undefined;
  const names = lists.map(({ list }) => list.name).join(" and ");
  return stepOf(`${names} in on ${id}`, { ingress: [id] }, lists, context);
}

function stepOf(
  name: string,
  sides: Pick<FilterStep, "ingress" | "egress">,
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
