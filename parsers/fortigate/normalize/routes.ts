/** Static routes, routing instances, and what makes routes incomplete. */
import type { Interface, Route, Router } from "../../../src/model/device.js";
import type { Family } from "../../../src/model/expression.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import { type Block, isEnabled, type Setting, settingOf, textOf } from "../tree.js";
import {
  boundsOf6,
  prefixLengthOf,
  readIPv4,
  readIPv6,
  readNetwork4,
  readNumber,
  readPrefix6,
} from "./address-text.js";
import type { Context } from "./context.js";
import { incomplete, isSteeredAlone, isUsed, leadsElsewhere, ROUTE_SECTIONS } from "./incomplete-routes.js";
import { type LearnedRoutes, routerOf } from "./learned-routes.js";
import { withMonitors } from "./link-monitors.js";
import type { Steering } from "./steering.js";
import { besideGateway, type RouteWay } from "./strange-gateways.js";
import { isTransparent, rowsIn, type Vdom } from "./vdoms.js";
import { BY_WAN, membersOf, membersOfRoute, type WanMember, wansOf } from "./wan-members.js";
import { readWanRules } from "./wan-rules.js";

const DEFAULT_DISTANCE = 10;
export interface Routing {
  readonly routers: readonly Router[];
  readonly routes: readonly Route[];
}

/**
 * The static routes, and the routing instances: one for each VDOM, forwarding domain and wire pair of the interfaces. Tells the
 * interfaces of a VDOM what rules of SD-WAN may send elsewhere.
 */
export function normalizeRouting(
  vdoms: readonly Vdom[],
  steering: ReadonlyMap<string, readonly Steering[]>,
  interfaces: Map<InterfaceId, Interface>,
  tables: LearnedRoutes,
  context: Context,
): Routing {
  const routes: Route[] = [];
  const open = new Map<string, string>();
  const known = new Map<string, Router>();
  const written = new Set<string>();
  for (const vdom of vdoms) {
    const wans = wansOf(vdom);
    const members = membersOf(wans);
    const own: Route[] = [];
    const lost: string[] = [];
    const checked = new Map<Route, Block>();
    for (const family of [4, 6] as const) {
      for (const row of rowsIn(vdom.holders, ROUTE_SECTIONS[family])) {
        const read = readRoute(row, { family, vdom, members }, interfaces, context);
        if (typeof read === "string") lost.push(read);
        else own.push(...read);
        // BFD takes the route away while its next hop does not answer (Fortinet, administration guide, BFD).
        if (typeof read !== "string" && isEnabled(row, "bfd")) for (const route of read) checked.set(route, row);
      }
    }
    const watched = withMonitors(own, vdom, checked, context);
    const inside = [...interfaces.values()].filter(({ router }) => router === vdom.name);
    const { beyond, beside } = readWanRules({ wans, members }, watched, inside, context);
    for (const one of beside.length > 0 ? inside : [])
      interfaces.set(one.id, { ...one, policyRouted: [...(one.policyRouted ?? []), ...beside] });
    const deciding = { vdom, steering: steering.get(vdom.name) ?? [], members, beyond };
    const read = lost.length === 0 ? tables.of(deciding, watched, interfaces) : undefined;
    routes.push(...(read?.routes ?? watched));
    if (read !== undefined) known.set(vdom.name, read.router);
    const doubt = read === undefined ? (lost.at(-1) ?? incomplete(deciding, context)) : undefined;
    if (doubt === undefined) continue;
    open.set(vdom.name, doubt);
    if (lost.length === 0 && isSteeredAlone(deciding)) written.add(vdom.name);
  }
  tables.reportOthers(vdoms);
  const ids = new Set([...vdoms.map((vdom) => vdom.name), ...[...interfaces.values()].map((one) => one.router)]);
  const routers = [...ids].map((id): Router => {
    const dynamicRouting = open.get(id);
    return {
      ...(known.get(id) ?? routerOf(id)),
      ...(dynamicRouting === undefined ? {} : { dynamicRouting }),
      ...(written.has(id) ? { onlyWritten: true } : {}),
      ...(vdoms.some((vdom) => bridges(vdom, id)) ? { bridges: true } : {}),
    };
  });
  return { routers, routes };
}

/** Whether a routing instance is none: that of a VDOM in transparent mode, of a forwarding domain there, of a wire pair. */
function bridges({ name, holders }: Vdom, id: string): boolean {
  if (isTransparent(holders) && (id === name || id.startsWith(`${name}/`))) return true;
  return rowsIn(holders, "system virtual-wire-pair").some((row) => id === `${name}/${row.name}`);
}

/** Keys of a route that is there under a condition. */
const CONDITIONS = ["dynamic-gateway", "vrf", "src"];

/** Where a row stands. */
interface Place {
  readonly family: Family;
  readonly vdom: Vdom;
  /** Of SD-WAN. */
  readonly members: readonly WanMember[];
}

/**
 * One row of `router static` or `static6` (reference/fortios.md 2.5, 3); nothing when it routes nothing, several routes by
 * SD-WAN.
 * @returns the id of a doubt when where it leads cannot be told: the routes of its VDOM are then not complete.
 */
function readRoute(
  row: Block,
  place: Place,
  interfaces: ReadonlyMap<InterfaceId, Interface>,
  context: Context,
): readonly Route[] | string {
  const { family, vdom, members } = place;
  const effects = context.claim(row, ROUTE_SECTIONS[family], { scope: "match" });
  if (textOf(row, "status") === "disable" || leadsElsewhere(row, members)) return [];
  // What was not understood may say where it leads: `internet-service` does.
  if (effects[0] !== undefined) return effects[0].doubt;
  const target = destination(row, family);
  if (!target) {
    const setting = settingOf(row, "dst");
    if (setting) context.notUnderstood(setting, ROUTE_SECTIONS[family]);
    context.diagnostics.add("fortigate/bad-address", context.keyRange(row, setting), {
      expected: "the network a route leads to",
    });
    const at = context.rangeOf(row);
    return context.doubt({ reason: `where route ${row.name} leads cannot be read`, scope: "match", at });
  }
  const condition = conditionOf(row, context);
  const common = {
    router: vdom.name,
    family,
    ...target,
    distance: readNumber(textOf(row, "distance"), 255) ?? DEFAULT_DISTANCE,
    ...(condition === undefined ? {} : { doubt: condition }),
    at: context.rangeOf(row),
  };
  const isByWan = isUsed(row, BY_WAN) !== undefined && !isEnabled(row, "blackhole");
  const ways = isByWan
    ? waysByWan(row, place, interfaces, context)
    : [wayOf(row, { family, key: "gateway", device: textOf(row, "device") }, interfaces, context)];
  const wrong = ways.find((way) => typeof way === "string");
  if (wrong !== undefined) return wrong;
  return ways
    .flatMap((way) =>
      way === undefined || typeof way === "string" ? [] : besideGateway(way, row, interfaces, context),
    )
    .map((way) => ({ ...way, ...common }));
}

/** The ways by the members of SD-WAN, each with its own gateway. */
function waysByWan(
  route: Block,
  { family, members }: Place,
  interfaces: ReadonlyMap<InterfaceId, Interface>,
  context: Context,
): (RouteWay | string | undefined)[] {
  const key = family === 4 ? "gateway" : "gateway6";
  return (membersOfRoute(route, members) ?? []).map((member) => {
    const { row } = member;
    const way = wayOf(row, { family, key, device: member.interface }, interfaces, context);
    if (way === undefined || typeof way === "string" || way.nextHop !== undefined) return way;
    if (family === 4 && interfaces.get(member.interface)?.addressDoubt === undefined) return way;
    const reason = `whether route ${route.name} leads by ${member.interface} is not certain: its member of SD-WAN has no ${key}`;
    return { ...way, doubt: context.doubt({ reason, scope: "match", at: context.rangeOf(row) }) };
  });
}

/** The way that a row names by a device and the key of a gateway; `undefined` where it has none and is never active. */
function wayOf(
  row: Block,
  { family, key, device }: { readonly family: Family; readonly key: string; readonly device: string | undefined },
  interfaces: ReadonlyMap<InterfaceId, Interface>,
  context: Context,
): RouteWay | string | undefined {
  const blackhole = isEnabled(row, "blackhole");
  const via = settingOf(row, key);
  const gateway = via && (family === 4 ? readIPv4(via.values[0] ?? "") : readIPv6(via.values[0] ?? ""));
  if (via && gateway === undefined) return unreadableGateway(row, via, family, context);
  const egress = device !== undefined && interfaces.has(device) ? device : undefined;
  if (!blackhole && egress === undefined && !gateway) {
    // One by an interface that is not listed may be active.
    if (device === undefined) return undefined;
    const reason = `route ${row.name} leads to an interface that is not in the file`;
    return context.doubt({ reason, scope: "match", at: context.rangeOf(row) });
  }
  return {
    ...(blackhole || egress === undefined ? {} : { egress }),
    ...(blackhole || gateway === undefined || !gateway ? {} : { nextHop: gateway }),
  };
}

function unreadableGateway(row: Block, via: Setting, family: Family, context: Context): string {
  const at = context.settingRange(via);
  context.notUnderstood(via, ROUTE_SECTIONS[family]);
  context.diagnostics.add("fortigate/bad-address", at, { expected: "the address of the next router" });
  return context.doubt({ reason: `the way of route ${row.name} cannot be read`, scope: "match", at });
}

function destination(row: Block, family: Family): Pick<Route, "network" | "prefixLength"> | undefined {
  const setting = settingOf(row, "dst");
  if (family === 4) {
    const prefix = setting ? readNetwork4(setting.values) : { address: 0, mask: 0 };
    const prefixLength = prefix && prefixLengthOf(prefix.mask);
    return prefix && prefixLength !== undefined
      ? { network: (prefix.address & prefix.mask) >>> 0, prefixLength }
      : undefined;
  }
  const prefix = setting ? readPrefix6(setting.values[0] ?? "") : { address: 0n, length: 0 };
  return prefix && { network: boundsOf6(prefix).from, prefixLength: prefix.length };
}

function conditionOf(row: Block, context: Context): string | undefined {
  const setting = isUsed(row, CONDITIONS) ?? unreachable(row);
  if (!setting) return undefined;
  const reason = `where route ${row.name} leads depends on "${setting.key}"`;
  return context.doubt({ reason, scope: "match", at: context.settingRange(setting) });
}

/** A route of distance 255 is not used (Fortinet, administration guide, static routes). */
function unreachable(row: Block): Setting | undefined {
  return textOf(row, "distance") === "255" ? settingOf(row, "distance") : undefined;
}
