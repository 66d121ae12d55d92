/** Static routes whose next hop lies behind another one: they leave where that leads, as far as it is certain (reference/cisco.md 2.7). */
import { describe, expect, it } from "vitest";
import { pairVerdicts } from "./text-plants.js";

/** Lets nothing out to the plant; the far network is behind 192.0.2.1. */
const core = (...routes: readonly string[]) => `version 15.2
hostname core
ip access-list extended SHUT
 deny ip any any
interface GigabitEthernet0/1
 ip address 10.20.10.1 255.255.255.0
interface GigabitEthernet0/2
 ip address 10.20.20.1 255.255.255.0
 ip access-group SHUT out
interface GigabitEthernet0/3
 ip address 10.20.30.1 255.255.255.0
ip route 10.99.0.0 255.255.0.0 192.0.2.1
${routes.join("\n")}
end
`;

const ZONES = ["cell 10.20.10.0/24", "far 10.99.0.0/16", "office 10.20.30.0/24"];
const SHUT = "10.20.20.2";
const OPEN = "10.20.30.2";

describe("a route whose next hop is behind another route", () => {
  it.each([
    ["a host route", [`ip route 192.0.2.1 255.255.255.255 ${SHUT}`], "proved"],
    [
      "the longer of two",
      [`ip route 192.0.2.0 255.255.255.0 ${OPEN}`, `ip route 192.0.2.1 255.255.255.255 ${SHUT}`],
      "proved",
    ],
    [
      "two in a row",
      ["ip route 192.0.2.0 255.255.255.0 198.51.100.1", `ip route 198.51.100.0 255.255.255.0 ${SHUT}`],
      "proved",
    ],
    ["one over an interface", ["ip route 192.0.2.0 255.255.255.0 GigabitEthernet0/2"], "proved"],
    ["one that nothing shuts", [`ip route 192.0.2.0 255.255.255.0 ${OPEN}`], "violated"],
    [
      "two that are as good",
      [`ip route 192.0.2.0 255.255.255.0 ${SHUT}`, `ip route 192.0.2.0 255.255.255.0 ${OPEN}`],
      "unproved",
    ],
    [
      "one that floats",
      [`ip route 192.0.2.0 255.255.255.0 ${SHUT}`, `ip route 192.0.2.0 255.255.255.0 ${OPEN} 250`],
      "unproved",
    ],
    ["one under a condition", [`ip route 192.0.2.0 255.255.255.0 ${SHUT} track 1`], "unproved"],
    ["itself", ["ip route 192.0.2.0 255.255.255.0 192.0.2.1"], "unproved"],
    [
      "one that leads back",
      ["ip route 192.0.2.0 255.255.255.0 198.51.100.1", "ip route 198.51.100.0 255.255.255.0 192.0.2.9"],
      "unproved",
    ],
    ["a default route", [`ip route 0.0.0.0 0.0.0.0 ${SHUT}`], "unproved"],
    ["one that is dropped", ["ip route 192.0.2.0 255.255.255.0 Null0"], "unproved"],
    ["none", [], "unproved"],
  ])("leads where %s does", async (_, routes, expected) => {
    const [verdict] = await pairVerdicts([core(...routes)], ZONES);
    expect(verdict).toBe(`cell > far ${expected}`);
  });
});
