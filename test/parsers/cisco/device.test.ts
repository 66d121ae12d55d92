/** Interfaces, routes, translations, what a switch does, who may administer it (reference/cisco.md 2 to 5, 9). */
import { describe, expect, it } from "vitest";
import { ask, askBoth, extended, parse } from "./site.js";

const SWITCH = `version 16.12
hostname core-1
ip routing
vlan 10
 name cell-a
interface GigabitEthernet1/0/1
 switchport mode trunk
 switchport trunk allowed vlan 10,20
 switchport trunk allowed vlan add 30
interface GigabitEthernet1/0/2
 switchport access vlan 10
 switchport mode access
interface GigabitEthernet1/0/3
interface Vlan10
 ip address 10.20.10.1 255.255.255.0
interface Vlan20
 ip address 10.20.20.1 255.255.255.0
line con 0
`;
const interfaceOf = (text: string, id: string) => parse(text).device.interfaces.find((one) => one.id === id);
const doubts = (text: string) => parse(text).device.doubts.map(({ scope, interfaces }) => ({ scope, interfaces }));

describe("interfaces of IOS", () => {
  it("trap 59: allowed VLANs go on with add; the native VLAN is not among them by itself", () => {
    expect(interfaceOf(SWITCH, "GigabitEthernet1/0/1")?.switchport).toMatchObject({
      mode: "trunk",
      allowedVlans: [
        [10, 10],
        [20, 20],
        [30, 30],
      ],
    });
  });

  it("trap 60: a trunk stays one whatever access VLAN is written", () => {
    const text = SWITCH.replace(" switchport mode trunk", " switchport mode trunk\n switchport access vlan 10");
    expect(interfaceOf(text, "GigabitEthernet1/0/1")?.switchport?.mode).toBe("trunk");
  });

  it.each([
    ["all", [[1, 4094]]],
    ["none", []],
    ["except 5-4094", [[1, 4]]],
    [
      "10,20-29",
      [
        [10, 10],
        [20, 29],
      ],
    ],
  ])("allowed VLANs: %s", (list, ranges) => {
    const text = SWITCH.replace("vlan 10,20\n switchport trunk allowed vlan add 30", `vlan ${list}`);
    expect(interfaceOf(text, "GigabitEthernet1/0/1")?.switchport?.allowedVlans).toEqual(ranges);
  });

  it("a port of a switch without a statement is a layer-2 port, an SVI a routed one", () => {
    expect(interfaceOf(SWITCH, "GigabitEthernet1/0/3")?.kind).toBe("switched");
    expect(interfaceOf(SWITCH, "Vlan10")).toMatchObject({ kind: "routed", svi: true, vlan: 10, enabled: true });
  });

  it("an interface without an address takes no part in routing", () => {
    expect(
      interfaceOf("version 15.2\nhostname r1\ninterface GigabitEthernet0/0\n no ip address\n", "GigabitEthernet0/0")
        ?.kind,
    ).toBe("other");
  });

  it("a subinterface goes down with its parent and has the VLAN of its tag", () => {
    const text =
      "version 15.2\nhostname r1\ninterface GigabitEthernet0/0\n shutdown\ninterface GigabitEthernet0/0.30\n encapsulation dot1Q 30\n ip address 10.20.30.1 255.255.255.0\n";
    expect(interfaceOf(text, "GigabitEthernet0/0.30")).toMatchObject({
      enabled: false,
      vlan: 30,
      parent: "GigabitEthernet0/0",
    });
  });

  it.each([
    ["", [{ scope: "device", interfaces: undefined }]],
    ["vrf definition OT\n", []],
    ["ip vrf OT\n", []],
  ])("a VRF that is not defined leaves open which table its interfaces are of: %j", (definition, open) => {
    const port = "interface GigabitEthernet0/0\n vrf forwarding OT\n ip address 10.20.30.1 255.255.255.0\n";
    expect(doubts(`version 15.2\nhostname r1\n${definition}${port}line con 0\nend\n`)).toEqual(open);
  });

  it("the address goes when the VRF is set after it", () => {
    const text =
      "version 15.2\nhostname r1\nvrf definition OT\ninterface GigabitEthernet0/0\n ip address 10.20.30.1 255.255.255.0\n vrf forwarding OT\n";
    expect(interfaceOf(text, "GigabitEthernet0/0")).toMatchObject({ router: "OT", addresses: [] });
  });

  it.each([
    ["L2LISP0", 0],
    ["L2LISP0.8188", 0],
    ["T0/1", 1],
  ])("a digit after the first letter may be of the type of an interface: %s", (name, unknown) => {
    const { codes } = parse(`version 16.9\nhostname r1\ninterface ${name}\nline con 0\nend\n`);
    expect(codes).toHaveLength(unknown);
  });

  it("a virtual address is an address of the device", () => {
    const text = SWITCH.replace(
      " ip address 10.20.10.1 255.255.255.0",
      " ip address 10.20.10.2 255.255.255.0\n standby 1 ip 10.20.10.1",
    );
    expect(interfaceOf(text, "Vlan10")?.addresses.map(({ kind }) => kind)).toEqual(["primary", "virtual"]);
  });

  it.each<[string, readonly (string | bigint)[]]>([
    ["standby version 2\n standby 1 ipv6 2001:db8:10::1/64", ["standby 1"]],
    ["standby ipv6 2001:db8:10::1/64", ["standby 0"]],
    ["standby 1 ipv6 FE80::1", []],
    ["standby 1 ipv6 autoconfig", []],
    ["glbp 3 ipv6 2001:db8:10::1/64", ["glbp 3"]],
    ["vrrp 1 address-family ipv6\n  address FE80::1 primary\n  address 2001:DB8:10::1/64\n  priority 120", ["vrrp 1"]],
    ["standby 1 ipv6 2001:db8:10::1/64\n no standby 1 ipv6 2001:db8:10::1/64", []],
    ["standby 1 ipv6 2001:db8:10::1/64\n no standby 1 ipv6 2001:db8:10::2/64", ["standby 1"]],
    ["standby 1 ipv6 2001:db8:10::1/64\n no standby 2", ["standby 1"]],
    ["standby 1 ipv6 2001:db8:10::1/64\n no standby 1", []],
    ["standby 1 ipv6 2001:db8:10::1/64\n no standby 1 preempt", ["standby 1"]],
    ["vrrp 1 address-family ipv6\n  address 2001:DB8:10::1/64\n no vrrp 1 address-family ipv6", []],
  ])("an IPv6 address that routers share is one of the device: %j", (statement, groups) => {
    const text = SWITCH.replace(
      " ip address 10.20.10.1 255.255.255.0",
      ` ipv6 address 2001:db8:10::2/64\n ${statement}`,
    );
    const { device, codes } = parse(text);
    const shared = device.interfaces.flatMap(({ addresses }) => addresses.filter(({ kind }) => kind === "virtual"));
    expect(shared.map(({ group }) => group)).toEqual(groups);
    for (const one of shared)
      expect(one).toMatchObject({ family: 6, prefixLength: 128, address: 0x20010db8001000000000000000000001n });
    expect(codes).toEqual([]);
  });

  it("a shared address that cannot be read leaves its interface open", () => {
    const statement = " ip address 10.20.10.1 255.255.255.0\n vrrp 1 address-family ipv6\n  address NAME";
    const text = SWITCH.replace(" ip address 10.20.10.1 255.255.255.0", statement);
    expect(doubts(text)).toEqual([{ scope: "interfaces", interfaces: ["Vlan10"] }]);
  });

  it.each([
    ["crypto map VPN", "Vlan10"],
    ["not a statement", "Vlan10"],
  ])("%s makes its interface doubtful and no other", (statement, id) => {
    const text = SWITCH.replace(" ip address 10.20.10.1", ` ${statement}\n ip address 10.20.10.1`);
    expect(doubts(text)).toEqual([{ scope: "interfaces", interfaces: [id] }]);
    expect(ask(text, "tcp 10.20.10.5 > 10.20.20.5:502", "Vlan10", "Vlan20")).toBe("unknown");
    expect(doubts(text.replace(` ${statement}`, ` no ${statement}`)).length).toBeLessThanOrEqual(1);
  });
});

describe("forwarding of IOS", () => {
  it.each([
    ["ip routing", true, 0],
    ["no ip routing", false, 0],
  ])("trap 44: %s on a switch: %s", (statement, forwards, count) => {
    const { device } = parse(SWITCH.replace("ip routing", statement));
    expect(device.routers[0]?.forwards.ipv4).toBe(forwards);
    expect(device.doubts).toHaveLength(count);
  });

  it.each(["router ospf 1", "router eigrp 100", "router rip"])("a switch with %s routes", (protocol) => {
    const { device } = parse(`${SWITCH.replace("ip routing\n", "")}${protocol}\n network 10.0.0.0\n`);
    expect(device.routers[0]?.forwards.ipv4).toBe(true);
    expect(device.doubts.filter(({ scope }) => scope === "device")).toEqual([]);
  });

  it("trap 69: a default gateway forwards nothing", () => {
    const text =
      "version 15.2\nhostname acc-1\nsystem mtu routing 1500\ninterface Vlan99\n ip address 10.20.99.2 255.255.255.0\nip default-gateway 10.20.99.1\n";
    expect(parse(text).device.routers[0]?.forwards.ipv4).toBe(false);
    expect(parse(text).device.routes).toEqual([]);
  });

  it("IPv6 is forwarded only where the device says so", () => {
    expect(parse(SWITCH).device.routers[0]?.forwards.ipv6).toBe(false);
    expect(parse(`${SWITCH}ipv6 unicast-routing\n`).device.routers[0]?.forwards.ipv6).toBe(true);
  });

  it("trap 41: what goes to the device meets the list at its ingress alone", () => {
    const text = extended("deny tcp any host 10.2.0.1 eq 22", "permit ip any any");
    const withOut = text.replace(
      " ip address 10.2.0.1 255.255.0.0",
      " ip address 10.2.0.1 255.255.0.0\n ip access-group OUT out",
    );
    const lists = withOut.replace(/end\n$/, "ip access-list extended OUT\n deny ip any any\nend\n");
    expect(ask(lists, "tcp 10.1.0.5 > 10.2.0.1:22", "GigabitEthernet0/0", "self")).toBe("deny");
    expect(ask(lists, "tcp 10.1.0.5 > 10.2.0.1:23", "GigabitEthernet0/0", "self")).toBe("permit");
    expect(ask(lists, "tcp 10.1.0.5 > 10.2.0.9:23")).toBe("deny");
  });
});

describe("routes of IOS", () => {
  it.each([
    ["ip route 0.0.0.0 0.0.0.0 10.1.0.2", { router: "default", prefixLength: 0, nextHop: 0x0a010002, distance: 1 }],
    [
      "ip route 10.5.0.0 255.255.0.0 GigabitEthernet0/1 10.2.0.2 200 name far",
      { egress: "GigabitEthernet0/1", distance: 200, prefixLength: 16 },
    ],
    ["ip route vrf OT 10.5.0.0 255.255.0.0 10.2.0.2", { router: "OT" }],
    ["ip route 10.5.0.0 255.255.0.0 Null0", { prefixLength: 16 }],
    [
      "ip route vrf OT 10.5.0.0 255.255.0.0 10.2.0.2 global",
      { router: "OT", nextHop: 0x0a020002, nextHopRouter: "default", distance: 1 },
    ],
    ["ip route vrf OT 10.5.0.0 255.255.0.0 10.2.0.2 name global", { router: "OT", nextHop: 0x0a020002 }],
    ["ipv6 route ::/0 2001:db8::1", { family: 6, prefixLength: 0 }],
  ])("%s", (statement, route) => {
    const [found] = parse(`${extended("permit ip any any")}${statement}\n`).device.routes;
    expect(found).toMatchObject(route);
    if (statement.includes("Null0")) expect(found?.egress ?? found?.nextHop).toBeUndefined();
  });

  it.each([
    ["", "", true],
    [" tunnel mode ipsec ipv4\n", "", true],
    [" tunnel mode gre multipoint\n ip nhrp nhs 172.16.0.1\n", "", true],
    [" tunnel mode gre multipoint\n ip nhrp shortcut\n", "", false],
    [" tunnel mode ipv6ip 6to4\n", "", false],
    ["", "crypto ikev2 profile P\n aaa authorization group psk list L default\n", false],
    ["", "crypto ipsec profile P\n set ikev2-profile P\n", true],
    ["", "crypto ipsec profile P\n set reverse-route\n", false],
  ])("whether packets go into a tunnel by routes alone: %j %j", (mode, crypto, expected) => {
    const tunnel = `interface Tunnel0\n ip address 172.16.0.2 255.255.255.0\n tunnel source GigabitEthernet0/1\n${mode}`;
    const { device } = parse(`${extended("permit ip any any")}${crypto}${tunnel}`);
    const found = device.interfaces.find(({ id }) => id === "Tunnel0");
    expect(found?.kind).toBe("tunnel");
    expect(found?.onlyRouted ?? false).toBe(expected);
    expect(found?.takesRoutes ?? false).toBe(!expected);
  });

  it.each([
    [
      " tunnel source GigabitEthernet0/1\n tunnel destination 192.0.2.9\n",
      { over: "GigabitEthernet0/1", remote: 0xc0000209, carriedBy: [{ protocol: 47 }] },
    ],
    [
      " tunnel source 10.2.0.1\n tunnel destination 192.0.2.9\n tunnel mode ipip\n",
      { local: 0x0a020001, remote: 0xc0000209, carriedBy: [{ protocol: 4 }] },
    ],
    [
      " tunnel source 10.2.0.1\n tunnel destination 192.0.2.9\n tunnel protection ipsec profile P\n",
      { local: 0x0a020001, remote: 0xc0000209, carriedBy: [{ protocol: 17, port: 500 }, { protocol: 50 }] },
    ],
    [
      " tunnel source 10.2.0.1\n tunnel destination 192.0.2.9\n tunnel mode mpls traffic-eng\n",
      { local: 0x0a020001, remote: 0xc0000209 },
    ],
    [
      " tunnel source 10.2.0.1\n tunnel destination 192.0.2.9\n tunnel key 7\n",
      { local: 0x0a020001, remote: 0xc0000209, carriedBy: [{ protocol: 47, key: 7 }] },
    ],
    [
      " tunnel source 10.2.0.1\n tunnel destination 192.0.2.9\n tunnel protection ipsec profile ABSENT\n",
      { local: 0x0a020001, remote: 0xc0000209 },
    ],
    [" tunnel source 10.2.0.1\n tunnel destination hq.example\n", undefined],
    [" tunnel source 10.2.0.1\n tunnel mode gre multipoint\n", { local: 0x0a020001, carriedBy: [{ protocol: 47 }] }],
    [
      " tunnel source 10.2.0.1\n tunnel destination 192.0.2.9\n tunnel mode ipv6ip\n",
      { local: 0x0a020001, remote: 0xc0000209, carriedBy: [{ protocol: 41 }] },
    ],
  ])("where a tunnel starts and ends: %j", (lines, expected) => {
    const { device } = parse(
      `${extended("permit ip any any")}crypto ipsec profile P\ninterface Tunnel0\n ip address 172.16.0.2 255.255.255.0\n${lines}`,
    );
    expect(device.interfaces.find(({ id }) => id === "Tunnel0")?.tunnel).toEqual(expected);
  });

  it.each([
    ["GigabitEthernet0/0 - 1", ["GigabitEthernet0/0", "GigabitEthernet0/1"]],
    ["gi0/0-1,Vlan10 - 12", ["GigabitEthernet0/0", "GigabitEthernet0/1", "Vlan10", "Vlan11", "Vlan12"]],
    ["Ethernet1/0/9 - 10 , Ethernet1/0/24", ["Ethernet1/0/9", "Ethernet1/0/10", "Ethernet1/0/24"]],
  ])("interface range %s", (range, ids) => {
    const { device } = parse(`${extended("permit ip any any")}interface range ${range}\n shutdown\n`);
    expect(device.interfaces.filter(({ enabled }) => !enabled).map(({ id }) => id)).toEqual(ids);
    expect(device.unparsed).toEqual([]);
  });

  it.each(["macro CELL", "GigabitEthernet0/4 - 2", "GigabitEthernet0/1 - 2, 5", "GigabitEthernet0/1 - 99999"])(
    "interface range %s may be any interface",
    (range) => {
      const { device } = parse(`${extended("permit ip any any")}interface range ${range}\n shutdown\n`);
      expect(device.interfaces.every(({ enabled }) => enabled)).toBe(true);
      expect(device.doubts.filter(({ scope }) => scope === "device").length).toBeGreaterThanOrEqual(2);
    },
  );

  it("a tracked route is there only at times", () => {
    const { device } = parse(`${extended("permit ip any any")}ip route 0.0.0.0 0.0.0.0 10.1.0.2 track 1\n`);
    expect(device.doubts.find(({ id }) => id === device.routes[0]?.doubt)?.reason).toContain("tracks");
  });

  it("a route whose next hop comes by DHCP may lead anywhere, and is understood", () => {
    const { device } = parse(`${extended("permit ip any any")}ip route 10.5.0.0 255.255.0.0 dhcp\n`);
    expect(device.routes).toEqual([]);
    expect(device.doubts.find(({ reason }) => reason.includes("DHCP"))?.scope).toBe("device");
    expect(device.unparsed).toEqual([]);
  });

  it("a route that is taken back is gone", () => {
    const text = `${extended("permit ip any any")}ip route 0.0.0.0 0.0.0.0 10.1.0.2\nno ip route 0.0.0.0 0.0.0.0 10.1.0.2\n`;
    expect(parse(text).device.routes).toEqual([]);
  });

  it.each([
    ["no targets", "", "", {}],
    ["a target that another VRF imports", " route-target import 1:1", " route-target export 1:1", { IT: ["OT"] }],
    ["targets both ways", " route-target both 1:1", " route-target both 1:1", { IT: ["OT"], OT: ["IT"] }],
    ["targets of their own", " route-target both auto", " route-target both auto", {}],
    [
      "a map",
      " address-family ipv4\n  import ipv4 unicast map LEAK",
      "",
      { default: ["IT"], IT: ["OT", "default"], OT: ["IT"] },
    ],
  ])("routes that a VRF takes over: %s", (_, first, second, imports) => {
    const vrfs = `vrf definition IT\n${first}\nvrf definition OT\n${second}\nrouter bgp 65000\n bgp log-neighbor-changes\n`;
    const { routers } = parse(`${extended("permit ip any any")}${vrfs}`).device;
    expect(routers.every(({ dynamicRouting }) => dynamicRouting !== undefined)).toBe(true);
    expect(Object.fromEntries(routers.flatMap((one) => (one.imports ? [[one.id, one.imports]] : [])))).toEqual(imports);
  });

  it("routes that come from other devices lead out of a VRF by the global table, copies need no protocol", () => {
    const vpn = "router bgp 65000\n address-family vpnv4\n  neighbor 10.9.9.9 activate\n";
    const text = `${extended("permit ip any any")}vrf definition OT\n rd 1:1\n route-target both 1:1\n`;
    const importsOf = (more: string) =>
      parse(`${text}${more}`).device.routers.map(({ imports = [], dynamicRouting }) => [
        imports,
        dynamicRouting !== undefined,
      ]);
    expect(importsOf("")).toEqual([
      [[], false],
      [[], false],
    ]);
    expect(importsOf(vpn)).toEqual([
      [["OT"], true],
      [["default"], true],
    ]);
    const copies = "vrf definition IT\n address-family ipv4\n  route-replicate from vrf OT unicast all\n";
    expect(importsOf(copies)).toEqual([
      [["IT"], false],
      [["IT"], false],
      [["OT", "default"], true],
    ]);
  });

  it("routes of a routing protocol are not known", () => {
    const { device } = parse(`${extended("permit ip any any")}router ospf 1\n network 10.0.0.0 0.255.255.255 area 0\n`);
    expect(device.routers[0]?.dynamicRouting).toBeDefined();
    expect(device.unparsed).toEqual([]);
  });
});

describe("translations of IOS", () => {
  const nat = (...statements: readonly string[]) =>
    parse(
      `${extended("permit ip any any").replace(" ip address 10.1.0.1", " ip nat inside\n ip address 10.1.0.1").replace(" ip address 10.2.0.1", " ip nat outside\n ip address 10.2.0.1")}`.replace(
        /end\n$/,
        `${statements.join("\n")}\nend\n`,
      ),
    ).device;

  it("a static one works both ways", () => {
    const { nat: rules } = nat("ip nat inside source static 10.1.0.5 192.0.2.5");
    expect(rules.map(({ kind }) => kind)).toEqual(["destination", "source"]);
    expect(rules[0]).toMatchObject({
      match: { ingress: ["GigabitEthernet0/1"], destination: { from: 0xc0000205 } },
      translated: { from: 0x0a010005 },
    });
  });

  it("trap 73: a forwarded port names the outside port and address before, the inside ones after", () => {
    const { nat: rules } = nat("ip nat inside source static tcp 10.1.0.5 443 192.0.2.5 8443");
    expect(rules[0]).toMatchObject({
      match: { service: { protocol: 6, destination: [{ from: 8443, to: 8443 }] } },
      translatedService: { destination: [{ from: 443, to: 443 }] },
    });
  });

  it("a dynamic one translates sources on the way out", () => {
    const { nat: rules, unparsed } = nat(
      "access-list 1 permit 10.1.0.0 0.0.255.255",
      "ip nat inside source list 1 interface GigabitEthernet0/1 overload",
    );
    expect(rules.map(({ kind, match }) => [kind, match.egress])).toEqual([["source", ["GigabitEthernet0/1"]]]);
    expect(unparsed).toEqual([]);
  });

  const STATIC = "ip nat inside source static tcp 10.1.0.5 443 192.0.2.5 8443";
  const PAT = ["access-list 1 deny 10.1.0.9", "access-list 1 permit 10.1.0.0 0.0.255.255"];
  const OVERLOAD = [...PAT, "ip nat inside source list 1 interface GigabitEthernet0/1 overload"];

  /** Inside 10.1.0.0/16, outside 10.2.0.0/16 with a list of its own in and out. */
  const border = (incoming: string, leaving: string, ...statements: readonly string[]) => `version 15.2
hostname r1
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.0.0
 ip nat inside
interface GigabitEthernet0/1
 ip address 10.2.0.1 255.255.0.0
 ip nat outside
 ip access-group IN in
 ip access-group OUT out
ip access-list extended IN
 ${incoming}
ip access-list extended OUT
 ${leaving}
${statements.join("\n")}
line con 0
`;

  it.each([
    ["a list on the way in sees the outside address", "permit tcp any host 192.0.2.5 eq 8443", [STATIC], "permit"],
    ["and not the inside one", "permit tcp any host 10.1.0.5 eq 443", [STATIC], "deny"],
    ["a list on the way in has the outside port", "permit tcp any host 192.0.2.5 eq 443", [STATIC], "deny"],
  ])("%s", (_, incoming, statements, answer) => {
    const text = border(incoming, "permit ip any any", ...statements);
    const inward = ["GigabitEthernet0/1", "GigabitEthernet0/0"] as const;
    expect(ask(text, "tcp 10.2.0.9 > 192.0.2.5:8443", ...inward)).toBe(answer);
  });

  it.each([
    ["interface GigabitEthernet0/1 8443", "eq 8443", "permit"],
    ["interface Gi0/1 8443", "eq 8443", "permit"],
    ["interface GigabitEthernet 0/1 8443 extendable", "eq 8443", "permit"],
    ["interface GigabitEthernet0/1 8443", "eq 443", "deny"],
  ])(
    "trap 73: the address of an interface may stand for a host inside: %s, a list on the way in permits %s",
    (global, port, answer) => {
      const text = border(
        `permit tcp any host 10.2.0.1 ${port}`,
        "permit ip any any",
        `ip nat inside source static tcp 10.1.0.5 443 ${global}`,
      );
      const inward = ["GigabitEthernet0/1", "GigabitEthernet0/0"] as const;
      expect(askBoth(text, "tcp 10.2.0.9 > 10.2.0.1:8443", ...inward)).toBe(answer);
      expect(parse(text).codes).toEqual([]);
    },
  );

  it.each([
    ["GigabitEthernet0/1", "443", "permit"],
    ["GigabitEthernet0/1", "8443", "deny"],
    ["Dialer1", "443", "unknown"],
  ])("trap 73: a list inside sees the port of the host, by the address of %s: %s", (id, port, answer) => {
    const forwarded = `ip nat inside source static tcp 10.1.0.5 443 interface ${id} 8443`;
    const lists = border("permit ip any any", "permit ip any any", forwarded);
    const text = `${lists.replace(" ip nat inside", " ip nat inside\n ip access-group INSIDE out")}ip access-list extended INSIDE
 permit tcp any host 10.1.0.5 eq ${port}
`;
    expect(askBoth(text, "tcp 10.2.0.9 > 10.2.0.1:8443", "GigabitEthernet0/1", "GigabitEthernet0/0")).toBe(answer);
  });

  it("a whole host behind the address of an interface, and what limits that", () => {
    const text = (more: string) =>
      border(
        "permit tcp any host 10.2.0.1 eq 502",
        "permit ip any any",
        `ip nat inside source static 10.1.0.5 interface GigabitEthernet0/1${more}`,
      );
    const inward = ["GigabitEthernet0/1", "GigabitEthernet0/0"] as const;
    expect(askBoth(text(""), "tcp 10.2.0.9 > 10.2.0.1:502", ...inward)).toBe("permit");
    expect(askBoth(text(" route-map R"), "tcp 10.2.0.9 > 10.2.0.1:502", ...inward)).toBe("unknown");
  });

  it.each([
    ["a list on the way out sees the translated source", "permit ip host 10.2.0.1 any", "10.1.0.7", "permit"],
    ["and not the inside one", "permit ip 10.1.0.0 0.0.255.255 any", "10.1.0.7", "deny"],
    [
      "of a host that the list of the translation denies it sees its own",
      "permit ip host 10.2.0.1 any",
      "10.1.0.9",
      "deny",
    ],
  ])("%s", (_, leaving, source, answer) => {
    expect(ask(border("permit ip any any", leaving, ...OVERLOAD), `tcp ${source} > 10.2.0.9:502`)).toBe(answer);
  });

  it("a pool gives any of its addresses", () => {
    const pool = ["ip nat pool P 10.2.0.20 10.2.0.27 prefix-length 16", "ip nat inside source list 1 pool P overload"];
    const answer = (leaving: string) =>
      ask(border("permit ip any any", leaving, ...PAT, ...pool), "tcp 10.1.0.7 > 10.2.0.9:502");
    expect(answer("permit ip 10.2.0.0 0.0.255.255 any")).toBe("permit");
    expect(answer("permit ip host 10.2.0.20 any")).toBe("unknown");
  });

  it("without both sides there is none", () => {
    const statement = "ip nat inside source static 10.1.0.5 192.0.2.5";
    const { nat: none } = parse(extended("permit ip any any").replace(/end\n$/, `${statement}\nend\n`)).device;
    expect(none).toEqual([]);
  });
});

describe("who may administer an IOS device", () => {
  const services = (text: string) => parse(`version 15.2\nhostname r1\n${text}\n`).device.management.services;

  it.each([
    ["transport input ssh", { telnet: false, ssh: true }],
    ["transport input telnet ssh", { telnet: true, ssh: true }],
    ["transport input all", { telnet: true, ssh: true }],
    ["transport input none", { telnet: false, ssh: false }],
    ["transport input pad rlogin", { telnet: false, ssh: false }],
    ["transport input shh", { telnet: undefined, ssh: undefined }],
    ["transport input ssh shh", { telnet: undefined, ssh: true }],
    ["login local", { telnet: undefined, ssh: undefined }],
  ])("line vty: %s", (statement, expected) => {
    const found = services(`line vty 0 4\n ${statement}`);
    const {
      http: _http,
      https: _https,
      ...lines
    } = Object.fromEntries(found.map(({ service, enabled }) => [service, enabled]));
    expect(lines).toEqual(expected);
  });

  it("trap 66: every range of lines counts, also the one without a list", () => {
    const found = services(
      "access-list 10 permit 10.20.99.0 0.0.0.255\nline vty 0 4\n access-class 10 in\n transport input ssh\nline vty 5 15\n transport input ssh",
    );
    expect(found.filter(({ service }) => service === "ssh").map(({ sources }) => sources !== undefined)).toEqual([
      true,
      false,
    ]);
  });

  it.each<[string, readonly (readonly [boolean, boolean | undefined])[]]>([
    ["line vty 0 4\n access-class 10 in\nline vty 0 4\n transport input ssh", [[true, true]]],
    [
      "line vty 0 15\n access-class 10 in\n transport input ssh\nline vty 5 15\n no access-class 10 in",
      [
        [true, true],
        [false, true],
      ],
    ],
    ["line vty 0 4\n access-class 10 in\n transport input ssh\n default transport input", [[true, undefined]]],
    ["line vty 0 4\n access-class 10 in\nline vty 5 15\n transport input ssh\nno line vty 5 15", [[true, undefined]]],
    ["line vty 0 4\n access-class 10 in\n transport input ssh\nline vty 0 4\n no access-class 11 in", [[true, true]]],
  ])("lines that are opened again, and taken away: %j", (text, expected) => {
    const found = services(`access-list 10 permit 10.20.99.0 0.0.0.255\n${text}`);
    const ssh = found.filter(({ service }) => service === "ssh");
    expect(ssh.map(({ sources, enabled }) => [sources !== undefined, enabled])).toEqual(expected);
  });

  it("web servers answer at the port that is written", () => {
    const found = services("ip http server\nip http port 8080\nip http secure-server\nip http secure-port 8443");
    expect(found.map(({ service, port }) => [service, port])).toEqual([
      ["http", 8080],
      ["https", 8443],
    ]);
    expect(services("ip http server\nip http port 8080\nno ip http port")[0]?.port).toBe(80);
  });

  it("trap 31: a list that is not defined restricts nobody", () => {
    expect(services("line vty 0 4\n access-class GONE in\n transport input ssh")[0]?.sources).toBeUndefined();
  });

  it.each([
    ["ip http server", { http: true, https: undefined }],
    ["no ip http server\nip http secure-server", { http: false, https: true }],
    ["ip http server\ndefault ip http server", { http: undefined, https: undefined }],
    ["snmp-server community notreal RO", { http: undefined, https: undefined, snmp: true }],
  ])("10.9: web servers of which nothing is written may run: %j", (statement, expected) => {
    expect(Object.fromEntries(services(statement).map(({ service, enabled }) => [service, enabled]))).toEqual(expected);
  });
});

describe("SNMP answers whom its lists let in", () => {
  const LISTS =
    "access-list 10 permit 10.1.0.0 0.0.255.255\naccess-list 11 permit 10.2.0.0 0.0.255.255\nipv6 access-list SIX\n permit ipv6 2001:db8::/32 any\n";
  const limited = (text: string) =>
    parse(`hostname r1\n${LISTS}${text}\nend\n`)
      .device.management.services.filter(({ service }) => service === "snmp")
      .map(({ sources }) => sources !== undefined);

  it.each([
    ["snmp-server community s3cret RO 10", [true]],
    ["snmp-server community s3cret RO", [false]],
    ["snmp-server group G v3 priv access 10", [true]],
    ["snmp-server group G v3 priv read V access ipv6 SIX 10", [true]],
    ["snmp-server group G v3 priv access ipv6 SIX", [true]],
    ["snmp-server group G v3 priv access ipv6 NONE", [false]],
    ["snmp-server group G v3 priv access 10\nsnmp-server user U G v3", [true, true]],
    ["snmp-server user U G v3\nsnmp-server group G v3 priv access 10", [true, true]],
    [
      "snmp-server group G v3 priv access 10\nsnmp-server group G v3 auth\nsnmp-server user U G v3",
      [true, false, false],
    ],
    ["snmp-server group G v1 access 10\nsnmp-server user U G v3", [true, false]],
    ["snmp-server group G v3 priv access 99\nsnmp-server user U G v3 access 11", [false, true]],
  ])("%j", (text, expected) => {
    expect(limited(text)).toEqual(expected);
  });
});

describe("a list of one family limits that one alone", () => {
  const LISTS = "access-list 10 permit 10.1.0.0 0.0.255.255\nipv6 access-list SIX\n permit ipv6 2001:db8::/32 any\n";
  const sourcesBy = (text: string) =>
    parse(`hostname r1\n${LISTS}${text}\nend\n`).device.management.services.flatMap(({ enabled, sources }) =>
      enabled === true
        ? [sources?.kind === "union" ? sources.of.map((one) => one.kind === "any" && one.family) : []]
        : [],
    );

  it.each([
    ["line vty 0 4\n access-class 10 in\n transport input ssh", [[false, 6]]],
    ["line vty 0 4\n ipv6 access-class SIX in\n transport input ssh", [[4, false]]],
    ["line vty 0 4\n access-class 10 in\n ipv6 access-class SIX in\n transport input ssh", [[false, false]]],
    ["ip http secure-server\nip http access-class 10", [[false, 6]]],
    ["ip http secure-server\nip http access-class ipv4 10\nip http access-class ipv6 SIX", [[false, false]]],
    ["snmp-server community s3cret RO 10", [[false, 6]]],
    ["snmp-server community s3cret RO ipv6 SIX 10", [[false, false]]],
    ["snmp-server community s3cret RO", [[]]],
  ])("%j", (text, expected) => {
    expect(sourcesBy(text)).toEqual(expected);
  });
});

describe("an access list is applied", () => {
  const LISTS = "access-list 10 permit 10.1.0.0 0.0.255.255\nip access-list extended L\n permit ip any any\n";
  const boundOf = (text: string) =>
    Object.fromEntries(
      parse(`hostname r1\n${LISTS}${text}\nend\n`).device.tables.map(({ name, bound }) => [name, bound]),
    );

  it.each([
    ["line vty 0 4\n access-class 10 in", { 10: true, L: false }],
    ["ip http access-class ipv4 10", { 10: true, L: false }],
    ["snmp-server community s3cret RO 10", { 10: true, L: false }],
    ["snmp-server group G v3 priv access ipv6 L 10", { 10: true, L: true }],
    ["ip nat inside source list 10 interface GigabitEthernet0/1 overload", { 10: true, L: false }],
    ["route-map R permit 10\n match ip address L", { 10: false, L: true }],
    ["crypto map VPN 10 ipsec-isakmp\n match address L", { 10: false, L: true }],
    ["class-map match-all C\n match access-group name L", { 10: false, L: true }],
    ["ntp access-group peer 10", { 10: true, L: false }],
    ["interface Vlan10\n description L", { 10: false, L: false }],
  ])("by %j", (text, expected) => {
    expect(boundOf(text)).toEqual(expected);
  });
});
