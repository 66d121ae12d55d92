/** Traps of the ASA (reference/cisco.md 9, 13, 17, 19, 22, 26, 47 to 58, 64, 65). */
import { describe, expect, it } from "vitest";
import { answers, asa, doubtsOf, fromOutside } from "./asa-site.js";
import { type Answer, parse } from "./site.js";

interface Trap {
  readonly name: string;
  readonly text: string;
  readonly packets: Readonly<Record<string, Answer>>;
}

/** A tunnel between 10.1.0.0/16 and 172.16.0.0/24, to one peer. */
const TUNNEL =
  "access-list V extended permit ip 10.1.0.0 255.255.0.0 172.16.0.0 255.255.255.0\ncrypto map VPN 1 match address V\ncrypto map VPN 1 set peer 192.0.2.77\ncrypto map VPN 1 set ikev1 transform-set T\ncrypto map VPN interface outside\ntunnel-group 192.0.2.77 type ipsec-l2l\n";
/** The filter VF for its peer. */
const FILTER =
  "group-policy SITE internal\ngroup-policy SITE attributes\n vpn-filter value VF\ntunnel-group 192.0.2.77 general-attributes\n default-group-policy SITE\n";

const TRAPS: readonly Trap[] = [
  {
    name: "trap 3: a banner has no delimiter, and no line of it is a list",
    text: asa(
      "banner motd access-list OUT extended permit ip any any\nbanner motd ^C\nbanner motd Authorized users only\naccess-list OUT extended permit tcp any any eq 80\naccess-group OUT in interface outside",
    ),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:80": "permit", "tcp 192.0.2.9 > 10.1.0.5:81": "deny" },
  },
  {
    name: "trap 13: a netmask is no wildcard",
    text: fromOutside("permit ip any 10.1.0.0 255.255.255.0"),
    packets: { "tcp 192.0.2.9 > 10.1.0.5": "permit", "tcp 192.0.2.9 > 10.1.1.5": "deny" },
  },
  {
    name: "trap 17: a name stands for an address, with a mask behind it for a network",
    text: asa(
      "names\nname 10.1.9.0 PLANT\nname 10.1.8.5 HMI1\naccess-list OUT extended permit ip any PLANT 255.255.255.0\naccess-list OUT extended permit ip any host HMI1\naccess-group OUT in interface outside",
    ),
    packets: {
      "tcp 192.0.2.9 > 10.1.9.7": "permit",
      "tcp 192.0.2.9 > 10.1.8.5": "permit",
      "tcp 192.0.2.9 > 10.1.8.6": "deny",
    },
  },
  ...["", "no name 10.1.8.5 HMI1\n"].map((taken) => ({
    name: `a statement keeps the address that a name had when it was entered: ${taken === "" ? "given again" : "taken back"}`,
    text: asa(
      `name 10.1.8.5 HMI1\naccess-list OUT extended permit ip any host HMI1\n${taken}name 10.1.9.7 HMI1\naccess-group OUT in interface outside`,
    ),
    packets: { "tcp 192.0.2.9 > 10.1.9.7": "unknown", "tcp 192.0.2.9 > 10.1.8.5": "unknown" } as const,
  })),
  {
    name: "a name stands for nothing before it is defined",
    text: asa(
      "access-list OUT extended deny ip any host HMI1\naccess-list OUT extended permit ip any any\nname 10.1.8.5 HMI1\naccess-group OUT in interface outside",
    ),
    packets: { "tcp 192.0.2.9 > 10.1.8.5": "unknown" },
  },
  {
    name: "a name is that also behind descriptions that say it",
    text: asa(
      "access-list OUT remark HMI1 of cell A\nname 10.1.8.5 HMI1\naccess-list OUT extended permit ip any host HMI1\naccess-group OUT in interface outside",
    ),
    packets: { "tcp 192.0.2.9 > 10.1.8.5": "permit", "tcp 192.0.2.9 > 10.1.8.6": "deny" },
  },
  {
    name: "trap 19: the address of an interface is the device itself, no host behind it",
    text: fromOutside("permit tcp any interface outside eq 443"),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:443": "deny", "tcp 192.0.2.9 > 192.0.2.1:443": "permit" },
  },
  {
    name: "trap 22: any is both families from release 9.0 on",
    text: fromOutside("permit tcp any any eq 80", "permit tcp any4 any4 eq 81", "permit tcp any6 any6 eq 82"),
    packets: {
      "tcp 192.0.2.9 > 10.1.0.5:80": "permit",
      "tcp 2001:db8:9::9 > 2001:db8:1::5": "permit",
      "tcp 192.0.2.9 > 10.1.0.5:81": "permit",
      "tcp 192.0.2.9 > 10.1.0.5:82": "deny",
    },
  },
  {
    name: "trap 26: kerberos, cifs and radius are other ports than the ones of today",
    text: fromOutside("permit tcp any any eq kerberos", "permit tcp any any eq cifs", "permit udp any any eq radius"),
    packets: {
      "tcp 192.0.2.9 > 10.1.0.5:750": "permit",
      "tcp 192.0.2.9 > 10.1.0.5:88": "deny",
      "tcp 192.0.2.9 > 10.1.0.5:3020": "permit",
      "tcp 192.0.2.9 > 10.1.0.5:445": "deny",
      "udp 192.0.2.9 > 10.1.0.5:1645": "permit",
      "udp 192.0.2.9 > 10.1.0.5:1812": "deny",
    },
  },
  {
    name: "trap 47: without lists packets go to lower security levels and not to higher ones",
    text: asa(""),
    packets: {
      "tcp 10.1.0.5 > 192.0.2.9 [inside > outside]": "permit",
      "tcp 10.1.0.5 > 10.2.0.9 [inside > dmz]": "permit",
      "tcp 10.2.0.9 > 10.1.0.5 [dmz > inside]": "deny",
      "tcp 192.0.2.9 > 10.1.0.5": "deny",
    },
  },
  {
    name: "trap 48: a global list takes the implicit permit from every interface",
    text: asa("access-list ALL extended permit tcp any any eq 443\naccess-group ALL global"),
    packets: {
      "tcp 10.1.0.5 > 192.0.2.9:443 [inside > outside]": "permit",
      "tcp 10.1.0.5 > 192.0.2.9:80 [inside > outside]": "deny",
      "tcp 192.0.2.9 > 10.1.0.5:443": "permit",
    },
  },
  {
    name: "trap 48: the list of an interface comes before the global one",
    text: asa(
      "access-list IN extended deny tcp any any eq 443\naccess-list ALL extended permit tcp any any range 443 444\naccess-group IN in interface inside\naccess-group ALL global",
    ),
    packets: {
      "tcp 10.1.0.5 > 192.0.2.9:443 [inside > outside]": "deny",
      "tcp 10.1.0.5 > 192.0.2.9:444 [inside > outside]": "permit",
      "tcp 10.1.0.5 > 192.0.2.9:445 [inside > outside]": "deny",
      "tcp 10.2.0.5 > 192.0.2.9:443 [dmz > outside]": "permit",
    },
  },
  {
    name: "trap 49: whether a list opens the way between equal levels is in doubt",
    text: asa(
      "access-list OPEN extended permit tcp any any eq 80\naccess-group OPEN in interface dmz\ninterface GigabitEthernet0/1\n security-level 50",
    ),
    packets: {
      "tcp 10.2.0.5 > 10.1.0.5:80 [dmz > inside]": "unknown",
      "tcp 10.2.0.5 > 10.1.0.5:81 [dmz > inside]": "deny",
      "tcp 10.1.0.5 > 10.2.0.5:80 [inside > dmz]": "deny",
    },
  },
  {
    name: "trap 49: same-security-traffic opens it",
    text: asa(
      "access-list OPEN extended permit tcp any any eq 80\naccess-group OPEN in interface dmz\ninterface GigabitEthernet0/1\n security-level 50\nsame-security-traffic permit inter-interface",
    ),
    packets: {
      "tcp 10.2.0.5 > 10.1.0.5:80 [dmz > inside]": "permit",
      "tcp 10.1.0.5 > 10.2.0.5:80 [inside > dmz]": "permit",
      "tcp 10.1.0.5 > 10.1.0.6:80 [inside > inside]": "deny",
    },
  },
  {
    name: "trap 49: back out of the same interface takes a command of its own",
    text: asa("same-security-traffic permit intra-interface"),
    packets: { "tcp 10.1.0.5 > 10.1.0.6:80 [inside > inside]": "permit" },
  },
  {
    name: "trap 50: a list names the real address, packets the one that is published",
    text: fromOutside(
      "object network SRV",
      " host 10.1.1.10",
      " nat (inside,outside) static 203.0.113.10",
      "permit tcp any host 10.1.1.10 eq 443",
      "permit tcp any host 203.0.113.10 eq 80",
    ),
    packets: { "tcp 192.0.2.9 > 203.0.113.10:443": "permit", "tcp 192.0.2.9 > 203.0.113.10:80": "deny" },
  },
  {
    name: "trap 52: an identity above a dynamic translation leaves packets as they are, and lets them in as they are",
    text: asa(
      "object network A\n subnet 10.1.0.0 255.255.0.0\nobject network B\n subnet 172.16.0.0 255.255.0.0\nnat (inside,outside) source static A A destination static B B\nnat (inside,outside) source dynamic any interface\naccess-list OUT extended permit ip any any\naccess-group OUT in interface outside",
    ),
    packets: { "tcp 172.16.0.9 > 10.1.0.5:80": "permit", "tcp 192.0.2.9 > 10.1.0.5:80": "deny" },
  },
  {
    name: "trap 53: the static translation of a host comes before the dynamic one of its network",
    text: fromOutside(
      "object network NET",
      " subnet 10.1.1.0 255.255.255.0",
      " nat (inside,outside) dynamic 203.0.113.10",
      "object network SRV",
      " host 10.1.1.10",
      " nat (inside,outside) static 203.0.113.10",
      "permit tcp any host 10.1.1.10 eq 443",
    ),
    packets: { "tcp 192.0.2.9 > 203.0.113.10:443": "permit" },
  },
  {
    name: "trap 54: an inactive entry is not there",
    text: fromOutside("permit tcp any any eq www inactive", "permit tcp any any eq 81"),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:80": "deny", "tcp 192.0.2.9 > 10.1.0.5:81": "permit" },
  },
  {
    name: "trap 54: an inactive entry that is entered again is active where it stands",
    text: fromOutside(
      "permit tcp any any eq 80 inactive",
      "permit tcp any any eq 81 inactive",
      "deny ip any any",
      "permit tcp any any eq 80",
    ),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:80": "permit", "tcp 192.0.2.9 > 10.1.0.5:81": "deny" },
  },
  {
    name: "trap 54: whether an active entry is entered again as an inactive one is open",
    text: fromOutside("deny tcp any any eq 80", "deny tcp any any eq 80 inactive", "permit tcp any any range 80 81"),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:80": "unknown", "tcp 192.0.2.9 > 10.1.0.5:81": "permit" },
  },
  {
    name: "trap 54: an inactive entry is taken away as it is entered",
    text: fromOutside("deny tcp any any eq 80 inactive", "permit tcp any any eq 80").concat(
      "no access-list OUT extended deny tcp any any eq 80 inactive\naccess-list OUT line 1 extended deny tcp any any eq 80\n",
    ),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:80": "deny" },
  },
  {
    name: "trap 55: a list on the way out opens nothing",
    text: asa("access-list X extended permit tcp any any eq 80\naccess-group X out interface inside"),
    packets: {
      "tcp 192.0.2.9 > 10.1.0.5:80": "deny",
      "tcp 10.2.0.9 > 10.1.0.5:80 [dmz > inside]": "deny",
    },
  },
  {
    name: "trap 55: it denies what levels permit",
    text: asa("access-list X extended permit tcp any any eq 80\naccess-group X out interface outside"),
    packets: {
      "tcp 10.1.0.5 > 192.0.2.9:80 [inside > outside]": "permit",
      "tcp 10.1.0.5 > 192.0.2.9:81 [inside > outside]": "deny",
      "tcp 10.1.0.5 > 10.2.0.9:81 [inside > dmz]": "permit",
    },
  },
  {
    name: "trap 56: a list for packets between interfaces keeps nobody from the device",
    text: asa(
      "ssh 10.1.0.0 255.255.255.0 inside\naccess-list NONE extended deny ip any any\naccess-group NONE in interface inside",
    ),
    packets: {
      "tcp 10.1.0.5 > 10.1.0.1:22 [inside > self]": "permit",
      "tcp 10.1.1.5 > 10.1.0.1:22 [inside > self]": "deny",
      "tcp 10.2.0.5 > 10.2.0.1:22 [dmz > self]": "deny",
      "tcp 10.1.0.5 > 10.1.0.1:80 [inside > self]": "deny",
    },
  },
  {
    name: "trap 57: only the address of the interface that a packet came in by answers",
    text: asa("telnet 10.1.0.0 255.255.0.0 inside"),
    packets: {
      "tcp 10.1.0.5 > 10.1.0.1:23 [inside > self]": "permit",
      "tcp 10.1.0.5 > 192.0.2.1:23 [inside > self]": "deny",
    },
  },
  {
    name: "trap 58: a group of ports behind the destination is about the destination",
    text: fromOutside(
      "object-group network SRC",
      " network-object 192.0.2.0 255.255.255.128",
      "object-group network DST",
      " network-object host 10.1.0.5",
      "object-group service PORTS tcp",
      " port-object eq 502",
      "permit tcp object-group SRC object-group DST object-group PORTS",
    ),
    packets: {
      "tcp 192.0.2.9 > 10.1.0.5:502": "permit",
      "tcp 192.0.2.9:502 > 10.1.0.5:503": "deny",
      "tcp 192.0.2.200 > 10.1.0.5:502": "deny",
    },
  },
  {
    name: "trap 58: before the destination it is about the source",
    text: fromOutside(
      "object-group network SRC",
      " network-object 192.0.2.0 255.255.255.128",
      "object-group network DST",
      " network-object host 10.1.0.5",
      "object-group service PORTS tcp",
      " port-object eq 502",
      "permit tcp object-group SRC object-group PORTS object-group DST",
    ),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:502": "deny", "tcp 192.0.2.9:502 > 10.1.0.5:503": "permit" },
  },
  {
    name: "trap 64: what comes out of a tunnel passes no list unless somebody wrote that it does",
    text: asa(
      "crypto map VPN 1 match address V\ncrypto map VPN interface outside\naccess-list OUT extended deny ip any any\naccess-group OUT in interface outside",
    ),
    packets: { "tcp 172.16.0.9 > 10.1.0.5": "unknown", "tcp 10.2.0.9 > 10.1.0.5 [dmz > inside]": "deny" },
  },
  {
    name: "trap 64: a tunnel to a known peer leaves open what it carries, and nothing else",
    text: asa(
      `${TUNNEL}access-list OUT extended permit tcp any host 10.1.0.5 eq 80\naccess-group OUT in interface outside`,
    ),
    packets: {
      "tcp 172.16.0.9 > 10.1.0.5:22": "unknown",
      "tcp 172.16.0.9 > 10.1.0.5:80": "unknown",
      "tcp 172.16.0.9 > 10.2.0.5:22 [outside > dmz]": "deny",
      "tcp 192.0.2.9 > 10.1.0.5:22": "deny",
      "tcp 192.0.2.9 > 10.1.0.5:80": "permit",
      "tcp 10.1.0.5 > 172.16.0.9:80 [inside > outside]": "unknown",
      "tcp 10.1.0.5 > 192.0.2.9:80 [inside > outside]": "permit",
    },
  },
  {
    name: "trap 64: without `permit-vpn` what comes out of it meets the lists",
    text: asa(
      `${TUNNEL}no sysopt connection permit-vpn\naccess-list OUT extended permit tcp any host 10.1.0.5 eq 80\naccess-group OUT in interface outside`,
    ),
    packets: { "tcp 172.16.0.9 > 10.1.0.5:22": "deny", "tcp 172.16.0.9 > 10.1.0.5:80": "unknown" },
  },
  {
    name: "trap 65: a filter of the tunnel names the far end as the source, for both ways",
    text: asa(
      `${TUNNEL}access-list VF extended deny tcp host 172.16.0.7 any\naccess-list VF extended permit tcp 172.16.0.0 255.255.255.0 10.1.0.0 255.255.0.0 eq 3389\n${FILTER}access-list OUT extended permit ip any any\naccess-group OUT in interface outside`,
    ),
    packets: {
      "tcp 172.16.0.9 > 10.1.0.5:3389": "unknown",
      "tcp 172.16.0.9 > 10.1.0.5:22": "deny",
      "tcp 172.16.0.7 > 10.1.0.5:3389": "deny",
      "tcp 10.1.0.5:3389 > 172.16.0.9:50000 [inside > outside]": "unknown",
      "tcp 10.1.0.5:50000 > 172.16.0.9:3389 [inside > outside]": "deny",
      "tcp 192.0.2.9 > 10.1.0.5:22": "permit",
    },
  },
  {
    name: "trap 65: the filter of the default policy holds where none is named, and `none` is none",
    text: asa(
      `${TUNNEL}access-list VF extended permit tcp any any eq 3389\ngroup-policy DfltGrpPolicy attributes\n vpn-filter value VF\n`,
    ),
    packets: { "tcp 172.16.0.9 > 10.1.0.5:3389": "unknown", "tcp 172.16.0.9 > 10.1.0.5:22": "deny" },
  },
  {
    name: "trap 65: a policy that takes no filter over leaves open what the tunnel carries",
    text: asa(
      `${TUNNEL}access-list VF extended permit tcp any any eq 3389\ngroup-policy DfltGrpPolicy attributes\n vpn-filter value VF\ngroup-policy SITE internal\ngroup-policy SITE attributes\n vpn-filter none\ntunnel-group 192.0.2.77 general-attributes\n default-group-policy SITE\n`,
    ),
    packets: { "tcp 172.16.0.9 > 10.1.0.5:22": "unknown" },
  },
  {
    name: "trap 64: a tunnel for addresses that a translation makes leaves its interface in doubt",
    text: asa(`${TUNNEL}object network SRV\n host 10.2.0.5\n nat (dmz,outside) static 10.1.0.77\n`),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:22": "unknown" },
  },
  {
    name: "trap 64: and so do one for any peer, and one whose list is not in the file",
    text: asa(`${TUNNEL}crypto map VPN 65535 ipsec-isakmp dynamic DYN\n`),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:22": "unknown" },
  },
  {
    name: "trap 65: a filter that is not in the file leaves the interface in doubt",
    text: asa(`${TUNNEL}${FILTER}`),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:22": "unknown" },
  },
  {
    name: "trap 70: an entry that holds at times may permit or not",
    text: fromOutside("permit tcp any host 10.1.0.5 eq 502 time-range WORK"),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:502": "unknown", "tcp 192.0.2.9 > 10.1.0.5:503": "deny" },
  },
];

describe("traps of the ASA", () => {
  it.each(TRAPS)("$name", ({ text, packets }) => {
    expect(answers(text, packets)).toEqual(packets);
  });

  it.each([
    ["releases before 7", asa("").replace(/^ASA Version.*/, "PIX Version 6.3(5)"), "before release 7"],
    ["a dump of Threat Defense", asa("").replace("ASA Version", "NGFW Version"), "access control policy"],
    ["several contexts", asa("context plant\n config-url disk0:/plant.cfg"), "the context plant"],
  ])("nothing is claimed of %s", (_, text, reason) => {
    const packets = {
      "tcp 192.0.2.9 > 10.1.0.5:80": "unknown",
      "tcp 10.1.0.5 > 192.0.2.9:80 [inside > outside]": "unknown",
    } as const;
    expect(answers(text, packets)).toEqual(packets);
    expect(doubtsOf(text).join()).toContain(reason);
    expect(parse(text).account.unclaimed()).toEqual([]);
  });
});
