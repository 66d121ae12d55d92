# METADATA
# title: No limit on floods
# description: |
#   Nothing limits floods and scans that come in by an interface. A burst of packets on one side slows controllers
#   down on the other.
# schemas:
#   - input: schema.device
# custom:
#   severity: low
#   sl_target: { RA: 2 }
#   requirements: [SR 7.1 RE 1]
#   verdict_kind: decisive
#   owner: IT
#   phase: 3
#   action: Limit floods at the boundary towards OT.
package zoneproof.checks["network-segmentation"]["no-dos-limits"]

import data.zoneproof.lib.posture

device contains finding if {
	limits := input.posture.flood_limits
	every limit in limits {
		not limit.enabled
	}
	finding := {
		"verdict": posture.verdict(["dos", "storm"]),
		"severity": "low",
		"message": concat(" ", [input.id, "limits no floods"]),
		"subject": ["floods"],
		"evidence": [["posture"]],
	}
}

device contains {"not_assessed": "the export does not tell whether floods are limited"} if {
	input.posture
	not input.posture.flood_limits
}

device contains posture.not_read if not input.posture
