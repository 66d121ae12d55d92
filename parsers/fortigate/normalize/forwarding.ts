/** The tables a forwarded packet meets in one VDOM, and the steps that consult them. */
import type { AddressRange, NatRule } from "../../../src/model/device.js";
import type { DoubtId } from "../../../src/model/expression.js";
import type { FilterStep, InterfaceId, Rule, Table } from "../../../src/model/rule.js";
import { formatVersion, isAtLeast } from "../header.js";
import { type Block, isEnabled, textOf } from "../tree.js";
import { poolRules, virtualIpRules } from "./claimed-addresses.js";
import { concentratorRules } from "./concentrators.js";
import type { Context } from "./context.js";
import { earlierStep } from "./earlier-step.js";
import { hairpinRules } from "./hairpins.js";
import { headerRange, implicitDeny, intrazoneRules, redirectRules, reportIntrazoneOrder } from "./implicit.js";
import { offloadRules } from "./managed-switches.js";
import { multicastRules } from "./multicast.js";
import { portalRules } from "./portal-servers.js";
import { CONSOLIDATED, POLICY, POLICY6, readRow, SECURITY, type TableShape } from "./rules.js";
import { selectorsOf } from "./selectors.js";
import { sourceTranslations } from "./source-nat.js";
import { statelessRules } from "./stateless.js";
import { tablesIn } from "./vdoms.js";
import type { VirtualDomain } from "./virtual-domain.js";
import { anyBesideWires } from "./wire-pairs.js";
import { splitRules } from "./wireless.js";

export interface Forwarding {
  readonly tables: readonly Table[];
  readonly steps: readonly FilterStep[];
  readonly nat: readonly NatRule[];
  /** Outside addresses of virtual IPs. */
  readonly claims: readonly AddressRange[];
}

/**
 * The walk of reference/fortios.md 3, reduced to tables read one behind the other: outside addresses of virtual IPs,
 * redirect, multicast, the policies in file order, intrazone, denial. NGFW policy-based mode adds a second step: what
 * passes needs an accept in both (trap 38).
 */
export function normalizeForwarding(
  domain: VirtualDomain,
  global: Block | undefined,
  several: boolean,
  context: Context,
): Forwarding {
  const read = tablesOf(domain, context);
  const inspected = domain.policyBased ? policyTable(SECURITY, domain, context) : undefined;
  // Policies may name interfaces that the file does not list, so the interfaces are complete only now.
  const interfaces = domain.names.own();
  const apart = (table: Table): Table => ({
    ...table,
    rules: anyBesideWires(table.rules, domain.vdom, interfaces, context),
  });
  const policies = read.map(apart);
  for (const { rules } of policies) reportIntrazoneOrder(rules, domain.names.zones, context);
  const ids = interfaces.map((one) => one.id);
  const ownAddresses = virtualIpRules(domain, context);
  const before = [
    ...statelessRules(domain, context),
    ...hairpinRules(policies, domain, ids, context),
    ...ownAddresses,
    ...poolRules(domain, context),
    ...portalRules(domain, policies, context),
    ...redirectRules(interfaces, global, context),
    ...concentratorRules(domain, context),
    ...offloadRules(domain, ids, context),
    ...splitRules(domain, interfaces, context),
    ...multicastRules(domain, context),
  ];
  const tables = [
    implicitTable(domain, "before the policies", before),
    ...policies,
    implicitTable(domain, "intrazone traffic", intrazoneRules(domain.names.zones, context)),
  ].filter((table) => table.rules.length > 0 || table === policies[0]);
  const log = implicitLog(domain);
  const earlier = earlierStep(domain, interfaces, context);
  // Each step says by which interfaces packets come in, where there is more than one: none is about packets on their way out.
  const sides = several || earlier || inspected ? { ingress: ids } : {};
  const steps = [step(domain, "firewall policy", tables, sides, context, log)];
  if (inspected) {
    const security = apart(inspected);
    tables.push(security);
    steps.push(step(domain, SECURITY.section, [security], sides, context, log));
  }
  if (earlier) {
    tables.push(earlier.table);
    steps.unshift({ ...earlier.step, ...sides });
  }
  const selectors = selectorsOf(domain, ids, context);
  tables.push(...selectors.tables);
  steps.unshift(...selectors.outOf);
  steps.push(...selectors.into);
  const nat = [
    ...domain.virtualIps.rules(several ? ids : undefined, domain.centralNat),
    ...sourceTranslations(domain, policies, context).map((one) => (several ? within(one, ids) : one)),
  ];
  return { tables, steps, nat, claims: ownAddresses.flatMap(claimOf) };
}

/** What the device surely takes for its own, where that is a plain range. */
function claimOf({ match: { destination }, doubts }: Rule): AddressRange[] {
  const isPlain = destination.kind === "range4" || destination.kind === "range6";
  return isPlain && doubts === undefined ? [{ from: destination.from, to: destination.to }] : [];
}

/** `any` interface is one of the VDOM. */
function within(rule: NatRule, ids: readonly InterfaceId[]): NatRule {
  return { ...rule, match: { ...rule.match, ingress: rule.match.ingress ?? ids } };
}

/**
 * The tables that decide (reference/fortios.md 7): release 6.2 could keep both families in one table of another name, which
 * then stands for the two others. It is switched on by a setting, which is off by default, or by policy-based mode; where rows
 * are there and neither is, whether the setting was left out or the rows are without use is not told: any of the tables may hold.
 * Since 6.4 there is the one table alone (Fortinet, new features 6.4.0, consolidated policies).
 */
function tablesOf(domain: VirtualDomain, context: Context): Table[] {
  const filled = (shape: TableShape) =>
    tablesIn(domain.vdom.holders, shape.section).find(({ rows }) => rows.length > 0);
  const { version } = context.header;
  if (version && isAtLeast(version, 6, 4, 0)) {
    const gone = [POLICY6, CONSOLIDATED].flatMap((shape): Table[] => {
      const block = filled(shape);
      if (block === undefined) return [];
      const reason = `release ${formatVersion(version)} has no "${shape.section}": what its rows do there is not known`;
      const doubt = context.doubt({ reason, scope: "rule", at: context.rangeOf(block) });
      return [perhaps(policyTable(shape, domain, context), doubt)];
    });
    return [policyTable(POLICY, domain, context), ...gone];
  }
  const former = filled(CONSOLIDATED);
  const chosen = textOf(domain.settings, "consolidated-firewall-mode");
  const read = (shapes: readonly TableShape[]) => shapes.map((shape) => policyTable(shape, domain, context));
  if (chosen === "enable" || (chosen === undefined && former && domain.policyBased)) return read([CONSOLIDATED]);
  if (chosen !== undefined || !former) return read([POLICY, POLICY6]);
  const reason = "whether the consolidated policies decide is not in the file (consolidated-firewall-mode)";
  const doubt = context.doubt({ reason, scope: "rule", at: context.rangeOf(former) });
  return read([CONSOLIDATED, POLICY, POLICY6]).map((table) => perhaps(table, doubt));
}

/** A table that may as well not be there. */
function perhaps(table: Table, doubt: DoubtId): Table {
  const rules = table.rules.map(
    (rule): Rule => ({ ...rule, doubts: [...(rule.doubts ?? []), { doubt, effect: "narrows" }] }),
  );
  return { ...table, rules };
}

function policyTable(shape: TableShape, domain: VirtualDomain, context: Context): Table {
  const sections = tablesIn(domain.vdom.holders, shape.section);
  const rules: Rule[] = [];
  for (const { rows } of sections) for (const row of rows) rules.push(...readRow(row, shape, domain, context));
  const at = sections.flatMap((section) => context.rangesOf(section));
  return { id: `${domain.prefix}${shape.section}`, name: shape.section, kind: "policy", rules, bound: true, at };
}

function implicitTable(domain: VirtualDomain, name: string, rules: readonly Rule[]): Table {
  return { id: `${domain.prefix}${name}`, name, kind: "policy", rules, bound: true, at: [] };
}

function step(
  domain: VirtualDomain,
  name: string,
  tables: readonly Table[],
  sides: Pick<FilterStep, "ingress">,
  context: Context,
  log: boolean | undefined,
): FilterStep {
  const at = tables.flatMap((table) => table.at);
  const place = at[0] ?? headerRange(context);
  return {
    kind: "filter",
    name: `${domain.prefix}${name}`,
    ...sides,
    tables: tables.map((table) => table.id),
    otherwise: implicitDeny(`${domain.prefix}${name} implicit deny`, place, log),
    stateful: true,
    at,
  };
}

/** Whether policy 0 logs: `log setting`, `fwpolicy-implicit-log`; `undefined` where the file has no such section. */
function implicitLog(domain: VirtualDomain): boolean | undefined {
  const [setting] = tablesIn(domain.vdom.holders, "log setting");
  return setting && isEnabled(setting, "fwpolicy-implicit-log");
}
