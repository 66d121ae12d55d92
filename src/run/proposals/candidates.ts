/** Which changes are tried for an action. */
import type { Change, Traffic } from "../../model/change.js";
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
 * From the change that leaves least open to the one that keeps most; or why none can be tried. Without a map nobody knows what a
 * rule is for: then it is only logged.
 */
export function candidatesFor(
  action: Action,
  plant: Plant,
  map: ZoneMap | undefined,
): readonly [Candidate, ...Candidate[]] | string {
  const [place] = action.locations;
  const isOfMap = place !== undefined && plant.devices.every(({ device }) => device.file !== place.file);
  if (isOfMap) return "what has to change is the map, and people decide what that declares";
  if (action.findings.every(({ rule, device }) => rule === undefined && device !== undefined))
    return [clearText(action)];
  const found = place && ruleAt(plant, place);
  if (found === undefined)
    return "no rule stands there to be taken out or narrowed: a filter has to be written first, for all that passes the interface";
  const { rule } = found;
  if (rule.implicit === true)
    return "the permit is implicit, with no line of its own: a filter has to be bound first, with all that is to pass the interface";
  if (!rule.enabled) return "the rule is switched off already";
  if (rule.action !== "permit") return "the rule permits nothing that could be taken away";
  if (action.findings.every(({ area }) => area === "logging"))
    return rule.log === true
      ? "the rule is logged already"
      : [{ change: { kind: "log-rule", at: rule.at[0] }, what: "logs what the rule lets through", cautions: [] }];
  if (map === undefined) return "no map says what the rule is for";
  return ofRule(plant, map, found);
}

/** What is mostly for declared flows is narrowed; the rest goes, or is narrowed where it may not. */
function ofRule(plant: Plant, map: ZoneMap, { device, rule }: Placed): readonly [Candidate, ...Candidate[]] | string {
  const served = servedBy(plant, map, device, rule);
  if (served?.share === "all")
    return "the rule lets through nothing but declared flows: what they are worth is decided in the map";
  const cautions = cautionsFor(plant, device, rule);
  const at = rule.at[0];
  const gone: Candidate = { change: { kind: "disable-rule", at }, what: "takes the rule out", cautions };
  const narrowed = narrowings(rule, served?.traffic ?? [], cautions);
  if (served?.share !== "mostly") return [gone, ...narrowed];
  const [first, ...others] = narrowed;
  return first === undefined
    ? "the rule is mostly for declared flows, and these cannot be said in few lines"
    : [first, ...others];
}

function narrowings(rule: Rule, traffic: readonly Traffic[], cautions: readonly string[]): Candidate[] {
  if (traffic.length === 0) return [];
  const what = "narrows the rule to the declared flows that it serves";
  const [at, to] = [rule.at[0], traffic];
  return [
    { change: { kind: "narrow-rule", at, to, log: false }, what, cautions },
    ...(rule.log === true
      ? []
      : [{ change: { kind: "narrow-rule" as const, at, to, log: true }, what: `${what}, and logs it`, cautions }]),
  ];
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
