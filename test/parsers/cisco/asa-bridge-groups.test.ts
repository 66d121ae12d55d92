/** Bridge groups of an ASA that routes, from release 9.7 on (ASA firewall guide: access rules; general guide: interfaces). */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { answers, doubtsOf } from "./asa-site.js";
import { type Answer, parse } from "./site.js";

/** Ports cell-1 and cell-2 (level 100) of the BVI `inside` (level 70), `outside` (level 0) and `dmz` (level 70). */
function site(lines: string, version = "9.12(4)"): string {
  return `ASA Version ${version}
hostname fw-1
interface GigabitEthernet1/1
 nameif outside
 security-level 0
 ip address 192.0.2.1 255.255.255.0
interface GigabitEthernet1/2
 bridge-group 1
 nameif cell-1
 security-level 100
interface GigabitEthernet1/3
 bridge-group 1
 nameif cell-2
 security-level 100
interface GigabitEthernet1/4
 nameif dmz
 security-level 70
 ip address 10.2.0.1 255.255.0.0
interface BVI1
 nameif inside
 security-level 70
 ip address 10.1.0.1 255.255.0.0
route outside 0.0.0.0 0.0.0.0 192.0.2.254 1
${lines}
`;
}

const BETWEEN = "same-security-traffic permit inter-interface";

/** A list that permits one port of TCP. */
function list(name: string, port: number): string {
  return `access-list ${name} extended permit tcp any any eq ${port}`;
}

interface Case {
  readonly name: string;
  readonly text: string;
  readonly packets: Readonly<Record<string, Answer>>;
}

const CASES: readonly Case[] = [
  {
    name: "the level of the BVI counts between networks",
    text: site(""),
    packets: {
      "tcp 10.1.0.5 > 192.0.2.9:80 [inside > outside]": "permit",
      "tcp 10.1.0.5 > 192.0.2.9:80 [cell-1 > outside]": "permit",
      "tcp 192.0.2.9 > 10.1.0.5:80 [outside > inside]": "deny",
      "tcp 192.0.2.9 > 10.1.0.5:80 [outside > cell-1]": "deny",
      "tcp 10.1.0.5 > 10.2.0.9:80 [inside > dmz]": "deny",
      "tcp 10.2.0.9 > 10.1.0.5:80 [dmz > inside]": "deny",
    },
  },
  {
    name: "equal levels pass where that is permitted, of networks as of ports",
    text: site(BETWEEN),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9:80 [inside > dmz]": "permit",
      "tcp 10.2.0.9 > 10.1.0.5:80 [dmz > cell-2]": "permit",
      "tcp 10.1.0.5 > 10.1.0.6:80 [cell-1 > cell-2]": "permit",
      "udp 10.1.0.5 > 224.0.0.9:520 [cell-1 > cell-2]": "deny",
    },
  },
  {
    name: "ports of one level do not talk to each other otherwise",
    text: site(""),
    packets: { "tcp 10.1.0.5 > 10.1.0.6:80 [cell-1 > cell-2]": "deny" },
  },
  {
    name: "the level of a port counts inside its group",
    text: site("").replace(" nameif cell-2\n security-level 100", " nameif cell-2\n security-level 50"),
    packets: {
      "tcp 10.1.0.5 > 10.1.0.6:80 [cell-1 > cell-2]": "permit",
      "tcp 10.1.0.6 > 10.1.0.5:80 [cell-2 > cell-1]": "deny",
      "tcp 10.1.0.6 > 192.0.2.9:80 [cell-2 > outside]": "permit",
    },
  },
  {
    name: "the list of the BVI stands where packets leave its network, whatever the port",
    text: site(`${list("IN", 502)}\naccess-group IN in interface inside`),
    packets: {
      "tcp 10.1.0.5 > 192.0.2.9:502 [inside > outside]": "permit",
      "tcp 10.1.0.5 > 192.0.2.9:80 [inside > outside]": "deny",
      "tcp 10.1.0.5 > 192.0.2.9:502 [cell-2 > outside]": "permit",
    },
  },
  {
    name: "the list of one port counts for what comes in there",
    text: site(`${BETWEEN}\n${list("ONE", 502)}\naccess-group ONE in interface cell-1`),
    packets: {
      "tcp 10.1.0.5 > 192.0.2.9:502 [cell-1 > outside]": "permit",
      "tcp 10.1.0.5 > 10.1.0.6:80 [cell-1 > cell-2]": "deny",
      "tcp 10.1.0.5 > 10.1.0.6:502 [cell-1 > cell-2]": "permit",
      "tcp 10.1.0.6 > 192.0.2.9:80 [cell-2 > outside]": "permit",
      // By which port a host is connected is not in the file.
      "tcp 10.1.0.5 > 192.0.2.9:502 [inside > outside]": "permit",
      "tcp 10.1.0.5 > 192.0.2.9:80 [inside > outside]": "unknown",
    },
  },
  {
    name: "what lists of all ports deny is denied, what the one of the BVI permits as well is permitted",
    text: site(
      [
        ...[list("ONE", 502), list("ONE", 443), list("OVER", 502)],
        ...["access-group ONE in interface cell-1", "access-group ONE in interface cell-2"],
        "access-group OVER in interface inside",
      ].join("\n"),
    ),
    packets: {
      "tcp 10.1.0.5 > 192.0.2.9:502 [inside > outside]": "permit",
      "tcp 10.1.0.5 > 192.0.2.9:443 [inside > outside]": "unknown",
      "tcp 10.1.0.5 > 192.0.2.9:80 [inside > outside]": "deny",
    },
  },
  {
    name: "the global list is behind both",
    text: site(
      `${list("ONE", 502)}\n${list("ALL", 443)}\naccess-group ONE in interface cell-1\naccess-group ALL global`,
    ),
    packets: {
      "tcp 10.1.0.5 > 192.0.2.9:443 [inside > outside]": "permit",
      "tcp 10.1.0.5 > 192.0.2.9:502 [inside > outside]": "unknown",
      "tcp 10.1.0.5 > 192.0.2.9:502 [cell-1 > outside]": "permit",
      "tcp 10.1.0.5 > 192.0.2.9:502 [cell-2 > outside]": "deny",
      "tcp 10.1.0.5 > 192.0.2.9:80 [inside > outside]": "deny",
    },
  },
  {
    name: "lists on the way out open nothing, and close what leaves by their port or by all",
    text: site(
      `${list("OPEN", 502)}\n${list("OPEN", 443)}\n${list("OUT", 502)}\naccess-group OPEN in interface outside\naccess-group OUT out interface cell-1`,
    ),
    packets: {
      "tcp 192.0.2.9 > 10.1.0.5:502 [outside > inside]": "permit",
      "tcp 192.0.2.9 > 10.1.0.5:443 [outside > inside]": "unknown",
      "tcp 192.0.2.9 > 10.1.0.5:443 [outside > cell-1]": "deny",
      "tcp 192.0.2.9 > 10.1.0.5:443 [outside > cell-2]": "permit",
      "tcp 192.0.2.9 > 10.1.0.5:80 [outside > inside]": "deny",
    },
  },
  {
    name: "the device answers by the address of the BVI, at the ports that a service names",
    text: site("ssh 10.1.0.0 255.255.0.0 cell-1\nhttp server enable\nhttp 0 0 cell-1\nhttp 0 0 cell-2"),
    packets: {
      "tcp 10.1.0.5 > 10.1.0.1:22 [cell-1 > self]": "permit",
      "tcp 10.1.0.5 > 10.1.0.1:22 [cell-2 > self]": "deny",
      "tcp 10.1.0.5 > 10.1.0.1:22 [inside > self]": "unknown",
      "tcp 10.1.0.5 > 10.1.0.1:443 [inside > self]": "permit",
      "tcp 10.1.0.5 > 10.1.0.1:80 [inside > self]": "deny",
    },
  },
];

describe("a bridge group that is routed", () => {
  it.each(CASES)("$name", ({ text, packets }) => {
    expect(answers(text, packets)).toEqual(packets);
    expect(parse(text).account.counts().notUnderstood).toBe(0);
    expect(parse(text).device.doubts.filter(({ scope }) => scope === "interfaces")).toEqual([]);
  });

  it("has no network at its ports, which are parts of the BVI", () => {
    const { interfaces } = parse(site("")).device;
    expect(interfaces.map(({ id, kind, bridge, parent }) => `${id} ${kind} ${bridge} ${parent}`)).toEqual([
      "outside routed undefined undefined",
      "cell-1 routed BVI1 inside",
      "cell-2 routed BVI1 inside",
      "dmz routed undefined undefined",
      "inside routed undefined undefined",
    ]);
  });

  it("translates by its ports where all of them have the same, and is in doubt where not", () => {
    const nat = (port: number) =>
      `object network any-${port}\n subnet 0.0.0.0 0.0.0.0\n nat (cell-${port},outside) dynamic interface`;
    const whole = parse(site(`${nat(1)}\n${nat(2)}`)).device;
    expect(whole.nat.filter(({ match }) => match.ingress?.includes("inside"))).toHaveLength(1);
    expect(whole.doubts.filter(({ scope }) => scope === "interfaces")).toEqual([]);
    expect(parse(site(nat(1))).device.doubts).toContainEqual(
      expect.objectContaining({ scope: "interfaces", interfaces: ["inside"], reroutes: true }),
    );
  });

  it.each([
    ["access-list E ethertype deny any\naccess-group E in interface cell-1", "one port"],
    ["icmp deny any cell-1", "one port"],
    [`${list("C", 22)}\naccess-group C in interface cell-1 control-plane`, "one port"],
  ])("is in doubt behind %s", (lines, reason) => {
    expect(doubtsOf(site(lines)).join()).toContain(reason);
  });

  it("does not tell which sources come by a port", () => {
    const packet = "tcp 10.1.0.5 > 192.0.2.9:80 [inside > outside]";
    const text = site("ip verify reverse-path interface cell-1");
    expect(answers(text, { [packet]: "unknown" })).toEqual({ [packet]: "unknown" });
  });

  it("is one like those of transparent mode where the BVI has no name", () => {
    const text = site("").replace(" nameif inside\n security-level 70\n ip address 10.1", " ip address 10.1");
    const { routers, interfaces } = parse(text).device;
    expect(routers.map(({ id, bridges }) => `${id} ${bridges}`)).toEqual(["default undefined", "bridge group 1 true"]);
    expect(interfaces.find(({ id }) => id === "cell-1")?.router).toBe("bridge group 1");
    expect(interfaces.find(({ id }) => id === "dmz")?.router).toBe("default");
    const packet = "tcp 10.1.0.5 > 10.1.0.6:80 [cell-1 > cell-2]";
    expect(answers(text, { [packet]: "deny" })).toEqual({ [packet]: "deny" });
  });

  it("is not known before release 9.7", () => {
    expect(doubtsOf(site("", "9.6(1)")).join()).toContain("bridge group 1 is not computed");
  });

  it("is followed between zones: what its levels keep out is proved, what they let pass is found", () => {
    const zones = [zone("cells 10.1.0.0/17"), zone("tools 10.1.128.0/17"), zone("stores 10.2.0.0/16")];
    const verdicts = (lines: string) => {
      const plant = resolvePlant([parse(site(lines)).device], plan(zones));
      const { pairs } = buildFacts(plant, analysePlant(plant));
      return (from: string, to: string) => pairs.find((pair) => pair.from.id === from && pair.to.id === to)?.verdict;
    };
    const closed = verdicts("");
    expect(closed("cells", "stores")).toBe("proved");
    expect(closed("stores", "cells")).toBe("proved");
    expect(closed("cells", "tools")).toBe("unproved");
    const open = verdicts(BETWEEN);
    expect(open("cells", "stores")).toBe("violated");
    expect(open("cells", "tools")).toBe("violated");
  });
});
