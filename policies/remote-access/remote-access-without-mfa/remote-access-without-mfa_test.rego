package zoneproof.checks["remote-access"]["remote-access-without-mfa_test"]

import data.zoneproof.checks["remote-access"]["remote-access-without-mfa"] as check
import data.zoneproof.lib.given_test as given

test_violated_portal if {
	found := check.device with input as _device({})

	given.outcome(found) == {["violated", "high"]}
	{finding.message | some finding in found} == {"core-1 lets in by its portal with a password alone: anna"}
}

test_violated_critical_at_three if {
	found := check.device with input as given.at_sl(_device({}), 3)

	given.outcome(found) == {["violated", "critical"]}
}

test_violated_tunnel if {
	found := check.device with input as given.posture({
		"users": [_user({})],
		"user_groups": [_group],
		"tunnels": [object.union(given.tunnel("clients"), {"dial_up": true, "user_group": "vendors"})],
	})

	{finding.message | some finding in found} == {"core-1 lets in by the tunnel clients with a password alone: anna"}
}

test_clean_second_factor if {
	every state in [{"second_factor": "fortitoken"}, {"enabled": false}, {"kind": "radius"}] {
		found := check.device with input as _device(state)
		found == set()
	}
}

_user(state) := object.union(
	{"name": "anna", "enabled": true, "kind": "password", "second_factor": "none", "location": given.location(3)},
	state,
)

_group := {"name": "vendors", "members": ["anna"], "location": given.location(6)}

_device(state) := given.posture({
	"users": [_user(state)],
	"user_groups": [_group],
	"portals": [object.union(given.portal, {"rules": [{
		"users": [],
		"groups": ["vendors"],
		"client_certificate": false,
		"location": given.location(8),
	}]})],
})

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}

test_unproved_something_was_not_understood if {
	found := check.device with input as object.union(_device({}), {"unparsed": [given.unread("config user local")]})

	given.outcome(found) == {["unproved", "high"]}
	every finding in found {
		endswith(finding.message, ", unless something that was not understood says otherwise")
	}
}

test_not_assessed_export_does_not_tell if {
	facts := object.remove(given.posture({}).posture, {"portals", "tunnels", "users", "user_groups"})
	found := check.device with input as given.device({"posture": facts})

	found == {{"not_assessed": "the export does not tell of portals for people from outside and tunnels and users from outside"}}
}
