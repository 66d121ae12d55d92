/** Answers of ICMP through an ASA: without an inspection they need a rule of their own (reference/cisco.md 8). */
import { describe, expect, it } from "vitest";
import { answerPair, type PairAnswer, rulesOf } from "../../../src/analyse/pairs.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { flow, plan, zone } from "../../analyse/device-builder.js";
import { asa } from "./asa-site.js";
import { parse } from "./site.js";

const ECHO = `access-list IN extended permit icmp any any echo
access-list IN extended permit tcp any any eq 443
access-group IN in interface inside`;
const REPLY = `access-list DMZ extended permit icmp any any echo-reply
access-group DMZ in interface dmz`;
const END = "Cryptochecksum:0123456789abcdef0123456789abcdef\n: end";

/** A policy with a class of that name and these statements in it. */
function policy(statements: readonly string[], where = "global", name = "inspection_default"): string {
  return `class-map inspection_default
 match default-inspection-traffic
policy-map global_policy
 class ${name}
  inspect ftp
${statements.map((one) => `  ${one}\n`).join("")}service-policy global_policy ${where}`;
}

const [WITHOUT, WITH] = [policy(["inspect icmp error"]), policy(["inspect icmp", "inspect icmp error"])];

function between(from: string, to: string, service: string, texts: readonly string[], family: 4 | 6 = 4): PairAnswer {
  const zones =
    family === 4
      ? [zone("cell 10.1.5.0/24"), zone("scada 10.2.5.0/24")]
      : [zone("cell 2001:db8:1::/64"), zone("scada 2001:db8:2::/64")];
  const dmz = " ip address 10.2.0.1 255.255.0.0";
  const text = asa(texts.join("\n")).replace(dmz, `${dmz}\n ipv6 address 2001:db8:2::1/64`);
  const { device } = parse(text, "fw-1.cfg");
  const plant = resolvePlant([device], plan(zones, [flow(`cell > scada ${service}`)]), []);
  return answerPair(plant, rulesOf(plant), { from, to, family });
}

function stateOf(service: string, ...texts: readonly string[]): string | undefined {
  return between("cell", "scada", service, texts).flows[0]?.state;
}

describe("a declared echo through an ASA", () => {
  it("is open where ICMP is inspected, for all interfaces", () => {
    expect(stateOf("icmp/8", ECHO, WITH, END)).toBe("open");
    expect(stateOf("icmp/8", ECHO, policy(["inspect icmp"], "global", "class-default"), END)).toBe("open");
  });

  it.each([
    ["only errors are inspected", WITHOUT],
    ["nothing is inspected", ""],
    ["the inspection is taken back", policy(["inspect icmp", "no inspect icmp"])],
    ["the policy is taken back", `${policy(["inspect icmp"])}\nno service-policy global_policy global`],
    [
      "the class is taken out of the policy",
      `${policy(["inspect icmp"])}\npolicy-map global_policy\n no class inspection_default`,
    ],
    ["the policy map is taken away", `${policy(["inspect icmp"])}\nno policy-map global_policy`],
  ])("is blocked on its way back where %s and no rule lets answers in", (_, inspection) => {
    expect(stateOf("icmp/8", ECHO, inspection, END)).toBe("blocked");
  });

  it("is open where a rule lets its answers in", () => {
    expect(stateOf("icmp/8", ECHO, REPLY, WITHOUT, END)).toBe("open");
  });

  it.each([
    ["the end of the export is not there", [WITHOUT]],
    ["the policy is one of a single interface", [policy(["inspect icmp"], "interface dmz"), END]],
    ["a class of some packets inspects", [policy(["inspect icmp"], "global", "PINGS"), END]],
    [
      "the class of default traffic holds other packets",
      [policy(["inspect icmp"]).replace(" match default-inspection-traffic", " match access-list PINGS"), END],
    ],
  ])("is left open where %s", (_, texts) => {
    expect(stateOf("icmp/8", ECHO, ...texts)).toBe("unknown");
    expect(stateOf("icmp/8", ECHO, REPLY, ...texts)).toBe("open");
  });

  it("is left open where addresses are translated: answers find their way by what the device remembers", () => {
    const nat = (to: string) =>
      `object network CELL\n subnet 10.1.5.0 255.255.255.0\n nat (inside,${to}) dynamic interface`;
    expect(stateOf("icmp/8", ECHO, nat("dmz"), WITHOUT, END)).toBe("unknown");
    expect(stateOf("icmp/8", ECHO, nat("outside"), WITHOUT, END)).toBe("blocked"); // another way than theirs
  });

  it("is open where a policy that was taken back is bound again", () => {
    const again = `${WITH}\nno service-policy global_policy global\nservice-policy global_policy global`;
    expect(stateOf("icmp/8", ECHO, again, END)).toBe("open");
  });

  it.each([
    ["open", policy(["inspect icmp"], "global", "class-default")],
    ["unknown", WITH],
    ["blocked", WITHOUT],
  ])("of IPv6 is %s where it is inspected with all, with default traffic, not at all", (state, inspection) => {
    const texts = [ECHO.replace("any any echo", "any any").replace("icmp", "icmp6"), inspection, END];
    expect(between("cell", "scada", "icmp6/128", texts, 6).flows[0]?.state).toBe(state);
  });

  it("sessions of other protocols are kept", () => {
    expect(stateOf("tcp/443", ECHO, WITHOUT, END)).toBe("open");
    expect(stateOf("tcp/444", ECHO, WITHOUT, END)).toBe("blocked");
  });
});

describe("the rule for answers of a declared echo", () => {
  const excess = (...texts: readonly string[]) => {
    const { space, may, declared } = between("scada", "cell", "icmp/8", texts);
    return !space.diagram.isWithin(may, declared);
  };

  it("lets through nothing else where no session is kept, and more than is needed where one is", () => {
    expect(excess(ECHO, REPLY, WITHOUT, END)).toBe(false);
    expect(excess(ECHO, REPLY, WITH, END)).toBe(true);
    expect(excess(ECHO, REPLY, WITHOUT)).toBe(true);
  });

  it("is not to let in requests as well", () => {
    expect(excess(ECHO, REPLY.replace(" echo-reply", ""), WITHOUT, END)).toBe(true);
  });
});
