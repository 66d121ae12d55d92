/** Members of `object-group service`, `v6-service` and `object-group protocol` (reference/cisco.md 2.3). */
import type { ServiceExpression } from "../../../../src/model/expression.js";
import { readIcmpName } from "../../names.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import { reportReversedRanges } from "../reversed-range.js";
import { isPortOperator, readPortTest, readServiceHead } from "../service.js";

/** `tcp eq www`, `udp source range 1 5 range 6 9`, `icmp echo`, `group-object X`, a protocol. */
export function serviceMember(line: CiscoLine, context: CiscoContext): ServiceExpression | undefined {
  return readLine(line, 4, context);
}

/** The same under `object-group v6-service`, where `icmp` is that of IPv6. */
export function serviceMember6(line: CiscoLine, context: CiscoContext): ServiceExpression | undefined {
  return readLine(line, 6, context);
}

function readLine(line: CiscoLine, family: 4 | 6, context: CiscoContext): ServiceExpression | undefined {
  const words = wordsOf(line);
  const at = context.at(line);
  context.mark(line, "modelled");
  if (words[0] === "description" || words[0] === "exit") return undefined;
  if (words[0] === "service-object" || words[0] === "protocol-object") words.shift();
  if (words[0] === "group-object" && words[1] !== undefined) return { kind: "object", object: words[1], at };
  reportReversedRanges(line, context);
  const member = readServiceObject(words, { family, platform: context.platform }, at);
  return member ?? { kind: "unknown", doubt: context.unknown(line, "object-group service", { scope: "match" }), at };
}

interface Dialect {
  readonly family: 4 | 6;
  readonly platform: string;
}

function readServiceObject(
  words: string[],
  dialect: Dialect,
  at: ReturnType<CiscoContext["at"]>,
): ServiceExpression | undefined {
  const protocols = words[0] === "tcp-udp" ? [6, 17] : undefined;
  if (protocols === undefined) {
    const head = readServiceHead(words, dialect.platform);
    if (head === undefined) return undefined;
    const protocol = dialect.family === 6 && words[0]?.toLowerCase() === "icmp" ? ICMP6 : head.protocol;
    return memberOf(protocol, words.slice(1), dialect, at);
  }
  const of = protocols.map((protocol) => memberOf(protocol, words.slice(1), dialect, at));
  return of.every((one) => one !== undefined) ? { kind: "union", of, at } : undefined;
}

const ICMP6 = 58;

function memberOf(
  protocol: number | "any",
  rest: readonly string[],
  { family, platform }: Dialect,
  at: ReturnType<CiscoContext["at"]>,
): ServiceExpression | undefined {
  if (protocol === "any") return rest.length === 0 ? { kind: "any", at } : undefined;
  if (rest.length === 0) return { kind: "protocol", protocol, at };
  if (protocol === (family === 6 ? ICMP6 : 1)) return icmpMember(rest, { family, platform }, at);
  const words = [...rest];
  const base = { kind: "ports" as const, protocol, at };
  let source: ReturnType<typeof readPortTest>;
  if (words[0] === "source") {
    words.shift();
    source = portTest(words, protocol, platform);
    if (source === undefined) return undefined;
  }
  if (words[0] === "destination") words.shift();
  const destination = words.length === 0 ? undefined : portTest(words, protocol, platform);
  if (words.length > 0) return undefined;
  return {
    ...base,
    ...(source === undefined ? {} : { source }),
    ...(destination === undefined ? {} : { destination }),
  };
}

/** `eq` may be left out here (the syntax of the vendor's command reference for object groups). */
function portTest(words: string[], protocol: number, platform: string): ReturnType<typeof readPortTest> {
  if (words[0] !== undefined && !isPortOperator(words[0])) words.unshift("eq");
  return readPortTest(words, protocol, platform);
}

/** `icmp echo`, `icmp 3 1`. */
function icmpMember(
  rest: readonly string[],
  { family, platform }: Dialect,
  at: ReturnType<CiscoContext["at"]>,
): ServiceExpression | undefined {
  const [word = "", code] = rest;
  if (rest.length === 1) {
    const named = readIcmpName(word, family, platform);
    if (named !== undefined) return { kind: "icmp", family, ...named, at };
  }
  const numbers = rest.map((one) => (/^\d{1,3}$/.test(one) && Number(one) <= 255 ? Number(one) : undefined));
  const [type] = numbers;
  if (type === undefined || rest.length > 2 || numbers.includes(undefined)) return undefined;
  return { kind: "icmp", family, type, ...(code === undefined ? {} : { code: Number(code) }), at };
}
