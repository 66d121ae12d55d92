/** The parts of a static route that IOS and NX-OS have in common (reference/cisco.md 2.7). */
import type { Route } from "../../../src/model/device.js";
import type { DoubtId } from "../../../src/model/expression.js";
import { readIPv4, readIPv6, readPrefix } from "../../../src/packets/address.js";
import type { CiscoLine } from "../tree.js";
import { routePrefix } from "./address.js";
import type { CiscoContext } from "./context.js";

interface Destination {
  readonly family: 4 | 6;
  readonly network: number | bigint;
  readonly prefixLength: number;
}

/** Of a route whose next hop a DHCP server gives. */
export const TOLD_BY_DHCP = "where a route leads is told by DHCP";

/** By what statements are about one route: what else they say is not part of its name. */
export function routeKey({ router, family, network, prefixLength, egress, nextHop }: Route): string {
  return [router, family, network, prefixLength, egress, nextHop].join(" ");
}

/** Takes the destination of a route from the front of `words`: a prefix, or for IPv4 an address and a netmask. */
export function readDestination(family: 4 | 6, words: string[]): Destination | undefined {
  return family === 4 ? destination4(words) : destination6(words);
}

function destination4(words: string[]): Destination | undefined {
  const [first = "", second = ""] = words;
  const short = first.includes("/") ? readPrefix(first) : undefined;
  if (short?.family === 4) {
    words.shift();
    return { family: 4, network: short.from, prefixLength: Number(first.split("/")[1]) };
  }
  const read = routePrefix(first, second);
  words.splice(0, 2);
  return read === undefined ? undefined : { family: 4, ...read };
}

function destination6(words: string[]): Destination | undefined {
  const [first = ""] = words.splice(0, 1);
  const prefix = readPrefix(first);
  return prefix?.family === 6
    ? { family: 6, network: prefix.from, prefixLength: Number(first.split("/")[1]) }
    : undefined;
}

/**
 * Takes an interface, a next hop or both from the front of `words`; `Null0` is neither.
 * @param nameOf the one spelling of an interface name.
 */
export function readTarget(
  family: 4 | 6,
  words: string[],
  nameOf: (text: string) => string,
): Pick<Route, "egress" | "nextHop"> | undefined {
  const target: { egress?: string; nextHop?: number | bigint } = {};
  const address = (text: string | undefined) =>
    text === undefined ? undefined : family === 4 ? readIPv4(text) : readIPv6(text);
  const first = words[0];
  if (first === undefined) return undefined;
  if (/^null\s*0$/i.test(first)) {
    words.shift();
    return {};
  }
  if (address(first) === undefined && /^[A-Za-z]/.test(first) && first !== "dhcp") {
    const name = nameOf(words.splice(0, /\d$/.test(first) ? 1 : 2).join(""));
    if (!/\d$/.test(name)) return undefined;
    target.egress = name;
  }
  const nextHop = address(words[0]);
  if (nextHop !== undefined) {
    target.nextHop = nextHop;
    words.shift();
  }
  return nextHop === undefined && target.egress === undefined ? undefined : target;
}

/**
 * What may stand behind the target. With a word that is not understood the route may be there or not: without it nothing would
 * tell that what it leads to may lie that way.
 * @returns undefined when a word is not understood of a line that takes a route away: none surely goes.
 */
export function readRouteRest(
  words: string[],
  line: CiscoLine,
  context: CiscoContext,
): { distance: number; doubt?: DoubtId } | undefined {
  let distance = 1;
  let doubt: DoubtId | undefined;
  while (words.length > 0) {
    const word = words.shift() as string;
    if (/^\d{1,3}$/.test(word)) distance = Number(word);
    else if (word === "name" || word === "tag") words.shift();
    else if (word === "track") {
      words.shift();
      doubt = context.doubt("the route is there only while what it tracks is up", line, { scope: "match" });
    } else if (word === "permanent" || word === "unicast") continue;
    else if (/^(?:no|default) /.test(line.text)) return undefined;
    else if (word === "dhcp") doubt = context.doubt(TOLD_BY_DHCP, line, { scope: "device" });
    else return { distance, doubt: context.unknown(line, "static routes", { scope: "device" }) };
  }
  // A route of distance 255 is not installed (vendor's documentation of administrative distance).
  if (distance === 255) doubt ??= context.doubt("a route of distance 255 is not used", line, { scope: "match" });
  return { distance, ...(doubt === undefined ? {} : { doubt }) };
}
