/** Where the time comes from. */
import type { Clock } from "../../../../src/model/posture.js";
import { isEnabled, rowsOf, textOf } from "../../tree.js";
import type { Sections } from "./sections.js";

/** Not synchronised where the key is absent: exports of devices that are say so. */
export function readClock(sections: Sections): Clock {
  const ntp = sections.one("system ntp");
  const kind = ntp.text("type", "fortiguard");
  const servers = ntp.block && kind === "custom" ? rowsOf(ntp.block, "ntpserver") : [];
  return {
    synchronized: ntp.flag("ntpsync", false),
    ofVendor: kind === undefined ? undefined : kind !== "custom",
    servers: servers.map((row) => ({
      server: textOf(row, "server") ?? "",
      authenticated: isEnabled(row, "authentication"),
      at: sections.placeOf(row),
    })),
  };
}
