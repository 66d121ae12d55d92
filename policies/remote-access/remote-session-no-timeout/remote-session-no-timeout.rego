# METADATA
# title: Remote sessions that never end
# description: |
#   A session from outside does not end when nobody works in it.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { UC: 2 }
#   requirements: [SR 2.6]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: End idle sessions of the portal after some minutes.
package zoneproof.checks["remote-access"]["remote-session-no-timeout"]

import data.zoneproof.lib.posture

device contains finding if {
	some i, portal in input.posture.portals
	portal.enabled
	portal.idle_seconds == 0
	finding := {
		"verdict": posture.verdict(["ssl"]),
		"severity": "medium",
		"message": concat(" ", [input.id, "never ends an idle session of its portal"]),
		"subject": ["portal"],
		"evidence": [["posture", "portals", i]],
	}
}

device contains posture.not_read if not input.posture
