/** Layer-2 NAT: hosts inside a port have other addresses than those that they are known by beyond it (reference/cisco.md 5.4). */
import type { Renaming } from "../../../../src/model/renaming.js";
import { MAX_IPV4, readIPv4 } from "../../../../src/packets/address.js";
import type { CiscoLine } from "../../tree.js";
import { netmaskLength } from "../address.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";

/** What cannot be read may be about any host. */
const ANY: Renaming = { from: [0, MAX_IPV4] };

/** What instances hold beside hosts inside; hosts outside are met beyond the port by their own addresses. */
const OTHERS = /^(?:instance-id \d+$|(?:no )?(?:permit|fixup) |outside from (?:host|range|network) |exit$)/;

/** `inside from host A to B`, `… range A to B COUNT`, `… network A to B mask M` (Cisco IE switches, layer-2 NAT). */
const INSIDE = /^inside from (host|range|network) (\S+) to (\S+)(?: (?:mask )?(\S+))?$/;

/** By what addresses hosts inside a port with an instance are known beyond it. */
export function renamingsOf(instance: string, roots: readonly CiscoLine[]): readonly Renaming[] {
  const blocks = beginning(roots, "l2nat").filter(({ text }) => text === `l2nat instance ${instance}`);
  if (blocks.length === 0) return [ANY];
  return blocks.flatMap(({ children }) => children.filter(({ text }) => !OTHERS.test(text)).map(renamingOf));
}

/** Reports what instances hold that was not understood, whether a port has them or not. */
export function reportInstances(roots: readonly CiscoLine[], context: CiscoContext): void {
  for (const { children } of beginning(roots, "l2nat"))
    for (const line of children)
      if (!OTHERS.test(line.text) && renamingOf(line) === ANY)
        context.unknown(line, "l2nat instance", { scope: "device" });
}

function renamingOf({ text }: CiscoLine): Renaming {
  const [, kind, inside = "", outside = "", size = ""] = INSIDE.exec(text) ?? [];
  const [from, to] = [readIPv4(inside), readIPv4(outside)];
  const count = kind === "host" && size === "" ? 1 : kind === "range" ? Number(size) : sizeOf(readIPv4(size));
  if (kind === undefined || from === undefined || to === undefined || !(count >= 1)) return ANY;
  return { from: [from, from + count - 1], to: [to, to + count - 1] };
}

/** How many addresses a network has; `NaN` where its mask is none. */
function sizeOf(mask: number | undefined): number {
  const length = mask === undefined ? undefined : netmaskLength(mask);
  return length === undefined ? Number.NaN : 2 ** (32 - length);
}
