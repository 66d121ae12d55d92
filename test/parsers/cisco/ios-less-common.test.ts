/** Statements of IOS that few devices have: groups of policy-based ACLs, two tags, routing by source, what a script takes away. */
import { describe, expect, it } from "vitest";
import { type Answer, ask, askBoth, parse, router } from "./site.js";

const OF_PORTS = (...members: readonly string[]) =>
  router(
    `object-group ip port P\n${members.map((one) => ` ${one}\n`).join("")}ip access-list extended A\n permit tcp any any portgroup P`,
  );
const OF_ADDRESSES = (...members: readonly string[]) =>
  router(
    `object-group ip address G\n${members.map((one) => ` ${one}\n`).join("")}ip access-list extended A\n permit ip addrgroup G any`,
  );

describe("groups of the Catalyst 6500", () => {
  it.each<[string, string, string, Answer]>([
    ["a port", OF_PORTS("eq 502", "range 10 12"), "tcp 10.1.0.5 > 10.2.0.9:502", "permit"],
    ["a range", OF_PORTS("eq 502", "range 10 12"), "tcp 10.1.0.5 > 10.2.0.9:12", "permit"],
    ["no other port", OF_PORTS("eq 502", "range 10 12"), "tcp 10.1.0.5 > 10.2.0.9:13", "deny"],
    ["a member that is not understood", OF_PORTS("eq 502", "modbus"), "tcp 10.1.0.5 > 10.2.0.9:13", "unknown"],
    ["no member: the device refuses such a group", OF_PORTS(), "tcp 10.1.0.5 > 10.2.0.9:13", "unknown"],
    ["a host", OF_ADDRESSES("host 10.1.0.5"), "tcp 10.1.0.5 > 10.2.0.9", "permit"],
    ["a netmask", OF_ADDRESSES("10.1.0.0 255.255.255.0"), "tcp 10.1.0.5 > 10.2.0.9", "permit"],
    ["not what lies beside it", OF_ADDRESSES("10.1.0.0 255.255.255.0"), "tcp 10.1.1.5 > 10.2.0.9", "deny"],
    ["a prefix with a number", OF_ADDRESSES("10 10.1.0.0/24"), "tcp 10.1.0.5 > 10.2.0.9", "permit"],
    ["what may be a wildcard", OF_ADDRESSES("10.1.0.0 0.0.0.255"), "tcp 10.1.0.5 > 10.2.0.9", "unknown"],
    [
      "a sure member beside one that is not",
      OF_ADDRESSES("host 10.1.9.9", "10.1.0.0 0.0.0.255"),
      "tcp 10.1.9.9 > 10.2.0.9",
      "permit",
    ],
  ])("hold %s", (_what, text, packet, answer) => {
    expect(ask(text, packet)).toBe(answer);
  });

  it("that are not defined hold nobody knows what", () => {
    const text = router("ip access-list extended A\n permit tcp any any portgroup NONE");
    expect(ask(text, "tcp 10.1.0.5 > 10.2.0.9")).toBe("unknown");
  });

  it("are gone when they are taken away", () => {
    expect(ask(`${OF_PORTS("eq 502")}no object-group ip port P\n`, "tcp 10.1.0.5 > 10.2.0.9:502")).toBe("unknown");
  });
});

it.each<[string, string, Answer]>([
  ["tcp 65000", "tcp 10.1.0.5 > 10.2.0.9:65000", "permit"],
  ["tcp 65000", "tcp 10.1.0.5 > 10.2.0.9:64999", "deny"],
  ["udp source 53 1024", "udp 10.1.0.5:53 > 10.2.0.9:1024", "permit"],
  ["udp source 53 1024", "udp 10.1.0.5:54 > 10.2.0.9:1024", "deny"],
])("a member `%s` of a service group leaves `eq` out: %s", (member, packet, answer) => {
  const text = router(`object-group service S\n ${member}\nip access-list extended A\n permit object-group S any any`);
  expect(ask(text, packet)).toBe(answer);
});

const WITH = (statement: string) =>
  router("ip access-list extended A\n permit ip any any").replace(
    " ip access-group A in",
    ` ip access-group A in\n ${statement}`,
  );

describe("a subinterface with two tags", () => {
  const vlanOf = (encapsulation: string) =>
    parse(`hostname r1\ninterface GigabitEthernet0/0.15\n ${encapsulation}\n ip address 10.1.0.1 255.255.0.0\n`);

  it("is of no VLAN that has one", () => {
    const { device, codes } = vlanOf("encapsulation dot1Q 2234 second-dot1q 15");
    expect(device.interfaces[0]).not.toHaveProperty("vlan");
    expect(codes).toEqual([]);
  });

  it("has one tag without the other", () => {
    expect(vlanOf("encapsulation dot1Q 2234").device.interfaces[0]).toMatchObject({ vlan: 2234 });
    expect(vlanOf("encapsulation dot1Q 10 native").device.interfaces[0]).toMatchObject({ vlan: 10 });
  });

  it("is not understood with a tag that is none", () => {
    expect(vlanOf("encapsulation dot1Q 2234 second-dot1q some").codes).toContain("cisco/unknown-statement");
  });
});

it.each([
  "ip vrf select source",
  "ip vrf sitemap S",
  "ip vrf autoclassify source",
  "ip vrf receive OTHER",
  "port-type nni",
])("%s: what passes is open, and the statement is known", (statement) => {
  expect(ask(WITH("no cdp enable"), "tcp 10.1.0.5 > 10.2.0.9")).toBe("permit");
  expect(parse(WITH(statement)).codes).not.toContain("cisco/unknown-statement");
  expect(ask(WITH(statement), "tcp 10.1.0.5 > 10.2.0.9")).toBe("unknown");
});

it("a port that sends what maps capture leaves the SVIs of its VLANs open", () => {
  const text = (port: string) => `version 15.2
hostname sw
ip routing
interface GigabitEthernet1/0/1
 switchport access vlan 10
 switchport mode access
${port}interface Vlan10
 ip address 10.1.0.1 255.255.0.0
interface Vlan20
 ip address 10.2.0.1 255.255.0.0
end
`;
  expect(ask(text(""), "tcp 10.1.0.5 > 10.2.0.9", "Vlan10", "Vlan20")).toBe("permit");
  expect(ask(text(" switchport capture\n"), "tcp 10.1.0.5 > 10.2.0.9", "Vlan10", "Vlan20")).toBe("unknown");
});

it("a VRF for what goes out by an interface leaves it open", () => {
  const vrfs = "ip vrf U\nip vrf D\n";
  const text = `${vrfs}hostname r1\ninterface GigabitEthernet0/0\n ip vrf forwarding U downstream D\n ip address 10.1.0.1 255.255.0.0\n`;
  const { device, codes } = parse(text);
  expect(device.interfaces[0]).toMatchObject({ router: "U" });
  expect(device.doubts.map(({ reason }) => reason)).toEqual([
    "GigabitEthernet0/0: packets to it are routed by the VRF D, those from it by U",
  ]);
  expect(codes).toEqual([]);
});

it.each(["ipv6 router ospf 1\n router-id 1.2.3.4", "ipv6 router eigrp 5", "router ospfv3 1"])(
  "%s: routes are learned",
  (lines) => {
    const { device, codes } = parse(router(lines));
    expect(device.routers[0]).toHaveProperty("dynamicRouting");
    expect(codes).not.toContain("cisco/unknown-statement");
  },
);

describe("`no interface`", () => {
  const ids = (text: string) => parse(`hostname r1\n${text}`).device.interfaces.map(({ id }) => id);
  const vlan = "interface Vlan10\n ip address 10.1.0.1 255.255.0.0\n";

  it("takes away what exists by its configuration, with what stands below it", () => {
    expect(ids(`${vlan}no interface Vlan10\n`)).toEqual([]);
    expect(ids(`${vlan}no interface vl 10\n`)).toEqual([]);
    const channel = "interface Port-channel1\n no switchport\ninterface Port-channel1.10\n encapsulation dot1Q 10\n";
    expect(ids(`${channel}no interface Port-channel1\n`)).toEqual([]);
  });

  it("leaves what is written behind it", () => {
    expect(ids(`no interface Vlan10\n${vlan}`)).toEqual(["Vlan10"]);
    expect(ids(`${vlan}no interface Vlan1\n`)).toEqual(["Vlan10"]);
  });

  it("of a port that has statements is not understood: the device refuses it, or resets the port", () => {
    const port = "interface GigabitEthernet0/1\n ip address 10.1.0.1 255.255.0.0\n";
    const { device, codes } = parse(`hostname r1\n${port}no interface GigabitEthernet0/1\n`);
    expect(device.interfaces.map(({ id }) => id)).toEqual(["GigabitEthernet0/1"]);
    expect(codes).toContain("cisco/unknown-statement");
    expect(parse("hostname r1\nno interface GigabitEthernet0/1\n").codes).not.toContain("cisco/unknown-statement");
  });
});

describe("what may stop packets by a few words", () => {
  const [IN, OUT] = ["GigabitEthernet0/0", "GigabitEthernet0/1"] as const;
  const open = router("ip access-list extended A\n permit ip any any");
  const through = (lines: string) =>
    ask(open.replace(/end\n$/, `${lines}\nend\n`), "tcp 10.1.0.5 > 10.2.0.9:22", IN, OUT);
  const toIt = (lines: string) =>
    ask(open.replace(/end\n$/, `${lines}\nend\n`), "tcp 10.1.0.5 > 10.1.0.1:22", IN, "self");
  const ENFORCE = "cts role-based enforcement";

  it.each<[string, Answer]>([
    ["", "permit"],
    [ENFORCE, "unknown"],
    [`${ENFORCE}\nno ${ENFORCE} vlan-list 10`, "unknown"],
    [`${ENFORCE}\nno ${ENFORCE}`, "permit"],
    [`${ENFORCE} vlan-list 10\nno ${ENFORCE}`, "unknown"],
    [`${ENFORCE} vlan-list 10\ndefault ${ENFORCE} vlan-list 10`, "permit"],
    ["ip reflexive-list timeout 60", "permit"],
  ])("%j of what passes", (lines, expected) => {
    expect(through(lines)).toBe(expected);
  });

  const POLICY =
    "policy-map INNER\n class ADMIN\n  drop\npolicy-map OUTER\n class class-default\n  service-policy INNER";
  it.each<[string, Answer]>([
    [`${POLICY}\ncontrol-plane transit\n service-policy input OUTER`, "permit"],
    [`${POLICY}\ncontrol-plane\n service-policy input OUTER`, "unknown"],
    [`${POLICY.replace("drop", "set dscp ef")}\ncontrol-plane\n service-policy input OUTER`, "permit"],
  ])("%j of what is for the device", (lines, expected) => {
    expect(toIt(lines)).toBe(expected);
  });
});

describe("management plane protection", () => {
  const site = (lines: string, more = "") =>
    router("ip access-list extended A\n permit ip any any").replace(
      /end\n$/,
      `${more}\ncontrol-plane host\n${lines}\nend\n`,
    );
  const [IN, OUT] = ["GigabitEthernet0/0", "GigabitEthernet0/1"];
  const ONE = " management-interface GigabitEthernet0/1 allow ssh snmp";
  const TO = "10.2.5.9 > 10.2.0.1";

  it.each<[string, string, string, Answer]>([
    ["takes what is named by the interface", `tcp ${TO}:22`, OUT, "permit"],
    ["takes what is named by the interface", `udp ${TO}:161`, OUT, "permit"],
    ["takes nothing else of administration there", `tcp ${TO}:23`, OUT, "deny"],
    ["takes none by another interface", "tcp 10.1.0.5 > 10.2.0.1:22", IN, "deny"],
    ["takes none by another interface", "udp 10.1.0.5 > 10.1.0.1:69", IN, "deny"],
    ["leaves alone what is no administration", "icmp 10.1.0.5 > 10.1.0.1 8/0", IN, "permit"],
    ["leaves alone what is no administration", "ip89 10.1.0.5 > 10.1.0.1", IN, "permit"],
    ["leaves alone what is no administration", "udp 10.1.0.5 > 10.1.0.1:123", IN, "permit"],
    ["may be about a port that a protocol was moved to", "tcp 10.1.0.5 > 10.1.0.1:8080", IN, "unknown"],
  ])("%s: %s by %s", (_, packet, ingress, answer) => {
    expect(askBoth(site(ONE), packet, ingress, "self")).toBe(answer);
  });

  it("is not known to be about IPv6", () => {
    const text = site(ONE).replace(" ipv6 traffic-filter A in\n", "");
    expect(ask(text, "tcp 2001:db8:1::5 > 2001:db8:1::1", IN, "self")).toBe("unknown");
  });

  it.each<[string, Answer, Answer]>([
    [`${ONE}\n management-interface GigabitEthernet0/0 allow telnet`, "permit", "deny"],
    [`${ONE}\n no management-interface GigabitEthernet0/1`, "permit", "permit"],
    [`${ONE}\n management-interface GigabitEthernet0/1 allow telnet`, "unknown", "deny"],
    [`${ONE}\n management-interface GigabitEthernet0/1 allow ssh`, "permit", "deny"],
    [`${ONE}\n no management-interface GigabitEthernet0/1 allow ssh`, "unknown", "unknown"],
    [" management-interface GigabitEthernet0/1 allow ssh some", "unknown", "unknown"],
    [" management-interface GigabitEthernet0/1", "unknown", "unknown"],
  ])("%j lets SSH in by its interface: %s, by the other: %s", (lines, byOwn, byOther) => {
    expect(ask(site(lines), `tcp ${TO}:22`, OUT, "self")).toBe(byOwn);
    expect(ask(site(lines), "tcp 10.1.0.5 > 10.1.0.1:22", IN, "self")).toBe(byOther);
  });

  const OTHER = " management-interface GigabitEthernet0/0 allow telnet";
  const AGAIN = `${ONE}\n management-interface GigabitEthernet0/1 allow telnet`;
  const LESS = `${ONE}\n${OTHER}\n no management-interface GigabitEthernet0/1 allow ssh`;
  it.each<[string, string, Answer]>([
    [AGAIN, `tcp ${TO}:23`, "permit"],
    [AGAIN, `udp ${TO}:161`, "unknown"],
    [AGAIN, `udp ${TO}:69`, "deny"],
    [LESS, `tcp ${TO}:22`, "deny"],
    [LESS, `udp ${TO}:161`, "unknown"],
    [LESS, `udp ${TO}:69`, "deny"],
    [`${LESS}\n${ONE}`, `tcp ${TO}:22`, "permit"],
    [`${LESS}\n${ONE}`, `udp ${TO}:161`, "permit"],
    [`${LESS}\n no management-interface GigabitEthernet0/0`, `udp ${TO}:69`, "unknown"],
  ])("says of several statements what every reading does: %j, %s", (lines, packet, answer) => {
    expect(askBoth(site(lines), packet, OUT, "self")).toBe(answer);
  });

  it("passes over the port of management alone, which it cannot name", () => {
    const port = "interface GigabitEthernet0\n vrf forwarding Mgmt-intf\n ip address 10.9.0.1 255.255.0.0";
    expect(ask(site(ONE, port), "tcp 10.9.0.5 > 10.9.0.1:22", "GigabitEthernet0", "self")).toBe("unknown");
  });

  it("and its policies of what the processor forwards concern no other packets", () => {
    const policy = "policy-map P\n class class-default\n  drop\ncontrol-plane transit\n service-policy input P";
    expect(ask(site("", policy), "tcp 10.1.0.5 > 10.2.0.9:22", IN, OUT)).toBe("unknown");
    expect(ask(site("", policy), "tcp 10.1.0.5 > 10.1.0.1:22", IN, "self")).toBe("permit");
  });
});

it("a policy of a port concerns its subinterfaces", () => {
  const site = (statement: string) => `version 15.2
hostname r1
policy-map P
 class class-default
  drop
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.0.0
interface GigabitEthernet0/1
 ${statement}
interface GigabitEthernet0/1.10
 encapsulation dot1Q 10
 ip address 10.3.0.1 255.255.0.0
end
`;
  const answer = (statement: string) =>
    ask(site(statement), "tcp 10.1.0.5 > 10.3.0.9:22", "GigabitEthernet0/0", "GigabitEthernet0/1.10");
  expect(answer("service-policy output P")).toBe("unknown");
  expect(answer("service-policy input P")).toBe("permit");
});

describe("templates of interfaces", () => {
  const LIST = "ip access-list extended PLC\n permit tcp any any eq 502\n";
  const site = (rest: string, own = "") => `version 17.9
hostname ie-1
ip routing
${LIST}interface GigabitEthernet1/1
${own} source template CELL
 ip access-group PLC in
interface Vlan10
 ip address 10.1.0.1 255.255.0.0
interface Vlan20
 ip address 10.2.0.1 255.255.0.0
${rest}end
`;
  const TEMPLATE = "template CELL\n switchport mode access\n switchport access vlan 10\n";
  const from10 = (text: string) => ask(text, "tcp 10.1.0.5 > 10.2.0.9:22", "Vlan10", "Vlan20");
  const from20 = (text: string) => ask(text, "tcp 10.2.0.5 > 10.1.0.9:22", "Vlan20", "Vlan10");

  it("set what they say, unless the interface says otherwise", () => {
    expect([from10(site(TEMPLATE)), from20(site(TEMPLATE))]).toEqual(["deny", "permit"]);
    const other = site(TEMPLATE, " switchport access vlan 20\n");
    expect([from10(other), from20(other)]).toEqual(["permit", "deny"]);
  });

  it("leave the port open where they are not in the file", () => {
    expect(from10(site("", " switchport mode access\n"))).toBe("unknown");
  });
});

describe("lists in common with other interfaces (IOS-XE)", () => {
  const LISTS = [
    "ip access-list extended C",
    " deny tcp any any eq 23",
    " permit tcp any host 10.2.0.9 eq 22",
    "ip access-list extended A",
    " permit tcp any any eq 23",
    " deny tcp any any eq 22",
    " permit tcp any any eq 80",
  ];
  const chained = (statement: string, lists = LISTS) =>
    router(lists.join("\n")).replace(" ip access-group A in", ` ${statement}`);

  it.each<[string, string, Answer]>([
    ["what the one in common denies, no other permits", "tcp 10.1.0.5 > 10.2.0.9:23", "deny"],
    ["what the one in common permits, no other denies", "tcp 10.1.0.5 > 10.2.0.9:22", "permit"],
    ["what it does not decide, the other does", "tcp 10.1.0.5 > 10.2.0.9:80", "permit"],
    ["what the other denies", "tcp 10.1.0.5 > 10.2.0.8:22", "deny"],
    ["what neither decides is denied", "tcp 10.1.0.5 > 10.2.0.9:502", "deny"],
  ])("are asked first: %s", (_, packet, answer) => {
    const text = chained("ip access-group common C A in");
    expect(askBoth(text, packet, "GigabitEthernet0/0", "GigabitEthernet0/1")).toBe(answer);
    expect(parse(text).codes).not.toContain("cisco/unknown-statement");
  });

  it("end in a denial by themselves", () => {
    expect(ask(chained("ip access-group common C in"), "tcp 10.1.0.5 > 10.2.0.9:80")).toBe("deny");
    expect(ask(chained("ip access-group common C in"), "tcp 10.1.0.5 > 10.2.0.9:22")).toBe("permit");
  });

  it("are gone when they are taken away", () => {
    const text = chained("ip access-group common C A in\n no ip access-group common C A in");
    expect(ask(text, "tcp 10.1.0.5 > 10.2.0.9:502")).toBe("permit");
  });

  it.each([
    ["one of them is not there", "ip access-group common C A in", LISTS.slice(0, 3)],
    ["one of them has no entries", "ip access-group common C A in", LISTS.slice(0, 4)],
    ["another list is set apart from them", "ip access-group common C in\n ip access-group A in", LISTS],
  ])("prove nothing where %s", (_, statement, lists) => {
    expect(ask(chained(statement, lists), "tcp 10.1.0.5 > 10.2.0.9:22")).toBe("unknown");
  });

  it("leave a switch port open", () => {
    const port = "interface GigabitEthernet1/0/5\n switchport mode access\n ip access-group common C A in";
    const { device } = parse(`version 16.9\nhostname sw1\n${port}\n${LISTS.join("\n")}\n`);
    expect(device.doubts.map(({ reason }) => reason).join()).toContain("beside those of ports and VLANs");
    expect(device.tables.every(({ bound }) => bound)).toBe(true);
  });

  it.each<[string, string, Answer]>([
    ["what the one in common permits, no other denies", "tcp 2001:db8:1::5 > 2001:db8:2::9", "permit"],
    ["what it does not decide, the other does", "udp 2001:db8:1::5 > 2001:db8:2::9", "permit"],
    ["what neither decides is denied", "ip89 2001:db8:1::5 > 2001:db8:2::9", "deny"],
    ["their end permits neighbour discovery", "icmp6 2001:db8:1::5 > 2001:db8:2::9 136/0", "permit"],
    ["perhaps the end of the first does too", "icmp6 2001:db8:1::5 > 2001:db8:2::9 135/0", "unknown"],
  ])("of IPv6 are asked first: %s", (_, packet, answer) => {
    const lists = [
      "ipv6 access-list C",
      " permit tcp any host 2001:db8:2::9 eq 80",
      "ipv6 access-list A",
      " deny tcp any any",
      " deny icmp any any nd-ns",
      " permit udp any any",
    ];
    const text = router(lists.join("\n"))
      .replace("ipv6 traffic-filter A in", "ipv6 traffic-filter common C A in")
      .replace(" ip access-group A in\n", "");
    expect(askBoth(text, packet, "GigabitEthernet0/0", "GigabitEthernet0/1")).toBe(answer);
    expect(parse(text).codes).toEqual([]);
    const gone = text.replace("C A in", "C A in\n no ipv6 traffic-filter common C A in");
    expect(ask(gone, packet)).toBe("permit");
    expect(ask(text.replace("common C A", "common C"), "udp 2001:db8:1::5 > 2001:db8:2::9")).toBe("deny");
  });

  it("are no list of that name", () => {
    const text = router("ip access-list extended common\n permit tcp any any eq 80").replace(
      "group A in",
      "group common in",
    );
    expect(ask(text, "tcp 10.1.0.5 > 10.2.0.9:80")).toBe("permit");
    expect(ask(text, "tcp 10.1.0.5 > 10.2.0.9:81")).toBe("deny");
  });
});
