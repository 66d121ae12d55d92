/** Access lists that something else than an interface consults: none of them is called unused. */
import { describe, expect, it } from "vitest";
import { parse } from "./site.js";

const isUsed = (list: string, uses: string) => {
  const { tables } = parse(
    `version 15.2\nhostname core-1\nip access-list standard ${list}\n permit host 10.1.0.5\n${uses}\n`,
  ).device;
  return tables.find(({ name }) => name === list)?.bound;
};

const USES: readonly string[] = [
  "ip wccp web-cache redirect-list #",
  "tftp-server flash:image.bin #",
  "dialer-list 1 protocol ip list #",
  "interface GigabitEthernet0/5\n ip verify unicast source reachable-via rx #",
  "interface GigabitEthernet0/5\n ip multicast boundary #",
  "interface GigabitEthernet0/5\n ip directed-broadcast #",
  "ip pim rp-address 10.1.0.1 #",
  "ip inspect name WEB http java-list #",
  "ip admission name WEB proxy http list #",
  "router ospf 1\n distance 90 10.1.0.1 0.0.0.0 #",
  "ip nat inside source list # interface GigabitEthernet0/1 overload",
  "line vty 0 4\n access-class # in vrf-also",
];

describe("an access list of IOS is consulted", () => {
  it.each(USES)("by its number: %s", (use) => expect(isUsed("42", use.replace("#", "42"))).toBe(true));
  it.each(USES)("by its name: %s", (use) => expect(isUsed("ADMINS", use.replace("#", "ADMINS"))).toBe(true));

  it("by a name in a statement that is not known to take a list", () => {
    expect(isUsed("ADMINS", "access-session acl default passthrough ADMINS")).toBe(true);
  });

  it.each([
    ["nobody names it", ""],
    ["a description speaks of it", "interface GigabitEthernet0/5\n description for ADMINS and 42"],
    ["a VLAN has its number", "vlan 42"],
    ["a routing process has its number", "router ospf 42"],
  ])("not where %s", (_, rest) => {
    expect([isUsed("ADMINS", rest), isUsed("42", rest)]).toEqual([false, false]);
  });
});
