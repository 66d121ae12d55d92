/** Lists of ports and VLAN maps of a switch whose VLANs another given device routes: what they may stop passes for nobody surely. */
import { describe, expect, it } from "vitest";
import { answerPair, type PairAnswer, rulesOf } from "../../../src/analyse/pairs.js";
import type { Device } from "../../../src/model/device.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { parse, readPacket } from "./site.js";

const ZONES = ["cell-a 10.1.10.0/24", "scada 10.1.20.0/24", "mes 10.1.30.0/24"];

/** Routes between the VLANs of three zones. */
const CORE = `version 15.2
hostname core-1
ip routing
vlan 10,20,30
interface GigabitEthernet1/0/24
 switchport mode trunk
interface Vlan10
 ip address 10.1.10.1 255.255.255.0
interface Vlan20
 ip address 10.1.20.1 255.255.255.0
interface Vlan30
 ip address 10.1.30.1 255.255.255.0
end
`;

/** Routes them too, by ports without a tag. */
const FIREWALL = `version 15.2
hostname core-1
interface GigabitEthernet0/1
 ip address 10.1.10.1 255.255.255.0
interface GigabitEthernet0/2
 ip address 10.1.20.1 255.255.255.0
interface GigabitEthernet0/3
 ip address 10.1.30.1 255.255.255.0
end
`;

/** A switch with a port of VLAN 10 and one of VLAN 20, and nothing that routes. */
function access(of: { readonly port?: string; readonly rest?: string; readonly uplink?: string } = {}): string {
  const { port = "", rest = "", uplink = " switchport trunk allowed vlan 10,20\n switchport mode trunk\n" } = of;
  return `version 15.2
hostname ie-1
interface GigabitEthernet1/1
 switchport access vlan 10
 switchport mode access
${port}interface GigabitEthernet1/2
 switchport access vlan 20
 switchport mode access
interface GigabitEthernet1/10
${uplink}${rest}end
`;
}

const LIST = "ip access-list extended PLC\n permit tcp any any eq 502\n";
const BOUND = { port: " ip access-group PLC in\n", rest: LIST };

function between(from: string, to: string, texts: readonly string[]): PairAnswer {
  const devices = texts.map((text): Device => parse(text, `${/hostname (\S+)/.exec(text)?.[1]}.cfg`).device);
  const plant = resolvePlant(devices, plan(ZONES.map((text) => zone(text))), []);
  return answerPair(plant, rulesOf(plant), { from, to, family: 4 });
}

const HOSTS: Readonly<Record<string, string>> = { "cell-a": "10.1.10.5", scada: "10.1.20.5", mes: "10.1.30.5" };

/** `permit`: it surely passes; `unknown`: perhaps. */
function passes(from: string, to: string, port: number, texts: readonly string[]): string {
  const { space, must, may } = between(from, to, texts);
  const packet = readPacket(`tcp ${HOSTS[from]} > ${HOSTS[to]}:${port}`);
  const one = space.all([
    space.field("src", [packet.src, packet.src]),
    space.field("dst", [packet.dst, packet.dst]),
    space.field("protocol", [6, 6]),
    space.field("dstPort", [port, port]),
    space.fresh,
  ]);
  const { diagram } = space;
  if (diagram.isWithin(one, must)) return "permit";
  return diagram.isWithin(one, may) ? "unknown" : "deny";
}

describe("a list of a port of a switch that routes nothing", () => {
  it("stops what another device routes, or not: what it permits passes surely, the rest perhaps", () => {
    const plant = [CORE, access(BOUND)];
    expect(passes("cell-a", "scada", 502, plant)).toBe("permit");
    expect(passes("cell-a", "scada", 23, plant)).toBe("unknown");
    expect(passes("cell-a", "scada", 23, [CORE, access()])).toBe("permit");
  });

  it("is named as what keeps the pair open", () => {
    expect(
      between("cell-a", "scada", [CORE, access(BOUND)])
        .reasons()
        .map(({ text }) => text),
    ).toContain(
      "whether packets come by the access list PLC in on GigabitEthernet1/1 of the switch ie-1 is not in the files",
    );
  });

  it("is no matter of packets that cross none of its VLANs", () => {
    expect(passes("scada", "mes", 23, [CORE, access(BOUND)])).toBe("permit");
  });

  it("concerns all packets of its VLAN, whichever way they go: by which port they come is not known", () => {
    expect(passes("scada", "cell-a", 23, [CORE, access(BOUND)])).toBe("unknown");
  });

  it("is no matter of a way beside it, though another one crosses its VLAN", () => {
    const beside = `version 15.2
hostname r-2
interface GigabitEthernet0/1.20
 encapsulation dot1Q 20
 ip address 10.1.20.2 255.255.255.0
interface GigabitEthernet0/1.10
 encapsulation dot1Q 10
 ip address 10.1.10.2 255.255.255.0
ip route 10.1.30.0 255.255.255.0 10.1.10.1
ip nat inside source list 9 interface GigabitEthernet0/1.10 overload
end
`;
    const plant = [CORE, access(BOUND), beside];
    expect(passes("scada", "mes", 23, plant)).toBe("permit");
    const filtered = CORE.replace("Vlan20\n", "Vlan20\n ip access-group NONE in\n");
    const without = `${filtered.replace("end\n", "")}ip access-list extended NONE\n deny ip any any\nend\n`;
    expect(passes("scada", "mes", 23, [without, access(BOUND), beside])).toBe("unknown");
  });

  it("on a trunk concerns every VLAN that it carries", () => {
    const uplink = " switchport trunk allowed vlan 20,30\n switchport mode trunk\n ip access-group PLC in\n";
    const plant = [CORE, access({ uplink, rest: LIST })];
    expect(passes("scada", "mes", 23, plant)).toBe("unknown");
    expect(passes("scada", "mes", 502, plant)).toBe("permit");
  });

  it("on a port that is off stops nothing", () => {
    expect(passes("cell-a", "scada", 23, [CORE, access({ ...BOUND, port: `${BOUND.port} shutdown\n` })])).toBe(
      "permit",
    );
  });

  it("concerns every segment that may be its VLAN, where no given device says which network this has", () => {
    const plant = [FIREWALL, access(BOUND)];
    expect(passes("cell-a", "scada", 23, plant)).toBe("unknown");
    expect(passes("scada", "mes", 23, plant)).toBe("unknown");
    expect(passes("scada", "mes", 502, plant)).toBe("permit");
  });

  it("does not concern segments of other VLANs, as their interfaces say", () => {
    const stick = CORE.replaceAll("interface Vlan20", "interface Vlan120").replaceAll("Vlan10\n", "Vlan110\n");
    expect(passes("scada", "mes", 23, [stick, access(BOUND)])).toBe("permit");
  });
});

describe("a VLAN map of a switch that routes nothing", () => {
  const MAP = `vlan access-map ONLY 10
 match ip address MODBUS
 action forward
vlan filter ONLY vlan-list 10
ip access-list extended MODBUS
 permit tcp any any eq 502
`;

  it("stops what it drops in any case that packets come by there", () => {
    const plant = [CORE, access({ rest: MAP })];
    expect(passes("cell-a", "scada", 502, plant)).toBe("permit");
    expect(passes("cell-a", "scada", 23, plant)).toBe("unknown");
    expect(passes("scada", "mes", 23, plant)).toBe("permit");
  });

  it("of a VLAN that the switch routes itself is as exact as it was", () => {
    const core = CORE.replace("end\n", `${MAP}end\n`);
    expect(passes("cell-a", "scada", 502, [core])).toBe("permit");
    expect(passes("cell-a", "scada", 23, [core])).toBe("deny");
  });
});

it("a list of frames may stop packets of its VLAN that others route", () => {
  const rest = "mac access-list extended HMI\n permit host 0000.0c01.0203 any\n";
  const plant = [CORE, access({ port: " mac access-group HMI in\n", rest })];
  expect(passes("cell-a", "scada", 502, plant)).toBe("unknown");
  expect(passes("scada", "mes", 502, plant)).toBe("permit");
});

it("a check of sources may stop packets of its VLAN that others route", () => {
  const plant = [CORE, access({ port: " ip verify source\n" })];
  expect(passes("cell-a", "scada", 502, plant)).toBe("unknown");
  expect(passes("scada", "mes", 502, plant)).toBe("permit");
});

describe("what is open about ports of a switch that routes nothing", () => {
  it.each([
    ["a statement that was not understood", "frobnicate packets"],
    ["private VLANs", "switchport private-vlan host-association 10 101"],
    ["layer-2 NAT", "l2nat CELL"],
    ["service instances", "service instance 1 ethernet"],
  ])("is open for its VLAN alone: %s", (_, statement) => {
    const plant = [CORE, access({ port: ` ${statement}\n` })];
    expect(passes("cell-a", "scada", 502, plant)).toBe("unknown");
    expect(passes("scada", "mes", 502, plant)).toBe("permit");
    const off = [CORE, access({ port: ` ${statement}\n shutdown\n` })];
    expect(passes("cell-a", "scada", 502, off)).toBe("permit");
  });

  it("is told with the port that it is about", () => {
    const plant = [CORE, access({ port: " frobnicate packets\n" })];
    expect(
      between("cell-a", "scada", plant)
        .reasons()
        .map(({ text }) => text),
    ).toContain(
      "whether packets come by GigabitEthernet1/1 (a statement that was not understood) of the switch ie-1 is not in the files",
    );
  });

  it("is open for every VLAN where it may say which ones the port carries", () => {
    const plant = [CORE, access({ port: " switchport vlan mapping 10 20\n" })];
    expect(passes("scada", "mes", 502, plant)).toBe("unknown");
    const own = CORE.replace(
      "mode trunk",
      "mode access\n switchport access vlan 10\n switchport vlan mapping 10 20\ninterface GigabitEthernet1/0/23\n switchport mode trunk",
    );
    expect(passes("scada", "mes", 502, [own])).toBe("unknown");
    expect(passes("scada", "mes", 502, [own.replace(" switchport vlan mapping 10 20\n", "")])).toBe("permit");
  });

  it("private VLANs that no port names are open as well", () => {
    const rest = "vlan 10\n private-vlan isolated\n";
    expect(passes("cell-a", "scada", 502, [CORE, access({ rest })])).toBe("unknown");
    expect(passes("scada", "mes", 502, [CORE, access({ rest })])).toBe("permit");
  });
});

it("two lists in a row both have to let packets pass", () => {
  const second = access({ ...BOUND, rest: LIST.replace("502", "44818") }).replace("hostname ie-1", "hostname ie-2");
  expect(passes("cell-a", "scada", 502, [CORE, access(BOUND), second])).toBe("unknown");
});

describe("on NX-OS", () => {
  /** The switch of VLAN 10 and 20 as a Nexus, which routes nothing. */
  function nexus(port: string, rest = ""): string {
    return `!Command: show running-config
version 9.3(8) Bios:version 05.39
hostname leaf-1
line console
interface Ethernet1/1
  switchport
  switchport access vlan 10
${port}  no shutdown
interface Ethernet1/2
  switchport
  switchport access vlan 20
  no shutdown
interface Ethernet1/10
  switchport
  switchport mode trunk
  switchport trunk allowed vlan 10,20
  no shutdown
${rest}`;
  }

  const NEXUS_LIST = "ip access-list PLC\n  permit tcp any any eq 502\n";
  const PORT_LIST = "  ip port access-group PLC in\n";

  it("a list of a port lets pass what it permits, the rest perhaps", () => {
    const plant = [CORE, nexus(PORT_LIST, NEXUS_LIST)];
    expect(passes("cell-a", "scada", 502, plant)).toBe("permit");
    expect(passes("cell-a", "scada", 23, plant)).toBe("unknown");
    expect(passes("scada", "mes", 23, plant)).toBe("permit");
    expect(passes("cell-a", "scada", 23, [CORE, nexus("", NEXUS_LIST)])).toBe("permit");
    expect(
      between("cell-a", "scada", plant)
        .reasons()
        .map(({ text }) => text),
    ).toContain(
      "whether packets come by the access list PLC in on Ethernet1/1 of the switch leaf-1 is not in the files",
    );
  });

  it("a list of routed packets does nothing on a port of a VLAN, nor does one that is not there", () => {
    expect(passes("cell-a", "scada", 23, [CORE, nexus("  ip access-group PLC in\n", NEXUS_LIST)])).toBe("permit");
    expect(passes("cell-a", "scada", 23, [CORE, nexus(PORT_LIST)])).toBe("permit");
  });

  it.each([
    ["that looks at nothing that is routed", NEXUS_LIST.replace("  permit", "  ignore routable\n  permit")],
    ["without entries", "ip access-list PLC\n  remark later\n"],
  ])("a list of a port %s lets nothing pass surely", (_, list) => {
    const plant = [CORE, nexus(PORT_LIST, list)];
    expect(passes("cell-a", "scada", 502, plant)).toBe("unknown");
    expect(passes("scada", "mes", 502, plant)).toBe("permit");
  });

  it.each([
    ["a list of frames", "  mac port access-group HMI\n"],
    ["a check of sources", "  ip verify source dhcp-snooping-vlan\n"],
  ])("%s of a port may stop what others route", (_, port) => {
    expect(passes("cell-a", "scada", 502, [CORE, nexus(port)])).toBe("unknown");
    expect(passes("scada", "mes", 502, [CORE, nexus(port)])).toBe("permit");
  });

  it("a profile that is not read may stop what others route in any VLAN: it may say of which one the port is", () => {
    const plant = [CORE, nexus("  inherit port-profile CELLS\n")];
    expect([passes("cell-a", "scada", 502, plant), passes("scada", "mes", 502, plant)]).toEqual(["unknown", "unknown"]);
  });

  it("a list on a port that says nothing of its layer counts for the VLAN that such ports are in", () => {
    const core = CORE.replaceAll("Vlan10\n", "Vlan1\n").replace("10,20", "1,20");
    const plain = `  no shutdown\ninterface Ethernet1/5\n${PORT_LIST}`;
    expect(passes("cell-a", "mes", 23, [core, nexus(plain, NEXUS_LIST)])).toBe("unknown");
    expect(
      passes("cell-a", "mes", 23, [core, nexus(plain.replace("1/5\n", "1/5\n  no switchport\n"), NEXUS_LIST)]),
    ).toBe("permit");
  });

  it.each(["vlan-list 10", "vlan-list 9-10,200"])(
    "a VLAN map lets pass what it forwards in its VLANs, the rest perhaps: %s",
    (list) => {
      const map = "vlan access-map ONLY 10\n  match ip address PLC\n  action forward\n";
      const plant = [CORE, nexus("", `${NEXUS_LIST}${map}vlan filter ONLY ${list}\n`)];
      expect(passes("cell-a", "scada", 502, plant)).toBe("permit");
      expect(passes("cell-a", "scada", 23, plant)).toBe("unknown");
      expect(
        between("cell-a", "scada", plant)
          .reasons()
          .map(({ text }) => text),
      ).toContain("whether packets come by the VLAN map ONLY of the switch leaf-1 is not in the files");
    },
  );

  it("a VLAN map is no matter of packets in other VLANs", () => {
    const map = "vlan access-map ONLY 10\n  action drop\nvlan filter ONLY vlan-list 10\n";
    expect(passes("scada", "mes", 23, [CORE, nexus("", map)])).toBe("permit");
  });
});
