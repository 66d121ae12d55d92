/** What a device sends to an address that it translates itself where packets come in from there. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { findEntrances, followPacket } from "../../src/analyse/oracle/follow.js";
import { createWalker } from "../../src/analyse/oracle/walk.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import type { Device } from "../../src/model/device.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import type { Zone } from "../../src/zones/map.js";
import { parse, readPacket } from "../parsers/cisco/site.js";
import { address, any, network, on, pfsense, rule } from "../parsers/pfsense/configuration.js";
import { parseText } from "../parsers/pfsense/walk.js";
import { flow, plan, zone } from "./device-builder.js";

const OFFICE = zone("office 10.1.0.0/24", "enterprise");
const CELL = zone("cell-a 10.2.0.0/24");
const LINK = zone("link 203.0.113.0/24", "dmz");
const NET = zone("net", "internet");

/** Hosts of the office may send to `permitted`; 10.2.0.9 is published by `global`. */
function router(permitted: string, global: string, more = ""): Device {
  return parse(`version 15.2
hostname r1
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.255.0
 ip nat inside
 ip access-group IN in
interface GigabitEthernet0/1
 ip address 10.2.0.1 255.255.255.0
 ip nat inside
interface GigabitEthernet0/2
 ip address 203.0.113.1 255.255.255.0
 ip nat outside
${more}ip nat inside source static 10.2.0.9 ${global}
ip access-list extended IN
 permit tcp any ${permitted} eq 502
ip route 0.0.0.0 0.0.0.0 203.0.113.254
end
`).device;
}

function pairOf(device: Device, zones: readonly Zone[], to: string, declared: readonly string[] = []) {
  const plant = resolvePlant(
    [device],
    plan(
      [...zones],
      declared.map((one) => flow(one)),
    ),
    [],
  );
  const { pairs } = buildFacts(plant, analysePlant(plant));
  const found = pairs.find((pair) => pair.from.id === "office" && pair.to.id === to);
  if (found === undefined) throw new Error("no such pair");
  return found;
}

const ON_LINK = "203.0.113.9";
const ROUTED = "198.51.100.9";

describe("a hairpin", () => {
  it.each([
    ["the published address is nobody else's on the link, or the router's", ON_LINK, ON_LINK, LINK, "unproved"],
    ["another one is a host's", ON_LINK, "203.0.113.8", LINK, "violated"],
    ["so it is in the internet", ROUTED, ROUTED, NET, "unproved"],
    ["another one is a host's there", ROUTED, "198.51.100.8", NET, "violated"],
  ])("%s: from %s", (_, published, sent, beyond, verdict) => {
    const found = pairOf(router(`host ${sent}`, published), [OFFICE, CELL, beyond], beyond.id);
    expect(found.verdict, JSON.stringify(found.reasons)).toBe(verdict);
  });

  it.each([
    [
      "by a router that was not given what is routed to there comes back, and is translated",
      ROUTED,
      ROUTED,
      "unproved",
    ],
    ["what is sent elsewhere does not", ROUTED, "198.51.100.8", "proved"],
    ["what lies on the link does not: only the outside translates", ON_LINK, ON_LINK, "proved"],
  ])("%s", (_, published, sent, verdict) => {
    for (const beyond of [LINK, NET]) {
      const found = pairOf(router(`host ${sent}`, published), [OFFICE, CELL, beyond], "cell-a");
      expect(found.verdict, JSON.stringify(found.reasons)).toBe(verdict);
    }
  });

  it("what comes back meets the filter of where it comes in", () => {
    const more =
      " ip access-group OUT in\nip access-list extended OUT\n deny ip any host 198.51.100.9\n permit ip any any\n";
    expect(pairOf(router(`host ${ROUTED}`, ROUTED, more), [OFFICE, CELL, NET], "cell-a").verdict).toBe("proved");
  });

  it.each([
    ["the published address", `tcp 10.1.0.5 > ${ON_LINK}:502`, "unknown"],
    ["another one", "tcp 10.1.0.5 > 203.0.113.8:502", "permit"],
  ])("one packet to %s", (_, text, verdict) => {
    const device = router("any", ON_LINK);
    const walk = createWalker(device);
    const packet = readPacket(text);
    const journey = followPacket([device], packet, findEntrances([device], packet), {
      walk: (_of, ...rest) => walk(...rest),
      forwarded: (_of, ...rest) => walk.forwarded(...rest),
    });
    expect(journey.verdict).toBe(verdict);
  });

  it.each([LINK, NET])("a flow to a whole zone is not about the published address ($id)", (beyond) => {
    const own = router("any", ON_LINK);
    const stateful = { ...own, forwarding: own.forwarding.map((one) => ({ ...one, stateful: true })) };
    const { flows } = pairOf(stateful, [OFFICE, CELL, beyond], beyond.id, [`office > ${beyond.id} tcp/502`]);
    expect(flows.map(({ state }) => state)).toEqual(["open"]);
  });
});

describe("what is caught on its way, to all addresses but some", () => {
  /** Names that hosts of LAN ask anybody but the firewall for, it tells itself. */
  const caught = (destination: string): Device =>
    parseText(
      pfsense({
        ipv6: false,
        nat: `<rule><interface>lan</interface><protocol>tcp/udp</protocol><source>${any}</source><destination>${destination}</destination><target>10.1.0.1</target><local-port>53</local-port></rule>`,
        rules: rule(on("pass", "opt1", "tcp"), { to: address("10.1.0.0/24", "443") }),
      }),
    ).device;
  const verdictOf = (destination: string) => {
    const plant = resolvePlant([caught(destination)], plan([OFFICE, CELL]), []);
    const { pairs } = buildFacts(plant, analysePlant(plant));
    return pairs.find(({ from, to }) => from.id === "cell-a" && to.id === "office")?.verdict;
  };

  it("is no address of the device that catches it", () => {
    expect(verdictOf(`${any}<port>53</port>`)).toBe("violated");
    expect(verdictOf(`${network("lanip", "53")}<not></not>`)).toBe("violated");
    expect(verdictOf(address("10.1.0.0/24", "53"))).toBe("unproved");
  });
});
