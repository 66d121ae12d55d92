/** What the reference leaves open of IOS, decided both ways (reference/cisco.md 10). */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { PacketMatch } from "../../../src/analyse/oracle/packet-match.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { askBoth, extended, parse, readPacket, router } from "./site.js";

const [IN, OUT] = ["GigabitEthernet0/0", "GigabitEthernet0/1"] as const;
const REMARKED = "access-list 10 remark nobody yet\n";
const EMPTY = "ip access-list standard 10\n";
const FILLED = "access-list 10 permit 10.1.0.0 0.0.255.255\n";
const SERVICES = [
  ["ssh", "line vty 0 4\n access-class 10 in\n transport input ssh"],
  ["http", "ip http server\nip http access-class 10"],
  ["http", "ip http server\nip http access-class ipv4 10"],
  ["snmp", "snmp-server community s3cret RO 10"],
  ["snmp", "snmp-server group G v3 priv access 10"],
] as const;

/** Whether the service that is on answers the host, and what is told. */
function answers(text: string, service: string, host = "10.9.0.5") {
  const { device, codes } = parse(`version 15.2\nhostname r1\n${text}\nend\n`);
  const one = device.management.services.find((found) => found.service === service && found.enabled === true);
  if (one === undefined) throw new Error(`${service} is off`);
  const packet = readPacket(`tcp ${host} > 10.1.0.1:22`);
  return { answer: one.sources === undefined ? "yes" : new PacketMatch(device).source(packet, one.sources), codes };
}

describe("10.3: a list without entries that limits a service", () => {
  it.each(SERVICES)("trap 31: %s answers everybody where it is not defined, and that is told: %j", (service, text) => {
    expect(answers(text, service)).toEqual({ answer: "yes", codes: ["cisco/undefined-list"] });
  });

  it.each(SERVICES)("trap 31: %s answers everybody where it is empty, and that is told: %j", (service, text) => {
    expect(answers(EMPTY + text, service)).toEqual({ answer: "yes", codes: ["cisco/empty-list"] });
  });

  it.each(SERVICES)("%s may answer nobody where it has nothing but remarks: %j", (service, text) => {
    expect(answers(REMARKED + text, service)).toEqual({ answer: "maybe", codes: ["cisco/empty-list"] });
  });

  it.each(SERVICES)("%s answers whom it permits where it has entries: %j", (service, text) => {
    expect(answers(FILLED + text, service)).toEqual({ answer: "no", codes: [] });
    expect(answers(FILLED + text, service, "10.1.0.5").answer).toBe("yes");
  });

  it("is told once, where it is named", () => {
    const { codes } = parse(
      "version 15.2\nhostname r1\nsnmp-server group G v3 priv access 10\nsnmp-server user U G v3\nend\n",
    );
    expect(codes).toEqual(["cisco/undefined-list"]);
  });
});

it.each([
  ["remark nobody yet", false],
  ["permit any", false],
  ["permit 10.1.0.0 0.0.255.255", true],
])("10.3: whether a service is told to be limited: %s", (entry, limited) => {
  const { device } = parse(
    `version 15.2\nhostname r1\naccess-list 10 ${entry}\nline vty 0 4\n access-class 10 in\n transport input ssh\nend\n`,
  );
  const plant = resolvePlant([device], undefined, []);
  const [facts] = buildFacts(plant, analysePlant(plant)).devices;
  expect(facts?.management.find(({ service }) => service === "ssh")?.limited).toBe(limited);
});

it("10.3: a list of nothing but remarks on an interface lets everything pass, or nothing", () => {
  const SSH = "tcp 10.1.0.5 > 10.2.0.9:22";
  expect(askBoth(router("ip access-list extended A\n remark nobody yet"), SSH, IN, OUT)).toBe("unknown");
  expect(askBoth(router("ip access-list extended A"), SSH, IN, OUT)).toBe("permit");
});

it("10.4: whether a list sees packets of a tunnel in clear again depends on the release: an interface with a crypto map is open", () => {
  const text = (statement: string) =>
    extended("permit tcp any any eq 502").replace(" ip access-group A in", ` ${statement}\n ip access-group A in`);
  const asked = (statement: string) =>
    [502, 22].map((port) => askBoth(text(statement), `tcp 10.1.0.5 > 10.2.0.9:${port}`, IN, OUT));
  expect(asked("no cdp enable")).toEqual(["permit", "deny"]);
  expect(asked("crypto map VPN")).toEqual(["unknown", "unknown"]);
});

it.each([
  ["", undefined],
  [" transport input ssh\n", false],
  [" transport input telnet\n", true],
])("10.9: which sessions lines take that do not say so is open: %j", (input, enabled) => {
  const { device } = parse(`version 15.2\nhostname r1\nline vty 0 4\n login local\n${input}end\n`);
  expect(device.management.services.find(({ service }) => service === "telnet")?.enabled).toBe(enabled);
});

describe("10.12: what layer-2 NAT does with packets that it does not translate is open", () => {
  const site = (permits: string, statement: string) => `version 15.2
hostname ie-1
ip routing
l2nat instance CELL
 instance-id 1
${permits} inside from host 192.168.1.10 to 10.1.1.10
interface GigabitEthernet1/1
 switchport access vlan 10
 switchport mode access
 ${statement}
${[10, 20, 30].map((vlan) => `interface Vlan${vlan}\n ip address 10.${vlan}.0.1 255.255.0.0\n`).join("")}end
`;
  it.each(["", " permit all\n", " permit multicast\n"])("%j", (permits) => {
    const answers = (statement: string) => [
      askBoth(site(permits, statement), "tcp 10.10.0.9 > 10.20.0.5:502", "Vlan10", "Vlan20"),
      askBoth(site(permits, statement), "tcp 10.20.0.9 > 10.30.0.5:502", "Vlan20", "Vlan30"),
    ];
    expect(answers("l2nat CELL 10")).toEqual(["unknown", "permit"]);
    expect(answers("l2nat CELL 10\n no l2nat CELL")).toEqual(["permit", "permit"]);
  });
});
