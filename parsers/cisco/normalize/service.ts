/** Protocols and ports in rules and service groups. */
import type { PortRange } from "../../../src/model/expression.js";
import { readPort, readProtocol } from "../names.js";

const OPERATORS = new Set(["eq", "neq", "gt", "lt", "range"]);

/** How many ports one `eq` or `neq` of IOS takes (reference/cisco.md 2.2). */
const MAX_PORTS = 10;

/** The protocol word of a rule: `ip` stands for every protocol. `undefined` when it is none. */
export function readServiceHead(words: readonly string[], platform: string): { protocol: number | "any" } | undefined {
  const word = words[0]?.toLowerCase();
  if (word === undefined) return undefined;
  if (word === "ip" || word === "ipv4" || word === "ipv6") return { protocol: "any" };
  const protocol = readProtocol(word, platform);
  // Whether 0 is a protocol or stands for `ip` is not documented (reference/cisco.md 10.14).
  return protocol === undefined || protocol === 0 ? undefined : { protocol };
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
  const most = operator === "eq" || operator === "neq" ? MAX_PORTS : operator === "range" ? 2 : 1;
  for (const word of words.slice(1, 1 + most)) {
    const port = readPort(word, protocol, platform);
    if (port === undefined) break;
    ports.push(port);
  }
  const [first, second] = ports;
  if (first === undefined || (operator === "range" && second === undefined)) return undefined;
  words.splice(0, 1 + ports.length);
  return rangesOf(operator, ports, first, second ?? first);
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
