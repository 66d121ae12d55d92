# METADATA
# title: Configuration differs from the approved one
# description: |
#   The SHA-256 of the given configuration is not the one that the map records as approved. Something was changed past
#   the change process, or the approval was not renewed.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { RA: 1 }
#   requirements: [SR 7.6]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: Compare with the approved configuration (zoneproof diff); take the change back, or approve it and record the new SHA-256.
package zoneproof.checks["change-management"]["config-drift"]

import data.zoneproof.lib.verdict

device contains finding if {
	input.record.approved != input.record.sha256
	finding := {
		"verdict": verdict.of_presence,
		"severity": "medium",
		"message": concat(" ", ["the configuration of", input.id, "is not the approved one"]),
		"subject": ["approved"],
		"evidence": [["record"]],
	}
}

device contains {"not_assessed": "the map records no approved configuration of it (approved:)"} if {
	not input.record.approved
}
