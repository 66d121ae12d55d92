/** Where packets travel by labels on IOS-XR: MPLS and segment routing switch them past access lists and routes. */

import { type CiscoLine, withDescendants } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { portName } from "./port-name.js";

const REASON = "labelled packets are switched by label, past the access lists";

/** What of these blocks only asks and measures. */
const HARMLESS = /^mpls (?:oam|label|ip-ttl-propagate|ipv[46] disable|mtu|performance)\b/;

/** Protocols that switch labels on for all of their interfaces. */
const AUTOMATIC = /^(?:mpls ldp auto-?config|segment-routing (?:mpls|srv6))\b/;

/** Interfaces that labels are switched on for are doubtful; where a protocol does that by itself, the device. */
export function doubtLabels(roots: readonly CiscoLine[], interfaces: ReadonlySet<string>, context: CiscoContext): void {
  const found = new Map<string, CiscoLine>();
  for (const root of beginning(roots, "mpls", "segment-routing", "router")) {
    const isLabels = /^(?:mpls|segment-routing)\b/.test(root.text);
    if (isLabels) context.markBlock(root, "modelled");
    if (isLabels && !HARMLESS.test(root.text)) collect(root, found);
    if (!/^router (?:ospf|ospfv3|isis|bgp)\b/.test(root.text)) continue;
    for (const line of withDescendants(root)) {
      const name = AUTOMATIC.exec(line.text)?.[0];
      if (name !== undefined) context.doubt(`"${name}" switches labels on: ${REASON}`, line, { scope: "device" });
      if (line.text === "mpls activate") collect(line, found);
    }
  }
  for (const [id, line] of found) {
    if (!interfaces.has(id))
      context.doubt(`labels are switched on ${id}, which is not in the file`, line, { scope: "device" });
    else context.doubt(`${id}: ${REASON}`, line, { scope: "interfaces", interfaces: [id], reroutes: true });
  }
}

function collect(root: CiscoLine, found: Map<string, CiscoLine>): void {
  for (const line of withDescendants(root)) {
    const name = /^interface (\S+)$/.exec(line.text)?.[1];
    if (name !== undefined) found.set(portName(name), line);
  }
}
