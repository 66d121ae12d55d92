/** Static routes, VRFs and what else decides where a packet goes (reference/cisco.md 2.7). */

import type { Route, Router } from "../../../../src/model/device.js";
import type { DoubtId } from "../../../../src/model/expression.js";
import { type CiscoLine, withDescendants, wordsOf } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { interfaceName } from "../interface-name.js";
import { doubtLabelRouting } from "../label-routing.js";
import { copyOf, isVrf, readImports } from "../route-leaks.js";
import { readDestination, readRouteRest, readTarget, routeKey, TOLD_BY_DHCP } from "../route-parts.js";
import { doubtTunnelRouting } from "../tunnel-routing.js";

/** `ip route` and `ipv6 route`. One that is not understood leaves the whole device doubtful: it may be the way to anything. */
export function normalizeRoutes(
  roots: readonly CiscoLine[],
  interfaces: ReadonlySet<string>,
  context: CiscoContext,
): Route[] {
  const routes = new Set<Route>();
  const known = new Map<string, Route[]>();
  for (const line of beginning(roots, "ip route", "ipv6 route", "default")) {
    const words = wordsOf(line, context.text);
    const isNegated = words[0] === "no" || words[0] === "default";
    const from = isNegated ? 1 : 0;
    const first = words[from];
    if ((first !== "ip" && first !== "ipv6") || words[from + 1] !== "route") continue;
    const rest = words.slice(from + 2);
    context.mark(line, "modelled");
    const family = first === "ip" ? 4 : 6;
    const taken = isNegated ? takenAway(family, rest, routes) : undefined;
    // A statement that means no route of those that there are is spoilt, perhaps.
    if (taken === "none" && routes.size > 0) context.unknown(line, "static routes", { scope: "device" });
    if (taken !== undefined) continue;
    const route = readRoute(family, rest, line, context);
    if (route === undefined && words.at(-1) === "dhcp") {
      context.doubt(TOLD_BY_DHCP, line, { scope: "device" });
    } else if (route === undefined) {
      context.unknown(line, "static routes", { scope: "device" });
    } else if (isNegated) {
      const meant = known.get(routeKey(route)) ?? [];
      if (meant.length === 0 && routes.size > 0) context.unknown(line, "static routes", { scope: "device" });
      for (const one of meant) routes.delete(one);
      known.delete(routeKey(route));
    } else {
      routes.add(route);
      const key = routeKey(route);
      const same = known.get(key);
      if (same === undefined) known.set(key, [route]);
      else same.push(route);
      if (route.egress !== undefined && !interfaces.has(route.egress))
        context.doubt(`a route leads over ${route.egress}, which is not in the file`, line, { scope: "device" });
    }
  }
  return [...routes];
}

/**
 * What a statement takes away that names no next hop: every route to its destination, with `*` all of its family. Of what
 * `static` and `profile` set there is nothing to take away.
 * @returns undefined where it is about one route, or was not understood.
 */
function takenAway(family: 4 | 6, given: readonly string[], routes: Set<Route>): "some" | "none" | undefined {
  const words = [...given];
  if (words[0] === "static" || words[0] === "profile") return "some";
  const router = words[0] === "vrf" ? (words.splice(0, 2)[1] ?? "default") : "default";
  const isEach = words.length === 1 && words[0] === "*";
  const to = isEach ? undefined : readDestination(family, words);
  if (!isEach && (to === undefined || words.length > 0)) return undefined;
  let taken: "some" | "none" = isEach ? "some" : "none";
  for (const route of routes) {
    const isMeant = to === undefined || (route.network === to.network && route.prefixLength === to.prefixLength);
    if (route.family !== family || route.router !== router || !isMeant) continue;
    routes.delete(route);
    taken = "some";
  }
  return taken;
}

function readRoute(family: 4 | 6, words: string[], line: CiscoLine, context: CiscoContext): Route | undefined {
  const router = words[0] === "vrf" ? (words.splice(0, 2)[1] ?? "default") : "default";
  if (words[0] === "static" || words[0] === "profile") return undefined;
  const destination = readDestination(family, words);
  if (destination === undefined) return undefined;
  const target = readTarget(family, words, interfaceName);
  if (target === undefined) return undefined;
  const hopRouter = readHopRouter(words);
  const rest = readRouteRest(words, line, context);
  if (rest === undefined) return undefined;
  return { router, ...destination, ...target, ...hopRouter, ...rest, at: context.at(line) };
}

/** `global`: the next hop is one of the global table (a VRF leak, reference/cisco.md 2.7). */
function readHopRouter(words: string[]): Pick<Route, "nextHopRouter"> {
  const index = words.indexOf("global");
  if (index < 0 || ["name", "tag"].includes(words[index - 1] ?? "")) return {};
  words.splice(index, 1);
  return { nextHopRouter: "default" };
}

/** Routing instances. What dynamic protocols add to the routes cannot be known. */
export function normalizeRouters(
  roots: readonly CiscoLine[],
  forwards: Router["forwards"],
  context: CiscoContext,
): Router[] {
  const names = new Set<string>(["default"]);
  const dynamic = new Map<string, DoubtId>();
  for (const line of beginning(roots, "router", "vrf", "ip vrf", "ipv6 router")) {
    const [first = "", second = "", third = ""] = wordsOf(line);
    const protocol = first === "router" ? second : first === "ipv6" && second === "router" ? third : undefined;
    if (isVrf(line)) {
      names.add(third);
      context.markBlock(line, "modelled");
      for (const odd of oddLines(line)) context.unknown(odd, "vrf definition", { scope: "device" });
      const copy = copyOf(line);
      if (copy !== undefined)
        dynamic.set(third, context.doubt("routes of another VRF are copied", copy, { scope: "match" }));
    } else if (protocol !== undefined) {
      context.markBlock(line, "modelled");
      doubtLabelRouting(line, context);
      doubtTunnelRouting(line, context);
      if (["ospf", "ospfv3", "bgp", "eigrp", "rip", "isis", "odr", "mobile", "lisp"].includes(protocol)) {
        const vrf = /\bvrf (\S+)/.exec(line.text)?.[1];
        const learning = vrf === undefined ? [...vrfsOf(roots), "default"] : [vrf];
        const others = learning.filter((name) => !dynamic.has(name));
        if (others.length === 0) continue;
        const doubt = context.doubt(`routes of ${protocol} are learned at run time`, line, { scope: "match" });
        for (const name of others) dynamic.set(name, doubt);
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

/** Protocols for IPv4 alone; a named EIGRP, BGP and IS-IS may be for both. */
const OF_IPV4 = /^router (?:ospf \d+|eigrp \d+|rip)\b/;

/** What routes a table of IPv4 does not show although they are taken, where there may be some. */
export function unseenRoutes(roots: readonly CiscoLine[], forwards: Router["forwards"]): string | undefined {
  if (forwards.ipv6 && mayLearnIPv6(roots)) return "routes of IPv6 are learned too, and it shows none";
  // Spokes find the way to one another when packets go there (Cisco IOS IP Addressing: NHRP, shortcut switching).
  const hasShortcuts = beginning(roots, "interface").some(({ children }) =>
    children.some(({ text }) => /^ip nhrp shortcut\b/.test(text)),
  );
  return hasShortcuts ? "shortcuts of NHRP come and go with traffic" : undefined;
}

/** Whether protocols may learn routes of IPv6, by themselves or by statements of interfaces. */
function mayLearnIPv6(roots: readonly CiscoLine[]): boolean {
  const protocols = beginning(roots, "router", "ipv6 router");
  if (protocols.some(({ text }) => !OF_IPV4.test(text))) return true;
  return beginning(roots, "interface").some(({ children }) =>
    children.some(({ text }) => /^(?:ipv6 (?:ospf|rip|eigrp|router)|ospfv3)\b/.test(text)),
  );
}

/** What a VRF of IOS says of itself, of routes it gives and takes, and of multicast (Cisco IOS IP Routing: VRF commands). */
const OF_VRF =
  /^(?:no |default )?(?:rd|rd-auto|description|route-target|import|export|route-replicate|maximum routes|mdt|vpn id|vnet|address-family (?:ipv[46]|evpn|l2vpn)|exit-address-family|exit-vrf|exit|inter-as-hybrid|bgp next-hop|snmp context|context|protection|label|ipv[46] multicast|evpn)\b/;

function oddLines(vrf: CiscoLine): CiscoLine[] {
  return withDescendants(vrf).filter((line) => line !== vrf && !OF_VRF.test(line.text));
}

function vrfsOf(roots: readonly CiscoLine[]): string[] {
  return beginning(roots, "vrf", "ip vrf").flatMap(
    (line) => /^(?:vrf definition|ip vrf) (\S+)/.exec(line.text)?.[1] ?? [],
  );
}
