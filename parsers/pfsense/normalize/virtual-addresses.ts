/** Addresses that the firewall has, or answers for, beside those of its interfaces (`virtualip`). */
import { child, children, type Element, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { type Address, readAddress } from "./ip.js";
import { lengthOf, type OwnAddress, readLength } from "./own-address.js";

/** Modes that are the firewall's own addresses, and those that it only answers for (reference/pfsense.md 4, D9). */
const OWN = new Set(["carp", "ipalias"]);
const ANSWERED = new Set(["proxyarp", "other"]);

/**
 * Virtual addresses by interface: IP aliases and CARP belong to the firewall, proxy ARP and others only answer
 * (reference/pfsense.md 4, D9). An IP alias may name a CARP address as its interface (`_vip…`): it is on that one's. One that
 * cannot be read may be in any network.
 */
export function virtualAddresses(context: Context): ReadonlyMap<string, readonly OwnAddress[]> {
  const all = children(child(context.root, "virtualip"), "vip");
  const found = new Map<string, OwnAddress[]>();
  for (const vip of all) {
    const address = readAddress(textOf(vip, "subnet"));
    const odd = unreadPart(vip, address);
    if (odd !== undefined) doubtVirtual(context, vip, `${odd} cannot be read`);
    if (!address) continue;
    const named = textOf(vip, "interface");
    const parent = all.find((other) => other !== vip && named === `_vip${textOf(other, "uniqid")}`);
    const id = parent ? textOf(parent, "interface") : named;
    const mode = textOf(vip, "mode").toLowerCase();
    const kind = mode === "carp" ? ("virtual" as const) : ("secondary" as const);
    const prefixLength = lengthOf(textOf(vip, "subnet_bits"), address);
    found.set(id, [...(found.get(id) ?? []), { address, prefixLength, kind, own: !ANSWERED.has(mode), element: vip }]);
  }
  return found;
}

/** Notes that an own address may be in any network. */
export function doubtVirtual(context: Context, vip: Element, reason: string): void {
  context.doubt("device", reason, vip, undefined, { hidesAddress: true });
}

/** What stands in a virtual address and cannot be read; of one that is only answered for nothing matters but what it is. */
function unreadPart(vip: Element, address: Address | undefined): string | undefined {
  const mode = textOf(vip, "mode").toLowerCase();
  if (ANSWERED.has(mode)) return undefined;
  if (mode !== "" && !OWN.has(mode)) return "the mode of a virtual address";
  if (address === undefined) return textOf(vip, "subnet") === "" ? undefined : "a virtual address";
  const length = textOf(vip, "subnet_bits");
  return length !== "" && readLength(length, address.family) === undefined
    ? "the mask of a virtual address"
    : undefined;
}
