/** Lines of an ASA that cannot be read: what passed, or may have passed, is never said to be denied for it. */
import { describe, expect, it } from "vitest";
import { createSetTracer } from "../../../src/analyse/trace-sets.js";
import { asa } from "./asa-site.js";
import { parse, readPacket } from "./site.js";

const OLD = asa(
  `names
name 10.1.1.10 SRV
object-group network HOSTS
 network-object host 203.0.113.10
 network-object host 203.0.113.11
access-list OUT extended permit tcp any object-group HOSTS eq 80
access-list OUT extended permit ip host 192.0.2.7 any
access-list NONAT extended permit ip 10.1.0.0 255.255.0.0 10.2.0.0 255.255.0.0
access-list POL extended permit ip 10.1.2.0 255.255.255.0 host 192.0.2.8
access-group OUT in interface outside
nat-control
global (outside) 1 interface
global (outside) 2 192.0.2.60
nat (inside) 0 access-list NONAT
nat (inside) 2 access-list POL
nat (inside) 1 10.1.0.0 255.255.0.0
static (inside,outside) 203.0.113.10 SRV netmask 255.255.255.255
static (inside,outside) tcp 203.0.113.11 www 10.1.1.11 8080 netmask 255.255.255.255`,
  "8.2(5)",
);

const CURRENT = asa(`object network SRV
 host 10.1.1.10
 nat (inside,outside) static 203.0.113.10
object network ALL
 subnet 10.1.0.0 255.255.0.0
object network FAR
 subnet 172.16.0.0 255.255.255.0
object-group service WEB tcp
 port-object eq www
 port-object eq https
access-list OUT extended permit tcp any object SRV object-group WEB
access-list V extended permit ip 10.1.0.0 255.255.0.0 172.16.0.0 255.255.255.0
access-list VF extended permit tcp 172.16.0.0 255.255.255.0 10.1.0.0 255.255.0.0 eq 3389
access-group OUT in interface outside
nat (inside,outside) source static ALL ALL destination static FAR FAR
nat (inside,outside) after-auto source dynamic ALL interface
same-security-traffic permit intra-interface
group-policy SITE internal
group-policy SITE attributes
 vpn-filter value VF
tunnel-group 192.0.2.77 type ipsec-l2l
tunnel-group 192.0.2.77 general-attributes
 default-group-policy SITE
crypto map VPN 1 match address V
crypto map VPN 1 set peer 192.0.2.77
crypto map VPN 1 set ikev1 transform-set T
crypto map VPN interface outside`);

const BRIDGE = `ASA Version 9.12(4)
firewall transparent
hostname fw-1
interface GigabitEthernet0/0
 nameif outside
 bridge-group 1
 security-level 0
interface GigabitEthernet0/1
 nameif inside
 bridge-group 1
 security-level 100
interface BVI1
 ip address 10.1.0.1 255.255.0.0
access-list ETHER ethertype permit bpdu
access-list OUT extended permit tcp any host 10.1.0.5 eq 502
access-group ETHER in interface inside
access-group OUT in interface outside
`;

const PACKETS = [
  "tcp 192.0.2.9 > 203.0.113.10:80 [outside > inside]",
  "tcp 192.0.2.9 > 203.0.113.11:80 [outside > inside]",
  "tcp 192.0.2.7 > 203.0.113.10:22 [outside > inside]",
  "tcp 10.1.2.5 > 192.0.2.8:80 [inside > outside]",
  "tcp 10.1.2.5 > 192.0.2.9:80 [inside > outside]",
  "tcp 10.1.1.10 > 192.0.2.9:80 [inside > outside]",
  "tcp 10.1.1.10 > 10.2.0.9:80 [inside > dmz]",
  "tcp 172.16.0.9 > 10.1.0.5:3389 [outside > inside]",
  "tcp 10.1.0.5:3389 > 172.16.0.9:50000 [inside > outside]",
  "tcp 10.1.0.5 > 10.1.0.6:80 [inside > inside]",
  "tcp 10.1.0.6 > 10.1.0.5:502 [outside > inside]",
  "tcp 10.1.0.5 > 10.1.0.6:80 [inside > outside]",
];

/** What each packet meets where its interfaces are still known. */
function answers(text: string): (string | undefined)[] {
  const { device } = parse(text);
  const ask = createSetTracer(device);
  const known = new Set(device.interfaces.map(({ id }) => id));
  return PACKETS.map((packet) => {
    const [, asked = "", ingress = "", egress = ""] = /^(.*) \[(\S+) > (\S+)\]$/.exec(packet) ?? [];
    return known.has(ingress) && known.has(egress) ? ask(readPacket(asked), ingress, egress) : undefined;
  });
}

describe.each([
  ["a release up to 8.2", OLD],
  ["a current one", CURRENT],
  ["a transparent one", BRIDGE],
])("a line that cannot be read of %s", (_, text) => {
  const lines = text.split("\n");
  const before = answers(text);
  const places = lines.flatMap((line, index) => (/^ *[a-z]/.test(line) && !/^hostname/.test(line) ? [index] : []));

  it("is asked about packets that pass", () => {
    expect(before.filter((one) => one === "permit").length).toBeGreaterThan(1);
  });

  it.each([
    ["its first word", (line: string) => line.replace(/\S+/, "sideways")],
    ["its last word", (line: string) => line.replace(/\S+$/, "sideways")],
    ["a word behind it", (line: string) => `${line} sideways`],
  ])("by %s keeps nothing out that passed", (_how, damage) => {
    for (const place of places) {
      const damaged = [...lines.slice(0, place), damage(lines[place] ?? ""), ...lines.slice(place + 1)].join("\n");
      const after = answers(damaged);
      const lost = PACKETS.filter((_packet, index) => before[index] !== "deny" && after[index] === "deny");
      expect(`${damage(lines[place] ?? "")}: ${lost.join()}`).toBe(`${damage(lines[place] ?? "")}: `);
    }
  });
});
