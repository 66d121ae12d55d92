/** What the number of an access list of IOS says (reference/cisco.md 2.2). */

/** 1-99 and 1300-1999 are standard lists, 100-199 and 2000-2699 extended ones; others hold no IP entries. */
export function kindOfNumber(number: number): "standard" | "extended" | undefined {
  if ((number >= 1 && number <= 99) || (number >= 1300 && number <= 1999)) return "standard";
  return (number >= 100 && number <= 199) || (number >= 2000 && number <= 2699) ? "extended" : undefined;
}

/** Settings that begin like a list (Cisco IOS command references: access-list compiled, dynamic-extended, rate-limit). */
const SETTINGS: ReadonlySet<string> = new Set(["compiled", "dynamic-extended", "rate-limit"]);

/** An entry that says what packets of IP it is about. */
const OF_IP =
  /^(?:permit|deny|dynamic \S+)\s+(?:\d+\.\d+\.\d+\.\d+|ip|icmp|igmp|tcp|udp|gre|esp|ahp|ospf|eigrp|pim|object-group)(?:\s|$)/;

/**
 * Whether `access-list` with this behind it surely is about no packets of IP: 200 to 1299 are lists of other protocols and of
 * frames, whose entries are written in other words.
 */
export function isOfOthers(name: string, entry: string): boolean {
  if (SETTINGS.has(name)) return true;
  return /^\d{3,4}$/.test(name) && Number(name) >= 200 && Number(name) <= 1299 && !OF_IP.test(entry);
}
