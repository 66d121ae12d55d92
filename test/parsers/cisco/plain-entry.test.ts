/** Entries of the common forms are read by a way of their own: the rule has to be the one that the general way makes. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { wordsOfKind } from "../../../parsers/cisco/names.js";
import { readEntry as readAsaEntry } from "../../../parsers/cisco/normalize/asa/entry.js";
import type { EntrySite } from "../../../parsers/cisco/normalize/asa/entry-site.js";
import { Groups } from "../../../parsers/cisco/normalize/asa/groups.js";
import { readPlainEntry as readPlainAsa } from "../../../parsers/cisco/normalize/asa/plain-entry.js";
import { CiscoContext } from "../../../parsers/cisco/normalize/context.js";
import { readEntry } from "../../../parsers/cisco/normalize/entry.js";
import type { EntryDialect } from "../../../parsers/cisco/normalize/entry-options.js";
import { readPlainEntry } from "../../../parsers/cisco/normalize/plain-entry.js";
import { Words } from "../../../parsers/cisco/words.js";
import { Diagnostics } from "../../../src/diagnostics/diagnostic.js";
import { LineAccount } from "../../../src/source/line-account.js";
import { fc } from "../../seeded.js";

const CORPUS = "../shared/corpus/cisco";
const COMMON = { isAnyFlag: true, hasLogTags: true, hasBareHosts: false } as const;
const DIALECTS: Readonly<Record<string, EntryDialect>> = {
  ios: { ...COMMON, addressGroups: ["object-group", "addrgroup"], hasServiceGroups: true, portsOf: () => undefined },
  nxos: { ...COMMON, addressGroups: ["addrgroup"], hasServiceGroups: false, hasBareHosts: true },
  iosxr: { ...COMMON, addressGroups: ["net-group"], hasServiceGroups: false, hasFamilyWords: true },
};

/** What one way makes of a line, and what it says and claims besides. */
interface Read {
  readonly rule: unknown;
  readonly doubts: number;
  readonly reports: number;
  readonly fate: unknown;
}

/** What stands before and behind a line in its file. */
const [BEFORE, BEHIND] = ["!\n ", "\n permit ip any any log\n"];

function read(platform: string, text: string, make: (context: CiscoContext) => unknown): Read {
  const diagnostics = new Diagnostics();
  const context = new CiscoContext("core-1.cfg", BEFORE + text + BEHIND, platform, new LineAccount(1), diagnostics, []);
  const rule = make(context);
  return { rule, doubts: context.doubts.length, reports: diagnostics.all().length, fate: context.account.fateOf(1) };
}

/** Both ways of a line; `plain` has no rule where the line is none of the common forms. */
function bothWays(platform: string, text: string, comment?: string): { plain: Read; general: Read } {
  const line = { number: 1, indent: 1, text, start: BEFORE.length, children: [] };
  const remark = comment === undefined ? {} : { comment };
  if (platform === "asa") {
    const entry = { line, id: "7", ...remark };
    return {
      plain: read("asa", text, (context) => readPlainAsa(entry, context.scan.show(line), asaSite(context))),
      general: read("asa", text, (context) => readAsaEntry(entry, text.split(/\s+/), 0, asaSite(context))),
    };
  }
  const dialect = DIALECTS[platform] as EntryDialect;
  const entry = (context: CiscoContext) => ({ context, dialect, line, kind: "extended" as const, id: "7", ...remark });
  return {
    plain: read(platform, text, (context) => readPlainEntry(entry(context), context.scan.show(line))),
    general: read(platform, text, (context) => readEntry(entry(context), new Words(text))),
  };
}

function asaSite(context: CiscoContext): EntrySite {
  const groups = new Groups();
  const named = { isGroup: true, lines: [], of: [] };
  groups.networks.set("PLANT", { ...named, name: "PLANT" });
  groups.services.set("SVC", { ...named, name: "SVC" });
  groups.ports.set("PORTS", { ...named, name: "PORTS", of: [{ value: { protocols: [[6, [{ from: 1, to: 2 }]]] } }] });
  const names = new Map([["10.9.9.9", "10.1.1.1"]]);
  return {
    context,
    groups,
    portGroups: groups.portTests(),
    names,
    interfaces: new Map(),
    any: { kind: "any" },
  };
}

/** @returns whether it is one of the common forms. */
function agrees(platform: string, text: string, comment?: string): boolean {
  const { plain, general } = bothWays(platform, text, comment);
  if (plain.rule === undefined) {
    expect(plain).toEqual({ rule: undefined, doubts: 0, reports: 0, fate: undefined });
    return false;
  }
  expect({ text, ...plain }).toEqual({ text, ...general });
  expect(Object.keys(plain.rule as object)).toEqual(Object.keys(general.rule as object));
  return true;
}

const WORDS = [
  "any",
  "host",
  "eq",
  "range",
  "gt",
  "log",
  "object-group",
  "PLANT",
  "SVC",
  "PORTS",
  "80",
  "443",
  "10.1.1.0",
];
/** Mostly one of the first; among the others is what the common forms do not have. */
function mostly<T>(first: fc.Arbitrary<T>, ...others: fc.Arbitrary<T>[]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 9 * Math.max(1, others.length), arbitrary: first }, ...others);
}

const octet = mostly(fc.nat(255), fc.constantFrom(0, 255, 256));
const address = fc.tuple(octet, octet, octet, octet).map((octets) => octets.join("."));
const mask = mostly(
  fc.constantFrom("0.0.0.255", "0.0.255.0", "0.0.0.0", "255.255.255.255"),
  fc.constantFrom("255.255.255.0", "255.0.255.0"),
  address,
);
const place = fc.oneof(
  fc.constantFrom("any", "any", "object-group PLANT", "any4", "object PLANT", "addrgroup PLANT", "net-group PLANT"),
  address.map((one) => `host ${one}`),
  fc.tuple(address, mask).map((both) => both.join(" ")),
  fc.tuple(address, fc.nat(34)).map(([one, length]) => `${one}/${length}`),
);
const port = mostly(
  fc.nat(65_535).map(String),
  fc.constantFrom("www", "domain", "ssh", "snmp", "kerberos"),
  fc.constantFrom("70000", "log", "0080"),
);
const ports = fc.oneof(
  fc.constant(""),
  fc.constant(""),
  port.map((one) => ` eq ${one}`),
  fc.array(port, { minLength: 1, maxLength: 12 }).map((all) => ` eq ${all.join(" ")}`),
  fc.tuple(port, port).map((both) => ` range ${both.join(" ")}`),
  fc.oneof(
    fc
      .tuple(fc.constantFrom("gt", "lt", "neq"), mostly(port, fc.constantFrom("0", "65535")))
      .map(([operator, one]) => ` ${operator} ${one}`),
    fc.constantFrom(" object-group PORTS", " portgroup PORTS", " established"),
  ),
);
const protocol = mostly(
  fc.constantFrom("tcp", "udp", "ip", "icmp"),
  fc.constantFrom("ipv4", "ipv6", "0", "ospf", "object-group SVC", "TCP"),
);
const tail = mostly(
  fc.constantFrom("", " log"),
  fc.constantFrom(" established", " established log", " echo", " host-tos-unreachable", " port-unreachable log", " 8"),
  fc.constantFrom(" log-input", " echo log-input", " fragments", " log x", " inactive", " sequence 10"),
);
const verb = mostly(fc.constantFrom("permit", "deny"), fc.constant("deny  "), fc.constantFrom("Permit", "evaluate"));
const entryText = fc
  .tuple(verb, protocol, place, ports, place, ports, tail)
  .map(
    ([action, of, source, from, destination, to, rest]) =>
      `${action} ${of} ${source}${from} ${destination}${to}${rest}`,
  );
/** One word more, or another blank, somewhere. */
const damaged = fc.tuple(
  entryText,
  fc.nat(12),
  fc.oneof(fc.constantFrom(...WORDS), fc.constantFrom("", "\u00a0", "\t", "é")),
);
const damagedText = damaged.map(([text, at, word]) => text.split(" ").toSpliced(at, 0, word).join(" "));

describe.each(["ios", "nxos", "iosxr", "asa"])("entries of the common forms on %s", (platform) => {
  it("give the rule that they give the general way", () => {
    let common = 0;
    fc.assert(
      fc.property(entryText, fc.option(fc.constant("why it is there"), { nil: undefined }), (text, comment) => {
        if (agrees(platform, text, comment)) common++;
      }),
      { numRuns: 3000 },
    );
    expect(common).toBeGreaterThan(150);
  });

  it("are told from all that only look like them", () => {
    fc.assert(
      fc.property(damagedText, (text) => {
        agrees(platform, text);
      }),
      { numRuns: 3000 },
    );
  });

  it("end where no name of a port goes on", () => {
    const after = ["log", "any", "host", "any4", "object-group", "addrgroup", "net-group", "object"];
    const names = (["tcp-port", "udp-port"] as const).flatMap((kind) => wordsOfKind(kind, platform));

    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => after.includes(name))).toEqual([]);
  });

  it.skipIf(!existsSync(CORPUS))("give it in every real list", () => {
    const folder = join(CORPUS, platform);
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    const entry =
      platform === "asa" ? /^access-list \S+ extended (.*\S)/ : /^\s*(?:access-list \d+ |\d+ )?((?:permit|deny) .*\S)/;
    const lines = texts.flatMap((text) => text.split(/\r?\n/).flatMap((line) => entry.exec(line)?.[1] ?? []));
    const common = lines.filter((line) => agrees(platform, line));

    expect(common.length).toBeGreaterThan(20);
  });
});
