/** Static routes, VRFs and what else decides where a packet goes (reference/cisco.md 2.7). */
import type { Route, Router } from "../../../../src/model/device.js";
import type { DoubtId } from "../../../../src/model/expression.js";
import { readIPv4, readIPv6, readPrefix } from "../../../../src/packets/address.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { routePrefix } from "../address.js";
import type { CiscoContext } from "../context.js";
import { interfaceName } from "../interface-name.js";
import { copyOf, isVrf, readImports } from "./route-leaks.js";

interface Destination {
  readonly family: 4 | 6;
  readonly network: number | bigint;
  readonly prefixLength: number;
}

/** `ip route` and `ipv6 route`. One that is not understood leaves the whole device doubtful: it may be the way to anything. */
export function normalizeRoutes(
  roots: readonly CiscoLine[],
  interfaces: ReadonlySet<string>,
  context: CiscoContext,
): Route[] {
  const routes: Route[] = [];
  for (const line of roots) {
    const words = wordsOf(line);
    const isNegated = words[0] === "no";
    const [first, second] = isNegated ? words.slice(1) : words;
    if ((first !== "ip" && first !== "ipv6") || second !== "route") continue;
    context.mark(line, "modelled");
    const route = readRoute(first === "ip" ? 4 : 6, words.slice(isNegated ? 3 : 2), line, context);
    if (route === undefined) {
      context.unknown(line, "static routes", { scope: "device" });
    } else if (isNegated) {
      const kept = routes.filter((one) => !isSame(one, route));
      routes.splice(0, routes.length, ...kept);
    } else {
      routes.push(route);
      if (route.egress !== undefined && !interfaces.has(route.egress))
        context.doubt(`a route leads over ${route.egress}, which is not in the file`, line, { scope: "device" });
    }
  }
  return routes;
}

function isSame(one: Route, other: Route): boolean {
  return (
    one.router === other.router &&
    one.family === other.family &&
    one.network === other.network &&
    one.prefixLength === other.prefixLength &&
    one.egress === other.egress &&
    one.nextHop === other.nextHop
  );
}

function readRoute(family: 4 | 6, words: string[], line: CiscoLine, context: CiscoContext): Route | undefined {
  const router = words[0] === "vrf" ? (words.splice(0, 2)[1] ?? "default") : "default";
  if (words[0] === "static" || words[0] === "profile") return undefined;
  const destination = family === 4 ? destination4(words) : destination6(words);
  if (destination === undefined) return undefined;
  const target = readTarget(family, words);
  const hopRouter = readHopRouter(words);
  const rest = readRest(words, line, context);
  if (target === undefined || rest === undefined) return undefined;
  return { router, ...destination, ...target, ...hopRouter, ...rest, at: context.at(line) };
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

function readTarget(family: 4 | 6, words: string[]): Pick<Route, "egress" | "nextHop"> | undefined {
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
    const name = interfaceName(words.splice(0, /\d$/.test(first) ? 1 : 2).join(""));
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

/** `global`: the next hop is one of the global table (a VRF leak, reference/cisco.md 2.7). */
function readHopRouter(words: string[]): Pick<Route, "nextHopRouter"> {
  const index = words.indexOf("global");
  if (index < 0 || ["name", "tag"].includes(words[index - 1] ?? "")) return {};
  words.splice(index, 1);
  return { nextHopRouter: "default" };
}

function readRest(
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
    else return undefined;
  }
  // A route of distance 255 is not installed (vendor's documentation of administrative distance).
  if (distance === 255) doubt ??= context.doubt("a route of distance 255 is not used", line, { scope: "match" });
  return { distance, ...(doubt === undefined ? {} : { doubt }) };
}

/** Routing instances. What dynamic protocols add to the routes cannot be known. */
export function normalizeRouters(
  roots: readonly CiscoLine[],
  forwards: Router["forwards"],
  context: CiscoContext,
): Router[] {
  const names = new Set<string>(["default"]);
  const dynamic = new Map<string, DoubtId>();
  for (const line of roots) {
    const [first = "", second = "", third = ""] = wordsOf(line);
    if (isVrf(line)) {
      names.add(third);
      context.markBlock(line, "modelled");
      const copy = copyOf(line);
      if (copy !== undefined)
        dynamic.set(third, context.doubt("routes of another VRF are copied", copy, { scope: "match" }));
    } else if (first === "router") {
      context.markBlock(line, "modelled");
      if (["ospf", "ospfv3", "bgp", "eigrp", "rip", "isis", "odr", "mobile", "lisp"].includes(second)) {
        const doubt = context.doubt(`routes of ${second} are learned at run time`, line, { scope: "match" });
        const vrf = /\bvrf (\S+)/.exec(line.text)?.[1];
        if (vrf !== undefined) dynamic.set(vrf, doubt);
        else for (const name of [...vrfsOf(roots), "default"]) if (!dynamic.has(name)) dynamic.set(name, doubt);
      }
    }
  }
  const imports = readImports(roots);
  return [...names].map((id) => {
    const dynamicRouting = dynamic.get(id);
    const others = [...(imports.get(id) ?? [])].filter((other) => names.has(other));
    return {
      id,
      forwards,
      ...(dynamicRouting === undefined ? {} : { dynamicRouting }),
      ...(others.length > 0 ? { imports: others } : {}),
    };
  });
}

function vrfsOf(roots: readonly CiscoLine[]): string[] {
  return roots.flatMap((line) => /^(?:vrf definition|ip vrf) (\S+)/.exec(line.text)?.[1] ?? []);
}
