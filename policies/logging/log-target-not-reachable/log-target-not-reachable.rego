# METADATA
# title: Log server that nothing leads to
# description: |
#   The device sends its records to an address that lies in no zone, or to which no flow of the map leads from it. Either
#   the records get lost, or the map does not know of them.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { UC: 3, TRE: 3 }
#   requirements: [SR 2.8 RE 1, SR 6.1]
#   verdict_kind: indicates
#   owner: IT
#   phase: 2
#   needs_map: true
#   action: Put the log server on the map and declare the flow, or correct its address on the device.
package zoneproof.checks.logging["log-target-not-reachable"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.verdict

device contains finding if {
	some i, target in input.log_targets
	why := _why(target)
	finding := {
		"verdict": verdict.of_presence,
		"severity": "medium",
		"message": concat(" ", [input.id, "sends records to", concat("", [target.server, ","]), why]),
		"subject": [target.server],
		"evidence": [["log_targets", i]],
	}
}

device contains posture.not_read if not input.posture

_why(target) := "which lies in no zone" if {
	target.zone == "unmapped"
} else := concat(" ", ["and no flow of the map leads there, into", target.zone]) if {
	not target.declared
}
