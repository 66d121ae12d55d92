# METADATA
# title: No minimum strength of passwords
# description: |
#   Passwords of administrators may be as short and simple as anybody likes.
# schemas:
#   - input: schema.device
#   - data.thresholds: schema.thresholds
# custom:
#   severity: medium
#   sl_target: { IAC: 1 }
#   requirements: [SR 1.7]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: Demand at least eight characters of several kinds.
package zoneproof.checks.authentication["no-password-policy"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.text

device contains finding if {
	policy := input.posture.administration.password_policy
	trouble := _trouble(policy)
	finding := {
		"verdict": posture.verdict(["password"]),
		"severity": "medium",
		"message": concat(" ", [input.id, trouble]),
		"subject": ["password policy"],
		"evidence": [["posture", "administration", "password_policy"]],
	}
}

device contains {"not_assessed": "the export does not tell how strong passwords have to be"} if {
	input.posture
	not "enabled" in object.keys(input.posture.administration.password_policy)
}

device contains posture.not_read if not input.posture

_trouble(policy) := "demands nothing of passwords" if {
	policy.enabled == false
} else := concat(" ", ["takes passwords of", text.number(policy.minimum_length), "characters"]) if {
	policy.minimum_length < data.thresholds["no-password-policy"].least_length
}
