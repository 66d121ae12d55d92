# METADATA
# title: Passwords stored in clear text
# description: |
#   A password or pre-shared key stands in the configuration in clear text, or so that it can be turned back. Whoever
#   sees a backup can log in.
# schemas:
#   - input: schema.device
# custom:
#   severity: high
#   sl_target: { IAC: 1 }
#   requirements: [SR 1.5]
#   verdict_kind: decisive
#   owner: IT
#   phase: 1
#   action: Store passwords as hashes (type 8 or 9), let the device encrypt keys, and change those that were seen.
package zoneproof.checks.authentication["weak-password-storage"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.verdict

device contains finding if {
	some i, account in input.posture.administration.accounts
	not account.nameless # what it asks for stands among the other passwords
	_readable[account.password]
	finding := _finding(concat(" ", ["the password of", account.name]), ["account", account.name], ["administration", "accounts", i])
}

# Devices keep keys so that they can use them: encrypted ones can be turned back by nature.
device contains finding if {
	some i, stored in input.posture.administration.stored_passwords
	_readable[stored.password]
	finding := _finding(stored.of, ["stored", stored.of], ["administration", "stored_passwords", i])
}

device contains finding if {
	some i, tunnel in input.posture.tunnels
	tunnel.secret == "plain"
	finding := _finding(concat(" ", ["the key of the tunnel", tunnel.name]), ["tunnel", tunnel.name], ["tunnels", i])
}

device contains posture.untold({"tunnels"})

device contains posture.no_administrator

device contains posture.not_read if not input.posture

_readable := {"plain", "reversible"}

_finding(what, subject, path) := {
	"verdict": verdict.of_presence,
	"severity": "high",
	"message": concat(" ", [input.id, "stores", what, "so that it can be read"]),
	"subject": subject,
	"evidence": [array.concat(["posture"], path)],
}
