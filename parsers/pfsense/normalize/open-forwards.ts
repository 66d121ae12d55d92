/** What was not understood where translations stand may send packets anywhere: firewalls before this one then see other destinations. */
import type { NatRule } from "../../../src/model/device.js";
import { child, descend } from "../tree.js";
import type { Context } from "./context.js";

const ANY = { kind: "any" } as const;

/** The translations behind one of any destination to any other, where a doubt about the device stands among them. */
export function withOpenForwards(context: Context, nat: readonly NatRule[]): readonly NatRule[] {
  const places = [child(context.root, "nat"), descend(context.root, "opnsense", "firewall", "filter")].flatMap(
    (section) => (section === undefined ? [] : [context.place(section)]),
  );
  const open = context.doubts.find(
    ({ scope, at }) => scope === "device" && places.some(({ line, endLine }) => line <= at.line && at.line <= endLine),
  );
  if (open === undefined) return nat;
  const match = { source: { kind: "unknown", doubt: open.id }, destination: ANY, service: ANY } as const;
  return [{ id: "not-understood-forward", kind: "destination", match, enabled: true, at: [open.at] }, ...nat];
}
