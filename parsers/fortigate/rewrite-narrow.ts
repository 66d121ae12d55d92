/** A policy for fewer packets: existing objects that say just these, and new ones for the rest. */
import type { Traffic, TrafficService } from "../../src/model/change.js";
import { formatIPv4, readIPv4 } from "../../src/packets/address.js";
import { DOMAIN4, type Intervals, pairsOf, prefixesOf, union } from "../../src/packets/intervals.js";
import { Lexer } from "./lexer.js";
import { quoted, scriptOf } from "./script.js";

interface Narrowing {
  readonly objects: readonly string[];
  readonly settings: readonly string[];
}

/** A named object by what it says, as it is written: `set subnet 10.1.1.0 255.255.255.0`. */
type Known = ReadonlyMap<string, string>;

/** A change with more new objects is none that anybody reads. */
const MOST_OBJECTS = 12;

interface Needed {
  readonly name: string;
  readonly statements: readonly string[];
}

const PROTOCOLS: Readonly<Record<number, string>> = { 6: "tcp", 17: "udp", 132: "sctp" };

/**
 * One policy has one list of sources, destinations and services: it is for all combinations of what the traffic has of each.
 * @param scope the VDOM, as the statements that lead to it; objects are its own.
 * @returns undefined where a service cannot be said by protocol and port.
 */
export function narrowing(text: string, scope: readonly string[], to: readonly Traffic[]): Narrowing | undefined {
  const services = distinct(to.flatMap((one) => one.services)).map(serviceObject);
  if (services.includes(undefined)) return undefined;
  const sides = [to.map((one) => one.sources), to.map((one) => one.destinations)].map((sets) =>
    named(text, scope, "firewall address", union(sets, DOMAIN4), addressObjects),
  );
  const [source, destination] = sides;
  const service = namedObjects(
    text,
    scope,
    "firewall service custom",
    services.flatMap((one) => one ?? []),
  );
  if (source === undefined || destination === undefined) return undefined;
  if (source.names.length + destination.names.length + service.names.length > MOST_OBJECTS) return undefined;
  return {
    objects: [...new Map([source, destination, service].flatMap(({ created }) => created)).values()].flat(),
    settings: [
      `set srcaddr ${source.names.map(quoted).join(" ")}`,
      `set dstaddr ${destination.names.map(quoted).join(" ")}`,
      `set service ${service.names.map(quoted).join(" ")}`,
    ],
  };
}

function named(
  text: string,
  scope: readonly string[],
  table: string,
  set: Intervals<number>,
  objectsOf: (set: Intervals<number>) => Needed[],
) {
  if (isEverything(set)) return { names: ["all"], created: [] };
  return namedObjects(text, scope, table, objectsOf(set));
}

function isEverything(set: Intervals<number>): boolean {
  return set[0] === DOMAIN4.min && set[1] === DOMAIN4.max;
}

function namedObjects(text: string, scope: readonly string[], table: string, needed: readonly Needed[]) {
  const known = knownObjects(text, table);
  const names: string[] = [];
  const created: [string, string[]][] = [];
  for (const { name, statements } of needed) {
    const existing = statements.length === 1 ? known.get(statements[0] ?? "") : undefined;
    names.push(existing ?? name);
    if (existing === undefined) {
      created.push([`${table} ${name}`, scriptOf([...scope, `config ${table}`, `edit ${quoted(name)}`], statements)]);
    }
  }
  return { names, created };
}

/** Networks as `subnet`, other ranges as `iprange` (reference/fortios.md: addresses). */
function addressObjects(set: Intervals<number>): Needed[] {
  return pairsOf(set).flatMap(([from, to]) => {
    const prefixes = prefixesOf(from, to, 32, 4);
    if (prefixes === undefined) {
      const range = [`set type iprange`, `set start-ip ${formatIPv4(from)}`, `set end-ip ${formatIPv4(to)}`];
      return [{ name: `zp-${formatIPv4(from)}-${formatIPv4(to)}`, statements: range }];
    }
    return prefixes.map(([first, length]) => {
      const network = formatIPv4(Number(first));
      const mask = formatIPv4(length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0);
      const name = length === 32 ? `zp-${network}` : `zp-${network}_${length}`;
      return { name, statements: [`set subnet ${network} ${mask}`] };
    });
  });
}

function serviceObject({ protocol, ports, icmpType }: TrafficService): Needed | undefined {
  if (protocol === undefined) return undefined;
  const name = PROTOCOLS[protocol];
  if (name !== undefined) {
    const range =
      ports === undefined ? "1-65535" : ports.from === ports.to ? `${ports.from}` : `${ports.from}-${ports.to}`;
    return { name: `zp-${name}-${range}`, statements: [`set ${name}-portrange ${range}`] };
  }
  if (protocol === 1) {
    const type = icmpType === undefined ? [] : [`set icmptype ${icmpType}`];
    return {
      name: `zp-icmp${icmpType === undefined ? "" : `-${icmpType}`}`,
      statements: ["set protocol ICMP", ...type],
    };
  }
  return { name: `zp-ip-${protocol}`, statements: ["set protocol IP", `set protocol-number ${protocol}`] };
}

/** Objects that one statement makes; what people see of them (comments, colours) does not count. */
function knownObjects(text: string, wanted: string): Known {
  const known = new Map<string, string>();
  const lexer = new Lexer(text);
  let isInside = false;
  let row: string | undefined;
  let statements: string[] = [];
  for (let found = lexer.next(); found !== "end"; found = lexer.next()) {
    if (found !== "statement") continue;
    const verb = lexer.word(0);
    const words = lexer.wordsFrom(1);
    if (verb === "config") isInside = words.join(" ") === wanted;
    else if (!isInside) continue;
    else if (verb === "edit") [row, statements] = [words[0], []];
    else if (verb === "set" && !SHOWN.has(words[0] ?? "")) statements.push(statementText(words));
    else if (verb === "next" && row !== undefined && statements.length === 1) known.set(statements[0] ?? "", row);
    else if (verb === "end") isInside = false;
  }
  return known;
}

const SHOWN: ReadonlySet<string> = new Set(["uuid", "comment", "color", "category", "allow-routing", "visibility"]);

/** As it is compared: a prefix length as a mask. */
function statementText(words: readonly string[]): string {
  const [key, value = "", ...others] = words;
  const [network = "", length] = value.split("/");
  if (key !== "subnet" || length === undefined || readIPv4(network) === undefined) return `set ${words.join(" ")}`;
  const bits = Number(length);
  const mask = formatIPv4(bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0);
  return ["set", "subnet", network, mask, ...others].join(" ");
}

function distinct(services: readonly TrafficService[]): TrafficService[] {
  return [...new Map(services.map((one) => [JSON.stringify(one), one])).values()];
}
