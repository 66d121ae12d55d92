/** Lists that several interfaces have in common beside their own: `ip access-group common C A in` (IOS-XE, ACL chaining). */
import type { FilterStep, Table } from "../../../../src/model/rule.js";
import type { CiscoLine } from "../../tree.js";
import { type AccessList, listKey, reportAbsent, stepOf, tableId, tableOf } from "../access-list.js";
import type { CiscoContext } from "../context.js";
import type { Binding, BoundInterface } from "../interface-draft.js";
import { implicitOf } from "./access-lists.js";
import type { Chain, IosDraft } from "./interface-draft.js";

/** `common C [A] in|out`; `false` where it is something else. */
export function bindCommon(draft: IosDraft, rest: readonly string[], line: CiscoLine, family: 4 | 6): boolean {
  const [word, ...names] = rest;
  const direction = names.pop();
  if (word !== "common" || names.length === 0 || names.length > 2) return false;
  if (direction !== "in" && direction !== "out") return false;
  draft.chains = without(draft.chains, direction, family);
  draft.chains.push({ names, family, direction, line });
  return true;
}

/** `no ip access-group common …`; `false` where it is something else. */
export function unbindCommon(draft: IosDraft, rest: readonly string[], family: 4 | 6): boolean {
  const direction = rest.at(-1);
  if (rest[0] !== "common" || rest.length < 3 || (direction !== "in" && direction !== "out")) return false;
  draft.chains = without(draft.chains, direction, family);
  return true;
}

function without(chains: readonly Chain[], direction: Chain["direction"], family: 4 | 6): Chain[] {
  return chains.filter((one) => one.direction !== direction || one.family !== family);
}

/** What a chain of lists does, and the tables it needs beside those of the lists. */
interface ChainStep {
  readonly direction: Binding["direction"];
  readonly step: FilterStep;
  readonly used: readonly AccessList[];
  readonly tables: readonly Table[];
}

/**
 * What chains of lists do: the one in common is asked first, then the other, and what neither decides is denied: the lists are
 * one that was split (Cisco, IPv4 ACL Chaining Support, IPv6 ACL Chaining with a Common ACL; the order as on IOS-XR,
 * reference/cisco.md 3.5).
 * @returns the step of each chain that is computed, and the lists that it consults; a doubt stands for the others.
 */
export function chainSteps(
  one: BoundInterface & { readonly chains: readonly Chain[] },
  lists: ReadonlyMap<string, AccessList>,
  context: CiscoContext,
): ChainStep[] {
  return one.chains.flatMap((chain) => {
    const { names, family, direction, line } = chain;
    const { id, kind, svi } = one.interface;
    const found = names.flatMap((name) => lists.get(listKey(name, family)) ?? []);
    const filled = found.filter(({ rules }) => rules.length > 0);
    for (const list of names) {
      const isEmpty = found.some(({ name }) => name === list);
      if (!filled.some(({ name }) => name === list)) reportAbsent({ ...chain, list }, id, isEmpty, context);
    }
    const reason = openReason(filled.length < names.length, kind === "switched" || svi === true, isBeside(chain, one));
    if (reason !== undefined)
      context.doubt(`${id}: ${reason}`, line, { scope: "interfaces", interfaces: one.concerned });
    const last = filled.at(-1);
    if (last === undefined || kind === "switched") return [];
    const step = stepOf(last, { list: last.name, family, direction, line }, id, context);
    const name = `${filled.map((list) => list.name).join(", ")} ${direction} on ${id}`;
    const [first] = filled;
    if (family === 4 || first === undefined || first === last)
      return [{ direction, step: { ...step, name, tables: filled.map(tableId) }, used: filled, tables: [] }];
    const before = withoutEnd(first, line, context);
    return [{ direction, step: { ...step, name, tables: [before.id, tableId(last)] }, used: filled, tables: [before] }];
  });
}

/**
 * A list of IPv6 that another follows. What every such list permits at its end (reference/cisco.md 6) is behind the last one;
 * whether it is behind the first one as well is not documented.
 */
function withoutEnd(list: AccessList, line: CiscoLine, context: CiscoContext): Table {
  const reason = `whether ${list.name} permits neighbour discovery before the list that follows it is not documented`;
  const doubt = context.doubt(reason, line, { scope: "rule" });
  const implicit = implicitOf(list, context).map((rule) => ({
    ...rule,
    doubts: [{ doubt, effect: "narrows" as const }],
  }));
  return { ...tableOf(list, true, implicit, context), id: `${tableId(list)} before others ${line.number}` };
}

/** Whether a list of its own that another statement names is bound too: an export has one statement for both. */
function isBeside({ family, direction }: Chain, { bindings }: BoundInterface): boolean {
  return bindings.some((one) => one.family === family && one.direction === direction);
}

function openReason(isAbsent: boolean, isSwitched: boolean, isBeside: boolean): string | undefined {
  if (isAbsent) return "what lists in common do where one of them has no entries, or is not there, is not documented";
  if (isSwitched) return "lists in common are not computed beside those of ports and VLANs";
  return isBeside ? "whether lists in common stay beside one that is set apart from them is not documented" : undefined;
}
