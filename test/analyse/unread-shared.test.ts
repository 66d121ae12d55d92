/** A statement that was not understood may be an address that a router shares with others: packets for it may meet that one, too. */
import { describe, expect, it } from "vitest";
import { pairVerdicts } from "./text-plants.js";

const NEAR = `version 15.2
hostname near
interface GigabitEthernet0/0
 ip address 10.20.10.1 255.255.255.0
interface GigabitEthernet0/1
 ip address 10.20.253.1 255.255.255.0
ip route 10.20.30.0 255.255.255.0 10.20.253.254
end
`;

interface Member {
  readonly name: string;
  readonly host: number;
  /** What it says of the shared address. */
  readonly shared: string;
  readonly address?: string;
  readonly isOpen?: true;
}

/** Joins the link with the cell, and lets nothing in from there unless it is open. */
const ios = ({ name, host, shared, address, isOpen }: Member) => `version 15.2
hostname ${name}
ip access-list extended SHUT
 deny ip any any
interface GigabitEthernet0/0
 ${address ?? `ip address 10.20.253.${host} 255.255.255.0`}
 ${shared}
${isOpen ? "" : " ip access-group SHUT in\n"}interface GigabitEthernet0/1
 ip address 10.20.30.${host} 255.255.255.0
end
`;

const nxos = ({ name, host, shared, isOpen }: Member) => `version 9.3(8)
hostname ${name}
feature hsrp
ip access-list SHUT
  10 deny ip any any
interface Ethernet1/1
  no switchport
  ip address 10.20.253.${host}/24
  ${shared}
${isOpen ? "" : "  ip access-group SHUT in\n"}  no shutdown
interface Ethernet1/2
  no switchport
  ip address 10.20.30.${host}/24
  no shutdown
`;

const verdict = async (guard: string, other: string) =>
  (await pairVerdicts([NEAR, guard, other], ["ops 10.20.10.0/24", "cell 10.20.30.0/24"]))[0];

const SHARED = ["standby 1 ip 10.20.253.254", "vrrp 1 ip 10.20.253.254", "glbp 1 ip 10.20.253.254"];
const GUARD = { name: "guard", host: 2 };
const OTHER = { name: "other", host: 3, isOpen: true } as const;

describe.each(SHARED)("a next hop that a given router has by `%s`", (shared) => {
  const guard = ios({ ...GUARD, shared });

  it("is no other router's that says nothing of it", async () => {
    expect(await verdict(guard, ios({ ...OTHER, shared: "no ip redirects" }))).toBe("ops > cell proved");
  });

  it.each([
    "standby arp gratuitous count 3 interval 5",
    "standby mac-refresh 10",
    "standby use-bia scope interface",
    "vrrp delay minimum 20",
    "no standby 1 preempt",
    "fhrp delay minimum 3",
  ])("is no other router's that says of it how a group agrees: %s", async (line) => {
    expect(await verdict(guard, ios({ ...OTHER, shared: line }))).toBe("ops > cell proved");
  });

  it.each([
    ["as it says", shared],
    ["where a statement is not known", "zzz-unknown 1"],
    ["where the word before it is not known", shared.replace(" ip ", " zip ")],
    ["where it was cut short", shared.replace(/ ip .*/, "")],
    ["below a statement that holds none", `description link\n  ${shared}`],
    [
      "in a group of version 3, where its word is not known",
      "vrrp 1 address-family ipv4\n  addres 10.20.253.254 primary",
    ],
  ])("may be another's %s", async (_, line) => {
    expect(await verdict(guard, ios({ ...OTHER, shared: line }))).toBe("ops > cell unproved");
  });

  it.each([
    ["of which a statement is not known", { shared: "zzz-unknown 1" }],
    ["whose own address is not known", { shared, address: "zzz-unknown 1" }],
    [
      "whose section was not understood",
      { shared, address: "zzz\ninterfaxe X\n ip address 10.20.253.2 255.255.255.0" },
    ],
  ])("surely leads to none of them beside one %s", async (_, damaged) => {
    const open = ios({ ...OTHER, shared });
    expect(await verdict(ios({ ...GUARD, shared: "no ip redirects" }), open)).toBe("ops > cell violated");
    expect(await verdict(ios({ ...GUARD, ...damaged }), open)).toBe("ops > cell unproved");
  });
});

describe("a group of NX-OS", () => {
  const guard = nxos({ ...GUARD, shared: "hsrp 1\n    priority 110\n    ip 10.20.253.254" });

  it.each([
    ["has the address that it names", "ip 10.20.253.254", "unproved"],
    ["may have any where a word is not known", "zip 10.20.253.254", "unproved"],
    ["may have any where a statement below it is deeper", "priority 110\n      ip 10.20.253.254", "unproved"],
    ["has no other one than it names", "ip 10.20.253.253", "proved"],
    ["has no other one where it waits before it takes part", "ip 10.20.253.253\n  fhrp delay minimum 3", "proved"],
    ["has no other one where it watches something", "ip 10.20.253.253\n    track 1 decrement 10", "proved"],
    [
      "of version 3 has no other one where it watches something",
      "ip 10.20.253.253\n  vrrpv3 2 address-family ipv4\n    object-track 1 decrement 10\n    address 10.20.253.252 primary",
      "proved",
    ],
  ])("%s", async (_, statement, expected) => {
    const other = nxos({ ...OTHER, shared: `hsrp 1\n    ${statement}` });
    expect(await verdict(guard, other)).toBe(`ops > cell ${expected}`);
  });
});
