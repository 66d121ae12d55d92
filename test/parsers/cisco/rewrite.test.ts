/** Lines to enter that are written for a change, and what is written for none. */
import { describe, expect, it } from "vitest";
import { rewriteCisco } from "../../../parsers/cisco/rewrite.js";

const AT = { file: "core-1.cfg", column: 2, endLine: 2, endColumn: 3 };

/** Logs the second line. */
function logged(platform: string, ...lines: readonly string[]) {
  const file = { path: "core-1.cfg", text: `${lines.join("\n")}\n`, encoding: "utf-8", sha256: "" } as const;
  return rewriteCisco(file, platform, { kind: "log-rule", at: { ...AT, line: 2 } });
}

describe("an entry that is logged", () => {
  it("takes its own place on IOS", () => {
    const list = ["ip access-list extended A", " 10 permit tcp any any eq 22", " 20 deny ip any any"];
    expect(logged("ios", ...list)).toEqual({
      where: "configuration mode",
      lines: ["ip access-list extended A", " no 10", " 10 permit tcp any any eq 22 log"],
      text: "ip access-list extended A\n 10 permit tcp any any eq 22 log\n 20 deny ip any any\n",
    });
  });

  it("is committed on IOS-XR", () => {
    const list = ["ipv4 access-list A", " 10 permit tcp any any eq ssh", " 20 deny ipv4 any any"];
    expect(logged("iosxr", ...list)?.lines).toEqual([
      "ipv4 access-list A",
      " no 10",
      " 10 permit tcp any any eq ssh log",
      "commit",
    ]);
  });

  it.each([
    [
      "alone in its list, which would be empty in between",
      "ios",
      ["ip access-list extended A", " 10 permit tcp any any eq 22"],
    ],
    ["without a number", "ios", ["ip access-list extended A", " permit tcp any any eq 22", " deny ip any any"]],
    [
      "of an ASA",
      "asa",
      ["access-list A extended deny ip any host 10.1.0.1", "access-list A extended permit tcp any any eq 22"],
    ],
  ])("is not written anew: %s", (_, platform, lines) => {
    expect(logged(platform, ...lines)).toBeUndefined();
  });
});
