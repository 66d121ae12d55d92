/** Statements of an interface that stand where those of the device do: the file lost the blanks before them. */
import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { doubtStray } from "../held.js";

/** How some begin that are statements of the whole device as well. */
const BEGINNINGS = [
  ...["ip vrf", "ip inspect", "ipv6 inspect", "ip ips", "ip audit", "ip urlfilter", "ip admission", "ip auth-proxy"],
  ...["ip wccp", "ipv6 wccp", "ipv6 nd", "crypto map", "authentication fallback", "dot1x fallback"],
  ...["service instance", "l2nat"],
];

/** Those that an interface alone has (Cisco IOS command references). */
const OF_INTERFACE =
  /^(?:ip vrf (?:forwarding|receive|select|sitemap|autoclassify) \S|ipv6 nd (?:autoconfig|prefix) |(?:ip|ipv6) inspect (?!name )\S+ (?:in|out)$|ip (?:ips|audit|urlfilter) (?!name )\S+ (?:in|out)$|ip (?:admission|auth-proxy) \S+$|crypto map \S+(?: redundancy \S+(?: stateful)?)?$|(?:authentication|dot1x) fallback |service instance \d|(?:ip|ipv6) wccp .*(?:redirect (?:in|out)|group-listen)$|l2nat (?!instance )\S)/;

/** Reports them: whose they are, is not known. */
export function doubtStrays(roots: readonly CiscoLine[], context: CiscoContext): void {
  for (const line of beginning(roots, ...BEGINNINGS))
    if (OF_INTERFACE.test(line.text)) doubtStray(line, "the configuration", context);
}
