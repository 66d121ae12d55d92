/** What bridges let pass whose place is not known: each may stand in any way, either way round. */

import { EMPTY, FULL, type Node } from "../packets/diagram.js";
import type { PacketSpace } from "../packets/space.js";
import type { Plant } from "../resolve/plant.js";
import { mayStandBetween } from "./between.js";
import type { SliceScope } from "./rule-sets.js";
import { traitsOf } from "./traits.js";
import type { Slices, WayOutcome } from "./way-outcome.js";

/** More pairs of ports than these are not looked at: nothing then surely passes. */
const MAX_CROSSINGS = 200;

/**
 * What every bridge surely lets pass from any of its ports to any other one. Where a device translates addresses, nothing
 * is sure: which ones packets have when they meet a bridge is not known.
 */
export function surelyBridged(
  plant: Plant,
  space: PacketSpace,
  slices: Slices,
  packets: Pick<SliceScope, "sources" | "destinations">,
): Node {
  const { family } = space.layout;
  const devices = plant.devices.map(({ device }) => device);
  const ends = [packets.sources, packets.destinations];
  const between = plant.bridges.filter((bridge) => mayStandBetween(bridge, devices, family, ends));
  const crossings = between.flatMap(({ device, ports }) =>
    ports.flatMap((ingress) =>
      ports
        .filter((egress) => egress !== ingress)
        .map((egress) => ({ device, ingress: ingress.id, egress: egress.id })),
    ),
  );
  if (crossings.length === 0) return FULL;
  if (traitsOf(plant).translates() || crossings.length > MAX_CROSSINGS) return EMPTY;
  const ways = crossings.map(({ device, ...sides }) => {
    return { hops: [{ device, scope: { family, ...sides, ...packets } }], direct: true, uncertain: true };
  });
  return slices.along(ways).reduce((left, { must }) => space.diagram.and(left, must), FULL);
}

/** Ways with what surely passes them, cut to what surely passes what stands between their routers as well. */
export function pastBridges(
  space: PacketSpace,
  outcomes: readonly WayOutcome[],
  bridgedOn: (outcome: WayOutcome) => Node,
): readonly WayOutcome[] {
  return outcomes.map((outcome) => {
    const must = outcome.must === EMPTY ? EMPTY : space.diagram.and(outcome.must, bridgedOn(outcome));
    return must === outcome.must ? outcome : { ...outcome, must };
  });
}
