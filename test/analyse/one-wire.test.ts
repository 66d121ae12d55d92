/** Interfaces of one device on one segment: hosts there meet no router, and may have any of these interfaces as their gateway. */
import { describe, expect, it } from "vitest";
import { pairVerdicts } from "./text-plants.js";

const ZONES = ["a 10.20.1.0/24", "b 10.20.2.0/24", "c 10.20.3.0/24"];

/** A FortiGate without policies; `port1` has network a, `port2` network c. */
function fortigate(...rows: readonly string[]): string {
  return `#config-version=FGVM64-7.2.5-FW-build1517-230606:opmode=0:vdom=0:user=admin
config system interface
edit "port1"\nset vdom "root"\nset ip 10.20.1.1 255.255.255.0\nset type physical\nnext
edit "port2"\nset vdom "root"\nset ip 10.20.3.1 255.255.255.0\nset type physical\nnext
${rows.join("\n")}
end
config firewall policy
end
`;
}

const emac = (name: string, ip: string, over: string, more = "") =>
  `edit "${name}"\nset vdom "root"\nset ip ${ip} 255.255.255.0\nset type emac-vlan\nset interface "${over}"\n${more}next`;

/** A router whose port has network a and whose subinterface of the native VLAN network b; the other port has network c. */
function router(port: string, native: string, tag = "10 native"): string {
  return `version 15.7\nhostname r1
ip access-list extended SHUT\n deny ip any any
interface GigabitEthernet0/1\n ip address 10.20.1.1 255.255.255.0\n${port}
interface GigabitEthernet0/1.10\n encapsulation dot1Q ${tag}\n ip address 10.20.2.1 255.255.255.0\n${native}
interface GigabitEthernet0/2\n ip address 10.20.3.1 255.255.255.0
end
`;
}

const SHUT = " ip access-group SHUT in\n";

describe("an EMAC VLAN of FortiOS", () => {
  it.each([
    ["is on the segment of its port", [emac("e1", "10.20.2.1", "port1")], "violated"],
    ["is with a VLAN of its own on another one", [emac("e1", "10.20.2.1", "port1", "set vlanid 7\n")], "proved"],
    ["is with VLAN 0 on that of its port", [emac("e1", "10.20.2.1", "port1", "set vlanid 0\n")], "violated"],
    ["that is switched off has nobody on it", [emac("e1", "10.20.2.1", "port1", "set status down\n")], "unproved"],
  ])("%s", async (_, rows, verdict) => {
    const found = await pairVerdicts([fortigate(...rows)], ZONES);
    expect(found.slice(0, 3)).toEqual([`a > b ${verdict}`, "a > c proved", `b > a ${verdict}`]);
  });

  it("is on the segment of the VLAN that it is made on, and of others made on it", async () => {
    const vlan = 'edit "v100"\nset vdom "root"\nset interface "port1"\nset vlanid 100\nnext';
    const rows = [vlan, emac("e1", "10.20.2.1", "v100"), emac("e2", "10.20.4.1", "v100")];
    const found = await pairVerdicts([fortigate(...rows)], [...ZONES.slice(0, 2), "d 10.20.4.0/24"]);
    expect(found).toEqual([
      "a > b proved",
      "a > d proved",
      "b > a proved",
      "b > d violated",
      "d > a proved",
      "d > b violated",
    ]);
  });
});

describe("a subinterface of the native VLAN of IOS", () => {
  it("is on the segment of its port", async () => {
    const found = await pairVerdicts([router(SHUT, SHUT)], ZONES);
    expect(found).toContain("a > b unproved");
    expect(found).toContain("b > a unproved");
    expect(found).toContain("b > c proved");
  });

  it("takes what hosts of the port's network send without a tag, past the list of the port", async () => {
    expect(await pairVerdicts([router(SHUT, "")], ZONES)).toContain("a > c unproved");
  });

  it("leaves the port itself nothing that surely comes in", async () => {
    expect(await pairVerdicts([router("", SHUT)], ZONES)).toContain("a > c unproved");
  });

  it("with a tag is another segment", async () => {
    expect(await pairVerdicts([router(SHUT, SHUT, "10")], ZONES)).toContain("a > b proved");
  });
});

describe("a subinterface of IOS-XR without a tag", () => {
  const xr = (encapsulation: string) => `!! IOS XR Configuration 7.3.2\nhostname xr1
ipv4 access-list SHUT\n 10 deny ipv4 any any\n!
interface GigabitEthernet0/0/0/0\n ipv4 address 10.20.1.1 255.255.255.0\n ipv4 access-group SHUT ingress\n!
interface GigabitEthernet0/0/0/0.10\n encapsulation ${encapsulation}\n ipv4 address 10.20.2.1 255.255.255.0
 ipv4 access-group SHUT ingress\n!\nend\n`;

  it("is on the segment of its port", async () => {
    expect(await pairVerdicts([xr("untagged")], ZONES.slice(0, 2))).toEqual(["a > b unproved", "b > a unproved"]);
    expect(await pairVerdicts([xr("dot1q 10")], ZONES.slice(0, 2))).toEqual(["a > b proved", "b > a proved"]);
  });
});
