/** What of a rule serves declared flows: its packets that a flow of the map declares. */

import type { Traffic, TrafficService } from "../../model/change.js";
import type { Device } from "../../model/device.js";
import type { Rule } from "../../model/rule.js";
import { boxesOf, protocolNumber, serviceTexts } from "../../packets/boxes.js";
import { EMPTY, type Node } from "../../packets/diagram.js";
import { type Intervals, meets, normalize } from "../../packets/intervals.js";
import { PacketSpace } from "../../packets/space.js";
import { AddressBounds, domainOf } from "../../resolve/address-bounds.js";
import type { Plant } from "../../resolve/plant.js";
import { ServiceSets } from "../../resolve/service-sets.js";
import type { Flow, FlowEnd, ZoneMap } from "../../zones/map.js";

/** Nobody reads a change that says more. */
const MOST_BOXES = 8;

/** As declared in IPv4; `undefined` where it cannot be said for sure, or in few products of addresses and ports. */
export function servedBy(plant: Plant, map: ZoneMap, device: Device, rule: Rule): readonly Traffic[] | undefined {
  const space = new PacketSpace(4);
  const own = ruleSet(space, device, rule);
  if (own === undefined) return undefined;
  const { diagram } = space;
  const flows = map.conduits.flatMap((conduit) => conduit.flows).map((flow) => flowSet(space, plant, flow));
  const served = diagram.union(flows.map((flow) => diagram.and(own, flow)));
  if (served === EMPTY) return [];
  const boxes = boxesOf(space, served);
  if (boxes.length > MOST_BOXES) return undefined;
  const traffic = boxes.map(({ sources, destinations, service }) => {
    const services = serviceTexts(space, service).map(readService);
    const known = services.flatMap((one) => one ?? []);
    return known.length < services.length
      ? undefined
      : { sources: numbers(sources), destinations: numbers(destinations), services: known };
  });
  return traffic.includes(undefined) ? undefined : traffic.flatMap((one) => one ?? []);
}

/** Whether packets between hosts of one zone may meet the rule: of these the map says nothing. */
export function zonesWithin(plant: Plant, device: Device, rule: Rule): string[] {
  const bounds = new AddressBounds(device);
  const [source, destination] = [bounds.of(rule.match.source, 4).upper, bounds.of(rule.match.destination, 4).upper];
  return plant.zones.flatMap(({ zone, 4: addresses }) => {
    const networks = device.interfaces.filter((one) =>
      one.addresses.some(({ address }) => typeof address === "number" && meets([address, address], addresses)),
    );
    return networks.length > 1 && meets(source, addresses) && meets(destination, addresses) ? [zone] : [];
  });
}

/** What it matches by its header, where that is certain. */
function ruleSet(space: PacketSpace, device: Device, { match, doubts = [] }: Rule): Node | undefined {
  if (doubts.some(({ effect }) => effect === "anything")) return undefined;
  const bounds = new AddressBounds(device);
  const [source, destination] = [bounds.of(match.source, 4), bounds.of(match.destination, 4)];
  const service = new ServiceSets(device, space).of(match.service);
  const certain = [source, destination, service].every((one) => one.doubts.length === 0);
  return certain
    ? space.all([space.field("src", source.upper), space.field("dst", destination.upper), space.fresh, service.upper])
    : undefined;
}

function flowSet(space: PacketSpace, plant: Plant, { from, to, service }: Flow): Node {
  const services = new ServiceSets({ services: [] }, space).of(service).upper;
  return space.all([
    space.field("src", endsOf(plant, from)),
    space.field("dst", endsOf(plant, to)),
    space.fresh,
    services,
  ]);
}

/** All addresses of the ends, those of devices too. */
function endsOf(plant: Plant, ends: readonly FlowEnd[]): Intervals<number | bigint> {
  const pairs = ends.flatMap((end): (readonly [number | bigint, number | bigint])[] => {
    if (end.kind === "addresses") {
      return end.ranges.filter(({ family }) => family === 4).map(({ from, to }) => [from, to] as const);
    }
    if (end.kind === "zone") {
      const own = plant.zones.find(({ zone }) => zone === end.zone)?.[4] ?? [];
      return own.flatMap((from, index) => (index % 2 === 0 ? [[from, own[index + 1] ?? from] as const] : []));
    }
    const device = plant.devices.find((one) => one.device.id === end.device)?.device;
    const addresses = device?.interfaces.flatMap((one) => one.addresses.map(({ address }) => address)) ?? [];
    return addresses.filter((one) => typeof one === "number").map((one) => [one, one] as const);
  });
  return normalize<number | bigint>(pairs, domainOf(4));
}

function numbers(set: Intervals<number | bigint>): number[] {
  return set.map(Number);
}

/** `tcp/443`, `udp/5000-5010`, `icmp/8`, `gre`, `any`; `undefined` with limits of source ports, codes or flags behind it. */
function readService(text: string): TrafficService | undefined {
  if (text === "any") return {};
  const [, name, from, to] = /^([a-z]+\d?|ip\/\d+)(?:\/(\d+)(?:-(\d+))?)?$/.exec(text) ?? [];
  if (name === undefined) return undefined;
  const protocol = protocolNumber(name);
  if (Number.isNaN(protocol)) return undefined;
  if (from === undefined) return { protocol };
  const ports = { from: Number(from), to: Number(to ?? from) };
  if (protocol !== 1) return { protocol, ports };
  return ports.from === ports.to ? { protocol, icmpType: ports.from } : undefined;
}
