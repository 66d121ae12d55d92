# METADATA
# title: Local administrators only
# description: |
#   All administrators of the device have local accounts; none is checked by a central server. Who leaves the company
#   keeps access until somebody thinks of every device.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { IAC: 3 }
#   requirements: [SR 1.3 RE 1]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: Let a RADIUS, TACACS+ or LDAP server check administrators, and keep one local account for emergencies.
package zoneproof.checks.authentication["admin-no-aaa"]

import data.zoneproof.lib.posture

device contains finding if {
	accounts := input.posture.administration.accounts
	count(accounts) > 0
	every account in accounts {
		not account.remote
	}
	finding := {
		"verdict": posture.verdict(["admin", "aaa", "username"]),
		"severity": "medium",
		"message": concat(" ", [input.id, "has local administrators only: no server checks who logs in"]),
		"subject": ["local"],
		"evidence": [["posture", "administration", "accounts"]],
	}
}

device contains posture.no_administrator

device contains posture.not_read if not input.posture
