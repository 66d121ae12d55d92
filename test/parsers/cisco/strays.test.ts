/** Lines of an IOS interface that lost the blanks before them: what they open is no less open for it. */

import { describe, expect, it } from "vitest";
import { pairVerdicts } from "../../analyse/text-plants.js";
import { entries } from "./nxos-site.js";
import { extended, parse } from "./site.js";

const IN_FRONT = " ip access-group A in\n";

/** The router of the trap tests, whose first interface says more. */
const port = (lines: string) => extended("permit tcp any any eq 80").replace(IN_FRONT, `$&${lines}`);

const reasons = (text: string) => parse(text).device.doubts.map(({ scope, reason }) => `${scope}: ${reason}`);

/** The same without a blank before any line. */
const flat = (text: string) => text.replace(/^ +/gm, "");

describe("statements that a device may have as well", () => {
  it.each([
    "crypto map M",
    "ip wccp 61 redirect in",
    "l2nat i1",
    "ip admission A",
    "service instance 1 ethernet",
    "authentication fallback F",
    "ipv6 nd autoconfig default-route",
    "mpls traffic-eng tunnels",
  ])("stay with their interface in a text without blanks: %s", (statement) => {
    const indented = reasons(port(` ${statement}\n`));
    expect(indented.length).toBeGreaterThan(0);
    expect(reasons(flat(port(` ${statement}\n`)))).toEqual(indented);
  });

  it.each(["crypto map M", "ip wccp 61 redirect in", "l2nat i1", "ip vrf receive X", "service instance 1 ethernet"])(
    "are not taken for others where one of them lost its blanks: %s",
    (statement) => {
      expect(reasons(port(`${statement}\n`))).toContainEqual(expect.stringMatching(/^device: .* was not understood$/));
    },
  );

  it.each([
    "crypto map M 10 ipsec-isakmp",
    "ip inspect name I tcp",
    "ip vrf X",
    "service password-encryption",
    "ip wccp 61 redirect-list 7",
    "l2nat instance i1",
  ])("are those of the device where they say so: %s", (statement) => {
    expect(reasons(extended("permit ip any any").replace("hostname r1\n", `$&${statement}\n`))).toEqual([]);
  });
});

describe("what stands under a statement that holds nothing", () => {
  it.each(["ip nat inside", "ip address 10.3.0.1 255.255.0.0 secondary", "crypto map M", "switchport"])(
    "is known to be lost: %s",
    (statement) => {
      const text = port(`ip pim sparse-mode\n ${statement}\n`);
      expect(reasons(text)).toContainEqual(
        expect.stringMatching(/^device: .* in ip pim sparse-mode was not understood$/),
      );
    },
  );

  it("is known on NX-OS too", () => {
    const text = `${entries("permit tcp any any eq 80")}interface Ethernet1/1\nip pim sparse-mode\n  ip policy route-map R\n`;
    expect(reasons(text)).toContainEqual(
      expect.stringMatching(/^device: .* in ip pim sparse-mode was not understood$/),
    );
  });

  it("is not where the statement is a template or a group of servers", () => {
    const blocks = "template T\n switchport access vlan 10\naaa group server tacacs+ G\n ip vrf forwarding X\n";
    expect(reasons(extended("permit ip any any").replace("hostname r1\n", `$&${blocks}`))).toEqual([]);
  });
});

describe("a line behind the prompt of a pager", () => {
  const addresses = (text: string) =>
    parse(text).device.interfaces.map(({ id, addresses: of }) => [id, of.length] as const);

  it.each<[string, string]>([
    ["whose blanks are gone", " --More-- "],
    ["in blanks of the terminal", " --More--         "],
    ["that was wiped from the screen", " --More-- \b\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b\b "],
    ["of an ASA", "<--- More --->              "],
  ])("stays in its block: one %s", (_, prompt) => {
    const text = port(`${prompt}ip pim sparse-mode\n ip address 10.3.0.1 255.255.0.0 secondary\n`);
    expect(addresses(text)).toEqual(addresses(port(" ip address 10.3.0.1 255.255.0.0 secondary\n")));
    expect(reasons(text)).toEqual([]);
  });

  it("is an entry of the list above it", () => {
    const text = extended("permit tcp any any eq 80", "deny ip any any").replace(" deny", " --More--          deny");
    expect(parse(text).device.tables[0]?.rules).toHaveLength(2);
  });

  it.each([" --More--           ", ""])(
    "is a route of the VRF above it on NX-OS, as in a text without blanks: %j",
    (prompt) => {
      const text = `${entries("permit tcp any any eq 80")}vrf context management\n${prompt}ip route 0.0.0.0/0 192.0.2.1\n`;
      expect(parse(text).device.routes.map(({ router: of }) => of)).toEqual(["management"]);
    },
  );

  it("opens a block where it has one to open", () => {
    const text = extended("permit tcp any any eq 80").replace("interface GigabitEthernet0/1", " --More--         $&");
    expect(addresses(text)).toEqual(addresses(extended("permit tcp any any eq 80")));
  });
});

describe("a text without blanks", () => {
  it.each([
    "ip nat inside source static 10.1.0.5 10.9.0.5",
    "ip forward-protocol nd",
    "ip vrf X",
    "vrf definition X\n rd 1:1\n address-family ipv4\n exit-address-family",
  ])("has statements of the device behind those of an interface: %s", (statement) => {
    const text = extended("permit ip any any").replace("ip access-list extended A", `${statement}\n$&`);
    const { device } = parse(flat(text));
    expect(device.doubts).toEqual([]);
    expect(device.nat).toHaveLength(parse(text).device.nat.length);
  });
});

describe("a message of the log between lines", () => {
  it.each([
    "%SYS-5-CONFIG_I: Configured from console by console",
    "*Mar  1 00:02:11.000: %LINK-3-UPDOWN: Interface GigabitEthernet0/9, changed state to up",
    ".Nov 28 18:00:00.123 UTC: %LINEPROTO-5-UPDOWN: Line protocol on Interface Vlan1, changed state to up",
  ])("is none of the configuration: %s", (message) => {
    const text = port(`${message}\n ip address 10.3.0.1 255.255.0.0 secondary\n`);
    expect(reasons(text)).toEqual([]);
    expect(parse(text).device.interfaces[0]?.addresses).toHaveLength(3);
  });

  it("parts no statement: what is left of one is reported", () => {
    const text = extended("permit tcp any any eq 80").replace(" eq 80", "\n%SYS-5-CONFIG_I: Configured\n eq 80");
    expect(reasons(text)).not.toEqual([]);
  });
});

describe("a clause of a VLAN map", () => {
  it("holds nothing: the next entry may stand under it", () => {
    const map = "vlan access-map V 10\n match ip address A\n action drop\n  vlan access-map V 20\n action forward\n";
    expect(reasons(extended("permit ip any any").replace("hostname r1\n", `$&${map}`))).toEqual([
      'device: the statement "vlan access-map V" in vlan access-map was not understood',
    ]);
  });
});

describe("a statement of an interface that was spoilt and lost its blanks", () => {
  const leading = `version 15.2
hostname r1
interface GigabitEthernet0/0
 ip address 10.1.1.1 255.255.255.0
!
interface GigabitEthernet0/1
 ip address 10.0.0.9 255.255.255.0
!
ip route 10.2.2.0 255.255.255.0 10.0.0.1
end
`;
  const open = (line: string, between: string) => `version 15.2
hostname r2
interface GigabitEthernet0/1
 ip address 10.2.2.1 255.255.255.0
!
interface GigabitEthernet0/0
 ip address 10.0.0.2 255.255.255.0
${between}${line}
!
end
`;
  const guard = `version 15.2
hostname r3
interface GigabitEthernet0/0
 ip address 10.0.0.3 255.255.255.0
 ip access-group SHUT in
 standby 1 ip 10.0.0.1
!
interface GigabitEthernet0/1
 ip address 10.2.2.3 255.255.255.0
!
ip access-list extended SHUT
 deny ip any any
!
end
`;

  it.each([
    ["may be an address that another router shares", "xtandby 1 ip 10.0.0.1", "", "unproved"],
    ["may be one behind another such line", "xtandby 1 ip 10.0.0.1", "yyy\n", "unproved"],
    ["is none behind the end of the interface", "xtandby 1 ip 10.0.0.1", "!\n", "proved"],
    ["is none behind another statement of the device", "xtandby 1 ip 10.0.0.1", "ip http server\n", "proved"],
  ])("%s", async (_, line, between, expected) => {
    const [verdict] = await pairVerdicts(
      [leading, open(line, between), guard],
      ["ops 10.1.1.0/24", "cell 10.2.2.0/24"],
    );
    expect(verdict).toBe(`ops > cell ${expected}`);
  });
});
