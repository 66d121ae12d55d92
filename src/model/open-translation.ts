/** What was not understood of a device may translate addresses: filters of others then see other sources. */
import type { Doubt, NatRule } from "./device.js";

const ANY = { kind: "any" } as const;

/**
 * The translations of a device behind one of any source to any other, where a doubt about it may be one; as they are where there is none
 * (design.md 2: a doubt is as wide as what it may change).
 */
export function withOpenTranslation(
  open: Pick<Doubt, "id" | "at"> | undefined,
  nat: readonly NatRule[],
): readonly NatRule[] {
  if (open === undefined) return nat;
  const match = { source: { kind: "unknown", doubt: open.id }, destination: ANY, service: ANY } as const;
  return [{ id: "not-understood", kind: "source", match, enabled: true, at: [open.at] }, ...nat];
}
