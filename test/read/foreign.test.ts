import { describe, expect, it } from "vitest";
import { isFailedExport, isNote, looksLikeConfiguration } from "../../src/read/foreign.js";

const CONFIGURATIONS = [
  {
    make: "Arista EOS",
    text: "! device: a1 (DCS-7050, EOS-4.2)\nhostname a1\ninterface Ethernet1\n   ip address 10.1.0.7/24\n",
  },
  { make: "Junos, statements", text: "set system host-name j1\nset interfaces ge-0/0/0 unit 0 family inet\n" },
  { make: "Junos, blocks", text: "system {\n    host-name j1;\n}\ninterfaces {\n}\n" },
  { make: "PAN-OS", text: '<config version="10.1.0"><devices><entry name="x"/></devices></config>' },
  { make: "RouterOS", text: "/interface bridge\nadd name=bridge1\n/ip firewall filter\nadd action=accept\n" },
  { make: "an encrypted backup of FortiGate", text: "#FGBK|3|FGT60F|7|04|1639|\nq83vEjRWeJ==\n" },
  { make: "an encrypted backup of pfSense", text: "---- BEGIN config.xml ----\nVersion: pfSense 2.7.2\n" },
  {
    make: "one area of pfSense",
    text: '<?xml version="1.0"?>\n<filter>\n\t<rule><type>pass</type></rule>\n</filter>\n',
  },
  { make: "the end of OPNsense", text: "<filter><rule/></filter>\n</opnsense>\n" },
  { make: "iptables", text: "*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\nCOMMIT\n" },
];

describe("texts that look like a configuration", () => {
  it.each(CONFIGURATIONS)("$make", ({ text }) => {
    expect(looksLikeConfiguration(text)).toBe(true);
  });

  it.each([
    "the hostname of the interface is core-1\n",
    "name,address\ncore-1,10.1.0.1\n",
    "interface Vlan1 is down\n",
    "<project><filter>x</filter></project>\n",
  ])("not %j", (text) => {
    expect(looksLikeConfiguration(text)).toBe(false);
  });

  it("are told from notes by the name of the file", () => {
    expect(["README.md", "hosts.csv", "plan.html"].every(isNote)).toBe(true);
    expect(["core-1.cfg", "fw.conf", "pf.xml", "show-run.txt", "core-1"].some(isNote)).toBe(false);
  });
});

describe("answers in the place of an export", () => {
  it.each([
    "% Authorization failed.\n",
    "\n% Invalid input detected at '^' marker.\n",
    "ssh: connect to host 10.1.0.7 port 22: Connection refused\n",
    "<!DOCTYPE html>\n<html><head><title>Login</title></head></html>\n",
  ])("%j", (text) => {
    expect(isFailedExport("plant/core-1.cfg", text)).toBe(true);
    expect(isFailedExport("plant/notes.txt", text)).toBe(false);
  });

  it.each(["[metadata]\nname = tool\n", "server {\n  listen 80;\n}\n"])("not %j", (text) => {
    expect(isFailedExport("plant/setup.cfg", text)).toBe(false);
  });
});
