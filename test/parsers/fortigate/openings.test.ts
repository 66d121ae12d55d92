/** Settings that let packets in beside the policies: each leaves the whole device open, and nothing when it is off. */
import { describe, expect, it } from "vitest";
import { FORTIGATE } from "../../../parsers/fortigate/index.js";
import { Diagnostics } from "../../../src/diagnostics/diagnostic.js";
import { policy, row, site, table } from "./site.js";

const PROXY = table("firewall proxy-policy", row(1, "set action accept"));
const proxyPort = (value: string) => table("system interface", row("lan", `set explicit-web-proxy ${value}`));
const transparent = (value: string) =>
  `config system settings\n    set opmode transparent\nend\n${table("system interface", row("lan", `set vlanforward ${value}`))}`;

/** Each with `enable` or `disable` in its place. */
const OPENINGS: readonly (readonly [string, (value: string) => string])[] = [
  [
    "a pool that any host may send to",
    (value) => site([], table("firewall ippool", row("POOL", `set permit-any-host ${value}`))),
  ],
  ["a policy that any host may answer", (value) => site([policy(1, { "permit-any-host": value })])],
  ["a policy that STUN hosts may answer", (value) => site([policy(1, { "permit-stun-host": value })])],
  ["carrier NAT with endpoint-independent filtering", (value) => site([policy(1, { "cgn-eif": value })])],
  ["port control from inside", (value) => site([policy(1, { "pcp-inbound": value })])],
  ["a policy that sends web sessions to a cache", (value) => site([policy(1, { wccp: value })])],
  [
    "the device as a cache of others",
    (value) => site([], `config system settings\n    set wccp-cache-engine ${value}\nend\n`),
  ],
  ["DNS without a policy", (value) => site([], `config system settings\n    set implicit-allow-dns ${value}\nend\n`)],
  ["tagged frames in transparent mode", (value) => site([], transparent(value))],
  [
    "ports that are joined while the device is off",
    (value) => site([], `config system bypass\n    set poweroff-bypass ${value}\nend\n`),
  ],
  [
    "servers published by a proxy",
    (value) =>
      site(
        [],
        table("firewall proxy-policy", row(1, "set proxy access-proxy", `set status ${value}`, "set action accept")),
      ),
  ],
  [
    "servers published by a policy for a proxy",
    (value) =>
      site(
        [policy(1, { srcintf: '"wan"', dstaddr: '"portals"', "ztna-status": "enable", status: value })],
        table("firewall vip", row("portal", "set type access-proxy", "set extip 192.0.2.9", 'set extintf "wan"')) +
          table("firewall vipgrp", row("portals", 'set member "portal"')),
      ),
  ],
  [
    "servers published in IPv6 by a policy for a proxy",
    (value) =>
      site(
        [policy(1, { srcintf: '"wan"', srcaddr6: '"all"', dstaddr6: '"portals"', status: value })],
        table("firewall vip6", row("portal", "set type access-proxy", "set extip 2001:db8::9", 'set extintf "wan"')) +
          table("firewall vipgrp6", row("portals", 'set member "portal"')),
      ),
  ],
  [
    "policies between the families",
    (value) => site([], table("firewall policy46", row(1, `set status ${value}`)) + table("firewall vip46", row("v"))),
  ],
  [
    "a virtual IP that changes families, where a policy names it",
    (value) =>
      site(
        [policy(1, { srcintf: '"wan"', dstaddr: '"v"', status: value })],
        table("firewall vip", row("v", "set extip 192.0.2.10", "set nat46 enable", "set ipv6-mappedip 2001:db8::9")),
      ),
  ],
  [
    "web sessions that a policy sends to a proxy elsewhere",
    (value) => site([policy(1, { "webproxy-forward-server": '"up"', status: value })]),
  ],
  [
    "those that a policy of a transparent proxy sends there",
    (value) =>
      site(
        [policy(1, { "http-policy-redirect": "enable" })],
        table(
          "firewall proxy-policy",
          row(1, "set proxy transparent-web", "set action accept", `set status ${value}`, 'set isolator-server "up"'),
        ),
      ),
  ],
  ["the explicit proxy", (value) => site([], PROXY + proxyPort(value))],
  [
    "an explicit proxy that needs no policy",
    (value) =>
      site(
        [],
        `config web-proxy explicit\n    set status ${value}\n    set sec-default-action accept\nend\n${proxyPort("enable")}`,
      ),
  ],
  [
    "a proxy for FTP that needs no policy",
    (value) =>
      site(
        [],
        `config ftp-proxy explicit\n    set status ${value}\n    set sec-default-action accept\nend\n${table("system interface", row("lan", "set explicit-ftp-proxy enable"))}`,
      ),
  ],
];

function deviceDoubts(text: string): string[] {
  const file = { path: "fw-edge.conf", text, encoding: "utf-8", sha256: "" } as const;
  const { devices } = FORTIGATE.parse(file, { platform: "fortios", confidence: 1, reasons: [] }, new Diagnostics());
  return (devices[0]?.doubts ?? []).filter(({ scope }) => scope === "device").map(({ reason }) => reason);
}

describe("what lets packets in beside the policies", () => {
  it.each(OPENINGS)("%s leaves the device open", (_, text) => {
    expect(deviceDoubts(text("enable"))).toHaveLength(1);
    expect(deviceDoubts(text("disable"))).toEqual([]);
  });

  it("tagged frames do so up to release 5.0.9 where nobody says otherwise", () => {
    const off = table("system interface", ...["lan", "dmz", "wan"].map((name) => row(name, "set vlanforward disable")));
    const settings = "config system settings\n    set opmode transparent\nend\n";
    const found = [
      [settings, "5.00"],
      [settings + off, "5.00"],
      [settings, "5.02"],
      ["", "5.00"],
    ].map(([before, version]) => deviceDoubts(site([], before, version)).length);
    expect(found).toEqual([1, 0, 0, 0]);
  });
});

describe("commands that the device enters by itself", () => {
  const OPENS = "config firewall policy\nedit 1\nset status enable\nnext\nend";
  const timed = (script: string, start = "auto") =>
    table("system auto-script", row("night", `set start ${start}`, `set script "${script}"`));
  const triggered = (script: string, stitch = 'set action "run"', action = "set action-type cli-script") =>
    table("system automation-action", row("run", action, `set script "${script}"`)) +
    table("system automation-stitch", row("at-night", 'set trigger "hour"', ...stitch.split("\n")));

  const OTHER_ACTION = table("system automation-action", row("other", "set action-type email"));

  it.each([
    ["at a time", timed(OPENS)],
    ["when something happens", triggered(OPENS)],
    ["that stand among several actions", triggered(OPENS, 'config actions\nedit 1\nset action "run"\nnext\nend')],
    ["in a VDOM", timed(`config vdom\nedit root\n${OPENS}`)],
    ["that enter others", timed("config system auto-script\nedit 2\nset start auto\nnext\nend")],
    ["behind a table that they leave", timed(`config log syslogd setting\nabort\n${OPENS}`)],
    [
      "behind some that change nothing",
      timed(`get system status\nconfig log setting\nset brief disable\nend\n${OPENS}`),
    ],
    ["from elsewhere", timed("execute restore config tftp fw.conf 10.1.1.9")],
    ["that are not known", timed("conf firewall policy")],
    ["of an action that is not in the file, perhaps this one", triggered(OPENS, 'set action "rum"')],
    ["that are lost", timed(OPENS).replace("set script", "set scripq")],
    ["that an action lost", triggered(OPENS).replace("set script", "set scripq")],
    ["that start otherwise than is known", timed(OPENS, "aut")],
    ["of an action whose kind is not known", triggered(OPENS, 'set action "run"', "set action-type cli-scripd")],
  ])("leave the device open: %s", (_, text) => {
    expect(deviceDoubts(site([], text))).toEqual([expect.stringMatching(/^the device enters commands by itself/)]);
  });

  it.each([
    ["that show", triggered("get system status\ndiagnose sys top")],
    ["that store", timed("execute backup config tftp fw.conf 10.1.1.9")],
    ["about what is recorded", timed("config global\nconfig log setting\nset brief disable\nend\nend")],
    ["that somebody has to start", timed(OPENS, "manual")],
    ["of an automation that is off", triggered(OPENS, 'set action "run"\nset status disable')],
    ["that nothing triggers", triggered(OPENS, 'set action "other"') + OTHER_ACTION],
    [
      "of an action that has none",
      triggered(OPENS, 'set action "run"', "set action-type webhook").replace(/set script "[^"]*"/, "set method get"),
    ],
    ["of an action of another kind", triggered(OPENS, 'set action "run"', "set action-type email")],
  ])("leave nothing open: %s", (_, text) => {
    expect(deviceDoubts(site([], text))).toEqual([]);
  });

  it("are shown by no diagnostic or doubt: they may hold passwords", () => {
    const text = site([], timed("execute backup config ftp c 10.1.1.9 u hidden").replace("set script", "set scripq"));
    const diagnostics = new Diagnostics();
    const file = { path: "fw-edge.conf", text, encoding: "utf-8", sha256: "" } as const;
    const { devices } = FORTIGATE.parse(file, { platform: "fortios", confidence: 1, reasons: [] }, diagnostics);
    const line = text.split("\n").findIndex((one) => one.includes("hidden")) + 1;
    expect(diagnostics.all().filter(({ at }) => at.line === line)).toEqual([]);
    const doubts = devices[0]?.doubts.filter(({ scope }) => scope === "device") ?? [];
    expect(doubts.map(({ at }) => [at.line, at.endLine])).toEqual([[line - 3, line - 3]]);
  });
});
