/** What policies decide about before a router looks at its table. */
import type { Interface } from "../model/device.js";
import { type Intervals, intersect, normalize, subtract } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Way } from "../resolve/forwarding-table.js";

type Addresses = Intervals<number | bigint>;

/** A way, or the part of one, that a policy may send packets past. */
export interface SteeredWay extends Way {
  readonly isSteered?: true;
}

/** The ways of a router for some destinations, for what comes in by an interface: apart where a policy of it comes first. */
export function steeredWays(
  ways: readonly Way[],
  ingress: Interface,
  family: 4 | 6,
  destinations: Addresses,
): readonly SteeredWay[] {
  const { policyRouted = [] } = ingress;
  const domain = domainOf(family);
  const pairs = policyRouted.filter((one) => one.family === family).map(({ from, to }) => [from, to] as const);
  const steered = intersect(destinations, normalize<number | bigint>(pairs, domain));
  if (steered.length === 0) return ways;
  return ways
    .flatMap((way): SteeredWay[] => [
      { ...way, addresses: subtract(way.addresses, steered, domain) },
      { ...way, addresses: intersect(way.addresses, steered), isSteered: true },
    ])
    .filter(({ addresses }) => addresses.length > 0);
}
