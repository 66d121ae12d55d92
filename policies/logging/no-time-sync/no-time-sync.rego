# METADATA
# title: Clock without a time source
# description: |
#   The device does not take its time from a server. Records of several devices cannot be put in order.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { UC: 3 }
#   requirements: [SR 2.11, SR 2.11 RE 1]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: Take the time from a server in the plant.
package zoneproof.checks.logging["no-time-sync"]

import data.zoneproof.lib.posture

device contains finding if {
	input.posture.clock.synchronized == false
	finding := {
		"verdict": posture.verdict(["ntp", "clock"]),
		"severity": "medium",
		"message": concat(" ", [input.id, "takes its time from no server"]),
		"subject": ["clock"],
		"evidence": [["posture", "clock"]],
	}
}

device contains {"not_assessed": "the export does not tell where the time comes from"} if {
	input.posture
	not "synchronized" in object.keys(input.posture.clock)
}

device contains posture.not_read if not input.posture
