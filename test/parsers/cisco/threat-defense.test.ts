/** Threat Defense: what its list denies is denied, what it permits may be dropped by Snort, whose rules stand elsewhere. */
import { describe, expect, it } from "vitest";
import { answers, asa, doubtsOf } from "./asa-site.js";
import { type Answer, parse } from "./site.js";

const DENIAL = "advanced deny ip any any rule-id 268434432 event-log flow-start";

/** A device with these entries in the list that its manager writes, and the objects that they name before it. */
function threatDefense(entries: readonly string[], objects = ""): string {
  const list = [...entries, DENIAL].map((entry) => `access-list CSM_FW_ACL_ ${entry}`);
  const text = asa([objects, ...list, "access-group CSM_FW_ACL_ global"].join("\n"));
  return text.replace(/^ASA Version .*/, "NGFW Version 7.2.5 ").replace(/security-level \d+/g, "security-level 0");
}

const WEB = "tcp 192.0.2.9 > 10.1.0.5:443";
const SHELL = "tcp 192.0.2.9 > 10.1.0.5:22";
const FROM_DMZ = "tcp 10.2.0.9 > 10.1.0.5:443 [dmz > inside]";
const TO_DMZ = "tcp 192.0.2.9 > 10.2.0.5:443 [outside > dmz]";

interface Trap {
  readonly name: string;
  readonly entries: readonly string[];
  readonly objects?: string;
  readonly packets: Readonly<Record<string, Answer>>;
}

const TRAPS: readonly Trap[] = [
  {
    name: "what an entry denies is dropped before Snort sees it",
    entries: ["advanced deny tcp any any eq https rule-id 1", "advanced permit ip any any rule-id 2"],
    packets: { [WEB]: "deny", [SHELL]: "unknown" },
  },
  {
    name: "what no entry permits is denied",
    entries: ["advanced permit tcp any any eq https rule-id 1 event-log both"],
    packets: { [WEB]: "unknown", [SHELL]: "deny", [FROM_DMZ]: "unknown" },
  },
  {
    name: "levels are all 0, and say nothing: packets pass between them without same-security-traffic",
    entries: ["advanced permit ip any any rule-id 1"],
    packets: { [WEB]: "unknown", [FROM_DMZ]: "unknown", "tcp 10.1.0.9 > 10.1.4.5:443 [inside > inside]": "unknown" },
  },
  {
    name: "`ifc` before the source is where packets come in by",
    entries: ["advanced permit tcp ifc outside any any eq https rule-id 1"],
    packets: { [WEB]: "unknown", [TO_DMZ]: "unknown", [FROM_DMZ]: "deny" },
  },
  {
    name: "`ifc` before the destination is where they leave by",
    entries: ["advanced permit tcp any ifc dmz any eq https rule-id 1"],
    packets: { [WEB]: "deny", [TO_DMZ]: "unknown", [FROM_DMZ]: "deny" },
  },
  {
    name: "`ifc` on both sides, with a group of services and an object",
    objects: [
      "object network PLC",
      " host 10.1.0.5",
      "object-group service SVC|1",
      " service-object tcp destination eq https",
      " service-object udp destination eq 161",
    ].join("\n"),
    entries: ["advanced permit object-group SVC|1 ifc outside any ifc inside object PLC rule-id 1"],
    packets: {
      [WEB]: "unknown",
      "udp 192.0.2.9 > 10.1.0.5:161": "unknown",
      "tcp 192.0.2.9 > 10.1.0.6:443": "deny",
      [SHELL]: "deny",
      [TO_DMZ]: "deny",
    },
  },
  {
    name: "an interface that is not in the file: the entry may be about anything",
    entries: ["advanced deny ip ifc elsewhere any any rule-id 1"],
    packets: { [WEB]: "unknown" },
  },
  {
    name: "`trust` lets pass, past Snort: what else is asked of packets before is not in the file",
    entries: ["advanced trust tcp any any eq https rule-id 1"],
    packets: { [WEB]: "unknown", [SHELL]: "deny" },
  },
  {
    name: "the rules for tunnels that every policy begins with let those pass",
    entries: [
      "remark rule-id 9998: RULE: DEFAULT TUNNEL ACTION RULE",
      "advanced permit gre any any rule-id 9998",
      "advanced permit udp any eq 3544 any range 1025 65535 rule-id 9998",
    ],
    packets: { "ip47 192.0.2.9 > 10.1.0.5": "unknown", "udp 192.0.2.9:3544 > 10.1.0.5:2000": "unknown", [WEB]: "deny" },
  },
  {
    name: "an entry that asks for a tag is about some part of what it names",
    entries: ["advanced deny ip security-group tag 5 any any rule-id 1", "advanced permit ip any any rule-id 2"],
    packets: { [WEB]: "unknown" },
  },
  {
    name: "an entry with a word that is not known keeps its place",
    entries: ["advanced deny ip any any rule-id 1 sideways", "advanced permit tcp any any eq https rule-id 2"],
    packets: { [WEB]: "unknown", [SHELL]: "unknown" },
  },
  {
    name: "what its system offers at the address of an interface stands with its manager, at no other one",
    entries: [],
    packets: {
      "tcp 192.0.2.9 > 192.0.2.1:8305 [outside > self]": "unknown",
      "tcp 10.2.0.9 > 10.2.0.1:443 [dmz > self]": "unknown",
      "udp 10.2.0.9 > 10.2.0.1:161 [dmz > self]": "unknown",
      "udp 10.2.0.9 > 10.2.0.1:53 [dmz > self]": "deny",
      "tcp 10.2.0.9 > 10.1.0.1:443 [dmz > self]": "deny",
    },
  },
  {
    name: "an inactive entry permits nothing",
    entries: ["advanced permit ip any any inactive rule-id 1"],
    packets: { [WEB]: "deny" },
  },
];

describe("Threat Defense", () => {
  it.each(TRAPS)("$name", ({ entries, objects, packets }) => {
    const text = threatDefense(entries, objects);
    expect(answers(text, packets)).toEqual(packets);
    expect(parse(text).account.unclaimed()).toEqual([]);
  });

  it("what its terminal says around the export is no statement", () => {
    const typed = `> system support diagnostic-cli
Attaching to Diagnostic CLI ... Press 'Ctrl+a then d' to detach.
Type help or '?' for a list of available commands.

firepower> enable
Password:
firepower# show running-config
: Saved
${threatDefense([])}Cryptochecksum:00000000000000000000000000000000
: end
firepower# exit
> show running-config access-list
>
`;
    const read = parse(typed);
    expect([read.codes, read.account.unclaimed()]).toEqual([[], []]);
    expect(answers(typed, { [WEB]: "deny" })).toEqual({ [WEB]: "deny" });
  });

  it.each(["no dp-tcp-proxy", "fips enable", "ip-client inside", "management-interface convergence"])(
    "decides without %s, which opens nothing",
    (statement) => {
      const text = `${threatDefense([])}${statement}\n`;
      expect([parse(text).codes, answers(text, { [WEB]: "deny" })]).toEqual([[], { [WEB]: "deny" }]);
    },
  );

  it("an object that no entry names is one of a policy that is not in the file; an empty group has nothing in it", () => {
    const text = threatDefense([], "object network OTNET\n subnet 10.2.0.0 255.255.0.0\nobject-group network NONE");
    expect(parse(text).device.idle.map(({ name, trouble }) => [name, trouble])).toEqual([["NONE", "empty"]]);
  });

  it("says that Snort decides as well", () => {
    expect(doubtsOf(threatDefense(["advanced permit ip any any rule-id 1"])).join()).toContain("Snort may drop");
  });

  it("says nothing of how it is run, which its manager keeps: that is neither good nor bad", () => {
    const { device } = parse(threatDefense([]));
    expect(device.posture).toBeUndefined();
    expect(device.management.services.map(({ service, enabled }) => [service, enabled])).toEqual([
      ["https", undefined],
      ["ssh", undefined],
    ]);
  });

  it("tells interfaces apart by their names: a draft of a map made one zone of all", () => {
    const { interfaces } = parse(threatDefense([])).device;
    expect(interfaces.map((one) => one.zone)).toEqual(["outside", "inside", "dmz"]);
  });

  it.each([
    ["without the list for all interfaces", (text: string) => text.replace("access-group CSM_FW_ACL_ global", "")],
    ["whose list is taken away", (text: string) => `${text}no access-group CSM_FW_ACL_ global\n`],
    ["with a bridge group", (text: string) => text.replace(" nameif dmz", " nameif dmz\n bridge-group 1")],
    ["that is transparent", (text: string) => `${text}firewall transparent\n`],
  ])("nothing is claimed of one %s", (_, change) => {
    const text = change(threatDefense([]));
    expect(answers(text, { [WEB]: "unknown", [FROM_DMZ]: "unknown" })).toEqual({
      [WEB]: "unknown",
      [FROM_DMZ]: "unknown",
    });
    expect(parse(text).codes).toContain("cisco/platform-not-read");
  });

  it("of an ASA an advanced entry is no entry", () => {
    const text = threatDefense(["advanced permit tcp any any eq https rule-id 1"]);
    const packets = { [SHELL]: "unknown" } as const;
    expect(answers(text.replace(/^NGFW .*/, "ASA Version 9.18(1)"), packets)).toEqual(packets);
  });

  it.each([
    [" cts manual\n  propagate sgt preserve-untag\n  policy static sgt disabled trusted", "deny"],
    [" cts manual\n  policy static sgt 5 trusted", "unknown"],
    [" cts manual", "unknown"],
  ] as const)("tags that it sets at no packet decide nothing: %s", (statement, answer) => {
    const text = threatDefense([]).replace(" nameif outside", ` nameif outside\n${statement}`);
    expect(answers(text, { [WEB]: answer })).toEqual({ [WEB]: answer });
  });
});
