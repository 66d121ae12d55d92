# METADATA
# title: Administrators may log in from anywhere
# description: |
#   Nothing limits the hosts from which an administrator may log in: no trusted hosts, no access class. Any host that
#   reaches the device can try passwords.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { UC: 2, RA: 2 }
#   requirements: [SR 2.1 RE 1, SR 7.7]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: Name the management network as the only source (trusted hosts, access class).
package zoneproof.checks.authentication["admin-no-source-limit"]

import data.zoneproof.lib.posture

device contains finding if {
	some i, account in input.posture.administration.accounts
	not account.limited
	finding := {
		"verdict": posture.verdict(["admin", "access-class"]),
		"severity": "medium",
		"message": concat(" ", [input.id, "lets", _who(account), "log in from any address"]),
		"subject": [account.name],
		"evidence": [["posture", "administration", "accounts", i]],
	}
}

device contains posture.no_administrator

device contains posture.not_read if not input.posture

_who(account) := account.name if {
	account.nameless
} else := concat(" ", ["the administrator", account.name])
