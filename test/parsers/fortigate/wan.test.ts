/** SD-WAN: the routes by its zones, what its rules and health checks leave of them. */
import { describe, expect, it } from "vitest";
import { formatIPv4 } from "../../../src/packets/address.js";
import { pairVerdicts } from "../../analyse/text-plants.js";
import { policy, row, site, table } from "./site.js";
import { parse } from "./walk.js";

const ZONES = table("zone", row("over"), row("under"));
const WAN = row(1, 'set interface "wan"', "set gateway 192.0.2.254", "set gateway6 2001:db8::9");
const DMZ = row(2, 'set interface "dmz"', "set gateway 10.2.0.254");
const sdwan = (...parts: string[]) => `config system sdwan\nset status enable\n${ZONES}${parts.join("")}end\n`;
const members = (...rows: string[]) => table("members", ...rows);
const rule = (...lines: string[]) => table("service", row(1, 'set dst "all"', ...lines));
const BOTH = members(WAN, DMZ);
const EVERYWHERE = row(1, "set distance 1", 'set sdwan-zone "virtual-wan-link"');
const routes = (...rows: string[]) => table("router static", ...rows);

/** Each as `EGRESS NEXT-HOP`, with `?` where it may not be there; `open` where they are not complete. */
function told(before: string): string[] {
  const { device } = parse(site([policy(1)], before));
  const found = device.routes.map(({ egress, nextHop, doubt, distance }) => {
    const hop = typeof nextHop === "number" ? formatIPv4(nextHop) : "-";
    return `${egress} ${hop} ${distance}${doubt === undefined ? "" : " ?"}`;
  });
  return device.routers[0]?.dynamicRouting === undefined ? found : [...found, "open"];
}

const PER_MEMBER = ["wan 192.0.2.254 1", "dmz 10.2.0.254 1"];
const OVER = members(row(1, 'set interface "wan"', 'set zone "over"', "set gateway 192.0.2.254"), DMZ);

describe("static routes by SD-WAN", () => {
  it.each([
    ["a zone is all of its members", sdwan(BOTH) + routes(EVERYWHERE), PER_MEMBER],
    ["other zones are not in it", sdwan(OVER) + routes(row(1, 'set sdwan-zone "over"')), ["wan 192.0.2.254 10"]],
    [
      "several zones",
      sdwan(OVER) + routes(row(1, "set distance 1", 'set sdwan-zone "over" "virtual-wan-link"')),
      PER_MEMBER,
    ],
    ["all of it", sdwan(BOTH) + routes(row(1, "set distance 1", "set sdwan enable")), PER_MEMBER],
    [
      "all of it, as it was called before",
      `config system virtual-wan-link\nset status enable\n${BOTH}end\n${routes(row(1, "set distance 1", "set virtual-wan-link enable"))}`,
      PER_MEMBER,
    ],
    [
      "a member that is switched off has none",
      sdwan(members(WAN, row(2, 'set interface "dmz"', "set status disable"))) + routes(EVERYWHERE),
      ["wan 192.0.2.254 1"],
    ],
    ["a zone without members", sdwan(BOTH) + routes(row(1, 'set sdwan-zone "over"')), ["open"]],
    ["a zone that is not there", sdwan(BOTH) + routes(row(1, 'set sdwan-zone "gone"')), ["open"]],
    ["SD-WAN is switched off", sdwan(BOTH).replace("enable", "disable") + routes(EVERYWHERE), ["open"]],
    [
      "a gateway of a member cannot be read",
      sdwan(members(row(1, 'set interface "wan"', "set gateway somewhere"))) + routes(EVERYWHERE),
      ["open"],
    ],
    [
      "without a gateway of IPv6 it may not be a way of it",
      `${sdwan(BOTH)}config router static6\n${EVERYWHERE}end\n`,
      ["wan - 1", "dmz - 1 ?"],
    ],
    [
      "a gateway by DHCP",
      sdwan(members(row(1, 'set interface "ppp"'))) +
        table("system interface", row("ppp", 'set vdom "root"', "set mode dhcp")) +
        routes(EVERYWHERE),
      ["ppp - 1 ?"],
    ],
    [
      "keys that are printed without a value name nothing",
      routes(
        row(
          1,
          'set device "wan"',
          "set gateway 192.0.2.254",
          "set src 0.0.0.0 0.0.0.0",
          "set dstaddr ''",
          "set sdwan-zone ''",
          "set vrf 0",
        ),
        row(2, "set dst 10.9.0.0/16", 'set device "wan"', "set gateway 192.0.2.254", "set vrf unspecified"),
      ),
      ["wan 192.0.2.254 10", "wan 192.0.2.254 10"],
    ],
  ])("%s", (_, before, expected) => {
    expect(told(before)).toEqual(expected);
  });

  it.each([
    ["all members, which the route names too", BOTH, rule("set priority-members 2 1"), PER_MEMBER],
    ["one of them", BOTH, rule("set priority-members 2"), PER_MEMBER],
    ["a zone of these", BOTH, rule('set priority-zone "virtual-wan-link"'), PER_MEMBER],
    ["a member of another zone", OVER, rule("set priority-members 1"), ["dmz 10.2.0.254 1", "open"]],
    [
      "a member that is not there, perhaps that one",
      OVER,
      rule("set priority-members 7"),
      ["dmz 10.2.0.254 1", "open"],
    ],
    [
      "a member of another zone, switched off",
      OVER,
      rule("set priority-members 1", "set status disable"),
      ["dmz 10.2.0.254 1"],
    ],
    ["no routes asked", BOTH, rule("set priority-members 1", "set default enable"), [...PER_MEMBER, "open"]],
  ])("rules: %s", (_, own, service, expected) => {
    expect(told(sdwan(own, service) + routes(EVERYWHERE))).toEqual(expected);
  });

  it("a rule may send what is for the network of a member by another one", () => {
    const text = site([policy(1)], sdwan(BOTH, rule("set priority-members 1")) + routes(EVERYWHERE));
    const lan = parse(text).device.interfaces.find(({ id }) => id === "lan");
    const steered = lan?.policyRouted?.map(({ from, to }) => `${formatIPv4(Number(from))}-${formatIPv4(Number(to))}`);
    expect(steered).toEqual(["10.2.0.0-10.2.0.255"]);
  });

  it.each([
    ["takes a route away that a wider one stands in for", "set members 1", ["wan 192.0.2.254 10 ?", "lan 10.1.1.9 10"]],
    ["of all members", "set members 0", ["wan 192.0.2.254 10 ?", "lan 10.1.1.9 10"]],
    ["of another member", "set members 2", ["wan 192.0.2.254 10", "lan 10.1.1.9 10"]],
    ["of one that is not there", "set members 7", ["wan 192.0.2.254 10 ?", "lan 10.1.1.9 10"]],
    ["leaves routes alone", "set update-static-route disable", ["wan 192.0.2.254 10", "lan 10.1.1.9 10"]],
  ])("a health check %s", (_, line, expected) => {
    const check = table("health-check", row("far", 'set server "10.9.0.1"', line));
    const own = routes(
      row(1, "set dst 10.9.0.0/16", 'set sdwan-zone "over"'),
      row(2, 'set device "lan"', "set gateway 10.1.1.9"),
    );
    expect(told(sdwan(OVER, check) + own)).toEqual(expected);
  });

  it.each([
    ["takes a route away that a wider one stands in for", "set bfd enable", ["dmz 10.2.0.9 10 ?", "lan 10.1.1.9 10"]],
    ["is off", "set bfd disable", ["dmz 10.2.0.9 10", "lan 10.1.1.9 10"]],
  ])("BFD %s", (_, line, expected) => {
    const own = row(1, "set dst 10.9.0.0/16", 'set device "dmz"', "set gateway 10.2.0.9", line);
    expect(told(routes(own, row(2, 'set device "lan"', "set gateway 10.1.1.9")))).toEqual(expected);
  });

  it("leaves policies of all zones open where a member is of one that is not there", async () => {
    const of = (zone: string) => {
      const member = row(1, 'set interface "wan"', `set zone "${zone}"`, "set gateway 192.0.2.254");
      const own = row(1, 'set device "wan"', "set gateway 192.0.2.254");
      return site([policy(1, { dstintf: '"over"' })], sdwan(members(member)) + routes(own));
    };
    const zones = ["lan 10.1.1.0/24", "dmz 10.2.0.0/24", "far 10.9.0.0/16"];
    expect(await pairVerdicts([of("over")], zones)).toContain("lan > far violated");
    expect(await pairVerdicts([of("oven")], zones)).toContain("lan > far unproved");
  });

  it("decides pairs that routes by it left open", async () => {
    const own = sdwan(members(WAN), rule("set priority-members 1")) + routes(EVERYWHERE);
    const text = site([policy(1, { dstintf: '"virtual-wan-link"' })], own);
    const zones = ["lan 10.1.1.0/24", "dmz 10.2.0.0/24", "far 10.9.0.0/16"];
    expect(await pairVerdicts([text], zones)).toEqual(
      expect.arrayContaining(["lan > dmz proved", "dmz > far proved", "lan > far violated", "far > lan proved"]),
    );
  });
});
