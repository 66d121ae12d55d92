/** The zones of a map. */
import type { SourceRange } from "../source/range.js";
import type { Zone, ZoneNetwork } from "./map.js";
import { isRestOfInternet, UNMAPPED } from "./networks.js";
import { readRange } from "./ranges.js";
import { listTexts, type MapReading } from "./reading.js";
import type { ZoneEntry } from "./schema.js";
import { readSlTarget } from "./sl-target.js";

/**
 * Of a switch that routes between as many networks and stops nothing, a check takes about half a minute and 800 MiB; time, memory and
 * report grow with the square.
 */
export const MOST_ZONES = 500;

/** Reports a map of which every pair of zones cannot be asked about. */
export function hasTooManyZones({ entries, keyAt, diagnostics }: MapReading): boolean {
  const ids = Object.keys(entries.zones);
  const [first] = ids.slice(MOST_ZONES);
  if (first === undefined) return false;
  diagnostics.add("zones/too-many", keyAt(["zones", first]), {
    message: `this map has ${ids.length} zones, and every pair of them is a question of its own`,
    expected: `at most ${MOST_ZONES} zones`,
    help: "give areas maps of their own, each with what lies beyond its border as one zone",
  });
  return true;
}

/** Reads `zones:` in the order of the map. */
export function readZones(reading: MapReading): Zone[] {
  const zones = Object.entries(reading.entries.zones).map(([id, entry]) => readZone(id, entry, reading));
  checkHoldings(zones, reading);
  checkInterfaces(zones, reading);
  return zones;
}

function readZone(id: string, entry: ZoneEntry, reading: MapReading): Zone {
  const path = ["zones", id];
  const at = reading.keyAt(path);
  if (id === UNMAPPED) {
    const message = `"${UNMAPPED}" is the zone of everything that no zone claims`;
    reading.diagnostics.add("zones/reserved-name", at, { message, expected: "another name" });
  }
  const level = entry.level === undefined ? undefined : readLevel(entry.level, [...path, "level"], reading);
  const target = entry["sl-target"];
  return {
    id,
    name: entry.name ?? id,
    kind: entry.kind,
    ...(level !== undefined && { level }),
    ...(target !== undefined && {
      slTarget: readSlTarget(target, reading.at([...path, "sl-target"]), reading.diagnostics),
    }),
    networks: readNetworks(entry.networks ?? [], [...path, "networks"], reading),
    interfaces: readInterfaces(entry.interfaces ?? [], [...path, "interfaces"], reading),
    ...(entry.owner !== undefined && { owner: entry.owner }),
    ...(entry.review !== undefined && { review: entry.review }),
    ...(entry["island-mode"] !== undefined && { islandMode: entry["island-mode"] }),
    jumpHosts: entry["jump-hosts"] ?? [],
    backupTo: entry["backup-to"] ?? [],
    unpatchable: entry.unpatchable ?? [],
    at,
  };
}

/** `3`, `3.5` or `1-2`, the lower end first. */
function readLevel(level: number | string, path: readonly string[], reading: MapReading): Zone["level"] {
  const [low = 0, high = low] = String(level).split("-").map(Number);
  if (low > high) {
    const message = `"${level}" ends below its start`;
    reading.diagnostics.add("zones/wrong-value", reading.at(path), { message, expected: `${high}-${low}` });
  }
  return { low, high };
}

function readNetworks(texts: readonly string[], path: readonly string[], reading: MapReading): ZoneNetwork[] {
  return listTexts(texts, path, reading.at).flatMap((text) => {
    const read = readRange(text, reading.diagnostics);
    if (read === undefined) return [];
    if (read.prefixLength !== undefined) {
      return [{ ...read.range, prefixLength: read.prefixLength, text: text.text, at: text.at }];
    }
    const message = `"${text.text}" is a range`;
    reading.diagnostics.add("zones/bad-address", text.at, { message, expected: "networks, such as 10.20.30.0/24" });
    return [];
  });
}

/** `DEVICE/INTERFACE`; the interface may have slashes of its own (`core-1/GigabitEthernet1/0/1`). */
function readInterfaces(texts: readonly string[], path: readonly string[], reading: MapReading): Zone["interfaces"] {
  return listTexts(texts, path, reading.at).flatMap(({ text, at }) => {
    const cut = text.indexOf("/");
    if (cut > 0 && cut < text.length - 1) return [{ device: text.slice(0, cut), interface: text.slice(cut + 1), at }];
    const message = `"${text}" does not name an interface`;
    reading.diagnostics.add("zones/bad-interface", at, {
      message,
      expected: "DEVICE/INTERFACE, such as core-1/Vlan30",
    });
    return [];
  });
}

/** A zone that holds nothing would make everything about it look proved. */
function checkHoldings(zones: readonly Zone[], { entries, diagnostics }: MapReading): void {
  let internet: Zone | undefined;
  for (const zone of zones) {
    if (isRestOfInternet(zone)) {
      if (internet !== undefined) {
        const related = [{ at: internet.at, message: `${internet.id} holds it` }];
        diagnostics.add("zones/two-internet-zones", zone.at, { expected: "one zone of kind internet", related });
      }
      internet ??= zone;
    } else if ((entries.zones[zone.id]?.networks ?? []).length + zone.interfaces.length === 0) {
      const message = `the zone "${zone.id}" holds nothing`;
      diagnostics.add("zones/empty-zone", zone.at, { message, expected: "networks: or interfaces:" });
    }
  }
}

/** Two zones on one interface are told apart by their networks; without, nothing tells them. */
function checkInterfaces(zones: readonly Zone[], { diagnostics }: MapReading): void {
  const bound = new Map<string, { zone: Zone; at: SourceRange }>();
  for (const zone of zones) {
    for (const { device, interface: name, at } of zone.interfaces) {
      const key = `${device}/${name}`;
      const earlier = bound.get(key);
      bound.set(key, { zone, at });
      if (earlier === undefined || (zone.networks.length > 0 && earlier.zone.networks.length > 0)) continue;
      diagnostics.add("zones/interface-in-two-zones", at, {
        message: `${key} is in ${earlier.zone.id} and in ${zone.id}`,
        expected: "one zone, or networks in both that tell them apart",
        related: [{ at: earlier.at, message: `bound to ${earlier.zone.id} here` }],
      });
    }
  }
}
