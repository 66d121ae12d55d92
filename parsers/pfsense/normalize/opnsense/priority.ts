/** The order of OPNsense: by priority, inside one priority by sequence, then as registered (reference/pfsense.md B3). */
import type { Interfaces } from "../interfaces.js";
import type { PfRule } from "../order.js";

export const PRIORITY = {
  first: 0,
  system: 1,
  portalPass: 2,
  // 6 up to 25.1, 3 since (plugins.inc.d/captiveportal.inc): whom it keeps out is open, so before what may stand on either side.
  portalBlock: 3,
  networks: 5,
  staticRoutes: 10,
  // Rules of the model while it was a plugin: floating, of groups, of interfaces.
  early: 1000,
  anywhere: 100_000,
  floating: 200_000,
  group: 300_000,
  interface: 400_000,
  automatic: 500_000,
  unknown: 600_000,
  tail: 700_000,
} as const;

export interface Placed {
  readonly priority: number;
  /** Rules of the new model come before those of the old place. */
  readonly legacy?: boolean;
  readonly sequence?: number;
  readonly rule: PfRule;
}

export function byPriority(placed: readonly Placed[]): PfRule[] {
  return placed
    .toSorted(
      (a, b) =>
        a.priority - b.priority ||
        Number(a.legacy ?? false) - Number(b.legacy ?? false) ||
        (a.sequence ?? 0) - (b.sequence ?? 0),
    )
    .map((each) => each.rule);
}

/** Group rules by the sequence of their group, interface rules after them. */
export function priorityOf(interfaces: Interfaces, id: string): number {
  const group = interfaces.groups.get(id);
  return group ? PRIORITY.group + Math.min(group.order, 99_999) : PRIORITY.interface;
}
