/** Static routes, routing instances, and what makes routes incomplete. */
import type { Interface, Route, Router } from "../../../src/model/device.js";
import type { Family } from "../../../src/model/expression.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import { type Block, isEnabled, rowsOf, type Setting, settingOf, textOf } from "../tree.js";
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
import { withMonitors } from "./link-monitors.js";
import { withoutRoutes } from "./lost-sections.js";
import { sendsElsewhere } from "./policy-routes.js";
import type { Steering } from "./steering.js";
import { besideGateway, type RouteWay } from "./strange-gateways.js";
import { isTransparent, rowsIn, tablesIn, type Vdom } from "./vdoms.js";
import { BY_WAN, membersOf, membersOfRoute, type WanMember, wansOf } from "./wan-members.js";
import { readWanRules } from "./wan-rules.js";

const SECTIONS = { 4: "router static", 6: "router static6" } as const;
const DEFAULT_DISTANCE = 10;
/** Sections that add routes or choose among them, each shown by the tables that make it active. */
const DYNAMIC = [
  ["router bgp", ["neighbor", "neighbor-range", "neighbor-group"]],
  ["router ospf", ["area", "network", "ospf-interface"]],
  ["router ospf6", ["area", "ospf6-interface"]],
  ["router rip", ["network", "interface"]],
  ["router ripng", ["network", "interface", "neighbor"]],
  ["router isis", ["isis-net", "isis-interface"]],
] as const;

const CHOOSING = ["router policy", "router policy6"];

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
  context: Context,
): Routing {
  const routes: Route[] = [];
  const open = new Map<string, string>();
  for (const vdom of vdoms) {
    const wans = wansOf(vdom);
    const members = membersOf(wans);
    const own: Route[] = [];
    const lost: string[] = [];
    const checked = new Map<Route, Block>();
    for (const family of [4, 6] as const) {
      for (const row of rowsIn(vdom.holders, SECTIONS[family])) {
        const read = readRoute(row, { family, vdom, members }, interfaces, context);
        if (typeof read === "string") lost.push(read);
        else own.push(...read);
        // BFD takes the route away while its next hop does not answer (Fortinet, administration guide, BFD).
        if (typeof read !== "string" && isEnabled(row, "bfd")) for (const route of read) checked.set(route, row);
      }
    }
    const watched = withMonitors(own, vdom, checked, context);
    routes.push(...watched);
    const inside = [...interfaces.values()].filter(({ router }) => router === vdom.name);
    const { beyond, beside } = readWanRules({ wans, members }, watched, inside, context);
    for (const one of beside.length > 0 ? inside : [])
      interfaces.set(one.id, { ...one, policyRouted: [...(one.policyRouted ?? []), ...beside] });
    const doubt =
      lost.at(-1) ?? incomplete(vdom, { steering: steering.get(vdom.name) ?? [], members, beyond }, context);
    if (doubt !== undefined) open.set(vdom.name, doubt);
  }
  const ids = new Set([...vdoms.map((vdom) => vdom.name), ...[...interfaces.values()].map((one) => one.router)]);
  const routers = [...ids].map((id): Router => {
    const dynamicRouting = open.get(id);
    return {
      id,
      forwards: { ipv4: true, ipv6: true },
      ...(dynamicRouting === undefined ? {} : { dynamicRouting }),
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

/** What decides beside the static routes. */
interface Deciding {
  readonly steering: readonly Steering[];
  readonly members: readonly WanMember[];
  /** A rule of SD-WAN that goes by no route of its members. */
  readonly beyond: Block | undefined;
}

/** A doubt when more than the static routes decides where packets leave. */
function incomplete(vdom: Vdom, { steering, members, beyond }: Deciding, context: Context): string | undefined {
  const active = DYNAMIC.flatMap(([section, nested]) =>
    tablesIn(vdom.holders, section).filter((table) => nested.some((name) => rowsOf(table, name).length > 0)),
  );
  const choosing = CHOOSING.flatMap((section) => tablesIn(vdom.holders, section)).filter((table) =>
    table.rows.some(sendsElsewhere),
  );
  const open = Object.values(SECTIONS).flatMap((section) =>
    rowsIn(vdom.holders, section).filter((row) => leadsElsewhere(row, members)),
  );
  const found = [...active, ...choosing, ...(beyond ? [beyond] : []), ...open][0];
  const [steered] = steering;
  if (!found && steered)
    return context.doubt({ reason: steered.reason, scope: "match", at: context.rangeOf(steered.row) });
  if (!found) return withoutRoutes(vdom, context);
  const at = context.rangeOf(found);
  const name =
    found === beyond ? `SD-WAN rule ${found.name}` : found.kind === "row" ? `route ${found.name}` : found.name;
  return context.doubt({ reason: `"${name}" decides about routes that are not in the file`, scope: "match", at });
}

/** Keys of a route whose destination or way is not in the file: objects, internet services, a gateway by DHCP. */
const ELSEWHERE = ["dstaddr", "internet-service", "internet-service-custom", "internet-service-fortiguard"];
const CONDITIONS = ["dynamic-gateway", "vrf", "src"];

function leadsElsewhere(row: Block, members: readonly WanMember[]): boolean {
  if (textOf(row, "status") === "disable") return false;
  if (isUsed(row, ELSEWHERE) !== undefined) return true;
  return isUsed(row, BY_WAN) !== undefined && membersOfRoute(row, members) === undefined;
}

/** As `show full-configuration` prints what is not set. */
const UNUSED = new Set(["disable", "0", "", "unspecified", "0.0.0.0", "0.0.0.0/0", "::/0"]);

function isUsed(row: Block, keys: readonly string[]) {
  return keys.map((key) => settingOf(row, key)).find((one) => one && !UNUSED.has(one.values[0] ?? ""));
}

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
  const effects = context.claim(row, SECTIONS[family], { scope: "match" });
  if (textOf(row, "status") === "disable" || leadsElsewhere(row, members)) return [];
  // What was not understood may say where it leads: `internet-service` does.
  if (effects[0] !== undefined) return effects[0].doubt;
  const target = destination(row, family);
  if (!target) {
    const setting = settingOf(row, "dst");
    if (setting) context.notUnderstood(setting, SECTIONS[family]);
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
  context.notUnderstood(via, SECTIONS[family]);
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
