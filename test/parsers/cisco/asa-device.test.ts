/** Interfaces, routes, services of an ASA itself, and the account of its lines (reference/cisco.md 2.1, 2.7, 4.3). */
import { describe, expect, it } from "vitest";
import { answers, asa, doubtsOf } from "./asa-site.js";
import { type Answer, parse } from "./site.js";

interface Case {
  readonly name: string;
  readonly text: string;
  readonly packets: Readonly<Record<string, Answer>>;
}

const TO_DEVICE: readonly Case[] = [
  {
    name: "what no service takes is refused, messages of ICMP are answered",
    text: asa(""),
    packets: {
      "tcp 10.1.0.5 > 10.1.0.1:22 [inside > self]": "deny",
      "icmp 192.0.2.9 > 192.0.2.1 8/0 [outside > self]": "permit",
      "icmp 192.0.2.9 > 10.1.0.1 8/0 [outside > self]": "deny",
    },
  },
  {
    name: "the first line of an interface makes a list of its messages, which ends in denial",
    text: asa("icmp permit 192.0.2.0 255.255.255.128 echo outside\nicmp permit any unreachable outside"),
    packets: {
      "icmp 192.0.2.9 > 192.0.2.1 8/0 [outside > self]": "permit",
      "icmp 192.0.2.200 > 192.0.2.1 8/0 [outside > self]": "deny",
      "icmp 192.0.2.200 > 192.0.2.1 3/1 [outside > self]": "permit",
      "icmp 10.1.0.5 > 10.1.0.1 8/0 [inside > self]": "permit",
    },
  },
  {
    name: "the web server takes the port it is given, from where it is allowed",
    text: asa("http server enable 8443\nhttp 10.1.0.0 255.255.255.0 inside"),
    packets: {
      "tcp 10.1.0.5 > 10.1.0.1:8443 [inside > self]": "permit",
      "tcp 10.1.0.5 > 10.1.0.1:443 [inside > self]": "deny",
      "tcp 10.1.1.5 > 10.1.0.1:8443 [inside > self]": "deny",
    },
  },
  {
    name: "without the server nobody is let in",
    text: asa("http 10.1.0.0 255.255.255.0 inside"),
    packets: { "tcp 10.1.0.5 > 10.1.0.1:443 [inside > self]": "deny" },
  },
  {
    name: "telnet on the interface of the lowest level is for tunnels alone",
    text: asa("telnet 0.0.0.0 0.0.0.0 outside\ntelnet 0 0 inside\nno telnet 0 0 inside"),
    packets: {
      "tcp 192.0.2.9 > 192.0.2.1:23 [outside > self]": "unknown",
      "tcp 10.1.0.5 > 10.1.0.1:23 [inside > self]": "deny",
    },
  },
  {
    name: "units of a pair watch each other on every interface, and say the rest over their link",
    text: asa("failover\nfailover lan unit primary\nfailover lan interface LINK GigabitEthernet0/3\nfailover key FAKE"),
    packets: {
      "ip105 10.1.0.5 > 10.1.0.1 [inside > self]": "unknown",
      "tcp 10.1.0.5 > 10.1.0.1:22 [inside > self]": "deny",
    },
  },
  {
    name: "a pair whose link is not told may say anything anywhere",
    text: asa("failover"),
    packets: { "tcp 10.1.0.5 > 10.1.0.1:22 [inside > self]": "unknown" },
  },
  {
    name: "a pair that is switched off says nothing",
    text: asa("failover lan unit primary\nno failover"),
    packets: { "tcp 10.1.0.5 > 10.1.0.1:22 [inside > self]": "deny" },
  },
  {
    name: "key exchange and portals are open to everybody",
    text: asa("crypto ikev2 enable outside client-services port 444\nwebvpn\n port 10443\n enable outside"),
    packets: {
      "udp 192.0.2.9 > 192.0.2.1:500 [outside > self]": "unknown",
      "udp 10.1.0.5 > 10.1.0.1:500 [inside > self]": "deny",
    },
  },
  {
    name: "key exchange",
    text: asa("crypto ikev1 enable outside"),
    packets: {
      "udp 192.0.2.9 > 192.0.2.1:4500 [outside > self]": "permit",
      "ip50 192.0.2.9 > 192.0.2.1 [outside > self]": "permit",
      "tcp 192.0.2.9 > 192.0.2.1:4500 [outside > self]": "deny",
    },
  },
  {
    name: "an agent answers those that it names, unless they only get its messages",
    text: asa(
      "snmp-server host inside 10.1.0.5 community secret\nsnmp-server host inside 10.1.0.6 trap community secret",
    ),
    packets: {
      "udp 10.1.0.5 > 10.1.0.1:161 [inside > self]": "permit",
      "udp 10.1.0.6 > 10.1.0.1:161 [inside > self]": "deny",
    },
  },
  {
    name: "an agent answers those whose community is called like the keyword",
    text: asa("snmp-server host inside 10.1.0.5 community trap version 2c\nsnmp-server host inside 10.1.0.6 poll"),
    packets: {
      "udp 10.1.0.5 > 10.1.0.1:161 [inside > self]": "permit",
      "udp 10.1.0.6 > 10.1.0.1:161 [inside > self]": "permit",
    },
  },
  {
    name: "neighbours of a routing protocol may talk to it",
    text: asa("router ospf 1\n network 10.1.0.0 255.255.0.0 area 0"),
    packets: {
      "ip89 10.1.0.5 > 10.1.0.1 [inside > self]": "unknown",
      "ip88 10.1.0.5 > 10.1.0.1 [inside > self]": "deny",
    },
  },
  {
    name: "a control-plane list may keep packets from services, and opens nothing (reference/cisco.md 10.6)",
    text: asa(
      "ssh 10.1.0.0 255.255.0.0 inside\naccess-list CP extended permit tcp host 10.1.0.5 any eq 22\naccess-list CP extended permit tcp any any eq 80\naccess-group CP in interface inside control-plane",
    ),
    packets: {
      "tcp 10.1.0.5 > 10.1.0.1:22 [inside > self]": "permit",
      "tcp 10.1.0.6 > 10.1.0.1:22 [inside > self]": "unknown",
      "tcp 10.1.0.5 > 10.1.0.1:80 [inside > self]": "deny",
      "tcp 10.1.0.5 > 192.0.2.9:81 [inside > outside]": "permit",
    },
  },
];

describe("packets to an ASA itself", () => {
  it.each(TO_DEVICE)("$name", ({ text, packets }) => {
    expect(answers(text, packets)).toEqual(packets);
  });

  it("lists what people administer it by", () => {
    const { services } = parse(
      asa(
        "ssh 10.1.0.0 255.255.0.0 inside\nhttp server enable\nhttp 0 0 outside\nsnmp-server host inside 10.1.0.5 community s3cr3t",
      ),
    ).device.management;
    expect(services.map(({ service, port, interfaces, enabled }) => [service, port, interfaces, enabled])).toEqual([
      ["ssh", 22, ["inside"], true],
      ["https", 443, ["outside"], true],
      ["snmp", 161, ["inside"], true],
    ]);
    expect(JSON.stringify(services)).not.toContain("s3cr3t");
  });
});

describe("interfaces and routes of an ASA", () => {
  const interfaceOf = (lines: string, id: string) => parse(asa(lines)).device.interfaces.find((one) => one.id === id);

  it("go by their names, and pass nothing without one", () => {
    const text = "interface GigabitEthernet0/3\n no nameif\n ip address 10.3.0.1 255.255.0.0";
    expect(interfaceOf(text, "inside")).toMatchObject({
      kind: "routed",
      zone: "security level 100",
      router: "default",
    });
    expect(interfaceOf(text, "GigabitEthernet0/3")).toMatchObject({ kind: "other", addresses: [] });
  });

  it("lose what names them with their name, and keep it under another one: what the file says before is open", () => {
    const list = "access-list A extended deny ip any any\naccess-group A in interface inside";
    const reopened = `${list}\ninterface GigabitEthernet0/1`;
    const open = [" no nameif\n nameif inside\n security-level 100", " nameif plant\n nameif inside"];
    const isSaid = (lines: string) => doubtsOf(asa(lines)).some((one) => / (?:another|its) name, /.test(one));
    const lost = [...open.map((one) => `${reopened}\n${one}`), `${list}\nno interface GigabitEthernet0/1`];
    expect(lost.map(isSaid)).toEqual([true, true, true]);
    expect(isSaid(`${reopened}\n nameif inside`)).toBe(false);
    expect(isSaid(`${list}\ninterface GigabitEthernet0/3\n no nameif\n nameif cell`)).toBe(false);
  });

  it("take the address of this unit, not that of the other", () => {
    const one = interfaceOf(
      "interface GigabitEthernet0/1\n ip address 10.1.0.2 255.255.0.0 standby 10.1.0.3",
      "inside",
    );
    expect(one?.addresses.filter(({ family }) => family === 4)).toMatchObject([
      { address: 0x0a010002, prefixLength: 16 },
    ]);
  });

  it("have levels by default: 100 for inside, otherwise 0", () => {
    const text = "interface GigabitEthernet0/1\n no security-level\ninterface GigabitEthernet0/2\n no security-level";
    expect(answers(asa(text), { "tcp 10.1.0.5 > 10.2.0.9 [inside > dmz]": "permit" })).toEqual({
      "tcp 10.1.0.5 > 10.2.0.9 [inside > dmz]": "permit",
    });
    expect(answers(asa(text), { "tcp 10.2.0.9 > 192.0.2.9 [dmz > outside]": "deny" })).toEqual({
      "tcp 10.2.0.9 > 192.0.2.9 [dmz > outside]": "deny",
    });
  });

  it("are down with the port that they are a part of", () => {
    const text =
      "interface GigabitEthernet0/4\n shutdown\ninterface GigabitEthernet0/4.7\n vlan 7\n nameif cell\n ip address 10.7.0.1 255.255.0.0";
    expect(interfaceOf(text, "cell")).toMatchObject({ enabled: false, vlan: 7, parent: "GigabitEthernet0/4" });
  });

  it("for management only pass nothing on, and keep their routes to themselves", () => {
    const text =
      "interface Management0/0\n management-only\n nameif mgmt\n security-level 100\n ip address 10.9.0.1 255.255.255.0\nroute mgmt 10.1.0.0 255.255.0.0 10.9.0.254 1";
    const { routers, routes } = parse(asa(text)).device;
    expect(interfaceOf(text, "mgmt")).toMatchObject({ router: "management" });
    expect(routers.find(({ id }) => id === "management")?.forwards).toEqual({ ipv4: false, ipv6: false });
    expect(routes.map(({ router, egress }) => `${router} ${egress}`)).toEqual(["default outside", "management mgmt"]);
  });

  it.each([
    ["policy routing", "interface GigabitEthernet0/1\n policy-route route-map R", "policy routing"],
    [
      "an address of the network's",
      "interface GigabitEthernet0/1\n ip address dhcp setroute",
      "comes from the network",
    ],
    ["a statement that is not known", "interface GigabitEthernet0/1\n sideways", "not understood"],
    ["a module that drops packets", "policy-map P\n class C\n  sfr fail-open\nservice-policy P global", "module"],
    [
      "TCP without sessions",
      "policy-map P\n class C\n  set connection advanced-options tcp-state-bypass\nservice-policy P interface inside",
      "without a session",
    ],
    ["login before passing", "aaa authentication match L inside LOCAL", "aaa"],
    ["a file that is cut off", ": Saved", "no end"],
    ["two configurations", "hostname fw-2", "two configurations"],
  ])("%s is a doubt", (_, lines, reason) => {
    expect(doubtsOf(asa(lines)).join("\n")).toContain(reason);
  });

  it("refuse sources of other interfaces where they verify the way back", () => {
    const packets = {
      "tcp 192.0.2.9 > 10.1.0.5:80": "permit",
      "tcp 198.51.100.7 > 10.1.0.5:80": "permit",
      "tcp 10.2.0.9 > 10.1.0.5:80": "deny",
    } as const;
    const lines =
      "access-list OUT extended permit ip any any\naccess-group OUT in interface outside\nip verify reverse-path interface outside";
    expect(answers(asa(lines), packets)).toEqual(packets);
    expect(answers(asa(`${lines}\nrouter ospf 1`), packets)).toEqual({
      "tcp 192.0.2.9 > 10.1.0.5:80": "unknown",
      "tcp 198.51.100.7 > 10.1.0.5:80": "unknown",
      "tcp 10.2.0.9 > 10.1.0.5:80": "unknown",
    });
  });

  it("take statements without indentation, as scripts have them", () => {
    const text =
      "interface GigabitEthernet0/0\nnameif outside\nsecurity-level 0\nip address 192.0.2.1 255.255.255.0\nno shut\nobject network A\nhost 10.1.0.5\nnat (inside,outside) static 203.0.113.5\n";
    const { device, account } = parse(text);
    expect(device.platform).toBe("asa");
    expect(device.interfaces).toMatchObject([{ id: "outside", enabled: true }]);
    expect(device.addresses.map(({ id }) => id)).toEqual(["A"]);
    expect(account.counts().notUnderstood).toBe(0);
  });

  it("account for every line, of text that is mixed up too", () => {
    const lines = asa(
      "webvpn\n enable outside\nsnmp-server host inside 10.1.0.5\ncrypto map M 1 set peer 192.0.2.7\n stray\nnonsense\n more",
    ).split("\n");
    for (let cut = 0; cut < lines.length; cut++) {
      const text = [...lines.slice(cut), ...lines.slice(0, cut)].join("\n");
      const { account } = parse(`ASA Version 9.1\n${text}`);
      expect(account.unclaimed()).toEqual([]);
    }
  });
});
