/** Addresses that an interface shares with its peers: `router hsrp` and `router vrrp` (reference/cisco.md 2.1). */

import { readIPv4, readIPv6 } from "../../../../src/packets/address.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { placeOf } from "../interface-statements.js";
import type { XrDraft } from "./interface-draft.js";
import { portName } from "./port-name.js";

/** What IOS calls the same protocols: their groups are one where both take part. */
const PROTOCOLS: Readonly<Record<string, string>> = { hsrp: "standby", vrrp: "vrrp" };

/** How the routers of a group agree on who has its address. */
const IRRELEVANT =
  /^(?:no )?(?:priority|preempt|timers?|track|authentication|text-authentication|bfd|name|mac-address|use-bia|session|slave|follow|message|logging|log|delay|accept-mode|state|address linklocal|address link-local|(?:hsrp|vrrp) (?:bfd|delay|redirects|mac-refresh|use-bia|message|\d+ (?:priority|preempt|timers?|track|authentication|bfd))|redirects|mac-refresh|exit)\b/;

interface Reading {
  readonly protocol: string;
  readonly context: CiscoContext;
}

/**
 * `router hsrp` / `interface X` / `address-family ipv4` / `hsrp 1` / `address A`, and the older `hsrp 1 ipv4 A` and
 * `vrrp 1 ipv4 A` under the interface. An address that is learned, or cannot be read, comes from the peers.
 */
export function readSharedAddresses(
  roots: readonly CiscoLine[],
  drafts: ReadonlyMap<string, XrDraft>,
  context: CiscoContext,
): void {
  for (const root of beginning(roots, "router")) {
    const protocol = /^router (hsrp|vrrp)$/.exec(root.text)?.[1];
    if (protocol === undefined) continue;
    context.markBlock(root, "modelled");
    for (const line of root.children) {
      const name = /^interface (\S+)$/.exec(line.text)?.[1];
      const draft = name === undefined ? undefined : drafts.get(portName(name));
      if (draft !== undefined) readInterface(draft, line, { protocol, context });
      else if (name !== undefined) context.doubt(`the interface ${name} is not in the file`, line, { scope: "device" });
      else if (!IRRELEVANT.test(line.text)) {
        context.unknown(line, root.text, { scope: "device" });
        for (const child of line.children) context.markBlock(child, "filtering");
      }
    }
  }
}

function readInterface(draft: XrDraft, line: CiscoLine, reading: Reading): void {
  const { protocol } = reading;
  for (const child of line.children) {
    const [word, number = ""] = wordsOf(child);
    const group = `${PROTOCOLS[protocol]} ${/^\d+$/.test(number) ? number : "0"}`;
    const old = word === protocol ? / ipv4(?: (\S+))?/.exec(child.text) : null;
    if (/^address-family ipv[46]$/.test(child.text)) readInterface(draft, child, reading);
    else if (old !== null) share(draft, { group, text: old[1], line: child });
    else if (new RegExp(`^${protocol}(?: \\d+)?(?: version \\d)?$`).test(child.text))
      readGroup(draft, child, group, reading);
    else if (!IRRELEVANT.test(child.text)) doubtPart(draft, child, reading);
    else for (const one of child.children) doubtPart(draft, one, reading);
  }
}

function readGroup(draft: XrDraft, line: CiscoLine, group: string, reading: Reading): void {
  for (const child of line.children) {
    const [, text] = /^(?:address (?:global )?|ipv4 )(?!link-?local\b)(\S+)/.exec(child.text) ?? [];
    if (text !== undefined) share(draft, { group, text, line: child });
    else if (!IRRELEVANT.test(child.text)) doubtPart(draft, child, reading);
    for (const one of child.children) doubtPart(draft, one, reading);
  }
}

/** It may have been an address. */
function doubtPart({ id }: XrDraft, line: CiscoLine, { protocol, context }: Reading): void {
  context.unknown(line, `router ${protocol}`, { scope: "interfaces", interfaces: [id], reroutes: true });
  for (const child of line.children) context.markBlock(child, "filtering");
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
  draft.addresses.push({ ...own, kind: "virtual", group, at: placeOf(draft, line) });
}
