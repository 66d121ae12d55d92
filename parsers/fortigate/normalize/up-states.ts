/** Whether interfaces are up: those that they are on, and those that they are made of. */
import type { DoubtId } from "../../../src/model/expression.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import { type Block, textOf } from "../tree.js";
import type { Context } from "./context.js";

/** A VLAN is down with the port it is on. */
export function isUp(row: Block, rows: Rows): boolean {
  return chainOf(row, rows).every((one) => textOf(one, "status") !== "down");
}

/** Whether an aggregate or a switch has no port that is not switched off, or is on one that has none; of ports that are not listed nothing is known. */
export function isIdle(row: Block, rows: Rows, parents: ReadonlyMap<InterfaceId, InterfaceId>): boolean {
  return chainOf(row, rows).some(({ name }) => {
    const members = [...parents].filter(([, above]) => above === name).map(([member]) => rows.get(member));
    return members.length > 0 && members.every((one) => one !== undefined && textOf(one, "status") === "down");
  });
}

type Rows = ReadonlyMap<string, Block>;

/** An interface, and what it is on. */
function chainOf(row: Block, rows: Rows): Block[] {
  const chain: Block[] = [];
  for (let one: Block | undefined = row; one !== undefined && !chain.includes(one); ) {
    chain.push(one);
    const isUpon: boolean = textOf(one, "vlanid") !== undefined || textOf(one, "type") === "emac-vlan";
    one = isUpon ? rows.get(textOf(one, "interface") ?? "") : undefined;
  }
  return chain;
}

/** A doubt about an interface of which that is so. */
export function withoutPort(row: Block, context: Context): DoubtId {
  const reason = `${row.name} may be down: all ports that it is made of are switched off`;
  return context.doubt({ reason, scope: "match", at: context.rangeOf(row) });
}

/** A doubt about a tunnel that stands in for others. */
export function besideOther(phase1: Block, context: Context): DoubtId {
  const reason = `${phase1.name} is down while another tunnel is up ("monitor")`;
  return context.doubt({ reason, scope: "match", at: context.rangeOf(phase1) });
}

/** The device makes these by itself, in each VDOM. */
const OWN = /^(?:ssl|naf|l2t|vne)\./;

/** A doubt about a tunnel that no table of the file describes: no device has one, a section is lost. */
export function undescribed(row: Block, described: ReadonlySet<InterfaceId>, context: Context): DoubtId | undefined {
  if (textOf(row, "type") !== "tunnel" || OWN.test(row.name) || described.has(row.name)) return undefined;
  const reason = `${row.name} is a tunnel, and what it carries where to is not in the file`;
  return context.doubt({ reason, scope: "match", at: context.rangeOf(row) });
}
