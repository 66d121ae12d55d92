/** One packet, answered by the engine's sets: the second opinion beside the evaluator's walk. */
import type { Device } from "../model/device.js";
import type { Packet } from "../model/packet.js";
import type { InterfaceId } from "../model/rule.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import { PacketSpace } from "../packets/space.js";
import { dialledPassages } from "./nat/dialled.js";
import { DeviceRules, RuleSlicer, type SliceScope } from "./rule-sets.js";
import { withoutSession } from "./sessions.js";
import { evaluateSlice, type SliceOutcome } from "./slice.js";
import type { Slicing } from "./slicing.js";

/** What surely and what possibly passes of the one packet, as a verdict. */
export type SetVerdict = "permit" | "deny" | "unknown";

/** Answers packets on one device. Rules are resolved once; a slice is as small as the packet's own addresses. */
export function createSetTracer(
  device: Device,
): (packet: Packet, ingress: InterfaceId, egress: InterfaceId | "self") => SetVerdict {
  const rules = new DeviceRules(device);
  const services = new Map(device.services.map((object) => [object.id, object]));
  return (packet, ingress, egress) => {
    const scope: SliceScope = {
      family: packet.family,
      ingress,
      egress: egress === "self" ? undefined : egress,
      sources: [packet.src, packet.src],
      destinations: [packet.dst, packet.dst],
    };
    const space = new PacketSpace(packet.family);
    const one = packetNode(space, packet);
    const opens = isOpening(packet);
    const slicing: Slicing = {
      rules,
      slicer: new RuleSlicer(rules, space, space.universe),
      space,
      within: one,
      meet: (rule, step) => (opens ? rule : withoutSession(rule, step, services)),
    };
    const passages = egress === "self" ? [] : dialledPassages(rules, scope);
    const slices =
      passages.length > 0
        ? passages.map((passage) => evaluateSlice(slicing, scope, passage))
        : [evaluateSlice({ ...slicing, slicer: new RuleSlicer(rules, space, one) }, scope)];
    return verdictOf(slices);
  };
}

/** What all choices of translations that the packet may meet agree on. */
function verdictOf(slices: readonly SliceOutcome[]): SetVerdict {
  const met = slices.filter(({ whole }) => whole !== EMPTY);
  if (met.every(({ may }) => may === EMPTY)) return "deny";
  return met.every((slice) => slice.surely !== EMPTY) ? "permit" : "unknown";
}

/** Whether a packet can open a session: every one but TCP with ACK or RST. */
function isOpening(packet: Packet): boolean {
  return packet.protocol !== 6 || (packet.flags & 20) === 0;
}

function packetNode(space: PacketSpace, packet: Packet): Node {
  const hasPorts = packet.protocol !== 1 && packet.protocol !== 58;
  return space.diagram.and(
    space.universe,
    space.all([
      space.field("src", [packet.src, packet.src]),
      space.field("dst", [packet.dst, packet.dst]),
      space.field("protocol", [packet.protocol, packet.protocol]),
      space.field("dstPort", hasPorts ? [packet.dstPort, packet.dstPort] : [packet.icmpType, packet.icmpType]),
      space.field("srcPort", hasPorts ? [packet.srcPort, packet.srcPort] : [packet.icmpCode, packet.icmpCode]),
      space.field("flags", [packet.flags, packet.flags]),
      space.field("tail", packet.tail ? [1, 1] : [0, 0]),
    ]),
  );
}
