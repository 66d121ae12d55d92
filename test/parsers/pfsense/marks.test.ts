/** Marks (`tag`, `tagged`): who has one is told by the walk of the rules in. */
import { describe, expect, it } from "vitest";
import { address, modern, on, opnsense, pfsense, rule } from "./configuration.js";
import { expectVerdicts, type Trap } from "./trap-table.js";
import { parseText } from "./walk.js";

const PLANT = "lan>wan tcp 10.1.0.5 > 198.51.100.7:443";
const OTHER = "lan>wan tcp 10.1.0.6 > 198.51.100.7:443";
const CELL = "opt1>wan tcp 10.2.0.9 > 198.51.100.7:443";
const INSIDE = "lan>opt1 tcp 10.1.0.5 > 10.2.0.9:502";
const from = { from: address("10.1.0.5") };
const MARK = rule(`${on("pass", "lan")}<tag>PLANT</tag>`, from);
const PASS = rule(on("pass", "lan")) + rule(on("pass", "opt1"));
const floating = (type: string, fields: string, ends = {}) =>
  rule(`<floating>yes</floating><type>${type}</type><ipprotocol>inet</ipprotocol>${fields}`, ends);
const STOP = floating(
  "block",
  "<quick></quick><interface>wan</interface><direction>out</direction><tagged>PLANT</tagged>",
);

const TRAPS: readonly Trap<string>[] = [
  {
    trap: "what a rule marked is stopped where it leaves",
    given: STOP + MARK + PASS,
    denies: [PLANT],
    permits: [OTHER, CELL, INSIDE],
  },
  { trap: "a mark that nobody sets stops nothing", given: STOP + PASS, permits: [PLANT, OTHER, CELL] },
  {
    trap: "a rule that is quick and stands before keeps the mark away",
    given: STOP + PASS + MARK,
    permits: [PLANT, OTHER],
  },
  {
    trap: "another mark is not asked for",
    given: STOP + MARK.replace("PLANT", "SITE") + PASS,
    permits: [PLANT, OTHER],
  },
  {
    trap: "a rule that is switched off marks nothing",
    given: STOP + MARK.replace("<tag>", "<disabled></disabled><tag>") + PASS,
    permits: [PLANT],
  },
  {
    trap: "a rule of type match marks, and others decide",
    given: floating("match", "<interface>lan</interface><direction>in</direction><tag>PLANT</tag>", from) + STOP + PASS,
    denies: [PLANT],
    permits: [OTHER, CELL],
  },
  {
    trap: "without quick a mark that is set stays",
    given: floating("pass", "<interface>lan</interface><direction>in</direction><tag>PLANT</tag>", from) + STOP + PASS,
    denies: [PLANT],
    permits: [OTHER],
  },
  {
    trap: "who has no mark is stopped by a rule that asks for that",
    given: STOP.replace("<tagged>", "<nottagged></nottagged><tagged>") + MARK + PASS,
    denies: [OTHER, CELL],
    permits: [PLANT, INSIDE],
  },
  {
    trap: "a rule that asks for no mark and may not be there may stop who has none",
    given:
      STOP.replace("<tagged>", "<os>Linux</os><nottagged></nottagged><tagged>") +
      MARK.replace("10.1.0.5", "10.1.0.9") +
      PASS,
    unknown: [OTHER, CELL],
  },
  {
    trap: "a quick pass rule out that stands before lets it through",
    given:
      floating("pass", "<quick></quick><interface>wan</interface><direction>out</direction>", {
        to: address("198.51.100.7"),
      }) +
      STOP +
      MARK +
      PASS,
    permits: [PLANT, OTHER],
    denies: ["lan>wan tcp 10.1.0.5 > 198.51.100.8:443"],
  },
  {
    trap: "the rule that asks matches by its ends as well",
    given:
      floating(
        "block",
        "<quick></quick><interface>wan</interface><direction>out</direction><tagged>PLANT</tagged><protocol>tcp</protocol><tcpflags_any></tcpflags_any>",
        {
          to: "<any></any><port>443</port>",
        },
      ) +
      MARK +
      PASS,
    denies: [PLANT],
    permits: ["lan>wan tcp 10.1.0.5 > 198.51.100.7:80", OTHER],
  },
  {
    trap: "a mark that another takes the place of leaves it open",
    given:
      floating("pass", "<interface>lan</interface><direction>in</direction><tag>PLANT</tag>", from) +
      STOP +
      rule(`${on("pass", "lan")}<tag>SITE</tag>`),
    unknown: [PLANT],
  },
  {
    trap: "what comes in has no mark that only a quick rule sets",
    given:
      rule(`${on("pass", "lan")}<tagged>PLANT</tagged>`) +
      rule(`${on("pass", "opt1")}<tagged>PLANT</tagged><nottagged></nottagged>`),
    denies: [PLANT, OTHER],
    permits: [CELL],
  },
  {
    trap: "a rule that asks for the mark it sets does not give it to the first",
    given: STOP + MARK.replace("<tag>", "<tagged>PLANT</tagged><tag>") + PASS,
    permits: [PLANT, OTHER],
  },
  {
    trap: "a rule of type match that asks for the mark it sets does not give it to the first",
    given:
      floating(
        "match",
        "<interface>lan</interface><direction>in</direction><tagged>PLANT</tagged><tag>PLANT</tag>",
        from,
      ) +
      STOP +
      PASS,
    permits: [PLANT, OTHER],
  },
  {
    trap: "a quick rule that asks for a mark that nobody has keeps no mark away",
    given: STOP + rule(`${on("pass", "lan")}<tagged>PLANT</tagged>`) + MARK + PASS,
    denies: [PLANT],
    permits: [OTHER],
  },
  {
    trap: "a quick rule that may ask for a mark may keep another away",
    given:
      floating("pass", "<interface>lan</interface><direction>in</direction><tag>SITE</tag>") +
      STOP +
      rule(`${on("pass", "lan")}<tagged>SITE</tagged>`) +
      MARK,
    unknown: [PLANT],
  },
  {
    trap: "what comes in may have a mark that a rule before it sets without quick",
    given:
      floating("match", "<interface>lan</interface><direction>in</direction><tag>PLANT</tag>", from) +
      rule(`${on("pass", "lan")}<tagged>PLANT</tagged>`),
    unknown: [PLANT],
  },
];

describe("marks of pfSense", () => {
  it.each(TRAPS)("$trap", ({ given, ...of }) => {
    expectVerdicts(pfsense({ rules: given }), of);
  });
});

describe("many rules that ask for marks", () => {
  const asking = (count: number) => Array.from({ length: count }, (_, index) => STOP.replace("PLANT", `M${index}`));
  const size = (count: number) => {
    const { device } = parseText(pfsense({ rules: asking(count).join("") + MARK.repeat(200) + PASS }));
    return device.tables.reduce((sum, { rules }) => sum + rules.length, 0);
  };

  it("do not list the others once more each", () => {
    expect(size(400) - size(200)).toBeLessThan(1000);
  });

  it("are open beyond the first, and the first are as sure as alone", () => {
    const many = asking(100).join("") + MARK.replace("PLANT", "M99") + rule(on("pass", "lan"));
    expectVerdicts(pfsense({ rules: many }), { unknown: [PLANT] });
    expectVerdicts(pfsense({ rules: many.replace("<tag>M99", "<tag>M3") }), { denies: [PLANT] });
  });
});

describe("marks of packets in the middle of a session", () => {
  const MIDDLE = "lan>wan ack 10.1.0.5 > 198.51.100.7:443";
  const IN = "<interface>lan</interface><direction>in</direction>";
  const TAG = "<tag>PLANT</tag>";
  const stateless = rule(`${on("pass", "lan", "tcp")}<tcpflags_any>1</tcpflags_any>`);
  const stop = STOP.replace("<quick></quick>", "<quick>1</quick>");
  const without = stop.replace("<tagged>", "<nottagged>1</nottagged><tagged>");
  const asksTcp = (protocol: string) => stop.replace("<tagged>", `<protocol>${protocol}</protocol><tagged>`);

  const MIDDLES: readonly Trap<string>[] = [
    {
      trap: "a rule that keeps state gives them none",
      given: floating("pass", IN + TAG) + stop + stateless,
      permits: [MIDDLE],
      denies: [PLANT],
    },
    {
      trap: "a quick rule that keeps state keeps none away",
      given: `${stop}${rule(on("pass", "lan"))}${stateless.replace("<type>", `${TAG}<type>`)}`,
      permits: [PLANT],
      denies: [MIDDLE],
    },
    {
      trap: "a block rule gives them one",
      given: floating("block", IN + TAG) + without + stateless,
      permits: [MIDDLE, PLANT],
    },
    {
      trap: "a rule that asks out for another protocol does not meet them",
      given: asksTcp("udp") + stateless.replace("<type>", `${TAG}<type>`),
      permits: [MIDDLE, PLANT],
    },
    {
      trap: "a rule that asks out for other ends does not meet them",
      given:
        stop.replace(/<destination>.*<\/destination>/, "<destination><address>198.51.100.8</address></destination>") +
        stateless.replace("<type>", `${TAG}<type>`),
      permits: [MIDDLE, PLANT],
    },
    {
      trap: "who has no mark is not stopped",
      given: stop + stateless,
      permits: [MIDDLE, PLANT],
    },
    {
      trap: "a quick rule out that keeps state does not let them by",
      given:
        floating("pass", "<quick>1</quick><interface>wan</interface><direction>out</direction>") +
        stop +
        stateless.replace("<type>", `${TAG}<type>`),
      permits: [PLANT],
      denies: [MIDDLE],
    },
  ];
  it.each(MIDDLES)("$trap", ({ given, ...of }) => {
    expectVerdicts(opnsense({ rules: given }), of);
  });
});

describe("marks of OPNsense", () => {
  it("are those of the new rules as well", () => {
    const pass = { action: "pass", quick: 1, interface: "lan", direction: "in", ipprotocol: "inet", protocol: "any" };
    const stop = {
      action: "block",
      quick: 1,
      interface: "wan",
      direction: "out",
      ipprotocol: "inet",
      protocol: "any",
      tagged: "PLANT",
    };
    const rules =
      modern({ ...pass, sequence: 1, source_net: "10.1.0.5", tag: "PLANT" }) +
      modern({ ...pass, sequence: 2 }) +
      modern({ ...stop, sequence: 3 });
    expectVerdicts(opnsense({ modern: rules }), { denies: [PLANT], permits: [OTHER, INSIDE] });
  });

  it("of translations leave open who has a mark, and nothing where nobody asks", () => {
    const forward = (fields: string) =>
      `<rule><interface>wan</interface><protocol>tcp</protocol><source><any>1</any></source><destination><network>wanip</network><port>502</port></destination><target>10.1.0.5</target><local-port>502</local-port>${fields}</rule>`;
    const into = "wan>lan tcp 203.0.113.9 > 10.1.0.5:502";
    const block = `<rule><type>block</type><floating>yes</floating><quick>1</quick><interface>lan</interface><direction>out</direction><ipprotocol>inet</ipprotocol><source><any>1</any></source><destination><any>1</any></destination><tagged>PLANT</tagged></rule>`;
    const pass = rule(on("pass", "wan"));
    expectVerdicts(opnsense({ nat: forward("<tag>PLANT</tag>"), rules: pass }), { permits: [into] });
    expectVerdicts(opnsense({ nat: forward("<tag>PLANT</tag>"), rules: block + pass }), { unknown: [into] });
    expectVerdicts(opnsense({ nat: forward("<tagged>PLANT</tagged>"), rules: pass }), { permits: [into] });
  });
});
