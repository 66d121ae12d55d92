/** What an NX-OS export becomes: interfaces, VRFs, routes, bindings, services (reference/cisco.md 2, 4.2, 9). */
import { describe, expect, it } from "vitest";
import { formatIPv4 } from "../../../src/packets/address.js";
import { askNexus, entries, nexus } from "./nxos-site.js";
import { parse } from "./site.js";

const HEAD =
  "!Command: show running-config\nversion 9.3(8) Bios:version 05.39\nhostname core-1\nline console\nfeature interface-vlan\n";

function interfaceOf(text: string, id: string, head = HEAD) {
  return parse(head + text).device.interfaces.find((one) => one.id === id);
}

function doubts(text: string, head = HEAD) {
  return parse(head + text).device.doubts;
}

function routesOf(text: string) {
  return parse(HEAD + text).device.routes.map(({ router, network, prefixLength, nextHop, egress, nextHopRouter }) =>
    [
      router,
      `${typeof network === "number" ? formatIPv4(network) : network}/${prefixLength}`,
      egress,
      typeof nextHop === "number" ? formatIPv4(nextHop) : nextHop,
      nextHopRouter,
    ]
      .filter((part) => part !== undefined)
      .join(" "),
  );
}

describe("interfaces of NX-OS", () => {
  it("trap 45: an SVI that does not say `no shutdown` is down", () => {
    expect(interfaceOf("interface Vlan30\n  ip address 10.3.0.1/24", "Vlan30")).toMatchObject({
      enabled: false,
      svi: true,
      vlan: 30,
      kind: "routed",
    });
    expect(interfaceOf("interface Vlan30\n  no shutdown\n  ip address 10.3.0.1/24", "Vlan30")?.enabled).toBe(true);
    expect(doubts("interface Vlan30\n  ip address 10.3.0.1/24")).toEqual([]);
  });

  it.each([
    ["loopback0", "interface loopback0\n  ip address 10.9.0.1/32", true],
    ["mgmt0", "interface mgmt0\n  ip address 10.9.0.1/24", true],
    ["port-channel1", "interface port-channel1\n  no switchport\n  ip address 10.9.0.1/24", true],
    ["Ethernet1/1", "interface Ethernet1/1\n  no switchport\n  ip address 10.9.0.1/24", false],
    ["Ethernet1/1", "interface Ethernet1/1\n  switchport", true],
    ["Ethernet1/1", "interface Ethernet1/1\n  switchport\nsystem default switchport shutdown", false],
    [
      "port-channel1.5",
      "interface port-channel1\ninterface port-channel1.5\n  encapsulation dot1q 5\n  ip address 10.9.0.1/24",
      false,
    ],
    [
      "Ethernet1/1.5",
      "interface Ethernet1/1\n  shutdown\ninterface Ethernet1/1.5\n  encapsulation dot1q 5\n  ip address 10.9.0.1/24\n  no shutdown",
      false,
    ],
  ])("%s is up or down by its kind where nothing is written: %j", (id, text, enabled) => {
    expect(interfaceOf(text, id)?.enabled).toBe(enabled);
  });

  it("a routed port is up by default on older families", () => {
    const text = "interface Ethernet1/1\n  no switchport\n  ip address 10.9.0.1/24";
    const head = "!Command: show running-config\nversion 7.1(4)N1(1)\nline console\n";
    expect(interfaceOf(text, "Ethernet1/1", head)?.enabled).toBe(true);
    expect(doubts(text, head)).toEqual([]);
  });

  it.each([
    ["version 10.2(3) Bios:version 05.45", "other", "down"],
    ["version 9.3(8) Bios:version 05.39", "other", "down"],
    ["version 7.0(3)I7(9)", "other", "down"],
    ["version 7.0(3)F3(5)", "other", "down"],
    ["version 6.1(2)I3(4)", "other", "down"],
    ["version 6.0(2)U6(10)", "switched", "up"],
    ["version 6.0(2)A8(11)", "switched", "up"],
    ["version 5.2(1)N1(9)", "switched", "up"],
    ["version 7.3(8)N1(1)", "switched", "up"],
    ["version 7.3(1)D1(1)", "other", "perhaps"],
    ["version 8.4(2)", "other", "perhaps"],
    ["version 6.2(16)\nboot kickstart bootflash:/n7000-s2-kickstart.6.2.16.bin sup-1", "other", "perhaps"],
    ["boot nxos bootflash:/nxos.9.3.8.bin", "other", "down"],
    ["hostname n9k-1\nbanner motd #\nversion 5.2(1)N1(9)\n#", "other", "perhaps"],
    ["! version 5.2(1)N1(9)\nversion 9.3(8)", "other", "down"],
  ])("what a port is that says nothing, and a routed one that does not say it is up: %j", (head, kind, state) => {
    const start = `!Command: show running-config\n${head}\nline console\n`;
    expect(interfaceOf("interface Ethernet1/1", "Ethernet1/1", start)?.kind).toBe(kind);
    const routed = "interface Ethernet1/2\n  no switchport\n  ip address 10.9.0.1/24";
    const isUp = interfaceOf(routed, "Ethernet1/2", start)?.enabled;
    const isOpen = interfaceOf(routed, "Ethernet1/2", start)?.stateDoubt !== undefined;
    expect(isOpen ? "perhaps" : isUp === true ? "up" : "down").toBe(state);
    expect(doubts(`${routed}\n  no shutdown`, start)).toEqual([]);
  });

  it("whether a routed port is up that says nothing is open where the family is not known", () => {
    const text =
      "interface Ethernet1/1\n  no switchport\n  ip address 10.9.0.1/24\ninterface Ethernet1/2\n  no switchport\n  no shutdown\n  ip address 10.8.0.1/24\n";
    const head = "!Command: show running-config\nline console\n";
    const [doubt] = doubts(text, head);
    expect(doubt?.reason).toBe("Ethernet1/1 may be down: nothing in the file says whether it is up");
    expect(interfaceOf(text, "Ethernet1/1", head)?.stateDoubt).toBe(doubt?.id);
    expect(interfaceOf(text, "Ethernet1/2", head)?.stateDoubt).toBeUndefined();
  });

  it("an SVI without the feature is doubtful, and with the feature switched off out of use", () => {
    const text = "interface Vlan30\n  no shutdown\n  ip address 10.3.0.1/24\n";
    expect(doubts(text, "!Command: show running-config\nversion 9.3(8)\nline console\n")).toMatchObject([
      { scope: "interfaces", interfaces: ["Vlan30"] },
    ]);
    expect(interfaceOf(`${text}no feature interface-vlan`, "Vlan30")?.enabled).toBe(false);
  });

  it("reads a prefix whose address is made of that of the port, as NX-OS writes it", () => {
    const text = "interface Vlan30\n  no shutdown\n  ipv6 address 2001:db8:3::/64 eui64 tag 7";
    expect(interfaceOf(text, "Vlan30")?.addresses.map(({ prefixLength }) => prefixLength)).toEqual([64]);
    expect(doubts(text)).toEqual([]);
  });

  it("reads addresses of both families, secondary ones and shared ones of HSRP and VRRP", () => {
    const text = `interface Vlan30
  no shutdown
  ip address 10.3.0.2/24 tag 7
  ip address 10.4.0.2 255.255.255.0 secondary
  ipv6 address 2001:db8:3::2/64
  hsrp version 2
  hsrp 30
    preempt
    ip 10.3.0.1
  vrrp 31
    address 10.3.0.3
    no shutdown
  hsrp 32
    ip`;
    const found = interfaceOf(text, "Vlan30");
    expect(
      found?.addresses.map(({ family, address, prefixLength, kind, group }) => ({
        family,
        address: typeof address === "number" ? formatIPv4(address) : "v6",
        prefixLength,
        kind,
        ...(group && { group }),
      })),
    ).toEqual([
      { family: 4, address: "10.3.0.2", prefixLength: 24, kind: "primary" },
      { family: 4, address: "10.4.0.2", prefixLength: 24, kind: "secondary" },
      { family: 6, address: "v6", prefixLength: 64, kind: "primary" },
      { family: 4, address: "10.3.0.1", prefixLength: 32, kind: "virtual", group: "standby 30" },
      { family: 4, address: "10.3.0.3", prefixLength: 32, kind: "virtual", group: "vrrp 31" },
    ]);
    expect(found?.learnsFrom).toEqual(["standby 32"]);
    expect(doubts(text)).toEqual([]);
  });

  it("takes layer 3 away from an interface whose VRF is set or left", () => {
    const text =
      "vrf context OT\ninterface Ethernet1/1\n  no switchport\n  ip address 10.3.0.1/24\n  vrf member OT\n  no shutdown\n";
    expect(interfaceOf(text, "Ethernet1/1")).toMatchObject({ router: "OT", addresses: [] });
    expect(
      interfaceOf(`${text}interface Ethernet1/1\n  ip address 10.3.0.1/24\n  no vrf member\n`, "Ethernet1/1"),
    ).toMatchObject({ router: "default", addresses: [] });
  });

  it.each([
    ["vrf member OT\n  ip address 10.3.0.1/24", 1],
    ["switchport\n  no switchport\n  ip address 10.3.0.1/24", 1],
    ["vrf member OT\n  ip address 10.3.0.1/24\n  ip access-group A in", 0],
    ["no ip access-group A in\n  vrf member OT\n  ip address 10.3.0.1/24", 0],
  ])("doubts lists of an interface whose layer 3 is taken away by %j", (lines, number) => {
    const text = `ip access-list A\n  deny ip any any\nvrf context OT\ninterface Ethernet1/1\n  no switchport\n  ip address 10.3.0.1/24\n  ip access-group A in\n  no shutdown\n  ${lines}\n`;
    const found = parse(text).device.doubts.filter(({ reason }) => reason.includes("when its addresses are taken"));
    expect(found.length).toBe(number);
  });

  it("knows a VRF whatever the case of its letters, and takes one that is shut down as out of use", () => {
    const text =
      "vrf context OT\n  shutdown\ninterface Ethernet1/1\n  no switchport\n  vrf member ot\n  ip address 10.3.0.1/24\n  no shutdown";
    expect(interfaceOf(text, "Ethernet1/1")).toMatchObject({ router: "OT", enabled: false });
  });

  it("doubts an interface in a VRF that nobody defines", () => {
    const text = "interface Ethernet1/1\n  no switchport\n  vrf member OT\n  ip address 10.3.0.1/24\n  no shutdown";
    expect(doubts(text)).toMatchObject([{ scope: "interfaces", interfaces: ["Ethernet1/1"] }]);
  });

  it("opens ranges and lists of interfaces, and an interface again", () => {
    const { device } = parse(
      `${HEAD}interface Ethernet1/1-2, Ethernet1/4\n  switchport access vlan 7\ninterface e1/9\ninterface eth1/2\n  switchport mode trunk\n  switchport trunk allowed vlan 5,7\n  switchport trunk allowed vlan add 9`,
    );
    expect(device.interfaces.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      "Ethernet1/1 switched",
      "Ethernet1/2 switched",
      "Ethernet1/4 switched",
      "Ethernet1/9 other",
    ]);
    expect(device.interfaces[0]?.switchport).toEqual({ mode: "access", accessVlan: 7 });
    expect(device.interfaces[1]?.switchport).toEqual({
      mode: "trunk",
      accessVlan: 7,
      allowedVlans: [
        [5, 5],
        [7, 7],
        [9, 9],
      ],
    });
  });

  it.each([
    ["system default switchport\n", "switched"],
    ["no system default switchport\n", "other"],
    ["boot system bootflash:/n7000-s2-dk9.6.2.16.bin\n", "other"],
    ["boot system bootflash:/n5000-uk9.7.1.4.N1.1.bin\n", "switched"],
    ["", "other"],
  ])("a port that says nothing is what the switch takes it for: %j", (lines, kind) => {
    expect(interfaceOf(`${lines}interface Ethernet1/1`, "Ethernet1/1")?.kind).toBe(kind);
  });

  it("takes the address from a port that becomes a layer-2 port", () => {
    const text = "interface Ethernet1/1\n  no switchport\n  ip address 10.3.0.1/24\n  switchport";
    expect(interfaceOf(text, "Ethernet1/1")).toMatchObject({ kind: "switched", addresses: [] });
  });

  it("doubts an address on a layer-2 port", () => {
    const text = "interface Ethernet1/1\n  switchport\n  ip address 10.3.0.1/24\n  no shutdown";
    expect(doubts(text)).toMatchObject([{ scope: "interfaces", interfaces: ["Ethernet1/1"], reroutes: true }]);
  });

  it("an SVI whose VLAN is switched off may be down", () => {
    const text = "interface Vlan30\n  no shutdown\n  ip address 10.3.0.1/24\n";
    const suspended = `vlan 20,30-31\n  state suspend\n${text}`;
    expect(doubts(suspended)).toMatchObject([{ reason: "Vlan30 may be down: VLAN 30 is switched off" }]);
    expect(interfaceOf(suspended, "Vlan30")?.stateDoubt).toBe("d1");
    expect(doubts(`vlan 20,30\n${text}no vlan 30\n`)).toMatchObject([
      { reason: "Vlan30 may be down: VLAN 30 is switched off" },
    ]);
    expect(doubts(`vlan 30\n  shutdown\n  no shutdown\nvlan 31\n  shutdown\n${text}`)).toEqual([]);
  });

  it("reads a script without indentation", () => {
    const text =
      "vrf context OT\ninterface Ethernet1/1\nno switchport\nvrf member OT\nip address 10.3.0.1/24\nip forward\nno shutdown";
    expect(interfaceOf(text, "Ethernet1/1")).toMatchObject({ router: "OT", kind: "routed", enabled: true });
    expect(parse(HEAD + text).codes).toEqual([]);
  });

  it("puts members of a port-channel under it", () => {
    expect(interfaceOf("interface Ethernet1/1\n  channel-group 5 mode active", "Ethernet1/1")?.parent).toBe(
      "port-channel5",
    );
  });
});

describe("VRFs and routes of NX-OS", () => {
  it("trap 68: a route inside a VRF is one of that VRF alone", () => {
    expect(routesOf("vrf context management\n  ip route 0.0.0.0/0 10.0.0.1")).toEqual([
      "management 0.0.0.0/0 10.0.0.1",
    ]);
  });

  it("reads targets, next hops in other VRFs and preferences; what differs in less is the same route", () => {
    expect(
      routesOf(`interface Ethernet1/1
interface Ethernet1/2
vrf context OT
  ip route 10.8.0.0/16 10.5.0.1 vrf default
ip route 10.1.0.0 255.255.0.0 null0
ip route 10.2.0.0/16 Ethernet1/1 10.0.0.2 name way 5 tag 9
ip route 10.2.0.0/16 Ethernet1/1 10.0.0.2 7
ip route 10.3.0.0/16 10.0.1.2 vrf OT
ip route 10.4.0.0/16 10.0.0.9
no ip route 10.4.0.0/16 10.0.0.9
ip route 10.6.0.0/16 Ethernet1/2`),
    ).toEqual([
      "default 10.1.0.0/16",
      "default 10.2.0.0/16 Ethernet1/1 10.0.0.2",
      "default 10.3.0.0/16 10.0.1.2 OT",
      "default 10.6.0.0/16 Ethernet1/2",
      "OT 10.8.0.0/16 10.5.0.1 default",
    ]);
    expect(parse(`${HEAD}ip route 10.2.0.0/16 10.0.0.2 name way 5 tag 9`).device.routes[0]?.distance).toBe(5);
  });

  it("a route over an interface that is not there, and one that cannot be read, leave the device doubtful", () => {
    expect(doubts("ip route 10.2.0.0/16 Ethernet1/7")).toMatchObject([{ scope: "device" }]);
    expect(doubts("ip route 10.2.0.0/16 somewhere")).toMatchObject([{ scope: "device" }]);
  });

  it("what a protocol learns is open in the default VRF and in those that it names", () => {
    const { device } = parse(`${HEAD}vrf context A\nvrf context B\nrouter ospf 1\n  vrf A\n    router-id 10.0.0.1`);
    expect(device.routers.map(({ id, dynamicRouting }) => `${id} ${dynamicRouting ?? "-"}`)).toEqual([
      "default d1",
      "management -",
      "A d1",
      "B -",
    ]);
  });

  it("VRFs that share a route target, or import by a map, may take over routes of one another", () => {
    const { device } = parse(`${HEAD}vrf context A
  address-family ipv4 unicast
    route-target export 1:1
vrf context B
  address-family ipv4 unicast
    route-target import 1:1
vrf context C
  address-family ipv4 unicast
    import vrf default map M`);
    expect(Object.fromEntries(device.routers.map(({ id, imports }) => [id, imports]))).toMatchObject({
      B: ["A", "C"],
      C: ["A", "B", "default"],
      default: ["C"],
    });
  });
});

describe("what filters on NX-OS", () => {
  const open = "ip access-list A\n  permit ip any any\n";

  it("trap 38: a router list on a layer-2 port has no effect", () => {
    const { device, codes } = parse(
      `${HEAD}${open}interface Ethernet1/1\n  switchport\n  switchport access vlan 10\n  ip access-group A in\ninterface Vlan10\n  no shutdown\n  ip address 10.1.0.1/24`,
    );
    expect(device.forwarding).toEqual([]);
    expect(device.doubts).toEqual([]);
    expect(codes).toEqual(["cisco/inactive-list"]);
  });

  it("flows of a controller pass ports by themselves", () => {
    const flows = "openflow\n  switch 1\n    pipeline 201\n    of-port interface ethernet1/1";
    expect(doubts(flows)).toMatchObject([{ scope: "device" }]);
    expect(doubts("feature openflow")).toEqual([]);
  });

  it("a VLAN map leaves open what hosts of its VLANs send one another, and filters what is routed there", () => {
    const text = `${open}vlan access-map M 10\n  match ip address A\n  action drop\nvlan filter M vlan-list 10-11\ninterface Vlan10\n  no shutdown\n  ip address 10.1.0.1/24\ninterface Vlan12\n  no shutdown\n  ip address 10.2.0.1/24`;
    expect(doubts(text)).toMatchObject([{ scope: "segments", interfaces: ["Vlan10"] }, { scope: "rule" }]);
    const { forwarding, toDevice, tables } = parse(`${HEAD}${text}`).device;
    expect(forwarding.filter(({ family }) => family === 4)).toMatchObject([
      { ingress: ["Vlan10"], tables: ["vlan map M ip"] },
      { egress: ["Vlan10"], tables: ["vlan map M ip"] },
    ]);
    expect(toDevice.filter(({ family }) => family === 4)).toMatchObject([{ ingress: ["Vlan10"] }]);
    expect(tables.find(({ id }) => id === "A")?.bound).toBe(true);
  });

  it("trap 46: a list on mgmt0 protects the management VRF alone", () => {
    const { device } = parse(`${HEAD}${open}interface mgmt0\n  ip access-group A in\n  ip address 10.9.0.1/24`);
    expect(device.interfaces[0]).toMatchObject({ id: "mgmt0", router: "management", enabled: true });
    expect(device.toDevice).toMatchObject([{ ingress: ["mgmt0"], tables: ["A"] }]);
  });

  it("an output list meets what is forwarded, and not what is for the device", () => {
    const { device } = parse(
      `${HEAD}${open}interface Vlan10\n  no shutdown\n  ip access-group A out\n  ip address 10.1.0.1/24`,
    );
    expect(device.forwarding).toMatchObject([{ egress: ["Vlan10"], tables: ["A"], stateful: false }]);
    expect(device.toDevice).toEqual([]);
  });

  it("options of a list that are not computed leave the interfaces open that consult it", () => {
    expect(askNexus(entries("ignore routable", "deny ip any any"), "tcp 10.1.0.5 > 10.2.0.9")).toBe("unknown");
  });

  it("a policy of the control plane that drops is about packets to the device alone", () => {
    const policy =
      "policy-map type control-plane P\n  class C\n    police cir 0 bps conform drop violate drop\ncontrol-plane\n  service-policy input P\n";
    const { device } = parse(nexus(`${policy}ip access-list A\n  permit ip any any`));
    expect(device.toDevice.at(-1)).toMatchObject({ otherwise: { action: "unknown" } });
    expect(askNexus(nexus(`${policy}ip access-list A\n  permit ip any any`), "tcp 10.1.0.5 > 10.2.0.9")).toBe("permit");
  });

  it.each([
    ["interface Ethernet1/1\n  service-policy type qos input P", "interfaces"],
    ["system qos\n  service-policy type qos input P", "device"],
    ["vlan configuration 10\n  service-policy type qos input P", "device"],
  ])("a policy that drops is a doubt where it stands: %j", (text, scope) => {
    const policy = (action: string) => `policy-map type qos P\n  class C\n    police cir 1 mbps ${action}\n`;
    expect(doubts(policy("conform drop") + text)).toMatchObject([{ scope }]);
    expect(doubts(policy("conform transmit violate drop") + text)).toEqual([]);
  });

  it("policy routing, NAT and VXLAN leave open where packets go", () => {
    const port = (line: string) =>
      doubts(`interface Ethernet1/1\n  no switchport\n  no shutdown\n  ip address 10.3.0.1/24\n  ${line}`);
    expect(port("ip policy route-map P")).toMatchObject([{ interfaces: ["Ethernet1/1"], reroutes: true }]);
    expect(port("ip nat inside")).toMatchObject([{ interfaces: ["Ethernet1/1"], reroutes: true }]);
    expect(doubts("ip nat inside source static 10.1.1.1 10.2.2.2")).toMatchObject([{ scope: "device" }]);
    expect(doubts("interface nve1\n  no shutdown\n  member vni 100")).toMatchObject([{ scope: "device" }]);
  });

  it("groups that nothing names, and groups that hold nothing, are told", () => {
    const { device } = parse(
      `${HEAD}object-group ip address PLC\n  host 10.1.1.1\nobject-group ip port NONE\nip access-list A\n  permit tcp any any portgroup NONE`,
    );
    expect(device.idle).toMatchObject([
      { name: "PLC", kind: "address", trouble: "unused" },
      { name: "NONE", kind: "service", trouble: "empty" },
    ]);
  });
});

describe("the whole of an NX-OS file", () => {
  it.each([
    ["interface Ethernet1/7\n  switchport access vlan 10", "nxos"],
    ["interface Ethernet0/0\n ip address 10.1.0.1 255.255.0.0", "ios"],
    ["ip access-list OPS\n  10 permit ip any any", "nxos"],
    ["feature lacp", "nxos"],
  ])("is told by what only NX-OS writes: %j", (text, platform) => {
    expect(parse(text).device.platform).toBe(platform);
  });

  it("several virtual devices in one file leave the device doubtful, one does not", () => {
    expect(doubts("vdc core-1 id 1\n  limit-resource vlan minimum 16 maximum 4094\n")).toEqual([]);
    expect(doubts("vdc core-1 id 1\nvdc plant id 2\n")).toMatchObject([{ scope: "device" }]);
  });

  it("a statement that is not known is reported and doubted, also under an interface and in a VRF", () => {
    const { device, codes } = parse(
      `${HEAD}frobnicate packets\ninterface Ethernet1/1\n  frobnicate here\nvrf context OT\n  frobnicate there`,
    );
    expect(codes).toEqual(Array(3).fill("cisco/unknown-statement"));
    expect(device.doubts.map(({ scope }) => scope).sort()).toEqual(["device", "device", "interfaces"]);
    expect(device.unparsed).toHaveLength(3);
  });

  it("accounts for every line", () => {
    const { account } = parse(
      nexus(
        "ip access-list A\n  permit ip any any\nvrf context OT\n  ip route 0.0.0.0/0 10.0.0.1\n  rd auto\nline vty\n  exec-timeout 5",
      ),
    );
    expect(account.unclaimed()).toEqual([]);
    expect(account.counts().notUnderstood).toBe(0);
  });

  it("has a statement of its own at the place of another reported", () => {
    const { codes } = parse(`${HEAD}vlan 10\n  ip access-list A\n    permit ip any any`);
    expect(codes).toContain("cisco/unknown-statement");
  });
});

describe("services of NX-OS", () => {
  const services = (text: string, head = HEAD) =>
    parse(head + text).device.management.services.map(({ service, enabled, port }) =>
      `${service} ${enabled} ${port ?? ""}`.trim(),
    );

  it("SSH answers unless it is switched off, Telnet where it is switched on", () => {
    expect(services("")).toEqual(["ssh true 22", "telnet false 23"]);
    expect(services("no feature ssh\nfeature telnet")).toEqual(["ssh false 22", "telnet true 23"]);
    expect(services("", "!Command: show running-config\n")).toEqual(["ssh true 22", "telnet undefined 23"]);
  });

  it("the interfaces for programs, files and monitoring answer where they are switched on", () => {
    expect(
      services(
        "feature nxapi\nnxapi https port 8443\nno nxapi http\nfeature scp-server\nsnmp-server community seen-by-nobody group network-operator",
      ),
    ).toEqual(["ssh true 22", "telnet false 23", "http false 80", "https true 8443", "other true 22", "snmp true 161"]);
    expect(services("feature grpc\nfeature netconf\nfeature tftp-server\nfeature restconf").slice(2)).toEqual([
      "other true 50051",
      "other true 830",
      "other true 69",
      "other true",
    ]);
    expect(services("feature grpc\ngrpc port 50443").slice(2)).toEqual(["other true 50443"]);
    expect(services("feature grpc\ngrpc port 50443\nno grpc port").slice(2)).toEqual(["other true 50051"]);
    expect(services("feature nxapi").slice(2)).toEqual(["http undefined 80", "https undefined 443"]);
    expect(services("snmp-server user admin network-admin\nno snmp-server protocol enable").at(-1)).toBe(
      "snmp false 161",
    );
  });

  it("a list of the terminal limits who may connect, of its family", () => {
    const { device } = parse(
      `${HEAD}ip access-list VTY\n  permit tcp 10.9.0.0/24 any\nline vty\n  access-class VTY in`,
    );
    const [ssh] = device.management.services;
    expect(ssh?.sources).toMatchObject({
      kind: "union",
      of: [
        { kind: "union", of: [{ kind: "range4" }] },
        { kind: "any", family: 6 },
      ],
    });
  });

  it("a list of a community stands in a line of its own, and no secret in the model", () => {
    const { device } = parse(
      `${HEAD}ip access-list NMS\n  permit ip 10.9.0.5/32 any\nsnmp-server community s3cr3t group network-operator\nsnmp-server community s3cr3t use-acl NMS`,
    );
    const snmp = device.management.services.filter(({ service }) => service === "snmp");
    expect(snmp.every(({ sources }) => sources?.kind === "union")).toBe(true);
    expect(JSON.stringify(device, (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain(
      "s3cr3t",
    );
  });
});
