/** Scripts that somebody typed, keywords short: the same device as with whole ones (reference/cisco.md 1.1). */
import { describe, expect, it } from "vitest";
import { CISCO } from "../../../parsers/cisco/index.js";
import { ask, parse } from "./site.js";

/** A device without its places, and without what depends on the length of a line. */
function modelOf(text: string): unknown {
  return JSON.parse(
    JSON.stringify(parse(text).device, (key, value) => {
      if (key === "at") return Array.isArray(value) ? value.length : "somewhere";
      return typeof value === "bigint" ? String(value) : value;
    }),
  );
}

const unread = (text: string) => parse(text).device.unparsed.map(({ at, statement }) => `${at.line} ${statement}`);

const PAIRS: readonly (readonly [string, string, string])[] = [
  [
    "VRFs, of which one takes over routes of the other",
    `host edge-1
vrf def OT
 rd 1:1
 add ipv4
  route-t exp 1:1
  route-t imp 2:2
 exit-a
ip vrf OLD
 rd 2:2
 route-t b 2:2`,
    `hostname edge-1
vrf definition OT
 rd 1:1
 address-family ipv4
  route-target export 1:1
  route-target import 2:2
 exit-address-family
ip vrf OLD
 rd 2:2
 route-target both 2:2`,
  ],
  [
    "policing of what is for the device, and a map for a translation",
    `host edge-1
int gi0/0
 ip add 10.1.0.1 255.255.0.0
 ip nat ins
int gi0/1
 ip add 10.2.0.1 255.255.0.0
 ip nat out
ip access-l ext VPN
 per ip 10.1.0.0 0.0.255.255 an
route-m NAT per 10
 mat ip add VPN
ip nat ins so route-m NAT int gi0/1 over
ip nat ins so l VPN po SOME
ip nat poo SOME 10.2.0.5 10.2.0.9 p 24
policy-m COPP
 class ADMIN
  police 8000 conf dro exc dro
control-p ho
 service-p in COPP`,
    `hostname edge-1
interface gi0/0
 ip address 10.1.0.1 255.255.0.0
 ip nat inside
interface gi0/1
 ip address 10.2.0.1 255.255.0.0
 ip nat outside
ip access-list extended VPN
 permit ip 10.1.0.0 0.0.255.255 any
route-map NAT permit 10
 match ip address VPN
ip nat inside source route-map NAT interface gi0/1 overload
ip nat inside source list VPN pool SOME
ip nat pool SOME 10.2.0.5 10.2.0.9 prefix-length 24
policy-map COPP
 class ADMIN
  police 8000 conform-action drop exceed-action drop
control-plane host
 service-policy input COPP`,
  ],
  [
    "groups of services, and a time",
    `host edge-1
time-r SHIFT
 per weekd 7:00 to 17:00
object-g serv PLC
 tcp eq 502
 tcp sou gt 1023
 udp ra 1 5
 gro ADMIN
 desc cells
object-g serv ADMIN
 tcp eq 22
ip access-l ext A
 per object-g PLC an an time-r SHIFT`,
    `hostname edge-1
time-range SHIFT
 periodic weekdays 7:00 to 17:00
object-group service PLC
 tcp eq 502
 tcp source gt 1023
 udp range 1 5
 group-object ADMIN
 description cells
object-group service ADMIN
 tcp eq 22
ip access-list extended A
 permit object-group PLC any any time-range SHIFT`,
  ],
  [
    "a router",
    `en
conf t
host edge-1
int gi0/0
desc int vl10 no shut
ip add 10.1.0.1 255.255.0.0
ip add 10.3.0.1 255.255.255.0 sec
ip access-g PLANT in
no shut
exit
int Gi0/1
ip addr 10.2.0.1 255.255.0.0
ip nat out
shutd
ip access-l ext PLANT
rem per ip an an
per tcp an ho 10.2.0.9 eq 502
perm tcp 10.1.0.0 0.0.255.255 any est
5 den udp any ran 1 100 any eq snmpt
deny icmp any any echo-r
den ip an any log
ip access-list stan OPERATORS
perm ho 10.1.0.7
den an
ip route 0.0.0.0 0.0.0.0 10.2.0.2
no ip http serv
end
wr mem`,
    `enable
configure terminal
hostname edge-1
interface gi0/0
description int vl10 no shut
ip address 10.1.0.1 255.255.0.0
ip address 10.3.0.1 255.255.255.0 secondary
ip access-group PLANT in
no shutdown
exit
interface Gi0/1
ip address 10.2.0.1 255.255.0.0
ip nat outside
shutdown
ip access-list extended PLANT
remark per ip an an
permit tcp any host 10.2.0.9 eq 502
permit tcp 10.1.0.0 0.0.255.255 any established
5 deny udp any range 1 100 any eq snmptrap
deny icmp any any echo-reply
deny ip any any log
ip access-list standard OPERATORS
permit host 10.1.0.7
deny any
ip route 0.0.0.0 0.0.0.0 10.2.0.2
no ip http server
end
write memory`,
  ],
  [
    "a switch",
    `vl 10
 na sw-mo-acc
int ran gi0/1 - 3
 sw
 sw mo acc
 sw acc vl 10
 sw vo vl 20
 channel-g 3 mode active
int gi0/4
 sw mo tr
 sw tr all vl 10,20
 sw tr all vl add 30
 sw tr nat vl 99
 sw nonego
 no cd en
int vl10
 ip addr 10.1.0.1 255.255.0.0
 stand 1 ip 10.1.0.3
int gi0/5.20
 encap dot1q 20
 ip addr dh`,
    `vlan 10
 name sw-mo-acc
interface range gi0/1 - 3
 switchport
 switchport mode access
 switchport access vlan 10
 switchport voice vlan 20
 channel-group 3 mode active
interface gi0/4
 switchport mode trunk
 switchport trunk allowed vlan 10,20
 switchport trunk allowed vlan add 30
 switchport trunk native vlan 99
 switchport nonegotiate
 no cdp en
interface vl10
 ip address 10.1.0.1 255.255.0.0
 standby 1 ip 10.1.0.3
interface gi0/5.20
 encapsulation dot1q 20
 ip address dhcp`,
  ],
  [
    "a firewall of zones, and a VLAN map",
    `zone sec IN
zone sec OUT
class-m type insp match-any C
 mat access-g na A
 mat prot tcp
policy-m typ insp P
 cl type insp C
  insp
 cl class-d
  dr log
int gi0/0
 ip addr 10.1.0.1 255.255.0.0
 zone-m sec IN
int gi0/1
 ip addr 10.2.0.1 255.255.0.0
 zone-m sec OUT
zone-p sec X sou IN des OUT
 serv type insp P
ip access-l ext A
 perm ip an an
vl access-m M 10
 ma ip ad A
 ac for
vl filt M vlan-l 10
int vl10
 ip addr 10.3.0.1 255.255.0.0`,
    `zone security IN
zone security OUT
class-map type inspect match-any C
 match access-group name A
 match protocol tcp
policy-map type inspect P
 class type inspect C
  inspect
 class class-default
  drop log
interface gi0/0
 ip address 10.1.0.1 255.255.0.0
 zone-member security IN
interface gi0/1
 ip address 10.2.0.1 255.255.0.0
 zone-member security OUT
zone-pair security X source IN destination OUT
 service-policy type inspect P
ip access-list extended A
 permit ip any any
vlan access-map M 10
 match ip address A
 action forward
vlan filter M vlan-list 10
interface vl10
 ip address 10.3.0.1 255.255.0.0`,
  ],
  [
    "numbered lists and the lines of terminals",
    `acc 10 per an
access-l 10 rem acc 10 den any
acc 101 perm tcp an any eq telne
access 101 p u an h 10.0.0.1 eq dom
no access-l 102
line vt 0 4
access-c 10 in
tran in ss
exec-t 5 0
pass ssh
logg sync
line cons 0
logi loc
ban mot #
int vl99
ip add 10.9.9.9 255.255.255.0
#
ena sec 0 int
user sec priv 15 sec 0 pass`,
    `access-list 10 permit any
access-list 10 remark acc 10 den any
access-list 101 permit tcp any any eq telnet
access-list 101 permit udp any host 10.0.0.1 eq domain
no access-list 102
line vty 0 4
access-class 10 in
transport input ssh
exec-timeout 5 0
password ssh
logging synchronous
line console 0
login local
banner motd #
int vl99
ip add 10.9.9.9 255.255.255.0
#
enable secret 0 int
username sec privilege 15 secret 0 pass`,
  ],
];

describe("scripts with keywords typed short", () => {
  it.each(PAIRS)("%s is the one with whole keywords", (_name, short, whole) => {
    expect(unread(short)).toEqual(unread(whole));
    expect(modelOf(short)).toEqual(modelOf(whole));
  });
});

describe("keywords so short that several begin so", () => {
  it.each([
    ["a list bound in mode", "int Gi0/0\n ip acc A in", 2],
    ["the action of an entry", "ip access-list extended A\n de ip any any", 2],
    ["an address", "ip access-list extended A\n permit ip a any", 2],
    ["a port", "access-list 101 permit udp any any eq s", 1],
    ["a trunk", "int Gi0/1\n sw tr al v 10\n sw p", 3],
    ["a statement of no mode", "ip rout 10.0.0.0 255.0.0.0 10.1.0.2", 1],
    ["a statement whose further words nobody reads", "line vty 0 4\n a 10 in", 2],
    ["a direction", "int Gi0/1\n sw trunk native v 5\n sw mode d", 3],
  ])("%s: reported, and doubted", (_what, text, line) => {
    const { device, codes } = parse(`hostname r1\n${text}`);
    expect(device.unparsed.map(({ at, filtering }) => [at.line, filtering])).toEqual([[line + 1, true]]);
    expect(codes).toContain("cisco/unknown-statement");
    expect(device.doubts.map(({ at }) => at.line)).toContain(line + 1);
  });
});

describe("words that look like keywords and are none", () => {
  it("stay where names and texts stand", () => {
    const { device } = parse(`hostname int
int Gi0/0
 description sw acc vl 10
 ip add 10.1.0.1 255.255.0.0
 ip access-g perm in
ip access-l ext perm
 rem den ip an an
 perm tcp an object-g an eq 502
object-g net an
 ho 10.2.0.9
vrf definition sec
`);
    expect(device.hostname).toBe("int");
    expect(device.interfaces[0]?.description).toBe("sw acc vl 10");
    expect(device.tables.map(({ id }) => id)).toEqual(["perm", "perm (to the device)"]);
    expect(device.tables[0]?.rules[0]).toMatchObject({
      comment: "den ip an an",
      match: { destination: { kind: "object", object: "an" } },
    });
    expect(device.addresses.map(({ name }) => name)).toEqual(["an"]);
    expect(device.routers.map(({ id }) => id)).toContain("sec");
    expect(device.unparsed).toEqual([]);
  });

  it("stay in an export, which has every keyword whole", () => {
    expect(unread("version 15.2\nhostname r1\nint Gi0/0\n ip add 10.1.0.1 255.255.0.0")).toEqual(["3 int"]);
  });
});

describe("what a script is taken for", () => {
  it.each([
    "int vl10\n ip add 10.1.0.1 255.255.0.0",
    "ip access-l ext A\n perm ip any any",
    "access-l 101 perm ip an an",
  ])("IOS: %j", (text) =>
    expect(CISCO.detect({ path: "a.txt", text, encoding: "utf-8", sha256: "" })?.platform).toBe("ios"),
  );

  it("not IOS: a text in which somebody writes of an interface", () => {
    const text = "The int range 10 is used.\nint x = 10;\nint main(void) {\n";
    expect(CISCO.detect({ path: "a.txt", text, encoding: "utf-8", sha256: "" })).toBeUndefined();
  });
});

describe("what is said of a script", () => {
  const SCRIPT = `int gi0/0
  ip add 10.1.0.1 255.255.0.0
  ip access-g A in
int gi0/1
  ip add 10.2.0.1 255.255.0.0
ip access-l ext A
  perm tcp any any eq 502
`;

  it("stands where it was typed", () => {
    const { device } = parse(SCRIPT);
    const place = { line: 7, column: 3, endLine: 7, endColumn: 26 };
    expect(device.tables[0]?.rules[0]?.at).toEqual([expect.objectContaining(place)]);
    expect(device.interfaces[0]?.addresses[0]?.at).toMatchObject({ line: 2, column: 3, endColumn: 30 });
  });

  it.each([
    ["tcp 10.1.0.5 > 10.2.0.9:502", "permit"],
    ["tcp 10.1.0.5 > 10.2.0.9:503", "deny"],
  ])("%s: %s", (packet, verdict) => expect(ask(SCRIPT, packet)).toBe(verdict));
});
