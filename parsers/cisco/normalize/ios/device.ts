/** From the tree of an IOS configuration to the device model. */

import type { Device, Router } from "../../../../src/model/device.js";
import type { FilterStep } from "../../../../src/model/rule.js";
import { once } from "../../../../src/source/once.js";
import { rangeOnLine } from "../../../../src/source/range.js";
import { statementOf } from "../../statements.js";
import { type CiscoLine, type CiscoTree, wordsOf } from "../../tree.js";
import type { AccessList } from "../access-list.js";
import { beginning, under } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { readLearnedRoutes } from "../learned-routes.js";
import { namedLists } from "../list-uses.js";
import { mayDrop } from "../may-drop.js";
import { withUndefined } from "../object-groups.js";
import { droppingPolicies } from "../policies.js";
import type { ValueOf } from "../refused-entries.js";
import { doubtAmbiguous, doubtParted, readIndented, readRest } from "../rest.js";
import { doubtScripts } from "../scripts.js";
import { vlanJoints } from "../vlan-joints.js";
import { readVlanMaps } from "../vlan-maps.js";
import { readVlans, vlanNames } from "../vlans.js";
import { doubtVxlan } from "../vxlan.js";
import { normalizeAccessLists } from "./access-lists.js";
import { readBridgedPorts } from "./bridged-ports.js";
import { privateVlans } from "./carried.js";
import { readCryptoMaps } from "./crypto-maps.js";
import { policingOf, taggingOf } from "./drops.js";
import { normalizeFilters } from "./forwarding.js";
import { readInspections } from "./inspection.js";
import { type InterfaceSurroundings, type IosInterface, normalizeInterfaces } from "./interfaces.js";
import { reportInstances } from "./layer2-nat.js";
import { normalizeManagement } from "./management.js";
import { managementProtection } from "./management-protection.js";
import { normalizeNat } from "./nat.js";
import { normalizeObjects } from "./objects.js";
import { forOwnPackets, mayBeXe } from "./own-packets.js";
import { precedenceOf } from "./port-precedence.js";
import { enteredVlans } from "./port-vlans.js";
import { readPosture } from "./posture/posture.js";
import { receivedNetworks } from "./received-networks.js";
import { normalizeRouters, normalizeRoutes, unseenRoutes } from "./routes.js";
import { openFrameLists } from "./segments.js";
import { doubtStrays } from "./strays.js";
import type { Switching } from "./switch-filters.js";
import { normalizeZoneFirewall } from "./zone-firewall.js";

/** Statements that stand by themselves on a device, whatever mode a script is in: blanks before them mean nothing there. */
const TOP_LEVEL =
  /^(?:no )?(?:interface |ip route |ipv6 route |ip access-list (?:standard|extended) |ipv6 access-list |access-list \d|ip nat (?:inside|outside) |object-group (?:network|service) |ip routing$|ipv6 unicast-routing$|vrf definition |vlan (?:access-map|filter) )/i;

/** @param name what the device is called where it has no host name. */
export function normalizeIos(tree: CiscoTree, name: string, context: CiscoContext): Device {
  const { roots } = tree;
  const { host, hostname, version } = identityOf(roots);
  const groups = normalizeObjects(roots, context);
  const lists = normalizeAccessLists(roots, groups.portsOf, context);
  const objects = withUndefined(groups, lists.values(), context);
  const around = surroundingsOf(roots, lists);
  const { isSwitch, dropping } = around;
  const interfaces = normalizeInterfaces(roots, around, context);
  const firewall = normalizeZoneFirewall(roots, interfaces, lists, context);
  const others = {
    firewall,
    inspecting: readInspections(roots, interfaces, context),
    named: namedLists(roots, [...lists.values()]),
    held: heldBy(groups),
    ...switchingOf(roots, context),
    bridged: readBridgedPorts(roots, interfaces, dropping, context),
    openFrames: openFrameLists(beginning(roots, "mac access-list")),
  };
  const filters = normalizeFilters(interfaces, lists, others, context);
  const addressed = interfaces.filter((one) => one.interface.addresses.length > 0).length;
  const routing = readForwarding(roots, isSwitch, addressed, context);
  const tagging = taggingOf(roots, context);
  const isXe = mayBeXe(roots, version);
  const isOldSwitch = isSwitch && !(Number.parseInt(version ?? "", 10) >= 16);
  const services = normalizeManagement(roots, { interfaces, isOldSwitch }, { lists, isXe, context });
  const own = isXe ? forOwnPackets(filters.toDevice, filters.tables, context) : { ...filters, tables: [] };
  const policing = policingOf(roots, dropping, context);
  const protection = managementProtection(roots, interfaces, context);
  const carried = [...filters.carried, ...privateVlans(roots, context)];
  const routed = readRouting(tree, { interfaces, forwards: routing.forwards, hostname }, context);
  const { routers, routes } = routed;
  const device = {
    id: hostname ?? name,
    vendor: "cisco" as const,
    platform: context.platform,
    ...(version === undefined ? {} : { version }),
    ...(hostname === undefined ? {} : { hostname }),
    file: context.file,
    at: host === undefined ? rangeOnLine(context.file, 1, 1, 0) : context.at(host),
    interfaces: routed.interfaces,
    routers,
    routes: [...routes, ...receivedNetworks(roots, interfaces, context)],
    addresses: objects.addresses,
    services: objects.services,
    tables: [...filters.tables, ...own.tables, ...protection.tables],
    forwarding: [...filters.forwarding, ...tagging, ...routing.steps, ...policing.forwarding],
    toDevice: [...own.toDevice, ...tagging, ...policing.toDevice, ...protection.steps],
    ...(carried.length === 0 ? {} : { carried }),
    nat: normalizeNat(roots, { interfaces, lists, routes, routers }, context),
    management: { services },
    posture: readPosture(roots, services, context),
  };
  readVlans(roots, interfaces, context);
  reportInstances(roots, context);
  doubtUnread(tree, context);
  return {
    ...device,
    doubts: context.doubts,
    unparsed: context.unparsed,
    idle: objects.idle,
    vlans: vlanNames(roots, context),
    ...vlanJoints(roots, { device: device.id, interfaces: device.interfaces, isSwitch }, context),
  };
}

/** The routers of a device, their routes and interfaces, with those that captured tables show. */
function readRouting(
  { roots, routingTables }: CiscoTree,
  of: { interfaces: readonly IosInterface[]; forwards: Router["forwards"]; hostname: string | undefined },
  context: CiscoContext,
): Pick<Device, "routers" | "routes" | "interfaces"> {
  const interfaces = of.interfaces.map((one) => one.interface);
  const routers = normalizeRouters(roots, of.forwards, context);
  doubtVrfs(of.interfaces, routers, context);
  const routes = normalizeRoutes(roots, new Set(interfaces.map(({ id }) => id)), context);
  const parts = { hostname: of.hostname, routers, routes, interfaces };
  if (routingTables.length === 0) return parts;
  return readLearnedRoutes(routingTables, { ...parts, unseen: unseenRoutes(roots, of.forwards) }, context);
}

/** What decides over packets of VLANs beside lists of interfaces. */
function switchingOf(roots: CiscoTree["roots"], context: CiscoContext): Switching {
  return { maps: readVlanMaps(roots, context), precedence: precedenceOf(roots), entered: enteredVlans(roots) };
}

/** What groups hold, by their names. */
function heldBy({ addresses, services }: Pick<Device, "addresses" | "services">): ValueOf {
  const byName = once(() => ({
    address: new Map(addresses.map(({ id, value }) => [id, value])),
    service: new Map(services.map(({ id, value }) => [id, value])),
  }));
  return (name, of) => byName()[of].get(name) ?? "missing";
}

/** What no part has read, what may stand elsewhere than it seems, and what is entered later. */
function doubtUnread(tree: CiscoTree, context: CiscoContext): void {
  const { roots } = tree;
  doubtScripts(roots, (text) => statementOf("top", text) ?? statementOf("interface", text), context);
  doubtStrays(roots, context);
  readRest(roots, (text) => statementOf("top", text), context);
  doubtVxlan(roots, context);
  doubtParted(tree, context);
  doubtAmbiguous(tree, context);
  readIndented(roots, (line) => TOP_LEVEL.test(line.text), context);
}

/** The line of its host name, that name, and its release. */
function identityOf(roots: readonly CiscoLine[]): { host?: CiscoLine; hostname?: string; version?: string } {
  const host = beginning(roots, "hostname").findLast((line) => /^hostname\s+\S/.test(line.text));
  const hostname = host && wordsOf(host)[1]?.replace(/^"(.*)"$/, "$1");
  const release = beginning(roots, "version").find((line) => /^version\s+\d/.test(line.text));
  const version = /^version\s+(\S+)/.exec(release?.text ?? "")?.[1];
  return {
    ...(host === undefined ? {} : { host }),
    ...(hostname === undefined ? {} : { hostname }),
    ...(version === undefined ? {} : { version }),
  };
}

/** A device refuses a VRF that it does not have: the definition is missing here, or the interface is one of the global table. */
function doubtVrfs(interfaces: readonly IosInterface[], routers: readonly Router[], context: CiscoContext): void {
  const known = new Set(routers.map(({ id }) => id));
  const [first] = interfaces.filter(({ interface: one }) => one.enabled && !known.has(one.router));
  if (first === undefined) return;
  const { id, router, at } = first.interface;
  context.doubtAt(`the VRF ${router} of ${id} is not defined in the file`, at[0], { scope: "device" });
}

function surroundingsOf(roots: readonly CiscoLine[], lists: ReadonlyMap<string, AccessList>): InterfaceSurroundings {
  return {
    isSwitch: looksLikeSwitch(roots),
    dropping: droppingPolicies(roots),
    cryptoMaps: readCryptoMaps(roots, lists),
    takesRoutes: takesRoutes(roots),
  };
}

function takesRoutes(roots: readonly CiscoLine[]): boolean {
  const has = (line: CiscoLine, pattern: RegExp) => line.children.some(({ text }) => pattern.test(text));
  return beginning(roots, "crypto").some(
    (line) =>
      /^crypto ikev2 (?:authorization|client)\b/.test(line.text) ||
      (/^crypto ikev2 profile\b/.test(line.text) && has(line, /^aaa authorization\b/)) ||
      (/^crypto ipsec profile\b/.test(line.text) && has(line, /reverse-route\b/)),
  );
}

function looksLikeSwitch(roots: readonly CiscoLine[]): boolean {
  return (
    beginning(roots, "switch", "vtp", "system").some(({ text }) =>
      /^(?:switch \d+ provision|vtp mode|system mtu)/.test(text),
    ) ||
    under(roots, "interface", "switchport").some(
      ({ text, parent }) => /^(?:no )?switchport\b/.test(text) && /^interface /i.test(parent?.text ?? ""),
    )
  );
}

/**
 * Whether it forwards between its interfaces: routers do IPv4 by themselves, switches by `ip routing`, IPv6 takes
 * `ipv6 unicast-routing` on both (reference/cisco.md 2.1; that a switch shows the line when it routes is not verified, so
 * a switch with several addresses and without the line is doubtful).
 */
function readForwarding(
  roots: readonly CiscoLine[],
  isSwitch: boolean,
  addressed: number,
  context: CiscoContext,
): { forwards: Router["forwards"]; steps: readonly FilterStep[] } {
  const lines = beginning(roots, "ip routing", "ipv6 unicast-routing", "router");
  const last = (pattern: RegExp) => lines.findLast((line) => pattern.test(line.text));
  const ipv4 = last(/^(?:no )?ip routing$/);
  const ipv6 = last(/^(?:no )?ipv6 unicast-routing$/);
  for (const line of [ipv4, ipv6]) if (line !== undefined) context.mark(line, "modelled");
  const [first] = roots;
  // A device refuses a routing protocol while it does not route, and drops it when it no longer does.
  const isRouting = last(/^router (?:ospf \d+|eigrp \d+|rip)\b/) !== undefined;
  const isOpen = ipv4 === undefined && isSwitch && addressed > 1 && !isRouting;
  const name = "whether it routes";
  const reason = "whether this switch routes between its networks is not written: `ip routing` is absent";
  return {
    forwards: {
      ipv4: ipv4 === undefined ? !isSwitch || addressed > 1 || isRouting : !ipv4.text.startsWith("no "),
      ipv6: ipv6 !== undefined && !ipv6.text.startsWith("no "),
    },
    steps: isOpen && first !== undefined ? [mayDrop({ name, reason, line: first }, context)] : [],
  };
}
