/** Objects without use, vendor by vendor: what counts as a reference, and what holds nothing. */
import { describe, expect, it } from "vitest";
import { CISCO } from "../../parsers/cisco/index.js";
import { FORTIGATE } from "../../parsers/fortigate/index.js";
import { PFSENSE } from "../../parsers/pfsense/index.js";
import type { Vendor } from "../../parsers/vendor.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { extended } from "./cisco/site.js";
import { policy, row, site, table } from "./fortigate/site.js";
import { opnsense, pfsense } from "./pfsense/configuration.js";

interface Trap {
  readonly trap: string;
  readonly text: string;
  /** `unused address old-plc 12`: trouble, kind, name, line. */
  readonly idle: readonly string[];
}

const HOST = "set subnet 10.2.0.9 255.255.255.255";
const ADDRESS = (name: string) => table("firewall address", row(name, HOST));

const FORTIGATE_TRAPS: readonly Trap[] = [
  {
    trap: "an address that nothing names",
    text: site([policy(1)], ADDRESS("old-plc")),
    idle: ["unused address old-plc 18"],
  },
  { trap: "one that a policy names", text: site([policy(1, { dstaddr: '"plc"' })], ADDRESS("plc")), idle: [] },
  {
    trap: "one that a group names, which nothing names",
    text: site([policy(1)], ADDRESS("plc") + table("firewall addrgrp", row("cell", 'set member "plc"'))),
    idle: ["unused address cell 23"],
  },
  {
    trap: "one that a section names which is not modelled",
    text: site([policy(1)], ADDRESS("plc") + table("vpn ssl web portal", row("p", 'set ip-pools "plc"'))),
    idle: [],
  },
  {
    trap: "rows that the factory or the device itself writes",
    text: site(
      [policy(1)],
      table("firewall multicast-address", row("Bonjour", "set start-ip 224.0.0.251", "set end-ip 224.0.0.251")) +
        table("firewall address", row("port2 address", "set type interface-subnet", 'set interface "port2"')),
    ),
    idle: [],
  },
  { trap: "one that a comment names", text: site([policy(1, { comments: '"was plc"' })], ADDRESS("plc")), idle: [] },
  {
    trap: "one that a longer name begins with",
    text: site([policy(1, { dstaddr: '"plc-2"' })], ADDRESS("plc") + ADDRESS("plc-2")),
    idle: ["unused address plc 18"],
  },
  {
    trap: "a service, and one that the factory brings along",
    text: site(
      [policy(1)],
      table("firewall service custom", row("S7", "set tcp-portrange 102"), row("HTTPS", "set tcp-portrange 443")),
    ),
    idle: ["unused service S7 18"],
  },
  {
    trap: "a virtual IP",
    text: site([policy(1)], table("firewall vip", row("v", "set extip 192.0.2.9", 'set mappedip "10.2.0.9"'))),
    idle: ["unused translation v 18"],
  },
  {
    trap: "a virtual IP under central NAT",
    text: site(
      [policy(1)],
      "config system settings\n    set central-nat enable\nend\n" +
        table("firewall vip", row("v", "set extip 192.0.2.9", 'set mappedip "10.2.0.9"')),
    ),
    idle: [],
  },
  {
    trap: "a group of nothing",
    text: site([policy(1, { dstaddr: '"cell"' })], table("firewall addrgrp", row("cell", 'set comment "later"'))),
    idle: ["empty address cell 18"],
  },
];

const CISCO_TRAPS: readonly Trap[] = [
  {
    trap: "a group that nothing names",
    text: `object-group network OLD\n host 10.2.0.9\n${extended("permit ip any any")}`,
    idle: ["unused address OLD 1"],
  },
  {
    trap: "a group that an entry names",
    text: `object-group network PLC\n host 10.2.0.9\n${extended("permit ip any object-group PLC")}`,
    idle: [],
  },
  {
    trap: "a group that a statement names which is not known",
    text: `object-group network PLC\n host 10.2.0.9\nfrobnicate PLC\n${extended("permit ip any any")}`,
    idle: [],
  },
  {
    trap: "a group that is opened twice",
    text: `object-group service S7\n tcp eq 102\nobject-group service S7\n tcp eq 103\n${extended("permit ip any any")}`,
    idle: ["unused service S7 1"],
  },
  {
    trap: "a group of nothing",
    text: `object-group network PLC\n description later\n${extended("permit ip any object-group PLC")}`,
    idle: ["empty address PLC 1"],
  },
];

const RULE = (destination: string) =>
  `<rule><type>pass</type><interface>lan</interface><source><any/></source><destination>${destination}</destination></rule>`;
const ALIAS = (name: string, type: string, words: string) =>
  `<alias><name>${name}</name><type>${type}</type><address>${words}</address></alias>`;

const PFSENSE_TRAPS: readonly Trap[] = [
  {
    trap: "aliases that nothing names",
    text: pfsense({ aliases: ALIAS("old", "host", "10.2.0.9") + ALIAS("s7", "port", "102"), rules: RULE("<any/>") }),
    idle: ["unused address old 13", "unused service s7 13"],
  },
  {
    trap: "an alias that a rule names",
    text: pfsense({ aliases: ALIAS("plc", "host", "10.2.0.9"), rules: RULE("<address>plc</address>") }),
    idle: [],
  },
  {
    trap: "an alias that another one names",
    text: pfsense({
      aliases: ALIAS("plc", "host", "10.2.0.9") + ALIAS("cell", "network", "plc 10.3.0.0/24"),
      rules: RULE("<any/>"),
    }),
    idle: ["unused address cell 13"],
  },
  {
    trap: "an alias that a package names",
    text: pfsense({
      aliases: ALIAS("plc", "host", "10.2.0.9"),
      rules: RULE("<any/>"),
      more: "<installedpackages><haproxy><list>plc</list></haproxy></installedpackages>",
    }),
    idle: [],
  },
  {
    trap: "an alias of nothing",
    text: pfsense({ aliases: ALIAS("plc", "host", ""), rules: RULE("<address>plc</address>") }),
    idle: ["empty address plc 13"],
  },
  {
    trap: "an alias of OPNsense",
    text: opnsense({ aliases: ALIAS("old", "host", "10.2.0.9"), rules: RULE("<any/>") }),
    idle: ["unused address old 18"],
  },
];

function idleIn(vendor: Vendor, text: string): string[] {
  const file = { path: "configuration", text, encoding: "utf-8", sha256: "" } as const;
  const detection = vendor.detect(file);
  if (detection === undefined) throw new Error("not detected");
  const { devices } = vendor.parse(file, detection, new Diagnostics());
  return devices.flatMap(({ idle }) =>
    idle.map(({ trouble, kind, name, at }) => `${trouble} ${kind} ${name} ${at.line}`),
  );
}

describe.each([
  [FORTIGATE, FORTIGATE_TRAPS],
  [CISCO, CISCO_TRAPS],
  [PFSENSE, PFSENSE_TRAPS],
] as const)("objects without use of $id", (vendor, traps) => {
  it.each(traps)("$trap", ({ text, idle }) => {
    expect(idleIn(vendor, text)).toEqual(idle);
  });
});
