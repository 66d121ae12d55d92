/** What `no` and `default` take back in scripts for IOS (reference/cisco.md 1.1, 2.1, 2.2). */
import { describe, expect, it } from "vitest";
import { askBoth, extended, parse, router } from "./site.js";

const [IN, OUT] = ["GigabitEthernet0/0", "GigabitEthernet0/1"] as const;
const answers = (text: string) => [502, 22].map((port) => askBoth(text, `tcp 10.1.0.5 > 10.2.0.9:${port}`, IN, OUT));

describe("entries of lists", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      "in its own words",
      ["permit tcp any any eq 502", "permit tcp any any eq 22", "no permit tcp any any eq 22"],
      ["permit", "deny"],
    ],
    [
      "in other words",
      ["permit tcp any any eq 502", "permit tcp any any eq 22", "no permit tcp any any eq ssh"],
      ["unknown", "unknown"],
    ],
    [
      "and written again",
      ["permit tcp any any eq 22", "no permit tcp any any eq 22", "permit tcp any any eq 22"],
      ["deny", "permit"],
    ],
    ["by its number", ["10 permit tcp any any eq 502", "20 permit tcp any any eq 22", "no 20"], ["permit", "deny"]],
  ])("one is taken away %s", (_, entries, expected) => {
    expect(answers(extended(...entries))).toEqual(expected);
  });

  it.each<[string, readonly string[]]>([
    ["ip access-list resequence A 100 10", ["deny", "deny"]],
    ["ip access-list resequence A", ["permit", "deny"]],
    ["ip access-list resequence B 100 10", ["permit", "deny"]],
  ])("new numbers decide where later entries stand: %s", (statement, expected) => {
    const lists = `ip access-list extended A\n 10 permit tcp any any eq 502\n${statement}\nip access-list extended A\n 50 deny tcp any any`;
    expect(answers(router(lists))).toEqual(expected);
  });
});

describe("members of groups", () => {
  const group = (...members: readonly string[]) =>
    router(`ip access-list extended A
 permit tcp object-group G any eq 22
object-group network G
${members.map((one) => ` ${one}`).join("\n")}`);
  it.each<[readonly string[], string]>([
    [["host 10.1.0.5", "host 10.1.0.6", "no host 10.1.0.5"], "deny"],
    [["host 10.1.0.5", "host 10.1.0.6", "no host 10.1.0.6"], "permit"],
    [["host 10.1.0.5", "no host 10.1.0.5", "host 10.1.0.5"], "permit"],
    [["host 10.1.0.5", "no 10.1.0.5 255.255.255.255"], "unknown"],
  ])("%j", (members, answer) => {
    expect(askBoth(group(...members), "tcp 10.1.0.5 > 10.2.0.9:22", IN, OUT)).toBe(answer);
  });

  it("taken away in another block of the group", () => {
    const text = group("host 10.1.0.5", "host 10.1.0.6\nobject-group network G", "no host 10.1.0.5");
    expect(askBoth(text, "tcp 10.1.0.5 > 10.2.0.9:22", IN, OUT)).toBe("deny");
    expect(parse(text).device.doubts).toEqual([]);
  });
});

describe("interfaces", () => {
  const PORT = " switchport\n switchport mode access\n switchport access vlan 10\n switchport voice vlan 20\n";
  const TRUNK =
    " switchport\n switchport mode trunk\n switchport trunk allowed vlan 10\n switchport trunk native vlan 5\n";
  const port = (statements: string) => {
    const { device } = parse(`hostname ie-1\ninterface GigabitEthernet1/2\n${statements}end\n`);
    const { mode, accessVlan, nativeVlan, allowedVlans } = device.interfaces[0]?.switchport ?? {};
    return { mode, accessVlan, nativeVlan, allowedVlans, doubts: device.doubts.length };
  };

  it.each([
    [`${PORT} no switchport access vlan\n`, { mode: "access", accessVlan: undefined }],
    [`${PORT} default switchport access vlan\n`, { mode: "access", accessVlan: undefined }],
    [`${PORT} no switchport mode\n`, { mode: "dynamic", accessVlan: 10 }],
    [`${TRUNK} no switchport trunk allowed vlan\n`, { allowedVlans: undefined, nativeVlan: 5 }],
    [`${TRUNK} no switchport trunk native vlan\n`, { allowedVlans: [[10, 10]], nativeVlan: undefined }],
    [`${PORT} no switchport\n`, { mode: undefined }],
    [
      `${PORT} switchport private-vlan host-association 10 101\n no switchport private-vlan host-association\n`,
      { doubts: 0 },
    ],
    [`${PORT} no switchport nonegotiate\n`, { mode: "access", accessVlan: 10 }],
  ])("what is said of a port is taken back: %j", (statements, expected) => {
    expect(port(statements)).toMatchObject({ doubts: 0, ...expected });
  });

  it("the list of a port meets packets of the VLAN that it is in at last", () => {
    const text = (end: string) => `hostname core-1
ip routing
interface GigabitEthernet1/1
${PORT} ip access-group PLC in
${end}interface Vlan1
 ip address 10.1.0.1 255.255.0.0
interface Vlan10
 ip address 10.2.0.1 255.255.0.0
ip access-list extended PLC
 permit tcp any any eq 502
end
`;
    const from1 = (end: string) => askBoth(text(end), "tcp 10.1.0.5 > 10.2.0.9:22", "Vlan1", "Vlan10");
    expect([from1(""), from1(" no switchport access vlan\n")]).toEqual(["permit", "deny"]);
  });

  it.each([
    ["a port that became one of layer 2", " no switchport\n ADDRESS switchport\n switchport access vlan 10\n"],
    ["a layer-2 port", " switchport access vlan 10\n ADDRESS"],
    [
      "a port of a bundle",
      " no switchport\n ADDRESS channel-group 1 mode active\ninterface Port-channel1\n no switchport\n",
    ],
  ])("an address is not believed of %s: what comes in by its VLAN or bundle may be another's", (_, statements) => {
    const lines = statements.replace("ADDRESS", "ip address 10.2.0.1 255.255.0.0\n ip access-group A out\n");
    const text = `hostname core-1
ip routing
interface GigabitEthernet1/1
${lines}interface Vlan10
 ip address 10.1.0.1 255.255.0.0
ip access-list extended A
 deny ip any any
end
`;
    expect(askBoth(text, "tcp 10.1.0.5 > 10.2.0.9:22", "Vlan10", "GigabitEthernet1/1")).toBe("unknown");
    const other = statements.includes("channel") ? "Port-channel1" : "Vlan10";
    expect(parse(text).device.doubts.flatMap((one) => (one.scope === "interfaces" ? one.interfaces : []))).toEqual([
      "GigabitEthernet1/1",
      other,
    ]);
  });

  it("switchport: a routed port is one of layer 2 again", () => {
    expect(port(`${PORT} no switchport\n switchport\n`)).toMatchObject({ mode: "access", accessVlan: 10, doubts: 0 });
  });

  it("default interface: nothing is said of it any more", () => {
    const text = router("ip access-list extended A\n permit tcp any any eq 502\ndefault interface GigabitEthernet0/0");
    const { device } = parse(text);
    expect(device.interfaces.find(({ id }) => id === IN)).toMatchObject({ kind: "other", addresses: [] });
    expect(device.doubts).toEqual([]);
    expect(parse(text.replace("0/0\nend", "0/7\nend")).device.interfaces).toHaveLength(2);
  });

  it.each([
    ["shutdown\n default shutdown", { enabled: true }],
    ["vrf forwarding OT\n no vrf forwarding OT\n ip address 10.1.0.1 255.255.0.0", { router: "default" }],
    ["vrf forwarding OT\n ip address 10.3.0.1 255.255.0.0\n no vrf forwarding", { router: "default", addresses: [] }],
  ])("%s", (statements, expected) => {
    const { device } = parse(`hostname r1\nvrf definition OT\ninterface GigabitEthernet0/0\n ${statements}\nend\n`);
    expect(device.interfaces[0]).toMatchObject(expected);
    expect(device.doubts).toEqual([]);
  });

  it("no ip nat inside: nothing is translated there", () => {
    const nat = (end: string) =>
      parse(`hostname r1
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.0.0
 ip nat inside
${end}interface GigabitEthernet0/1
 ip address 10.2.0.1 255.255.0.0
 ip nat outside
ip nat inside source static 10.1.0.5 10.2.0.77
end
`).device.nat.length;
    expect([nat(""), nat(" no ip nat outside\n"), nat(" no ip nat inside\n")]).toEqual([2, 2, 0]);
  });
});

describe("services of the device", () => {
  const services = (text: string) =>
    parse(`hostname r1\naccess-list 10 permit 10.1.0.0 0.0.255.255\n${text}\nend\n`)
      .device.management.services.filter(({ enabled }) => enabled === true)
      .map(({ service, sources }) => [service, sources !== undefined]);
  it.each([
    ["ip http server\nip http access-class 10\nno ip http access-class 10", [["http", false]]],
    ["ip http server\nno ip http access-class 10\nip http access-class 10", [["http", true]]],
    ["snmp-server community s3cret RO 10\nno snmp-server community s3cret RO 10", []],
    ["snmp-server community s3cret RO 10\nsnmp-server community s3cret RO", [["snmp", false]]],
    ["snmp-server community s3cret RO 10\nno snmp-server community other", [["snmp", true]]],
    ["snmp-server community s3cret RO 10\nno snmp-server", []],
    ["snmp-server user U G v3\nno snmp-server user U G v3", []],
    ["vstack\nno vstack", []],
    ["service tcp-small-servers\nno service tcp-small-servers\nno vstack\nvstack", [["other", false]]],
  ])("the last word counts: %j", (text, expected) => {
    expect(services(text)).toEqual(expected);
  });
});

describe("static routes", () => {
  const WRITTEN = `ip route 10.5.0.0 255.255.0.0 10.2.0.2
ip route 10.5.0.0 255.255.0.0 10.2.0.3 200
ip route 10.6.0.0 255.255.0.0 10.2.0.2
ip route vrf OT 10.5.0.0 255.255.0.0 10.2.0.2
ipv6 route 2001:db8:5::/64 2001:db8:2::2`;
  it.each([
    ["no ip route 10.5.0.0 255.255.0.0 10.2.0.3", [4, 0, 1]],
    ["no ip route 10.5.0.0 255.255.0.0", [3, 0, 1]],
    ["default ip route 10.5.0.0 255.255.0.0", [3, 0, 1]],
    ["no ip route vrf OT 10.5.0.0 255.255.0.0", [4, 0, 0]],
    ["no ip route *", [2, 0, 1]],
    ["no ipv6 route 2001:db8:5::/64", [4, 0, 1]],
    ["no ip route 10.9.0.0 255.255.0.0", [5, 1, 1]],
    ["no ip route 10.5.0.0 255.255.0.0 nonsense", [5, 1, 1]],
  ])("%s", (statement, expected) => {
    const { device } = parse(router(`vrf definition OT\n${WRITTEN}\n${statement}`));
    const inVrf = device.routes.filter((one) => one.router === "OT");
    expect([device.routes.length, device.doubts.length, inVrf.length]).toEqual(expected);
  });
});

describe("statements of an interface", () => {
  const first = (statements: string) => {
    const text = router(
      `ip access-list extended A\n permit tcp any any eq 502\ninterface GigabitEthernet0/0\n${statements}`,
    );
    const { device } = parse(text);
    const one = device.interfaces.find(({ id }) => id === IN);
    const families = one?.addresses.map(({ family }) => family);
    const doubts = device.doubts.filter(({ scope }) => scope !== "match").length;
    return { ssh: answers(text)[1], families, isOpen: one?.addressDoubt !== undefined, doubts };
  };
  const AS_IS = { ssh: "deny", families: [4, 6], isOpen: false, doubts: 0 };
  it.each([
    [" default ip access-group A in", { ...AS_IS, ssh: "permit" }],
    [" default ip access-group in", { ...AS_IS, ssh: "permit" }],
    [" default ip access-group A out", AS_IS],
    [" default ip access-group B in", { ...AS_IS, ssh: "unknown", doubts: 1 }],
    [" no ip access-group B in", { ...AS_IS, ssh: "unknown", doubts: 1 }],
    ["interface G0/0\n no ip access-group A in", { ...AS_IS, ssh: "permit" }],
    ["interface ran Gi0/0 - 1\n no ip access-group in", { ...AS_IS, ssh: "permit" }],
    ["interface t0/0\n no ip access-group A in", { ...AS_IS, ssh: "unknown", doubts: 2 }],
    ["no ip access-list extended A", { ...AS_IS, ssh: "permit" }],
    ["no ip access-list standard A", { ...AS_IS, ssh: "unknown", doubts: 1 }],
    [" no ipv6 address", { ...AS_IS, families: [4] }],
    [" default ipv6 address", { ...AS_IS, families: [4] }],
    [" no ipv6 address 2001:db8:1::1/64", { ...AS_IS, families: [4] }],
    [" no ipv6 address 2001:db8:9::1/64", AS_IS],
    [" ipv6 address autoconfig\n no ipv6 address autoconfig", AS_IS],
    [" ip unnumbered Loopback0\n no ip unnumbered", AS_IS],
    [" ip address dhcp\n no ip address dhcp", AS_IS],
    [" ip address dhcp\n ip address 10.1.0.1 255.255.0.0", { ...AS_IS, families: [6, 4] }],
    [
      " vrf forwarding X\n ip address 10.1.0.1 255.255.0.0\n vrf forwarding X",
      { ...AS_IS, ssh: "unknown", families: [4], doubts: 1 },
    ],
    [" ip policy route-map X\n default ip policy route-map X", AS_IS],
    [" description x\n default description\n default standby 1\n default service-policy input X", AS_IS],
  ])("%j", (statements, expected) => {
    expect(first(statements)).toEqual(expected);
  });
});

describe("translations", () => {
  const nat = (...lines: readonly string[]) => {
    const { device } = parse(`version 15.2
hostname r1
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.0.0
 ip nat inside
interface GigabitEthernet0/1
 ip address 10.2.0.1 255.255.0.0
 ip nat outside
access-list 1 permit 10.1.0.0 0.0.255.255
ip nat pool P 10.2.0.50 10.2.0.60 netmask 255.255.0.0
${lines.join("\n")}
end
`);
    // What a statement that was not understood translates counts too.
    return [device.nat.length, device.doubts.filter(({ scope }) => scope === "device").length];
  };
  const STATIC = "ip nat inside source static 10.1.0.5 10.2.0.77";
  const DYNAMIC = "ip nat inside source list 1 pool P overload";
  it.each([
    [
      [STATIC, `no ${STATIC}`],
      [0, 0],
    ],
    [
      [`${STATIC} extendable`, `no ${STATIC}`],
      [0, 0],
    ],
    [
      [STATIC, `default ${STATIC}`],
      [0, 0],
    ],
    [
      [STATIC, `no ${STATIC}`, STATIC],
      [2, 0],
    ],
    [
      [STATIC, `no ${STATIC.replace(".77", ".78")}`],
      [3, 1],
    ],
    [
      [DYNAMIC, `no ${DYNAMIC}`],
      [0, 0],
    ],
    [
      [DYNAMIC, "no ip nat inside source list 1 pool P"],
      [0, 0],
    ],
    [
      [DYNAMIC, "no ip nat inside source list 1"],
      [2, 1],
    ],
    [
      [DYNAMIC, "no ip nat pool P"],
      [1, 0],
    ],
    [
      ["no ip nat service sip tcp port 5060", "no ip nat create flow-entries", `no ${STATIC}`],
      [0, 0],
    ],
    [
      ["ip nat outside source static 10.2.0.9 10.1.0.99", "no ip nat outside source static 10.2.0.9 10.1.0.99"],
      [0, 0],
    ],
  ])("%j", (lines, expected) => {
    expect(nat(...lines)).toEqual(expected);
  });
});
