/** What a report says is taken for granted of files that do not show that they are whole. */
import { describe, expect, it } from "vitest";
import { assumptionsOf } from "../../src/run/assumptions.js";
import { parse } from "../parsers/cisco/site.js";

const BODY = `interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.0.0
line vty 0 4
 transport input ssh
`;
const whole = (name: string) => `version 15.2\nhostname ${name}\n${BODY}end\n`;
const announced = (name: string, bytes: number) =>
  `Building configuration...\n\nCurrent configuration : ${bytes} bytes\n!\n${whole(name)}`;

function assumed(...texts: readonly string[]): string[] {
  const sentences = assumptionsOf({ devices: texts.map((text) => parse(text).device) });
  const usual = assumptionsOf({ devices: [] });
  return sentences.filter((sentence) => !usual.includes(sentence));
}

describe("what is assumed of files that do not show that they are whole", () => {
  it("nothing of those that have head and end, and hold as much as they say", () => {
    const text = announced("core-1", 140);
    expect(text.length - text.indexOf("Current")).toBeGreaterThan(140);
    expect(assumed(whole("core-1"), text)).toEqual([]);
  });

  it("names those without an end, and those without a head and an end", () => {
    expect(
      assumed(`hostname core-1\n${BODY}`, whole("core-2"), "interface Vlan10\n ip address 10.1.0.1 255.255.0.0\n"),
    ).toEqual(["files that lack what exports begin or end with are whole: those of core-1, core-1"]);
  });

  it("counts the rest of many", () => {
    const names = ["a", "b", "c", "d", "e", "f", "g"];
    expect(assumed(...names.map((name) => `hostname ${name}\n`))).toEqual([
      "files that lack what exports begin or end with are whole: those of a, b, c, d, e and 2 more",
    ]);
  });

  it("names those that hold much less than they say", () => {
    expect(assumed(announced("core-1", 2000))).toEqual([
      "files that hold less than they say lack nothing that decides: those of core-1",
    ]);
  });

  it("says nothing of what a doubt says", () => {
    const { device, codes } = parse(`Current configuration : 2000 bytes\nversion 15.2\nhostname core-1\n`);
    expect([device.wholeness, codes]).toEqual([undefined, ["cisco/truncated"]]);
  });

  it("holds for ASA as well", () => {
    expect(parse("ASA Version 9.12(3)\nhostname fw-1\n").device.wholeness).toBe("no-bounds");
    expect(parse("ASA Version 9.12(3)\nhostname fw-1\n: end\n").device.wholeness).toBeUndefined();
  });
});
