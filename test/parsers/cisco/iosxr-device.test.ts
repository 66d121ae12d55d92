/** What an IOS-XR export becomes: interfaces, VRFs, routes, bridges, labels, bindings (reference/cisco.md 1, 2, 9). */
import { describe, expect, it } from "vitest";
import type { Device } from "../../../src/model/device.js";
import { formatIPv4, formatIPv6 } from "../../../src/packets/address.js";
import { askXr, IN, OUT, xr } from "./iosxr-site.js";
import { parse } from "./site.js";

const HEAD = "!! IOS XR Configuration 7.3.2\nhostname core-1\n";

function device(text: string): Device {
  return parse(`${HEAD}${text}\nend\n`).device;
}

function interfaceOf(text: string, id: string) {
  return device(text).interfaces.find((one) => one.id === id);
}

/** Doubts as `scope: interfaces`, with a star where they send packets another way, and interfaces that may be down. */
function doubts(text: string): string[] {
  const { doubts: all, interfaces: own } = device(text);
  const wide = all
    .filter(({ scope }) => scope === "device" || scope === "interfaces")
    .map(({ scope, interfaces, reroutes }) => `${interfaces?.join(",") ?? scope}${reroutes ? "*" : ""}`);
  return [...wide, ...own.filter(({ stateDoubt }) => stateDoubt !== undefined).map(({ id }) => `${id} down`)];
}

function addressesOf(text: string, id: string): string[] {
  return (interfaceOf(text, id)?.addresses ?? []).map(({ address, prefixLength, kind, group }) =>
    [typeof address === "number" ? formatIPv4(address) : formatIPv6(address), prefixLength, kind, group]
      .filter((part) => part !== undefined)
      .join(" "),
  );
}

function routesOf(text: string): string[] {
  return device(text).routes.map(({ router, network, prefixLength, nextHop, egress, nextHopRouter, distance, doubt }) =>
    [
      router,
      `${typeof network === "number" ? formatIPv4(network) : formatIPv6(network)}/${prefixLength}`,
      egress,
      typeof nextHop === "number" ? formatIPv4(nextHop) : nextHop && formatIPv6(nextHop),
      nextHopRouter && `in ${nextHopRouter}`,
      distance === 1 ? undefined : `at ${distance}`,
      doubt && "perhaps",
    ]
      .filter((part) => part !== undefined)
      .join(" "),
  );
}

const GI = "interface GigabitEthernet0/0/0/0";

describe("interfaces of IOS-XR", () => {
  it.each([
    ["GigabitEthernet0/0/0/0", `${GI}\n ipv4 address 10.1.0.1 255.255.255.0`, true],
    ["GigabitEthernet0/0/0/0", `${GI}\n ipv4 address 10.1.0.1/24\n shutdown`, false],
    ["GigabitEthernet0/0/0/0", `${GI}\n shutdown\n${GI}\n no shutdown`, true],
    [
      "Bundle-Ether600.3",
      "interface Bundle-Ether600\n shutdown\ninterface Bundle-Ether600.3\n ipv4 address 10.1.0.1/24\n encapsulation dot1q 3",
      false,
    ],
    ["TenGigE0/0/0/1", "interface TenGigE0/0/0/1\n bundle id 500 mode active", true],
  ])("%s: up or down with its port, up where nothing is written: %#", (id, text, enabled) => {
    expect(interfaceOf(text, id)?.enabled).toBe(enabled);
  });

  it("have addresses in three forms; one that is written later takes the place of the first", () => {
    const text = `${GI}\n ipv4 address 10.1.0.1 255.255.255.0\n ipv4 address 10.1.0.2/24 route-tag 7\n ipv4 address 10.3.0.1/24 secondary\n ipv6 address 2001:db8::1/64`;
    expect(addressesOf(text, "GigabitEthernet0/0/0/0")).toEqual([
      "10.1.0.2 24 primary",
      "10.3.0.1 24 secondary",
      "2001:db8::1 64 primary",
    ]);
  });

  it("trap 7: one that is opened again, or by a short name, is merged", () => {
    const text = `${GI}\n ipv4 address 10.1.0.1/24\ninterface Gi0/0/0/0\n vrf OT\nvrf OT`;
    expect(device(text).interfaces).toHaveLength(1);
    expect(interfaceOf(text, "GigabitEthernet0/0/0/0")).toMatchObject({ router: "OT", kind: "routed" });
  });

  it("keep an address that stands before the VRF: what is committed has no order", () => {
    expect(addressesOf(`${GI}\n ipv4 address 10.1.0.1/24\n vrf OT\nvrf OT`, "GigabitEthernet0/0/0/0")).toHaveLength(1);
  });

  it.each([
    ["their statements in lines of their own", `${GI} ipv4 address 10.1.0.1/24\n${GI} vrf OT\nvrf OT`],
    ["no indentation", `${GI}\nipv4 address 10.1.0.1/24\nvrf OT\n!\nvrf OT\n!`],
    [
      "words that are taken back",
      `${GI} shutdown\nno ${GI} shutdown\n${GI}\n ipv4 address 10.1.0.1/24\n vrf OT\nvrf OT`,
    ],
  ])("are the same with %s", (_, text) => {
    expect(interfaceOf(text, "GigabitEthernet0/0/0/0")).toMatchObject({ router: "OT", kind: "routed", enabled: true });
    expect(addressesOf(text, "GigabitEthernet0/0/0/0")).toEqual(["10.1.0.1 24 primary"]);
    expect(doubts(text)).toEqual([]);
  });

  it("trap 59 for routed ports: a subinterface has the VLAN of its encapsulation, and none passes nothing", () => {
    const sub = (line: string) => `${GI}\n${GI}.10\n ipv4 address 10.1.0.1/24\n ${line}`;
    expect(interfaceOf(sub("encapsulation dot1q 10"), "GigabitEthernet0/0/0/0.10")).toMatchObject({
      vlan: 10,
      parent: "GigabitEthernet0/0/0/0",
    });
    expect(doubts(sub("encapsulation dot1q 10"))).toEqual([]);
    expect(
      interfaceOf(sub("encapsulation dot1q 10 second-dot1q 20"), "GigabitEthernet0/0/0/0.10")?.vlan,
    ).toBeUndefined();
    expect(doubts(sub("mtu 1500"))).toEqual(["GigabitEthernet0/0/0/0.10*"]);
  });

  it.each([
    ["no port of the bundle", "interface Bundle-Ether1\n ipv4 address 10.1.0.1/24", ["Bundle-Ether1 down"]],
    [
      "a port of the bundle",
      "interface Bundle-Ether1\n ipv4 address 10.1.0.1/24\ninterface TenGigE0/0/0/1\n bundle id 1 mode active",
      [],
    ],
    [
      "an address on a port of a bundle",
      "interface TenGigE0/0/0/1\n bundle id 1 mode active\n ipv4 address 10.1.0.1/24",
      ["TenGigE0/0/0/1*"],
    ],
    [
      "a module that is not there",
      "interface preconfigure TenGigE0/0/0/1\n ipv4 address 10.1.0.1/24",
      ["TenGigE0/0/0/1 down"],
    ],
    ["a module that is not there, switched off", "interface preconfigure TenGigE0/0/0/1\n shutdown", []],
    [
      "an address on a layer-2 interface",
      `${GI}.5 l2transport\n encapsulation dot1q 5\n ipv4 address 10.1.0.1/24`,
      ["GigabitEthernet0/0/0/0.5*"],
    ],
    [
      "a reverse-path check",
      `${GI}\n ipv4 address 10.1.0.1/24\n ipv4 verify unicast source reachable-via rx`,
      ["GigabitEthernet0/0/0/0"],
    ],
    [
      "policy routing",
      `${GI}\n ipv4 address 10.1.0.1/24\n service-policy type pbr input P`,
      ["GigabitEthernet0/0/0/0*"],
    ],
    ["statements of a group", `${GI}\n apply-group G`, ["GigabitEthernet0/0/0/0*"]],
    ["a VRF that nobody defines", `${GI}\n vrf OT\n ipv4 address 10.1.0.1/24`, ["GigabitEthernet0/0/0/0*"]],
    ["VXLAN", "interface nve1\n member vni 100", ["device"]],
    ["a statement that is not known", `${GI}\n frobnicate`, ["GigabitEthernet0/0/0/0*"]],
    [
      "another interface at the place of a statement",
      `${GI}\n interface TenGigE0/0/0/1`,
      ["GigabitEthernet0/0/0/0*", "device"],
    ],
    [
      "a list at the place of a statement",
      `${GI}\n ipv4 access-list A\n  10 permit ipv4 any any`,
      ["GigabitEthernet0/0/0/0*", "device"],
    ],
    [
      "a policy with a class that drops",
      `policy-map P\n class C\n  drop\n !\n end-policy-map\n${GI}\n service-policy input P`,
      ["GigabitEthernet0/0/0/0"],
    ],
    ["a policy that is not in the file", `${GI}\n service-policy input P`, ["GigabitEthernet0/0/0/0"]],
    [
      "a policy that only marks",
      `policy-map P\n class C\n  set dscp ef\n !\n end-policy-map\n${GI}\n service-policy input P`,
      [],
    ],
  ])("doubtful or not: %s", (_, text, expected) => {
    expect(doubts(text)).toEqual(expected);
  });

  it("a management port passes packets on or not, unless that is switched on", () => {
    const text = `interface MgmtEth0/RP0/CPU0/0\n ipv4 address 10.9.0.1/24\n${GI}\n ipv4 address 10.1.0.1/24`;
    expect(doubts(text)).toEqual(["MgmtEth0/RP0/CPU0/0"]);
    expect(doubts(`${text}\nrp mgmtethernet forwarding`)).toEqual([]);
    expect(doubts(`vrf MGMT\n${text.replace("MgmtEth0/RP0/CPU0/0\n", "MgmtEth0/RP0/CPU0/0\n vrf MGMT\n")}`)).toEqual(
      [],
    );
  });

  it("share addresses by HSRP and VRRP, in blocks or in one line", () => {
    const text = `${GI}
 ipv4 address 10.1.0.2/24
router hsrp
 interface GigabitEthernet0/0/0/0
  address-family ipv4
   hsrp 30 version 2
    priority 110
    address 10.1.0.1
   !
   hsrp 31
    address learn
   !
  !
 !
!
router vrrp
 interface GigabitEthernet0/0/0/0
  vrrp 5 ipv4 10.1.0.3
  address-family ipv6
   vrrp 6
    address global 2001:db8::1
    address linklocal autoconfig`;
    expect(addressesOf(text, "GigabitEthernet0/0/0/0")).toEqual([
      "10.1.0.2 24 primary",
      "10.1.0.1 32 virtual standby 30",
      "10.1.0.3 32 virtual vrrp 5",
      "2001:db8::1 128 virtual vrrp 6",
    ]);
    expect(interfaceOf(text, "GigabitEthernet0/0/0/0")?.learnsFrom).toEqual(["standby 31"]);
  });
});

describe("bridges of IOS-XR", () => {
  const bridge = (port: string, more = "") => `interface BVI10
 ipv4 address 10.1.0.1/24
${GI}.10 l2transport
 encapsulation dot1q 10
 rewrite ingress tag pop 1 symmetric
 ${port}
l2vpn
 bridge group PLANT
  bridge-domain CELL-A
   interface GigabitEthernet0/0/0/0.10
   !
   routed interface BVI10
   !
  !
 !
!
${more}`;

  it("trap 40: what is routed meets the lists of the BVI, what is bridged does not", () => {
    expect(doubts(bridge("mtu 1500"))).toEqual([]);
    expect(interfaceOf(bridge("mtu 1500"), "GigabitEthernet0/0/0/0.10")?.kind).toBe("switched");
  });

  it.each(["ethernet-services access-group L2 ingress", "ipv4 access-group A ingress"])(
    "a list on a layer-2 port leaves the networks behind it open: %s",
    (line) => {
      expect(doubts(bridge(line, "ipv4 access-list A\n 10 permit ipv4 any any"))).toEqual([
        "GigabitEthernet0/0/0/0.10,BVI10",
      ]);
    },
  );

  it("a BVI that no bridge has may be down, and a routed port that one has is no layer-2 port", () => {
    expect(doubts("interface BVI10\n ipv4 address 10.1.0.1/24")).toEqual(["BVI10 down"]);
    expect(
      doubts(
        `${GI}\n ipv4 address 10.1.0.1/24\nl2vpn\n xconnect group G\n  p2p P\n   interface GigabitEthernet0/0/0/0`,
      ),
    ).toEqual(["GigabitEthernet0/0/0/0*"]);
  });
});

describe("routes of IOS-XR", () => {
  it("stand by VRF and family, with interface, next hop, another VRF, distance and conditions", () => {
    const text = `${GI}
router static
 maximum path ipv4 1000
 address-family ipv4 unicast
  0.0.0.0/0 10.1.0.254
  10.9.0.0/16 GigabitEthernet0/0/0/0 10.1.0.253 200 tag 5 description "to the plant"
  10.8.0.0/16 Null0
  10.7.0.0/16 vrf OT 10.1.0.252
  10.6.0.0/16 10.1.0.251 bfd fast-detect minimum-interval 50 multiplier 3
  10.5.0.0/16 10.1.0.250 track T permanent
 !
 address-family ipv4 multicast
  0.0.0.0/0 10.1.0.254
 !
 address-family ipv6 unicast
  ::/0 2001:db8::1
 !
 vrf OT
  address-family ipv4 unicast
   0.0.0.0/0 vrf default GigabitEthernet0/0/0/0 10.1.0.254
`;
    expect(routesOf(text)).toEqual([
      "default 0.0.0.0/0 10.1.0.254",
      "default 10.9.0.0/16 GigabitEthernet0/0/0/0 10.1.0.253 at 200",
      "default 10.8.0.0/16",
      "default 10.7.0.0/16 10.1.0.252 in OT",
      "default 10.6.0.0/16 10.1.0.251 perhaps",
      "default 10.5.0.0/16 10.1.0.250 perhaps",
      "default ::/0 2001:db8::1",
      "OT 0.0.0.0/0 GigabitEthernet0/0/0/0 10.1.0.254 in default",
    ]);
  });

  it("trap 68: a route in a VRF is there alone", () => {
    const text = "vrf OT\nrouter static\n vrf OT\n  address-family ipv4 unicast\n   0.0.0.0/0 10.1.0.254";
    expect(routesOf(text)).toEqual(["OT 0.0.0.0/0 10.1.0.254"]);
  });

  it.each([
    ["no 10.9.0.0/16 10.1.0.254", []],
    ["no 10.9.0.0/16", []],
    ["no 10.9.0.0/16 10.1.0.253", ["default 10.9.0.0/16 10.1.0.254"]],
    ["10.9.0.0/16 10.1.0.254 50", ["default 10.9.0.0/16 10.1.0.254 at 50"]],
  ])("are taken away and changed: %s", (line, expected) => {
    const text = `router static\n address-family ipv4 unicast\n  10.9.0.0/16 10.1.0.254\n  ${line}`;
    expect(routesOf(text)).toEqual(expected);
  });

  it("stand in lines of their own", () => {
    const text = `router static address-family ipv4 unicast 10.9.0.0/16 10.1.0.254
router static vrf OT address-family ipv4 unicast 10.8.0.0/16 10.1.0.253
router static address-family ipv4 unicast 10.7.0.0/16 10.1.0.252
no router static address-family ipv4 unicast 10.7.0.0/16 10.1.0.252
vrf OT`;
    expect(routesOf(text)).toEqual(["default 10.9.0.0/16 10.1.0.254", "OT 10.8.0.0/16 10.1.0.253"]);
    expect(routesOf(`${text}\nno router static`)).toEqual([]);
  });

  it.each([
    "10.9.0.0/16 somewhere else",
    "10.9.0.0/16 10.1.0.254 frobnicate",
    "10.9.0.0/16 TenGigE0/0/0/9",
    "frobnicate",
  ])("one that is not understood may lead anywhere: %s", (line) => {
    expect(doubts(`router static\n address-family ipv4 unicast\n  ${line}`)).toEqual(["device"]);
  });
});

describe("VRFs of IOS-XR", () => {
  const vrf = (name: string, imports: string, exports: string) =>
    `vrf ${name}\n address-family ipv4 unicast\n  import route-target\n   ${imports}\n  !\n  export route-target\n   ${exports}\n  !\n !\n!\n`;
  const importsOf = (text: string) =>
    Object.fromEntries(device(text).routers.map(({ id, imports = [] }) => [id, imports.join(" ")]));

  it("take routes of one another by route targets, and of other devices where these send VPN routes", () => {
    const text = `${vrf("OT", "1:2", "1:1")}${vrf("IT", "1:3", "1:2")}`;
    expect(importsOf(text)).toEqual({ default: "", OT: "IT", IT: "" });
    expect(importsOf(`${text}router bgp 65000\n address-family vpnv4 unicast\n !\n!`)).toMatchObject({
      default: "OT IT",
    });
  });

  it("may take any route by a policy, or by name", () => {
    const text = "vrf OT\n address-family ipv4 unicast\n  import from default-vrf route-policy P\nvrf IT";
    expect(importsOf(text)).toEqual({ default: "OT", OT: "IT default", IT: "OT" });
  });

  it("learn routes where a protocol names them", () => {
    const text = "vrf OT\nvrf IT\nrouter ospf 1\n vrf OT\n  area 0";
    const learning = device(text).routers.filter(({ dynamicRouting }) => dynamicRouting !== undefined);
    expect(learning.map(({ id }) => id)).toEqual(["default", "OT"]);
  });

  it("a statement in one that is not known leaves the device open", () => {
    expect(doubts("vrf OT\n fallback-vrf IT")).toEqual(["device"]);
  });
});

describe("labels of IOS-XR", () => {
  it.each([
    [`${GI}\nmpls ldp\n interface GigabitEthernet0/0/0/0\n !\n!`, ["GigabitEthernet0/0/0/0*"]],
    [`${GI}\nmpls traffic-eng\n interface GigabitEthernet0/0/0/0`, ["GigabitEthernet0/0/0/0*"]],
    ["mpls oam\nmpls label range 100 200", []],
    ["mpls ldp\n interface GigabitEthernet0/0/0/9", ["device"]],
    ["router isis 1\n address-family ipv4 unicast\n  segment-routing mpls", ["device"]],
    ["router ospf 1\n mpls ldp auto-config", ["device"]],
    ["segment-routing\n traffic-eng\n  policy P\n   color 1 end-point ipv4 192.0.2.1\n  !\n !\n!", ["device"]],
    ["segment-routing\n traffic-eng\n  on-demand color 5\n  !\n !\n!", ["device"]],
    ["segment-routing\n global-block 16000 23999\n traffic-eng\n  maximum-sid-depth 10\n !\n!", []],
  ])("switch packets past the lists: %j", (text, expected) => {
    expect(doubts(text)).toEqual(expected);
  });
});

describe("the whole of an IOS-XR file", () => {
  it.each([
    ["router static\n address-family ipv4 unicast\n  0.0.0.0/0 10.1.0.1", "iosxr"],
    ["no ipv4 access-list A", "iosxr"],
    ["ipv6 access-list A 10 permit ipv6 any any", "iosxr"],
    ["interface TenGigE0/0/0/1\n  ipv4 address 10.1.0.1 255.255.255.0", "iosxr"],
    ["object-group network ipv4 G\n 10.0.0.0/8\nip access-list extended A\n permit ip any any", "ios"],
  ])("is told by what only IOS-XR writes: %j", (text, platform) => {
    expect(parse(text).device.platform).toBe(platform);
  });

  it("has its release in a comment, and ends with `end`", () => {
    expect(device("").version).toBe("7.3.2");
    expect(parse("!! IOS XR Configuration version = 6.2.1.08I\nhostname core-1\nend").device.version).toBe("6.2.1.08I");
    expect(parse(`${HEAD}interface Loopback0\n`).codes).toEqual(["cisco/truncated"]);
  });

  it("trap 5: what a terminal adds is no statement", () => {
    const text = "RP/0/RP0/CPU0:core-1#show running-config\nMon Nov  2 08:00:00.123 UTC\nBuilding configuration...\n";
    expect(
      parse(`${text}${HEAD}${GI}\n --More-- \n ipv4 address 10.1.0.1/24\nend\nRP/0/RP0/CPU0:core-1#`).codes,
    ).toEqual([]);
  });

  it("traps 1 and 4: banners and keys are no statements", () => {
    const text = `banner motd ~\n${GI}\n ipv4 address 10.1.0.1/24\n~\nbanner exec ^C hello ^C`;
    expect(device(text).interfaces).toEqual([]);
    expect(doubts(text)).toEqual([]);
  });

  it("routing policies and sets are text up to their end, indented or not", () => {
    const text = `route-policy OUT($P)
if destination in (10.0.0.0/8) then
# interface GigabitEthernet0/0/0/1
pass
else
  drop
endif
end-policy
!
prefix-set PLANT
 10.0.0.0/8 le 32,
2001:db8::/32
end-set
${GI}
 ipv4 address 10.1.0.1/24`;
    expect(doubts(text)).toEqual([]);
    expect(device(text).interfaces).toHaveLength(1);
  });

  it("one whose end is lost swallows nothing of what follows", () => {
    const text = `route-policy OUT\n if destination in PLANT then\n!\n${GI}\n ipv4 address 10.1.0.1/24\n!\nroute-policy IN\n pass\nend-policy`;
    expect(device(text).interfaces).toHaveLength(1);
    expect(doubts(text)).toEqual(["device"]);
  });

  it.each([
    ["an interface", `${GI}\n ipv4 address 10.1.0.1/24\n!\n ipv4 address 10.2.0.1/24\n!`],
    ["the first of all", " ipv4 address 10.2.0.1/24\n!"],
    [
      "a VRF among routes",
      "router static\n address-family ipv4 unicast\n  10.9.0.0/16 Null0\n !\n  address-family ipv4 unicast\n   10.8.0.0/16 Null0\n  !\n !\n!",
    ],
  ])("what lost the line that opened it joins no other block: %s", (_, text) => {
    expect(doubts(text)).toContain("device");
    expect(parse(`${HEAD}${text}\nend`).codes).toContain("cisco/unknown-statement");
    expect(device(text).interfaces.flatMap(({ addresses }) => addresses)).toHaveLength(
      text.startsWith("interface") ? 1 : 0,
    );
  });

  it("statements that translate, filter or forward by services leave the device open", () => {
    for (const line of ["service cgn CGN1", "flowspec", "apply-group G", "dynamic-template", "frobnicate"])
      expect([line, ...doubts(line)]).toEqual([line, "device"]);
  });

  it("lists that other statements name are consulted, others not", () => {
    const text =
      "ipv4 access-list A\n 10 permit ipv4 any any\nipv4 access-list B\n 10 permit ipv4 any any\nntp\n access-group ipv4 peer A";
    expect(device(text).tables.map(({ name, bound }) => `${name} ${bound}`)).toEqual(["A true", "B false"]);
  });

  it("groups that nothing names, and groups that hold nothing, are told", () => {
    const text =
      "object-group network ipv4 PLC\n host 10.1.1.1\nobject-group port NONE\nipv4 access-list A\n 10 permit tcp any any port-group NONE";
    expect(device(text).idle).toMatchObject([
      { name: "PLC", kind: "address", trouble: "unused" },
      { name: "NONE", kind: "service", trouble: "empty" },
    ]);
  });

  it("accounts for every line", () => {
    const { account, codes } = parse(
      xr("ipv4 access-list A\n 10 permit ipv4 any any\nvrf OT\n rd auto\nline default\n exec-timeout 5 0\nlldp\n!", [
        "ipv4 access-group A ingress",
      ]),
    );
    expect(codes).toEqual([]);
    expect(account.unclaimed()).toEqual([]);
    expect(account.counts().notUnderstood).toBe(0);
  });

  it("packets to the device meet the lists of the interface they come in by", () => {
    const { toDevice } = parse(
      xr("ipv4 access-list A\n 10 permit tcp any any eq 22", ["ipv4 access-group A ingress"]),
    ).device;
    expect(toDevice).toMatchObject([{ ingress: [IN], tables: ["A"] }]);
    expect(askXr(xr(""), "tcp 10.1.0.5 > 10.2.0.9", IN, OUT)).toBe("unknown");
  });
});
