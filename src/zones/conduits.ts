/** The conduits of a map, and the flows that may start in them. */
import type { ConduitReading } from "./conduit-reading.js";
import { readDemands } from "./demands.js";
import { FlowEnds } from "./flow-ends.js";
import type { Conduit, Flow, Zone } from "./map.js";
import { listTexts, type MapReading } from "./reading.js";
import type { ConduitEntry, FlowEntry } from "./schema.js";
import { readSlTarget } from "./sl-target.js";

/** Reads `conduits:` in the order of the map. */
export function readConduits(tools: ConduitReading): Conduit[] {
  const entries = Object.entries(tools.reading.entries.conduits ?? {});
  const conduits = entries.map(([id, entry]) => readConduit(id, entry, tools));
  checkFlowIds(conduits, tools.reading);
  return conduits;
}

function readConduit(id: string, entry: ConduitEntry, tools: ConduitReading): Conduit {
  const { reading } = tools;
  const path = ["conduits", id];
  const { zones, areAll } = readBetween(entry, path, tools);
  checkDirection(entry, path, tools);
  const target = entry["sl-target"];
  return {
    id,
    between: zones.map((zone) => zone.id),
    ...(target !== undefined && {
      slTarget: readSlTarget(target, reading.at([...path, "sl-target"]), reading.diagnostics),
    }),
    ...(entry.owner !== undefined && { owner: entry.owner }),
    ...(entry.review !== undefined && { review: entry.review }),
    ...(entry.medium !== undefined && { medium: entry.medium }),
    ...(entry.direction !== undefined && { direction: entry.direction }),
    ...(entry.enforcement !== undefined && { enforcement: entry.enforcement }),
    ...(entry.demands !== undefined && { demands: readDemands(entry.demands, [...path, "demands"], reading) }),
    flows: (entry.flows ?? []).map((flow, number) => readFlow(flow, { id, path, zones, areAll, number }, tools)),
    at: reading.keyAt(path),
  };
}

/** `areAll`: every name is one of a zone, and every network of these zones could be read. */
function readBetween(
  entry: ConduitEntry,
  path: readonly string[],
  { reading, names }: ConduitReading,
): Pick<FlowPlace, "zones" | "areAll"> {
  const texts = listTexts(entry.between, [...path, "between"], reading.at);
  const zones = texts.flatMap((text) => {
    const found = names.find(text, ["zone"]);
    return found === undefined ? [] : [found.zone];
  });
  const distinct = [...new Set(zones)];
  if (distinct.length < zones.length) {
    const message = "a zone stands here twice";
    const expected = "different zones: a conduit joins them";
    reading.diagnostics.add("zones/wrong-value", reading.at([...path, "between"]), { message, expected });
  }
  const areRead = distinct.every(
    ({ id, networks }) => networks.length === (reading.entries.zones[id]?.networks ?? []).length,
  );
  return { zones: distinct, areAll: areRead && zones.length === texts.length };
}

/** `A -> B`: both zones of the conduit. */
function checkDirection(
  { direction, between }: ConduitEntry,
  path: readonly string[],
  { reading }: ConduitReading,
): void {
  const ends = direction?.split(" -> ") ?? [];
  if (ends.every((end) => between.includes(end)) && ends[0] !== ends[1]) return;
  if (direction === undefined) return;
  const at = reading.at([...path, "direction"]);
  const message = `"${direction}" does not name two zones of the conduit`;
  reading.diagnostics.add("zones/unknown-name", at, { message, expected: `${between[0]} -> ${between[1]}` });
}

interface FlowPlace {
  readonly id: string;
  readonly path: readonly string[];
  readonly zones: readonly Zone[];
  /** Whether the conduit joins no others, and these hold no more: what of them cannot be read is reported where it stands. */
  readonly areAll: boolean;
  /** Index from 0 in the conduit. */
  readonly number: number;
}

function readFlow(entry: FlowEntry, { id, path, zones, areAll, number }: FlowPlace, tools: ConduitReading): Flow {
  const { reading, services } = tools;
  const flowPath = [...path, "flows", number];
  const ends = new FlowEnds({ id, zones, areAll }, tools);
  const texts = listTexts(entry.service, [...flowPath, "service"], reading.at);
  return {
    id: entry.id ?? `${id}#${number + 1}`,
    conduit: id,
    from: ends.read(listTexts(entry.from, [...flowPath, "from"], reading.at)),
    to: ends.read(listTexts(entry.to, [...flowPath, "to"], reading.at)),
    service: services.union(texts),
    serviceText: texts.map(({ text }) => text).join(", "),
    ...(entry.why !== undefined && { why: entry.why }),
    ...(entry.write !== undefined && { write: entry.write }),
    at: reading.at(flowPath),
  };
}

function checkFlowIds(conduits: readonly Conduit[], { diagnostics }: MapReading): void {
  const seen = new Map<string, Flow>();
  for (const flow of conduits.flatMap(({ flows }) => flows)) {
    const earlier = seen.get(flow.id);
    if (earlier === undefined) {
      seen.set(flow.id, flow);
      continue;
    }
    diagnostics.add("zones/duplicate-id", flow.at, {
      message: `the flow id "${flow.id}" is used twice`,
      expected: "an id of its own for each flow",
      related: [{ at: earlier.at, message: `the first one, in ${earlier.conduit}` }],
    });
  }
}
