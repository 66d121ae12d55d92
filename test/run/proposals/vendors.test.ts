/** What each vendor writes for a change: the lines, and that they were found fit. */
import { describe, expect, it } from "vitest";
import { asa } from "../../parsers/cisco/asa-site.js";
import { entries } from "../../parsers/cisco/nxos-site.js";
import { extended } from "../../parsers/cisco/site.js";
import { policy, row, site, table } from "../../parsers/fortigate/site.js";
import { address, modern, on, opnsense, pfsense, rule } from "../../parsers/pfsense/configuration.js";
import { flow, linesFor, mapOf } from "./tried.js";

const MAP = mapOf(flow("F-1", "10.1.0.5", "10.2.0.9", "tcp/443"));

function asaList(...list: readonly string[]): string {
  return asa(
    [...list.map((one) => `access-list IN extended ${one}`), "access-group IN in interface inside"].join("\n"),
  );
}

/** The networks of the map on the interfaces. */
function onWholeNetworks(text: string): string {
  return text.replace("10.1.1.1 255.255.255.0", "10.1.1.1 255.255.0.0");
}

const PLC = table("firewall address", row("plc", "set subnet 10.2.0.9 255.255.255.255"));
const NAMED = { from: address("10.1.0.5"), to: address("10.2.0.0/28") };
const TO_PLC = { to: address("10.2.0.9", "443") };

describe("a change in the vendor's own syntax", () => {
  it.each([
    {
      change: "IOS: an entry goes by its number",
      action: "r1, A 20",
      text: extended("10 permit tcp host 10.1.0.5 host 10.2.0.9 eq 443 log", "20 permit ip any any"),
      lines: ["ip access-list extended A", " no 20"],
    },
    {
      change: "IOS: an entry without a number goes by its words",
      action: "r1, A 20",
      text: extended("permit tcp host 10.1.0.5 host 10.2.0.9 eq 443 log", "permit ip any any"),
      lines: ["ip access-list extended A", " no permit ip any any"],
    },
    {
      change: "IOS: an entry that is mostly for a flow is narrowed, and keeps its log",
      action: "r1, A 10",
      text: extended("10 permit tcp host 10.1.0.5 10.2.0.0 0.0.0.15 log", "20 deny ip any any log"),
      lines: ["ip access-list extended A", " 11 permit tcp host 10.1.0.5 host 10.2.0.9 eq 443 log", " no 10"],
    },
    {
      change: "NX-OS",
      action: "core-1, A 20",
      text: entries("10 permit tcp 10.1.0.5/32 10.2.0.9/32 eq 443", "20 permit tcp 10.1.0.0/16 10.2.0.0/16 eq 23"),
      lines: ["ip access-list A", " no 20"],
    },
    {
      change: "ASA: an entry goes by its words",
      action: "fw-1, IN 2",
      text: asaList("permit tcp host 10.1.0.5 host 10.2.0.9 eq 443", "permit tcp any any eq 23"),
      lines: ["no access-list IN extended permit tcp any any eq 23"],
    },
    {
      change: "ASA: others come before what they stand for",
      action: "fw-1, IN 2",
      text: asaList("permit udp any host 10.9.0.1 eq 53", "permit tcp host 10.1.0.5 10.2.0.0 255.255.255.240 eq 443"),
      lines: [
        "access-list IN line 2 extended permit tcp host 10.1.0.5 host 10.2.0.9 eq 443",
        "no access-list IN extended permit tcp host 10.1.0.5 10.2.0.0 255.255.255.240 eq 443",
      ],
    },
    {
      change: "FortiOS: a policy is switched off",
      action: "device, firewall policy 2",
      text: site(
        [policy(1, { srcaddr: '"pc"', dstaddr: '"plc"', service: '"HTTPS"' }), policy(2)],
        table(
          "firewall address",
          row("plc", "set subnet 10.2.0.9 255.255.255.255"),
          row("pc", "set subnet 10.1.0.5 255.255.255.255"),
        ),
      ),
      lines: ["config firewall policy", "    edit 2", "        set status disable", "    next", "end"],
    },
    {
      change: "FortiOS: objects that say it are used, others are made",
      action: "device, firewall policy 1",
      text: onWholeNetworks(
        site(
          [policy(1, { srcaddr: '"pcs"', dstaddr: '"plc"', service: '"HTTPS"' })],
          table(
            "firewall address",
            row("plc", "set subnet 10.2.0.9 255.255.255.255"),
            row("pcs", "set subnet 10.1.0.0 255.255.255.0"),
          ),
        ),
      ),
      lines: [
        "config firewall address",
        "    edit zp-10.1.0.5",
        "        set subnet 10.1.0.5 255.255.255.255",
        "    next",
        "end",
        "config firewall service custom",
        "    edit zp-tcp-443",
        "        set tcp-portrange 443",
        "    next",
        "end",
        "config firewall policy",
        "    edit 1",
        "        set srcaddr zp-10.1.0.5",
        "        set dstaddr plc",
        "        set service zp-tcp-443",
        "    next",
        "end",
      ],
    },
    {
      change: "pfSense: an element is there",
      action: "fw-edge, rules in rule-2",
      text: pfsense({
        rules: `${rule(on("pass", "lan", "tcp"), { from: address("10.1.0.5"), ...TO_PLC })}\n${rule(on("pass", "lan"))}`,
      }),
      lines: ["+ <disabled></disabled>"],
    },
    {
      change: "pfSense: what goes and what comes",
      action: "fw-edge, rules in rule-1",
      text: pfsense({ rules: rule(on("pass", "lan", "tcp"), NAMED) }),
      lines: [
        "- <destination><address>10.2.0.0/28</address></destination>",
        "+ <destination><address>10.2.0.9</address><port>443</port></destination>",
      ],
    },
    {
      change: "OPNsense, the old place: an element holds a 1",
      action: "fw-edge, rules in legacy-2",
      text: opnsense({
        rules: `${rule(on("pass", "lan", "tcp"), { from: address("10.1.0.5"), ...TO_PLC })}\n${rule(on("pass", "lan"))}`,
      }),
      lines: ["+ <disabled>1</disabled>"],
    },
    {
      change: "OPNsense, the new model: a switch",
      action: "fw-edge, rules in b",
      text: opnsense({
        modern:
          modern(
            {
              enabled: 1,
              action: "pass",
              interface: "lan",
              direction: "in",
              ipprotocol: "inet",
              protocol: "TCP",
              source_net: "10.1.0.5",
              destination_net: "10.2.0.9",
              destination_port: "443",
            },
            "a",
          ) +
          "\n" +
          modern({ enabled: 1, action: "pass", interface: "lan", direction: "in", ipprotocol: "inet" }, "b"),
      }),
      lines: ["- <enabled>1</enabled>", "+ <enabled>0</enabled>"],
    },
  ])("$change", async ({ action, text, lines }) => {
    expect(await linesFor(action, text, MAP)).toEqual(lines);
  });
});

describe("what lets administrators in in clear text is switched off", () => {
  const terminals = "line vty 0 4\n transport input telnet ssh\n";
  const community = row(1, 'set name "public"');

  it.each([
    {
      change: "IOS: terminals",
      action: "r1, Administration over telnet or HTTP",
      text: `${extended("permit ip any any")}${terminals}`,
      lines: ["line vty 0 4", " transport input ssh"],
    },
    {
      change: "IOS: a community, which no report shows",
      action: "r1, SNMP version 1 or 2c",
      text: `${extended("permit ip any any")}snmp-server community FAKE-SECRET RO\n`,
      lines: ["no snmp-server community [masked]"],
    },
    {
      change: "FortiOS: access of an interface",
      action: "device, Administration over telnet or HTTP",
      text: site([], PLC).replace("allowaccess ping https", "allowaccess ping https http telnet"),
      lines: ["config system interface", "    edit lan", "        set allowaccess ping https", "    next", "end"],
    },
    {
      change: "FortiOS: a community",
      action: "device, SNMP version 1 or 2c",
      text: site(
        [],
        table("system snmp sysinfo", "    set status enable\n") + table("system snmp community", community),
      ).replace("allowaccess ping https", "allowaccess ping https snmp"),
      lines: ["config system snmp community", "    edit 1", "        set status disable", "    next", "end"],
    },
    {
      change: "pfSense: the web interface, where it has a certificate",
      action: "fw-edge, Administration over telnet or HTTP",
      text: pfsense({ system: "<webgui><protocol>http</protocol><ssl-certref>abc</ssl-certref></webgui>" }),
      lines: ["- <protocol>http</protocol>", "+ <protocol>https</protocol>"],
    },
  ])("$change", async ({ action, text, lines }) => {
    expect(await linesFor(action, text)).toEqual(lines);
  });
});
