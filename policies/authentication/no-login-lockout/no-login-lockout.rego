# METADATA
# title: Unlimited login attempts
# description: |
#   Failed logins are not limited: no account and no address is locked after some of them. Passwords can be tried at
#   leisure.
# schemas:
#   - input: schema.device
#   - data.thresholds: schema.thresholds
# custom:
#   severity: medium
#   sl_target: { IAC: 1 }
#   requirements: [SR 1.11]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: Lock an account or address after a few failed logins.
package zoneproof.checks.authentication["no-login-lockout"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.text

device contains finding if {
	trouble := _trouble(input.posture.administration.lockout_attempts)
	finding := {
		"verdict": posture.verdict(["lockout", "login", "global"]),
		"severity": "medium",
		"message": concat(" ", [input.id, trouble]),
		"subject": ["lockout"],
		"evidence": [["posture", "administration"]],
	}
}

device contains {"not_assessed": "the export does not tell whether failed logins are limited"} if {
	input.posture
	not "lockout_attempts" in object.keys(input.posture.administration)
}

device contains posture.not_read if not input.posture

_trouble(attempts) := "does not limit failed logins" if {
	attempts == 0
} else := concat(" ", ["lets a login fail", text.number(attempts), "times"]) if {
	_most > 0
	attempts > _most
}

# Failed logins; 0: any limit will do.
_most := data.thresholds["no-login-lockout"].most_attempts
