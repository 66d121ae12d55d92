/** What passes by tunnels of IPsec: their tab, floating rules on it, and for which packets the second phases are. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { createSetTracer } from "../../../src/analyse/trace-sets.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { network, on, opnsense, pfsense, rule, type Sections } from "./configuration.js";
import { expectVerdicts } from "./trap-table.js";
import { packet, parseText, walk } from "./walk.js";

const REMOTE = "<remoteid><type>network</type><address>10.9.0.0</address><netbits>24</netbits></remoteid>";
const LAN = "<localid><type>lan</type></localid>";
const WIDE = "<localid><type>network</type><address>10.0.0.0</address><netbits>14</netbits></localid>";

const first = (id: number, more = "") =>
  `<phase1><ikeid>${id}</ikeid><interface>wan</interface><remote-gateway>198.51.100.9</remote-gateway>${more}</phase1>`;
const second = (local: string, { remote = REMOTE, id = 1, more = "<mode>tunnel</mode>" } = {}) =>
  `<phase2><ikeid>${id}</ikeid>${more}${local}${remote}<protocol>esp</protocol></phase2>`;
const floating = (kind: string, direction: string, interfaces = "<interface>enc0</interface>") =>
  rule(
    `<type>${kind}</type><floating>yes</floating><quick>yes</quick>${interfaces}<direction>${direction}</direction>`,
  );

const ASK_LAN = "tcp 10.1.0.5 > 10.9.0.5:502";
const ASK_CELL = "tcp 10.2.0.5 > 10.9.0.5:502";
const FROM_FAR = "enc0>lan tcp 10.9.0.5 > 10.1.0.5:502";
const INSIDE = rule(on("pass", "lan")) + rule(on("pass", "opt1"));

function verdictOf(given: Sections, line: string, write = pfsense): string {
  const [way = "", ...sent] = line.split(" ");
  const [ingress = "", egress = ""] = way.split(">");
  return walk(parseText(write(given)).device, sent.join(" "), ingress, egress);
}

describe("the tab of IPsec", () => {
  it.each([
    ["lets nothing in without a rule", "", FROM_FAR, "deny"],
    ["lets in what a rule passes", rule(on("pass", "enc0"), { to: network("lan") }), FROM_FAR, "permit"],
    ["and nothing else", rule(on("pass", "enc0"), { to: network("opt1") }), FROM_FAR, "deny"],
    ["is not that of WAN", rule(on("pass", "wan")), FROM_FAR, "deny"],
    ["comes after floating rules that block", floating("block", "in") + rule(on("pass", "enc0")), FROM_FAR, "deny"],
    ["and after those that pass", floating("pass", "in") + rule(on("block", "enc0")), FROM_FAR, "permit"],
    ["and those of every interface", floating("pass", "in", ""), FROM_FAR, "permit"],
    ["says nothing of what goes out", INSIDE + rule(on("block", "enc0")), `lan>enc0 ${ASK_LAN}`, "permit"],
    ["which a floating rule may stop", INSIDE + floating("block", "out"), `lan>enc0 ${ASK_LAN}`, "deny"],
  ])("%s", (_, rules, line, verdict) => {
    expect(verdictOf({ more: `<ipsec>${first(1)}${second(LAN)}</ipsec>`, rules }, line)).toBe(verdict);
  });
});

describe("second phases of IPsec", () => {
  const CASES: readonly [string, string, string, string][] = [
    ["are for packets from their own network", second(LAN), ASK_LAN, "permit"],
    ["leave those from others to the routes", second(LAN), ASK_CELL, "unknown"],
    ["are for all of a network that is written", second(WIDE), ASK_CELL, "permit"],
    ["are each for its own", second(LAN) + second("<localid><type>opt1</type></localid>"), ASK_CELL, "permit"],
    [
      "are for what a wider one is for",
      second(LAN) + second(WIDE, { remote: REMOTE.replace("0</address><netbits>24", "0</address><netbits>16") }),
      ASK_CELL,
      "permit",
    ],
    [
      "are not for what one to another network is for",
      second(LAN) + second(WIDE, { remote: REMOTE.replace("10.9.0.0", "10.9.1.0") }),
      ASK_CELL,
      "unknown",
    ],
    ["do not tell for which packets they are without their own end", second(""), ASK_LAN, "unknown"],
  ];
  it.each(CASES)("%s", (_, phases, packet, verdict) => {
    const given = { more: `<ipsec>${first(1)}${phases}</ipsec>`, rules: INSIDE };
    const way = `${packet === ASK_LAN ? "lan" : "opt1"}>enc0 ${packet}`;
    for (const write of [pfsense, opnsense]) expect(verdictOf(given, way, write)).toBe(verdict);
  });

  it.each([
    ["take what is for a network that is connected", "10.2.0.0</address><netbits>24", "lan", "10.1.0.5", "unknown"],
    ["of their own end alone", "10.2.0.0</address><netbits>24", "wan", "192.0.2.9", "permit"],
    ["and nothing for others", "10.9.0.0</address><netbits>24", "lan", "10.1.0.5", "permit"],
  ])("%s", (_, far, ingress, source, verdict) => {
    const remote = REMOTE.replace("10.9.0.0</address><netbits>24", far);
    const rules = INSIDE + rule(on("pass", "wan"));
    const given = { more: `<ipsec>${first(1)}${second(LAN, { remote })}</ipsec>`, rules };
    const way = `${ingress}>opt1 tcp ${source} > 10.2.0.5:502`;
    for (const write of [pfsense, opnsense]) expect(verdictOf(given, way, write)).toBe(verdict);
  });

  it("do not let through what no rule does", () => {
    const remote = REMOTE.replace("10.9.0.0", "10.2.0.0");
    const given = { more: `<ipsec>${first(1)}${second(LAN, { remote })}</ipsec>` };
    expect(verdictOf(given, "lan>opt1 tcp 10.1.0.5 > 10.2.0.5:502")).toBe("deny");
  });

  it("are not stopped from leaving elsewhere by what stands at the tunnel", () => {
    const given = { more: `<ipsec>${first(1)}${second(LAN)}</ipsec>`, rules: INSIDE + floating("block", "out") };
    expect(verdictOf(given, `opt1>enc0 ${ASK_CELL}`)).toBe("unknown");
  });

  it.each([
    ["one that is on", first(1), "", 1],
    ["not of a first phase that is off", `${first(1, "<disabled></disabled>")}${first(2)}`, "", 0],
    ["not one that is off", first(1), "<disabled></disabled>", 0],
    ["not a routed one", first(1), "<mode>vti</mode>", 0],
  ])("lead to their far networks: %s", (_, phases, more, count) => {
    const { routes } = parseText(pfsense({ more: `<ipsec>${phases}${second(LAN, { more })}</ipsec>` })).device;
    expect(routes.filter(({ egress }) => egress === "enc0")).toHaveLength(count);
  });
});

describe("a pair over a tunnel of IPsec", () => {
  const ZONES = [zone("office 10.1.0.0/24", "enterprise"), zone("cell-a 10.2.0.0/24"), zone("far 10.9.0.0/24")];

  it.each([
    ["office", "far", INSIDE, "violated"],
    ["cell-a", "far", INSIDE, "unproved"],
    ["cell-a", "far", rule(on("pass", "lan")), "proved"],
    ["far", "office", INSIDE, "proved"],
    ["far", "office", INSIDE + rule(on("pass", "enc0")), "violated"],
  ])("%s to %s: %s", (from, to, rules, verdict) => {
    const { device } = parseText(pfsense({ more: `<ipsec>${first(1)}${second(LAN)}</ipsec>`, rules }));
    const plant = resolvePlant([device], plan(ZONES), []);
    const { pairs } = buildFacts(plant, analysePlant(plant));
    const found = pairs.find((pair) => pair.from.id === from && pair.to.id === to);
    expect(found?.verdict, JSON.stringify(found?.reasons)).toBe(verdict);
  });
});

describe("what is kept out of IPsec", () => {
  const bypass = (from: string, to: string) =>
    `<bypassrules><rule><source>${from}</source><srcmask>24</srcmask><destination>${to}</destination><dstmask>24</dstmask></rule></bypassrules>`;
  const stopped = { rules: INSIDE + floating("block", "out") };
  const tunnel = (more: string) => ({ ...stopped, more: `<ipsec>${more}${first(1)}${second(LAN)}</ipsec>` });
  const modern = (mode: string) => ({
    ...tunnel(""),
    models: `<Swanctl><Connections><Connection uuid="c"><enabled>1</enabled></Connection></Connections><children><child uuid="p"><enabled>1</enabled><connection>c</connection><mode>${mode}</mode><local_ts>10.1.0.0/25</local_ts><remote_ts>10.9.0.0/24</remote_ts></child></children></Swanctl>`,
  });
  const LEAVES = `lan>enc0 ${ASK_LAN}`;
  const set = "<ipsecbypass></ipsecbypass>";
  const among = "<passthrough_networks>10.1.0.0/24,10.9.0.0/16</passthrough_networks>";

  it.each([
    ["nothing", pfsense(tunnel("")), "deny"],
    ["what a rule of bypass is for", pfsense(tunnel(set + bypass("10.1.0.0", "10.9.0.0"))), "unknown"],
    ["whatever one is for that cannot be read", pfsense(tunnel(set + bypass("10.1.0.0", "10.9.x"))), "unknown"],
    ["nothing else", pfsense(tunnel(set + bypass("10.2.0.0", "10.9.0.0"))), "deny"],
    ["nothing while it is off", pfsense(tunnel(bypass("10.1.0.0", "10.9.0.0"))), "deny"],
    ["of OPNsense networks among each other", opnsense(tunnel(among)), "unknown"],
    [
      "of its model as well",
      opnsense({ ...tunnel(""), models: `<IPsec><general>${among}</general></IPsec>` }),
      "unknown",
    ],
    ["and what a child of a connection lets pass", opnsense(modern("pass")), "unknown"],
    ["which one that drops does not", opnsense(modern("drop")), "deny"],
  ])("is %s", (_, text, verdict) => {
    const [way = "", ...sent] = LEAVES.split(" ");
    const [ingress = "", egress = ""] = way.split(">");
    expect(walk(parseText(text).device, sent.join(" "), ingress, egress)).toBe(verdict);
  });

  it.each(["pass", "drop"])("is no tunnel, nor surely let through: %s", (mode) => {
    const { device } = parseText(opnsense({ ...modern(mode), more: "", rules: INSIDE }));
    expect(device.routes.filter(({ egress }) => egress === "enc0")).toEqual([]);
    const answer = walk(device, "tcp 10.1.0.5 > 10.9.0.5:502", "lan", "wan");
    expect(answer).toBe(mode === "drop" ? "unknown" : "permit");
  });

  it.each([
    ["pass", "10.9.0.5", "permit"],
    ["drop", "10.9.0.5", "unknown"],
    ["drop", "10.8.0.5", "permit"],
  ])("does the same to what comes from there: %s of %s", (mode, source, verdict) => {
    const { device } = parseText(opnsense({ ...modern(mode), more: "", rules: rule(on("pass", "wan")) }));
    expect(walk(device, `tcp ${source} > 10.1.0.5:502`, "wan", "lan")).toBe(verdict);
  });

  it("leaves a pair open that a rule at the tunnel would stop", () => {
    const more = `<ipsec>${set}${bypass("10.1.0.0", "10.9.0.0")}${first(1)}${second(LAN)}</ipsec>`;
    const plant = resolvePlant(
      [parseText(pfsense({ ...stopped, more })).device],
      plan([zone("office 10.1.0.0/24", "enterprise"), zone("far 10.9.0.0/24")]),
      [],
    );
    const { pairs } = buildFacts(plant, analysePlant(plant));
    expect(pairs.find(({ from, to }) => from.id === "office" && to.id === "far")?.verdict).toBe("unproved");
  });
});

describe("what is kept out of IPsec and comes from the far end", () => {
  const RULES =
    "<ipsecbypass></ipsecbypass><bypassrules><rule><source>10.1.0.0</source><srcmask>24</srcmask><destination>10.9.0.0</destination><dstmask>24</dstmask></rule></bypassrules>";

  it.each([
    ["by the tunnel alone", "", "wan", "proved"],
    ["by other ways", RULES, "wan", "unproved"],
    ["surely by the tunnel", "", "enc0", "violated"],
    ["not surely by the tunnel", RULES, "enc0", "unproved"],
  ])("comes %s", (_, bypass, open, verdict) => {
    const more = `<ipsec>${bypass}${first(1)}${second(LAN)}</ipsec>`;
    const plant = resolvePlant(
      [parseText(pfsense({ rules: rule(on("pass", open)), more })).device],
      plan([
        zone("office 10.1.0.0/24", "enterprise"),
        zone("cell-a 10.2.0.0/24"),
        zone("dsl 192.0.2.0/24", "enterprise"),
        zone("far 10.9.0.0/24"),
      ]),
      [],
    );
    const { pairs } = buildFacts(plant, analysePlant(plant));
    const found = pairs.find(({ from, to }) => from.id === "far" && to.id === "office");
    expect(found?.verdict, JSON.stringify(found?.reasons)).toBe(verdict);
  });
});

describe("networks that the far end of a tunnel sees under other addresses", () => {
  const FACE = "<natlocalid><type>network</type><address>172.30.1.0</address><netbits>24</netbits></natlocalid>";
  const HOST = "<natlocalid><type>address</type><address>172.30.1.9</address></natlocalid>";
  const out = (from: string) =>
    rule(
      "<type>block</type><floating>yes</floating><quick>yes</quick><interface>enc0</interface><direction>out</direction>",
      { from: `<address>${from}</address>` },
    );
  const leaving = ["tcp 10.1.0.5 > 10.9.0.5:502", "lan", "enc0"] as const;
  const coming = ["tcp 10.9.0.5 > 172.30.1.5:502", "enc0", "lan"] as const;

  it.each([
    ["rules out see the other address", FACE, out("172.30.1.0/24"), leaving, "deny"],
    ["and not the own one", FACE, out("10.1.0.0/24"), leaving, "permit"],
    ["one address hides all of them", HOST, out("172.30.1.9"), leaving, "deny"],
    [
      "what comes in is sent to the own address",
      FACE,
      rule(on("pass", "enc0"), { to: network("lan") }),
      coming,
      "permit",
    ],
    [
      "rules in see that one",
      FACE,
      rule(on("pass", "enc0"), { to: "<address>172.30.1.0/24</address>" }),
      coming,
      "deny",
    ],
    [
      "what is not in the file is left open",
      "<natlocalid><type>opt9</type></natlocalid>",
      out("172.30.1.0/24"),
      leaving,
      "unknown",
    ],
  ])("%s", (_, face, rules, [text, ingress, egress], verdict) => {
    const { device } = parseText(
      pfsense({ more: `<ipsec>${first(1)}${second(LAN + face)}</ipsec>`, rules: rules + INSIDE }),
    );
    const { icmpType, flags, ...header } = packet(text);
    const ask = createSetTracer(device);
    expect(ask({ ...header, icmpType, icmpCode: 0, flags, tail: false }, ingress, egress)).toBe(verdict);
    const isOpen = device.doubts.some(
      ({ reason }) => reason === "which addresses an IPsec tunnel translates is not known",
    );
    expect(isOpen).toBe(face.includes("opt9"));
  });

  it("of OPNsense are none", () => {
    const { device } = parseText(opnsense({ more: `<ipsec>${first(1)}${second(LAN + FACE)}</ipsec>` }));
    expect(device.nat.filter(({ id }) => id.startsWith("ipsec"))).toEqual([]);
  });
});

describe("ports of IPsec that are written in place of the usual ones", () => {
  const tunnel = `<ipsec><port>1500</port>${first(1)}${second(LAN)}</ipsec>`;
  it.each([
    ["IKE is let in where it listens", "wan>self udp 198.51.100.9:500 > 192.0.2.1:1500", "permit"],
    ["and nowhere else", "wan>self udp 198.51.100.9:500 > 192.0.2.1:500", "deny"],
    ["NAT traversal is where it was", "wan>self udp 198.51.100.9:4500 > 192.0.2.1:4500", "permit"],
  ])("%s", (_, line, verdict) => {
    expect(verdictOf({ more: tunnel }, line)).toBe(verdict);
  });

  it("a second phase that is off opens its protocol all the same", () => {
    const off = second(LAN, { more: "<mode>tunnel</mode><disabled></disabled>" });
    expect(verdictOf({ more: `<ipsec>${first(1)}${off}</ipsec>` }, "wan>self 50 198.51.100.9 > 192.0.2.1")).toBe(
      "permit",
    );
  });
});

describe("rules for peers of IPsec in OPNsense", () => {
  const phases = (remote: string) =>
    `<ipsec><enable>1</enable><phase1><ikeid>1</ikeid><interface>wan</interface>${remote}</phase1><phase2><ikeid>1</ikeid><mode>tunnel</mode><protocol>esp</protocol></phase2></ipsec>`;
  const peer = phases("<remote-gateway>198.51.100.7</remote-gateway>");

  it("name no destination: what comes from a peer may pass through the firewall", () => {
    expectVerdicts(opnsense({ more: peer }), {
      permits: ["wan>self udp 198.51.100.7 > 192.0.2.1:500", "wan>self esp 198.51.100.7 > 192.0.2.1"],
      unknown: ["wan>opt1 udp 198.51.100.7 > 10.2.0.9:500", "wan>opt1 esp 198.51.100.7 > 10.2.0.9"],
      denies: ["wan>opt1 esp 198.51.100.8 > 10.2.0.9", "wan>opt1 tcp 198.51.100.7 > 10.2.0.9:500"],
    });
  });

  it("let anybody in where peers are mobile, unless a rule blocks it", () => {
    const esp = "wan>opt1 esp 198.51.100.8 > 10.2.0.9";
    expectVerdicts(opnsense({ more: phases("<mobile>1</mobile>") }), { unknown: [esp] });
    expectVerdicts(opnsense({ more: phases("<mobile>1</mobile>"), rules: rule(on("block", "wan")) }), {
      denies: [esp],
    });
  });

  it("are for the firewall alone in pfSense", () => {
    expectVerdicts(pfsense({ more: peer }), { denies: ["wan>opt1 esp 198.51.100.7 > 10.2.0.9"] });
  });
});

describe("what comes in by tunnels of IPsec", () => {
  const PASSING = rule(on("pass", "enc0"));
  const TO_CELL = "enc0>opt1 tcp 10.9.0.5 > 10.2.0.5:502";
  const swanctl = (connection: string, kid: string, more = "") =>
    `<Swanctl><Connections><Connection uuid="c1"><enabled>1</enabled>${connection}</Connection></Connections><children><child uuid="k1"><enabled>1</enabled><connection>c1</connection><mode>tunnel</mode><local_ts>10.1.0.0/24</local_ts>${kid}</child></children>${more}</Swanctl>`;
  const FAR = "<remote_ts>10.9.0.0/24</remote_ts>";

  it("is surely for the near network of a second phase alone", () => {
    const given = { more: `<ipsec>${first(1)}${second(LAN)}</ipsec>`, rules: PASSING };
    for (const write of [pfsense, opnsense])
      expectVerdicts(write(given), {
        permits: [FROM_FAR],
        unknown: [TO_CELL],
        denies: ["lan>opt1 tcp 10.1.0.5 > 10.2.0.5:502"],
      });
    expectVerdicts(pfsense({ ...given, rules: rule(on("block", "enc0")) }), { denies: [TO_CELL] });
  });

  it("is the same of a child of a connection of the model", () => {
    expectVerdicts(opnsense({ models: swanctl("", FAR), rules: PASSING }), { permits: [FROM_FAR], unknown: [TO_CELL] });
  });

  const old = (more: string) => pfsense({ more: `<ipsec>${more}</ipsec>` });
  const modern = (connection: string, kid: string, more = "") => opnsense({ models: swanctl(connection, kid, more) });
  it.each([
    ["all second phases", old(first(1) + second(LAN)), true],
    ["clients that are given addresses", old(first(1) + second(LAN) + first(2, "<mobile></mobile>")), false],
    ["a routed tunnel beside", old(first(1) + second(LAN) + second(LAN, { more: "<mode>vti</mode>" })), false],
    [
      "a tunnel for everything",
      old(
        first(1) +
          second(LAN, { remote: REMOTE.replace("10.9.0.0</address><netbits>24", "0.0.0.0</address><netbits>0") }),
      ),
      false,
    ],
    [
      "a first phase that is off, and its clients",
      old(first(1) + second(LAN) + first(2, "<mobile></mobile><disabled></disabled>")),
      true,
    ],
    ["no second phase", old(first(1)), false],
    ["all children of the model", modern("", FAR), true],
    ["a child without a far network", modern("", ""), false],
    ["a child that leaves routes to others", modern("", `${FAR}<policies>0</policies>`), false],
    [
      "a pool of addresses",
      modern("<pools>p1</pools>", FAR, '<Pools><Pool uuid="p1"><addrs>10.8.0.0/24</addrs></Pool></Pools>'),
      false,
    ],
  ])("comes from networks that are told by %s", (_, text, isTold) => {
    const { interfaces, routes } = parseText(text).device;
    expect(interfaces.find(({ id }) => id === "enc0")?.addressDoubt === undefined).toBe(isTold);
    if (isTold) expect(routes.some(({ egress }) => egress === "enc0")).toBe(true);
  });
});

describe("kernel settings of IPsec", () => {
  const TUNNELS = ["net.inet.ipsec.filtertunnel", "net.inet6.ipsec6.filtertunnel"];
  it.each(TUNNELS)("%s sends what comes out of a tunnel through other rules", (tunable) => {
    const item = (value: string) =>
      `<sysctl><item><tunable>${tunable}</tunable><value>${value}</value></item></sysctl>`;
    const scopes = (value: string) =>
      parseText(pfsense({ more: item(value) })).device.doubts.filter(({ scope }) => scope === "device");
    expect([scopes("0"), scopes("1")].map(({ length }) => length)).toEqual([0, 1]);
  });
});
