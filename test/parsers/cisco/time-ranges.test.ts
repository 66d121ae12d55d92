/** Time ranges at a given time (reference/cisco.md trap 70): text and time in, answer out. */
import { describe, expect, it } from "vitest";
import { readWallClock } from "../../../src/source/wall-clock.js";
import { fromOutside } from "./asa-site.js";
import { entries } from "./nxos-site.js";
import { askBoth, extended, parse } from "./site.js";

const WEB = "tcp 10.1.0.5 > 10.2.0.9:502";
const ROUTER = ["GigabitEthernet0/0", "GigabitEthernet0/1"] as const;
const NEXUS = ["Ethernet1/1", "Ethernet1/2"] as const;
const range = (...lines: readonly string[]) => ["time-range WORK", ...lines.map((line) => ` ${line}`)].join("\n");

function at(text: string): { asOfMinutes: number } {
  const [date = "", time = ""] = text.split(" ");
  return { asOfMinutes: readWallClock(date, time) as number };
}

/** What a list does whose entries stand before the time range. */
function atTime(list: readonly string[], ranges: string, asOf: string) {
  return askBoth(extended(...list).replace("\nend\n", `\n${ranges}\nend\n`), WEB, ...ROUTER, at(asOf));
}

const hours = range("periodic weekdays 6:00 to 18:00");
const across = range("periodic monday 7:59 to friday 17:01");
const weekend = range("periodic friday 20:00 to monday 6:00");
const visit = range("absolute start 06:00 02 May 2026 end 18:00 03 May 2026");
const both = range(
  "absolute start 00:00 01 May 2026 end 23:59 31 May 2026",
  "periodic saturday sunday 8:00 to 12:00",
  "periodic monday 8:00 to 12:00",
);

/** 2026-05-02 is a Saturday. */
const WINDOWS: readonly (readonly [what: string, ranges: string, asOf: string, answer: string])[] = [
  ["inside its hours", hours, "2026-05-04 12:00", "permit"],
  ["in the minute in which it begins: the entry may not be there yet", hours, "2026-05-04 06:00", "unknown"],
  ["before them", hours, "2026-05-04 05:59", "deny"],
  ["on another day", hours, "2026-05-02 12:00", "deny"],
  ["in the minute in which it ends", hours, "2026-05-04 18:00", "unknown"],
  ["while it is taken away", hours, "2026-05-04 18:02", "unknown"],
  ["after it", hours, "2026-05-04 18:03", "deny"],
  ["from a day to another, between them", across, "2026-05-06 02:00", "permit"],
  ["from a day to another, behind them", across, "2026-05-08 17:05", "deny"],
  ["over the end of the week, outside", weekend, "2026-05-06 12:00", "deny"],
  ["over the end of the week, inside: where it begins is not told", weekend, "2026-05-02 12:00", "unknown"],
  ["over midnight of one day: not told", range("periodic daily 22:00 to 6:00"), "2026-05-06 12:00", "unknown"],
  ["once", visit, "2026-05-02 20:00", "permit"],
  ["once, before", visit, "2026-05-02 05:00", "deny"],
  ["once, and over", visit, "2026-05-09 20:00", "deny"],
  ["without an end", range("absolute start 06:00 02 May 2026"), "2030-01-01 00:00", "permit"],
  ["without a start", range("absolute end 06:00 02 May 2026"), "2026-05-01 00:00", "permit"],
  ["recurring within a month, one of two lines", both, "2026-05-11 09:00", "permit"],
  ["recurring within a month, one of two days", both, "2026-05-10 09:00", "permit"],
  ["recurring within a month, at no such time", both, "2026-05-11 13:00", "deny"],
  ["recurring in another month", both, "2026-06-06 09:00", "deny"],
  ["with no lines", range(), "2026-05-04 12:00", "unknown"],
  [
    "with a line that is not understood beside one that is",
    `${hours}\n perixdic sunday 1:00 to 2:00`,
    "2026-05-02 12:00",
    "unknown",
  ],
  ["with two of what there is one of", `${visit}\n absolute end 06:00 02 June 2026`, "2026-05-09 20:00", "unknown"],
  ["with a day that no month has", range("absolute end 06:00 31 June 2026"), "2026-05-01 00:00", "unknown"],
  [
    "with an end before its start",
    range("absolute start 06:00 2 May 2026 end 06:00 1 May 2026"),
    "2026-05-01 12:00",
    "unknown",
  ],
  ["with words behind", range("periodic weekdays 6:00 to 18:00 utc"), "2026-05-02 12:00", "unknown"],
  ["that is not in the file", "time-range OTHER\n periodic daily 6:00 to 18:00", "2026-05-04 02:00", "unknown"],
  ["that is taken back", `${hours}\nno time-range WORK`, "2026-05-02 12:00", "unknown"],
  [
    "of which another part has words behind its name",
    `${hours}\ntime-range WORK x\n periodic saturday 6:00 to 18:00`,
    "2026-05-02 12:00",
    "unknown",
  ],
  [
    "of which another part stands below it",
    `${hours}\n time-range WORK\n  periodic saturday 6:00 to 18:00`,
    "2026-05-02 12:00",
    "unknown",
  ],
  ["of which a line lost its blanks", `${hours}\nperiodic saturday 6:00 to 18:00`, "2026-05-02 12:00", "unknown"],
  ["in two parts", `${hours}\n${range("periodic saturday 6:00 to 18:00")}`, "2026-05-02 12:00", "permit"],
];

describe("Cisco time ranges as of a time", () => {
  it.each(WINDOWS)("%s", (_, ranges, asOf, answer) => {
    expect(atTime(["permit tcp any any eq 502 time-range WORK"], ranges, asOf)).toBe(answer);
  });

  it("a deny outside its time is not there", () => {
    const list = ["deny tcp any any eq 502 time-range WORK", "permit ip any any"];
    expect(atTime(list, hours, "2026-05-02 12:00")).toBe("permit");
    expect(atTime(list, hours, "2026-05-04 12:00")).toBe("deny");
  });

  it("trap 70: without a time an entry is decided both ways", () => {
    const text = extended("permit tcp any any eq 502 time-range WORK").replace("\nend\n", `\n${hours}\nend\n`);
    expect(askBoth(text, WEB, ...ROUTER)).toBe("unknown");
  });

  it("an entry tells its time range, as that of a firewall tells its schedule", () => {
    const text = extended("permit tcp any any eq 502 time-range WORK", "permit tcp any any eq 80");
    const rules = parse(text).device.tables.find(({ name }) => name === "A")?.rules ?? [];
    expect(rules.map(({ facts }) => facts?.schedule)).toEqual(["WORK", undefined]);
  });

  it.each([
    ["2026-05-04 12:00", "permit"],
    ["2026-05-02 12:00", "deny"],
  ])("of an ASA, at %s", (asOf, answer) => {
    const text = fromOutside("permit tcp any host 10.1.0.5 eq 502 time-range WORK").replace(
      "access-group",
      `${hours}\naccess-group`,
    );
    const packet = "tcp 192.0.2.9 > 10.1.0.5:502";
    expect(askBoth(text, packet, "outside", "inside", at(asOf))).toBe(answer);
  });

  it.each([
    ["2026-05-04 12:00", "permit"],
    ["2026-05-02 12:00", "deny"],
  ])("of a Nexus, with numbers, remarks and seconds, at %s", (asOf, answer) => {
    const ranges = "time-range WORK\n  10 remark shifts\n  20 periodic weekdays 6:00:00 to 18:00:00";
    const text = `${entries("10 permit tcp any any eq 502 time-range WORK")}${ranges}\n`;
    expect(askBoth(text, WEB, ...NEXUS, at(asOf))).toBe(answer);
  });

  it.each([
    ["2026-05-04 12:00", "deny"],
    ["2026-05-02 12:00", "permit"],
  ])("of a list that a VLAN map drops by, at %s", (asOf, answer) => {
    const lists = `ip access-list extended A
 permit ip any any
ip access-list extended SHUT
 permit tcp any any eq 502 time-range WORK
${hours}
vlan access-map M 10
 match ip address SHUT
 action drop
vlan access-map M 20
 action forward
vlan filter M vlan-list 10
vlan 10,20
interface Vlan10
 ip address 10.1.0.1 255.255.0.0
interface Vlan20
 ip address 10.2.0.1 255.255.0.0
`;
    const text = `version 15.2\nhostname r1\n${lists}end\n`;
    expect(askBoth(text, WEB, "Vlan10", "Vlan20", at(asOf))).toBe(answer);
  });

  it.each([
    ["2026-05-04 12:00", "permit"],
    ["2026-05-02 12:00", "deny"],
  ])("of a list that a class of a zone pair matches by, at %s", (asOf, answer) => {
    const text = `version 15.2
hostname r1
zone security in
zone security out
ip access-list extended SHIFT
 permit tcp any any eq 502 time-range WORK
${hours}
class-map type inspect match-all C
 match access-group name SHIFT
policy-map type inspect P
 class type inspect C
  inspect
 class class-default
  drop
zone-pair security Z source in destination out
 service-policy type inspect P
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.0.0
 zone-member security in
interface GigabitEthernet0/1
 ip address 10.2.0.1 255.255.0.0
 zone-member security out
end
`;
    expect(askBoth(text, WEB, ...ROUTER, at(asOf))).toBe(answer);
  });
});
