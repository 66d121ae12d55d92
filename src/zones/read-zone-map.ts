/** From the text of zones.yaml to the map that the stages use. */
import { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../source/source-file.js";
import { readCheckSettings } from "./check-settings.js";
import { readConduits } from "./conduits.js";
import { readDefaultDemands } from "./demands.js";
import { readYaml } from "./document.js";
import { readHosts } from "./hosts.js";
import { readZonesDocument } from "./issues.js";
import type { ZoneMap } from "./map.js";
import { Names } from "./names.js";

import { checkNetworks, ZoneIndex } from "./networks.js";
import { listTexts, type MapReading, type MapText } from "./reading.js";
import { readAttestations, readExceptions } from "./records.js";
import { ServiceReader } from "./services.js";
import { hasTooManyZones, readZones } from "./zone-list.js";

/**
 * Reads zones.yaml (design 4). Every problem is a diagnostic with its place; a map with an error is no map.
 * @param devices ids of devices that were given on the command line: the map may name them without declaring them.
 * @returns undefined when the map has an error.
 */
export function readZoneMap(
  file: SourceFile,
  diagnostics: Diagnostics,
  devices: readonly string[] = [],
): ZoneMap | undefined {
  const own = new Diagnostics();
  const map = buildMap(file, own, devices);
  diagnostics.addAll(own.all());
  return own.hasErrors() ? undefined : map;
}

function buildMap(file: SourceFile, diagnostics: Diagnostics, devices: readonly string[]): ZoneMap | undefined {
  const document = readYaml(file, diagnostics);
  const entries = document && readZonesDocument(document, diagnostics);
  if (document === undefined || entries === undefined) return undefined;
  const reading: MapReading = { entries, at: document.at, keyAt: document.keyAt, diagnostics };
  if (hasTooManyZones(reading)) return undefined;
  const zones = readZones(reading);
  checkNetworks(zones, diagnostics);
  const index = new ZoneIndex(zones);
  const hosts = readHosts(reading, index);
  const names = new Names(reading, zones, hosts, devices);
  checkZoneHosts(reading, names);
  const services = new ServiceReader(readOwnServices(reading), diagnostics);
  const own = services.readOwn();
  const conduits = readConduits({ reading, names, index, services });
  return {
    file: file.path,
    ...(entries.system !== undefined && { system: entries.system }),
    zones,
    hosts,
    conduits,
    ...(entries.demands !== undefined && { demands: readDefaultDemands(reading) }),
    services: own,
    devices: Object.entries(entries.devices ?? {}).map(([name, { config, exported, approved }]) => ({
      name,
      ...(config !== undefined && { config }),
      ...(exported !== undefined && { exported }),
      ...(approved !== undefined && { approved }),
      at: document.keyAt(["devices", name]),
    })),
    ...(entries.firmware !== undefined && { firmware: entries.firmware }),
    ...(entries.checks !== undefined && { checks: readCheckSettings(entries.checks, document) }),
    exceptions: readExceptions(reading, names, conduits),
    attestations: readAttestations(reading, names),
  };
}

/** The hosts that zones name have to be declared. */
function checkZoneHosts({ entries, at }: MapReading, names: Names): void {
  for (const [id, zone] of Object.entries(entries.zones)) {
    for (const key of ["jump-hosts", "backup-to", "unpatchable"] as const) {
      for (const text of listTexts(zone[key] ?? [], ["zones", id, key], at)) names.find(text, ["host"]);
    }
  }
}

function readOwnServices({ entries, at }: MapReading): Map<string, MapText[]> {
  return new Map(
    Object.entries(entries.services ?? {}).map(([name, texts]) => [name, listTexts(texts, ["services", name], at)]),
  );
}
