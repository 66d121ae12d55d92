/** `ip nat` (reference/cisco.md 5.2): what is translated between inside and outside interfaces. */

import type { NatRule } from "../../../../src/model/device.js";
import type { AddressExpression, DoubtId, ServiceExpression } from "../../../../src/model/expression.js";
import { formatIPv4, readIPv4 } from "../../../../src/packets/address.js";
import { readPort } from "../../names.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { type AccessList, listKey } from "../access-list.js";
import { hostAddress, readNetmask } from "../address.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { interfaceName } from "../interface-name.js";
import type { IosInterface } from "./interfaces.js";
import { permittedSources, plainSources } from "./list-sources.js";

type AddressRange = Extract<AddressExpression, { kind: "range4" }>;

/** Interfaces on either side. */
interface Sides {
  readonly inside: readonly string[];
  readonly outside: readonly string[];
  /** What comes in from outside is sent on by the routes of another VRF. */
  readonly crossing?: DoubtId | undefined;
}

/** The translations, static ones first as the device looks them up. Without an inside and an outside interface there are none. */
export function normalizeNat(
  roots: readonly CiscoLine[],
  interfaces: readonly IosInterface[],
  lists: ReadonlyMap<string, AccessList>,
  context: CiscoContext,
): NatRule[] {
  const side = (name: "inside" | "outside", vrf?: string) =>
    interfaces
      .filter((one) => one.nat === name && (vrf === undefined || one.interface.router === vrf))
      .map((one) => one.interface.id);
  const fixed: NatRule[] = [];
  const dynamic: NatRule[] = [];
  const lines = standingLines(roots, context);
  const pools = readPools(lines, context);
  for (const line of lines) {
    const words = wordsOf(line);
    // What comes in by another VRF is not translated; the outside may be the global table.
    const vrf = takeVrf(words);
    const isWithin = takeWord(words, "match-in-vrf") && vrf !== undefined;
    const crossing =
      vrf !== undefined && !isWithin && opensInward(words) ? doubtCrossing(vrf, line, interfaces, context) : undefined;
    const sides: Sides = {
      inside: side("inside", vrf),
      outside: side("outside", isWithin ? vrf : undefined),
      crossing,
    };
    const elsewhere = isWithin ? side("outside").filter((id) => !sides.outside.includes(id)) : [];
    const open = (rules: readonly NatRule[]) => [...rules, ...perhapsBy(elsewhere, rules, line, context)];
    const [direction, kind, how] = words.slice(2);
    if (direction !== "inside" && direction !== "outside") {
      // Pools and timers change nothing by themselves.
      if (
        !["pool", "translation", "log", "service", "settings", "switchover", "create", "portmap"].includes(
          direction ?? "",
        )
      )
        context.unknown(line, "ip nat", { scope: "device" });
      continue;
    }
    if (kind === "source" && how === "static" && direction === "inside")
      fixed.push(...open(readStatic(withAddresses(words.slice(5), interfaces), line, sides, context)));
    else if (kind === "source" && how === "list" && direction === "inside")
      dynamic.push(...open(readDynamic(givenBy(words, pools, interfaces), line, sides, lists, context)));
    else if (kind === "source" && how === "route-map" && direction === "inside") {
      const { list, outside } = readRouteMap(words[5] ?? "", roots);
      const given = { ...givenBy(words, pools, interfaces), name: list ?? "" };
      const within =
        outside === undefined ? sides : { ...sides, outside: sides.outside.filter((id) => id === outside) };
      dynamic.push(...open(readDynamic(given, line, within, lists, context)));
    } else context.doubt("this translation is not computed", line, { scope: "device" });
  }
  return side("inside").length === 0 || side("outside").length === 0 ? [] : [...fixed, ...dynamic];
}

/** What may stand behind a translation and does not make it another one. */
const OPTIONS =
  /(?: (?:overload|extendable|no-alias|no-payload|forced|reversible|add-route|match-in-vrf|mapping-id \d+))+$/;

/** What a later statement has to say of a translation to take it away: a pool is told by its name. */
function withoutOptions(text: string): string {
  return /^ip nat pool \S+/.exec(text)?.[0] ?? text.replace(OPTIONS, "");
}

/**
 * The statements that no later one takes away. A pool that a translation names stays: the device refuses. What takes away a
 * translation in other words than those that it has may mean it or not.
 */
function standingLines(roots: readonly CiscoLine[], context: CiscoContext): CiscoLine[] {
  let standing: CiscoLine[] = [];
  for (const line of beginning(roots, "ip nat", "default")) {
    const [, taken, words] = /^((?:no|default) )?(ip nat \S.*)$/.exec(line.text) ?? [];
    if (words === undefined) continue;
    context.markBlock(line, "modelled");
    if (taken === undefined) {
      standing.push(line);
      continue;
    }
    const others = standing.filter(({ text }) => withoutOptions(text) !== withoutOptions(words));
    const kind = /^ip nat (?:inside|outside) \S+ \S+/.exec(words)?.[0];
    const pool = /^ip nat pool (\S+)/.exec(words)?.[1];
    const isUsed = pool !== undefined && others.some(({ text }) => `${text} `.includes(` pool ${pool} `));
    if (others.length < standing.length) standing = isUsed ? standing : others;
    else if (kind !== undefined && standing.some(({ text }) => text.startsWith(`${kind} `)))
      context.unknown(line, "ip nat", { scope: "device" });
  }
  return standing;
}

/** Whether somebody outside may open a session by it: not where hosts share addresses. */
function opensInward(words: readonly string[]): boolean {
  return words[4] === "static" || (words[6] === "pool" && !words.includes("overload"));
}

/** What is translated for a VRF is sent on by the routes of that one, wherever it came in: all else that comes in there is not. */
function doubtCrossing(
  vrf: string,
  line: CiscoLine,
  all: readonly IosInterface[],
  context: CiscoContext,
): DoubtId | undefined {
  const others = all.filter((one) => one.nat === "outside" && one.interface.router !== vrf);
  const interfaces = others.map((one) => one.interface.id);
  const reason = `what is translated here is sent on by the routes of the VRF ${vrf}: that is not computed`;
  if (interfaces.length === 0) return undefined;
  return context.doubt(reason, line, { scope: "match", interfaces, reroutes: true });
}

/** Takes `vrf NAME` from the words of a statement. */
function takeVrf(words: string[]): string | undefined {
  const index = words.indexOf("vrf");
  return index < 0 ? undefined : words.splice(index, 2)[1];
}

function takeWord(words: string[], word: string): boolean {
  const index = words.indexOf(word);
  if (index >= 0) words.splice(index, 1);
  return index >= 0;
}

/**
 * `match-in-vrf` translates between interfaces of the VRF (Cisco, Match-in-VRF Support for NAT). Whether what leaves or comes in
 * by other outside interfaces is left as it is, is not documented: it is translated perhaps.
 */
function perhapsBy(
  outside: readonly string[],
  rules: readonly NatRule[],
  line: CiscoLine,
  context: CiscoContext,
): NatRule[] {
  if (outside.length === 0) return [];
  const reason = "whether what is translated within a VRF is by outside interfaces of others as well is not documented";
  const doubt = context.doubt(reason, line, { scope: "match" });
  const perhaps = (upper: AddressExpression) =>
    ({ kind: "unknown", doubt, lower: { kind: "none" }, upper, at: context.at(line) }) as const;
  return rules.map(({ match, ...rule }) => {
    const own =
      rule.kind === "source"
        ? { ...match, egress: outside, source: perhaps(match.source) }
        : { ...match, ingress: outside, destination: perhaps(match.destination) };
    return { ...rule, id: `${rule.id} elsewhere`, match: own };
  });
}

/** A route map that gives one list, and may name the interface that packets go out by; others are known from above only. */
function readRouteMap(name: string, roots: readonly CiscoLine[]): { list?: string; outside?: string } {
  const entries = beginning(roots, "route-map").filter(({ text }) => text.startsWith(`route-map ${name} `));
  const clauses = entries.flatMap(({ children }) => children.filter(({ text }) => /^match /.test(text)));
  const [entry, ...others] = entries;
  const lists = clauses.flatMap(({ text }) => /^match ip address (\S+)$/.exec(text)?.[1] ?? []);
  const outside = clauses.flatMap(({ text }) => /^match interface (\S+)$/.exec(text)?.[1] ?? []);
  const isRead = lists.length + outside.length === clauses.length && lists.length === 1 && outside.length < 2;
  if (others.length > 0 || entry === undefined || !isRead || !/^route-map \S+ permit \d+$/.test(entry.text)) return {};
  return {
    ...(lists[0] === undefined ? {} : { list: lists[0] }),
    ...(outside[0] === undefined ? {} : { outside: interfaceName(outside[0]) }),
  };
}

/** What may follow a static translation and does not limit it; a route map, a VRF or a redundancy group does. */
const WITHOUT_CONDITION: ReadonlySet<string> = new Set(["extendable", "no-alias", "no-payload", "forced"]);

/**
 * The address of an interface in the place of `interface NAME`, which may stand for the global one (reference/cisco.md 5.2);
 * `interface` alone where the file does not tell which address that is.
 */
function withAddresses(words: readonly string[], interfaces: readonly IosInterface[]): string[] {
  const index = words.indexOf("interface");
  if (index < 0) return [...words];
  const parts = /\d$/.test(words[index + 1] ?? "") ? 1 : 2;
  const own = addressOf(words.slice(index + 1, index + 1 + parts), interfaces);
  return words.toSpliced(index, 1 + parts, own === undefined ? "interface" : formatIPv4(own.from));
}

/** `[tcp|udp] LOCAL [lport] GLOBAL [gport]` or `network LOCAL GLOBAL MASK`; both directions, as two entries. */
function readStatic(words: string[], line: CiscoLine, sides: Sides, context: CiscoContext): NatRule[] {
  const at = context.at(line);
  const isNetwork = words[0] === "network";
  const protocol = words[0] === "tcp" ? 6 : words[0] === "udp" ? 17 : undefined;
  if (isNetwork || protocol !== undefined) words.shift();
  const [local = "", second = "", third = "", fourth = ""] = words;
  const real = isNetwork ? network(local, third, context, line) : hostAddress(local, at);
  const conditions = words.slice(isNetwork ? 3 : protocol === undefined ? 2 : 4);
  if (conditions.some((word) => !WITHOUT_CONDITION.has(word)))
    context.doubt("for which packets this translation holds is not computed", line, { scope: "device" });
  const global = isNetwork
    ? network(second, third, context, line)
    : globalAddress(protocol === undefined ? second : third, at);
  const [realPort, globalPort] =
    protocol === undefined ? [] : [readPort(second, protocol, "ios"), readPort(fourth, protocol, "ios")];
  if (real === undefined || (protocol !== undefined && (realPort === undefined || globalPort === undefined))) {
    context.unknown(line, "ip nat", { scope: "device" });
    return [];
  }
  const any: AddressExpression = { kind: "any", family: 4 };
  const toGlobal = service(protocol, globalPort);
  const id = `static ${line.number}`;
  const { crossing } = sides;
  const dialled: AddressExpression | undefined =
    crossing === undefined || global === undefined
      ? global
      : { kind: "unknown", doubt: crossing, lower: { kind: "none" }, upper: global, at };
  return [
    {
      id,
      kind: "destination",
      match: {
        ingress: sides.outside,
        source: any,
        destination: dialled ?? { kind: "unknown", doubt: unknownGlobal(line, context), at },
        service: toGlobal,
      },
      translated: real,
      ...(realPort === undefined ? { inOrder: true } : { translatedService: service(protocol, realPort) }),
      enabled: true,
      at: [at],
    },
    {
      id: `${id} back`,
      kind: "source",
      match: {
        ingress: sides.inside,
        egress: sides.outside,
        source: real,
        destination: any,
        service: fromPort(protocol, realPort),
      },
      ...(global === undefined ? {} : { translated: global }),
      ...(realPort === undefined ? { inOrder: true } : {}),
      enabled: true,
      at: [at],
    },
  ];
}

function unknownGlobal(line: CiscoLine, context: CiscoContext): DoubtId {
  return context.doubt("the address of an interface stands for a host inside", line, { scope: "match" });
}

/** `undefined` where an interface's address, not known here, stands for it. */
function globalAddress(text: string, at: NatRule["at"][0]): AddressExpression | undefined {
  return readIPv4(text) === undefined ? undefined : hostAddress(text, at);
}

function network(address: string, mask: string, context: CiscoContext, line: CiscoLine): AddressExpression | undefined {
  if (mask.startsWith("/")) {
    const bits = (0xffffffff << (32 - Number(mask.slice(1)))) >>> 0;
    return readNetmask(address, [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join("."), context.at(line));
  }
  return readNetmask(address, mask, context.at(line));
}

function service(protocol: number | undefined, port: number | undefined): ServiceExpression {
  if (protocol === undefined) return { kind: "any" };
  return { kind: "ports", protocol, ...(port === undefined ? {} : { destination: [{ from: port, to: port }] }) };
}

/** A host's packets from the port that it is published with; others are left to later translations. */
function fromPort(protocol: number | undefined, port: number | undefined): ServiceExpression {
  if (protocol === undefined || port === undefined) return { kind: "any" };
  return { kind: "ports", protocol, source: [{ from: port, to: port }] };
}

/** Pools of addresses by name: `ip nat pool NAME FIRST LAST …`. */
function readPools(lines: readonly CiscoLine[], context: CiscoContext): ReadonlyMap<string, AddressExpression> {
  const pools = new Map<string, AddressExpression>();
  for (const line of lines) {
    const words = wordsOf(line);
    if (words[2] !== "pool") continue;
    const [name = "", first = "", last = ""] = words.slice(3);
    const [from, to] = [readIPv4(first), readIPv4(last)];
    const at = context.at(line);
    if (from !== undefined && to !== undefined) pools.set(name, { kind: "range4", from, to, at });
  }
  return pools;
}

/** What a dynamic translation gives out: addresses of a pool or an interface; `shared`: with ports, so nobody outside can open anything. */
interface Given {
  readonly name: string;
  readonly addresses: AddressExpression | undefined;
  readonly shared: boolean;
}

function givenBy(
  words: readonly string[],
  pools: ReadonlyMap<string, AddressExpression>,
  interfaces: readonly IosInterface[],
): Given {
  const name = words[5] ?? "";
  const from = words[6] === "pool" ? pools.get(words[7] ?? "") : addressOf(words.slice(7), interfaces);
  return { name, addresses: from, shared: words[6] !== "pool" || words.includes("overload") };
}

/** The address of the interface that is named: `GigabitEthernet0/0`, `Gi0/0` or in two words. */
function addressOf(words: readonly string[], interfaces: readonly IosInterface[]): AddressRange | undefined {
  const name = interfaceName(words.filter((word) => word !== "overload").join(""));
  const found = interfaces.find(({ interface: one }) => one.id === name)?.interface;
  const own = found?.addresses.find(({ family, kind }) => family === 4 && kind === "primary");
  if (own === undefined || typeof own.address === "bigint" || found?.addressDoubt !== undefined) return undefined;
  return { kind: "range4", from: own.address, to: own.address, at: own.at };
}

function readDynamic(
  { name, addresses, shared }: Given,
  line: CiscoLine,
  sides: Sides,
  lists: ReadonlyMap<string, AccessList>,
  context: CiscoContext,
): NatRule[] {
  const at = context.at(line);
  const any: AddressExpression = { kind: "any", family: 4 };
  const inside = insideOf(lists.get(listKey(name, 4)), name, line, context);
  const whileGiven = "while an address of the pool is given to a host, packets from outside to it reach that host";
  // (reference/cisco.md 5.2)
  const back = (): NatRule => ({
    id: `dynamic ${line.number} back`,
    kind: "destination",
    match: {
      ingress: sides.outside,
      source: any,
      destination: {
        kind: "unknown",
        doubt: context.doubt(whileGiven, line, { scope: "match" }),
        upper: addresses ?? any,
        at,
      },
      service: { kind: "any" },
    },
    translated: inside,
    enabled: true,
    at: [at],
  });
  return [
    ...(shared ? [] : [back()]),
    {
      id: `dynamic ${line.number}`,
      kind: "source",
      match: {
        ingress: sides.inside,
        egress: sides.outside,
        source: inside,
        destination: any,
        service: { kind: "any" },
      },
      ...(addresses === undefined ? {} : { translated: addresses }),
      enabled: true,
      at: [at],
    },
  ];
}

/** Sources that a list gives to a translation: exact for one that tests nothing else, otherwise from above. */
function insideOf(
  list: AccessList | undefined,
  name: string,
  line: CiscoLine,
  context: CiscoContext,
): AddressExpression {
  const plain = list && plainSources(list);
  if (plain !== undefined) return plain;
  const reason = `which packets the list ${name} gives to this translation is computed from above only`;
  return {
    kind: "unknown",
    doubt: context.doubt(reason, line, { scope: "match" }),
    ...(list === undefined ? {} : { upper: permittedSources(list) }),
    at: context.at(line),
  };
}
