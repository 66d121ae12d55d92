/** The tree of a FortiOS file → the device model. */

import type { Device, Interface } from "../../../src/model/device.js";
import { withOpenTranslation } from "../../../src/model/open-translation.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import { formatVersion } from "../header.js";
import type { ParsedText } from "../parse.js";
import { topSection } from "../statements.js";
import { type Block, settingOf, textOf } from "../tree.js";
import { joinProxied } from "./advertised.js";
import { doubtPart, doubtSecond, reportNothing } from "./captures.js";
import type { Context } from "./context.js";
import { joinDomains } from "./domain-links.js";
import { normalizeForwarding } from "./forwarding.js";
import { frameJoints } from "./frame-tunnels.js";
import { idleObjects } from "./idle.js";
import { headerRange } from "./implicit.js";
import { normalizeInterfaces } from "./interfaces.js";
import { LearnedRoutes } from "./learned-routes.js";
import { normalizeLocalIn } from "./local-in.js";
import { doubtLost, doubtMisplaced } from "./lost-sections.js";
import { ofPart, readAccess, type Wholeness } from "./management.js";
import { doubtOpenings } from "./openings.js";
import { doubtOwnCommands } from "./own-commands.js";
import { readPolicyRoutes } from "./policy-routes.js";
import { joinPolicyTunnels } from "./policy-tunnels.js";
import { readPosture } from "./posture/posture.js";
import { normalizeRouting } from "./routes.js";
import { steeringOf } from "./steering.js";
import { tablesIn, type Vdoms, vdomsOf } from "./vdoms.js";
import { readVirtualDomain } from "./virtual-domain.js";
import { pairWires } from "./wire-pairs.js";
import { doubtWireless } from "./wireless.js";

const POLICY_TABLES = [
  "firewall policy",
  "firewall policy6",
  "firewall consolidated policy",
  "firewall security-policy",
];

/** @returns undefined when the text holds no FortiOS section at all; that is then an error. */
export function normalizeDevice(parsed: ParsedText, context: Context): Device | undefined {
  const { root } = parsed;
  if (root.configs.length === 0) {
    reportNothing(context);
    return undefined;
  }
  const vdoms = vdomsOf(root, context.header);
  const interfaces = new Map<InterfaceId, Interface>(normalizeInterfaces(vdoms, context));
  joinDomains(interfaces, vdoms);
  joinProxied(vdoms, interfaces, context);
  const global = tablesIn(vdoms.global, "system global")[0];
  const hostname = global && textOf(global, "hostname");
  pairWires(vdoms, interfaces, context);
  const domains = vdoms.all.map((vdom) => readVirtualDomain(vdom, vdoms, interfaces, context));
  const several = vdoms.several || new Set([...interfaces.values()].map((one) => one.router)).size > 1;
  const forwarding = domains.map((domain) => normalizeForwarding(domain, global, several, context));
  domains.forEach((domain, index) => {
    joinPolicyTunnels(domain, forwarding[index]?.tables ?? [], interfaces, context);
  });
  const holders = vdoms.all.flatMap((vdom) => vdom.holders);
  const access = readAccess(vdoms, interfaces, wholenessOf(parsed, holders, context), context);
  const own = (name: string) => [...interfaces.values()].filter(({ router }) => `${router}/`.startsWith(`${name}/`));
  const localIn = domains.map((domain) => normalizeLocalIn(domain, own(domain.vdom.name), access, context));
  const steering = steeringOf(vdoms);
  readPolicyRoutes(vdoms.all, steering, interfaces, context);
  const rows = tablesIn(vdoms.global, "system interface").flatMap((table) => table.rows);
  const of = { hostname, isAlone: vdoms.all.length === 1, ports: rows };
  const learned = new LearnedRoutes(parsed.routingTables, of, context);
  const { routers, routes } = normalizeRouting(vdoms.all, steering, interfaces, learned, context);
  doubtInterfaces(vdoms, interfaces, context);
  for (const { settings, vdom } of domains) doubtKind(settings, own(vdom.name), context);
  const isPart = doubtWhole(parsed, holders, context);
  for (const holder of new Set(holders)) {
    doubtOpenings(holder, rows, context);
    doubtLost(holder, context);
  }
  doubtOwnCommands(vdoms, context);
  doubtMisplaced(root, vdoms, context);
  context.claimRest(root, "");
  const nat = forwarding.flatMap((one) => one.nat);
  return {
    id: hostname ?? baseName(context.places.file),
    vendor: "fortigate",
    platform: "fortios",
    ...(context.header.version ? { version: formatVersion(context.header.version) } : {}),
    ...(hostname === undefined ? {} : { hostname }),
    file: context.places.file,
    at: headerRange(context),
    interfaces: [...interfaces.values()],
    routers,
    routes,
    addresses: domains.flatMap((domain) => [...domain.addresses4.objects, ...domain.addresses6.objects]),
    services: domains.flatMap((domain) => domain.services.objects),
    tables: [...forwarding.flatMap((one) => one.tables), ...localIn.flatMap((one) => one.tables)],
    forwarding: forwarding.flatMap((one) => one.steps),
    toDevice: localIn.flatMap((one) => one.steps),
    nat: withOpenTranslation(context.translating, nat),
    claims: forwarding.flatMap((one) => one.claims),
    ...frameJoints(vdoms, context),
    management: { services: isPart ? ofPart(access.services) : access.services },
    posture: readPosture(vdoms, access.services, context),
    doubts: context.doubts,
    unparsed: context.unparsed,
    idle: idleObjects(domains, context),
  };
}

/** What is not known of some interfaces as a whole. */
function doubtInterfaces(vdoms: Vdoms, interfaces: ReadonlyMap<InterfaceId, Interface>, context: Context): void {
  doubtMissing(vdoms, [...interfaces.values()], context);
  doubtWireless(vdoms, interfaces, context);
}

/** Interfaces of VDOMs that the file lists no policies for: what passes these is not known. */
function doubtMissing(vdoms: Vdoms, interfaces: readonly Interface[], context: Context): void {
  const known = new Set(
    vdoms.all.flatMap(({ name, holders }) => (!vdoms.several || holders.some(goesOn) ? [name] : [])),
  );
  const missing = new Map<string, Interface[]>();
  for (const one of interfaces) {
    const [vdom = ""] = one.router.split("/");
    if (!known.has(vdom)) missing.set(vdom, [...(missing.get(vdom) ?? []), one]);
  }
  for (const [vdom, members] of missing) {
    const at = members[0]?.at[0] ?? headerRange(context);
    // A whole backup lists every VDOM: an interface of another one is of one of these.
    const led = members.find(({ enabled, kind }) => enabled && kind !== "other");
    if (led !== undefined && context.header.written && context.header.onlyVdom === undefined)
      context.doubt({ reason: `${led.id} is of a VDOM that is not in the file (${vdom})`, scope: "device", at });
    const reason = `the policies of VDOM ${vdom} are not in this file`;
    context.doubt({ reason, scope: "interfaces", interfaces: members.map(({ id }) => id), at });
  }
}

/** A VDOM that is switched off lets nothing pass, and one that extends a LAN bridges its ports to another device. */
function doubtKind(settings: Block, interfaces: readonly Interface[], context: Context): void {
  const setting = [
    { key: "status", value: "disable" },
    { key: "vdom-type", value: "lan-extension" },
  ].flatMap(({ key, value }) => (textOf(settings, key) === value ? (settingOf(settings, key) ?? []) : []))[0];
  if (!setting) return;
  const reason = `the VDOM does not route as others do ("${setting.key} ${setting.values[0]}")`;
  const at = context.settingRange(setting);
  context.doubt({ reason, scope: "interfaces", interfaces: interfaces.map(({ id }) => id), at });
}

function baseName(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(0, dot) : name;
}

/**
 * Doubts about the device as a whole: a file cut short, a part without policies, sections that translate or drop.
 * @returns whether interfaces and administrators may be missing, or be those of another device.
 */
function doubtWhole(parsed: ParsedText, holders: readonly Block[], context: Context): boolean {
  const { root, unclosed } = parsed;
  if (unclosed !== undefined) {
    const at = context.places.range(unclosed, unclosed + 1);
    context.diagnostics.add("fortigate/truncated", at, { help: "export the configuration again" });
    context.doubtPart("the file ends in the middle of a section: what followed is missing", at);
  }
  const isSome = [doubtSecond(parsed, context), doubtPart(parsed, context)].includes(true);
  for (const place of placesOf(root, holders)) for (const section of place.configs) doubtSection(section, context);
  if (isWithoutPolicies(root, holders, context)) {
    context.diagnostics.add("fortigate/no-policies", headerRange(context));
    const reason = "the file is a part of a configuration, without the policies that decide";
    context.doubtPart(reason, headerRange(context));
  }
  if (!context.header.version) context.diagnostics.add("fortigate/unknown-version", headerRange(context));
  return isSome;
}

function wholenessOf({ root, unclosed }: ParsedText, holders: readonly Block[], context: Context): Wholeness {
  if (unclosed === undefined) return { isCut: isWithoutPolicies(root, holders, context) };
  return { isCut: true, unclosed };
}

/** Where sections stand: in the file, in what all VDOMs share, in each VDOM. */
function placesOf(root: Block, holders: readonly Block[]): ReadonlySet<Block> {
  return new Set([root, ...root.configs.filter((config) => config.name === "global"), ...holders]);
}

/** Whether a file has no policies and does not go on behind where they stand. */
function isWithoutPolicies(root: Block, holders: readonly Block[], { header }: Context): boolean {
  const isTable = ({ name }: Block) => POLICY_TABLES.includes(name);
  if ([...placesOf(root, holders)].some(({ configs }) => configs.some(isTable))) return false;
  return !(header.complete && holders.some(goesOn));
}

/**
 * Whether a VDOM goes on behind its policies: backups leave a table without rows out, and end each VDOM with how it exchanges
 * routes, switched off or not. One that ends before may have been cut short.
 */
function goesOn({ configs }: Block): boolean {
  return configs.some(({ name }) => POLICY_TABLES.includes(name) || name.startsWith("router "));
}

/** Sections whose mere use leaves something open. */
function doubtSection(section: Block, context: Context): void {
  const listed = topSection(section.name);
  const used =
    section.rows.some((row) => textOf(row, "status") !== "disable") || textOf(section, "status") === "enable";
  if (listed?.kind !== "doubt" || !used) return;
  const at = context.rangeOf(section);
  context.doubt({ reason: `"${section.name}": ${listed.why ?? "its effect is not known"}`, scope: "device", at });
}
