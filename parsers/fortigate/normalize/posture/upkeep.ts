/** Clusters, what the device does by itself, and who keeps its configuration. */
import type { Automation, Cluster, Upkeep } from "../../../../src/model/posture.js";
import { type Block, isEnabled, rowsOf, textOf, valuesOf } from "../../tree.js";
import type { Sections } from "./sections.js";

export function readCluster(sections: Sections): Cluster {
  const ha = sections.one("system ha");
  const rows = ha.block ? [...rowsOf(ha.block, "ha-mgmt-interfaces"), ...rowsOf(ha.block, "ha-mgmt-interface")] : [];
  const apart = ha.flag("ha-mgmt-status") === true && ha.block !== undefined;
  return {
    mode: ha.text("mode", "standalone"),
    encrypted: ha.flag("encryption", false),
    authenticated: ha.flag("authentication", false),
    keepsSessions: ha.flag("session-pickup", false),
    managementInterfaces:
      apart && ha.block
        ? [...valuesOf(ha.block, "ha-mgmt-interface"), ...rows.flatMap((row) => valuesOf(row, "interface"))]
        : [],
  };
}

/** Revisions are kept by default on some models and releases only: not said where the key is absent. */
export function readUpkeep(sections: Sections): Upkeep {
  return {
    revisions: sections.one("system global").flag("revision-backup-on-logout"),
    managedBy: sections.one("system central-management").text("type"),
    automations: automations(sections),
  };
}

function automations(sections: Sections): Automation[] {
  const actions = new Map(sections.rows("system automation-action").map((row) => [row.name, row]));
  return sections.rows("system automation-stitch").map((row) => {
    // Actions are a list of names in older releases and a table of their own since 7.0.
    const names = [...valuesOf(row, "action"), ...rowsOf(row, "actions").flatMap((one) => valuesOf(one, "action"))];
    const own = names.flatMap((name) => actions.get(name) ?? []);
    return {
      name: row.name,
      enabled: isEnabled(row, "status", true),
      trigger: textOf(row, "trigger"),
      actions: own.map((one) => textOf(one, "action-type") ?? "alert"),
      backsUp: own.some(backsUp),
      at: sections.placeOf(row),
    };
  });
}

/** A script may hold passwords: it is looked at and not kept. */
function backsUp(action: Block): boolean {
  const system =
    textOf(action, "action-type") === "system-actions" && textOf(action, "system-action") === "backup-config";
  return system || /\bexecute backup\b/.test(textOf(action, "script") ?? "");
}
