/** Static routes, routing instances, and what makes routes incomplete. */
import type { Interface, Route, Router } from "../../../src/model/device.js";
import type { Family } from "../../../src/model/expression.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import { type Block, isEnabled, rowsOf, type Setting, settingOf, textOf } from "../tree.js";
import { boundsOf6, prefixLengthOf, readIPv4, readIPv6, readNumber, readPrefix4, readPrefix6 } from "./address-text.js";
import type { Context } from "./context.js";
import { withMonitors } from "./link-monitors.js";
import { sendsElsewhere } from "./policy-routes.js";
import type { Steering } from "./steering.js";
import { isTransparent, rowsIn, tablesIn, type Vdom } from "./vdoms.js";

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

/** The static routes, and the routing instances: one for each VDOM, forwarding domain and wire pair of the interfaces. */
export function normalizeRouting(
  vdoms: readonly Vdom[],
  steering: ReadonlyMap<string, readonly Steering[]>,
  interfaces: ReadonlyMap<InterfaceId, Interface>,
  context: Context,
): Routing {
  const routes: Route[] = [];
  const open = new Map<string, string>();
  for (const vdom of vdoms) {
    const doubt = incomplete(vdom, steering.get(vdom.name) ?? [], context);
    if (doubt !== undefined) open.set(vdom.name, doubt);
    const own: Route[] = [];
    for (const family of [4, 6] as const) {
      for (const row of rowsIn(vdom.holders, SECTIONS[family])) {
        const read = readRoute(row, family, vdom, interfaces, context);
        if (typeof read === "string") open.set(vdom.name, read);
        else if (read) own.push(read);
      }
    }
    routes.push(...withMonitors(own, vdom, context));
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

/** A doubt when more than the static routes decides where packets leave. */
function incomplete(vdom: Vdom, steering: readonly Steering[], context: Context): string | undefined {
  const active = DYNAMIC.flatMap(([section, nested]) =>
    tablesIn(vdom.holders, section).filter((table) => nested.some((name) => rowsOf(table, name).length > 0)),
  );
  const choosing = CHOOSING.flatMap((section) => tablesIn(vdom.holders, section)).filter((table) =>
    table.rows.some(sendsElsewhere),
  );
  const sdwan = ["system sdwan", "system virtual-wan-link"]
    .flatMap((section) => tablesIn(vdom.holders, section))
    .filter((table) => isEnabled(table, "status") && rowsOf(table, "service").length > 0);
  const open = Object.values(SECTIONS).flatMap((section) => rowsIn(vdom.holders, section).filter(leadsElsewhere));
  const found = [...active, ...choosing, ...sdwan, ...open][0];
  const [steered] = steering;
  if (!found && steered)
    return context.doubt({ reason: steered.reason, scope: "match", at: context.rangeOf(steered.row) });
  if (!found) return undefined;
  const at = context.rangeOf(found);
  const name = found.kind === "row" ? `route ${found.name}` : found.name;
  return context.doubt({ reason: `"${name}" decides about routes that are not in the file`, scope: "match", at });
}

/** Keys of a route whose destination or way is not in the file: objects, internet services, SD-WAN, a gateway by DHCP. */
const ELSEWHERE = ["dstaddr", "internet-service", "internet-service-custom", "sdwan", "sdwan-zone", "virtual-wan-link"];
const CONDITIONS = ["dynamic-gateway", "vrf", "src"];

function leadsElsewhere(row: Block): boolean {
  return textOf(row, "status") !== "disable" && isUsed(row, ELSEWHERE) !== undefined;
}

function isUsed(row: Block, keys: readonly string[]) {
  return keys
    .map((key) => settingOf(row, key))
    .find((one) => one && one.values[0] !== "disable" && one.values[0] !== "0");
}

/**
 * One row of `router static` or `static6` (reference/fortios.md 2.5, 3); `undefined` when it routes nothing.
 * @returns the id of a doubt when where it leads cannot be told: the routes of its VDOM are then not complete.
 */
function readRoute(
  row: Block,
  family: Family,
  vdom: Vdom,
  interfaces: ReadonlyMap<InterfaceId, Interface>,
  context: Context,
): Route | string | undefined {
  const effects = context.claim(row, SECTIONS[family], { scope: "match" });
  if (textOf(row, "status") === "disable" || leadsElsewhere(row)) return undefined;
  // What was not understood may say where it leads: `internet-service` does.
  if (effects[0] !== undefined) return effects[0].doubt;
  const target = destination(row, family);
  const at = context.rangeOf(row);
  if (!target) {
    const setting = settingOf(row, "dst");
    if (setting) context.notUnderstood(setting, SECTIONS[family]);
    context.diagnostics.add("fortigate/bad-address", context.keyRange(row, setting), {
      expected: "the network a route leads to",
    });
    return context.doubt({ reason: `where route ${row.name} leads cannot be read`, scope: "match", at });
  }
  const blackhole = isEnabled(row, "blackhole");
  const device = textOf(row, "device");
  const via = settingOf(row, "gateway");
  const gateway = via && (family === 4 ? readIPv4(via.values[0] ?? "") : readIPv6(via.values[0] ?? ""));
  if (via && gateway === undefined) return unreadableGateway(row, via, family, context);
  const condition = conditionOf(row, context);
  const egress = device !== undefined && interfaces.has(device) ? device : undefined;
  if (!blackhole && egress === undefined && !gateway) {
    // Without a way a row is never active; one by an interface that is not listed may be.
    if (device === undefined) return undefined;
    return context.doubt({
      reason: `route ${row.name} leads to an interface that is not in the file`,
      scope: "match",
      at,
    });
  }
  return {
    router: vdom.name,
    family,
    ...target,
    ...(blackhole || egress === undefined ? {} : { egress }),
    ...(blackhole || gateway === undefined || !gateway ? {} : { nextHop: gateway }),
    distance: readNumber(textOf(row, "distance"), 255) ?? DEFAULT_DISTANCE,
    ...(condition === undefined ? {} : { doubt: condition }),
    at,
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
    const prefix = setting ? readPrefix4(setting.values) : { address: 0, mask: 0 };
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
