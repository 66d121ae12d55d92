/** Packets that a policy puts into a tunnel (a crypto map): whatever stands between its ends sees others, and stops none of them. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { findEntrances, followPacket } from "../../src/analyse/oracle/follow.js";
import { createWalker } from "../../src/analyse/oracle/walk.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import type { Device } from "../../src/model/device.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { parseInput } from "../../src/run/parse-input.js";
import { readPacket } from "../parsers/cisco/site.js";
import { plan, zone } from "./device-builder.js";

interface Office {
  readonly near: string;
  readonly far: string;
  readonly wan: string;
  readonly gateway: string;
  /** Of the crypto map and its list; left out: all packets from one to the other, to the other end. */
  readonly entry?: string;
  readonly list?: string;
  readonly lan?: string;
  readonly map?: string;
}

/** A router between its network and a firewall, with a tunnel to the other one. */
function office(
  name: string,
  { near, far, wan, gateway, entry, list, lan = "", map = "crypto map M" }: Office,
): string {
  const peer = wan === "10.50.0.1" ? "10.51.0.9" : "10.50.0.1";
  const wild = (network: string) => `${network} 0.0.255.255`;
  return `version 15.7
hostname ${name}
crypto map M 10 ipsec-isakmp
 ${entry ?? `set peer ${peer}\n set transform-set T\n match address VPN`}
interface GigabitEthernet0/0
 ip address ${near.replace(/0\.0$/, "0.1")} 255.255.0.0
 ${lan}
interface GigabitEthernet0/1
 ip address ${wan} 255.255.255.0
 ${map}
ip route 0.0.0.0 0.0.0.0 ${gateway}
ip access-list extended VPN
 ${list ?? `permit ip ${wild(near)} ${wild(far)}`}
ip access-list extended DENY
 deny ip any any
end
`;
}

const A = { near: "10.1.0.0", far: "10.9.0.0", wan: "10.50.0.1", gateway: "10.50.0.254" };
const B = { near: "10.9.0.0", far: "10.1.0.0", wan: "10.51.0.9", gateway: "10.51.0.254" };
const [R1, R2] = [office("r1", A), office("r2", B)];

/** Between the two: lets nothing by but the packets of the tunnel. */
const BETWEEN = `version 15.7
hostname fw
interface GigabitEthernet0/0
 ip address 10.50.0.254 255.255.255.0
 ip access-group V in
interface GigabitEthernet0/1
 ip address 10.51.0.254 255.255.255.0
 ip access-group V in
ip route 10.1.0.0 255.255.0.0 10.50.0.1
ip route 10.9.0.0 255.255.0.0 10.51.0.9
ip access-list extended V
 permit esp host 10.50.0.1 host 10.51.0.9
 permit esp host 10.51.0.9 host 10.50.0.1
 permit udp host 10.50.0.1 host 10.51.0.9 eq 500
 permit udp host 10.51.0.9 host 10.50.0.1 eq 500
end
`;

/** An ASA in the place of such a router. */
function asa(name: string, { near, far, wan, gateway, entry, lan = "" }: Office): string {
  const peer = wan === "10.50.0.1" ? "10.51.0.9" : "10.50.0.1";
  return `ASA Version 9.12(3)
hostname ${name}
interface GigabitEthernet0/0
 nameif inside
 security-level 100
 ip address ${near.replace(/0\.0$/, "0.1")} 255.255.0.0
interface GigabitEthernet0/1
 nameif outside
 security-level 0
 ip address ${wan} 255.255.255.0
access-list VPN extended permit ip ${near} 255.255.0.0 ${far} 255.255.0.0
access-list DENY extended deny ip any any
${lan}
route outside 0.0.0.0 0.0.0.0 ${gateway} 1
${entry ?? `crypto map M 10 match address VPN\ncrypto map M 10 set peer ${peer}`}
crypto map M 10 set ikev1 transform-set T
crypto map M interface outside
tunnel-group ${peer} type ipsec-l2l
: end
`;
}

async function devicesOf(files: readonly string[]): Promise<Device[]> {
  const diagnostics = new Diagnostics();
  const parsed = await Promise.all(
    files.map((text, index) =>
      parseInput({ path: `configs/${index}.cfg`, text, encoding: "utf-8", sha256: "" }, diagnostics),
    ),
  );
  return parsed.flatMap((one) => (one.kind === "parsed" ? one.devices : []));
}

async function verdictOf(files: readonly string[], from: string, to: string): Promise<string | undefined> {
  const zones = [zone("a 10.1.0.0/16"), zone("b 10.9.0.0/16"), zone("c 10.7.0.0/16")];
  const plant = resolvePlant(await devicesOf(files), plan(zones));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find((pair) => pair.from.id === from && pair.to.id === to)?.verdict;
}

const THIRD = "10.7.0.0";
const TRAPS: readonly { trap: string; files: readonly string[]; from?: string; to?: string; verdict: string }[] = [
  { trap: "carries packets past a firewall that denies them", files: [R1, R2, BETWEEN], verdict: "unproved" },
  { trap: "carries the answers' direction as well", files: [R1, R2, BETWEEN], from: "b", to: "a", verdict: "unproved" },
  { trap: "ends somewhere that was not given", files: [R1, BETWEEN], verdict: "unproved" },
  {
    trap: "brings packets from an end that was not given",
    files: [R1, BETWEEN],
    from: "b",
    to: "a",
    verdict: "unproved",
  },
  {
    trap: "comes out at its other end, whose filters see its packets",
    files: [R1, office("r2", { ...B, lan: "ip access-group DENY out" }), BETWEEN],
    verdict: "proved",
  },
  {
    trap: "starts behind the filters of its own end",
    files: [office("r1", { ...A, lan: "ip access-group DENY in" }), R2, BETWEEN],
    verdict: "proved",
  },
  {
    trap: "is not there where no interface has the map",
    files: [office("r1", { ...A, map: "no cdp enable" }), office("r2", { ...B, map: "no cdp enable" }), BETWEEN],
    verdict: "proved",
  },
  {
    trap: "carries no packets that its list leaves out",
    files: [office("r1", { ...A, far: THIRD }), office("r2", { ...B, far: THIRD }), BETWEEN],
    verdict: "proved",
  },
  {
    trap: "with anybody may end at any given device that has tunnels",
    files: [office("r1", { ...A, entry: "match address VPN" }), R2, BETWEEN],
    verdict: "unproved",
  },
  {
    trap: "without a list may carry everything",
    files: [office("r1", { ...A, entry: "set peer 10.51.0.9" }), office("r2", { ...B, map: "no cdp enable" }), BETWEEN],
    verdict: "unproved",
  },
];

const [ASA1, ASA2] = [asa("asa1", A), asa("asa2", B)];
const ON_ASA: typeof TRAPS = [
  { trap: "carries packets past a firewall that denies them", files: [ASA1, ASA2, BETWEEN], verdict: "unproved" },
  { trap: "ends at a router of another kind", files: [ASA1, R2, BETWEEN], verdict: "unproved" },
  { trap: "brings packets from elsewhere", files: [ASA1, BETWEEN], from: "b", to: "a", verdict: "unproved" },
  {
    trap: "starts behind the lists of its own end",
    files: [asa("asa1", { ...A, lan: "access-group DENY in interface inside" }), ASA2, BETWEEN],
    verdict: "proved",
  },
  {
    trap: "carries no packets that its list leaves out",
    files: [asa("asa1", { ...A, far: THIRD }), asa("asa2", { ...B, far: THIRD }), BETWEEN],
    verdict: "proved",
  },
  {
    trap: "of which the file does not tell what it carries may carry everything",
    files: [asa("asa1", { ...A, far: THIRD, entry: "crypto map M 10 set peer vpn.example" }), BETWEEN],
    verdict: "unproved",
  },
];

/** A FortiGate in the place of the first router, whose policy joins a tunnel by its name. */
const FORTIGATE = `#config-version=FGT60F-7.0.5-FW-build0304-220208:opmode=0:vdom=0:user=admin
config system interface
edit "wan1"
set vdom "root"
set ip 10.50.0.1 255.255.255.0
set type physical
next
edit "lan"
set vdom "root"
set ip 10.1.0.1 255.255.0.0
set type physical
next
end
config vpn ipsec phase1
edit "t1"
set interface "wan1"
set remote-gw 10.51.0.9
next
end
config router static
edit 1
set gateway 10.50.0.254
set device "wan1"
next
end
config firewall policy
edit 1
set srcintf "lan"
set dstintf "wan1"
set srcaddr "all"
set dstaddr "all"
set action ipsec
set schedule "always"
set service "ALL"
set vpntunnel "t1"
next
end
`;

/** The same with the other end as its next hop, and that one. */
const ONE_END = FORTIGATE.replace("set remote-gw 10.51.0.9", "set remote-gw 10.50.0.9\nset proposal aes256-sha256")
  .replace("set gateway 10.50.0.254", "set gateway 10.50.0.9")
  .replace("config router", 'config vpn ipsec phase2\nedit "p"\nset phase1name "t1"\nnext\nend\nconfig router')
  .replace("set action ipsec", "set action ipsec\nset inbound enable");
const OTHER_END = ONE_END.replace("10.50.0.1 ", "10.50.0.2 ")
  .replaceAll("10.50.0.9", "10.50.0.1")
  .replace("10.50.0.2 ", "10.50.0.9 ")
  .replace("10.1.0.1 255.255.0.0", "10.9.0.1 255.255.0.0");

/** Addresses, and groups of them. */
const OBJECTS = `config firewall address
edit "near-b"
set subnet 10.9.0.0 255.255.255.0
next
edit "third"
set subnet 10.7.0.0 255.255.0.0
next
edit "named"
set type fqdn
set fqdn "b.example"
next
end
config firewall addrgrp
edit "both"
set member "third" "near-b"
next
edit "without"
set member "third"
set exclude enable
set exclude-member "near-b"
next
end
`;
const TO = (...lines: string[]) =>
  FORTIGATE.replace("config firewall policy", `${OBJECTS}config firewall policy`).replace(
    'set dstaddr "all"',
    lines.join("\n"),
  );
const FROM_THIRD = OTHER_END.replace("config firewall policy", `${OBJECTS}config firewall policy`).replace(
  'set dstaddr "all"',
  'set dstaddr "third"',
);
const SECOND = (lines: string) =>
  `config firewall policy\nedit 2\nset srcintf "lan"\nset dstintf "wan1"\nset srcaddr "all"\nset dstaddr "all"\nset schedule "always"\nset service "ALL"\n${lines}\nnext\nend\n`;

describe("a tunnel that a policy of FortiOS joins by name", () => {
  it.each([
    ["carries packets past a firewall too", FORTIGATE, "unproved"],
    ["may end anywhere without a first phase", FORTIGATE.replace("vpn ipsec phase1", "vpn ipsec phase2"), "unproved"],
    [
      "may end anywhere where the file has another one alone",
      FORTIGATE.replace('set vpntunnel "t1"', 'set vpntunnel "t2"'),
      "unproved",
    ],
    ["is not there without a policy for one", FORTIGATE.replace("set action ipsec", "set action accept"), "proved"],
    ["with keys that are written is one too", FORTIGATE.replace("ipsec phase1", "ipsec manualkey"), "unproved"],
    ["carries what its policy names", TO('set dstaddr "near-b"'), "unproved"],
    ["carries what a group of its policy holds", TO('set dstaddr "both"'), "unproved"],
    ["carries nothing to elsewhere", TO('set dstaddr "third"'), "proved"],
    ["carries nothing to what a group leaves out, as long as that is elsewhere", TO('set dstaddr "without"'), "proved"],
    ["may carry everything to a name", TO('set dstaddr "named"'), "unproved"],
    ["may carry all but what is negated", TO('set dstaddr "third"', "set dstaddr-negate enable"), "unproved"],
    ["carries nothing where its policy lets nothing out", TO('set dstaddr "near-b"', "set outbound disable"), "proved"],
    [
      "carries what a second policy names",
      TO('set dstaddr "third"') + SECOND('set action ipsec\nset vpntunnel "t1"'),
      "unproved",
    ],
    [
      "carries nothing that a policy of another tunnel names",
      `${TO('set dstaddr "third"')}config vpn ipsec phase1\nedit "t2"\nset interface "lan"\nnext\nend\n${SECOND('set action ipsec\nset vpntunnel "t2"')}`,
      "proved",
    ],
    ["carries nothing that other policies accept", TO('set dstaddr "third"') + SECOND("set action accept"), "proved"],
    [
      "in a concentrator carries what others say",
      `${TO('set dstaddr "third"')}config vpn ipsec concentrator\nedit "hub"\nset member "t1" "t2"\nnext\nend\n${SECOND("set action accept")}`,
      "unproved",
    ],
  ])("%s", async (_, text, verdict) => {
    expect(await verdictOf([text, R2, BETWEEN], "a", "b")).toBe(verdict);
  });

  it("may bring packets from anywhere", async () => {
    const open = `${TO('set dstaddr "third"')}${SECOND("set action accept").replace('"lan"', '"x"').replace('"wan1"', '"lan"').replace('"x"', '"wan1"')}`;
    expect(await verdictOf([open, BETWEEN], "b", "a")).toBe("unproved");
  });
});

describe("a tunnel of policies between two given FortiGates", () => {
  const ends = (terms: string) => [ONE_END, OTHER_END.replace("set proposal aes256-sha256", terms)];
  it.each([
    ["is up where both ends agree", ends("set proposal aes256-sha256"), "violated"],
    ["may not be up where they do not", ends("set proposal 3des-md5"), "unproved"],
    [
      "may not be up where its far end knows no tunnel",
      [ONE_END, ends("")[1]?.replace("ipsec phase1", "ipsec x") ?? ""],
      "unproved",
    ],
    ["is closed to sources that its far end does not name", [ONE_END, FROM_THIRD], "proved"],
    [
      "may make of sources what its far end names",
      [
        ONE_END.replace("set action ipsec", "set action ipsec\nset natoutbound enable\nset natip 10.7.0.0 255.255.0.0"),
        FROM_THIRD,
      ],
      "unproved",
    ],
  ])("%s", async (_, files, verdict) => {
    expect(await verdictOf(files, "a", "b")).toBe(verdict);
  });
});

describe("a tunnel of a crypto map of an ASA", () => {
  it.each(ON_ASA)("$trap: $verdict", async ({ files, from = "a", to = "b", verdict }) => {
    expect(await verdictOf(files, from, to)).toBe(verdict);
  });
});

describe("a tunnel of a crypto map", () => {
  it.each(TRAPS)("$trap: $verdict", async ({ files, from = "a", to = "b", verdict }) => {
    expect(await verdictOf(files, from, to)).toBe(verdict);
  });

  it.each([
    ["into the tunnel", "tcp 10.1.0.5 > 10.9.0.5:502", [R1, R2, BETWEEN], "unknown"],
    ["out of a tunnel from elsewhere", "tcp 10.9.0.5 > 10.1.0.5:502", [R1, BETWEEN], "unknown"],
    ["past no tunnel", "tcp 10.1.0.5 > 10.7.0.5:502", [R1, R2, BETWEEN], "deny"],
  ])("one packet %s", async (_, text, files, verdict) => {
    const devices = await devicesOf(files);
    const walkers = new Map(devices.map((device) => [device, createWalker(device)]));
    const walker = (device: Device) => walkers.get(device) ?? createWalker(device);
    const packet = readPacket(text);
    const journey = followPacket(devices, packet, findEntrances(devices, packet), {
      walk: (device, ...rest) => walker(device)(...rest),
      forwarded: (device, ...rest) => walker(device).forwarded(...rest),
    });
    expect(journey.verdict).toBe(verdict);
  });
});
