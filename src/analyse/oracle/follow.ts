/** One packet from device to device: where it enters, which way each router sends it, what each lets pass. */
import type { Device, Interface } from "../../model/device.js";
import type { Packet } from "../../model/packet.js";
import { isFromNobody, isKept } from "./kept.js";
import { otherEnds } from "./link-ends.js";
import { mayBeTunnelled, mayComeOut, TUNNELLED } from "./policy-tunnels.js";
import { lengthOn, routeTo, type WayOut } from "./route.js";
import { doubtOf, type Translated } from "./walk-nat.js";
import type { Leaving, Verdict, Walk } from "./walked.js";
import { isStrangerAt } from "./way-back.js";

/** A packet at the door of a device. */
export interface Entrance {
  readonly device: Device;
  readonly interface: Interface;
  /** Told by whoever asks, not found from the source: then the packet does meet this device. */
  readonly told?: boolean;
}

/** What one device does with the packet. `egress` left out: no filter is reached, for the reason in `why`. */
export interface Hop extends Entrance {
  readonly egress?: Interface | "self";
  /** The packet as it leaves, where the device translates it. */
  readonly leaving?: Leaving;
  readonly verdict: Verdict;
  readonly walk?: Walk;
  readonly why?: string;
}

/** A packet's way with its verdict. Where ways part, the hops are those of the one that decides. */
export interface Journey {
  readonly verdict: Verdict;
  readonly hops: readonly Hop[];
  /** What is to be known of the way: why it is not sure, where it leaves the given devices. */
  readonly notes: readonly string[];
}

/** Walks one device: `createWalker`, remembered per device by the caller. */
export interface WalkDevice {
  readonly walk: (device: Device, packet: Packet, ingress: string, egress: string, into?: Translated) => Walk;
  readonly forwarded: (device: Device, packet: Packet, ingress: string) => readonly Translated[];
}

/** More devices in a row than any plant has: the packet goes in circles. */
const MAX_HOPS = 64;

/**
 * Follows a packet from its entrances. With several of them, or several ways, the verdict is what all agree on.
 * @param entrances where it may come in (`findEntrances`); none: it meets no given device.
 */
export function followPacket(
  devices: readonly Device[],
  packet: Packet,
  entrances: readonly Entrance[],
  walk: WalkDevice,
): Journey {
  if (entrances.length === 0) {
    return { verdict: "unknown", hops: [], notes: ["no interface of a given device leads to the source"] };
  }
  const journey = agreed(
    entrances.map((entrance) => fromDoor({ devices, packet, of: walk }, entrance, [])),
    `it may come in by ${entrances.map(({ device, interface: one }) => `${one.id} of ${device.id}`).join(" or ")}`,
  );
  const nobody = entrances.find((entrance) => isFromNobody(entrance.interface, packet.src));
  if (journey.verdict === "deny" || nobody === undefined) return journey;
  const note = `its source is the first or last address of the network of ${nobody.interface.id}: no host sends from it`;
  return { ...journey, notes: [...journey.notes, note] };
}

interface Following {
  readonly devices: readonly Device[];
  readonly packet: Packet;
  readonly of: WalkDevice;
}

function fromDoor(following: Following, entrance: Entrance, before: readonly Hop[]): Journey {
  const { packet, of } = following;
  const { device, interface: ingress } = entrance;
  if (before.length >= MAX_HOPS || before.some((hop) => hop.device === device && hop.interface === ingress)) {
    return { verdict: "unknown", hops: before, notes: ["the routes send it in circles"] };
  }
  if (!ingress.enabled) return stopped(entrance, before, `${ingress.id} is switched off`);
  const all = of.forwarded(device, packet, ingress.id);
  const journey = agreed(
    all.map((into) => routed(following, entrance, before, into)),
    ["its destination may be translated or not", ...openIn(all)].join(": "),
  );
  if (journey.verdict === "deny" || !isStrangerAt(device, ingress, packet)) return journey;
  const note = `${device.id} has no route back to its source over ${ingress.id}, and refuses such packets`;
  return { ...journey, verdict: "unknown", notes: [...journey.notes, note] };
}

function openIn(all: readonly Translated[]): string[] {
  const reasons = [...new Set(all.flatMap(({ open }) => open ?? []))].map((nat) => doubtOf(nat).reason);
  return reasons.length === 0 ? [] : [reasons.join(", ")];
}

function stopped(entrance: Entrance, before: readonly Hop[], why: string): Journey {
  return { verdict: "deny", hops: [...before, { ...entrance, verdict: "deny", why }], notes: [] };
}

/** Where the routes of a device send the packet, as a translation of its destination made it. */
function routed(following: Following, entrance: Entrance, before: readonly Hop[], into: Translated): Journey {
  const { packet, of } = following;
  const { device, interface: ingress } = entrance;
  const routing = routeTo(device, ingress.router, { family: packet.family, address: into.packet.dst }, ingress);
  if (routing.kind === "self") {
    const walked = of.walk(device, packet, ingress.id, "self");
    const verdict = routing.open.length > 0 ? "unknown" : walked.verdict;
    return { verdict, hops: [...before, hopOf(entrance, "self", walked)], notes: routing.open };
  }
  if (!forwards(entrance, packet)) {
    return unrouted(entrance, before, `${device.id} does not forward between its interfaces`);
  }
  if (routing.kind === "nowhere") return unrouted(entrance, before, routing.why);
  if (routing.ways.length === 0) return unrouted(entrance, before, `${device.id} routes it to nowhere`);
  const journey = agreed(
    routing.ways.map((way) => {
      const isBack = way.connected && way.interface === ingress && before.length === 0 && entrance.told !== true;
      if (isBack && into.by === undefined) return oneSegment(entrance);
      const walked = of.walk(device, packet, ingress.id, way.interface.id, into);
      const journey = onward(following, way, before, { entrance, walked });
      const open = [
        ...(maySteer(walked) ? [STEERED] : []),
        ...(mayBeTunnelled(way.interface, walked) ? [TUNNELLED] : []),
      ];
      return open.length > 0 ? { ...journey, verdict: "unknown", notes: [...journey.notes, ...open] } : journey;
    }),
    "its ways do not agree",
  );
  const verdict = routing.isAstray === true && journey.verdict === "permit" ? "unknown" : journey.verdict;
  return { ...journey, verdict, notes: [...routing.open, ...journey.notes] };
}

/** Why what a filter of the way by routes does is not the last word. */
export const STEERED = "a rule may send it another way than routes say";

/** Whether it may leave by another interface: a rule that steers packets may match it before it is surely stopped. */
export function maySteer({ steps }: Walk): boolean {
  return steps.some(({ verdict, open }) => verdict !== "deny" && open.some(({ rule }) => rule.steers === true));
}

/** No way out by the table of routes: what a doubt about the device or the door may send another way is not surely stopped. */
function unrouted(entrance: Entrance, before: readonly Hop[], why: string): Journey {
  const { device, interface: ingress } = entrance;
  const open = device.doubts.filter(
    ({ scope, reroutes, interfaces }) =>
      scope === "device" || (reroutes === true && (interfaces?.includes(ingress.id) ?? true)),
  );
  if (open.length === 0) return stopped(entrance, before, why);
  const hops: Hop[] = [...before, { ...entrance, verdict: "unknown", why }];
  return { verdict: "unknown", hops, notes: open.map(({ reason }) => reason) };
}

function oneSegment({ device, interface: one }: Entrance): Journey {
  const note = `both ends lie on the segment of ${one.id} of ${device.id}: it need not pass the device`;
  return { verdict: "unknown", hops: [], notes: [note] };
}

function hopOf(entrance: Entrance, egress: Interface | "self", walk: Walk): Hop {
  return { ...entrance, egress, verdict: walk.verdict, walk };
}

function forwards({ device, interface: ingress }: Entrance, { family }: Packet): boolean {
  const router = device.routers.find(({ id }) => id === ingress.router);
  return router !== undefined && (family === 4 ? router.forwards.ipv4 : router.forwards.ipv6);
}

/** Behind a hop: the next given device, the destination's segment, or what was not given. */
function onward(
  following: Following,
  way: WayOut,
  before: readonly Hop[],
  { entrance, walked }: { readonly entrance: Entrance; readonly walked: Walk },
): Journey {
  const isEnd = nextOf(following, way, entrance.device, walked.leaves[0]?.packet).length === 0;
  const leaves = walked.leaves.filter(
    (one, index, all) =>
      all.findIndex((other) => one.verdict === other.verdict && (isEnd || isSame(one, other))) === index,
  );
  return agreed(
    leaves.map((leaving) => {
      const hop = { ...hopOf(entrance, way.interface, walked), verdict: leaving.verdict, leaving };
      return behind({ ...following, packet: leaving.packet }, way, [...before, hop]);
    }),
    "what translations make of it does not agree",
  );
}

/** The given devices that a way out leads to next; its destination is the same for all it may leave as. */
function nextOf({ devices, of }: Following, way: WayOut, device: Device, packet: Packet | undefined): Entrance[] {
  const self = { device, interface: way.interface };
  const ends = otherEnds(devices, self);
  if (ends !== undefined) return [...ends];
  const target = way.connected ? packet?.dst : way.nextHop;
  const owners = target === undefined ? [] : ownersOf(devices, target, self);
  if (owners.length > 0 || !way.connected || packet === undefined) return owners;
  // A device answers for the addresses it translates as for its own.
  const near = devices.flatMap((other) => doorsOn(other, packet.dst)).filter((door) => meet(devices, self, door));
  return near.filter((door) => of.forwarded(door.device, packet, door.interface.id).some(({ by }) => by !== undefined));
}

/** Interfaces of a device whose network holds the address. */
function doorsOn(device: Device, address: number | bigint): Entrance[] {
  return device.interfaces
    .filter((one) => one.enabled && lengthOn(one, address) >= 0)
    .map((one) => ({ device, interface: one }));
}

function isSame(one: Leaving, other: Leaving): boolean {
  const [a, b] = [one.packet, other.packet];
  return (
    one.verdict === other.verdict &&
    a.src === b.src &&
    a.dst === b.dst &&
    a.srcPort === b.srcPort &&
    a.dstPort === b.dstPort
  );
}

function behind(following: Following, way: WayOut, hops: readonly Hop[]): Journey {
  const last = hops.at(-1);
  const verdict = together(hops);
  if (verdict === "deny" || last === undefined) return { verdict, hops, notes: [] };
  const next = nextOf(following, way, last.device, following.packet);
  if (next.length > 0) {
    return agreed(
      next.map((entrance) => fromDoor(following, entrance, hops)),
      "the next hop belongs to more than one device",
    );
  }
  if (following.of.forwarded(last.device, following.packet, way.interface.id).some(({ by }) => by !== undefined)) {
    const note = `${last.device.id} itself may take it, as it translates its destination where it comes in by ${way.interface.id}`;
    return { verdict: "unknown", hops, notes: [note] };
  }
  if (way.connected) {
    const note = `it is for the first or last address of the network of ${way.interface.id}: ${last.device.id} keeps it, no host gets it`;
    const isForAll = isKept(last.device, last.interface, way.interface, following.packet.dst);
    return { verdict, hops, notes: isForAll ? [note] : [] };
  }
  return { verdict, hops, notes: [`behind ${way.interface.id} of ${last.device.id} its way is not given`] };
}

/** Interfaces of other given routers with this address. */
function ownersOf(devices: readonly Device[], address: number | bigint, self: Entrance): Entrance[] {
  return devices.flatMap((device) =>
    device.interfaces
      .filter((one) => one.enabled && one.addresses.some((own) => own.address === address))
      .map((one) => ({ device, interface: one }))
      .filter((door) => meet(devices, self, door)),
  );
}

/** Whether two doors are of two routers that meet: not inside a link, and of one device only where a route of one names the other. */
function meet(devices: readonly Device[], one: Entrance, other: Entrance): boolean {
  if (otherEnds(devices, one) !== undefined || otherEnds(devices, other) !== undefined) return false;
  if (one.device !== other.device) return true;
  const vlans = [one, other].flatMap((door) => door.interface.vlan ?? []);
  if (one.interface.router === other.interface.router || new Set(vlans).size > 1) return false;
  return one.device.routes.some(
    ({ router, nextHop }) =>
      (router === one.interface.router && other.interface.addresses.some(({ address }) => address === nextHop)) ||
      (router === other.interface.router && one.interface.addresses.some(({ address }) => address === nextHop)),
  );
}

/** It arrives when every device permits it. */
function together(hops: readonly Hop[]): Verdict {
  const verdicts = hops.map(({ verdict }) => verdict);
  if (verdicts.includes("deny")) return "deny";
  return verdicts.includes("unknown") ? "unknown" : "permit";
}

/** The journey that all agree with; where they do not, the verdict is open. */
function agreed(journeys: readonly Journey[], why: string): Journey {
  const [first] = journeys;
  if (first === undefined) return { verdict: "unknown", hops: [], notes: [why] };
  if (journeys.every(({ verdict }) => verdict === first.verdict)) return first;
  const shown = journeys.find(({ verdict }) => verdict === "unknown") ?? first;
  return { verdict: "unknown", hops: shown.hops, notes: [...shown.notes, why] };
}

/**
 * Interfaces by which a packet from an address enters the given devices: those on its segment; where none is, those
 * whose longest route leads to it, but for routes by way of another given device.
 */
export function findEntrances(devices: readonly Device[], { family, src }: Packet): Entrance[] {
  const doors = devices.flatMap((device) =>
    device.interfaces
      .filter((one) => one.enabled && one.kind !== "switched")
      .map((one) => ({ device, interface: one })),
  );
  const lengths = doors.map((door) => ({ door, length: lengthOn(door.interface, src) }));
  const connected = best(lengths);
  const found = connected.length > 0 ? connected : best(behindRoutes(devices, family, src));
  const out = doors.filter(
    (door) => found.every((one) => one.interface !== door.interface) && mayComeOut(devices, door, src),
  );
  return [...found, ...out];
}

interface Candidate {
  readonly door: Entrance;
  /** -1: the door does not lead there. */
  readonly length: number;
}

/** Doors of the longest prefix. */
function best(candidates: readonly Candidate[]): Entrance[] {
  const longest = Math.max(0, ...candidates.map(({ length }) => length));
  return candidates.filter(({ length }) => length === longest).map(({ door }) => door);
}

function behindRoutes(devices: readonly Device[], family: 4 | 6, address: number | bigint): Candidate[] {
  return devices.flatMap((device) =>
    device.routers.flatMap((router) => {
      const routing = routeTo(device, router.id, { family, address });
      if (routing.kind !== "out") return [];
      return routing.ways
        .filter(({ interface: one, nextHop }) => {
          if (otherEnds(devices, { device, interface: one }) !== undefined) return false;
          return nextHop === undefined || ownersOf(devices, nextHop, { device, interface: one }).length === 0;
        })
        .map((way) => ({ door: { device, interface: way.interface }, length: Math.max(0, routing.length) }));
    }),
  );
}
