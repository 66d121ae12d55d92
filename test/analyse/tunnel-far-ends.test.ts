/** Whether tunnels are surely up whose far end was not given, that have many far ends, or that other given devices stand on the way of. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { parseInput } from "../../src/run/parse-input.js";
import { plan, zone } from "./device-builder.js";

interface End {
  /** Its number, and the last part of its addresses. */
  readonly number?: 1 | 9;
  readonly wan?: string;
  readonly address?: string;
  readonly tunnel: string;
  readonly list?: string;
  readonly rest?: string;
}

const [ALL, NO_GRE] = [" permit ip any any", " deny gre any any\n permit ip any any"];
const NO_IKE = " deny udp any any eq 500\n permit ip any any";

/** A router of IOS between its own network and another one that its tunnel leads to. */
function ios({ number = 1, wan = "10.2.0", address, tunnel, list = ALL, rest = "" }: End): string {
  const other = 10 - number;
  return `version 15.7
hostname r${number}
${rest}
interface GigabitEthernet0/0
 ip address 10.10.${number}.1 255.255.255.0
interface GigabitEthernet0/1
 ip address ${address ?? `${wan}.${number} 255.255.255.0`}
 ip access-group WAN in
interface Tunnel0
 ip address 10.8.0.${number} 255.255.255.0
 ${tunnel}
ip route 10.10.${other}.0 255.255.255.0 10.8.0.${other}
${address === undefined ? `ip route 0.0.0.0 0.0.0.0 ${wan}.254` : ""}
ip access-list extended WAN
${list}
end
`;
}

function nxos(number: 1 | 9, list: string): string {
  const other = 10 - number;
  return `version 9.3(5)
hostname r${number}
feature tunnel
interface Ethernet1/1
  no switchport
  ip address 10.10.${number}.1/24
  no shutdown
interface Ethernet1/2
  no switchport
  ip address 10.2.0.${number}/24
  ip access-group WAN in
  no shutdown
interface Tunnel0
  ip address 10.8.0.${number}/24
  tunnel source Ethernet1/2
  tunnel destination 10.2.0.${other}
  no shutdown
ip route 10.10.${other}.0/24 10.8.0.${other}
ip access-list WAN
${list}
`;
}

function iosxr(number: 1 | 9, list: string): string {
  const other = 10 - number;
  return `!! IOS XR Configuration 7.3.2
hostname r${number}
interface GigabitEthernet0/0/0/0
 ipv4 address 10.10.${number}.1 255.255.255.0
!
interface GigabitEthernet0/0/0/1
 ipv4 address 10.2.0.${number} 255.255.255.0
 ipv4 access-group WAN ingress
!
interface tunnel-ip0
 ipv4 address 10.8.0.${number} 255.255.255.0
 tunnel source GigabitEthernet0/0/0/1
 tunnel destination 10.2.0.${other}
!
ipv4 access-list WAN
${list}
!
router static
 address-family ipv4 unicast
  10.10.${other}.0/24 10.8.0.${other}
 !
!
end
`;
}

/** A FortiGate whose tunnel leads to a far end that was not given. */
function fortigate(localIn: string): string {
  const policy = (id: number, from: string, to: string) => `    edit ${id}
        set srcintf "${from}"
        set dstintf "${to}"
        set srcaddr "all"
        set dstaddr "all"
        set action accept
        set schedule "always"
        set service "ALL"
    next
`;
  return `config system interface
    edit "lan"
        set ip 10.10.1.1 255.255.255.0
    next
    edit "wan"
        set ip 10.2.0.1 255.255.255.0
    next
    edit "vpn"
        set type tunnel
        set interface "wan"
    next
end
config vpn ipsec phase1-interface
    edit "vpn"
        set interface "wan"
        set remote-gw 192.0.2.9
    next
end
config vpn ipsec phase2-interface
    edit "vpn"
        set phase1name "vpn"
    next
end
config firewall policy
${policy(1, "lan", "vpn")}${policy(2, "vpn", "lan")}end
${localIn}
config router static
    edit 1
        set dst 10.10.9.0 255.255.255.0
        set device "vpn"
    next
    edit 2
        set gateway 10.2.0.254
        set device "wan"
    next
end
`;
}

const LOCAL_IN = `config firewall local-in-policy
    edit 1
        set intf "wan"
        set srcaddr "all"
        set dstaddr "all"
        set service "ALL"
        set schedule "always"
    next
end`;

const LOCAL_IN6 = LOCAL_IN.replace("local-in-policy", "local-in-policy6");

/** A firewall between the networks that tunnels start from. */
function between(list: string, rest = ""): string {
  return `version 15.7
hostname fw
interface GigabitEthernet0/0
 ip address 10.2.0.254 255.255.255.0
 ip access-group V in
 ${rest}
interface GigabitEthernet0/1
 ip address 10.3.0.254 255.255.255.0
 ip access-group V in
ip access-list extended V
${list}
end
`;
}

const SOURCE = "tunnel source GigabitEthernet0/1";
const FAR = `${SOURCE}\n tunnel destination 192.0.2.9`;
const IPSEC = `${FAR}\n tunnel mode ipsec ipv4\n tunnel protection ipsec profile P`;
const PROFILE = "crypto ipsec transform-set T esp-aes\ncrypto ipsec profile P\n set transform-set T";
const MANY = `${SOURCE}\n tunnel mode gre multipoint`;
const both = (make: (number: 1 | 9) => string) => [make(1), make(9)];
const many = (list: string) => both((number) => ios({ number, tunnel: MANY, list }));
const spoke = (list: string) => [
  ios({ tunnel: MANY }),
  ios({ number: 9, tunnel: `${SOURCE}\n tunnel destination 10.2.0.1`, list }),
];
const apart = [
  ios({ tunnel: `${SOURCE}\n tunnel destination 10.3.0.9` }),
  ios({ number: 9, wan: "10.3.0", tunnel: `${SOURCE}\n tunnel destination 10.2.0.1` }),
];
const LOOPBACKS = (list: string) =>
  both((number) => {
    const other = 10 - number;
    const loopback = `interface Loopback0\n ip address 10.7.0.${number} 255.255.255.255`;
    const rest = `${loopback}\nip route 10.7.0.${other} 255.255.255.255 10.2.0.${other}`;
    return ios({ number, tunnel: `tunnel source Loopback0\n tunnel destination 10.7.0.${other}`, list, rest });
  });
const SWITCH = `version 15.7
hostname sw
vlan 20
interface Vlan20
 ip address 10.2.0.250 255.255.255.0
vlan access-map M 10
 match ip address GRE
 action drop
vlan access-map M 20
 action forward
vlan filter M vlan-list 20
ip access-list extended GRE
 permit gre any any
end
`;

const TRAPS: readonly { trap: string; files: readonly string[]; verdict: string }[] = [
  { trap: "a far end that was not given takes what comes", files: [ios({ tunnel: FAR })], verdict: "violated" },
  {
    trap: "its answers are filtered on their way in",
    files: [ios({ tunnel: FAR, list: NO_GRE })],
    verdict: "unproved",
  },
  {
    trap: "IKE with a far end that was not given is filtered",
    files: [ios({ tunnel: IPSEC, rest: PROFILE, list: NO_IKE })],
    verdict: "unproved",
  },
  { trap: "and is not", files: [ios({ tunnel: IPSEC, rest: PROFILE, list: NO_GRE })], verdict: "violated" },
  {
    trap: "the interface that it starts from is switched off",
    files: [ios({ tunnel: FAR }).replace("GigabitEthernet0/1\n", "GigabitEthernet0/1\n shutdown\n")],
    verdict: "unproved",
  },
  {
    trap: "no route leads to the far end",
    files: [ios({ tunnel: FAR }).replace(/ip route 0.*\n/, "")],
    verdict: "unproved",
  },
  {
    trap: "the address and the way out are given by somebody else",
    files: [ios({ tunnel: FAR, address: "dhcp" })],
    verdict: "violated",
  },
  {
    trap: "the same with a filter",
    files: [ios({ tunnel: FAR, address: "dhcp", list: NO_GRE })],
    verdict: "unproved",
  },
  {
    trap: "a firewall on the way to a far end that was not given",
    files: [ios({ tunnel: FAR }), between(NO_GRE)],
    verdict: "unproved",
  },
  { trap: "a firewall between two ends", files: [...apart, between(NO_GRE)], verdict: "unproved" },
  { trap: "a firewall that lets them by", files: [...apart, between(ALL)], verdict: "violated" },
  {
    trap: "a firewall that may send them elsewhere",
    files: [...apart, between(ALL, "ip policy route-map ABSENT")],
    verdict: "unproved",
  },
  { trap: "from loopback to loopback", files: LOOPBACKS(ALL), verdict: "violated" },
  { trap: "past filters that are not of the loopbacks", files: LOOPBACKS(NO_GRE), verdict: "unproved" },
  { trap: "a switch between that drops them", files: [...many(ALL), SWITCH], verdict: "unproved" },
  { trap: "many far ends", files: many(ALL), verdict: "violated" },
  { trap: "many far ends behind filters", files: many(NO_GRE), verdict: "unproved" },
  { trap: "a hub that was given alone", files: [ios({ tunnel: MANY })], verdict: "violated" },
  { trap: "one that takes nothing", files: [ios({ tunnel: MANY, list: NO_GRE })], verdict: "unproved" },
  { trap: "a hub and one that knows it", files: spoke(ALL), verdict: "violated" },
  { trap: "one that takes nothing of its hub", files: spoke(NO_GRE), verdict: "unproved" },
  { trap: "NX-OS", files: both((number) => nxos(number, "  10 permit ip any any")), verdict: "violated" },
  {
    trap: "NX-OS with a filter",
    files: both((number) => nxos(number, "  10 deny gre any any\n  20 permit ip any any")),
    verdict: "unproved",
  },
  { trap: "IOS-XR", files: both((number) => iosxr(number, " 10 permit ipv4 any any")), verdict: "violated" },
  {
    trap: "IOS-XR with a filter",
    files: both((number) => iosxr(number, " 10 deny gre any any\n 20 permit ipv4 any any")),
    verdict: "unproved",
  },
  { trap: "FortiOS", files: [fortigate("")], verdict: "violated" },
  { trap: "FortiOS by IPv6", files: [overIPv6(fortigate(""))], verdict: "violated" },
  { trap: "FortiOS by IPv6 with a local-in policy", files: [overIPv6(fortigate(LOCAL_IN6))], verdict: "unproved" },
  {
    trap: "FortiOS by IPv6 without a route",
    files: [fortigate("").replace("set remote-gw 192.0.2.9", "set ip-version 6\n        set remote-gw6 2001:db8:9::9")],
    verdict: "unproved",
  },
  { trap: "FortiOS with a local-in policy", files: [fortigate(LOCAL_IN)], verdict: "unproved" },
  {
    trap: "FortiOS keeps a tunnel down while the one that it stands in for is up",
    files: [fortigate("").replace("set remote-gw", 'set monitor "first"\n        set remote-gw')],
    verdict: "unproved",
  },
];

/** The same by IPv6. */
function overIPv6(text: string): string {
  return text
    .replace("set ip 10.2.0.1 255.255.255.0", "config ipv6\n            set ip6-address 2001:db8:2::1/64\n        end")
    .replace("set remote-gw 192.0.2.9", "set ip-version 6\n        set remote-gw6 2001:db8:9::9")
    .replace(
      "config router static\n",
      'config router static6\n    edit 1\n        set gateway 2001:db8:2::254\n        set device "wan"\n    next\nend\nconfig router static\n',
    );
}

async function verdictOf(files: readonly string[], from: string, to: string): Promise<string | undefined> {
  const diagnostics = new Diagnostics();
  const parsed = await Promise.all(
    files.map((text, index) =>
      parseInput({ path: `configs/${index}.cfg`, text, encoding: "utf-8", sha256: "" }, diagnostics),
    ),
  );
  const devices = parsed.flatMap((file) => (file.kind === "parsed" ? file.devices : []));
  const plant = resolvePlant(devices, plan([zone("a 10.10.1.0/24"), zone("b 10.10.9.0/24")]));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find((pair) => pair.from.id === from && pair.to.id === to)?.verdict;
}

describe("tunnels and what stands before their far ends", () => {
  it.each(TRAPS)("$trap: $verdict", async ({ files, verdict }) => {
    expect(await verdictOf(files, "a", "b")).toBe(verdict);
    expect(await verdictOf(files, "b", "a")).toBe(verdict);
  });
});
