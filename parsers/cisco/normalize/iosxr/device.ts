/** From the tree of an IOS-XR configuration to the device model. */

import type { Device, Router } from "../../../../src/model/device.js";
import { rangeOnLine } from "../../../../src/source/range.js";
import { iosxrStatementOf } from "../../statements-iosxr.js";
import { type CiscoLine, type CiscoTree, wordsOf } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { withUndefined } from "../object-groups.js";
import { droppingPolicies } from "../policies.js";
import { doubtParted, readIndented, readRest } from "../rest.js";
import { doubtScripts } from "../scripts.js";
import { normalizeAccessLists, wordsElsewhere } from "./access-lists.js";
import { type Bridges, readBridges } from "./bridges.js";
import { normalizeFilters } from "./filters.js";
import { normalizeInterfaces, type XrInterface } from "./interfaces.js";
import { doubtLabels } from "./labels.js";
import { normalizeManagement } from "./management.js";
import { protectionOf, readManagementPlane } from "./management-plane.js";
import { normalizeObjects } from "./objects.js";
import { outOfBandSteps } from "./out-of-band.js";
import { readPosture } from "./posture/posture.js";
import { normalizeRoutes } from "./routes.js";
import { unfoldLines } from "./unfold.js";
import { vlanJoints } from "./vlan-joints.js";
import { namedIn, normalizeRouters, readVrfs } from "./vrfs.js";

/** @param name what the device is called where it has no host name. */
export function normalizeIosxr(tree: CiscoTree, name: string, context: CiscoContext): Device {
  const roots = unfoldLines(readOrphans(tree, context));
  const host = beginning(roots, "hostname").findLast((line) => /^hostname\s+\S/.test(line.text));
  const hostname = host === undefined ? undefined : wordsOf(host)[1]?.replace(/^"(.*)"$/, "$1");
  const groups = normalizeObjects(roots, context);
  const lists = normalizeAccessLists(roots, groups.portsOf, context);
  const objects = withUndefined({ ...groups, services: [] }, lists.values(), context);
  const vrfs = readVrfs(roots, context);
  const bridges = readBridges(roots, context);
  const dropping = droppingPolicies(roots);
  const interfaces = normalizeInterfaces(roots, { bridges, dropping, policies: policiesIn(roots) }, context);
  const filters = normalizeFilters(interfaces, lists, wordsElsewhere(roots), context);
  const ids = interfaces.map((one) => one.interface.id);
  const plane = readManagementPlane(roots, context);
  const protection = protectionOf(plane, ids, context);
  const routes = normalizeRoutes(roots, new Set(ids), context);
  for (const root of beginning(roots, "router").filter(({ text }) => text === "router static"))
    namedIn(root, vrfs, context);
  const routers = new Map(interfaces.map((one) => [one.interface.id, one.interface.router]));
  const services = normalizeManagement(roots, { lists, plane, interfaces: ids, routers }, context);
  const used = [...vrfs, ...interfaces.map((one) => one.interface.router), ...routes.map(({ router }) => router)];
  const device = {
    id: hostname ?? name,
    vendor: "cisco" as const,
    platform: context.platform,
    ...(tree.version === undefined ? {} : { version: tree.version }),
    ...(hostname === undefined ? {} : { hostname }),
    file: context.file,
    at: host === undefined ? rangeOnLine(context.file, 1, 1, 0) : context.at(host),
    interfaces: interfaces.map((one) => one.interface),
    routers: normalizeRouters(roots, { defined: vrfs, used }, context),
    routes,
    addresses: objects.addresses,
    services: [],
    ...filters,
    tables: [...filters.tables, ...protection.tables],
    forwarding: [...filters.forwarding, ...outOfBandSteps(plane, ids, context)],
    toDevice: [...filters.toDevice, ...protection.steps],
    nat: [],
    management: { services },
    posture: readPosture(roots, services, context),
    ...vlanJoints(
      roots,
      interfaces.map((one) => one.interface),
      context,
    ),
  };
  doubtLabels(roots, new Set(ids), context);
  doubtMissing(interfaces, vrfs, bridges, context);
  doubtManagementPorts(roots, interfaces, device.routers, context);
  doubtScripts(roots, (text) => iosxrStatementOf("top", text) ?? iosxrStatementOf("interface", text), context);
  readRest(roots, (text) => iosxrStatementOf("top", text), context);
  doubtParted(tree, context);
  readIndented(roots, isMisplaced, context);
  return { ...device, doubts: context.doubts, unparsed: context.unparsed, idle: objects.idle };
}

function policiesIn(roots: readonly CiscoLine[]): ReadonlySet<string> {
  return new Set(
    beginning(roots, "policy-map")
      .filter(({ text }) => text.startsWith("policy-map "))
      .map((line) => wordsOf(line).at(-1) ?? ""),
  );
}

/** Statements deeper than the outermost ones, in no block: what opened theirs is lost. The others. */
function readOrphans({ roots, strayEnds }: CiscoTree, context: CiscoContext): CiscoLine[] {
  for (const number of strayEnds)
    context.unknown({ number, indent: 0, text: "!", children: [] }, "no block", { scope: "device" });
  const outermost = roots.reduce((least, { indent }) => Math.min(least, indent), Number.POSITIVE_INFINITY);
  for (const line of roots.filter(({ indent }) => indent > outermost)) {
    context.unknown(line, "no block", { scope: "device" });
    for (const child of line.children) context.markBlock(child, "filtering");
  }
  return roots.filter(({ indent }) => indent === outermost);
}

/** Statements that open a block of their own wherever they stand: blanks before them mean nothing there. */
const TOP_LEVEL = /^(?:no )?(?:ipv[46] access-list \S+$|object-group (?:network|port) |router static$)/;
/** Blocks that hold no other: an interface that stands in one has lost its place. */
const CLOSED = /^(?:interface|ipv[46] access-list|object-group|vrf) /;

/** Statements of interfaces and lists, and the blocks that hold such. */
const INNER = /^(?:ipv[46] (?:address|access-group) |\d+ (?:permit|deny) )/;
const HOLDING = /^(?:interface|(?:ipv[46]|ethernet-services) access-list|dynamic-template|group|template|tpa)\b/;

/** Blocks that may take statements over from a group; in others, and outside of them, it is the whole configuration that does. */
const TAKING =
  /^(?:interface|router|vrf|l2vpn|evpn|mpls|multicast-routing|policy-map|class-map|line|group|segment-routing|controller|dynamic-template|(?:ipv[46]|ethernet-services) access-list|object-group)\b/;

/** Agents of the device that name the list they ask. */
const AGENTS = /^(?:xml|netconf|netconf-yang|http|ssh|telnet|tftp|snmp-server|grpc|ntp) ?/;

function isMisplaced(line: CiscoLine): boolean {
  let root = line;
  while (root.parent !== undefined) root = root.parent;
  if (TOP_LEVEL.test(line.text)) return !AGENTS.test(root.text);
  if (INNER.test(line.text)) return !HOLDING.test(root.text);
  if (/^apply-groups? \S/.test(line.text)) return !TAKING.test(root.text);
  return CLOSED.test(root.text) && /^interface \S/.test(line.text);
}

/** What has to be in a whole configuration for other parts of it to work. */
function doubtMissing(
  interfaces: readonly XrInterface[],
  vrfs: readonly string[],
  { members }: Bridges,
  context: CiscoContext,
): void {
  const known = new Set(["default", ...vrfs]);
  for (const { interface: one } of interfaces) {
    if (!one.enabled) continue;
    const doubt = (reason: string) =>
      context.doubtAt(reason, one.at[0], { scope: "interfaces", interfaces: [one.id], reroutes: true });
    if (!known.has(one.router)) doubt(`${one.id} is in the VRF ${one.router}, which nobody defines`);
    if (one.kind === "routed" && members.has(one.id)) doubt(`${one.id} is bridged as well as routed`);
    if (one.id.startsWith("nve"))
      context.doubtAt("packets come and go in VXLAN, past the access lists", one.at[0], { scope: "device" });
  }
}

/**
 * Management ports of the route processor pass packets on to no other interface by default (vendor's documentation of
 * `rp mgmtethernet forwarding`); that was not verified.
 */
function doubtManagementPorts(
  roots: readonly CiscoLine[],
  interfaces: readonly XrInterface[],
  routers: readonly Router[],
  context: CiscoContext,
): void {
  const isOn = beginning(roots, "rp")
    .findLast(({ text }) => /^(?:no )?rp mgmtethernet forwarding$/.test(text))
    ?.text.startsWith("rp ");
  if (isOn === true) return;
  for (const { interface: one } of interfaces.filter(
    ({ interface: { id, enabled } }) => enabled && id.startsWith("MgmtEth"),
  )) {
    const hasOthers = interfaces.some(
      ({ interface: other }) =>
        other.id !== one.id &&
        !other.id.startsWith("MgmtEth") &&
        other.router === one.router &&
        other.kind === "routed",
    );
    const mixes = routers.some(({ id, imports }) => id === one.router && imports !== undefined);
    if (hasOthers || mixes)
      context.doubtAt(`${one.id}: whether a management port passes packets on is not certain`, one.at[0], {
        scope: "interfaces",
        interfaces: [one.id],
      });
  }
}
