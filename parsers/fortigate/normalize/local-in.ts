/** Packets to the device itself: local-in policies, then what interfaces and services let in. */
import type { Interface } from "../../../src/model/device.js";
import type { AddressExpression, DoubtId, Family } from "../../../src/model/expression.js";
import type { FilterStep, InterfaceId, Rule, RuleDoubt, Table } from "../../../src/model/rule.js";
import { type Block, isEnabled, mayBeAbout, settingOf, textOf } from "../tree.js";
import { builtInRules } from "./built-in.js";
import type { Context } from "./context.js";
import { headerRange, implicitDeny } from "./implicit.js";
import type { NamedInterfaces } from "./interface-names.js";
import type { AccessGrant, DeviceAccess, Trusted } from "./management.js";
import { managed, ownAddresses } from "./own-addresses.js";
import { rowsIn } from "./vdoms.js";
import type { VirtualDomain } from "./virtual-domain.js";

const SECTIONS = { 4: "firewall local-in-policy", 6: "firewall local-in-policy6" } as const;

/**
 * The tables and the steps for packets to the device that come in by an interface of this VDOM. What a local-in policy
 * denies is gone; what none denies needs something that answers: `allowaccess`, a service that is configured. Whether a
 * policy that accepts opens what nothing else does is not documented (reference/fortios.md D13): it may.
 */
export function normalizeLocalIn(
  domain: VirtualDomain,
  interfaces: readonly Interface[],
  { grants, trusted }: DeviceAccess,
  context: Context,
): { readonly tables: readonly Table[]; readonly steps: readonly FilterStep[] } {
  const policies = table(domain, "firewall local-in-policy", localInRules(domain, interfaces, context));
  const answering = interfaces.map((one) => ({ ...one, addresses: [...one.addresses, ...managed(domain, context)] }));
  const services = table(
    domain,
    "allowaccess",
    accessRules(answering, { grants, trusted: trusted.get(domain.vdom.name) }, context),
  );
  const own = table(domain, "built-in services", builtInRules(domain, answering, context));
  const opened = table(domain, "opened by local-in policies", openedRules(policies, context));
  const at = headerRange(context);
  const step = (name: string, tables: readonly Table[], otherwise: Rule): FilterStep => ({
    kind: "filter",
    name: `${domain.prefix}${name}`,
    ingress: interfaces.map((one) => one.id),
    tables: tables.map((one) => one.id),
    otherwise,
    stateful: true,
    at: [at],
  });
  const deciding = [services, own, opened].filter((one) => one.rules.length > 0);
  const last = step("local-in", deciding, implicitDeny("local-in implicit deny", at));
  if (policies.rules.length === 0) return { tables: deciding, steps: [last] };
  const rest: Rule = { ...implicitDeny("no local-in policy", at), action: "permit" };
  return { tables: [policies, ...deciding], steps: [step("local-in policies", [policies], rest), last] };
}

/** Policies that accept, each as one that may open what it accepts. */
function openedRules({ rules }: Table, context: Context): Rule[] {
  return rules
    .filter(({ action, enabled }) => action === "permit" && enabled)
    .map((rule) => {
      const [at] = rule.at;
      const reason = "whether a local-in policy opens what allowaccess does not is not documented";
      const doubt = context.sharedDoubt("local-in policies that open", { reason, scope: "rule", at });
      return { ...rule, doubts: [...(rule.doubts ?? []), { doubt, effect: "narrows" as const }], implicit: true };
    });
}

function table(domain: VirtualDomain, name: string, rules: readonly Rule[]): Table {
  return {
    id: `${domain.prefix}${name}`,
    name,
    kind: "policy",
    rules,
    bound: true,
    at: rules.slice(0, 1).map((rule) => rule.at[0]),
  };
}

/** First match decides; a row without an action denies (trap 35). */
function localInRules(domain: VirtualDomain, interfaces: readonly Interface[], context: Context): Rule[] {
  const ids = interfaces.map(({ id }) => id);
  return ([4, 6] as const).flatMap((family) =>
    rowsIn(domain.vdom.holders, SECTIONS[family]).flatMap((row) => {
      const rule = localInRule(row, family, domain, context);
      return isEnabled(row, "ha-mgmt-intf-only") ? [rule] : besideManagement(rule, ids, domain, context);
    }),
  );
}

/**
 * The rule once more, in doubt, for ports that are kept for management: these are in a VDOM of their own, where rows hold that say
 * so, and others cannot name one (Fortinet, technical tip on local-in policies for reserved management interfaces of a cluster).
 * @param all interfaces of the VDOM.
 */
function besideManagement(
  rule: Rule,
  all: readonly InterfaceId[],
  { managementPorts }: VirtualDomain,
  context: Context,
): Rule[] {
  const { ingress = all } = rule.match;
  const kept = ingress.filter((id) => managementPorts.includes(id));
  if (kept.length === 0) return [rule];
  const others = ingress.filter((id) => !kept.includes(id));
  const [at] = rule.at;
  const reason = `whether local-in policy ${rule.id} holds on ports that are kept for management is not documented (ha-mgmt-intf-only)`;
  const doubt = context.doubt({ reason, scope: "rule", at });
  return [
    ...(others.length === 0 ? [] : [{ ...rule, match: { ...rule.match, ingress: others } }]),
    {
      ...rule,
      id: `${rule.id} on management ports`,
      match: { ...rule.match, ingress: kept },
      doubts: [...(rule.doubts ?? []), { doubt, effect: "narrows" }],
    },
  ];
}

function localInRule(row: Block, family: Family, domain: VirtualDomain, context: Context): Rule {
  const doubts = context.claim(row, SECTIONS[family], { scope: "rule" });
  // A rule stands at its interfaces even where it is in doubt: a statement that was not understood may be about these.
  const sides: NamedInterfaces = row.unknown.length > 0 ? {} : arrival(row, domain);
  if (sides.unsure !== undefined) doubts.push({ doubt: sides.unsure, effect: "anything" });
  const schedule = settingOf(row, "schedule");
  const held = schedule && !mayBeAbout(row, "schedule") ? domain.schedules.validityOf(schedule) : "always";
  if (schedule && held === "at-times") {
    const reason = `local-in policy ${row.name} holds only at certain times`;
    doubts.push({
      doubt: context.doubt({ reason, scope: "rule", at: context.settingRange(schedule) }),
      effect: "narrows",
    });
  }
  const lacking = incomplete(row, family, context);
  if (lacking !== undefined) doubts.push({ doubt: lacking, effect: "anything" });
  const service = settingOf(row, "service");
  const named = service ? domain.services.resolve(service) : ({ kind: "none" } as const);
  const comment = textOf(row, "comments");
  return {
    id: family === 4 ? row.name : `${row.name} IPv6`,
    action: mayBeAbout(row, "action") ? "unknown" : textOf(row, "action") === "accept" ? "permit" : "deny",
    match: {
      ...(sides.interfaces ? { ingress: sides.interfaces } : {}),
      source: side(row, "srcaddr", family, domain, context),
      destination: side(row, "dstaddr", family, domain, context),
      service: isEnabled(row, "service-negate") ? { kind: "not", of: named } : named,
    },
    enabled: (textOf(row, "status") !== "disable" || mayBeAbout(row, "status")) && held !== "never",
    ...(doubts.length > 0 ? { doubts } : {}),
    ...(comment === undefined ? {} : { comment }),
    at: context.rangesOf(row),
  };
}

/** A row that no device takes: a line of it may be lost. What was not understood in it may be what is missing. */
function incomplete(row: Block, family: Family, context: Context): DoubtId | undefined {
  const needed = isEnabled(row, "ha-mgmt-intf-only") ? ["dstaddr", "service"] : ["intf", "dstaddr", "service"];
  const missing = needed.find((key) => settingOf(row, key) === undefined);
  if (missing === undefined || row.unknown.length > 0) return undefined;
  const at = context.rangeOf(row);
  const message = `${SECTIONS[family].slice(9)} ${row.name} has no ${missing}`;
  context.diagnostics.add("fortigate/incomplete-policy", at, { message });
  return context.doubt({ reason: `${message}, which no device takes: a line may be lost`, scope: "rule", at });
}

/** The interfaces of a row: the named ones, or with `ha-mgmt-intf-only` those that a cluster reserves for management. */
function arrival(row: Block, domain: VirtualDomain): NamedInterfaces {
  if (isEnabled(row, "ha-mgmt-intf-only")) return { interfaces: domain.managementPorts };
  const interfaces = settingOf(row, "intf");
  return interfaces ? domain.names.resolve(interfaces) : {};
}

function side(
  row: Block,
  key: "srcaddr" | "dstaddr",
  family: Family,
  domain: VirtualDomain,
  context: Context,
): AddressExpression {
  const internet =
    key === "srcaddr" &&
    row.settings.find((one) => /^internet-service6?-src$/.test(one.key) && one.values[0] === "enable");
  if (internet) {
    const at = context.settingRange(internet);
    const reason = `local-in policy ${row.name} names internet services, whose addresses are in a database of the vendor`;
    return {
      kind: "unknown",
      doubt: context.doubt({ reason, scope: "match", at }),
      upper: { kind: "any", family },
      at,
    };
  }
  const setting = settingOf(row, key);
  if (!setting) return { kind: "none", at: context.rangeOf(row) };
  const value = (family === 4 ? domain.addresses4 : domain.addresses6).resolve(setting);
  return isEnabled(row, `${key}-negate`) ? { kind: "not", of: value, family } : value;
}

/**
 * Further addresses have words of their own (FortiOS CLI reference, `config secondaryip`): each word lets in to the address that
 * it stands at. Whether to the others of the interface as well is not documented.
 */
function onTheirOwn(grant: AccessGrant, one: Interface): Interface | undefined {
  const isFurther = ({ family, kind }: Interface["addresses"][number]) => family === 4 && kind === "secondary";
  if (grant.family === 6 || !one.addresses.some(isFurther)) return undefined;
  const { on } = grant;
  const addresses = one.addresses.filter((own) => (on === undefined ? !isFurther(own) : own.address === on));
  return { ...one, addresses };
}

/** What is let in, and in this VDOM to whom; left out: to anybody. */
interface Granted {
  readonly grants: readonly AccessGrant[];
  readonly trusted: Trusted | undefined;
}

/**
 * `allowaccess`, word by word. By its own interface a packet needs nothing more; by another one it needs a forward
 * policy as well, and whether the word has to stand on that one, on the one it came in by or on both is not documented
 * (reference/fortios.md 4.2 and D7): then it may pass or not.
 */
function accessRules(interfaces: readonly Interface[], access: Granted, context: Context): Rule[] {
  const byId = new Map(interfaces.map((one) => [one.id, one]));
  return access.grants.flatMap((grant): Rule[] => {
    const one = byId.get(grant.interface);
    if (!one) return [];
    const others = interfaces.filter((other) => other.id !== one.id).map((other) => other.id);
    const whole = accessRule(grant, one, access, [one.id], []);
    const own = onTheirOwn(grant, one);
    const direct =
      own === undefined ? whole : { ...whole, match: { ...whole.match, destination: ownAddresses(own, 4) } };
    const here = own === undefined ? [direct] : [direct, beside(whole, grant, context)];
    if (others.length === 0) return here;
    const reason = "whether the device answers on the address of another interface depends on policies and release";
    const doubt = context.sharedDoubt("local-in across interfaces", { reason, scope: "rule", at: grant.at });
    const across = accessRule(grant, one, access, others, [{ doubt, effect: "narrows" }]);
    const far = interfaces.filter((other) => other.id !== one.id).map((other) => ownAddresses(other, grant.family));
    const elsewhere = { ...direct.match, destination: { kind: "union", of: far } as const };
    return [
      ...here,
      { ...across, id: `${direct.id} from elsewhere` },
      { ...direct, id: `${direct.id} for others`, match: elsewhere, doubts: [{ doubt, effect: "narrows" }] },
    ];
  });
}

/** The same to all addresses of the interface, perhaps. */
function beside(whole: Rule, { at }: AccessGrant, context: Context): Rule {
  const reason =
    "whether the device answers on other addresses of an interface than that which has the word is not documented";
  const doubt = context.sharedDoubt("local-in beside", { reason, scope: "rule", at });
  return { ...whole, id: `${whole.id} beside`, doubts: [{ doubt, effect: "narrows" }] };
}

function accessRule(
  grant: AccessGrant,
  one: Interface,
  access: Granted,
  ingress: readonly string[],
  doubts: readonly RuleDoubt[],
): Rule {
  const { family } = grant;
  const source = sourceOf(grant, access);
  return {
    id: `${one.id} IPv${family} ${grant.access.word}`,
    name: `allowaccess ${grant.access.word} on ${one.id}`,
    action: "permit",
    match: { ingress, source, destination: ownAddresses(one, family), service: grant.access.packets },
    enabled: one.enabled,
    ...(doubts.length > 0 ? { doubts } : {}),
    at: [grant.at],
  };
}

/** Trusted hosts of administrators, and those of a port set apart for management: who is in one list only is held up. */
function sourceOf({ only, family, access: { trusted } }: AccessGrant, access: Granted): AddressExpression {
  const any: AddressExpression = { kind: "any", family };
  const hosts = (trusted === "yes" ? access.trusted?.surely : trusted === "perhaps" && access.trusted?.perhaps) || any;
  if (only === undefined) return hosts;
  if (hosts === any) return only;
  return { kind: "except", base: only, minus: { kind: "not", of: hosts, family: "both" } };
}
