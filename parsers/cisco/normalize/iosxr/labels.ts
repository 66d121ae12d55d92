/** Where packets travel by labels on IOS-XR: MPLS and segment routing switch them past access lists and routes. */

import { type CiscoLine, withDescendants } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { BY_LABEL, doubtLabelRouting } from "../label-routing.js";
import { doubtTunnelRouting } from "../tunnel-routing.js";
import { portName } from "./port-name.js";

/** What of these blocks only asks and measures. */
const HARMLESS = /^mpls (?:oam|label|ip-ttl-propagate|ipv[46] disable|mtu|performance)\b/;

/** Interfaces that labels are switched on for are doubtful; where a protocol does that by itself, the device. */
export function doubtLabels(roots: readonly CiscoLine[], interfaces: ReadonlySet<string>, context: CiscoContext): void {
  const found = new Map<string, CiscoLine>();
  for (const root of beginning(roots, "mpls", "segment-routing", "router")) {
    const isLabels = /^(?:mpls|segment-routing)\b/.test(root.text);
    if (isLabels) context.markBlock(root, "modelled");
    if (root.text === "segment-routing") doubtSteering(root, context);
    doubtTunnelRouting(root, context);
    if (isLabels && !HARMLESS.test(root.text)) collect(root, found);
    if (!/^router (?:ospf|ospfv3|isis|bgp)\b/.test(root.text)) continue;
    doubtLabelRouting(root, context);
    for (const line of withDescendants(root)) if (line.text === "mpls activate") collect(line, found);
  }
  for (const [id, line] of found) {
    if (!interfaces.has(id))
      context.doubt(`labels are switched on ${id}, which is not in the file`, line, { scope: "device" });
    else context.doubt(`${id}: ${BY_LABEL}`, line, { scope: "interfaces", interfaces: [id], reroutes: true });
  }
}

/**
 * `traffic-eng` with policies: what they steer travels by labels of their own, wherever routes lead (RFC 9256). One that is not
 * in use cannot be told.
 */
function doubtSteering(root: CiscoLine, context: CiscoContext): void {
  const policy = withDescendants(root).find(
    ({ text, parent }) => parent?.text === "traffic-eng" && /^(?:policy|on-demand color) \S/.test(text),
  );
  if (policy === undefined) return;
  context.doubt("policies of segment routing send packets by labels, past routes and access lists", policy, {
    scope: "device",
  });
}

function collect(root: CiscoLine, found: Map<string, CiscoLine>): void {
  for (const line of withDescendants(root)) {
    const name = /^interface (\S+)$/.exec(line.text)?.[1];
    if (name !== undefined) found.set(portName(name), line);
  }
}
