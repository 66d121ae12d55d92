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
#   action: End idle sessions of the portal or tunnel after some minutes.
package zoneproof.checks["remote-access"]["remote-session-no-timeout"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.text

device contains finding if {
	some i, portal in input.posture.portals
	portal.enabled
	trouble := _trouble("its portal", portal.idle_seconds)
	finding := {
		"verdict": posture.verdict(["ssl"]),
		"severity": "medium",
		"message": concat(" ", [input.id, trouble]),
		"subject": ["portal"],
		"evidence": [["posture", "portals", i]],
	}
}

# Tunnels that people dial in to; one between devices may stay for as long as these do.
device contains finding if {
	some i, tunnel in _of_people
	trouble := _trouble(concat(" ", ["the tunnel", tunnel.name]), tunnel.idle_minutes * 60)
	finding := {
		"verdict": posture.verdict(["ipsec"]),
		"severity": "medium",
		"message": concat(" ", [input.id, trouble]),
		"subject": ["tunnel", tunnel.name],
		"evidence": [["posture", "tunnels", i]],
	}
}

device contains posture.untold({"portals", "tunnels"})

device contains {"not_assessed": "the export does not tell when idle sessions of its tunnels end"} if {
	some tunnel in _of_people
	not "idle_minutes" in object.keys(tunnel)
}

device contains posture.not_read if not input.posture

_of_people[i] := tunnel if {
	some i, tunnel in input.posture.tunnels
	tunnel.dial_up
	tunnel.user_login
}

_trouble(what, seconds) := concat(" ", ["never ends an idle session of", what]) if {
	seconds == 0
} else := concat(" ", ["ends an idle session of", what, "after", text.number(seconds), "seconds"]) if {
	_most > 0
	seconds > _most * 60
}

# Minutes; 0: any end will do.
_most := data.thresholds["remote-session-no-timeout"].most_minutes
