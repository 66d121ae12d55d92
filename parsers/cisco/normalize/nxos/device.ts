/** From the tree of an NX-OS configuration to the device model. */

import type { Device } from "../../../../src/model/device.js";
import { rangeOnLine } from "../../../../src/source/range.js";
import { nxosStatementOf } from "../../statements-nxos.js";
import { type CiscoLine, type CiscoTree, wordsOf } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { withUndefined } from "../object-groups.js";
import { droppingPolicies } from "../policies.js";
import { doubtParted, readIndented, readRest } from "../rest.js";
import { doubtScripts } from "../scripts.js";
import { vlanJoints } from "../vlan-joints.js";
import { listedVlans, readVlans, suspendedVlans, vlanNames } from "../vlans.js";
import { doubtVxlan } from "../vxlan.js";
import { normalizeAccessLists } from "./access-lists.js";
import { normalizeFilters, policingOf } from "./filters.js";
import { type NxosInterface, normalizeInterfaces } from "./interfaces.js";
import { normalizeManagement } from "./management.js";
import { readModel } from "./model.js";
import { normalizeObjects } from "./objects.js";
import { readPosture } from "./posture.js";
import { normalizeRoutes } from "./routes.js";
import { normalizeRouters, readVrfBlocks, Vrfs } from "./vrfs.js";

/** Statements that stand by themselves on a device, whatever mode a script is in: blanks before them mean nothing there. */
const TOP_LEVEL =
  /^(?:no )?(?:interface (?:Ethernet|port-channel|Vlan|loopback|mgmt|nve|Tunnel)|ip access-list \S+$|ipv6 access-list \S+$|object-group ip|vrf context |vlan (?:access-map|filter) |hardware access-list )/i;

/** @param name what the device is called where it has no host name. */
export function normalizeNxos(tree: CiscoTree, name: string, context: CiscoContext): Device {
  const { roots } = tree;
  const host = beginning(roots, "hostname", "switchname").findLast((line) =>
    /^(?:hostname|switchname)\s+\S/.test(line.text),
  );
  const hostname = host === undefined ? undefined : wordsOf(host)[1]?.replace(/^"(.*)"$/, "$1");
  const model = readModel(roots, context);
  const vrfs = new Vrfs(roots, context);
  const groups = normalizeObjects(roots, context);
  const lists = normalizeAccessLists(roots, groups, context);
  const objects = withUndefined({ ...groups, services: [] }, lists.values(), context);
  const dropping = droppingPolicies(roots);
  const hasSvis = !isOff(roots, "interface-vlan");
  const interfaces = normalizeInterfaces(
    roots,
    { model, vrfs, dropping, hasSvis, suspended: suspendedVlans(roots), listed: listedVlans(roots) },
    context,
  );
  const filters = normalizeFilters(roots, interfaces, lists, model, context);
  const own = interfaces.map((one) => one.interface);
  const used = [...new Set(own.map(({ router }) => router))];
  const routes = normalizeRoutes(roots, vrfs, new Set(own.map(({ id }) => id)), context);
  const services = normalizeManagement(roots, model, lists, context);
  const device = {
    id: hostname ?? name,
    vendor: "cisco" as const,
    platform: context.platform,
    ...(model.version === undefined ? {} : { version: model.version }),
    ...(hostname === undefined ? {} : { hostname }),
    file: context.file,
    at: host === undefined ? rangeOnLine(context.file, 1, 1, 0) : context.at(host),
    interfaces: own,
    routers: normalizeRouters(roots, vrfs, used, context),
    routes,
    addresses: objects.addresses,
    services: [],
    ...filters,
    toDevice: [...filters.toDevice, ...policingOf(roots, dropping, context)],
    nat: [],
    management: { services },
    posture: readPosture(roots, services, context),
  };
  doubtMissing(roots, interfaces, vrfs, context);
  doubtPolicies(roots, dropping, context);
  readVlans(roots, interfaces, context);
  readVrfBlocks(roots, context);
  doubtParted(tree, context);
  doubtScripts(roots, (text) => nxosStatementOf("top", text) ?? nxosStatementOf("interface", text), context);
  readRest(roots, (text) => nxosStatementOf("top", text), context);
  readIndented(roots, isTopLevel, context);
  return {
    ...device,
    doubts: context.doubts,
    unparsed: context.unparsed,
    idle: objects.idle,
    vlans: vlanNames(roots, context),
    ...vlanJoints(roots, { device: device.id, interfaces: own, isSwitch: true }, context),
  };
}

/** Most indented lines are entries with a number, which are told by their first character. */
function isTopLevel({ text }: CiscoLine): boolean {
  return text.charCodeAt(0) > LAST_DIGIT && TOP_LEVEL.test(text);
}

const LAST_DIGIT = 57;

function isOff(roots: readonly CiscoLine[], feature: string): boolean {
  return (
    beginning(roots, "feature")
      .findLast((line) => new RegExp(`^(?:no )?feature ${feature}$`).test(line.text))
      ?.text.startsWith("no ") === true
  );
}

/** Policies that drop and stand neither at an interface nor before the device itself: for all ports, or all of a VLAN. */
function doubtPolicies(roots: readonly CiscoLine[], dropping: ReadonlySet<string>, context: CiscoContext): void {
  for (const root of beginning(roots, "system", "vlan").filter(({ text }) =>
    /^(?:system qos|vlan configuration)\b/.test(text),
  ))
    for (const line of root.children)
      if (dropping.has(/^service-policy .*?(\S+)$/.exec(line.text)?.[1] ?? ""))
        context.doubt("a policy for all ports, or all of a VLAN, drops classes of packets", line, { scope: "device" });
}

/** What has to be in a whole configuration for other parts of it to work. */
function doubtMissing(
  roots: readonly CiscoLine[],
  interfaces: readonly NxosInterface[],
  vrfs: Vrfs,
  context: CiscoContext,
): void {
  const inUse = interfaces.map((one) => one.interface).filter(({ enabled }) => enabled);
  const svis = inUse.filter(({ svi }) => svi === true);
  if (svis[0] !== undefined && !beginning(roots, "feature").some(({ text }) => text === "feature interface-vlan"))
    context.doubtAt('the SVIs need "feature interface-vlan", which is not in the file', svis[0].at[0], {
      scope: "interfaces",
      interfaces: svis.map(({ id }) => id),
    });
  for (const one of inUse.filter(({ router }) => !vrfs.isDefined(router)))
    context.doubtAt(`${one.id} is out of use without a definition of the VRF ${one.router}`, one.at[0], {
      scope: "interfaces",
      interfaces: [one.id],
    });
  const contexts = beginning(roots, "vdc").filter(({ text }) => /^vdc \S+ id \d/.test(text));
  const names = new Set(contexts.map((line) => wordsOf(line)[1]));
  if (names.size > 1 && contexts[0] !== undefined)
    context.doubt("several virtual devices (VDC) stand in one file, and cannot be told apart", contexts[0], {
      scope: "device",
    });
  doubtVxlan(roots, context);
}
