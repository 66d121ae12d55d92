/** The report of a change for scripts: `shape.ts` as text. */
import type { DecisionFacts, DeviceChangeFacts, PairChangeFacts, ShiftFacts } from "../../facts/change.js";
import { boxJson, findingJson, inputJson, jsonText, ruleJson, settingsJson, witnessJson } from "../json.js";
import { locationJson } from "../location-json.js";
import type { DiffResult, DiffSide } from "./result.js";
import type { DecisionJson, DeviceChangeJson, DiffJson, PairChangeJson, ShiftJson, SideJson } from "./shape.js";
import { isTold, transitionsOf } from "./words.js";

/** The same change gives the same bytes. */
export function renderDiffJson(result: DiffResult): string {
  return jsonText(diffJson(result));
}

/** The change in the shape that scripts read. */
export function diffJson(result: DiffResult): DiffJson {
  const { pairs, findings } = result;
  const pairCounts = { same: 0, open: 0, changed: 0, undecided: 0 };
  for (const { status } of pairs) pairCounts[status]++;
  return {
    schemaVersion: 1,
    tool: { name: "zoneproof", version: result.version },
    outcome: result.outcome,
    notes: result.notes,
    gate: { fails: result.gate.length > 0, reasons: result.gate },
    before: sideJson(result.before),
    after: sideJson(result.after),
    verdicts: Object.fromEntries(transitionsOf(pairs).map(({ from, to, count }) => [`${from} -> ${to}`, count])),
    pairs: pairs.filter(isTold).map(pairJson),
    pairCounts,
    devices: result.devices.map(deviceJson),
    findings: {
      appeared: findings.appeared.map(findingJson),
      gone: findings.gone.map(findingJson),
      worse: findings.worse.map(({ before: { verdict, severity }, after }) => ({
        was: { verdict, severity },
        is: findingJson(after),
      })),
      stayed: findings.stayed,
    },
    lines: result.lines,
    disagreements: result.disagreements,
  };
}

function sideJson({ label, inputs, missing, settings }: DiffSide): SideJson {
  return { label, inputs: inputs.map(inputJson), missing, settings: settingsJson(settings) };
}

function pairJson(pair: PairChangeFacts): PairChangeJson {
  return {
    from: pair.from,
    to: pair.to,
    conduit: pair.conduit ?? null,
    before: pair.before ?? null,
    after: pair.after ?? null,
    status: pair.status,
    shifts: pair.shifts.map(shiftJson),
    undeclared: pair.undeclared.map(shiftJson),
    flows: pair.flows.map(({ id, before, after, stopped_witness: packet }) => ({
      id,
      before: before ?? null,
      after: after ?? null,
      stoppedWitness: packet === undefined ? null : witnessJson(packet),
    })),
  };
}

function deviceJson(device: DeviceChangeFacts): DeviceChangeJson {
  return {
    device: device.device,
    beforeName: device.before_name ?? null,
    status: device.status,
    compared: device.compared,
    courses: device.courses.map(({ ingress, egress, alike, status, shifts }) => ({
      ingress,
      egress: egress ?? null,
      alike: alike.map((one) => ({ ingress: one.ingress, egress: one.egress ?? null })),
      status,
      shifts: shifts.map(shiftJson),
    })),
    also: device.also,
  };
}

function shiftJson(shift: ShiftFacts): ShiftJson {
  return {
    before: shift.before,
    after: shift.after,
    family: shift.family,
    packets: shift.packets,
    boxes: shift.boxes.map((box) => ({
      ...boxJson(box),
      packets: box.packets ?? null,
      witness: witnessJson(box.witness),
      before: box.before === undefined ? null : decisionJson(box.before),
      after: box.after === undefined ? null : decisionJson(box.after),
    })),
    moreBoxes: shift.more_boxes,
    morePackets: shift.more_packets,
    carriedBy: shift.carried_by.map(ruleJson),
    lines: shift.lines,
    moreLines: shift.more_lines,
    linesDecide: shift.lines_decide,
  };
}

function decisionJson({ verdict, device, rule, locations, notes }: DecisionFacts): DecisionJson {
  return { verdict, device: device ?? null, rule: rule ?? null, locations: locations.map(locationJson), notes };
}
