/** Layer-2 NAT below a router: it sees hosts by other addresses than their own (Cisco IE switches). */
import { describe, expect, it } from "vitest";
import { parse } from "../parsers/cisco/site.js";
import { pairVerdicts } from "./text-plants.js";

/** Keeps what it knows for the cell apart from operations. */
const CORE = `version 15.2
hostname core-1
ip routing
ip access-list extended CELL-IN
 deny ip 10.20.101.0 0.0.0.255 10.20.30.0 0.0.0.255
 permit ip any any
interface GigabitEthernet1/0/1
 switchport mode trunk
interface Vlan101
 ip address 10.20.101.1 255.255.255.0
 ip access-group CELL-IN in
interface Vlan30
 ip address 10.20.30.1 255.255.255.0
end
`;

const machine = (entry: string, bound = "l2nat MACHINE 101") => `version 15.2
hostname ie-1
l2nat instance MACHINE
 instance-id 1
 permit all
 fixup all
 ${entry}
 outside from host 10.20.30.11 to 192.168.1.11
interface GigabitEthernet1/1
 switchport mode trunk
 ${bound}
interface FastEthernet1/5
 switchport mode access
 switchport access vlan 101
end
`;

const verdict = async (...switches: readonly [entry: string, bound?: string]) => {
  const found = await pairVerdicts([CORE, machine(...switches)], ["cell 10.20.101.0/24", "ops 10.20.30.0/24"]);
  return found.find((one) => one.startsWith("cell > ops "))?.slice("cell > ops ".length);
};

describe("hosts of a cell that are known by other addresses", () => {
  it.each([
    ["inside from host 10.20.101.50 to 10.20.109.50", "unproved"],
    ["inside from range 10.20.101.50 to 10.20.101.250 10", "unproved"],
    ["inside from network 10.20.101.0 to 10.20.109.0 mask 255.255.255.0", "unproved"],
    ["inside from network 10.20.101.0 to 10.20.109.0 255.255.255.0", "unproved"],
    ["inside from host 10.20.101.50 to 10.20.101.60", "proved"],
    ["inside from range 192.168.1.10 to 10.20.101.10 20", "proved"],
    ["inside from network 192.168.1.0 to 10.20.101.0 mask 255.255.255.0", "proved"],
  ])("%s", async (entry, expected) => {
    expect(await verdict(entry)).toBe(expected);
    expect(parse(machine(entry)).codes).not.toContain("cisco/unknown-statement");
  });

  it("are known by any where an entry was not understood, which is reported", async () => {
    for (const entry of [
      "inside form host 192.168.1.10 to 10.20.101.10",
      "inside from network 10.1.0.0 to 10.2.0.0 x",
    ]) {
      expect(await verdict(entry)).toBe("unproved");
      expect(parse(machine(entry)).codes).toContain("cisco/unknown-statement");
    }
    expect(await verdict("instance-id 1", "l2nat OTHER 101")).toBe("unproved");
  });

  it("are so on any VLAN of a port whose mode its other end decides", async () => {
    const text = machine("inside from host 10.20.101.50 to 10.20.109.50", "l2nat MACHINE");
    const vlans = ["cell 10.20.101.0/24", "ops 10.20.30.0/24"];
    const inMode = (mode: string) => pairVerdicts([CORE, text.replace("switchport mode trunk", mode)], vlans);
    expect(await inMode("switchport access vlan 101")).toContain("cell > ops unproved");
    expect(await inMode("switchport mode access\n switchport access vlan 101")).toContain("cell > ops unproved");
    expect(await inMode("switchport mode access\n switchport access vlan 102")).toContain("cell > ops proved");
    expect(await inMode("switchport mode trunk")).toContain("cell > ops proved");
  });

  it("are so on the VLAN of the translation alone", async () => {
    const entry = "inside from host 10.20.101.50 to 10.20.109.50";
    expect(await verdict(entry, "l2nat MACHINE 102")).toBe("proved");
    expect(await verdict(entry, "no cdp enable")).toBe("proved");
  });
});
