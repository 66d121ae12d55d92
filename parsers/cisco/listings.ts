/** What other commands than those for the configuration print, in the capture of a session (reference/cisco.md 1.1). */
import { IOS_ROWS, statementsIn } from "./statements.js";
import type { TextLines } from "./text-lines.js";

/** A command at a prompt, as people shorten it, whose answer is no configuration. */
const LISTING =
  /^[\w./-]+(?:\([\w-]+\))?[#>]\s*(?:do\s+)?sho?w?\s+(?:arp|boot|cdp|clo|env|hist|inv|lice|lldp|log|mac|mod|ntp|priv|proc|redu|spann|switch$|user|ver|vlan|vtp|(?:ip\s+)?int|ip\s+(?:arp|ro))/i;

/** Any prompt: what was printed before it ends there. */
const PROMPT = /^[\w./-]+(?:\([\w./-]+\))?[#>]/;

/** Words that statements begin with which parts of the model are read from. */
const MODELLED = [
  ...["interface", "ip", "ipv6", "access-list", "object-group", "router", "route-map", "line", "vlan", "hostname"],
  ...[
    "version",
    "end",
    "permit",
    "deny",
    "remark",
    "no",
    "default",
    "vrf",
    "switchport",
    "exit",
    "address",
    "description",
  ],
];

let statements: ReadonlySet<string> | undefined;

/** How statements begin, as a device writes them. */
function beginnings(): ReadonlySet<string> {
  if (statements !== undefined) return statements;
  const rows = [...statementsIn(IOS_ROWS.top), ...statementsIn(IOS_ROWS.interface)];
  statements = new Set([...MODELLED, ...rows.map((words) => words.split(" ", 1)[0] ?? "")]);
  return statements;
}

/**
 * The last line, from 1, of what a command at a prompt printed. Where any line of it may be a statement all are left to be read:
 * a prompt may be missing, and what is hidden here is not looked at.
 * @param index that of the prompt, from 0.
 */
export function listingEnd(lines: TextLines, index: number, body: string): number {
  if (!LISTING.test(body)) return index + 1;
  for (let at = index + 1; at < lines.length; at++) {
    const text = lines.at(at).trim();
    if (PROMPT.test(text)) return at;
    const word = /^[^\s:]*/.exec(text)?.[0] ?? "";
    if (text.startsWith("!") || /configuration(?:\.\.\.|\s*:)/.test(text) || beginnings().has(word)) return index + 1;
  }
  return lines.length;
}
