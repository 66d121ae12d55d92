/** The words that reports of a change have in common. */
import type { DecisionFacts, DeviceChangeFacts, KnownFacts, PairChangeFacts, ShiftFacts } from "../../facts/change.js";
import type { BoxFacts } from "../../facts/common.js";
import { settingsLines } from "../settings.js";
import { count } from "../summary.js";
import type { DiffResult } from "./result.js";

const SHIFTS: Readonly<Record<KnownFacts, Readonly<Record<KnownFacts, string>>>> = {
  stopped: {
    passes: "newly permitted",
    open: "perhaps newly permitted: a doubt leaves it open",
    stopped: "blocked",
    elsewhere: "blocked before, between other zones now",
  },
  open: {
    passes: "surely permitted now: a doubt left it open before",
    open: "left open, as before",
    stopped: "surely blocked now: a doubt left it open before",
    elsewhere: "left open before, between other zones now",
  },
  passes: {
    stopped: "newly blocked",
    open: "perhaps blocked now: a doubt leaves it open",
    passes: "permitted, as before",
    elsewhere: "permitted before, between other zones now",
  },
  elsewhere: {
    passes: "permitted, between other zones before",
    open: "left open, between other zones before",
    stopped: "blocked, between other zones before",
    elsewhere: "between other zones",
  },
};

const PACKETS = { start: "", replies: " (replies: TCP with ACK or RST)", fragments: " (later fragments)" };

/** What of the checks is not as they are by themselves: once where both sides say the same, otherwise with the side that says it. */
export function settingsNotes({ before, after }: DiffResult): string[] {
  const [was, is] = [settingsLines(before.settings), settingsLines(after.settings)];
  const alone = (lines: readonly string[], others: readonly string[], side: string) =>
    lines.filter((line) => !others.includes(line)).map((line) => `${side} alone: ${line}`);
  return [...is.filter((line) => was.includes(line)), ...alone(was, is, before.label), ...alone(is, was, after.label)];
}

/** `newly permitted (later fragments)` */
export function shiftTitle({ before, after, packets }: Pick<ShiftFacts, "before" | "after" | "packets">): string {
  return SHIFTS[before][after] + PACKETS[packets];
}

/** `+` where more passes, `-` where less does. */
export function shiftSign({ before, after }: Pick<ShiftFacts, "before" | "after">): "+" | "-" {
  return PASSING[before] < PASSING[after] ? "+" : "-";
}

const PASSING: Readonly<Record<KnownFacts, number>> = { elsewhere: 0, stopped: 0, open: 1, passes: 2 };

/** What is said of undeclared packets behind the title of their shift: where no more of them pass, a conduit declared them before. */
export function undeclaredWords(shift: Pick<ShiftFacts, "before" | "after">): string {
  return shiftSign(shift) === "+" ? ", of what no conduit declares" : ", and no conduit declares it any more";
}

export function boxText({ sources, destinations, services }: BoxFacts): string {
  return `${sources.join(", ")} -> ${destinations.join(", ")} by ${services.join(", ")}`;
}

/** `denied by core-1, OPS-IN 20 (core-1.cfg:14)`. @param label of its side. */
export function decisionText({ verdict, device, rule, locations, notes }: DecisionFacts, label: string): string {
  const word = { permit: "permitted", deny: "denied", unknown: "not known" }[verdict];
  const at = locations[0];
  const by = rule === undefined ? device : [device, rule].filter((part) => part !== undefined).join(", ");
  const place = at === undefined ? "" : ` (${pathBelow(at.file, label)}:${at.line})`;
  const why = rule === undefined && notes[0] !== undefined ? `: ${notes[0]}` : "";
  return `${word}${by === undefined ? "" : ` by ${by}`}${place}${why}`;
}

/** A path without the folder that was given for its side. */
export function pathBelow(file: string, label: string): string {
  const folder = `${label.replaceAll("\\", "/").replace(/\/+$/, "")}/`;
  return file.startsWith(folder) ? file.slice(folder.length) : file;
}

/** Shifts of packets that can start something, each with those of replies and fragments that go the same way by the same rules. */
export interface ToldShift {
  readonly shift: ShiftFacts;
  readonly echoes: readonly ShiftFacts[];
}

/** What has to be told of a course: replies and fragments are told with what starts, where the same rules carry them. */
export function toldShifts(shifts: readonly ShiftFacts[]): ToldShift[] {
  const rules = ({ carried_by: rules }: ShiftFacts) => rules.map(({ table, id }) => `${table} ${id}`);
  const main = shifts.filter(({ packets }) => packets === "start");
  const found = main.map((shift) => ({ shift, echoes: [] as ShiftFacts[] }));
  const alone = shifts.filter((shift) => {
    if (shift.packets === "start") return false;
    const known = found.find(
      ({ shift: one }) =>
        one.before === shift.before &&
        one.after === shift.after &&
        rules(shift).every((rule) => rules(one).includes(rule)),
    );
    known?.echoes.push(shift);
    return known === undefined;
  });
  return [...found, ...alone.map((shift) => ({ shift, echoes: [] }))];
}

/** `the same for replies (TCP with ACK or RST) and later fragments` */
export function echoText(echoes: readonly ShiftFacts[]): string {
  const words = { start: "", replies: "replies (TCP with ACK or RST)", fragments: "later fragments" };
  return `by the same rules too: ${[...new Set(echoes.map(({ packets }) => words[packets]))].join(", ")}`;
}

/** Whether something is to be said of a pair. */
export function isTold({ status, before, after, flows, undeclared }: PairChangeFacts): boolean {
  return (
    status === "changed" || status === "undecided" || before !== after || flows.length > 0 || undeclared.length > 0
  );
}

/** Whether something is to be said of a device. */
export function isDeviceTold({ status }: DeviceChangeFacts): boolean {
  return status !== "same" && status !== "open";
}

/** How many pairs went from one verdict to another; those that stayed are left out. */
export function transitionsOf(pairs: readonly PairChangeFacts[]): { from: string; to: string; count: number }[] {
  const found = new Map<string, { from: string; to: string; count: number }>();
  for (const { before, after } of pairs) {
    if (before === after) continue;
    const [from, to] = [before ?? "not on the map", after ?? "not on the map"];
    const known = found.get(`${from}\n${to}`) ?? { from, to, count: 0 };
    known.count++;
    found.set(`${from}\n${to}`, known);
  }
  return [...found.values()].sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1));
}

/** The change in one sentence without full stop. */
export function headline(result: DiffResult): string {
  const { outcome, pairs, devices, hasMap } = result;
  const courses = devices.reduce((sum, { compared }) => sum + compared, 0);
  const looked = [
    ...(hasMap ? [`${count(pairs.length, "pair")} of zones`] : []),
    `${count(courses, "pair")} of interfaces of ${count(devices.length, "device")}`,
  ].join(" and ");
  if (outcome === "not-compared") return "nothing was compared: not all of both sides could be analysed";
  if (outcome === "same") return `no packet changes: proved for ${looked}`;
  if (outcome === "open") return `no packet change was found, and that none changes is not proved: ${looked}`;
  const told = pairs.filter(({ status }) => status === "changed").length;
  const onDevices = devices.filter(({ status }) => status === "changed").length;
  const parts = [
    ...(hasMap ? [`between ${count(told, "pair")} of zones (of ${pairs.length})`] : []),
    `on ${count(onDevices, "device")} (of ${devices.length})`,
  ];
  return `packets change ${parts.join(", ")}`;
}

/** `findings: 2 new, 1 gone, 14 as they were; verdicts: 1 proved -> violated`. */
export function secondLine({ findings, pairs }: DiffResult): string {
  const { appeared, gone, worse, stayed } = findings;
  const found = [
    `${appeared.length} new`,
    ...(worse.length === 0 ? [] : [`${worse.length} worse`]),
    `${gone.length} gone`,
    `${stayed} as they were`,
  ].join(", ");
  const verdicts = transitionsOf(pairs).map(({ from, to, count: many }) => `${many} ${from} -> ${to}`);
  return `findings: ${found}${verdicts.length === 0 ? "" : `; verdicts: ${verdicts.join(", ")}`}`;
}

const SHOWN_COURSES = 3;

/** `Vlan30 -> Vlan101; Vlan30 -> the device itself; and 3 pairs of interfaces more` */
export function courseText({ ingress, egress, alike }: DeviceChangeFacts["courses"][number]): string {
  const all = [{ ingress, ...(egress === undefined ? {} : { egress }) }, ...alike];
  const named = all.slice(0, SHOWN_COURSES).map((one) => `${one.ingress} -> ${one.egress ?? "the device itself"}`);
  const more = all.length - SHOWN_COURSES;
  return [...named, ...(more > 0 ? [`and ${count(more, "pair")} of interfaces more`] : [])].join("; ");
}

/** Undeclared shifts that are not one of the others word by word: declared before, or changed in part. */
export function ownUndeclared({ shifts, undeclared }: PairChangeFacts): readonly ShiftFacts[] {
  const key = ({ before, after, boxes, more_packets: more }: ShiftFacts) =>
    JSON.stringify([before, after, boxes.map(boxText), more]);
  const known = new Set(shifts.map(key));
  return undeclared.filter((shift) => !known.has(key(shift)));
}

/** Whether a shift is of undeclared packets alone. */
export function isUndeclared(pair: PairChangeFacts, shift: ShiftFacts): boolean {
  const own = new Set(ownUndeclared(pair));
  return pair.undeclared.some(
    (one) => !own.has(one) && JSON.stringify(one.boxes.map(boxText)) === JSON.stringify(shift.boxes.map(boxText)),
  );
}
