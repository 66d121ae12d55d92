/** What objects and groups of an ASA say of protocols, ports and ICMP types (reference/cisco.md 2.3). */
import type { PortRange, ServiceExpression } from "../../../../src/model/expression.js";
import type { SourceRange } from "../../../../src/source/range.js";
import { readIcmpName, readPort, readProtocol } from "../../names.js";
import { isPortOperator, readPortTest } from "../service.js";

const ASA = "asa";

/** Protocols whose packets have ports that an entry may ask for. */
export const WITH_PORTS: ReadonlySet<number> = new Set([6, 17, 132]);

/** `ip`, a name or a number; `undefined` for anything else. */
export function readProtocolWord(word: string | undefined): number | "any" | undefined {
  if (word === undefined) return undefined;
  const lower = word.toLowerCase();
  if (lower === "ip") return "any";
  const protocol = readProtocol(lower, ASA);
  // Whether 0 is a protocol or stands for `ip` is not documented (reference/cisco.md 10.14).
  return protocol === 0 ? undefined : protocol;
}

/** `tcp source eq 1 destination range 2 3`, `icmp echo`, `esp`, `ip`, `tcp-udp eq domain`; `undefined` when it is none of these. */
export function readServiceWords(words: readonly string[], at: SourceRange): ServiceExpression | undefined {
  const [head = "", ...rest] = words;
  if (head === "tcp-udp") {
    const of = [6, 17].map((protocol) => withPorts(protocol, rest, at));
    return of[0] === undefined || of[1] === undefined ? undefined : { kind: "union", of: [of[0], of[1]], at };
  }
  const protocol = readProtocolWord(head);
  if (protocol === undefined) return undefined;
  if (protocol === "any") return rest.length === 0 ? { kind: "any", at } : undefined;
  if (rest.length === 0) return { kind: "protocol", protocol, at };
  if (protocol === 1 || protocol === 58) return readIcmpWords(protocol === 1 ? 4 : 6, rest, at);
  return withPorts(protocol, rest, at);
}

function withPorts(protocol: number, rest: readonly string[], at: SourceRange): ServiceExpression | undefined {
  if (rest.length === 0) return { kind: "protocol", protocol, at };
  if (!WITH_PORTS.has(protocol)) return undefined;
  const words = [...rest];
  let source: PortRange[] | undefined;
  if (words[0] === "source") {
    words.shift();
    source = readPorts(words, protocol);
    if (source === undefined) return undefined;
  }
  if (words[0] === "destination") words.shift();
  const destination = words.length === 0 ? undefined : readPorts(words, protocol);
  if (words.length > 0 || (source === undefined && destination === undefined)) return undefined;
  return {
    kind: "ports",
    protocol,
    ...(source === undefined ? {} : { source }),
    ...(destination === undefined ? {} : { destination }),
    at,
  };
}

/** Takes a port condition from the front. Names of UDP stand for ports of TCP too where TCP has none of that name. */
export function readPorts(words: string[], protocol: number): PortRange[] | undefined {
  if (!isPortOperator(words[0])) return undefined;
  const own = readPortTest(words, protocol, ASA);
  return own ?? (protocol === 132 ? undefined : readPortTest(words, protocol === 6 ? 17 : 6, ASA));
}

/** A type by name or number, and perhaps a code. */
export function readIcmpWords(
  family: 4 | 6,
  words: readonly string[],
  at: SourceRange,
): Extract<ServiceExpression, { kind: "icmp" }> | undefined {
  const [word = "", code] = words;
  if (words.length > 2 || (code !== undefined && !isByte(code))) return undefined;
  const type = isByte(word) ? { type: Number(word) } : readIcmpName(word, family, ASA);
  if (type === undefined) return undefined;
  return { kind: "icmp", family, ...type, ...(code === undefined ? {} : { code: Number(code) }), at };
}

function isByte(word: string): boolean {
  return /^\d{1,3}$/.test(word) && Number(word) <= 255;
}

/** Objects that nobody writes and every ASA has: `icmp-echo`, `tcp-www`, `ospf`. */
export function readBuiltIn(name: string, at: SourceRange): ServiceExpression | undefined {
  const protocol = readProtocolWord(name);
  if (protocol !== undefined) return protocol === "any" ? { kind: "any", at } : { kind: "protocol", protocol, at };
  const [, head, rest] = /^(icmp6?|tcp|udp)-(.+)$/.exec(name) ?? [];
  if (head === undefined || rest === undefined) return undefined;
  if (head.startsWith("icmp")) return readIcmpWords(head === "icmp" ? 4 : 6, [rest], at);
  const number = head === "tcp" ? 6 : 17;
  const port = readPort(rest, number, ASA);
  return port === undefined
    ? undefined
    : { kind: "ports", protocol: number, destination: [{ from: port, to: port }], at };
}
