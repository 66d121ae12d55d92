/** IOS object groups: netmasks inside, unlike the entries that use them (reference/cisco.md 2.3). */
import type {
  AddressExpression,
  AddressObject,
  ServiceExpression,
  ServiceObject,
} from "../../../../src/model/expression.js";
import { readIPv4 } from "../../../../src/packets/address.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { hostAddress, readNetmask } from "../address.js";
import type { CiscoContext } from "../context.js";
import { readPortTest, readServiceHead } from "../service.js";

export interface IosObjects {
  readonly addresses: readonly AddressObject[];
  readonly services: readonly ServiceObject[];
}

/** All object groups of a configuration; a group that is opened again goes on. */
export function normalizeObjects(roots: readonly CiscoLine[], context: CiscoContext): IosObjects {
  const addresses = new Map<string, { lines: CiscoLine[]; of: AddressExpression[] }>();
  const services = new Map<string, { lines: CiscoLine[]; of: ServiceExpression[] }>();
  for (const line of roots) {
    const [, kind, name] = wordsOf(line);
    if (!line.text.startsWith("object-group ") || name === undefined) continue;
    if (kind === "network" || kind === "v4-network") {
      const group = addresses.get(name) ?? { lines: [], of: [] };
      addresses.set(name, group);
      group.lines.push(line);
      group.of.push(...line.children.flatMap((child) => networkMember(child, context) ?? []));
      context.mark(line, "modelled");
    } else if (kind === "service") {
      const group = services.get(name) ?? { lines: [], of: [] };
      services.set(name, group);
      group.lines.push(line);
      group.of.push(...line.children.flatMap((child) => serviceMember(child, context) ?? []));
      context.mark(line, "modelled");
    } else {
      for (const child of line.children) context.mark(child, "modelled");
      context.unknown(line, "object-group", { scope: "device" });
    }
  }
  return {
    addresses: [...addresses].map(([name, { lines, of }]) => ({
      id: name,
      name,
      value: { kind: "union", of },
      at: lines.map((line) => context.blockAt(line)),
    })),
    services: [...services].map(([name, { lines, of }]) => ({
      id: name,
      name,
      value: { kind: "union", of },
      at: lines.map((line) => context.blockAt(line)),
    })),
  };
}

function networkMember(line: CiscoLine, context: CiscoContext): AddressExpression[] | undefined {
  const words = wordsOf(line);
  const at = context.at(line);
  context.mark(line, "modelled");
  if (words[0] === "description") return [];
  if (words[0] === "network-object") words.shift();
  const [first, second, third] = words;
  const member = ((): AddressExpression | undefined => {
    if (first === "any") return { kind: "any", family: 4, at };
    if (first === "group-object" && second !== undefined) return { kind: "object", object: second, at };
    if (first === "host" && second !== undefined) return hostAddress(second, at);
    if (first === "range" && second !== undefined && third !== undefined) return addressRange(second, third, at);
    if (first !== undefined && second !== undefined) return readNetmask(first, second, at);
    if (first?.includes("/")) {
      const [address, length] = first.split("/");
      const bits = Number(length);
      const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
      return readIPv4(address ?? "") === undefined || !(bits >= 0 && bits <= 32)
        ? undefined
        : readNetmask(address ?? "", dotted(mask), at);
    }
    return undefined;
  })();
  if (member !== undefined) return [member];
  return [{ kind: "unknown", doubt: context.unknown(line, "object-group network", { scope: "match" }), at }];
}

function dotted(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

function addressRange(first: string, last: string, at: ReturnType<CiscoContext["at"]>): AddressExpression | undefined {
  const from = readIPv4(first);
  const to = readIPv4(last);
  return from === undefined || to === undefined || from > to ? undefined : { kind: "range4", from, to, at };
}

/** `tcp eq www`, `udp source range 1 5 range 6 9`, `icmp echo`, `group-object X`, a protocol. */
function serviceMember(line: CiscoLine, context: CiscoContext): ServiceExpression[] | undefined {
  const words = wordsOf(line);
  const at = context.at(line);
  context.mark(line, "modelled");
  if (words[0] === "description") return [];
  if (words[0] === "service-object") words.shift();
  if (words[0] === "group-object" && words[1] !== undefined) return [{ kind: "object", object: words[1], at }];
  const member = readServiceObject(words, context.platform, at);
  return [member ?? { kind: "unknown", doubt: context.unknown(line, "object-group service", { scope: "match" }), at }];
}

function readServiceObject(
  words: string[],
  platform: string,
  at: ReturnType<CiscoContext["at"]>,
): ServiceExpression | undefined {
  const protocols = words[0] === "tcp-udp" ? [6, 17] : undefined;
  if (protocols === undefined) {
    const head = readServiceHead(words, platform);
    if (head === undefined) return undefined;
    return memberOf(head.protocol, words.slice(1), platform, at);
  }
  const of = protocols.map((protocol) => memberOf(protocol, words.slice(1), platform, at));
  return of.every((one) => one !== undefined) ? { kind: "union", of, at } : undefined;
}

function memberOf(
  protocol: number | "any",
  rest: readonly string[],
  platform: string,
  at: ReturnType<CiscoContext["at"]>,
): ServiceExpression | undefined {
  if (protocol === "any") return rest.length === 0 ? { kind: "any", at } : undefined;
  if (rest.length === 0) return { kind: "protocol", protocol, at };
  const words = [...rest];
  const base = { kind: "ports" as const, protocol, at };
  let source: ReturnType<typeof readPortTest>;
  if (words[0] === "source") {
    words.shift();
    source = readPortTest(words, protocol, platform);
    if (source === undefined) return undefined;
  }
  if (words[0] === "destination") words.shift();
  const destination = words.length === 0 ? undefined : readPortTest(words, protocol, platform);
  if (words.length > 0) return undefined;
  return {
    ...base,
    ...(source === undefined ? {} : { source }),
    ...(destination === undefined ? {} : { destination }),
  };
}
