/** Links between VDOMs: pairs of interfaces that nothing else is on (reference/fortios.md 3). */
import type { Interface } from "../../../src/model/device.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import { type Block, textOf } from "../tree.js";
import { isTransparent, rowsIn, type Vdoms } from "./vdoms.js";

/** Links of the network processor: `npu0_vlink1`. */
const HARDWARE_LINK = /^npu\d+_vlink[01]$/;

/** Names of the ends of links to other VDOMs: `NAME0` and `NAME1` of a row of `system vdom-link`, those of hardware, VLANs over them. */
export function linkEnds(shared: readonly Block[]): ReadonlySet<InterfaceId> {
  const rows = rowsIn(shared, "system interface");
  const ends = new Set([
    ...rowsIn(shared, "system vdom-link").flatMap(({ name }) => [`${name}0`, `${name}1`]),
    ...rows
      .filter((row) => textOf(row, "type") === "vdom-link" || HARDWARE_LINK.test(row.name))
      .map(({ name }) => name),
  ]);
  const over = rows.filter((row) => textOf(row, "vlanid") !== undefined && ends.has(textOf(row, "interface") ?? ""));
  return new Set([...ends, ...over.map(({ name }) => name)]);
}

/**
 * Joins the ends of links: `NAME0` with `NAME1`, VLANs over them by their equal number. Only where the file holds what both
 * VDOMs do with packets, and both route: what the other one does is otherwise not known.
 */
export function joinDomains(interfaces: Map<InterfaceId, Interface>, vdoms: Vdoms): void {
  const ends = linkEnds(vdoms.global);
  const known = new Set(
    vdoms.all.flatMap(({ name, holders }) => (holders.some(isFilled) && !isTransparent(holders) ? [name] : [])),
  );
  for (const id of ends) {
    const one = interfaces.get(id);
    const other = one && otherEnd(one, ends, interfaces);
    if (!other || one.router === other.router || !known.has(one.router) || !known.has(other.router)) continue;
    interfaces.set(id, { ...one, peer: other.id });
  }
}

function isFilled(holder: Block): boolean {
  return holder.configs.length > 0;
}

function otherEnd(
  one: Interface,
  ends: ReadonlySet<InterfaceId>,
  interfaces: ReadonlyMap<InterfaceId, Interface>,
): Interface | undefined {
  const { vlan, parent } = one;
  if (vlan === undefined || parent === undefined) return interfaces.get(otherName(one.id));
  const far = [...ends].flatMap((id) => interfaces.get(id) ?? []);
  const fitting = far.filter((end) => end.parent === otherName(parent) && end.vlan === vlan);
  return fitting.length === 1 ? fitting[0] : undefined;
}

function otherName(name: string): string {
  return name.replace(/[01]$/, (digit) => (digit === "0" ? "1" : "0"));
}
