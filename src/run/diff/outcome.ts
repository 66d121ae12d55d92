/** What a change comes to as a whole, and what is to be known beside it. */
import type { DeviceChangeFacts, PairChangeFacts } from "../../facts/change.js";
import type { DiffResult } from "../../report/diff/result.js";
import { count } from "../../report/summary.js";
import { FORWARDING_PARTS } from "./other-parts.js";
import type { AnalysedSide } from "./side.js";

interface Compared {
  readonly before: AnalysedSide;
  readonly after: AnalysedSide;
  readonly pairs: readonly PairChangeFacts[];
  readonly devices: readonly DeviceChangeFacts[];
  /** Devices whose text means the same on both sides: they learn the same routes. */
  readonly same: ReadonlySet<string>;
}

interface Outcome extends Pick<DiffResult, "notes"> {
  readonly outcome: Exclude<DiffResult["outcome"], "not-compared">;
}

/**
 * `same` only where the bounds of every pair and of every device are equal on both sides, with nothing between them, and
 * nothing beside the filters could send packets elsewhere: with a map the pairs tell that, but for what is dialled. Which routes a
 * protocol learns depends on lines all over a file (costs of an interface, lists that filter routes): without a map a device that learns
 * any and was written anew proves nothing, as with a map doubts about them leave its pairs open.
 */
export function outcomeOf(compared: Compared): Outcome {
  const { before, after, pairs, devices } = compared;
  const changed = [
    ...pairs.map(({ status }) => status === "changed"),
    ...devices.map(({ status }) => ["changed", "added", "removed"].includes(status)),
  ];
  const isPlantKnown = pairs.length > 0;
  const learning = isPlantKnown ? [] : learningAnew(compared);
  const learned = learning.map(
    (id) =>
      `${id}: routes that a routing protocol learns, or rules make, are not compared, and may send packets elsewhere`,
  );
  const notes = [...deviceNotes(compared), ...pairNotes(compared), ...learned];
  const decisive = isPlantKnown ? ["address translation"] : FORWARDING_PARTS;
  const isOpen =
    devices.length === 0 ||
    learning.length > 0 ||
    [before, after].some(({ plant }) => plant.missing.length > 0) ||
    [...pairs, ...devices].some(({ status }) => status === "open" || status === "undecided") ||
    devices.some(({ also }) => also.some((part) => decisive.includes(part)));
  return { outcome: changed.includes(true) ? "changed" : isOpen ? "open" : "same", notes };
}

function deviceNotes({ before, after, devices }: Compared): string[] {
  return [
    ...[before, after].flatMap(({ plant, told }) => plant.missing.map((what) => `${told.label}: ${what}`)),
    ...devices.flatMap(({ device, before_name: name, status, also }) => [
      ...(name === undefined ? [] : [`${device} was called ${name}`]),
      ...(status === "added" ? [`${device} is new`] : []),
      ...(status === "removed" ? [`${device} is gone`] : []),
      ...(also.length === 0 ? [] : [`${device}: not the same beside its filters: ${also.join(", ")}`]),
    ]),
  ];
}

function pairNotes({ pairs, devices }: Compared): string[] {
  const open = pairs.filter(({ status }) => status === "open").length;
  const zones = pairs.filter(({ before, after }) => before === undefined || after === undefined).length;
  const courses = devices.flatMap((device) => device.courses.filter(({ status }) => status === "open"));
  const kept = "both bounds are the same, and doubts leave open what lies between them";
  return [
    ...(open === 0 ? [] : [`${count(open, "pair")} of zones: ${kept}`]),
    ...(courses.length === 0 ? [] : [`${count(courses.length, "kind")} of interface pairs: ${kept}`]),
    ...(zones === 0 ? [] : [`${count(zones, "pair")} of zones on one side alone: the maps differ`]),
  ];
}

/** Devices whose routes are not all in their configurations: a table that was captured shows those of before the change. */
export function learningDevices({ devices }: AnalysedSide["plant"]): string[] {
  const learning = devices.filter(({ device }) =>
    device.routers.some(({ dynamicRouting, learned }) => (dynamicRouting ?? learned) !== undefined),
  );
  return learning.map(({ device }) => device.id);
}

/** Those among them whose text does not mean the same on both sides. */
function learningAnew({ before, after, same }: Compared): string[] {
  return [...new Set([before, after].flatMap(({ plant }) => learningDevices(plant)))].filter((id) => !same.has(id));
}
