/** Whether the flows that the map declares get through, and what denies the rest. */
import type { Device } from "../model/device.js";
import type { Rule, Table } from "../model/rule.js";
import { prefix4 } from "../packets/address.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import { complement, normalize } from "../packets/intervals.js";
import type { PacketSpace } from "../packets/space.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Plant } from "../resolve/plant.js";
import type { DeclaredFlow } from "./declared.js";
import { deniers } from "./fold.js";
import type { SliceOutcome, StepOutcome } from "./slice.js";
import { ownAddresses, type WayOutcome } from "./ways.js";

export interface FlowState {
  readonly declared: DeclaredFlow;
  readonly state: "open" | "blocked" | "unknown";
  /** What of it is blocked, usable hosts and ports only. */
  readonly blocked: Node;
  readonly blockedBy: readonly { device: Device; rule: Rule; table?: Table; step: string }[];
}

/** Whether a declared flow gets through. Only usable hosts, source ports from 1024 and destination ports above 0 count. */
export function flowState(
  space: PacketSpace,
  declared: DeclaredFlow,
  { must, may, hosts }: { must: Node; may: Node; hosts: Node },
  outcomes: readonly WayOutcome[],
): FlowState {
  const { diagram } = space;
  const usable = diagram.and(usablePart(space, declared.packets), hosts);
  const blocked = diagram.diff(usable, may);
  if (blocked !== EMPTY) {
    const blockedBy = outcomes
      .filter(({ way }) => way.direct)
      .flatMap(({ outcome }) => denials(space, outcome, blocked));
    return {
      declared,
      state: "blocked",
      blocked,
      blockedBy: [...new Map(blockedBy.map((one) => [one.rule, one])).values()],
    };
  }
  const state = diagram.diff(usable, must) === EMPTY ? "open" : "unknown";
  return { declared, state, blocked, blockedBy: [] };
}

/** Headers between addresses that a host can have: not those of given devices, nor first and last of their IPv4 networks. */
export function usableHosts(plant: Plant, space: PacketSpace): Node {
  const { family } = space.layout;
  const devices = plant.devices.map(({ device }) => device);
  const own = devices.flatMap((device) => ownAddresses(device, family));
  const edges = family === 4 ? devices.flatMap(networkEdges) : [];
  const none = normalize<number | bigint>(
    [...own, ...edges].map((address) => [address, address] as const),
    domainOf(family),
  );
  const hosts = complement(none, domainOf(family));
  return space.diagram.and(space.field("src", hosts), space.field("dst", hosts));
}

/** Network and broadcast addresses; a network of two or one has none (RFC 3021). */
function networkEdges(device: Device): number[] {
  return device.interfaces.flatMap((one) =>
    one.addresses.flatMap(({ address, prefixLength }) => {
      if (typeof address === "bigint" || prefixLength > 30) return [];
      const { from, to } = prefix4(address, prefixLength);
      return [from, to];
    }),
  );
}

function usablePart(space: PacketSpace, packets: Node): Node {
  const { diagram } = space;
  const ports = space.field("protocol", [6, 6, 17, 17, 132, 132]);
  const ordinary = space.all([space.field("srcPort", [1024, 65535]), space.field("dstPort", [1, 65535])]);
  const tcp = space.field("protocol", [6, 6]);
  const synOnly = space.flags({ mask: 63, value: 2 });
  const withPorts = diagram.and(ports, ordinary);
  const opening = diagram.or(diagram.and(withPorts, diagram.and(tcp, synOnly)), diagram.diff(withPorts, tcp));
  return diagram.and(packets, diagram.or(opening, diagram.not(ports)));
}

/** The rules that deny a part of a slice: what nobody else let through. */
export function denials(
  space: PacketSpace,
  outcome: SliceOutcome,
  part?: Node,
): { device: Device; rule: Rule; table?: Table; step: string }[] {
  const { device } = outcome;
  return outcome.steps.flatMap((step: StepOutcome) => {
    const start = space.diagram.diff(
      part === undefined ? outcome.whole : space.diagram.and(part, outcome.whole),
      step.must,
    );
    return deniers(space, step.rules, start).map(({ resolved }) => ({
      device,
      rule: resolved.rule,
      ...(resolved.table === undefined ? {} : { table: resolved.table }),
      step: step.step.name,
    }));
  });
}
