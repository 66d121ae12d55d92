/** Protocols, ports, ICMP types and TCP flags of a rule. */
import type { DoubtId, Family, FlagTest, PortRange, ServiceExpression } from "../../../src/model/expression.js";
import { ownValue } from "../../../src/source/own-value.js";
import type { Span } from "../scan.js";
import type { Context } from "./context.js";
import { icmpType, protocolNumber } from "./protocols.js";

/** Ports as a rule names them. `doubt`: there may be others; `alias`: the alias that holds them, for people. */
export interface Ports {
  readonly ranges: readonly PortRange[];
  readonly doubt?: DoubtId;
  readonly alias?: string;
}

/** What a rule says about everything but addresses. */
export interface ServiceWords {
  /** As written, lower case; "" and "any": every protocol. */
  readonly protocol: string;
  readonly families: readonly Family[];
  readonly source?: Ports;
  readonly destination?: Ports;
  /** Comma list of ICMP types; "" and "any": every one. */
  readonly icmpTypes: string;
  /** Those of IPv6, where they are written apart. `isOpen`: whether they are looked at is not known. */
  readonly icmpTypes6?: { readonly words: string; readonly isOpen: boolean };
  /** Left out: no test of flags. */
  readonly flags?: readonly FlagTest[];
  /** The rule. */
  readonly at: Span;
}

const TCP = 6;
const PORT_PROTOCOLS = new Set([6, 17, 132]);

/**
 * `flags S/SA` of pf: a packet that opens a session. The model has one word for that, neither ACK nor RST, on stateful
 * steps and here; packets without SYN, ACK and RST, which open nothing on any host, count with it.
 */
export const OPENING: readonly FlagTest[] = [{ mask: 20, value: 0 }];

/** `flags any`: a permit with this lets packets in the middle of a session in, too (reference/pfsense.md 9, trap 27). */
export const ANY_FLAGS: readonly FlagTest[] = [{ mask: 0, value: 0 }];

const SYN = 2;

/**
 * Tests of a rule that blocks: where they take the packet that opens a session, what carries neither SYN nor ACK nor RST counts with
 * it, as in `OPENING`. No rule that keeps state passes that, though the model's words for those do.
 */
export function withUnopened(tests: readonly FlagTest[]): readonly FlagTest[] {
  return takesOpening(tests) ? [...tests, { mask: 22, value: 0 }] : tests;
}

/** The same where nothing without ACK and RST comes in but the plain packet that opens a session (`dropsOddFlags`). */
export function withOdd(tests: readonly FlagTest[]): readonly FlagTest[] {
  return takesOpening(tests) ? [...tests, ...OPENING] : tests;
}

function takesOpening(tests: readonly FlagTest[]): boolean {
  return tests !== ANY_FLAGS && tests.some(({ mask, value }) => (SYN & mask) === value);
}

/** Numbers of the protocols a word stands for; undefined: every protocol; an empty list: no protocol of that name. */
export function protocolsOf(word: string): readonly number[] | undefined {
  if (word === "" || word === "any") return undefined;
  if (word === "tcp/udp") return [6, 17];
  const number = protocolNumber(word);
  return number === undefined ? [] : [number];
}

/** Whether a protocol word leaves room for ports (reference/pfsense.md 2.4). */
export function takesPorts(word: string): boolean {
  return (protocolsOf(word) ?? []).some((protocol) => PORT_PROTOCOLS.has(protocol));
}

/** Whether a protocol word takes in TCP; a word that is not known may. */
export function mayBeTcp(word: string): boolean {
  const protocols = protocolsOf(word) ?? [];
  return protocols.length === 0 || protocols.includes(TCP);
}

/** The service of a rule; undefined: the protocol is not known. */
export function service(context: Context, words: ServiceWords): ServiceExpression | undefined {
  const protocols = protocolsOf(words.protocol);
  if (protocols === undefined) return everyProtocol(words.flags);
  if (protocols.length === 0) return undefined;
  const parts = protocols.flatMap((protocol) => partOf(context, protocol, words));
  const [only] = parts;
  if (only === undefined) return { kind: "none" };
  return parts.length === 1 ? only : { kind: "union", of: parts };
}

/** Every protocol, TCP with a test of flags where there is one. */
export function everyProtocol(flags: ServiceWords["flags"]): ServiceExpression {
  if (flags === undefined) return { kind: "any" };
  return { kind: "union", of: [{ kind: "any" }, { kind: "ports", protocol: TCP, flags }] };
}

/** ACK or RST: what `OPENING` leaves out. */
const IN_SESSION: ServiceExpression = {
  kind: "ports",
  protocol: TCP,
  flags: [
    { mask: 16, value: 16 },
    { mask: 4, value: 4 },
  ],
};

/** Of a service what may open a session: all of it but TCP in the middle of one. */
export function openingOf(service: ServiceExpression): ServiceExpression {
  return { kind: "not", of: { kind: "union", of: [{ kind: "not", of: service }, IN_SESSION] } };
}

function partOf(context: Context, protocol: number, words: ServiceWords): ServiceExpression[] {
  if (protocol === 1 || protocol === 58) return icmp(context, protocol, words);
  if (!PORT_PROTOCOLS.has(protocol)) return [{ kind: "protocol", protocol }];
  const { source, destination } = words;
  const flags = protocol === TCP && words.flags ? { flags: words.flags } : {};
  if (!source && !destination) {
    return [words.flags && protocol === TCP ? { kind: "ports", protocol, ...flags } : { kind: "protocol", protocol }];
  }
  const written: ServiceExpression = {
    kind: "ports",
    protocol,
    ...(source ? { source: source.ranges } : {}),
    ...(destination ? { destination: destination.ranges } : {}),
    ...flags,
  };
  const doubt = source?.doubt ?? destination?.doubt;
  if (doubt !== undefined) {
    const open: ServiceExpression = {
      kind: "unknown",
      doubt,
      lower: written,
      upper: { kind: "ports", protocol, ...flags },
    };
    // A test of flags is told by what is sure: one inside of what is not is passed over, as by a rule without any.
    return "flags" in flags ? [written, open] : [open];
  }
  return [named(context, written, protocol, words)];
}

/** Ports that an alias holds are an object of their own, so that a finding can show its lines. */
function named(context: Context, value: ServiceExpression, protocol: number, words: ServiceWords): ServiceExpression {
  const alias = words.source === undefined ? words.destination?.alias : undefined;
  if (alias === undefined) return value;
  const suffix = protocol === TCP && words.flags ? "/flags" : "";
  const flags = words.flags?.map((test) => `${test.mask}:${test.value}`).join(",") ?? "";
  const at = context.aliasPlace(alias);
  return context.service({ id: `ports:${alias}/${protocol}${suffix}${flags}`, name: alias, value, at });
}

/**
 * ICMP of the families of the rule; types have other numbers in IPv6 (reference/pfsense.md 2.3). A name of neither family may
 * be a type that is not listed here; one of the other family alone matches nothing in this one, unless it stands alone:
 * what the generator then writes is not known.
 */
function icmp(context: Context, protocol: number, words: ServiceWords): ServiceExpression[] {
  if (protocol === 58 && !words.families.includes(6)) return [{ kind: "protocol", protocol: 58 }];
  return words.families.flatMap((family) => {
    const own = (family === 6 ? words.icmpTypes6 : undefined) ?? { words: words.icmpTypes, isOpen: false };
    return protocol === 58 && family === 4 ? [] : icmpOf(context, family, own, words.at);
  });
}

function icmpOf(
  context: Context,
  family: Family,
  { words, isOpen }: NonNullable<ServiceWords["icmpTypes6"]>,
  at: Span,
): ServiceExpression[] {
  const types = words
    .split(",")
    .map((type) => type.trim())
    .filter((type) => type !== "" && type !== "any");
  if (types.length === 0 && !isOpen) return [{ kind: "icmp", family }];
  const isKnown = types.every((word) => ([4, 6] as const).some((each) => icmpType(word, each) !== undefined));
  const known = types.flatMap((word) => {
    const type = icmpType(word, family);
    return type === undefined ? [] : [{ kind: "icmp", family, type } as const];
  });
  if (isKnown && known.length > 0 && !isOpen) return known;
  const reason = isOpen
    ? "which types of ICMPv6 a rule is for depends on the release"
    : "a type of ICMP that a rule names is not known";
  const doubt = context.doubt("match", reason, at);
  return [{ kind: "unknown", doubt, lower: { kind: "union", of: known }, upper: { kind: "icmp", family } }];
}

const FLAG_BITS: Readonly<Record<string, number>> = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16, urg: 32 };

/** Whether a comma list names flags that are not judged: ECE, CWR, or one that nobody knows. */
export function namesOtherFlags(names: string): boolean {
  return names
    .split(",")
    .some((name) => name.trim() !== "" && ownValue(FLAG_BITS, name.trim().toLowerCase()) === undefined);
}

/** A test of TCP flags: those of `set` out of those of `outOf`; comma lists of names. Others are passed over (`namesOtherFlags`). */
export function flagTest(set: string, outOf: string): readonly FlagTest[] {
  const bits = (names: string): number =>
    names
      .toLowerCase()
      .split(",")
      .reduce((sum, name) => sum | (FLAG_BITS[name.trim()] ?? 0), 0);
  const mask = bits(outOf);
  return [{ mask, value: bits(set) & mask }];
}
