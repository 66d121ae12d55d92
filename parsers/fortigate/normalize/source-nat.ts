/** Source translation: `nat enable` in policies, or the central table. It never changes what is permitted. */
import type { InterfaceAddress, NatRule } from "../../../src/model/device.js";
import type { AddressExpression, DoubtId, Family, ServiceExpression } from "../../../src/model/expression.js";
import type { InterfaceId, Rule, RuleMatch, Table } from "../../../src/model/rule.js";
import { once } from "../../../src/source/once.js";
import { type Block, isEnabled, type Setting, settingOf, textOf, valuesOf } from "../tree.js";
import { readIPv4, readNumber } from "./address-text.js";
import { union } from "./addresses.js";
import { type Context, MAY_TRANSLATE } from "./context.js";
import type { NamedInterfaces } from "./interface-names.js";
import { translatesInTunnel } from "./rule-facts.js";
import { readPorts } from "./service-value.js";
import { rowsIn } from "./vdoms.js";
import type { VirtualDomain } from "./virtual-domain.js";

const WITH_PORTS = new Set([6, 17, 132]);

/** @param policies the tables whose rows may translate (reference/fortios.md 5.3); with central NAT their keys do nothing. */
export function sourceTranslations(domain: VirtualDomain, policies: readonly Table[], context: Context): NatRule[] {
  const others = domain.centralNat
    ? rowsIn(domain.vdom.holders, "firewall central-snat-map").map((row) => centralRule(row, domain, context))
    : policyRules(domain, policies, context);
  return [...publishedServers(domain, context), ...others];
}

/**
 * With `nat-source-vip` the server of a virtual IP gets the outside address of that, whatever pool its policy or central row names
 * (vendor's technical tips on virtual IPs as sources); whether without any of these as well is not documented: perhaps.
 */
function publishedServers({ virtualIps, prefix }: VirtualDomain, context: Context): NatRule[] {
  return virtualIps.all.flatMap(({ block, name, enabled, mapped, external }): NatRule[] => {
    if (!enabled || !isEnabled(block, "nat-source-vip")) return [];
    const at = context.keyRange(block, settingOf(block, "nat-source-vip"));
    const reason = `which sessions of the server get the outside address of the virtual IP ${name} is not documented`;
    const source = { kind: "unknown", doubt: context.doubt({ reason, scope: "match", at }), upper: mapped } as const;
    const match: RuleMatch = { source, destination: { kind: "any" }, service: { kind: "any" } };
    const translated = external.kind === "unknown" ? {} : { translated: external };
    return [{ id: `${prefix}server of ${name}`, kind: "source", match, ...translated, enabled, at: [at] }];
  });
}

function policyRules(domain: VirtualDomain, policies: readonly Table[], context: Context): NatRule[] {
  return policies.flatMap(({ name, rules }) => {
    const rows = once(() => new Map(rowsIn(domain.vdom.holders, name).map((row) => [row.name, row] as const)));
    const translates = (rule: Rule) => surelyTranslates(rule) || mayTranslate(rule, rows);
    const last = rules.findLastIndex(translates);
    return rules.slice(0, last + 1).flatMap((rule): NatRule[] => {
      if (rule.action === "deny") return [];
      const common = {
        id: `${domain.prefix}policy ${rule.id}`,
        kind: "source",
        enabled: rule.enabled,
        at: rule.at,
      } as const;
      const match = matchOf(rule);
      // What an earlier policy lets pass as it is, no later one translates.
      if (!translates(rule)) return [{ ...common, match, exempt: true }];
      if (!surelyTranslates(rule)) return [{ ...common, match }];
      // What becomes several rules has names that begin with that of the row.
      const row = rows().get(rule.id) ?? rows().get(rule.id.split(" ")[0] ?? "");
      // What `natip` makes of them, or the address of an interface, is not worked out.
      if (row && translatesInTunnel(row)) return [{ ...common, match }];
      const pool =
        row && isEnabled(row, "ippool") ? poolAddresses(settingOf(row, "poolname"), domain, context) : undefined;
      if (pool || (row && isEnabled(row, "ippool")))
        return [{ ...common, match, ...(pool ? { translated: pool } : {}) }];
      const egress = rule.match.egress ?? [];
      if (egress.length === 0) return [{ ...common, match }];
      return egress.map((id) => {
        const translated = addressOf(id, domain);
        const suffix = egress.length > 1 ? ` out of ${id}` : "";
        return {
          ...common,
          id: `${common.id}${suffix}`,
          match: { ...match, egress: [id] },
          ...(translated ? { translated } : {}),
        };
      });
    });
  });
}

/**
 * What a source becomes without a pool (reference/fortios.md 5.3): an address of the interface it leaves by, of its own family, or
 * for the server of a virtual IP perhaps the outside address of that. Left out: what is not in the file.
 */
function addressOf(id: InterfaceId, domain: VirtualDomain): AddressExpression | undefined {
  const of = ([4, 6] as const).flatMap((family) => addressesOfInterface(id, family, domain));
  return of.length === 0 ? undefined : union(of, of[0]?.at);
}

/** Of IPv4 the primary one; which of several of IPv6 is not documented. */
function addressesOfInterface(
  id: InterfaceId,
  family: Family,
  { names, virtualIps }: VirtualDomain,
): readonly AddressExpression[] {
  const outside = names.named(id);
  const own =
    outside?.addresses.filter((one) => one.family === family && (family === 6 || one.kind === "primary")) ?? [];
  if (own.length === 0 || outside?.addressDoubt !== undefined) return [];
  const published = virtualIps.all
    .filter((vip) => vip.family === family && vip.enabled)
    .map(({ external }) => external);
  if (published.some(({ kind }) => kind === "unknown")) return [];
  return [...own.map(hostOf), ...published];
}

function hostOf({ address, at }: InterfaceAddress): AddressExpression {
  return typeof address === "bigint"
    ? { kind: "range6", from: address, to: address, at }
    : { kind: "range4", from: address, to: address, at };
}

function surelyTranslates({ facts, action }: Rule): boolean {
  return facts?.translatesSource === true && action !== "deny";
}

/** Whether a statement of its row that was not understood is about translations. */
function mayTranslate({ id, action, doubts }: Rule, rows: () => ReadonlyMap<string, Block>): boolean {
  if (doubts === undefined || action === "deny") return false;
  const row = rows().get(id) ?? rows().get(id.split(" ")[0] ?? "");
  return row?.unknown.some(({ text }) => MAY_TRANSLATE.test(text)) === true;
}

/** What a policy matches; one in doubt may match less, or anything. */
function matchOf({ match, doubts }: Rule): RuleMatch {
  const [first] = doubts ?? [];
  if (first === undefined) return match;
  const source: AddressExpression = { kind: "unknown", doubt: first.doubt, upper: match.source };
  if (doubts?.every(({ effect }) => effect === "narrows")) return { ...match, source };
  return { ...match, ...anyMatch(first.doubt) };
}

function anyMatch(doubt: DoubtId): RuleMatch {
  const unknown = { kind: "unknown", doubt } as const;
  return { source: unknown, destination: unknown, service: unknown };
}

/** First match decides; `nat disable` exempts (reference/fortios.md 5.2). */
function centralRule(row: Block, domain: VirtualDomain, context: Context): NatRule {
  const effects = context.claim(row, "firewall central-snat-map", { scope: "match" });
  const pool = poolAddresses(settingOf(row, "nat-ippool"), domain, context);
  const protocol = readNumber(textOf(row, "protocol"), 255) ?? 0;
  const ingress = sideOf(settingOf(row, "srcintf"), domain);
  const egress = sideOf(settingOf(row, "dstintf"), domain);
  const unsure = effects[0]?.doubt ?? ingress.unsure ?? egress.unsure;
  const match: RuleMatch = {
    ...(ingress.interfaces ? { ingress: ingress.interfaces } : {}),
    ...(egress.interfaces ? { egress: egress.interfaces } : {}),
    source: addressesOf(settingOf(row, "orig-addr"), settingOf(row, "orig-addr6"), domain),
    destination: addressesOf(settingOf(row, "dst-addr"), settingOf(row, "dst-addr6"), domain),
    service: servicesOf(row, protocol),
  };
  return {
    id: `${domain.prefix}central ${row.name}`,
    kind: "source",
    // What was not understood may limit the row or undo it, and so may be anything in place of it.
    match: unsure === undefined ? match : anyMatch(unsure),
    ...(pool && unsure === undefined ? { translated: pool } : {}),
    ...(isEnabled(row, "nat", true) || unsure !== undefined ? {} : { exempt: true }),
    enabled: textOf(row, "status") !== "disable",
    at: context.rangesOf(row),
  };
}

/** Protocol and ports of a central row; 0, the default of each, is every one. */
function servicesOf(row: Block, protocol: number): ServiceExpression {
  if (protocol === 0) return { kind: "any" };
  const [source, destination] = ["orig-port", "dst-port"].map((key) => readPorts(textOf(row, key) ?? "0"));
  if (!WITH_PORTS.has(protocol)) return { kind: "protocol", protocol };
  return {
    kind: "ports",
    protocol,
    ...(source && source.to > 0 ? { source: [source] } : {}),
    ...(destination && destination.to > 0 ? { destination: [destination] } : {}),
  };
}

function sideOf(setting: Setting | undefined, { names }: VirtualDomain): NamedInterfaces {
  return setting ? names.resolve(setting) : {};
}

function addressesOf(v4: Setting | undefined, v6: Setting | undefined, domain: VirtualDomain): AddressExpression {
  const of = [...(v4 ? [domain.addresses4.resolve(v4)] : []), ...(v6 ? [domain.addresses6.resolve(v6)] : [])];
  return of.length === 0 ? { kind: "any" } : union(of, undefined);
}

/** The addresses of the named pools; `undefined` when one cannot be read. */
function poolAddresses(
  setting: Setting | undefined,
  domain: VirtualDomain,
  context: Context,
): AddressExpression | undefined {
  if (!setting) return undefined;
  const rows = rowsIn(domain.vdom.holders, "firewall ippool").filter((row) => setting.values.includes(row.name));
  const of = rows.flatMap((row) => poolRange(row, context) ?? []);
  return of.length > 0 && of.length === setting.values.length ? union(of, context.settingRange(setting)) : undefined;
}

/** The addresses of a pool; `undefined` when they cannot be read. */
export function poolRange(row: Block, context: Context): AddressExpression | undefined {
  const [from, to] = [readIPv4(valuesOf(row, "startip")[0] ?? ""), readIPv4(valuesOf(row, "endip")[0] ?? "")];
  return from === undefined || to === undefined || from > to
    ? undefined
    : { kind: "range4", from, to, at: context.rangeOf(row) };
}
