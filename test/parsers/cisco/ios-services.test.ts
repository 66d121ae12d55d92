/** Services that IOS itself answers and the model has no name for (reference/cisco.md 4.1). */
import { describe, expect, it } from "vitest";
import { withServiceLimits } from "../../../src/analyse/oracle/own-services.js";
import { PacketMatch } from "../../../src/analyse/oracle/packet-match.js";
import { parse, readPacket } from "./site.js";

const deviceOf = (...lines: readonly string[]) =>
  parse(["version 15.2", "hostname ie-1", ...lines, "end", ""].join("\n")).device;

/** `PROTOCOL/PORT` of those without a name, with `?` where it is not known whether they are on. */
function others(...lines: readonly string[]): string[] {
  return deviceOf(...lines)
    .management.services.filter(({ service }) => service === "other")
    .map(({ protocol, port, enabled }) => `${protocol === 17 ? "udp" : "tcp"}/${port}${enabled === true ? "" : "?"}`);
}

describe("a statement switches a service on, and its no or default form off", () => {
  it.each([
    ["netconf-yang", ["tcp/830"]],
    ["netconf-yang feature candidate-datastore", []],
    ["ip finger", ["tcp/79"]],
    ["service tcp-small-servers max-servers 10", ["tcp/7", "tcp/9", "tcp/13", "tcp/19"]],
    ["service udp-small-servers", ["udp/7", "udp/9", "udp/19"]],
    ["profinet", ["udp/34964"]],
    ["tftp-server flash:ie.bin", ["udp/69"]],
    ["modbus tcp server", ["tcp/502"]],
    ["scada modbus tcp server", ["tcp/502"]],
    ["vstack", ["tcp/4786"]],
    ["interface Vlan10\n cip enable", ["tcp/44818", "udp/44818", "udp/2222"]],
    ["ip dhcp pool LINE-1", ["udp/67"]],
  ])("%s", (statement, expected) => {
    expect(others(statement)).toEqual(expected);
    expect(deviceOf(statement).doubts).toEqual([]);
    const off = statement.startsWith("interface") ? statement.replace("cip", "no cip") : `no ${statement}`;
    expect(others(statement, off)).toEqual([]);
    expect(others(statement, off, statement)).toEqual(expected);
  });

  it.each([
    ["modbus tcp server\nmodbus tcp server port 1502", ["tcp/1502"]],
    ["modbus tcp server port 1502", ["tcp/1502?"]],
    ["modbus tcp server\nno modbus tcp server port", ["tcp/502"]],
    ["default netconf-yang", []],
    ["ip dhcp pool LINE-1\n network 10.1.0.0 255.255.0.0\nno service dhcp", []],
    ["ip dhcp pool LINE-1\nno service dhcp\nservice dhcp", ["udp/67"]],
    ["ip dhcp excluded-address 10.1.0.1", []],
    ["gnxi", []],
    ["gnxi\ngnxi server", ["tcp/50052"]],
    ["gnxi\ngnxi secure-server\ngnxi secure-port 9400", ["tcp/9400"]],
    ["gnxi\ngnxi secure-server\ngnxi server\nno gnxi server", ["tcp/9339"]],
    ["gnxi secure-server", ["tcp/9339?"]],
    ["gnxi secure-server\nno gnxi", []],
    ["gnmi-yang\ngnmi-yang server\ngnmi-yang port 50051", ["tcp/50051"]],
    ["vstack director 10.1.0.9", ["tcp/4786"]],
    ["", []],
  ])("%j", (lines, expected) => {
    expect(others(lines)).toEqual(expected);
  });
});

it.each([
  ["restconf\nip http secure-server", ["tcp/443"]],
  ["restconf\nip http secure-server\nip http secure-port 8443", ["tcp/8443"]],
  ["restconf", ["tcp/443?"]],
  ["restconf\nno ip http secure-server", []],
  ["ip http secure-server", []],
])("RESTCONF follows the web server with certificates: %j", (lines, expected) => {
  expect(others(lines)).toEqual(expected);
});

describe("Smart Install is on by itself on many switches before 16", () => {
  const PORT = "interface GigabitEthernet1/1\n switchport mode access";
  it.each([
    ["version 15.2", PORT, ["tcp/4786?"]],
    ["! typed", PORT, ["tcp/4786?"]],
    ["version 15.2", `${PORT}\nno vstack`, []],
    ["version 15.2", `${PORT}\nvstack`, ["tcp/4786"]],
    ["version 15.2", "interface GigabitEthernet1/1\n ip address 10.1.0.1 255.255.0.0", []],
    ["version 17.9", PORT, []],
  ])("%s, %j", (version, text, expected) => {
    const { management } = parse(`${version}\nhostname ie-1\n${text}\nend\n`).device;
    const found = management.services.filter(({ port }) => port === 4786);
    expect(found.map(({ enabled }) => `tcp/4786${enabled === true ? "" : "?"}`)).toEqual(expected);
  });
});

describe("lists of their own", () => {
  const LISTS = "access-list 10 permit 10.1.0.0 0.0.255.255\nip access-list standard OPS\n permit 10.2.0.0 0.0.255.255";
  it.each([
    ["netconf-yang\nnetconf-yang ssh ipv4 access-list name OPS", 830, ["no", "yes"]],
    [
      "netconf-yang\nnetconf-yang ssh ipv4 access-list name OPS\nno netconf-yang ssh ipv4 access-list name OPS",
      830,
      [],
    ],
    ["tftp-server flash:ie.bin 10", 69, ["yes", "no"]],
    ["tftp-server flash:ie.bin alias start.bin 10", 69, ["yes", "no"]],
    ["ip http secure-server\nrestconf\nrestconf ipv4 access-list name OPS", 443, ["no", "yes"]],
    ["ip http secure-server\nrestconf\nip http access-class 10", 443, ["yes", "maybe"]],
    [
      "ip http secure-server\nrestconf\nip http access-class 10\nrestconf ipv4 access-list name OPS",
      443,
      ["no", "maybe"],
    ],
  ])("%j", (lines, port, expected) => {
    const device = deviceOf(LISTS, lines);
    const one = device.management.services.find((found) => found.service === "other" && found.port === port);
    const sources = one?.sources;
    const ends = sources === undefined ? [] : ["10.1.0.5", "10.2.0.5"];
    const match = new PacketMatch(device);
    const answers = ends.map((end) => sources && match.source(readPacket(`tcp ${end} > 10.9.0.1:${port}`), sources));
    expect(answers).toEqual(expected);
  });
});

describe("terminal lines", () => {
  const VRF = `vrf definition MGMT
interface GigabitEthernet0/0
 vrf forwarding MGMT
 ip address 10.9.0.1 255.255.0.0
interface GigabitEthernet0/1
 ip address 10.1.0.1 255.255.0.0
access-list 10 permit 10.0.0.0 0.127.255.255`;

  /** Whom SSH answers by its usual port, by where a packet comes in. */
  function answers(line: string): readonly string[] {
    const device = deviceOf(VRF, "line vty 0 4", line, " transport input ssh");
    const match = new PacketMatch(device);
    return ["GigabitEthernet0/1", "GigabitEthernet0/0"].map((door) => {
      const ssh = device.management.services.filter(({ service, port }) => service === "ssh" && port === 22);
      const there = ssh.filter(({ interfaces }) => interfaces?.includes(door) ?? true);
      const sources = there[0]?.sources;
      if (there.length !== 1) return `${there.length} rows`;
      if (sources === undefined) return "everybody";
      const of = (end: string) => match.source(readPacket(`tcp ${end} > 10.9.0.1:22`), sources);
      return `${of("10.2.0.5")} ${of("10.200.0.5")}`;
    });
  }

  it.each([
    [" access-class 10 in vrf-also", ["yes no", "yes no"]],
    [" access-class 10 in", ["yes no", "maybe no"]],
    [" access-class 10 in vrfname MGMT", ["maybe maybe", "maybe maybe"]],
    [" access-class 10 in sideways", ["maybe maybe", "maybe maybe"]],
    [" login local", ["everybody", "everybody"]],
  ])("%s", (line, expected) => {
    expect(answers(line)).toEqual(expected);
  });

  /** `PORT`, with `?` where it is not known whether it answers. */
  const ports = (service: string, ...lines: readonly string[]) =>
    deviceOf(...lines)
      .management.services.filter((one) => one.service === service && one.enabled !== false)
      .map(({ port, enabled }) => `${port}${enabled === true ? "" : "?"}`);
  const ROTARY = "line vty 0 4\n rotary 5\n transport input all";

  it("a rotary group has ports of its own", () => {
    expect(ports("telnet", ROTARY)).toEqual(["23", "3005", "5005", "7005"]);
    expect(ports("telnet", `${ROTARY}\n no rotary`)).toEqual(["23"]);
    expect(ports("ssh", ROTARY)).toEqual(["22", "3005?", "5005?", "7005?"]);
    expect(ports("telnet", ROTARY.replace("all", "ssh"))).toEqual([]);
  });

  it.each([
    ["ip ssh port 2222 rotary 5", ["2222"]],
    ["ip ssh port 2222 rotary 1 10", ["2226"]],
    ["ip ssh port 2222 rotary 6", []],
    ["ip ssh port 2222 rotary 5\nno ip ssh port 2222 rotary 5", []],
  ])("%j", (statement, expected) => {
    expect(ports("ssh", ROTARY, statement).slice(4)).toEqual(expected);
  });
});

it("where a packet comes in counts for a service of some interfaces", () => {
  const device = deviceOf(
    "interface Vlan10\n ip address 10.1.0.1 255.255.0.0\n cip enable",
    "interface Vlan20\n ip address 10.2.0.1 255.255.0.0",
  );
  const verdict = (ingress: string, address: string) => {
    const entered = device.interfaces.find(({ id }) => id === ingress);
    if (entered === undefined) throw new Error(`no interface ${ingress}`);
    const hop = { device, interface: entered, egress: "self", verdict: "permit" } as const;
    const packet = readPacket(`tcp 10.9.0.5 > ${address}:44818`);
    return withServiceLimits({ verdict: "permit", hops: [hop], notes: [] }, packet).verdict;
  };
  expect(verdict("Vlan10", "10.1.0.1")).toBe("permit");
  expect(verdict("Vlan10", "10.2.0.1")).toBe("unknown");
  expect(verdict("Vlan20", "10.1.0.1")).toBe("unknown");
  expect(verdict("Vlan20", "10.2.0.1")).toBe("deny");
});
