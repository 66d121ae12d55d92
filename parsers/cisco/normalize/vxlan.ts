/** VXLAN: frames and packets that travel to other devices inside UDP. */
import type { CiscoLine } from "../tree.js";
import { beginning } from "./beginning.js";
import type { CiscoContext } from "./context.js";

/** What a tunnel of VXLAN (`interface nve1`, `member vni N`) takes and gives meets no access list of an interface (RFC 7348). */
export function doubtVxlan(roots: readonly CiscoLine[], context: CiscoContext): void {
  const tunnel = beginning(roots, "interface")
    .filter(({ text }) => /^interface nve/i.test(text))
    .flatMap(({ children }) => children)
    .find(({ text }) => text.startsWith("member vni "));
  if (tunnel !== undefined)
    context.doubt("packets come and go in VXLAN, past the access lists of interfaces", tunnel, { scope: "device" });
}
