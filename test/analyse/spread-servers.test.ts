/** Virtual IPs that lead to one of several servers: none of these surely gets a session, and a report says so. */
import { expect, it } from "vitest";
import { policy, row, site, table } from "../parsers/fortigate/site.js";
import { pairVerdicts, reasonsOfPair } from "./text-plants.js";

const ZONES = ["lan 10.1.1.0/24", "dmz 10.2.0.0/24"];

function published(mapped: string): string {
  const virtual = row(
    "v",
    "set type load-balance",
    "set extip 192.0.2.50",
    'set extintf "any"',
    `set mappedip "${mapped}"`,
  );
  return site([policy(1, { dstaddr: '"v"' })], table("firewall vip", virtual));
}

it("a pair is left open by which of several servers gets a session, and by nothing else", async () => {
  const several = published("10.2.0.10-10.2.0.20");
  expect(await pairVerdicts([several], ZONES)).toContain("lan > dmz unproved");
  expect(await reasonsOfPair([several], ZONES, ["lan", "dmz"])).toEqual([
    "packets from lan may cross 1 from lan to dmz to one of several servers or ports: which one gets them is in no file",
  ]);
});

it("one server surely gets them", async () => {
  expect(await pairVerdicts([published("10.2.0.10")], ZONES)).toContain("lan > dmz violated");
  expect(await reasonsOfPair([published("10.2.0.10")], ZONES, ["lan", "dmz"])).toEqual([]);
});
