/** What may stop packets on IOS and opens nothing, and what lets answers back (reference/cisco.md 4.1, 8, 8.1, 10.16). */
import { describe, expect, it } from "vitest";
import { type Answer, askBoth, parse } from "./site.js";

/** Two access ports in VLAN 10, one in VLAN 20; from VLAN 10 only Modbus may go to VLAN 20. */
function site(change: Readonly<Record<string, string>>, rest = ""): string {
  const own = (id: string) => (change[id] === undefined ? "" : ` ${change[id].split("; ").join("\n ")}\n`);
  return `version 16.12
hostname core-1
ip routing
interface GigabitEthernet1/0/1
 switchport access vlan 10
 switchport mode access
${own("port")}interface GigabitEthernet1/0/2
 switchport access vlan 20
 switchport mode access
${own("other")}interface Vlan10
 ip address 10.1.0.1 255.255.0.0
 ip access-group A in
${own("svi")}interface Vlan20
 ip address 10.2.0.1 255.255.0.0
${own("far")}ip access-list extended A
 permit tcp any any eq 502
${rest}end
`;
}

const [MODBUS, SSH, BACK] = [
  "tcp 10.1.0.5 > 10.2.0.9:502",
  "tcp 10.1.0.5 > 10.2.0.9:22",
  "tcp 10.2.0.9 > 10.1.0.5:22",
] as [string, string, string];
const there = (text: string, packet: string) => askBoth(text, packet, "Vlan10", "Vlan20");
const back = (text: string, packet: string) => askBoth(text, packet, "Vlan20", "Vlan10");
const DROPPING = "policy-map P\n class C\n  drop\n";

describe("what may stop packets", () => {
  it.each([
    ["svi", "ip ips RULES in"],
    ["svi", "ip urlfilter NAME in"],
    ["svi", "ip audit NAME in"],
    ["svi", "cts role-based enforcement"],
    ["svi", "service-policy input P"],
    ["far", "service-policy output P"],
    ["port", "ip verify source"],
  ])("%s: %s stops some of what lists let pass, and lets none by that they stop", (place, statement) => {
    const text = site({ [place]: statement }, DROPPING);
    expect([MODBUS, SSH].map((packet) => there(text, packet))).toEqual(["unknown", "deny"]);
    const gone = site({ [place]: `${statement}; no ${statement}` }, DROPPING.replace("drop", "set dscp ef"));
    expect(there(gone, MODBUS)).toBe("permit");
  });

  it("a policy for one direction does nothing in the other", () => {
    expect(back(site({ svi: "service-policy input P" }, DROPPING), BACK)).toBe("permit");
  });

  it("a reverse path check leaves what comes from the networks of the interface alone", () => {
    const text = site({ svi: "ip verify unicast source reachable-via rx" });
    expect([MODBUS, SSH].map((packet) => there(text, packet))).toEqual(["permit", "deny"]);
    expect(there(text, "tcp 10.3.0.5 > 10.2.0.9:502")).toBe("unknown");
    expect(back(text, BACK)).toBe("permit");
  });

  it("TrustSec: tags may deny where they are enforced; the rest of its statements denies nothing", () => {
    const enforced = site({}, "cts role-based enforcement\n");
    expect([MODBUS, SSH].map((packet) => there(enforced, packet))).toEqual(["unknown", "deny"]);
    const rest = site({ svi: "cts manual" }, "cts sxp enable\nip access-list role-based S\n permit ip\n");
    expect(there(rest, MODBUS)).toBe("permit");
    expect(parse(rest).codes).toEqual([]);
  });

  it("trap 44: a switch with several networks that does not say whether it routes", () => {
    const text = site({}).replace("ip routing\n", "");
    expect([MODBUS, SSH].map((packet) => there(text, packet))).toEqual(["unknown", "deny"]);
    expect(parse(text).device.routers[0]?.forwards.ipv4).toBe(true);
  });

  it("10.16: whether it routes between protected ports differs; one alone is kept from nobody", () => {
    const two = site({ port: "switchport protected", other: "switchport protected" });
    expect([MODBUS, SSH].map((packet) => there(two, packet))).toEqual(["unknown", "deny"]);
    expect(there(site({ port: "switchport protected" }), MODBUS)).toBe("permit");
    const off = site({ port: "switchport protected; no switchport protected", other: "switchport protected" });
    expect(there(off, MODBUS)).toBe("permit");
    const scopes = parse(two).device.doubts.map(({ scope, interfaces }) => [scope, interfaces?.at(-1)]);
    expect(scopes).toContainEqual(["segments", "Vlan20"]);
  });

  it("policing concerns what goes to the device alone", () => {
    const text = site({}, `${DROPPING}control-plane\n service-policy input P\n`);
    expect(there(text, MODBUS)).toBe("permit");
    expect(askBoth(text, "tcp 10.1.0.5 > 10.1.0.1:502", "Vlan10", "self")).toBe("unknown");
    expect(askBoth(text, "tcp 10.1.0.5 > 10.1.0.1:22", "Vlan10", "self")).toBe("deny");
  });

  it("private VLANs leave open what their own SVIs pass, and nothing else", () => {
    const text = site(
      {},
      "vlan 20\n  private-vlan primary\n  private-vlan association 21\nvlan 21\n  private-vlan isolated\n",
    );
    expect(there(text, SSH)).toBe("unknown");
    const away = text.replaceAll("vlan 20\n  private", "vlan 30\n  private").replace("vlan 21", "vlan 31");
    expect([MODBUS, SSH].map((packet) => there(away, packet))).toEqual(["permit", "deny"]);
  });
});

describe("what lets answers back", () => {
  const OUT =
    "ip access-list extended OUT\n permit udp any any eq 53 reflect R timeout 30\n permit tcp any any reflect R\n";
  const reflexive = site(
    { far: "ip access-group OUT out; ip access-group IN in" },
    `${OUT}ip access-list extended IN\n deny tcp any any eq 23\n evaluate R\n permit icmp any any\n`,
  );

  it("an entry with `reflect` is an ordinary one", () => {
    expect([MODBUS, SSH].map((packet) => there(reflexive, packet))).toEqual(["permit", "deny"]);
  });

  it("`evaluate` lets in what may be an answer; what stands before it decides first", () => {
    const packets = ["udp 10.2.0.9:53 > 10.1.0.5:40000", "tcp 10.2.0.9 > 10.1.0.5:23", "icmp 10.2.0.9 > 10.1.0.5 8/0"];
    expect(packets.map((packet) => back(reflexive, packet))).toEqual(["unknown", "deny", "permit"]);
    expect(parse(reflexive).device.tables.find(({ id }) => id === "IN")?.rules[1]?.match.answers).toBe(true);
  });

  it("inspection lets in what may be an answer, past the lists, and opens nothing", () => {
    const inspecting = (name: string) =>
      site(
        { far: "ip access-group NONE in", svi: "ip inspect FW in" },
        `ip access-list extended NONE\n deny ip any any\nip inspect name FW ${name}\n`,
      );
    const text = inspecting("tcp timeout 3600");
    expect([MODBUS, SSH].map((packet) => there(text, packet))).toEqual(["permit", "unknown"]);
    expect(back(text, BACK)).toBe("unknown");
    const [table] = parse(text).device.tables.filter(({ id }) => id === "inspection");
    expect(table?.rules.map(({ match }) => match.answers)).toEqual([true]);
    expect(there(inspecting("http java-list 5 timeout 30"), MODBUS)).toBe("unknown");
    expect(back(text.replace(" ip inspect FW in", " ip inspect FW in\n no ip inspect FW in"), BACK)).toBe("deny");
  });

  it.each<[string, string, Answer]>([
    ["no ip inspect FW out", "", "unknown"],
    ["no ip inspect FW", "", "deny"],
    ["no ip inspect OTHER in", "", "unknown"],
    ["", "no ip inspect", "deny"],
    ["", "no ip inspect name FW", "deny"],
    ["", "no ip inspect name FW tcp", "deny"],
    ["", "no ip inspect name FW\nip inspect name FW tcp", "unknown"],
    ["", "ip inspect name FW udp\nno ip inspect name FW tcp", "unknown"],
    ["", "no ip inspect name FW udp", "unknown"],
    ["", "no ip inspect name FWX", "unknown"],
    ["", "no ip inspect name FW tcpx", "unknown"],
    ["", "no ipv6 inspect", "unknown"],
    ["", "no ip inspect audit-trail", "unknown"],
  ])("of inspection %j on the interface and %j take away what they name alone", (own, global, answer) => {
    const text = site(
      { far: "ip access-group NONE in", svi: `ip inspect FW in${own === "" ? "" : `; ${own}`}` },
      `ip access-list extended NONE\n deny ip any any\nip inspect name FW tcp timeout 3600\n${global}\n`,
    );
    expect(back(text, BACK)).toBe(answer);
  });
});
