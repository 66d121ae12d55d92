/** Words behind a statement that is complete without them: it is not understood, and no word is passed over. */
import { describe, expect, it } from "vitest";
import { asa } from "./asa-site.js";
import { ask, parse, router } from "./site.js";

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
ipv6 access-list A6
 permit ipv6 any any
object-group network G
 host 10.7.0.9
object-group service S
 tcp eq 443
vlan access-map M 10
 action forward
interface GigabitEthernet0/2
 switchport access vlan 10
 switchport trunk native vlan 11
 shutdown
interface GigabitEthernet0/3
 ip address 10.7.0.1 255.255.0.0
 ip address 10.8.0.1 255.255.0.0 secondary
 zone-member security in
 no shutdown
interface GigabitEthernet0/4.10
 encapsulation dot1Q 10 native
interface GigabitEthernet0/4.11
 encapsulation dot1Q 11`;

const OBJECTS = `object network H
 host 10.1.0.5
object network N
 subnet 10.1.1.0 255.255.255.0
object network R
 range 10.1.2.3 10.1.2.5
object-group network G
 network-object object H
object-group service S tcp
 port-object eq 443
object-group service M
 service-object object WEB
object service WEB
 service tcp destination eq 80
interface GigabitEthernet0/5
 nameif spare
 security-level 30`;

const TRANSLATIONS = `ip nat pool P 10.2.0.5 10.2.0.9 netmask 255.255.255.0
ip nat pool Q prefix-length 24
 address 10.2.0.11 10.2.0.12
ip nat inside source list 1 pool P overload
ip nat inside source list 2 pool Q overload
ip nat inside source list 3 interface GigabitEthernet0/1 overload
access-list 1 permit 10.1.0.5
access-list 2 permit 10.1.0.6
access-list 3 permit 10.1.0.7
interface GigabitEthernet0/0
 ip nat inside
interface GigabitEthernet0/1
 ip nat outside`;

function doubtsWith(text: string): number {
  return parse(text).device.doubts.length;
}

describe.each([
  ["IOS", ZONES, router],
  ["translations of IOS", TRANSLATIONS, router],
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

it.each(["rout-target import 2:2", "sideways"])("of a VRF nothing is passed over: %s", (line) => {
  const of = (inner: string) => doubtsWith(router(`vrf definition V\n rd 1:1\n${inner} address-family ipv4\n${inner}`));
  expect(of(` ${line}\n`)).toBeGreaterThan(of(""));
});

it("below the address family of a VRF of NX-OS nothing is passed over", () => {
  const of = (line: string) =>
    doubtsWith(`version 9.3(8)\nhostname n\nvrf context V\n  address-family ipv4 unicast\n    ${line} import 1:1\n`);
  expect(of("rout-target")).toBeGreaterThan(of("route-target"));
});

it("a word below a zone is not understood", () => {
  expect(doubtsWith(router(ZONES.replace("in\n", "in\n sideways\n")))).toBeGreaterThan(doubtsWith(router(ZONES)));
});

it("a pool of which one address cannot be read has addresses that are not known", () => {
  const odd = TRANSLATIONS.replace("10.2.0.12", "10.2.0.l2");
  expect(doubtsWith(router(odd))).toBeGreaterThan(doubtsWith(router(TRANSLATIONS)));
});

it("behind a class of a policy of inspection: it is no name, and may put the class before another", () => {
  const text = (behind: string) => `version 16.9
hostname r1
class-map type inspect match-any WEB
 match protocol http
class-map type inspect match-any E
 match protocol ssh
policy-map type inspect P
 class type inspect WEB
  inspect
 class type inspect E${behind}
  pass
zone security IN
zone security OUT
zone-pair security IN-OUT source IN destination OUT
 service-policy type inspect P
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.0.0
 zone-member security IN
interface GigabitEthernet0/1
 ip address 10.2.0.1 255.255.0.0
 zone-member security OUT
end
`;
  const [ssh, ends] = ["tcp 10.1.0.5 > 10.2.0.9:22", ["GigabitEthernet0/0", "GigabitEthernet0/1"]] as const;
  expect(ask(text(""), ssh, ...ends)).toBe("permit");
  expect(ask(text(" insert-before WEB"), ssh, ...ends)).toBe("unknown");
});
