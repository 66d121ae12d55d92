/** What may hold packets up beside the policies: lists of the hardware, captive portals, routing instances, other VDOMs. */
import type { Interface } from "../../../src/model/device.js";
import type { FilterStep, InterfaceId, Rule, RuleDoubt, RuleMatch, Table } from "../../../src/model/rule.js";
import type { SourceRange } from "../../../src/source/range.js";
import { type Block, isEnabled, mayBeAbout, type Setting, settingOf, textOf, valuesOf } from "../tree.js";
import type { Context } from "./context.js";
import { linkEnds } from "./domain-links.js";
import { switchLists } from "./managed-switches.js";
import { mayPass } from "./may-pass.js";
import { rowsIn, tablesIn } from "./vdoms.js";
import type { VirtualDomain } from "./virtual-domain.js";
import { heldUp } from "./wireless.js";

/**
 * The step before the policies (reference/fortios.md 3, step 1), for a VDOM that has any of it: nothing of it permits what
 * the policies do not. It looks at every packet, not only at those that open a session.
 */
export function earlierStep(
  domain: VirtualDomain,
  interfaces: readonly Interface[],
  context: Context,
): { readonly table: Table; readonly step: FilterStep } | undefined {
  const rules = [
    ...accessLists(domain, context),
    ...captivePortals(domain, interfaces, context),
    ...heldUp(domain, interfaces).map(({ ingress, name, reason, setting }) =>
      mayDrop(name, reason, { ingress }, context.settingRange(setting), context),
    ),
    ...switchLists(
      domain,
      interfaces.map(({ id }) => id),
    ).map(({ row, ingress }) => {
      const reason = `a list of managed switches may drop packets of hosts behind these (${row.name})`;
      return mayDrop(`list ${row.name} of switches`, reason, { ingress }, context.rangeOf(row), context);
    }),
    ...narrowing(domain, context),
    ...routingInstances(domain, interfaces, context),
    ...otherDomains(domain, interfaces, context),
  ];
  const [first] = rules;
  if (!first) return undefined;
  const name = "beside the policies";
  const at = [first.at[0]];
  const table: Table = { id: `${domain.prefix}${name}`, name, kind: "filter", rules, bound: true, at };
  const otherwise: Rule = {
    id: "goes on to the policies",
    action: "permit",
    match: { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } },
    enabled: true,
    implicit: true,
    log: false,
    at: first.at,
  };
  const step: FilterStep = {
    kind: "filter",
    name: table.id,
    tables: [table.id],
    otherwise,
    stateful: false,
    at,
  };
  return { table, step };
}

const LISTS = [
  { section: "firewall acl", family: 4 },
  { section: "firewall acl6", family: 6 },
] as const;

/** Rows of hardware lists: what matches is dropped at the port, before it is translated. */
function accessLists(domain: VirtualDomain, context: Context): Rule[] {
  return LISTS.flatMap(({ section, family }) =>
    rowsIn(domain.vdom.holders, section).map((row) => dropRule(row, section, family, domain, context)),
  );
}

function dropRule(row: Block, section: string, family: 4 | 6, domain: VirtualDomain, context: Context): Rule {
  const doubts = [...context.claim(row, section, { scope: "rule" }), ...beforeTranslation(row, domain, context)];
  const port = settingOf(row, "interface");
  const sides = port ? domain.names.resolve(port) : {};
  if (sides.unsure !== undefined) doubts.push({ doubt: sides.unsure, effect: "anything" });
  const [source, destination, service] = ["srcaddr", "dstaddr", "service"].map((key) => settingOf(row, key));
  const isLost = row.unknown.length === 0 && [port, source, destination, service].includes(undefined);
  if (isLost) {
    const reason = `row ${row.name} of "${section}" lacks what no device takes it without: a line may be lost`;
    doubts.push({ doubt: context.doubt({ reason, scope: "rule", at: context.rangeOf(row) }), effect: "anything" });
  }
  const addresses = family === 4 ? domain.addresses4 : domain.addresses6;
  const comment = textOf(row, "comments");
  return {
    id: `${section} ${row.name}`,
    action: "deny",
    match: {
      ...(sides.interfaces && row.unknown.length === 0 ? { ingress: sides.interfaces } : {}),
      source: source ? addresses.resolve(source) : { kind: "none" },
      destination: destination ? addresses.resolve(destination) : { kind: "none" },
      service: service ? domain.services.resolve(service) : { kind: "none" },
    },
    enabled: textOf(row, "status") !== "disable" || mayBeAbout(row, "status"),
    ...(doubts.length > 0 ? { doubts } : {}),
    log: false,
    ...(comment === undefined ? {} : { comment }),
    at: context.rangesOf(row),
  };
}

/** A list sees the dialled address, steps see what a virtual IP made of it: only rows for every address drop both alike. */
function beforeTranslation(row: Block, domain: VirtualDomain, context: Context): RuleDoubt[] {
  const setting = settingOf(row, "dstaddr");
  if (!setting || domain.virtualIps.all.length === 0) return [];
  const isEvery = domain.addresses4.isAllEvery && domain.addresses6.isAllEvery;
  if (isEvery && valuesOf(row, "dstaddr").includes("all")) return [];
  const reason = `which packets to virtual IPs row ${row.name} drops is not worked out: it sees them before they are translated`;
  return [{ doubt: context.doubt({ reason, scope: "rule", at: context.settingRange(setting) }), effect: "anything" }];
}

/** Interfaces whose hosts must log in before anything of theirs passes: who has is not in the file. */
function captivePortals(domain: VirtualDomain, interfaces: readonly Interface[], context: Context): Rule[] {
  const settings = interfaceSettings(domain, "security-mode");
  return interfaces.flatMap(({ id }): Rule[] => {
    const mode = settings.get(id);
    if (!mode || mode.values[0] === "none") return [];
    const reason = `hosts on ${id} must log in before anything of theirs passes`;
    return [mayDrop(`login on ${id}`, reason, { ingress: [id] }, context.settingRange(mode), context)];
  });
}

/** What only drops, and by more than a packet shows: policies by time to live, and addresses bound to hardware addresses. */
function narrowing({ vdom }: VirtualDomain, context: Context): Rule[] {
  const live = rowsIn(vdom.holders, "firewall ttl-policy").filter((one) => textOf(one, "status") !== "disable");
  const binding = tablesIn(vdom.holders, "firewall ipmacbinding setting").filter((one) =>
    isEnabled(one, "bindthroughfw"),
  );
  return [
    ...live.slice(0, 1).map((block) => {
      return { block, id: "time to live", reason: '"firewall ttl-policy" drops packets by their time to live' };
    }),
    ...binding.map((block) => {
      return { block, id: "bound addresses", reason: '"bindthroughfw" drops what is not bound to a hardware address' };
    }),
  ].map(({ block, id, reason }) => mayDrop(id, reason, {}, context.rangeOf(block), context));
}

/** Interfaces of different `vrf` share policies but no routes: what passes between them depends on routes that leak. */
function routingInstances(domain: VirtualDomain, interfaces: readonly Interface[], context: Context): Rule[] {
  const settings = interfaceSettings(domain, "vrf");
  const instanceOf = (id: InterfaceId) => settings.get(id)?.values[0] ?? "0";
  const ids = interfaces.map(({ id }) => id);
  return [...new Set(ids.map(instanceOf))].flatMap((vrf): Rule[] => {
    const inside = ids.filter((id) => instanceOf(id) === vrf);
    const setting = inside.flatMap((id) => settings.get(id) ?? [])[0];
    if (!setting || inside.length === ids.length) return [];
    const outside = ids.filter((id) => instanceOf(id) !== vrf);
    const at = context.settingRange(setting);
    const reason = `interfaces of vrf ${vrf} share no routes with others unless some leak`;
    return [
      mayDrop(`from vrf ${vrf}`, reason, { ingress: inside, egress: outside }, at, context),
      mayDrop(`to vrf ${vrf}`, reason, { ingress: outside, egress: inside }, at, context),
    ];
  });
}

/**
 * Links to other VDOMs that the file does not hold: what leaves by one needs an accept there as well (reference/fortios.md 3).
 * What this VDOM denies is denied all the same.
 */
function otherDomains(domain: VirtualDomain, interfaces: readonly Interface[], context: Context): Rule[] {
  const links = linkEnds(domain.shared);
  return interfaces.flatMap((one): Rule[] => {
    if (!links.has(one.id) || one.peer !== undefined) return [];
    const reason = `${one.id} leads to another VDOM, whose policies decide as well`;
    return [mayDrop(`behind ${one.id}`, reason, { egress: [one.id] }, one.at[0], context)];
  });
}

/** What the rows of `system interface` say for a key, by their names. */
function interfaceSettings(domain: VirtualDomain, key: string): Map<InterfaceId, Setting> {
  const settings = new Map<InterfaceId, Setting>();
  for (const row of rowsIn(domain.shared, "system interface")) {
    const setting = settingOf(row, key);
    if (setting) settings.set(row.name, setting);
  }
  return settings;
}

function mayDrop(
  id: string,
  reason: string,
  sides: Pick<RuleMatch, "ingress" | "egress">,
  at: SourceRange,
  context: Context,
): Rule {
  const doubt = context.sharedDoubt(`may drop ${reason}`, { reason, scope: "rule", at });
  return { ...mayPass({ id, name: id, ...sides }, doubt, at), action: "unknown" };
}
