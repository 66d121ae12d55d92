// placeholder until the vendor lands
import type { Vendor } from "../vendor.js";
export const PFSENSE: Vendor = {
  id: "pfsense",
  name: "pfsense",
  detect: () => undefined,
  parse: () => {
    throw new Error("not built yet");
  },
};
