/** Exports as long and as noisy as those of plants: every line has a meaning, packets and facts are what a reader finds by hand. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createWalker } from "../../../src/analyse/oracle/walk.js";
import { carriedAmong } from "../../../src/resolve/carried.js";
import { type Answer, askBoth, parse, readPacket } from "./site.js";

function read(name: string): string {
  return readFileSync(`test/fixtures/cisco/${name}.cfg`, "utf8");
}

const DIST = read("dist-vlan-maps");
const ACCESS = read("ie-4000-access");
const STRATIX = read("stratix-5700");
const NEXUS = read("nxos-plant");

describe.each([
  ["the distribution switch", DIST, 900],
  ["the access switch", ACCESS, 700],
  ["the switch of a machine", STRATIX, 600],
  ["the Nexus of a plant", NEXUS, 1100],
])("%s", (_name, text, least) => {
  it("has no line that is not understood", () => {
    const { account, device } = parse(text);
    expect(account.counts().lines).toBeGreaterThan(least);
    expect(account.counts().notUnderstood).toBe(0);
    expect(account.unclaimed()).toEqual([]);
    expect(device.unparsed).toEqual([]);
  });
});

const EDGE = "TenGigabitEthernet2/0/24";

describe("the distribution switch routes", () => {
  it.each<[string, string, string, Answer]>([
    // A controller in no map, by the group of controllers.
    ["tcp 10.20.30.11 > 10.20.103.12:44818", EDGE, "Vlan103", "permit"],
    ["tcp 10.20.30.11 > 10.20.103.20:44818", EDGE, "Vlan103", "deny"],
    ["tcp 10.20.30.13 > 10.20.103.12:44818", EDGE, "Vlan103", "deny"],
    // Its list and that of the SVI permit it; the map of the VLAN knows no such source.
    ["tcp 10.20.30.11 > 10.20.101.10:44818", EDGE, "Vlan101", "deny"],
    ["tcp 10.20.130.10 > 10.20.101.10:44818", "Vlan130", "Vlan101", "deny"],
    ["tcp 10.20.110.5 > 10.20.101.10:502", "Vlan110", "Vlan101", "permit"],
    ["tcp 10.20.110.5 > 10.20.101.10:23", "Vlan110", "Vlan101", "deny"],
    // From a port whose list may keep that of the SVI away.
    ["tcp 10.20.110.5 > 10.20.103.20:44818", "Vlan110", "Vlan103", "unknown"],
    ["udp 10.20.101.10:2222 > 10.20.102.10:2222", "Vlan101", "Vlan102", "permit"],
    ["udp 10.20.102.10:2222 > 10.20.101.10:2222", "Vlan102", "Vlan101", "deny"],
    ["udp 10.20.101.10:2223 > 10.20.102.10:2222", "Vlan101", "Vlan102", "deny"],
    // Cell d has no list yet.
    ["tcp 10.20.104.5 > 10.20.103.9:23", "Vlan104", "Vlan103", "permit"],
    ["tcp 10.20.104.9 > 10.20.30.20:80", "Vlan104", EDGE, "permit"],
    ["tcp 10.20.104.9 > 10.20.30.20 tail", "Vlan104", EDGE, "deny"],
    ["tcp 10.20.104.9 > 192.0.2.1:443", "Vlan104", EDGE, "deny"],
    // Frames of the historians are filtered: what is permitted may be stopped.
    ["tcp 10.20.120.10 > 10.20.30.30:1433", "Vlan120", EDGE, "unknown"],
    ["tcp 10.20.120.10 > 10.20.30.30:1434", "Vlan120", EDGE, "deny"],
    ["tcp 10.20.130.10 > 10.20.110.20:3389", "Vlan130", "Vlan110", "permit"],
    // Perhaps an answer that a reflexive list lets in.
    ["tcp 10.20.130.10:443 > 10.20.110.20:50000 ack", "Vlan130", "Vlan110", "unknown"],
    ["tcp 10.20.110.5 > 10.20.99.11:22", "Vlan110", "Vlan99", "deny"],
    ["tcp 10.20.30.12 > 10.20.99.11:22", EDGE, "Vlan99", "permit"],
  ])("%s from %s to %s: %s", (packet, ingress, egress, answer) => {
    expect(askBoth(DIST, packet, ingress, egress)).toBe(answer);
  });

  it("and has shared addresses, routes and a VRF that carries nothing", () => {
    const { device } = parse(DIST);
    expect(device.routes).toHaveLength(3);
    expect(device.routers.map(({ id }) => id)).toEqual(["default", "Mgmt-vrf"]);
    const shared = device.interfaces.flatMap(({ addresses }) => addresses.filter(({ kind }) => kind === "virtual"));
    expect(shared).toHaveLength(8);
    expect(device.posture).toBeDefined();
  });
});

/** What a filter of a port does with a packet that is carried past no interface of the switch. */
function carried(text: string, name: string, packet: string): Answer | string {
  const one = carriedAmong([parse(text).device]).find(({ filter }) => filter.name.startsWith(name));
  return one === undefined ? `no ${name}` : createWalker(one.alone)(readPacket(packet), "", "").verdict;
}

describe("ports of the access switch, which routes nothing", () => {
  const PLC = "the access list PLC-ONLY in on GigabitEthernet1/1 and 1 more";
  const HMI = "the access list HMI-ONLY in on GigabitEthernet1/7";
  const IO = "the access list IO-ONLY in on GigabitEthernet1/3";
  const CAMERA = "the access list CAM-ONLY in on GigabitEthernet1/9";
  const SOCKET = "the access list ENG-SOCKET in on GigabitEthernet1/13";

  it.each<[string, string, Answer]>([
    [PLC, "tcp 10.20.10.10:44818 > 10.20.30.11:50000 ack", "permit"],
    [PLC, "tcp 10.20.10.10:44818 > 10.20.30.11:50000", "deny"],
    [PLC, "tcp 10.20.10.10 > 10.20.30.11:4840", "permit"],
    [PLC, "tcp 10.20.10.11 > 10.20.30.11:4840", "deny"],
    [PLC, "udp 10.20.10.11 > 10.20.30.5:123", "permit"],
    [PLC, "udp 10.20.10.12 > 10.20.30.5:123", "deny"],
    [HMI, "tcp 10.20.10.40 > 10.20.10.31:102", "permit"],
    [HMI, "tcp 10.20.10.40 > 10.20.10.32:102", "deny"],
    [IO, "udp 10.20.10.50 > 10.20.10.9:2222", "permit"],
    [IO, "udp 10.20.10.50:34964 > 10.20.10.9:50000", "permit"],
    [IO, "tcp 10.20.10.50 > 10.20.10.9:44818", "deny"],
    [CAMERA, "udp 10.20.20.51 > 10.20.20.10:5010", "permit"],
    [CAMERA, "udp 10.20.20.51 > 10.20.20.10:5011", "deny"],
    [SOCKET, "tcp 10.20.10.90 > 10.20.10.10:102", "unknown"],
    [SOCKET, "tcp 10.20.10.90 > 10.20.10.10:80", "deny"],
    ["frames by PLC-FRAMES on GigabitEthernet1/1", "tcp 10.20.10.10 > 10.20.30.11:4840", "unknown"],
  ])("%s: %s: %s", (name, packet, answer) => {
    expect(carried(ACCESS, name, packet)).toBe(answer);
  });

  it("are in the VLANs that they say", () => {
    const vlans = parse(ACCESS).device.carried?.map(({ name, vlans: of }) => [name.split(" on ")[0], of]);
    expect(vlans).toContainEqual(["the access list PLC-ONLY in", [[10, 10]]]);
    expect(vlans).toContainEqual(["the access list CAM-ONLY in", [[20, 20]]]);
  });

  it("keep strange stations off as far as they say so", () => {
    const { device } = parse(ACCESS);
    const of = (id: string) => device.interfaces.find((one) => one.id === id)?.switchport?.protection;
    const secured = { limitsAddresses: true, guardsLoops: true, limitsStorms: true };
    expect(of("GigabitEthernet1/1")).toEqual({ ...secured, authenticates: false });
    expect(of("GigabitEthernet1/7")).toEqual({ ...secured, authenticates: true });
    expect(of("GigabitEthernet1/17")).toMatchObject({ authenticates: false, limitsAddresses: false });
  });
});

/** The services that answer, by name. */
function answering(text: string): string[] {
  const services = parse(text).device.management.services.filter(({ enabled }) => enabled === true);
  return [...new Set(services.map(({ service }) => service))].toSorted();
}

describe("the switch of a machine", () => {
  it("filters the socket for service alone", () => {
    const socket = "the access list SERVICE in on GigabitEthernet1/2";
    expect(carried(STRATIX, socket, "tcp 192.168.1.90 > 192.168.1.10:44818")).toBe("permit");
    expect(carried(STRATIX, socket, "tcp 192.168.1.90 > 192.168.1.11:44818")).toBe("deny");
    const others = parse(STRATIX).device.carried?.filter(({ steps }) => steps.length > 0);
    expect(others).toHaveLength(1);
  });

  it("does not route, and says that its uplink translates", () => {
    const { device } = parse(STRATIX);
    expect(device.routers[0]?.forwards).toEqual({ ipv4: false, ipv6: false });
    expect(device.doubts.map(({ reason }) => reason)).toContain(
      "GigabitEthernet1/1: layer-2 NAT changes addresses here",
    );
  });

  it("limits addresses only where port security is switched on", () => {
    const { device } = parse(STRATIX);
    const limited = device.interfaces.filter((one) => one.switchport?.protection?.limitsAddresses === true);
    expect(limited.map(({ id }) => id)).toEqual(
      [1, 2, 4, 5, 7, 8, 10, 11, 13, 14, 16].map((number) => `FastEthernet1/${number}`),
    );
  });

  it("answers to Telnet, the others do not", () => {
    expect(answering(STRATIX)).toContain("telnet");
    expect(answering(ACCESS)).not.toContain("telnet");
    expect(answering(DIST)).toEqual(expect.arrayContaining(["http", "https", "snmp", "ssh"]));
    expect(answering(DIST)).not.toContain("telnet");
  });
});

describe("the Nexus of a plant", () => {
  const OFFICE = "port-channel31";

  it.each<[string, string, string, Answer]>([
    // Groups of addresses and ports, by both lists on the way.
    ["tcp 10.20.110.11 > 10.20.104.9:502", "Vlan110", "Vlan104", "permit"],
    ["tcp 10.20.110.13 > 10.20.104.9:502", "Vlan110", "Vlan104", "deny"],
    ["tcp 10.20.110.11 > 10.20.104.9:503", "Vlan110", "Vlan104", "deny"],
    ["tcp 10.20.101.7 > 10.20.110.12:4840", "Vlan101", "Vlan110", "permit"],
    ["tcp 10.20.101.7:4840 > 10.20.110.12:50000 ack", "Vlan101", "Vlan110", "permit"],
    ["tcp 10.20.101.7:4840 > 10.20.110.12:50000", "Vlan101", "Vlan110", "deny"],
    ["tcp 10.20.140.5 > 10.20.102.30:5903", "Vlan140", "Vlan102", "permit"],
    ["tcp 10.20.140.5 > 10.20.102.30:5904", "Vlan140", "Vlan102", "deny"],
    ["icmp 10.20.110.11 > 10.20.102.30 8/0", "Vlan110", "Vlan102", "permit"],
    ["icmp 10.20.110.11 > 10.20.102.30 13/0", "Vlan110", "Vlan102", "deny"],
    // No cell reaches another one.
    ["tcp 10.20.101.7 > 10.20.102.10:502", "Vlan101", "Vlan102", "deny"],
    ["tcp 10.20.105.7 > 10.20.101.10:44818", "Vlan105", "Vlan101", "deny"],
    // A schedule; in cell c there is none.
    ["tcp 10.20.130.20 > 10.20.102.10:102", "Vlan130", "Vlan102", "unknown"],
    ["tcp 10.20.130.20 > 10.20.103.10:102", "Vlan130", "Vlan103", "permit"],
    ["tcp 10.20.130.32 > 10.20.103.10:102", "Vlan130", "Vlan103", "deny"],
    ["tcp 10.20.130.20 > 10.20.140.5:3389", "Vlan130", "Vlan140", "permit"],
    ["tcp 10.20.130.20 > 10.20.103.10 tail", "Vlan130", "Vlan103", "unknown"],
    // One port of cell c has a list, by which of its ports a host comes in is not known.
    ["tcp 10.20.103.7 > 10.20.110.12:4840", "Vlan103", "Vlan110", "unknown"],
    ["udp 10.20.103.40 > 10.20.140.123:123", "Vlan103", "Vlan140", "permit"],
    ["tcp 10.20.103.7 > 10.20.120.10:1433", "Vlan103", "Vlan120", "deny"],
    // The map of the safety VLAN forwards less than its lists.
    ["tcp 10.20.110.11 > 10.20.106.9:44818", "Vlan110", "Vlan106", "permit"],
    ["tcp 10.20.110.11 > 10.20.106.9:502", "Vlan110", "Vlan106", "deny"],
    ["udp 10.20.106.9 > 10.20.140.123:123", "Vlan106", "Vlan140", "deny"],
    // The office: a network that is none of the plant, answers alone, and an entry that everything meets.
    ["tcp 10.20.40.9 > 10.20.140.6:3389", OFFICE, "Vlan140", "permit"],
    ["tcp 10.20.48.9 > 10.20.140.6:3389", OFFICE, "Vlan140", "deny"],
    ["tcp 10.20.30.9 > 10.20.120.11:5455", OFFICE, "Vlan120", "deny"],
    ["tcp 10.20.120.11 > 10.20.30.9:1433", "Vlan120", OFFICE, "permit"],
    ["tcp 10.20.120.11 > 10.20.32.9:1433", "Vlan120", OFFICE, "deny"],
    ["tcp 10.20.140.90 > 10.20.30.9:80", "Vlan140", OFFICE, "unknown"],
    ["tcp 10.20.150.9:40000 > 10.20.140.60:554", "Vlan150", "Vlan140", "unknown"],
    ["tcp 10.20.150.9:1023 > 10.20.140.60:554", "Vlan150", "Vlan140", "deny"],
  ])("%s from %s to %s: %s", (packet, ingress, egress, answer) => {
    expect(askBoth(NEXUS, packet, ingress, egress)).toBe(answer);
  });

  it("keeps the test bed, the keepalive and the management in VRFs of their own", () => {
    const { device } = parse(NEXUS);
    const up = device.interfaces.filter(({ enabled, addresses }) => enabled && addresses.length > 0);
    const of = (router: string) => up.filter((one) => one.router === router).map(({ id }) => id);
    expect(device.routers.map(({ id }) => id).toSorted()).toEqual([
      "TEST-BED",
      "VPC-KEEPALIVE",
      "default",
      "management",
    ]);
    expect(of("TEST-BED")).toEqual(["Vlan160", "Ethernet1/41"]);
    expect(of("VPC-KEEPALIVE")).toEqual(["port-channel2"]);
    expect(of("management")).toEqual(["mgmt0"]);
    expect(of("default")).not.toContain("Vlan99");
    expect(device.routes.map(({ router }) => router).toSorted()).toEqual([
      ...["TEST-BED", "default", "default", "default", "management"],
    ]);
    const shared = up.flatMap(({ addresses }) => addresses.filter(({ kind }) => kind === "virtual"));
    expect(shared).toHaveLength(11);
  });

  it("says how it is run, and lets in whom its lists name", () => {
    const { posture, management } = parse(NEXUS).device;
    expect(answering(NEXUS)).toEqual(["https", "other", "snmp", "ssh"]);
    expect(management.services.find(({ service }) => service === "https")).toMatchObject({ port: 8443 });
    expect(management.services.find(({ service }) => service === "ssh")?.sources).toBeDefined();
    expect(posture?.clock?.servers).toMatchObject([{ authenticated: true }, { authenticated: true }]);
    expect(posture?.logging?.servers).toMatchObject([{ server: "10.20.30.51" }, { server: "10.20.30.52" }]);
    expect(posture?.snmp).toMatchObject({
      communities: [{ limited: true, writes: false }],
      users: [{ encrypted: true }],
    });
    expect(posture?.administration).toMatchObject({ lockoutAttempts: 4, idleMinutes: 15, bannerBeforeLogin: true });
  });

  it("shows no password or key", () => {
    const shown = JSON.stringify(parse(NEXUS), (_, value) => (typeof value === "bigint" ? `${value}` : value));
    const secrets = NEXUS.match(/[^\s"]*not[Aa]?[Rr]eal[^\s"]*|Qnot\w+/g) ?? [];
    expect(new Set(secrets).size).toBeGreaterThan(8);
    for (const secret of secrets) expect(shown).not.toContain(secret);
  });
});
