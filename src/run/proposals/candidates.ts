/** Which changes are tried for an action. */
import type { Change } from "../../model/change.js";
import type { Device } from "../../model/device.js";
import type { Rule } from "../../model/rule.js";
import type { Action } from "../../report/plan.js";
import type { Plant } from "../../resolve/plant.js";
import type { SourceRange } from "../../source/range.js";
import type { ZoneMap } from "../../zones/map.js";
import { servedBy, zonesWithin } from "./served.js";

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
  const [place] = action.locations;
  const found = place && ruleAt(plant, place);
  if (found === undefined) {
    if (action.findings.every(({ rule, device }) => rule === undefined && device !== undefined))
      yield clearText(action);
    return;
  }
  const { device, rule } = found;
  const at = rule.at[0];
  if (rule.action !== "permit" || !rule.enabled || rule.implicit === true) return;
  if (action.findings.every(({ area }) => area === "logging")) {
    if (rule.log !== true)
      yield { change: { kind: "log-rule", at }, what: "logs what the rule lets through", cautions: [] };
    return;
  }
  if (map === undefined) return;
  const cautions = cautionsFor(plant, device, rule);
  yield { change: { kind: "disable-rule", at }, what: "takes the rule out", cautions };
  const to = servedBy(plant, map, device, rule);
  if (to === undefined || to.length === 0) return;
  const what = "narrows the rule to the declared flows that it serves";
  yield { change: { kind: "narrow-rule", at, to, log: false }, what, cautions };
  if (rule.log !== true) {
    yield { change: { kind: "narrow-rule", at, to, log: true }, what: `${what}, and logs it`, cautions };
  }
}

function ruleAt({ devices }: Plant, { file, line, column }: Action["locations"][number]) {
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
  const guardsItself = device.toDevice.some(({ tables }) => table !== undefined && tables.includes(table.id));
  const zones = zonesWithin(plant, device, rule);
  return [
    ...(guardsItself
      ? [`${table?.name} also decides what reaches ${device.id} itself, such as routing protocols and administration`]
      : []),
    ...(zones.length > 0 ? [`what hosts of ${zones.join(", ")} send each other by this rule is in no map`] : []),
  ];
}

function clearText({ findings }: Action): Candidate {
  const at = findings.flatMap(({ locations }) => locations.map(rangeOf));
  return {
    change: { kind: "stop-clear-text", at },
    what: "switches off what is in clear text",
    cautions: ["whoever uses it needs SSH, HTTPS or SNMPv3 to work before"],
  };
}

function rangeOf({ end_line, end_column, ...start }: Action["locations"][number]): SourceRange {
  return { ...start, endLine: end_line, endColumn: end_column };
}
