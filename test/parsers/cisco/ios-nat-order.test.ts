/** Which translation of IOS a packet gets where several fit, and which packets a list gives to one (reference/cisco.md 5.2). */
import { describe, expect, it } from "vitest";
import { askBoth, parse } from "./site.js";

const [IN, OUT, OT] = ["GigabitEthernet0/0", "GigabitEthernet0/1", "GigabitEthernet0/2"] as const;

/** Inside 10.1.0.0/16, and 10.3.0.0/16 in the VRF OT; outside 10.2.0.0/16, with a list each way. */
function border(statements: readonly string[], lists: { readonly in?: string; readonly out?: string }): string {
  return `version 15.7
hostname r1
vrf definition OT
interface ${IN}
 ip address 10.1.0.1 255.255.0.0
 ip nat inside
interface ${OUT}
 ip address 10.2.0.1 255.255.0.0
 ip nat outside
 ip access-group INWARD in
 ip access-group OUTWARD out
interface ${OT}
 vrf forwarding OT
 ip address 10.3.0.1 255.255.0.0
 ip nat inside
${statements.join("\n")}
access-list 1 permit 10.1.0.0 0.0.255.255
access-list 2 permit 10.1.0.0 0.0.0.255
access-list 3 permit 10.3.0.0 0.0.255.255
ip access-list extended INWARD
 ${lists.in ?? "deny ip any any"}
ip access-list extended OUTWARD
 ${lists.out ?? "deny ip any any"}
end
`;
}

const leaves = (text: string, packet: string, ingress: string = IN) => askBoth(text, packet, ingress, OUT);
const enters = (text: string, packet: string) => askBoth(text, packet, OUT, IN);

/** Where a packet from outside is sent on to. */
function dialled(statements: readonly string[], port: number): string[] {
  const text = border(statements, { in: "permit tcp any any" });
  const { device } = parse(text);
  return device.nat
    .filter(({ kind, match: { service } }) => {
      const ports = service.kind === "ports" ? service.destination : undefined;
      return (
        kind === "destination" && (ports === undefined || ports.some(({ from, to }) => from <= port && port <= to))
      );
    })
    .map(({ id }) => id);
}

describe("static translations of IOS that overlap", () => {
  const HOST = "ip nat inside source static 10.1.0.5 10.2.0.77 extendable";
  const PORT = "ip nat inside source static tcp 10.1.0.6 443 10.2.0.77 8443 extendable";
  const NETWORK = "ip nat inside source static network 10.1.0.0 10.2.0.0 /24";

  it.each([
    [[HOST, PORT], 8443, ["static 17", "static 16"]],
    [[PORT, HOST], 8443, ["static 16", "static 17"]],
    [[HOST, PORT], 80, ["static 16"]],
    [[NETWORK, HOST, PORT], 8443, ["static 18", "static 17", "static 16"]],
  ])(
    "that of a port goes before that of a host, this before that of its network, wherever they stand: %j",
    (lines, port, ids) => {
      expect(dialled(lines, port)).toEqual(ids);
    },
  );

  it("a host with two addresses outside leaves by either: nobody says which", () => {
    const two = [HOST, HOST.replace("10.2.0.77", "10.2.0.78")];
    const packet = "tcp 10.1.0.5 > 10.2.0.9:443";
    expect(leaves(border(two, { out: "permit ip host 10.2.0.77 any" }), packet)).toBe("unknown");
    expect(leaves(border(two, { out: "permit ip host 10.2.0.78 any" }), packet)).toBe("unknown");
    expect(leaves(border(two, { out: "permit ip 10.2.0.76 0.0.0.3 any" }), packet)).toBe("permit");
    expect(leaves(border(two, { out: "permit ip host 10.1.0.5 any" }), packet)).toBe("deny");
    expect(enters(border(two, { in: "permit ip any host 10.2.0.78" }), "tcp 10.2.0.9 > 10.2.0.78:443")).toBe("permit");
  });
});

describe("dynamic translations of IOS that overlap", () => {
  const POOLS = [
    "ip nat pool P 10.2.0.60 10.2.0.60 netmask 255.255.0.0",
    "ip nat pool Q 10.2.0.61 10.2.0.61 netmask 255.255.0.0",
  ];
  const BOTH = [...POOLS, "ip nat inside source list 2 pool P overload", "ip nat inside source list 1 pool Q overload"];

  it("either may be the one: nobody says which, and a packet that fits one gets that one", () => {
    const text = border(BOTH, { out: "permit ip host 10.2.0.61 any" });
    expect(leaves(text, "tcp 10.1.0.5 > 10.2.0.9:443")).toBe("unknown");
    expect(leaves(text, "tcp 10.1.9.5 > 10.2.0.9:443")).toBe("permit");
    expect(leaves(border(BOTH, { out: "permit ip host 10.1.0.5 any" }), "tcp 10.1.0.5 > 10.2.0.9:443")).toBe("deny");
  });

  it("lists apart from one another, and statements that give the same, leave nothing open", () => {
    const apart = BOTH.map((line) => line.replace("list 1", "list 3"));
    const same = BOTH.map((line) => line.replace("pool Q overload", "pool P overload"));
    for (const lines of [apart, same]) {
      const perhaps = parse(border(lines, {})).device.nat.filter(({ id }) => id.endsWith("perhaps"));
      expect(perhaps).toEqual([]);
    }
  });
});

describe("what a list gives to a translation of IOS", () => {
  const OVERLOAD = `ip nat inside source list VPN interface ${OUT} overload`;
  const exempt = (statement: string, ...entries: readonly string[]) => [
    "ip nat pool P 10.2.0.60 10.2.0.69 netmask 255.255.0.0",
    statement,
    "ip access-list extended VPN",
    ...entries.map((entry) => ` ${entry}`),
  ];
  const ENTRIES = ["deny ip any 10.9.0.0 0.0.255.255", "permit ip 10.1.0.0 0.0.255.255 any"];
  const route = "ip route 10.9.0.0 255.255.0.0 10.2.0.9";

  it("an entry that denies leaves packets as they are, and drops none", () => {
    const lines = [route, ...exempt(OVERLOAD, ...ENTRIES)];
    const own = border(lines, { out: "permit ip 10.1.0.0 0.0.255.255 any" });
    expect(leaves(own, "tcp 10.1.0.5 > 10.9.0.9:443")).toBe("permit");
    expect(leaves(own, "tcp 10.1.0.5 > 10.2.0.9:443")).toBe("deny");
    const shared = border(lines, { out: "permit ip host 10.2.0.1 any" });
    expect(leaves(shared, "tcp 10.1.0.5 > 10.9.0.9:443")).toBe("deny");
    expect(leaves(shared, "tcp 10.1.0.5 > 10.2.0.9:443")).toBe("permit");
  });

  it("an entry that denies some sources some destinations is cut out at both ends", () => {
    const lines = [route, ...exempt(OVERLOAD, "deny ip host 10.1.0.5 10.9.0.0 0.0.255.255", ENTRIES[1] ?? "")];
    const own = border(lines, { out: "permit ip 10.1.0.0 0.0.255.255 any" });
    expect(leaves(own, "tcp 10.1.0.5 > 10.9.0.9:443")).toBe("permit");
    expect(leaves(own, "tcp 10.1.0.6 > 10.9.0.9:443")).toBe("deny");
    expect(leaves(own, "tcp 10.1.0.5 > 10.2.0.9:443")).toBe("deny");
  });

  it("an address of its own that a host was given is used for what the list denies too", () => {
    const lines = [route, ...exempt("ip nat inside source list VPN pool P", ...ENTRIES)];
    const own = border(lines, { out: "permit ip 10.1.0.0 0.0.255.255 any" });
    expect(leaves(own, "tcp 10.1.0.5 > 10.9.0.9:443")).toBe("unknown");
  });

  it("an empty list gives all or nothing", () => {
    const lines = [
      `ip nat inside source list NONE interface ${OUT} overload`,
      "ip access-list standard NONE",
      " remark later",
    ];
    expect(leaves(border(lines, { out: "permit ip host 10.2.0.1 any" }), "tcp 10.1.0.5 > 10.2.0.9:443")).toBe(
      "unknown",
    );
    expect(leaves(border(lines, { out: "permit ip 10.1.0.0 0.0.255.255 any" }), "tcp 10.1.0.5 > 10.2.0.9:443")).toBe(
      "unknown",
    );
  });

  it("a pool in several parts gives addresses of each", () => {
    const lines = [
      "ip nat pool P prefix-length 24",
      " address 10.2.0.60 10.2.0.61",
      " address 10.2.0.70 10.2.0.71",
      "ip nat inside source list 1 pool P overload",
    ];
    const packet = "tcp 10.1.0.5 > 10.2.0.9:443";
    expect(leaves(border(lines, { out: "permit ip 10.2.0.0 0.0.0.127 any" }), packet)).toBe("permit");
    expect(leaves(border(lines, { out: "permit ip 10.2.0.60 0.0.0.3 any" }), packet)).toBe("unknown");
  });
});

describe("addresses that hosts share", () => {
  const POOL = ["ip nat pool P 10.2.0.60 10.2.0.60 netmask 255.255.0.0", "ip nat inside source list 1 pool P overload"];
  const asked = (...more: readonly string[]) =>
    enters(border([...POOL, ...more], { in: "permit udp any host 10.2.0.60" }), "udp 10.2.0.9 > 10.2.0.60:5000");

  it("are open to nobody outside, but in the mode of carriers and with symmetric ports", () => {
    expect(asked()).toBe("permit"); // to whoever has the address outside
    const back = (...more: readonly string[]) =>
      parse(border([...POOL, ...more], {})).device.nat.filter(({ kind }) => kind === "destination").length;
    expect(back()).toBe(0);
    expect(back("ip nat settings mode cgn")).toBe(1);
    expect(back("ip nat settings mode cgn", "ip nat settings mode default")).toBe(0);
    expect(back("ip nat settings mode cgn", "no ip nat settings mode cgn")).toBe(0);
    expect(back("ip nat service enable-sym-port")).toBe(1);
  });
});

describe("a translation of IOS that names no VRF", () => {
  it("holds perhaps for what comes in by an interface of one", () => {
    const lines = [
      `ip nat inside source list 3 interface ${OUT} overload`,
      `ip route vrf OT 10.2.0.0 255.255.0.0 ${OUT} 10.2.0.9`,
    ];
    const packet = "tcp 10.3.0.5 > 10.2.0.9:443";
    expect(leaves(border(lines, { out: "permit ip 10.3.0.0 0.0.255.255 any" }), packet, OT)).toBe("unknown");
    expect(leaves(border(lines, { out: "permit ip host 10.2.0.1 any" }), packet, OT)).toBe("unknown");
    const named = lines.map((line) => line.replace(" overload", " vrf OT overload"));
    expect(leaves(border(named, { out: "permit ip host 10.2.0.1 any" }), packet, OT)).toBe("permit");
  });
});
