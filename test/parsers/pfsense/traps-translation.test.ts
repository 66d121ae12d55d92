/** The traps about translations (reference/pfsense.md 9 and B6), each by its number: input text → packets as they are dialled. */
import { describe, expect, it } from "vitest";
import { createSetTracer } from "../../../src/analyse/trace-sets.js";
import { address, network, on, opnsense, pfsense, rule } from "./configuration.js";
import { packet, parseText, type Verdict } from "./walk.js";

const floating = (type: "pass" | "block", direction: string, ends: Parameters<typeof rule>[1], more = ""): string =>
  rule(`${on(type, "wan")}<floating>yes</floating><quick>yes</quick><direction>${direction}</direction>${more}`, ends);
const forward = (fields = "", target = "10.2.0.5", to = network("wanip", "8080")): string =>
  `<rule><interface>wan</interface><protocol>tcp</protocol>${fields}<target>${target}</target><local-port>80</local-port><source><any></any></source><destination>${to}</destination></rule>`;
const outbound = (mode: string, ...rules: readonly string[]): string =>
  `<outbound><mode>${mode}</mode>${rules.map((fields) => `<rule><interface>wan</interface>${fields}<destination><any></any></destination></rule>`).join("")}</outbound>`;
const PLANT = "<source><network>10.0.0.0/8</network></source>";
const MAPPED =
  "<onetoone><interface>wan</interface><external>192.0.2.10</external><source><address>10.2.0.5</address></source><destination><any></any></destination></onetoone>";

const LAN_PASS = rule(on("pass", "lan"));
const BOTH_PASS = LAN_PASS + rule(on("pass", "opt1"));
const TO_SERVER = rule(on("pass", "wan", "tcp"), { to: address("10.2.0.5", "80") });
const TO_FIREWALL = rule(on("pass", "wan", "tcp"), { to: network("wanip", "8080") });
const TO_ITSELF = "wan>self tcp 198.51.100.7 > 192.0.2.1:8080";
const LAN_WEB = "lan>wan tcp 10.1.0.5 > 198.51.100.7:443";
const DIALLED = "wan>opt1 tcp 198.51.100.7 > 192.0.2.1:8080";
/** To the target itself. */
const SENT = "wan>opt1 tcp 198.51.100.7 > 10.2.0.5:80";
const FROM_LAN = "lan>opt1 tcp 10.1.0.5 > 192.0.2.1:8080";
const fromPort = (port: number): string => `lan>wan udp 10.1.0.5:${port} > 198.51.100.7:443`;
const outOf = (port: string): string =>
  floating("block", "out", { from: `<any></any><port>${port}</port>` }, "<protocol>udp</protocol>") + LAN_PASS;
const PURE = "<natreflection>purenat</natreflection>";
const SKIPS = "<associated-rule-id>pass</associated-rule-id>";
const server = (fields: string) => ({ nat: forward(fields) });
const reflecting = (element: string): string =>
  opnsense({ nat: forward(), rules: rule(on("pass", "lan", "tcp"), { to: address("10.2.0.5", "80") }) }).replace(
    "<disablenatreflection>yes</disablenatreflection>",
    element,
  );

type Row = readonly [trap: string, text: string, answers: Readonly<Record<string, Verdict>>];

const TRAPS: readonly Row[] = [
  [
    "9: what an entry exempts, no later forward takes from the firewall itself",
    pfsense({ nat: forward("<nordr></nordr>") + forward(), rules: TO_FIREWALL }),
    { [TO_ITSELF]: "permit" },
  ],
  [
    "9: an exemption behind the forward comes too late",
    pfsense({ nat: forward() + forward("<nordr></nordr>"), rules: TO_FIREWALL }),
    { [TO_ITSELF]: "unknown" },
  ],
  [
    "9: a block of inner sources on their way out never matches behind automatic translation",
    pfsense({ rules: floating("block", "out", { from: address("10.1.0.0/24") }) + LAN_PASS }),
    { [LAN_WEB]: "permit" },
  ],
  [
    "9: without any translation it does",
    pfsense({
      rules: floating("block", "out", { from: address("10.1.0.0/24") }) + LAN_PASS,
      nat: outbound("disabled"),
    }),
    { [LAN_WEB]: "deny" },
  ],
  [
    "31: of two forwards of one port the first one wins, though a rule speaks of the second alone",
    pfsense({ nat: forward("", "10.2.0.6") + forward(), rules: TO_SERVER }),
    { [DIALLED]: "deny" },
  ],
  [
    "31: the first one",
    pfsense({ nat: forward() + forward("", "10.2.0.6"), rules: TO_SERVER }),
    { [DIALLED]: "permit" },
  ],
  [
    "B5: an empty network of a forward in the OPNsense model is any, and without an IP version its target decides",
    opnsense({
      nat: '<rule uuid="n1"><interface>wan</interface><ipprotocol/><protocol>tcp</protocol><source><network/><port/><not>0</not></source><destination><network>wanip</network><port>8080</port><not>0</not></destination><target>10.2.0.5</target><local-port>80</local-port><pass>rule</pass></rule>',
    }),
    { [DIALLED]: "permit", "wan>opt1 tcp 198.51.100.7 > 10.2.0.5:80": "permit" },
  ],
  [
    "B5: reflection by the switch of the model of rules 1.1",
    opnsense({
      nat: forward(),
      rules: rule(on("pass", "lan", "tcp"), { to: address("10.2.0.5", "80") }),
      settings: "<nat><reflection_dnat>1</reflection_dnat></nat>",
    }),
    { [FROM_LAN]: "unknown" },
  ],
  [
    "B5: a forward of the OPNsense model without an interface may work on any",
    opnsense({
      nat: forward("<pass>rule</pass>").replace("<interface>wan</interface>", "<interface/>"),
    }),
    { [DIALLED]: "unknown", [FROM_LAN]: "unknown" },
  ],
  [
    "5.3: until pfSense 2.1 manual rules stand in a section of their own, where its flag is set",
    pfsense({
      nat: `<advancedoutbound><enable></enable><rule><interface>wan</interface>${PLANT}<destination><any></any></destination></rule></advancedoutbound>`,
      rules: floating("block", "out", { from: address("10.0.0.0/8") }) + LAN_PASS,
    }),
    { [LAN_WEB]: "permit" },
  ],
  [
    "5.3: with the flag and without rules nothing is translated",
    pfsense({
      nat: "<advancedoutbound><enable></enable></advancedoutbound>",
      rules: floating("block", "out", { from: address("10.0.0.0/8") }) + LAN_PASS,
    }),
    { [LAN_WEB]: "deny" },
  ],
  [
    "5.3: without the flag sources are translated by themselves",
    pfsense({
      nat: "<advancedoutbound><rule></rule></advancedoutbound>",
      rules: floating("block", "out", { from: address("10.0.0.0/8") }) + LAN_PASS,
    }),
    { [LAN_WEB]: "permit" },
  ],
  [
    "a forward of a port that nobody knows may not be there",
    pfsense({ nat: forward("", "10.2.0.5", network("wanip", "nosuch")), rules: TO_SERVER }),
    { [DIALLED]: "unknown" },
  ],
  [
    "a forward of a protocol that nobody knows may not be there",
    pfsense({ nat: forward().replace("tcp<", "tpc<"), rules: TO_SERVER }),
    { [DIALLED]: "unknown" },
  ],
  [
    "a forward to a port that nobody knows may lead to any",
    pfsense({
      nat: forward().replace("<local-port>80<", "<local-port>nosuch<"),
      rules: rule(on("block", "wan", "tcp"), { to: address("10.2.0.5", "8080") }) + rule(on("pass", "wan")),
    }),
    { [DIALLED]: "unknown" },
  ],
  [
    "a forward to ports of an alias that fills at run time may lead to any",
    pfsense({
      aliases:
        "<alias><name>ports</name><type>urltable_ports</type><url>https://192.0.2.9/ports</url><address></address></alias>",
      nat: forward().replace("<local-port>80<", "<local-port>ports<"),
      rules: rule(on("block", "wan", "tcp"), { to: address("10.2.0.5", "8080") }) + rule(on("pass", "wan")),
    }),
    { [DIALLED]: "unknown" },
  ],
  [
    "a mode of outbound translation that nobody knows leaves open what is translated",
    pfsense({ rules: floating("block", "out", { from: address("10.1.0.0/24") }) + LAN_PASS, nat: outbound("auto") }),
    { [LAN_WEB]: "unknown" },
  ],
  [
    "a word that nobody knows for what a forward lets through may let it through",
    opnsense({ nat: forward("<pass>always</pass>") }),
    { [DIALLED]: "unknown" },
  ],
  [
    "a negated destination of one to one is the others",
    pfsense({
      nat: MAPPED.replace("<destination><any></any>", "<destination><address>198.51.100.0/24</address><not></not>"),
      rules: rule(on("pass", "wan"), { to: address("10.2.0.5") }),
    }),
    {
      "wan>opt1 tcp 198.51.100.7 > 192.0.2.10:80": "deny",
      "wan>opt1 tcp 203.0.113.7 > 192.0.2.10:80": "permit",
    },
  ],
  [
    "one to one without a destination is for that of the interface in releases of pfSense that are known",
    pfsense({
      nat: MAPPED.replace("<destination><any></any></destination>", ""),
      rules: rule(on("pass", "wan"), { to: address("10.2.0.5") }),
    }),
    { "wan>opt1 tcp 198.51.100.7 > 192.0.2.10:80": "unknown" },
  ],
  [
    "one to one of the model of OPNsense is for hosts inside as well where they dial its outer address",
    opnsense({ rules: rule(on("pass", "lan"), { to: address("192.0.2.10") }) }).replace(
      "</rules>",
      "</rules><onetoone><rule><interface>wan</interface><external>192.0.2.10</external><source_net>10.2.0.5</source_net><destination_net>any</destination_net><natreflection>enable</natreflection></rule></onetoone>",
    ),
    { "lan>wan tcp 10.1.0.5 > 192.0.2.10:80": "unknown" },
  ],
  [
    "one to one of type nat may be for what leaves alone",
    opnsense({
      nat: MAPPED.replace("<external>", "<type>nat</type><external>"),
      rules: rule(on("pass", "wan"), { to: address("10.2.0.5") }),
    }),
    { "wan>opt1 tcp 198.51.100.7 > 192.0.2.10:80": "unknown" },
  ],
  [
    "a negated source of an outbound rule of OPNsense is the others",
    opnsense({
      nat: outbound("advanced", "<source><network>10.1.0.0/24</network><not>1</not></source>"),
      rules: floating("block", "out", { from: address("10.0.0.0/8") }) + BOTH_PASS,
    }),
    { [LAN_WEB]: "deny", "opt1>wan tcp 10.2.0.5 > 198.51.100.7:443": "permit" },
  ],
  [
    "a negated source of an outbound rule of pfSense may be read or not",
    pfsense({
      nat: outbound("advanced", "<source><network>10.1.0.0/24</network><not></not></source>"),
      rules: floating("block", "out", { from: address("10.0.0.0/8") }) + BOTH_PASS,
    }),
    { [LAN_WEB]: "unknown" },
  ],
  [
    "32: hybrid with a nonat rule: what that names keeps its source",
    pfsense({
      rules: floating("block", "out", { from: address("10.0.0.0/8") }) + BOTH_PASS,
      nat: outbound("hybrid", "<source><network>10.2.0.0/24</network></source><nonat></nonat>"),
    }),
    { [LAN_WEB]: "permit", "opt1>wan tcp 10.2.0.5 > 198.51.100.7:443": "deny" },
  ],
  [
    "33: on one outer address a forward wins for its port, and one to one has the others",
    pfsense({
      nat: MAPPED + forward("", "10.2.0.6", address("192.0.2.10", "8080")),
      rules: rule(on("pass", "wan", "tcp"), { to: address("10.2.0.6", "80") }),
    }),
    {
      "wan>opt1 tcp 198.51.100.7 > 192.0.2.10:8080": "permit",
      "wan>opt1 tcp 198.51.100.7 > 192.0.2.10:80": "deny",
    },
  ],
  [
    "33: to the host of one to one",
    pfsense({ nat: MAPPED + forward("", "10.2.0.6", address("192.0.2.10", "8080")), rules: TO_SERVER }),
    {
      "wan>opt1 tcp 198.51.100.7 > 192.0.2.10:8080": "deny",
      "wan>opt1 tcp 198.51.100.7 > 192.0.2.10:80": "permit",
    },
  ],
  [
    "5.1: ports beside a forwarded one reach the firewall as its rules say",
    pfsense({ ...server(""), rules: rule(on("pass", "wan", "tcp"), { to: network("wanip", "22") }) }),
    {
      "wan>self tcp 198.51.100.7 > 192.0.2.1:22": "permit",
      "wan>self tcp 198.51.100.7 > 192.0.2.1:443": "deny",
    },
  ],
  [
    "5.1: the forwarded one does not surely reach it",
    pfsense({ ...server(""), rules: rule(on("pass", "wan", "tcp"), { to: network("wanip") }) }),
    {
      "wan>self tcp 198.51.100.7 > 192.0.2.1:8080": "unknown",
      "wan>self tcp 198.51.100.7 > 192.0.2.1:8081": "permit",
    },
  ],
  [
    "5.1: what is forwarded to the firewall itself looks like packets that somebody sent there",
    pfsense({ nat: forward("", "10.1.0.1") }),
    { "wan>self tcp 198.51.100.7 > 10.1.0.1:80": "unknown", "wan>self tcp 198.51.100.7 > 10.1.0.1:8080": "deny" },
  ],
  [
    "5.3: behind a translation source ports are 1024 and more",
    pfsense({ rules: outOf("53") }),
    { [fromPort(53)]: "permit", [fromPort(2000)]: "permit" },
  ],
  ["5.3: which of these is not known", pfsense({ rules: outOf("2000") }), { [fromPort(53)]: "unknown" }],
  [
    "5.3: a static port stays",
    pfsense({ rules: outOf("53"), nat: outbound("advanced", `${PLANT}<staticnatport></staticnatport>`) }),
    { [fromPort(53)]: "deny", [fromPort(2000)]: "permit" },
  ],
  [
    "5.3: a written port is what all get",
    pfsense({ rules: outOf("53"), nat: outbound("advanced", `${PLANT}<natport>50:60</natport>`) }),
    { [fromPort(53)]: "unknown", [fromPort(2000)]: "unknown" },
  ],
  [
    "5.3: one that nobody can read may be any",
    pfsense({ rules: outOf("53"), nat: outbound("advanced", `${PLANT}<natport>zzz</natport>`) }),
    { [fromPort(2000)]: "unknown" },
  ],
  [
    "5.3: IKE keeps its port",
    pfsense({ rules: outOf("500") }),
    { "lan>wan udp 10.1.0.5:500 > 198.51.100.7:500": "deny", "lan>wan udp 10.1.0.5:500 > 198.51.100.7:501": "permit" },
  ],
  [
    "B6.8: the permission that a forward brings along comes after a written block",
    opnsense({ ...server("<pass>rule</pass>"), rules: rule(on("block", "wan")) }),
    { [DIALLED]: "deny" },
  ],
  ["B6.8: alone it permits", opnsense(server("<pass>rule</pass>")), { [DIALLED]: "permit" }],
  [
    "B6.18: reflection is off where the element says something",
    reflecting("<disablenatreflection>yes</disablenatreflection>"),
    { [FROM_LAN]: "deny" },
  ],
  [
    "B6.18: an empty element leaves it on: how far it reaches depends on the release",
    reflecting("<disablenatreflection></disablenatreflection>"),
    { [FROM_LAN]: "unknown" },
  ],
  [
    "reflection of a forward that skips the filter skips it for hosts inside as well, though a rule blocks them",
    pfsense({ nat: forward(`${PURE}${SKIPS}`), rules: rule(on("block", "lan")) }),
    { [FROM_LAN]: "unknown" },
  ],
  [
    "the same in OPNsense",
    opnsense({ nat: forward(`${PURE}${SKIPS}`), rules: rule(on("block", "lan")) }),
    { [FROM_LAN]: "unknown" },
  ],
  [
    "without it only where the forward is",
    pfsense({ nat: forward(SKIPS), rules: rule(on("block", "lan")) }),
    { [FROM_LAN]: "deny", [DIALLED]: "permit" },
  ],
  ...[pfsense, opnsense].flatMap((write): Row[] => [
    [
      `11: ${write.name}: what a forward translated that skips the filter passes whatever rules say, what was sent to its target does not`,
      write({ nat: forward(SKIPS), rules: rule(on("block", "wan")) }),
      { [DIALLED]: "permit", [SENT]: "deny" },
    ],
    [
      `11: ${write.name}: one before it translates first, and its packets meet the filter`,
      write({ nat: forward("") + forward(SKIPS), rules: rule(on("block", "wan")) }),
      { [DIALLED]: "deny" },
    ],
  ]),
  [
    "in pfSense it holds on every group of interfaces, and so on interfaces in one that have a gateway",
    pfsense({ nat: forward(`${PURE}${SKIPS}`), rules: rule(on("block", "lan")) })
      .replace("<lan>", "<lan><gateway>INNER</gateway>")
      .replace(
        "</pfsense>",
        "<ifgroups><ifgroupentry><ifname>Plant</ifname><members>lan opt1</members></ifgroupentry></ifgroups></pfsense>",
      ),
    { [FROM_LAN]: "unknown" },
  ],
  [
    "B6.18: which in pfSense switches it off",
    pfsense({ nat: forward(), rules: rule(on("pass", "lan", "tcp"), { to: address("10.2.0.5", "80") }) }).replace(
      "<disablenatreflection>yes</disablenatreflection>",
      "<disablenatreflection></disablenatreflection>",
    ),
    { [FROM_LAN]: "deny" },
  ],
];

describe("traps of translation", () => {
  it.each(TRAPS)("%s", (_, text, answers) => {
    const ask = createSetTracer(parseText(text).device);
    const answer = (line: string) => {
      const [way = "", ...sent] = line.split(" ");
      const [ingress = "", egress = ""] = way.split(">");
      return ask({ ...packet(sent.join(" ")), icmpCode: 0, tail: false }, ingress, egress);
    };
    expect(Object.fromEntries(Object.keys(answers).map((line) => [line, answer(line)]))).toEqual(answers);
  });
});
