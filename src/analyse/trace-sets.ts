/** One packet, answered by the engine's sets: the second opinion beside the evaluator's walk. */
import type { Device } from "../model/device.js";
import type { FlagTest, ServiceExpression, ServiceObject } from "../model/expression.js";
import type { Packet } from "../model/packet.js";
import type { FilterStep, InterfaceId, Rule, Table } from "../model/rule.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import { PacketSpace } from "../packets/space.js";
import { passing, shares } from "./fold.js";
import { DeviceRules, RuleSlicer, type SlicedRule, type SliceScope } from "./rule-sets.js";
import { applies } from "./slice.js";

export interface SetAnswer {
  readonly verdict: "permit" | "deny" | "unknown";
  readonly rule?: Rule;
  readonly table?: Table;
  readonly step?: FilterStep;
}

/** Answers packets on one device. Rules are resolved once; a slice is as small as the packet's own addresses. */
export function createSetTracer(
  device: Device,
): (packet: Packet, ingress: InterfaceId, egress: InterfaceId | "self") => SetAnswer {
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
    const slicer = new RuleSlicer(rules, space, space.universe);
    const steps = (egress === "self" ? device.toDevice : device.forwarding).filter((step) => applies(step, scope));
    let answer: SetAnswer = { verdict: "permit" };
    for (const step of steps) {
      const outcome = askStep(rules, slicer, space, step, scope, one, services);
      if (outcome.verdict === "deny") return outcome;
      if (answer.verdict === "permit") answer = outcome;
    }
    return answer;
  };
}

function askStep(
  rules: DeviceRules,
  slicer: RuleSlicer,
  space: PacketSpace,
  step: FilterStep,
  scope: SliceScope,
  one: Node,
  services: ReadonlyMap<string, ServiceObject>,
): SetAnswer {
  const { diagram } = space;
  const sliced = rules
    .ofStep(step, scope)
    .map((resolved) => atPacket(space, slicer.cut(resolved, scope), step, services, one));
  const { must, may } = passing(space, sliced);
  const verdict = diagram.and(one, may) === EMPTY ? "deny" : diagram.and(one, must) === EMPTY ? "unknown" : "permit";
  const decider = shares(space, sliced, one)[0]?.rule.resolved;
  return {
    verdict,
    step,
    ...(decider === undefined
      ? {}
      : { rule: decider.rule, ...(decider.table === undefined ? {} : { table: decider.table }) }),
  };
}

/** A cut rule as it meets this one packet: on stateful steps, TCP packets of no known session open none. */
function atPacket(
  space: PacketSpace,
  rule: SlicedRule,
  step: FilterStep,
  services: ReadonlyMap<string, ServiceObject>,
  one: Node,
): SlicedRule {
  const { diagram } = space;
  const { action, match } = rule.resolved.rule;
  const established =
    diagram.and(one, diagram.or(space.flags({ mask: 16, value: 16 }), space.flags({ mask: 4, value: 4 }))) !== EMPTY;
  if (step.stateful && established && action === "permit" && !testsFlags(match.service, services)) {
    return { ...rule, lower: EMPTY, upper: EMPTY };
  }
  return rule;
}

/** Whether a service says something of TCP flags. */
function testsFlags(expression: ServiceExpression, services: ReadonlyMap<string, ServiceObject>): boolean {
  switch (expression.kind) {
    case "ports":
      return expression.flags !== undefined && (expression.flags satisfies readonly FlagTest[]).length > 0;
    case "union":
      return expression.of.some((part) => testsFlags(part, services));
    case "not":
      return testsFlags(expression.of, services);
    case "object": {
      const object = services.get(expression.object);
      return object !== undefined && testsFlags(object.value, services);
    }
    default:
      return false;
  }
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
