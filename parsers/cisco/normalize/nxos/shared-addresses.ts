/** Addresses that an interface shares with its peers: HSRP, VRRP, GLBP (reference/cisco.md 2.1). */
import type { InterfaceAddress } from "../../../../src/model/device.js";
import { readIPv4, readIPv6 } from "../../../../src/packets/address.js";
import type { SourceRange } from "../../../../src/source/range.js";
import type { CiscoLine } from "../../tree.js";
import { placeOf } from "../interface-statements.js";
import type { NxosDraft } from "./interface-draft.js";

/** What IOS calls the same protocols: their groups are one where both take part. */
const PROTOCOLS: Readonly<Record<string, string>> = { hsrp: "standby", vrrp: "vrrp", vrrpv3: "vrrp", glbp: "glbp" };

/**
 * `hsrp 1` / `ip X`, `vrrp 1` / `address X`. HSRP and GLBP learn the address from the others where `ip` stands alone.
 * Statements about the protocol itself (`hsrp version 2`) change no packet.
 */
export function readShared(draft: NxosDraft, [number = ""]: readonly string[], line: CiscoLine): boolean {
  if (!/^\d+$/.test(number)) return true;
  const group = groupOf(line, number);
  for (const child of line.children) {
    const [, name, own = ""] = /^(ip|address)(?:\s+(\S+))?/.exec(child.text) ?? [];
    if (name === undefined || /^ip address\b/.test(child.text)) continue;
    const address = readIPv4(own) ?? readIPv6(own.replace(/\/\d+$/, ""));
    if (address === undefined) draft.learnsFrom.push(group);
    else draft.addresses.push(virtual(address, group, placeOf(draft, child)));
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
