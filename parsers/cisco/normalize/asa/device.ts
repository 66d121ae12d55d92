/** From the tree of an ASA configuration to the device model. */
import type { Device, ManagementService } from "../../../../src/model/device.js";
import { once } from "../../../../src/source/once.js";
import { rangeOnLine } from "../../../../src/source/range.js";
import { asaStatementOf } from "../../statements-asa.js";
import { type CiscoTree, wordsOf } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import { namedElsewhere } from "../list-uses.js";
import { doubtParted } from "../rest.js";
import { doubtScripts } from "../scripts.js";
import { type AccessGroups, normalizeAccessGroups } from "./access-groups.js";
import { type AccessList, normalizeAccessLists, tableOf } from "./access-lists.js";
import { doubtPorts, translationsOverBridges } from "./bridge-ports.js";
import { type Dialect, readDialect } from "./dialect.js";
import { moduleDrops, readDrops } from "./drops.js";
import type { EntrySite } from "./entry-site.js";
import { normalizeForwarding } from "./forwarding.js";
import { withIcmpSessions } from "./icmp-sessions.js";
import type { AsaInterface } from "./interface-draft.js";
import { normalizeInterfaces } from "./interfaces.js";
import { type Names, readNames } from "./names.js";
import { currentTranslations, normalizeNat } from "./nat.js";
import { neededTranslations } from "./nat-control.js";
import { steeredInterfaces, strayingBy } from "./nat-strays.js";
import { objectsOf, readObjects } from "./objects.js";
import { oldTranslations } from "./old-nat.js";
import { withPolicyTunnels } from "./policy-tunnels.js";
import { readPosture } from "./posture/posture.js";
import { readRest, readUnreadRest } from "./rest.js";
import { translatedReplies, verifiedSources } from "./reverse-path.js";
import { routedBridges } from "./routed-bridges.js";
import { normalizeRouters, normalizeRoutes } from "./routes.js";
import { readSecurityContexts } from "./security-contexts.js";
import { AsaStatements } from "./statements.js";
import { snort, unknownServices, usedElsewhere } from "./threat-defense.js";
import { normalizeToDevice } from "./to-device.js";
import { tunnelRoutes } from "./tunnel-routes.js";
import { behindTunnels, tunnelTraffic } from "./tunnel-traffic.js";
import { doubtPolicies, doubtTunnels } from "./vpn.js";

/** @param name what the device is called where it has no host name. */
export function normalizeAsa(tree: CiscoTree, name: string, context: CiscoContext): Device {
  const statements = new AsaStatements(tree.roots);
  const dialect = readDialect(statements);
  const host = statements.of("hostname").findLast(({ text }) => /^hostname\s+\S/.test(text));
  const hostname = host && wordsOf(host)[1];
  const names = readNames(statements, context);
  const interfaces = normalizeInterfaces(statements, names, dialect, context);
  const base = {
    id: hostname ?? name,
    vendor: "cisco" as const,
    platform: context.platform,
    ...(dialect.version === undefined ? {} : { version: dialect.version }),
    ...(hostname === undefined ? {} : { hostname }),
    file: context.file,
    at: host === undefined ? rangeOnLine(context.file, 1, 1, 0) : context.at(host),
    interfaces: interfaces.map((one) => one.interface),
    routers: normalizeRouters(statements, interfaces, context),
    routes: normalizeRoutes(statements, interfaces, names, context),
  };
  const { unread } = dialect;
  if (unread !== undefined) {
    context.report("cisco/platform-not-read", context.at(unread.line), { message: unread.reason });
    context.doubt(unread.reason, unread.line, { scope: "device" });
    readUnreadRest(statements, context);
    return { ...base, ...NOTHING, doubts: context.doubts, unparsed: context.unparsed };
  }
  const contents = contentsOf(
    { statements, dialect, names, interfaces, routers: base.routers, routes: base.routes },
    context,
  );
  doubtParted(tree, context);
  const known = (text: string) => asaStatementOf("top", text) ?? asaStatementOf("interface", text);
  doubtScripts(statements.roots, known, context);
  readRest(statements, context);
  return { ...base, ...contents, doubts: context.doubts, unparsed: context.unparsed };
}

interface Started extends Pick<Device, "routers" | "routes"> {
  readonly statements: AsaStatements;
  readonly dialect: Dialect;
  readonly names: Names;
  readonly interfaces: readonly AsaInterface[];
}

/** What stands behind interfaces and routes: objects, lists, translations, services. */
function contentsOf({ statements, dialect, names, interfaces, routers, routes }: Started, context: CiscoContext) {
  const objects = readObjects(statements, names, context);
  const site: EntrySite = {
    context,
    groups: objects.groups,
    portGroups: objects.groups.portTests(),
    names,
    interfaces: new Map(interfaces.map((one) => [one.interface.id, one])),
    any: dialect.isSplit ? { kind: "any", family: 4 } : { kind: "any" },
    ...(dialect.threatDefense === undefined ? {} : { isThreatDefense: true as const }),
  };
  const lists = normalizeAccessLists(statements, dialect.isSplit, site);
  const groups = normalizeAccessGroups(statements, lists, interfaces, site);
  const paths = { interfaces: interfaces.map((one) => one.interface), routes, isDynamic: routers.some(learns) };
  const old = dialect.isOld ? oldTranslations(statements, { ...site, lists }) : undefined;
  if (dialect.isOld) for (const { line } of objects.nat) context.unknown(line, "object nat", { scope: "device" });
  const bridges = routedBridges(interfaces.filter(({ forwards }) => forwards));
  doubtPorts(bridges, groups, statements, context);
  const table =
    old?.table ?? translationsOverBridges(currentTranslations(statements, objects.nat, site), bridges, context);
  const nat = normalizeNat(table, paths, site);
  const doors = interfaces.filter(({ forwards }) => forwards);
  const { translations } = nat;
  const { hasNoPortal } = dialect;
  const tunnels = tunnelTraffic({ ...site, statements, lists, translations, hasNoPortal });
  const straying = strayingBy(translations, paths, site);
  const forwarding = [
    behindTunnels(verifiedSources(statements, paths, context), tunnels),
    behindTunnels(normalizeForwarding({ statements, interfaces, groups, ...dialect }, context), tunnels),
    tunnels,
    ...(old === undefined ? [] : [neededTranslations(statements, old, doors, context)]),
    translatedReplies(translations, context),
    straying,
    { steps: moduleDrops(statements, context), tables: [] },
    { steps: dialect.threatDefense === undefined ? [] : [snort(dialect.threatDefense, context)], tables: [] },
  ];
  const drops = readDrops(statements, context);
  const parts = readSecurityContexts(statements, context);
  doubtTunnels(statements, interfaces, tunnels.computed, context);
  doubtPolicies(statements, interfaces, context);
  const bound = boundLists(groups);
  const named = objectsOf(objects, statements.roots, context);
  const namedLists = once(() =>
    namedElsewhere(statements.roots, [...lists.values()], ({ text }) => text.startsWith("access-list ")),
  );
  const toDevice = normalizeToDevice({ ...site, statements }, groups, bridges);
  return {
    ...(dialect.threatDefense === undefined ? named : usedElsewhere(named)),
    interfaces: withPolicyTunnels(steeredInterfaces(paths.interfaces, straying), tunnels, statements, objects.groups),
    tables: [
      ...[...lists.values()].map((list) => tableOf(list, bound.has(list) || namedLists().has(list.name), site)),
      ...forwarding.flatMap(({ tables }) => tables),
      ...toDevice.tables,
    ],
    forwarding: withIcmpSessions([...forwarding.flatMap(({ steps }) => steps), ...drops], statements, context),
    routes: [...routes, ...tunnelRoutes(tunnels, paths, context)],
    toDevice: [...toDevice.steps, ...drops],
    nat: nat.rules,
    ...administration(dialect, statements, toDevice.services, context),
    ...(parts.length === 0 ? {} : { parts }),
  };
}

/** Who administers Threat Defense, and how, its manager keeps: nothing is said of it. */
function administration(
  { threatDefense }: Dialect,
  { roots }: AsaStatements,
  services: readonly ManagementService[],
  context: CiscoContext,
): Pick<Device, "management" | "posture"> {
  if (threatDefense !== undefined)
    return { management: { services: [...services, ...unknownServices(threatDefense, context)] } };
  return { management: { services }, posture: readPosture(roots, services, context) };
}

function learns({ dynamicRouting }: Device["routers"][number]): boolean {
  return dynamicRouting !== undefined;
}

/** Lists that stand where packets pass. */
function boundLists({ in: in4, out: out4, in6, out6, frames, global }: AccessGroups): ReadonlySet<AccessList> {
  const byInterface = [in4, out4, in6, out6, frames.in, frames.out].flatMap((bound) => [...bound.values()]);
  return new Set([...byInterface, ...(global === undefined ? [] : [global])].map(({ list }) => list));
}

const NOTHING = {
  addresses: [],
  services: [],
  tables: [],
  forwarding: [],
  toDevice: [],
  nat: [],
  management: { services: [] },
  idle: [],
} as const;
