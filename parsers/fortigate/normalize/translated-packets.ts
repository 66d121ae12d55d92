/** How policies meet packets that a virtual IP has translated. */
import type { Rule, RuleDoubt, RuleMatch } from "../../../src/model/rule.js";
import { isAtLeast, type Version } from "../header.js";
import { type Block, isEnabled, type Setting, settingOf, valuesOf } from "../tree.js";
import type { Context } from "./context.js";
import type { VirtualDomain } from "./virtual-domain.js";

const DESTINATIONS = ["dstaddr", "dstaddr4", "dstaddr6"];
const NEGATIONS = ["dstaddr-negate", "dstaddr6-negate"];

/**
 * Whether the ordinary addresses of a row fit packets that a virtual IP translated (reference/fortios.md 5.1). With
 * central NAT they do: policies name the mapped addresses. Otherwise an accepting row most likely does not fit them (D15), and
 * a denying one does with `match-vip`, whose default depends on the release (trap 14, D1); whether it is then compared with
 * the dialled or the mapped address is not documented (D2), which matters unless it denies every address.
 */
export function translatedPackets(
  row: Block,
  action: Rule["action"],
  domain: VirtualDomain,
  doubts: RuleDoubt[],
  context: Context,
): RuleMatch["translated"] {
  const only = isEnabled(row, "match-vip-only") ? settingOf(row, "match-vip-only") : undefined;
  // Without virtual IPs too, where it then fits nothing.
  if (only) {
    const reason = `policy ${row.name} is about packets that a virtual IP translated, and no others`;
    doubts.push({ doubt: context.doubt({ reason, scope: "rule", at: context.settingRange(only) }), effect: "narrows" });
  }
  if (domain.centralNat || domain.virtualIps.all.length === 0) return undefined;
  if (action !== "deny") return "unknown";
  const matching = only ? true : matchesByDefault(row, context.header.version);
  if (matching === undefined) return "unknown";
  if (!matching) return "never";
  return isAboutEvery(row, domain) ? "fits" : "unknown";
}

/** Whether a row is about every destination of each family that it is about at all. */
function isAboutEvery(row: Block, { addresses4, addresses6 }: VirtualDomain): boolean {
  if (NEGATIONS.some((key) => isEnabled(row, key)) || !addresses4.isAllEvery || !addresses6.isAllEvery) return false;
  const named = DESTINATIONS.map((key) => valuesOf(row, key)).filter(({ length }) => length > 0);
  return named.length > 0 && named.every((names) => names.includes("all"));
}

/** `match-vip` as written, or the default of the release; `undefined` where that is not known. */
function matchesByDefault(row: Block, version: Version | undefined): boolean | undefined {
  const setting = settingOf(row, "match-vip");
  if (setting) return setting.values[0] === "enable";
  if (!version) return undefined;
  if (isAtLeast(version, 7, 2, 5)) return true;
  return isAtLeast(version, 7, 2, 0) ? undefined : false;
}

/**
 * The rule once for packets by the interface of its virtual IPs, and once in doubt for others: `extintf` says in which policies
 * a virtual IP may be used, and which rows fit packets that come in by another one is not documented (reference D3, trap 17).
 */
export function besideHairpins(rule: Rule, row: Block, domain: VirtualDomain, context: Context): Rule[] {
  if (domain.centralNat || domain.virtualIps.all.length === 0) return [rule];
  const { ingress } = rule.match;
  const doubts: RuleDoubt[] = [];
  let certain = ingress;
  for (const { vip, outside } of boundIps(row, domain)) {
    const allowed = domain.names.resolve(outside).interfaces ?? [];
    certain = certain ? certain.filter((id) => allowed.includes(id)) : allowed;
    if (ingress?.every((id) => allowed.includes(id))) continue;
    const at = context.keyRange(row, settingOf(row, "srcintf"));
    const reason = `which packets policy ${row.name} lets to the virtual IP ${vip} by interfaces other than ${outside.values[0] ?? ""} is not documented`;
    doubts.push({ doubt: context.doubt({ reason, scope: "rule", at }), effect: "narrows" });
  }
  if (doubts.length === 0) return [rule];
  const open = { ...rule, doubts: [...(rule.doubts ?? []), ...doubts] };
  if (!certain || certain.length === 0) return [open];
  const others = ingress ? { ingress: ingress.filter((id) => !certain.includes(id)) } : {};
  return [
    { ...rule, match: { ...rule.match, ingress: certain } },
    { ...open, id: `${rule.id} by other interfaces`, match: { ...rule.match, ...others } },
  ];
}

/** Virtual IPs that the row names and that are bound to an interface, with the setting that binds them. */
function boundIps(row: Block, domain: VirtualDomain): { vip: string; outside: Setting }[] {
  return virtualIpNames(row, domain).flatMap((name) =>
    domain.virtualIps.named(name).flatMap(({ block }) => {
      const outside = settingOf(block, "extintf");
      return outside && outside.values[0] !== "any" ? [{ vip: block.name, outside }] : [];
    }),
  );
}

/** The virtual IPs and groups of these that the row names as its destination. */
function virtualIpNames(row: Block, { addresses4, addresses6 }: VirtualDomain): string[] {
  return DESTINATIONS.flatMap((key) => {
    const setting = settingOf(row, key);
    if (!setting) return [];
    return setting.values.filter((name) =>
      [addresses4, addresses6].some((addresses) => addresses.kindOf(name, setting.start) === "vip"),
    );
  });
}
