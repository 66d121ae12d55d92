/** Which changes are tried for an action. */
import type { Change } from "../../model/change.js";
import type { Device } from "../../model/device.js";
import type { Rule } from "../../model/rule.js";
import type { Action } from "../../report/plan.js";
import type { Plant } from "../../resolve/plant.js";
import type { SourceRange } from "../../source/range.js";
import type { ZoneMap } from "../../zones/map.js";
import { meetsDevice, servedBy, zonesWithin } from "./served.js";

/** One way to mend an action. */
export interface Candidate {
  readonly change: Change;
  /** `takes the rule out` */
  readonly what: string;
  /** What a person has to look at first. */
  readonly cautions: readonly string[];
}

/**
 * From the change that leaves least open to the one that keeps most. Without a map nobody knows what a rule is for: then it is
 * only logged.
 */
export function* candidatesFor(action: Action, plant: Plant, map: ZoneMap | undefined): Generator<Candidate> {
  if (action.findings.every(({ rule, device }) => rule === undefined && device !== undefined)) {
    yield clearText(action);
    return;
  }
  const [place] = action.locations;
  const found = place && ruleAt(plant, place);
  if (found === undefined) return;
  const { rule } = found;
  if (rule.action !== "permit" || !rule.enabled || rule.implicit === true) return;
  if (action.findings.every(({ area }) => area === "logging")) {
    if (rule.log !== true)
      yield { change: { kind: "log-rule", at: rule.at[0] }, what: "logs what the rule lets through", cautions: [] };
    return;
  }
  if (map === undefined) return;
  yield* ofRule(plant, map, found);
}

/** What is mostly for declared flows is narrowed; the rest goes, or is narrowed where it may not. */
function* ofRule(plant: Plant, map: ZoneMap, { device, rule }: Placed): Generator<Candidate> {
  const served = servedBy(plant, map, device, rule);
  if (served?.share === "all") return;
  const cautions = cautionsFor(plant, device, rule);
  const at = rule.at[0];
  if (served?.share !== "mostly") yield { change: { kind: "disable-rule", at }, what: "takes the rule out", cautions };
  const { traffic = [] } = served ?? {};
  if (traffic.length === 0) return;
  const what = "narrows the rule to the declared flows that it serves";
  yield { change: { kind: "narrow-rule", at, to: traffic, log: false }, what, cautions };
  if (rule.log === true) return;
  yield { change: { kind: "narrow-rule", at, to: traffic, log: true }, what: `${what}, and logs it`, cautions };
}

interface Placed {
  readonly device: Device;
  readonly rule: Rule;
}

function ruleAt({ devices }: Plant, { file, line, column }: Action["locations"][number]): Placed | undefined {
  for (const { device } of devices) {
    if (device.file !== file) continue;
    for (const { rules } of device.tables) {
      const rule = rules.find(({ at: [own] }) => own.line === line && own.column === column);
      if (rule !== undefined) return { device, rule };
    }
  }
  return undefined;
}

/** What the map does not tell of a rule, and nothing can be checked by. */
function cautionsFor(plant: Plant, device: Device, rule: Rule): string[] {
  const table = device.tables.find(({ rules }) => rules.includes(rule));
  const isAtDevice = device.toDevice.some(({ tables }) => table !== undefined && tables.includes(table.id));
  const zones = zonesWithin(plant, device, rule);
  return [
    ...(isAtDevice && meetsDevice(device, rule)
      ? [`whether ${device.id} itself needs what the rule lets in (routing protocols, administration)`]
      : []),
    ...(zones.length > 0
      ? [`whether hosts of ${zones.join(", ")} need it among themselves: no map declares that`]
      : []),
  ];
}

function clearText({ findings }: Action): Candidate {
  const at = findings.flatMap(({ locations }) => locations.map(rangeOf));
  return {
    change: { kind: "stop-clear-text", at },
    what: "switches off what is in clear text",
    cautions: ["whether SSH, HTTPS or SNMPv3 work for those who use it"],
  };
}

function rangeOf({ end_line, end_column, ...start }: Action["locations"][number]): SourceRange {
  return { ...start, endLine: end_line, endColumn: end_column };
}
