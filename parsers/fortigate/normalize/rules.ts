/** Rows of policy tables → rules in file order. */
import type { AddressExpression, Family, ServiceExpression } from "../../../src/model/expression.js";
import type { InterfaceId, Rule, RuleDoubt, RuleMatch } from "../../../src/model/rule.js";
import { maskName } from "../../../src/source/mask.js";
import { isAtLeast } from "../header.js";
import { type Block, isEnabled, mayBeAbout, type Setting, settingOf, textOf } from "../tree.js";
import type { Addresses } from "./addresses.js";
import type { Context } from "./context.js";
import { incomplete, lacksSomething, NOTHING } from "./incomplete-rows.js";
import { ruleFacts, USER_KEYS } from "./rule-facts.js";
import { expiryOf } from "./schedules.js";
import { besideHairpins, translatedPackets } from "./translated-packets.js";
import { inboundRules, isOfTunnel, tunnelRules } from "./tunnel-rules.js";
import type { VirtualDomain } from "./virtual-domain.js";

/** The keys of one end of a row in one family. */
interface EndKeys {
  readonly addresses: string;
  /** What release 6.2 called it (Fortinet, CLI reference 6.2.2). */
  readonly formerly?: string;
  readonly negate: string;
  /** What negated both families before each had a key of its own. */
  readonly negateBoth?: string;
  /** With it internet services stand for the addresses. */
  readonly internet: string;
}

/** Which keys of a table hold addresses of which family. */
export interface TableShape {
  readonly section: string;
  readonly families: readonly { readonly family: Family; readonly source: EndKeys; readonly destination: EndKeys }[];
}

const V4 = {
  family: 4,
  source: { addresses: "srcaddr", negate: "srcaddr-negate", internet: "internet-service-src" },
  destination: { addresses: "dstaddr", negate: "dstaddr-negate", internet: "internet-service" },
} as const;
const V6 = {
  family: 6,
  source: {
    addresses: "srcaddr6",
    negate: "srcaddr6-negate",
    negateBoth: "srcaddr-negate",
    internet: "internet-service6-src",
  },
  destination: {
    addresses: "dstaddr6",
    negate: "dstaddr6-negate",
    negateBoth: "dstaddr-negate",
    internet: "internet-service6",
  },
} as const;

/** IPv4 and IPv6 rows share a table since 6.4; before, IPv6 had its own (reference/fortios.md 7). */
export const POLICY: TableShape = { section: "firewall policy", families: [V4, V6] };
export const POLICY6: TableShape = {
  section: "firewall policy6",
  families: [
    {
      family: 6,
      source: { ...V6.source, addresses: "srcaddr", negate: "srcaddr-negate" },
      destination: { ...V6.destination, addresses: "dstaddr", negate: "dstaddr-negate" },
    },
  ],
};
export const CONSOLIDATED: TableShape = {
  section: "firewall consolidated policy",
  families: [
    {
      family: 4,
      source: { ...V4.source, addresses: "srcaddr4" },
      destination: { ...V4.destination, addresses: "dstaddr4" },
    },
    V6,
  ],
};
export const SECURITY: TableShape = {
  section: "firewall security-policy",
  families: [
    {
      family: 4,
      source: { ...V4.source, formerly: "srcaddr4" },
      destination: { ...V4.destination, formerly: "dstaddr4" },
    },
    V6,
  ],
};

const LAYER7_KEYS = new Set(["application", "app-category", "app-group", "url-category"]);

/** Options with which a row is about other packets than its addresses and services say. */
const OPEN_KEYS = [
  { key: "nat46", why: "makes IPv6 packets of IPv4 packets" },
  { key: "nat64", why: "makes IPv4 packets of IPv6 packets" },
  { key: "learning-mode", why: "learns: it accepts to see what comes" },
] as const;

/** Reads one row; an `ipsec` row may become several rules. */
export function readRow(row: Block, shape: TableShape, domain: VirtualDomain, context: Context): Rule[] {
  const doubts = context.claim(row, shape.section, { scope: "rule" });
  const when = validity(row, domain, context);
  const enabled = (textOf(row, "status") !== "disable" || mayBeAbout(row, "status")) && when.enabled;
  if (when.doubts.length > 0) doubts.push(...when.doubts);
  addConditions(row, doubts, context);
  const action = actionOf(row, { shape, domain }, doubts, context);
  const use = !enabled ? "none" : action === "deny" ? "deny" : "permit";
  const match = readMatch(row, { shape, use, action }, domain, doubts, context);
  const [name, comment] = [textOf(row, "name"), textOf(row, "comments") ?? textOf(row, "comment")];
  const rule: Rule = {
    id: row.name,
    name: name === undefined ? undefined : maskName(name),
    action: challenged(row, domain) && action === "permit" ? "unknown" : action,
    match,
    enabled,
    doubts: doubts.length > 0 ? doubts : undefined,
    log: textOf(row, "logtraffic") === "all",
    comment: comment === undefined ? undefined : maskName(comment),
    at: context.rangesOf(row),
    facts: ruleFacts(row, shape === SECURITY, domain),
  };
  if (textOf(row, "action") === "ipsec") return tunnelRules(row, rule, domain, context);
  const rules = besideHairpins(rule, row, domain, context);
  // What names a tunnel had the action `ipsec` before that was spoilt or lost.
  return isOfTunnel(row) ? [...rules, ...inboundRules(row, { ...rule, action: "unknown" }, domain, context)] : rules;
}

function actionOf(
  row: Block,
  { shape, domain }: { shape: TableShape; domain: VirtualDomain },
  doubts: RuleDoubt[],
  context: Context,
): Rule["action"] {
  const setting = settingOf(row, "action");
  // What was not understood in the row may be its action.
  if (mayBeAbout(row, "action") || (setting === undefined && row.unknown.length > 0)) return "unknown";
  // So may be what is lost of it.
  if (setting === undefined && lacksSomething(row, shape !== SECURITY)) {
    const reason = `policy ${row.name} has no action, nor all that a policy has: lines may be lost`;
    doubts.push({ doubt: context.doubt({ reason, scope: "rule", at: context.rangeOf(row) }), effect: "narrows" });
    return "unknown";
  }
  if (setting === undefined && domain.policyBased && shape !== SECURITY) {
    // There a row says what is inspected and who must log in; the other table decides.
    const reason = `whether policy ${row.name} accepts is not documented: it has no action, in NGFW policy-based mode`;
    doubts.push({ doubt: context.doubt({ reason, scope: "rule", at: context.rangeOf(row) }), effect: "narrows" });
    return "unknown";
  }
  const value = setting?.values[0] ?? "deny"; // trap 1
  // One that learns lets everything pass (Fortinet, CLI reference, firewall security-policy), and whether with this action too is not documented.
  if (value === "deny") return isEnabled(row, "learning-mode") ? "unknown" : "deny";
  if (value === "accept" || value === "ipsec") return "permit";
  const at = context.keyRange(row, setting);
  if (setting) context.notUnderstood(setting, shape.section);
  context.diagnostics.add("fortigate/unknown-value", at, { expected: "accept, deny or ipsec" });
  const reason = `policy ${row.name} has an action that is not known`;
  doubts.push({ doubt: context.doubt({ reason, scope: "rule", at }), effect: "anything" });
  return "unknown";
}

function readMatch(
  row: Block,
  { shape, use, action }: { shape: TableShape; use: "permit" | "deny" | "none"; action: Rule["action"] },
  domain: VirtualDomain,
  doubts: RuleDoubt[],
  context: Context,
): RuleMatch {
  const ingress = interfacesOf(row, "srcintf", domain, doubts, context);
  const egress = interfacesOf(row, "dstintf", domain, doubts, context);
  const vip = (name: string, at: RuleDestinationPlace) => domain.virtualIps.destinationOf(name, at, use);
  let sources: AddressExpression | undefined;
  let destinations: AddressExpression | undefined;
  for (const keys of shape.families) {
    const addresses = keys.family === 4 ? domain.addresses4 : domain.addresses6;
    const source = side(row, keys.source, keys.family, addresses, context);
    const destination = side(row, keys.destination, keys.family, addresses, context, vip);
    if (!source || !destination) continue;
    sources = together(sources, isBeforeIts(keys.family, shape, context) ? perhapsSix(row, source, context) : source);
    destinations = together(destinations, destination);
  }
  const lacking = sources ? NOTHING : incomplete(row, "addresses", context);
  // A rule stands between its interfaces even where it is in doubt: a statement that was not understood may be about these.
  const anywhere = row.unknown.some(({ text }) => !text.startsWith("config "));
  return {
    ingress: anywhere ? undefined : ingress,
    egress: anywhere ? undefined : egress,
    source: sources ?? lacking,
    destination: destinations ?? lacking,
    service: serviceOf(row, shape, domain, context),
    translated: translatedPackets(row, action, domain, doubts, context),
  };
}

/** Before release 6.4 rows of this table had no addresses of IPv6 (reference/fortios.md 7). */
function isBeforeIts(family: Family, shape: TableShape, { header: { version } }: Context): boolean {
  return family === 6 && shape === POLICY && version !== undefined && !isAtLeast(version, 6, 4, 0);
}

function perhapsSix(row: Block, upper: AddressExpression, context: Context): AddressExpression {
  const at = context.rangeOf(row);
  const reason = `policy ${row.name} names addresses of IPv6, which its table does not have in this release`;
  return { kind: "unknown", doubt: context.doubt({ reason, scope: "match", at }), upper, at };
}

type RuleDestinationPlace = Rule["at"][0];

/** What a row says of one family and of the other. */
function together(one: AddressExpression | undefined, other: AddressExpression): AddressExpression {
  return one ? { kind: "union", of: [one, other] } : other;
}

/** One side of a row in one family; `undefined` where the row says nothing of it: it then never matches that family. */
function side(
  row: Block,
  keys: EndKeys,
  family: Family,
  addresses: Addresses,
  context: Context,
  vip?: (name: string, at: RuleDestinationPlace) => AddressExpression,
): AddressExpression | undefined {
  if (isEnabled(row, keys.internet)) return internetService(row, keys.internet, family, context);
  const setting =
    settingOf(row, keys.addresses) ?? (keys.formerly === undefined ? undefined : settingOf(row, keys.formerly));
  if (!setting || setting.values.length === 0) return undefined;
  const value = addresses.resolve(setting, vip);
  if (isNegatedByBoth(row, keys, context)) return perhapsNegated(row, keys, family, context);
  if (!isEnabled(row, keys.negate)) return value;
  const at = context.keyRange(row, settingOf(row, keys.negate));
  return { kind: "not", of: value, family, at }; // of the whole list, not of each member (trap 11)
}

/**
 * Up to release 7.2.3 at least one key negated the addresses of both families; since 7.6 at the latest IPv6 has its own (Fortinet,
 * CLI references: "srcaddr/srcaddr6" in the words of the former).
 */
function isNegatedByBoth(
  row: Block,
  { negate, negateBoth = negate }: EndKeys,
  { header: { version } }: Context,
): boolean {
  if (negateBoth === negate || !isEnabled(row, negateBoth) || settingOf(row, negate)) return false;
  return version === undefined || !isAtLeast(version, 7, 6, 0);
}

function perhapsNegated(row: Block, { negateBoth = "" }: EndKeys, family: Family, context: Context): AddressExpression {
  const at = context.keyRange(row, settingOf(row, negateBoth));
  const reason = `whether "${negateBoth}" of policy ${row.name} is about IPv6 as well depends on the release`;
  return { kind: "unknown", doubt: context.doubt({ reason, scope: "match", at }), upper: { kind: "any", family }, at };
}

/** With `internet-service` leftover addresses and services are ignored (trap 21); what it holds is in a database. */
function internetService(row: Block, key: string, family: Family, context: Context): AddressExpression {
  const at = context.keyRange(row, settingOf(row, key));
  const reason = `policy ${row.name} names internet services: their addresses and ports are in a database of the vendor`;
  const doubt = context.doubt({ reason, scope: "match", at });
  return { kind: "unknown", doubt, upper: { kind: "any", family }, at };
}

function serviceOf(row: Block, shape: TableShape, domain: VirtualDomain, context: Context): ServiceExpression {
  const v4 = isEnabled(row, "internet-service");
  const v6 = isEnabled(row, "internet-service6");
  const setting = settingOf(row, "service");
  const any = (): ServiceExpression => ({ kind: "any", at: context.rangeOf(row) });
  if (!setting || setting.values.length === 0) {
    if (v4 && v6) return any();
    if (v4 || v6) return settingOf(row, v4 ? "srcaddr6" : "srcaddr") ? ofOneFamily(row, context) : any();
    if (shape === SECURITY) return ofApplications(row, context);
    return { ...incomplete(row, "service", context), at: context.rangeOf(row) };
  }
  if (v4 && (v6 || !settingOf(row, "srcaddr6"))) return any();
  if (v6 && !settingOf(row, "srcaddr")) return any();
  const named = domain.services.resolve(setting);
  const negated = isEnabled(row, "service-negate");
  if (!negated && !v4 && !v6) return named;
  const at = context.keyRange(row, settingOf(row, "service-negate"));
  const value: ServiceExpression = negated ? { kind: "not", of: named, at } : named;
  if (!v4 && !v6) return value;
  const reason = `policy ${row.name} names internet services in one family only`;
  return { kind: "unknown", doubt: context.doubt({ reason, scope: "match", at }), lower: value, at };
}

/** What a row without services is for in the family that it names no internet services of: no document says, nor whether a device takes it. */
function ofOneFamily(row: Block, context: Context): ServiceExpression {
  const at = context.rangeOf(row);
  const reason = `policy ${row.name} names internet services in one family, and for the other no service`;
  return { kind: "unknown", doubt: context.doubt({ reason, scope: "match", at }), at };
}

/**
 * A row without services is for the ports that each application has by default (Fortinet, CLI reference, firewall security-policy:
 * `enforce-default-app-port`): which ones these are is not in the file.
 */
function ofApplications(row: Block, context: Context): ServiceExpression {
  const at = context.rangeOf(row);
  const reason = `policy ${row.name} names no services: it goes by the default ports of applications, or a line is lost`;
  return { kind: "unknown", doubt: context.doubt({ reason, scope: "match", at }), at };
}

/** The interfaces that a key names; `undefined`: any. */
function interfacesOf(
  row: Block,
  key: "srcintf" | "dstintf",
  domain: VirtualDomain,
  doubts: RuleDoubt[],
  context: Context,
): readonly InterfaceId[] | undefined {
  const setting = settingOf(row, key);
  if (!setting || setting.values.length === 0) {
    // What was not understood in the row may be this one: it may be for any interface.
    if (row.unknown.length > 0) return undefined;
    const lacking = incomplete(row, key, context);
    if (lacking.kind === "unknown") doubts.push({ doubt: lacking.doubt, effect: "narrows" });
    return undefined;
  }
  const { interfaces, unsure } = domain.names.resolve(setting);
  if (unsure !== undefined) doubts.push({ doubt: unsure, effect: "anything" });
  return interfaces;
}

interface Validity {
  readonly enabled: boolean;
  readonly doubts: readonly RuleDoubt[];
}

const ALWAYS: Validity = { enabled: true, doubts: [] };

function validity(row: Block, domain: VirtualDomain, context: Context): Validity {
  const schedule = settingOf(row, "schedule");
  const expiry = settingOf(row, "policy-expiry");
  const scheduled = schedule && domain.schedules.validityOf(schedule);
  if (expiry === undefined && scheduled === "always") return ALWAYS;
  const doubts: RuleDoubt[] = [];
  if (schedule === undefined) {
    // What was not understood in the row may be its schedule, and is a doubt already.
    if (expiry === undefined && row.unknown.length > 0) return ALWAYS;
    const reason = `policy ${row.name} has no schedule: not every release takes such a policy`;
    doubts.push({ doubt: context.doubt({ reason, scope: "rule", at: context.rangeOf(row) }), effect: "narrows" });
  }
  const limits = [
    { setting: schedule, held: scheduled },
    { setting: expiry, held: expiryOf(row, context.asOfMinutes) },
  ];
  for (const { setting, held } of limits) {
    if (!setting || held !== "at-times") continue;
    const at = context.settingRange(setting);
    const reason = `policy ${row.name} holds only at certain times (${setting.key})`;
    doubts.push({ doubt: context.doubt({ reason, scope: "rule", at }), effect: "narrows" });
  }
  const isOver = limits.some(({ setting, held }) => held === "never" && !mayBeAbout(row, setting?.key ?? ""));
  return { enabled: !isOver, doubts };
}

/** Conditions that no packet shows: who the user is, which application speaks. */
function addConditions(row: Block, doubts: RuleDoubt[], context: Context): void {
  const users = row.settings.find(namesUsers);
  const identity = isEnabled(row, "identity-based") ? settingOf(row, "identity-based") : undefined;
  const asked = users ?? identity;
  if (asked) {
    const at = context.settingRange(asked);
    const reason = `policy ${row.name} lets in certain users only`;
    // Asked always, whoever is not one of them is held up here; otherwise later policies decide (trap 26).
    const effect = users && !identity ? "narrows" : "anything";
    doubts.push({ doubt: context.doubt({ reason, scope: "rule", at }), effect });
  }
  for (let index = 0; index < OPEN_KEYS.length; index++) {
    const { key, why } = OPEN_KEYS[index] as (typeof OPEN_KEYS)[number];
    const setting = isEnabled(row, key) ? settingOf(row, key) : undefined;
    if (!setting) continue;
    const at = context.settingRange(setting);
    const reason = `policy ${row.name} ${why}`;
    doubts.push({ doubt: context.doubt({ reason, scope: "rule", at }), effect: "anything" });
  }
  const layer7 = row.settings.find(({ key, values }) => LAYER7_KEYS.has(key) && values.length > 0);
  if (layer7) {
    const reason = `policy ${row.name} decides by application or content`;
    doubts.push({
      doubt: context.doubt({ reason, scope: "rule", at: context.settingRange(layer7) }),
      effect: "narrows",
    });
  }
}

function namesUsers({ key, values }: Setting): boolean {
  return USER_KEYS.has(key) && values.length > 0;
}

/** Whether the row stops everybody to ask who they are: `auth-on-demand always` (reference/fortios.md 8). */
function challenged(row: Block, domain: VirtualDomain): boolean {
  return domain.asksAlways && row.settings.some(namesUsers);
}
