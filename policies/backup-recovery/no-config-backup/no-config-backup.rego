# METADATA
# title: No copies of the configuration
# description: |
#   Nothing in the configuration makes copies of it: no revisions, no automation, no manager. After a failure
#   somebody has to remember what was there.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { RA: 3 }
#   requirements: [SR 7.3 RE 2]
#   verdict_kind: indicates
#   owner: IT
#   phase: 2
#   action: Let the device or its manager keep a copy at each change.
package zoneproof.checks["backup-recovery"]["no-config-backup"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.unread
import data.zoneproof.lib.verdict

device contains finding if {
	upkeep := input.posture.upkeep
	upkeep.revisions == false
	upkeep.managed_by == "none"
	not _by_itself
	finding := {
		"verdict": verdict.of_absence(_unread),
		"severity": "medium",
		"message": concat("", [concat(" ", [input.id, "makes no copies of its configuration by itself"]), unread.unless(_unread)]),
		"subject": ["backup"],
		"evidence": [["posture", "upkeep"]],
	}
}

device contains {"not_assessed": "the export does not tell whether the device keeps copies of its configuration"} if {
	upkeep := input.posture.upkeep
	not _kept(upkeep)
	some fact in ["revisions", "managed_by"]
	not fact in object.keys(upkeep)
}

device contains posture.not_read if not input.posture

_kept(upkeep) if upkeep.revisions

_kept(upkeep) if upkeep.managed_by != "none"

_kept(_) if _by_itself

_by_itself if {
	some automation in input.posture.upkeep.automations
	automation.enabled
	automation.backs_up
}

_unread := unread.about(["archive", "backup", "kron", "automation", "central-management", "revision"])
