/** Lines of an ASA that were spoilt: translations, service policies, statements of authentication. */
import { describe, expect, it } from "vitest";
import { pairVerdicts } from "../../analyse/text-plants.js";

const asa = (lines: string, list: string) => `ASA Version 9.16(4)
hostname fw
interface GigabitEthernet1/1
 nameif inside
 security-level 100
 ip address 10.1.1.1 255.255.255.0
interface GigabitEthernet1/2
 nameif outside
 security-level 0
 ip address 10.2.2.1 255.255.255.0
${lines}access-list D extended ${list}
access-group D in interface outside
: end
`;

const verdict = async (lines: string, list = "permit ip any any") =>
  (await pairVerdicts([asa(lines, list)], ["far 10.2.2.0/24", "cell 10.1.1.0/24"]))[0]?.split(" ").at(-1);

const HOST = "object network S\n host 10.1.1.10\n";
/** Whoever has the same address for all outside is not reached by its own one: replies would be translated. */
const HIDDEN =
  "object network N\n subnet 10.1.1.0 255.255.255.0\nnat (inside,outside) after-auto source dynamic N interface\n";

describe("a translation of an ASA", () => {
  it.each([
    ["is a way to the host", " nat (inside,outside) static 10.2.2.200\n", "violated"],
    ["may be one where it was spoilt", " nxt (inside,outside) static 10.2.2.200\n", "unproved"],
    ["may be one where nothing of it is left", " zzz-unknown 1\n", "unproved"],
    ["may be one where its interface is not in the file", " nat (inside,outsidx) static 10.2.2.200\n", "unproved"],
    ["is none without a line", "", "proved"],
  ])("%s", async (_, line, expected) => {
    expect(await verdict(`${HOST}${line}${HIDDEN}`)).toBe(expected);
  });

  it("may hide a host where it was spoilt", async () => {
    expect(
      await verdict("object network N\n subnet 10.1.1.0 255.255.255.0\n nxt (inside,outside) dynamic interface\n"),
    ).toBe("unproved");
  });
});

const BYPASS = `class-map C
 match any
policy-map P
 class C
  set connection advanced-options tcp-state-bypass
service-policy P global
`;

describe("a policy of an ASA that lets TCP pass without a session", () => {
  it.each([
    ["may let packets in", BYPASS, "unproved"],
    ["lets none in where none applies it", BYPASS.replace("service-policy P global\n", ""), "proved"],
    ["may where its name was spoilt", BYPASS.replace("policy-map P", "policy-map Q"), "unproved"],
    ["may where it is applied in other words", BYPASS.replace("P global", "P glxbal"), "unproved"],
    [
      "may where the name that is applied was cut",
      BYPASS.replace("service-policy P global", "service-policy P"),
      "unproved",
    ],
    ["may where its action was spoilt", BYPASS.replace("tcp-state-bypass", "tcp-stxte-bypass"), "unproved"],
    ["may where its action was cut", BYPASS.replace(" advanced-options tcp-state-bypass", ""), "unproved"],
    ["may where it stands below another statement", BYPASS.replace("policy-map P", " policy-map P"), "unproved"],
    ["lets none in that looks at limits", BYPASS.replace("advanced-options tcp-state-bypass", "conn-max 9"), "proved"],
    ["lets none in that names a map of TCP", `tcp-map M\n${BYPASS.replace("tcp-state-bypass", "M")}`, "proved"],
  ])("%s", async (_, lines, expected) => {
    expect(await verdict(lines, "deny ip any any")).toBe(expected);
  });
});

describe("statements of authentication of an ASA", () => {
  it.each([
    ["aaa authentication ssh console LOCAL", "proved"],
    ["aaa authentication match A inside LOCAL", "unproved"],
    ["aaa authenticatixn match A inside LOCAL", "unproved"],
    ["aaa authentication mxtch A inside LOCAL", "unproved"],
    ["aaa", "unproved"],
  ])("may let users in past a list: %s", async (line, expected) => {
    expect(await verdict(`${line}\n`, "deny ip any any")).toBe(expected);
  });
});
