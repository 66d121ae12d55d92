/** Traps of settings beside the rules, and of words of rules that few use: input text → packets permitted. */
import { describe, expect, it } from "vitest";
import { on, pfsense, rule } from "./configuration.js";
import { expectVerdicts, type Trap } from "./trap-table.js";
import { parseText } from "./walk.js";

const LAN_CELL = "lan>opt1 tcp 10.1.0.5 > 10.2.0.9:502";
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
];

describe("settings beside the rules", () => {
  it.each(TRAPS)("$trap", ({ given, ...of }) => expectVerdicts(given, of));

  it("leave the whole firewall open where a proxy of TFTP passes what no rule names", () => {
    const { device, codes } = parseText(pfsense({ system: "<tftpinterface>lan</tftpinterface>" }));
    expect(codes).toEqual([]);
    expect(device.doubts.filter(({ reason }) => reason.includes("TFTP")).map(({ scope }) => scope)).toEqual(["device"]);
  });
});
