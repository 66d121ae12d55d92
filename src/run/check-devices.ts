/** The given devices against each other and against the map: names, doubles, what is missing. */
import { basename, dirname, parse, resolve } from "node:path";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { didYouMean } from "../diagnostics/nearest.js";
import type { Device } from "../model/device.js";
import type { AnalysedInput } from "../report/result.js";
import { isCluster } from "../resolve/twins.js";
import { rangeOnLine } from "../source/range.js";
import type { DeclaredDevice, ZoneMap } from "../zones/map.js";
import type { ParsedInputs } from "./parse-inputs.js";

export interface CheckedDevices {
  readonly inputs: readonly AnalysedInput[];
  /** Ids are unique; a device goes by the name the map gives its configuration. */
  readonly devices: readonly Device[];
  /** What is known to be missing, one sentence each: with any of it nothing is proved (design 2). */
  readonly missing: readonly string[];
  /** Whether what the map says of interfaces is true of the given devices. */
  readonly mapFits: boolean;
}

/**
 * Gives every device its name, and reports what does not fit together.
 * @param isMapElsewhere whether the map lies elsewhere than the configurations it declares: then the names of files tell.
 */
export function checkDevices(
  parsed: ParsedInputs,
  map: ZoneMap | undefined,
  diagnostics: Diagnostics,
  isMapElsewhere = false,
): CheckedDevices {
  const placeOf = (device: DeclaredDevice, of: ZoneMap) =>
    (isMapElsewhere ? sameName(of, device, parsed) : undefined) ?? configPath(of, device);
  const declared = new Map(map === undefined ? [] : map.devices.map((device) => [placeOf(device, map), device]));
  const named = parsed.devices.map((device) => nameByMap(device, parsed, declared));
  const devices = separateDoubles(named, diagnostics);
  const inputs = parsed.inputs.map((input) => refuseSkipped(renameIn(input, devices), declared, diagnostics));
  const missing = [
    ...inputs.filter(({ role }) => role === "failed").map(({ file }) => `${file} could not be analysed`),
    ...(map === undefined ? [] : reportNotGiven(map, inputs, diagnostics)),
    ...devices.flatMap((device) => partsNotGiven(device, devices, diagnostics)),
  ];
  return { inputs, devices, missing, mapFits: map === undefined || bindingsFit(map, devices, diagnostics) };
}

/** Where the map says that the configuration of a device lies: absolute, or empty where it does not say. */
function configPath(map: ZoneMap, { config }: DeclaredDevice): string {
  return config === undefined ? "" : resolve(dirname(map.file), config);
}

/** The one given file with the name of a declared configuration, where the declared path itself was not given. */
function sameName(map: ZoneMap, device: DeclaredDevice, { inputs }: ParsedInputs): string | undefined {
  const { config } = device;
  if (config === undefined) return undefined;
  const given = inputs.map(({ file }) => resolve(file));
  if (given.includes(configPath(map, device))) return undefined;
  const alike = given.filter((path) => basename(path) === basename(config));
  return alike.length === 1 ? alike[0] : undefined;
}

/** The map's name for the one device of a configuration that it declares. */
function nameByMap(device: Device, { devices }: ParsedInputs, declared: ReadonlyMap<string, DeclaredDevice>): Device {
  const name = declared.get(resolve(device.file))?.name;
  const alone = devices.filter(({ file }) => file === device.file).length === 1;
  return name === undefined || !alone ? device : { ...device, id: name };
}

/**
 * Two exports with one host name are most often one device twice, and which of them runs cannot be known. Both are
 * analysed, the later one under a name of its own, and the run does not count as complete.
 */
function separateDoubles(devices: readonly Device[], diagnostics: Diagnostics): Device[] {
  const byId = new Map<string, Device>();
  for (const device of devices) {
    const earlier = byId.get(device.id);
    if (earlier === undefined) {
      byId.set(device.id, device);
      continue;
    }
    let number = 2;
    while (byId.has(`${device.id}#${number}`)) number++;
    // Members of one cluster do the same as far as what surely passes goes.
    const isOne = isCluster(earlier, device);
    if (!isOne) byId.set(device.id, withDoubt(earlier));
    byId.set(`${device.id}#${number}`, { ...(isOne ? device : withDoubt(device)), id: `${device.id}#${number}` });
    diagnostics.add("run/duplicate-device", device.at, {
      message: `the device "${device.id}" was given before, this one is called "${device.id}#${number}" here`,
      expected: "one export of each device, or names for both under devices: in the map",
      related: [{ at: earlier.at, message: "the first one" }],
    });
  }
  return [...byId.values()];
}

const WHICH_RUNS = "another export of this device was given, and which of them runs is not known";

/** Of exports that differ nothing is sure: another one may run, or each may be a part. */
function withDoubt(device: Device): Device {
  const { doubts, at } = device;
  if (doubts.some(({ reason }) => reason === WHICH_RUNS)) return device;
  return { ...device, doubts: [...doubts, { id: `d${doubts.length + 1}`, reason: WHICH_RUNS, scope: "device", at }] };
}

function renameIn(input: AnalysedInput, devices: readonly Device[]): AnalysedInput {
  if (input.role !== "configuration") return input;
  return { ...input, devices: devices.filter(({ file }) => file === input.file).map(({ id }) => id) };
}

/** A file that was found in a folder and is no known configuration, and the map says that it is one. */
function refuseSkipped(
  input: AnalysedInput,
  declared: ReadonlyMap<string, DeclaredDevice>,
  diagnostics: Diagnostics,
): AnalysedInput {
  const device = input.role === "skipped" ? declared.get(resolve(input.file)) : undefined;
  if (device === undefined) return input;
  const message = `no known configuration format fits this file, and the map declares it as that of ${device.name}`;
  const related = [{ at: device.at, message: "declared here" }];
  diagnostics.add("read/unknown-vendor", rangeOnLine(input.file, 1, 1, 1), { message, related });
  return { ...input, role: "failed" };
}

/** Devices whose configuration the map names and nobody gave. */
function reportNotGiven(map: ZoneMap, inputs: readonly AnalysedInput[], diagnostics: Diagnostics): string[] {
  const given = new Set(inputs.map((input) => resolve(input.file)));
  const ids = new Set(inputs.flatMap(({ devices }) => devices));
  return map.devices.flatMap((device) => {
    if (device.config === undefined || ids.has(device.name)) return [];
    // What was given and could not be analysed is reported as that.
    if (given.has(configPath(map, device))) return [];
    const message = `the configuration of ${device.name} was not given: ${device.config}`;
    diagnostics.add("run/device-not-given", device.at, { message, expected: "every device that joins zones" });
    return [`the configuration of ${device.name} was not given`];
  });
}

/** Parts of a device have exports of their own: they go by their names, or their files do. */
function partsNotGiven(device: Device, devices: readonly Device[], diagnostics: Diagnostics): string[] {
  const others = devices.filter((other) => other !== device);
  const given = new Set(others.flatMap(({ id, hostname = id, file }) => [id, hostname, parse(file).name]));
  return (device.parts ?? []).flatMap(({ name, at }) => {
    if (name !== undefined && given.has(name)) return [];
    const what = name === undefined ? "a part" : `the part "${name}"`;
    const message = `${what} of ${device.id} has a configuration of its own, which was not given`;
    const expected = "an export of each part, in a file or with a host name that is called like it";
    diagnostics.add("run/device-not-given", at, { message, expected });
    return [message];
  });
}

/** Interfaces that the map binds zones to exist, as far as their devices were given. */
function bindingsFit(map: ZoneMap, devices: readonly Device[], diagnostics: Diagnostics): boolean {
  const byId = new Map(devices.map((device) => [device.id, device]));
  let fit = true;
  for (const { device: id, interface: name, at } of map.zones.flatMap(({ interfaces }) => interfaces)) {
    const device = byId.get(id);
    if (device === undefined) {
      const help = didYouMean(id, byId.keys());
      const message = `no given device is called "${id}"`;
      diagnostics.add("run/device-not-given", at, { message, ...(help !== undefined && { help }) });
      continue;
    }
    const known = device.interfaces.map((one) => one.id);
    if (known.includes(name)) continue;
    fit = false;
    const help = didYouMean(name, known);
    const message = `${id} has no interface called "${name}"`;
    const expected = `one of ${known.join(", ")}`;
    diagnostics.add("run/unknown-interface", at, { message, expected, ...(help !== undefined && { help }) });
  }
  return fit;
}
