/** Routes whose gateway is not in the network of their interface, but in that of another one. */
import type { Interface, Route } from "../../../src/model/device.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import type { Block } from "../tree.js";
import type { Context } from "./context.js";
import { networkOf } from "./implicit.js";

export type RouteWay = Pick<Route, "egress" | "nextHop" | "doubt">;

/**
 * A device sends such packets where no gateway is, so the name of an interface is most likely damaged in the file: the route may
 * lead by the interface that is written, or by that of its gateway.
 */
export function besideGateway(
  way: RouteWay,
  row: Block,
  interfaces: ReadonlyMap<InterfaceId, Interface>,
  context: Context,
): readonly RouteWay[] {
  const { egress, nextHop } = way;
  const own = egress === undefined ? undefined : interfaces.get(egress);
  if (own === undefined || nextHop === undefined || holds(own, nextHop)) return [way];
  const others = [...interfaces.values()].filter((one) => one.router === own.router && one.enabled);
  const other = others.find((one) => holds(one, nextHop));
  if (other === undefined) return [way];
  const reason = `the gateway of route ${row.name} is in the network of ${other.id}, and its interface is ${own.id}: where it leads is not certain`;
  const doubt = context.doubt({ reason, scope: "match", at: context.rangeOf(row) });
  return [
    { ...way, doubt },
    { nextHop, doubt },
  ];
}

function holds({ addresses }: Interface, address: number | bigint): boolean {
  return addresses.some((one) => {
    const network = networkOf(one);
    const isRange = network.kind === "range4" || network.kind === "range6";
    return isRange && typeof network.from === typeof address && network.from <= address && address <= network.to;
  });
}
