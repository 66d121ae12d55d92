# METADATA
# title: No notice before login
# description: |
#   The device shows no notice before login that it is for authorized use only.
# schemas:
#   - input: schema.device
# custom:
#   severity: low
#   sl_target: { IAC: 1 }
#   requirements: [SR 1.12]
#   verdict_kind: decisive
#   owner: IT
#   phase: 3
#   action: Show a notice before login.
package zoneproof.checks.authentication["no-login-banner"]

import data.zoneproof.lib.posture

device contains finding if {
	input.posture.administration.banner_before_login == false
	finding := {
		"verdict": posture.verdict(["banner", "global"]),
		"severity": "low",
		"message": concat(" ", [input.id, "shows no notice before login"]),
		"subject": ["banner"],
		"evidence": [["posture", "administration"]],
	}
}

device contains {"not_assessed": "the export does not tell whether a notice is shown before login"} if {
	input.posture
	not "banner_before_login" in object.keys(input.posture.administration)
}

device contains posture.not_read if not input.posture
