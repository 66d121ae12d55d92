/** What stands behind the addresses of an access list entry (reference/cisco.md 2.2). */
import type { AddressExpression, FlagTest, PortRange, ServiceExpression } from "../../../src/model/expression.js";
import type { RuleDoubt } from "../../../src/model/rule.js";
import { readIcmpName } from "../names.js";
import type { CiscoLine } from "../tree.js";
import type { CiscoContext } from "./context.js";

export type AclKind = "standard" | "extended" | "ipv6";

/** What stands around an entry: the list's kind, and what an id is made of. */
export interface EntryContext {
  readonly context: CiscoContext;
  readonly line: CiscoLine;
  readonly kind: AclKind;
  readonly id: string;
  readonly comment?: string;
}

const FLAGS: Readonly<Record<string, number>> = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16, urg: 32 };
/** Conditions on header fields that sets do not hold yet: they narrow the entry to an unknown part. */
const NARROWING: Readonly<Record<string, number>> = {
  dscp: 1,
  precedence: 1,
  tos: 1,
  ttl: 2,
  option: 1,
  "time-range": 1,
  "flow-label": 1,
  ecn: 1,
  routing: 0,
  mobility: 0,
  "dest-option": 0,
  auth: 0,
  "undetermined-transport": 0,
  "packet-length": 2,
};

/** What is read of an entry bit by bit; `words` shrinks from the front. */
export interface Reading {
  readonly words: string[];
  readonly doubts: RuleDoubt[];
  log: boolean;
  fragmentsOnly: boolean;
  hasLayer4: boolean;
}

/** The match of an entry while it is read. */
export interface Draft {
  source: AddressExpression;
  destination: AddressExpression;
  service: ServiceExpression;
  protocol: number | "any" | "group";
  sourcePorts?: PortRange[];
  destinationPorts?: PortRange[];
  flags?: FlagTest[];
}

const OPTIONS: ReadonlySet<string> = new Set(
  "fragments sequence reflect log log-input established match-all match-any".split(" "),
);

function isOption(word: string): boolean {
  const option = word.toLowerCase();
  return NARROWING[option] !== undefined || OPTIONS.has(option) || flagOf(option) !== undefined;
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
      if (words[0] !== undefined && !isOption(words[0])) words.shift();
    } else if (word === "fragments") {
      reading.fragmentsOnly = true;
      words.shift();
    } else if (word === "sequence" && words[1] !== undefined) words.splice(0, 2);
    else if (word === "reflect" && words[1] !== undefined) words.splice(0, words[2] === "timeout" ? 4 : 2);
    else if (NARROWING[word] !== undefined) narrow(entry, reading, word);
    else if (!readProtocolOption(entry, reading, draft, word)) return false;
  }
  return true;
}

function narrow(entry: EntryContext, reading: Reading, word: string): void {
  const { words } = reading;
  const twoValues = word === "ttl" && words[1] === "range";
  words.splice(0, 1 + (NARROWING[word] ?? 0) + (twoValues ? 1 : 0));
  const doubt = entry.context.doubt(
    `"${word}" limits the entry to a part of these packets that is not computed`,
    entry.line,
    { scope: "rule" },
  );
  reading.doubts.push({ doubt, effect: "narrows" });
}

function readProtocolOption(entry: EntryContext, reading: Reading, draft: Draft, word: string): boolean {
  if (draft.protocol === 6) return readTcpOption(reading, draft, word);
  const isIcmp = draft.protocol === 1 || draft.protocol === 58;
  return isIcmp && draft.service.kind === "any" && readIcmp(entry, reading, draft, word);
}

/** `established` is ACK or RST; `match-all +syn -ack` every condition, `match-any` and bare flags at least one. */
function readTcpOption(reading: Reading, draft: Draft, word: string): boolean {
  const { words } = reading;
  reading.hasLayer4 = true;
  if (word === "established") {
    words.shift();
    draft.flags = [
      { mask: 16, value: 16 },
      { mask: 4, value: 4 },
    ];
    return true;
  }
  const isAll = word === "match-all";
  if (isAll || word === "match-any") words.shift();
  const tests: FlagTest[] = [];
  for (let sign = flagOf(words[0]); sign !== undefined; sign = flagOf(words[0])) {
    tests.push(sign);
    words.shift();
  }
  if (tests.length === 0) return false;
  draft.flags = isAll
    ? [tests.reduce((sum, test) => ({ mask: sum.mask | test.mask, value: sum.value | test.value }))]
    : [...(draft.flags ?? []), ...tests];
  return true;
}

function flagOf(word: string | undefined): FlagTest | undefined {
  if (word === undefined) return undefined;
  const bit = FLAGS[word.replace(/^[+-]/, "")];
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
  return true;
}
