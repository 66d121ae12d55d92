/** Answers to flows whose ways are too many to be followed one by one: what stops them is not seen, and nothing says that they get back. */
import { describe, expect, it } from "vitest";
import { flowStates } from "./text-plants.js";

const ZONES = ["panels 10.1.0.0/24", "drives 10.4.0.0/24"];

/**
 * Firewalls at the panels, routers behind them, and others at the drives; each leads over all of the next row.
 * @param back of the routers at the drives, for what comes from these.
 */
function rows(wide: number, back: string): string[] {
  const numbers = Array.from({ length: wide }, (_, index) => index + 1);
  const over = (network: string, first: number, to: string) =>
    numbers.map((one) => `${to} ${network}${first + one}`).join("\n");
  const firewalls = numbers.map(
    (one) => `ASA Version 9.16(4)
hostname fw-${one}
interface GigabitEthernet0/0
 nameif panels
 security-level 100
 ip address 10.1.0.${10 + one} 255.255.255.0
interface GigabitEthernet0/1
 nameif routers
 security-level 0
 ip address 10.2.0.${100 + one} 255.255.255.0
access-list IN extended permit tcp any4 any4 eq 502
access-group IN in interface panels
${over("10.2.0.", 10, "route routers 10.4.0.0 255.255.255.0")}
: end
`,
  );
  const routers = [2, 3].flatMap((row) =>
    numbers.map(
      (one) => `version 15.2
hostname r-${row}-${one}
interface GigabitEthernet0/0
 ip address 10.${row}.0.${10 + one} 255.255.255.0
interface GigabitEthernet0/1
 ip address 10.${row + 1}.0.${100 + one} 255.255.255.0
${row === 3 ? ` ${back}` : "!"}
${row === 2 ? over("10.3.0.", 10, "ip route 10.4.0.0 255.255.255.0") : "!"}
${over(`10.${row}.0.`, 100, "ip route 10.1.0.0 255.255.255.0")}
ip access-list extended SHUT
 deny ip any any
end
`,
    ),
  );
  return [...firewalls, ...routers];
}

describe("a flow through firewalls and routers that lead several ways", () => {
  it.each([
    ["is open by one way of which everything lets the answers back", 1, "!", "open"],
    ["is blocked where the ways are followed and a router that keeps no state stops the answers", 3, "SHUT", "blocked"],
    ["is not open where they are too many", 5, "SHUT", "unknown"],
    ["is not open where another firewall may get the answers", 5, "!", "unknown"],
  ])("%s", async (_, wide, list, state) => {
    const back = list === "!" ? list : `ip access-group ${list} in`;
    expect(await flowStates(rows(wide, back), ZONES, "panels > drives tcp/502")).toEqual([state]);
  });
});
