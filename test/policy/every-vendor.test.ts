/** What each check of a device says of each vendor: a finding, or that it was not assessed; nothing only for a reason that stands here. */
import { describe, expect, it } from "vitest";
import { readPolicySources } from "../../src/policy/sources.js";
import { resultOfTexts } from "./example-run.js";
import { IOS_PEOPLE, MAP, type Platform, TEXTS } from "./vendor-texts.js";

const PLATFORMS = Object.keys(TEXTS) as Platform[];
const FIREWALLS: readonly Platform[] = ["fortigate", "asa", "pfsense", "opnsense"];
const READ_FOR_SURFACE: readonly Platform[] = ["fortigate", "ios", "pfsense", "opnsense"];
const all = (...but: readonly Platform[]) => PLATFORMS.filter((one) => !but.includes(one));

const WHOLE = "the export is whole, and there is none";
const RULES = "each rule is looked at, and none is like that";
const NO_PORTS = "not applicable: it has no switched ports";
const SAFE = "it is set or by default as it should be";

/** Why a check finds nothing and need not say more: no contradiction with what was looked at, or nothing of the kind can be there. */
const SILENT: readonly (readonly [checks: string, reason: string, platforms: readonly Platform[]])[] = [
  ["contradicting-rules disabled-rule-kept expired-or-temporary-rule", RULES, PLATFORMS],
  ["redundant-or-unused-rule shadowed-rule unused-object acl-not-bound any-service-rule", RULES, PLATFORMS],
  ["unparsed-statements", "every statement was understood", PLATFORMS],
  ["zone-network-overlap safety-shares-subnet", "each segment lies in one zone", PLATFORMS],
  ["ipv6-unfiltered", "no interface has IPv6", PLATFORMS],
  ["svi-without-acl", "the interface of the cell has a filter", PLATFORMS],
  ["layer2-control-leaves-cell", "no zone is declared to have control on layer 2", PLATFORMS],
  ["address-outside-any-zone", "all its addresses lie in zones", PLATFORMS],
  ["log-clear-text log-target-not-reachable", "it sends records nowhere, which another check finds", PLATFORMS],
  ["ntp-unauthenticated", "it takes its time from nowhere, which another check finds", PLATFORMS],
  ["snmp-v1v2c", WHOLE, PLATFORMS],
  ["concurrent-vpn-logins remote-access-without-mfa remote-session-no-timeout", WHOLE, PLATFORMS],
  ["split-tunnel-remote vendor-shared-account vpn-pool-inside-ot weak-vpn-crypto", WHOLE, PLATFORMS],
  ["weak-wireless wireless-in-control-zone insecure-vpn-type", WHOLE, READ_FOR_SURFACE],
  ["ot-depends-on-enterprise-services", WHOLE, READ_FOR_SURFACE],
  ["unneeded-services", WHOLE, ["fortigate", "pfsense", "opnsense"]],
  ["broadcast-forwarded", "no interface carries them on", ["ios"]],
  ["unused-ports-open no-l2-protection", NO_PORTS, [...FIREWALLS, "iosxr"]],
  ["trunk-allows-all-vlans enterprise-and-ot-on-one-trunk", NO_PORTS, [...FIREWALLS, "iosxr"]],
  ["admin-no-source-limit", "its one way in takes certain sources only", ["asa"]],
  ["no-admin-idle-timeout", SAFE, all("nxos", "iosxr")],
  ["no-login-lockout", SAFE, ["fortigate", "pfsense"]],
  ["no-password-policy", SAFE, ["nxos"]],
  ["one-admin-role", "there is one administrator, which another check finds", PLATFORMS],
  ["weak-password-storage", "passwords are stored as hashes", all("ios")],
  ["no-config-backup", "it keeps earlier configurations by itself", ["iosxr", "pfsense", "opnsense"]],
  ["no-config-change-log", SAFE, ["fortigate"]],
  ["deny-not-logged", SAFE, ["pfsense", "opnsense"]],
];

const { checks } = await readPolicySources("policies");
const ofDevices = checks.filter(({ slices }) => slices.includes("device")).map(({ id }) => id);

describe.each(PLATFORMS)("checks of a device, of %s", (platform) => {
  it("say what they found, what they could not assess, or nothing for a reason", async () => {
    const { platforms, found, notAssessed } = await saidOf(TEXTS[platform]);
    expect(platforms).toHaveLength(1);
    const silent = ofDevices.filter((id) => !found.has(id) && !notAssessed.has(id));
    const excused = SILENT.flatMap(([ids, , at]) => (at.includes(platform) ? ids.split(" ") : []));
    expect(silent.toSorted()).toEqual(excused.toSorted());
  });
});

const OF_PEOPLE =
  `concurrent-vpn-logins remote-access-without-mfa remote-session-no-timeout split-tunnel-remote vendor-shared-account
  vpn-pool-inside-ot weak-vpn-crypto`.split(/\s+/);
const OF_TUNNELS = OF_PEOPLE.filter((id) => !/^(?:concurrent-vpn-logins|remote-session-no-timeout)$/.test(id));

describe("what is not read is not taken for none", () => {
  it.each([
    ["an IOS router that lets in people", `${TEXTS.ios.replace(/end\n$/, IOS_PEOPLE)}end\n`, OF_PEOPLE],
    ["an IOS export without its end", TEXTS.ios.replace(/end\n$/, ""), OF_PEOPLE],
    ["an ASA export without its end", TEXTS.asa.replace(/^: .*\n/gm, ""), OF_TUNNELS],
    ["an NX-OS switch with IPsec", `${TEXTS.nxos}feature crypto ipsec\ncrypto ike domain ipsec\n`, OF_TUNNELS],
    ["an IOS-XR router with IPsec", TEXTS.iosxr.replace(/end\n$/, "crypto ipsec profile P\n!\nend\n"), OF_TUNNELS],
  ])("%s", async (_, text, expected) => {
    const { notAssessed } = await saidOf(text);
    expect([...notAssessed]).toEqual(expect.arrayContaining(expected));
  });
});

it("lines with a password alone are administrators without a name", async () => {
  const { found } = await saidOf(TEXTS.ios);
  expect([...found]).toEqual(
    expect.arrayContaining(["admin-no-aaa", "default-or-shared-admin", "weak-password-storage"]),
  );
});

/** Sections of a configuration, as people paste them: what they leave out may be anything. */
const PARTS: Readonly<Record<string, string>> = {
  "an access list of IOS": "ip access-list extended ACL-A\n 10 permit tcp any any eq 502\n 20 deny ip any any log\n",
  "IOS from a line on": "ip access-list extended ACL-A\n 10 permit tcp any any eq 502\n!\nline vty 0 4\n!\nend\n",
  "an access list of ASA":
    "access-list A extended permit tcp any any eq 502\naccess-list A extended deny ip any any\n: end\n",
  "an access list of NX-OS": "feature interface-vlan\nip access-list ACL-A\n  10 permit tcp any any eq 502\n",
  "an access list of IOS-XR": "ipv4 access-list ACL-A\n 10 permit tcp any any eq 502\n!\nend\n",
  "objects of FortiOS": [
    'config firewall address\n    edit "plc"\n        set subnet 10.20.101.10 255.255.255.255\n    next\nend',
    'config firewall policy\n    edit 1\n        set srcintf "port1"\n        set dstintf "port2"',
    '        set action accept\n        set srcaddr "all"\n        set dstaddr "all"\n        set schedule "always"',
    '        set service "ALL"\n        set comments "all"\n    next\nend\n',
  ].join("\n"),
  "rules of pfSense": `<pfsense><filter><rule><type>pass</type><interface>lan</interface><descr>all</descr>
    <source><any/></source><destination><any/></destination></rule></filter></pfsense>`,
  "rules of OPNsense": `<opnsense><filter><rule><type>pass</type><interface>lan</interface><descr>all</descr>
    <source><any/></source><destination><any/></destination></rule></filter></opnsense>`,
};

const OF_SURFACE = ["unneeded-services", "insecure-vpn-type", "wireless-in-control-zone", "weak-wireless"];

/** What is said of parts that are known to be some. */
const PART_CODES = ["cisco/truncated", "pfsense/no-interfaces"] as const;

/** They stand in the part itself. */
const SEEN = /^(?:rule-without-reason|disabled-rule-kept|any-service-rule|any-any-rule)$/;

describe("a part of a configuration shows nothing to be missing", () => {
  it.each(Object.keys(PARTS))("%s", async (name) => {
    const result = await resultOfTexts({ configs: { "device.conf": PARTS[name] ?? "" } }, PART_CODES);
    expect(result.devices).toHaveLength(1);
    const sure = result.findings.filter(({ check, verdict }) => verdict === "violated" && !SEEN.test(check));
    expect(sure.map(({ check, message }) => `${check}: ${message}`)).toEqual([]);
    const open = result.notAssessed.map(({ check }) => check);
    expect(open).toEqual(expect.arrayContaining(["no-remote-log", "no-dos-limits", "weak-vpn-crypto", ...OF_SURFACE]));
  });
});

async function saidOf(text: string) {
  const result = await resultOfTexts({ configs: { "device.conf": text }, zones: MAP });
  return {
    platforms: result.devices.map(({ platform }) => platform),
    found: new Set(result.findings.map(({ check }) => check)),
    notAssessed: new Set(result.notAssessed.map(({ check }) => check)),
  };
}
