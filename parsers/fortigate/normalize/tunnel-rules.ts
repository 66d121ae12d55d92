/** Rules of policies with the action `ipsec`: what they let into a tunnel, and out of it (reference/fortios.md 4.1). */
import type { AddressExpression } from "../../../src/model/expression.js";
import type { Rule, RuleMatch } from "../../../src/model/rule.js";
import { type Block, isEnabled, settingOf, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { networkOf } from "./implicit.js";
import { type Selector, selectorOf } from "./selectors.js";
import { rowsIn } from "./vdoms.js";
import type { VirtualDomain } from "./virtual-domain.js";

/** What the id of a rule ends with that stands for the packets of its policy which may fit no selector. */
export const UNSELECTED = "beside its selectors";

/**
 * `outbound`, on by default, lets the source open sessions into the tunnel, `inbound` lets the far side open them the other
 * way round (trap 32).
 */
export function tunnelRules(row: Block, rule: Rule, domain: VirtualDomain, context: Context): Rule[] {
  const carried = carriedBy(row, rule, domain, context);
  return [
    ...(isEnabled(row, "outbound", true) ? carried : []),
    ...carried.flatMap((one) => inboundRules(row, one, domain, context)),
  ];
}

/** Whether a policy joins a tunnel: with no action that is known, one that names a tunnel may well do so. */
export function isOfTunnel(row: Block): boolean {
  const action = textOf(row, "action");
  if (action === "accept" || action === "deny") return false;
  return action === "ipsec" || textOf(row, "vpntunnel") !== undefined;
}

/** What the far side of a tunnel may begin that a policy joins. */
export function inboundRules(row: Block, rule: Rule, domain: VirtualDomain, context: Context): Rule[] {
  return isEnabled(row, "inbound") ? [inbound(rule, domain, context)] : [];
}

function inbound(rule: Rule, domain: VirtualDomain, context: Context): Rule {
  const { ingress, egress, source } = rule.match;
  const match: RuleMatch = {
    ...rule.match,
    ingress: egress,
    egress: ingress,
    source: fromFarSide(rule, domain, context),
    destination: source,
  };
  return { ...rule, id: `${rule.id} inbound`, match };
}

/** Who comes out of the tunnel: of hosts on the segment that it starts from that is not told, and in clear they do not get in. */
function fromFarSide(
  { id, at, match: { egress, destination } }: Rule,
  { names }: VirtualDomain,
  context: Context,
): AddressExpression {
  const outside = egress?.flatMap((one) => names.named(one)?.addresses ?? []) ?? [];
  if (outside.length === 0) return destination;
  const reason = `whether hosts on the segment of the tunnel of policy ${id} come out of it is not known`;
  const near: AddressExpression = { kind: "union", of: outside.map(networkOf) };
  return {
    kind: "unknown",
    doubt: context.doubt({ reason, scope: "match", at: at[0] }),
    lower: { kind: "except", base: destination, minus: near },
    upper: destination,
  };
}

/**
 * The tunnel carries what fits phase 2 as well, which by default is what its policies say. What becomes of the rest is not
 * documented: it may go out in clear, or to the next policy.
 */
function carriedBy(row: Block, rule: Rule, domain: VirtualDomain, context: Context): Rule[] {
  const { holders } = domain.vdom;
  const name = textOf(row, "vpntunnel");
  const tunnel = rowsIn(holders, "vpn ipsec phase1").find((one) => one.name === name);
  if (rule.action !== "permit" || isKeyed(holders, name)) return [rule];
  if (tunnel === undefined) return [withoutTunnel(row, rule, context)];
  const own = rowsIn(holders, "vpn ipsec phase2").filter((one) => textOf(one, "phase1name") === name);
  const selectors = own.map((one) => selectorOf(one, tunnel, domain, context));
  if (selectors.some(isOfEverything)) return [rule];
  const reason = `which packets of policy ${row.name} fit phase 2 of the tunnel ${tunnel.name}, and what becomes of others, is not known`;
  const doubt = context.doubt({ reason, scope: "rule", at: context.rangeOf(row) });
  const open = { ...rule, action: "unknown", doubts: [...(rule.doubts ?? []), { doubt, effect: "narrows" }] } as const;
  const [only, ...more] = selectors;
  if (only === undefined || more.length > 0 || only.doubts.length > 0 || only.match.service.kind !== "any")
    return [open];
  const match = {
    ...rule.match,
    source: within(rule.match.source, only.match.source),
    destination: within(rule.match.destination, only.match.destination),
  };
  return [
    { ...rule, match },
    { ...open, id: `${rule.id} ${UNSELECTED}` },
  ];
}

/** Whether a tunnel has keys that are written, and with them no phase 2. */
function isKeyed(holders: readonly Block[], name: string | undefined): boolean {
  return rowsIn(holders, "vpn ipsec manualkey").some((one) => one.name === name);
}

/** A policy whose tunnel the file does not have: it may be left out of the file, or may not be there at all. */
function withoutTunnel(row: Block, rule: Rule, context: Context): Rule {
  const reason = `the tunnel of policy ${row.name} is not in the file: what it carries is not known`;
  const at = context.keyRange(row, settingOf(row, "vpntunnel"));
  const doubt = context.doubt({ reason, scope: "rule", at });
  return { ...rule, action: "unknown", doubts: [...(rule.doubts ?? []), { doubt, effect: "narrows" }] };
}

function isOfEverything({ match: { source, destination, service }, doubts }: Selector): boolean {
  return [source, destination, service].every(({ kind }) => kind === "any") && doubts.length === 0;
}

function within(base: AddressExpression, selector: AddressExpression): AddressExpression {
  return { kind: "except", base, minus: { kind: "not", of: selector, family: "both" } };
}
