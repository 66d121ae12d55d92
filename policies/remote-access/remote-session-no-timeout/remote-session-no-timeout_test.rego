package zoneproof.checks["remote-access"]["remote-session-no-timeout_test"]

import data.zoneproof.checks["remote-access"]["remote-session-no-timeout"] as check
import data.zoneproof.lib.given_test as given

test_unproved_statement_not_understood if {
	found := check.device with input as object.union(_device({"idle_seconds": 0}), {"unparsed": [given.unread("vpn ssl settings")]})

	given.outcome(found) == {["unproved", "medium"]}
}

test_violated_no_limit if {
	found := check.device with input as _device({"idle_seconds": 0})

	given.outcome(found) == {["violated", "medium"]}
}

test_clean_limit_or_switched_off if {
	every state in [{"idle_seconds": 300}, {"idle_seconds": 0, "enabled": false}] {
		found := check.device with input as _device(state)
		found == set()
	}
}

_device(state) := given.posture({"portals": [object.union(given.portal, state)]})

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}

test_violated_longer_than_a_plant_lets_pass if {
	found := check.device with input as _device({"idle_seconds": 3600})
		with data.thresholds as {"remote-session-no-timeout": {"most_minutes": 15}}

	{finding.message | some finding in found} == {"core-1 ends an idle session of its portal after 3600 seconds"}
}

test_not_assessed_export_does_not_tell if {
	facts := object.remove(given.posture({}).posture, {"portals"})
	found := check.device with input as given.device({"posture": facts})

	found == {{"not_assessed": "the export does not tell of portals for people from outside"}}
}

test_not_assessed_clients_of_a_tunnel if {
	found := check.device with input as _tunnel({"dial_up": true, "user_login": "xauth"})

	found == {{"not_assessed": "the export does not tell when idle sessions of its tunnels end"}}
}

test_violated_tunnel_of_people_that_never_ends if {
	found := check.device with input as _tunnel({"dial_up": true, "user_login": "xauth", "idle_minutes": 0})

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"core-1 never ends an idle session of the tunnel clients"}
}

test_unproved_tunnel_beside_what_was_not_understood if {
	facts := _tunnel({"dial_up": true, "user_login": "xauth", "idle_minutes": 0})
	found := check.device with input as object.union(facts, {"unparsed": [given.unread("vpn ipsec phase1-interface")]})

	given.outcome(found) == {["unproved", "medium"]}
}

test_clean_tunnel_between_devices_that_never_ends if {
	found := check.device with input as _tunnel({"idle_minutes": 0})

	found == set()
}

test_clean_tunnel_without_users_or_with_an_end if {
	every state in [{}, {"dial_up": true, "user_login": "xauth", "idle_minutes": 15}] {
		found := check.device with input as _tunnel(state)
		found == set()
	}
}

_tunnel(state) := given.posture({"tunnels": [object.union(given.tunnel("clients"), state)]})
