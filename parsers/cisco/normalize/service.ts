/** Protocols and ports in rules and service groups. */
import type { PortRange, ServiceExpression } from "../../../src/model/expression.js";
import { readPort, readProtocol } from "../names.js";
import type { CiscoLine } from "../tree.js";
import type { Words } from "../words.js";
import type { CiscoContext } from "./context.js";

const OPERATORS = new Set(["eq", "neq", "gt", "lt", "range"]);

/** How many ports one `eq` or `neq` of IOS takes (reference/cisco.md 2.2). */
export const MAX_PORTS = 10;

/** The protocol word of a rule: `ip` stands for every protocol. `undefined` when it is none. */
export function readServiceHead(words: readonly string[], platform: string): { protocol: number | "any" } | undefined {
  const protocol = readProtocolWord(words[0] ?? "", platform);
  return protocol === undefined ? undefined : { protocol };
}

/** The same of a word by itself. */
export function readProtocolWord(text: string, platform: string): number | "any" | undefined {
  const word = text.toLowerCase();
  if (word === "ip" || word === "ipv4" || word === "ipv6") return "any";
  const protocol = readProtocol(word, platform);
  // Whether 0 is a protocol or stands for `ip` is not documented (reference/cisco.md 10.14).
  return protocol === 0 ? undefined : protocol;
}

/** Protocol 0 in an entry: surely the packets of that number, perhaps those of every protocol (reference/cisco.md 10.14). */
export function protocolZero(line: CiscoLine, context: CiscoContext): Extract<ServiceExpression, { kind: "unknown" }> {
  const reason = "whether protocol 0 in an entry stands for every protocol is not documented";
  const doubt = context.doubt(reason, line, { scope: "match" });
  return { kind: "unknown", doubt, lower: { kind: "protocol", protocol: 0 }, upper: { kind: "any" } };
}

/** Whether a word is the number 0. */
export function isZero(word: string): boolean {
  return /^0+$/.test(word);
}

export function isPortOperator(word: string | undefined): boolean {
  return word !== undefined && OPERATORS.has(word);
}

/**
 * Takes a port condition from the front of `words`: `eq`, `neq` (up to ten ports), `gt`, `lt`, `range` (a reversed one is
 * swapped, reference/cisco.md 2.2). `undefined`, and nothing taken, when there is none or it makes no sense.
 */
export function readPortTest(words: string[], protocol: number, platform: string): PortRange[] | undefined {
  const operator = words[0];
  if (!isPortOperator(operator)) return undefined;
  const ports: number[] = [];
  for (const word of words.slice(1, 1 + mostPorts(operator))) {
    const port = readPort(word, protocol, platform);
    if (port === undefined) break;
    ports.push(port);
  }
  const [first, second] = ports;
  if (first === undefined || (operator === "range" && second === undefined)) return undefined;
  words.splice(0, 1 + ports.length);
  return rangesOf(operator, ports, first, second ?? first);
}

/** The same from where a statement is read; nothing is taken where there is none. */
export function takePortTest(words: Words, protocol: number, platform: string): PortRange[] | undefined {
  const operator = words.word;
  if (!isPortOperator(operator)) return undefined;
  const { place } = words;
  const most = mostPorts(operator);
  const ports: number[] = [];
  for (words.skip(); ports.length < most && !words.isAtEnd; words.skip()) {
    const port = readPort(words.word, protocol, platform);
    if (port === undefined) break;
    ports.push(port);
  }
  const [first, second] = ports;
  if (first !== undefined && (operator !== "range" || second !== undefined))
    return rangesOf(operator, ports, first, second ?? first);
  words.goTo(place);
  return undefined;
}

function mostPorts(operator: string | undefined): number {
  return operator === "eq" || operator === "neq" ? MAX_PORTS : operator === "range" ? 2 : 1;
}

function rangesOf(operator: string | undefined, ports: readonly number[], first: number, second: number): PortRange[] {
  switch (operator) {
    case "gt":
      return first === 65535 ? [] : [{ from: first + 1, to: 65535 }];
    case "lt":
      return first === 0 ? [] : [{ from: 0, to: first - 1 }];
    case "range":
      return [{ from: Math.min(first, second), to: Math.max(first, second) }];
    case "neq":
      return allBut(ports);
    default:
      return ports.map((port) => ({ from: port, to: port }));
  }
}

function allBut(ports: readonly number[]): PortRange[] {
  const ranges: PortRange[] = [];
  let from = 0;
  for (const port of ports.toSorted((a, b) => a - b)) {
    if (port > from) ranges.push({ from, to: port - 1 });
    from = port + 1;
  }
  if (from <= 65535) ranges.push({ from, to: 65535 });
  return ranges;
}
