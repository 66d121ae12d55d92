/**
 * Lists of service instances (EFP): they filter frames that a port hands to a bridge domain, and so what the routed interface of that
 * (BDI; `Vlan` on switches) passes on.
 */
import type { CarriedFilter } from "../../../../src/model/device.js";
import type { FilterStep } from "../../../../src/model/rule.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { carriedBy } from "../carried.js";
import type { CiscoContext } from "../context.js";
import { interfaceName } from "../interface-name.js";
import { mayDrop } from "../may-drop.js";
import type { Drops } from "./drops.js";
import type { IosInterface } from "./interfaces.js";
import { routedOf, serviceInstances } from "./service-instances.js";

/** A statement that may stop frames of one bridge port. */
interface Filtering {
  readonly line: CiscoLine;
  readonly side: "in" | "out" | "both";
}

/** A part of a port, with the routed interfaces of its bridge domain as far as the file tells; `undefined`: any of them. */
interface BridgePort {
  readonly name: string;
  readonly filters: readonly Filtering[];
  readonly routed: readonly string[] | undefined;
}

const ROUTED = /^(?:BDI|Vlan)\d+$/i;
const EVERY_VLAN = [[1, 4094]] as const;

/** Which packets such a list sees differs by product and release: each may stop what comes by, and opens nothing. */
export function readBridgedPorts(
  roots: readonly CiscoLine[],
  interfaces: readonly IosInterface[],
  dropping: ReadonlySet<string>,
  context: CiscoContext,
): Drops {
  const into: FilterStep[] = [];
  const out: FilterStep[] = [];
  const carried: CarriedFilter[] = [];
  const bridges = interfaces.map((one) => one.interface.id).filter((id) => ROUTED.test(id));
  for (const port of interfaces) {
    if (port.bridging === undefined || !port.interface.enabled) continue;
    for (const { name, filters, routed } of bridgePortsOf(port.interface.id, port.bridging, { roots, dropping })) {
      const sides = bridges.filter((id) => routed?.some((one) => one.toLowerCase() === id.toLowerCase()) ?? true);
      for (const { line, side } of filters) {
        const reason = `${name}: a list or policy may stop frames on their way to or from its bridge domain`;
        if (sides.length > 0) context.doubt(reason, line, { scope: "segments", interfaces: sides });
        const step = mayDrop({ name: reason, reason, line }, context);
        if (sides.length > 0 && side !== "out") into.push({ ...step, ingress: sides });
        if (sides.length > 0 && side !== "in") out.push({ ...step, egress: sides, sees: "leaving" });
        carried.push(carriedBy([{ ...port, vlans: EVERY_VLAN }], step.name, step));
      }
    }
  }
  return { in: into, out, carried };
}

interface Surroundings {
  readonly roots: readonly CiscoLine[];
  /** Names of policies with a class that drops. */
  readonly dropping: ReadonlySet<string>;
}

/** The service instances of a port, and the port as a whole, whose lists and policies concern all of them. */
function bridgePortsOf(id: string, statements: readonly CiscoLine[], around: Surroundings): BridgePort[] {
  const instances = serviceInstances(statements).map((line) => ({
    name: `${id} ${line.text}`,
    filters: filtersAmong(line.children, around.dropping),
    routed: routedOf(line, (member) => interfaceName(member) === id, around.roots),
  }));
  if (instances.length === 0) return [];
  const isKnown = instances.every(({ routed }) => routed !== undefined);
  const routed = isKnown ? instances.flatMap((one) => one.routed ?? []) : undefined;
  return [...instances, { name: id, filters: filtersAmong(statements, around.dropping), routed }];
}

const LIST = /^(?:(?:ip|mac) access-group|ipv6 traffic-filter)\s/;

function filtersAmong(statements: readonly CiscoLine[], dropping: ReadonlySet<string>): Filtering[] {
  return statements.flatMap((line): Filtering[] => {
    const last = wordsOf(line).at(-1) ?? "";
    if (LIST.test(line.text)) return [{ line, side: last === "in" || last === "out" ? last : "both" }];
    const side = /^service-policy (?:type \S+ )?(input|output)\b/.exec(line.text)?.[1];
    return side === undefined || !dropping.has(last) ? [] : [{ line, side: side === "input" ? "in" : "out" }];
  });
}
