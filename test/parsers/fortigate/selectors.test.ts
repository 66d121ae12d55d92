/** Selectors of phase 2: which packets a tunnel carries. */
import { describe, expect, it } from "vitest";
import { policy, row, site, table } from "./site.js";
import { type Answer, parse, walk } from "./walk.js";

const TUNNEL = ['set vdom "root"', "set type tunnel", 'set interface "wan"'];
const INTO = "lan > vpn tcp 10.1.1.5 -> 10.9.0.9:443";
const OUT_OF = "vpn > lan tcp 10.9.0.9:443 -> 10.1.1.5:443";

/** A policy either way, and a tunnel with these lines in its phases 1 and 2; without the second, no phase 2. */
function tunnel(phase2?: readonly string[], phase1: readonly string[] = ["set remote-gw 203.0.113.1"]): string {
  const before = [
    table("system interface", row("vpn", ...TUNNEL)),
    table("vpn ipsec phase1-interface", row("vpn", 'set interface "wan"', ...phase1)),
    phase2 === undefined
      ? ""
      : table("vpn ipsec phase2-interface", row("p2", 'set phase1name "vpn"', "set proposal aes256-sha256", ...phase2)),
    table("firewall address", row("far", "set subnet 10.9.0.0 255.255.255.0")),
  ];
  return site([policy(1, { srcintf: '"lan" "vpn"', dstintf: '"vpn" "lan"' })], before.join(""));
}

/** An aggregate `vpn` of tunnels with these lines in their phases 2. */
function aggregate(...members: string[][]): string {
  const named = members.map((lines, index) => ({ name: `m${index}`, lines }));
  const before = [
    table("system interface", row("vpn", ...TUNNEL), ...named.map(({ name }) => row(name, ...TUNNEL))),
    table("vpn ipsec phase1-interface", ...named.map(({ name }) => row(name, "set remote-gw 203.0.113.1"))),
    table(
      "vpn ipsec phase2-interface",
      ...named.map(({ name, lines }) => row(`${name}-2`, `set phase1name ${name}`, ...lines)),
    ),
    table("system ipsec-aggregate", row("vpn", `set member ${named.map(({ name }) => name).join(" ")}`)),
  ];
  return site([policy(1, { srcintf: '"lan" "vpn"', dstintf: '"vpn" "lan"' })], before.join(""));
}

interface Trap {
  readonly trap: string;
  readonly text: string;
  readonly into: Answer;
  readonly outOf: Answer;
}

const TRAPS: readonly Trap[] = [
  { trap: "without a selector every IPv4 packet is carried", text: tunnel([]), into: "permit", outOf: "permit" },
  {
    trap: "what fits a selector is carried both ways",
    text: tunnel(["set src-subnet 10.1.1.0 255.255.255.0", "set dst-subnet 10.9.0.0 255.255.255.0"]),
    into: "permit",
    outOf: "permit",
  },
  {
    trap: "what fits none is dropped on its way in, and may be on its way out",
    text: tunnel(["set src-subnet 10.1.1.0 255.255.255.0", "set dst-subnet 10.8.0.0 255.255.255.0"]),
    into: "deny",
    outOf: "unknown",
  },
  {
    trap: "the type of an end says which of its keys counts",
    text: tunnel([
      "set dst-addr-type range",
      "set dst-subnet 10.8.0.0 255.255.255.0",
      "set dst-start-ip 10.9.0.9",
      "set dst-end-ip 10.9.0.20",
    ]),
    into: "permit",
    outOf: "permit",
  },
  {
    trap: "a selector of transport mode may carry less",
    text: tunnel(["set encapsulation transport-mode"]),
    into: "unknown",
    outOf: "unknown",
  },
  {
    trap: "one address is no range",
    text: tunnel(["set dst-addr-type ip", "set dst-start-ip 10.9.0.8", "set dst-end-ip 10.9.0.20"]),
    into: "deny",
    outOf: "unknown",
  },
  {
    trap: "an end may be an address object",
    text: tunnel(["set dst-addr-type name", 'set dst-name "far"']),
    into: "permit",
    outOf: "permit",
  },
  {
    trap: "a selector of IPv6 carries no IPv4",
    text: tunnel(["set src-addr-type subnet6", "set dst-addr-type subnet6"]),
    into: "deny",
    outOf: "unknown",
  },
  {
    trap: "ports of a selector are those of the packet that goes in",
    text: tunnel(["set protocol 6", "set dst-port 443"]),
    into: "permit",
    outOf: "permit",
  },
  { trap: "another protocol is not carried", text: tunnel(["set protocol 17"]), into: "deny", outOf: "unknown" },
  {
    trap: "a selector that cannot be read may carry anything",
    text: tunnel(["set dst-subnet 10.9.0.x 255.255.255.0"]),
    into: "unknown",
    outOf: "unknown",
  },
  {
    trap: "who dials in may take up a part of a selector alone",
    text: tunnel([], ["set type dynamic"]),
    into: "unknown",
    outOf: "unknown",
  },
  {
    trap: "an aggregate carries what its members carry",
    text: aggregate(["set dst-subnet 10.9.0.0 255.255.255.0"], ["set dst-subnet 10.9.0.0 255.255.255.0"]),
    into: "permit",
    outOf: "permit",
  },
  {
    trap: "and no more",
    text: aggregate(["set dst-subnet 10.8.0.0 255.255.255.0"]),
    into: "deny",
    outOf: "unknown",
  },
  {
    trap: "what fits one of its members alone may be given to the other",
    text: aggregate(["set dst-subnet 10.9.0.0 255.255.255.0"], ["set dst-subnet 10.8.0.0 255.255.255.0"]),
    into: "unknown",
    outOf: "unknown",
  },
  { trap: "a tunnel without a phase 2 surely carries nothing", text: tunnel(), into: "unknown", outOf: "unknown" },
];

describe("selectors of FortiOS tunnels", () => {
  it.each(TRAPS)("$trap", ({ text, into, outOf }) => {
    const { device } = parse(text);
    expect([walk(device, INTO), walk(device, OUT_OF)]).toEqual([into, outOf]);
  });

  it("bring routes along into the aggregate that tunnels are members of which others dial into", () => {
    const dialled = aggregate([]).replace("set remote-gw 203.0.113.1", "set type dynamic");
    const takesRoutes = (text: string) => parse(text).device.interfaces.find(({ id }) => id === "vpn")?.takesRoutes;
    expect([takesRoutes(dialled), takesRoutes(aggregate([]))]).toEqual([true, undefined]);
  });

  it("may be lost with all that describes their tunnel, which then surely carries nothing", () => {
    const isOpen = (text: string) =>
      parse(text).device.interfaces.find(({ id }) => id === "vpn")?.stateDoubt !== undefined;
    const lost = tunnel([]).replace(/config vpn ipsec phase1-interface[\s\S]*?end\n/, "");
    const keyed = lost + table("vpn ipsec manualkey-interface", row("vpn", 'set interface "wan"'));
    expect([isOpen(tunnel([])), isOpen(lost), isOpen(keyed)]).toEqual([false, true, false]);
    expect(isOpen(lost.replaceAll('"vpn"', '"ssl.root"'))).toBe(false);
  });

  it("concern no packet between other interfaces", () => {
    const { device } = parse(tunnel(["set dst-subnet 10.8.0.0 255.255.255.0"]).replace('"vpn" "lan"', '"dmz"'));
    expect(walk(device, "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80")).toBe("permit");
  });
});
