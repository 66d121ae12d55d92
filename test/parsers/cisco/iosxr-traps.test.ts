/** Traps of text and services as they concern IOS-XR (reference/cisco.md 9, 2, 6, 9, 15, 20, 26, 28, 31, 41, 46, 66, 71). */
import { describe, expect, it } from "vitest";
import { askXr, entries, IN, OUT, xr } from "./iosxr-site.js";
import { type Answer, parse } from "./site.js";

interface Trap {
  readonly name: string;
  readonly text: string;
  readonly packets: Readonly<Record<string, Answer>>;
}

const ONE = { "tcp 10.1.0.5 > 10.2.0.9:502": "permit", "tcp 10.1.0.5 > 10.2.0.9:80": "deny" } as const;

const TRAPS: readonly Trap[] = [
  {
    name: "trap 2: a banner runs to its delimiter, whatever stands in it",
    text: xr(
      "banner login #\n no list 10 permit\n! not a comment\nend\n#\nipv4 access-list A\n 10 permit tcp any any eq 502\n!",
      ["ipv4 access-group A ingress"],
    ),
    packets: ONE,
  },
  {
    name: "trap 15: an address without a wildcard is one host at most: whether the device takes it is not known",
    text: entries("10 permit ipv4 10.1.0.5 any"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9": "unknown", "tcp 10.1.0.6 > 10.2.0.9": "deny" },
  },
  {
    name: "trap 20: a group of ports before the destination is about the source port",
    text: `object-group port KEYS\n eq 500\n!\n${entries("10 permit udp any port-group KEYS any", "20 permit udp any any port-group KEYS")}`,
    packets: {
      "udp 10.1.0.5:500 > 10.2.0.9:9": "permit",
      "udp 10.1.0.5:501 > 10.2.0.9:500": "permit",
      "udp 10.1.0.5:501 > 10.2.0.9:501": "deny",
    },
  },
  {
    name: "trap 26: names stand for the ports of the vendor",
    text: entries("10 permit udp any any eq snmp", "20 permit tcp any any eq login"),
    packets: {
      "udp 10.1.0.5 > 10.2.0.9:161": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:513": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:49": "deny",
    },
  },
  {
    name: "trap 28: an entry for ospf is about that protocol alone",
    text: entries("10 permit ospf any any"),
    packets: { "ip89 10.1.0.5 > 10.2.0.9": "permit", "tcp 10.1.0.5 > 10.2.0.9": "deny" },
  },
  {
    name: "trap 71: two numbers are type and code, one is a type with every code",
    text: entries("10 permit icmp any any 3 4", "20 permit icmp any any 11"),
    packets: {
      "icmp 10.1.0.5 > 10.2.0.9 3/4": "permit",
      "icmp 10.1.0.5 > 10.2.0.9 3/3": "deny",
      "icmp 10.1.0.5 > 10.2.0.9 11/1": "permit",
    },
  },
];

describe("traps of text and matching on IOS-XR", () => {
  it.each(TRAPS)("$name", ({ text, packets }) => {
    expect(Object.fromEntries(Object.keys(packets).map((packet) => [packet, askXr(text, packet)]))).toEqual(packets);
    expect(parse(text).account.counts().notUnderstood).toBe(0);
  });

  it("trap 6: statements without blanks before them belong to the mode that is open", () => {
    const text = entries("10 permit tcp any any eq 502").replaceAll(/^ +/gm, "");
    expect(Object.fromEntries(Object.keys(ONE).map((packet) => [packet, askXr(text, packet)]))).toEqual(ONE);
  });
});

describe("traps of the device itself on IOS-XR", () => {
  const access = (lists: string) =>
    xr(`ipv4 access-list MGMT\n 10 permit tcp 10.9.0.0/24 any\n!\nssh server v2\n${lists}`, []);
  /** Whether the sessions of SSH are limited to some addresses. */
  const limits = (text: string) =>
    parse(text)
      .device.management.services.filter(({ service }) => service === "ssh")
      .map(({ sources }) => sources !== undefined);
  const toDevice = (text: string, packet: string) => askXr(text, packet, IN, "self");

  it("trap 31: a list of the terminals that is not defined keeps nobody away", () => {
    expect(limits(access("line default\n access-class ingress GONE\n!"))).toEqual([false]);
    expect(limits(access("line default\n access-class ingress MGMT\n!"))).toEqual([true]);
  });

  it("trap 41: an output list is not about packets to the device, nor about what comes in", () => {
    const text = xr("ipv4 access-list A\n 10 deny ipv4 any any\n!", ["ipv4 access-group A egress"]);
    expect(toDevice(text, "tcp 10.1.0.5 > 10.1.0.1:22")).toBe("permit");
    expect(askXr(text, "tcp 10.1.0.5 > 10.2.0.9")).toBe("permit");
    expect(askXr(text, "tcp 10.2.0.9 > 10.1.0.5", OUT, IN)).toBe("deny");
  });

  it("trap 46: a list on the management port is about that port alone, and whether this passes packets on is not certain", () => {
    const port = "interface MgmtEth0/RP0/CPU0/0\n ipv4 address 10.9.0.1/24\n ipv4 access-group NONE ingress\n!";
    const text = xr(`ipv4 access-list NONE\n 10 deny ipv4 any any\n!\n${port}`, []);
    expect(askXr(text, "tcp 10.9.0.5 > 10.9.0.1:22", "MgmtEth0/RP0/CPU0/0", "self")).toBe("unknown");
    expect(toDevice(text, "tcp 10.1.0.5 > 10.1.0.1:22")).toBe("permit");
    expect(askXr(text, "tcp 10.1.0.5 > 10.2.0.9")).toBe("permit");
  });

  it("trap 66: terminals of another pool may have no list, and are reached once the others are in use", () => {
    const limited = "line default\n access-class ingress MGMT\n!\nline template OPEN\n transport input ssh\n!\n";
    expect(limits(access(limited))).toEqual([true]);
    const pools = `${limited}vty-pool default 0 4\nvty-pool open 5 10 line-template OPEN\n`;
    expect(limits(access(pools))).toEqual([false]);
  });
});

describe("statements that the device refused", () => {
  it.each([
    "!!% 'pfilter_ma' detected the 'warning' condition 'ACL not found'",
    "!! SEMANTIC ERRORS: This configuration was rejected by",
  ])("%s: which of the others run is not certain", (message) => {
    const text = entries("10 deny ipv4 any any");
    const refused = (one: string) => parse(one).device.doubts.filter(({ reason }) => reason.includes("refused"));
    expect(refused(text)).toEqual([]);
    expect(refused(text.replace("interface", `${message}\ninterface`))).toMatchObject([{ scope: "device" }]);
  });
});
