/** Diagnostic codes of how the given devices fit together. */
import type { CodeRow } from "./code-row.js";

export const TOPOLOGY_CODES = {
  "topology/address-claimed-twice": { severity: "warning", message: "two devices claim one address" },
  "topology/same-device-twice": { severity: "note", message: "two exports of one cluster" },
  "topology/overlapping-networks": { severity: "warning", message: "networks of different interfaces overlap" },
  "topology/binding-against-networks": {
    severity: "warning",
    message: "the network of an interface bound to one zone is listed in another",
  },
  "topology/zone-without-device": { severity: "warning", message: "no given device joins this zone" },
  "topology/next-hop-not-owned": { severity: "warning", message: "no given device has the address of this next hop" },
  "topology/bridge-without-place": { severity: "warning", message: "where this bridge stands is not given" },
  "topology/vlans-joined": { severity: "warning", message: "a device joins VLANs that others route between" },
  "topology/learned-routes": { severity: "note", message: "routes are learned that are not in the files" },
  "topology/gap": { severity: "warning", message: "the way of this route is not given" },
} as const satisfies Record<string, CodeRow>;
