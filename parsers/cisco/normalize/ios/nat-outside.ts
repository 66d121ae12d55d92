/**
 * `ip nat outside source` (reference/cisco.md 5.2): hosts outside have other addresses inside. What comes in from outside has
 * its source translated; what goes out is routed by the address it was sent to, and its destination translated after that.
 */

import type { NatRule, Route } from "../../../../src/model/device.js";
import type { AddressExpression, DoubtId, ServiceExpression } from "../../../../src/model/expression.js";
import { readIPv4 } from "../../../../src/packets/address.js";
import { readPort } from "../../names.js";
import type { CiscoLine } from "../../tree.js";
import { type AccessList, listKey } from "../access-list.js";
import { hostAddress } from "../address.js";
import type { CiscoContext } from "../context.js";
import type { IosInterface } from "./interfaces.js";
import { endsOf } from "./nat-lists.js";
import { perhaps } from "./nat-order.js";
import { type Range, sharedWay } from "./nat-routes.js";
import type { Sides } from "./nat-sides.js";
import { fromPort, network, service, staticRank } from "./nat-static.js";

/** What the statements of a device are read with. */
export interface OutsideSite {
  readonly interfaces: readonly IosInterface[];
  readonly routes: readonly Route[];
  readonly lists: ReadonlyMap<string, AccessList>;
  readonly pools: ReadonlyMap<string, AddressExpression>;
  /** The routes are not complete. */
  readonly learns: boolean;
}

/**
 * Whether translations of outside sources are computed here: zone firewalls and inspection see packets between routing and
 * translation, and what VRFs do with them is not documented.
 */
export function computesOutside(interfaces: readonly IosInterface[]): boolean {
  return interfaces.every(
    ({ nat, inspections, interface: { router, zone } }) =>
      zone === undefined && inspections.length === 0 && (nat === undefined || router === "default"),
  );
}

/** An address or network outside, and what stands for it inside. */
interface Partners {
  readonly global: AddressExpression;
  readonly local: AddressExpression;
  readonly protocol?: 6 | 17;
  readonly globalPort?: number | undefined;
  readonly localPort?: number | undefined;
}

/** `static [tcp|udp] GLOBAL [gport] LOCAL [lport]`, `static network GLOBAL LOCAL MASK`; `undefined` for others. */
export function readOutsideStatic(
  words: readonly string[],
  line: CiscoLine,
  sides: Sides,
  site: OutsideSite,
  context: CiscoContext,
): NatRule[] | undefined {
  const read = readPartners(words, line, context);
  if (read === undefined) return undefined;
  const { global, local, protocol, globalPort, localPort } = read.partners;
  const at = [context.at(line)] as const;
  const any: AddressExpression = { kind: "any", family: 4 };
  const toPort = globalPort === undefined ? {} : { translatedService: service(protocol, globalPort) };
  const isRouted = isRoutedAlike(read, sides, site);
  const back: NatRule = {
    id: `outside ${line.number} back`,
    kind: "destination",
    match: { ingress: sides.inside, source: any, destination: local, service: service(protocol, localPort) },
    translated: global,
    ...(globalPort === undefined ? { inOrder: true } : toPort),
    enabled: true,
    at,
  };
  const by = localPort === undefined ? { inOrder: true } : { sourcePorts: { from: localPort, to: localPort } };
  const rule: NatRule = {
    id: `outside ${line.number}`,
    kind: "source",
    match: comingIn(sides, global, fromPort(protocol, globalPort)),
    translated: local,
    ...by,
    enabled: true,
    at,
  };
  return [isRouted ? back : perhaps(back, astray(line, sides, context)), ...besides(rule, line, context)];
}

/** What comes in from outside, of some sources. */
function comingIn(sides: Sides, source: AddressExpression, service: ServiceExpression): NatRule["match"] {
  return { ingress: sides.entering, egress: sides.inside, source, destination: { kind: "any", family: 4 }, service };
}

/** `list NAME pool NAME`; while a host outside has an address of the pool, packets from inside to it may reach that host. */
export function readOutsideDynamic(
  words: readonly string[],
  line: CiscoLine,
  sides: Sides,
  { lists, pools }: OutsideSite,
  context: CiscoContext,
): NatRule[] | undefined {
  const [list = "", how, pool = "", ...options] = words;
  const local = pools.get(pool);
  if (how !== "pool" || options.some((word) => word !== "add-route")) return undefined;
  const ends = endsOf(lists.get(listKey(list, 4)), { name: list, shared: false }, line, context);
  const at = [context.at(line)] as const;
  const any: AddressExpression = { kind: "any", family: 4 };
  const dialled: AddressExpression = local ?? any;
  const doubt = astray(line, sides, context);
  const sources: AddressExpression = { kind: "union", of: ends.map(({ source }) => source) };
  const back: NatRule = {
    id: `outside ${line.number} back`,
    kind: "destination",
    match: { ingress: sides.inside, source: any, destination: dialled, service: { kind: "any" } },
    translated: sources,
    enabled: true,
    at,
  };
  const rule: NatRule = {
    id: `outside ${line.number}`,
    kind: "source",
    match: comingIn(sides, sources, { kind: "any" }),
    ...(local === undefined ? {} : { translated: local }),
    enabled: true,
    at,
  };
  return [perhaps(back, doubt), ...besides(rule, line, context)];
}

/** The same where packets leave by an interface that is not inside: perhaps. */
function besides(rule: NatRule, line: CiscoLine, context: CiscoContext): NatRule[] {
  const reason = "whether what comes in from outside and does not go inside is translated is not documented";
  const { egress: _, ...match } = rule.match;
  const other = { ...rule, id: `${rule.id} elsewhere`, match };
  return [rule, perhaps(other, context.doubt(reason, line, { scope: "match" }))];
}

function astray(line: CiscoLine, { inside }: Sides, context: CiscoContext): DoubtId {
  const reason =
    "what is sent to the inside address of a host outside goes by the route of that address: that is not computed";
  return context.doubt(reason, line, { scope: "match", interfaces: inside, reroutes: true });
}

interface Read {
  readonly partners: Partners;
  readonly addsRoute: boolean;
}

function readPartners(words: readonly string[], line: CiscoLine, context: CiscoContext): Read | undefined {
  const rank = staticRank(words);
  const at = context.at(line);
  const rest = rank === "host" ? [...words] : words.slice(1);
  const [first = "", second = "", third = "", fourth = ""] = rest;
  const options = rest.slice({ host: 2, network: 3, port: 4 }[rank]);
  if (options.some((word) => !OPTIONS.has(word))) return undefined;
  const addsRoute = options.includes("add-route");
  if (rank === "port") {
    const protocol = words[0] === "tcp" ? 6 : 17;
    const [globalPort, localPort] = [readPort(second, protocol, "ios"), readPort(fourth, protocol, "ios")];
    const [global, local] = [addressAt(first, at), addressAt(third, at)];
    if (!global || !local || globalPort === undefined || localPort === undefined) return undefined;
    return { partners: { global, local, protocol, globalPort, localPort }, addsRoute };
  }
  const read = (text: string) => (rank === "network" ? network(text, third, context, line) : addressAt(text, at));
  const [global, local] = [read(first), read(second)];
  return global && local && { partners: { global, local }, addsRoute };
}

const OPTIONS: ReadonlySet<string> = new Set(["extendable", "no-alias", "no-payload", "forced", "add-route"]);

function addressAt(text: string, at: NatRule["at"][0]): AddressExpression | undefined {
  return readIPv4(text) === undefined ? undefined : hostAddress(text, at);
}

/** Whether packets to the inside address surely leave the way that those to the outside one would: by an outside interface. */
function isRoutedAlike({ partners: { global, local }, addsRoute }: Read, sides: Sides, site: OutsideSite): boolean {
  const [to, sent] = [rangeOf(global), rangeOf(local)];
  if (to === undefined || sent === undefined) return false;
  const egress = sharedWay(to, addsRoute ? to : sent, site);
  return egress !== undefined && sides.outside.includes(egress);
}

function rangeOf(expression: AddressExpression): Range | undefined {
  return expression.kind === "range4" ? expression : undefined;
}
