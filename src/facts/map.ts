/** What a policy sees of the declared map. */
import type { ConduitFacts, LocationFacts, ZoneFacts } from "./common.js";

export interface MapZoneFacts extends ZoneFacts {
  networks: string[];
  review?: string;
  /** Interfaces of given devices that it lies on. */
  interfaces: { device: string; interface: string }[];
  location: LocationFacts;
}

export interface MapConduitFacts extends ConduitFacts {
  flows: { id: string; service: string; why?: string; write?: boolean; location: LocationFacts }[];
  location: LocationFacts;
}

export interface MapFacts {
  system?: string;
  zones: MapZoneFacts[];
  conduits: MapConduitFacts[];
}
