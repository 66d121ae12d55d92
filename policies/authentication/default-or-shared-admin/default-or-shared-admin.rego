# METADATA
# title: Default or shared administrator
# description: |
#   The account that the factory defines is in use, or there is one administrator for all. Nobody can tell who
#   changed what, and everybody knows the name to try.
# schemas:
#   - input: schema.device
# custom:
#   severity: high
#   sl_target: { IAC: 2 }
#   requirements: [SR 1.1 RE 1, SR 1.5]
#   verdict_kind: indicates
#   owner: IT
#   phase: 1
#   action: Give every person an account of their own, and rename or remove the one of the factory.
package zoneproof.checks.authentication["default-or-shared-admin"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.verdict

device contains finding if {
	some i, account in input.posture.administration.accounts
	_of_factory[lower(account.name)]
	not account.remote
	finding := {
		"verdict": verdict.of_presence,
		"severity": "high",
		"message": concat(" ", [input.id, "has the administrator", account.name, "of the factory"]),
		"subject": [account.name],
		"evidence": [["posture", "administration", "accounts", i]],
	}
}

device contains finding if {
	named := {i: account | some i, account in input.posture.administration.accounts; not account.nameless}
	count(named) == 1
	some i, account in named
	not account.remote
	not _of_factory[lower(account.name)]
	finding := {
		"verdict": verdict.of_presence,
		"severity": "high",
		"message": concat(" ", [input.id, "has one administrator for all,", account.name]),
		"subject": ["one"],
		"evidence": [["posture", "administration", "accounts", i]],
	}
}

device contains finding if {
	some i, account in input.posture.administration.accounts
	account.nameless
	finding := {
		"verdict": verdict.of_presence,
		"severity": "high",
		"message": concat(" ", [input.id, "asks for no name: it lets in", account.name]),
		"subject": [account.name],
		"evidence": [["posture", "administration", "accounts", i]],
	}
}

device contains posture.no_administrator

device contains posture.not_read if not input.posture

_of_factory := {"admin", "administrator", "cisco", "root", "pix", "asa"}
