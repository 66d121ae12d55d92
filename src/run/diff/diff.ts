/** The job of `zoneproof diff`: both sides through all stages, then against each other. */
import { compareDevices, countCourses } from "../../analyse/change/compare-devices.js";
import { PairComparison, pairsOfBoth } from "../../analyse/change/compare-pairs.js";
import { DeviceRules } from "../../analyse/rule-sets.js";
import { Diagnostics } from "../../diagnostics/diagnostic.js";
import { type ChangeView, courseChangeFacts, pairChangeFacts } from "../../facts/build-change.js";
import type {
  CourseChangeFacts,
  DeviceChangeFacts,
  LineChangeFacts,
  PairChangeFacts,
  ShiftFacts,
} from "../../facts/change.js";
import { Names } from "../../facts/sets.js";
import { openPolicies, type PolicyChoice } from "../../judge/policies.js";
import { chooseProfile, settingsOver } from "../../judge/profile.js";
import type { Device } from "../../model/device.js";
import type { DiffResult } from "../../report/diff/result.js";
import type { SourceFile } from "../../source/source-file.js";
import type { CheckSettings } from "../../zones/map.js";
import { type InputStore, type LoadRequest, loadPlant } from "../load-plant.js";
import { type LookedOnAt, onlookerOf } from "../onlooker.js";
import { type Deciders, decided, overDevices, throughDevice } from "./decisions.js";
import { type FoundIn, findingChanges } from "./finding-changes.js";
import { type DiffFailOn, gateReasons } from "./gate.js";
import { type FilePair, isSameText, lineChanges, withLines } from "./line-changes.js";
import { type MatchedDevice, matchDevices } from "./matched-devices.js";
import { FORWARDING_PARTS, otherParts } from "./other-parts.js";
import { learningDevices, outcomeOf } from "./outcome.js";
import { isSameDevice } from "./same-device.js";
import { type AnalysedSide, analyseSide, type Judging, type LoadedSide, type Sides, toldOfSide } from "./side.js";
import { notCompared, unreadInputs } from "./unread.js";

/** What is given of one side. */
export interface SideRequest {
  /** For people: a path, a revision. */
  readonly label: string;
  readonly paths: readonly string[];
  /** Left out: the disk. */
  readonly store?: InputStore;
}

export interface DiffRequest extends Omit<LoadRequest, "paths" | "store" | "isMapElsewhere"> {
  readonly before: SideRequest;
  readonly after: SideRequest;
  readonly failOn: DiffFailOn;
  /** Left out: the shipped policies as they are. */
  readonly policies?: PolicyChoice;
  /** Id of a profile; left out: that of each side's map, or the usual one. */
  readonly profile?: string;
  /** What of the checks is not as they are by themselves, where a side's map does not say; left out: nothing. */
  readonly checks?: CheckSettings;
  /** The day for which dates are judged, on both sides; left out: they are not judged. */
  readonly day?: string;
  /** Of zoneproof, for the report. */
  readonly version: string;
}

export interface DiffOutcome {
  readonly result: DiffResult;
  /** Whether a side has a map that could not be used. */
  readonly mapFailed: boolean;
}

/**
 * Compares two sides.
 * @throws UsageError when what was asked for is not there.
 */
export async function diff(request: DiffRequest): Promise<DiffOutcome> {
  const [given, { bundle, settings }] = [await loadSides(request), await openPolicies(request.policies)];
  const judging = ({ loaded }: LoadedSide): Judging => {
    const asked = settingsOver(request.checks, loaded.map?.checks);
    return { bundle, settings: { ...settings, profile: chooseProfile(bundle.catalogue, asked, request.profile) } };
  };
  const judgings = { before: judging(given.before), after: judging(given.after) };
  const unread = unreadInputs(given);
  const mapFailed = given.before.loaded.mapFailed || given.after.loaded.mapFailed;
  if (unread.length === 0) return { result: compareSides(given, judgings, request), mapFailed };
  const before = toldOfSide(given.before, judgings.before.settings);
  const after = toldOfSide(given.after, judgings.after.settings);
  return { result: { version: request.version, before, after, ...notCompared(unread, request.failOn) }, mapFailed };
}

function compareSides(given: Sides<LoadedSide>, judgings: Sides<Judging>, request: DiffRequest): DiffResult {
  const matched = matchDevices(
    { devices: given.before.loaded.devices, paths: given.before.paths },
    { devices: given.after.loaded.devices, paths: given.after.paths },
  );
  const names = namesBefore(given.before, matched);
  const [{ onlooker }, { before: one, after: other }] = [request, given];
  const before = analyseSide(renamed(one, names), judgings.before, { ...request, ...onlookerOf(one.label, onlooker) });
  const after = analyseSide(other, judgings.after, { ...request, ...onlookerOf(other.label, onlooker) });
  onlooker?.decided(() => matched.map(matchedText));
  onlooker?.stage("comparing");
  const disagreements: string[] = [];
  const files = sameFiles({ before, after }, matched);
  const lines = lineChanges(files);
  const isSame = files.every(([one, other]) => isSameText(one, other));
  const same = sameDevices(before, after, matched);
  const comparison = { before, after, names, lines, isSame, same, disagreements, ...(onlooker && { onlooker }) };
  const compared = comparePairs(comparison);
  const devices = matched.map((one) => deviceChange(comparison, one));
  const pairs = settled(comparison, compared, devices);
  const told = {
    hasMap: before.plant.map !== undefined && after.plant.map !== undefined,
    pairs,
    devices,
    findings: findingChanges(foundIn(before), foundIn(after)),
    ...outcomeOf({ before, after, pairs, devices, same }),
  };
  return {
    version: request.version,
    before: before.told,
    after: after.told,
    ...told,
    lines,
    gate: gateReasons(told, request.failOn),
    disagreements,
  };
}

interface Comparison extends LookedOnAt {
  readonly before: AnalysedSide;
  readonly after: AnalysedSide;
  /** What devices of before are called here, where that is not their name. */
  readonly names: ReadonlyMap<Device, string>;
  readonly lines: readonly LineChangeFacts[];
  /** Whether the texts are the same: then they mean the same, doubts included, and nothing has to be compared. */
  readonly isSame: boolean;
  /** Devices that do the same, whatever of them cannot be known. */
  readonly same: ReadonlySet<string>;
  readonly disagreements: string[];
}

function foundIn({ findings, told }: AnalysedSide): FoundIn {
  return { findings, texts: [...told.sources.values()].map(({ text }) => text) };
}

function matchedText({ before, after }: MatchedDevice): string {
  if (before === undefined) return `${after?.id ?? ""} is new`;
  if (after === undefined) return `${before.id} is gone`;
  return `${before.id} of ${before.file} is compared with ${after.id} of ${after.file}`;
}

/** A map that only one side has is the map of both. */
async function loadSides(request: DiffRequest): Promise<Sides<LoadedSide>> {
  const load = async ({ label, paths, store }: SideRequest, zones = request.zones): Promise<LoadedSide> => {
    const diagnostics = new Diagnostics();
    const { readStdin, asOfMinutes } = request;
    const asked = {
      paths,
      readStdin,
      isMapElsewhere: true,
      ...(store !== undefined && { store }),
      ...(zones !== undefined && { zones }),
      ...(asOfMinutes !== undefined && { asOfMinutes }),
      ...onlookerOf(label, request.onlooker),
    };
    return { label, paths, loaded: await loadPlant(asked, diagnostics), diagnostics };
  };
  const [before, after] = [await load(request.before), await load(request.after)];
  const [one, other] = [mapOf(before), mapOf(after)];
  if (one !== undefined && other === undefined) return { before, after: await load(request.after, one) };
  if (one === undefined && other !== undefined) return { before: await load(request.before, other), after };
  return { before, after };
}

function mapOf({ loaded }: LoadedSide): string | undefined {
  return loaded.inputs.find(({ role }) => role === "map")?.file;
}

/** A device that is called otherwise afterwards goes by that name, where the map before does not speak of it. */
function namesBefore({ loaded }: LoadedSide, matched: readonly MatchedDevice[]): ReadonlyMap<Device, string> {
  const spoken = new Set([
    ...(loaded.map?.devices.map(({ name }) => name) ?? []),
    ...(loaded.map?.zones.flatMap(({ interfaces }) => interfaces.map(({ device }) => device)) ?? []),
  ]);
  return new Map(
    matched.flatMap(({ before, after }) =>
      before === undefined || after === undefined || before.id === after.id || spoken.has(before.id)
        ? []
        : [[before, after.id] as const],
    ),
  );
}

function renamed(side: LoadedSide, names: ReadonlyMap<Device, string>): LoadedSide {
  const devices = side.loaded.devices.map((device) => {
    const name = names.get(device);
    return name === undefined ? device : { ...device, id: name };
  });
  return { ...side, loaded: { ...side.loaded, devices } };
}

function viewOf({ before, after }: Comparison): ChangeView {
  return { names: new Names(after.plant), describers: new Map([...before.describers, ...after.describers]) };
}

function comparePairs(comparison: Comparison): PairChangeFacts[] {
  const { before, after } = comparison;
  if (before.plant.map === undefined || after.plant.map === undefined) return [];
  const compared = new PairComparison({
    before: { plant: before.plant, rules: before.analysis.rules },
    after: { plant: after.plant, rules: after.analysis.rules },
  });
  const view = viewOf(comparison);
  const zones = { before: before.plant.zones, after: after.plant.zones };
  const deciders = overDevices(
    before.plant.devices.map(({ device }) => device),
    after.plant.devices.map(({ device }) => device),
  );
  const translates = [before, after].some(({ plant }) =>
    plant.devices.some(({ device }) => device.nat.some(({ enabled }) => enabled)),
  );
  const all = pairsOfBoth(before.analysis.pairs, after.analysis.pairs);
  return all.map((pair, number) => {
    comparison.onlooker?.progress(number, all.length);
    const of = (side: AnalysedSide) => side.pairs.find((one) => one.from.id === pair.from && one.to.id === pair.to);
    const changes = !comparison.isSame && compared.isOnBoth(pair) ? compared.of(pair) : [];
    const facts = pairChangeFacts({ ...pair, before: of(before), after: of(after), changes, zones }, view);
    const isMissing = [before, after].some(({ plant }) => plant.missing.length > 0);
    const status = facts.status === "same" && isMissing ? ("open" as const) : facts.status;
    // Sets are told by the real ends, and a walk starts with what is dialled.
    const note = (what: string) => (translates ? undefined : comparison.disagreements.push(what));
    const told = (shifts: readonly ShiftFacts[]) =>
      withDecisions(shifts, deciders, `${pair.from} -> ${pair.to}`, note).map((one) =>
        withLines(one, comparison.lines),
      );
    return { ...facts, status, shifts: told(facts.shifts), undeclared: told(facts.undeclared) };
  });
}

function withDecisions(
  shifts: readonly ShiftFacts[],
  deciders: Deciders,
  where: string,
  note: (what: string) => void,
): ShiftFacts[] {
  return shifts.map((shift) =>
    decided(shift, deciders, (packet, side, said) =>
      note(`${packet}, ${where}, ${side}: the sets say ${shift[side === "before" ? side : "after"]}, the walk ${said}`),
    ),
  );
}

function deviceChange(comparison: Comparison, { before: was, after: is }: MatchedDevice): DeviceChangeFacts {
  const device = is ?? was;
  if (device === undefined) throw new Error("a device that no side has");
  const none = { device: device.id, courses: [], compared: 0, also: [] };
  if (was === undefined) return { ...none, status: "added" };
  if (is === undefined) return { ...none, status: "removed" };
  const one = ofPlant(comparison.before, comparison.names.get(was) ?? was.id);
  const other = ofPlant(comparison.after, is.id);
  const { changes, courses } = comparison.isSame
    ? { changes: [], courses: countCourses(one, other) }
    : compareDevices(rulesOf(comparison.before, one), rulesOf(comparison.after, other));
  const view = viewOf(comparison);
  const ofDevice = comparison.lines.filter(({ file }) => file === one.file || file === other.file);
  const facts = changes.map((change) => {
    const told = courseChangeFacts(change, view);
    const where = `${is.id}, ${told.ingress} to ${told.egress ?? "itself"}`;
    const note = (what: string) => comparison.disagreements.push(what);
    const shifts = withDecisions(told.shifts, throughDevice(one, other, told), where, note);
    return { ...told, shifts: shifts.map((shift) => withLines(shift, ofDevice)) };
  });
  const statuses = new Set(facts.map(({ status }) => status));
  const status = (["changed", "undecided", "open"] as const).find((one) => statuses.has(one)) ?? "same";
  if (status === "open" && comparison.same.has(is.id)) return { ...none, status: "same", compared: courses };
  return {
    device: is.id,
    ...(was.id === is.id ? {} : { before_name: was.id }),
    status,
    courses: withoutTwins(facts),
    compared: courses,
    also: comparison.same.has(is.id) ? [] : otherParts(sideOf(one, comparison.before), sideOf(other, comparison.after)),
  };
}

function sideOf(device: Device, { told: { sources } }: AnalysedSide) {
  return { device, sources };
}

/**
 * Pairs that a doubt leaves open on both sides, where every device does the same: its filters and all that says where packets
 * go are the same, and none learns routes by what is not compared. Then no packet changes, whatever the doubts hide.
 */
function settled(
  { before, after, same }: Comparison,
  pairs: readonly PairChangeFacts[],
  devices: readonly DeviceChangeFacts[],
): readonly PairChangeFacts[] {
  const isMissing = [before, after].some(({ plant }) => plant.missing.length > 0);
  const learning = new Set([before, after].flatMap(({ plant }) => learningDevices(plant)));
  const areSame = devices.every(
    ({ device, status, also }) =>
      status === "same" &&
      (same.has(device) || (!also.some((part) => FORWARDING_PARTS.includes(part)) && !learning.has(device))),
  );
  if (isMissing || !areSame || !isSameText(mapText(before), mapText(after))) return pairs;
  return pairs.map((pair) => (pair.status === "open" ? { ...pair, status: "same" } : pair));
}

function mapText({ told }: AnalysedSide): SourceFile | undefined {
  return told.sources.get(told.inputs.find(({ role }) => role === "map")?.file ?? "");
}

/** The devices of after whose text means the same as before, whatever of it cannot be known. */
function sameDevices(
  before: AnalysedSide,
  after: AnalysedSide,
  matched: readonly MatchedDevice[],
): ReadonlySet<string> {
  return new Set(
    matched.flatMap(({ before: was, after: is }) => {
      if (was === undefined || is === undefined) return [];
      const written = (device: Device, { told }: AnalysedSide) => ({ device, source: told.sources.get(device.file) });
      return isSameDevice(written(was, before), written(is, after)) ? [is.id] : [];
    }),
  );
}

/** Courses of which the same is true are one, those between interfaces first. */
function withoutTwins(courses: readonly CourseChangeFacts[]): CourseChangeFacts[] {
  const found = new Map<string, CourseChangeFacts>();
  const between = courses.filter(({ egress }) => egress !== undefined);
  for (const course of [...between, ...courses.filter(({ egress }) => egress === undefined)]) {
    const { ingress, egress, alike, status, shifts } = course;
    const key = JSON.stringify([status, shifts]);
    const known = found.get(key);
    const self = { ingress, ...(egress === undefined ? {} : { egress }) };
    found.set(key, known === undefined ? course : { ...known, alike: [...known.alike, self, ...alike] });
  }
  return [...found.values()];
}

/** The device as the plant has it: with what it learns from others. */
function ofPlant({ plant }: AnalysedSide, id: string): Device {
  const found = plant.devices.find(({ device }) => device.id === id)?.device;
  if (found === undefined) throw new Error(`the plant has no device ${id}`);
  return found;
}

function rulesOf({ analysis }: AnalysedSide, device: Device): DeviceRules {
  return analysis.rules.get(device) ?? new DeviceRules(device);
}

/** The configurations of both sides, and the maps, each with its other one. */
function sameFiles(
  { before, after }: Pick<Comparison, "before" | "after">,
  matched: readonly MatchedDevice[],
): FilePair[] {
  const map = (side: AnalysedSide) => side.told.inputs.find(({ role }) => role === "map")?.file;
  const named = [
    [map(before), map(after)] as const,
    ...matched.map((one) => [one.before?.file, one.after?.file] as const),
  ];
  const unique = new Map(named.map((names) => [JSON.stringify(names), names]));
  const source = (side: AnalysedSide, file: string | undefined) =>
    file === undefined ? undefined : side.told.sources.get(file);
  return [...unique.values()].map(([one, other]) => [source(before, one), source(after, other)] as const);
}
