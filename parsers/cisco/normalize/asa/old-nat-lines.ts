/** The words of `nat`, `global` and `static` up to release 8.2 (reference/cisco.md 3.5, 5.1). */
import { readIPv4 } from "../../../../src/packets/address.js";
import { readPort } from "../../names.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { named, readPlain } from "./address.js";
import type { Range } from "./nat-ranges.js";
import { interfaceRange, type NatSite } from "./nat-words.js";
import type { Ports } from "./translation.js";

/** `nat (IF) ID ADDRESS MASK` or `nat (IF) ID access-list NAME`, with `outside` behind it perhaps. */
export interface LocalAddresses {
  readonly line: CiscoLine;
  readonly interface: string;
  readonly id: number;
  readonly addresses: { readonly list: string } | { readonly range: Range };
  /** Packets to higher levels are translated as well. */
  readonly outside: boolean;
}

/** `global (IF) ID FIRST-LAST`: one address is shared by ports. `range` is left out where the network gives the address. */
export interface Pool {
  readonly line: CiscoLine;
  readonly interface: string;
  readonly id: number;
  readonly range?: Range;
  readonly shared: boolean;
}

/** `static (REAL,MAPPED) [tcp|udp] …`: the mapped address stands before the real one (reference/cisco.md 5.1). */
export interface StaticLine {
  readonly line: CiscoLine;
  readonly realInterface: string;
  readonly mappedInterface: string;
  /** Left out where the network gives the address of the interface. */
  readonly mapped?: Range;
  readonly real: { readonly list: string } | { readonly range: Range };
  readonly ports?: { readonly protocol: number; readonly mapped: number; readonly real?: number };
}

export function readLocalAddresses(line: CiscoLine, site: NatSite): LocalAddresses | undefined {
  const words = wordsOf(line);
  const one = /^\(([^,()]+)\)$/.exec(words[1] ?? "")?.[1];
  const id = /^\d+$/.test(words[2] ?? "") ? Number(words[2]) : undefined;
  if (one === undefined || id === undefined || !site.interfaces.has(one)) return undefined;
  const list = words[3] === "access-list" ? words[4] : undefined;
  const read = list === undefined ? readPlain(words, 3, site.names, site.context.at(line)) : undefined;
  const rest = words.slice(3 + (read?.count ?? 2));
  if (!areOptions(rest)) return undefined;
  const outside = rest.includes("outside");
  if (list !== undefined) return { line, interface: one, id, addresses: { list }, outside };
  return read?.value.kind === "range4"
    ? { line, interface: one, id, addresses: { range: read.value }, outside }
    : undefined;
}

export function readPool(line: CiscoLine, site: NatSite): Pool | undefined {
  const [, where, number = "", word = "", ...rest] = wordsOf(line);
  const one = /^\(([^,()]+)\)$/.exec(where ?? "")?.[1];
  if (one === undefined || !/^\d+$/.test(number) || !site.interfaces.has(one)) return undefined;
  if (rest.length > 0 && (rest[0] !== "netmask" || rest.length > 2)) return undefined;
  const base = { line, interface: one, id: Number(number) };
  if (word === "interface") {
    const range = interfaceRange(one, site);
    return { ...base, ...(range === undefined ? {} : { range }), shared: true };
  }
  const range = poolRange(word, site, line);
  return range && { ...base, range, shared: range.kind === "range4" && range.from === range.to };
}

function poolRange(word: string, { names, context }: NatSite, line: CiscoLine): Range | undefined {
  const [first = "", last = first] = names.has(word) ? [word] : word.split("-");
  const [from, to] = [readIPv4(named(first, names)), readIPv4(named(last, names))];
  return from === undefined || to === undefined || from > to
    ? undefined
    : { kind: "range4", from, to, at: context.at(line) };
}

const PROTOCOLS: Readonly<Record<string, number>> = { tcp: 6, udp: 17 };

export function readStaticLine(line: CiscoLine, site: NatSite): StaticLine | undefined {
  const words = wordsOf(line);
  const [, realInterface, mappedInterface] = /^\(([^,()]+),([^,()]+)\)$/.exec(words[1] ?? "") ?? [];
  if (realInterface === undefined || mappedInterface === undefined) return undefined;
  if (!site.interfaces.has(realInterface) || !site.interfaces.has(mappedInterface)) return undefined;
  const protocol = PROTOCOLS[words[2] ?? ""];
  const sides = { line, realInterface, mappedInterface };
  return protocol === undefined ? readPlainStatic(words, sides, site) : readPortStatic(words, protocol, sides, site);
}

type Sides = Pick<StaticLine, "line" | "realInterface" | "mappedInterface">;

function readPlainStatic(words: readonly string[], sides: Sides, site: NatSite): StaticLine | undefined {
  const [mapped = "", real = "", name = ""] = words.slice(2);
  if (real === "access-list")
    return areOptions(words.slice(5)) ? finish(mapped, { list: name }, "255.255.255.255", sides, site) : undefined;
  const netmask = words[4] === "netmask" ? words[5] : undefined;
  if (!areOptions(words.slice(netmask === undefined ? 4 : 6))) return undefined;
  const mask = netmask ?? defaultMask(real, site);
  const range = mask === undefined ? undefined : masked(real, mask, site, sides.line);
  return range && mask !== undefined ? finish(mapped, { range }, mask, sides, site) : undefined;
}

function readPortStatic(
  words: readonly string[],
  protocol: number,
  sides: Sides,
  site: NatSite,
): StaticLine | undefined {
  const [mapped = "", mappedPort = "", real = "", name = ""] = words.slice(3);
  const to = readPort(mappedPort, protocol, "asa");
  if (to === undefined) return undefined;
  if (real === "access-list") {
    const one = areOptions(words.slice(7)) ? finish(mapped, { list: name }, "255.255.255.255", sides, site) : undefined;
    return one && { ...one, ports: { protocol, mapped: to } };
  }
  const from = readPort(name, protocol, "asa");
  const netmask = words[7] === "netmask" ? words[8] : undefined;
  if (from === undefined || !areOptions(words.slice(netmask === undefined ? 7 : 9))) return undefined;
  const mask = netmask ?? "255.255.255.255";
  const range = masked(real, mask, site, sides.line);
  const one = range && finish(mapped, { range }, mask, sides, site);
  return one && { ...one, ports: { protocol, mapped: to, real: from } };
}

function finish(
  mapped: string,
  real: StaticLine["real"],
  mask: string,
  sides: Sides,
  site: NatSite,
): StaticLine | undefined {
  if (mapped === "interface") {
    const own = interfaceRange(sides.mappedInterface, site);
    return { ...sides, real, ...(own === undefined ? {} : { mapped: own }) };
  }
  const to = masked(mapped, mask, site, sides.line);
  return to && { ...sides, real, mapped: to };
}

function masked(word: string, mask: string, { names, context }: NatSite, line: CiscoLine): Range | undefined {
  const read = readPlain([word, mask], 0, names, context.at(line));
  return read?.value.kind === "range4" ? read.value : undefined;
}

/** Without a mask a host is one; whether an address that could be a network is one depends on its class. */
function defaultMask(word: string, { names }: NatSite): string | undefined {
  const address = readIPv4(named(word, names));
  return address === undefined || (address & 0xff) === 0 ? undefined : "255.255.255.255";
}

/** Behind the addresses: limits of sessions, answers of name servers, numbers of sequences. They change no address. */
function areOptions(words: readonly string[]): boolean {
  return words.every((word) => /^(?:dns|norandomseq|tcp|udp|outside|\d+)$/.test(word));
}

/** What a port of `static` is before and after, as the real side sends it. */
export function portsOf({ ports }: StaticLine): { before: Ports; after: Ports } | undefined {
  if (ports?.real === undefined) return undefined;
  const { protocol, real, mapped } = ports;
  return {
    before: { protocol, source: [{ from: real, to: real }] },
    after: { protocol, source: [{ from: mapped, to: mapped }] },
  };
}
