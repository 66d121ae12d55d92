# METADATA
# title: Changes are not recorded
# description: |
#   Events of the system, such as changes of its configuration, are not recorded. Nobody can tell afterwards what was
#   changed, and when.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { UC: 1 }
#   requirements: [SR 2.8]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: Record events of the system and changes of the configuration.
package zoneproof.checks["change-management"]["no-config-change-log"]

import data.zoneproof.lib.posture

device contains finding if {
	input.posture.logging.system_events == false
	finding := {
		"verdict": posture.verdict(["log", "archive"]),
		"severity": "medium",
		"message": concat(" ", [input.id, "does not record changes of its configuration"]),
		"subject": ["events"],
		"evidence": [["posture", "logging"]],
	}
}

device contains {"not_assessed": "the export does not tell whether changes are recorded"} if {
	input.posture
	not "system_events" in object.keys(input.posture.logging)
}

device contains posture.not_read if not input.posture
