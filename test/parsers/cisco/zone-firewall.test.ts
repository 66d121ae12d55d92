/** The zone-based firewall of IOS (reference/cisco.md 3.2, traps 61 and 62). */
import { describe, expect, it } from "vitest";
import { ask, parse } from "./site.js";

const [IN, OUT, DMZ, NONE] = [0, 1, 2, 3].map((number) => `GigabitEthernet0/${number}`);

/** Zones IN, OUT and DMZ, an interface of none; classes and policies as given. */
function site(...lines: readonly string[]): string {
  return `version 16.9
hostname r1
ipv6 unicast-routing
zone security IN
zone security OUT
zone security DMZ
interface GigabitEthernet0/0
 ip address 10.0.0.1 255.255.0.0
 ipv6 address 2001:db8:0::1/64
 zone-member security IN
interface GigabitEthernet0/1
 ip address 10.1.0.1 255.255.0.0
 ipv6 address 2001:db8:1::1/64
 zone-member security OUT
interface GigabitEthernet0/2
 ip address 10.2.0.1 255.255.0.0
 zone-member security DMZ
interface GigabitEthernet0/3
 ip address 10.3.0.1 255.255.0.0
${lines.join("\n")}
end
`;
}

const PAIR = ["zone-pair security IN-OUT source IN destination OUT", " service-policy type inspect P"];

function policy(...classes: readonly string[]): string[] {
  return [...PAIR, "policy-map type inspect P", ...classes.map((line) => ` ${line}`)];
}

const WEB = ["class-map type inspect match-all C", " match protocol http"];

describe("the zone-based firewall", () => {
  it("trap 61: between a zone and an interface of none nothing passes, whatever the lists say", () => {
    const text = site();
    expect(ask(text, "tcp 10.0.0.5 > 10.3.0.9:80", IN, NONE)).toBe("deny");
    expect(ask(text, "tcp 10.3.0.5 > 10.0.0.9:80", NONE, IN)).toBe("deny");
  });

  it("trap 62: one pair that inspects opens one direction", () => {
    const text = site(...WEB, ...policy("class type inspect C", " inspect"));
    expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:80", IN, OUT)).toBe("permit");
    expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:81", IN, OUT)).toBe("deny");
    expect(ask(text, "udp 10.0.0.5 > 10.1.0.9:80", IN, OUT)).toBe("deny");
    expect(ask(text, "tcp 10.1.0.5 > 10.0.0.9:80", OUT, IN)).toBe("deny");
    expect(parse(text).device.forwarding.find(({ ingress }) => ingress?.includes(IN ?? ""))?.stateful).toBe(true);
  });

  it("leaves open what becomes of a pair that is told of other zones, or of another policy beside its own", () => {
    const open = [
      ...policy("class class-default", " pass"),
      "policy-map type inspect Q",
      " class class-default",
      "  drop",
    ];
    const packet = (...lines: readonly string[]) => ask(site(...open, ...lines), "tcp 10.0.0.5 > 10.1.0.9:80", IN, OUT);
    const [pair = ""] = PAIR;
    expect(packet()).toBe("permit");
    expect(packet("zone-pair security IN-OUT source OUT destination IN")).toBe("unknown");
    expect(packet(pair, " service-policy type inspect Q")).toBe("unknown");
    expect(packet(pair, " no service-policy type inspect P", " service-policy type inspect Q")).toBe("deny");
    expect(packet(pair, " no service-policy type inspect P")).toBe("deny");
    expect(packet(...PAIR)).toBe("permit");
  });

  it("leaves open what a zone becomes that is taken away by another name", () => {
    const text = (zone: string) => site(`interface GigabitEthernet0/0\n no zone-member security ${zone}`);
    expect(ask(text("IN"), "tcp 10.0.0.5 > 10.3.0.9:80", IN, NONE)).toBe("permit");
    expect(ask(text("OUT"), "tcp 10.0.0.5 > 10.3.0.9:80", IN, NONE)).toBe("unknown");
  });

  it("leaves open what a class holds that is opened again to ask for any instead of all", () => {
    const text = (again: string) =>
      site(
        ...WEB,
        " match protocol tcp",
        again,
        ...policy("class type inspect C", " drop", "class class-default", " pass"),
      );
    const asked = [
      "class-map type inspect C",
      "class-map type inspect match-all C",
      "class-map type inspect match-any C",
    ];
    expect(asked.map((one) => ask(text(one), "tcp 10.0.0.5 > 10.1.0.9:81", IN, OUT))).toEqual([
      "permit",
      "permit",
      "unknown",
    ]);
  });

  it("takes ICMP for that of the family: its number in packets of the other one opens no session for sure", () => {
    const ping = site(
      "class-map type inspect match-any C",
      " match protocol icmp",
      ...policy("class type inspect C", " inspect"),
    );
    expect(ask(ping, "icmp 10.0.0.5 > 10.1.0.9", IN, OUT)).toBe("permit");
    expect(ask(ping, "icmp6 2001:db8:0::5 > 2001:db8:1::9", IN, OUT)).toBe("permit");
    expect(ask(ping, "ip58 10.0.0.5 > 10.1.0.9", IN, OUT)).toBe("deny");
    const any = site(...policy("class class-default", " inspect"));
    expect(ask(any, "icmp 10.0.0.5 > 10.1.0.9", IN, OUT)).toBe("permit");
    expect(ask(any, "ip58 10.0.0.5 > 10.1.0.9", IN, OUT)).toBe("unknown");
  });

  it("trap 62: to the device all is open while no pair names self", () => {
    expect(parse(site()).device.toDevice).toEqual([]);
    const closed = site(
      "zone-pair security IN-SELF source IN destination self",
      " service-policy type inspect P",
      ...WEB,
      ...policy("class type inspect C", " inspect").slice(2),
    );
    expect(parse(closed).device.toDevice.map(({ ingress, egress }) => ({ ingress, egress }))).toEqual([
      { ingress: [IN], egress: undefined },
      { ingress: [IN], egress: undefined },
    ]);
  });

  it("zones without a pair, and a pair without a policy, let nothing pass", () => {
    const text = site("zone-pair security IN-OUT source IN destination OUT");
    expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:80", IN, OUT)).toBe("deny");
    expect(ask(text, "tcp 10.0.0.5 > 10.2.0.9:80", IN, DMZ)).toBe("deny");
  });

  it("inside one zone all passes, unless a pair of the zone with itself says otherwise", () => {
    const same = site().replace(
      "security DMZ\ninterface GigabitEthernet0/3",
      "security IN\ninterface GigabitEthernet0/3",
    );
    expect(ask(same, "tcp 10.0.0.5 > 10.2.0.9:80", IN, DMZ)).toBe("permit");
    const paired = same.replace("\nend", "\nzone-pair security II source IN destination IN\nend");
    expect(ask(paired, "tcp 10.0.0.5 > 10.2.0.9:80", IN, DMZ)).toBe("deny");
  });

  it("classes are asked in order; drop, pass and class-default decide as they say", () => {
    const text = site(
      "ip access-list extended HOST",
      " permit ip host 10.0.0.66 any",
      "class-map type inspect match-all BAD",
      " match access-group name HOST",
      ...WEB,
      ...policy("class type inspect BAD", " drop log", "class type inspect C", " pass", "class class-default", " drop"),
    );
    expect(ask(text, "tcp 10.0.0.66 > 10.1.0.9:80", IN, OUT)).toBe("deny");
    expect(ask(text, "tcp 10.0.0.65 > 10.1.0.9:80", IN, OUT)).toBe("permit");
    expect(parse(text).device.forwarding.find(({ tables }) => tables.length > 0)?.stateful).toBe(false);
  });

  it("match-all holds what all conditions hold, match-any what one does", () => {
    const conditions = [" match access-group name L", " match protocol https"];
    const list = ["ip access-list extended L", " permit ip 10.0.7.0 0.0.0.255 any"];
    const rest = policy("class type inspect C", " inspect");
    const all = site(...list, "class-map type inspect match-all C", ...conditions, ...rest);
    expect(ask(all, "tcp 10.0.7.5 > 10.1.0.9:443", IN, OUT)).toBe("permit");
    expect(ask(all, "tcp 10.0.7.5 > 10.1.0.9:80", IN, OUT)).toBe("deny");
    expect(ask(all, "tcp 10.0.8.5 > 10.1.0.9:443", IN, OUT)).toBe("deny");
    const any = site(...list, "class-map type inspect match-any C", ...conditions, ...rest);
    expect(ask(any, "tcp 10.0.7.5 > 10.1.0.9:80", IN, OUT)).toBe("permit");
    expect(ask(any, "tcp 10.0.8.5 > 10.1.0.9:443", IN, OUT)).toBe("permit");
    expect(ask(any, "tcp 10.0.8.5 > 10.1.0.9:80", IN, OUT)).toBe("deny");
  });

  it("a class without match-any is match-all; classes may be nested", () => {
    const text = site(
      "class-map type inspect match-any OFTEN",
      " match protocol ssh",
      " match protocol https",
      "ip access-list extended L",
      " permit tcp any host 10.1.0.9",
      "class-map type inspect C",
      " match class-map OFTEN",
      " match access-group name L",
      ...policy("class type inspect C", " inspect"),
    );
    expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:22", IN, OUT)).toBe("permit");
    expect(ask(text, "tcp 10.0.0.5 > 10.1.0.8:22", IN, OUT)).toBe("deny");
    expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:80", IN, OUT)).toBe("deny");
  });

  it("a class that holds itself may hold anything", () => {
    const text = site("class-map type inspect C", " match class-map C", ...policy("class type inspect C", " inspect"));
    expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:22", IN, OUT)).toBe("unknown");
  });

  const LEAVING = [
    "ip access-list extended L",
    " deny tcp host 10.0.0.66 any",
    " permit tcp any any eq 22",
    "class-map type inspect C",
    " match access-group name L",
  ];

  it("what a list of a class denies is dropped where nothing below takes it", () => {
    const text = site(...LEAVING, ...policy("class type inspect C", " inspect", "class class-default", " drop"));
    expect(ask(text, "tcp 10.0.0.66 > 10.1.0.9:22", IN, OUT)).toBe("deny");
    expect(ask(text, "tcp 10.0.0.65 > 10.1.0.9:22", IN, OUT)).toBe("permit");
  });

  it("what a list of a class denies is for the classes below: what is left of the class is not told as sure", () => {
    const below = ["class-map type inspect T", " match protocol tcp"];
    const text = site(
      ...LEAVING,
      ...below,
      ...policy("class type inspect C", " drop", "class type inspect T", " inspect"),
    );
    expect(ask(text, "tcp 10.0.0.66 > 10.1.0.9:22", IN, OUT)).toBe("unknown");
    expect(ask(text, "tcp 10.0.0.66 > 10.1.0.9:23", IN, OUT)).toBe("permit");
  });

  it("ip port-map adds a port to a protocol", () => {
    const text = site("ip port-map http port tcp 8080", ...WEB, ...policy("class type inspect C", " inspect"));
    expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:8080", IN, OUT)).toBe("permit");
    expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:80", IN, OUT)).toBe("permit");
  });

  it.each([
    ["a protocol that is told by its contents", ["class-map type inspect C", " match protocol bittorrent"]],
    ["a list that is not there", ["class-map type inspect C", " match access-group name GONE"]],
    ["a class that is not there", []],
    ["a condition that is not known", ["class-map type inspect C", " match user-group staff"]],
  ])("%s may hold anything", (_, lines) => {
    const text = site(...lines, ...policy("class type inspect C", " inspect"));
    expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:22", IN, OUT)).toBe("unknown");
  });

  it("doubt 10.15: of other protocols than TCP, UDP and ICMP inspection may let pass what a class holds", () => {
    const text = site(...policy("class class-default", " inspect"));
    expect(ask(text, "icmp 10.0.0.5 > 10.1.0.9 8/0", IN, OUT)).toBe("permit");
    expect(ask(text, "ip47 10.0.0.5 > 10.1.0.9", IN, OUT)).toBe("unknown");
  });

  it("a class of two actions may do either", () => {
    const text = site(...WEB, ...policy("class type inspect C", " inspect", " drop"));
    expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:80", IN, OUT)).toBe("unknown");
  });

  it("a class whose action was not understood may do any", () => {
    const text = site(...WEB, ...policy("class type inspect C", " frobnicate"));
    expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:80", IN, OUT)).toBe("unknown");
  });

  it("a class that says its action twice does that", () => {
    const text = site(...WEB, ...policy("class type inspect C", " inspect", "class type inspect C", " inspect"));
    expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:80", IN, OUT)).toBe("permit");
  });

  it.each(["match-all", "match-any"])("what a class of %s without a condition holds is not known", (kind) => {
    const text = site(`class-map type inspect ${kind} C`, ...policy("class type inspect C", " inspect"));
    expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:80", IN, OUT)).toBe("unknown");
    const nested = site(
      `class-map type inspect ${kind} C`,
      "class-map type inspect match-all D",
      " match protocol http",
      " match class-map C",
      ...policy("class type inspect D", " drop", "class class-default", " pass"),
    );
    expect(ask(nested, "tcp 10.0.0.5 > 10.1.0.9:80", IN, OUT)).toBe("unknown");
  });

  it("what a class holds by a list without entries is not known", () => {
    const text = site(
      "ip access-list extended NONE",
      "class-map type inspect match-all C",
      " match access-group name NONE",
      ...policy("class type inspect C", " inspect"),
    );
    expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:80", IN, OUT)).toBe("unknown");
  });

  it.each([
    ["version 12.4", "unknown"],
    ["version 15.1", "unknown"],
    ["! no release", "unknown"],
    ["version 15.2", "deny"],
    ["version 17.3", "deny"],
  ])("IPv6 passes by what a class drops where the release looks at IPv4 alone: %s", (release, answer) => {
    const text = site(...WEB, ...policy("class type inspect C", " inspect", "class class-default", " drop"));
    const packet = "udp 2001:db8:0::5 > 2001:db8:1::9";
    expect(ask(text.replace("version 16.9", release), packet, IN, OUT)).toBe(answer);
  });

  it("IPv6 that no class holds may pass: older releases do not look at it", () => {
    const text = site(...WEB, ...policy("class type inspect C", " inspect"));
    expect(ask(text, "tcp 2001:db8:0::5 > 2001:db8:1::9", IN, OUT)).toBe("permit");
    expect(ask(text, "udp 2001:db8:0::5 > 2001:db8:1::9", IN, OUT)).toBe("unknown");
  });

  it("with zone security default the interfaces of no zone are a zone", () => {
    const text = site(
      "zone security default",
      "zone-pair security D-IN source default destination IN",
      " service-policy type inspect P",
      ...WEB,
      ...policy("class type inspect C", " inspect"),
    );
    expect(ask(text, "tcp 10.3.0.5 > 10.0.0.9:80", NONE, IN)).toBe("permit");
    expect(ask(text, "tcp 10.0.0.5 > 10.3.0.9:80", IN, NONE)).toBe("deny");
  });

  it("classes that pass beside classes that inspect decide as ever; whether answers to what they pass get back is open", () => {
    const steps = (...classes: readonly string[]) => {
      const { device } = parse(
        site(...WEB, "class-map type inspect match-all P", " match protocol icmp", ...policy(...classes)),
      );
      expect(device.doubts).toEqual([]);
      const of = device.forwarding.filter(({ name }) => name.startsWith("P from IN"));
      return of.map(({ stateful, forgets }) => [stateful, forgets?.surely, forgets?.protocols.length]);
    };
    const inspect = ["class type inspect C", " inspect"];
    const [all, icmp] = [
      [true, false, 256],
      [true, false, 2],
    ];
    expect(steps(...inspect, "class class-default", " pass")).toEqual([all, all]);
    expect(steps(...inspect, "class type inspect P", " pass")).toEqual([icmp, icmp]);
    expect(steps(...inspect, "class class-default", " drop")[0]).toEqual([true, undefined, undefined]);
    const text = site(...WEB, ...policy(...inspect, "class class-default", " pass"));
    expect(ask(text, "udp 10.0.0.5 > 10.1.0.9:80", IN, OUT)).toBe("permit");
    expect(ask(text, "udp 10.1.0.5 > 10.0.0.9:80", OUT, IN)).toBe("deny");
  });

  it("a statement that is not known in a policy leaves its class in doubt", () => {
    const text = site(...WEB, ...policy("class type inspect C", " inspect", " frobnicate"));
    expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:80", IN, OUT)).toBe("unknown");
    expect(parse(text).codes).toContain("cisco/unknown-statement");
  });

  it("a pair that is not understood may let anything pass, or nothing", () => {
    const text = site("zone-pair security IN-OUT source IN destination OUT frobnicate");
    expect(parse(text).device.doubts.map(({ scope }) => scope)).toEqual(["device"]);
  });

  it.each([
    [
      "a condition that is taken away again",
      ["class-map type inspect match-any C", " match protocol http", " no match protocol http"],
    ],
    ["a policy that is taken away", [...WEB, "no policy-map type inspect P"]],
    ["a zone that is taken away", [...WEB, "no zone security OUT"]],
    ["a second pair for the same direction", [...WEB, "zone-pair security AGAIN source IN destination OUT"]],
  ])("%s leaves open what its rules decide", (_, lines) => {
    const rules = ["class type inspect C", " drop", "class class-default", " pass"];
    expect(ask(site(...policy(...rules), ...lines), "tcp 10.0.0.5 > 10.1.0.9:80", IN, OUT)).toBe("unknown");
  });

  it("a class that is taken away from a policy leaves open what the others decide", () => {
    const rules = ["class type inspect C", " drop", "class class-default", " pass", "no class type inspect C"];
    expect(ask(site(...WEB, ...policy(...rules)), "tcp 10.0.0.5 > 10.1.0.9:80", IN, OUT)).toBe("unknown");
  });

  it("a class that is opened again is changed, and the default is asked last wherever it is written", () => {
    const rules = ["class class-default", " drop", "class type inspect C", " drop", "class type inspect C", " inspect"];
    const text = site(...WEB, ...policy(...rules));
    expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:80", IN, OUT)).toBe("permit");
    expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:81", IN, OUT)).toBe("deny");
  });

  it("names a policy that is not there", () => {
    const text = site(...PAIR);
    expect(parse(text).codes).toContain("cisco/undefined-policy");
    expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:80", IN, OUT)).toBe("unknown");
  });

  describe("without the definition of a zone in the file", () => {
    const undefinedIn = (text: string) => text.replace("zone security IN\n", "");

    it("is not known to be closed, nor open, where no pair is there either", () => {
      const text = site().replace(/^zone security .*\n/gm, "");
      for (const packet of ["tcp 10.0.0.5 > 10.1.0.9:80", "udp 10.0.0.5 > 10.1.0.9:53"])
        expect(ask(text, packet, IN, OUT)).toBe("unknown");
      expect(ask(text, "tcp 10.0.0.5 > 10.3.0.9:80", IN, NONE)).toBe("unknown");
      expect(ask(text, "tcp 10.3.0.5 > 10.0.0.9:80", NONE, IN)).toBe("unknown");
      expect(parse(text).device.doubts.map(({ reason }) => reason)).toContain(
        "the zone IN is not defined in the file, and pairs of it may be missing as well",
      );
    });

    it("leaves what others are closed to closed, and what reaches the device itself unknown", () => {
      const text = undefinedIn(site());
      expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:80", IN, OUT)).toBe("unknown");
      expect(ask(text, "tcp 10.1.0.5 > 10.0.0.9:80", OUT, IN)).toBe("unknown");
      expect(ask(text, "tcp 10.1.0.5 > 10.2.0.9:80", OUT, DMZ)).toBe("deny");
      expect(ask(text, "tcp 10.1.0.5 > 10.3.0.9:80", OUT, NONE)).toBe("deny");
      expect(parse(text).device.toDevice).toMatchObject([{ ingress: [IN], otherwise: { action: "unknown" } }]);
    });

    it("a pair that is there decides", () => {
      const text = undefinedIn(site(...WEB, ...policy("class type inspect C", " inspect")));
      expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:80", IN, OUT)).toBe("permit");
      expect(ask(text, "tcp 10.0.0.5 > 10.1.0.9:81", IN, OUT)).toBe("deny");
      expect(ask(text, "tcp 10.0.0.5 > 10.2.0.9:80", IN, DMZ)).toBe("unknown");
    });
  });
});
