/** Lists with object groups as packets to an IOS-XE device itself meet them (reference/cisco.md 4.1). */
import type { AddressExpression, DoubtId, ServiceExpression } from "../../../../src/model/expression.js";
import type { Filter, FilterStep, Rule, Table } from "../../../../src/model/rule.js";
import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";

const REASON = "IOS-XE may pass over an entry that names an object group, of packets to the device itself";

/** Statements that IOS-XE 3 writes, whose exports call themselves 15, and IOS does not. */
const XE_3 = /^(?:license boot level|(?:no )?platform (?:punt-keepalive|hardware|qfp|console))\b/;

/** Whether it may be IOS-XE: by its version, by what only that writes, and where no version is written. */
export function mayBeXe(roots: readonly CiscoLine[], version: string | undefined): boolean {
  const release = Number.parseInt(version ?? "", 10);
  return !(release < 16) || beginning(roots, "license", "platform").some(({ text }) => XE_3.test(text));
}

/** The steps of packets to the device, and the tables that only these consult. */
export interface OwnPackets {
  readonly toDevice: readonly FilterStep[];
  readonly tables: readonly Table[];
}

/**
 * Packets that are for the route processor pass over entries with object groups (Cisco, object groups for ACLs, restrictions):
 * whether on every release and platform is not documented, so that such entries match these packets perhaps.
 */
export function forOwnPackets(
  toDevice: readonly FilterStep[],
  tables: readonly Table[],
  context: CiscoContext,
): OwnPackets {
  const known = new Map(tables.map((table) => [table.id, table]));
  const made = new Map<string, Table | undefined>();
  const idOf = (id: string): string => {
    const table = known.get(id);
    if (!made.has(id)) made.set(id, table && restated(table, context));
    return made.get(id)?.id ?? id;
  };
  const inFilter = <Kind extends Filter>(filter: Kind): Kind => ({ ...filter, tables: filter.tables.map(idOf) });
  const steps = toDevice.map((step) => {
    const { instead, ...rest } = inFilter(step);
    return instead === undefined ? rest : { ...rest, instead: { ...instead, of: instead.of.map(inFilter) } };
  });
  return { toDevice: steps, tables: [...made.values()].filter((table) => table !== undefined) };
}

/** @returns undefined where no entry names a group: the table is the same for all packets then. */
function restated(table: Table, context: CiscoContext): Table | undefined {
  const first = table.rules.find(namesGroup);
  if (first === undefined) return undefined;
  const doubt = context.doubtAt(REASON, first.at[0], { scope: "rule" });
  const rules = table.rules.map((rule) => (namesGroup(rule) ? narrowed(rule, doubt) : rule));
  return { ...table, id: `${table.id} (to the device)`, rules, restates: table.id };
}

function narrowed(rule: Rule, doubt: DoubtId): Rule {
  return { ...rule, doubts: [...(rule.doubts ?? []), { doubt, effect: "narrows" }] };
}

/** Whether a rule looks at an object group: nothing else is an object on IOS. */
export function namesGroup({ match: { source, destination, service } }: Rule): boolean {
  return [source, destination, service].some(isOfGroup);
}

function isOfGroup(expression: AddressExpression | ServiceExpression): boolean {
  switch (expression.kind) {
    case "object":
      return true;
    case "union":
      return expression.of.some(isOfGroup);
    case "not":
      return isOfGroup(expression.of);
    case "except":
      return isOfGroup(expression.base) || isOfGroup(expression.minus);
    case "unknown":
      return [expression.lower, expression.upper].some((bound) => bound !== undefined && isOfGroup(bound));
    default:
      return false;
  }
}
