/** What conduits and their flows are read with. */
import type { Names } from "./names.js";
import type { ZoneIndex } from "./networks.js";
import type { MapReading } from "./reading.js";
import type { ServiceReader } from "./services.js";

export interface ConduitReading {
  readonly reading: MapReading;
  readonly names: Names;
  readonly index: ZoneIndex;
  readonly services: ServiceReader;
}
