/** The first half of every job: read, parse, and the map. What comes out is what the sets are computed from. */
import { dirname, join } from "node:path";
import type { ParseOptions } from "../../parsers/vendor.js";
import { type Diagnostic, Diagnostics } from "../diagnostics/diagnostic.js";
import { UsageError } from "../diagnostics/usage-error.js";
import type { Device } from "../model/device.js";
import { type ReadOutcome, readPath, shownPath } from "../read/read-file.js";
import { type InputSet, isMapName, type ReadRequest, readInputs } from "../read/read-inputs.js";
import type { AnalysedInput } from "../report/result.js";
import { count } from "../report/summary.js";
import { rangeOnLine, type SourceRange } from "../source/range.js";
import type { SourceFile } from "../source/source-file.js";
import type { ZoneMap } from "../zones/map.js";
import { checkDevices } from "./check-devices.js";
import type { LookedOnAt } from "./onlooker.js";
import { type ParsedInputs, parseInputs } from "./parse-inputs.js";
import { ReadOnce } from "./read-once.js";

export interface LoadRequest extends ParseOptions, LookedOnAt {
  /** Files and folders; `-` is standard input. None: those that the map declares. */
  readonly paths: readonly string[];
  /** The map that was asked for; left out: that of a given folder, if it has one. */
  readonly zones?: string;
  readonly readStdin: () => Promise<Uint8Array>;
  /** Where inputs and map are read from; left out: the disk. */
  readonly store?: InputStore;
  /** What was parsed before from files in memory; left out: everything is parsed. */
  readonly readOnce?: ReadOnce;
  /** Whether configurations are those that the map declares by their file names too, wherever they lie. */
  readonly isMapElsewhere?: boolean;
}

/** Something that holds files: the disk, a revision of a repository. */
export interface InputStore {
  readonly readInputs: (request: ReadRequest, diagnostics: Diagnostics) => Promise<InputSet>;
  readonly readPath: (path: string) => Promise<ReadOutcome>;
}

const DISK: InputStore = { readInputs, readPath };

export interface LoadedPlant {
  /** The map first, then the inputs by path. */
  readonly inputs: readonly AnalysedInput[];
  /** Ids are unique. */
  readonly devices: readonly Device[];
  readonly map?: ZoneMap;
  /** Whether there is a map, and it could not be used; that is reported. */
  readonly mapFailed: boolean;
  /** What is known to be missing, one sentence each: with any of it nothing is proved. */
  readonly missing: readonly string[];
  /** Texts of all inputs by path. */
  readonly sources: ReadonlyMap<string, SourceFile>;
}

/**
 * Reads and parses all inputs, and the map.
 * @throws UsageError when the map that was asked for cannot be read, or there is nothing to read.
 */
export async function loadPlant(request: LoadRequest, diagnostics: Diagnostics): Promise<LoadedPlant> {
  const store = request.store ?? DISK;
  request.onlooker?.stage("reading");
  const given = apartFromMap(request);
  const asked = given.zones === undefined ? undefined : await readMapFile(given.zones, store);
  const declaring = given.paths.length === 0 ? await readDeclaring(asked, diagnostics) : undefined;
  const paths = declaring?.paths ?? given.paths;
  const reading = new Diagnostics();
  const set = await store.readInputs({ paths, readStdin: request.readStdin }, reading);
  diagnostics.addAll(reading.all().map((one) => withPlaceInMap(one, declaring?.declared)));
  const file = asked ?? (await findMap(set, store));
  request.onlooker?.decided(() => [
    `${count(set.files.length, "file")} to look at, ${set.skipped.length} skipped, ${set.failed.length} not readable`,
    mapText(file, { isAsked: asked !== undefined, isDeclaring: declaring !== undefined }),
  ]);
  if (file === undefined) reportMapsBelow(set, diagnostics);
  const parsed = await parseInputs(set, diagnostics, request);
  const ids = parsed.devices.map(({ id }) => id);
  const map = declaring === undefined ? await readMap(file, ids, diagnostics, request.readOnce) : declaring.map;
  const checked = checkDevices(parsed, map, diagnostics, request.isMapElsewhere);
  return {
    ...checked,
    missing: [...checked.missing, ...brokenInputs(checked.inputs, diagnostics)],
    inputs: [...(file === undefined ? [] : [mapInput(file)]), ...checked.inputs],
    ...(map !== undefined && checked.mapFits && { map }),
    mapFailed: file !== undefined && (map === undefined || !checked.mapFits),
    sources: sourcesOf(file, parsed),
  };
}

/** A file that is called as maps are is one, also where a shell put it among the others: `check plant/*`. */
function apartFromMap({ paths, zones }: LoadRequest): Pick<LoadRequest, "paths" | "zones"> {
  const maps = [
    ...new Set([...(zones === undefined ? [] : [zones]), ...paths.filter(isMapName)].map((map) => join(map))),
  ];
  const [map] = maps;
  if (map === undefined) return { paths };
  if (maps.length > 1) throw severalMaps(maps);
  return { paths: paths.filter((path) => !isMapName(path)), zones: zones ?? map };
}

function severalMaps(maps: readonly string[]): UsageError {
  return new UsageError(`more than one map: ${maps.join(", ")}`, "name the one to use: -z zones.yaml");
}

/** A run without inputs: the map says which there are. */
async function readDeclaring(
  file: SourceFile | undefined,
  diagnostics: Diagnostics,
): Promise<{
  map: ZoneMap | undefined;
  paths: readonly string[];
  /** What names each path, as outputs show paths. */
  declared: ReadonlyMap<string, SourceRange>;
}> {
  if (file === undefined) {
    throw new UsageError("nothing to read", "name configuration files, or a folder: zoneproof check fw-edge.conf");
  }
  const map = await readMap(file, [], diagnostics);
  const configs =
    map?.devices.flatMap(({ config, at }) =>
      config === undefined ? [] : [{ path: join(dirname(file.path), config), at }],
    ) ?? [];
  if (map !== undefined && configs.length === 0) {
    throw new UsageError(
      `nothing to read: ${file.path} names no configuration`,
      "name the files, or add devices: to it",
    );
  }
  const declared = new Map(configs.map(({ path, at }) => [shownPath(path), at] as const));
  return { map, paths: configs.map(({ path }) => path), declared };
}

/** Of a file that the map names and that cannot be read: where it does. */
function withPlaceInMap(diagnostic: Diagnostic, declared: ReadonlyMap<string, SourceRange> | undefined): Diagnostic {
  const named = diagnostic.severity === "error" ? declared?.get(diagnostic.at.file) : undefined;
  if (named === undefined) return diagnostic;
  const help = `${named.file}:${named.line} names it; paths in a map begin at the folder of the map`;
  return { ...diagnostic, help };
}

/** The map at the top of the folders that were given. */
async function findMap({ maps: found, givenMaps }: InputSet, store: InputStore): Promise<SourceFile | undefined> {
  // A folder may be given twice.
  const maps = [...new Set(found.map((map) => join(map)))];
  if (maps.length > 1) {
    throw severalMaps(maps);
  }
  const [map] = maps;
  if (map === undefined) return undefined;
  const known = givenMaps.get(map);
  return known === undefined ? readMapFile(map, store) : asMapFile(map, known);
}

function mapText(file: SourceFile | undefined, how: { isAsked: boolean; isDeclaring: boolean }): string {
  if (file === undefined) return "no map: none was named, and no given folder has a zones.yaml at its top";
  const why = how.isAsked ? "it was asked for" : "it lies at the top of a given folder";
  return `the map is ${file.path}: ${why}${how.isDeclaring ? "; it names the configurations" : ""}`;
}

/** Maps deeper in a given folder: each is of a plant of its own, and which one is meant was not said. */
function reportMapsBelow({ files }: InputSet, diagnostics: Diagnostics): void {
  for (const { file, folder } of files) {
    if (folder === undefined || !isMapName(file.path)) continue;
    const help = `name its folder, ${dirname(file.path)}, or say -z ${file.path}`;
    diagnostics.add("read/map-below", rangeOnLine(file.path, 1, 1, 1), { help });
  }
}

/** zod and the YAML library are loaded only when there is a map. */
async function readMap(
  file: SourceFile | undefined,
  devices: readonly string[],
  diagnostics: Diagnostics,
  readOnce = new ReadOnce(),
): Promise<ZoneMap | undefined> {
  if (file === undefined) return undefined;
  const { readZoneMap } = await import("../zones/read-zone-map.js");
  const read = async (own: Diagnostics) => readZoneMap(file, own, devices);
  return readOnce.of(file, `map with ${JSON.stringify(devices)}`, diagnostics, read);
}

async function readMapFile(path: string, store: InputStore): Promise<SourceFile> {
  return asMapFile(path, await store.readPath(path));
}

function asMapFile(path: string, outcome: ReadOutcome): SourceFile {
  if (outcome.kind === "text") return outcome.file;
  throw new UsageError(`the map ${path} cannot be used: ${outcome.why}`, "a map is a zones.yaml; README.md shows one");
}

/** Configurations of which a part could not be analysed, or that hold a device once more: an error in one says so. */
export function brokenInputs(inputs: readonly AnalysedInput[], diagnostics: Diagnostics): string[] {
  const errors = diagnostics.all().filter(({ severity }) => severity === "error");
  const broken = new Set(errors.flatMap(({ code, at }) => (code === "run/duplicate-device" ? [] : [at.file])));
  const failed = new Set(errors.map(({ at }) => at.file));
  return inputs
    .filter(({ role, file }) => role === "configuration" && failed.has(file))
    .map(({ file }) =>
      broken.has(file)
        ? `a part of ${file} could not be analysed`
        : `${file} is of a device that was given before, and which of the exports runs is not known`,
    );
}

function mapInput({ path, sha256 }: SourceFile): AnalysedInput {
  return { file: path, sha256, devices: [], role: "map" };
}

function sourcesOf(map: SourceFile | undefined, { files }: ParsedInputs): Map<string, SourceFile> {
  return new Map([...(map === undefined ? [] : [map]), ...files].map((file) => [file.path, file]));
}
