/** Traps of reference/fortios.md section 9 about interfaces, zones, VDOMs and the device itself: text in, answer out. */
import { describe, expect, it } from "vitest";
import { createWalker } from "../../../src/analyse/oracle/walk.js";
import { type Packet, TCP_FLAGS } from "../../../src/model/packet.js";
import { header, INTERFACES, policy, row, site, table } from "./site.js";
import { type Answer, parse, walk } from "./walk.js";

interface Trap {
  readonly trap: string;
  readonly text: string;
  readonly answers: Readonly<Record<string, Answer>>;
}

const SETTINGS = (...lines: string[]) =>
  `config system settings\n${lines.map((line) => `    ${line}\n`).join("")}end\n`;
const sdwan = (status: string, member = "") =>
  `config system sdwan\n set status ${status}\n config members\n edit 1\n set interface "wan"\n ${member}\n next\n end\nend\n`;
/** Policies of release 6.2 in the table of one family, and others in that of both. */
const bothFamilies = (settings: string) =>
  site([policy(1)], settings, "6.2.5") +
  table(
    "firewall consolidated policy",
    policy(1, {
      srcaddr: undefined,
      dstaddr: undefined,
      srcaddr4: '"all"',
      dstaddr4: '"all"',
      srcaddr6: '"all"',
      dstaddr6: '"all"',
      service: '"HTTP"',
    }),
  );
const SIX = policy(1, { srcaddr: undefined, dstaddr: undefined, srcaddr6: '"all"', dstaddr6: '"all"' });
const zone = (name: string, ...lines: string[]) => table("system zone", row(name, ...lines));
const WITH_LAN = 'set interface "lan" "dmz"';
const port = (name: string, ip: string, ...lines: string[]) =>
  table("system interface", row(name, 'set vdom "root"', `set ip ${ip} 255.255.255.0`, ...lines));
const HTTPS_TO_WAN = "lan > self tcp 10.1.1.5 -> 192.0.2.1:443";
const HTTPS_TO_LAN = "lan > self tcp 10.1.1.5 -> 10.1.1.1:443";
const SSH_TO_LAN = "lan > self tcp 10.1.1.5 -> 10.1.1.1:22";
const onWan = table("system interface", row("wan", "set allowaccess https"));
const admin = (name: string, ...lines: string[]) => row(name, 'set accprofile "super_admin"', ...lines);
const localIn = (...lines: string[]) =>
  table("firewall local-in-policy", row(1, 'set intf "lan"', 'set srcaddr "all"', 'set dstaddr "all"', ...lines));

const TRAPS: readonly Trap[] = [
  {
    trap: "23: a written deny from any to any is read before the intrazone setting",
    text: site(
      [policy(1, { srcintf: '"any"', dstintf: '"any"', action: "deny" })],
      zone("ot", WITH_LAN, "set intrazone allow"),
    ),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "deny" },
  },
  {
    trap: "23: what no row decides passes with it",
    text: site([], zone("ot", WITH_LAN, "set intrazone allow")),
    answers: {
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "permit",
      "dmz > lan tcp 10.2.0.9 -> 10.1.1.5:80": "permit",
      "lan > wan tcp 10.1.1.5 -> 192.0.2.9:80": "deny",
    },
  },
  {
    trap: "24: members of a zone without an intrazone line do not talk",
    text: site([], zone("ot", WITH_LAN)),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "deny" },
  },
  {
    trap: "24: unless a row from the zone to the zone accepts",
    text: site([policy(1, { srcintf: '"ot"', dstintf: '"ot"' })], zone("ot", WITH_LAN)),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "permit", "lan > wan tcp 10.1.1.5 -> 192.0.2.9:80": "deny" },
  },
  {
    trap: "25: up to 7.4.9 traffic leaves by its own interface without a policy",
    text: site([], "", "7.2.8"),
    answers: { "lan > lan tcp 10.1.1.5 -> 10.9.0.9:80": "permit", "lan > lan tcp 10.8.8.5 -> 10.9.0.9:80": "deny" },
  },
  {
    trap: "25: since 7.2.11 for any source",
    text: site([], "", "7.2.11"),
    answers: { "lan > lan tcp 10.8.8.5 -> 10.9.0.9:80": "permit" },
  },
  {
    trap: "25: since 7.6.5 it needs a policy",
    text: site([], "", "7.6.6"),
    answers: { "lan > lan tcp 10.1.1.5 -> 10.9.0.9:80": "deny" },
  },
  {
    trap: "25: the option as written wins over the default of the release",
    text: site([], "config system global\n    set allow-traffic-redirect disable\nend\n", "7.2.8"),
    answers: { "lan > lan tcp 10.1.1.5 -> 10.9.0.9:80": "deny" },
  },
  {
    trap: "25, D6: which sources 6.2 sends back is open",
    text: site([], "", "6.2.8"),
    answers: { "lan > lan tcp 10.1.1.5 -> 10.9.0.9:80": "permit", "lan > lan tcp 10.8.8.5 -> 10.9.0.9:80": "unknown" },
  },
  {
    trap: "28: an interface that is down answers nothing",
    text: site([], table("system interface", row("lan", "set status down"))),
    answers: { [HTTPS_TO_LAN]: "deny" },
  },
  {
    trap: "31: append adds to allowaccess",
    text: site([], 'config system interface\n    edit "lan"\n        append allowaccess ssh\n    next\nend\n'),
    answers: { [HTTPS_TO_LAN]: "permit", [SSH_TO_LAN]: "permit", "lan > self icmp 10.1.1.5 -> 10.1.1.1:8": "permit" },
  },
  {
    trap: "31: a second set replaces it",
    text: site([], table("system interface", row("lan", "set allowaccess ssh"))),
    answers: { [SSH_TO_LAN]: "permit", "lan > self icmp 10.1.1.5 -> 10.1.1.1:8": "deny" },
  },
  {
    trap: "34: one administrator without trusted hosts opens the management to everybody",
    text: site([], table("system admin", admin("admin"), admin("ops", "set trusthost1 10.0.0.0 255.255.255.0"))),
    answers: { [HTTPS_TO_LAN]: "permit" },
  },
  {
    trap: "34: when all have some, others are kept out",
    text: site(
      [],
      table(
        "system admin",
        admin("ops", "set trusthost1 10.0.0.0 255.255.255.0", "set trusthost2 10.1.1.8 255.255.255.255"),
      ),
    ),
    answers: {
      [HTTPS_TO_LAN]: "deny",
      "lan > self tcp 10.1.1.8 -> 10.1.1.1:443": "permit",
      "lan > self tcp 10.0.0.8 -> 10.1.1.1:443": "permit",
    },
  },
  {
    trap: "35: a local-in row without action denies",
    text: site([], localIn('set service "ALL"', 'set schedule "always"')),
    answers: { [HTTPS_TO_LAN]: "deny" },
  },
  {
    trap: "35: and does not stop what a virtual IP translates",
    text: site(
      [policy(1, { srcintf: '"wan"', dstaddr: '"web"' })],
      table(
        "firewall vip",
        row(
          "web",
          "set extip 192.0.2.1",
          'set extintf "wan"',
          'set mappedip "10.2.0.9"',
          "set portforward enable",
          "set extport 443",
          "set mappedport 443",
        ),
      ) +
        table(
          "firewall local-in-policy",
          row(
            1,
            'set intf "wan"',
            'set srcaddr "all"',
            'set dstaddr "all"',
            'set service "ALL"',
            'set schedule "always"',
          ),
        ),
    ),
    answers: { "wan > dmz tcp 192.0.2.77 -> 192.0.2.1:443": "permit" },
  },
  {
    trap: "35: a row for the management ports of a cluster is about these alone",
    text: site([], localIn("set ha-mgmt-intf-only enable", 'set service "ALL"', 'set schedule "always"')),
    answers: { [HTTPS_TO_LAN]: "permit" },
  },
  {
    trap: "36: a row for a port is not about the VLANs on it",
    text: site([policy(1)], port("v10", "10.10.0.1", 'set interface "lan"', "set vlanid 10")),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "permit", "v10 > dmz tcp 10.10.0.5 -> 10.2.0.9:80": "deny" },
  },
  {
    trap: "42, D7: the device answers on the address of another interface, perhaps",
    text: site([policy(1, { dstintf: '"wan"' })], onWan),
    answers: { [HTTPS_TO_WAN]: "unknown", "wan > self tcp 192.0.2.77 -> 192.0.2.1:443": "permit" },
  },
  {
    trap: "42, D7: also when only the interface it came in by has the word",
    text: site([policy(1, { dstintf: '"wan"' })]),
    answers: { [HTTPS_TO_WAN]: "unknown", "wan > self tcp 192.0.2.77 -> 192.0.2.1:443": "deny" },
  },
  {
    trap: "42: a service that no interface has is closed everywhere",
    text: site([policy(1, { dstintf: '"wan"' })], onWan),
    answers: { "lan > self tcp 10.1.1.5 -> 192.0.2.1:23": "deny" },
  },
  {
    trap: "hardware lists drop before the policies",
    text: site(
      [policy(1)],
      table(
        "firewall acl",
        row(1, 'set interface "lan"', 'set srcaddr "all"', 'set dstaddr "all"', 'set service "TELNET"'),
      ),
    ),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:23": "deny", "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "permit" },
  },
  {
    trap: "policies by time to live may drop what passes, and open nothing",
    text: site([policy(1)], table("firewall ttl-policy", row(1, 'set srcintf "lan"', "set ttl 1-3"))),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "unknown", "dmz > lan tcp 10.2.0.9 -> 10.1.1.5:80": "deny" },
  },
  {
    trap: "policies by time to live that are switched off drop nothing",
    text: site([policy(1)], table("firewall ttl-policy", row(1, 'set srcintf "lan"', "set status disable"))),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "permit" },
  },
  {
    trap: "bound hardware addresses may drop what passes, and open nothing",
    text: site([policy(1)], "config firewall ipmacbinding setting\nset bindthroughfw enable\nend\n"),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "unknown", "dmz > lan tcp 10.2.0.9 -> 10.1.1.5:80": "deny" },
  },
  {
    trap: "hosts behind a captive portal may pass or not",
    text: site([policy(1)], table("system interface", row("lan", "set security-mode captive-portal"))),
    answers: {
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "unknown",
      "lan > wan tcp 10.1.1.5 -> 192.0.2.9:80": "deny",
      "dmz > wan tcp 10.2.0.9 -> 192.0.2.9:80": "deny",
    },
  },
  {
    trap: "between interfaces of different vrf routes decide that are not known",
    text: site(
      [policy(1), policy(2, { dstintf: '"wan"' })],
      table("system interface", row("lan", "set vrf 7"), row("wan", "set vrf 7")),
    ),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "unknown", "lan > wan tcp 10.1.1.5 -> 192.0.2.9:80": "permit" },
  },
  {
    trap: "multicast that is not forwarded may still follow a multicast router",
    text:
      site([], SETTINGS("set multicast-forward disable")) +
      table("firewall multicast-policy", row(1, 'set srcintf "lan"', 'set dstintf "dmz"', 'set srcaddr "all"')),
    answers: {
      "lan > dmz udp 10.1.1.5 -> 239.1.1.1:5000": "unknown",
      "lan > wan udp 10.1.1.5 -> 239.1.1.1:5000": "deny",
    },
  },
  {
    trap: "a table of both families stands for the two others where that is switched on",
    text: bothFamilies(SETTINGS("set consolidated-firewall-mode enable")),
    answers: {
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "permit",
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:22": "deny",
      "lan > dmz tcp [2001:db8::5] -> [2001:db8::9]:80": "permit",
    },
  },
  {
    trap: "a table of both families is without use where that is switched off",
    text: bothFamilies(SETTINGS("set consolidated-firewall-mode disable")),
    answers: {
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:22": "permit",
      "lan > dmz tcp [2001:db8::5] -> [2001:db8::9]:80": "deny",
    },
  },
  {
    trap: "whether a table of both families decides is not known where nothing says so",
    text: bothFamilies(""),
    answers: {
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "unknown",
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:22": "unknown",
      "lan > dmz tcp [2001:db8::5] -> [2001:db8::9]:80": "unknown",
      "lan > wan tcp 10.1.1.5 -> 192.0.2.9:80": "deny",
    },
  },
  {
    trap: "an IPv6 table of its own has rows of its own",
    text: site([policy(1, { action: "deny" })], "", "6.0.4") + table("firewall policy6", policy(1)),
    answers: {
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "deny",
      "lan > dmz tcp [2001:db8::5] -> [2001:db8::9]:80": "permit",
    },
  },
  {
    trap: "an IPv6 table of its own is not there since release 6.4",
    text: site([policy(1, { action: "deny" })], "", "7.2.8") + table("firewall policy6", policy(1)),
    answers: {
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "deny",
      "lan > dmz tcp [2001:db8::5] -> [2001:db8::9]:80": "unknown",
    },
  },
  {
    trap: "a denial in such a table stops nothing surely",
    text: site([SIX], "", "7.2.8") + table("firewall policy6", policy(1, { action: "deny" })),
    answers: { "lan > dmz tcp [2001:db8::5] -> [2001:db8::9]:80": "permit" },
  },
  {
    trap: "the table of both families of release 6.2 replaces none of a later one",
    text:
      site([policy(1)], SETTINGS("set ngfw-mode policy-based"), "7.2.8") +
      table("firewall consolidated policy", policy(1, { action: "deny" })) +
      table("firewall security-policy", policy(1)),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "permit" },
  },
  {
    trap: "rows had no addresses of IPv6 before release 6.4",
    text: site([SIX], "", "6.0.4"),
    answers: {
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "deny",
      "lan > dmz tcp [2001:db8::5] -> [2001:db8::9]:80": "unknown",
    },
  },
  {
    trap: "a policy for an SD-WAN zone is about its members",
    text: site([policy(1, { dstintf: '"virtual-wan-link"' })], sdwan("enable")),
    answers: { "lan > wan tcp 10.1.1.5 -> 192.0.2.9:80": "permit", "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "deny" },
  },
  {
    trap: "a VDOM that is switched off may let nothing pass",
    text: site([policy(1)], SETTINGS("set status disable")),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "unknown" },
  },
  {
    trap: "a VDOM that extends a LAN may let pass what no policy says",
    text: site([], SETTINGS("set vdom-type lan-extension")),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "unknown" },
  },
  {
    trap: "a VDOM for traffic is one like others",
    text: site([policy(1)], SETTINGS("set vdom-type traffic", "set status enable")),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "permit" },
  },
  {
    trap: "what an SD-WAN zone stands for while SD-WAN is off is not documented",
    text: site([policy(1, { dstintf: '"virtual-wan-link"' })], sdwan("disable")),
    answers: { "lan > wan tcp 10.1.1.5 -> 192.0.2.9:80": "unknown", "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "deny" },
  },
  {
    trap: "a policy for an SD-WAN zone that is off may keep nothing from a later one",
    text: site(
      [policy(1, { dstintf: '"virtual-wan-link"', action: "deny" }), policy(2, { dstintf: '"any"' })],
      sdwan("disable"),
    ),
    answers: { "lan > wan tcp 10.1.1.5 -> 192.0.2.9:80": "unknown", "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "permit" },
  },
  {
    trap: "nor is it for a member that is off",
    text: site([policy(1, { dstintf: '"virtual-wan-link"' })], sdwan("enable", "set status disable")),
    answers: { "lan > wan tcp 10.1.1.5 -> 192.0.2.9:80": "unknown" },
  },
  {
    trap: "in transparent mode the device answers on its one address, on every port that allows it",
    text: site([], SETTINGS("set opmode transparent", "set manageip 10.1.1.250/255.255.255.0")),
    answers: {
      "lan > self tcp 10.1.1.5 -> 10.1.1.250:443": "permit",
      "lan > self tcp 10.1.1.5 -> 10.1.1.250:22": "deny",
      "lan > self tcp 10.1.1.5 -> 10.1.1.251:443": "deny",
    },
  },
  {
    trap: "services without source ports take those that the device is told to",
    text: site(
      [policy(1, { service: '"HTTP" "own"' })],
      "config system global\n    set default-service-source-port 1024-65535\nend\n" +
        table("firewall service custom", row("own", "set tcp-portrange 81 82:1-65535")),
    ),
    answers: {
      "lan > dmz tcp 10.1.1.5:1023 -> 10.2.0.9:80": "deny",
      "lan > dmz tcp 10.1.1.5:1024 -> 10.2.0.9:80": "permit",
      "lan > dmz tcp 10.1.1.5:1023 -> 10.2.0.9:81": "deny",
      "lan > dmz tcp 10.1.1.5:1023 -> 10.2.0.9:82": "permit",
    },
  },
  {
    trap: "an explicit proxy listens, perhaps, on the interfaces that have it",
    text:
      site([], table("system interface", row("lan", "set explicit-web-proxy enable"))) +
      "config web-proxy explicit\n    set status enable\n    set http-incoming-port 3128\nend\n",
    answers: {
      "lan > self tcp 10.1.1.5 -> 10.1.1.1:3128": "unknown",
      "lan > self tcp 10.1.1.5 -> 10.1.1.1:8080": "deny",
      "dmz > self tcp 10.2.0.5 -> 10.2.0.1:3128": "deny",
    },
  },
  {
    trap: "trusted addresses of a management port keep others out",
    text: site(
      [],
      table(
        "system interface",
        row("dmz", "set dedicated-to management", "set allowaccess ssh", "set trust-ip-1 10.2.0.64 255.255.255.192"),
      ),
    ),
    answers: { "dmz > self tcp 10.2.0.70 -> 10.2.0.1:22": "permit", "dmz > self tcp 10.2.0.7 -> 10.2.0.1:22": "deny" },
  },
];

const webPacket = (flags: number): Packet => ({
  family: 4,
  src: 0x0a010105,
  dst: 0x0a020009,
  protocol: 6,
  srcPort: 40000,
  dstPort: 502,
  icmpType: 0,
  icmpCode: 0,
  flags,
  tail: false,
});

const IPSEC = [{ protocol: 17, port: 500 }, { protocol: 50 }];
const termsAt = (own: string) => ({
  "version of IKE": ["1"],
  mode: ["main"],
  authentication: ["psk"],
  [`identity of ${own}`]: [own],
});

describe("FortiOS traps: interfaces and the device itself", () => {
  it.each(TRAPS)("$trap", ({ text, answers }) => {
    const { device } = parse(text);
    const walked = Object.fromEntries(Object.keys(answers).map((packet) => [packet, walk(device, packet)]));
    expect(walked).toEqual(answers);
  });

  it("policies of a VDOM that the file leaves out are not known", () => {
    const elsewhere = table("system interface", row("dmz", 'set vdom "ot"'), row("wan", 'set vdom "ot"'));
    const { device } = parse(site([policy(1, { dstintf: '"lan"' })], elsewhere));
    expect(device.doubts.filter(({ scope }) => scope !== "match")).toMatchObject([
      { scope: "interfaces", interfaces: ["dmz", "wan"] },
    ]);
    const ask = createWalker(device);
    expect(ask(webPacket(TCP_FLAGS.syn), "dmz", "wan").verdict).toBe("unknown");
    expect(ask(webPacket(TCP_FLAGS.syn), "lan", "lan").verdict).toBe("permit");
  });

  it("a VDOM that a file lists and says nothing of is not known either", () => {
    const elsewhere = table("system interface", row("dmz", 'set vdom "ot"'));
    const body = `config vdom\nedit root\n${table("firewall policy", policy(1))}end\n`;
    const list = "config vdom\nedit root\nnext\nedit ot\nnext\nend\n";
    const { device } = parse(`${header()}${list}config global\n${INTERFACES}${elsewhere}end\n${body}`);
    expect(device.doubts).toContainEqual(expect.objectContaining({ scope: "interfaces", interfaces: ["dmz"] }));
  });

  it("a file of one VDOM is about the one that its interfaces are in", () => {
    const { device } = parse(site([policy(1)]).replaceAll('vdom "root"', 'vdom "ot"'));
    expect(device.routers.map(({ id }) => id)).toEqual(["ot"]);
    expect(walk(device, HTTPS_TO_LAN)).toBe("permit");
    expect(walk(device, "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80")).toBe("permit");
  });

  it("interfaces know their zone", () => {
    const { device } = parse(site([], zone("ot", WITH_LAN)));
    expect(device.interfaces.map((one) => one.zone)).toEqual(["ot", "ot", undefined]);
  });

  it("40: secondary addresses need the option to be switched on", () => {
    const extra =
      "        config secondaryip\n            edit 1\n                set ip 10.3.0.1 255.255.255.0\n            next\n        end\n";
    const addresses = (line: string) => {
      const text = `${header()}config system interface\n    edit "lan"\n        set ip 10.1.1.1 255.255.255.0\n${line}${extra}    next\nend\n`;
      return parse(text).device.interfaces[0]?.addresses.map(({ kind }) => kind);
    };
    expect(addresses("")).toEqual(["primary"]);
    expect(addresses("        set secondary-IP enable\n")).toEqual(["primary", "secondary"]);
  });

  it("39: a name means what its own VDOM says, and interfaces belong to one VDOM each", () => {
    const objects = (subnet: string) => table("firewall address", row("web", `set subnet ${subnet}`));
    const rows = (ingress: string, egress: string) =>
      table("firewall policy", policy(1, { srcintf: `"${ingress}"`, dstintf: `"${egress}"`, dstaddr: '"web"' }));
    const interfaces = INTERFACES.replace('edit "wan"\n        set vdom "root"', 'edit "wan"\n        set vdom "ot"');
    const uplink = table("system interface", row("cell", 'set vdom "ot"', "set ip 10.20.0.1 255.255.255.0"));
    const vdom = (name: string, body: string) => `config vdom\nedit ${name}\n${body}end\n`;
    const { device } = parse(
      `${header("7.2.8", "opmode=0:vdom=1")}config vdom\nedit root\nnext\nedit ot\nnext\nend\nconfig global\n${interfaces}${uplink}end\n` +
        vdom("root", objects("10.2.0.9/32") + rows("lan", "dmz")) +
        vdom("ot", objects("192.0.2.9/32") + rows("cell", "wan")),
    );
    const packets = [
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80",
      "lan > dmz tcp 10.1.1.5 -> 192.0.2.9:80",
      "cell > wan tcp 10.20.0.5 -> 192.0.2.9:80",
      "cell > wan tcp 10.20.0.5 -> 10.2.0.9:80",
      "lan > wan tcp 10.1.1.5 -> 192.0.2.9:80",
    ];
    expect(packets.map((packet) => walk(device, packet))).toEqual(["permit", "deny", "permit", "deny", "deny"]);
    expect(new Set(device.interfaces.map(({ router }) => router))).toEqual(new Set(["root", "ot"]));
  });

  it("what a VDOM sends to another one needs an accept there as well", () => {
    const link = (name: string, vdom: string) =>
      table(
        "system interface",
        row(name, `set vdom "${vdom}"`, "set ip 169.254.1.1 255.255.255.252", "set type vdom-link"),
      );
    const body = table("firewall policy", policy(1, { dstintf: '"link0"' }));
    const { device } = parse(
      `${header("7.2.8", "opmode=0:vdom=1")}config vdom\nedit root\nnext\nedit ot\nnext\nend\nconfig global\n${INTERFACES}${link("link0", "root")}${link("link1", "ot")}end\n` +
        `config vdom\nedit root\n${body}end\n`,
    );
    const packets = ["lan > link0 tcp 10.1.1.5 -> 10.20.0.9:502", "dmz > link0 tcp 10.2.0.5 -> 10.20.0.9:502"];
    expect(packets.map((packet) => walk(device, packet))).toEqual(["unknown", "deny"]);
  });

  it("ends of a link between VDOMs of the file belong together, hardware links and VLANs over them as well", () => {
    const end = (name: string, vdom: string, ...more: string[]) => row(name, `set vdom "${vdom}"`, ...more);
    const ends = table(
      "system interface",
      end("link0", "root", "set type vdom-link") + end("link1", "ot", "set type vdom-link"),
      end("npu0_vlink0", "root", "set type physical") + end("npu0_vlink1", "root", "set type physical"),
      end("to-ot", "root", 'set interface "npu0_vlink0"', "set vlanid 7"),
      end("to-root", "ot", 'set interface "npu0_vlink1"', "set vlanid 7"),
      end("other", "ot", 'set interface "npu0_vlink1"', "set vlanid 8"),
    );
    const site = (ot: string) =>
      `${header("7.2.8", "opmode=0:vdom=1")}config vdom\nedit root\nnext\nedit ot\nnext\nend\nconfig global\n${INTERFACES}${ends}end\n` +
      `config vdom\nedit root\n${table("firewall policy", policy(1, { dstintf: '"link0"' }))}end\n${ot}`;
    const peers = (text: string) =>
      parse(text).device.interfaces.flatMap(({ id, peer }) => (peer === undefined ? [] : [`${id} ${peer}`]));
    const body = `config vdom\nedit ot\n${table("firewall policy")}end\n`;
    expect(peers(site(body))).toEqual(["link0 link1", "link1 link0", "to-ot to-root", "to-root to-ot"]);
    expect(walk(parse(site(body)).device, "lan > link0 tcp 10.1.1.5 -> 10.20.0.9:502")).toBe("permit");
    expect(peers(site(""))).toEqual([]);
    const bridge = `config vdom\nedit ot\n${SETTINGS("set opmode transparent")}end\n`;
    expect(peers(site(bridge))).toEqual([]);
  });

  it.each([
    ["set remote-gw 203.0.113.1", { over: "wan", remote: 0xcb007101, carriedBy: IPSEC, terms: termsAt("192.0.2.1") }],
    [
      "set remote-gw 203.0.113.1\n        set local-gw 192.0.2.9",
      { local: 0xc0000209, remote: 0xcb007101, carriedBy: IPSEC, terms: termsAt("192.0.2.9") },
    ],
    [
      "set remote-gw 203.0.113.1\n        set nattraversal forced",
      {
        over: "wan",
        remote: 0xcb007101,
        carriedBy: [
          { protocol: 17, port: 500 },
          { protocol: 17, port: 4500 },
        ],
        terms: termsAt("192.0.2.1"),
      },
    ],
    ["set type dynamic", undefined],
    ["set type ddns\n        set remotegw-ddns hq.example", undefined],
  ])("where a tunnel starts and ends: %j", (lines, expected) => {
    const ends = table("system interface", row("hq", 'set vdom "root"', "set type tunnel", 'set interface "wan"'));
    const phase = table("vpn ipsec phase1-interface", row("hq", 'set interface "wan"', lines));
    expect(parse(site([], ends + phase)).device.interfaces.find(({ id }) => id === "hq")?.tunnel).toEqual(expected);
  });

  it.each([
    ["set remote-gw 203.0.113.1", undefined],
    ["set type dynamic", true],
    ["set type dynamic\n        set add-route disable", undefined],
    ["set remote-gw 203.0.113.1\n        set mode-cfg enable", true],
    ["set remote-gw 203.0.113.1\n        set auto-discovery-receiver enable", true],
  ])("whether far ends of a tunnel bring routes along: %j", (lines, expected) => {
    const ends = table("system interface", row("hq", 'set vdom "root"', "set type tunnel", 'set interface "wan"'));
    const phase = table("vpn ipsec phase1-interface", row("hq", 'set interface "wan"', lines));
    expect(parse(site([], ends + phase)).device.interfaces.find(({ id }) => id === "hq")?.takesRoutes).toBe(expected);
  });

  it.each([
    ["10.9.0.2 255.255.255.252", 30],
    ["0.0.0.0 0.0.0.0", 32],
  ])("a tunnel with the far end %s is in a network of length %i", (far, length) => {
    const ends = ["set ip 10.9.0.1 255.255.255.255", `set remote-ip ${far}`];
    const text = site([], table("system interface", row("tun", "set type tunnel", ...ends)));
    const [own] = parse(text).device.interfaces.find(({ id }) => id === "tun")?.addresses ?? [];
    expect(own?.prefixLength).toBe(length);
  });

  it("a translation of one VDOM is none of the others", () => {
    const text =
      `${header("7.2.8", "opmode=0:vdom=1")}config vdom\nedit root\nnext\nedit ot\nnext\nend\nconfig global\n${INTERFACES.replace('edit "wan"\n        set vdom "root"', 'edit "wan"\n        set vdom "ot"')}end\n` +
      `config vdom\nedit root\n${table("firewall policy", policy(1, { srcintf: '"any"', dstintf: '"any"', nat: "enable" }))}end\n`;
    const { nat } = parse(text).device;
    expect(new Set(nat.map(({ match }) => match.ingress?.includes("wan")))).toEqual(new Set([false]));
  });

  it("asymmetric routing lets packets of no session by without a policy, perhaps", () => {
    const asks = (settings: string) => {
      const ask = createWalker(parse(site([], settings)).device);
      return [TCP_FLAGS.syn, TCP_FLAGS.ack, TCP_FLAGS.rst].map((flag) => ask(webPacket(flag), "lan", "dmz").verdict);
    };
    expect(asks(SETTINGS("set asymroute enable"))).toEqual(["deny", "unknown", "unknown"]);
    expect(asks(SETTINGS("set asymroute6 enable"))).toEqual(["deny", "deny", "deny"]);
    expect(asks("")).toEqual(["deny", "deny", "deny"]);
  });

  it("and echo replies, which open no session either", () => {
    const { device } = parse(site([], SETTINGS("set asymroute enable")));
    expect(walk(device, "lan > dmz icmp 10.1.1.5 -> 10.2.0.9:0")).toBe("unknown");
    expect(walk(device, "lan > dmz icmp 10.1.1.5 -> 10.2.0.9:8")).toBe("deny");
  });

  it("ports of a hardware switch have no policies of their own", () => {
    const text = site(
      [],
      port("port1", "0.0.0.0") +
        'config system virtual-switch\n    edit "lan"\n        config port\n            edit "port1"\n            next\n        end\n    next\nend\n',
    );
    expect(parse(text).device.interfaces.find(({ id }) => id === "port1")).toMatchObject({
      kind: "switched",
      parent: "lan",
    });
  });

  it.each([
    ["spoilt", "set type tunel"],
    ["lost", ""],
  ])("an interface that a tunnel has its name of is no port where its type is %s", (_, line) => {
    const rows = row("dial", 'set vdom "root"', 'set interface "wan"', ...(line === "" ? [] : [line]));
    const phase1 = row("dial", "set type dynamic", 'set interface "wan"');
    const { device } = parse(site([], table("system interface", rows) + table("vpn ipsec phase1-interface", phase1)));
    expect(device.interfaces.find(({ id }) => id === "dial")?.kind).toBe("tunnel");
  });
});
