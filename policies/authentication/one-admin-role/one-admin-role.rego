# METADATA
# title: Every administrator may change everything
# description: |
#   All administrators have a profile that may change the configuration; nobody is there to look only. Rights are not
#   bound to roles.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { UC: 2 }
#   requirements: [SR 2.1 RE 2]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: Give those who only look a profile that may only read.
package zoneproof.checks.authentication["one-admin-role"]

import data.zoneproof.lib.posture

device contains finding if {
	accounts := [account | some account in input.posture.administration.accounts; not account.nameless]
	count(accounts) > 1
	every account in accounts {
		_writing[account.profile]
	}
	finding := {
		"verdict": posture.verdict(["admin", "accprofile", "username"]),
		"severity": "medium",
		"message": concat(" ", [input.id, "lets each of its", format_int(count(accounts), 10), "administrators change everything"]),
		"subject": ["roles"],
		"evidence": [["posture", "administration", "accounts"]],
	}
}

device contains posture.no_administrator

# What a server gives to whom it knows stands there and not in the export.
device contains {"not_assessed": "the export does not tell what administrators may change whom a server knows"} if {
	accounts := input.posture.administration.accounts
	some account in accounts
	_by_server(account)
	every other in [one | some one in accounts; not _by_server(one); not one.nameless] {
		_writing[other.profile]
	}
}

_by_server(account) if {
	account.remote
	not account.profile
}

device contains posture.not_read if not input.posture

_writing contains profile.name if {
	some profile in input.posture.administration.profiles
	profile.writes
}

# Profiles of the factory that an export need not list.
_writing contains name if some name in {"super_admin", "prof_admin"}
