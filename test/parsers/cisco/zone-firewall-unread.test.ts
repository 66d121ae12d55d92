/** The zone-based firewall of IOS where lines of it are spoilt or stand too deep. */
import { describe, expect, it } from "vitest";
import { ask } from "./site.js";

const [IN, OUT] = [0, 1].map((number) => `GigabitEthernet0/${number}`);
const ZONES = ["zone security IN", "zone security OUT"];
const PAIR = ["zone-pair security IN-OUT source IN destination OUT", " service-policy type inspect P"];
const DEFAULT_PAIR = [PAIR[0]?.replace("source IN", "source default") ?? "", PAIR[1] ?? ""];
const CLASS = ["class-map type inspect match-all C", " match protocol http", " match access-group name L"];
const POLICY = ["policy-map type inspect P", " class type inspect C", "  inspect", " class class-default", "  drop"];

/** What becomes of a session that the class does not hold, and of one that it holds. */
function answers(lines: readonly string[]): string[] {
  const text = `version 16.9
hostname r1
ip access-list extended L
 permit ip host 10.20.10.5 any
interface GigabitEthernet0/0
 ip address 10.20.10.1 255.255.255.0
 zone-member security IN
interface GigabitEthernet0/1
 ip address 10.20.30.1 255.255.255.0
 zone-member security OUT
${lines.join("\n")}
end
`;
  return ["10.20.10.6", "10.20.10.5"].map((source) => ask(text, `tcp ${source} > 10.20.30.9:80`, IN, OUT));
}

/** The lines, one of them deeper than it stands. */
function deeper(lines: readonly string[], text: string): string[] {
  return lines.map((line) => (line === text ? `  ${line}` : line));
}

describe("the zone-based firewall", () => {
  it("holds what all conditions of a class hold", () => {
    expect(answers([...ZONES, ...PAIR, ...CLASS, ...POLICY])).toEqual(["deny", "permit"]);
  });

  it("does not know a class of which a condition stands below another one", () => {
    const spoilt = deeper(CLASS, " match access-group name L");
    expect(answers([...ZONES, ...PAIR, ...spoilt, ...POLICY])).toEqual(["unknown", "unknown"]);
  });

  it("does not know what a class does of which an action stands below another one", () => {
    const spoilt = ["policy-map type inspect P", " class type inspect C", "  inspect", "   drop"];
    expect(answers([...ZONES, ...PAIR, ...CLASS, ...spoilt])[1]).toBe("unknown");
  });

  it("does not know a policy of which a class stands below its description", () => {
    const spoilt = ["policy-map type inspect P", " description cell", "  class class-default", "   pass"];
    expect(answers([...ZONES, ...PAIR, ...spoilt])).toEqual(["unknown", "unknown"]);
  });

  it("does not know what a pair lets pass whose policy has something below it", () => {
    expect(answers([...ZONES, ...PAIR, "  no service-policy type inspect P", ...CLASS, ...POLICY])[1]).toBe("unknown");
  });

  it.each(["source IN destination OUTT", "source INN destination OUT"])(
    "a pair of a zone that there is not may be one of those that there are: %s",
    (zones) => {
      const spoilt = [PAIR[0]?.replace("source IN destination OUT", zones) ?? "", PAIR[1] ?? ""];
      expect(answers([...ZONES, ...spoilt, ...CLASS, ...POLICY])).toEqual(["unknown", "unknown"]);
    },
  );

  it.each([
    ["a pair below a policy", [...ZONES, ...CLASS, ...POLICY, ...deeper(PAIR, PAIR[0] ?? "")]],
    ["a policy below a class", [...ZONES, ...PAIR, ...CLASS, ...deeper(POLICY, POLICY[0] ?? "")]],
    ["a class below another one of its policy", [...ZONES, ...PAIR, ...CLASS, ...withFirst(" class type inspect C")]],
    ["a zone that is no zone of inspection", [...ZONES, "zone secxrity default", ...PAIR, ...CLASS, ...POLICY]],
    ["a pair of the default zone without it", [...ZONES, ...DEFAULT_PAIR, ...CLASS, ...POLICY]],
  ])("does not know what passes where a line was spoilt or stands too deep: %s", (_, lines) => {
    expect(answers(lines)[1]).toBe("unknown");
  });
});

/** The policy with another class in front of it, which holds nothing. */
function withFirst(text: string): string[] {
  const [name = "", ...rest] = POLICY;
  return [
    name,
    " class type inspect N",
    "  drop",
    ...deeper(rest, text),
    "class-map type inspect N",
    " match access-group name NONE",
    "ip access-list extended NONE",
    " deny ip any any",
  ];
}
