/** What either side does with the packets that stand for a change: a walk from rule to rule, apart from the sets. */
import { canTake } from "../../analyse/change/interface-classes.js";
import { findEntrances, maySteer, STEERED } from "../../analyse/oracle/follow.js";
import { createWalker } from "../../analyse/oracle/walk.js";
import { Diagnostics } from "../../diagnostics/diagnostic.js";
import type { CourseFacts, DecisionFacts, KnownFacts, ShiftBoxFacts, ShiftFacts } from "../../facts/change.js";
import type { WitnessFacts } from "../../facts/common.js";
import type { Device } from "../../model/device.js";
import { type Packet, TCP_FLAGS } from "../../model/packet.js";
import { readIPv4, readIPv6 } from "../../packets/address.js";
import type { TracedPacket } from "../../report/trace-result.js";
import { ownAddresses } from "../../resolve/topology.js";
import { rangeOnLine } from "../../source/range.js";
import { describeJourney } from "../describe-journey.js";
import { Tracer } from "../trace.js";

type Told = Pick<TracedPacket, "verdict" | "device" | "decider" | "notes">;
/** @param known what the sets say of the packet on that side. */
type Ask = (packet: Packet, known: KnownFacts) => Told | undefined;

/** Asks both sides about packets. */
export interface Deciders {
  readonly before: Ask;
  readonly after: Ask;
}

/** From zone to zone, over all devices of each side. */
export function overDevices(before: readonly Device[], after: readonly Device[]): Deciders {
  return { before: tracing(before), after: tracing(after) };
}

function tracing(devices: readonly Device[]): Ask {
  const tracer = new Tracer(devices);
  const at = rangeOnLine("-", 1, 1, 1);
  const trace = (packet: Packet, ingress?: string) =>
    tracer.trace({ id: "", packet, at, ...(ingress !== undefined && { ingress }) }, new Diagnostics());
  const own = new Set(devices.flatMap((device) => [...ownAddresses(device, 4), ...ownAddresses(device, 6)]));
  return (packet, known) => {
    // What is from or for a device itself passes in no set of a pair, and a walk follows it all the same.
    if (known === "stopped" && (own.has(packet.src) || own.has(packet.dst))) return undefined;
    const told = trace(packet);
    if (told.verdict !== "unknown" || known !== "passes") return told;
    // Where it may come in by several doors, that by which it surely passes is the one to tell.
    const byDoor = findEntrances(devices, packet).map(({ device, interface: door }) =>
      trace(packet, `${device.id}/${door.id}`),
    );
    return byDoor.find(({ verdict }) => verdict === "permit") ?? told;
  };
}

/** Through one device. */
export function throughDevice(before: Device, after: Device, course: CourseFacts): Deciders {
  return { before: walking(before, course), after: walking(after, course) };
}

function walking(device: Device, { ingress, egress }: CourseFacts): Ask {
  const walk = createWalker(device);
  const named = (id: string) => device.interfaces.find((one) => one.id === id && one.enabled);
  const [door, out] = [named(ingress), egress === undefined ? ("self" as const) : named(egress)];
  return (packet) => {
    if (door === undefined || out === undefined) return undefined;
    const at = { device, interface: door };
    if (!canTake(device, packet.family, { ingress, ...(egress !== undefined && { egress }) })) {
      const why = `${device.id} does not forward from ${ingress} to ${egress ?? "itself"}`;
      return describeJourney({ verdict: "deny", hops: [{ ...at, verdict: "deny", why }], notes: [] });
    }
    const walked = walk(packet, ingress, egress ?? "self");
    const hop = { ...at, egress: out, verdict: walked.verdict, walk: walked };
    // What is stopped on this course may go another one.
    return maySteer(walked)
      ? describeJourney({ verdict: "unknown", hops: [hop], notes: [STEERED] })
      : describeJourney({ verdict: walked.verdict, hops: [hop], notes: [] });
  };
}

/** A shift with what both sides do with its packets. What the walk does not confirm is left out, and told. */
export function decided(
  shift: ShiftFacts,
  deciders: Deciders,
  disagree: (packet: string, side: string, said: string) => void,
): ShiftFacts {
  const boxes = shift.boxes.map((box): ShiftBoxFacts => {
    const packet = packetOf(box.witness, shift.packets);
    const on = (side: "before" | "after") => {
      const told = deciders[side](packet, shift[side]);
      if (told === undefined) return {};
      if (isConfirmed(shift[side], told.verdict)) return { [side]: decisionFacts(told) };
      // A reply may be one by its RST alone, which no walk is asked about.
      if (shift.packets === "start") disagree(box.witness.text, side, told.verdict);
      return {};
    };
    return { ...box, ...on("before"), ...on("after") };
  });
  return { ...shift, boxes };
}

/**
 * Whether a walk fits what the sets say: it may leave open what they know, since a packet is followed by routes alone. Of what is
 * between other zones the sets of the pair say nothing.
 */
function isConfirmed(known: KnownFacts, verdict: Told["verdict"]): boolean {
  return (
    known === "open" ||
    known === "elsewhere" ||
    verdict === "unknown" ||
    (known === "passes") === (verdict === "permit")
  );
}

function decisionFacts({ verdict, device, decider, notes }: Told): DecisionFacts {
  const title = decider && ruleTitle(decider);
  return {
    verdict,
    ...(device === undefined ? {} : { device }),
    ...(title === undefined ? {} : { rule: title }),
    is_written: decider?.table !== undefined,
    locations: decider === undefined ? [] : [...decider.locations],
    notes: [...notes],
  };
}

function ruleTitle({ id, name, table }: NonNullable<Told["decider"]>): string {
  if (table === undefined) return name ?? id;
  return name === undefined || name === id ? `${table} ${id}` : `${table} ${id} "${name}"`;
}

function packetOf(witness: WitnessFacts, packets: ShiftFacts["packets"]): Packet {
  const address = (text: string) => (witness.family === 4 ? readIPv4(text) : readIPv6(text)) ?? 0;
  const isTail = packets === "fragments";
  const flags = packets === "replies" ? TCP_FLAGS.ack : TCP_FLAGS.syn;
  return {
    family: witness.family,
    src: address(witness.src),
    dst: address(witness.dst),
    protocol: witness.protocol,
    srcPort: witness.src_port ?? 0,
    dstPort: witness.dst_port ?? 0,
    icmpType: witness.icmp_type ?? 0,
    icmpCode: witness.icmp_code ?? 0,
    flags: witness.protocol === 6 && !isTail ? flags : 0,
    tail: isTail,
  };
}
