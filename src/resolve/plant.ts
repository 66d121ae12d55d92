/** The whole of what is analysed: devices with their routes, zones with their addresses, and where the two meet. */
import type { Device } from "../model/device.js";
import type { ZoneMap } from "../zones/map.js";
import { type Attachment, attachZones } from "./attachments.js";
import { type Bridge, bridgesAmong } from "./bridges.js";
import { type Carrying, carriedAmong } from "./carried.js";
import { withLearnedAddresses } from "./learned-addresses.js";
import { findMisfits, type Misfit } from "./misfits.js";
import { withPlacedBridges } from "./placed-bridges.js";
import { type RoutedDevice, routedDevice } from "./routed-device.js";
import { type Bindings, boundPrefixes, type OpenZone, segmentClaims } from "./segments.js";
import { Topology } from "./topology.js";
import { isCluster } from "./twins.js";
import { claimedAddresses, type ZoneAddresses, zoneAddresses } from "./zone-space.js";

export interface Plant {
  readonly devices: readonly RoutedDevice[];
  /** How they meet. */
  readonly topology: Topology;
  /** What is known to be missing, one sentence each. */
  readonly missing: readonly string[];
  /** Undefined without a map; then there are no zones and no attachments. */
  readonly map?: ZoneMap;
  /** Zones of the map in its order, then `unmapped`. */
  readonly zones: readonly ZoneAddresses[];
  readonly attachments: readonly Attachment[];
  /** Zones that may hold more addresses than are known. */
  readonly open: readonly OpenZone[];
  /** What does not fit together. */
  readonly misfits: readonly Misfit[];
  /** Devices that may stand anywhere. */
  readonly bridges: readonly Bridge[];
  /** Filters that packets may meet within a VLAN. */
  readonly carried: readonly Carrying[];
  /** Members of clusters: which of them is active is not in the files. */
  readonly clustered: ReadonlySet<Device>;
}

/**
 * Puts devices and map together; the devices of the plant have what they learn from one another.
 * @param missing what is known to be missing from the inputs, one sentence each: with any of it nothing is proved.
 */
export function resolvePlant(
  given: readonly Device[],
  map: ZoneMap | undefined,
  missing: readonly string[] = [],
): Plant {
  const learned = withLearnedAddresses(given);
  const bindings: Bindings = new Map(
    map?.zones.flatMap((zone) =>
      zone.interfaces.map((binding) => [`${binding.device}/${binding.interface}`, zone.id] as const),
    ),
  );
  const bound = boundPrefixes(learned, bindings);
  const claimed = map && { 4: claimedAddresses(map, bound, 4), 6: claimedAddresses(map, bound, 6) };
  const devices = claimed === undefined ? learned : withPlacedBridges(learned, bindings, claimed);
  const topology = new Topology(devices);
  const routed = devices.map((device) => routedDevice(device, topology));
  const clustered = new Set(devices.filter((one) => devices.some((other) => isCluster(one, other))));
  const between = { bridges: bridgesAmong(devices), carried: carriedAmong(devices) };
  const known = { devices: routed, topology, missing, clustered, ...between };
  if (map === undefined || claimed === undefined) {
    return { ...known, zones: [], attachments: [], open: [], misfits: findMisfits(routed, topology, map, []) };
  }
  const { adopted, open } = segmentClaims(devices, bindings, claimed);
  const zones = zoneAddresses(map, claimed, adopted);
  const internet = new Set(map.zones.filter(({ kind }) => kind === "internet").map(({ id }) => id));
  const attachments = attachZones(routed, zones, internet, topology, { bindings, prefixes: bound });
  const misfits = findMisfits(routed, topology, map, attachments);
  return { ...known, map, zones, attachments, open, misfits };
}
