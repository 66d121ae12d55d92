/** What people vouch for: exceptions from checks, and attestations of what no configuration shows. */
import { didYouMean } from "../diagnostics/nearest.js";
import type { SourceRange } from "../source/range.js";
import type { Attestation, Conduit, Exception } from "./map.js";
import type { Names } from "./names.js";
import { listTexts, type MapReading } from "./reading.js";
import type { ExceptionEntry } from "./schema.js";

/** Reads `exceptions:`; what one is limited to must exist. Whether it has expired is for those who apply it. */
export function readExceptions(reading: MapReading, names: Names, conduits: readonly Conduit[]): Exception[] {
  const seen = new Set<string>();
  return (reading.entries.exceptions ?? []).map((entry, index) => {
    const path = ["exceptions", index];
    const { zone, device, compensating } = entry;
    if (seen.has(entry.id)) {
      const message = `the exception id "${entry.id}" is used twice`;
      reading.diagnostics.add("zones/duplicate-id", reading.at([...path, "id"]), { message });
    }
    seen.add(entry.id);
    if (zone !== undefined) names.find({ text: zone, at: reading.at([...path, "zone"]) }, ["zone"]);
    if (device !== undefined) names.find({ text: device, at: reading.at([...path, "device"]) }, ["device"]);
    checkConduit(entry, path, reading, conduits);
    return {
      id: entry.id,
      checks: entry.checks,
      ...(zone !== undefined && { zone }),
      ...(entry.conduit !== undefined && { conduit: entry.conduit }),
      ...(entry.flow !== undefined && { flow: entry.flow }),
      ...(device !== undefined && { device }),
      reason: entry.reason,
      ...(compensating !== undefined && { compensating }),
      approvedBy: entry["approved-by"],
      expires: entry.expires,
      at: reading.at(path),
    };
  });
}

function checkConduit(
  entry: ExceptionEntry,
  path: readonly (string | number)[],
  { at, diagnostics }: MapReading,
  conduits: readonly Conduit[],
): void {
  const { conduit: id, flow: flowId } = entry;
  const conduit = conduits.find((candidate) => candidate.id === id);
  if (id !== undefined && conduit === undefined) {
    reportUnknown(id, at([...path, "conduit"]), "conduits:", conduits);
  }
  const flows = (id === undefined ? conduits : [conduit]).flatMap((candidate) => candidate?.flows ?? []);
  if (flowId !== undefined && !flows.some((flow) => flow.id === flowId)) {
    reportUnknown(flowId, at([...path, "flow"]), conduit === undefined ? "flows:" : `flows: of ${conduit.id}`, flows);
  }

  function reportUnknown(name: string, place: SourceRange, where: string, known: readonly { id: string }[]): void {
    const help = didYouMean(
      name,
      known.map((one) => one.id),
    );
    diagnostics.add("zones/unknown-name", place, {
      message: `"${name}" is not declared`,
      expected: `a name that stands under ${where}`,
      ...(help !== undefined && { help }),
    });
  }
}

/** Reads `attestations:`; their zones must exist. */
export function readAttestations(reading: MapReading, names: Names): Attestation[] {
  return (reading.entries.attestations ?? []).map((entry, index) => {
    const path = ["attestations", index];
    for (const text of listTexts(entry.zones, [...path, "zones"], reading.at)) names.find(text, ["zone"]);
    return { ...entry, at: reading.at(path) };
  });
}
