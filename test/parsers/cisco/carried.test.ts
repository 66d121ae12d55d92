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
    expect(between("cell-a", "scada", [CORE, access(BOUND)]).reasons.map(({ text }) => text)).toContain(
      "whether packets come by the access list PLC in on GigabitEthernet1/1 of the switch ie-1 is not in the files",
    );
  });

  it("is no matter of packets that cross none of its VLANs", () => {
    expect(passes("scada", "mes", 23, [CORE, access(BOUND)])).toBe("permit");
  });

  it("concerns all packets of its VLAN, whichever way they go: by which port they come is not known", () => {
    expect(passes("scada", "cell-a", 23, [CORE, access(BOUND)])).toBe("unknown");
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

it("two lists in a row both have to let packets pass", () => {
  const second = access({ ...BOUND, rest: LIST.replace("502", "44818") }).replace("hostname ie-1", "hostname ie-2");
  expect(passes("cell-a", "scada", 502, [CORE, access(BOUND), second])).toBe("unknown");
});
