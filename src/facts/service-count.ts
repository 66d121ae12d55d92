/** How many services a set has. */
import type { Node } from "../packets/diagram.js";
import { pairsOf } from "../packets/intervals.js";
import { PORT_PROTOCOLS } from "../packets/layout.js";
import type { PacketSpace } from "../packets/space.js";
import { splitByField } from "../packets/split.js";

/**
 * Each destination port of TCP, UDP and their like is one, whatever source ports go with it; so is every other protocol,
 * ICMP with all its types.
 * @param services must not depend on addresses.
 */
export function servicesIn(space: PacketSpace, services: Node): number {
  return splitByField(space, services, "protocol").reduce((sum, { values, rest }) => {
    const ported = PORT_PROTOCOLS.filter((protocol) =>
      pairsOf(values).some(([from, to]) => from <= protocol && protocol <= to),
    );
    const others = sizeOf(pairsOf(values)) - ported.length;
    if (ported.length === 0) return sum + others;
    const ports = splitByField(space, rest, "dstPort").flatMap((part) => pairsOf(part.values));
    return sum + others + ported.length * sizeOf(ports);
  }, 0);
}

/** How many values ranges hold, both ends inclusive; splits of one field do not overlap. */
function sizeOf(ranges: readonly (readonly [number | bigint, number | bigint])[]): number {
  return ranges.reduce((sum, [from, to]) => sum + Number(to) - Number(from) + 1, 0);
}
