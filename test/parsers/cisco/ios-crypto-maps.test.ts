/** What a crypto map of IOS leaves open at its interface: packets of its tunnels, and no others (reference/cisco.md 8, 10.4). */
import { describe, expect, it } from "vitest";
import { askBoth, parse } from "./site.js";

const [IN, OUT] = ["GigabitEthernet0/0", "GigabitEthernet0/1"] as const;
const ENTRY = " set peer 10.2.0.9\n set transform-set T\n match address VPN";
const VPN = " permit ip 10.1.0.0 0.0.255.255 10.9.0.0 0.0.255.255";

interface Site {
  readonly head?: string;
  readonly entry?: string;
  readonly list?: string;
  readonly more?: string;
  readonly fromOutside?: string;
  readonly toOutside?: string;
  readonly fromInside?: string;
}

function site(over: Site = {}): string {
  const { head = "crypto map M 10 ipsec-isakmp", entry = ENTRY, list = VPN, more = "" } = over;
  const { fromOutside = "deny ip any any", toOutside = "deny ip any any", fromInside = "permit ip any any" } = over;
  return `version 15.7
hostname r1
${head}
${entry}
${more}
interface ${IN}
 ip address 10.1.0.1 255.255.0.0
 ip access-group FI in
interface ${OUT}
 ip address 10.2.0.1 255.255.0.0
 ip access-group FO in
 ip access-group TO out
 crypto map M
ip route 10.9.0.0 255.255.0.0 10.2.0.9
ip access-list extended VPN
${list}
ip access-list extended FI
 ${fromInside}
ip access-list extended FO
 ${fromOutside}
ip access-list extended TO
 ${toOutside}
end
`;
}

const outward = (over: Site, from: string, to: string) => askBoth(site(over), `tcp ${from} > ${to}:502`, IN, OUT);
const inward = (over: Site, from: string, to: string) => askBoth(site(over), `tcp ${from} > ${to}:502`, OUT, IN);

describe("an interface with a crypto map", () => {
  it("leaves open what its tunnels carry, whatever its own lists say", () => {
    expect(outward({}, "10.1.0.5", "10.9.0.5")).toBe("unknown");
    expect(outward({ toOutside: "permit ip any any" }, "10.1.0.5", "10.9.0.5")).toBe("unknown");
    expect(inward({}, "10.9.0.5", "10.1.0.5")).toBe("unknown");
    expect(inward({ fromOutside: "permit ip any any" }, "10.9.0.5", "10.1.0.5")).toBe("unknown");
  });

  it("decides about all other packets by its lists", () => {
    expect(inward({}, "10.2.0.5", "10.1.0.5")).toBe("deny");
    expect(inward({ fromOutside: "permit ip any any" }, "10.2.0.5", "10.1.0.5")).toBe("permit");
    expect(outward({}, "10.1.0.5", "10.2.0.5")).toBe("deny");
    expect(outward({ toOutside: "permit ip any any" }, "10.1.0.5", "10.2.0.5")).toBe("permit");
  });

  it("passes no lists of other interfaces", () => {
    expect(outward({ fromInside: "deny ip any any" }, "10.1.0.5", "10.9.0.5")).toBe("deny");
  });

  const HEAD = "crypto map M 10 ipsec-isakmp";
  it.each<[string, Site]>([
    ["of peers that come by themselves", { head: `${HEAD} dynamic D`, entry: "" }],
    ["of a group", { head: "crypto map M 10 gdoi", entry: " set group G" }],
    ["with a list of its own for packets in clear", { entry: `${ENTRY}\n set ip access-group X in` }],
    ["that brings routes along", { entry: `${ENTRY}\n reverse-route` }],
    ["without a list", { entry: " set peer 10.2.0.9" }],
    ["whose list has no entries", { list: "" }],
    ["without a peer", { entry: " match address VPN" }],
    ["for users", { more: "crypto map M client authentication list L" }],
    ["that is taken away again", { more: "no crypto map M 10" }],
  ])("is open as a whole with an entry %s", (_, over) => {
    expect(inward(over, "10.2.0.5", "10.1.0.5")).toBe("unknown");
  });

  it.each<[string, Site, unknown]>([
    ["its peer, and what lies behind that", {}, [{ far: [{ from: 0x0a090000, to: 0x0a09ffff }], peers: [0x0a020009] }]],
    ["two peers", { entry: ` set peer 10.2.0.8\n${ENTRY}` }, [{ peers: [0x0a020008, 0x0a020009] }]],
    ["a peer by its name: anybody", { entry: " set peer vpn.example\n match address VPN" }, [{ peers: [] }]],
    ["no list: everything", { entry: " set peer 10.2.0.9" }, [{ far: [{ from: 0, to: 0xffffffff }] }]],
    ["peers that come by themselves", { head: `${HEAD} dynamic D`, entry: "" }, [{ far: [{ from: 0 }], peers: [] }]],
    [
      "peers that come by themselves, for what a list says",
      { head: `${HEAD} dynamic D`, entry: "", more: "crypto dynamic-map D 10\n match address VPN" },
      [{ far: [{ from: 0x0a090000, to: 0x0a09ffff }], peers: [] }],
    ],
  ])("tells of its tunnels %s", (_, over, expected) => {
    const found = parse(site(over)).device.interfaces.find(({ id }) => id === OUT);
    expect(found?.policyTunnels).toMatchObject(expected as object[]);
  });

  it("has none without the statement", () => {
    const { device } = parse(site().replace(" crypto map M\nip route", " no crypto map\nip route"));
    expect(device.interfaces.every(({ policyTunnels }) => policyTunnels === undefined)).toBe(true);
  });
});
