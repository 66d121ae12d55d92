/** VLANs and what filters inside them (reference/cisco.md 2.5, 2.6). */
import { type CiscoLine, wordsOf } from "../tree.js";
import type { CiscoContext } from "./context.js";
import type { BoundInterface } from "./interface-draft.js";

/** `vlan N` blocks and `vlan filter`: a VLAN map is not computed yet, the interfaces of its VLANs are doubtful. */
export function normalizeVlans(
  roots: readonly CiscoLine[],
  interfaces: readonly BoundInterface[],
  context: CiscoContext,
): void {
  for (const line of roots) {
    const [first, second, map = "", list, vlans = ""] = wordsOf(line);
    if (first !== "vlan") continue;
    if (second === "filter") {
      context.mark(line, "modelled");
      const concerned = list === "vlan-list" ? interfacesOf(vlans, interfaces) : undefined;
      const reason = `the VLAN map ${map} filters here; it is not computed yet`;
      context.doubt(
        reason,
        line,
        concerned === undefined ? { scope: "device" } : { scope: "interfaces", interfaces: concerned },
      );
    } else if (/^[\d,-]+$/.test(second ?? "")) {
      context.markBlock(line, "modelled");
      const isPrivate = line.children.find((child) => child.text.startsWith("private-vlan"));
      if (isPrivate !== undefined)
        context.doubt("private VLANs keep stations apart or join them", isPrivate, { scope: "device" });
    }
  }
}

/** The SVIs of a list such as `10,20-29`; `undefined` when it is not one. */
function interfacesOf(text: string, interfaces: readonly BoundInterface[]): string[] | undefined {
  const parts = text.split(",").map((part) => /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part));
  if (parts.some((part) => part === null)) return undefined;
  return interfaces
    .filter(({ interface: { vlan } }) =>
      parts.some((part) => vlan !== undefined && vlan >= Number(part?.[1]) && vlan <= Number(part?.[2] ?? part?.[1])),
    )
    .map((one) => one.interface.id);
}
