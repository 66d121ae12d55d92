/** Packets for a whole network: broadcasts, which are no part of a verdict where the routers on that network keep them (design 2). */
import type { Interface } from "../model/device.js";
import { prefix4 } from "../packets/address.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import { DOMAIN4, normalize } from "../packets/intervals.js";
import type { PacketSpace } from "../packets/space.js";
import type { SliceOutcome } from "./slice.js";
import type { WayOutcome } from "./way-outcome.js";

/**
 * Ways without the packets that a router on them keeps as broadcasts of the network they would leave it for. Where something is
 * translated on a way nothing is left out: which address a router there sees hangs on that.
 */
export function withoutBroadcasts(space: PacketSpace, outcomes: readonly WayOutcome[]): WayOutcome[] {
  if (space.layout.family !== 4) return [...outcomes];
  const { diagram } = space;
  return outcomes.map((outcome) => {
    const { hops, way } = outcome;
    if (outcome.may === EMPTY || way.dialled !== undefined || hops.some((hop) => hop.isTranslated)) return outcome;
    const kept = hops.flatMap(keptBy).map((address) => [address, address] as const);
    if (kept.length === 0) return outcome;
    const others = diagram.not(space.field("dst", normalize<number | bigint>(kept, DOMAIN4)));
    const part = (packets: Node) => diagram.and(packets, others);
    return { ...outcome, must: part(outcome.must), may: part(outcome.may), byRules: part(outcome.byRules) };
  });
}

/** First and last addresses of the networks that packets leave a device for. */
function keptBy({ device, scope }: SliceOutcome): number[] {
  const egress = device.interfaces.find(({ id }) => id === scope.egress);
  return egress?.keepsBroadcasts === true && egress.kind === "routed" ? edgesOf(egress) : [];
}

/** A network of two or one has none (RFC 3021); nor has one what is an ordinary address of another one on the same interface. */
function edgesOf({ addresses }: Interface): number[] {
  const networks = addresses.flatMap(({ address, prefixLength, kind }) =>
    typeof address === "bigint" || kind === "virtual" ? [] : [prefix4(address, prefixLength)],
  );
  const edges = networks.filter(({ prefixLength }) => prefixLength <= 30).flatMap(({ from, to }) => [from, to]);
  return edges.filter((edge) => networks.every(({ from, to }) => edge <= from || edge >= to));
}
