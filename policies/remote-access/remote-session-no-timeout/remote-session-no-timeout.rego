# METADATA
# title: Remote sessions that never end
# description: |
#   A session from outside does not end when nobody works in it.
# schemas:
#   - input: schema.device
#   - data.thresholds: schema.thresholds
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
	trouble := _trouble(portal.idle_seconds)
	finding := {
		"verdict": posture.verdict(["ssl"]),
		"severity": "medium",
		"message": concat(" ", [input.id, trouble]),
		"subject": ["portal"],
		"evidence": [["posture", "portals", i]],
	}
}

device contains posture.untold({"portals"})

device contains {"not_assessed": "the export does not tell when idle sessions of its tunnels end"} if {
	some tunnel in input.posture.tunnels
	tunnel.dial_up
	tunnel.user_login
	not tunnel.idle_minutes
}

device contains posture.not_read if not input.posture

_trouble(seconds) := "never ends an idle session of its portal" if {
	seconds == 0
} else := concat(" ", ["ends an idle session of its portal after", format_int(seconds, 10), "seconds"]) if {
	_most > 0
	seconds > _most * 60
}

# Minutes; 0: any end will do.
_most := data.thresholds["remote-session-no-timeout"].most_minutes
