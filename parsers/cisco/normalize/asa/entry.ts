/** One entry of an extended access list (reference/cisco.md 2.2). */
import type { AddressExpression, ServiceExpression } from "../../../../src/model/expression.js";
import type { Rule, RuleDoubt, RuleMatch } from "../../../../src/model/rule.js";
import { ownValue } from "../../../../src/source/own-value.js";
import type { CiscoLine } from "../../tree.js";
import { reportReversedRanges } from "../reversed-range.js";
import { isPortOperator } from "../service.js";
import { readPlain } from "./address.js";
import { Cursor } from "./cursor.js";
import { type EntryProtocol, readHead, serviceOf } from "./entry-service.js";
import type { EntrySite, PortTest } from "./entry-site.js";
import { undefinedGroup } from "./objects.js";
import { readIcmpWords, readPorts } from "./service-members.js";

export interface Entry {
  readonly line: CiscoLine;
  readonly id: string;
  readonly comment?: string;
}

/** What is read of an entry bit by bit. */
interface Reading {
  readonly entry: Entry;
  readonly site: EntrySite;
  readonly cursor: Cursor;
  readonly doubts: RuleDoubt[];
  /** What people ask of an entry, and packets do not. */
  readonly facts: { schedule?: string; users?: string[]; profiles?: readonly string[] };
  readonly doors: { ingress?: readonly string[]; egress?: readonly string[] };
  enabled: boolean;
  log?: boolean;
}

/** What `permit` lets pass goes on to Snort, what `trust` does, does not (Cisco, clarification of rule actions). */
const SNORT: readonly string[] = ["elsewhere Snort"];

/**
 * @param words all words of the line, `from` the place of `permit`, `deny` or, of Threat Defense, `trust`. An entry that is not understood keeps its
 * place: it becomes a rule that may do anything.
 */
export function readEntry(entry: Entry, words: readonly string[], from: number, site: EntrySite): Rule {
  const { context } = site;
  context.mark(entry.line, "modelled");
  const cursor = new Cursor(words, from + 1);
  const reading: Reading = { entry, site, cursor, doubts: [], facts: {}, doors: {}, enabled: true };
  const action = words[from] === "deny" ? "deny" : "permit";
  if (site.isThreatDefense && words[from] === "permit") reading.facts.profiles = SNORT;
  reportReversedRanges(entry.line, context);
  const match = readMatch(reading);
  if (match === undefined) return unreadable(entry, site);
  const { doubts, enabled, log, facts } = reading;
  return {
    id: entry.id,
    action,
    match,
    enabled,
    ...(log === undefined ? {} : { log }),
    ...(doubts.length === 0 ? {} : { doubts }),
    ...(entry.comment === undefined ? {} : { comment: entry.comment }),
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
    at: [context.at(entry.line)],
  };
}

/** It may do anything to any packet. */
export function unreadable({ line, id }: Entry, { context }: EntrySite): Rule {
  const doubt = context.unknown(line, "access list", { scope: "rule" });
  return {
    id,
    action: "unknown",
    match: { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } },
    enabled: true,
    doubts: [{ doubt, effect: "anything" }],
    at: [context.at(line)],
  };
}

function readMatch(reading: Reading): RuleMatch | undefined {
  const missing = firstUndefined(reading);
  const head = missing === undefined ? readHead(reading.cursor, reading.entry.line, reading.site) : undefined;
  if (missing !== undefined) return limitedTo(missing, reading);
  if (head === undefined) return undefined;
  if (!readDoor("ingress", reading)) return undefined;
  readIdentity(reading);
  const source = readAddress(reading);
  const sourcePorts = source && readPortTest(head, reading);
  if (source === undefined) return undefined;
  if (!readDoor("egress", reading)) return undefined;
  readIdentity(reading);
  const destination = readAddress(reading);
  if (destination === undefined) return undefined;
  const destinationPorts = readPortTest(head, reading);
  const icmp = readIcmp(head, reading);
  if (!readOptions(reading)) return undefined;
  const tests = {
    ...(sourcePorts && { source: sourcePorts }),
    ...(destinationPorts && { destination: destinationPorts }),
  };
  const service = icmp ?? serviceOf(head, tests, reading.site);
  return service === undefined ? undefined : { ...reading.doors, source, destination, service };
}

/** `ifc NAME` of Threat Defense: the interface that packets come in by, before the destination the one they leave by. */
function readDoor(side: "ingress" | "egress", { cursor, site, doors }: Reading): boolean {
  if (site.isThreatDefense === undefined || cursor.peek() !== "ifc") return true;
  const found = site.interfaces.get(cursor.peek(1) ?? "");
  if (found === undefined) return false;
  doors[side] = [found.interface.id];
  cursor.skip(2);
  return true;
}

function placeOf({ site, entry }: Reading) {
  return site.context.at(entry.line);
}

/** A group that nothing defines: what its place says is not known, nor what the words behind it say (trap 58). */
function firstUndefined({ cursor, site }: Reading): string | undefined {
  const words = cursor.words;
  for (let index = cursor.position; index < words.length - 1; index++) {
    const word = words[index];
    if (word !== "object-group" && word !== "object") continue;
    const name = words[index + 1] as string;
    const isBuiltIn = word === "object" && index === cursor.position;
    if (!isBuiltIn && site.groups.kindOf(name) === undefined) return name;
  }
  return undefined;
}

/** Some part of everything, perhaps none. */
function limitedTo(name: string, reading: Reading): RuleMatch {
  const doubt = undefinedGroup(name, placeOf(reading), reading.site.context);
  reading.site.groups.absent.add(doubt);
  reading.doubts.push({ doubt, effect: "narrows" });
  reading.enabled = !reading.cursor.words.includes("inactive");
  return { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } };
}

const IDENTITY: Readonly<Record<string, number>> = {
  user: 2,
  "user-group": 2,
  "object-group-user": 2,
  "object-group-security": 2,
  "security-group": 3,
};

/** Who somebody is, or which tag packets carry, limits the entry to a part that is not in the file. */
function readIdentity(reading: Reading): void {
  const { cursor, site, entry } = reading;
  for (let count = countOf(cursor); count !== undefined; count = countOf(cursor)) {
    const doubt = site.context.doubt(
      "who is logged in, or a tag, decides which packets the entry is about",
      entry.line,
      { scope: "rule" },
    );
    reading.doubts.push({ doubt, effect: "narrows" });
    reading.facts.users = [...(reading.facts.users ?? []), cursor.peek(count - 1) ?? ""];
    cursor.skip(count);
  }
}

function countOf(cursor: Cursor): number | undefined {
  const word = cursor.peek();
  return ownValue(IDENTITY, word);
}

function readAddress(reading: Reading): AddressExpression | undefined {
  const { cursor, site } = reading;
  const at = placeOf(reading);
  const [first, second = ""] = [cursor.peek(), cursor.peek(1)];
  if (first === "any" || first === "any4" || first === "any6") {
    cursor.skip(1);
    return first === "any" ? site.any : { kind: "any", family: first === "any4" ? 4 : 6, at };
  }
  if (first === "object" || first === "object-group") {
    if (site.groups.kindOf(second) !== "network") return undefined;
    cursor.skip(2);
    return { kind: "object", object: second, at };
  }
  if (first === "interface") {
    cursor.skip(2);
    return interfaceAddress(second, reading);
  }
  const read = readPlain(cursor.words, cursor.position, site.names, at);
  if (read !== undefined) cursor.skip(read.count);
  return read?.value;
}

/** The address of an interface stands for packets to the device itself (trap 19). */
function interfaceAddress(name: string, reading: Reading): AddressExpression | undefined {
  const { site, entry } = reading;
  const found = site.interfaces.get(name)?.interface;
  const own = found?.addresses.find(({ family }) => family === 4);
  if (found === undefined) return undefined;
  if (own === undefined || typeof own.address === "bigint" || found.addressDoubt !== undefined) {
    const doubt = site.context.doubt(`the address of ${name} is not in the file`, entry.line, { scope: "match" });
    return { kind: "unknown", doubt };
  }
  return { kind: "range4", from: own.address, to: own.address, at: placeOf(reading) };
}

function readPortTest(head: EntryProtocol, { cursor, site }: Reading): PortTest | undefined {
  const [first, second = ""] = [cursor.peek(), cursor.peek(1)];
  if (first === "object-group" && site.groups.kindOf(second) === "ports" && head.protocols !== undefined) {
    cursor.skip(2);
    return { group: second };
  }
  if (!isPortOperator(first) || head.protocols === undefined) return undefined;
  const words = cursor.rest();
  const before = words.length;
  const [protocol] = head.protocols;
  const ranges = typeof protocol === "number" ? readPorts(words, protocol) : undefined;
  if (ranges === undefined) return undefined;
  cursor.skip(before - words.length);
  return { ranges };
}

/** A type behind the addresses, with a code perhaps, or a group of types. */
function readIcmp(head: EntryProtocol, reading: Reading): ServiceExpression | undefined {
  const { cursor, site } = reading;
  const [protocol, ...others] = head.protocols ?? [];
  const [first, second] = [cursor.peek(), cursor.peek(1)];
  if (first === undefined || (protocol !== 1 && protocol !== 58)) return undefined;
  if (first === "object-group" && second !== undefined && site.groups.kindOf(second) === "icmp") {
    cursor.skip(2);
    const families = head.protocols?.map((one) => (one === 1 ? 4 : 6)) ?? [];
    const types = site.groups.membersOf(site.groups.icmp, second).flat();
    return { kind: "union", of: types.filter((one) => one.kind !== "icmp" || families.includes(one.family)) };
  }
  if (others.length > 0) return undefined;
  const family = protocol === 1 ? 4 : 6;
  const at = placeOf(reading);
  const type = readIcmpWords(family, [first], at);
  if (type === undefined) return undefined;
  const withCode =
    second !== undefined && /^\d+$/.test(second) ? readIcmpWords(family, [first, second], at) : undefined;
  cursor.skip(withCode === undefined ? 1 : 2);
  return withCode ?? type;
}

/**
 * What may follow: `log [level] [interval N]`, `time-range T`, `inactive`, of Threat Defense `rule-id N` and `event-log WHEN`;
 * `false` when a word is not understood.
 */
function readOptions(reading: Reading): boolean {
  const { cursor, site, entry } = reading;
  for (let word = cursor.peek(); word !== undefined; word = cursor.peek()) {
    cursor.skip(1);
    if (word === "inactive") reading.enabled = false;
    else if (word === "log") readLog(reading);
    else if (word === "time-range" && !cursor.isAtEnd) {
      const name = cursor.peek() ?? "";
      reading.facts.schedule = name;
      cursor.skip(1);
      const held = site.context.timeRanges.validityOf(name);
      if (held === "never") reading.enabled = false;
      if (held !== "at-times") continue;
      const doubt = site.context.doubt("the entry holds only at certain times", entry.line, { scope: "rule" });
      reading.doubts.push({ doubt, effect: "narrows" });
    } else if (site.isThreatDefense === undefined || cursor.isAtEnd) return false;
    else if (word === "rule-id") cursor.skip(1);
    else if (word === "event-log") {
      reading.log = true;
      cursor.skip(1);
    } else return false;
  }
  return true;
}

const LEVEL = /^(?:[0-7]|emergencies|alerts|critical|errors|warnings|notifications|informational|debugging|default)$/;

function readLog(reading: Reading): void {
  const { cursor } = reading;
  reading.log = cursor.peek() !== "disable";
  if (cursor.peek() === "disable" || LEVEL.test(cursor.peek() ?? "")) cursor.skip(1);
  if (cursor.peek() === "interval") cursor.skip(2);
}
