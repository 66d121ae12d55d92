// placeholder until the vendor lands
import type { Vendor } from "../vendor.js";
export const FORTIGATE: Vendor = {
  id: "fortigate",
  name: "fortigate",
  detect: () => undefined,
  parse: () => {
    throw new Error("not built yet");
  },
};
