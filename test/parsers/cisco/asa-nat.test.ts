/** Translations of the ASA (reference/cisco.md 5.1): what is translated, in which order, and what that lets in. */
import { describe, expect, it } from "vitest";
import { createWalker } from "../../../src/analyse/oracle/walk.js";
import { formatIPv4 } from "../../../src/packets/address.js";
import { answers, asa, doubtsOf } from "./asa-site.js";
import { type Answer, askBoth, parse, readPacket } from "./site.js";

const OPEN = "access-list OUT extended permit ip any any\naccess-group OUT in interface outside\n";
const ONLY_80 = "access-list OUT extended permit tcp any host 10.1.1.10 eq 80\naccess-group OUT in interface outside\n";
const OBJECTS = `object network SRV
 host 10.1.1.10
object network PUB
 host 203.0.113.10
object network NET
 subnet 10.1.1.0 255.255.255.0
object network PUBNET
 subnet 203.0.113.0 255.255.255.0
object network POOL
 range 203.0.113.100 203.0.113.110
object network FAR
 host 172.16.0.9
object network NEAR
 host 10.1.7.7
object service WEB
 service tcp source eq 80
object service ALT
 service tcp source eq 8080
`;

const DESTINATIONS = `object service TO80
 service tcp destination eq 80
object service TO8080
 service tcp destination eq 8080
`;

const PUBLISHED = `${OBJECTS}object network CLIENT
 host 192.0.2.9
${ONLY_80}object network SRV
 nat (inside,outside) static 203.0.113.10
`;

interface Case {
  readonly name: string;
  readonly text: string;
  readonly packets: Readonly<Record<string, Answer>>;
}

const CASES: readonly Case[] = [
  {
    name: "a static translation lets packets in that are sent to the mapped address, and no straight ones (message 305013)",
    text: `${OBJECTS}${ONLY_80}nat (inside,outside) source static SRV PUB`,
    packets: {
      "tcp 192.0.2.9 > 203.0.113.10:80": "permit",
      "tcp 192.0.2.9 > 203.0.113.10:81": "deny",
      "tcp 192.0.2.9 > 10.1.1.10:80": "deny",
      "tcp 192.0.2.9 > 10.1.1.10:81": "deny",
    },
  },
  {
    name: "it works on packets of the mapped interface only",
    text: `${OBJECTS}nat (inside,outside) source static SRV PUB\naccess-list D extended permit tcp any host 10.1.1.10 eq 80\naccess-group D in interface dmz`,
    packets: {
      "tcp 10.2.0.9 > 203.0.113.10:80 [dmz > inside]": "deny",
      "tcp 10.2.0.9 > 10.1.1.10:80 [dmz > inside]": "permit",
    },
  },
  {
    name: "any interface is every one of them",
    text: `${OBJECTS}nat source static SRV PUB\naccess-list D extended permit tcp any host 10.1.1.10 eq 80\naccess-group D in interface dmz`,
    packets: { "tcp 10.2.0.9 > 203.0.113.10:80 [dmz > inside]": "permit" },
  },
  {
    name: "a unidirectional one lets nobody in",
    text: `${OBJECTS}${ONLY_80}nat (inside,outside) source static SRV PUB unidirectional`,
    packets: { "tcp 192.0.2.9 > 203.0.113.10:80": "deny" },
  },
  {
    name: "whether straight packets pass by one that is unidirectional is in doubt",
    text: `${OBJECTS}${ONLY_80}nat (inside,outside) source static SRV PUB unidirectional`,
    packets: { "tcp 192.0.2.9 > 10.1.1.10:80": "unknown", "tcp 192.0.2.9 > 10.1.1.10:81": "deny" },
  },
  {
    name: "straight packets are refused to the port that is published alone, from the far end it is for alone",
    text: `${OBJECTS}${OPEN}nat (inside,outside) source static SRV PUB destination static FAR FAR service WEB ALT`,
    packets: {
      "tcp 172.16.0.9 > 10.1.1.10:80": "deny",
      "tcp 172.16.0.9 > 10.1.1.10:81": "permit",
      "tcp 192.0.2.9 > 10.1.1.10:80": "permit",
    },
  },
  {
    name: "whether straight packets are refused by a pool between any two interfaces is in doubt: it translates these as well",
    text: `${OBJECTS}${ONLY_80}nat (any,any) source dynamic any PUB`,
    packets: { "tcp 192.0.2.9 > 10.1.1.10:80": "unknown", "tcp 192.0.2.9 > 10.1.1.10:81": "deny" },
  },
  {
    name: "a pool of one interface refuses them",
    text: `${OBJECTS}${ONLY_80}nat (inside,outside) source dynamic any PUB`,
    packets: { "tcp 192.0.2.9 > 10.1.1.10:80": "deny" },
  },
  ...(
    [
      ["a pool with ports", "nat (inside,outside) source dynamic any interface"],
      ["one whose interfaces are any", "nat source dynamic NET interface"],
      ["an exemption", "nat (inside,outside) source static NET NET"],
      ["another address", "nat (inside,outside) source static SRV NEAR"],
      ["one for replies of that port", "nat (inside,outside) source static SRV NEAR service WEB ALT"],
      ["one for replies to there", "nat (inside,outside) source static NET NET destination static CLIENT CLIENT"],
    ] as const
  ).map(
    ([kind, line]): Case => ({
      name: `whether packets to a published address pass whose replies an earlier statement takes is in doubt: ${kind}`,
      text: `${PUBLISHED}${line}`,
      packets: { "tcp 192.0.2.9 > 203.0.113.10:80": "unknown", "tcp 192.0.2.9 > 203.0.113.10:81": "deny" },
    }),
  ),
  ...(
    [
      ["stands behind", "nat (inside,outside) after-auto source dynamic any interface"],
      ["is of another source", "nat (inside,outside) source dynamic PUB interface"],
      ["comes from another interface", "nat (dmz,outside) source dynamic any interface"],
      ["goes to another interface", "nat (inside,dmz) source dynamic any interface"],
      ["is of another port", "nat (inside,outside) source static SRV NEAR service ALT WEB"],
      ["goes elsewhere", "nat (inside,outside) source static NET NET destination static FAR FAR"],
      ["is inactive", "nat (inside,outside) source dynamic any interface inactive"],
    ] as const
  ).map(
    ([why, line]): Case => ({
      name: `no statement takes replies of a published address that ${why}`,
      text: `${PUBLISHED}${line}`,
      packets: { "tcp 192.0.2.9 > 203.0.113.10:80": "permit" },
    }),
  ),
  {
    name: "replies of what a twice translation sends to a host are taken by earlier ones from there",
    text: `${OBJECTS}${ONLY_80}nat (inside,outside) source dynamic any interface\nnat (outside,inside) source static any any destination static PUB SRV`,
    packets: { "tcp 192.0.2.9 > 203.0.113.10:80": "unknown", "tcp 192.0.2.9 > 10.1.1.10:80": "deny" },
  },
  {
    name: "an inactive one is not there",
    text: `${OBJECTS}${ONLY_80}nat (inside,outside) source static SRV PUB inactive`,
    packets: { "tcp 192.0.2.9 > 203.0.113.10:80": "deny", "tcp 192.0.2.9 > 10.1.1.10:80": "permit" },
  },
  {
    name: "addresses of a network translate one by one",
    text: `${OBJECTS}${ONLY_80}nat (inside,outside) source static NET PUBNET`,
    packets: { "tcp 192.0.2.9 > 203.0.113.10:80": "permit", "tcp 192.0.2.9 > 203.0.113.11:80": "deny" },
  },
  {
    name: "an address in an object stands for as many as the object has",
    text: `${ONLY_80}object network NET\n subnet 10.1.1.0 255.255.255.0\n nat (inside,outside) static 203.0.113.0`,
    packets: { "tcp 192.0.2.9 > 203.0.113.10:80": "permit", "tcp 192.0.2.9 > 203.0.113.11:80": "deny" },
  },
  {
    name: "a port that is published on the interface leads to the port of the host",
    text: `${ONLY_80}object network SRV\n host 10.1.1.10\n nat (inside,outside) static interface service tcp 80 8080`,
    packets: {
      "tcp 192.0.2.9 > 192.0.2.1:8080": "permit",
      "tcp 192.0.2.9 > 192.0.2.1:80": "deny",
    },
  },
  {
    name: "on an interface whose address the network gives any address may be meant, with that port",
    text: `${ONLY_80}interface GigabitEthernet0/0\n ip address dhcp setroute\nobject network SRV\n host 10.1.1.10\n nat (inside,outside) static interface service tcp 80 8080`,
    packets: {
      "tcp 192.0.2.9 > 203.0.113.5:8080": "unknown",
      "tcp 192.0.2.9 > 203.0.113.5:8081": "deny",
      "tcp 10.2.0.9 > 10.1.0.5 [dmz > inside]": "deny",
    },
  },
  {
    name: "so it does in a statement of its own",
    text: `${OBJECTS}${ONLY_80}nat (inside,outside) source static SRV interface service WEB ALT`,
    packets: { "tcp 192.0.2.9 > 192.0.2.1:8080": "permit", "tcp 192.0.2.9 > 192.0.2.1:80": "deny" },
  },
  {
    name: "a dynamic translation with ports lets nobody in",
    text: `${OBJECTS}${OPEN}nat (inside,outside) source dynamic NET interface`,
    packets: { "tcp 192.0.2.9 > 10.1.1.10:80": "deny", "tcp 10.1.1.10 > 192.0.2.9:80 [inside > outside]": "permit" },
  },
  {
    name: "one that gives an address to each host lets packets in to those in use",
    text: `${OBJECTS}${ONLY_80}nat (inside,outside) source dynamic NET POOL`,
    packets: { "tcp 192.0.2.9 > 203.0.113.105:80": "unknown", "tcp 192.0.2.9 > 203.0.113.111:80": "deny" },
  },
  {
    name: "a list of packets to a translated destination names the real one",
    text: `${OBJECTS}nat (inside,outside) source static NET NET destination static NEAR FAR\naccess-list IN extended permit tcp any host 172.16.0.9 eq 80\naccess-group IN in interface inside`,
    packets: {
      "tcp 10.1.1.10 > 10.1.7.7:80 [inside > outside]": "permit",
      "tcp 10.1.1.10 > 172.16.0.9:80 [inside > outside]": "permit",
      "tcp 10.1.1.10 > 172.16.0.9:81 [inside > outside]": "deny",
    },
  },
  {
    name: "packets to the address of the interface where they come in lead to the host, with its port",
    text: `${OBJECTS}${ONLY_80}${DESTINATIONS}nat (outside,inside) source static any any destination static interface SRV service TO8080 TO80 route-lookup`,
    packets: {
      "tcp 192.0.2.9 > 192.0.2.1:8080": "permit",
      "tcp 192.0.2.9 > 192.0.2.1:80": "deny",
      "tcp 192.0.2.9 > 10.1.1.10:81": "deny",
      "tcp 10.2.0.9 > 10.1.0.5:80 [dmz > inside]": "deny",
    },
  },
  {
    name: "where the network gives that interface its address, it is in doubt",
    text: `${OBJECTS}${ONLY_80}${DESTINATIONS}interface GigabitEthernet0/0\n ip address dhcp\nnat (outside,inside) source static any any destination static interface SRV service TO8080 TO80 route-lookup`,
    packets: { "tcp 192.0.2.9 > 192.0.2.1:8080": "unknown", "tcp 192.0.2.9 > 203.0.113.5:8080": "unknown" },
  },
  {
    name: "identity of two networks, whatever its options say of proxies and routes, is before what is translated",
    text: `${OBJECTS}nat (inside,outside) source dynamic NET interface\nnat (inside,outside) 1 source static NET NET destination static FAR FAR no-proxy-arp route-lookup description inactive one\naccess-list OUT extended permit tcp host 172.16.0.9 host 10.1.1.10 eq 80\naccess-group OUT in interface outside`,
    packets: {
      "tcp 172.16.0.9 > 10.1.1.10:80": "permit",
      "tcp 172.16.0.9 > 10.1.1.10:81": "deny",
      "tcp 192.0.2.9 > 10.1.1.10:80": "deny",
    },
  },
  {
    name: "behind objects stands what is after-auto, by its own numbers",
    text: `${OBJECTS}${ONLY_80}nat (inside,outside) after-auto source static SRV NEAR\nnat (inside,outside) after-auto 1 source static SRV FAR\nobject network SRV\n nat (inside,outside) static PUB`,
    packets: {
      "tcp 192.0.2.9 > 203.0.113.10:80": "permit",
      "tcp 192.0.2.9 > 203.0.113.10:81": "deny",
    },
  },
  {
    name: "the first statement that fits hides later ones, for the way in too",
    text: `${OBJECTS}${ONLY_80}nat (inside,outside) source static PUB PUB route-lookup\nnat (inside,outside) source static SRV PUB`,
    packets: { "tcp 192.0.2.9 > 203.0.113.10:80": "deny" },
  },
  {
    name: "one that is put in at a place comes before",
    text: `${OBJECTS}${ONLY_80}nat (inside,outside) source static PUB PUB route-lookup\nnat (inside,outside) 1 source static SRV PUB`,
    packets: { "tcp 192.0.2.9 > 203.0.113.10:80": "permit" },
  },
  {
    name: "one that is taken away again is not there",
    text: `${OBJECTS}${ONLY_80}nat (inside,outside) source static SRV PUB\nno nat (inside,outside) source static SRV PUB`,
    packets: { "tcp 192.0.2.9 > 203.0.113.10:80": "deny" },
  },
  {
    name: "an object has one translation: the last one",
    text: `${ONLY_80}object network SRV\n host 10.1.1.10\n nat (inside,outside) static 203.0.113.10\n nat (inside,outside) static 203.0.113.11`,
    packets: { "tcp 192.0.2.9 > 203.0.113.10:80": "deny", "tcp 192.0.2.9 > 203.0.113.11:80": "permit" },
  },
  {
    name: "what is not understood leaves its interfaces in doubt",
    text: `${OBJECTS}${ONLY_80}nat (inside,outside) source static SRV PUB sideways`,
    packets: { "tcp 192.0.2.9 > 10.1.0.5:81": "unknown", "tcp 10.1.0.5 > 10.2.0.9 [inside > dmz]": "unknown" },
  },
  {
    name: "and so does a name that nothing defines, as long as it is active",
    text: `${OBJECTS}${ONLY_80}nat (inside,outside) source static GONE PUB inactive`,
    packets: { "tcp 192.0.2.9 > 10.1.0.5:81": "deny" },
  },
  {
    name: "as many addresses outside as the file does not say leave their interfaces in doubt",
    text: `${OBJECTS}${ONLY_80}nat (inside,outside) source static NET POOL`,
    packets: { "tcp 192.0.2.9 > 10.1.0.5:81": "unknown", "tcp 10.2.0.9 > 10.1.0.5 [dmz > outside]": "unknown" },
  },
];

describe("translations of the ASA", () => {
  it.each(CASES)("$name", ({ text, packets }) => {
    expect(answers(asa(text), packets)).toEqual(packets);
  });

  it("trap 53: statements stand before objects, static objects before dynamic ones, those behind `after-auto` last", () => {
    const text = asa(`object network B-NET
 subnet 10.1.1.0 255.255.255.0
 nat (inside,outside) dynamic interface
object network A-NET
 subnet 10.1.2.0 255.255.255.0
 nat (inside,outside) dynamic interface
object network Z-HOST
 host 10.1.1.20
 nat (inside,outside) static 203.0.113.20
object network C-HOST
 host 10.1.1.10
 nat (inside,outside) static 203.0.113.10
object network D-PAIR
 range 10.1.1.2 10.1.1.3
 nat (inside,outside) static 203.0.113.2
nat (inside,outside) after-auto source dynamic any interface
nat (inside,outside) source dynamic A-NET interface`);
    const sources = parse(text).device.nat.filter(({ kind }) => kind === "source");
    expect(sources.map(({ id }) => id.replace(/\d+$/, "N"))).toEqual([
      "nat N",
      "object C-HOST",
      "object Z-HOST",
      "object D-PAIR",
      "object B-NET",
      "object A-NET",
      "nat N",
    ]);
  });

  it("trap 52: the order of words differs between source and destination", () => {
    const [text] = [asa(`${OBJECTS}nat (inside,outside) source static SRV PUB destination static NEAR FAR`)];
    const shown = parse(text).device.nat.map(({ kind, match, translated }) => {
      const address = kind === "source" ? match.source : match.destination;
      const plain = (one: typeof translated) => (one?.kind === "range4" ? formatIPv4(one.from) : one?.kind);
      return `${match.ingress?.join()} > ${match.egress?.join() ?? ""} ${kind} ${plain(address)} becomes ${plain(translated)}`;
    });
    expect(shown.sort()).toEqual([
      "inside >  destination 10.1.7.7 becomes 172.16.0.9",
      "inside > outside source 10.1.1.10 becomes 203.0.113.10",
      "outside >  destination 203.0.113.10 becomes 10.1.1.10",
      "outside > inside source 172.16.0.9 becomes 10.1.7.7",
    ]);
  });

  const BOTH = "nat (inside,outside) source static SRV PUB destination static";
  it.each([
    ["what was sent to the translated address", `${BOTH} NEAR FAR`, "10.1.1.10 > 10.1.7.7:80", ["203.0.113.10"]],
    ["not what went to the real one", `${BOTH} NEAR FAR`, "10.1.1.10 > 172.16.0.9:80", ["10.1.1.10"]],
    ["not what goes elsewhere", `${BOTH} NEAR FAR`, "10.1.1.10 > 172.16.0.8:80", ["10.1.1.10"]],
    [
      "what another statement sent there comes by the source of that",
      `${BOTH} NEAR FAR\nnat (inside,outside) source static SRV NET destination static PUB FAR`,
      "10.1.1.10 > 203.0.113.10:80",
      ["10.1.1.0"],
    ],
    ["all of it where the address stays", `${BOTH} FAR FAR`, "10.1.1.10 > 172.16.0.9:80", ["203.0.113.10"]],
    ["of a port: that", `${BOTH} FAR FAR service TO8080 TO80`, "10.1.1.10 > 172.16.0.9:8080", ["203.0.113.10"]],
    ["and not what it becomes", `${BOTH} FAR FAR service TO8080 TO80`, "10.1.1.10 > 172.16.0.9:80", ["10.1.1.10"]],
  ])("the source half of a twice translation takes %s", (_, lines, packet, sources) => {
    const header = readPacket(`tcp ${packet}`);
    const { leaves } = createWalker(parse(asa(`${OBJECTS}${DESTINATIONS}${lines}`)).device)(
      header,
      "inside",
      "outside",
    );
    expect([...new Set(leaves.map((one) => formatIPv4(Number(one.packet.src))))]).toEqual(sources);
  });

  const TO_FAR = `object network DIALLED
 host 198.51.100.7
object network IN-DMZ
 host 10.2.0.77
access-list IN extended permit tcp any host 172.16.0.9 eq 80
access-group IN in interface inside
`;
  const LATER = "nat (inside,outside) source static NET NET destination static DIALLED FAR";
  const LATER_DMZ = "nat (inside,outside) source static NET NET destination static IN-DMZ FAR";
  it.each([
    ["a static one takes what its source sends", `nat (inside,outside) source static SRV PUB\n${LATER}`, "deny"],
    ["a dynamic one does", `nat (inside,outside) source dynamic NET interface\n${LATER}`, "deny"],
    ["an identity does", `nat (inside,outside) source static any any\n${LATER}`, "deny"],
    [
      "one with any destination does",
      `nat (inside,outside) source static SRV PUB destination static any any\n${LATER}`,
      "deny",
    ],
    [
      "several do, each its own source",
      `nat (inside,outside) source static PUB PUB\nnat (inside,outside) source static SRV PUB\n${LATER.replace("static NET NET", "static any any")}`,
      "deny",
    ],
    ["one for any interface does", `nat (inside,any) source static SRV PUB\n${LATER_DMZ}`, "deny", "10.2.0.77"],
    ["one of another source does not", `nat (inside,outside) source static PUB PUB\n${LATER}`, "permit"],
    [
      "one that is put behind does not",
      `nat (inside,outside) source static SRV PUB\n${LATER.replace("source", "1 source")}`,
      "permit",
    ],
    ["one from another interface does not", `nat (dmz,outside) source static SRV PUB\n${LATER}`, "permit"],
    ["one to where its packets do not go does not", `nat (inside,dmz) source static SRV PUB\n${LATER}`, "permit"],
    ["one of another port does not", `nat (inside,outside) source static SRV PUB service WEB ALT\n${LATER}`, "permit"],
    [
      "one that routes do not lead them to may",
      `nat (inside,outside) source static SRV PUB\n${LATER_DMZ}`,
      "unknown",
      "10.2.0.77",
    ],
    [
      "any may where routes are learned",
      `router ospf 1\nnat (inside,outside) source static SRV PUB\n${LATER}`,
      "unknown",
    ],
    [
      "that of an object may",
      `object network SRV\n nat (inside,outside) static 203.0.113.10\n${LATER.replace("source", "after-auto source")}`,
      "unknown",
    ],
  ])(
    "first match over the whole table, destinations too: before a twice translation %s",
    (_, lines, expected, to = "198.51.100.7") => {
      const text = asa(`${OBJECTS}${TO_FAR}${lines}`);
      expect(askBoth(text, `tcp 10.1.1.10 > ${to}:80`, "inside", "outside")).toBe(expected);
      const reason = "which then go where they were sent, is not known";
      expect(doubtsOf(text).join().includes(reason)).toBe(expected === "unknown");
    },
  );

  it.each([
    ["what was sent to the published address", "172.16.0.9 > 203.0.113.10:80", ["10.1.7.7"]],
    ["not what goes straight to the real one", "172.16.0.9 > 10.1.1.10:80", ["172.16.0.9"]],
  ])("the way back through a twice translation takes %s", (_, packet, sources) => {
    const text = asa(`${OBJECTS}${BOTH} NEAR FAR`);
    const { leaves } = createWalker(parse(text).device)(readPacket(`tcp ${packet}`), "outside", "inside");
    expect(leaves.map(({ packet: { src } }) => formatIPv4(Number(src)))).toEqual(sources);
  });

  const PUBLISHED = `${OBJECTS}${ONLY_80}${DESTINATIONS}nat (outside,inside) source static any any destination static interface SRV service TO8080 TO80`;
  it.each([
    ["what it publishes is led to the host", "tcp 192.0.2.9 > 192.0.2.1:8080", "outside", "inside", "permit"],
    [
      "what that host answers from leaves by the other end",
      "tcp 10.1.1.10:80 > 192.0.2.9:5000",
      "inside",
      "outside",
      "permit",
    ],
    ["and does not go where routes lead elsewhere", "tcp 10.1.1.10:80 > 10.2.0.9:502", "inside", "dmz", "unknown"],
    ["other ports of it do", "tcp 10.1.1.10:81 > 10.2.0.9:502", "inside", "dmz", "permit"],
    ["other hosts do", "tcp 10.1.1.11:80 > 10.2.0.9:502", "inside", "dmz", "permit"],
    ["what is denied stays so", "tcp 192.0.2.9 > 10.1.1.10:502", "outside", "inside", "deny"],
  ])("without route-lookup: %s", (_, packet, ingress, egress, expected) => {
    expect(askBoth(asa(PUBLISHED), packet, ingress, egress)).toBe(expected);
  });

  it.each([
    ["tcp 10.1.1.10 > 10.1.7.7:80", "inside", "outside", "permit"],
    ["tcp 192.0.2.9 > 203.0.113.10:80", "outside", "inside", "unknown"],
    ["tcp 192.0.2.9 > 10.1.1.10:80", "outside", "inside", "permit"],
  ])("to a host that routes do not lead to by its interface: %s", (packet, ingress, egress, expected) => {
    const list = "access-list OUT extended permit tcp any any eq 80\naccess-group OUT in interface outside\n";
    const text = asa(`${OBJECTS}${list}nat (inside,outside) source static FAR PUB`);
    expect(askBoth(text, packet, ingress, egress)).toBe(expected);
  });

  it("doubts a translation that sends packets out of another interface than routes do", () => {
    const routed = asa(`${OBJECTS}nat (inside,outside) source static FAR PUB`);
    expect(doubtsOf(routed).join()).toContain("routes lead elsewhere");
    const looked = asa(`${OBJECTS}nat (inside,outside) source static FAR PUB route-lookup`);
    expect(doubtsOf(looked).join()).not.toContain("routes lead elsewhere");
    const own = asa(`${OBJECTS}nat (inside,outside) source static SRV PUB`);
    expect(doubtsOf(own).join()).not.toContain("routes lead elsewhere");
  });
});
