/** Lists that several interfaces have in common beside their own: `ip access-group common C A in` (IOS-XE, ACL chaining). */
import type { FilterStep } from "../../../../src/model/rule.js";
import type { CiscoLine } from "../../tree.js";
import { type AccessList, listKey, reportAbsent, stepOf, tableId } from "../access-list.js";
import type { CiscoContext } from "../context.js";
import type { Binding, BoundInterface } from "../interface-draft.js";
import type { Chain, IosDraft } from "./interface-draft.js";

const FAMILY = 4;

/** `common C [A] in|out` of lists of IPv4; `false` where it is something else. Those of IPv6 have ends of their own: not computed. */
export function bindCommon(draft: IosDraft, rest: readonly string[], line: CiscoLine): boolean {
  const [word, ...names] = rest;
  const direction = names.pop();
  if (word !== "common" || names.length === 0 || names.length > 2) return false;
  if (direction !== "in" && direction !== "out") return false;
  draft.chains = draft.chains.filter((one) => one.direction !== direction);
  draft.chains.push({ names, direction, line });
  return true;
}

/** `no ip access-group common …`; `false` where it is something else. */
export function unbindCommon(draft: IosDraft, rest: readonly string[]): boolean {
  const direction = rest.at(-1);
  if (rest[0] !== "common" || rest.length < 3 || (direction !== "in" && direction !== "out")) return false;
  draft.chains = draft.chains.filter((one) => one.direction !== direction);
  return true;
}

/**
 * What chains of lists do: the one in common is asked first, then the other, and what neither decides is denied: the lists are
 * one that was split (Cisco, IPv4 ACL Chaining Support; the order as on IOS-XR, reference/cisco.md 3.5).
 * @returns the step of each chain that is computed, and the lists that it consults; a doubt stands for the others.
 */
export function chainSteps(
  one: BoundInterface & { readonly chains: readonly Chain[] },
  lists: ReadonlyMap<string, AccessList>,
  context: CiscoContext,
): { readonly direction: Binding["direction"]; readonly step: FilterStep; readonly used: readonly AccessList[] }[] {
  return one.chains.flatMap((chain) => {
    const { names, direction, line } = chain;
    const { id, kind, svi } = one.interface;
    const found = names.flatMap((name) => lists.get(listKey(name, FAMILY)) ?? []);
    const filled = found.filter(({ rules }) => rules.length > 0);
    for (const list of names) {
      const isEmpty = found.some(({ name }) => name === list);
      if (!filled.some(({ name }) => name === list))
        reportAbsent({ ...chain, family: FAMILY, list }, id, isEmpty, context);
    }
    const reason = openReason(filled.length < names.length, kind === "switched" || svi === true, isBeside(chain, one));
    if (reason !== undefined)
      context.doubt(`${id}: ${reason}`, line, { scope: "interfaces", interfaces: one.concerned });
    const last = filled.at(-1);
    if (last === undefined || kind === "switched") return [];
    const step = stepOf(last, { list: last.name, family: FAMILY, direction, line }, id, context);
    const name = `${filled.map((list) => list.name).join(", ")} ${direction} on ${id}`;
    return [{ direction, step: { ...step, name, tables: filled.map(tableId) }, used: filled }];
  });
}

/** Whether a list of its own that another statement names is bound too: an export has one statement for both. */
function isBeside({ direction }: Chain, { bindings }: BoundInterface): boolean {
  return bindings.some((one) => one.family === FAMILY && one.direction === direction);
}

function openReason(isAbsent: boolean, isSwitched: boolean, isBeside: boolean): string | undefined {
  if (isAbsent) return "what lists in common do where one of them has no entries, or is not there, is not documented";
  if (isSwitched) return "lists in common are not computed beside those of ports and VLANs";
  return isBeside ? "whether lists in common stay beside one that is set apart from them is not documented" : undefined;
}
