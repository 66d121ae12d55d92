# METADATA
# title: No log server
# description: |
#   Records stay on the device: who takes it over deletes them, and nobody sees several devices together.
# schemas:
#   - input: schema.device
# custom:
#   severity: high
#   sl_target: { UC: 3 }
#   requirements: [SR 2.8 RE 1]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: Send the records to a log server in the plant.
package zoneproof.checks.logging["no-remote-log"]

import data.zoneproof.lib.posture

device contains finding if {
	count(input.posture.logging.servers) == 0
	finding := {
		"verdict": posture.verdict(["log"]),
		"severity": "high",
		"message": concat(" ", [input.id, "sends its records to no log server"]),
		"subject": ["log server"],
		"evidence": [["posture", "logging"]],
	}
}

device contains {"not_assessed": "the export does not tell where records are sent"} if {
	input.posture
	not input.posture.logging.servers
}

device contains posture.not_read if not input.posture
