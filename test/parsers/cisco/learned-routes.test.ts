/** Routing tables that were captured with a configuration: what a router learned is known then, or stays unknown with a reason. */
import { describe, expect, it } from "vitest";
import { parse } from "./site.js";

const CONFIGURATION = `version 15.2
hostname r1
ip routing
interface Loopback0
 ip address 10.255.0.1 255.255.255.255
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.0.0
interface GigabitEthernet0/1
 ip address 10.12.0.1 255.255.255.252
interface GigabitEthernet0/2
 ip address 10.13.0.1 255.255.255.252
router ospf 1
 network 10.0.0.0 0.255.255.255 area 0
router bgp 65000
ip route 10.9.0.0 255.255.0.0 10.12.0.2
ip route 10.8.0.0 255.255.0.0 10.13.0.2 250
end
`;
const LEGEND = `Codes: L - local, C - connected, S - static, R - RIP, M - mobile, B - BGP
       D - EIGRP, EX - EIGRP external, O - OSPF, IA - OSPF inter area
       + - replicated route, % - next hop override

Gateway of last resort is 10.12.0.2 to network 0.0.0.0

`;
const ENTRIES = `O*E2  0.0.0.0/0 [110/1] via 10.12.0.2, 1w2d, GigabitEthernet0/1
      10.0.0.0/8 is variably subnetted, 13 subnets, 5 masks
C        10.1.0.0/16 is directly connected, GigabitEthernet0/0
L        10.1.0.1/32 is directly connected, GigabitEthernet0/0
O IA     10.2.0.0/16 [110/2] via 10.13.0.2, 00:01:34, GigabitEthernet0/2
                     [110/2] via 10.12.0.2, 00:01:34, GigabitEthernet0/1
B        10.3.0.0/16 [200/0] via 10.2.0.9, 3d04h
D EX     10.4.0.0/16
           [170/5] via 10.13.0.2, 2y3w, GigabitEthernet0/2
O        10.8.0.0/16 [110/9] via 10.12.0.2, 00:00:02, GigabitEthernet0/1
S        10.9.0.0/16 [1/0] via 10.12.0.2
D        10.32.0.0/11 is a summary, 00:01:34, Null0
C        10.12.0.0/30 is directly connected, GigabitEthernet0/1
L        10.12.0.1/32 is directly connected, GigabitEthernet0/1
C        10.13.0.0/30 is directly connected, GigabitEthernet0/2
L        10.13.0.1/32 is directly connected, GigabitEthernet0/2
C        10.255.0.1/32 is directly connected, Loopback0
      192.168.5.0/26 is subnetted, 1 subnets
R        192.168.5.64 [120/1] via 10.12.0.2, 00:00:20, GigabitEthernet0/1
`;

const capture = (entries = ENTRIES, configuration = CONFIGURATION) =>
  `r1#show running-config\n${configuration}\nr1#show ip route\n${LEGEND}${counted(entries)}r1#exit\n`;

/** Entries below headings that say how many there are, as a device does. */
function counted(entries: string): string {
  return entries.replaceAll(
    /^( +\S+ is .*subnetted, )\d+( subnets.*\n)((?:[A-Z].{4} {4}\d.*\n| {9,}.*\n)*)/gm,
    (_, before, after, below) => `${before}${below.match(/^[A-Z]/gm)?.length ?? 0}${after}${below}`,
  );
}

/** Routes of a device as people write them, those of the configuration first. */
function routesIn(text: string): string[] {
  return parse(text).device.routes.map(({ network, prefixLength, egress = "-", nextHop, distance }) => {
    const dotted = (value: number | bigint | undefined) =>
      value === undefined ? "-" : [24, 16, 8, 0].map((by) => Math.floor(Number(value) / 2 ** by) % 256).join(".");
    return `${dotted(network)}/${prefixLength} ${egress} ${dotted(nextHop)} ${distance}`;
  });
}

function router(text: string) {
  const { device, codes } = parse(text);
  const [one] = device.routers;
  return { learns: one?.dynamicRouting !== undefined, isKnown: one?.learned !== undefined, codes };
}

const KNOWN = { learns: false, isKnown: true, codes: [] };
const UNKNOWN = { learns: true, isKnown: false, codes: ["cisco/routing-table"] };

describe("a routing table in the capture of a session", () => {
  it("says what was learned, by whatever protocol, in whatever form", () => {
    expect(router(capture())).toEqual(KNOWN);
    expect(routesIn(capture())).toEqual([
      "10.9.0.0/16 - 10.12.0.2 1",
      "10.8.0.0/16 - 10.13.0.2 250",
      "0.0.0.0/0 GigabitEthernet0/1 10.12.0.2 110",
      "10.2.0.0/16 GigabitEthernet0/2 10.13.0.2 110",
      "10.2.0.0/16 GigabitEthernet0/1 10.12.0.2 110",
      "10.3.0.0/16 - 10.2.0.9 200",
      "10.4.0.0/16 GigabitEthernet0/2 10.13.0.2 170",
      "10.8.0.0/16 GigabitEthernet0/1 10.12.0.2 110",
      "10.32.0.0/11 - - 254",
      "192.168.5.64/26 GigabitEthernet0/1 10.12.0.2 120",
    ]);
  });

  it("may have a pager in it that was taken away again", () => {
    const wiped = `${"\b".repeat(9)}${" ".repeat(8)}${"\b".repeat(9)}`;
    const paged = (pager: string) => capture().replace("O IA ", `${pager}O IA `).replace("R   ", `${pager}R   `);
    expect(router(paged(` --More-- ${wiped}`))).toEqual(KNOWN);
    expect(router(paged(" --More-- \r         \r"))).toEqual(KNOWN);
    expect(routesIn(paged(` --More-- ${wiped}`))).toEqual(routesIn(capture()));
    expect(router(paged(" --More-- "))).toEqual(UNKNOWN);
  });

  it("may be behind an export that nobody captured, and in front of it", () => {
    const table = `r1#sh ip ro\n${LEGEND}${ENTRIES}r1#\n`;
    expect(router(`${CONFIGURATION}${table}`)).toEqual(KNOWN);
    expect(router(`${table}${CONFIGURATION}`)).toEqual(KNOWN);
  });

  it.each([
    ["cut off", capture().replace(/r1#exit\n$/, "")],
    ["cut in the middle of a line", capture().slice(0, -60)],
    ["without a line in the middle", capture().replace(/^O {8}10\.8.*\n/m, "")],
    ["without its default route", capture(ENTRIES.replace(/^O\*E2.*\n/, ""))],
    ["without its last line", capture().replace(/^R .*\n/m, "")],
    ["without the heading of some", capture().replace(/^ +10\.0\.0\.0\/8 is.*\n/m, "")],
    [
      "without a heading that says how long they are",
      capture()
        .replace(/^ +192.*\n/m, "")
        .replace("13 sub", "14 sub"),
    ],
    ["with a line of another table", capture(`${ENTRIES}O     10.2.0.0/16 [110/9] via 10.12.0.2, 1w2d\n`)],
    ["with a destination that is none", capture(ENTRIES.replace("192.168.5.64", "192.168.5.65"))],
    ["of another device", capture().replace("r1#show ip route", "r2#show ip route").replace("r1#exit", "r2#exit")],
    ["shown twice", `${capture()}r1#show ip route\n${LEGEND}${ENTRIES}r1#\n`],
    ["of a day when a network was another", capture(ENTRIES.replace("C        10.1.0.0/16", "C        10.1.0.0/17"))],
    ["with next hops on an interface that was down", capture(ENTRIES.replace(/^[CL] +10\.13.*\n/gm, ""))],
    ["with a network that the file lacks", capture(`${ENTRIES}C        10.14.0.0/24 is directly connected, Vlan9\n`)],
    ["with a static route that the file lacks", capture(`${ENTRIES}S        10.7.0.0/16 [1/0] via 10.12.0.2\n`)],
    ["with another next hop of one", capture(ENTRIES.replace("[1/0] via 10.12.0.2", "[1/0] via 10.13.0.2"))],
    ["with another distance of one", capture(ENTRIES.replace("[1/0] via 10.12.0.2", "[9/0] via 10.12.0.2"))],
    [
      "with another way of one",
      capture(ENTRIES.replace(/(\[1\/0\] via 10.12.0.2)/, "$1\n                     [1/0] via 10.13.0.2")),
    ],
    ["with an address that the file lacks", capture(ENTRIES.replace("10.1.0.1/32", "10.1.0.9/32"))],
    [
      "with a network on an interface that the file lacks",
      capture(ENTRIES.replace(/(C .*\/0\n)/, "$1                     is directly connected, GigabitEthernet0/7\n")),
    ],
    [
      "with a code that comes and goes",
      capture(`${ENTRIES}H        10.7.0.0/16 [250/1] via 10.12.0.2, 00:00:01, Tunnel1\n`),
    ],
    [
      "with a copied route",
      capture(`${ENTRIES}B   +    10.7.0.0/16 [20/0] via 10.12.0.2, 00:00:01, GigabitEthernet0/1\n`),
    ],
    ["with a next hop in another VRF", capture(`${ENTRIES}B        10.7.0.0/16 [20/0] via 10.12.0.2 (X), 00:00:01\n`)],
    [
      "with a next hop that nothing leads to",
      capture(`${ENTRIES}B        10.7.0.0/16 [20/0] via 172.16.0.1, 00:00:01\n`),
    ],
    [
      "with a next hop beside no network",
      capture(`${ENTRIES}O        10.7.0.0/16 [110/2] via 172.16.0.1, 00:00:01, GigabitEthernet0/1\n`),
    ],
    ["with a message of the log in it", capture(`${ENTRIES}*Mar  1 00:02:11.000: %OSPF-5-ADJCHG: Process 1\n`)],
    ["with a default network", capture().replace("network 0.0.0.0", "network 10.2.0.0")],
    [
      "beside shortcuts that spokes find",
      capture(ENTRIES, CONFIGURATION.replace("interface Loopback0", "interface Loopback0\n ip nhrp shortcut")),
    ],
    [
      "beside IPv6, which it does not show",
      capture(ENTRIES, CONFIGURATION.replace("ip routing", "ipv6 unicast-routing")),
    ],
  ])("is not used where it is %s", (_, text) => {
    const { learns, isKnown, codes } = router(text);
    expect({ learns, isKnown, codes: codes.filter((code) => code === "cisco/routing-table").slice(0, 1) }).toEqual(
      UNKNOWN,
    );
  });

  it("makes interfaces doubtful that were down, and static routes that were not there", () => {
    const gone = ENTRIES.replace(/^[CL] +10\.1\.0.*\n/gm, "").replace(/^S .*\n/m, "");
    const { device, codes } = parse(capture(gone.replace("O        10.8.0.0/16 [110", "B        10.8.0.0/16 [251")));
    const reason = (id: string | undefined) => device.doubts.find((one) => one.id === id)?.reason;
    expect(codes).toEqual([]);
    expect(device.interfaces.map(({ stateDoubt }) => reason(stateDoubt))).toEqual([
      undefined,
      "GigabitEthernet0/0 was down when the routing table was captured: 10.1.0.0/16 is not in it",
      undefined,
      undefined,
    ]);
    expect(device.routes.slice(0, 3).map(({ doubt }) => reason(doubt))).toEqual([
      "the route to 10.9.0.0/16 was not in the routing table that was captured",
      "the route to 10.8.0.0/16 was not in the routing table that was captured",
      undefined,
    ]);
  });

  it.each([
    ["a floating one is", "10.9.0.0 255.255.0.0 10.13.0.2 200", "[200/0] via 10.13.0.2"],
    ["one as good is", "10.9.0.0 255.255.0.0 10.13.0.2", "[1/0] via 10.13.0.2"],
    ["a protocol's summary is, whose distance nobody sees", "10.7.0.0 255.255.0.0 Null0", "is a summary, 1w2d, Null0"],
  ])("makes a static route doubtful where %s there in its place", (_, route, way) => {
    const both = CONFIGURATION.replace("ip route", `ip route ${route}\nip route`);
    const entries = ENTRIES.replace("[1/0] via 10.12.0.2", way).replace(
      "S    ",
      way.startsWith("[") ? "S    " : "D    ",
    );
    const { device, codes } = parse(capture(entries, both));
    expect(codes).toEqual([]);
    const isDoubtful = ({ nextHop, doubt }: { nextHop?: number | bigint; doubt?: string }) =>
      nextHop === 0x0a0c0002 && doubt !== undefined;
    expect(device.routes.filter(isDoubtful)).toHaveLength(1);
  });

  it("has aggregates of BGP, and the far ends of links", () => {
    const more = `${ENTRIES}B     172.16.0.0/12 [200/0] via 0.0.0.0, 1w2d, Null0
C     10.13.0.2/32 is directly connected, GigabitEthernet0/2
`;
    expect(router(capture(more))).toEqual(KNOWN);
    expect(routesIn(capture(more)).at(-1)).toBe("172.16.0.0/12 - - 200");
    expect(router(capture(more.replace("10.13.0.2/32", "10.14.0.2/32")))).toEqual(UNKNOWN);
  });

  it("has networks and routes that came with an address", () => {
    const given = CONFIGURATION.replace("router ospf", "interface GigabitEthernet0/3\n ip address dhcp\nrouter ospf");
    const more = `${ENTRIES}C     198.51.100.0/24 is directly connected, GigabitEthernet0/3
S     203.0.113.0/24 [254/0] via 198.51.100.1, GigabitEthernet0/3
`;
    expect(router(capture(more, given))).toEqual(KNOWN);
    expect(routesIn(capture(more, given)).at(-1)).toBe("203.0.113.0/24 GigabitEthernet0/3 198.51.100.1 254");
    expect(router(capture(more.replace("198.51.100.1,", "192.0.2.1,"), given))).toEqual(UNKNOWN);
    expect(router(capture(more.replace("[254/0]", "[1/0]"), given))).toEqual(UNKNOWN);
    const byDefault = `${more}S     203.0.114.0/24 [254/0] via 198.51.100.1\n`;
    expect(routesIn(capture(byDefault, given)).at(-1)).toBe("203.0.114.0/24 GigabitEthernet0/3 198.51.100.1 254");
  });

  it("may be one of IPv4 alone where no protocol learns IPv6", () => {
    const both = CONFIGURATION.replace("ip routing", "ipv6 unicast-routing").replace("router bgp 65000\n", "");
    expect(router(capture(ENTRIES, both))).toEqual(KNOWN);
    const onPort = both.replace("interface Loopback0", "interface Loopback0\n ipv6 ospf 1 area 0");
    expect(router(capture(ENTRIES, onPort)).learns).toBe(true);
  });

  it("is not used where it has more routes than anybody looks at", () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, one) => {
        const [high, low] = [one >> 8, one & 255];
        return `B     172.${high}.${low}.0/24 [200/0] via 10.12.0.2, 3d04h\n`;
      }).join("");
    const isKnown = (count: number) => router(capture(`${ENTRIES}${many(count)}`)).isKnown;
    expect([isKnown(4000), isKnown(5001)]).toEqual([true, false]);
  });

  it.each(["show ip route ospf", "show ip route | include O", "show ip route 10.0.0.0 255.0.0.0 longer-prefixes"])(
    "is none where the command leaves routes out: %s",
    (command) => expect(router(capture().replace("show ip route", command)).learns).toBe(true),
  );

  it("shows that a configuration lacks the protocol by which routes are learned", () => {
    const lacking = capture(ENTRIES, CONFIGURATION.replace(/^router .*\n(?: .*\n)*/gm, ""));
    expect(router(lacking)).toEqual(UNKNOWN);
  });

  it("says nothing of a router that learns nothing", () => {
    const still = capture("", CONFIGURATION.replace(/^router .*\n(?: .*\n)*/gm, ""));
    expect(router(still)).toMatchObject({ learns: false, isKnown: false });
  });

  it("is one of a VRF where the command names it", () => {
    const inVrf = CONFIGURATION.replace("ip routing", "vrf definition PLANT\n address-family ipv4")
      .replace("router ospf 1", "router ospf 1 vrf PLANT")
      .replace("router bgp 65000\n", "")
      .replaceAll(/^ ip address/gm, " vrf forwarding PLANT\n ip address")
      .replaceAll("ip route ", "ip route vrf PLANT ");
    const named = capture(ENTRIES, inVrf)
      .replace("show ip route", "show ip route vrf PLANT")
      .replace("Codes:", "\nRouting Table: PLANT\nCodes:");
    const routerOf = (text: string) => parse(text).device.routers.find(({ id }) => id === "PLANT");
    expect(routerOf(named)?.dynamicRouting).toBeUndefined();
    expect(routerOf(named)?.learned?.at.line).toBe(24);
    expect(routerOf(named.replace("Table: PLANT", "Table: OTHER"))?.dynamicRouting).toBeDefined();
    expect(routerOf(capture(ENTRIES, inVrf))?.dynamicRouting).toBeDefined();
  });
});
