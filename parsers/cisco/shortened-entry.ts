/** Entries of access lists of IOS that somebody typed short (reference/cisco.md 1.1, 2.2). */
import { readProtocol, wordsOfKind } from "./names.js";
import type { Typed } from "./typed.js";

export type EntryKind = "standard" | "extended" | "ipv6";

type Words = ReadonlySet<string>;

const PROTOCOLS = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 } as const;

const setOf = (...words: readonly string[]): Words => new Set(words.flatMap((one) => one.split(" ")));

const ADDRESS = "any host object-group addrgroup";
const OPERATOR = "eq neq gt lt range";
const FLAG = "established match-all match-any fin syn rst psh ack urg";
const OPTION =
  "log log-input fragments time-range dscp precedence tos ttl option reflect sequence ecn flow-label routing mobility dest-option auth";

const ACTIONS = setOf("permit deny remark evaluate dynamic no default exit");
const FILTERS = setOf("permit deny");
const TIMED = setOf("timeout permit deny");
const TIMEOUT = setOf("timeout");
const LOG = setOf("log");
const ADDRESSES = setOf(ADDRESS);
const OPERATORS = setOf(OPERATOR);

/** The options that are whole by themselves. */
const ALONE = setOf("fragments", FLAG);

/** What may stand behind the addresses of a protocol, put together when somebody first types it. */
interface Vocabulary {
  readonly ports: Words;
  /** Of ICMP. */
  readonly types: Words;
  readonly options: Words;
  readonly behindSource: Words;
  readonly behindSourcePort: Words;
  readonly behindDestination: Words;
  readonly behindDestinationPort: Words;
}

const vocabularies = new Map<number, Vocabulary>();

function vocabularyOf(protocol: number): Vocabulary {
  const known = vocabularies.get(protocol);
  if (known !== undefined) return known;
  const { icmp, icmpv6, tcp, udp } = PROTOCOLS;
  const ports =
    protocol === tcp ? wordsOfKind("tcp-port", "ios") : protocol === udp ? wordsOfKind("udp-port", "ios") : [];
  const types = protocol === icmp ? wordsOfKind("icmp", "ios") : protocol === icmpv6 ? wordsOfKind("icmp6", "ios") : [];
  const options = protocol === tcp ? [OPTION, FLAG] : [OPTION];
  const made: Vocabulary = {
    ports: new Set(ports),
    types: new Set(types),
    options: setOf(...options),
    behindSource: setOf(OPERATOR, ADDRESS, "portgroup"),
    behindSourcePort: setOf(ADDRESS, ...ports),
    behindDestination: setOf(OPERATOR, "portgroup", ...options, ...types),
    behindDestinationPort: setOf(...options, ...ports),
  };
  vocabularies.set(protocol, made);
  return made;
}

/** Every protocol, or those of a group. */
const ANY_PROTOCOL = -1;

/** What stands at the place of the protocol, put together when somebody first types an entry. */
let protocolWords: Words | undefined;

/** Makes the keywords of an entry whole, from its number or its action on, as far as it is one. */
export function wholeEntry(typed: Typed, kind: EntryKind): void {
  if (/^\d+$/.test(typed.word)) typed.skip();
  let action = typed.take(ACTIONS);
  if (action === "dynamic") {
    typed.skip();
    if (typed.takeOneOf(TIMED, TIMEOUT)) typed.skip();
    action = typed.take(FILTERS);
  }
  if (action !== "permit" && action !== "deny") return;
  if (kind === "standard") {
    if (wholeAddress(typed)) typed.take(LOG);
  } else wholeTraffic(typed, kind);
}

function wholeTraffic(typed: Typed, kind: EntryKind): void {
  const protocol = wholeProtocol(typed);
  if (protocol === undefined) return;
  const words = vocabularyOf(kind === "ipv6" && protocol === PROTOCOLS.icmp ? PROTOCOLS.icmpv6 : protocol);
  if (!wholeAddress(typed)) return;
  wholePorts(typed, words, words.behindSource, words.behindSourcePort);
  if (!wholeAddress(typed)) return;
  wholePorts(typed, words, words.behindDestination, words.behindDestinationPort);
  // A word of the administrator's own may follow `log`, and names follow others: what stands there stays.
  for (let more = typed.take(words.options); more !== undefined && ALONE.has(more); ) more = typed.take(words.options);
}

function wholeProtocol(typed: Typed): number | undefined {
  const number = readProtocol(typed.word, "ios");
  if (number !== undefined && /^\d/.test(typed.word)) {
    typed.skip();
    return number;
  }
  protocolWords ??= setOf("ip object-group", ...wordsOfKind("protocol", "ios"));
  const word = typed.take(protocolWords);
  if (word === "object-group") typed.skip();
  return word === undefined ? undefined : (readProtocol(word, "ios") ?? ANY_PROTOCOL);
}

/** Goes over an address. @returns whether there was one. */
function wholeAddress(typed: Typed): boolean {
  if (isNumeric(typed.word)) {
    typed.skip();
    if (/^\d+\.\d+\.\d+\.\d+$/.test(typed.word)) typed.skip();
    return true;
  }
  const keyword = typed.take(ADDRESSES);
  if (keyword !== undefined && keyword !== "any") typed.skip();
  return keyword !== undefined;
}

function isNumeric(word: string): boolean {
  return /^\d|[:./]/.test(word);
}

/** @param here what may stand at this place, `behind` what may once there was an operator and a port. */
function wholePorts(typed: Typed, { ports, types }: Vocabulary, here: Words, behind: Words): void {
  if (isNumeric(typed.word) || typed.takeOneOf(here, types) || !typed.takeOneOf(here, OPERATORS)) return;
  while (!typed.isAtEnd) {
    if (/^\d+$/.test(typed.word)) typed.skip();
    else if (!typed.takeOneOf(behind, ports)) return;
  }
}
