/** Translations of IOS by VRF and by route map, what they do not filter, layer-2 NAT (reference/cisco.md 5.2, 5.4, 9). */
import { describe, expect, it } from "vitest";
import { askBoth, parse } from "./site.js";

/** Inside 10.1.0.0/16, outside 10.2.0.0/16, whose list on the way out takes what comes from the router alone. */
function border(...statements: readonly string[]): string {
  return `version 15.2
hostname r1
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.0.0
 ip nat inside
interface GigabitEthernet0/1
 ip address 10.2.0.1 255.255.0.0
 ip nat outside
 ip access-group OUT out
interface GigabitEthernet0/2
 vrf forwarding OT
 ip address 10.3.0.1 255.255.0.0
 ip nat inside
access-list 1 permit 10.1.0.0 0.0.255.255
ip access-list extended VPN
 deny ip any 10.2.9.0 0.0.0.255
 permit ip 10.1.0.0 0.0.255.255 any
ip access-list extended PORTS
 deny tcp any any eq 22
 permit ip 10.1.0.0 0.0.255.255 any
ip access-list extended OUT
 permit ip host 10.2.0.1 any
${statements.join("\n")}
vrf definition OT
end
`;
}

const [IN, OUT, OT] = ["GigabitEthernet0/0", "GigabitEthernet0/1", "GigabitEthernet0/2"] as [string, string, string];
const OVERLOAD = `interface ${OUT} overload`;
const out = (text: string, from = "10.1.0.5", ingress = IN) =>
  askBoth(text, `tcp ${from} > 10.2.0.9:502`, ingress, OUT);

describe("translations of IOS", () => {
  it("trap 63: to share an address filters nothing: who knows a host inside reaches it", () => {
    const text = border(`ip nat inside source list 1 ${OVERLOAD}`);
    expect(askBoth(text, "tcp 10.2.0.9 > 10.1.0.5:502", OUT, IN)).toBe("permit");
    expect(out(text)).toBe("permit");
  });

  it("of one VRF leaves packets of others as they are", () => {
    const text = border(`ip nat inside source static 10.1.0.5 10.2.0.1 vrf OT`);
    expect(out(text)).toBe("deny");
    expect(parse(text).device.nat[1]?.match.ingress).toEqual([OT]);
    expect(out(border("ip nat inside source static 10.1.0.5 10.2.0.1"))).toBe("permit");
    const dynamic = border(`ip nat inside source list 1 ${OVERLOAD.replace(" overload", " vrf OT overload")}`);
    expect(parse(dynamic).device.nat.map(({ match }) => match.ingress)).toEqual([[OT]]);
    expect(parse(dynamic).device.doubts).toEqual([]);
  });

  it("a route map gives what its list gives, out of the interface that it names", () => {
    const map = (...clauses: readonly string[]) =>
      border(
        "route-map R permit 10",
        ...clauses.map((one) => ` ${one}`),
        `ip nat inside source route-map R ${OVERLOAD}`,
      );
    expect(out(map("match ip address 1"))).toBe("permit");
    expect(out(map("match ip address 1", "match interface GigabitEthernet0/1"))).toBe("permit");
    expect(out(map("match ip address 1", "match interface Gi0/2"))).toBe("deny");
    expect(out(map("match ip address VPN"))).toBe("permit");
    expect(out(map("match ip address PORTS"))).toBe("unknown");
    expect(out(map("match tag 5"))).toBe("unknown");
    expect(out(map("match ip address 1").replace("R permit 10", "R deny 10"))).toBe("unknown");
  });

  it("trap 72: layer-2 NAT gives hosts of one VLAN other addresses: what its SVI passes is open, others are not", () => {
    const site = (statement: string) => `version 15.2
hostname ie-1
ip routing
l2nat instance CELL
 instance-id 1
 inside from host 192.168.1.10 to 10.1.1.10
interface GigabitEthernet1/1
 switchport mode trunk
 ${statement}
${[1, 10, 20].map((vlan) => `interface Vlan${vlan}\n ip address 10.${vlan}.0.1 255.255.0.0\n`).join("")}end
`;
    const concerned = (statement: string) => parse(site(statement)).device.doubts.map(({ interfaces }) => interfaces);
    expect(concerned("l2nat CELL 10")).toEqual([["GigabitEthernet1/1", "Vlan10"]]);
    expect(concerned("l2nat CELL")).toEqual([["GigabitEthernet1/1", "Vlan1"]]);
    expect(concerned("l2nat CELL 10\n no l2nat CELL 10")).toEqual([]);
    expect(askBoth(site("l2nat CELL 10"), "tcp 10.1.0.5 > 10.20.0.5:502", "Vlan1", "Vlan20")).toBe("permit");
    expect(askBoth(site("l2nat CELL 10"), "tcp 10.1.0.5 > 10.10.0.5:502", "Vlan1", "Vlan10")).toBe("unknown");
  });
});

describe("a host in a VRF that is published in another one", () => {
  const PUBLISHED = "ip nat inside source static 10.3.0.5 10.2.0.77 vrf OT";
  const POOL = "ip nat pool P 10.2.0.50 10.2.0.60 netmask 255.255.0.0";
  it.each([
    [[PUBLISHED], ["GigabitEthernet0/1"]],
    [[PUBLISHED.replace(" vrf OT", "")], undefined],
    [[POOL, "ip nat inside source list 1 pool P vrf OT"], ["GigabitEthernet0/1"]],
    [[POOL, "ip nat inside source list 1 pool P vrf OT overload"], undefined],
    [["ip nat inside source list 1 interface GigabitEthernet0/1 vrf OT overload"], undefined],
  ])("is reached by other routes than those of where the packet came in: %j", (lines, interfaces) => {
    const doubt = parse(border(...lines)).device.doubts.find(({ reroutes }) => reroutes === true);
    expect(doubt?.interfaces).toEqual(interfaces);
  });
});

describe("translations within a VRF (match-in-vrf)", () => {
  const [IN_OT, OUT_OT] = ["GigabitEthernet0/2", "GigabitEthernet0/3"];
  const within = (statement: string) =>
    border(
      `interface ${OUT_OT}`,
      " vrf forwarding OT",
      " ip address 10.4.0.1 255.255.0.0",
      " ip nat outside",
      " ip access-group ONE out",
      "ip access-list extended ONE",
      " permit ip host 10.4.0.77 any",
      statement,
    );
  const STATIC = "ip nat inside source static 10.3.0.5 10.4.0.77 vrf OT match-in-vrf";
  const passes = (statement: string, egress: string, to: string) =>
    askBoth(within(statement), `tcp 10.3.0.5 > ${to}:502`, IN_OT, egress);

  it("are made between its interfaces, and perhaps by others", () => {
    expect(passes(STATIC, OUT_OT, "10.4.0.9")).toBe("permit");
    expect(passes("", OUT_OT, "10.4.0.9")).toBe("deny");
    const open = within(STATIC).replace("permit ip host 10.2.0.1", "permit ip host 10.4.0.77");
    expect(askBoth(open, "tcp 10.3.0.5 > 10.2.0.9:502", IN_OT, OUT)).toBe("unknown");
  });

  it("say that of what is dialled too, and put no device in doubt", () => {
    const { device } = parse(within(STATIC));
    const dialled = device.nat.filter(({ kind }) => kind === "destination");
    expect(dialled.map(({ match }) => [match.ingress, match.destination.kind])).toEqual([
      [[OUT_OT], "range4"],
      [[OUT], "unknown"],
    ]);
    expect(device.doubts.map(({ scope }) => scope)).toEqual(["match"]);
  });

  it("of a pool likewise", () => {
    const pool = "ip nat pool P 10.4.0.77 10.4.0.77 netmask 255.255.0.0";
    const list = "access-list 3 permit 10.3.0.0 0.0.255.255";
    const overload = `${pool}\n${list}\nip nat inside source list 3 pool P vrf OT match-in-vrf overload`;
    expect(passes(overload, OUT_OT, "10.4.0.9")).toBe("permit");
  });
});

describe("what an IOS device answers", () => {
  const services = (text: string) => parse(`version 15.2\nhostname ie-1\n${text}\n`).device.management.services;

  it("CIP on the SVI that has it, Smart Install where it is switched on", () => {
    const text =
      "interface Vlan10\n ip address 10.1.0.1 255.255.0.0\n cip enable\ninterface Vlan20\n no cip enable\nvstack";
    const others = services(text).filter(({ service }) => service === "other");
    expect(others.map(({ service, port, interfaces }) => [service, port, interfaces])).toEqual([
      ["other", 4786, undefined],
      ["other", 44818, ["Vlan10"]],
      ["other", 44818, ["Vlan10"]],
      ["other", 2222, ["Vlan10"]],
    ]);
  });

  it("what a list for administrators denies first it does not let in", () => {
    const text =
      "access-list 10 deny 10.9.0.5\naccess-list 10 permit 10.9.0.0 0.0.255.255\nline vty 0 4\n access-class 10 in\n transport input ssh";
    expect(services(text).find(({ service }) => service === "ssh")?.sources).toMatchObject({
      kind: "union",
      of: [
        { kind: "except", minus: { from: 0x0a090005, to: 0x0a090005 } },
        { kind: "any", family: 6 },
      ],
    });
  });
});
