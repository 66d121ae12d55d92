/** Hosts and host groups by name. */
import { looksLikeAddress } from "./addresses.js";
import type { AddressRange, Host } from "./map.js";
import type { ZoneIndex } from "./networks.js";
import { UNMAPPED } from "./networks.js";
import { readRange } from "./ranges.js";
import { listTexts, type MapReading } from "./reading.js";

/** Reads `hosts:`. A host lies in a zone when all its addresses do. */
export function readHosts(reading: MapReading, index: ZoneIndex): Host[] {
  return Object.entries(reading.entries.hosts ?? {}).map(([name, texts]) => {
    const path = ["hosts", name];
    const at = reading.keyAt(path);
    if (looksLikeAddress(name)) {
      const message = `"${name}" looks like an address: flows could not tell it from one`;
      reading.diagnostics.add("zones/reserved-name", at, { message, expected: "a name such as plc-a" });
    }
    const ranges = listTexts(texts, path, reading.at)
      .map((text) => readRange(text, reading.diagnostics)?.range)
      .filter((range) => range !== undefined);
    const zone = onlyZone(ranges, index);
    return { name, ranges, ...(zone !== undefined && { zone }), at };
  });
}

function onlyZone(ranges: readonly AddressRange[], index: ZoneIndex): string | undefined {
  const zones = new Set(ranges.flatMap((range) => index.zonesOf(range)));
  const [zone] = zones;
  return zones.size === 1 && zone !== UNMAPPED ? zone : undefined;
}
