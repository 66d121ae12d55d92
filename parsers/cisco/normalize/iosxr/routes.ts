/** Static routes of IOS-XR: `router static`, by VRF and family (reference/cisco.md 2.7). */

import type { Route } from "../../../../src/model/device.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { readDestination, readRouteRest, readTarget, routeKey } from "../route-parts.js";
import { portName } from "./port-name.js";

/** One that is not understood leaves the whole device doubtful: it may be the way to anything. */
export function normalizeRoutes(
  roots: readonly CiscoLine[],
  interfaces: ReadonlySet<string>,
  context: CiscoContext,
): Route[] {
  let routes: Route[] = [];
  for (const root of beginning(roots, "router")) {
    const [, no] = /^(no )?router static$/.exec(root.text) ?? [];
    if (!/^(?:no )?router static$/.test(root.text)) continue;
    context.mark(root, "modelled");
    if (no !== undefined) routes = [];
    routes = readVrf(root, "default", { routes, interfaces }, context);
  }
  return routes;
}

interface Known {
  readonly routes: readonly Route[];
  readonly interfaces: ReadonlySet<string>;
}

function readVrf(block: CiscoLine, router: string, { routes, interfaces }: Known, context: CiscoContext): Route[] {
  let all = [...routes];
  for (const line of block.children) {
    context.mark(line, "modelled");
    const [, no, vrf] = /^(no )?vrf (\S+)$/.exec(line.text) ?? [];
    const [, none, version, kind] = /^(no )?address-family ipv([46]) (unicast|multicast)$/.exec(line.text) ?? [];
    const family = version === "4" ? 4 : 6;
    if (vrf !== undefined && router === "default") {
      if (no !== undefined) all = all.filter((route) => route.router !== vrf);
      all = readVrf(line, vrf, { routes: all, interfaces }, context);
    } else if (kind === "multicast") context.markBlock(line, "modelled");
    else if (version !== undefined) {
      if (none !== undefined) all = all.filter((route) => route.router !== router || route.family !== family);
      for (const child of line.children)
        all = readRoute(child, { family, router }, { routes: all, interfaces }, context);
    } else if (!/^(?:maximum path|exit$)/.test(line.text)) {
      context.unknown(line, "static routes", { scope: "device" });
      for (const child of line.children) context.markBlock(child, "filtering");
    }
  }
  return all;
}

/** `no` with a prefix alone takes all of its routes away. */
function readRoute(
  line: CiscoLine,
  { family, router }: { readonly family: 4 | 6; readonly router: string },
  { routes, interfaces }: Known,
  context: CiscoContext,
): Route[] {
  context.mark(line, "modelled");
  for (const child of line.children) context.unknown(child, "static routes", { scope: "device" });
  if (/^exit$/.test(line.text)) return [...routes];
  const words = wordsOf({ ...line, text: line.text.replace(/ description (?:"[^"]*"|\S+)/, "") });
  const isNegated = words[0] === "no";
  if (isNegated) words.shift();
  const destination = readDestination(family, words);
  const isOf = (one: Route) =>
    one.router === router &&
    one.family === family &&
    one.network === destination?.network &&
    one.prefixLength === destination.prefixLength;
  const left = (isMeant: (one: Route) => boolean) => {
    const others = routes.filter((one) => !isMeant(one));
    const isNone = others.length === routes.length && others.length > 0;
    if (isNone) context.unknown(line, "static routes", { scope: "device" });
    return others;
  };
  if (isNegated && destination !== undefined && words.length === 0) return left(isOf);
  const route = destination && readHop({ router, ...destination }, words, line, context);
  if (route === undefined) {
    context.unknown(line, "static routes", { scope: "device" });
    return [...routes];
  }
  if (!isNegated && route.egress !== undefined && !interfaces.has(route.egress))
    context.doubt(`a route leads over ${route.egress}, which is not in the file`, line, { scope: "device" });
  // What differs in nothing but its tag or preference is the same route, changed.
  const isSame = (one: Route) => routeKey(one) === routeKey(route) && one.nextHopRouter === route.nextHopRouter;
  return isNegated ? left(isSame) : [...routes.filter((one) => !isSame(one)), route];
}

/** `[vrf V] [INTERFACE] [NEXT HOP]` and what follows. */
function readHop(
  start: Pick<Route, "router" | "family" | "network" | "prefixLength">,
  words: string[],
  line: CiscoLine,
  context: CiscoContext,
): Route | undefined {
  const hopRouter = words[0] === "vrf" ? (words.splice(0, 2)[1] ?? "") : start.router;
  const target = readTarget(start.family, words, portName);
  if (target === undefined) return undefined;
  const isWatched = takeWatch(words);
  const rest = readRouteRest(words, line, context);
  if (rest === undefined) return undefined;
  const leak = hopRouter === start.router || target.nextHop === undefined ? {} : { nextHopRouter: hopRouter };
  const reason = "the route is there only while what watches it (BFD) sees its neighbour";
  const watch = isWatched && rest.doubt === undefined ? { doubt: context.doubt(reason, line, { scope: "match" }) } : {};
  return { ...start, ...target, ...leak, ...rest, ...watch, at: context.at(line) };
}

/** Takes `bfd fast-detect …` and words that change no packet out of `words`; whether the first was there. */
function takeWatch(words: string[]): boolean {
  const values = new Set(["minimum-interval", "multiplier", "metric", "tunnel-id", "vrflabel", "load-metric"]);
  const isWatched = words[0] === "bfd" || words.includes("bfd");
  const left = words.filter((word, index) => {
    const before = words[index - 1] ?? "";
    return !(word === "bfd" || word === "fast-detect" || values.has(word) || values.has(before));
  });
  words.splice(0, words.length, ...left);
  return isWatched;
}
