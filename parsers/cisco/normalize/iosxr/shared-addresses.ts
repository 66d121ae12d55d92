/** Addresses that an interface shares with its peers: `router hsrp` and `router vrrp` (reference/cisco.md 2.1). */
import { readIPv4, readIPv6 } from "../../../../src/packets/address.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import { placeholder } from "../interface-statements.js";
import type { XrDraft } from "./interface-draft.js";
import { portName } from "./port-name.js";

/** What IOS calls the same protocols: their groups are one where both take part. */
const PROTOCOLS: Readonly<Record<string, string>> = { hsrp: "standby", vrrp: "vrrp" };

/**
 * `router hsrp` / `interface X` / `address-family ipv4` / `hsrp 1` / `address A`, and the older `hsrp 1 ipv4 A` and
 * `vrrp 1 ipv4 A` under the interface. An address that is learned, or cannot be read, comes from the peers.
 */
export function readSharedAddresses(
  roots: readonly CiscoLine[],
  drafts: ReadonlyMap<string, XrDraft>,
  context: CiscoContext,
): void {
  for (const root of roots) {
    const protocol = /^router (hsrp|vrrp)$/.exec(root.text)?.[1];
    if (protocol === undefined) continue;
    context.markBlock(root, "modelled");
    for (const line of root.children) {
      const name = /^interface (\S+)$/.exec(line.text)?.[1];
      if (name === undefined) continue;
      const draft = drafts.get(portName(name));
      if (draft === undefined) context.doubt(`the interface ${name} is not in the file`, line, { scope: "device" });
      else readInterface(draft, line, protocol);
    }
  }
}

function readInterface(draft: XrDraft, line: CiscoLine, protocol: string): void {
  for (const child of line.children) {
    if (/^address-family ipv[46]/.test(child.text)) readInterface(draft, child, protocol);
    const [word, number = ""] = wordsOf(child);
    if (word !== protocol) continue;
    const group = `${PROTOCOLS[protocol]} ${/^\d+$/.test(number) ? number : "0"}`;
    const old = / ipv4(?: (\S+))?/.exec(child.text);
    if (old !== null) share(draft, { group, text: old[1], line: child });
    for (const one of child.children) {
      const [, text] = /^(?:address (?:global )?|ipv4 )(?!linklocal\b)(\S+)/.exec(one.text) ?? [];
      if (text !== undefined) share(draft, { group, text, line: one });
    }
  }
}

function share(
  draft: XrDraft,
  { group, text = "", line }: { readonly group: string; readonly text: string | undefined; readonly line: CiscoLine },
): void {
  const address = readIPv4(text) ?? readIPv6(text.replace(/\/\d+$/, ""));
  if (address === undefined) {
    draft.learnsFrom.push(group);
    return;
  }
  const own =
    typeof address === "number"
      ? { family: 4 as const, address, prefixLength: 32 }
      : { family: 6 as const, address, prefixLength: 128 };
  draft.addresses.push({ ...own, kind: "virtual", group, at: placeholder(line) });
}
