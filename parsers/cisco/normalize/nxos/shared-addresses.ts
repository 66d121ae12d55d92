/** Addresses that an interface shares with its peers: HSRP, VRRP, GLBP (reference/cisco.md 2.1). */
import type { InterfaceAddress } from "../../../../src/model/device.js";
import { readIPv4, readIPv6 } from "../../../../src/packets/address.js";
import type { SourceRange } from "../../../../src/source/range.js";
import type { CiscoLine } from "../../tree.js";
import { placeOf } from "../interface-statements.js";
import type { NxosDraft } from "./interface-draft.js";

/** What IOS calls the same protocols: their groups are one where both take part. */
const PROTOCOLS: Readonly<Record<string, string>> = { hsrp: "standby", vrrp: "vrrp", vrrpv3: "vrrp", glbp: "glbp" };

/** How the routers of a group agree on who has its address, and what stands below that: no word of these changes what passes. */
const AGREEMENT =
  /^(?:no |default )?(?:accept-mode|advertisement-interval|authentication|bfd|description|exit|follow|forwarder|key|load-balancing|mac-address|match-address|name|object-track|preempt|priority|shutdown|text|timers?|track|vrrpv2|vrrs|weighting)\b/i;

/** The same of the protocol on the interface. */
const OF_PROTOCOL = /^(?:bfd|delay|ipv6|mac-refresh|redirects?|use-bia|version)$/i;

/**
 * `hsrp 1` / `ip X`, `vrrp 1` / `address X`. HSRP and GLBP learn the address from the others where `ip` stands alone.
 * Statements about the protocol itself (`hsrp version 2`) change no packet. Words that are not known may be an address as well.
 */
export function readShared(draft: NxosDraft, [number = ""]: readonly string[], line: CiscoLine): boolean {
  if (!/^\d+$/.test(number)) {
    draft.unknown.push(...line.children);
    return OF_PROTOCOL.test(number);
  }
  const group = groupOf(line, number);
  for (const child of line.children) {
    const [, name, own = ""] = /^(ip|address)(?:\s+(\S+))?/.exec(child.text) ?? [];
    const address = readIPv4(own) ?? readIPv6(own.replace(/\/\d+$/, ""));
    if (name !== undefined && address !== undefined)
      draft.addresses.push(virtual(address, group, placeOf(draft, child)));
    else if (name !== undefined) draft.learnsFrom.push(group);
    const isLearned = name === "ip" && (own === "" || own === "autoconfig");
    if (address === undefined && !isLearned && !AGREEMENT.test(child.text)) draft.unknown.push(child);
    draft.unknown.push(...child.children.filter(({ text }) => !AGREEMENT.test(text)));
  }
  return true;
}

/** `no hsrp 1`: the group is gone. */
export function removeShared(draft: NxosDraft, [number = ""]: readonly string[], line: CiscoLine): boolean {
  const group = groupOf(line, number);
  draft.addresses = draft.addresses.filter((one) => one.group !== group);
  draft.learnsFrom = draft.learnsFrom.filter((one) => one !== group);
  return true;
}

function groupOf({ text }: CiscoLine, number: string): string {
  const word = /^(?:no )?(\S+)/.exec(text.toLowerCase())?.[1] ?? "";
  return `${PROTOCOLS[word] ?? word} ${number}`;
}

function virtual(address: number | bigint, group: string, at: SourceRange): InterfaceAddress {
  return typeof address === "number"
    ? { family: 4, address, prefixLength: 32, kind: "virtual", group, at }
    : { family: 6, address, prefixLength: 128, kind: "virtual", group, at };
}
