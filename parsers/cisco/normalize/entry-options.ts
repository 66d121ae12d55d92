/** What stands behind the addresses of an access list entry (reference/cisco.md 2.2). */
import type {
  AddressExpression,
  DoubtId,
  FlagTest,
  PortRange,
  ServiceExpression,
} from "../../../src/model/expression.js";
import type { RuleDoubt } from "../../../src/model/rule.js";
import { ownValue } from "../../../src/source/own-value.js";
import { readIcmpName } from "../names.js";
import type { CiscoLine } from "../tree.js";
import type { CiscoContext } from "./context.js";
import { isPortOperator } from "./service.js";

export type AclKind = "standard" | "extended" | "ipv6";

/** What the entries of a platform have of their own. */
export interface EntryDialect {
  /** The words before the name of an address group. */
  readonly addressGroups: readonly string[];
  /** A word for the protocol may stand for a group of services. */
  readonly hasServiceGroups: boolean;
  /** The word before the name of a port group. */
  readonly portGroup?: string;
  /** What a group of ports holds: `undefined` where that is not known. Left out: there are no such groups. */
  readonly portsOf?: (name: string) => readonly PortRange[] | undefined;
  /** Whether flags are a list of which any may be set. Otherwise what a list of them means is not documented (10.10). */
  readonly isAnyFlag: boolean;
  /** What a list of flags means is not documented where no `match-any` or `match-all` stands before it. */
  readonly hasOpenFlagLists?: boolean;
  /** Whether a word of the administrator's own may follow `log`. */
  readonly hasLogTags: boolean;
  /** Whether an address by itself may stand for one host. */
  readonly hasBareHosts: boolean;
  /** The word for every protocol of the other family stands for something else, such as that family in a tunnel. */
  readonly hasFamilyWords?: boolean;
  /** Takes an option that only this platform has from the front of the words; `false` where none stands there. */
  readonly readOption?: (entry: EntryContext, reading: Reading) => boolean;
}

/** What stands around an entry: the list's kind, and what an id is made of. */
export interface EntryContext {
  readonly context: CiscoContext;
  readonly dialect: EntryDialect;
  readonly line: CiscoLine;
  readonly kind: AclKind;
  readonly id: string;
  readonly comment?: string | undefined;
}

const FLAGS: Readonly<Record<string, number>> = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16, urg: 32 };

/** All six. */
const ALL_FLAGS = 63;

/**
 * Conditions on header fields that sets do not hold yet: they narrow the entry to an unknown part. How many words stand
 * behind them; a comparison (`ttl gt 5`) takes its operator and what belongs to it.
 */
const NARROWING: Readonly<Record<string, number>> = {
  dscp: 1,
  precedence: 1,
  tos: 1,
  ttl: 1,
  option: 1,
  "time-range": 1,
  "flow-label": 1,
  ecn: 1,
  routing: 0,
  mobility: 0,
  "dest-option": 0,
  auth: 0,
  "undetermined-transport": 0,
  "packet-length": 1,
  "http-method": 1,
  "tcp-option-length": 1,
  vlan: 1,
  nve: 2,
};

/** Of these what non-initial fragments do not have. */
const LAYER4: ReadonlySet<string> = new Set(["http-method", "tcp-option-length", "nve"]);

/** What is read of an entry bit by bit; `words`, those behind addresses and ports, shrinks from the front. */
export interface Reading {
  words: string[];
  readonly doubts: RuleDoubt[];
  log: boolean;
  fragmentsOnly: boolean;
  hasLayer4: boolean;
  /** The time range that it names. */
  schedule?: string;
  /** Whether it holds at no time of the analysis. */
  isOver?: true;
}

/** The match of an entry while it is read. */
export interface Draft {
  source: AddressExpression;
  destination: AddressExpression;
  service: ServiceExpression;
  protocol: number | "any" | "group";
  sourcePorts?: readonly PortRange[] | undefined;
  destinationPorts?: readonly PortRange[] | undefined;
  flags?: readonly FlagTest[] | undefined;
  /** Of `flags` what matches in any case, where that is not all. */
  surely?: { readonly flags: readonly FlagTest[]; readonly doubt: DoubtId };
}

const OPTIONS: ReadonlySet<string> = new Set(
  "fragments sequence reflect log log-input established match-all match-any".split(" "),
);

function isOption(word: string): boolean {
  const option = word.toLowerCase();
  return Object.hasOwn(NARROWING, option) || OPTIONS.has(option) || flagOf(option) !== undefined;
}

/** Reads what follows the addresses; `false` when a word is not understood. */
export function readOptions(entry: EntryContext, reading: Reading, draft: Draft): boolean {
  const { words } = reading;
  while (words.length > 0) {
    const word = (words[0] as string).toLowerCase();
    if (word === "log" || word === "log-input") {
      reading.log = true;
      words.shift();
      // A tag of the administrator's own may follow (IOS 12.4(22)T), and behind it other conditions.
      if (entry.dialect.hasLogTags && words[0] !== undefined && !isOption(words[0])) words.shift();
    } else if (word === "fragments") {
      reading.fragmentsOnly = true;
      words.shift();
    } else if (word === "sequence" && words[1] !== undefined) words.splice(0, 2);
    else if (word === "reflect" && words[1] !== undefined) words.splice(0, words[2] === "timeout" ? 4 : 2);
    else if (word === "time-range" && words[1] !== undefined) readTimeRange(entry, reading);
    else if (entry.dialect.readOption?.(entry, reading) === true) continue;
    else if (Object.hasOwn(NARROWING, word)) narrow(entry, reading, word);
    else if (!readProtocolOption(entry, reading, draft, word)) return false;
  }
  return true;
}

/** Outside its time an entry is passed over, one that denies too. */
function readTimeRange(entry: EntryContext, reading: Reading): void {
  const [, name = ""] = reading.words.splice(0, 2);
  reading.schedule = name;
  const held = entry.context.timeRanges.validityOf(name);
  if (held === "never") reading.isOver = true;
  if (held === "at-times") narrowBy("the entry holds only at certain times", entry, reading);
}

function narrow(entry: EntryContext, reading: Reading, word: string): void {
  const { words } = reading;
  const values = NARROWING[word] ?? 0;
  const compared = isPortOperator(words[1]) ? (words[1] === "range" ? 3 : 2) : values;
  words.splice(0, 1 + (values === 0 ? 0 : compared));
  if (LAYER4.has(word)) reading.hasLayer4 = true;
  narrowBy(`"${word}" limits the entry to a part of these packets that is not computed`, entry, reading);
}

/** The entry matches a part of what it seems to, perhaps nothing. */
export function narrowBy(reason: string, { context, line }: EntryContext, { doubts }: Reading): void {
  doubts.push({ doubt: context.doubt(reason, line, { scope: "rule" }), effect: "narrows" });
}

const IGMP = 2;

/** A type of IGMP, a name or a number, stands for a part of that protocol. */
function readIgmp(entry: EntryContext, reading: Reading, word: string): boolean {
  if (!/^(?:\d{1,3}|dvmrp|host-query|host-report|pim|trace|v2-leave|v2-report|v3-report)$/.test(word)) return false;
  reading.words.shift();
  reading.hasLayer4 = true;
  narrowBy(`the type "${word}" of IGMP limits the entry to a part of these packets`, entry, reading);
  return true;
}

function readProtocolOption(entry: EntryContext, reading: Reading, draft: Draft, word: string): boolean {
  if (draft.protocol === 6) return readTcpOption(entry, reading, draft, word);
  if (draft.protocol === IGMP) return readIgmp(entry, reading, word);
  const isIcmp = draft.protocol === 1 || draft.protocol === 58;
  return isIcmp && draft.service.kind === "any" && readIcmp(entry, reading, draft, word);
}

/** ACK or RST. */
export const ESTABLISHED: readonly FlagTest[] = [
  { mask: 16, value: 16 },
  { mask: 4, value: 4 },
];

/** `established`; `match-all +syn -ack` every condition, `match-any` and bare flags at least one. */
function readTcpOption(entry: EntryContext, reading: Reading, draft: Draft, word: string): boolean {
  const { words } = reading;
  reading.hasLayer4 = true;
  if (word === "established") {
    words.shift();
    draft.flags = ESTABLISHED;
    return true;
  }
  const isAll = word === "match-all";
  const isBare = !isAll && word !== "match-any";
  if (!isBare) words.shift();
  const tests: FlagTest[] = [];
  for (let sign = flagOf(words[0]); sign !== undefined; sign = flagOf(words[0])) {
    tests.push(sign);
    words.shift();
  }
  if (tests.length === 0) return false;
  const { isAnyFlag, hasOpenFlagLists } = entry.dialect;
  const isOpen = !isAnyFlag || (hasOpenFlagLists === true && isBare && tests.length > 1);
  if (isOpen) return readOpenFlags(entry, reading, draft, tests);
  draft.flags = isAll ? [allOf(tests)] : [...(draft.flags ?? []), ...tests];
  return true;
}

function allOf(tests: readonly FlagTest[]): FlagTest {
  return tests.reduce((sum, test) => ({ mask: sum.mask | test.mask, value: sum.value | test.value }));
}

/**
 * A list of flags of which it is not documented whether one has to be set, each, or each and no other (reference/cisco.md
 * 10.10): exactly these match in any reading. `tcp-flags-mask` names flags that are not looked at.
 */
function readOpenFlags(entry: EntryContext, reading: Reading, draft: Draft, tests: readonly FlagTest[]): boolean {
  const { words } = reading;
  if (draft.flags !== undefined) return false;
  const { value } = allOf(tests);
  const upper = [...tests];
  if (words[0] === "tcp-flags-mask") {
    const ignored = Number(words[1]);
    if (!/^\d{1,2}$/.test(words[1] ?? "") || ignored > ALL_FLAGS) return false;
    words.splice(0, 2);
    const mask = ALL_FLAGS & ~ignored;
    upper.push({ mask, value: value & mask });
  }
  draft.flags = upper;
  draft.surely = {
    flags: [{ mask: ALL_FLAGS, value }],
    doubt: entry.context.doubt("what a list of TCP flags matches is not documented", entry.line, { scope: "match" }),
  };
  return true;
}

function flagOf(word: string | undefined): FlagTest | undefined {
  if (word === undefined) return undefined;
  const name = word.replace(/^[+-]/, "");
  const bit = ownValue(FLAGS, name);
  return bit === undefined ? undefined : { mask: bit, value: word.startsWith("-") ? 0 : bit };
}

function readIcmp(entry: EntryContext, reading: Reading, draft: Draft, word: string): boolean {
  const { words } = reading;
  const family = draft.protocol === 58 ? 6 : 4;
  const at = entry.context.at(entry.line);
  reading.hasLayer4 = true;
  if (/^\d{1,3}$/.test(word)) {
    words.shift();
    const code = /^\d{1,3}$/.test(words[0] ?? "") ? Number(words.shift()) : undefined;
    draft.service = { kind: "icmp", family, type: Number(word), ...(code === undefined ? {} : { code }), at };
    return Number(word) <= 255 && (code ?? 0) <= 255;
  }
  const named = readIcmpName(word, family, entry.context.platform);
  if (named === undefined) return false;
  words.shift();
  draft.service = { kind: "icmp", family, ...named, at };
  if (entry.context.platform === "iosxr" && family === 4 && TOS_UNREACHABLE.test(word))
    draft.service = eitherTos(entry);
  return true;
}

/** The model of IOS-XR has the codes of these two names the other way round than the RFCs (reference/cisco.md 10.14). */
export const TOS_UNREACHABLE = /^(?:net|host)-tos-unreachable$/;

function eitherTos({ context, line }: EntryContext): ServiceExpression {
  const of = [11, 12].map((code) => ({ kind: "icmp" as const, family: 4 as const, type: 3, code }));
  const doubt = context.doubt("which code this name stands for differs between sources", line, { scope: "match" });
  return { kind: "unknown", doubt, lower: { kind: "none" }, upper: { kind: "union", of } };
}
