/** The job of `zoneproof check`: every stage, in order, once. */

import { availableParallelism } from "node:os";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import { UsageError } from "../diagnostics/usage-error.js";
import type { MapFacts } from "../facts/map.js";
import type { Told } from "../facts/told.js";
import type { Baseline } from "../judge/baseline.js";
import type { Bundle } from "../judge/bundle.js";
import type { Finding } from "../judge/finding.js";
import { Judge } from "../judge/judge.js";
import { inOrder } from "../judge/order.js";
import { openPolicies, type PolicyChoice } from "../judge/policies.js";
import { chooseProfile, settingsOver, withoutBroken } from "../judge/profile.js";
import { SecondThread } from "../judge/second-thread.js";
import type { Device } from "../model/device.js";
import { readHistoryFolder } from "../read/history-folder.js";
import { readPath } from "../read/read-file.js";
import type { CheckResult } from "../report/result.js";
import type { RunRecord } from "../report/run-record-shape.js";
import { count } from "../report/summary.js";
import { type Plant, resolvePlant } from "../resolve/plant.js";
import { fixYoungHeap, type Holding, holdYoungHeap, releaseYoungHeap } from "../source/young-heap.js";
import type { CheckSettings, ZoneMap } from "../zones/map.js";
import { assumptionsOf } from "./assumptions.js";
import { cacheVersion, openCache, type ResultCache, type Tally } from "./cache.js";
import { Crew, rulesOf, usefulSize, type Workers } from "./crew.js";
import { cacheText, judgingText, zonesText } from "./decision-text.js";
import { judgeTogether, toldOf } from "./judged.js";
import { type LoadedPlant, type LoadRequest, loadPlant } from "./load-plant.js";
import type { Onlooker } from "./onlooker.js";
import { reportMisfits } from "./report-misfits.js";
import { type Divided, makeAll, type Slice, slicesOf } from "./slices.js";

export interface CheckRequest extends LoadRequest {
  /** Of zoneproof, for the report. */
  readonly version: string;
  /** The day for which dates are judged, `2027-01-31`; left out: they are not judged. */
  readonly day?: string;
  /** Folder of earlier results; left out: everything is found out anew. */
  readonly cache?: string;
  /** Results that the caller holds, in place of a folder; only with the same policies. */
  readonly kept?: ResultCache;
  /** Whether the result holds what passes between each pair and every way: for reports that show them. */
  readonly sets?: boolean;
  /** Threads that help; left out: none. */
  readonly workers?: Workers;
  /** How this V8 is to be kept from spending memory where nothing else runs in the process; left out: not. */
  readonly holding?: Holding;
  /** Left out: the shipped policies as they are. */
  readonly policies?: PolicyChoice;
  /** Id of a profile; left out: that of the map, or the usual one. */
  readonly profile?: string;
  /** What of the checks is not as they are by themselves, where the map does not say; left out: nothing. */
  readonly checks?: CheckSettings;
  /** Path of what was found once; left out: everything counts. */
  readonly baseline?: string;
  /** Folder with records of earlier runs; left out: none are kept. */
  readonly history?: string;
}

export interface CheckOutcome {
  readonly result: CheckResult;
  /** Whether there is a map that could not be used; then the devices were judged without one. */
  readonly mapFailed: boolean;
  /** Left out: none was asked for. */
  readonly baseline?: Baseline;
  /** What names that findings have for addresses. */
  readonly named: { readonly zones: Plant["zones"]; readonly hosts: ZoneMap["hosts"] };
  /** Why the cache that was asked for does not keep all of this run; left out: it does. */
  readonly unkept?: string;
}

/**
 * Reads, parses, resolves, analyses and judges.
 * @throws UsageError when what was asked for is not there.
 */
export async function check(request: CheckRequest): Promise<CheckOutcome> {
  const diagnostics = new Diagnostics();
  const known = request.baseline === undefined ? undefined : await openBaseline(request.baseline);
  const history = request.history === undefined ? undefined : await earlierRuns(request.history);
  if (request.holding === "for all") holdYoungHeap();
  const [loaded, { bundle, settings }] = await Promise.all([
    loadPlant(request, diagnostics),
    openPolicies(request.policies),
  ]);
  const { onlooker } = request;
  onlooker?.stage("placing zones");
  const folder = request.cache === undefined ? undefined : openCache(request.cache, cacheVersion(request, bundle));
  const cache = request.kept ?? folder;
  const told = toldOf(loaded, request.day);
  releaseYoungHeap();
  const crew = hire(request, loaded, told);
  fitHeap(request, loaded, crew);
  const plant = resolvePlant(loaded.devices, loaded.map, loaded.missing);
  reportMisfits(plant, diagnostics);
  onlooker?.decided(() => zonesText(plant));
  const thread = crew === undefined && cache === undefined ? threadFor(request, loaded, bundle) : undefined;
  const judge = new Judge(bundle, thread);
  const { map, ...parts } = slicesOf(plant, judge, {
    sets: request.sets ?? false,
    told,
    ...(cache !== undefined && { cache }),
  });
  onlooker?.stage("asking devices and pairs of zones");
  const help = { crew, thread };
  const slices = await made(parts, help, onlooker);
  const tally = tallyOf(cache, crew);
  tellHow(request, help, tally);
  onlooker?.stage("judging");
  const asked = { asked: request.profile, map: loaded.map?.checks, usual: request.checks };
  const chosen = chooseProfile(bundle.catalogue, settingsOver(asked.usual, asked.map), asked.asked);
  const { broke } = request.policies ?? {};
  const profile = broke === undefined ? chosen : withoutBroken(chosen, settings.own?.checks ?? [], broke);
  onlooker?.decided(() => judgingText({ catalogue: bundle.catalogue, settings, profile, ...asked }));
  const { pairs, devices, judgement } = judgeTogether(judge, slices, { plant, map }, diagnostics, profile);
  const { notAssessed, catalogue } = judgement;
  const findings = known === undefined ? judgement.findings : known.apply(judgement.findings, plant, diagnostics);
  return {
    result: {
      version: request.version,
      inputs: loaded.inputs,
      ...(map !== undefined && { map }),
      pairs: pairs.map((one) => one.facts),
      ...(request.sets === true && { sets: pairs.flatMap((one) => one.sets ?? []) }),
      devices: devices.map((one) => one.facts),
      findings,
      notAssessed,
      diagnostics: diagnostics.all(),
      catalogue,
      settings: { ...settings, profile },
      assumptions: map === undefined ? [] : assumedOf(request, loaded.devices, map),
      sources: loaded.sources,
      ...(request.day !== undefined && { day: request.day }),
      ...(history !== undefined && { history }),
    },
    mapFailed: loaded.mapFailed,
    named: { zones: plant.zones, hosts: loaded.map?.hosts ?? [] },
    ...(known !== undefined && { baseline: known.baseline }),
    ...(tally?.unwritten !== undefined && { unkept: tally.unwritten }),
  };
}

function assumedOf({ asOfMinutes }: CheckRequest, devices: readonly Device[], map: MapFacts): readonly string[] {
  return assumptionsOf({ devices, asOfMinutes, day: hasDates(map) ? map.as_of : undefined });
}

/** Of all threads of a run; nothing without a cache. */
function tallyOf(cache: ResultCache | undefined, crew: Crew | undefined): Tally | undefined {
  const [own, others] = [cache?.tally(), crew?.tally()];
  if (own === undefined || others === undefined) return own;
  const unwritten = own.unwritten ?? others.unwritten;
  const [recalled, made] = [own.recalled + others.recalled, own.made + others.made];
  return { recalled, made, ...(unwritten !== undefined && { unwritten }) };
}

/** Of zones: from there on a thread for the policies saves more than its start takes. */
const PAIRS_FOR_A_THREAD = 500;

/** Up to which a plant is as fast where the part of the heap for what is new stays small: the sample takes 119 of 132 MB. */
const RULES_OF_A_SMALL_PLANT = 2000;

/**
 * For what comes behind reading. A thread that is started takes the program as it was compiled, which it cannot while the heap is held.
 */
function fitHeap({ holding }: CheckRequest, { devices, map }: LoadedPlant, crew: Crew | undefined): void {
  const isAlone = crew === undefined && pairsOf(map) < PAIRS_FOR_A_THREAD;
  const isSmall = rulesOf(devices) <= RULES_OF_A_SMALL_PLANT;
  if (!isAlone || holding === undefined || holding === "never") return;
  if (isSmall) holdYoungHeap();
  else if (holding === "for all") fixYoungHeap();
}

function pairsOf(map: ZoneMap | undefined): number {
  const zones = map?.zones.length ?? 0;
  return zones * (zones - 1);
}

/** Whoever helps to make slices. */
interface Help {
  readonly crew: Crew | undefined;
  readonly thread: SecondThread | undefined;
}

function tellHow({ onlooker, cache }: CheckRequest, { crew, thread }: Help, tally: Tally | undefined): void {
  onlooker?.decided(() => {
    const threads = crew === undefined ? "no worker thread" : count(crew.size, "worker thread");
    const helped = thread === undefined ? `${threads} helped` : "a second thread asked the policies";
    return tally === undefined || cache === undefined ? [helped] : [helped, cacheText(cache, tally)];
  });
}

/** @throws UsageError when it cannot be read: a baseline that was asked for is never an empty one. */
async function openBaseline(path: string) {
  const outcome = await readPath(path);
  if (outcome.kind !== "text") {
    throw new UsageError(`the baseline ${path} cannot be used: ${outcome.why}`, "zoneproof baseline writes one");
  }
  const { file } = outcome;
  const [{ againstBaseline, readBaseline }, { meaningIn }] = await Promise.all([
    import("../judge/baseline.js"),
    import("../judge/passing.js"),
  ]);
  const baseline = readBaseline(file);
  return {
    baseline,
    apply: (findings: readonly Finding[], { zones, map }: Plant, diagnostics: Diagnostics) =>
      inOrder(againstBaseline(findings, { baseline, file, meaning: meaningIn(zones, map?.hosts ?? []) }, diagnostics)),
  };
}

/** @throws UsageError when one of them cannot be read. */
async function earlierRuns(folder: string): Promise<RunRecord[]> {
  const { readRunRecord } = await import("../report/run-record.js");
  return (await readHistoryFolder(folder)).map(({ path, text }) => readRunRecord(text, path));
}

function hasDates({ exceptions, attestations, zones, conduits }: MapFacts): boolean {
  const reviewed = [...zones, ...conduits].some(({ review }) => review !== undefined);
  return reviewed || exceptions.length + attestations.length > 0;
}

/** Makes all slices, and sends home who helped. */
async function made(slices: Divided, { crew, thread }: Help, onlooker?: Onlooker): Promise<Slice[]> {
  try {
    return crew === undefined ? makeAll(slices, onlooker) : await crew.finish(slices, onlooker);
  } finally {
    thread?.stop();
    releaseYoungHeap();
  }
}

/**
 * A thread for the shipped policies, where they are asked often enough to be worth its start. Not where slices may come from a
 * cache: then it would wait more than it does. Policies of others have a thread already, and those that help have their own.
 */
function threadFor(
  { workers }: CheckRequest,
  { map }: LoadedPlant,
  { own, thresholds }: Bundle,
): SecondThread | undefined {
  const isWorthIt = pairsOf(map) >= PAIRS_FOR_A_THREAD && availableParallelism() > 1;
  if (workers === undefined || workers.size !== undefined || !isWorthIt || own !== undefined) return undefined;
  return new SecondThread(workers.entry, thresholds);
}

function hire(
  { workers, version, cache, sets = false, policies }: CheckRequest,
  { devices, map, missing }: LoadedPlant,
  told: Told,
): Crew | undefined {
  const size = workers === undefined ? 0 : (workers.size ?? usefulSize(devices, map));
  return workers === undefined || size === 0
    ? undefined
    : new Crew(size, workers.entry, { devices, map, missing, version, cache, sets, told, policies });
}
