/** Packets to the device itself: local-in policies, trusted hosts, and what answers where. Text in, answer out. */
import { describe, expect, it } from "vitest";
import { header, row, site, table } from "./site.js";
import { type Answer, parse, walk } from "./walk.js";

interface Case {
  readonly what: string;
  readonly text: string;
  readonly answers: Readonly<Record<string, Answer>>;
}

const HTTPS = "lan > self tcp 10.1.1.5 -> 10.1.1.1:443";
const SSH = "lan > self tcp 10.1.1.5 -> 10.1.1.1:22";
const PING = "lan > self icmp 10.1.1.5 -> 10.1.1.1:8";
const HTTPS6 = "lan > self tcp [2001:db8::5] -> [2001:db8::1]:443";
const ALWAYS = 'set schedule "always"';
const ALL = ['set intf "lan"', 'set srcaddr "all"', 'set dstaddr "all"', ALWAYS];
const localIn = (...rows: string[]) => table("firewall local-in-policy", ...rows);
const admins = (...lines: string[]) => table("system admin", row("ops", ...lines));
const ops = table("firewall address", row("ops-host", "set subnet 10.1.1.8 255.255.255.255"));
const lan = (...lines: string[]) => table("system interface", row("lan", ...lines));
const six = lan("config ipv6\nset ip6-address 2001:db8::1/64\nset ip6-allowaccess https\nend");

const further = lan(
  "set allowaccess https",
  "set secondary-IP enable",
  "config secondaryip\nedit 1\nset ip 10.1.1.9 255.255.255.0\nset allowaccess ssh\nnext\nend",
);

/** The port dmz, of a cluster. */
const kept =
  'config system ha\nset mode a-p\nset ha-mgmt-status enable\nconfig ha-mgmt-interfaces\nedit 1\nset interface "dmz"\nnext\nend\nend\n';
const deniesAll = (...lines: string[]) =>
  localIn(row(1, 'set srcaddr "all"', 'set dstaddr "all"', ALWAYS, 'set service "ALL"', ...lines));
const dmzAnswers = table("system interface", row("dmz", "set allowaccess https"));
const HTTPS_DMZ = "dmz > self tcp 10.2.0.5 -> 10.2.0.1:443";

const CASES: readonly Case[] = [
  {
    what: "a policy for any interface may not hold on the ports that a cluster keeps for management",
    text: dmzAnswers + kept + deniesAll('set intf "any"'),
    answers: { [HTTPS]: "deny", [HTTPS_DMZ]: "unknown" },
  },
  {
    what: "nor one that names such a port, which no device takes",
    text: dmzAnswers + kept + deniesAll('set intf "dmz"'),
    answers: { [HTTPS]: "permit", [HTTPS_DMZ]: "unknown" },
  },
  {
    what: "one for these ports alone does",
    text: dmzAnswers + kept + deniesAll("set ha-mgmt-intf-only enable"),
    answers: { [HTTPS]: "permit", [HTTPS_DMZ]: "deny" },
  },

  {
    what: "a further address has words of its own",
    text: further,
    answers: {
      [HTTPS]: "permit",
      [SSH]: "unknown",
      "lan > self tcp 10.1.1.5 -> 10.1.1.9:22": "permit",
      "lan > self tcp 10.1.1.5 -> 10.1.1.9:443": "unknown",
      "lan > self tcp 10.1.1.5 -> 10.1.1.9:23": "deny",
    },
  },
  {
    what: "the first policy that matches decides, and what it accepts goes on to allowaccess",
    text: localIn(row(1, ...ALL, "set action accept", 'set service "HTTPS"'), row(2, ...ALL, 'set service "ALL"')),
    answers: { [HTTPS]: "permit", [PING]: "deny" },
  },
  {
    what: "a policy that accepts may open what allowaccess does not, or not",
    text: localIn(row(1, ...ALL, "set action accept", 'set service "ALL"')),
    answers: { [HTTPS]: "permit", [SSH]: "unknown", "wan > self tcp 192.0.2.7 -> 192.0.2.1:22": "deny" },
  },
  {
    what: "or let in who is no trusted host",
    text:
      admins("set trusthost1 10.1.1.8 255.255.255.255") +
      localIn(row(1, ...ALL, "set action accept", 'set service "HTTPS"')),
    answers: { [HTTPS]: "unknown", "lan > self tcp 10.1.1.8 -> 10.1.1.1:443": "permit" },
  },
  {
    what: "a negated source is everybody else",
    text:
      ops +
      localIn(
        row(
          1,
          'set intf "lan"',
          'set srcaddr "ops-host"',
          "set srcaddr-negate enable",
          'set dstaddr "all"',
          ALWAYS,
          'set service "ALL"',
        ),
      ),
    answers: { [HTTPS]: "deny", "lan > self tcp 10.1.1.8 -> 10.1.1.1:443": "permit" },
  },
  {
    what: "an action that is not known leaves open what the row matches",
    text: localIn(row(1, ...ALL, "set action bogus", 'set service "HTTPS"')),
    answers: { [HTTPS]: "unknown", [PING]: "unknown" },
  },
  {
    what: "IPv6 has a table of its own",
    text: six + table("firewall local-in-policy6", row(1, ...ALL, 'set service "HTTPS"')),
    answers: { [HTTPS]: "permit", [HTTPS6]: "deny" },
  },
  {
    what: "trusted hosts of one family may or may not hold up the other",
    text: six + admins("set trusthost1 10.1.1.8 255.255.255.255"),
    answers: { [HTTPS]: "deny", [HTTPS6]: "unknown" },
  },
  {
    what: "those of both hold up both",
    text: six + admins("set trusthost1 10.1.1.8 255.255.255.255", "set ip6-trusthost1 2001:db8::8/128"),
    answers: { [HTTPS]: "deny", [HTTPS6]: "deny", "lan > self tcp [2001:db8::8] -> [2001:db8::1]:443": "permit" },
  },
  {
    what: "trusted hosts limit ping and SNMP in some releases",
    text: lan("set allowaccess ping snmp https") + admins("set trusthost1 10.1.1.8 255.255.255.255"),
    answers: {
      [PING]: "unknown",
      "lan > self udp 10.1.1.5 -> 10.1.1.1:161": "unknown",
      "lan > self icmp 10.1.1.8 -> 10.1.1.1:8": "permit",
    },
  },
  {
    what: "one that cannot be read may be any",
    text: admins("set trusthost1 10.1.1.8 255.255.255.255", "set trusthost2 10.1.x 255.255.255.0"),
    answers: { [HTTPS]: "unknown", "lan > self tcp 10.1.1.8 -> 10.1.1.1:443": "permit" },
  },
  {
    what: "a line of an administrator that was not understood may be a host of his",
    text: admins("set trusthost1 10.1.1.8 255.255.255.255", "set trusthots2 10.1.1.0 255.255.255.0"),
    answers: { [HTTPS]: "unknown", "lan > self tcp 10.1.1.8 -> 10.1.1.1:443": "permit" },
  },
  {
    what: "or his only one: he is not surely let in from everywhere",
    text: admins("set trusthots1 10.1.1.8 255.255.255.255"),
    answers: { [HTTPS]: "unknown" },
  },
  {
    what: "a line that was not understood of an interface without allowaccess may be that, from elsewhere too",
    text: table("system interface", row("dmz", "set allowacces ssh")),
    answers: {
      "dmz > self tcp 10.2.0.5 -> 10.2.0.1:22": "unknown",
      "lan > self tcp 10.1.1.5 -> 10.2.0.1:22": "unknown",
      "wan > self tcp 192.0.2.7 -> 192.0.2.1:22": "deny",
    },
  },
  {
    what: "nor do those that show full-configuration prints for none",
    text: admins("set trusthost1 0.0.0.0 0.0.0.0", "set ip6-trusthost1 ::/0"),
    answers: { [HTTPS]: "permit" },
  },
  {
    what: "hosts of programs may be let in beside those of administrators",
    text:
      admins("set trusthost1 10.1.1.8 255.255.255.255") +
      table(
        "system api-user",
        row("api", "config trusthost\nedit 1\nset ipv4-trusthost 10.1.1.20 255.255.255.255\nnext\nend"),
      ),
    answers: { [HTTPS]: "deny", "lan > self tcp 10.1.1.20 -> 10.1.1.1:443": "unknown" },
  },
  {
    what: "a port set apart for management answers who is in both lists",
    text:
      table(
        "system interface",
        row("dmz", "set dedicated-to management", "set allowaccess ssh", "set trust-ip-1 10.2.0.64 255.255.255.192"),
      ) + admins("set trusthost1 10.2.0.70 255.255.255.255"),
    answers: { "dmz > self tcp 10.2.0.70 -> 10.2.0.1:22": "permit", "dmz > self tcp 10.2.0.71 -> 10.2.0.1:22": "deny" },
  },
  {
    what: "SSL VPN answers on its interfaces, and nowhere while it is switched off",
    text: 'config vpn ssl settings\nset source-interface "wan"\nset port 8443\nend\n',
    answers: {
      "wan > self tcp 192.0.2.7 -> 192.0.2.1:8443": "unknown",
      "lan > self tcp 10.1.1.5 -> 10.1.1.1:8443": "deny",
      "wan > self tcp 192.0.2.7 -> 192.0.2.1:443": "deny",
    },
  },
  {
    what: "SSL VPN that is switched off",
    text: 'config vpn ssl settings\nset status disable\nset source-interface "wan"\nset port 8443\nend\n',
    answers: { "wan > self tcp 192.0.2.7 -> 192.0.2.1:8443": "deny" },
  },
  {
    what: "a tunnel that policies name takes in ESP and IKE as one that is an interface",
    text: table("vpn ipsec phase1", row("to-vendor", 'set interface "wan"', "set remote-gw 198.51.100.7")),
    answers: {
      "wan > self ip50 198.51.100.7 -> 192.0.2.1": "unknown",
      "wan > self udp 198.51.100.7 -> 192.0.2.1:500": "unknown",
    },
  },
  {
    what: "a time server, DNS by TCP, multicast routing, a page to log in at",
    text:
      "config system ntp\nset server-mode enable\nend\n" +
      table("system dns-server", row("lan")) +
      "config router multicast\nset multicast-routing enable\nend\n" +
      "config system global\nset auth-https-port 1443\nend\n" +
      table("firewall policy", row(9, 'set srcintf "lan"', 'set groups "staff"')),
    answers: {
      "lan > self udp 10.1.1.5 -> 10.1.1.1:123": "unknown",
      "lan > self tcp 10.1.1.5 -> 10.1.1.1:53": "unknown",
      "lan > self ip103 10.1.1.5 -> 10.1.1.1": "unknown",
      "lan > self tcp 10.1.1.5 -> 10.1.1.1:1000": "unknown",
      "lan > self tcp 10.1.1.5 -> 10.1.1.1:1443": "unknown",
    },
  },
  {
    what: "none of these where nothing asks for them",
    text: "",
    answers: {
      "lan > self udp 10.1.1.5 -> 10.1.1.1:123": "deny",
      "lan > self ip103 10.1.1.5 -> 10.1.1.1": "deny",
      "lan > self tcp 10.1.1.5 -> 10.1.1.1:1000": "deny",
    },
  },
  {
    what: "administration by other ports than usual, and speed tests by both protocols",
    text:
      lan("set allowaccess https ssh speed-test") +
      "config system global\nset admin-sport 8443\nset admin-ssh-port 2222\nend\n",
    answers: {
      [HTTPS]: "deny",
      "lan > self tcp 10.1.1.5 -> 10.1.1.1:8443": "permit",
      "lan > self tcp 10.1.1.5 -> 10.1.1.1:2222": "permit",
      "lan > self udp 10.1.1.5 -> 10.1.1.1:5201": "permit",
    },
  },
  {
    what: "a key that is not known may be the one of a port, and nothing else of the device is in doubt for it",
    text: `${lan("set allowaccess https ssh")}config system global\nset admin-sporx 8443\nset admin-ssh-port 2222\nend\n`,
    answers: {
      [HTTPS]: "unknown",
      "lan > self tcp 10.1.1.5 -> 10.1.1.1:8443": "unknown",
      "lan > self tcp 10.1.1.5 -> 10.1.1.1:2222": "permit",
      "lan > self udp 10.1.1.5 -> 10.1.1.1:8443": "deny",
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.5:443": "deny",
    },
  },
  {
    what: "one with a port that cannot be read may be any",
    text: "config system global\nset admin-sport 84b3\nend\n",
    answers: { [HTTPS]: "unknown", "lan > self tcp 10.1.1.5 -> 10.1.1.1:8443": "unknown" },
  },
  {
    what: "a word that is not known is no port, nor is a line that names another key",
    text: "config system global\nset admin-tonight enable\nset admin-telnet enabl3\nend\n",
    answers: { [HTTPS]: "permit", "lan > self tcp 10.1.1.5 -> 10.1.1.1:8443": "deny" },
  },
  {
    what: "HTTPS may answer on the clear-text port too, to redirect",
    text: "",
    answers: { "lan > self tcp 10.1.1.5 -> 10.1.1.1:80": "unknown", "lan > self tcp 10.1.1.5 -> 10.1.1.1:81": "deny" },
  },
  {
    what: "and does not with the redirect switched off",
    text: "config system global\nset admin-https-redirect disable\nend\n",
    answers: { "lan > self tcp 10.1.1.5 -> 10.1.1.1:80": "deny", [HTTPS]: "permit" },
  },
  {
    what: "fabric may let in what had the word capwap in earlier releases",
    text: lan("set allowaccess fabric"),
    answers: {
      "lan > self tcp 10.1.1.5 -> 10.1.1.1:8013": "permit",
      "lan > self udp 10.1.1.5 -> 10.1.1.1:5246": "unknown",
      "lan > self udp 10.1.1.5 -> 10.1.1.1:5248": "deny",
    },
  },
  {
    what: "a cluster keeps ports for management: they answer, and forward nothing",
    text: dmzAnswers + kept,
    answers: { "dmz > self tcp 10.2.0.5 -> 10.2.0.1:443": "permit", "lan > dmz tcp 10.1.1.5 -> 10.2.0.5:443": "deny" },
  },
  {
    what: "the address of one unit of a cluster answers like that of the port",
    text: lan("set management-ip 10.1.1.2 255.255.255.0"),
    answers: { "lan > self tcp 10.1.1.5 -> 10.1.1.2:443": "permit", "lan > self tcp 10.1.1.5 -> 10.1.1.3:443": "deny" },
  },
];

/** Lines that cannot be read, and what then is not known to be on; `undefined` where the file does not tell. */
const UNREAD = [
  { what: "a word of allowaccess", text: lan("set allowaccess ping htps"), on: { ssh: undefined, https: undefined } },
  { what: "the key of one", text: table("system interface", row("dmz", "set allowacces ssh")), on: { ssh: undefined } },
  { what: "the one of IPv6", text: lan("config ipv6\nset ip6-alowaccess ssh\nend"), on: { ssh: undefined } },
  { what: "a line between interfaces", text: table("system interface", "eddit port7\n"), on: { ssh: undefined } },
  {
    what: "what switches SNMP on",
    text: `${lan("set allowaccess snmp")}config system snmp sysinfo\nset staus enable\nend\n`,
    on: { snmp: undefined },
  },
  {
    what: "its verb as well",
    text: `${lan("set allowaccess snmp")}config system snmp sysinfo\nsett status enable\nend\n`,
    on: { snmp: undefined, ssh: false },
  },
  {
    what: "what switches telnet off",
    text: `${lan("set allowaccess telnet ssh")}config system global\nset admin-telnex disable\nend\n`,
    on: { telnet: undefined, ssh: true },
  },
  {
    what: "nothing: SNMP is off by default, and another line of an interface lets nobody in",
    text: lan("set allowaccess snmp", "set mtuu 1400"),
    on: { snmp: false, ssh: false },
  },
  { what: "nothing: a word of a program of its own", text: lan("set allowaccess scim"), on: { ssh: false } },
] as const;

/** An administrator of all VDOMs with trusted hosts, and what one of a single VDOM has. */
const MAIN = ["set accprofile super_admin", 'set vdom "root"', "set trusthost1 192.0.2.9/32"];
const OF_ROOT = ["set accprofile prof_admin", 'set vdom "root"'];

describe("FortiOS: packets to the device itself", () => {
  it.each(UNREAD)("of what administers it, a line that was not understood may be about $what", ({ text, on }) => {
    const { services } = parse(site([], text)).device.management;
    const found = Object.keys(on).map((name) => [name, services.find(({ service }) => service === name)?.enabled]);
    expect(Object.fromEntries(found)).toEqual(on);
  });

  it("a file with a second header may lack the interface that answers, and the administrator who comes from anywhere", () => {
    const text = site([], admins("set trusthost1 10.1.1.8 255.255.255.255"));
    const services = (of: string) => parse(of).device.management.services;
    expect(services(text).find(({ service }) => service === "ssh")).toMatchObject({ enabled: false, interfaces: [] });
    const header = text.split("\n").find((line) => line.startsWith("#config-version")) ?? "";
    for (const { enabled, interfaces, sources } of services(`${text}\n${header.replace("FGT", "FGX")}\n`))
      expect([enabled, interfaces, sources]).toEqual([undefined, undefined, undefined]);
  });

  it("a file that was cut may lack interfaces, administrators and SNMP, as far as these stand behind the cut", () => {
    const whole = site(
      [],
      `${admins("set trusthost1 10.1.1.8 255.255.255.255")}config system snmp sysinfo\nset contact-info ops\nend\n`,
    );
    const upTo = (mark: string, text = whole) => text.slice(0, text.indexOf(mark));
    const told = (text: string) => {
      const { device } = parse(text);
      const on = Object.fromEntries(device.management.services.map(({ service, enabled }) => [service, enabled]));
      return [on.ssh, on.https, on.snmp, walk(device, "lan > self tcp 10.1.1.8 -> 10.1.1.1:443"), walk(device, HTTPS)];
    };
    const snmp = whole.replace("ping https", "ping https snmp");
    expect(told(snmp)).toEqual([false, true, false, "permit", "deny"]);
    // Filters may stand behind the cut as well, which leave every packet open.
    expect(told(upTo("config firewall policy", snmp))).toEqual([false, true, false, "unknown", "unknown"]);
    expect(told(upTo("config system snmp", snmp))).toEqual([false, true, undefined, "unknown", "unknown"]);
    expect(told(upTo('edit "wan"'))).toEqual([undefined, undefined, undefined, "unknown", "unknown"]);
    expect(told(upTo("set trusthost1"))).toEqual([false, true, false, "unknown", "unknown"]);
  });

  it("a file that was cut among its administrators, or lists none, does not limit who reaches the device", () => {
    const rows = table("system admin", row("ops", "set trusthost1 10.1.1.8 255.255.255.255"), row("bob"));
    const sources = (text: string) =>
      parse(text).device.management.services.find(({ service }) => service === "https")!.sources;
    const whole = site([], rows);
    expect(sources(whole)).toBeUndefined();
    for (const mark of ['edit "bob"', "config system admin"])
      expect(JSON.stringify(sources(whole.slice(0, whole.indexOf(mark))))).toMatch(/"upper":{"kind":"any"}/);
    const ofOne = whole.replace("vdom=0", "vdom=1").replace("\n", "\n#global_vdom=0:vd_name=root/\n");
    expect(JSON.stringify(sources(ofOne.replace(rows, "")))).toMatch(/"upper":{"kind":"any"}/);
  });

  it.each([
    ["of another VDOM opens it perhaps", ["set accprofile prof_admin", 'set vdom "root"'], "permit", "unknown"],
    ["of both opens both", ["set accprofile prof_admin", 'set vdom "root" "ot"'], "permit", "permit"],
    ["of all VDOMs opens both", ["set accprofile super_admin", 'set vdom "root"'], "permit", "permit"],
    ["with a profile of all VDOMs does too", ["set accprofile plant", 'set vdom "root"'], "permit", "permit"],
    [
      "whose server says which is his opens each perhaps",
      ["set accprofile prof_admin", 'set vdom "root"', "set vdom-override enable"],
      "unknown",
      "unknown",
    ],
    ["without a VDOM opens each perhaps", ["set accprofile prof_admin"], "unknown", "unknown"],
    ["with hosts lets these in at home alone", [...OF_ROOT, "set trusthost1 10.1.1.5/32"], "permit", "deny"],
    ["with hosts lets them in elsewhere perhaps", [...OF_ROOT, "set trusthost1 10.0.0.0/8"], "permit", "unknown"],
  ])("an administrator %s", (_, lines, root, ot) => {
    const ports = `config system interface
    edit "lan"\nset vdom "root"\nset ip 10.1.1.1/24\nset allowaccess https\nnext
    edit "cell"\nset vdom "ot"\nset ip 10.2.0.1/24\nset allowaccess https\nnext\nend\n`;
    const both = table("system admin", row("main", ...MAIN), row("ops", ...lines));
    const profiles = table("system accprofile", row("plant", "set scope global"));
    const text =
      `${header("7.2.8", "opmode=0:vdom=1")}config vdom\nedit root\nnext\nedit ot\nnext\nend\n` +
      `config global\n${ports}${profiles}${both}end\n` +
      ["root", "ot"].map((name) => `config vdom\nedit ${name}\nconfig firewall policy\nend\nend\n`).join("");
    const { device } = parse(text);
    expect([walk(device, HTTPS), walk(device, "cell > self tcp 10.2.0.5 -> 10.2.0.1:443")]).toEqual([root, ot]);
  });

  it("a word of allowaccess that is not known is reported, where it stands", () => {
    const { codes, device } = parse(site([], lan("set allowaccess ping htps")));
    expect(codes).toContain("fortigate/unknown-value");
    expect(device.unparsed.map(({ statement }) => statement)).toEqual(["set allowaccess"]);
    expect(parse(site([], lan("set allowaccess ping scim"))).codes).not.toContain("fortigate/unknown-value");
  });

  it.each(CASES)("$what", ({ text, answers }) => {
    const { device } = parse(site([], text));
    expect(Object.fromEntries(Object.keys(answers).map((packet) => [packet, walk(device, packet)]))).toEqual(answers);
  });

  it.each(["intf", "dstaddr", "service"])("a local-in row without %s is reported, and a line may be lost", (key) => {
    const lines = [...ALL, 'set service "HTTPS"'].filter((line) => !line.startsWith(`set ${key} `));
    const { device, codes } = parse(site([], localIn(row(1, ...lines))));
    expect(codes).toContain("fortigate/incomplete-policy");
    expect(walk(device, HTTPS)).toBe("unknown");
  });

  it.each([
    ["its interface", ['set intf "wan"', "frobnicate"]],
    ["its status", ['set intf "lan"', "set status disable", "set status frobnicate"]],
    ["its action", ['set intf "lan"', "set action accept", "set action frobnicate"]],
  ])("a statement that was not understood may be about %s", (_, lines) => {
    const rows = ['set srcaddr "all"', 'set dstaddr "all"', ALWAYS, 'set service "HTTPS"', ...lines];
    expect(walk(parse(site([], localIn(row(1, ...rows)))).device, HTTPS)).toBe("unknown");
  });
});
