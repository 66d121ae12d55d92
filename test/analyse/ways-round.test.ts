/** Plants from configurations as devices print them, each with a way round that a reading of single lines misses. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { parseInput } from "../../src/run/parse-input.js";
import { plan, zone } from "./device-builder.js";

const CELLS = [zone("a 10.1.0.0/24"), zone("b 10.2.0.0/24")];
const CELLS6 = [zone("a fd00:1::/64"), zone("b 2001:db8:2::/64")];
const DENY = "ip access-list extended D\n deny ip any any";

/** A router; ports as `NUMBER ADDRESS` of /24, further statements of theirs behind `|`. */
function ios(name: string, ports: readonly string[], more = ""): string {
  const blocks = ports.map((port) => {
    const [head = "", ...statements] = port.split("|");
    const [number = "", address] = head.split(" ");
    const own = address === undefined ? [] : [` ip address ${address} 255.255.255.0`];
    return [`interface GigabitEthernet0/${number}`, ...own, ...statements.map((one) => ` ${one}`)].join("\n");
  });
  return `version 15.2\nhostname ${name}\n${blocks.join("\n")}\n${more}\nend\n`;
}

/** Between a and b by itself, and lets nothing pass. */
const CLOSED = ios("r9", ["0 10.1.0.9|ip access-group D in", "1 10.2.0.9|ip access-group D in"], DENY);
/** From the link 10.0.12.0/24 to b, closed; from 10.0.13.0/24 to b, open. */
const GUARD = ios("r2", ["0 10.0.12.2|ip access-group D in", "1 10.2.0.2"], DENY);
const OPEN = ios("r3", ["0 10.0.13.3", "1 10.2.0.3"]);
const NEAR = ["0 10.1.0.1", "1 10.0.12.1", "2 10.0.13.1"];

function fortigate(settings: string, version = "7.4.3"): string {
  return `#config-version=FGT70F-${version}-FW-build2573-240201:opmode=0:vdom=0:user=admin
config system interface
edit "p1"
set vdom "root"
set ip 10.1.0.1 255.255.255.0
next
edit "p2"
set vdom "root"
set ip 10.0.12.1 255.255.255.0
next
end
config firewall address
edit "all"
next
end
config firewall ippool
edit "pool"
set startip 192.0.2.1
set endip 192.0.2.1
next
end
config router static
edit 1
set dst 10.2.0.0 255.255.255.0
set gateway 10.0.12.2
set device "p2"
next
end
${settings}
`;
}

function policy(section: string, suffix: string, more = ""): string {
  return `config firewall ${section}\nedit 1\nset srcintf "p1"\nset dstintf "p2"\nset srcaddr${suffix} "all"
set dstaddr${suffix} "all"\nset action accept\nset schedule "always"\nset service "ALL"\n${more}\nnext\nend`;
}

function vdom(name: string, from: string, to: string): string {
  return `config vdom\nedit ${name}\nconfig firewall policy\nedit 1\nset srcintf "${from}"\nset dstintf "${to}"\nset srcaddr "all"
set dstaddr "all"\nset action accept\nset schedule "always"\nset service "ALL"\nnext\nend
config router static\nedit 1\nset device "${name === "A" ? to : from}"\nnext\nend\nend\n`;
}

const LINKED = `#config-version=FGT70F-7.4.3-FW-build2573-240201:opmode=0:vdom=1:user=admin
config vdom\nedit A\nnext\nedit B\nnext\nend
config global\nconfig system interface
edit "p1"\nset vdom "A"\nset ip 10.1.0.1 255.255.255.0\nnext
edit "p2"\nset vdom "B"\nset ip 10.2.0.1 255.255.255.0\nnext
edit "l0"\nset vdom "A"\nset type vdom-link\nnext
edit "l1"\nset vdom "B"\nset type vdom-link\nnext
end\nend
${vdom("A", "p1", "l0")}${vdom("B", "l1", "p2")}`;

/** A site with 10.SITE.0.0/24 behind it, and a tunnel to another one over what was not given. */
function site(name: string, own: number, far: number, selector = ""): string {
  return `#config-version=FGT70F-7.4.3-FW-build2573-240201:opmode=0:vdom=0:user=admin
config system global\nset hostname "${name}"\nend
config system interface
edit "lan"\nset vdom "root"\nset ip 10.${own}.0.1 255.255.255.0\nnext
edit "wan"\nset vdom "root"\nset ip 198.51.${own}.1 255.255.255.0\nnext
edit "vpn"\nset vdom "root"\nset type tunnel\nset interface "wan"\nnext
end
config vpn ipsec phase1-interface\nedit "vpn"\nset interface "wan"\nset remote-gw 198.51.${far}.1\nnext\nend
config vpn ipsec phase2-interface\nedit "p2"\nset phase1name "vpn"\n${selector}\nnext\nend
config firewall policy
edit 1\nset srcintf "lan" "vpn"\nset dstintf "vpn" "lan"\nset srcaddr "all"\nset dstaddr "all"
set action accept\nset schedule "always"\nset service "ALL"\nnext
end
config router static
edit 1\nset gateway 198.51.${own}.254\nset device "wan"\nnext
edit 2\nset dst 10.${far}.0.0 255.255.255.0\nset device "vpn"\nnext
end
`;
}

/** The same of routers. */
function over(name: string, own: number, far: number, filter = "no ip redirects"): string {
  const tunnel = `interface Tunnel0
 ip address 10.9.0.${own} 255.255.255.252
 tunnel source GigabitEthernet0/1
 tunnel destination 198.51.${far}.1
ip route 10.${far}.0.0 255.255.255.0 Tunnel0
ip route 0.0.0.0 0.0.0.0 198.51.${own}.254\n${DENY}`;
  return ios(name, [`0 10.${own}.0.1`, `1 198.51.${own}.1|${filter}`], tunnel);
}

/** A firewall with two ports that have no addresses, and no policies. */
function unaddressed(settings: string): string {
  const port = (name: string) => `edit "${name}"\nset vdom "root"\nnext\n`;
  return `#config-version=FGT70F-7.4.3-FW-build2573-240201:opmode=0:vdom=0:user=admin
config system global\nset hostname "ft"\nend
${settings}\nconfig system interface\n${port("p1")}${port("p2")}end\nconfig firewall policy\nend\n`;
}

interface Firewall {
  readonly wan?: string;
  readonly lan?: string;
  readonly more?: string;
  readonly rules?: string;
  readonly nat?: string;
  readonly system?: string;
}

function pfsense({
  wan = "10.0.12.1",
  lan = "10.1.0.1",
  more = "",
  rules = "",
  nat = "",
  system = "",
}: Firewall): string {
  return `<?xml version="1.0"?>
<pfsense><version>23.3</version><system><hostname>pf</hostname><ipv6allow/>${system}</system>
<interfaces><wan><enable/><if>em0</if><ipaddr>${wan}</ipaddr><subnet>24</subnet><gateway>GW</gateway></wan>
<lan><enable/><if>em1</if><ipaddr>${lan}</ipaddr><subnet>24</subnet></lan>
<opt1><enable/><if>em2</if><ipaddr>10.2.0.1</ipaddr><subnet>24</subnet></opt1></interfaces>
<gateways>
<gateway_item><interface>wan</interface><gateway>10.0.12.2</gateway><name>GW</name><ipprotocol>inet</ipprotocol></gateway_item>
<gateway_item><interface>lan</interface><gateway>10.0.31.2</gateway><name>IN</name><ipprotocol>inet</ipprotocol></gateway_item>
</gateways><filter>${rules}</filter><nat>${nat}</nat>${more}</pfsense>`;
}

const PASS_LAN = `<rule><type>pass</type><interface>lan</interface><source><any/></source><destination><any/></destination></rule>`;

/** Behind the link, and lets in what one address sent. */
function only(address: string): string {
  const list = `ip route 10.1.0.0 255.255.255.0 10.0.12.1\nip access-list extended P\n permit ip ${address} any\n deny ip any any`;
  return ios("r2", ["0 10.0.12.2|ip access-group P in", "1 10.2.0.2"], list);
}

interface Trap {
  readonly trap: string;
  readonly files: readonly string[];
  readonly zones?: typeof CELLS;
  readonly from?: string;
  /** What is right to say. */
  readonly verdict: "proved" | "unproved" | "violated";
}

const TRAPS: readonly Trap[] = [
  {
    trap: "a default route to a router that was not given, which may send packets on to an open one of its segment",
    files: [
      CLOSED,
      ios("r1", ["0 10.1.0.1", "1 10.0.12.1"], "ip route 0.0.0.0 0.0.0.0 10.0.12.99"),
      ios("r2", ["0 10.0.12.2", "1 10.2.0.2"], "ip route 10.1.0.0 255.255.255.0 10.0.12.1"),
    ],
    verdict: "unproved",
  },
  {
    trap: "a group whose name differs by case alone is another one",
    files: [
      ios(
        "r1",
        ["0 10.1.0.1|ip access-group L in", "1 10.2.0.1"],
        "ip access-list extended L\n permit ip object-group src any\n permit ip object-group SRC any\n deny ip any any\nobject-group network src\n host 10.9.0.1\nobject-group network SRC\n host 10.1.0.5",
      ),
    ],
    verdict: "violated",
  },
  {
    trap: "a route that was not understood may lead round the guard",
    files: [
      ios(
        "r1",
        NEAR,
        "ip route 10.2.0.0 255.255.255.0 10.0.12.2\nip route 10.2.0.128 255.255.255.128 10.0.13.3 frobnicate",
      ),
      GUARD,
      OPEN,
    ],
    verdict: "unproved",
  },
  {
    trap: "policy routing may lead round the guard",
    files: [
      ios(
        "r1",
        ["0 10.1.0.1|ip policy route-map P", ...NEAR.slice(1)],
        "ip route 10.2.0.0 255.255.255.0 10.0.12.2\nroute-map P permit 10\n set ip next-hop 10.0.13.3",
      ),
      GUARD,
      OPEN,
    ],
    verdict: "unproved",
  },
  {
    trap: "hosts of a network that lies in a wider one of another device are not surely on the segment of that",
    files: [
      ios("r1", ["0|ip address 10.0.0.1 255.252.0.0|ip access-group D in", "1 172.16.0.1"], DENY),
      ios("r2", ["0 172.16.0.2|ip access-group D in", "1 10.2.0.2|ip access-group D in"], DENY),
    ],
    verdict: "unproved",
  },
  {
    trap: "a route for the next hop alone leads there another way than its network",
    files: [
      ios("r1", NEAR, "ip route 10.2.0.0 255.255.255.0 10.0.12.2\nip route 10.0.12.2 255.255.255.255 10.0.13.3"),
      GUARD,
      OPEN,
    ],
    verdict: "unproved",
  },
  {
    trap: "one that leads to the same interface changes nothing",
    files: [
      ios(
        "r1",
        NEAR,
        "ip route 10.2.0.0 255.255.255.0 10.0.12.2\nip route 10.0.12.2 255.255.255.255 GigabitEthernet0/1",
      ),
      GUARD,
      OPEN,
    ],
    verdict: "proved",
  },
  {
    trap: "a cache that packets are handed to may stand round the guard",
    files: [
      ios(
        "r1",
        ["0 10.1.0.1|ip wccp web-cache redirect in", ...NEAR.slice(1)],
        "ip route 10.2.0.0 255.255.255.0 10.0.12.2",
      ),
      GUARD,
      OPEN,
    ],
    verdict: "unproved",
  },
  {
    trap: "a router between both ends leaks a route into another VRF",
    files: [
      ios("r1", ["0 10.1.0.1", "1 10.0.12.1"], "ip route 10.2.0.0 255.255.255.0 10.0.12.2"),
      `version 15.2
hostname r2
vrf definition X
interface GigabitEthernet0/0
 vrf forwarding X
 ip address 10.0.12.2 255.255.255.0
interface GigabitEthernet0/1
 ip address 10.0.24.2 255.255.255.0
interface GigabitEthernet0/2
 vrf forwarding X
 ip address 10.0.25.2 255.255.255.0
 ip access-group D out
ip route vrf X 10.2.0.0 255.255.255.0 GigabitEthernet0/2 10.0.25.4
ip route vrf X 10.2.0.0 255.255.255.128 GigabitEthernet0/1 10.0.24.4
${DENY}
end
`,
      ios("r4", ["0 10.0.24.4", "2 10.0.25.4", "1 10.2.0.1"]),
    ],
    verdict: "violated",
  },
  {
    trap: "an address that cannot be read may be one of the zone's networks",
    files: [
      ios("r1", NEAR, "ip route 10.2.0.0 255.255.255.0 10.0.12.2\nip route 10.2.0.128 255.255.255.128 10.0.13.3"),
      GUARD,
      ios("r3", ["0 10.0.13.3", "1|ip address 10.2.0.3 255.255.255.0 blah"]),
    ],
    verdict: "unproved",
  },
  {
    trap: "the type of an interface is written in small letters in a route",
    files: [
      `version 15.2
hostname r1
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.255.0
interface GigabitEthernet0/1
 ip address 10.0.12.1 255.255.255.0
interface Dialer0
 ip address 10.0.13.1 255.255.255.0
ip route 10.2.0.0 255.255.255.0 10.0.12.2
ip route 10.2.0.128 255.255.255.128 dialer0 10.0.13.3
end
`,
      GUARD,
      OPEN,
    ],
    verdict: "violated",
  },
  {
    trap: "routers that were not given lead on to another given one, over a segment of the map",
    zones: [zone("a 10.1.0.0/24"), zone("b 10.2.0.0/24 10.5.0.0/24"), zone("t 10.0.13.0/24")],
    files: [
      ios(
        "r1",
        [...NEAR.slice(0, 2), "2 10.5.0.1|ip access-group D out"],
        `ip route 0.0.0.0 0.0.0.0 10.0.12.99\n${DENY}`,
      ),
      ios("r3", ["0 10.0.13.3", "1 10.2.0.3"], "ip route 0.0.0.0 0.0.0.0 10.0.13.99"),
    ],
    verdict: "unproved",
  },
  {
    trap: "a next hop of another segment is answered for by a neighbour",
    files: [
      ios("r1", NEAR, "ip route 10.2.0.0 255.255.255.0 GigabitEthernet0/2 10.0.12.2"),
      GUARD,
      ios("r3", ["0 10.0.13.3", "1 10.2.0.3"], "ip route 10.0.12.0 255.255.255.0 10.0.13.1"),
      CLOSED,
    ],
    verdict: "unproved",
  },
  {
    trap: "a router that was not given may send packets on to one that was",
    files: [ios("r1", ["0 10.1.0.1", "1 10.0.13.1"], "ip route 0.0.0.0 0.0.0.0 10.0.13.77"), OPEN, CLOSED],
    verdict: "unproved",
  },
  {
    trap: "an address of VRRP stands below its family",
    files: [
      ios("r1", ["0 10.1.0.1", "1 10.0.12.1"], "ip route 0.0.0.0 0.0.0.0 10.0.12.254"),
      ios("r2", ["0 10.0.12.2|vrrp 1 address-family ipv4|  address 10.0.12.254 primary", "1 10.2.0.2"]),
      CLOSED,
    ],
    verdict: "violated",
  },
  {
    trap: "what lies behind a router that was not given may lie behind another given one first",
    files: [
      ios("r1", ["0 10.1.0.1", "1 10.0.12.1"], "ip route 10.2.0.0 255.255.255.0 10.0.12.99"),
      ios(
        "r2",
        ["0 10.0.13.2", "1 10.0.23.2|ip access-group D out"],
        `ip route 10.2.0.0 255.255.255.0 10.0.23.98\nip route 10.1.0.0 255.255.255.0 10.0.13.99\n${DENY}`,
      ),
    ],
    verdict: "unproved",
  },
  {
    trap: "what comes from behind a router that was not given may have met another given one before",
    files: [
      ios("r1", ["0 10.1.0.1", "1 10.0.12.1"], "ip route 10.2.0.0 255.255.255.0 10.0.12.99"),
      ios("r2", ["0 10.0.13.2|ip access-group D out", "1 10.2.0.2"], `ip route 0.0.0.0 0.0.0.0 10.0.13.99\n${DENY}`),
    ],
    from: "b",
    verdict: "unproved",
  },
  {
    trap: "what surely passes there passes by both routes",
    files: [
      ios("r1", ["0 10.1.0.1", "1 10.0.12.1"], "ip route 10.2.0.0 255.255.255.0 10.0.12.99"),
      ios(
        "r2",
        ["0 10.0.13.2", "1 10.0.23.2"],
        "ip route 10.2.0.0 255.255.255.0 10.0.23.98\nip route 10.1.0.0 255.255.255.0 10.0.13.99",
      ),
    ],
    verdict: "violated",
  },
  {
    trap: "a router that leads to both by one interface stands between neither",
    files: [
      ios("r1", ["0 10.1.0.1", "1 10.0.12.1"], "ip route 10.2.0.0 255.255.255.0 10.0.12.99"),
      ios(
        "r2",
        ["0 10.0.13.2|ip access-group D in|ip access-group D out", "1 192.0.2.2"],
        `ip route 10.0.0.0 255.0.0.0 10.0.13.99\nip route 0.0.0.0 0.0.0.0 192.0.2.1\n${DENY}`,
      ),
    ],
    verdict: "violated",
  },
  {
    trap: "routers that were not given may hand packets to one that learns its routes from them",
    zones: [...CELLS, zone("t 10.0.13.0/24")],
    files: [
      ios("r1", ["0 10.1.0.1", "1 10.0.12.1"], "ip route 0.0.0.0 0.0.0.0 10.0.12.99"),
      ios("r3", ["0 10.0.13.3", "1 10.2.0.3"], "router ospf 1\n network 10.0.0.0 0.255.255.255 area 0"),
      CLOSED,
    ],
    verdict: "unproved",
  },
  {
    trap: "a tunnel is up where nobody who was given stands between its ends",
    files: [site("fa", 1, 2), site("fb", 2, 1)],
    verdict: "violated",
  },
  {
    trap: "a tunnel carries nothing surely where a given device may stop what it travels in",
    files: [
      site("fa", 1, 2),
      site("fb", 2, 1),
      ios("r9", ["0 198.51.1.254|ip access-group D in", "1 198.51.2.254|ip access-group D in"], DENY),
    ],
    verdict: "unproved",
  },
  {
    trap: "a tunnel carries nothing that fits none of its selectors",
    files: [site("fa", 1, 2, "set dst-subnet 10.7.0.0 255.255.255.0"), site("fb", 2, 1)],
    verdict: "proved",
  },
  {
    trap: "a tunnel whose far end lets nothing of it in is not surely up",
    files: [
      over("r1", 1, 2),
      over("r2", 2, 1, "ip access-group D in"),
      ios("r9", ["0 10.1.0.9|ip access-group D in", "1 10.2.0.9|ip access-group D in"], DENY),
    ],
    verdict: "unproved",
  },
  {
    trap: "while a tunnel is down a default route leads where its own route did",
    files: [
      `${over("r1", 1, 2).replace("198.51.1.254", "198.51.1.3")}`,
      `${over("r2", 2, 1, "ip access-group D in")}`.replace("Tunnel0\n", "Tunnel0\n ip access-group D in\n"),
      ios("r3", ["0 198.51.1.3", "1 10.2.0.3"]),
    ],
    verdict: "unproved",
  },
  {
    trap: "a transparent firewall may stand where routes lead",
    files: [
      ios("r1", ["0 10.1.0.1", "1 10.2.0.1"]),
      unaddressed("config system settings\nset opmode transparent\nend"),
    ],
    verdict: "unproved",
  },
  {
    trap: "a pair of wired ports may stand where routes lead",
    files: [
      ios("r1", ["0 10.1.0.1", "1 10.2.0.1"]),
      unaddressed('config system virtual-wire-pair\nedit "w"\nset member "p1" "p2"\nnext\nend'),
    ],
    verdict: "unproved",
  },
  {
    trap: "who shares an address with its peer may have learned it from there",
    files: [
      ios("r1", ["0 10.1.0.1", "1 10.0.12.1"], "ip route 10.2.0.0 255.255.255.0 10.0.12.254"),
      ios("r2", ["0 10.0.12.2|ip access-group D in|standby 1 ip 10.0.12.254", "1 10.2.0.2"], DENY),
      ios("r3", ["0 10.0.12.3|standby 1 ip", "1 10.2.0.3"]),
    ],
    verdict: "unproved",
  },
  {
    trap: "a group without a number is group 0, and each of its members has the address",
    files: [
      ios("r1", ["0 10.1.0.1", "1 10.0.12.1"], "ip route 10.2.0.0 255.255.255.0 10.0.12.254"),
      ios("r2", ["0 10.0.12.2|glbp 0 ip 10.0.12.254", "1 10.2.0.2"]),
      ios("r3", ["0 10.0.12.3|glbp ip", "1 10.2.0.3"]),
    ],
    verdict: "violated",
  },
  {
    trap: "a shared address that cannot be read may be any",
    files: [
      ios("r1", ["0 10.1.0.1", "1 10.0.12.1"], "ip route 10.2.0.0 255.255.255.0 10.0.12.254"),
      ios("r2", ["0 10.0.12.2|ip access-group D in|standby 1 ip 10.0.12.254", "1 10.2.0.2"], DENY),
      ios("r3", ["0 10.0.12.3|standby 1 ip 10.0.12.x", "1 10.2.0.3"]),
    ],
    verdict: "unproved",
  },
  {
    trap: "a route that is taken away leaves others of its prefix",
    files: [
      ios(
        "r1",
        NEAR,
        "ip route 10.2.0.0 255.255.255.0 10.0.12.2\nip route 10.2.0.128 255.255.255.128 10.0.13.3\nip route 10.2.0.128 255.255.255.128 Null0\nno ip route 10.2.0.128 255.255.255.128 Null0",
      ),
      GUARD,
      OPEN,
    ],
    verdict: "violated",
  },
  {
    trap: "a line of a group that was not understood may take members away",
    files: [
      ios(
        "r1",
        ["0 10.1.0.1|ip access-group L in", "1 10.2.0.1"],
        "object-group network G\n 10.1.0.0 255.255.255.0\n unlist 10.1.0.0 255.255.255.0\nip access-list extended L\n deny ip object-group G any\n permit ip any any",
      ),
    ],
    verdict: "unproved",
  },
  {
    trap: "a line of a list that is no entry may take entries away",
    files: [
      ios(
        "r1",
        ["0 10.1.0.1|ip access-group L in", "1 10.2.0.1"],
        "ip access-list extended L\n 10 deny ip any any\n default 10\n permit ip any any",
      ),
    ],
    verdict: "unproved",
  },
  {
    trap: "a route of distance 255 is not used",
    files: [
      ios("r1", NEAR, "ip route 10.2.0.0 255.255.255.0 10.0.12.2 255\nip route 10.0.0.0 255.0.0.0 10.0.13.3"),
      GUARD,
      OPEN,
    ],
    verdict: "unproved",
  },
  {
    trap: "a shorter route is not sure to be taken while a tracked longer one may be there",
    files: [
      ios("r1", NEAR, "ip route 10.2.0.0 255.255.255.0 10.0.12.2 track 1\nip route 10.0.0.0 255.0.0.0 10.0.13.3"),
      GUARD,
      OPEN,
    ],
    verdict: "unproved",
  },
  {
    trap: "one address is taken away, the others stay",
    files: [
      ios("r1", [
        "0 10.1.0.1|ip address 10.7.0.1 255.255.255.0 secondary|no ip address 10.7.0.1 255.255.255.0 secondary",
        "1 10.2.0.1",
      ]),
      CLOSED,
    ],
    verdict: "violated",
  },
  {
    trap: "the address of an interface stands for one host, the others are reached as before",
    files: [
      ios(
        "r1",
        ["0 10.1.0.1|ip nat outside", "1 10.2.0.1|ip nat inside|ip access-group O out"],
        "ip nat inside source static 10.2.0.5 interface GigabitEthernet0/0\nip access-list extended O\n deny ip any host 10.2.0.5\n permit ip any any",
      ),
    ],
    verdict: "violated",
  },
  {
    trap: "a route map says when a static translation holds",
    files: [
      ios(
        "r1",
        ["0 10.1.0.1|ip nat inside", "1 10.2.0.1|ip nat outside|ip access-group O out"],
        "ip nat inside source static 10.1.0.5 192.0.2.5 route-map RM\nip access-list extended O\n permit ip host 10.1.0.5 any\n deny ip any any",
      ),
    ],
    verdict: "unproved",
  },
  {
    trap: "blanks before a statement of an interface mean nothing",
    files: [ios("r1", ["0 10.1.0.1|ip access-group D in|  no ip access-group D in", "1 10.2.0.1"], DENY)],
    verdict: "unproved",
  },
  {
    trap: "blanks before a statement of the device mean nothing",
    files: [
      ios(
        "r1",
        ["0 10.1.0.1|ip access-group D in", "1 10.2.0.1"],
        `${DENY}\nlogging buffered 4096\n no ip access-list extended D`,
      ),
    ],
    verdict: "unproved",
  },
  {
    trap: "what stands behind the end is another configuration",
    files: [
      `${ios("r1", ["0 10.1.0.1", "1 10.2.0.1"])}${ios("r1", ["0 10.1.0.1|ip access-group D in", "1 10.2.0.1"], DENY)}`,
    ],
    verdict: "unproved",
  },
  {
    trap: "a condition behind the log option still counts",
    files: [
      ios(
        "r1",
        ["0 10.1.0.1|ip access-group L in", "1 10.2.0.1"],
        "ip access-list extended L\n deny tcp any any log established\n permit tcp any any",
      ),
    ],
    verdict: "violated",
  },
  {
    trap: "a row of the central table that was not understood may translate",
    files: [
      fortigate(
        `config system settings\nset central-nat enable\nend\nconfig firewall central-snat-map\nedit 1\nset srcintf "p1"\nset dstintf "p2"
set orig-addr "all"\nset dst-addr "all"\nset nat-ippool "pool"\nset frobnicate enable\nnext\nend\n${policy("policy", "")}`,
      ),
      only("host 192.0.2.1"),
    ],
    verdict: "unproved",
  },
  {
    trap: "a consolidated policy translates by its pool",
    files: [
      fortigate(
        `config system settings\nset consolidated-firewall-mode enable\nend\n${policy("consolidated policy", "4", `set nat enable\nset ippool enable\nset poolname "pool"`)}`,
        "6.2.3",
      ),
      only("host 192.0.2.1"),
    ],
    verdict: "violated",
  },
  { trap: "a link without addresses leads through another VDOM", files: [LINKED, CLOSED], verdict: "violated" },
  {
    trap: "without the packet filter nothing is translated",
    files: [pfsense({ system: "<disablefilter/>" }).replace(/<opt1>.*<\/opt1>/, ""), only("10.1.0.0 0.0.0.255")],
    verdict: "unproved",
  },
  {
    trap: "what is for an address of a device on a segment of two zones meets its own filters",
    zones: [zone("a 10.2.0.8/29"), zone("b 10.2.0.1")],
    files: [ios("r1", ["0 10.2.0.1|ip access-group D in"], DENY)],
    verdict: "unproved",
  },
  {
    trap: "hosts of one network of a segment may have a router of its other network as their gateway",
    zones: [...CELLS, zone("t 10.0.12.0/24")],
    files: [
      ios("r1", ["0 10.1.0.1|ip address 10.0.12.1 255.255.255.0 secondary|ip access-group D in", "1 10.2.0.1"], DENY),
      ios("r2", ["0 10.0.12.2", "1 10.2.0.2"], "ip route 10.1.0.0 255.255.255.0 10.0.12.1"),
    ],
    verdict: "unproved",
  },
  {
    trap: "a router that was not given may have any given one of its segment as its gateway",
    files: [
      ios("r1", ["0 10.0.12.1|ip access-group D in", "1 10.2.0.1"], `ip route 0.0.0.0 0.0.0.0 10.0.12.99\n${DENY}`),
      ios("r2", ["0 10.0.12.2", "1 10.2.0.2"], "ip route 0.0.0.0 0.0.0.0 10.2.0.1"),
    ],
    verdict: "unproved",
  },
  {
    trap: "who lies behind one segment by routes of two routers meets neither of them",
    files: [
      ios(
        "r1",
        ["0 10.0.12.1|ip access-group D in", "1 10.3.0.1"],
        `ip route 10.1.0.0 255.255.255.0 GigabitEthernet0/0\n${DENY}`,
      ),
      ios(
        "r2",
        ["0 10.0.12.2|ip access-group D in", "1 10.3.0.2"],
        `ip route 10.2.0.0 255.255.255.0 GigabitEthernet0/0\n${DENY}`,
      ),
      CLOSED,
    ],
    verdict: "unproved",
  },
  {
    trap: "networks behind an inner router are translated as well",
    files: [
      pfsense({
        lan: "10.0.31.1",
        rules: PASS_LAN,
        more: "<staticroutes><route><network>10.1.0.0/24</network><gateway>IN</gateway></route></staticroutes>",
      }).replace(/<opt1>.*<\/opt1>/, ""),
      only("host 10.0.12.1"),
    ],
    verdict: "unproved",
  },
  {
    trap: "the firewall connects to what it publishes for hosts inside",
    files: [
      pfsense({
        wan: "203.0.113.1",
        nat: "<rule><interface>wan</interface><protocol>tcp</protocol><source><any/></source><destination><network>wanip</network><port>443</port></destination><target>10.2.0.5</target><local-port>443</local-port></rule>",
      }),
    ],
    verdict: "unproved",
  },
  {
    trap: "a section stands twice",
    files: [pfsense({}).replace("<filter></filter>", `<filter></filter><filter>${PASS_LAN}</filter>`)],
    verdict: "unproved",
  },
  {
    trap: "a prefix stands for another one",
    zones: CELLS6,
    from: "b",
    files: [
      `<?xml version="1.0"?>
<pfsense><version>23.3</version><system><hostname>pf</hostname><ipv6allow/></system>
<interfaces><wan><enable/><if>em0</if><ipaddrv6>2001:db8:12::1</ipaddrv6><subnetv6>64</subnetv6></wan>
<lan><enable/><if>em1</if><ipaddrv6>fd00:1::1</ipaddrv6><subnetv6>64</subnetv6></lan></interfaces>
<filter><rule><type>pass</type><interface>wan</interface><ipprotocol>inet6</ipprotocol><source><any/></source><destination><any/></destination></rule></filter>
<nat><npt><interface>wan</interface><source><address>fd00:1::/64</address></source><destination><address>2001:db8:99::/64</address></destination></npt></nat>
</pfsense>`,
      `version 15.2
hostname r2
ipv6 unicast-routing
interface GigabitEthernet0/0
 ipv6 address 2001:db8:12::2/64
interface GigabitEthernet0/1
 ipv6 address 2001:db8:2::2/64
 ipv6 traffic-filter P in
ipv6 route 2001:db8:99::/64 2001:db8:12::1
ipv6 route fd00:1::/64 2001:db8:12::1
ipv6 access-list P
 permit ipv6 any 2001:db8:99::/64
 deny ipv6 any any
end
`,
    ],
    verdict: "violated",
  },
];

describe("ways round", () => {
  it.each(TRAPS)("$trap: $verdict", async ({ files, zones = CELLS, from = "a", verdict }) => {
    const diagnostics = new Diagnostics();
    const parsed = await Promise.all(
      files.map((text, index) =>
        parseInput({ path: `configs/${index + 1}.cfg`, text, encoding: "utf-8", sha256: "" }, diagnostics),
      ),
    );
    const devices = parsed.flatMap((one) => (one.kind === "parsed" ? one.devices : []));
    expect(devices).toHaveLength(files.length);
    const plant = resolvePlant(devices, plan(zones));
    const { pairs } = buildFacts(plant, analysePlant(plant));
    const pair = pairs.find((one) => one.from.id === from && one.to.id === (from === "a" ? "b" : "a"));
    expect(pair?.verdict).toBe(verdict);
  });
});
