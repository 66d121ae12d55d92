/** Statements of an interface that stand outside of one: the file lost the blanks before them, or before the line above. */
import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import { type CiscoContext, keywordsOf } from "../context.js";

/** How some begin that are statements of the whole device as well. */
const BEGINNINGS = [
  ...["ip vrf", "ip inspect", "ipv6 inspect", "ip ips", "ip audit", "ip urlfilter", "ip admission", "ip auth-proxy"],
  ...["ip wccp", "ipv6 wccp", "ipv6 nd", "crypto map", "authentication fallback", "dot1x fallback"],
  ...["service instance", "l2nat"],
];

/** Those that an interface alone has (Cisco IOS command references). */
const OF_INTERFACE =
  /^(?:ip vrf (?:forwarding|receive|select|sitemap|autoclassify) \S|ipv6 nd (?:autoconfig|prefix) |(?:ip|ipv6) inspect (?!name )\S+ (?:in|out)$|ip (?:ips|audit|urlfilter) (?!name )\S+ (?:in|out)$|ip (?:admission|auth-proxy) \S+$|crypto map \S+(?: redundancy \S+(?: stateful)?)?$|(?:authentication|dot1x) fallback |service instance \d|(?:ip|ipv6) wccp .*(?:redirect (?:in|out)|group-listen)$|l2nat (?!instance )\S)/;

/** What decides over packets where an interface says it, or over who administers where a terminal line does. */
const DECIDING =
  /^(?:no )?(?:ip (?:address|access-group|nat|policy|unnumbered|verify|vrf|wccp|inspect)|ipv6 (?:address|traffic-filter|policy|verify)|vrf forwarding|zone-member|switchport|crypto map|bridge-group|xconnect|service instance|channel-group \d+ mode|encapsulation dot1q|standby|vrrp|l2nat|mac access-group|access-class|transport (?:input|output))\b/i;

/** Blocks that have some of these themselves: free text, templates for interfaces, servers in a VRF. */
const HAS_ITS_OWN = /^(?:macro|menu|event|template|service-template|aaa group) /;

/** Reports those that stand where statements of the device do: whose they are, is not known. */
export function doubtStrays(roots: readonly CiscoLine[], context: CiscoContext): void {
  for (const line of beginning(roots, ...BEGINNINGS))
    if (OF_INTERFACE.test(line.text)) doubtStray(line, "the configuration", context);
}

/** Reports those under a statement of the device that cannot hold them. @param root one that no part of the model reads. */
export function doubtHeld(root: CiscoLine, context: CiscoContext): void {
  if (root.children.length === 0 || HAS_ITS_OWN.test(root.text)) return;
  for (const line of root.children) if (DECIDING.test(line.text)) doubtStray(line, keywordsOf(root), context);
}

function doubtStray(line: CiscoLine, section: string, context: CiscoContext): void {
  if (context.account.fateOf(line.number) === "filtering") return;
  context.unknown(line, section, { scope: "device" });
}
