/** Hosts outside that have other addresses inside: `ip nat outside source` of IOS (reference/cisco.md 3.1, 5.2). */
import { describe, expect, it } from "vitest";
import { askBoth, parse } from "./site.js";

const [IN, OUT, OTHER] = ["GigabitEthernet0/0", "GigabitEthernet0/1", "GigabitEthernet0/2"] as const;

interface Lists {
  /** In and out of the inside interface, in and out of the outside one. */
  readonly fromInside?: string;
  readonly toInside?: string;
  readonly fromOutside?: string;
  readonly toOutside?: string;
}

/** Inside 10.1.0.0/16, outside 10.2.0.0/16, and 10.3.0.0/16 on neither side. */
function border(statements: readonly string[], lists: Lists = {}): string {
  const { fromInside = OPEN, toInside = OPEN, fromOutside = OPEN, toOutside = OPEN } = lists;
  const bound = { FI: fromInside, TI: toInside, FO: fromOutside, TO: toOutside };
  return `version 15.7
hostname r1
interface ${IN}
 ip address 10.1.0.1 255.255.0.0
 ip nat inside
 ip access-group FI in
 ip access-group TI out
interface ${OUT}
 ip address 10.2.0.1 255.255.0.0
 ip nat outside
 ip access-group FO in
 ip access-group TO out
interface ${OTHER}
 ip address 10.3.0.1 255.255.0.0
${Object.entries(bound)
  .map(([name, entry]) => `ip access-list extended ${name}\n ${entry}`)
  .join("\n")}
${statements.join("\n")}
end
`;
}

const OPEN = "permit ip any any";
const HOST = "ip nat outside source static 10.2.0.9 10.99.0.9";
const PORT = "ip nat outside source static tcp 10.2.0.9 443 10.99.0.9 8443 add-route";
const ROUTED = `${HOST} add-route`;
const inward = (text: string, packet: string) => askBoth(text, packet, OUT, IN);
const outward = (text: string, packet: string) => askBoth(text, packet, IN, OUT);

describe("what comes in from a host outside that has another address inside", () => {
  const packet = "tcp 10.2.0.9 > 10.1.0.5:502";

  it("is seen with its own address where it comes in, and with the other one where it goes inside", () => {
    expect(inward(border([ROUTED], { fromOutside: "permit ip host 10.2.0.9 any" }), packet)).toBe("permit");
    expect(inward(border([ROUTED], { fromOutside: "permit ip host 10.99.0.9 any" }), packet)).toBe("deny");
    expect(inward(border([ROUTED], { toInside: "permit ip host 10.99.0.9 any" }), packet)).toBe("permit");
    expect(inward(border([ROUTED], { toInside: "permit ip host 10.2.0.9 any" }), packet)).toBe("deny");
    expect(inward(border([ROUTED], { toInside: "permit ip host 10.99.0.9 any" }), "tcp 10.2.0.8 > 10.1.0.5:502")).toBe(
      "deny",
    );
  });

  it("is translated perhaps where it goes by an interface on neither side", () => {
    const lists = "ip access-list extended X\n permit ip host 10.99.0.9 any";
    const text = border([ROUTED, `interface ${OTHER}`, " ip access-group X out", lists]);
    expect(askBoth(text, packet, OUT, OTHER)).toBe("unknown");
  });

  it("of a port keeps the others", () => {
    const toInside = "permit tcp host 10.99.0.9 eq 8443 any";
    expect(inward(border([PORT], { toInside }), "tcp 10.2.0.9:443 > 10.1.0.5:5000")).toBe("permit");
    expect(inward(border([PORT], { toInside }), "tcp 10.2.0.9:444 > 10.1.0.5:5000")).toBe("deny");
  });

  it("has an address of a pool, one of them", () => {
    const lines = [
      "ip nat pool P 10.99.0.10 10.99.0.11 netmask 255.255.255.0",
      "access-list 5 permit 10.2.0.0 0.0.0.255",
      "ip nat outside source list 5 pool P add-route",
    ];
    expect(inward(border(lines, { toInside: "permit ip 10.99.0.10 0.0.0.1 any" }), packet)).toBe("permit");
    expect(inward(border(lines, { toInside: "permit ip host 10.99.0.10 any" }), packet)).toBe("unknown");
    expect(inward(border(lines, { toInside: "permit ip host 10.2.0.9 any" }), packet)).toBe("deny");
    const back = parse(border(lines)).device.doubts.filter(({ reroutes }) => reroutes === true);
    expect(back.map(({ interfaces }) => interfaces)).toEqual([[IN]]);
  });
});

describe("what is sent to the inside address of a host outside", () => {
  const packet = "tcp 10.1.0.5 > 10.99.0.9:443";

  it("is seen with that address where it comes in, and with the real one where it leaves", () => {
    expect(outward(border([ROUTED], { fromInside: "permit ip any host 10.99.0.9" }), packet)).toBe("permit");
    expect(outward(border([ROUTED], { fromInside: "permit ip any host 10.2.0.9" }), packet)).toBe("deny");
    expect(outward(border([ROUTED], { toOutside: "permit ip any host 10.2.0.9" }), packet)).toBe("permit");
    expect(outward(border([ROUTED], { toOutside: "permit ip any host 10.99.0.9" }), packet)).toBe("deny");
  });

  it("of a port gets the real port as well", () => {
    const toOutside = "permit tcp any host 10.2.0.9 eq 443";
    expect(outward(border([PORT], { toOutside }), "tcp 10.1.0.5 > 10.99.0.9:8443")).toBe("permit");
    expect(outward(border([PORT], { toOutside }), "tcp 10.1.0.5 > 10.99.0.9:443")).toBe("deny");
  });

  const reroutes = (...statements: readonly string[]) =>
    parse(border(statements)).device.doubts.some((doubt) => doubt.reroutes === true);

  it.each([
    ["by the route that the translation adds", [ROUTED], false],
    ["by no route of the file", [HOST], true],
    [
      "by the route that leads to both",
      [HOST.replace("10.2.0.9", "10.98.0.9"), "ip route 0.0.0.0 0.0.0.0 10.2.0.8"],
      false,
    ],
    [
      "by a route of its own",
      [
        HOST.replace("10.2.0.9", "10.98.0.9"),
        "ip route 0.0.0.0 0.0.0.0 10.2.0.8",
        "ip route 10.99.0.0 255.255.0.0 10.3.0.8",
      ],
      true,
    ],
    ["inside, where it is not translated", [ROUTED.replace("10.2.0.9", "10.1.0.9")], true],
    [
      "where a learned route may come first",
      [ROUTED.replace("10.2.0.9", "10.98.0.9"), "ip route 0.0.0.0 0.0.0.0 10.2.0.8", "router ospf 1"],
      true,
    ],
    ["by a default route", [ROUTED.replace("10.2.0.9", "10.98.0.9"), "ip route 0.0.0.0 0.0.0.0 10.2.0.8"], false],
    ["by the route of its network", ["ip nat outside source static network 10.2.5.0 10.99.5.0 /24 add-route"], false],
    [
      "by a route for a part of it",
      [
        "ip nat outside source static network 10.2.5.0 10.99.5.0 /24 add-route",
        "ip route 10.2.5.128 255.255.255.128 10.3.0.8",
      ],
      true,
    ],
  ])("goes %s: open %#", (_, statements, expected) => {
    expect(reroutes(...statements)).toBe(expected);
  });
});

describe("translations of hosts outside that are not computed", () => {
  it.each([
    [[`${ROUTED} vrf OT`]],
    [["ip nat outside source static 10.2.0.9 10.99.0.9 redundancy 1 mapping-id 2"]],
    [["ip nat outside source route-map R pool P"]],
    [[ROUTED, "zone security Z", `interface ${IN}`, " zone-member security Z"]],
    [[ROUTED, "ip nat settings mode cgn"]],
  ])("leave the device open: %j", (statements) => {
    const { doubts } = parse(border(statements)).device;
    expect(doubts.some(({ scope, reason }) => scope === "device" && reason.includes("not computed"))).toBe(true);
  });
});
