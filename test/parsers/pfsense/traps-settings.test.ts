/** Traps of settings beside the rules, and of words of rules that few use: input text → packets permitted. */
import { describe, expect, it } from "vitest";
import { on, opnsense, pfsense, rule } from "./configuration.js";
import { expectVerdicts, type Trap } from "./trap-table.js";
import { parseText } from "./walk.js";

const LAN_CELL = "lan>opt1 tcp 10.1.0.5 > 10.2.0.9:502";
const flags = (set: string, outOf: string) => `<tcpflags1>${set}</tcpflags1><tcpflags2>${outOf}</tcpflags2>`;
const CELL_LAN = "opt1>lan tcp 10.2.0.9 > 10.1.0.5:443";

const TRAPS: readonly Trap<string>[] = [
  ...[
    "<tcpestablishedtimeout>3600</tcpestablishedtimeout><udpfirsttimeout>30</udpfirsttimeout>",
    "<icmperrortimeout>5</icmperrortimeout><othermultipletimeout>30</othermultipletimeout>",
    "<disablenegate>yes</disablenegate>",
    "<checkaliasesurlcert></checkaliasesurlcert>",
    "<enablenatreflectionhelper>yes</enablenatreflectionhelper>",
    "<global-v6duid>00:01</global-v6duid>",
  ].map((system) => ({
    trap: `${system} leaves the rules as they are`,
    given: pfsense({ system, rules: rule(on("pass", "lan")) }),
    permits: [LAN_CELL],
    denies: [CELL_LAN],
  })),
  ...[pfsense, opnsense].map((write) => ({
    trap: "2.3: a block of SYN without ECE lets SYN with ECE through",
    given: write({
      rules: rule(`${on("block", "lan", "tcp")}${flags("syn", "syn,ece")}`) + rule(on("pass", "lan", "tcp")),
    }),
    unknown: [LAN_CELL],
    denies: [CELL_LAN],
  })),
  {
    trap: "2.3: a pass rule that asks for CWR passes no packet without it",
    given: pfsense({ rules: rule(`${on("pass", "lan", "tcp")}${flags("syn,cwr", "syn,cwr")}`) }),
    unknown: [LAN_CELL],
    denies: [CELL_LAN],
  },
  {
    trap: "2.3: any flags are any, whatever stands beside",
    given: pfsense({
      rules: rule(`${on("pass", "lan", "tcp")}<tcpflags_any></tcpflags_any>${flags("syn,cwr", "syn,cwr")}`),
    }),
    permits: [LAN_CELL],
  },
];

describe("settings beside the rules", () => {
  it.each(TRAPS)("$trap", ({ given, ...of }) => expectVerdicts(given, of));

  it("leave the whole firewall open where a proxy of TFTP passes what no rule names", () => {
    const { device, codes } = parseText(pfsense({ system: "<tftpinterface>lan</tftpinterface>" }));
    expect(codes).toEqual([]);
    expect(device.doubts.filter(({ reason }) => reason.includes("TFTP")).map(({ scope }) => scope)).toEqual(["device"]);
  });
});
