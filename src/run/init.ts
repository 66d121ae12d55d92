/** The job of `zoneproof init`: a first map, drafted from what the configurations show. */
import { dirname, parse, relative, resolve } from "node:path";
import { analysePlant } from "../analyse/analysis.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import { UsageError } from "../diagnostics/usage-error.js";
import { AddressNames } from "../draft/address-names.js";
import { draftConduits } from "../draft/conduits.js";
import { countDraft, type DraftCounts } from "../draft/counts.js";
import type { DraftZone } from "../draft/draft-zone.js";
import { HostBook } from "../draft/host-book.js";
import { placesOf } from "../draft/places.js";
import { FreshNames, shownText } from "../draft/shown-text.js";
import { openToUnmapped } from "../draft/unmapped.js";
import { type Draft, writeDraft } from "../draft/write-draft.js";
import { draftZones } from "../draft/zones.js";
import type { Device } from "../model/device.js";
import { normalize } from "../packets/intervals.js";
import { isMapName, readInputs } from "../read/read-inputs.js";
import type { AnalysedInput } from "../report/result.js";
import { domainOf } from "../resolve/address-bounds.js";
import { type Plant, resolvePlant } from "../resolve/plant.js";
import { ownAddresses, spanOf, Topology } from "../resolve/topology.js";
import type { SourceFile } from "../source/source-file.js";
import type { ZoneMap } from "../zones/map.js";
import { UNMAPPED } from "../zones/networks.js";
import { readZoneMap } from "../zones/read-zone-map.js";
import { MOST_ZONES } from "../zones/zone-list.js";
import { checkDevices } from "./check-devices.js";
import { zonesText } from "./decision-text.js";
import { errorPlaces } from "./error-places.js";
import type { LookedOnAt } from "./onlooker.js";
import { parseInputs } from "./parse-inputs.js";

export interface InitRequest extends LookedOnAt {
  /** Files and folders; `-` is standard input. */
  readonly paths: readonly string[];
  readonly readStdin: () => Promise<Uint8Array>;
  /** The path of the map that is to be: configurations are named relative to its folder. */
  readonly output: string;
}

export interface Drafted {
  readonly text: string;
  readonly counts: DraftCounts;
  readonly diagnostics: readonly Diagnostic[];
  /** What it was drafted from. */
  readonly inputs: readonly AnalysedInput[];
}

/**
 * Drafts a map of the given configurations; a map among them is not looked at.
 * @throws UsageError when none of them could be analysed, or nothing in them is a network.
 */
export async function init(request: InitRequest): Promise<Drafted> {
  const diagnostics = new Diagnostics();
  const { onlooker } = request;
  onlooker?.stage("reading");
  const paths = request.paths.filter((path) => !isMapName(path));
  const parsed = await parseInputs(await readInputs({ ...request, paths }, diagnostics), diagnostics, request);
  const { devices, missing } = checkDevices(parsed, undefined, diagnostics);
  if (devices.length === 0)
    throw new UsageError("nothing to draft from", "no configuration could be analysed", errorPlaces(diagnostics));
  onlooker?.stage("finding networks");
  const topology = new Topology(devices);
  const names = new AddressNames(devices);
  const fresh = new FreshNames([UNMAPPED, ...devices.map(({ id }) => id)]);
  const zones = draftZones(placesOf(devices, topology), names, fresh);
  if (zones.length === 0) {
    const help =
      "no given device has an interface with an address between networks: give the device that routes between the VLANs too, " +
      "or take zones from a list: zoneproof zones import";
    throw new UsageError("nothing to draft from", help);
  }
  if (zones.length > MOST_ZONES) {
    const help =
      "name the devices of one area, and draft a map for each; or take zones from a list: zoneproof zones import";
    throw new UsageError(
      `${zones.length} networks apart from each other are too many for one map: at most ${MOST_ZONES}`,
      help,
    );
  }
  const bare: Draft = {
    system: systemOf(request.paths),
    zones,
    hosts: new Map(),
    conduits: [],
    devices: declared(devices, request.output),
    unmapped: [],
    unknown: [],
  };
  const plant = resolvePlant(devices, readBack(bare, devices), missing);
  onlooker?.decided(() => zonesText(plant));
  onlooker?.stage("finding what passes between them");
  const own = { 4: hostless(devices, 4), 6: hostless(devices, 6) };
  const book = new HostBook(names, fresh, own);
  const analysis = analysePlant(plant);
  const conduits = draftConduits(plant, analysis, book, fresh);
  const unmapped = openToUnmapped(analysis);
  const unknown = [...unknownOf(plant, zones, missing), ...unmappedText(unmapped)];
  const draft = { ...bare, hosts: book.all(), conduits, unmapped, unknown };
  readBack(draft, devices);
  return { text: writeDraft(draft), counts: countDraft(draft), diagnostics: diagnostics.all(), inputs: parsed.inputs };
}

/** A folder is mostly called after what it is about. */
function systemOf(paths: readonly string[]): string {
  const [only = "-"] = paths;
  const name = paths.length === 1 && only !== "-" ? parse(resolve(only)).name : "";
  return shownText(name) || "System under consideration";
}

/** Addresses that no host has: those of the devices, and in IPv4 the first and last of each network with room for them. */
function hostless(devices: readonly Device[], family: 4 | 6) {
  const ends = devices
    .flatMap(({ interfaces }) =>
      interfaces.flatMap(({ addresses }) => addresses.filter((one) => one.family === family)),
    )
    .flatMap((address) => (family === 4 && address.prefixLength < 31 ? spanOf(address).flat() : []));
  const all = [...ends, ...devices.flatMap((device) => ownAddresses(device, family))];
  return normalize<number | bigint>(
    all.map((address) => [address, address] as const),
    domainOf(family),
  );
}

/** The draft as a check will read it. That it is a map is our business, not the user's. */
function readBack(draft: Draft, devices: readonly Device[]): ZoneMap {
  const diagnostics = new Diagnostics();
  const file: SourceFile = { path: "zones.yaml", text: writeDraft(draft), encoding: "utf-8", sha256: "" };
  const map = readZoneMap(
    file,
    diagnostics,
    devices.map(({ id }) => id),
  );
  if (map !== undefined) return map;
  const [first] = diagnostics.all().filter(({ severity }) => severity === "error");
  throw new Error(`the draft is no map: ${first?.message ?? ""} in line ${first?.at.line ?? 0}`);
}

/** Devices whose names a map can have, with their files relative to the folder of the map. */
function declared(devices: readonly Device[], output: string): Draft["devices"] {
  const folder = output === "-" ? "." : dirname(output);
  return devices
    .filter(({ id }) => /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(id))
    .map(({ id, file }) => (file === "-" ? { id } : { id, config: pathFrom(folder, file) }));
}

/** Relative where both lie together: a map and its configurations are moved as one. */
function pathFrom(folder: string, file: string): string {
  const path = relative(folder, file);
  return (/^(?:\.\.[\\/]){3}/.test(path) ? resolve(file) : path).replaceAll("\\", "/");
}

function unmappedText(zones: readonly string[]): string[] {
  if (zones.length === 0) return [];
  const shown = `${zones.slice(0, 8).join(", ")}${zones.length > 8 ? ` and ${zones.length - 8} more` : ""}`;
  return [
    `private addresses of no zone here, where routes lead: packets pass between them and ${shown}; give them a zone, or a check finds ` +
      "these pairs violated",
  ];
}

function unknownOf(plant: Plant, zones: readonly DraftZone[], missing: readonly string[]): string[] {
  const learning = plant.devices.flatMap(({ device }) =>
    device.routers.some(({ dynamicRouting }) => dynamicRouting !== undefined) ? [device.id] : [],
  );
  const addressed = zones.flatMap(({ places }) =>
    places.flatMap(({ doors }) => doors.map((door) => door.interface.vlan)),
  );
  const vlans = plant.devices.flatMap(({ device }) =>
    (device.vlans ?? [])
      .filter(({ vlan }) => !addressed.includes(vlan))
      .map(({ vlan, name }) => `${vlan} ${shownText(name)}`),
  );
  const shown = [...new Set(vlans)];
  return [
    ...missing.map((text) => `${shownText(text)}: what it joins is not in this draft`),
    ...(learning.length === 0
      ? []
      : [
          `${learning.map((text) => shownText(text)).join(", ")}: routes that are learned; add the networks behind them`,
        ]),
    ...(shown.length === 0
      ? []
      : [
          `networks of VLANs that have no address here: ${shown.slice(0, 20).join(", ")}${shown.length > 20 ? ` and ${shown.length - 20} more` : ""}`,
        ]),
  ];
}
