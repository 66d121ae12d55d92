/** Sections of which few keys decide what is left open: a key that is not known may be a garbled one of these. */
import { describe, expect, it } from "vitest";
import { FORTIGATE } from "../../../parsers/fortigate/index.js";
import { Diagnostics } from "../../../src/diagnostics/diagnostic.js";

const START = `#config-version=FGT60F-7.4.3-FW-build2573-240201:opmode=0:vdom=0:user=admin
config system interface
edit "port1"
set vdom "root"
set ip 10.1.0.1 255.255.255.0
next
end
config firewall policy
end
`;

function read(text: string) {
  const diagnostics = new Diagnostics();
  const file = { path: "fw-edge.conf", text: START + text, encoding: "utf-8", sha256: "" } as const;
  const { devices } = FORTIGATE.parse(file, { platform: "fortios", confidence: 1, reasons: [] }, diagnostics);
  const strange = diagnostics.all().filter(({ code }) => /^fortigate\/unknown-(?:statement|value)$/.test(code));
  return {
    reasons: devices[0]?.doubts.map(({ reason }) => reason) ?? [],
    strange: strange.map(({ at }) => at.line),
    tables: diagnostics.all().filter(({ code }) => code === "fortigate/unknown-section"),
    learns: devices[0]?.routers.some(({ dynamicRouting }) => dynamicRouting !== undefined),
  };
}

/** Section, statements before the row or table that holds the key, the key as it is, and one of those that are not looked at. */
const ROWS: readonly (readonly [section: string, before: string, key: string, other: string])[] = [
  ["router policy", "edit 1", "input-device-negate enable", "tos 0x00"],
  ["router policy6", "edit 1", "input-device-negate enable", "start-source-port 1"],
  ["system link-monitor", 'edit "m"', 'srcintf "port1"', "failtime 5"],
  ["system sdwan", "config service\nedit 1", "default enable", "sla-compare-method order"],
  ["system virtual-wan-link", "config service\nedit 1", "default enable", "link-cost-threshold 10"],
  ["system sdwan", 'config health-check\nedit "h"', "update-static-route enable", "packet-size 64"],
  ["vpn ipsec phase1-interface", 'edit "t"', "type dynamic", "dpd-retryinterval 20"],
  ["vpn ipsec phase1", 'edit "t"', "type dynamic", "rsa-certificate x"],
  ["vpn ipsec phase2-interface", 'edit "t"', 'phase1name "t"', "keylifeseconds 1800"],
  ["vpn ipsec phase2", 'edit "t"', 'phase1name "t"', "keylifeseconds 1800"],
  ["vpn ipsec manualkey", 'edit "t"', "remote-gw 192.0.2.1", "localspi 0x100"],
  ["vpn ipsec concentrator", 'edit "c"', 'member "t" "u"', "src-check enable"],
  ["system vxlan", 'edit "v"', "vni 10", "dstport 4789"],
  ["system gre-tunnel", 'edit "g"', "remote-gw 192.0.2.1", "keepalive-interval 10"],
  ["vpn ssl settings", "", "tunnel-ip-pools x", "idle-timeout 300"],
  ["vpn ssl web portal", 'edit "p"', "web-mode enable", "theme jade"],
  ["system dhcp server", "edit 1", 'interface "port1"', "lease-time 3600"],
  ["system dns-server", 'edit "port1"', "mode forward-only", 'dnsfilter-profile "default"'],
  ["web-proxy explicit", "", "sec-default-action accept", "pac-file-name x"],
  ["ftp-proxy explicit", "", "status enable", "server-data-mode client"],
  ["switch-controller acl ingress", "edit 1\nconfig action", "drop enable", "count enable"],
  ["user setting", "", "auth-on-demand always", "auth-timeout 5"],
  ["firewall proxy-policy", "edit 1", "webproxy-forward-server x", "http-tunnel-auth enable"],
  ["firewall explicit-proxy-policy", "edit 1", "proxy web", "require-tfa disable"],
  ["wireless-controller vap", 'edit "w"', "local-bridging enable", "80211k enable"],
  ["system snmp sysinfo", "", "status enable", 'location "here"'],
  ["system automation-stitch", 'edit "s"', 'action "a"', 'description "x"'],
];

function textOf(section: string, before: string, key: string): string {
  const nested = before.startsWith("config")
    ? `next\nend\nend`
    : before.includes("\nconfig")
      ? "end\nnext\nend"
      : "next\nend";
  return `config ${section}\n${before}${before === "" ? "" : "\n"}set ${key}\n${before === "" ? "end" : nested}\n`;
}

describe("a key that is not known", () => {
  it.each(ROWS)("of %s is reported and leaves the meaning open: %s, %s", (section, before, key, other) => {
    for (const known of [key, other]) expect(read(textOf(section, before, known)).strange, known).toEqual([]);
    const garbled = textOf(
      section,
      before,
      key.replace(/^\S+/, (name) => `${name}q`),
    );
    const { reasons, strange } = read(garbled);
    const line = (START + garbled).split("\n").findIndex((text) => /^set \S+q /.test(text)) + 1;
    expect(strange).toEqual([line]);
    expect(reasons).toContainEqual(expect.stringMatching(/^"set \S+q" in .* was not understood/));
  });

  it.each([
    ["router policy", "edit 1", "dst-negate enable", "enabel"],
    ["router policy", "edit 1", "action deny", "deni"],
    ["system link-monitor", 'edit "m"', "addr-mode ipv6", "ipv"],
    ["system sdwan", "config service\nedit 1", "default enable", "enabel"],
    ["system sdwan", 'config health-check\nedit "h"', "update-static-route disable", "disabl"],
    ["vpn ipsec phase1-interface", 'edit "t"', "type dynamic", "dynamc"],
    ["vpn ipsec phase2-interface", 'edit "t"', "encapsulation transport-mode", "transport"],
    ["vpn ssl settings", "", "status enable", "enabl"],
    ["vpn ssl web portal", 'edit "p"', "web-mode enable", "enabl"],
    ["system dhcp server", "edit 1", "status enable", "enabl"],
    ["web-proxy explicit", "", "sec-default-action accept", "acept"],
    ["ftp-proxy explicit", "", "status enable", "enabl"],
    ["switch-controller acl ingress", "edit 1\nconfig action", "drop enable", "enabl"],
    ["user setting", "", "auth-on-demand always", "alway"],
    ["firewall proxy-policy", "edit 1", "proxy access-proxy", "acess-proxy"],
    ["wireless-controller vap", 'edit "w"', "local-bridging enable", "enabl"],
    ["system snmp sysinfo", "", "status enable", "enabl"],
    ["system automation-stitch", 'edit "s"', "status enable", "enabl"],
  ])("or has a value that is not, of %s: %s, %s, %s", (section, before, key, value) => {
    expect(read(textOf(section, before, key)).strange).toEqual([]);
    const garbled = textOf(section, before, key.replace(/\S+$/, value));
    const { reasons, strange } = read(garbled);
    expect(strange).toHaveLength(1);
    expect(reasons).toContainEqual(
      expect.stringMatching(/^"set \S+" in .* was not understood: this value is not known/),
    );
  });

  it.each([
    ["router bgp", 'set as 65000\nconfig neighbor\nedit "10.1.0.9"\nnext\nend'],
    ["router bgp", "set as 65000\nconfig neighbor-range6\nedit 1\nnext\nend"],
    ["router ospf", "config area\nedit 0.0.0.0\nconfig range\nedit 1\nnext\nend\nnext\nend"],
    ["router rip", "config network\nedit 1\nnext\nend"],
    ["router isis", 'config isis-interface\nedit "port1"\nnext\nend'],
  ])("names no table in %s, where its tables show that it learns routes", (section, tables) => {
    const text = `config ${section}\n${tables}\nconfig redistribute connected\nend\nend\n`;
    expect(read(text)).toMatchObject({ learns: true, tables: [] });
    const garbled = read(text.replace(/config \S+\nedit/, (line) => line.replace("\n", "q\n")));
    expect(garbled.tables).toHaveLength(1);
    expect(garbled.reasons).toContainEqual(
      expect.stringMatching(/^"config \S+q" in router .* this section is not known/),
    );
  });

  it.each([
    ["system virtual-switch", 'edit "lan"\nconfig port\nedit "port1"\nnext\nend\nnext'],
    ["system dhcp server", "edit 1\nconfig ip-range\nedit 1\nset start-ip 10.1.0.5\nnext\nend\nnext"],
    ["switch-controller acl ingress", "edit 1\nconfig action\nset drop enable\nend\nnext"],
  ])("names no table in %s", (section, rows) => {
    const text = `config ${section}\n${rows}\nend\n`;
    expect(read(text).tables).toEqual([]);
    expect(read(text.replace(/config (?:port|ip-range|action)/, "$&q")).tables).toHaveLength(1);
  });

  it("is none where the number of a row stands, which later releases give every one", () => {
    expect(read(textOf("router policy", "edit 1", "uuid 1c2d")).strange).toEqual([]);
  });
});
