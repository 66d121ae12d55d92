/** Whether packets that cross a device may be translated there, as far as their interfaces tell. */
import type { NatRule } from "../../model/device.js";
import type { SliceOutcome } from "../slice.js";

/** Whether a device may translate what goes from one of two interfaces to the other, or what answers it. */
export function mayTranslate({ device, scope: { ingress, egress } }: Pick<SliceOutcome, "device" | "scope">): boolean {
  const isOf = ({ kind, match }: NatRule, from: string | undefined, to: string | undefined) =>
    includes(match.ingress, from) && (kind === "destination" || includes(match.egress, to));
  return device.nat.some(
    (nat) => nat.enabled && nat.exempt !== true && (isOf(nat, ingress, egress) || isOf(nat, egress, ingress)),
  );
}

function includes(interfaces: readonly string[] | undefined, id: string | undefined): boolean {
  return interfaces === undefined || id === undefined || interfaces.includes(id);
}
