/** What of a rule serves declared flows: its packets that a flow of the map declares. */

import type { Traffic, TrafficService } from "../../model/change.js";
import type { Device, Interface } from "../../model/device.js";
import type { Rule } from "../../model/rule.js";
import { type Box, boxesOf, protocolNumber, serviceTexts } from "../../packets/boxes.js";
import { EMPTY, type Node } from "../../packets/diagram.js";
import { type Intervals, meets, normalize, size } from "../../packets/intervals.js";
import { PacketSpace } from "../../packets/space.js";
import { AddressBounds, domainOf } from "../../resolve/address-bounds.js";
import type { Plant } from "../../resolve/plant.js";
import { ServiceSets } from "../../resolve/service-sets.js";
import type { Flow, FlowEnd, ZoneMap } from "../../zones/map.js";

/** Nobody reads a change that says more. */
const MOST_BOXES = 8;

export interface Served {
  /** What of it a flow declares; `undefined` where that takes too many products of addresses and ports, or has no plain words. */
  readonly traffic: readonly Traffic[] | undefined;
  /** `none`: no flow. `all`: nothing else. `mostly`: between few more addresses than declared. `partly`: it is for much else. */
  readonly share: "none" | "partly" | "mostly" | "all";
}

/** A rule for this many times the declared pairs of addresses was made for these. */
const MOSTLY = 256n;

/** What serves flows in IPv4; `undefined` where the rule is not certain. */
export function servedBy(plant: Plant, map: ZoneMap, device: Device, rule: Rule): Served | undefined {
  const space = new PacketSpace(4);
  const own = ruleSet(space, device, rule);
  if (own === undefined) return undefined;
  const { diagram } = space;
  const flows = map.conduits.flatMap((conduit) => conduit.flows).map((flow) => flowSet(space, plant, flow));
  const served = diagram.union(flows.map((flow) => diagram.and(own, flow)));
  if (served === EMPTY) return { traffic: [], share: "none" };
  const boxes = boxesOf(space, served);
  if (diagram.isWithin(own, served)) return { traffic: trafficOf(space, boxes), share: "all" };
  const isMost = addressPairs(boxesOf(space, own)) <= addressPairs(boxes) * MOSTLY;
  return { traffic: trafficOf(space, boxes), share: isMost ? "mostly" : "partly" };
}

function addressPairs(boxes: readonly Box[]): bigint {
  return boxes.reduce((sum, { sources, destinations }) => sum + size(sources) * size(destinations), 0n);
}

function trafficOf(space: PacketSpace, boxes: readonly Box[]): Traffic[] | undefined {
  if (boxes.length > MOST_BOXES) return undefined;
  const all: Traffic[] = [];
  for (const { sources, destinations, service } of boxes) {
    const texts = serviceTexts(space, service);
    const services = texts.flatMap((text) => readService(text) ?? []);
    if (services.length < texts.length) return undefined;
    all.push({ sources: numbers(sources), destinations: numbers(destinations), services });
  }
  return all;
}

/** Whether packets between hosts of one zone may meet the rule: of these the map says nothing. */
export function zonesWithin(plant: Plant, device: Device, { match }: Rule): string[] {
  const bounds = new AddressBounds(device);
  const [source, destination] = [bounds.of(match.source, 4).upper, bounds.of(match.destination, 4).upper];
  return plant.zones.flatMap(({ zone, 4: addresses }) => {
    const inside = device.interfaces.filter((one) => ownAddresses(one).some((pair) => meets(pair, addresses)));
    const from = inside.filter(({ id }) => match.ingress?.includes(id) ?? true);
    const to = inside.filter(({ id }) => match.egress?.includes(id) ?? true);
    const isWithin = from.some((one) => to.some((other) => other !== one));
    return isWithin && meets(source, addresses) && meets(destination, addresses) ? [zone] : [];
  });
}

/** Whether packets to the device itself may meet the rule. */
export function meetsDevice(device: Device, { match }: Rule): boolean {
  const destination = new AddressBounds(device).of(match.destination, 4).upper;
  return device.interfaces.flatMap(ownAddresses).some((pair) => meets(destination, pair));
}

function ownAddresses({ addresses }: Interface): [number, number][] {
  return addresses.flatMap(({ address }) => (typeof address === "number" ? [[address, address]] : []));
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
