/** Interfaces that nothing switches off and that may be down all the same: what is routed goes another way then, or nowhere. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { routeTo } from "../../src/analyse/oracle/route.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { parse } from "../parsers/cisco/site.js";
import { plan, zone } from "./device-builder.js";
import { pairVerdicts } from "./text-plants.js";

const ZONES = ["a 10.20.10.0/24", "b 10.20.30.0/24"];

interface Switch {
  readonly vlan?: string;
  /** The VLANs that the file lists, and by which mode of VTP. */
  readonly listed?: string;
  readonly vtp?: string;
  /** Statements of the second port. */
  readonly port?: string;
  readonly svi?: string;
  readonly more?: string;
  readonly routes?: string;
}

/** Routes between VLAN 10 and VLAN 30, which it lets nothing into; a shorter route leads elsewhere. */
function ios(of: Switch): string {
  const { vlan = "", listed = "10,30", vtp = "transparent", svi = "", more = "", routes = SHORTER } = of;
  const { port = " switchport access vlan 30\n" } = of;
  return `version 15.2\nhostname sw1\nvtp mode ${vtp}\nip routing\nvlan ${listed}${vlan === "" ? "" : `\nvlan 30\n${vlan}`}
ip access-list extended SHUT\n deny ip any any
interface GigabitEthernet1/0/1\n switchport mode access\n switchport access vlan 10
interface GigabitEthernet1/0/2\n switchport mode access\n${port}
interface GigabitEthernet1/0/24\n no switchport\n ip address 10.9.0.1 255.255.255.252
interface Vlan10\n ip address 10.20.10.1 255.255.255.0
interface Vlan30\n ip address 10.20.30.1 255.255.255.0\n ip access-group SHUT out\n${svi}${more}
${routes}
end
`;
}

const SHORTER = "ip route 10.20.0.0 255.255.0.0 10.9.0.2";
const ELSEWHERE = " switchport access vlan 10\n";

const member = (state: string) =>
  `interface Port-channel1\n switchport mode trunk\ninterface GigabitEthernet1/0/5\n switchport mode trunk\n channel-group 1 mode active\n${state}`;

describe("an SVI of IOS", () => {
  it.each<readonly [trap: string, of: Switch, verdict: "proved" | "unproved"]>([
    ["is up by an access port", {}, "proved"],
    ["is down while its VLAN is shut", { vlan: " shutdown\n" }, "unproved"],
    ["is down while its VLAN is suspended", { vlan: " state suspend\n" }, "unproved"],
    ["is down where the file lists its VLANs, and not this one", { listed: "10" }, "unproved"],
    ["is up where a switch does not keep its VLANs in the file", { listed: "10", vtp: "server" }, "proved"],
    ["is up where the last word on its VLAN opens it", { vlan: " shutdown\n no shutdown\n" }, "proved"],
    ["is down without a port in its VLAN", { port: ELSEWHERE }, "unproved"],
    ["is down with the only port of its VLAN", { port: " switchport access vlan 30\n shutdown\n" }, "unproved"],
    ["is up without a port where it does not ask for one", { port: ELSEWHERE, svi: " no autostate\n" }, "proved"],
    ["is up by a voice VLAN", { port: `${ELSEWHERE} switchport voice vlan 30\n` }, "proved"],
    ["is up by a trunk", { port: " switchport mode trunk\n" }, "proved"],
    ["is perhaps down where a port is in a mode that there is not", { port: " switchport mode acess\n" }, "unproved"],
    [
      "is up by a port with tags in tags",
      { port: " switchport access vlan 30\n switchport mode dot1q-tunnel\n" },
      "proved",
    ],
    ["is up by a port that may become a trunk", { port: " no switchport mode\n" }, "proved"],
    [
      "is down where no trunk lets its VLAN by",
      { port: " switchport mode trunk\n switchport trunk allowed vlan 10,20\n switchport access vlan 30\n" },
      "unproved",
    ],
    ["is up by a port-channel", { port: ELSEWHERE, more: member("") }, "proved"],
    ["is down with all members of a port-channel", { port: ELSEWHERE, more: member(" shutdown\n") }, "unproved"],
    ["that is down hides no route where there is none", { port: ELSEWHERE, routes: "" }, "proved"],
  ])("%s", async (_, of, verdict) => {
    expect(await pairVerdicts([ios(of)], ZONES)).toContain(`a > b ${verdict}`);
  });

  it.each([
    "interface GigabitEthernet1/0/7\n service instance 1 ethernet\n",
    "interface nve1\n",
    "l2 vfi B manual\n vpn id 30\n",
  ])("may be up by frames that come otherwise than by switch ports: %j", (more) => {
    const isOpen = (text: string) => {
      const found = parse(text).device.interfaces.find(({ id }) => id === "Vlan30");
      return found?.stateDoubt !== undefined;
    };
    expect([isOpen(ios({ port: ELSEWHERE })), isOpen(ios({ port: ELSEWHERE, more }))]).toEqual([true, false]);
  });

  it("that is down surely brings nothing in", async () => {
    const other = (of: Switch) => pairVerdicts([ios({ ...of, routes: "" })], ZONES);
    expect(await other({})).toContain("b > a violated");
    expect(await other({ port: ELSEWHERE })).toContain("b > a unproved");
  });

  it("is taken as up where the export shows no port at all", async () => {
    const text = ios({}).replace(/interface Gig[\s\S]*?(?=interface Gig|interface Vlan10)/g, (port) =>
      port.includes("no switchport") ? port : "",
    );
    expect(await pairVerdicts([text], ZONES)).toContain("a > b proved");
  });

  it("is taken as up where a port of a router may be one of a switching module", async () => {
    const text = ios({ port: ELSEWHERE, more: "interface FastEthernet0/1/0\n" });
    expect(await pairVerdicts([text], ZONES)).toContain("a > b proved");
  });
});

describe("a subinterface of IOS", () => {
  const stick = (line: string) => `version 15.2\nhostname r1\ninterface GigabitEthernet0/0\n no ip address\n${line}
interface GigabitEthernet0/0.10\n encapsulation dot1Q 10\n ip address 10.20.10.1 255.255.255.0
interface GigabitEthernet0/0.30\n encapsulation dot1Q 30\n ip address 10.20.30.1 255.255.255.0\nend\n`;

  it.each([
    ["understood", "", "violated"],
    ["shut", " shutdown\n", "unproved"],
    ["perhaps shut by a line that was not understood", " shutdwon\n", "unproved"],
  ])("is down with its port, which is %s", async (_, line, verdict) => {
    expect(await pairVerdicts([stick(line)], ZONES)).toContain(`a > b ${verdict}`);
  });
});

describe("the address of an SVI", () => {
  const OWN = "ip access-list extended OWN\n permit tcp any host 10.20.30.1 eq 502\n";
  const filtered = (of: Switch) =>
    ios(of).replace("255.255.255.0\ninterface Vlan30", "255.255.255.0\n ip access-group OWN in\ninterface Vlan30");
  const behind = `version 15.2\nhostname r2\ninterface GigabitEthernet0/0\n ip address 10.9.0.2 255.255.255.252
interface GigabitEthernet0/1\n ip address 10.20.30.254 255.255.255.0\nip route 0.0.0.0 0.0.0.0 10.9.0.1\nend\n`;
  const verdicts = (of: Switch) => pairVerdicts([filtered({ ...of, more: OWN }), behind], ZONES);

  it("is a host's behind another router while the SVI is down", async () => {
    expect(await verdicts({})).toContain("a > b proved");
    expect(await verdicts({ port: ELSEWHERE })).toContain("a > b unproved");
  });

  it("is not surely the one that administrators reach", () => {
    const traced = (of: Switch) => {
      const { device } = parse(ios(of));
      const ingress = device.interfaces.find(({ id }) => id === "Vlan10");
      return routeTo(device, "default", { family: 4, address: 0x0a141e01 }, ingress);
    };
    expect(traced({})).toEqual({ kind: "self", open: [] });
    expect(traced({ port: ELSEWHERE })).toMatchObject({
      open: [expect.stringContaining("no port in the file that is not shut carries VLAN 30")],
    });
  });

  it("is reached by administrators as surely as the SVI is up", () => {
    const telnet = "line vty 0 4\n transport input telnet\n";
    const only = (of: Switch) => filtered({ ...of, routes: "", more: `${OWN.replace("502", "23")}${telnet}` });
    const reached = (of: Switch) => {
      const plant = resolvePlant([parse(only(of)).device], plan(ZONES.map((text) => zone(text))), []);
      const { management = [] } = buildFacts(plant, analysePlant(plant)).devices[0] ?? {};
      const found = management.find(({ service }) => service === "telnet");
      return found?.reached_from.find(({ zone: from }) => from.id === "a")?.verdict;
    };
    expect([reached({}), reached({ port: ELSEWHERE })]).toEqual(["reachable", "perhaps"]);
  });
});

describe("a route over what may be down", () => {
  const dead = { port: ELSEWHERE, routes: "" };
  const zones = ["a 10.20.10.0/24", "far 10.50.0.0/24"];
  const out = " ip access-group SHUT out\n";

  it("by its next hop is not surely there", async () => {
    const routes = "ip route 10.50.0.0 255.255.255.0 10.20.30.9\nip route 10.0.0.0 255.0.0.0 10.9.0.2";
    expect(await pairVerdicts([ios({ ...dead, routes })], zones)).toContain("a > far unproved");
    expect(await pairVerdicts([ios({ routes })], zones)).toContain("a > far proved");
  });

  it("over a port-channel whose ports are all shut", async () => {
    const po = (state: string) => `interface Port-channel2\n no switchport\n ip address 10.8.0.1 255.255.255.0\n${out}
interface GigabitEthernet1/0/9\n no switchport\n channel-group 2 mode active\n${state}`;
    const routes = "ip route 10.50.0.0 255.255.255.0 Port-channel2 10.8.0.9\nip route 10.0.0.0 255.0.0.0 10.9.0.2";
    expect(await pairVerdicts([ios({ more: po(""), routes })], zones)).toContain("a > far proved");
    expect(await pairVerdicts([ios({ more: po(" shutdown\n"), routes })], zones)).toContain("a > far unproved");
  });
});

describe("an SVI of NX-OS", () => {
  const nxos = (port: string, vlan = "") => `!Command: show running-config
version 9.3(8) Bios:version 05.39\nhostname sw1\nline console\nfeature interface-vlan\nvlan 10,30\n${vlan}
ip access-list SHUT\n  deny ip any any
interface Vlan10\n  no shutdown\n  ip address 10.20.10.1/24
interface Vlan30\n  no shutdown\n  ip address 10.20.30.1/24\n  ip access-group SHUT out
interface Ethernet1/1\n  switchport\n  switchport access vlan 10
interface Ethernet1/2\n  switchport\n  switchport access vlan 30\n${port}
interface Ethernet1/9\n  no switchport\n  ip address 10.9.0.1/30\n  no shutdown
ip route 10.20.0.0/16 10.9.0.2
`;

  it.each([
    ["is up by a port", "", "", "proved"],
    ["is down with its port", "  shutdown\n", "", "unproved"],
    ["is down where its only port does not count", "  switchport autostate exclude\n", "", "unproved"],
    ["is down while its VLAN is suspended", "", "vlan 30\n  state suspend\n", "unproved"],
  ])("%s", async (_, port, vlan, verdict) => {
    expect(await pairVerdicts([nxos(port, vlan)], ZONES)).toContain(`a > b ${verdict}`);
  });

  it("is down where its VLAN is not there", async () => {
    const text = nxos("").replace("vlan 10,30", "vlan 10");
    expect(await pairVerdicts([text], ZONES)).toContain("a > b unproved");
  });
});

describe("an interface of IOS that stands by for another", () => {
  const router = (line: string) => `version 15.7\nhostname r1\nip access-list extended SHUT\n deny ip any any
interface GigabitEthernet0/1\n ip address 10.20.10.1 255.255.255.0
interface GigabitEthernet0/2\n ip address 10.20.30.1 255.255.255.0\n ip access-group SHUT out
interface GigabitEthernet0/3\n ip address 10.9.0.1 255.255.255.252\n${line}
${SHORTER}\nend\n`;

  it("has no network until then", async () => {
    expect(await pairVerdicts([router("")], ZONES)).toContain("a > b proved");
    expect(await pairVerdicts([router(" backup interface GigabitEthernet0/2\n")], ZONES)).toContain("a > b unproved");
  });
});

describe("an aggregate of ASA", () => {
  const asa = (aggregate: string, members: string) => `ASA Version 9.12(4)\nhostname asa1
interface GigabitEthernet0/0\n nameif ina\n security-level 50\n ip address 10.20.10.1 255.255.255.0
interface GigabitEthernet0/3\n no nameif\n no security-level\n no ip address\n${members}
interface ${aggregate}\n nameif inb\n security-level 90\n ip address 10.20.30.1 255.255.255.0
interface GigabitEthernet0/2\n nameif out\n security-level 0\n ip address 10.9.0.1 255.255.255.252
route out 10.20.0.0 255.255.0.0 10.9.0.2 1\n: end\n`;
  const redundant = "Redundant1\n member-interface GigabitEthernet0/3";

  it.each([
    ["is up by its port", "Port-channel1", " channel-group 1 mode active\n", "proved"],
    ["is down with its ports", "Port-channel1", " channel-group 1 mode active\n shutdown\n", "unproved"],
    ["is up by a member", redundant, "", "proved"],
    ["is down with its members", redundant, " shutdown\n", "unproved"],
  ])("%s", async (_, aggregate, members, verdict) => {
    expect(await pairVerdicts([asa(aggregate, members)], ZONES)).toContain(`a > b ${verdict}`);
  });
});

describe("a bundle of IOS-XR", () => {
  const xr = (member: string) => `!! IOS XR Configuration 7.3.2\nhostname xr1
ipv4 access-list SHUT\n 10 deny ipv4 any any\n!
interface GigabitEthernet0/0/0/0\n ipv4 address 10.20.10.1 255.255.255.0\n!
interface GigabitEthernet0/0/0/1\n bundle id 1 mode active\n${member}!
interface Bundle-Ether1\n ipv4 address 10.20.30.1 255.255.255.0\n ipv4 access-group SHUT egress\n!
interface GigabitEthernet0/0/0/2\n ipv4 address 10.9.0.1 255.255.255.252\n!
router static\n address-family ipv4 unicast\n  10.20.0.0/16 10.9.0.2\n !\n!\nend\n`;

  it("is down with its ports", async () => {
    expect(await pairVerdicts([xr("")], ZONES)).toContain("a > b proved");
    expect(await pairVerdicts([xr(" shutdown\n")], ZONES)).toContain("a > b unproved");
  });
});

describe("a subinterface that says nothing of its frames", () => {
  it("takes none on IOS", async () => {
    const router = (line: string) => `version 15.7\nhostname r1
interface GigabitEthernet0/1.30\n${line} ip address 10.20.30.1 255.255.255.0
interface GigabitEthernet0/2\n ip address 10.20.10.1 255.255.255.0\nend\n`;
    expect(await pairVerdicts([router(" encapsulation dot1Q 30\n")], ZONES)).toContain("a > b violated");
    expect(await pairVerdicts([router("")], ZONES)).toContain("a > b unproved");
  });

  it("takes none on ASA", async () => {
    const asa = (line: string) => `ASA Version 9.12(4)\nhostname asa1
interface GigabitEthernet0/0\n nameif ina\n security-level 50\n ip address 10.20.10.1 255.255.255.0
interface GigabitEthernet0/1.30\n${line} nameif inb\n security-level 10\n ip address 10.20.30.1 255.255.255.0\n: end\n`;
    expect(await pairVerdicts([asa(" vlan 30\n")], ZONES)).toContain("a > b violated");
    expect(await pairVerdicts([asa("")], ZONES)).toContain("a > b unproved");
  });
});
