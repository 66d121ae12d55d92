/** What inspection looks for, what it does when it fails, and which floods are stopped. */
import type { FloodAnomaly, FloodLimit, Inspection } from "../../../../src/model/posture.js";
import { type Block, isEnabled, rowsOf, textOf } from "../../tree.js";
import { numberOf, type Sections } from "./sections.js";

/** Signatures for industrial protocols are left out by default since 6.4 (`industrial`, in later releases `ot`). */
export function readInspection(sections: Sections): Inspection {
  const ips = sections.one("ips global");
  const excluded = ips.text("exclude-signatures", sections.isSince(6, 4) ? "industrial" : undefined);
  const antivirus = sections.one("system global").text("av-failopen", "pass");
  return {
    industrialSignatures: excluded === undefined ? undefined : excluded === "none",
    failsOpen: {
      intrusionPrevention: ips.flag("fail-open", sections.isSince(6, 0) ? false : undefined),
      antivirus: antivirus === undefined ? undefined : antivirus !== "off",
    },
  };
}

export function readFloodLimits(sections: Sections): FloodLimit[] {
  return ["firewall DoS-policy", "firewall DoS-policy6"].flatMap((name) =>
    sections.rows(name).map((row) => ({
      id: name.endsWith("6") ? `${row.name} IPv6` : row.name,
      interface: textOf(row, "interface"),
      enabled: textOf(row, "status") !== "disable",
      anomalies: rowsOf(row, "anomaly")
        .filter((one) => isEnabled(one, "status"))
        .map(anomaly),
      at: sections.placeOf(row),
    })),
  );
}

function anomaly(row: Block): FloodAnomaly {
  return {
    name: row.name,
    blocks: (textOf(row, "action") ?? "pass") !== "pass",
    logs: isEnabled(row, "log"),
    threshold: numberOf(row, "threshold"),
  };
}
