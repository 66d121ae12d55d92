# METADATA
# title: Remote access without a second factor
# description: |
#   A VPN or portal of the device lets users in with a password alone. A stolen password is enough to stand in front
#   of the plant.
# schemas:
#   - input: schema.device
# custom:
#   severity: high
#   sl_target: { IAC: 3 }
#   requirements: [SR 1.1 RE 2]
#   verdict_kind: indicates
#   owner: IT+OT
#   phase: 1
#   action: Demand a second factor or a certificate of everybody who comes in from outside.
package zoneproof.checks["remote-access"]["remote-access-without-mfa"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.text
import data.zoneproof.lib.unread
import data.zoneproof.lib.verdict

device contains finding if {
	some i, portal in input.posture.portals
	portal.enabled
	not portal.client_certificate
	names := [user.name | some user in _of_portal(portal)]
	count(names) > 0
	finding := _finding("its portal", names, ["portals", i])
}

device contains finding if {
	some i, tunnel in input.posture.tunnels
	tunnel.dial_up
	names := [user.name | some user in _with_password; user.name in _members[tunnel.user_group]]
	count(names) > 0
	finding := _finding(concat(" ", ["the tunnel", tunnel.name]), names, ["tunnels", i])
}

device contains posture.untold({"portals", "tunnels", "users"})

device contains posture.not_read if not input.posture

# Users of the device itself: what a server asks of its users does not stand in the export.
_with_password contains user if {
	some user in input.posture.users
	user.enabled
	user.kind == "password"
	user.second_factor == "none"
}

_members[group.name] contains member if {
	some group in input.posture.user_groups
	some member in group.members
}

_of_portal(portal) := {user |
	some rule in portal.rules
	not rule.client_certificate
	some user in _with_password
	_is_named(user.name, rule)
}

_is_named(name, rule) if name in rule.users

_is_named(name, rule) if {
	some group in rule.groups
	name in _members[group]
}

_finding(by, names, path) := {
	"verdict": verdict.of_absence(_unread),
	"severity": _severity,
	"message": concat("", [concat(" ", [input.id, "lets in by", by, "with a password alone:", text.few(sort(names))]), unread.unless(_unread)]),
	"subject": [by],
	"evidence": [array.concat(["posture"], path)],
}

_severity := "critical" if {
	input.sl_target.IAC >= 3
} else := "high"

_unread := unread.about(["user", "factor", "certificate", "ssl"])
