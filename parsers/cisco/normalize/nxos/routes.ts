/** Static routes of NX-OS, at top level and inside `vrf context` (reference/cisco.md 2.7). */

import type { Route } from "../../../../src/model/device.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { isVrf } from "../route-leaks.js";
import { readDestination, readRouteRest, readTarget } from "../route-parts.js";
import { portName } from "./port-name.js";
import type { Vrfs } from "./vrfs.js";

/** One that is not understood leaves the whole device doubtful: it may be the way to anything. */
export function normalizeRoutes(
  roots: readonly CiscoLine[],
  vrfs: Vrfs,
  interfaces: ReadonlySet<string>,
  context: CiscoContext,
): Route[] {
  const routes = new Map<string, Route>();
  const readAll = (lines: readonly CiscoLine[], router: string) => {
    for (const line of lines) {
      const found = /^(no )?(ip|ipv6) route (?!static\b)/.exec(line.text);
      if (found === null) continue;
      const [, no, family] = found;
      context.mark(line, "modelled");
      const words = wordsOf(line).slice(no === undefined ? 2 : 3);
      const route = readRoute(family === "ip" ? 4 : 6, words, { router, line }, vrfs, context);
      if (route === undefined) {
        context.unknown(line, "static routes", { scope: "device" });
        continue;
      }
      // What differs in nothing but its name, tag or preference is the same route, changed.
      const name = nameOf(route);
      const isThere = routes.delete(name);
      if (no !== undefined && !isThere && routes.size > 0) context.unknown(line, "static routes", { scope: "device" });
      if (no === undefined) routes.set(name, route);
      if (no === undefined && route.egress !== undefined && !interfaces.has(route.egress))
        context.doubt(`a route leads over ${route.egress}, which is not in the file`, line, { scope: "device" });
    }
  };
  readAll(beginning(roots, "ip route", "ipv6 route"), "default");
  for (const line of beginning(roots, "vrf", "ip vrf").filter(isVrf))
    readAll(line.children, vrfs.nameOf(wordsOf(line)[2] ?? ""));
  return [...routes.values()];
}

/** Statements of the same name are about one route. */
function nameOf({ router, family, network, prefixLength, egress, nextHop, nextHopRouter }: Route): string {
  return [router, family, network, prefixLength, egress, nextHop, nextHopRouter].join(" ");
}

function readRoute(
  family: 4 | 6,
  words: string[],
  { router, line }: { readonly router: string; readonly line: CiscoLine },
  vrfs: Vrfs,
  context: CiscoContext,
): Route | undefined {
  const destination = readDestination(family, words);
  const target = destination === undefined ? undefined : readTarget(family, words, portName);
  if (destination === undefined || target === undefined) return undefined;
  const hopRouter = words[0] === "vrf" ? vrfs.nameOf(words.splice(0, 2)[1] ?? "") : router;
  const rest = readRouteRest(words, line, context);
  if (rest === undefined) return undefined;
  const leak = hopRouter === router || target.nextHop === undefined ? {} : { nextHopRouter: hopRouter };
  return { router, ...destination, ...target, ...leak, ...rest, at: context.at(line) };
}
