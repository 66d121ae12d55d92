/** Words behind a statement that is complete without them: it is not understood, and no word is passed over. */
import { describe, expect, it } from "vitest";
import { asa } from "./asa-site.js";
import { parse, router } from "./site.js";

const ZONES = `zone security in
class-map type inspect match-any W
 match access-group name A
 match protocol tcp
policy-map type inspect P
 class type inspect W
  inspect
zone-pair security Z source in destination self
 service-policy type inspect P
ip access-list extended A
 permit ip any any
interface GigabitEthernet0/2
 switchport access vlan 10
 switchport trunk native vlan 11
 shutdown
interface GigabitEthernet0/3
 zone-member security in
 no shutdown`;

const OBJECTS = `object network H
 host 10.1.0.5
object network N
 subnet 10.1.1.0 255.255.255.0
object network R
 range 10.1.2.3 10.1.2.5
object-group network G
 network-object object H
interface GigabitEthernet0/5
 nameif spare
 security-level 30`;

function doubtsWith(text: string): number {
  return parse(text).device.doubts.length;
}

describe.each([
  ["IOS", ZONES, router],
  ["ASA", OBJECTS, asa],
])("a word behind a statement of %s", (_, whole, site) => {
  const known = doubtsWith(site(whole));
  const lines = whole.split("\n");
  // A parameter map may follow `inspect`; a name may hold blanks where nothing else follows it.
  const closed = lines.filter((line) => !/^ {2}inspect$|^(?:policy-map|class-map|interface) | class type/.test(line));

  it.each(closed)("%s", (line) => {
    const text = lines.map((one) => (one === line ? `${one} sideways` : one)).join("\n");
    expect(doubtsWith(site(text))).toBeGreaterThan(known);
  });
});
