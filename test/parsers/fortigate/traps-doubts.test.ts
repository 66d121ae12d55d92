/** Doubts of reference/fortios.md sections 8 and 10: what no file tells is left open, and no more than that. */
import { describe, expect, it } from "vitest";
import { header, INTERFACES, policy, row, site, table } from "./site.js";
import { type Answer, parse, walk } from "./walk.js";

const WEB = "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80";
const OTHER = "lan > dmz tcp 10.1.1.5 -> 10.2.0.8:80";
const V6 = "lan > dmz tcp [2001:db8::5] -> [2001:db8::9]:80";
const object = (...lines: string[]) =>
  site([policy(1, { dstaddr: '"o"' })], table("firewall address", row("o", ...lines)));
const service = (...lines: string[]) =>
  site([policy(1, { service: '"s"' })], table("firewall service custom", row("s", ...lines)));
const option = (...lines: string[]) => site([]) + table("firewall policy", policy(1), row(1, ...lines));
const wires = (...policies: string[]) =>
  site(policies, "", "7.4.3") +
  table("system interface", row("w1", 'set vdom "root"'), row("w2", 'set vdom "root"')) +
  table("system virtual-wire-pair", row("pair", 'set member "w1" "w2"'));
const GROUPS = ['set srcintf "lan"', 'set dstintf "dmz"', 'set srcaddr "all"', 'set dstaddr "all"'];
const THROUGH = "w1 > w2 tcp 10.1.1.5 -> 10.2.0.9:80";

const dhcp = table("system interface", row("dmz", "unset ip", "set mode dhcp"));

const DOUBTS: readonly { doubt: string; text: string; answers: Readonly<Record<string, Answer>> }[] = [
  ...['set srcintf "lan"', 'set dstintf "dmz"', "set action accept", 'set srcaddr "all"', 'set service "ALL"'].map(
    (line) => ({
      doubt: `a statement that nobody knows may be ${line}, where the policy has none`,
      text: site([policy(1)]).replace(line, "zzz-unknown 1"),
      answers: { [WEB]: "unknown" as const },
    }),
  ),
  ...['fqdn "plc.example"', "start-ip 10.2.0.9", "wildcard 10.2.0.9 255.255.255.255", 'country "NO"'].map((key) => ({
    doubt: `an address of another kind is not every address without its type (${key})`,
    text: site(
      [policy(1, { dstaddr: '"o"', action: "deny" }), policy(2)],
      table("firewall address", row("o", `set ${key}`)),
    ),
    answers: { [OTHER]: "unknown" as const },
  })),
  {
    doubt: "nor of IPv6",
    text: site(
      [policy(1, { srcaddr6: '"all"', dstaddr6: '"o"' })],
      table("firewall address6", row("o", 'set fqdn "plc.example"')),
    ),
    answers: { [V6]: "unknown" },
  },
  {
    doubt: "a range that lost both its ends may be any, and not none",
    text: object("set type iprange"),
    answers: { [WEB]: "unknown" },
  },
  ...["interface-subnet", "wildcard"].map((type) => ({
    doubt: `an address of type ${type} that lost all of it is not every one`,
    text: site(
      [policy(1, { dstaddr: '"o"', action: "deny" }), policy(2)],
      table("firewall address", row("o", `set type ${type}`)),
    ),
    answers: { [WEB]: "unknown" as const },
  })),
  {
    doubt: "a name that an address and a group have may be either",
    text: site(
      [policy(1, { dstaddr: '"o"' })],
      table("firewall address", row("o", "set subnet 10.2.0.8/32"), row("p", "set subnet 10.2.0.9/32")) +
        table("firewall addrgrp", row("o", 'set member "p"')),
    ),
    answers: { [WEB]: "unknown", [OTHER]: "unknown" },
  },
  {
    doubt: "so may one that a service and a group have",
    text: site(
      [policy(1, { service: '"s"' })],
      table("firewall service custom", row("s", "set tcp-portrange 22"), row("t", "set tcp-portrange 80")) +
        table("firewall service group", row("s", 'set member "t"')),
    ),
    answers: { [WEB]: "unknown" },
  },
  {
    doubt: "nor is a range of IPv6",
    text: site(
      [policy(1, { srcaddr6: '"all"', dstaddr6: '"o"' })],
      table("firewall address6", row("o", "set type iprange")),
    ),
    answers: { [V6]: "unknown" },
  },
  {
    doubt: "one that is printed with all it does not have is every address",
    text: object("set start-ip 0.0.0.0", "set end-ip 0.0.0.0", "set fqdn ''"),
    answers: { [OTHER]: "permit" },
  },
  {
    doubt: "a name that is neither an interface nor a zone may be a zone of any, in every row that has it",
    text: site([policy(1, { srcintf: '"cell"', service: '"SSH"' }), policy(2, { srcintf: '"cell"' })]),
    answers: { [WEB]: "unknown", "lan > wan tcp 10.1.1.5 -> 192.0.2.9:80": "deny" },
  },
  {
    doubt: "so may one in a multicast policy",
    text:
      site([]) +
      table(
        "firewall multicast-policy",
        row(1, 'set srcintf "cell"', 'set dstintf "dmz"', 'set srcaddr "all"', 'set dstaddr "all"'),
      ),
    answers: { "lan > dmz udp 10.1.1.5 -> 239.1.1.1:5000": "unknown" },
  },
  {
    doubt: "a zone whose interfaces were not understood may have any",
    text: site([policy(1, { srcintf: '"ot"' })], table("system zone", row("ot", 'set interface "lan" "dmz'))),
    answers: { "wan > dmz tcp 192.0.2.77 -> 10.2.0.9:80": "unknown" },
  },
  {
    doubt: "and one whose member is no interface of the file another one",
    text: site([policy(1, { srcintf: '"ot"' })], table("system zone", row("ot", 'set interface "lan" "wam"'))),
    answers: { "wan > dmz tcp 192.0.2.77 -> 10.2.0.9:80": "unknown" },
  },
  ...(["status", "action", "schedule"] as const).flatMap((key) => {
    const [off, on] = { status: ["disable", "enable"], action: ["deny", "accept"], schedule: ["none", "always"] }[key];
    const row1 = site([policy(1, { [key]: off })]);
    const change = (line: string) => `${row1}config firewall policy\n    edit 1\n        ${line}\n    next\nend\n`;
    return [
      {
        doubt: `a later ${key} that was not understood may be another one`,
        text: change(`set ${key} "${on}`),
        answers: { [WEB]: "unknown" as const },
      },
      {
        doubt: `what is no statement may undo a ${key}, and another key does not`,
        text: change("Command fail. Return code -3"),
        answers: { [WEB]: "unknown" as const },
      },
      {
        doubt: `a key that nobody knows leaves the ${key} as it is`,
        text: change("set everything-but enable"),
        answers: { [WEB]: "deny" as const },
      },
    ];
  }),
  {
    doubt: "D2: a deny to one address may mean the dialled or the mapped one",
    text: site(
      [
        policy(1, { srcintf: '"wan"', action: "deny", dstaddr: '"server"' }),
        policy(2, { srcintf: '"wan"', dstaddr: '"vip"' }),
      ],
      table("firewall address", row("server", "set subnet 10.2.0.9/32")) +
        table(
          "firewall vip",
          row("vip", "set extip 192.0.2.10", 'set extintf "wan"', 'set mappedip "10.2.0.9"'),
          row("vip2", "set extip 192.0.2.11", 'set mappedip "10.2.0.8"'),
        ),
      "7.4.3",
    ),
    answers: {
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "unknown",
      "wan > dmz tcp 192.0.2.77 -> 10.2.0.9:80": "deny",
    },
  },
  {
    doubt: "D4: addresses of a service itself narrow it, perhaps",
    text: service("set tcp-portrange 80", "set iprange 10.2.0.9"),
    answers: { [WEB]: "unknown", "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:81": "deny" },
  },
  {
    doubt: "D4: none of them is no limit",
    text: service("set tcp-portrange 80", "set iprange 0.0.0.0"),
    answers: { [WEB]: "permit" },
  },
  {
    doubt: "D8: any may cover the ports of a wire pair",
    text: wires(policy(1, { srcintf: '"any"', dstintf: '"any"' })),
    answers: { [THROUGH]: "unknown", [WEB]: "permit" },
  },
  {
    doubt: "D8: a row that names both surely does",
    text: wires(policy(1, { srcintf: '"w1"', dstintf: '"w2"' })),
    answers: { [THROUGH]: "permit", "w2 > w1 tcp 10.2.0.9 -> 10.1.1.5:80": "deny", [WEB]: "deny" },
  },
  {
    doubt: "D8: any on one side is open for the pair alone",
    text: wires(policy(1, { srcintf: '"any"', dstintf: '"w2" "dmz"' })),
    answers: { [THROUGH]: "unknown", [WEB]: "permit" },
  },
  {
    doubt: "D9: ICMP without a type is every type",
    text: service("set protocol ICMP"),
    answers: { "lan > dmz icmp 10.1.1.5 -> 10.2.0.9:13": "permit", [WEB]: "deny" },
  },
  {
    doubt: "D10: the interface of an object adds no condition to the interfaces of the row",
    text: object("set subnet 10.2.0.9/32", 'set associated-interface "wan"'),
    answers: { [WEB]: "permit", [OTHER]: "deny" },
  },
  {
    doubt: "D10: what stands behind a mark in a line may be part of the value",
    text: site([policy(1, { service: '"HTTP" # for the panel' })]),
    answers: { [WEB]: "permit", "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:22": "unknown" },
  },
  {
    doubt: "D11: MGCP holds a TCP port in some releases",
    text: site([policy(1, { service: '"MGCP"' })]),
    answers: {
      "lan > dmz udp 10.1.1.5 -> 10.2.0.9:2427": "permit",
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:2428": "unknown",
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:2429": "deny",
    },
  },
  {
    doubt: "D12: a name stands for nothing or for anything",
    text: object("set type fqdn", 'set fqdn "plc.example.net"'),
    answers: { [WEB]: "unknown", [V6]: "deny" },
  },
  {
    doubt: "a country is a matter of a database",
    text: object("set type geography", 'set country "NO"'),
    answers: { [WEB]: "unknown" },
  },
  {
    doubt: "tags of endpoints come from elsewhere",
    text: object("set type dynamic", "set sub-type ems-tag"),
    answers: { [WEB]: "unknown" },
  },
  {
    doubt: "a hardware address is no IP address",
    text: object("set type mac", 'set macaddr "00:00:5e:00:53:01"'),
    answers: { [WEB]: "unknown" },
  },
  {
    doubt: "the network of an interface that is given one is not what it once was",
    text: site(
      [policy(1, { dstaddr: '"dmz address"' })],
      dhcp +
        table(
          "firewall address",
          row("dmz address", "set type interface-subnet", "set subnet 10.2.0.1 255.255.255.0", 'set interface "dmz"'),
        ),
    ),
    answers: { [WEB]: "unknown" },
  },
  {
    doubt: "an outside address that is not answered for may be routed on",
    text: site(
      [policy(1, { dstintf: '"wan"' })],
      table("firewall vip", row("v", "set extip 192.0.2.10", "set arp-reply disable", 'set mappedip "10.2.0.9"')),
    ),
    answers: { "lan > wan tcp 10.1.1.5 -> 192.0.2.10:80": "unknown" },
  },
  {
    doubt: "multicast may pass a transparent device without a policy",
    text: site([policy(1)], "config system settings\n    set opmode transparent\nend\n"),
    answers: {
      "lan > dmz udp 10.1.1.5 -> 239.1.1.1:5000": "unknown",
      "lan > wan udp 10.1.1.5 -> 239.1.1.1:5000": "deny",
    },
  },
  {
    doubt: "an unknown member leaves the known ones certain",
    text: site(
      [policy(1, { dstaddr: '"g"' })],
      table("firewall address", row("name", "set type fqdn"), row("web", "set subnet 10.2.0.9/32")) +
        table("firewall addrgrp", row("g", 'set member "name" "web"')),
    ),
    answers: { [WEB]: "permit", [OTHER]: "unknown" },
  },
  {
    doubt: "negated, the known members are surely out",
    text: site(
      [policy(1, { dstaddr: '"name" "web"', "dstaddr-negate": "enable" })],
      table("firewall address", row("name", "set type fqdn"), row("web", "set subnet 10.2.0.9/32")),
    ),
    answers: { [WEB]: "deny", [OTHER]: "unknown" },
  },
  {
    doubt: "a deny to an unknown destination may deny everything below it",
    text: site(
      [policy(1, { action: "deny", dstaddr: '"name"' }), policy(2)],
      table("firewall address", row("name", "set type fqdn")),
    ),
    answers: { [WEB]: "unknown" },
  },
  {
    doubt: "an external list holds what it holds",
    text: site(
      [policy(1, { srcaddr: '"feed"' })],
      table(
        "system external-resource",
        row("feed", "set type address", 'set resource "https://feed.example.net/list"'),
      ),
    ),
    answers: { [WEB]: "unknown" },
  },
  {
    doubt: "a member of a group of virtual IPs that the file leaves out may be any",
    text: site(
      [policy(1, { dstaddr: '"g"' })],
      table("firewall vipgrp", row("g", 'set interface "any"', 'set member "v"')),
    ),
    answers: { [WEB]: "unknown" },
  },
  {
    doubt: "a multicast policy may send what goes to a group to a host",
    text: site([], table("firewall multicast-policy", row(1, ...GROUPS, "set dnat 10.2.0.9"))),
    answers: { [WEB]: "unknown" },
  },
  {
    doubt: "one that sends it to another group does not",
    text: site([], table("firewall multicast-policy", row(1, ...GROUPS, "set dnat 239.1.1.1"))),
    answers: { [WEB]: "deny" },
  },
  {
    doubt: "of two variants of a file that were not merged either may be meant",
    text: `<<<<<<< HEAD\n${site([policy(1, { action: "deny" })])}=======\n${table("firewall policy", policy(1))}>>>>>>> other\n`,
    answers: { [WEB]: "unknown" },
  },
  {
    doubt: "a policy without a schedule may not be there, of which most releases want one",
    text: site([policy(1, { action: "deny", schedule: undefined }), policy(2)]),
    answers: { [WEB]: "unknown" },
  },
  {
    doubt: "nor may one that accepts",
    text: site([policy(1, { schedule: undefined })]),
    answers: { [WEB]: "unknown", "dmz > lan tcp 10.2.0.9 -> 10.1.1.5:80": "deny" },
  },
  {
    doubt: "a service of applications without ports may be about any",
    text: service("set app-service-type app-id", "set application 15816"),
    answers: { [WEB]: "unknown" },
  },
  {
    doubt: "an application narrows a service",
    text: service("set tcp-portrange 80", "set app-service-type app-id", "set application 15816"),
    answers: { [WEB]: "unknown", "lan > dmz udp 10.1.1.5 -> 10.2.0.9:80": "deny" },
  },
  {
    doubt: "a date at which a row ends narrows it",
    text: option("set policy-expiry enable", "set policy-expiry-date 2031-01-01 00:00:00"),
    answers: { [WEB]: "unknown" },
  },
  {
    doubt: "the reputation of an address narrows a row",
    text: option("set reputation-minimum 3"),
    answers: { [WEB]: "unknown" },
  },
  {
    doubt: "an option that is switched off does nothing",
    text: option("set reputation-minimum 0", "set policy-expiry disable"),
    answers: { [WEB]: "permit" },
  },
  {
    doubt: "a row that changes families is about other packets than it says",
    text: option("set nat46 enable"),
    answers: { [WEB]: "unknown", [V6]: "unknown" },
  },
  {
    doubt: "a multicast policy with such a key is for any interfaces as well",
    text:
      site([]) +
      table(
        "firewall multicast-policy",
        row(
          1,
          'set srcintf "wan"',
          'set dstintf "dmz"',
          'set srcaddr "all"',
          'set dstaddr "all"',
          "set everything-but 1",
        ),
      ),
    answers: { "lan > dmz udp 10.1.1.5 -> 239.1.1.1:5000": "unknown" },
  },
  {
    doubt: "a multicast policy that denies may have been told to accept",
    text:
      site([]) +
      table(
        "firewall multicast-policy",
        row(
          1,
          ...['set srcintf "lan"', 'set dstintf "dmz"', 'set srcaddr "all"', 'set dstaddr "all"'],
          ...["set action deny", 'set action "accept'],
        ),
      ),
    answers: { "lan > dmz udp 10.1.1.5 -> 239.1.1.1:5000": "unknown" },
  },
  {
    doubt: "a list of dropped packets that is switched off may have been switched on",
    text: site(
      [policy(1)],
      table(
        "firewall acl",
        row(
          1,
          ...['set interface "lan"', 'set srcaddr "all"', 'set dstaddr "all"', 'set service "HTTP"'],
          ...["set status disable", 'set status "enable'],
        ),
      ),
    ),
    answers: { [WEB]: "unknown" },
  },
  ...["interface", "srcaddr", "dstaddr", "service"].map((lost) => ({
    doubt: `a list of dropped packets that lost its ${lost} may drop any`,
    text: site(
      [policy(1)],
      table(
        "firewall acl",
        row(
          1,
          ...['set interface "lan"', 'set srcaddr "all"', 'set dstaddr "all"', 'set service "HTTP"'].filter(
            (line) => !line.startsWith(`set ${lost} `),
          ),
        ),
      ),
    ),
    answers: { [WEB]: "unknown" as const },
  })),
  {
    doubt: "a key that is not known may turn a row into its opposite",
    text: option("set everything-but enable"),
    answers: { [WEB]: "unknown", "dmz > lan tcp 10.2.0.9 -> 10.1.1.5:80": "unknown" },
  },
  {
    doubt: "a switch with a value it does not have may be on",
    text: option("set srcaddr-negate maybe"),
    answers: { [WEB]: "unknown" },
  },
  {
    doubt: "so may intrazone traffic be let through",
    text: site([], table("system zone", row("ot", 'set interface "lan" "dmz"', "set intrazone maybe"))),
    answers: { [WEB]: "unknown" },
  },
  {
    doubt: "and the mode of a VDOM be another one",
    text: site([policy(1)], "config system settings\n    set opmode sideways\nend\n"),
    answers: { [WEB]: "unknown" },
  },
  {
    doubt: "a one-time schedule may be over",
    text: site(
      [policy(1, { schedule: '"weekend"' })],
      table("firewall schedule onetime", row("weekend", "set start 06:00 2026/05/02", "set end 18:00 2026/05/03")),
    ),
    answers: { [WEB]: "unknown" },
  },
  {
    doubt: "a schedule of all days and hours is always",
    text: site(
      [policy(1, { schedule: '"daily"' })],
      table(
        "firewall schedule recurring",
        row("daily", "set day sunday monday tuesday wednesday thursday friday saturday"),
      ),
    ),
    answers: { [WEB]: "permit" },
  },
  {
    doubt: "a group of schedules holds when one of them does",
    text: site(
      [policy(1, { schedule: '"both"' })],
      table("firewall schedule group", row("both", 'set member "none" "always"')) +
        table("firewall schedule recurring", row("none")),
    ),
    answers: { [WEB]: "permit" },
  },
  {
    doubt: "the type of a service that nobody knows may be any packet",
    text: service("set protocol LASER"),
    answers: { [WEB]: "unknown" },
  },
  {
    doubt: "virtual IPs that change families leave everything open where a policy names them",
    text: site(
      [policy(1), policy(2, { srcintf: '"wan"', dstaddr: '"v"' })],
      table("firewall vip", row("v", "set extip 192.0.2.10", "set nat46 enable", "set ipv6-mappedip 2001:db8::9")),
    ),
    answers: { [WEB]: "unknown" },
  },
  {
    doubt: "those that none names, tables of such alone, and numbers of rows leave nothing open",
    text: site(
      [policy(1)],
      table("firewall vip", row("v", "set extip 192.0.2.10", "set nat46 enable", "set ipv6-mappedip 2001:db8::9")) +
        ["firewall vip46", "firewall vip64", "firewall vipgrp46"].map((name) => table(name, row("v"))).join("") +
        table(
          "router static",
          row(1, "set uuid 0f2c", "set dst 10.9.0.0/16", "set gateway 192.0.2.9", 'set device "wan"'),
        ),
    ),
    answers: { [WEB]: "permit" },
  },
  {
    doubt: "a file that begins in the middle of a device",
    text: `${header()}${INTERFACES}config firewall policy\n    edit 1\n        set srcintf "lan"\n`,
    answers: { [WEB]: "unknown" },
  },
];

describe("FortiOS doubts", () => {
  it("an external list that all VDOMs share is known, and what it holds is not", () => {
    const text = `${header("7.2.8", "opmode=0:vdom=1")}config vdom
edit root
next
end
config global
${table("system external-resource", row("feed", "set type address"))}${INTERFACES}end
config vdom
edit root
${table("firewall policy", policy(1, { srcaddr: '"feed"' }))}end
`;
    const { device, codes } = parse(text);
    expect(codes).not.toContain("fortigate/undefined-reference");
    expect(device.doubts.map(({ reason }) => reason)).toContain("what the external list feed holds is not in the file");
  });

  it.each([
    ["way", ["set gateway somewhere"]],
    ["destination", ["set dst nowhere", 'set device "wan"']],
    ["destination by name", ['set dstaddr "far"', 'set device "wan"']],
    ["zone of ways", ["set sdwan-zone up"]],
    ["lost interface", ['set device "gone"']],
  ])("a route whose %s is not in the file leaves routes open", (_, lines) => {
    const { device } = parse(site([policy(1)], table("router static", row(1, ...lines))));
    expect(device.routes).toEqual([]);
    expect(device.doubts.map(({ id }) => id)).toContain(device.routers[0]?.dynamicRouting);
  });

  it("a route that is switched off, or has no way, leaves nothing open", () => {
    const rows = [row(1, "set status disable", "set gateway somewhere"), row(2, "set dst 10.9.0.0/16")];
    const { device } = parse(site([policy(1)], table("router static", ...rows)));
    expect(device.routes).toEqual([]);
    expect(device.routers[0]?.dynamicRouting).toBeUndefined();
  });

  it("ports of a wire pair ask for no way back, as they have no routes", () => {
    const asking = parse(wires()).device.interfaces.filter(({ needsWayBack }) => needsWayBack !== undefined);
    expect(asking.map(({ id }) => id)).toEqual(["lan", "dmz", "wan"]);
  });

  it.each([
    ["a key of it that is not known may be its ports", 'set member "w1" "w2"', 'set memberx "w1" "w2"', "device"],
    ["one port is none that a device takes", 'set member "w1" "w2"', 'set member "w1"', "device"],
    [
      "another line is about these two",
      'set member "w1" "w2"',
      'set member "w1" "w2"\nset poweron-bypassx 1',
      "interfaces",
    ],
  ])("a wire pair may join any ports where its own are not known: %s", (_, line, instead, scope) => {
    const { device } = parse(wires().replace(line, instead));
    const wide = device.doubts.map((doubt) => doubt.scope).filter((one) => one === "device" || one === "interfaces");
    expect(wide).toEqual([scope]);
  });

  it.each([
    ["an address", "set ip 10.2.0.$x 255.255.255.0"],
    ["a mask", "set ip 10.2.0.1 255.0.255.0"],
    ["a secondary address", "set secondary-IP enable", "config secondaryip", "edit 1", "set ip here", "next", "end"],
    ["an IPv6 address", "config ipv6", "set ip6-address here", "end"],
  ])("%s that cannot be read leaves open where an interface is", (_, ...lines) => {
    const { device, codes } = parse(site([policy(1)], table("system interface", row("dmz", ...lines))));
    const dmz = device.interfaces.find(({ id }) => id === "dmz");
    expect(device.doubts.map(({ id }) => id)).toContain(dmz?.addressDoubt);
    expect(codes).toContain("fortigate/bad-address");
  });

  it.each(DOUBTS)("$doubt", ({ text, answers }) => {
    const { device } = parse(text);
    const walked = Object.fromEntries(Object.keys(answers).map((packet) => [packet, walk(device, packet)]));
    expect(walked).toEqual(answers);
    expect(answers, "what it leaves open has its reason").toSatisfy(
      (all: object) => !Object.values(all).includes("unknown") || device.doubts.length > 0,
    );
    const printed = JSON.stringify(device, (_, value) => (typeof value === "bigint" ? `${value}` : value));
    const unused = device.doubts.filter(({ id, scope }) => scope === "rule" && printed.split(`"${id}"`).length < 3);
    expect(unused).toEqual([]);
  });
});
