/** Lists of switch ports, VLAN maps and lists of SVIs, and which of them stand before others (reference/cisco.md 3.3, 9). */
import { describe, expect, it } from "vitest";
import { askBoth, parse } from "./site.js";

interface Site {
  /** Statements of the access port of VLAN 10, of the second one, and of the two SVIs. */
  readonly port?: string;
  readonly second?: string;
  readonly svi?: string;
  readonly other?: string;
  readonly model?: string;
  readonly rest?: string;
}

/** Lists: `B` is for Modbus, `R` for web servers, `OPEN` for everything. */
function site({ port = "", second = port, svi = "", other = "", model = "ws-c2960x-24ts-l", rest = "" }: Site): string {
  const block = (text: string) => (text === "" ? "" : ` ${text.split("; ").join("\n ")}\n`);
  return `version 15.2
hostname acc-1
switch 1 provision ${model}
ip routing
ipv6 unicast-routing
interface GigabitEthernet1/0/1
 switchport access vlan 10
 switchport mode access
${block(port)}interface GigabitEthernet1/0/2
 switchport access vlan 10
 switchport mode access
${block(second)}interface GigabitEthernet1/0/3
 switchport access vlan 20
 switchport mode access
interface Vlan10
 ip address 10.1.0.1 255.255.0.0
 ipv6 address 2001:db8:1::1/64
${block(svi)}interface Vlan20
 ip address 10.2.0.1 255.255.0.0
 ipv6 address 2001:db8:2::1/64
${block(other)}ip access-list extended B
 permit tcp any any eq 502
ip access-list extended R
 permit tcp any any eq 443
ip access-list extended BOTH
 permit tcp any any eq 502
 permit tcp any any eq 443
ip access-list extended OPEN
 permit ip any any
ip access-list extended EMPTY
${rest}
end
`;
}

const ask = (one: Site, packet: string, ingress = "Vlan10", egress = "Vlan20") =>
  askBoth(site(one), packet, ingress, egress);
const [MODBUS, WEB, SSH] = [502, 443, 22].map((port) => `tcp 10.1.0.5 > 10.2.0.9:${port}`) as [string, string, string];

describe("lists of stations that log in", () => {
  const template = "service-template WORK\n access-group OPEN";
  const controlled = "ip access-group B in; service-policy type control subscriber P";

  it.each([
    ["of a service template, where a policy of sessions stands", { port: controlled, rest: template }, "unknown"],
    ["of none: that of the port decides", { port: controlled, rest: "service-template WORK\n vlan 10" }, "deny"],
    ["of a template, where no such policy stands", { port: "ip access-group B in", rest: template }, "deny"],
    [
      "of the device, where who logs in may send anything",
      { port: "ip access-group B in; authentication port-control auto", rest: "epm access-control open" },
      "unknown",
    ],
    [
      "of the device, where nobody logs in at the port",
      { port: "ip access-group B in", rest: "epm access-control open" },
      "deny",
    ],
    [
      "of the device no longer",
      { port: "ip access-group B in; mab", rest: "epm access-control open\nno epm access-control open" },
      "deny",
    ],
    ["of a fallback profile", { port: "ip access-group B in; authentication fallback F" }, "unknown"],
  ] as const)("may stand in place of that of the port: %s", (_, one, expected) => {
    expect(ask(one, WEB)).toBe(expected);
  });
});

describe("a port that stations may be on in another VLAN than its own", () => {
  const SERVER = "aaa authorization network default group radius\n";
  const third = (statements: string, mode = "switchport mode access; switchport access vlan 5") =>
    `interface GigabitEthernet1/0/4\n ${`${mode}; ${statements}`.split("; ").join("\n ")}\n`;
  const answer = (rest: string) => ask({ port: "ip access-group B in", rest }, WEB);

  it.each([
    ["stations that fail to log in", third("authentication event fail action authorize vlan 10")],
    ["stations without a server", third("authentication event server dead action reinitialize vlan 10")],
    ["stations that do not log in", third("dot1x guest-vlan 10")],
    ["stations that a server puts there", SERVER + third("mab; authentication port-control auto")],
    [
      "stations that a server puts there, where another list is taken away",
      `${SERVER}no aaa authorization network TAGS\n${third("mab; authentication port-control auto")}`,
    ],
    [
      "stations that a template puts there",
      `service-template WORK\n vlan 10\n${third("access-session port-control auto; service-policy type control subscriber P")}`,
    ],
    [
      "stations of a port whose template says so",
      `${SERVER}template DOT\n dot1x port-control auto\n${third("source template DOT")}`,
    ],
    ["stations of a port that is set anew by them", `macro auto global processing\n${third("no shutdown")}`],
    ["frames that the port of a monitor sends", "monitor session 1 destination interface Gi1/0/9 ingress vlan 10"],
    ["tagged frames of that", "monitor session 1 destination interface Gi1/0/9 ingress dot1q vlan 7"],
    ["stations of access points", "wireless profile policy STAFF\n vlan 10\n no shutdown"],
    [
      "stations of access points that a server puts there",
      "wireless profile policy STAFF\n aaa-override\n vlan 7\n no shutdown",
    ],
    ["stations of access points in a VLAN by its name", "wireless profile policy STAFF\n vlan office"],
    [
      "frames of a service instance",
      third(
        "service instance 1 ethernet;  bridge-domain 10",
        "switchport mode trunk; switchport trunk allowed vlan none",
      ),
    ],
    [
      "frames of a service instance of a bridge",
      `bridge-domain 10\n member GigabitEthernet1/0/4 service-instance 1\n${third("service instance 1 ethernet", "no switchport; no ip address")}`,
    ],
    ["frames of a service instance that goes to any", third("service instance 1 ethernet", "no switchport")],
  ])("its lists do not decide for %s", (_, rest) => {
    expect(answer(rest)).toBe("unknown");
  });

  it.each([
    ["another fallback", third("authentication event fail action authorize vlan 7")],
    ["no server", third("mab; authentication port-control auto")],
    ["a server no more", `${SERVER}no ${SERVER}${third("mab; authentication port-control auto")}`],
    ["nobody logs in", SERVER + third("authentication port-control force-authorized")],
    [
      "ports are set anew no more",
      `macro auto global processing\nno macro auto global processing\n${third("no shutdown")}`,
    ],
    ["a monitor that only receives", "monitor session 1 destination interface Gi1/0/9"],
    [
      "a monitor that sends into another VLAN",
      "monitor session 1 destination interface Gi1/0/9 ingress untagged vlan 7",
    ],
    ["stations of access points are elsewhere", "wireless profile policy STAFF\n vlan 7"],
    [
      "another bridge domain",
      third(
        "service instance 1 ethernet;  bridge-domain 11",
        "switchport mode trunk; switchport trunk allowed vlan none",
      ),
    ],
  ])("lists of the other ports decide: %s", (_, rest) => {
    expect(answer(rest)).toBe("deny");
  });

  it("leaves open nothing of a VLAN whose own ports have no list", () => {
    const rest = SERVER + third("ip access-group B in; mab; authentication port-control auto");
    expect(ask({ rest }, WEB)).toBe("permit");
  });

  it("takes no list away where all ports have it", () => {
    const list = "ip access-group B in; authentication port-control auto";
    expect(answer(SERVER + third(list))).toBe("deny");
  });
});

describe("lists of switch ports", () => {
  it.each([
    ["ip access-group B in", MODBUS, "permit"],
    ["ip access-group B in", WEB, "deny"],
    ["ip access-group OPEN in", SSH, "permit"],
  ])("trap 39: what comes in by a port with a list meets that list alone: %s", (port, packet, verdict) => {
    expect(ask({ port, svi: "ip access-group R in" }, packet)).toBe(verdict);
  });

  it("trap 39: where only one port has a list, by which of them a packet comes in decides", () => {
    const one = { port: "ip access-group B in", second: "no shutdown", svi: "ip access-group R in" };
    expect([MODBUS, WEB, SSH].map((packet) => ask(one, packet))).toEqual(["unknown", "unknown", "deny"]);
    const both = { ...one, port: "ip access-group BOTH in" };
    expect([MODBUS, WEB, SSH].map((packet) => ask(both, packet))).toEqual(["unknown", "permit", "deny"]);
  });

  it("a port that is switched off, or of another VLAN, decides nothing", () => {
    const off = { port: "ip access-group B in; shutdown", second: "no shutdown", svi: "ip access-group R in" };
    expect(ask(off, WEB)).toBe("permit");
    expect(ask({ port: "ip access-group B in" }, "tcp 10.2.0.9 > 10.1.0.5:22", "Vlan20", "Vlan10")).toBe("permit");
  });

  it("a trunk without a list carries what its VLANs' filters decide", () => {
    const trunk = (allowed: string) => ({
      port: "ip access-group B in",
      svi: "ip access-group R in",
      rest: `interface GigabitEthernet1/0/24\n switchport mode trunk\n switchport trunk allowed vlan ${allowed}\n`,
    });
    expect(ask(trunk("10,20"), MODBUS)).toBe("unknown");
    expect(ask(trunk("20"), MODBUS)).toBe("permit");
  });

  it.each(["ie-4000-8gt4g-e", "c9300-24t", "ws-c3850-24t"])(
    "10.7: on a switch of which it was not read it may stand beside the others: %s",
    (model) => {
      const one = { port: "ip access-group BOTH in", svi: "ip access-group R in", model };
      expect([MODBUS, WEB, SSH].map((packet) => ask(one, packet))).toEqual(["unknown", "permit", "deny"]);
    },
  );

  it("10.7: where the SVI has no filter it makes no difference", () => {
    const one = { port: "ip access-group B in", model: "ie-3300-8t2s" };
    expect([MODBUS, WEB].map((packet) => ask(one, packet))).toEqual(["permit", "deny"]);
  });

  it.each([
    ["prefer port", ["permit", "permit", "deny"]],
    ["merge", ["deny", "permit", "deny"]],
    ["prefer vlan", ["deny", "permit", "deny"]],
  ])("10.8: access-group mode %s", (mode, verdicts) => {
    const port = `access-group mode ${mode}; ip access-group BOTH in`;
    const one = { port, svi: "ip access-group R in", model: "c4500x-32" };
    expect([MODBUS, WEB, SSH].map((packet) => ask(one, packet))).toEqual(verdicts);
    const lists = ask({ ...one, port: port.replace("BOTH", "B") }, WEB);
    expect(lists).toBe(mode === "prefer vlan" ? "permit" : "deny");
  });

  it("10.8: what the mode is where none is written is open", () => {
    const one = { port: "ip access-group BOTH in", svi: "ip access-group R in", model: "c4500x-32" };
    expect([MODBUS, WEB, SSH].map((packet) => ask(one, packet))).toEqual(["unknown", "permit", "deny"]);
  });

  it("10.17: on members of a port-channel it may be ignored", () => {
    const one = { port: "channel-group 1 mode active; ip access-group B in", svi: "ip access-group R in" };
    expect([MODBUS, WEB, SSH].map((packet) => ask(one, packet))).toEqual(["unknown", "unknown", "deny"]);
  });

  it.each(["EMPTY", "MISSING"])("a list without entries may keep the filters of the VLAN away: %s", (list) => {
    const one = { port: `ip access-group ${list} in`, svi: "ip access-group R in" };
    expect([WEB, SSH].map((packet) => ask(one, packet))).toEqual(["permit", "unknown"]);
    expect(parse(site(one)).codes).toContain(list === "EMPTY" ? "cisco/empty-list" : "cisco/undefined-list");
  });

  it("one for what goes out stands behind the list of the SVI", () => {
    const one = { rest: "interface GigabitEthernet1/0/3\n ip access-group BOTH out\n", other: "ip access-group R out" };
    expect([MODBUS, WEB, SSH].map((packet) => ask(one, packet))).toEqual(["deny", "permit", "deny"]);
  });

  it("trap 40: a list of the SVI says nothing of hosts in its VLAN, one of a port does", () => {
    const scopes = (one: Site) => parse(site(one)).device.doubts.map(({ scope, interfaces }) => [scope, interfaces]);
    expect(scopes({ svi: "ip access-group R in" })).toEqual([]);
    expect(scopes({ port: "ip access-group B in", second: "shutdown" })).toEqual([
      ["segments", ["GigabitEthernet1/0/1", "Vlan10"]],
    ]);
  });

  it("packets to the switch meet it too", () => {
    const one = { port: "ip access-group B in", svi: "ip access-group OPEN in" };
    expect(ask(one, "tcp 10.1.0.5 > 10.1.0.1:22", "Vlan10", "self")).toBe("deny");
  });

  it("lists of IPv6 are told apart from those of IPv4", () => {
    const rest = "ipv6 access-list S\n permit tcp any any eq 502\n";
    const one = { port: "ipv6 traffic-filter S in", svi: "ip access-group R in", rest };
    expect(ask(one, "tcp 2001:db8:1::5 > 2001:db8:2::9")).toBe("deny");
    expect(ask(one, WEB)).toBe("permit");
  });

  it("lists of frames may stop packets and let none by", () => {
    const frames = (entry: string) => ({
      port: "mac access-group M in",
      svi: "ip access-group R in",
      rest: `mac access-list extended M\n ${entry}\n`,
    });
    expect([WEB, SSH].map((packet) => ask(frames("deny any any 0x88CC 0x0"), packet))).toEqual(["unknown", "deny"]);
    expect([WEB, SSH].map((packet) => ask(frames("permit any any"), packet))).toEqual(["permit", "deny"]);
    expect(ask(frames("deny any any"), "tcp 10.2.0.9 > 10.1.0.5:443", "Vlan20", "Vlan10")).toBe("unknown");
  });
});

const map = (...entries: readonly string[]) =>
  `${entries
    .map((entry, index) => `vlan access-map M ${10 * (index + 1)}\n ${entry.split("; ").join("\n ")}\n`)
    .join("")}vlan filter M vlan-list 10\n`;
const LISTS = `ip access-list extended TCP
 deny tcp any host 10.2.0.7
 permit tcp any any
ip access-list extended NO-WEB
 permit tcp any any eq 443
ip access-list extended ALL-BUT-9
 deny ip any host 10.2.0.9
 permit ip any any
`;

interface MapRow {
  readonly name: string;
  readonly map: string;
  readonly answers: Readonly<Record<string, "permit" | "deny" | "unknown">>;
}

const UDP = "udp 10.1.0.5 > 10.2.0.9:53";
const TO_7 = "tcp 10.1.0.5 > 10.2.0.7:502";
const ROWS: readonly MapRow[] = [
  {
    name: "trap 42: what no entry of a map with lists matches is dropped",
    map: map("match ip address TCP; action forward"),
    answers: { [WEB]: "permit", [UDP]: "deny", [TO_7]: "deny" },
  },
  {
    name: "trap 42: dropping TCP alone drops UDP as well",
    map: map("match ip address TCP; action drop"),
    answers: { [WEB]: "deny", [UDP]: "deny" },
  },
  {
    name: "trap 43: an entry with a list that is not there takes every packet",
    map: map("match ip address MISSING; action drop"),
    answers: { [WEB]: "deny", [UDP]: "deny" },
  },
  {
    name: "trap 43: and so does an empty one",
    map: map("match ip address EMPTY; action forward"),
    answers: { [WEB]: "permit", [UDP]: "permit" },
  },
  {
    name: "what a list denies goes on to the next entry",
    map: map("match ip address ALL-BUT-9; action drop", "match ip address NO-WEB; action drop", "action forward"),
    answers: { [WEB]: "deny", [MODBUS]: "permit", [UDP]: "permit", [TO_7]: "deny" },
  },
  {
    name: "an entry without an action forwards, one without a list takes all",
    map: map("match ip address NO-WEB; action drop", "match ip address TCP", "action drop"),
    answers: { [WEB]: "deny", [MODBUS]: "permit", [UDP]: "deny", [TO_7]: "deny" },
  },
  {
    name: "of several lists any may match",
    map: map("match ip address ALL-BUT-9 NO-WEB; action drop", "action forward"),
    answers: { [WEB]: "deny", [MODBUS]: "permit", [TO_7]: "deny" },
  },
  {
    name: "a map with lists of frames alone lets IPv4 by",
    map: map("match mac address X; action drop"),
    answers: { [WEB]: "permit", [UDP]: "permit", "tcp 2001:db8:1::5 > 2001:db8:2::9": "unknown" },
  },
  {
    name: "later fragments of a list with ports go by address",
    map: map("match ip address NO-WEB; action forward"),
    answers: { "tcp 10.1.0.5 > 10.2.0.9 tail": "permit", "udp 10.1.0.5 > 10.2.0.9 tail": "deny" },
  },
  {
    name: "a map that is not there is in doubt",
    map: "vlan filter M vlan-list 10\n",
    answers: { [WEB]: "unknown" },
  },
  {
    name: "redirected packets may arrive or not",
    map: map("match ip address NO-WEB; action redirect GigabitEthernet1/0/9", "action forward"),
    answers: { [WEB]: "unknown", [MODBUS]: "permit" },
  },
  {
    name: "a filter that is taken away, and a map that is written anew",
    map: `${map("action drop")}no vlan access-map M\n${map("match ip address NO-WEB; action forward")}`,
    answers: { [WEB]: "permit", [MODBUS]: "deny" },
  },
  {
    name: "a filter of other VLANs",
    map: map("action drop").replace("vlan-list 10", "vlan-list 11-19, 30"),
    answers: { [WEB]: "permit" },
  },
  {
    name: "a filter that ends",
    map: `${map("action drop")}no vlan filter M vlan-list 10\n`,
    answers: { [WEB]: "permit" },
  },
];

describe("VLAN maps", () => {
  it.each(ROWS)("$name", ({ map: rest, answers }) => {
    for (const [packet, answer] of Object.entries(answers))
      expect(`${packet} ${ask({ rest: LISTS + rest }, packet)}`).toBe(`${packet} ${answer}`);
  });

  it("the map of a VLAN filters what is routed into it as well, and nothing of others", () => {
    const rest = LISTS + map("match ip address NO-WEB; action forward");
    expect(ask({ rest }, "tcp 10.2.0.9 > 10.1.0.5:22", "Vlan20", "Vlan10")).toBe("deny");
    expect(ask({ rest }, "tcp 10.2.0.9 > 10.1.0.5:443", "Vlan20", "Vlan10")).toBe("permit");
    expect(ask({ rest }, SSH, "Vlan20", "Vlan20")).toBe("permit");
  });

  it("the map and the list of the SVI both have to let a packet pass, a list of a port stands before both", () => {
    const rest = LISTS + map("match ip address TCP; action forward");
    const one = { rest, svi: "ip access-group OPEN in" };
    expect([WEB, UDP].map((packet) => ask(one, packet))).toEqual(["permit", "deny"]);
    expect([WEB, MODBUS].map((packet) => ask({ ...one, svi: "ip access-group R in" }, packet))).toEqual([
      "permit",
      "deny",
    ]);
    expect([WEB, UDP].map((packet) => ask({ ...one, port: "ip access-group OPEN in" }, packet))).toEqual([
      "permit",
      "permit",
    ]);
  });

  it("hosts of the VLAN meet it too", () => {
    const { device } = parse(site({ rest: map("action forward") }));
    expect(device.doubts.map(({ scope, interfaces }) => [scope, interfaces])).toEqual([["segments", ["Vlan10"]]]);
  });

  it("a clause that is not known leaves open what the map does", () => {
    const { codes } = parse(site({ rest: map("match fog; action drop") }));
    expect(codes).toContain("cisco/unknown-statement");
    expect(ask({ rest: map("match fog; action drop") }, WEB)).toBe("unknown");
    // It may be the clause by which what no entry matches is dropped.
    expect(ask({ rest: map("match fog; action forward") }, WEB)).toBe("unknown");
    expect(parse(site({ rest: "vlan filter M interface Serial1\n" })).codes).toContain("cisco/unknown-statement");
  });
});

it.each([
  ["as it is", "switchport access vlan 10", "unknown"],
  ["spoilt", "switchport access vlsn 10", "unknown"],
  ["spoilt in its first word", "swtchport access vlan 10", "unknown"],
  ["of another VLAN", "switchport access vlan 30", "deny"],
])("the list of a port may be in the place of that of an SVI, with its VLAN %s", (_, line, answer) => {
  const text = site({ port: "ip access-group OPEN in", second: "", svi: "ip access-group R in" });
  expect(askBoth(text.replace("switchport access vlan 10", line), SSH, "Vlan10", "Vlan20")).toBe(answer);
});
