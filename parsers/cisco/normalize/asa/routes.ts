/** Static routes of an ASA, and what adds to them (reference/cisco.md 2.7). */
import type { Route, Router } from "../../../../src/model/device.js";
import type { DoubtId } from "../../../../src/model/expression.js";
import { readIPv4, readIPv6, readPrefix } from "../../../../src/packets/address.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { routePrefix } from "../address.js";
import type { CiscoContext } from "../context.js";
import { named } from "./address.js";
import { bridgesOf } from "./bridging.js";
import type { AsaInterface } from "./interface-draft.js";
import { MANAGEMENT } from "./interfaces.js";
import type { Names } from "./names.js";
import { type AsaStatements, isNegated, plainWords } from "./statements.js";

interface Reading {
  readonly interfaces: ReadonlyMap<string, AsaInterface>;
  readonly names: Names;
  readonly context: CiscoContext;
}

/** `route IF NETWORK MASK HOP [distance]`, `ipv6 route IF PREFIX HOP [distance]`. */
export function normalizeRoutes(
  statements: AsaStatements,
  interfaces: readonly AsaInterface[],
  names: Names,
  context: CiscoContext,
): Route[] {
  const reading = { interfaces: new Map(interfaces.map((one) => [one.interface.id, one])), names, context };
  const routes: Route[] = [];
  const lines = [
    ...statements.of("route"),
    ...statements.of("ipv6").filter(({ text }) => /^(?:no )?ipv6 route /.test(text)),
  ];
  for (const line of lines) {
    context.mark(line, "modelled");
    const words = plainWords(line);
    const route =
      words[0] === "route" ? readRoute4(words.slice(1), line, reading) : readRoute6(words.slice(2), line, reading);
    if (route === undefined) context.unknown(line, "static routes", { scope: "device" });
    else if (isNegated(line)) {
      const left = routes.filter((one) => !isSame(one, route));
      const isNone = left.length === routes.length && left.length > 0;
      if (isNone) context.unknown(line, "static routes", { scope: "device" });
      routes.splice(0, routes.length, ...left);
    } else routes.push(route);
  }
  return routes;
}

function isSame(one: Route, other: Route): boolean {
  return (
    one.family === other.family &&
    one.network === other.network &&
    one.prefixLength === other.prefixLength &&
    one.egress === other.egress &&
    one.nextHop === other.nextHop
  );
}

function readRoute4(words: readonly string[], line: CiscoLine, reading: Reading): Route | undefined {
  const [egress = "", network = "", mask = "", hop = "", ...rest] = words;
  const zero = (word: string) => (word === "0" ? "0.0.0.0" : named(word, reading.names));
  const prefix = routePrefix(zero(network), zero(mask));
  const nextHop = readIPv4(named(hop, reading.names));
  if (prefix === undefined || (nextHop === undefined && egress !== "Null0")) return undefined;
  return finish({ family: 4, ...prefix }, egress, nextHop, rest, line, reading);
}

function readRoute6(words: readonly string[], line: CiscoLine, reading: Reading): Route | undefined {
  const [egress = "", network = "", hop = "", ...rest] = words;
  const prefix = readPrefix(network);
  const nextHop = readIPv6(hop);
  if (prefix?.family !== 6 || nextHop === undefined) return undefined;
  const destination = { family: 6 as const, network: prefix.from, prefixLength: Number(network.split("/")[1]) };
  return finish(destination, egress, nextHop, rest, line, reading);
}

function finish(
  destination: Pick<Route, "family" | "network" | "prefixLength">,
  egress: string,
  nextHop: Route["nextHop"],
  rest: readonly string[],
  line: CiscoLine,
  reading: Reading,
): Route | undefined {
  const { context, interfaces } = reading;
  const found = interfaces.get(egress);
  const options = readOptions(rest, line, context);
  if (options === undefined) return undefined;
  if (egress !== "Null0" && found === undefined)
    context.doubt(`a route leads over ${egress}, which is not in the file`, line, { scope: "device" });
  return {
    router: found?.interface.router ?? "default",
    ...destination,
    ...(egress === "Null0" ? {} : { egress }),
    ...(nextHop === undefined || egress === "Null0" ? {} : { nextHop }),
    ...options,
    at: context.at(line),
  };
}

/** `[distance] [track N] [tunneled]`. With another word the route may be there or not. */
function readOptions(
  words: readonly string[],
  line: CiscoLine,
  context: CiscoContext,
): Pick<Route, "distance" | "doubt"> | undefined {
  let distance = 1;
  let doubt: DoubtId | undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    if (/^\d{1,3}$/.test(word)) distance = Number(word);
    else if (word === "track") {
      index++;
      doubt = context.doubt("the route is there only while what it tracks is up", line, { scope: "match" });
    } else if (word === "tunneled")
      doubt = context.doubt("the route is for packets out of tunnels only", line, { scope: "match" });
    else if (isNegated(line)) return undefined;
    else return { distance, doubt: context.unknown(line, "static routes", { scope: "device" }) };
  }
  return { distance, ...(doubt === undefined ? {} : { doubt }) };
}

const PROTOCOLS: ReadonlySet<string> = new Set(["ospf", "eigrp", "bgp", "rip", "isis"]);

/** The routing instance, and one for interfaces that are for management only. */
export function normalizeRouters(
  statements: AsaStatements,
  interfaces: readonly AsaInterface[],
  context: CiscoContext,
): Router[] {
  let learned: DoubtId | undefined;
  const protocols = [
    ...statements.of("router"),
    ...statements.of("ipv6").filter(({ text }) => /^ipv6 router /.test(text)),
  ];
  for (const line of protocols) {
    context.markBlock(line, "modelled");
    const protocol = wordsOf(line).find((word) => PROTOCOLS.has(word));
    if (protocol === undefined) context.unknown(line, "routing", { scope: "device" });
    else if (!isNegated(line))
      learned ??= context.doubt(`routes of ${protocol} are learned at run time`, line, { scope: "match" });
  }
  const dynamic = learned === undefined ? {} : { dynamicRouting: learned };
  const isManaged = interfaces.some((one) => one.interface.router === MANAGEMENT);
  return [
    { id: "default", forwards: { ipv4: true, ipv6: true }, ...dynamic },
    ...bridgesOf(interfaces),
    ...(isManaged ? [{ id: MANAGEMENT, forwards: { ipv4: false, ipv6: false } }] : []),
  ];
}
