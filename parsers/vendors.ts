/** The vendors there are. A new one is a row here and a folder beside this file. */
import type { Vendor } from "./vendor.js";

/** Loaded only when needed: a run on one vendor's files does not pay for the others. */
export const VENDORS: readonly (() => Promise<Vendor>)[] = [
  async () => (await import("./fortigate/index.js")).FORTIGATE,
  async () => (await import("./cisco/index.js")).CISCO,
  async () => (await import("./pfsense/index.js")).PFSENSE,
];
