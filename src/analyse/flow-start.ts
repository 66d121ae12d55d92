/** Where a declared flow starts, and which of its packets hosts can be meant to send. */
import { EMPTY, type Node } from "../packets/diagram.js";
import type { PacketSpace } from "../packets/space.js";
import type { Plant } from "../resolve/plant.js";
import { type FlowStart, usableHosts } from "./flow-state.js";
import { stoppedByGateway } from "./gateways.js";
import type { HostsAmong } from "./nameless-own.js";
import type { WayOutcome } from "./way-outcome.js";

/** What is known of a pair of zones that has flows. */
interface Asked {
  readonly plant: Plant;
  readonly zone: string;
  readonly among: HostsAmong;
  /** The ways that are followed one by one. */
  readonly followed: readonly WayOutcome[];
  /** What passes between hosts of one segment. */
  readonly near: Node;
}

/** @param isAsked whether any flow is: only then it is looked at which addresses hosts have. */
export function flowStart(space: PacketSpace, isAsked: boolean, asked: Asked): FlowStart {
  const { plant, zone, among, followed, near } = asked;
  return {
    plant,
    zone,
    hosts: isAsked ? usableHosts(plant, space) : EMPTY,
    areSure: (packets) => among.areSure(packets),
    stopped: (packets) => stoppedByGateway(space, followed, near, packets),
  };
}
