/** What the engine's sets say of rules of pf that are told apart by flags and by ports alone. */
import { describe, expect, it } from "vitest";
import { createSetTracer } from "../../../src/analyse/trace-sets.js";
import { TCP_FLAGS } from "../../../src/model/packet.js";
import { readIPv4 } from "../../../src/packets/address.js";
import { pfsense } from "./configuration.js";
import { parseText } from "./walk.js";

function ask(text: string, to: { readonly dst: string; readonly egress: string; readonly flags: number }): string {
  const packet = {
    family: 4 as const,
    src: readIPv4("10.1.0.5") ?? 0,
    dst: readIPv4(to.dst) ?? 0,
    protocol: 6,
    srcPort: 50_000,
    dstPort: 502,
    icmpType: 0,
    icmpCode: 0,
    flags: to.flags,
    tail: false,
  };
  return createSetTracer(parseText(text).device)(packet, "lan", to.egress);
}

const floating = (words: string, direction = "in"): string =>
  `<rule>${words}<floating>yes</floating><direction>${direction}</direction><ipprotocol>inet</ipprotocol><source><any></any></source><destination><any></any></destination></rule>`;
const ANY_FLAGS = "<type>pass</type><protocol>tcp</protocol><tcpflags_any></tcpflags_any>";
const BLOCK = "<type>block</type><quick></quick>";

describe("a quick match rule between a permit and a block, in the middle of a session", () => {
  const between = (match: string) => pfsense({ rules: floating(ANY_FLAGS, "any") + floating(match) + floating(BLOCK) });
  const middle = { dst: "10.2.0.9", egress: "opt1", flags: TCP_FLAGS.ack };

  it("may end the search with the permit (D2)", () => {
    expect(ask(between("<type>match</type><quick></quick>"), middle)).toBe("unknown");
  });

  it("is not met where it is of TCP: S/SA is written there, too (2.3)", () => {
    expect(ask(between("<type>match</type><quick></quick><protocol>tcp</protocol>"), middle)).toBe("deny");
  });
});

it("what leaves OPNsense by no rule passes, in the middle of a session as well (B3)", () => {
  const text = pfsense({ rules: floating(ANY_FLAGS) }).replaceAll(/(<\/?)pfsense>/g, "$1opnsense>");
  expect(ask(text, { dst: "10.2.0.9", egress: "opt1", flags: TCP_FLAGS.ack })).toBe("permit");
});

it.each([
  ["tcp/udp", "unknown"],
  ["tcp", "deny"],
  ["udp", "deny"],
])("flags beside %s: an opening packet is %s", (protocol, answer) => {
  const flags = "<tcpflags1>ack</tcpflags1><tcpflags2>syn,ack</tcpflags2>";
  const rules = floating(`<type>pass</type><protocol>${protocol}</protocol>${flags}`);
  const text = pfsense({ rules }).replaceAll(/(<\/?)pfsense>/g, "$1opnsense>");
  expect(ask(text, { dst: "10.2.0.9", egress: "opt1", flags: TCP_FLAGS.syn })).toBe(answer);
});

it("what leaves translated has no source port 0, which pfSense blocks", () => {
  const text = pfsense({ rules: floating("<type>pass</type>") });
  expect(ask(text, { dst: "198.51.100.7", egress: "wan", flags: TCP_FLAGS.syn })).toBe("permit");
});

it.each(["pfsense", "opnsense"])(
  "a block of what opens sessions leaves nothing to a pass of %s that keeps state",
  (root) => {
    const flags = "<tcpflags1>syn</tcpflags1><tcpflags2>syn,ack</tcpflags2>";
    const rules =
      floating(`<type>block</type><quick>1</quick><protocol>tcp</protocol>${flags}`) +
      floating("<type>pass</type><quick>1</quick><protocol>tcp</protocol>");
    const text = pfsense({ rules }).replaceAll(/(<\/?)pfsense>/g, `$1${root}>`);
    const answers = [0, TCP_FLAGS.syn, TCP_FLAGS.syn | TCP_FLAGS.fin].map((sent) =>
      ask(text, { dst: "10.2.0.9", egress: "opt1", flags: sent }),
    );
    expect(answers).toEqual(["deny", "deny", "deny"]);
  },
);

it.each(["pfsense", "opnsense"])(
  "a block of what opens sessions leaves to a pass of %s what opens nothing, where that one looks at no flags",
  (root) => {
    const flags = "<tcpflags1>syn</tcpflags1><tcpflags2>syn,ack</tcpflags2>";
    const rules =
      floating(`<type>block</type><quick>1</quick><protocol>tcp</protocol>${flags}`) +
      floating("<type>pass</type><quick>1</quick><protocol>tcp</protocol><tcpflags_any>1</tcpflags_any>");
    const text = pfsense({ rules }).replaceAll(/(<\/?)pfsense>/g, `$1${root}>`);
    const answers = [0, TCP_FLAGS.fin, TCP_FLAGS.syn].map((sent) =>
      ask(text, { dst: "10.2.0.9", egress: "opt1", flags: sent }),
    );
    expect(answers).toEqual(["permit", "permit", "deny"]);
  },
);

describe.each([
  ["pfsense", "<disablescrub></disablescrub>"],
  ["opnsense", "<scrub_interface_disable>1</scrub_interface_disable>"],
])("on %s a block of the plain packet that opens a session", (root, off) => {
  const flags = "<tcpflags1>syn</tcpflags1><tcpflags2>syn,ack,fin,rst</tcpflags2>";
  const onLan = (words: string) =>
    `<rule>${words}<interface>lan</interface><ipprotocol>inet</ipprotocol><protocol>tcp</protocol><source><any></any></source><destination><any></any></destination></rule>`;
  const rules = onLan(`<type>block</type>${flags}`) + onLan("<type>pass</type>");
  const answers = (system: string) => {
    const text = pfsense({ rules, system }).replaceAll(/(<\/?)pfsense>/g, `$1${root}>`);
    return [TCP_FLAGS.syn, TCP_FLAGS.syn | TCP_FLAGS.fin].map((sent) =>
      ask(text, { dst: "10.2.0.9", egress: "opt1", flags: sent }),
    );
  };

  it("keeps out those with FIN as well, which cleaning drops or makes plain", () =>
    expect(answers("")).toEqual(["deny", "deny"]));

  it("leaves these where nothing is cleaned", () => expect(answers(off)).toEqual(["deny", "permit"]));
});
