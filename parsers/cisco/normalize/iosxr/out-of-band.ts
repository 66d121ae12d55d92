/**
 * Out-of-band interfaces of management plane protection carry administration alone, and forward to one another (Cisco IOS XR
 * system security guide; on virtual routers they were seen to forward everything).
 */
import type { FilterStep } from "../../../../src/model/rule.js";
import type { CiscoContext } from "../context.js";
import { mayDrop } from "../may-drop.js";
import type { ManagementPlane } from "./management-plane.js";

/** Packets between such an interface and another may be dropped. @param interfaces ids of all interfaces. */
export function outOfBandSteps(
  plane: ManagementPlane | undefined,
  interfaces: readonly string[],
  context: CiscoContext,
): FilterStep[] {
  if (plane === undefined || plane.outOfBand.has("all")) return [];
  const inside = interfaces.filter((id) => plane.outOfBand.has(id));
  const outside = interfaces.filter((id) => !plane.outOfBand.has(id));
  if (inside.length === 0 || outside.length === 0) return [];
  const reason =
    "whether an out-of-band interface forwards packets to interfaces that are none depends on the platform";
  const cause = { name: "out-of-band interfaces", reason, line: plane.line };
  return [
    mayDrop({ ...cause, ingress: inside, egress: outside }, context),
    mayDrop({ ...cause, ingress: outside, egress: inside }, context),
  ];
}
