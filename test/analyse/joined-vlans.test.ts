/** Devices that join two VLANs below all routing: no list of the routers of these keeps their hosts apart (IEEE 802.1Q 3, 8.8). */
import { describe, expect, it } from "vitest";
import { misfitCodes, pairVerdicts, reasonsOfPair } from "./text-plants.js";

const ZONES = ["a 10.0.10.0/24", "b 10.0.20.0/24"];

/** Lets nothing from VLAN 10 into VLAN 20. */
const ROUTER = `version 15.7
hostname r1
interface GigabitEthernet0/0.10\n encapsulation dot1Q 10\n ip address 10.0.10.1 255.255.255.0\n ip access-group SHUT in
interface GigabitEthernet0/0.20\n encapsulation dot1Q 20\n ip address 10.0.20.1 255.255.255.0
ip access-list extended SHUT\n deny ip any any
end
`;

const fortigate = (
  vlan: number,
  more: string,
) => `#config-version=FGT70F-7.4.8-FW-build2795-250501:opmode=0:vdom=0:user=admin
config system interface
    edit "v10"\n        set vdom "root"\n        set interface "port1"\n        set vlanid 10\n    next
    edit "other"\n        set vdom "root"\n        set interface "port2"\n        set vlanid ${vlan}\n    next
    edit "soft"\n        set vdom "root"\n        set type switch\n    next
end
${more}`;

const SWITCH = `config system switch-interface\n    edit "soft"\n        set vdom "root"\n        set member "v10" "other"\n    next\nend\n`;
const PAIR = `config system virtual-wire-pair\n    edit "pair"\n        set member "v10" "other"\n    next\nend\n`;

const asa = (group: number) => `ASA Version 9.16(4)
firewall transparent
hostname fw
interface GigabitEthernet0/0.10\n vlan 10\n nameif o\n bridge-group 1\n security-level 0
interface GigabitEthernet0/1.20\n vlan 20\n nameif i\n bridge-group ${group}\n security-level 100
interface BVI1\n ip address 10.0.10.200 255.255.255.0
interface BVI2\n ip address 10.0.20.200 255.255.255.0
`;

const xr = (domains: string) => `!! IOS XR Configuration 7.3.2
hostname xr
interface GigabitEthernet0/0/0/0.10 l2transport\n encapsulation dot1q 10\n!
interface GigabitEthernet0/0/0/0.20 l2transport\n encapsulation dot1q 20\n!
l2vpn
${domains}
!
end
`;

const domain = (name: string, ...ports: readonly number[]) =>
  `  bridge-domain ${name}\n${ports.map((port) => `   interface GigabitEthernet0/0/0/0.${port}\n   !\n`).join("")}  !\n`;

const device = (...lines: readonly string[]) =>
  `version 17.3\nhostname s1\nvtp mode transparent\n${lines.join("\n")}\nend\n`;

/** Service instances of one port for these tags, each with a statement of its own. */
const instances = (...statements: readonly [tag: number, statement: string][]) =>
  device(
    "interface GigabitEthernet0/1",
    ...statements.map(([tag, one]) => ` service instance ${tag} ethernet\n  encapsulation dot1q ${tag}\n  ${one}`),
  );
const port = (...lines: readonly string[]) =>
  device("interface GigabitEthernet0/1", ...lines.map((line) => ` ${line}`));
const tagged = (statement: (tag: number) => string) =>
  device(...[10, 20].map((tag) => `interface Gi0/1.${tag}\n encapsulation dot1Q ${tag}\n ${statement(tag)}`));
const nexus = (lines: string) => `!Command: show running-config
version 9.3(8) Bios:version 05.39
hostname leaf
vlan 1,10,20
${lines}
line vty
`;

describe("VLANs that statements of ports of Cisco join", () => {
  const none = "no frames";
  it.each<readonly [trap: string, device: string, verdict: "proved" | "unproved"]>([
    ["in a bridge domain", instances([10, "bridge-domain 5"], [20, "bridge-domain 5"]), "unproved"],
    ["not in two", instances([10, "bridge-domain 5"], [20, "bridge-domain 6"]), "proved"],
    ["not where one goes to no domain", instances([10, "bridge-domain 5"], [20, none]), "proved"],
    ["with the VLAN of a switch that the domain is", instances([10, "bridge-domain 20"]), "unproved"],
    [
      "in the block of the domain",
      `${instances([10, none], [20, none])}bridge-domain 5\n member Gi0/1 service-instance 10\n member GigabitEthernet0/1 service-instance 20\n`,
      "unproved",
    ],
    [
      "directly",
      `${instances([10, none], [20, none])}connect C GigabitEthernet0/1 10 GigabitEthernet0/1 20\n`,
      "unproved",
    ],
    ["by changing tags", port("switchport mode trunk", "switchport vlan mapping 10 20"), "unproved"],
    ["not at a port that is off", port("switchport mode trunk", "switchport vlan mapping 10 20", "shutdown"), "proved"],
    ["not by changing others", port("switchport mode trunk", "switchport vlan mapping 10 30"), "proved"],
    ["by a bridge group", tagged(() => "bridge-group 1"), "unproved"],
    ["not by two", tagged((tag) => `bridge-group ${tag}`), "proved"],
    ["by both ends of a wire of labels", tagged(() => "xconnect 192.0.2.9 7 encapsulation mpls"), "unproved"],
    ["not by two wires", tagged((tag) => `xconnect 192.0.2.9 ${tag} encapsulation mpls`), "proved"],
    [
      "by changing tags on NX-OS",
      nexus("interface Ethernet1/1\n  switchport\n  switchport vlan mapping 10 20"),
      "unproved",
    ],
    ["on the way to another site", nexus("interface Overlay1\n  otv vlan mapping 10 to 20"), "unproved"],
  ])("%s", async (_trap, device, verdict) => {
    expect(await pairVerdicts([ROUTER, device.replace("\nend\n", "\n")], ZONES)).toContain(`a > b ${verdict}`);
  });

  it("are one where two devices give them one number of VXLAN", async () => {
    const leaf = (vlan: number, number: number) =>
      nexus(`vlan ${vlan}\n  vn-segment ${number}\ninterface nve1\n  member vni ${number}`).replace(
        "leaf",
        `leaf-${vlan}`,
      );
    expect(await pairVerdicts([ROUTER, leaf(10, 5), leaf(20, 5)], ZONES)).toContain("a > b unproved");
    expect(await pairVerdicts([ROUTER, leaf(10, 5), leaf(20, 6)], ZONES)).toContain("a > b proved");
    expect(await reasonsOfPair([ROUTER, leaf(10, 5), leaf(20, 5)], ZONES, ["a", "b"])).toContain(
      "leaf-10 and leaf-20 join VLAN 10 and VLAN 20 by vn-segment 5 and vn-segment 5, and r1 GigabitEthernet0/0.10 and r1 GigabitEthernet0/0.20 are there",
    );
  });
});

describe("Segments of software switches of FortiGates", () => {
  const soft = (name: string, network: number, port: string, more = "") =>
    `#config-version=FGT70F-7.4.8-FW-build2795-250501:opmode=0:vdom=0:user=admin
config system global\n    set hostname "${name}"\nend
config system interface
    edit "port1"\n        set vdom "root"\n        set ip 10.0.1.${network} 255.255.255.0\n    next
    edit "port2"\n        set vdom "root"\n    next
    edit "far"\n        set vdom "root"\n        ${port}\n        set interface "port1"\n    next
    edit "soft"\n        set vdom "root"\n        set type switch\n        set ip 10.0.${network}.1 255.255.255.0\n    next
end
${more}config system switch-interface\n    edit "soft"\n        set vdom "root"\n        set member "port2" "far"\n    next\nend
config router static\n    edit 1\n        set gateway 10.0.1.${30 - network}\n        set device "port1"\n    next\nend
config firewall policy\nend
`;
  const both = (port: string, more: (own: number) => string) =>
    [10, 20].map((network) => soft(`fw-${network}`, network, port, more(network)));
  const tunnel = (section: string, ...lines: readonly string[]) =>
    `config ${section}\n    edit "far"\n        set interface "port1"\n${lines.map((line) => `        ${line}\n`).join("")}    next\nend\n`;
  const ipsec = (own: number, ...lines: readonly string[]) =>
    tunnel("vpn ipsec phase1-interface", `set remote-gw 10.0.1.${30 - own}`, "set psksecret ENC x", ...lines);

  it.each<readonly [what: string, devices: readonly string[], verdict: "proved" | "unproved"]>([
    ["are one by one VLAN among their ports", both("set vlanid 30", () => ""), "unproved"],
    ["are one by VXLAN", both("set type vxlan", () => tunnel("system vxlan", "set vni 5")), "unproved"],
    ["are apart in others", both("set type vxlan", (own) => tunnel("system vxlan", `set vni ${own}`)), "proved"],
    ["are one by GENEVE", both("set type geneve", () => tunnel("system geneve", "set vni 5")), "unproved"],
    ["are one by frames in IPsec", both("set type tunnel", (own) => ipsec(own, "set encapsulation vxlan")), "unproved"],
    ["are apart where IPsec carries none", both("set type tunnel", (own) => ipsec(own)), "proved"],
  ])("%s", async (_, devices, verdict) => {
    expect(await pairVerdicts(devices, ZONES)).toContain(`a > b ${verdict}`);
  });

  it("are one with a VLAN that another device routes", async () => {
    const [first = ""] = both("set vlanid 20", () => "");
    const reasons = await reasonsOfPair([ROUTER, first], ["a 10.0.10.0/24", "b 10.0.20.0/24"], ["a", "b"]);
    expect(reasons).toContain(
      "fw-10 joins VLAN 20 and the segment of fw-10 soft by far and port2, far, and r1 GigabitEthernet0/0.20 and fw-10 soft are there",
    );
  });
});

it("are one by way of a third that two switches make theirs", async () => {
  const edge = (tag: number, inside: number) =>
    port(`switchport vlan mapping ${tag} ${inside}`).replace("hostname s1", `hostname s${tag}`);
  expect(await pairVerdicts([ROUTER, edge(10, 1010), edge(20, 1010)], ZONES)).toContain("a > b unproved");
  expect(await pairVerdicts([ROUTER, edge(10, 1010), edge(20, 1020)], ZONES)).toContain("a > b proved");
  expect(await reasonsOfPair([ROUTER, edge(10, 1010), edge(20, 1010)], ZONES, ["a", "b"])).toContain(
    "s10 and s20 join VLAN 10 and VLAN 20 by GigabitEthernet0/1 and GigabitEthernet0/1, and r1 GigabitEthernet0/0.10 and r1 GigabitEthernet0/0.20 are there",
  );
});

describe("VLANs of routers of IOS-XR and others", () => {
  const wire = (tag: number, number: number) =>
    `!! IOS XR Configuration 7.3.2\nhostname xr-${tag}\ninterface GigabitEthernet0/0/0/0.${tag} l2transport\n encapsulation dot1q ${tag}\n!\nl2vpn\n xconnect group G\n  p2p P\n   interface GigabitEthernet0/0/0/0.${tag}\n   neighbor ipv4 192.0.2.${tag} pw-id ${number}\n   !\n  !\n !\n!\nend\n`;
  const evpn = (tag: number, number: number) =>
    wire(tag, 1).replace(/neighbor ipv4 \S+ pw-id 1/, `neighbor evpn evi ${number} target 5 source 5`);
  const lan = (number: number) =>
    `version 15.7\nhostname pe\nl2 vfi V manual\n vpn id ${number}\n neighbor 192.0.2.9 encapsulation mpls\ninterface Gi0/1.20\n encapsulation dot1Q 20\n xconnect vfi V\n`;

  it.each<readonly [what: string, devices: readonly string[], verdict: "proved" | "unproved"]>([
    ["are one at both ends of a wire", [wire(10, 7), wire(20, 7)], "unproved"],
    ["are apart on two wires", [wire(10, 7), wire(20, 8)], "proved"],
    ["are one in a wire of EVPN", [evpn(10, 7), evpn(20, 7)], "unproved"],
    ["are apart in two instances of EVPN", [evpn(10, 7), evpn(20, 8)], "proved"],
    ["are one in a virtual private LAN", [wire(10, 7), lan(7)], "unproved"],
    ["are apart in others", [wire(10, 7), lan(8)], "proved"],
  ])("%s", async (_, devices, verdict) => {
    expect(await pairVerdicts([ROUTER, ...devices], ZONES)).toContain(`a > b ${verdict}`);
  });
});

describe("VLANs that another device routes between", () => {
  it.each<readonly [trap: string, device: string, verdict: "proved" | "unproved"]>([
    ["are one in a software switch of a FortiGate", fortigate(20, SWITCH), "unproved"],
    ["are apart where no switch has both", fortigate(20, ""), "proved"],
    ["are apart from one that nobody else is on", fortigate(30, SWITCH), "proved"],
    ["are one in a wire pair", fortigate(20, PAIR), "unproved"],
    ["are one in a bridge group of an ASA", asa(1), "unproved"],
    ["are apart in two groups", asa(2), "proved"],
    ["are one in a bridge domain of IOS-XR", xr(` bridge group G\n${domain("D", 10, 20)}`), "unproved"],
    ["are apart in two domains, on one port", xr(` bridge group G\n${domain("D", 10)}${domain("E", 20)}`), "proved"],
    [
      "are one where ports are joined directly",
      xr(
        ` xconnect group X\n  p2p P\n   interface GigabitEthernet0/0/0/0.10\n   interface GigabitEthernet0/0/0/0.20\n`,
      ),
      "unproved",
    ],
  ])("%s", async (_trap, device, verdict) => {
    expect(await pairVerdicts([ROUTER, device], ZONES)).toContain(`a > b ${verdict}`);
  });

  it("are told with their routers", async () => {
    const reasons = await reasonsOfPair([ROUTER, asa(1)], ZONES, ["a", "b"]);

    expect(await misfitCodes([ROUTER, asa(1)], ZONES)).toContain("topology/vlans-joined");
    expect(reasons).toContain(
      "fw joins VLAN 10 and VLAN 20 by o and i, and r1 GigabitEthernet0/0.10 and r1 GigabitEthernet0/0.20 are there",
    );
  });
});
