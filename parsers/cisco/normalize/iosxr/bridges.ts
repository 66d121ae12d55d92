/** `l2vpn` of IOS-XR: which layer-2 interfaces are bridged, and by which interface packets leave a bridge to be routed. */

import { type CiscoLine, withDescendants, wordsOf } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { portName } from "./port-name.js";

export interface Bridges {
  /** The routed interfaces (BVI) of bridge domains. */
  readonly routed: ReadonlySet<string>;
  /** For each layer-2 interface the routed ones of its bridge domains. */
  readonly routedBy: ReadonlyMap<string, readonly string[]>;
  /** Interfaces that frames are passed between, with the line that names them. */
  readonly members: ReadonlyMap<string, CiscoLine>;
  /** The bridge domains of these, with their groups; of two that are joined directly, what they are called. */
  readonly domains: ReadonlyMap<string, string>;
}

/**
 * A bridge passes frames inside one network and filters none of them by itself; what is routed meets the lists of the BVI
 * alone, as on an SVI (reference/cisco.md 3.3). Frames that come from afar (pseudowires) are on the same network.
 */
export function readBridges(roots: readonly CiscoLine[], context: CiscoContext): Bridges {
  const routed = new Set<string>();
  const routedBy = new Map<string, string[]>();
  const members = new Map<string, CiscoLine>();
  const domains = new Map<string, string>();
  for (const root of beginning(roots, "l2vpn").filter(({ text }) => text === "l2vpn")) {
    context.markBlock(root, "modelled");
    for (const line of withDescendants(root)) {
      const [first, name] = wordsOf(line);
      if (first === "interface" && name !== undefined) members.set(portName(name), line);
      if (first !== "bridge-domain" && first !== "p2p") continue;
      const inside = withDescendants(line).map((one) => wordsOf(one));
      for (const [a, id] of inside)
        if (a === "interface" && id !== undefined) domains.set(portName(id), `${line.parent?.text} ${name}`);
      if (first === "p2p") continue;
      const leaving = inside.flatMap(([a, b, id]) => (a === "routed" && b === "interface" && id ? [portName(id)] : []));
      const ports = inside.flatMap(([a, id]) => (a === "interface" && id !== undefined ? [portName(id)] : []));
      for (const id of leaving) routed.add(id);
      for (const id of ports) routedBy.set(id, [...(routedBy.get(id) ?? []), ...leaving]);
    }
  }
  return { routed, routedBy, members, domains };
}
