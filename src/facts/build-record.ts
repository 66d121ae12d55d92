/** What the map records of a device, beside what was given of it. */
import type { Device } from "../model/device.js";
import type { ZoneMap } from "../zones/map.js";
import type { RecordFacts } from "./device.js";
import type { Told } from "./told.js";

export function recordFacts(device: Device, map: ZoneMap | undefined, { hashes }: Told): RecordFacts {
  const declared = map?.devices.find(({ name }) => name === device.id);
  const sha256 = hashes.get(device.file);
  const outdated = map?.firmware?.find(
    ({ platform, versions }) =>
      platform === device.platform && versions.some((pattern) => fits(pattern, device.version ?? "")),
  );
  return {
    ...(declared?.exported === undefined ? {} : { exported: declared.exported }),
    ...(declared?.approved === undefined ? {} : { approved: declared.approved }),
    ...(sha256 === undefined ? {} : { sha256 }),
    has_firmware_list: map?.firmware?.some(({ platform }) => platform === device.platform) ?? false,
    ...(outdated === undefined ? {} : { outdated_because: outdated.why }),
  };
}

/** A star at the end of a pattern stands for anything; an empty version fits nothing. */
function fits(pattern: string, version: string): boolean {
  if (version === "") return false;
  return pattern.endsWith("*") ? version.startsWith(pattern.slice(0, -1)) : version === pattern;
}
