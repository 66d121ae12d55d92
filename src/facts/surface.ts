/** What a policy sees of what a device offers and asks for on the network beside forwarding. */
import type { LocationFacts, ZoneFacts } from "./common.js";

/** Empty lists: there is none. */
export interface SurfaceFacts {
  /** Services that it offers by itself and that nobody needs for forwarding; those that are known to be on. */
  /** Without `enabled` where the export does not tell whether it is on. */
  services: { name: string; enabled?: true; location: LocationFacts }[];
  plain_tunnels: PlainTunnelFacts[];
  wireless: WirelessFacts[];
  /** Copies of traffic for a monitor, and sensors in the device. */
  mirrors: { name: string; location: LocationFacts }[];
  /** Servers it asks beside those for logs and time, with the zone of each. */
  helpers: { kind: "names" | "accounts"; server: string; zone?: ZoneFacts; location: LocationFacts }[];
  /** Whether DHCP answers from access ports are refused. */
  dhcp_snooping: boolean | undefined;
}

/** A tunnel without cryptography of its own, or an old kind of remote access. */
export interface PlainTunnelFacts {
  name: string;
  kind: "gre" | "ipip" | "pptp" | "l2tp";
  /** Whether IPsec goes around it; left out: the export does not tell. */
  protected: boolean | undefined;
  /** Whether its far end has a public address; left out: not known. */
  leaves_plant: boolean | undefined;
  location: LocationFacts;
}

export interface WirelessFacts {
  name: string;
  security: "open" | "wep" | "wpa" | "personal" | "enterprise" | "unknown";
  /** Zones its stations are in, as far as known. */
  zones: ZoneFacts[];
  location: LocationFacts;
}

/** A server that records are sent to. */
export interface LogTargetFacts {
  server: string;
  /** The zone of its address. */
  zone: string;
  /** Whether the server stands in a zone the device lies in, or a flow of the map leads there. */
  declared: boolean;
  location: LocationFacts;
}

/** Addresses that clients of a VPN get. */
export interface PoolFacts {
  /** Name of the tunnel or profile. */
  of: string;
  addresses: string;
  zones: ZoneFacts[];
  location: LocationFacts;
}
