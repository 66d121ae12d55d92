/** Routes to the far ends of tunnels, which are there while these are (Cisco ASA VPN guide: reverse route injection). */
import type { Interface, Route } from "../../../../src/model/device.js";
import type { AddressExpression } from "../../../../src/model/expression.js";
import { prefixesOf } from "../../../../src/packets/intervals.js";
import type { CiscoContext } from "../context.js";
import { leadsElsewhere } from "./reach.js";
import type { FarAddresses, TunnelTraffic } from "./tunnel-traffic.js";

interface Paths {
  readonly interfaces: readonly Interface[];
  readonly routes: readonly Route[];
}

/** More prefixes than these are not made of one pool: as many as an interval of IPv6 has at most. */
const MOST_PREFIXES = 256;

/**
 * Clients may have addresses of a network on another side of the firewall: they come in by the interface where their tunnels
 * end all the same, and what is sent to them leaves there while they are connected. Where the routes of the file lead there
 * anyway, nothing is added.
 */
export function tunnelRoutes(
  { ends, open }: Pick<TunnelTraffic, "ends" | "open">,
  paths: Paths,
  context: CiscoContext,
): Route[] {
  const computed = ends.map(
    ({ id, line, carried }): FarAddresses => ({ id, line, far: carried.map(({ far }) => far) }),
  );
  return [...computed, ...open].flatMap(({ id, line, far }) => {
    const elsewhere = far
      .flatMap(rangesOf)
      .filter((range) => leadsElsewhere([range], id, paths))
      .flatMap(({ from, to }) => prefixesOf(from, to, typeof from === "number" ? 32 : 128, MOST_PREFIXES) ?? []);
    if (elsewhere.length === 0) return [];
    const reason = `${id}: addresses behind tunnels lie in a network on another side while these are up`;
    const doubt = context.doubt(reason, line, { scope: "match" });
    const router = paths.interfaces.find((one) => one.id === id)?.router ?? "default";
    return elsewhere.map(([network, prefixLength]): Route => {
      const family = typeof network === "number" ? 4 : 6;
      return { router, family, network, prefixLength, egress: id, distance: 1, doubt, at: context.at(line) };
    });
  });
}

type Range = Extract<AddressExpression, { kind: "range4" | "range6" }>;

/** The ranges that an expression names; what stands for any address leads nowhere else. */
function rangesOf(expression: AddressExpression): Range[] {
  if (expression.kind === "range4" || expression.kind === "range6") return [expression];
  return expression.kind === "union" ? expression.of.flatMap(rangesOf) : [];
}
