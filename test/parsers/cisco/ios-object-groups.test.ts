/** Object groups of IOS-XE for IPv6, and of names (Cisco IOS XE, object groups for ACLs). */
import { expect, it } from "vitest";
import { type Answer, askBoth, parse, router } from "./site.js";

const [IN, OUT] = ["GigabitEthernet0/0", "GigabitEthernet0/1"] as const;

const SIX = router(`object-group v6-network HOSTS
 description controllers
 host 2001:db8:2::9
 2001:db8:2:1::/64
 group-object MORE
object-group v6-network MORE
 range 2001:db8:2::20 2001:db8:2::2f
object-group v6-service WORK
 tcp eq 80
 udp range 80 90
 icmp echo-request
ipv6 access-list A
 sequence 10 deny tcp any host 2001:db8:2::21 eq 80
 sequence 20 permit object-group WORK any object-group HOSTS`).replace(" ip access-group A in\n", "");

it.each<[string, Answer]>([
  ["tcp 2001:db8:1::5 > 2001:db8:2::9", "permit"],
  ["udp 2001:db8:1::5 > 2001:db8:2:1::77", "permit"],
  ["tcp 2001:db8:1::5 > 2001:db8:2::20", "permit"],
  ["tcp 2001:db8:1::5 > 2001:db8:2::21", "deny"],
  ["tcp 2001:db8:1::5 > 2001:db8:2::30", "deny"],
  ["icmp6 2001:db8:1::5 > 2001:db8:2::9 128/0", "permit"],
  ["icmp6 2001:db8:1::5 > 2001:db8:2::9 129/0", "deny"],
  ["ip1 2001:db8:1::5 > 2001:db8:2::9", "deny"],
])("groups of IPv6 hold what they say: %s", (packet, answer) => {
  const { device, codes } = parse(SIX);
  expect(codes).toEqual([]);
  expect(device.doubts).toEqual([]);
  expect(askBoth(SIX, packet, IN, OUT)).toBe(answer);
});

it.each<[string, Answer]>([
  ["tcp 10.1.0.5 > 10.2.0.9:443", "unknown"],
  ["tcp 10.1.0.5 > 10.2.0.9:80", "deny"],
  ["udp 10.1.0.5 > 10.2.0.9:123", "permit"],
])("a group of names may hold any address, and puts its entries in doubt alone: %s", (packet, answer) => {
  const text = router(`object-group fqdn SITES
 pattern www\\.example\\.com
ip access-list extended A
 permit tcp any object-group SITES eq 443
 permit udp any any eq ntp`);
  expect(parse(text).device.doubts.map(({ scope }) => scope)).toEqual(["match"]);
  expect(askBoth(text, packet, IN, OUT)).toBe(answer);
});

it("a member of such a group that is not understood opens the group", () => {
  const text = SIX.replace(" host 2001:db8:2::9\n", " hosts 2001:db8:2::9\n");
  expect(parse(text).codes).toContain("cisco/unknown-statement");
  expect(askBoth(text, "tcp 2001:db8:1::5 > 2001:db8:2::77", IN, OUT)).toBe("unknown");
});

it.each<[string, string, Answer]>([
  ["alone may be a list without entries", "", "unknown"],
  ["beside another match nothing", "\n permit tcp any any eq 80", "deny"],
])("entries with an empty group, which a device refuses, %s", (_, other, answer) => {
  const text = router(`object-group network NOBODY
ip access-list extended A
 permit ip object-group NOBODY any${other}`);
  expect(askBoth(text, "tcp 10.1.0.5 > 10.2.0.9:443", IN, OUT)).toBe(answer);
});

it.each<[string, string, Answer]>([
  ["alone may be a list without entries", "", "unknown"],
  ["beside another leave the rest denied", "\n permit tcp any any eq 80", "deny"],
])("denials of a group that is not there, which a device refuses, %s", (_, other, answer) => {
  const text = router(`ip access-list extended A
 deny ip object-group NOBODY any${other}`);
  expect(askBoth(text, "tcp 10.1.0.5 > 10.2.0.9:443", IN, OUT)).toBe(answer);
});
