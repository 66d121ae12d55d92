/** Routing protocols that switch labels on for their interfaces. */
import { type CiscoLine, withDescendants } from "../tree.js";
import type { CiscoContext } from "./context.js";

/** Why no list decides there. */
export const BY_LABEL = "labelled packets are switched by label, past the access lists";

/** Of these statements of a protocol each is about all of its interfaces: the device is in doubt. */
const AUTOMATIC = /^(?:mpls ldp auto-?config|segment-routing (?:mpls|srv6))\b/;

export function doubtLabelRouting(protocol: CiscoLine, context: CiscoContext): void {
  for (const line of withDescendants(protocol)) {
    const name = AUTOMATIC.exec(line.text)?.[0];
    if (name !== undefined) context.doubt(`"${name}" switches labels on: ${BY_LABEL}`, line, { scope: "device" });
  }
}
