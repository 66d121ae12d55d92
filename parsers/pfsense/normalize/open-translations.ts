/** What was not understood of a firewall as a whole may translate as well: filters of others then see other sources. */
import type { NatRule } from "../../../src/model/device.js";
import type { Context } from "./context.js";

const ANY = { kind: "any" } as const;

/**
 * A translation of any source to any other that may be there, before all others: what leaves everything of a firewall open may
 * be one (design.md 2: a doubt is as wide as what it may change).
 */
export function openTranslations({ doubts }: Context): NatRule[] {
  const found = doubts.find(({ scope }) => scope === "device");
  if (found === undefined) return [];
  const source = { kind: "unknown", doubt: found.id } as const;
  const match = { source, destination: ANY, service: ANY };
  return [{ id: "not-understood", kind: "source", match, enabled: true, at: [found.at] }];
}
