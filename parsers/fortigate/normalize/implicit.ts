/** What FortiOS does without a policy: redirect, intrazone traffic, the denial at the end. */
import type { Interface } from "../../../src/model/device.js";
import type { AddressExpression, Family } from "../../../src/model/expression.js";
import type { Rule, RuleDoubt } from "../../../src/model/rule.js";
import type { SourceRange } from "../../../src/source/range.js";
import { isAtLeast, type Version } from "../header.js";
import { type Block, settingOf } from "../tree.js";
import { maskOf } from "./address-text.js";
import type { Context } from "./context.js";
import type { Zone } from "./interface-names.js";

/** The rule that decides what no policy matched: policy 0. */
export function implicitDeny(id: string, at: SourceRange, log?: boolean): Rule {
  return {
    id,
    name: "implicit deny",
    action: "deny",
    match: everything(),
    enabled: true,
    implicit: true,
    ...(log === undefined ? {} : { log }),
    at: [at],
  };
}

function everything(): Rule["match"] {
  return { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } };
}

const REDIRECT_KEYS = { 4: "allow-traffic-redirect", 6: "ipv6-allow-traffic-redirect" } as const;

/**
 * Traffic that leaves by the interface it came in by (reference/fortios.md 6.2, trap 25): forwarded without a policy
 * while the redirect option is on, which it is by default before 7.4.10, 7.6.5 and 8.0.0. Older builds do so only for
 * sources of the interface's own networks. Not through tunnels.
 */
export function redirectRules(interfaces: readonly Interface[], global: Block | undefined, context: Context): Rule[] {
  const rules: Rule[] = [];
  for (const family of [4, 6] as const) {
    const setting = global && settingOf(global, REDIRECT_KEYS[family]);
    const at = setting ? context.settingRange(setting) : global ? context.rangeOf(global) : headerRange(context);
    const { version } = context.header;
    const held = setting ? setting.values[0] === "enable" : version && !redirectIsOffByDefault(version);
    if (held === false) continue;
    const doubts: RuleDoubt[] = [];
    if (held === undefined) {
      const reason = `whether traffic may leave by the interface it came in by depends on the release (${REDIRECT_KEYS[family]})`;
      doubts.push({
        doubt: context.sharedDoubt(`redirect ${family}`, { reason, scope: "rule", at }),
        effect: "narrows",
      });
    }
    for (const one of interfaces) {
      if (one.kind !== "routed") continue;
      rules.push({
        id: `redirect ${one.id} IPv${family}`,
        name: `redirect on ${one.id}`,
        action: "permit",
        match: {
          ingress: [one.id],
          egress: [one.id],
          source: redirectSources(one, family, at, context),
          destination: { kind: "any", family },
          service: { kind: "any" },
          translated: "never",
        },
        enabled: true,
        ...(doubts.length > 0 ? { doubts } : {}),
        implicit: true,
        log: false,
        at: [at],
      });
    }
  }
  return rules;
}

function redirectIsOffByDefault(version: Version): boolean {
  if (version.major === 7 && version.minor === 4) return isAtLeast(version, 7, 4, 10);
  return isAtLeast(version, 7, 6, 5);
}

/** Certain for the interface's own networks; for others by release (reference D6). */
function redirectSources(one: Interface, family: Family, at: SourceRange, context: Context): AddressExpression {
  const { version } = context.header;
  if (version && redirectsAnySource(version)) return { kind: "any", family };
  const own = one.addresses.filter((address) => address.family === family).map((address) => networkOf(address));
  const lower: AddressExpression = own.length === 0 ? { kind: "none" } : { kind: "union", of: own };
  if (version && one.addressDoubt === undefined && isAtLeast(version, 6, 4, 0)) return lower;
  const reason = `which sources ${one.id} sends back without a policy depends on the release and on its networks`;
  const doubt = context.sharedDoubt(`redirect sources ${one.id}`, { reason, scope: "match", at });
  return { kind: "unknown", doubt, lower, upper: { kind: "any", family } };
}

function redirectsAnySource(version: Version): boolean {
  if (version.major === 7 && version.minor === 0) return isAtLeast(version, 7, 0, 16);
  if (version.major === 7 && version.minor === 2) return isAtLeast(version, 7, 2, 11);
  return isAtLeast(version, 7, 4, 4);
}

/** The network an own address connects. */
export function networkOf(address: Interface["addresses"][0]): AddressExpression {
  if (typeof address.address === "bigint") {
    const host = (1n << BigInt(128 - address.prefixLength)) - 1n;
    const from = (address.address | host) ^ host;
    return { kind: "range6", from, to: from | host, at: address.at };
  }
  const mask = maskOf(address.prefixLength);
  const from = (address.address & mask) >>> 0;
  return { kind: "range4", from, to: (from | ~mask) >>> 0, at: address.at };
}

/**
 * Traffic between different members of a zone with `intrazone allow` that no policy decided (reference/fortios.md 3, step
 * 10). From 7.4.4 on a member also talks to itself, which a zone of one needs.
 */
export function intrazoneRules(zones: readonly Zone[], context: Context): Rule[] {
  const rules: Rule[] = [];
  for (const zone of zones) {
    if (zone.intrazone !== "allow") continue;
    const setting = settingOf(zone.block, "intrazone");
    const at = context.keyRange(zone.block, setting);
    for (const member of zone.members) {
      const others = zone.members.filter((other) => other !== member);
      if (others.length > 0) rules.push(intrazoneRule(`${zone.name} ${member}`, zone, [member], others, [], at));
      const { version } = context.header;
      if (version && !isAtLeast(version, 7, 4, 4)) continue;
      const doubts: RuleDoubt[] = [];
      if (!version) {
        const reason = "whether intrazone traffic may leave by the interface it came in by depends on the release";
        doubts.push({ doubt: context.sharedDoubt("intrazone", { reason, scope: "rule", at }), effect: "narrows" });
      }
      rules.push(intrazoneRule(`${zone.name} ${member} back`, zone, [member], [member], doubts, at));
    }
  }
  return rules;
}

/**
 * Reports policies that deny what a zone's `intrazone allow` would let pass: they are taken to be read before it (trap 23),
 * while one note of the vendor says that the setting goes before them (reference D5).
 */
export function reportIntrazoneOrder(policies: readonly Rule[], zones: readonly Zone[], context: Context): void {
  const open = zones.filter(({ intrazone, members }) => intrazone === "allow" && members.length > 1);
  if (open.length === 0) return;
  for (const { action, enabled, match, at } of policies) {
    if (action === "permit" || !enabled) continue;
    const isInside = open.some(({ members }) => {
      const [from, to] = [match.ingress ?? members, match.egress ?? members];
      return members.some((one) => from.includes(one) && members.some((other) => other !== one && to.includes(other)));
    });
    if (isInside) context.diagnostics.add("fortigate/intrazone-order", at[0]);
  }
}

function intrazoneRule(
  id: string,
  zone: Zone,
  ingress: readonly string[],
  egress: readonly string[],
  doubts: readonly RuleDoubt[],
  at: SourceRange,
): Rule {
  return {
    id: `intrazone ${id}`,
    name: `intrazone allow in ${zone.name}`,
    action: "permit",
    match: { ...everything(), ingress, egress },
    enabled: true,
    ...(doubts.length > 0 ? { doubts } : {}),
    implicit: true,
    log: false,
    at: [at],
  };
}

export function headerRange(context: Context): SourceRange {
  return context.places.range(context.header.start, context.header.end);
}
