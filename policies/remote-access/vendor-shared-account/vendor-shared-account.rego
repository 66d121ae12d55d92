# METADATA
# title: Account that a whole vendor shares
# description: |
#   A local user is named after a vendor or a role instead of a person, or clients of a tunnel prove who they are by one
#   key for all of them. Nobody can tell afterwards who was in, and nobody can be locked out alone.
# schemas:
#   - input: schema.device
# custom:
#   severity: high
#   sl_target: { IAC: 2 }
#   requirements: [SR 1.1 RE 1]
#   verdict_kind: indicates
#   owner: IT+OT
#   phase: 1
#   action: Give each person an account of its own, with an end, and each tunnel a login of users.
package zoneproof.checks["remote-access"]["vendor-shared-account"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.verdict

device contains finding if {
	some i, user in input.posture.users
	user.enabled
	regex.match(_roles, lower(user.name))
	finding := {
		"verdict": verdict.of_presence,
		"severity": "high",
		"message": concat(" ", [input.id, "has the user", concat("", [user.name, ","]), "who seems to be several people"]),
		"subject": ["user", user.name],
		"evidence": [["posture", "users", i]],
	}
}

device contains finding if {
	some i, tunnel in input.posture.tunnels
	tunnel.dial_up
	tunnel.authentication == "pre-shared-key"
	not tunnel.user_login
	finding := {
		"verdict": verdict.of_presence,
		"severity": "high",
		"message": concat(" ", [input.id, "lets clients of", tunnel.name, "in by one key for all of them"]),
		"subject": ["tunnel", tunnel.name],
		"evidence": [["posture", "tunnels", i]],
	}
}

device contains posture.untold({"tunnels", "users"})

device contains posture.not_read if not input.posture

_roles := `(^|[^a-z])(vendors?|suppliers?|service|oem|extern(al)?|partner|support|contractors?|maintenance|remote|shared|team|lieferant|wartung|fernwartung|dienstleister)([^a-z]|$)`
