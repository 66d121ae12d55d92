# METADATA
# title: One remote user many times
# description: |
#   A user may be connected several times at once. A shared or stolen account is not noticed.
# schemas:
#   - input: schema.device
# custom:
#   severity: low
#   sl_target: { UC: 3 }
#   requirements: [SR 2.7]
#   verdict_kind: decisive
#   owner: IT
#   phase: 3
#   action: Let each user be connected once.
package zoneproof.checks["remote-access"]["concurrent-vpn-logins"]

import data.zoneproof.lib.posture

device contains finding if {
	some i, portal in input.posture.portals
	portal.enabled
	some j, profile in portal.profiles
	not profile.one_login
	finding := {
		"verdict": posture.verdict(["ssl"]),
		"severity": "low",
		"message": concat(" ", [input.id, "lets a user of the profile", profile.name, "be connected many times at once"]),
		"subject": [profile.name],
		"evidence": [["posture", "portals", i, "profiles", j]],
	}
}

device contains posture.untold({"portals"})

device contains {"not_assessed": "the export does not tell how often a user of its tunnels may be connected"} if {
	some tunnel in input.posture.tunnels
	tunnel.dial_up
	tunnel.user_login
}

device contains posture.not_read if not input.posture
