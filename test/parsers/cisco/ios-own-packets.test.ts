/** Object groups in lists that packets to an IOS-XE device itself meet (reference/cisco.md 4.1). */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { PacketMatch } from "../../../src/analyse/oracle/packet-match.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { askBoth, parse, readPacket } from "./site.js";

const GROUPS = `object-group network PLC
 10.1.0.0 255.255.0.0
object-group service WEB
 tcp eq 443
`;

function site(version: string, entries: readonly string[], more = ""): string {
  return `${version}
hostname r1
${GROUPS}interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.0.0
 ip access-group A in
interface GigabitEthernet0/1
 ip address 10.2.0.1 255.255.0.0
ip access-list extended A
${entries.map((entry) => ` ${entry}\n`).join("")}${more}end
`;
}

const [XE, IOS] = ["version 17.9", "version 15.2"] as const;
const own = (text: string, port = 443) =>
  askBoth(text, `tcp 10.1.0.5 > 10.1.0.1:${port}`, "GigabitEthernet0/0", "self");
const through = (text: string, port = 443) =>
  askBoth(text, `tcp 10.1.0.5 > 10.2.0.9:${port}`, "GigabitEthernet0/0", "GigabitEthernet0/1");

describe("entries with object groups", () => {
  it.each([["permit tcp object-group PLC any eq 443"], ["permit object-group WEB any any"]])(
    "%s lets packets to an IOS-XE device pass perhaps, to one of IOS surely",
    (entry) => {
      expect(own(site(XE, [entry]))).toBe("unknown");
      expect(own(site(IOS, [entry]))).toBe("permit");
      expect(own(site(XE, [entry]), 22)).toBe("deny");
    },
  );

  it("a deny with one stops packets to the device perhaps", () => {
    const entries = ["deny tcp object-group PLC any eq 443", "permit ip any any"];
    expect([own(site(XE, entries)), own(site(IOS, entries)), own(site(XE, entries), 22)]).toEqual([
      "unknown",
      "deny",
      "permit",
    ]);
  });

  it("entries without one decide as they are written", () => {
    const entries = ["permit tcp 10.1.0.0 0.0.255.255 any eq 443", "permit tcp object-group PLC any eq 22"];
    expect(own(site(XE, entries))).toBe("permit");
    expect(own(site(XE, entries), 22)).toBe("unknown");
  });

  it("decide surely about packets that are forwarded", () => {
    const entry = "permit tcp object-group PLC any eq 443";
    expect([through(site(XE, [entry])), through(site(XE, [entry]), 22)]).toEqual(["permit", "deny"]);
  });

  it.each([
    ["version 16.6", "unknown"],
    ["version 15.9", "permit"],
    ["version 15.5\nno platform punt-keepalive disable-kernel-core", "unknown"],
    ["version 15.5\nlicense boot level ipservicesk9", "unknown"],
    ["", "unknown"],
  ])("what IOS-XE is: %j", (version, answer) => {
    expect(own(site(version, ["permit tcp object-group PLC any eq 443"]))).toBe(answer);
  });

  it("of a zone pair to the device itself match perhaps as well", () => {
    const zones = (version: string) =>
      site(version, ["permit ip any any"], "ip access-list extended S\n permit tcp object-group PLC any eq 443\n")
        .replace(" ip access-group A in", " zone-member security IN")
        .replace(
          "end\n",
          `zone security IN
class-map type inspect match-all C
 match access-group name S
policy-map type inspect P
 class type inspect C
  inspect
 class class-default
  drop
zone-pair security IN-SELF source IN destination self
 service-policy type inspect P
end
`,
        );
    expect([own(zones(XE)), own(zones(IOS)), own(zones(XE), 22)]).toEqual(["unknown", "permit", "deny"]);
  });
});

it("the list is told of once: its rules, what of them is dead, what it permits", () => {
  const entry = "permit tcp object-group PLC any eq 443";
  const facts = (version: string) => {
    const { device } = parse(site(version, [entry, entry.replace("443", "443 log"), "permit udp any any eq 53"]));
    const plant = resolvePlant([device], undefined, []);
    const [one] = buildFacts(plant, analysePlant(plant)).devices;
    return one && [one.tables.length, one.dead_rules.length, one.permits.length, one.tables[0]?.rules];
  };
  expect(facts(XE)).toEqual([1, 1, 2, 3]);
  expect(facts(XE)).toEqual(facts(IOS));
});

describe("lists that limit a service", () => {
  const answers = (version: string, entries: readonly string[], host = "10.1.0.5") => {
    const text = site(version, entries, "line vty 0 4\n access-class A in\n transport input ssh telnet\n");
    const { device } = parse(text);
    return device.management.services
      .filter(({ enabled }) => enabled === true)
      .map(({ sources }) => {
        const packet = readPacket(`tcp ${host} > 10.1.0.1:22`);
        return sources === undefined ? "yes" : new PacketMatch(device).source(packet, sources);
      });
  };

  it.each<[string, readonly string[], readonly string[]]>([
    ["an object group", ["permit tcp object-group PLC any eq 22"], ["no", "maybe"]],
    ["the port of one of them", ["permit tcp 10.1.0.0 0.0.255.255 any eq 22"], ["no", "yes"]],
    ["another protocol", ["permit udp 10.1.0.0 0.0.255.255 any"], ["no", "no"]],
    ["an address of the device", ["permit tcp any host 10.1.0.1 eq 22"], ["no", "maybe"]],
    ["what it denies for one address", ["deny ip any host 10.9.9.9", "permit ip any any"], ["maybe", "maybe"]],
    ["source ports", ["permit tcp any range 1024 65535 any"], ["maybe", "maybe"]],
    ["everything", ["permit ip 10.1.0.0 0.0.255.255 any"], ["yes", "yes"]],
    ["everything, behind a deny of the port", ["deny tcp any any eq 23", "permit ip any any"], ["no", "yes"]],
  ])("by %s: telnet and SSH", (_, entries, expected) => {
    expect(answers(XE, entries)).toEqual(expected);
  });

  it("with an object group, on IOS: as they are written", () => {
    const entries = ["permit tcp object-group PLC any eq 22"];
    expect(answers(IOS, entries)).toEqual(["no", "yes"]);
    expect(answers(IOS, entries, "10.9.0.5")).toEqual(["no", "no"]);
    expect(answers(XE, entries, "10.9.0.5")).toEqual(["no", "no"]);
  });
});
