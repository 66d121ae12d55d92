// placeholder until the vendor lands
import type { Vendor } from "../vendor.js";
export const CISCO: Vendor = {
  id: "cisco",
  name: "cisco",
  detect: () => undefined,
  parse: () => {
    throw new Error("not built yet");
  },
};
