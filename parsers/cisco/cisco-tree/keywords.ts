/** Keywords that somebody wrote short: a device takes the beginning of a word that no other one of its place shares. */
import { type Place, placesOf } from "../keyword-places.js";
import { IOS_ROWS, statementsIn } from "../statements.js";

/** Statements that open modes or filter, and stand in no list of statements that do neither. */
const READ = `
  access-list, class-map, control-plane, interface, ip access-group, ip access-list extended, ip access-list standard,
  ip address, ip nat inside, ip nat outside, ip policy, ip route, ip routing, ip vrf, ipv6 access-list, ipv6 address,
  ipv6 route, ipv6 traffic-filter, ipv6 unicast-routing, line, object, object-group, policy-map, route-map, router, shutdown,
  standby, switchport access, switchport mode, switchport trunk, tunnel, vlan, vrf definition, vrf forwarding, zone-member`;

/** All of them, put together when somebody first asks. */
let top: Place | undefined;

/**
 * Whether a statement begins with some keywords, whatever their case, each of them whole or shortened as far as it stays the only
 * one of its place. What is no keyword that is known here, such as a name or a number, has to be whole.
 * @param words of the statement. @param keywords what it is to begin with.
 */
export function beginsWith(words: readonly string[], keywords: readonly string[]): boolean {
  top ??= placesOf([
    ...statementsIn(IOS_ROWS.top),
    ...statementsIn(IOS_ROWS.interface),
    ...READ.split(",").map((one) => one.trim()),
  ]);
  let place: Place | undefined = top;
  for (const [index, keyword] of keywords.entries()) {
    const [word, whole] = [words[index]?.toLowerCase(), keyword.toLowerCase()];
    if (word === undefined || (word !== whole && !isShort(word, whole, place))) return false;
    place = place?.get(whole);
  }
  return true;
}

function isShort(word: string, keyword: string, place: Place | undefined): boolean {
  if (!keyword.startsWith(word) || place?.has(keyword) !== true || place.has(word)) return false;
  return [...place.keys()].every((other) => other === keyword || !other.startsWith(word));
}
