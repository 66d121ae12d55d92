/** The text of FortiOS (reference/fortios.md section 1): statements, quoting, VDOM shapes, captures; text in, answer out. */
import { describe, expect, it } from "vitest";
import { header, INTERFACES, policy, row, site, table } from "./site.js";
import { type Answer, parse, walk } from "./walk.js";

const WEB = "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80";
const SSH = "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:22";
const OTHER = "lan > dmz tcp 10.1.1.5 -> 10.2.0.8:80";
const DENY_SSH = policy(2, { action: "deny", service: '"SSH"' });
const ADDRESSES = table(
  "firewall address",
  row("plc-1", "set subnet 10.2.0.9/32"),
  row("plc-2", "set subnet 10.2.0.8/32"),
);
const toPlc = (name = "plc-1", id = 1) => policy(id, { dstaddr: `"${name}"` });
/** Statements about whole rows, in their table. */
const script = (name: string, ...lines: string[]) =>
  `config ${name}\n${lines.map((line) => `    ${line}\n`).join("")}end\n`;
const change = (...lines: string[]) => script("firewall policy", "edit 1", ...lines, "next");

const POLICIES = table("firewall policy", policy(1));

interface Trap {
  readonly trap: string;
  readonly text: string;
  readonly answers: Readonly<Record<string, Answer>>;
  /** Diagnostics, those about factory objects left out; none when left out. */
  readonly codes?: readonly string[];
}

const STATEMENTS: readonly Trap[] = [
  {
    trap: "lists and names that are printed without a value are not set",
    text:
      site([policy(1)]) +
      change(...["groups", "users", "application", "srcaddr6", "poolname"].map((key) => `set ${key} ''`)),
    answers: { [WEB]: "permit" },
  },
  {
    trap: "so are those of a virtual IP",
    text: site(
      [policy(1, { srcintf: '"wan"', dstaddr: '"web"' })],
      table(
        "firewall vip",
        row(
          "web",
          "set extip 192.0.2.10",
          'set mappedip "10.2.0.9"',
          "set src-filter ''",
          "set srcintf-filter ''",
          "set service ''",
        ),
      ),
    ),
    answers: { "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "permit" },
  },
  {
    trap: "a subnet without a value is not every address",
    text: site([toPlc("plc-1")], table("firewall address", row("plc-1", "set subnet ''"))),
    answers: { [WEB]: "unknown" },
    codes: ["fortigate/bad-address"],
  },
  {
    trap: "nothing is added by an empty value",
    text: site([toPlc()], ADDRESSES) + change("append dstaddr ''"),
    answers: { [WEB]: "permit", [OTHER]: "deny" },
  },
  {
    trap: "move puts a row before another",
    text: site([policy(1), DENY_SSH]) + script("firewall policy", "move 2 before 1"),
    answers: { [SSH]: "deny", [WEB]: "permit" },
  },
  {
    trap: "move puts a row behind another",
    text: site([DENY_SSH, policy(1)]) + script("firewall policy", "move 2 after 1"),
    answers: { [SSH]: "permit" },
  },
  {
    trap: "a move of a row that is not there changes nothing",
    text: site([policy(1), DENY_SSH]) + script("firewall policy", "move 3 before 1"),
    answers: { [SSH]: "permit" },
  },
  {
    trap: "delete takes a row away",
    text: site([policy(1)]) + script("firewall policy", "delete 1"),
    answers: { [WEB]: "deny" },
  },
  {
    trap: "purge takes all rows away",
    text: site([policy(1), policy(2)]) + script("firewall policy", "purge"),
    answers: { [WEB]: "deny" },
  },
  {
    trap: "a clone stands at the end and lives on its own",
    text: site([policy(1), policy(3, { action: "deny" })]) + script("firewall policy", "clone 1 to 2", "delete 1"),
    answers: { [WEB]: "deny" },
  },
  {
    trap: "a clone has the keys of its model, and then its own",
    text:
      site([policy(1, { service: '"SSH"' })]) +
      script("firewall policy", "clone 1 to 2", "edit 2", 'set service "HTTP"', "next"),
    answers: { [WEB]: "permit", [SSH]: "permit" },
  },
  {
    trap: "a renamed object is found by the name it had from what was written before",
    text: site([toPlc()], ADDRESSES) + script("firewall address", "rename plc-1 to pump"),
    answers: { [WEB]: "permit", [OTHER]: "deny" },
  },
  {
    trap: "and by its new name from what comes after; the old one may be taken again",
    text:
      header() +
      INTERFACES +
      ADDRESSES +
      script("firewall address", "rename plc-1 to pump", 'edit "plc-1"', "set subnet 10.2.0.8/32", "next") +
      table("firewall policy", toPlc("pump"), policy(2, { dstaddr: '"plc-1"', service: '"SSH"' })),
    answers: { [WEB]: "permit", [OTHER]: "deny", "lan > dmz tcp 10.1.1.5 -> 10.2.0.8:22": "permit" },
  },
  {
    trap: "a zone that is renamed is found by the name it had from what was written before",
    text:
      site([policy(1, { srcintf: '"cell"' })], table("system zone", row("cell", 'set interface "lan"'))) +
      script("system zone", "rename cell to cell-a"),
    answers: { [WEB]: "permit" },
  },
  {
    trap: "so is a virtual IP from its group",
    text:
      site(
        [policy(1, { srcintf: '"wan"', dstaddr: '"published"' })],
        table("firewall vip", row("plc-1", "set extip 192.0.2.10", 'set mappedip "10.2.0.9"')) +
          table("firewall vipgrp", row("published", 'set member "plc-1"')),
      ) + script("firewall vip", "rename plc-1 to pump"),
    answers: { "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "permit" },
  },
  {
    trap: "edit 0 is the next free number, each time it is written",
    text:
      site([policy(7, { service: '"SSH"' })]) +
      table("firewall policy", policy(0, { service: '"HTTP"' }), policy(0, { service: '"TELNET"' })) +
      script("firewall policy", "delete 9"),
    answers: { [SSH]: "permit", [WEB]: "permit", "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:23": "deny" },
  },
  {
    trap: "zeros before a number are none: it is one row",
    text:
      site([policy(1, { action: "deny" })]) +
      table("firewall policy").replace("end", "edit 01\nset action accept\nend"),
    answers: { [WEB]: "permit" },
  },
  {
    trap: "a number with zeros before it is moved and deleted like any other",
    text:
      site([policy(1), policy(2, { action: "deny" }), policy(3, { action: "deny" })]) +
      script("firewall policy", "move 02 before 01", "delete 002"),
    answers: { [WEB]: "permit" },
  },
  {
    trap: "append adds to a list",
    text: site([toPlc()], ADDRESSES) + change('append dstaddr "plc-2"'),
    answers: { [WEB]: "permit", [OTHER]: "permit" },
  },
  {
    trap: "what is appended to a clone is not appended to its model",
    text:
      site([toPlc()], ADDRESSES) +
      change('append dstaddr "plc-1"') +
      script("firewall policy", "clone 1 to 2", "edit 2", 'append dstaddr "plc-2"', "next", "delete 2"),
    answers: { [WEB]: "permit", [OTHER]: "deny" },
  },
  {
    trap: "the first of a list that was appended to keeps the name it had before a rename",
    text:
      site([toPlc()], ADDRESSES) +
      script("firewall address", "rename plc-1 to pump") +
      change('append dstaddr "plc-2"'),
    answers: { [WEB]: "permit", [OTHER]: "permit" },
  },
  {
    trap: "unselect takes from a list",
    text: site([policy(1, { dstaddr: '"plc-1" "plc-2"' })], ADDRESSES) + change('unselect dstaddr "plc-1"'),
    answers: { [WEB]: "deny", [OTHER]: "permit" },
  },
  {
    trap: "select is set",
    text: site([toPlc()], ADDRESSES) + change('select dstaddr "plc-2"'),
    answers: { [WEB]: "deny", [OTHER]: "permit" },
  },
  {
    trap: "unset goes back to the default, which is deny for an action",
    text: site([policy(1)]) + change("unset action"),
    answers: { [WEB]: "deny" },
  },
  {
    trap: "clear empties a list: no device keeps such a row, and a line may be lost",
    text: site([toPlc()], ADDRESSES) + change("clear dstaddr"),
    answers: { [WEB]: "unknown" },
    codes: ["fortigate/incomplete-policy"],
  },
  ...["srcintf", "dstintf", "srcaddr", "dstaddr", "service"].flatMap((key): Trap[] => [
    {
      trap: `a policy without ${key} is none that a device has: a line may be lost`,
      text: site([policy(1, { [key]: undefined })]),
      answers: { [WEB]: "unknown" },
      codes: ["fortigate/incomplete-policy"],
    },
    {
      trap: `so is one that denies without ${key}`,
      text: site([policy(1, { [key]: undefined, action: "deny" }), policy(2)]),
      answers: { [WEB]: "unknown" },
      codes: ["fortigate/incomplete-policy"],
    },
  ]),
  {
    trap: "an edit that end closes is a row like any other",
    text: `${header()}${INTERFACES}config firewall policy\n${policy(1).replace("    next\n", "")}end\n`,
    answers: { [WEB]: "permit" },
  },
];

const WORDS: readonly Trap[] = [
  {
    trap: "segments make one word",
    text: site([policy(1, { dstaddr: '"plc"-1' })], ADDRESSES),
    answers: { [WEB]: "permit", [OTHER]: "deny" },
  },
  {
    trap: "single quotes quote as well",
    text: site([policy(1, { dstaddr: "'plc-1' \"plc-2\"" })], ADDRESSES),
    answers: { [WEB]: "permit", [OTHER]: "permit" },
  },
  {
    trap: "blanks, marks and quotes may stand in names",
    text: site(
      [policy(1, { dstaddr: '"plc \\"1\\" #2"' })],
      table("firewall address", '    edit "plc \\"1\\" #2"\n        set subnet 10.2.0.9/32\n    next\n'),
    ),
    answers: { [WEB]: "permit", [OTHER]: "deny" },
  },
  {
    trap: "outside quotes a backslash takes the next character as it is",
    text: site([policy(1, { dstaddr: "plc\\-1" })], ADDRESSES),
    answers: { [WEB]: "permit", [OTHER]: "deny" },
  },
  {
    trap: "a line ends in a backslash and goes on below",
    text: site([policy(1, { dstaddr: '"plc-1" \\\n "plc-2"' })], ADDRESSES),
    answers: { [WEB]: "permit", [OTHER]: "permit" },
  },
  {
    trap: "a mark inside a line opens no comment",
    text: site([policy(1, { comments: "#1", service: '"HTTP"' })]),
    answers: { [WEB]: "permit", [SSH]: "deny" },
  },
  {
    trap: "lines that begin with a mark are comments",
    text: site([policy(1)]).replaceAll("        set", "        # set nothing\n        set"),
    answers: { [WEB]: "permit" },
  },
  {
    trap: "names differ by case",
    text: site([policy(1, { dstaddr: '"PLC-1"' })], ADDRESSES),
    answers: { [WEB]: "unknown" },
    codes: ["fortigate/undefined-reference"],
  },
  {
    trap: "keys and certificates run over lines",
    text: site(
      [policy(1)],
      table(
        "vpn certificate local",
        row("cell", 'set private-key "-----BEGIN FAKE KEY-----\nend\nnext\nedit 7\n-----END FAKE KEY-----"'),
      ),
    ),
    answers: { [WEB]: "permit" },
  },
  {
    trap: "so do pages of HTML with quotes in them",
    text: site(
      [policy(1)],
      'config system replacemsg admin "pre_admin"\n    set buffer "<html>\n<a href=\\"x\\">next</a>\nend\n</html>"\nend\n',
    ),
    answers: { [WEB]: "permit" },
  },
  {
    trap: "a quote that nobody closes ends with its line, and what it spoils is open",
    text: site([policy(1, { service: '"HTTP' }), policy(2, { srcintf: '"wan"' })]),
    answers: {
      [WEB]: "unknown",
      "wan > dmz tcp 192.0.2.9 -> 10.2.0.9:80": "permit",
      "wan > lan tcp 192.0.2.9 -> 10.1.1.9:80": "unknown",
    },
    codes: ["fortigate/unbalanced-quote"],
  },
];

const CAPTURES: readonly Trap[] = [
  {
    trap: "line ends of Windows",
    text: site([policy(1, { comments: '"two\r\nlines"' })]).replaceAll(/\r?\n/g, "\r\n"),
    answers: { [WEB]: "permit" },
  },
  {
    trap: "tabs, form feeds and no indentation",
    text: site([policy(1)])
      .replaceAll(/^ +/gm, "\t")
      .replaceAll("\nend\n", "\n\fend\n"),
    answers: { [WEB]: "permit" },
  },
  {
    trap: "prompts before statements",
    text:
      site([]) +
      "FGT60F # config firewall policy\nFGT60F (policy) # edit 1\n" +
      policy(1)
        .split("\n")
        .slice(1, -2)
        .map((line) => `FGT60F (1) # ${line.trim()}\n`)
        .join("") +
      "FGT60F (1) # next\nFGT60F (policy) # end\nFGT60F # ",
    answers: { [WEB]: "permit" },
  },
  {
    trap: "pagers between lines",
    text: site([policy(1)]).replace("        set schedule", "--More--           set schedule"),
    answers: { [WEB]: "permit" },
  },
  {
    trap: "pagers in colour, taken back afterwards",
    text: site([policy(1)]).replace(
      "        set schedule",
      "\u001b[7m--More--\u001b[m\b\b\b\b\b\b\b\b        \r\u001b[K        set schedule",
    ),
    answers: { [WEB]: "permit" },
  },
  {
    trap: "what the device answers to a statement it takes",
    text:
      header() +
      `fw-edge # config global\nfw-edge (global) # show system interface\n${INTERFACES}fw-edge (global) # end\n` +
      "fw-edge # config vdom\nfw-edge (vdom) # edit root\ncurrent vf=root:0\n" +
      `fw-edge (root) # ${POLICIES.replace("    edit 1\n", "    edit 1\nnew entry '1' added\n")}fw-edge (root) # end\n`,
    answers: { [WEB]: "permit", "dmz > lan tcp 10.2.0.9 -> 10.1.1.5:80": "deny" },
  },
  {
    trap: "what it answers to one it refuses leaves the row open",
    text: site([policy(1)]).replace(
      '        set service "ALL"\n',
      '        set service "ALL"\nentry not found in datasource\n',
    ),
    answers: { [WEB]: "unknown" },
    codes: ["fortigate/unknown-statement"],
  },
  {
    trap: "commands that show something",
    text: `fw-edge # show full-configuration\n${site([policy(1)])}fw-edge # get system status\n`,
    answers: { [WEB]: "permit" },
  },
  {
    trap: "all defaults written down",
    text: site([
      policy(1, {
        status: "enable",
        "srcaddr-negate": "disable",
        "service-negate": "disable",
        "internet-service": "disable",
        "match-vip-only": "disable",
        "policy-expiry": "disable",
        "reputation-minimum": "0",
        "reputation-direction": "destination",
        "geoip-match": "physical-location",
        "ztna-tags-match-logic": "or",
        "webproxy-profile": "''",
        "webproxy-forward-server": "''",
        "app-monitor": "disable",
        "learning-mode": "disable",
        groups: undefined,
      }),
    ]),
    answers: { [WEB]: "permit" },
  },
  {
    trap: "all defaults of other tables written down",
    text: site(
      [policy(1)],
      `config system settings\nset default-app-port-as-service enable\nset ike-detailed-event-logs disable\nend
config system interface\nedit "lan"\nset multilink disable\nset mrru 1500\nset detected-peer-mtu 0
set priority-override enable\nset internal 0\nset switch-controller-offload disable\nnext\nend
config firewall local-in-policy6\nedit 1\nset intf "lan"\nset srcaddr "all"\nset dstaddr "all"
set service "ALL"\nset schedule "always"\nset internet-service6-src-negate disable\nnext\nend
config firewall internet-service\nedit 65537\nset name "Web"\nnext\nend
config router static\nedit 1\nset gateway 192.0.2.254\nset device "wan"\nset vrf unspecified\nnext\nend\n`,
      "7.6.2",
    ),
    answers: { [WEB]: "permit" },
  },
];

const inVdom = (name: string, body: string) => `config vdom\nedit ${name}\n${body}end\n`;
const LIST = "config vdom\nedit root\nnext\nend\n";

const VDOMS: readonly Trap[] = [
  {
    trap: "D14: a full backup lists its VDOMs, then has what is global, then each",
    text: `${header("7.2.8", "opmode=0:vdom=1")}${LIST}config global\n${INTERFACES}end\n${inVdom("root", POLICIES)}`,
    answers: { [WEB]: "permit" },
  },
  {
    trap: "rows of VDOMs that next closes",
    text: `${header("7.2.8", "opmode=0:vdom=1")}config global\n${INTERFACES}end\nconfig vdom\nedit root\n${POLICIES}next\nend\n`,
    answers: { [WEB]: "permit" },
  },
  {
    trap: "a backup of one VDOM has no wrapper",
    text: `${header("7.2.8", "opmode=0:vdom=1")}#global_vdom=0:vd_name=root\n${INTERFACES}${POLICIES}`,
    answers: { [WEB]: "permit" },
  },
  {
    trap: "a script for the one VDOM there is",
    text: header() + INTERFACES + inVdom("root", POLICIES),
    answers: { [WEB]: "permit" },
  },
];

describe("FortiOS text: scripts", () => {
  it("takes long ones in time that grows with them", () => {
    const begun = performance.now();
    const rows = script("firewall policy", ...Array.from({ length: 20_000 }, () => "edit 0\n    next"));
    const lists = change(...Array.from({ length: 20_000 }, () => 'append dstaddr "plc-1"'));
    expect(parse(site([toPlc()], ADDRESSES) + rows + lists).device.tables[0]?.rules.length).toBeGreaterThan(0);
    expect(performance.now() - begun).toBeLessThan(8000);
  });
});

describe.each([
  ["statements", STATEMENTS],
  ["words", WORDS],
  ["captures", CAPTURES],
  ["VDOMs", VDOMS],
] as const)("FortiOS text: %s", (_, traps) => {
  it.each(traps)("$trap", ({ text, answers, codes }) => {
    const { device, codes: found } = parse(text);
    const walked = Object.fromEntries(Object.keys(answers).map((packet) => [packet, walk(device, packet)]));
    expect(walked).toEqual(answers);
    expect(found.filter((code) => code !== "fortigate/predefined-object")).toEqual(codes ?? []);
  });
});

describe("FortiOS: lines that are lost, or became one", () => {
  it.each([
    ["an edit that is lost, of the only row", [policy(1)], / {4}edit 1\n/, ""],
    ["an edit that is lost, of another row", [policy(1), policy(2)], / {4}edit 2\n/, ""],
    ["a next that the next row stands behind", [policy(1), policy(2)], /(?<=next)\n\s*(?=edit 2)/, " "],
    ["a name that a setting stands behind", [policy(1)], /(?<=edit 1)\n\s*/, " "],
    ["an end that a section stands behind", [policy(1)], /(?<=end)\n(?=config firewall policy)/, " "],
    ["a hole with the action in it", [policy(1)], /set dstintf[\s\S]*?(?=set schedule)/, ""],
    ["a mask that is lost", [policy(1, { dstaddr: '"plc-1"' })], /(?<=10\.2\.0\.9)\/32/, ""],
    ["a value that is lost", [policy(1)], /(?<=set action) accept/, ""],
    ["a value that another setting stands behind", [policy(1)], /(?<=set action accept)\n\s*/, " "],
    [
      "a value of a switch that another setting stands behind",
      [policy(1, { status: "enable" })],
      /(?<=enable)\n\s*/,
      " ",
    ],
    [
      "a key without effect that the action stands behind",
      [policy(1, { action: undefined, uuid: "0-0-0\n        set action accept" })],
      /(?<=set uuid 0-0-0)\n\s*/,
      " ",
    ],
  ])("%s leaves it open what passes", (_, rows, lost, instead) => {
    const text = site(rows, ADDRESSES);
    expect(text).toMatch(lost);
    expect(walk(parse(text.replace(lost, instead)).device, WEB)).toBe("unknown");
  });

  const backup = (text: string) => text.replace("\n", "\n#conf_file_ver=1\n#buildno=1639\n");

  it.each([
    [
      "a hole from one row into the next",
      [policy(1, { service: '"SSH"' }), policy(2)],
      /(?<=set action accept)[\s\S]*?edit 2/,
    ],
    ["a hole in a row of another table", [toPlc()], /(?<=plc-1"\n.*ipmask\n)[\s\S]*?edit "plc-2"/],
    ["a name that became that of a row above", [policy(1, { service: '"SSH"' }), policy(2)], /edit 2/, "edit 1"],
  ])("in a backup %s leaves it open what passes", (_, rows, lost, instead = "") => {
    const text = backup(
      site(rows as string[], ADDRESSES.replace(/set subnet/g, "set type ipmask\n        set subnet")),
    );
    expect(text).toMatch(lost as RegExp);
    const broken = text.replace(lost as RegExp, instead as string);
    expect(walk(parse(broken).device, WEB)).toBe("unknown");
  });

  it("takes what a script says twice as it stands at last", () => {
    const text = site([policy(1)]) + change("set service HTTP", "set service SSH");
    expect([WEB, SSH].map((packet) => walk(parse(text).device, packet))).toEqual(["deny", "permit"]);
    const appended = backup(site([policy(1)])) + change("set service SSH");
    expect([WEB, SSH].map((packet) => walk(parse(appended).device, packet))).toEqual(["deny", "permit"]);
  });
});
