/** Statements under others that cannot hold them: those above lost the blanks before them. */
import type { CiscoLine } from "../tree.js";
import { type CiscoContext, keywordsOf } from "./context.js";

/**
 * What decides over packets where an interface says it, or over who administers where a terminal line does: IOS, and behind that
 * what NX-OS says in other words.
 */
const DECIDING =
  /^(?:no )?(?:ip (?:address|access-group|nat|policy|unnumbered|verify|vrf|wccp|inspect)|ipv6 (?:address|traffic-filter|policy|verify)|vrf forwarding|zone-member|switchport|crypto map|bridge-group|xconnect|service instance|channel-group \d+ mode|encapsulation dot1q|standby|vrrp|l2nat|mac access-group|access-class|transport (?:input|output)|ip port access-group|vrf member|private-vlan mapping|inherit port-profile|mpls ip forwarding)\b/i;

/** Blocks that have some of these themselves: free text, templates for interfaces, servers and what is watched in a VRF. */
const HAS_ITS_OWN = /^(?:macro|menu|event|scheduler|template|service-template|track|port-profile|aaa group) /;

/** Reports those under a statement of the device: whose they are, is not known. @param root one that no part of the model reads. */
export function doubtHeld(root: CiscoLine, context: CiscoContext): void {
  if (root.children.length === 0 || HAS_ITS_OWN.test(root.text)) return;
  for (const line of root.children) if (DECIDING.test(line.text)) doubtStray(line, keywordsOf(root), context);
}

export function doubtStray(line: CiscoLine, section: string, context: CiscoContext): void {
  if (context.account.fateOf(line.number) === "filtering") return;
  context.unknown(line, section, { scope: "device" });
}
