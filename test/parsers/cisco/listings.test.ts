/** Captures of sessions: what other commands print is no configuration, and hides none (reference/cisco.md 1.1). */
import { describe, expect, it } from "vitest";
import { askBoth, extended, parse } from "./site.js";

const CONFIGURATION = extended("permit tcp any any eq 502").replace(" ipv6 traffic-filter A in\n", "");
const [IN, OUT] = ["GigabitEthernet0/0", "GigabitEthernet0/1"] as const;
const VERSION = `r1#show version
Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E3, RELEASE SOFTWARE (fc3)
Technical Support: http://www.cisco.com/techsupport

third-party authority to import, export, distribute or use encryption.
r1 uptime is 2 weeks, 1 day
System image file is "flash:c2960x-universalk9-mz.152-7.E3.bin"
cisco WS-C2960X-24TS-L (APM86XXX) processor (revision M0) with 524288K bytes of memory.
Configuration register is 0xF
`;
const CLOCK = "r1#show clock\n*08:00:00.123 UTC Mon Nov 2 2026\n";

const passes = (text: string) => {
  const packets = ["tcp 10.1.0.5 > 10.2.0.9:502", "tcp 10.1.0.5 > 10.2.0.9:80"];
  return packets.map((packet) => askBoth(text, packet, IN, OUT));
};

describe("what other commands print", () => {
  it.each([
    ["before it", `${VERSION}r1#show running-config\n${CONFIGURATION}`],
    ["behind it", `r1#sh run\n${CONFIGURATION}\n${CLOCK}r1#`],
    [
      "on both sides",
      `${CLOCK}${VERSION}r1#show run\n${CONFIGURATION}\n${CLOCK}r1#sh ver\nCisco IOS Software\nr1#exit\n`,
    ],
    [
      "typed in the mode of statements",
      `r1(config-if)#do sh clock\n*08:00:00.123 UTC\nr1(config)#do sh run\n${CONFIGURATION}`,
    ],
  ])("is no configuration: %s", (_, text) => {
    const { device, codes, account } = parse(text);
    expect(codes).toEqual([]);
    expect(device.doubts).toEqual([]);
    expect(account.unclaimed()).toEqual([]);
    expect(passes(text)).toEqual(["permit", "deny"]);
  });

  it.each([
    ["the prompt is missing", `${CLOCK}${CONFIGURATION}`],
    ["another command was typed there", `${CLOCK}r1#show run\n${CONFIGURATION}`],
  ])("hides no configuration where %s", (_, text) => {
    expect(parse(text).device.interfaces.map(({ id }) => id)).toEqual([IN, OUT]);
    expect(parse(text).device.tables.map(({ rules }) => rules.length)).toEqual([1]);
  });

  it("leaves statements open that stand in it", () => {
    const text = `${CONFIGURATION}r1#show clock\nip access-list extended A\n permit ip any any\n`;
    expect(passes(text)).toEqual(["unknown", "unknown"]);
  });

  it("is read where the command is one for a configuration", () => {
    const text = `${CONFIGURATION}r1#show startup-config\nip access-list extended A\n permit ip any any\n`;
    expect(passes(text)).toEqual(["unknown", "unknown"]);
  });
});

describe("the prompt of an ASA", () => {
  const firewall = (prompt: string, what = "") =>
    parse(`${prompt} show running-config${what}\n: Saved\nASA Version 9.14(2)\nhostname fw\n: end\n${prompt} exit\n`);

  it.each(["fw/ctx#", "fw/pri/act#", "fw/ctx/pri/act(config)#"])("may name the context and the unit: %s", (prompt) => {
    expect(firewall(prompt).device.doubts).toEqual([]);
    expect(firewall(prompt, " access-list").codes).toEqual(["cisco/truncated"]);
  });
});

it.each(["r1(config)#do show run | section interface", 'r1# show running-config | awk "/ip/"'])(
  "what %s shows is a part of the configuration",
  (command) => expect(parse(`${command}\n${CONFIGURATION}`).codes).toContain("cisco/truncated"),
);

it.each(["wr", "write memory", "copy running-config startup-config", "exit"])(
  "%s behind the end saves or leaves",
  (word) => {
    const text = `${CONFIGURATION.trimEnd()}\n${word}\n`;
    expect(parse(text).codes).not.toContain("cisco/second-configuration");
    expect(passes(text)).toEqual(["permit", "deny"]);
  },
);
