/** Addresses besides those of its interfaces that a FortiGate takes for its own: packets to them end there. */
import type { AddressExpression, DoubtId } from "../../../src/model/expression.js";
import type { Rule } from "../../../src/model/rule.js";
import type { Version } from "../header.js";
import { type Block, isEnabled, settingOf } from "../tree.js";
import type { Context } from "./context.js";
import { poolRange } from "./source-nat.js";
import { rowsIn } from "./vdoms.js";
import type { VirtualDomain } from "./virtual-domain.js";

/**
 * Packets to the outside address of a virtual IP that nothing translated: the device takes that address for its own, so
 * they are not routed on (reference/fortios.md 5.1, trap 18), in most releases.
 */
export function virtualIpRules(domain: VirtualDomain, context: Context): Rule[] {
  return domain.virtualIps.all.flatMap(({ enabled, external, mapped, name, block }): Rule[] => {
    if (!enabled || external.kind === "unknown" || overlaps(external, mapped)) return [];
    const id = `own address ${name}`;
    const open = mapped.kind === "unknown" ? mapped.doubt : strangeness(block, context);
    return [ownAddressRule({ id, name: `outside address of ${name}`, of: external, open, block }, context)];
  });
}

/** The same for addresses of pools; whether it holds for those that no policy uses as well is told in one place only: perhaps. */
export function poolRules(domain: VirtualDomain, context: Context): Rule[] {
  return rowsIn(domain.vdom.holders, "firewall ippool").flatMap((block): Rule[] => {
    const of = poolRange(block, context);
    if (!of || !isEnabled(block, "arp-reply", true)) return [];
    const { name } = block;
    const reason = `the device takes the addresses of the pool ${name} for its own, or routes packets to them on`;
    const open = context.doubt({ reason, scope: "rule", at: context.rangeOf(block) });
    return [
      ownAddressRule({ id: `own addresses ${name}`, name: `addresses of the pool ${name}`, of, open, block }, context),
    ];
  });
}

interface OwnAddresses {
  readonly id: string;
  readonly name: string;
  readonly of: AddressExpression;
  /** Why they may be none of the device's own. */
  readonly open: DoubtId | undefined;
  readonly block: Block;
}

function ownAddressRule({ id, name, of, open, block }: OwnAddresses, context: Context): Rule {
  return {
    id,
    name,
    action: "deny",
    match: { source: { kind: "any" }, destination: of, service: { kind: "any" }, translated: "never" },
    enabled: true,
    ...(open === undefined ? {} : { doubts: [{ doubt: open, effect: "narrows" }] }),
    implicit: true,
    log: false,
    at: context.rangesOf(block),
  };
}

/**
 * Why the outside address may be none of the device's own: it does not answer for it, or the release takes none for its own
 * (Fortinet, technical tip on changes of IP pools and virtual IPs in 6.4, 7.0, 7.2 and 7.4).
 */
function strangeness(vip: Block, context: Context): DoubtId | undefined {
  const silent = isEnabled(vip, "arp-reply", true) ? undefined : settingOf(vip, "arp-reply");
  const { version } = context.header;
  if (!silent && version && takesForItsOwn(version)) return undefined;
  const why = silent ? "is not documented (arp-reply)" : "depends on the release";
  const reason = `whether packets to the outside address of ${vip.name} are routed on ${why}`;
  const at = silent ? context.settingRange(silent) : context.rangeOf(vip);
  return context.doubt({ reason, scope: "rule", at });
}

/** All but 6.4.9 to 6.4.15, 7.0.1 to 7.0.12, 7.2.0 to 7.2.5, and 7.4.0. */
function takesForItsOwn(version: Version): boolean {
  const found = STRANGE.find(({ minor, major }) => version.major === major && version.minor === minor);
  return found === undefined || version.patch < found.from || version.patch > found.to;
}

const STRANGE = [
  { major: 6, minor: 4, from: 9, to: 15 },
  { major: 7, minor: 0, from: 1, to: 12 },
  { major: 7, minor: 2, from: 0, to: 5 },
  { major: 7, minor: 4, from: 0, to: 0 },
];

/** Whether two plain ranges meet; anything else may, but servers that are not known, which have a doubt of their own. */
function overlaps(a: AddressExpression, b: AddressExpression): boolean {
  if (b.kind === "unknown") return false;
  if (a.kind === "range4" && b.kind === "range4") return a.from <= b.to && b.from <= a.to;
  if (a.kind === "range6" && b.kind === "range6") return a.from <= b.to && b.from <= a.to;
  return true;
}
